package view

import (
	"time"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// Times of a schedule are whole seconds after its "from".

type scheduleJSON struct {
	From          *time.Time     `json:"from"`
	End           int64          `json:"end"`
	CriticalChain []string       `json:"criticalChain"`
	Crews         []crewBusyJSON `json:"crews"`
	Unplaced      []unplacedJSON `json:"unplaced"`
}

type crewBusyJSON struct {
	Crew string  `json:"crew"`
	Busy float64 `json:"busy"`
}

type unplacedJSON struct {
	System string  `json:"system"`
	Reason string  `json:"reason"`
	By     *string `json:"by"`
	Value  string  `json:"value"`
}

type objectiveJSON struct {
	Sum       int64  `json:"sum"`
	Bound     int64  `json:"bound"`
	Tier1Back *int64 `json:"tier1Back"`
}

// place adds the time of a system to its row.
func (row *planRowJSON) place(s *plan.Schedule, i int32) {
	if s == nil || s.Finish(i) == plan.Never {
		return
	}
	start, finish := s.Start(i), s.Finish(i)
	row.Start, row.Finish = &start, &finish
	if c := s.Crew(i); c >= 0 {
		row.Crew = &s.Plan.Inventory.Crews[c].ID
	}
	if _, found := s.Deadline(i); found {
		late := s.LateBy(i)
		row.LateBy = &late
	}
}

func newScheduleJSON(s *plan.Schedule) *scheduleJSON {
	if s == nil {
		return nil
	}
	inv := s.Plan.Inventory
	out := &scheduleJSON{
		From: timeJSON(s.Situation.From), End: s.End,
		CriticalChain: ids(inv, s.Critical), Crews: []crewBusyJSON{}, Unplaced: []unplacedJSON{},
	}
	for c, busy := range s.Busy {
		out.Crews = append(out.Crews, crewBusyJSON{inv.Crews[c].ID, rounded(busy)})
	}
	for _, u := range s.Unplaced {
		j := unplacedJSON{System: inv.Systems[u.System].ID, Reason: u.Reason, Value: u.Value}
		if u.By >= 0 {
			j.By = &inv.Systems[u.By].ID
		}
		out.Unplaced = append(out.Unplaced, j)
	}
	return out
}

func newObjectiveJSON(s *plan.Schedule) *objectiveJSON {
	if s == nil {
		return nil
	}
	return &objectiveJSON{Sum: s.Objective.Sum, Bound: s.Bound(), Tier1Back: scheduleTime(s.Objective.Tier1Back)}
}

// scheduleTime is null for a time that will never come.
func scheduleTime(t schedule.Time) *int64 {
	if t == plan.Never {
		return nil
	}
	return &t
}

// rounded keeps four digits of a share.
func rounded(share float64) float64 { return float64(int64(share*1e4+0.5)) / 1e4 }
