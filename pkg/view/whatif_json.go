package view

import (
	"io"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// twoTimes are seconds from the start of the schedule; null is no time.
type twoTimes struct {
	Before *schedule.Time `json:"before"`
	After  *schedule.Time `json:"after"`
}

func beforeAfter(before, after schedule.Time) twoTimes {
	two := twoTimes{}
	if before != plan.Never {
		two.Before = &before
	}
	if after != plan.Never {
		two.After = &after
	}
	return two
}

type whatIfMoveJSON struct {
	System string   `json:"system"`
	Start  twoTimes `json:"start"`
	Finish twoTimes `json:"finish"`
}

// WhatIfJSON writes all that changes would bring. Without crews the times are
// null and the moves are those of the order.
func WhatIfJSON(w io.Writer, o *plan.Outcome) error {
	type beforeAfterText struct {
		Before string `json:"before"`
		After  string `json:"after"`
	}
	type beforeAfterSum struct {
		Before int64 `json:"before"`
		After  int64 `json:"after"`
	}
	out := struct {
		head
		Changes     []string         `json:"changes"`
		Digest      beforeAfterText  `json:"digest"`
		Scheduled   bool             `json:"scheduled"` // there are crews, and so there are times
		Tier1Back   twoTimes         `json:"tier1Back"`
		End         twoTimes         `json:"end"`
		Sum         beforeAfterSum   `json:"sum"`
		Sooner      int              `json:"sooner"`
		Later       int              `json:"later"`
		Tier1Sooner int              `json:"tier1Sooner"`
		Tier1Later  int              `json:"tier1Later"`
		Gained      int              `json:"gained"`
		Lost        int              `json:"lost"`
		Entered     int              `json:"entered"`
		Left        int              `json:"left"`
		Moves       []whatIfMoveJSON `json:"moves"`
		Order       diffJSON         `json:"order"`
	}{
		head: newHead("WhatIf"), Changes: []string{}, Moves: []whatIfMoveJSON{}, Scheduled: o.Before != nil,
		Digest: beforeAfterText{o.PlanBefore.Digest(), o.PlanAfter.Digest()},
		Sum:    beforeAfterSum{o.SumBefore, o.SumAfter},
		Sooner: o.Sooner, Later: o.Later, Tier1Sooner: o.TierSooner, Tier1Later: o.TierLater,
		Gained: o.Gained, Lost: o.Lost, Entered: o.Entered, Left: o.Left,
		Order: newDiffJSON(plan.Diff(o.PlanBefore.Snapshot(nil), o.PlanAfter.Snapshot(nil))),
	}
	for _, c := range o.Changes {
		out.Changes = append(out.Changes, c.String())
	}
	if o.Before != nil {
		out.Tier1Back = beforeAfter(o.Tier1Before, o.Tier1After)
		out.End = beforeAfter(o.EndBefore, o.EndAfter)
	}
	for i := range o.Moves {
		m := &o.Moves[i]
		out.Moves = append(out.Moves, whatIfMoveJSON{
			o.PlanAfter.Inventory.Systems[m.System].ID, beforeAfter(m.StartBefore, m.StartAfter), beforeAfter(m.EndBefore, m.EndAfter),
		})
	}
	return writeJSON(w, out)
}
