package plan

import (
	"cmp"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// Placed counts the systems that have a time.
func (s *Schedule) Placed() int {
	placed := 0
	for job, i := range s.system {
		if i >= 0 && s.placed[job].Finish != Never {
			placed++
		}
	}
	return placed
}

// Late counts the services that are back after their deadline.
func (s *Schedule) Late() int {
	late := 0
	for _, i := range s.Plan.Order {
		if !s.Plan.infrastructure[i] && s.LateBy(i) > 0 {
			late++
		}
	}
	return late
}

// TierBack is when the last service of a tier is back, by own tier; Never when
// one cannot be placed. It is false when nothing of the tier is left.
func (s *Schedule) TierBack(tier inventory.Tier) (schedule.Time, bool) {
	var last schedule.Time
	found := false
	for _, i := range s.Plan.Order {
		if s.Plan.infrastructure[i] || s.Plan.Inventory.Systems[i].Tier != tier || !s.Plan.left(&s.Situation, i) {
			continue
		}
		if s.Finish(i) == Never {
			return Never, true
		}
		last, found = max(last, s.Finish(i)), true
	}
	return last, found
}

// Dated says whether the times of the schedule can be told as dates: from is
// known, somebody has given a time for all that blocks, and there is more to go
// by than the estimates of quiet times, a word of somebody or a return.
func (s *Schedule) Dated() bool {
	now := s.Situation.From
	if now.IsZero() || len(s.Plan.Unheard(s.Situation)) > 0 {
		return false
	}
	return len(s.Situation.Returns) > 0 ||
		slices.ContainsFunc(s.Situation.Heard, func(h Heard) bool { return h.Ahead(now) })
}

// Works is how much of a time somebody works on a system: all of it, but for
// the hours in which its crew rests.
func (s *Schedule) Works(i int32, from, to schedule.Time) schedule.Time {
	from, to = max(from, s.Start(i)), min(to, s.Finish(i))
	if from >= to {
		return 0
	}
	if s.Crew(i) < 0 {
		return to - from
	}
	h := hours(s.Plan.Inventory.Crews[s.Crew(i)].Shifts, s.Situation.From)
	return h.Worked(to) - h.Worked(from)
}

// Obstacle is one reason why systems have no time, and how many.
type Obstacle struct {
	Unplaced     // the first of the systems that have this reason of their own
	Own      int // how many have it themselves
	Waiting  int // how many wait for the first of them
}

// Obstacles groups what cannot be placed by what keeps it, the most first:
// what others wait for stands alone, the rest by reason.
func (s *Schedule) Obstacles() []Obstacle {
	waiting := map[int32]int{}
	for _, u := range s.Unplaced {
		if u.Reason == BlockedBy {
			waiting[u.By]++
		}
	}
	out := []Obstacle{}
	same := map[[2]string]int{} // by reason and value: its place in out
	for _, u := range s.Unplaced {
		if u.Reason == BlockedBy {
			continue
		}
		if waiting[u.System] > 0 {
			out = append(out, Obstacle{Unplaced: u, Own: 1, Waiting: waiting[u.System]})
			continue
		}
		if at, known := same[[2]string{u.Reason, u.Value}]; known {
			out[at].Own++
			continue
		}
		same[[2]string{u.Reason, u.Value}] = len(out)
		out = append(out, Obstacle{Unplaced: u, Own: 1})
	}
	slices.SortStableFunc(out, func(a, b Obstacle) int { return cmp.Compare(b.Own+b.Waiting, a.Own+a.Waiting) })
	return out
}

// ObservedOnly says that what the model and what the returns say of a tier are
// more than twice apart, so that only the returns are put forward. A tier of
// which the model gives no date is no case of it.
func (f *Forecast) ObservedOnly(t *TierForecast) bool {
	rate := f.RateOf(t)
	return rate != nil && t.Given && Differ(t.P50, rate.Projected)
}

// RateOf is the observed rate of a tier, or of all; nil while there is none.
func (f *Forecast) RateOf(t *TierForecast) *Rate {
	switch {
	case f.Observed == nil:
		return nil
	case t == &f.All:
		return &f.Observed.All
	}
	for k := range f.Observed.Tiers {
		if f.Observed.Tiers[k].Tier == t.Tier {
			return &f.Observed.Tiers[k]
		}
	}
	return nil
}

// When is a length of time of the forecast as a date; zero when no date is
// known.
func (f *Forecast) When(d time.Duration) time.Time {
	if f.From.IsZero() || d == Unending {
		return time.Time{}
	}
	return f.From.Add(d)
}
