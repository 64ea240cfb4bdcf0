package plan

import (
	"math"
	"slices"
	"sync"
	"time"

	"github.com/bokgu/bokgu/pkg/schedule"
)

// PlaceOptions say how hard to look for a good schedule.
type PlaceOptions struct {
	// Effort is 0 for one pass in the order of the plan, up to MaxEffort for
	// the longest search. It bounds how many schedules are tried, not how long
	// that takes, so that the same input gives the same schedule everywhere.
	Effort int

	// Gain is by what share at least the search must better the schedule
	// before anything is moved for it; 0 is by anything at all.
	Gain float64
}

// MaxEffort is the largest effort.
const MaxEffort = 3

// Place makes the schedule of a plan: what is left in the situation, in the
// order of the plan, each by its chosen rung, within crews, their shifts,
// rooms and needs. It is nil when the inventory has no crews: then the plan is
// an order and nothing more.
func (p *Plan) Place(s Situation, o PlaceOptions) *Schedule {
	if len(p.Inventory.Crews) == 0 {
		return nil
	}
	pr := p.newProject(&s)
	priority := pr.priority()
	placed := pr.dispatcher(&pr.problem, priority).Run(pr.problem.Work)
	if o.Effort > 0 && len(pr.system) > 0 {
		placed = pr.improve(placed, priority, o)
	}
	return pr.schedule(placed)
}

// priority is the order of the plan, what is being started before all else.
// When nothing is, that is the order of the jobs, which nil stands for.
func (pr *project) priority() []int32 {
	if len(pr.going) == 0 {
		return nil
	}
	priority := make([]int32, len(pr.system))
	for job, i := range pr.system {
		if i >= 0 && pr.going[i] == nil {
			priority[job] = pr.Position[i]
		}
	}
	return priority
}

// schedule turns a placement of jobs into a schedule of systems.
func (pr *project) schedule(placed schedule.Placement) *Schedule {
	out := &Schedule{
		Plan: pr.Plan, Situation: *pr.situation,
		Critical: []int32{}, Unplaced: []Unplaced{},
		placed: placed, job: pr.job, system: pr.system,
	}
	end := placed.End()
	var aside sync.WaitGroup
	aside.Go(func() {
		out.Objective = pr.judge(placed)
		out.Busy = pr.busy(placed, end)
	})
	last, unplaced := int32(-1), false
	for job, i := range pr.system {
		if i < 0 {
			continue
		}
		finish := placed[job].Finish
		unplaced = unplaced || finish == Never
		if finish == end && (last < 0 || i < last) {
			last = i
		}
	}
	if unplaced {
		out.findUnplaced(pr)
	}
	if last >= 0 {
		out.End, out.Critical = end, out.Chain(last)
	}
	aside.Wait()
	return out
}

// busy is the share of its time that each crew's people work, until the end.
func (pr *project) busy(placed schedule.Placement, end schedule.Time) []float64 {
	worked := make([]schedule.Time, len(pr.kinds.crews))
	for job := range placed {
		if c := placed[job].Crew; c >= 0 {
			worked[c] += pr.problem.Work[job] * schedule.Time(pr.problem.Kinds[pr.problem.Kind[job]].People)
		}
	}
	busy := make([]float64, len(worked))
	for c := range busy {
		crew := &pr.kinds.crews[c]
		if there := crew.Hours.Worked(end) * schedule.Time(crew.People); there > 0 {
			busy[c] = float64(worked[c]) / float64(there)
		}
	}
	return busy
}

// Chain is what made a system come back when it does: itself at the end, and
// before it what each waited for last, be it a need, people or a place.
func (s *Schedule) Chain(i int32) []int32 {
	chain := []int32{}
	for i >= 0 && len(chain) <= len(s.job) {
		chain = append(chain, i)
		switch c := s.Cause(i); c.By {
		case schedule.ByNeed, schedule.ByCrew, schedule.ByResource:
			i = c.Job
		case schedule.ByHours:
			i = s.lastNeed(i)
		default:
			i = -1
		}
	}
	slices.Reverse(chain)
	return chain
}

// lastNeed is the need of i that is back last; -1 when none is placed.
func (s *Schedule) lastNeed(i int32) int32 {
	last := int32(-1)
	for _, j := range s.Plan.Needs(i) {
		if s.Finish(j) != Never && s.Finish(j) <= s.Start(i) && (last < 0 || s.Finish(j) > s.Finish(last)) {
			last = j
		}
	}
	return last
}

// Deadline is the earliest time by which a system must be back, by its tier's
// RTO or its own deadlines; false when there is none, or no date is known to
// hold it against. It may lie before the schedule's start.
func (s *Schedule) Deadline(i int32) (schedule.Time, bool) {
	sys, down := &s.Plan.Inventory.Systems[i], schedule.Time(0)
	if s.Plan.infrastructure[i] && len(sys.MustBy) == 0 {
		return 0, false
	}
	from := s.Situation.From
	if !from.IsZero() && int(i) < len(s.Situation.Since) && !s.Situation.Since[i].IsZero() {
		down = wholeSeconds(s.Situation.Since[i].Sub(from))
	}
	var by schedule.Time
	found := false
	if rto := s.Plan.Inventory.Tiers[sys.Tier].RTO; rto > 0 && !s.Plan.infrastructure[i] {
		by, found = down+wholeSeconds(rto), true
	}
	if !from.IsZero() {
		for _, d := range sys.MustBy {
			if at := wholeSeconds(d.At.Sub(from)); !found || at < by {
				by, found = at, true
			}
		}
	}
	return by, found
}

// LateBy is how long after its deadline a system is back; 0 in time, and where
// there is no deadline or it is not placed.
func (s *Schedule) LateBy(i int32) schedule.Time {
	if s.Finish(i) == Never {
		return 0
	}
	by, found := s.Deadline(i)
	if !found {
		return 0
	}
	return max(0, s.Finish(i)-by)
}

// At is a time of the schedule as a date; zero when no date is known.
func (s *Schedule) At(t schedule.Time) time.Time {
	if s.Situation.From.IsZero() || t == Never {
		return time.Time{}
	}
	return DateOf(s.Situation.From, t)
}

// DateOf is the date that lies a time of a schedule after its beginning. It
// does not pass through a Duration, which ends after 292 years.
func DateOf(from time.Time, t schedule.Time) time.Time {
	return time.Unix(from.Unix()+t, int64(from.Nanosecond())).In(from.Location())
}

// findUnplaced says for all that has no time why, in plan order, in which
// needs come first.
func (s *Schedule) findUnplaced(pr *project) {
	why := make(map[int32]int32) // by system: the one that it waits for in the end
	for _, i := range s.Plan.Order {
		if pr.job[i] < 0 || s.Finish(i) != Never {
			continue
		}
		u := pr.unplaced(i)
		why[i] = i
		if u.Reason == "" {
			if u.By = pr.blockedBy(s, i, why); u.By >= 0 {
				u.Reason, why[i] = BlockedBy, u.By
			} else {
				u.Reason, u.Value = TooLong, pr.Method(i) // nothing else keeps it
			}
		}
		s.Unplaced = append(s.Unplaced, u)
	}
}

// unplaced says what of a system itself keeps it from being placed.
func (pr *project) unplaced(i int32) Unplaced {
	u := Unplaced{System: i, By: -1}
	job := pr.job[i]
	switch k := pr.problem.Kind[job]; {
	case pr.held[i] != "":
		u.Reason, u.Value = OnHold, pr.held[i]
	case pr.problem.Work[job] == schedule.Unknown:
		u.Reason, u.Value = NoEstimate, pr.Method(i)
	case pr.kinds.why[k].Reason != "":
		u.Reason, u.Value = pr.kinds.why[k].Reason, pr.kinds.why[k].Value
	}
	return u
}

// blockedBy is what a system waits for that has a reason of its own. Who needs
// one of a cycle waits for all of it.
func (pr *project) blockedBy(s *Schedule, i int32, why map[int32]int32) int32 {
	for _, group := range pr.groups.needs.Of(pr.groups.of[i]) {
		for _, j := range pr.groups.in(group) {
			if by, known := why[j]; known && s.Finish(j) == Never {
				return by
			}
		}
	}
	return -1
}

// judge finds what a placement is judged by.
func (pr *project) judge(placed schedule.Placement) Objective {
	byTier := tierWeights(pr.Inventory, 1<<20)
	var o Objective
	for job, i := range pr.system {
		if i < 0 || pr.infrastructure[i] {
			continue
		}
		at, tier := placed[job].Finish, pr.own[i]&15
		if at != Never {
			o.Sum = addUp(o.Sum, byTier[tier], at)
		}
		switch {
		case o.Tier1Back == Never || classes[tier] != 0:
		case at == Never:
			o.Tier1Back = Never
		default:
			o.Tier1Back = max(o.Tier1Back, at)
		}
	}
	o.Sum /= secondsPerHour
	return o
}

// addUp adds weight times time, as far as the largest number goes: nobody plans
// for thousands of years.
func addUp(sum, weight int64, at schedule.Time) int64 {
	if weight > 0 && at > (math.MaxInt64-sum)/weight {
		return math.MaxInt64
	}
	return sum + weight*at
}

const secondsPerHour = 3600

// weights are what the jobs weigh: services by their own tier, all else 0.
func (pr *project) weights() []int64 {
	byTier := tierWeights(pr.Inventory, 1<<20)
	weights := make([]int64, len(pr.system))
	for job, i := range pr.system {
		if i >= 0 && !pr.infrastructure[i] {
			weights[job] = byTier[pr.own[i]&15]
		}
	}
	return weights
}

// notCounted is the class of what no objective counts.
const notCounted = schedule.Uncounted

// Bound is proven: no schedule of the same work has a smaller weighted sum
// than this many weight-hours. It takes as long as placing.
func (s *Schedule) Bound() int64 {
	pr := s.Plan.newProject(&s.Situation)
	for i := range pr.going { // what has begun may take more than there is: it is taken as it stands
		if job := pr.job[i]; job >= 0 && s.Finish(i) != Never {
			pr.problem.Kind[job], pr.problem.Work[job] = freeKind, s.Finish(i)
		}
	}
	return schedule.Bound(pr.searchable(), pr.weights()) / secondsPerHour
}

// classes are the places of tiers, by doubled tier.
var classes = [16]uint8{2: 0, 4: 1, unknownDoubled: 2, 6: 3, 8: 4}

// class is a service's place among those that tier-strict brings back one
// after the other: tier 1 with life safety, tier 2, unknown, tier 3, tier 4.
func (p *Plan) class(i int32) uint8 {
	if p.infrastructure[i] {
		return notCounted
	}
	return classes[p.own[i]&15]
}
