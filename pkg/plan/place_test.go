package plan

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
	"github.com/bokgu/bokgu/pkg/schedule/scheduletest"
)

// anyCase draws a plan with crews, shifts, rooms, estimates that may be
// missing, and a situation in the midst of an outage.
func anyCase(t *rapid.T) (*Plan, Situation) {
	in, s := anyCaseInput(t)
	return Build(in), s
}

// anyCaseInput draws what anyCase builds.
func anyCaseInput(t *rapid.T) (Input, Situation) {
	in := anyInput(t)
	inv := in.Inventory
	sites := []string{"", "daejeon", "gwangju"}
	skills := []string{"restart", "dr", "build"}
	for c := range rapid.IntRange(0, 4).Draw(t, "crews") {
		crew := inventory.Crew{ID: fmt.Sprintf("c%d", c), Site: rapid.SampledFrom(sites).Draw(t, "crew site"), People: rapid.IntRange(0, 4).Draw(t, "people")}
		for _, skill := range skills {
			if rapid.Bool().Draw(t, "has") {
				crew.Skills = append(crew.Skills, skill)
			}
		}
		for range rapid.IntRange(0, 2).Draw(t, "shifts") {
			crew.Shifts = append(crew.Shifts, inventory.Shift{
				From: time.Duration(rapid.IntRange(0, 23).Draw(t, "from")) * time.Hour,
				To:   time.Duration(rapid.IntRange(0, 23).Draw(t, "to")) * time.Hour,
			})
		}
		inv.Crews = append(inv.Crews, crew)
	}
	for r := range 3 {
		inv.Rooms = append(inv.Rooms, inventory.Room{
			ID: fmt.Sprintf("r%d", r), AtOnce: rapid.IntRange(0, 3).Draw(t, "at once"), Pause: time.Duration(rapid.IntRange(0, 2).Draw(t, "pause")) * 10 * time.Minute,
		})
	}
	for k := range inv.Methods {
		if rapid.IntRange(0, 5).Draw(t, "estimated") > 0 {
			likely := time.Duration(rapid.IntRange(1, 50).Draw(t, "likely")) * 10 * time.Minute
			inv.Methods[k].Estimate = inventory.Estimate{Min: likely / 2, Likely: likely, Max: 4 * likely}
		}
	}
	s := Situation{}
	if rapid.Bool().Draw(t, "dated") {
		s.From = time.Date(2025, 9, 26, rapid.IntRange(0, 23).Draw(t, "hour"), 15, 0, 0, time.UTC)
	}
	for i := range inv.Systems {
		inv.Systems[i].Room = fmt.Sprintf("r%d", rapid.IntRange(0, 3).Draw(t, "room"))
		s.Done = append(s.Done, rapid.IntRange(0, 4).Draw(t, "done") == 0)
		if s.From.IsZero() {
			continue
		}
		switch rapid.IntRange(0, 12).Draw(t, "said") {
		case 0:
			s.Held = append(s.Held, Held{System: int32(i), By: "H9"})
		case 1:
			s.Going = append(s.Going, Going{System: int32(i), Since: s.From.Add(-time.Hour), Crew: "c0"})
		case 2:
			at := s.From.Add(time.Duration(rapid.IntRange(-2, 40).Draw(t, "heard")) * time.Hour)
			s.Heard = append(s.Heard, Heard{System: int32(i), Between: at, And: at.Add(6 * time.Hour), From: "kim"})
		}
	}
	return in, s
}

func TestAScheduleKeepsCrewsRoomsShiftsAndNeeds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		pr := p.newProject(&s)
		if err := scheduletest.Check(pr.searchable(), schedule.Dispatch(&pr.problem, pr.priority())); err != nil {
			t.Fatal(err)
		}
	})
}

// The same once more as people see it: by system, from the inventory alone.
func TestAScheduleCanBeKeptByPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		sch := p.Place(s, PlaceOptions{Effort: rapid.IntRange(0, 1).Draw(t, "effort")})
		if sch == nil {
			if len(p.Inventory.Crews) > 0 {
				t.Fatal("crews, but no schedule")
			}
			return
		}
		going := map[int32]bool{}
		for _, g := range s.Going {
			going[g.System] = true
		}
		listed := map[int32]int{}
		for _, u := range sch.Unplaced {
			listed[u.System]++
			if u.Reason == "" || u.Reason == BlockedBy && u.By < 0 || u.Reason != BlockedBy && u.Value == "" {
				t.Fatalf("unplaced without a reason: %+v", u)
			}
		}
		for i := range int32(len(p.Conditions)) {
			left := p.left(&s, i)
			placed := sch.Finish(i) != Never
			if placed == (listed[i] == 1) && left || !left && (placed || listed[i] > 0) || (sch.Start(i) == Never) != (sch.Finish(i) == Never) {
				t.Fatalf("system %d: left %t, from %d to %d, listed %d times as unplaced", i, left, sch.Start(i), sch.Finish(i), listed[i])
			}
			if placed && going[i] && sch.Start(i) != 0 {
				t.Fatalf("%d is being started, and starts at %d", i, sch.Start(i))
			}
			if !placed || going[i] {
				continue
			}
			for _, j := range p.Needs(i) {
				together := p.cycleOf(i) != nil && p.Position[p.cycleOf(i)[0]] == p.Position[firstOf(p, j)]
				if p.left(&s, j) && !together && (sch.Finish(j) == Never || sch.Finish(j) > sch.Start(i)) {
					t.Fatalf("%d starts at %d, needs %d, back at %d", i, sch.Start(i), j, sch.Finish(j))
				}
			}
			if c := sch.Crew(i); c >= 0 {
				crew, method := p.Inventory.Crews[c], p.Inventory.Method(p.Method(i))
				if !hasSkill(&crew, method.Skill) {
					t.Fatalf("crew %+v has not the skill %s", crew, method.Skill)
				}
			}
		}
		for c, crew := range p.Inventory.Crews {
			for i := range int32(len(p.Conditions)) { // people are most when one has just begun
				if sch.Crew(i) != int32(c) {
					continue
				}
				busy := 0
				for j := range int32(len(p.Conditions)) {
					if sch.Crew(j) == int32(c) && sch.Start(j) <= sch.Start(i) && sch.Finish(j) > sch.Start(i) && !going[j] {
						busy += max(1, p.Inventory.Method(p.Method(j)).People)
					}
				}
				if busy > crew.People {
					t.Fatalf("%d of %d people of %s at %d", busy, crew.People, crew.ID, sch.Start(i))
				}
			}
		}
		for r := range p.Inventory.Rooms {
			room := &p.Inventory.Rooms[r]
			for i := range int32(len(p.Conditions)) {
				if room.AtOnce == 0 || going[i] || !startsIn(p, sch, i, room.ID) {
					continue
				}
				in := 0
				for j := range int32(len(p.Conditions)) {
					if startsIn(p, sch, j, room.ID) && sch.Start(j) <= sch.Start(i) && sch.Finish(j)+wholeSeconds(room.Pause) > sch.Start(i) {
						in++
					}
				}
				if in > room.AtOnce {
					t.Fatalf("%d of %d in room %s at %d", in, room.AtOnce, room.ID, sch.Start(i))
				}
			}
		}
	})
}

// firstOf is the first of the cycle that j belongs to, or j.
func firstOf(p *Plan, j int32) int32 {
	if group := p.cycleOf(j); group != nil {
		return group[0]
	}
	return j
}

// startsIn says that a system takes a place in a room while it is started.
func startsIn(p *Plan, s *Schedule, i int32, room string) bool {
	sys, rung := &p.Inventory.Systems[i], p.RungOf(i)
	heard := false
	for _, h := range s.Situation.Heard {
		heard = heard || h.System == i && h.Ahead(s.Situation.From)
	}
	return s.Start(i) != Never && s.Finish(i) > s.Start(i) && sys.Room == room && rung.Method == inventory.Restart && !heard
}

// A longer search is never worse by what the strategy wants, and nothing is
// better than the bound.
func TestASearchNeverWorsensAndNeverBeatsTheBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		p.Strategy = Strategy(rapid.IntRange(0, 4).Draw(t, "strategy"))
		first := p.Place(s, PlaceOptions{})
		if first == nil {
			return
		}
		better := p.Place(s, PlaceOptions{Effort: 1})
		switch p.Strategy {
		case TierStrict:
			if better.Objective.Tier1Back > first.Objective.Tier1Back {
				t.Fatalf("tier 1 back at %d, before at %d", better.Objective.Tier1Back, first.Objective.Tier1Back)
			}
		case Makespan:
			if better.End > first.End {
				t.Fatalf("ends at %d, before at %d", better.End, first.End)
			}
		default:
			if better.Objective.Sum > first.Objective.Sum {
				t.Fatalf("sum %d, before %d", better.Objective.Sum, first.Objective.Sum)
			}
		}
		if bound := better.Bound(); bound > better.Objective.Sum {
			t.Fatalf("sum %d below the bound %d", better.Objective.Sum, bound)
		}
		for _, g := range s.Going {
			if better.Start(g.System) != first.Start(g.System) {
				t.Fatalf("%d, which is being started, moves", g.System)
			}
		}
		if few := p.Place(s, PlaceOptions{Effort: 1, Gain: 2}); few.Objective != first.Objective || few.End != first.End {
			t.Fatalf("moved for less than the gain: %+v, before %+v", few.Objective, first.Objective)
		}
	})
}
