package plan

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// campus is two sites: in a the base is down and nobody knows until when, b
// runs. Ten services of tier 1 to 4 stand in a, some with servers in b; vault
// is damaged, and ten more systems wait for it.
func campus() (Input, Situation) {
	inv := &inventory.Inventory{
		Crews: []inventory.Crew{
			{ID: "ops", Site: "a", People: 1, Skills: []string{"restart"}},
			{ID: "far", Site: "b", People: 4, Skills: []string{"dr"}},
			{ID: "build", Site: "a", People: 9, Skills: []string{"build"}},
		},
		Methods: []inventory.Method{
			{ID: inventory.Restart, Estimate: inventory.Estimate{Min: time.Hour, Likely: time.Hour, Max: time.Hour}},
			{ID: inventory.Failover, People: 2, Estimate: inventory.Estimate{Min: time.Hour, Likely: time.Hour, Max: time.Hour}},
			{ID: inventory.Rebuild, Skill: "build", People: 1, Estimate: inventory.Estimate{Min: 48 * time.Hour, Likely: 48 * time.Hour, Max: 48 * time.Hour}},
			{ID: "grid", Estimate: inventory.Estimate{Min: 5 * time.Hour, Likely: 5 * time.Hour, Max: 5 * time.Hour}},
		},
	}
	inv.Systems = append(inv.Systems, with(node("power", "a"), func(s *inventory.System) { s.Recovery = []inventory.Rung{{Method: "grid"}} }))
	for k := range 10 {
		inv.Systems = append(inv.Systems, with(service(fmt.Sprintf("s%d", k), inventory.Tier(k%4+1), "power"), func(s *inventory.System) {
			s.Site = "a"
			if k < 3 {
				s.Recovery = []inventory.Rung{{Method: inventory.Restart}, {Method: inventory.Failover, On: "b"}}
			}
		}))
	}
	inv.Systems = append(inv.Systems, with(service("vault", 1), func(s *inventory.System) {
		s.Site, s.Recovery = "a", []inventory.Rung{{Method: inventory.Rebuild}}
	}))
	inv.Resolve()
	conditions := make([]Condition, len(inv.Systems))
	for i := range conditions {
		conditions[i] = Stopped
	}
	conditions[len(conditions)-1] = Damaged
	return Input{Inventory: inv, Conditions: conditions}, Situation{From: time.Date(2025, 9, 26, 20, 0, 0, 0, time.UTC)}
}

func advise(in Input, s Situation, asked Asked) []Advice {
	p := Build(in)
	return p.Advice(s, p.Place(s, PlaceOptions{}), asked)
}

func kinds(all []Advice) (words []string) {
	for _, a := range all {
		words = append(words, a.Kind)
	}
	return words
}

func find(t *testing.T, all []Advice, kind string) Advice {
	t.Helper()
	at := slices.IndexFunc(all, func(a Advice) bool { return a.Kind == kind })
	if at < 0 {
		t.Fatalf("no %s among %v", kind, kinds(all))
	}
	return all[at]
}

func TestAnotherWayIsNamedWhileTheFirstHasNoTime(t *testing.T) {
	in, s := campus()
	a := find(t, advise(in, s, Asked{}), AdviceOtherWay)
	if a.Count != 3 || a.Tier1 != 1 || a.Method != inventory.Failover || a.Site != "b" || !slices.Equal(a.Systems, []int32{1, 2, 3}) {
		t.Errorf("%+v", a)
	}
	none := func(why string, all []Advice) {
		if slices.Contains(kinds(all), AdviceOtherWay) {
			t.Errorf("%s: %v", why, kinds(all))
		}
	}
	heard := s
	heard.Heard = []Heard{{System: 0, Between: s.From.Add(time.Hour), And: s.From.Add(2 * time.Hour)}}
	none("a time is known", advise(in, heard, Asked{}))
	none("it was asked", advise(in, s, Asked{Way: func(int32, string) bool { return true }}))
	held := s
	held.Held = []Held{{1, "H1"}, {2, "H1"}, {3, "H1"}}
	none("it may not be started", advise(in, held, Asked{}))
	inv := *in.Inventory
	inv.Crews = inv.Crews[:1]
	none("nobody there can do it", advise(Input{Inventory: &inv, Conditions: in.Conditions}, s, Asked{}))
	back := s
	back.Done = []bool{true}
	none("the base is back", advise(in, back, Asked{}))
}

func TestTheGainIsWhatAWhatIfGives(t *testing.T) {
	in, s := campus()
	in.Inventory.Systems = in.Inventory.Systems[:11] // without the vault, which sets the end
	in.Conditions = in.Conditions[:11]
	in.Inventory.Resolve()
	a := find(t, advise(in, s, Asked{}), AdviceOtherWay)
	out, err := WhatIf(in, s, changes(t, "system.s0.method=failover", "system.s1.method=failover", "system.s2.method=failover"), PlaceOptions{})
	if err != nil {
		t.Fatal(err)
	}
	// s0, s4 and s8 are of tier 1: with s0 elsewhere one person starts two instead of three after power.
	if want := out.Tier1Before - out.Tier1After; a.Gain != want || a.Gain != 3600 {
		t.Errorf("%d sooner, want %d", a.Gain, want)
	}
}

func TestLongWorkThatCanStartIsToStart(t *testing.T) {
	in, s := campus()
	a := find(t, advise(in, s, Asked{}), AdviceStart)
	if a.Count != 1 || a.Tier1 != 1 || a.Takes != 48*3600 || a.Method != inventory.Rebuild || a.Hold != "" {
		t.Errorf("%+v", a)
	}
	s.Held = []Held{{11, "H7"}}
	if a := find(t, advise(in, s, Asked{}), AdviceStart); a.Hold != "H7" {
		t.Errorf("%+v", a)
	}
	s.Held = []Held{{11, "stop"}}
	if all := advise(in, s, Asked{}); slices.Contains(kinds(all), AdviceStart) {
		t.Errorf("nothing may be started, and %v", kinds(all))
	}
	s.Held, s.Going = nil, []Going{{System: 11, Since: s.From}}
	if all := advise(in, s, Asked{}); slices.Contains(kinds(all), AdviceStart) {
		t.Errorf("it goes on already, and %v", kinds(all))
	}
}

func TestWhoIsIdleIsNamedWhileOthersAreFull(t *testing.T) {
	in, s := campus()
	in.Inventory.Systems = in.Inventory.Systems[:11]
	in.Conditions = in.Conditions[:11]
	in.Inventory.Resolve()
	if all := advise(in, s, Asked{}); slices.Contains(kinds(all), AdviceIdle) {
		t.Errorf("nobody is at work yet, and %v", kinds(all))
	}
	s.Done = []bool{true}
	a := find(t, advise(in, s, Asked{}), AdviceIdle)
	if a.Crew != 2 || a.Full != 0 || a.Until != Never || a.FullTo != 9*3600 || a.Count != 9 || a.Learn != "restart" || a.Gain != 0 {
		t.Errorf("only by learning: %+v", a)
	}
	in.Inventory.Crews[2].Site = "b"
	if all := advise(in, s, Asked{}); slices.Contains(kinds(all), AdviceIdle) {
		t.Errorf("nobody idle stands there, and %v", kinds(all))
	}
}

// Who has the skill and could come goes before who would have to learn it, and
// what that brings is what it brings with them there.
func TestWhoHasTheSkillIsSentRatherThanTaught(t *testing.T) {
	in, s := campus()
	in.Inventory.Systems = in.Inventory.Systems[:11]
	in.Conditions = in.Conditions[:11]
	in.Inventory.Resolve()
	s.Done = []bool{true}
	far := &in.Inventory.Crews[1]
	far.Skills = append(far.Skills, "restart")
	a := find(t, advise(in, s, Asked{}), AdviceIdle)
	if a.Crew != 1 || a.Full != 0 || a.Learn != "" || a.Count != 9 {
		t.Fatalf("%+v", a)
	}
	before := Build(in).Place(s, PlaceOptions{}).Objective.Tier1Back
	far.Site = "a"
	if want := before - Build(in).Place(s, PlaceOptions{}).Objective.Tier1Back; a.Gain != want || want <= 0 {
		t.Errorf("%d sooner, want %d", a.Gain, want)
	}
	if all := advise(in, s, Asked{}); slices.Contains(kinds(all), AdviceIdle) {
		t.Errorf("they are there and at work, and %v", kinds(all))
	}
	far.Site, far.People = "b", 1
	in.Inventory.Methods[0].People = 2
	in.Inventory.Crews[0].People = 2
	if a := find(t, advise(in, s, Asked{}), AdviceIdle); a.Crew != 2 {
		t.Errorf("they are too few for it: %+v", a)
	}
}

func TestWhatManyWaitForIsAskedFor(t *testing.T) {
	in, s := campus()
	a := find(t, advise(in, s, Asked{}), AdviceNeeded)
	if !slices.Equal(a.Systems, []int32{0}) || a.Count != 10 || a.Tier1 != 3 {
		t.Errorf("%+v", a)
	}
	if all := advise(in, s, Asked{About: func(a *Advice) bool { return a.Kind == AdviceNeeded }}); slices.Contains(kinds(all), AdviceNeeded) {
		t.Errorf("asked already, and %v", kinds(all))
	}
	// Of a chain only the first is asked for.
	if err := changes(t, "need.power.s9=hard")[0].Apply(&in, &s); err != nil {
		t.Fatal(err)
	}
	inv := *in.Inventory
	inv.Systems = slices.Clone(inv.Systems)
	inv.Systems[10].Class, inv.Systems[10].Hard = inventory.Infrastructure, nil
	in.Inventory = &inv
	if a := find(t, advise(in, s, Asked{}), AdviceNeeded); !slices.Equal(a.Systems, []int32{10}) || a.Count != 9 {
		t.Errorf("%+v", a)
	}
}

func TestNothingIsAdvisedWithoutAReason(t *testing.T) {
	in, s := campus()
	s.Done = make([]bool, len(in.Inventory.Systems))
	for i := range s.Done {
		s.Done[i] = true
	}
	if all := advise(in, s, Asked{}); len(all) > 0 {
		t.Errorf("all is back, and %v", kinds(all))
	}
	if all := Build(in).Advice(Situation{}, nil, Asked{}); !slices.Contains(kinds(all), AdviceOtherWay) {
		t.Errorf("without crews: %v", kinds(all))
	}
}

func TestAdviceIsBoundedAndAlwaysTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		sc := p.Place(s, PlaceOptions{})
		all := p.Advice(s, sc, Asked{})
		if again := p.Advice(s, sc, Asked{}); !reflect.DeepEqual(all, again) {
			t.Fatal("two answers")
		}
		if len(all) > mostAdvice {
			t.Fatalf("%d at a time", len(all))
		}
		for _, a := range all {
			if len(a.Systems) == 0 || a.Tier1 > a.Count || a.Count < 1 || a.Gain < 0 || sc == nil && a.Gain > 0 {
				t.Fatalf("%+v", a)
			}
			for _, i := range a.Systems {
				if !p.InScope(i) || s.IsDone(i) {
					t.Fatalf("%s about %d, of which nothing is left", a.Kind, i)
				}
			}
		}
	})
}
