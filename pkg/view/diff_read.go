package view

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// MaxPlanFile is how large a file ReadPlanJSON reads: a plan of some 300,000
// systems.
const MaxPlanFile = 256 << 20

// PlanFileError says why a file is no plan that can be compared.
type PlanFileError struct {
	Code  string // json, format, kind, row, large
	Value string // what stands there instead, or the place that is wrong
}

// Error is for developers; the edge words it for people.
func (e *PlanFileError) Error() string { return "no plan: " + e.Code + " " + e.Value }

// snapshotJSON is what a comparison needs of the JSON that PlanJSON writes.
// Later additions to that are ignored, and what an earlier one did not have
// yet is empty.
type snapshotJSON struct {
	head
	Digest   string            `json:"digest"`
	Strategy string            `json:"strategy"`
	Order    []snapshotRowJSON `json:"order"`
	Schedule struct {
		From time.Time `json:"from"`
	} `json:"schedule"`
}

type snapshotRowJSON struct {
	Position  int            `json:"position"`
	System    string         `json:"system"`
	Tier      *int           `json:"tier"`
	Lane      plan.Lane      `json:"lane"`
	Rank      snapshotRank   `json:"rank"`
	Condition plan.Condition `json:"condition"`
	Method    string         `json:"method"`
	Needs     []string       `json:"needs"`
	LiftedBy  string         `json:"liftedBy"`
	Start     *schedule.Time `json:"start"`
	Finish    *schedule.Time `json:"finish"`
	Crew      string         `json:"crew"`
}

type snapshotRank struct {
	Lane plan.Lane `json:"lane"`
	Tier *int      `json:"tier"`
}

// ReadPlanJSON reads what PlanJSON wrote. The error is a *PlanFileError, or
// that of the reader.
func ReadPlanJSON(r io.Reader) (plan.Snapshot, error) {
	var s plan.Snapshot
	data, err := io.ReadAll(io.LimitReader(r, MaxPlanFile+1))
	if err != nil {
		return s, err
	}
	if len(data) > MaxPlanFile {
		return s, &PlanFileError{Code: "large"}
	}
	var in snapshotJSON
	err = json.Unmarshal(data, &in)
	if err != nil { // another result may be of another shape: what is it?
		in = snapshotJSON{}
		if json.Unmarshal(data, &in.head) != nil {
			return s, &PlanFileError{"json", err.Error()}
		}
	}
	switch {
	case in.Format != formatVersion:
		return s, &PlanFileError{"format", in.Format}
	case in.Kind != "Plan":
		return s, &PlanFileError{"kind", in.Kind}
	case err != nil:
		return s, &PlanFileError{"json", err.Error()}
	}
	if in.Order == nil { // an empty plan has [] there
		return s, &PlanFileError{"row", "order"}
	}
	s.Digest, s.Strategy, s.From = in.Digest, in.Strategy, in.Schedule.From
	seen := make(map[string]bool, len(in.Order))
	for n := range in.Order {
		row, ok := in.Order[n].row()
		if !ok || row.System == "" || seen[row.System] || row.Position != n+1 {
			return s, &PlanFileError{"row", fmt.Sprintf("order[%d]", n)}
		}
		seen[row.System] = true
		s.Rows = append(s.Rows, row)
	}
	return s, nil
}

func (j *snapshotRowJSON) row() (row plan.Row, ok bool) {
	row = plan.Row{
		System: j.System, Position: j.Position, Condition: j.Condition, Lane: j.Lane,
		Method: j.Method, Needs: j.Needs, LiftedBy: j.LiftedBy, Crew: j.Crew,
	}
	var own, start, finish bool
	row.Tier, own = tierOf(j.Tier)
	rank, inherited := tierOf(j.Rank.Tier)
	row.Rank = plan.RankOf(j.Rank.Lane, rank)
	row.Start, start = timeOf(j.Start)
	row.Finish, finish = timeOf(j.Finish)
	return row, own && inherited && start && finish
}

func tierOf(n *int) (inventory.Tier, bool) {
	if n == nil {
		return inventory.UnknownTier, true
	}
	return inventory.Tier(*n), *n >= 1 && *n <= 4
}

// timeOf reads a time of a schedule; none is Never.
func timeOf(t *schedule.Time) (schedule.Time, bool) {
	if t == nil {
		return plan.Never, true
	}
	return *t, *t >= 0
}
