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
	return Build(in), s
}

func TestAScheduleKeepsCrewsRoomsShiftsAndNeeds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		pr := p.newProject(&s)
		if err := scheduletest.Check(&pr.problem, schedule.Dispatch(&pr.problem, pr.priority())); err != nil {
			t.Fatal(err)
		}
	})
}
