package incident

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// needWaits lists the hard needs that are not back. Systems that need each
// other start together, so none of them waits for another; each waits for what
// any of them needs outside.
func (m *Moment) needWaits(rung inventory.Rung, i int32) []Wait {
	needs := m.needs(rung, i)
	together := m.circle(i)
	if slices.ContainsFunc(needs, func(n int32) bool { return slices.Contains(together, n) }) {
		needs = slices.Clone(needs)
		for _, other := range together {
			if _, by := m.Rung(other); other != i {
				needs = append(needs, m.needs(by, other)...)
			}
		}
		slices.Sort(needs)
		needs = slices.Compact(needs)
	}
	var waits []Wait
	for _, n := range needs {
		if n != i && m.missing(n) && !slices.Contains(together, n) {
			waits = append(waits, Wait{Kind: WaitNeed, System: n})
		}
	}
	return waits
}

// missing says that whoever needs a system has to wait for it.
func (st *State) missing(i int32) bool { return st.InScope(i) && !st.Back(i) }

// circle lists the systems that are down and need each other with one, itself
// among them; nil for the usual system, which is in no such group.
func (m *Moment) circle(i int32) []int32 {
	if m.circles == nil {
		m.circles = map[int32][]int32{}
		for _, group := range inventory.Components(len(m.systems), m.downNeeds) {
			for _, member := range group {
				m.circles[member] = group
			}
		}
	}
	return m.circles[i]
}

// downNeeds is what a system that is down needs by its rung; nothing for one
// that nobody waits for.
func (m *Moment) downNeeds(i int) []int32 {
	if !m.missing(int32(i)) {
		return nil
	}
	_, rung := m.Rung(int32(i))
	return m.needs(rung, int32(i))
}
