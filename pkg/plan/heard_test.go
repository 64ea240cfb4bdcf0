package plan

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// evening is when the outages of tests began.
func evening() time.Time {
	return time.Date(2025, 9, 26, 20, 15, 0, 0, time.FixedZone("KST", 9*60*60))
}

// told is what somebody said of a system, in hours after the evening began.
func told(t *testing.T, p *Plan, id string, between, and int) Heard {
	t.Helper()
	from := evening()
	return Heard{System: at(t, p.Inventory, id), Between: from.Add(time.Duration(between) * time.Hour), And: from.Add(time.Duration(and) * time.Hour), From: "S. Lee", At: from}
}

// hall is two services on a chain of infrastructure, and a line nobody needs.
func hall() *Plan {
	return Build(Input{Inventory: estate(
		node("entry", "daejeon"), node("power", "daejeon", "entry"), node("cooling", "daejeon", "power"),
		node("spare", "daejeon"), service("tax", 1, "cooling"), service("map", 4, "power"),
	)})
}

func TestWhatBlocksAndHasNoTime(t *testing.T) {
	p := hall()
	done := func(names ...string) []bool {
		out := make([]bool, len(p.Conditions))
		for _, id := range names {
			out[at(t, p.Inventory, id)] = true
		}
		return out
	}
	for name, c := range map[string]struct {
		s       Situation
		missing string
		overdue string
	}{
		"nobody said anything":                {Situation{}, "entry power cooling", ""},
		"what is done blocks nobody":          {Situation{Done: done("entry", "power")}, "cooling", ""},
		"a list of done things that is short": {Situation{Done: []bool{true}}, "power cooling", ""},
		"a word on one says nothing of what it needs": {
			Situation{From: evening(), Heard: []Heard{told(t, p, "cooling", 5, 9)}}, "entry power", "",
		},
		"all have a time": {
			Situation{From: evening(), Heard: []Heard{told(t, p, "cooling", 5, 9), told(t, p, "power", 1, 2), told(t, p, "entry", 1, 1)}}, "", "",
		},
		"a time that has passed counts no more": {
			Situation{From: evening().Add(9 * time.Hour), Heard: []Heard{told(t, p, "cooling", 5, 9), told(t, p, "entry", 20, 30)}},
			"power cooling", "cooling",
		},
		"what is back in time is not overdue": {
			Situation{From: evening().Add(30 * time.Hour), Done: done("entry", "power", "cooling"), Heard: []Heard{told(t, p, "cooling", 5, 9)}}, "", "",
		},
		"services can be overdue, in plan order": {
			Situation{From: evening().Add(30 * time.Hour), Heard: []Heard{told(t, p, "map", 5, 9), told(t, p, "entry", 5, 9)}},
			"entry power cooling", "entry map",
		},
		"nothing waits for infrastructure alone": {Situation{Done: done("tax", "map")}, "", ""},
		"the rest of a chain is nobody's":        {Situation{Done: done("tax")}, "entry power", ""},
	} {
		if got := ids(p.Inventory, p.Unheard(c.s)); got != c.missing {
			t.Errorf("%s: no time for %q, want %q", name, got, c.missing)
		}
		var late []int32
		for _, h := range p.Overdue(c.s) {
			late = append(late, h.System)
			if h.From == "" {
				t.Errorf("%s: nobody said it", name)
			}
		}
		if got := ids(p.Inventory, late); got != c.overdue {
			t.Errorf("%s: overdue %q, want %q", name, got, c.overdue)
		}
	}
}

// Of any plan: exactly the infrastructure that a service waits for by way of
// what is not done, itself not done and not told of.
func TestUnheardIsWhatServicesWaitFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Build(anyInput(t))
		s := Situation{From: evening(), Done: make([]bool, len(p.Conditions))}
		for i := range s.Done {
			s.Done[i] = rapid.IntRange(0, 3).Draw(t, "done") == 0
			if rapid.IntRange(0, 3).Draw(t, "told") == 0 {
				ahead := time.Duration(rapid.IntRange(-1, 1).Draw(t, "ahead")) * time.Hour
				s.Heard = append(s.Heard, Heard{System: int32(i), Between: evening().Add(-2 * time.Hour), And: evening().Add(ahead)})
			}
		}
		var want []int32
		for _, i := range p.Order {
			hears := slices.ContainsFunc(s.Heard, func(h Heard) bool { return h.System == i && h.And.After(s.From) })
			if p.infrastructure[i] && !s.Done[i] && !hears && awaitedBySlowly(p, s, i, map[int32]bool{}) {
				want = append(want, i)
			}
		}
		if got := p.Unheard(s); !slices.Equal(got, want) {
			t.Fatalf("no time for %v, want %v", ids(p.Inventory, got), ids(p.Inventory, want))
		}
	})
}

// awaitedBySlowly looks up the chain from what is needed.
func awaitedBySlowly(p *Plan, s Situation, i int32, seen map[int32]bool) bool {
	seen[i] = true
	for _, d := range p.Dependents(i) {
		if !s.Done[d] && !seen[d] && (!p.infrastructure[d] || awaitedBySlowly(p, s, d, seen)) {
			return true
		}
	}
	return false
}
