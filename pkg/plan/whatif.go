package plan

import (
	"cmp"
	"slices"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// Outcome is what changes would bring: the plan and the schedule as things
// are, and as they would be. Systems have the same index in both.
type Outcome struct {
	Changes                 []Change
	PlanBefore, PlanAfter   *Plan
	Before, After           *Schedule     // nil when the inventory has no crews: then there is an order and no times
	Moves                   []Shift       // whose start or end is another, those people look for first at the head
	Sooner, Later           int           // of Moves that have a time in both, by when they are back
	Gained, Lost            int           // of Moves that have a time only after, or only before
	Entered, Left           int           // systems that the changes bring into the plan, or take out of it: no moves
	TierSooner, TierLater   int           // of Sooner and Later: services of tier 1 and of life safety
	Tier1Before, Tier1After schedule.Time // Objective.Tier1Back
	EndBefore, EndAfter     schedule.Time // when all are back; see ends
	SumBefore, SumAfter     int64         // the objective over what has a time in both: the two can be compared
}

// Shift is a system whose time is another.
type Shift struct {
	System                  int32
	StartBefore, StartAfter schedule.Time // Never: no time
	EndBefore, EndAfter     schedule.Time
}

// sooner is how much sooner it is back; 0 when one of the ends is not known.
func (m *Shift) sooner() schedule.Time {
	if m.EndBefore == Never || m.EndAfter == Never {
		return 0
	}
	return m.EndBefore - m.EndAfter
}

// WhatIf says what changes would bring, made one after the other. Neither the
// inventory nor the lists of in and s are touched. The error is the
// *ChangeError of the first change that cannot be made.
func WhatIf(in Input, s Situation, changes []Change, o PlaceOptions) (*Outcome, error) {
	out := &Outcome{Changes: changes, PlanBefore: Build(in)}
	out.Before = out.PlanBefore.Place(s, o)
	for _, c := range changes {
		if err := c.Apply(&in, &s); err != nil {
			return nil, err
		}
	}
	out.PlanAfter = Build(in)
	out.After = out.PlanAfter.Place(s, o)
	out.compare()
	return out, nil
}

// Input is what the plan was made of. The caller must not change its
// conditions.
func (p *Plan) Input() Input {
	in := Input{Inventory: p.Inventory, Conditions: p.Conditions, Rungs: make([]int, len(p.Rung)), Strategy: p.Strategy}
	for i, rung := range p.Rung {
		in.Rungs[i] = int(rung)
	}
	return in
}

// compare finds who moves.
func (o *Outcome) compare() {
	for i := range o.PlanBefore.Conditions {
		before, after := o.PlanBefore.InScope(int32(i)), o.PlanAfter.InScope(int32(i))
		o.Entered += oneIf(after && !before)
		o.Left += oneIf(before && !after)
	}
	if o.Before == nil || o.After == nil {
		return
	}
	o.Tier1Before, o.Tier1After = o.Before.Objective.Tier1Back, o.After.Objective.Tier1Back
	weights := tierWeights(o.PlanBefore.Inventory, 1<<20)
	for k := range o.PlanBefore.Conditions {
		i := int32(k)
		m := Shift{i, o.Before.Start(i), o.After.Start(i), o.Before.Finish(i), o.After.Finish(i)}
		sys := &o.PlanBefore.Inventory.Systems[i]
		service := sys.Class != inventory.Infrastructure
		if service && m.EndBefore != Never && m.EndAfter != Never {
			weight := weights[doubledTier(sys)]
			o.SumBefore += weight * m.EndBefore
			o.SumAfter += weight * m.EndAfter
		}
		stays := o.PlanBefore.InScope(m.System) && o.PlanAfter.InScope(m.System)
		if !stays || m.StartBefore == m.StartAfter && m.EndBefore == m.EndAfter {
			continue
		}
		o.Moves = append(o.Moves, m)
		first := min(o.PlanBefore.class(m.System), o.PlanAfter.class(m.System)) == 0
		switch by := m.sooner(); {
		case m.EndBefore == Never:
			o.Gained++
		case m.EndAfter == Never:
			o.Lost++
		case by > 0:
			o.Sooner++
			o.TierSooner += oneIf(first)
		case by < 0:
			o.Later++
			o.TierLater += oneIf(first)
		}
	}
	o.SumBefore, o.SumAfter = o.SumBefore/secondsPerHour, o.SumAfter/secondsPerHour
	o.ends()
	slices.SortStableFunc(o.Moves, o.order)
}

// ends sets when all are back. Where the same systems have no time in both, it
// is when all others are, so that these can be compared; where some have a time
// in one alone, the other never sees all of them back.
func (o *Outcome) ends() {
	o.EndBefore, o.EndAfter = o.Before.End, o.After.End
	before, after := len(o.Before.Unplaced), len(o.After.Unplaced)
	if o.Gained+o.Lost == 0 && before == after {
		return
	}
	if before > 0 {
		o.EndBefore = Never
	}
	if after > 0 {
		o.EndAfter = Never
	}
}

// order puts services before what is only needed, the better tier first, then
// what moves most.
func (o *Outcome) order(a, b Shift) int {
	key := func(m *Shift) int {
		sys := &o.PlanAfter.Inventory.Systems[m.System]
		if sys.Class == inventory.Infrastructure {
			return 100
		}
		return int(doubledTier(sys))
	}
	size := func(m *Shift) schedule.Time {
		by := m.sooner()
		return max(by, -by)
	}
	return cmp.Or(
		cmp.Compare(key(&a), key(&b)),
		cmp.Compare(oneIf(b.EndBefore == Never || b.EndAfter == Never), oneIf(a.EndBefore == Never || a.EndAfter == Never)),
		cmp.Compare(size(&b), size(&a)),
		o.PlanAfter.Compare(a.System, b.System),
	)
}

// oneIf counts.
func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}
