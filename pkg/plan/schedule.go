package plan

import (
	"github.com/bokgu/bokgu/pkg/schedule"
)

// Schedule says when each system of a plan comes back, and by whom, when all
// goes as long as the means of the estimates. Times are seconds after
// Situation.From, Never for what cannot be placed.
type Schedule struct {
	Plan      *Plan
	Situation Situation

	Unplaced []Unplaced // in plan order

	End       schedule.Time // the last finish
	Critical  []int32       // the chain of systems that sets the end, the first to go at the head
	Busy      []float64     // by crew: share of its working time until End that its people are busy, 0 to 1
	Objective Objective

	placed schedule.Placement
	job    []int32 // by system: its job; -1 when nothing is left to place
	system []int32 // by job: its system; negative for those before and behind a cycle
}

// of is when a system goes on; never, when it is done or out of scope.
func (s *Schedule) of(i int32) schedule.Placed {
	if job := s.job[i]; job >= 0 {
		return s.placed[job]
	}
	return schedule.NotPlaced()
}

// Start is when work on a system begins; Never when it is not placed, and for
// what is done or out of scope.
func (s *Schedule) Start(i int32) schedule.Time { return s.of(i).Start }

// Finish is when a system is back; Never where Start is.
func (s *Schedule) Finish(i int32) schedule.Time { return s.of(i).Finish }

// Crew is which of the inventory's crews brings a system back; -1 nobody.
func (s *Schedule) Crew(i int32) int32 { return s.of(i).Crew }

// Cause is what the start of a system waited for last; its Job is a system.
// The jobs before and behind a cycle stand for the member that was last.
func (s *Schedule) Cause(i int32) schedule.Cause {
	c := s.of(i).Cause
	for c.By == schedule.ByNeed && s.system[c.Job] < 0 {
		c = s.placed[c.Job].Cause
	}
	switch c.By {
	case schedule.ByNeed, schedule.ByCrew, schedule.ByResource:
		c.Job = s.system[c.Job]
	}
	return c
}

// Never is the time of what cannot be placed.
const Never = schedule.Never

// Objective is what a schedule is judged by. Only services count.
type Objective struct {
	Sum       int64         // weight times hours from Situation.From until it is back, over all placed
	Tier1Back schedule.Time // when the last of tier 1 is back, by own tier and life safety; Never when one cannot be placed
}

// Unplaced is a system that the schedule has no time for, and why.
type Unplaced struct {
	System int32
	Reason string // code, see the constants
	By     int32  // of BlockedBy: the system it waits for, itself not placed for a reason of its own; else -1
	Value  string // skill, hold, or method that the reason speaks of
}

// Why a system cannot be placed.
const (
	NoEstimate = "no-estimate" // nobody has said how long its method takes; Value: the method
	NoCrew     = "no-crew"     // no crew at the site has the skill; Value: the skill
	TooFew     = "too-few"     // no crew with the skill has enough people; Value: the skill
	TooLong    = "too-long"    // it would take more than 2,000 years; Value: the method
	OnHold     = "hold"        // may not be started; Value: the hold
	BlockedBy  = "needs"       // it waits for By
)
