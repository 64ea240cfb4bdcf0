package exercise_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/exercise"
	"github.com/bokgu/bokgu/pkg/inventory"
)

// now is when the entries of a test are looked at.
func now() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

func TestAnEntryHoldsUntilSomethingIsOtherwise(t *testing.T) {
	const day = 24 * time.Hour
	here := exercise.Digests{Inventory: "a", Playbook: "b"}
	for _, test := range []struct {
		name  string
		of    exercise.Digests
		ago   time.Duration
		every time.Duration
		want  exercise.Standing
	}{
		{"fresh", here, time.Hour, 0, exercise.Holds},
		{"after a year to the second", here, 365 * day, 0, exercise.Holds},
		{"after more than a year", here, 365*day + time.Second, 0, exercise.Old},
		{"after more than the workspace says", here, 8 * day, 7 * day, exercise.Old},
		{"after less than it says", here, 400 * day, 800 * day, exercise.Holds},
		{"a date of today in another place", here, -9 * time.Hour, 0, exercise.Holds},
		{"from the future", here, -2 * day, 0, exercise.Old},
		{"another list", exercise.Digests{Inventory: "x", Playbook: "b"}, time.Hour, 0, exercise.List},
		{"another playbook", exercise.Digests{Inventory: "a", Playbook: "x"}, time.Hour, 0, exercise.Playbook},
		{"of no list", exercise.Digests{}, time.Hour, 0, exercise.Apart},
	} {
		present := exercise.Present{Digests: here, Now: now(), Every: test.every}
		if got := present.Standing(&exercise.Entry{At: now().Add(-test.ago), Digests: test.of}); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// list is services and a piece of infrastructure.
func list(n int) *inventory.Inventory {
	inv := &inventory.Inventory{Systems: []inventory.System{{ID: "power", Class: inventory.Infrastructure}}}
	for i := range n {
		inv.Systems = append(inv.Systems, inventory.System{ID: fmt.Sprintf("s%d", i), Class: inventory.Service})
	}
	inv.Resolve()
	return inv
}

// Whichever way names are written, they mean the services they were made of.
func TestNamesMeanWhatTheyWereMadeOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inv := list(rapid.IntRange(0, 8).Draw(t, "services"))
		want, ids := map[string]bool{}, []string{"power", "gone"}
		for i := range inv.Systems[1:] {
			if id := inv.Systems[i+1].ID; rapid.Bool().Draw(t, id) {
				want[id], ids = true, append(ids, id)
			}
		}
		names := exercise.NamesOf(inv, ids)
		if n := len(names.IDs) + len(names.But); n > len(inv.Systems)/2 {
			t.Errorf("%d of %d are written out", n, len(inv.Systems)-1)
		}
		present := exercise.Present{Digests: exercise.Digests{Inventory: "a"}, Now: now()}
		got := present.Proved(inv, []exercise.Entry{{At: now(), Simulated: &exercise.Simulation{Runs: 1}, Digests: present.Digests, Back: names}})
		if !reflect.DeepEqual(got.Simulated, want) || len(got.Played) > 0 {
			t.Errorf("%v, want %v (from %+v)", got, want, names)
		}
	})
}

// What people played and what was simulated are kept apart, and only what holds
// counts.
func TestPlayedAndSimulatedAreKeptApart(t *testing.T) {
	inv := list(4)
	here := exercise.Digests{Inventory: "a", Playbook: "b"}
	entry := func(of exercise.Digests, played bool, ids ...string) exercise.Entry {
		e := exercise.Entry{At: now(), Digests: of, Back: exercise.Names{IDs: ids}}
		if played {
			e.Played = &exercise.Playing{People: []string{"duty"}}
		} else {
			e.Simulated = &exercise.Simulation{Runs: 1}
		}
		return e
	}
	entries := []exercise.Entry{
		entry(here, false, "s0"), entry(here, false, "s0", "s1"), entry(here, true, "s2"),
		entry(exercise.Digests{Inventory: "old", Playbook: "b"}, true, "s3"),
	}
	got := exercise.Present{Digests: here, Now: now()}.Proved(inv, entries)
	want := inventory.Drilled{Simulated: map[string]bool{"s0": true, "s1": true}, Played: map[string]bool{"s2": true}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestOnlyPeopleTryTheOtherSite(t *testing.T) {
	played, simulated := &exercise.Playing{}, &exercise.Simulation{Runs: 1}
	ago := func(days int) time.Time { return now().AddDate(0, 0, -days) }
	entries := []exercise.Entry{{At: ago(1), Simulated: simulated, Elsewhere: []string{"a"}}}
	if got := exercise.Tried(entries, ago(365), now()); got != nil {
		t.Errorf("a simulation tried %v", got)
	}
	entries = append(entries, exercise.Entry{At: ago(400), Played: played, Elsewhere: []string{"b"}})
	if got := exercise.Tried(entries, ago(365), now()); got == nil || len(got) > 0 {
		t.Errorf("tried long ago, but now %v", got)
	}
	entries = append(entries, exercise.Entry{At: ago(-9), Played: played, Elsewhere: []string{"d"}}) // a slip
	entries = append(entries, exercise.Entry{At: ago(2), Played: played, Elsewhere: []string{"c"}})
	if got := exercise.Tried(entries, ago(365), now()); !reflect.DeepEqual(got, map[string]bool{"c": true}) {
		t.Errorf("tried %v", got)
	}
}

func TestTheLastEntryIsTheNewestOfAList(t *testing.T) {
	of := exercise.Digests{Inventory: "a"}
	if last := exercise.Last([]exercise.Entry{{Drill: "apart", At: now()}}, ""); last != nil {
		t.Errorf("last is %s", last.Drill)
	}
	entries := []exercise.Entry{
		{Drill: "new", At: now(), Digests: of}, {Drill: "old", At: now().AddDate(-1, 0, 0), Digests: of},
		{Drill: "same", At: now(), Digests: of}, {Drill: "apart", At: now().AddDate(1, 0, 0)},
		{Drill: "people", At: now().AddDate(0, -1, 0), Digests: of, Played: &exercise.Playing{}},
	}
	for how, want := range map[exercise.How]string{"": "same", exercise.BySimulation: "same", exercise.ByPeople: "people"} {
		if last := exercise.Last(entries, how); last == nil || last.Drill != want {
			t.Errorf("%q: last is %+v, want %s", how, last, want)
		}
	}
}
