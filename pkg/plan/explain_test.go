package plan

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/inventory"
)

func codes(reasons []Reason) []string {
	var out []string
	for _, r := range reasons {
		out = append(out, r.Code)
	}
	return out
}

func count(reasons []Reason, any ...string) int {
	n := 0
	for _, r := range reasons {
		if slices.Contains(any, r.Code) {
			n++
		}
	}
	return n
}

func TestEverySystemThatIsLeftSaysWhyItIsBackThen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		sch := p.Place(s, PlaceOptions{})
		if sch == nil {
			return
		}
		for i := range int32(len(p.Conditions)) {
			why := sch.Why(i)
			who := count(why, ReasonByCrew, ReasonByOthers, ReasonHeard)
			none := count(why, ReasonNoEstimate, ReasonNoCrew, ReasonTooFew, ReasonHeld, ReasonStopped, ReasonBlockedBy)
			placed := sch.Finish(i) != Never
			switch {
			case !p.left(&s, i):
				if p.InScope(i) != slices.Equal(codes(why), []string{ReasonIsBack}) || !p.InScope(i) && len(why) > 0 {
					t.Fatalf("%d is not left: %v", i, codes(why))
				}
				continue
			case placed && (who != 1 || none != 0), !placed && (who != 0 || none != 1):
				t.Fatalf("%d placed %t: %v", i, placed, codes(why))
			}
			if late := count(why, ReasonLate) == 1; late != (sch.LateBy(i) > 0) {
				t.Fatalf("%d late by %d: %v", i, sch.LateBy(i), codes(why))
			}
			for _, r := range why {
				if r.Code == ReasonAfterNeed && sch.Finish(r.System) > sch.Start(i) {
					t.Fatalf("%d begins at %d after %d, back at %d", i, sch.Start(i), r.System, sch.Finish(r.System))
				}
				if r.Code == ReasonBlockedBy && sch.Finish(r.System) != Never {
					t.Fatalf("%d waits for %d, which has a time", i, r.System)
				}
			}
		}
	})
}

func TestObstaclesAccountForAllThatHasNoTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		sch := p.Place(s, PlaceOptions{})
		if sch == nil {
			return
		}
		sum, left := 0, 0
		for _, o := range sch.Obstacles() {
			sum += o.Own + o.Waiting
		}
		for _, i := range p.Order {
			if p.left(&s, i) {
				left++
			}
		}
		if sum != len(sch.Unplaced) || sch.Placed()+sum != left {
			t.Fatalf("obstacles %d, unplaced %d, placed %d, left %d", sum, len(sch.Unplaced), sch.Placed(), left)
		}
	})
}

func TestTheHoursOfASystemAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		sch := p.Place(s, PlaceOptions{})
		if sch == nil {
			return
		}
		for _, i := range p.Order {
			if sch.Finish(i) == Never {
				continue
			}
			middle := (sch.Start(i) + sch.Finish(i)) / 2
			all := sch.Works(i, 0, sch.End)
			if parts := sch.Works(i, 0, middle) + sch.Works(i, middle, sch.End); parts != all {
				t.Fatalf("%d works %d, in parts %d", i, all, parts)
			}
			if all > sch.Finish(i)-sch.Start(i) || all == 0 && sch.Finish(i) > sch.Start(i) {
				t.Fatalf("%d works %d from %d to %d", i, all, sch.Start(i), sch.Finish(i))
			}
		}
	})
}

// annex is power, two services on one crew of one, and one without an estimate.
func annex() *inventory.Inventory {
	hour := inventory.Estimate{Min: time.Hour, Likely: time.Hour, Max: time.Hour}
	inv := &inventory.Inventory{
		Crews: []inventory.Crew{{ID: "ops", People: 1, Skills: []string{"restart"}}},
		Methods: []inventory.Method{
			{ID: inventory.Restart, Skill: "restart", People: 1, Estimate: hour},
			{ID: "power-up", Estimate: hour}, {ID: "repair"},
		},
		Systems: []inventory.System{
			{ID: "power", Class: inventory.Infrastructure, Recovery: []inventory.Rung{{Method: "power-up"}}},
			{ID: "a", Tier: 1, DependsOn: []inventory.Need{{ID: "power"}}},
			{ID: "b", Tier: 2, DependsOn: []inventory.Need{{ID: "power"}}},
			{ID: "c", Tier: 3, Recovery: []inventory.Rung{{Method: "repair"}, {Method: inventory.Restart}}},
			{ID: "d", Tier: 3, DependsOn: []inventory.Need{{ID: "c"}}},
		},
	}
	inv.Resolve()
	return inv
}

func TestASystemNamesItsBindingCause(t *testing.T) {
	p := Build(Input{Inventory: annex()})
	s := p.Place(Situation{}, PlaceOptions{})
	want := map[int32][]Reason{
		0: {{ReasonByOthers, -1, ""}, {ReasonAtOnce, -1, ""}},
		1: {{ReasonByCrew, -1, "ops"}, {ReasonAfterNeed, 0, ""}, {ReasonInTime, -1, "0"}, {ReasonSoonerNeed, 0, ""}},
		2: {{ReasonByCrew, -1, "ops"}, {ReasonAfterPeople, 1, "ops"}, {ReasonChain, 0, "3"}, {ReasonInTime, -1, "0"}, {ReasonSoonerPeople, -1, "ops"}},
		3: {{ReasonNoEstimate, -1, "repair"}, {ReasonSoonerWord, 3, "repair"}, {ReasonSoonerRung, -1, inventory.Restart}},
		4: {{ReasonBlockedBy, 3, ""}, {ReasonSoonerWord, 3, "repair"}},
	}
	p.Inventory.Tiers[1] = inventory.TierTarget{RTO: 2 * time.Hour}
	p.Inventory.Tiers[2] = inventory.TierTarget{RTO: 3 * time.Hour}
	for i, w := range want {
		if got := s.Why(i); !slices.Equal(got, w) {
			t.Errorf("%s: %v\nwant %v", p.Inventory.Systems[i].ID, got, w)
		}
	}
	if got := s.Obstacles(); len(got) != 1 || got[0].System != 3 || got[0].Waiting != 1 || got[0].Own != 1 {
		t.Errorf("obstacles %+v", got)
	}
	if at, left := s.TierBack(1); !left || at != 2*3600 {
		t.Errorf("tier 1 back %d %t", at, left)
	}
	if at, left := s.TierBack(3); !left || at != Never {
		t.Errorf("tier 3 back %d %t", at, left)
	}
	if _, left := s.TierBack(4); left {
		t.Error("something of tier 4 is left")
	}
}

func TestAPassedRungSaysWhatItWouldWaitFor(t *testing.T) {
	inv := annex()
	inv.Systems[1].Recovery = []inventory.Rung{{Method: inventory.Restart}, {Method: inventory.RestoreBackup}}
	inv.Resolve()
	p := Build(Input{Inventory: inv, Rungs: []int{0, 1, 0, 0, 0}})
	why := p.Place(Situation{}, PlaceOptions{}).Why(1)
	if len(why) == 0 || why[0] != (Reason{ReasonPassedFor, 0, inventory.Restart}) {
		t.Errorf("while power is down: %v", why)
	}
	why = p.Place(Situation{Done: []bool{true}}, PlaceOptions{}).Why(1)
	if len(why) == 0 || why[0] != (Reason{ReasonPassed, -1, inventory.Restart}) {
		t.Errorf("with power: %v", why)
	}
}

func TestTheStopIsNoHoldToLift(t *testing.T) {
	p := Build(Input{Inventory: annex()})
	why := p.Place(Situation{Held: []Held{{System: 2, By: heldByStop}}}, PlaceOptions{}).Why(2)
	if !slices.Equal(why, []Reason{{ReasonStopped, -1, ""}}) {
		t.Errorf("stopped: %v", why)
	}
	why = p.Place(Situation{Held: []Held{{System: 2, By: "H1"}}}, PlaceOptions{}).Why(2)
	if !slices.Equal(why, []Reason{{ReasonHeld, -1, "H1"}, {ReasonSoonerLifted, -1, "H1"}}) {
		t.Errorf("held: %v", why)
	}
}

// Estimates of quiet times alone make no date.
func TestAScheduleHasDatesOnlyByWhatPeopleSay(t *testing.T) {
	p := Build(Input{Inventory: annex()})
	now := time.Date(2025, 9, 26, 20, 20, 0, 0, time.UTC)
	power := Heard{System: 0, Between: now.Add(time.Hour), And: now.Add(2 * time.Hour), From: "kim"}
	for _, c := range []struct {
		name string
		s    Situation
		want bool
	}{
		{"no date at all", Situation{Heard: []Heard{power}}, false},
		{"nobody said anything", Situation{From: now}, false},
		{"what blocks has a time", Situation{From: now, Heard: []Heard{power}}, true},
		{"the time has passed", Situation{From: now.Add(3 * time.Hour), Heard: []Heard{power}}, false},
		{"nothing blocks, nothing came back", Situation{From: now, Done: []bool{true}}, false},
		{"nothing blocks, one came back", Situation{From: now, Done: []bool{true, true}, Returns: []Return{{At: now}}}, true},
	} {
		if got := p.Place(c.s, PlaceOptions{}).Dated(); got != c.want {
			t.Errorf("%s: dated %t", c.name, got)
		}
	}
}

func TestTheBestLeavesNothingWithoutATime(t *testing.T) {
	of := func(sum, tier1, end int64, unplaced int) *Schedule {
		return &Schedule{End: end, Objective: Objective{Sum: sum, Tier1Back: tier1}, Unplaced: make([]Unplaced, unplaced)}
	}
	all := []*Schedule{of(9, Never, 50, 1), of(30, 20, 90, 0), of(20, 20, 95, 0), of(25, 10, 90, 0)}
	if got := Best(all); got != (Winners{Sum: 2, Tier1Back: 3, End: 1}) {
		t.Errorf("best %+v", got)
	}
	if got := Best(all[:1]); got != (Winners{Tier1Back: -1}) {
		t.Errorf("of one: %+v", got)
	}
	if got := Best([]*Schedule{of(0, 0, 0, 2), of(0, 0, 0, 2)}); got != (Winners{-1, -1, -1}) {
		t.Errorf("of none: %+v", got)
	}
}

func TestOnlyTheRateCountsWhereTheModelIsFarOff(t *testing.T) {
	day := 24 * time.Hour
	f := &Forecast{
		Tiers:    []TierForecast{{Tier: 1, Given: true, P50: 2 * day}, {Tier: 2, Given: true, P50: 2 * day}, {Tier: 3}},
		All:      TierForecast{Given: true, P50: 2 * day},
		Observed: &Observed{All: Rate{Projected: 4 * day}, Tiers: []Rate{{Tier: 1, Projected: 5 * day}, {Tier: 3, Projected: 5 * day}}},
	}
	for k, want := range []bool{true, false, false} {
		if got := f.ObservedOnly(&f.Tiers[k]); got != want {
			t.Errorf("tier %d: %t", f.Tiers[k].Tier, got)
		}
	}
	if f.ObservedOnly(&f.All) {
		t.Error("exactly twice is not more than twice")
	}
}

// What nobody lives to see has no time, and the schedule says so.
func TestWhatTakesTooLongSaysSo(t *testing.T) {
	inv := estate(service("a", 1), service("b", 1, "a"))
	inv.Crews = []inventory.Crew{{ID: "ops", People: 3, Skills: []string{"restart"}, Shifts: []inventory.Shift{{From: 8 * time.Hour, To: 8*time.Hour + time.Minute}}}}
	for k := range inv.Methods {
		if inv.Methods[k].ID == inventory.Restart {
			inv.Methods[k].Estimate = hours3(240_000, 720_000, 2_160_000)
		}
	}
	inv.Resolve()
	sch := Build(Input{Inventory: inv}).Place(Situation{}, PlaceOptions{})
	want := []Unplaced{{System: 0, Reason: TooLong, By: -1, Value: inventory.Restart}, {System: 1, Reason: BlockedBy, By: 0}}
	if !slices.Equal(sch.Unplaced, want) {
		t.Errorf("%+v, want %+v", sch.Unplaced, want)
	}
}
