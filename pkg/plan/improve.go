package plan

import "github.com/bokgu/bokgu/pkg/schedule"

// efforts are how many schedules an effort tries at most, and how many systems
// are placed in all of them together.
var efforts = [MaxEffort + 1]struct{ schedules, systems int }{{}, {200, 200_000}, {1_000, 1_000_000}, {5_000, 5_000_000}}

// improve looks for a schedule that is better by the plan's strategy, and keeps
// the first one unless the gain is worth it. What is being started does not
// move. The strategies that are there for comparison are left as they are.
func (pr *project) improve(first schedule.Placement, priority []int32, o PlaceOptions) schedule.Placement {
	most := efforts[min(o.Effort, MaxEffort)]
	tries := min(most.schedules, most.systems/len(pr.system))
	if tries < 2 || pr.Strategy == DamageFirst || pr.Strategy == FIFO {
		return first
	}
	goal := pr.goal()
	better := schedule.Improve(pr.searchable(), goal, priority, tries, 0)
	was, now := goal.Cost(first), goal.Cost(better)
	if !now.Less(was) {
		return first
	}
	for k := range was {
		if was[k] != now[k] {
			if float64(was[k]-now[k]) < o.Gain*float64(was[k]) {
				return first
			}
			break
		}
	}
	for i := range pr.going {
		job := pr.job[i]
		if job < 0 {
			continue
		}
		// The search begins it when its crew comes again, and takes its place in a
		// room to be free until then.
		taken := better[job].Start != first[job].Start && len(pr.problem.Kinds[pr.problem.Kind[job]].Uses) > 0
		if taken || better[job].Finish != first[job].Finish || better[job].Crew != first[job].Crew {
			return first
		}
		better[job].Start, better[job].Cause = first[job].Start, first[job].Cause
	}
	return better
}

// goal is what the plan's strategy wants less of: tier-strict the return of
// tier 1, then the weighted sum of tier 1, then of tier 2 and so on; makespan
// the end; weighted the weighted sum.
func (pr *project) goal() schedule.Goal {
	switch pr.Strategy {
	case Makespan:
		return schedule.Goal{Rule: schedule.Makespan}
	case TierStrict:
		goal := schedule.Goal{Rule: schedule.Strict, Weight: pr.weights(), Class: make([]uint8, len(pr.system))}
		for job, i := range pr.system {
			if goal.Class[job] = schedule.Uncounted; i >= 0 {
				goal.Class[job] = pr.class(i)
			}
		}
		return goal
	default:
		return schedule.Goal{Rule: schedule.Weighted, Weight: pr.weights()}
	}
}
