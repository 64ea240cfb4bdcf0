package incident

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// circle is a group of systems that are down and need each other. They start
// together, so none of them waits for another; each waits for what any of them
// needs outside.
type circle struct {
	outside []int32 // what they need outside, by their chosen rungs, and is missing
}

// needWaits lists the hard needs that are not back.
func (m *Moment) needWaits(rung inventory.Rung, i int32) []Wait {
	needs := m.Needs(rung, i)
	if !slices.ContainsFunc(needs, m.missing) {
		return nil
	}
	var waits []Wait
	own := m.circle(i)
	together := false
	for _, n := range needs {
		switch {
		case !m.missing(n):
		case own != nil && m.circles[n] == own:
			together = true
		default:
			waits = append(waits, Wait{Kind: WaitNeed, System: n})
		}
	}
	if !together {
		return waits
	}
	for _, n := range own.outside {
		w := Wait{Kind: WaitNeed, System: n}
		if !slices.Contains(waits, w) {
			waits = append(waits, w)
		}
	}
	return waits
}

// missing says that whoever needs a system has to wait for it.
func (st *State) missing(i int32) bool { return st.InScope(i) && !st.Back(i) }

// circle is the group a system is in; nil for the usual system, which is in
// none.
func (m *Moment) circle(i int32) *circle {
	if m.circles == nil {
		m.circles = map[int32]*circle{}
		for _, group := range inventory.Components(len(m.systems), m.downNeeds) {
			c := &circle{}
			for _, member := range group {
				m.circles[member] = c
			}
			for _, member := range group {
				for _, n := range m.downNeeds(int(member)) {
					if m.circles[n] != c && m.missing(n) {
						c.outside = append(c.outside, n)
					}
				}
			}
			slices.Sort(c.outside)
			c.outside = slices.Compact(c.outside)
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
	return m.Needs(rung, int32(i))
}
