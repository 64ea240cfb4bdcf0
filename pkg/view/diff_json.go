package view

import (
	"io"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/schedule"
)

type diffJSON struct {
	Before    diffPlanJSON   `json:"before"`
	After     diffPlanJSON   `json:"after"`
	Same      bool           `json:"same"`
	New       []string       `json:"new"`
	Gone      []string       `json:"gone"`
	Moves     []diffMoveJSON `json:"moves"`
	Displaced int            `json:"displaced"`
	Unmoved   []diffMoveJSON `json:"unmoved"`
	Times     diffTimesJSON  `json:"times"`
}

type diffPlanJSON struct {
	Digest   string `json:"digest"`
	Strategy string `json:"strategy,omitempty"`
	Systems  int    `json:"systems"`
}

type diffMoveJSON struct {
	System string         `json:"system"`
	From   int            `json:"from"`
	To     int            `json:"to"`
	Reason string         `json:"reason"`
	By     string         `json:"by"`
	Facts  []diffFactJSON `json:"facts"`
}

type diffFactJSON struct {
	Code string `json:"code"`
	From string `json:"from"`
	To   string `json:"to"`
}

type diffTimesJSON struct {
	Compared int             `json:"compared"`
	Gained   int             `json:"gained"`
	Lost     int             `json:"lost"`
	Shifts   []diffShiftJSON `json:"shifts"`
}

type diffShiftJSON struct {
	System string        `json:"system"`
	Start  schedule.Time `json:"startLater"` // seconds; negative is sooner
	Finish schedule.Time `json:"finishLater"`
	Cause  string        `json:"cause"`
	By     string        `json:"by"`
}

// DiffJSON writes all that is different, one entry for each system.
func DiffJSON(w io.Writer, d *plan.Difference) error {
	return writeJSON(w, struct {
		head
		diffJSON
	}{newHead("PlanDiff"), newDiffJSON(d)})
}

func newDiffJSON(d *plan.Difference) diffJSON {
	out := diffJSON{
		Before: diffPlanJSON{d.Before.Digest, d.Before.Strategy, len(d.Before.Rows)},
		After:  diffPlanJSON{d.After.Digest, d.After.Strategy, len(d.After.Rows)},
		Same:   d.Same(), New: list(d.New), Gone: list(d.Gone),
		Moves: diffMovesJSON(d.Moves), Displaced: d.Displaced, Unmoved: diffMovesJSON(d.Unmoved),
		Times: diffTimesJSON{Compared: d.Timed, Gained: d.Gained, Lost: d.Lost, Shifts: []diffShiftJSON{}},
	}
	for _, t := range d.Times {
		out.Times.Shifts = append(out.Times.Shifts, diffShiftJSON(t))
	}
	return out
}

func diffMovesJSON(moves []plan.PlanMove) []diffMoveJSON {
	out := make([]diffMoveJSON, 0, len(moves))
	for _, m := range moves {
		j := diffMoveJSON{System: m.System, From: m.From, To: m.To, Reason: m.Reason, By: m.By, Facts: []diffFactJSON{}}
		for _, f := range m.Facts {
			j.Facts = append(j.Facts, diffFactJSON(f))
		}
		out = append(out, j)
	}
	return out
}
