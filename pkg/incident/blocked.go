package incident

import (
	"fmt"
	"slices"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// Blocked is a group of services that are down and wait for the same
// infrastructure.
type Blocked struct {
	Services []int32 // in the order of the plan
	Chain    []int32 // infrastructure that is not back, what must clear first at the head
	Damaged  bool    // the services themselves are damaged
	Held     bool    // a hold forbids starting them
}

// Blocked groups the services that are down and cannot be started by what they
// wait for, largest group first. Services that need nothing but a start, and
// are free to be started, are in no group.
func (m *Moment) Blocked() []Blocked {
	chains := m.chainOf()
	groups := map[string]*Blocked{}
	var order []*Blocked
	for _, i := range m.Plan().Order {
		if m.Inventory.Systems[i].Class == inventory.Infrastructure || m.Back(i) || m.Elsewhere(i) {
			continue
		}
		is, _ := m.Condition(i)
		b := Blocked{Chain: chains(i), Damaged: is == plan.Damaged, Held: len(m.HoldsOn(i)) > 0}
		if len(b.Chain) == 0 && !b.Held && !b.Damaged {
			continue
		}
		key := fmt.Sprint(b.Chain, b.Damaged, b.Held)
		if groups[key] == nil {
			groups[key] = &b
			order = append(order, &b)
		}
		groups[key].Services = append(groups[key].Services, i)
	}
	out := make([]Blocked, len(order))
	for k, b := range order {
		out[k] = *b
	}
	slices.SortStableFunc(out, func(a, b Blocked) int { return len(b.Services) - len(a.Services) })
	return out
}

// chainOf gives, for a system, all infrastructure it waits for, directly or
// not, in the order of the plan.
func (m *Moment) chainOf() func(int32) []int32 {
	known := map[int32][]int32{}
	busy := map[int32]bool{}
	position := m.Plan().Position
	var chain func(int32) []int32
	chain = func(i int32) []int32 {
		if c, ok := known[i]; ok || busy[i] {
			return c
		}
		busy[i] = true // members of a cycle wait for one another, not for themselves
		var out []int32
		_, rung := m.Rung(i)
		for _, n := range m.Needs(rung, i) {
			if !m.InScope(n) || m.Back(n) {
				continue
			}
			out = append(out, chain(n)...)
			if m.Inventory.Systems[n].Class == inventory.Infrastructure {
				out = append(out, n)
			}
		}
		slices.SortFunc(out, func(a, b int32) int { return int(position[a] - position[b]) })
		out = slices.Compact(out)
		busy[i] = false
		known[i] = out
		return out
	}
	return chain
}

// Chain is what blocks the next service: the infrastructure that the first
// service of the plan waits for that is down and cannot be started, what must
// clear first at the head. Empty when that service waits for something else.
func (m *Moment) Chain() []int32 {
	chain := m.chainOf()
	for _, i := range m.Plan().Order {
		if m.Inventory.Systems[i].Class == inventory.Infrastructure || m.Phase(i) > playbook.Down {
			continue
		}
		if c := chain(i); len(c) > 0 {
			return c
		}
	}
	return nil
}

// Blockers is what of the plan's blockers is still not back, with the number
// of services that wait for it, directly or not.
func (m *Moment) Blockers() []plan.Blocker {
	chain := m.chainOf()
	waiting := map[int32]int32{}
	for _, i := range m.Plan().Order {
		if m.Inventory.Systems[i].Class == inventory.Infrastructure || m.Phase(i) > playbook.Down {
			continue
		}
		for _, n := range chain(i) {
			waiting[n]++
		}
	}
	out := []plan.Blocker{}
	for _, b := range m.Plan().Blockers {
		if n := waiting[b.System]; n > 0 && !m.Back(b.System) {
			out = append(out, plan.Blocker{System: b.System, Frees: n, Reason: b.Reason})
		}
	}
	return out
}

// Conflict is a subject of which two records that did not know each other say
// different things; the worse holds until somebody who knows both decides.
type Conflict struct {
	System int32          // -1: not about a system
	Task   *playbook.Task // nil: about the system itself
	Key    string         // group of the task
	About  string         // result, condition, tier, data, runs, method, answer
	Ref    string         // of a question
}

// Conflicts lists what is told in two ways.
func (st *State) Conflicts() []Conflict {
	if len(st.chains) < 2 {
		return nil // one writer has seen all that it wrote
	}
	var out []Conflict
	for i := range st.systems {
		s := &st.systems[i]
		for _, about := range s.conflictsAbout() {
			out = append(out, Conflict{System: int32(i), About: about})
		}
	}
	for t := range st.Book.Tasks() {
		ts := &st.tasks[t.Num-1]
		for i := range ts.systems {
			if ts.systems[i].result.conflict(sameResult) {
				out = append(out, Conflict{System: int32(i), Task: t, About: "result"})
			}
		}
		for _, key := range st.Groups(t) {
			if s := ts.groups[key]; s != nil && s.result.conflict(sameResult) {
				out = append(out, Conflict{System: -1, Task: t, Key: key, About: "result"})
			}
		}
	}
	for _, q := range st.Questions {
		if q.conflicts() {
			out = append(out, Conflict{System: -1, About: "answer", Ref: q.Ref})
		}
	}
	return out
}

// conflictsAbout names what of a system is told in two ways.
func (s *system) conflictsAbout() []string {
	var about []string
	if s.condition.conflict(same[condition]) {
		about = append(about, "condition")
	}
	if s.tier.conflict(same[inventory.Tier]) {
		about = append(about, "tier")
	}
	for _, r := range []struct {
		about string
		said  *register[string]
	}{{"data", &s.data}, {"runs", &s.runs}, {"method", &s.method}} {
		if r.said.conflict(same[string]) {
			about = append(about, r.about)
		}
	}
	return about
}

func (s *system) conflicts() bool { return len(s.conflictsAbout()) > 0 }

func (q *Question) conflicts() bool {
	return q.answer.conflict(func(a, b *Reply) bool { return a.Text == b.Text })
}

func same[V comparable](a, b V) bool { return a == b }
