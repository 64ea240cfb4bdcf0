package scheduletest

import (
	"strings"
	"testing"

	"github.com/bokgu/bokgu/pkg/schedule"
)

// office has one crew of two that works from 9 to 18, one room for one, and
// four jobs: two of one person in the room, one that needs the first and takes
// nobody, one that nobody can do.
func office() (*schedule.Problem, schedule.Placement) {
	hour := schedule.Time(3600)
	p := &schedule.Problem{
		Needs:     schedule.Lists{Start: []int32{0, 0, 0, 1, 1}, To: []int32{0}},
		Work:      []schedule.Time{hour, hour, hour, hour},
		Release:   []schedule.Time{0, 10 * hour, 0, 0},
		Kind:      []int32{0, 0, 1, 2},
		Kinds:     []schedule.Kind{{Crews: []int32{0}, People: 1, Uses: []schedule.Use{{Resource: 0, Amount: 1}}}, {}, {Crews: []int32{0}, People: 3}},
		Crews:     []schedule.Crew{{People: 2, Hours: schedule.Hours{Spans: []schedule.Span{{From: 9 * hour, To: 18 * hour}}}}},
		Resources: []schedule.Resource{{Capacity: 1, Pause: hour / 2}},
	}
	p.Dependents = p.Needs.Reversed()
	return p, schedule.Placement{
		{Start: 9 * hour, Finish: 10 * hour, Crew: 0, Cause: schedule.Cause{By: schedule.ByHours}},
		{Start: 10*hour + hour/2, Finish: 11*hour + hour/2, Crew: 0, Cause: schedule.Cause{Job: 0, By: schedule.ByResource}},
		{Start: 10 * hour, Finish: 11 * hour, Crew: -1, Cause: schedule.Cause{Job: 0, By: schedule.ByNeed}},
		schedule.NotPlaced(),
	}
}

func TestCheckPassesWhatKeepsTheRules(t *testing.T) {
	if err := Check(office()); err != nil {
		t.Error(err)
	}
}

func TestCheckFindsEveryKindOfFault(t *testing.T) {
	hour := schedule.Time(3600)
	for _, c := range []struct {
		spoil func(*schedule.Problem, schedule.Placement)
		says  string
	}{
		{func(_ *schedule.Problem, pl schedule.Placement) { pl[2].Start, pl[2].Finish = 0, hour }, "which it needs"},
		{func(p *schedule.Problem, _ schedule.Placement) { p.Release[1] = 11 * hour }, "before its release"},
		{func(_ *schedule.Problem, pl schedule.Placement) { pl[0].Start, pl[0].Finish = 0, hour }, "outside the hours"},
		{func(_ *schedule.Problem, pl schedule.Placement) { pl[0].Finish-- }, "for a work of"},
		{func(_ *schedule.Problem, pl schedule.Placement) { pl[2].Finish++ }, "for a work of"},
		{func(_ *schedule.Problem, pl schedule.Placement) { pl[0].Crew = -1 }, "not able"},
		{func(_ *schedule.Problem, pl schedule.Placement) { pl[2].Crew = 0 }, "takes nobody"},
		{func(_ *schedule.Problem, pl schedule.Placement) { pl[1].Start -= 60; pl[1].Finish -= 60 }, "2 in use of 1"},
		{func(p *schedule.Problem, pl schedule.Placement) {
			p.Resources = nil
			p.Kinds[0].Uses = nil
			p.Kinds[0].People = 2
			pl[1].Cause = schedule.Cause{Job: 0, By: schedule.ByCrew}
			pl[1].Start, pl[1].Finish = 10*hour-1, 11*hour-1
			p.Release = nil
			pl[1].Cause = schedule.Cause{By: schedule.ByHours}
		}, "4 busy of 2"},
		{func(_ *schedule.Problem, pl schedule.Placement) {
			pl[2].Start, pl[2].Finish = schedule.Never, schedule.Never
		}, "although it could be"},
		{func(_ *schedule.Problem, pl schedule.Placement) { pl[3].Start, pl[3].Finish = 9*hour, 10*hour }, "enough people"},
		{func(p *schedule.Problem, _ schedule.Placement) { p.Work[0] = schedule.Unknown }, "unknown"},
		{func(p *schedule.Problem, _ schedule.Placement) { p.Resources[0].Capacity = 0 }, "too small"},
		{func(_ *schedule.Problem, pl schedule.Placement) { pl[1].Cause.Job = 2 }, "cannot be for the cause"},
		{func(_ *schedule.Problem, pl schedule.Placement) { pl[0].Cause = schedule.Cause{} }, "cannot be for the cause"},
		{func(p *schedule.Problem, _ schedule.Placement) {
			p.Work, p.Kind = append(p.Work, 0), append(p.Kind, 1)
		}, "5 jobs, but 4 placed"},
	} {
		p, pl := office()
		c.spoil(p, pl)
		if err := Check(p, pl); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("got %v, want one that says %q", err, c.says)
		}
	}
}
