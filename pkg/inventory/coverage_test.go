package inventory

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/lang"
)

// then is when the lists of these tests are looked at.
func then() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) }

// full is a service of which everything is known, bare one of which nothing is.
func full() System {
	return System{
		ID: "full", Name: lang.Text{KO: "정부24", EN: "Government24"}, Class: Service, Tier: 1, Agency: "mois", Public: true,
		Grade: Grade{Source: "grading of 2025"}, DependsOn: []Need{{ID: "power"}}, Recovery: []Rung{{Method: "swap"}},
		Backup: Backup{At: then().Add(-23 * time.Hour)}, Probes: []Probe{{TCP: "a:1"}},
		Continuity: Continuity{Means: lang.Text{KO: "방문", EN: "visit"}},
	}
}

func bare() System {
	return System{ID: "bare", Name: lang.Plain("우체국"), Class: Service, Public: true}
}

func listOf(systems ...System) *Inventory {
	inv := &Inventory{
		Tiers:    map[Tier]TierTarget{1: {RPO: day}},
		Agencies: []Agency{{ID: "mois", DutyRoom: "1"}},
		Methods:  []Method{{ID: "swap", Estimate: Estimate{time.Hour, time.Hour, time.Hour}}},
		Systems:  append([]System{{ID: "power", Class: Infrastructure, Tier: 4}}, systems...),
	}
	inv.Resolve()
	return inv
}

// has says of each aspect whether the only service of a list has it; those that
// do not count for it are missing.
func has(inv *Inventory, drilled Drilled) map[Aspect]bool {
	out := map[Aspect]bool{}
	for _, c := range Cover(inv, then(), drilled) {
		if c.All.Of > 0 {
			out[c.Aspect] = c.All.Have == 1
		}
	}
	return out
}

func TestEveryAspectIsSeenAndMissed(t *testing.T) {
	all := Drilled{Simulated: map[string]bool{"full": true}, Played: map[string]bool{"full": true}}
	with, without := has(listOf(full()), all), has(listOf(bare()), all)
	for _, aspect := range Aspects() {
		if aspect == InOrder {
			continue // it has no meaning without a tier; see below
		}
		if got, counted := with[aspect]; !got || !counted {
			t.Errorf("%s is there and not seen", aspect)
		}
		if got, counted := without[aspect]; got || !counted {
			t.Errorf("%s is not there and seen", aspect)
		}
	}
	if _, counted := without[InOrder]; counted {
		t.Error("a service without a tier counts for inversions")
	}
}

// Each change takes one aspect away, and no other.
func TestAnAspectHangsOnWhatItSays(t *testing.T) {
	for _, test := range []struct {
		lost   Aspect
		change func(s *System)
	}{
		{Grades, func(s *System) { s.Grade.Source = "" }},
		{"", func(s *System) { s.Grade = Grade{Impact: 1} }},
		{Callable, func(s *System) { s.Agency = "other" }},
		{"", func(s *System) { s.Agency, s.Contacts = "other", []Contact{{Phone: "2"}} }},
		{Callable, func(s *System) { s.Agency, s.Contacts = "other", []Contact{{Name: "Lee"}} }},
		{Estimates, func(s *System) { s.Recovery = []Rung{{Method: Restart}, {Method: "swap"}} }},
		{Backups, func(s *System) { s.Backup.At = then().Add(-25 * time.Hour) }},
		{"", func(s *System) { s.Backup.At, s.Tier = then().Add(-25*time.Hour), 2 }}, // of tier 2 nobody said an RPO
		{Backups, func(s *System) { s.Backup.At, s.Tier = time.Time{}, 2 }},
		{InOrder, func(s *System) { s.DependsOn = []Need{{ID: "worse"}} }},
		{"", func(s *System) { s.DependsOn = []Need{{ID: "worse", Soft: true}} }},
		{"", func(s *System) { s.DependsOn, s.Tier = []Need{{ID: "worse"}}, 3 }},
		{Translations, func(s *System) { s.Name = lang.Text{KO: "정부24"} }},
		{Translations, func(s *System) { s.Continuity.Means = lang.Plain("방문") }},
		{"", func(s *System) { s.Name = lang.Plain("GPKI") }},
	} {
		s := full()
		s.DependsOn = nil
		test.change(&s)
		inv := listOf(s)
		inv.Systems[0] = System{ID: "worse", Class: Infrastructure, Tier: 3}
		inv.Resolve()
		got := has(inv, Drilled{Simulated: map[string]bool{"full": true}, Played: map[string]bool{"full": true}})
		for aspect, have := range got {
			if aspect != Needed && have == (aspect == test.lost) {
				t.Errorf("losing %q: %s is %v", test.lost, aspect, have)
			}
		}
	}
}

// A backup is as old as it was when the list was true.
func TestBackupsAgeWithTheirList(t *testing.T) {
	s := full()
	s.Backup.At = then().AddDate(-1, 0, 0)
	inv := listOf(s)
	if has(inv, Drilled{})[Backups] {
		t.Error("a year is within a day")
	}
	inv.AsOf = s.Backup.At.Add(time.Hour)
	if !has(inv, Drilled{})[Backups] {
		t.Error("an hour is not within a day")
	}
}

// What is there and what lacks make all that count; tiers 1 and 2 are a part.
func TestFiguresAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var systems []System
		for i := range rapid.IntRange(0, 12).Draw(t, "services") {
			s := bare()
			if rapid.Bool().Draw(t, "full") {
				s = full()
			}
			s.ID = fmt.Sprint("s", i)
			s.Tier = Tier(rapid.IntRange(0, 4).Draw(t, "tier"))
			s.Public = rapid.Bool().Draw(t, "public")
			systems = append(systems, s)
		}
		inv := listOf(systems...)
		covered := Cover(inv, then(), Drilled{})
		for _, c := range covered {
			rest := Share{c.All.Have - c.Important.Have, c.All.Of - c.Important.Of}
			if c.All.Have+len(c.Lacking) != c.All.Of || rest.Have < 0 || rest.Have > rest.Of {
				t.Fatalf("%+v", c)
			}
			for _, i := range c.Lacking {
				if inv.Systems[i].Class == Infrastructure {
					t.Fatalf("%s lacks infrastructure", c.Aspect)
				}
			}
		}
		if !reflect.DeepEqual(covered, Cover(inv, then(), Drilled{})) {
			t.Fatal("two figures of one list")
		}
	})
}

func TestSharesAreRoundedDown(t *testing.T) {
	for _, test := range []struct {
		share   Share
		percent int
		reaches int // the most that it does
	}{
		{Share{999, 1000}, 99, 99}, {Share{1000, 1000}, 100, 100}, {Share{0, 7}, 0, 0}, {Share{0, 0}, 100, 100}, {Share{2, 3}, 66, 66},
	} {
		if got := test.share.Percent(); got != test.percent {
			t.Errorf("%v is %d%%, want %d%%", test.share, got, test.percent)
		}
		if !test.share.Reaches(test.reaches) || test.share.Of > 0 && test.share.Reaches(test.reaches+1) {
			t.Errorf("%v does not end at %d%%", test.share, test.reaches)
		}
	}
}

func BenchmarkCover(b *testing.B) {
	inv := estate(100_000)
	inv.Resolve()
	b.Run("cover", func(b *testing.B) {
		for b.Loop() {
			Cover(inv, then(), Drilled{})
		}
	})
	for i := range inv.Systems {
		if sys := &inv.Systems[i]; i%100 == 0 {
			sys.Class = Infrastructure
		} else {
			sys.Agency = fmt.Sprint("agency", i%50)
		}
	}
	b.Run("shared gear", func(b *testing.B) {
		c := newChecker(inv)
		needs := inv.needs(inv.index)
		for b.Loop() {
			c.found = nil
			c.shared(needs)
		}
	})
	b.Run("ages", func(b *testing.B) {
		for b.Loop() {
			CheckAt(inv, then())
		}
	})
}
