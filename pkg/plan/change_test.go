package plan

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// cellar is a small estate with one of everything that can be changed.
func cellar() (Input, Situation) {
	inv := &inventory.Inventory{
		Rooms: []inventory.Room{{ID: "r.1", AtOnce: 1}},
		Crews: []inventory.Crew{{ID: "ops.a", People: 1, Skills: []string{"restart", "dr"}}},
		Methods: []inventory.Method{
			{ID: "restart", Skill: "restart", People: 1, Estimate: inventory.Estimate{Min: time.Hour, Likely: time.Hour, Max: time.Hour}},
			{ID: "failover", Skill: "dr", People: 1, Estimate: inventory.Estimate{Min: 3 * time.Hour, Likely: 3 * time.Hour, Max: 3 * time.Hour}},
		},
		Systems: []inventory.System{
			service("power.main", 3), service("a=b", 1, "power.main"), service("c.d", 2, "power.main"), service("c", 4),
		},
	}
	for i := range inv.Systems {
		inv.Systems[i].Room = "r.1"
	}
	inv.Systems[1].Recovery = []inventory.Rung{{Method: "restart"}, {Method: "failover", On: "far", Needs: []string{"c"}}}
	inv.Resolve()
	from := time.Date(2025, 9, 26, 20, 15, 0, 0, time.UTC)
	return Input{Inventory: inv}, Situation{From: from, Held: []Held{{System: 2, By: "H9"}}}
}

func TestEveryKindOfChangeChangesWhatItSays(t *testing.T) {
	for text, is := range map[string]func(Input, Situation) bool{
		"crew.ops.a.people=60":          func(in Input, _ Situation) bool { return in.Inventory.Crews[0].People == 60 },
		"crew.ops.a.shifts=08:00-20:00": func(in Input, _ Situation) bool { return in.Inventory.Crews[0].Shifts[0].To == 20*time.Hour },
		"crew.ops.a.shifts=always":      func(in Input, _ Situation) bool { return in.Inventory.Crews[0].Shifts == nil },
		"room.r.1.atOnce=12":            func(in Input, _ Situation) bool { return in.Inventory.Rooms[0].AtOnce == 12 },
		"room.r.1.pause=20m":            func(in Input, _ Situation) bool { return in.Inventory.Rooms[0].Pause == 20*time.Minute },
		"system.c.d.condition=damaged":  func(in Input, _ Situation) bool { return in.Conditions[2] == Damaged && in.Conditions[0] == Stopped },
		"system.c.d.tier=1":             func(in Input, _ Situation) bool { return in.Inventory.Systems[2].Tier == 1 },
		"system.c.d.tier=unknown":       func(in Input, _ Situation) bool { return in.Inventory.Systems[2].Tier == 0 },
		"system.a=b.method=failover":    func(in Input, _ Situation) bool { return in.Rungs[1] == 1 },
		"system.2.method=failover":      func(in Input, _ Situation) bool { return in.Rungs[1] == 1 },
		"system.c.d.estimate=1h/2h/3h": func(in Input, _ Situation) bool {
			return in.Inventory.Systems[2].Recovery[0].Estimate.Max == 3*time.Hour
		},
		"method.restart.estimate=2d":                         func(in Input, _ Situation) bool { return in.Inventory.Methods[0].Estimate.Min == 48*time.Hour },
		"need.a=b.power.main=none":                           func(in Input, _ Situation) bool { return len(in.Inventory.Systems[1].Hard) == 0 },
		"need.a=b.power.main=soft":                           func(in Input, _ Situation) bool { return len(in.Inventory.Systems[1].Soft) == 1 },
		"need.a=b.c=none":                                    func(in Input, _ Situation) bool { return len(in.Inventory.Systems[1].Recovery[1].Needs) == 0 },
		"need.a=b.c.d=hard":                                  func(in Input, _ Situation) bool { return slices.Equal(in.Inventory.Systems[1].Hard, []int32{0, 2}) },
		"need.c.d.a=b=hard":                                  func(in Input, _ Situation) bool { return slices.Equal(in.Inventory.Systems[2].Hard, []int32{0, 1}) },
		"hold.H9=lifted":                                     func(_ Input, s Situation) bool { return len(s.Held) == 0 },
		"expect.power.main=6h/12h":                           func(_ Input, s Situation) bool { return s.Heard[0].And.Equal(s.From.Add(12 * time.Hour)) },
		"expect.c=2025-09-27T00:00:00Z/2025-09-28T00:00:00Z": func(_ Input, s Situation) bool { return s.Heard[0].System == 3 && s.Heard[0].Between.Day() == 27 },
	} {
		in, s := cellar()
		c, err := ParseChange(text)
		if err == nil {
			err = c.Apply(&in, &s)
		}
		if err != nil || !is(in, s) {
			t.Errorf("%s: %v, not so", text, err)
		}
		if c.String() != text {
			t.Errorf("%s reads %s", text, c)
		}
	}
}

func TestAWrongChangeSaysWhatAndWhere(t *testing.T) {
	for text, want := range map[string]ChangeError{
		"":                              {Code: ChangeForm},
		"crew":                          {Code: ChangeForm, Word: "crew"},
		"crew.ops.a.people":             {Code: ChangeForm, Word: "crew.ops.a.people"},
		"team.ops.a.people=3":           {Code: ChangeSubject, Word: "team"},
		"crew.ops.a.poeple=3":           {Code: ChangeField, Word: "poeple"},
		"crew.people=3":                 {Code: ChangeField, Word: "people"},
		"crew.ops.a.people=-3":          {Code: ChangeValue, Word: "-3"},
		"crew.ops.a.people=many":        {Code: ChangeValue, Word: "many"},
		"crew.ops.a.shifts=8-20":        {Code: ChangeValue, Word: "8-20"},
		"crew.ops.a.shifts=24:00-00:00": {Code: ChangeValue, Word: "24:00-00:00"},
		"crew.ops.b.people=3":           {Code: ChangeID, Word: "ops.b"},
		"room.r.2.atOnce=3":             {Code: ChangeID, Word: "r.2"},
		"method.pray.estimate=1h":       {Code: ChangeID, Word: "pray"},
		"method.restart.estimate=3h/1h": {Code: ChangeValue, Word: "3h/1h"},
		"method.restart.estimate=0m":    {Code: ChangeValue, Word: "0m"},
		"system.x.tier=1":               {Code: ChangeID, Word: "x"},
		"system.c.d.tier=5":             {Code: ChangeValue, Word: "5"},
		"system.c.d.condition=broken":   {Code: ChangeValue, Word: "broken"},
		"system.a=b.method=rebuild":     {Code: ChangeMethod, Word: "rebuild"},
		"need.a=b=none":                 {Code: ChangeForm, Word: "a=b"},
		"need.a=b.nobody=none":          {Code: ChangeID, Word: "nobody"},
		"need.a=b.a=b=none":             {Code: ChangeForm, Word: "a=b.a=b"},
		"hold.H1=lifted":                {Code: ChangeID, Word: "H1"},
		"hold.H9=gone":                  {Code: ChangeValue, Word: "gone"},
		"expect.c=12h/6h":               {Code: ChangeValue, Word: "12h/6h"},
		"expect.c=12h":                  {Code: ChangeValue, Word: "12h"},
	} {
		in, s := cellar()
		c, err := ParseChange(text)
		if err == nil {
			err = c.Apply(&in, &s)
		}
		var wrong *ChangeError
		if !errors.As(err, &wrong) || wrong.Code != want.Code || wrong.Word != want.Word || wrong.Text != text {
			t.Errorf("%s: %v, want %s %q", text, err, want.Code, want.Word)
		}
	}
}

func TestMorePeopleBringTierOneBackSooner(t *testing.T) {
	in, s := cellar()
	for r := range in.Inventory.Rooms {
		in.Inventory.Rooms[r].AtOnce = 0
	}
	out, err := WhatIf(in, s, changes(t, "crew.ops.a.people=2", "hold.H9=lifted", "system.c.d.tier=1"), PlaceOptions{})
	if err != nil {
		t.Fatal(err)
	}
	// One after the other power 1 h, a=b 2 h, c 3 h; c.d is held. With two people: power and c, then a=b and c.d.
	if out.Before.End != 3*3600 || out.After.End != 2*3600 || out.Gained != 1 || out.Sooner != 1 || out.Later != 0 {
		t.Errorf("end %d, then %d; gained %d, sooner %d, later %d", out.Before.End, out.After.End, out.Gained, out.Sooner, out.Later)
	}
	if first := out.Moves[0]; first.System != 2 || first.StartBefore != Never || first.StartAfter != 3600 {
		t.Errorf("first to move: %+v", first)
	}
}

// Tier 1 is the same in all that is said of a plan: with life safety. And what
// has no time is never back.
func TestAWhatIfTellsTheTimesOfTheSchedule(t *testing.T) {
	alarm := service("alarm", 3)
	alarm.LifeSafety = true
	inv := estate(service("a", 1), alarm, service("b", 4))
	inv.Crews = []inventory.Crew{{ID: "ops", People: 1, Skills: []string{"restart"}}}
	inv.Resolve()
	for text, want := range map[string]Outcome{
		"system.alarm.estimate=9h": {Tier1Before: 2, Tier1After: 10, EndBefore: 3, EndAfter: 11, TierLater: 1},
		"crew.ops.people=0":        {Tier1Before: 2, Tier1After: Never, EndBefore: 3, EndAfter: Never},
		"system.b.estimate=2h":     {Tier1Before: 2, Tier1After: 2, EndBefore: 3, EndAfter: 4},
	} {
		for k := range inv.Methods {
			inv.Methods[k].Estimate = hours3(1, 1, 1)
		}
		o, err := WhatIf(Input{Inventory: inv}, Situation{}, changes(t, text), PlaceOptions{})
		if err != nil {
			t.Fatal(err)
		}
		hours := func(at schedule.Time) schedule.Time {
			if at == Never {
				return Never
			}
			return at / 3600
		}
		got := Outcome{
			Tier1Before: hours(o.Tier1Before), Tier1After: hours(o.Tier1After),
			EndBefore: hours(o.EndBefore), EndAfter: hours(o.EndAfter), TierLater: o.TierLater,
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
		if o.Tier1After != o.After.Objective.Tier1Back {
			t.Errorf("%s: tier 1 back %d, and %d in the schedule", text, o.Tier1After, o.After.Objective.Tier1Back)
		}
	}
	inv.Crews[0].People = 0
	if o, _ := WhatIf(Input{Inventory: inv}, Situation{}, changes(t, "crew.ops.people=1"), PlaceOptions{}); o.EndBefore != Never || o.EndAfter != 3*3600 {
		t.Errorf("with somebody at last: all back %d, then %d", o.EndBefore, o.EndAfter)
	}
}

func changes(t interface{ Fatal(...any) }, texts ...string) []Change {
	var out []Change
	for _, text := range texts {
		c, err := ParseChange(text)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// anyChange draws a change of something that is there; half of them to what is
// so already.
func anyChange(t *rapid.T, in Input, s Situation) (text string, same bool) {
	inv := in.Inventory
	i := rapid.IntRange(0, len(inv.Systems)-1).Draw(t, "system")
	j := rapid.IntRange(0, len(inv.Systems)-1).Draw(t, "other")
	sys, same := &inv.Systems[i], rapid.Bool().Draw(t, "same")
	p := Build(in)
	pick := func(is, other string) string {
		if same {
			return is
		}
		return other
	}
	all := []string{
		fmt.Sprintf("system.%s.condition=%s", sys.ID, pick(p.Conditions[i].String(), "damaged")),
		fmt.Sprintf("system.%s.method=%s", sys.ID, pick(p.Method(int32(i)), inventory.Rebuild)),
		fmt.Sprintf("system.%s.tier=%s", sys.ID, pick(strings.Replace(fmt.Sprint(sys.Tier), "0", "unknown", 1), "1")),
	}
	if i != j {
		need := "none"
		if slices.Contains(sys.Hard, int32(j)) {
			need = "hard"
		} else if slices.Contains(sys.Soft, int32(j)) {
			need = "soft"
		}
		all = append(all, fmt.Sprintf("need.%s.%s=%s", sys.ID, inv.Systems[j].ID, pick(need, "hard")))
	}
	if len(inv.Crews) > 0 {
		all = append(all, fmt.Sprintf("crew.c0.people=%s", pick(fmt.Sprint(inv.Crews[0].People), "7")))
	}
	if len(inv.Rooms) > 0 {
		all = append(all, fmt.Sprintf("room.r0.atOnce=%s", pick(fmt.Sprint(inv.Rooms[0].AtOnce), "9")))
	}
	if len(s.Held) > 0 && !same {
		all = append(all, "hold."+s.Held[0].By+"=lifted")
	}
	if !same {
		all = append(all, fmt.Sprintf("expect.%s=6h/12h", sys.ID), fmt.Sprintf("system.%s.estimate=1h/2h/3h", sys.ID), "method.restart.estimate=1h/2h/3h")
	}
	return rapid.SampledFrom(all).Draw(t, "change"), same
}

func TestAChangeLeavesTheCallersValuesAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, s := anyCaseInput(t)
		if len(in.Inventory.Systems) == 0 {
			return
		}
		inventoryBefore, conditions, rungs := fmt.Sprintf("%+v", *in.Inventory), slices.Clone(in.Conditions), slices.Clone(in.Rungs)
		situation := fmt.Sprintf("%+v", s)
		text, _ := anyChange(t, in, s)
		given, said := in, s
		if err := changes(t, text)[0].Apply(&in, &s); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := fmt.Sprintf("%+v", *given.Inventory); got != inventoryBefore {
			t.Fatalf("%s changed the caller's inventory", text)
		}
		if !slices.Equal(given.Conditions, conditions) || !slices.Equal(given.Rungs, rungs) || fmt.Sprintf("%+v", said) != situation {
			t.Fatalf("%s changed the caller's lists", text)
		}
	})
}

func TestAChangeToWhatIsSoAlreadyMovesNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, s := anyCaseInput(t)
		if len(in.Inventory.Systems) == 0 {
			return
		}
		text, same := anyChange(t, in, s)
		out, err := WhatIf(in, s, changes(t, text), PlaceOptions{})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if same && (out.PlanBefore.Digest() != out.PlanAfter.Digest() || len(out.Moves) > 0 || out.SumBefore != out.SumAfter) {
			t.Fatalf("%s is so already, and moves %+v", text, out.Moves)
		}
		if n := out.Sooner + out.Later + out.Gained + out.Lost; n > len(out.Moves) {
			t.Fatalf("%d moved and %d are counted", len(out.Moves), n)
		}
		again, _ := WhatIf(in, s, changes(t, text), PlaceOptions{})
		if !reflect.DeepEqual(out.Moves, again.Moves) {
			t.Fatalf("%s: two answers", text)
		}
	})
}

// FuzzParseChange: nothing people write makes it panic, and what it reads it
// writes again.
func FuzzParseChange(f *testing.F) {
	for _, s := range []string{"crew.ops1.people=60", "need.a.b=none", "expect.x=6h/12h", "system..tier=1", "=", ".=."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseChange(s)
		if err != nil {
			return
		}
		in, situation := cellar()
		_ = c.Apply(&in, &situation)
		if again, err := ParseChange(c.String()); err != nil || again.String() != c.String() {
			t.Fatalf("%q reads %q, and that %v", s, c, err)
		}
	})
}
