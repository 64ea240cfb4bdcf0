package plan

import (
	"cmp"
	"math"
)

// Winners are which of several schedules is best at what; of equal ones the
// first, and -1 where none has a time that could be compared.
type Winners struct {
	Sum       int // the smallest weighted sum
	Tier1Back int // tier 1 back first
	End       int // all back first
}

// Best finds the best of schedules of the same systems in the same situation.
// One that leaves fewer systems without a time is better than any that leaves
// more: what is not placed adds nothing to a sum. There must be one at least.
func Best(all []*Schedule) Winners {
	least := func(value func(*Schedule) int64) int {
		best := 0
		for n, s := range all {
			b := all[best]
			if cmp.Or(cmp.Compare(len(s.Unplaced), len(b.Unplaced)), cmp.Compare(value(s), value(b))) < 0 {
				best = n
			}
		}
		if v := value(all[best]); v == 0 || v == math.MaxInt64 {
			return -1
		}
		return best
	}
	return Winners{
		Sum: least(func(s *Schedule) int64 { return s.Objective.Sum }),
		Tier1Back: least(func(s *Schedule) int64 {
			if s.Objective.Tier1Back == Never {
				return math.MaxInt64
			}
			return s.Objective.Tier1Back
		}),
		End: least(func(s *Schedule) int64 { return s.End }),
	}
}

// Strategies are all there are, the default first.
func Strategies() []Strategy {
	return []Strategy{TierStrict, Weighted, Makespan, DamageFirst, FIFO}
}

// IncidentGain is by what share a search must better the schedule of an open
// incident before anything is moved: people have been told the one there is.
const IncidentGain = 0.01
