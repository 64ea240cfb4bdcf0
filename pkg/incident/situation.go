package incident

import (
	"cmp"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
)

// Situation is how far things are, for a schedule or a forecast of the plan.
// What runs at another site is done: its home copy may not be started until
// somebody brings it home, which is no part of coming back.
func (m *Moment) Situation() plan.Situation {
	s := plan.Situation{
		From: m.Now, Done: make([]bool, len(m.systems)), Since: make([]time.Time, len(m.systems)),
		Going: m.goingNow(), Returns: m.returns(),
	}
	for n := range m.systems {
		i := int32(n)
		s.Done[n] = m.Back(i) || m.Elsewhere(i)
		s.Since[n] = m.DownSince(i)
		if !m.InScope(i) || s.Done[n] {
			continue
		}
		for _, by := range m.barred(i) {
			s.Held = append(s.Held, plan.Held{System: i, By: by})
		}
		if e, ok := m.Expected(i); ok && !e.Withdrawn() {
			s.Heard = append(s.Heard, plan.Heard{System: i, Between: e.Between, And: e.And, From: e.From, At: e.At})
		}
	}
	return s
}

// barred names all that forbids starting a system: the stop, its holds. What
// is being started already is past it, and so is what comes back without being
// started, as power does.
func (m *Moment) barred(i int32) []string {
	sys := &m.Inventory.Systems[i]
	if m.starting(i) || sys.Class == inventory.Infrastructure && !m.ByRound(i) {
		return nil
	}
	var by []string
	if m.Stopped() != nil {
		by = append(by, HeldByStop)
	}
	for _, h := range m.HoldsOn(i) {
		by = append(by, h.ID)
	}
	return by
}

// HeldByStop is what holds a system when nothing may be started anywhere.
const HeldByStop = "stop"

// goingNow lists what is being started: by whom where a round says it. A
// system that several starts are under way for is named once, by the first.
func (m *Moment) goingNow() []plan.Going {
	var out []plan.Going
	named := map[int32]bool{}
	add := func(g plan.Going) {
		if !named[g.System] && !m.Back(g.System) && !m.Elsewhere(g.System) {
			named[g.System] = true
			out = append(out, g)
		}
	}
	for _, r := range m.Rounds {
		for _, i := range m.Going(r) {
			add(plan.Going{System: i, Since: r.Issued, Crew: r.Crew})
		}
	}
	for _, t := range m.Rounding() {
		for n := range m.systems {
			i := int32(n)
			if r := m.SystemResult(t, i); r != nil && r.Outcome == Started && !m.EndedFor(t, i) {
				add(plan.Going{System: i, Since: r.At})
			}
		}
	}
	slices.SortFunc(out, func(a, b plan.Going) int { return cmp.Compare(a.System, b.System) })
	return out
}

// returns lists the services that came back and stayed, in the order of time.
func (m *Moment) returns() []plan.Return {
	var out []plan.Return
	for n := range m.systems {
		i := int32(n)
		if m.Inventory.Systems[n].Class != inventory.Infrastructure && m.InScope(i) && m.Back(i) {
			out = append(out, plan.Return{At: m.CountedSince(i), Tier: m.Tier(i)})
		}
	}
	slices.SortStableFunc(out, func(a, b plan.Return) int { return a.At.Compare(b.At) })
	return out
}

// CountedSince is since when a system has counted as back without falling
// again; zero while it does not. It is later than BackSince for what ran at
// another site before it was whole.
func (st *State) CountedSince(i int32) time.Time {
	if sys := &st.systems[i]; sys.counts {
		return sys.countedSince
	}
	return time.Time{}
}
