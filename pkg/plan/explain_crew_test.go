package plan

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// handover is a service that is ready at once and takes three hours, a crew
// whose shift ends in one, and one that comes in two and stays.
func handover() (*inventory.Inventory, Situation) {
	work := inventory.Estimate{Min: 3 * time.Hour, Likely: 3 * time.Hour, Max: 3 * time.Hour}
	inv := &inventory.Inventory{
		Rooms: []inventory.Room{{ID: "r", AtOnce: 1}},
		Crews: []inventory.Crew{
			{ID: "day", People: 2, Skills: []string{"restart"}, Shifts: []inventory.Shift{{From: 9 * time.Hour, To: 18 * time.Hour}}},
			{ID: "late", People: 2, Skills: []string{"restart"}, Shifts: []inventory.Shift{{From: 19 * time.Hour, To: 24 * time.Hour}}},
		},
		Methods: []inventory.Method{
			{ID: inventory.Restart, Skill: "restart", People: 1, Estimate: work},
			{ID: inventory.OlderVersion, Skill: "restart", People: 1, Estimate: inventory.Estimate{Min: time.Hour, Likely: time.Hour, Max: time.Hour}},
			{ID: "check", Skill: "restart", People: 2, Estimate: inventory.Estimate{Min: time.Hour, Likely: time.Hour, Max: time.Hour}},
		},
		Systems: []inventory.System{
			{ID: "a", Tier: 2},
			{ID: "b", Tier: 1, Recovery: []inventory.Rung{{Method: "check"}}},
		},
	}
	inv.Resolve()
	return inv, Situation{From: time.Date(2025, 9, 26, 17, 0, 0, 0, time.UTC)}
}

func TestACrewThatIsPassedOverForOneThatIsDoneSoonerIsNamed(t *testing.T) {
	inv, s := handover()
	s.Done = []bool{false, true}
	sch := Build(Input{Inventory: inv}).Place(s, PlaceOptions{})
	want := PassedCrew{Crew: 0, At: 0, Finish: 18 * 3600}
	if got, found := sch.PassedOver(0); !found || got != want || sch.Crew(0) != 1 || sch.Finish(0) != 5*3600 {
		t.Errorf("passed over %+v %t; crew %d is done at %d", got, found, sch.Crew(0), sch.Finish(0))
	}
	if why := sch.Why(0); !slices.Contains(why, Reason{ReasonPassedCrew, -1, "day"}) {
		t.Errorf("reasons %v", why)
	}
}

func TestACrewThatCouldNotHaveBegunIsNotCalledPassedOver(t *testing.T) {
	inv, busy := handover()
	full, inRoom := handover()
	for i := range full.Systems {
		full.Systems[i].Room = "r"
	}
	full.Systems[1].Recovery[0].Method = inventory.OlderVersion // takes one of the day crew's two, and the place in the room
	for _, c := range []struct {
		name string
		inv  *inventory.Inventory
		s    Situation
	}{
		{"all its people are busy", inv, busy},
		{"the room is full", full, inRoom},
	} {
		c.inv.Resolve()
		sch := Build(Input{Inventory: c.inv}).Place(c.s, PlaceOptions{})
		if got, found := sch.PassedOver(0); found || sch.Start(0) == 0 || sch.Crew(0) != 1 {
			t.Errorf("%s: passed over %+v; crew %d begins at %d", c.name, got, sch.Crew(0), sch.Start(0))
		}
	}
}

func TestWhoIsPassedOverCouldHaveBegun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		sch := p.Place(s, PlaceOptions{})
		if sch == nil {
			return
		}
		for i := range int32(len(p.Conditions)) {
			passed, found := sch.PassedOver(i)
			if !found {
				continue
			}
			method := p.Inventory.Method(p.Method(i))
			crew := &p.Inventory.Crews[passed.Crew]
			if passed.Crew == sch.Crew(i) || !hasSkill(crew, method.Skill) || crew.People < max(1, method.People) {
				t.Fatalf("%d: crew %d cannot do it, or does it", i, passed.Crew)
			}
			if passed.At >= sch.Start(i) || passed.Finish <= sch.Finish(i) {
				t.Fatalf("%d goes on from %d to %d, passed over %+v", i, sch.Start(i), sch.Finish(i), passed)
			}
			for _, need := range p.Needs(i) {
				if p.cycleOf(i) == nil && sch.Finish(need) > passed.At {
					t.Fatalf("%d was not ready at %d: needs %d", i, passed.At, need)
				}
			}
		}
	})
}
