package drill

import (
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
)

// Demands says that something is expected whose lack fails the drill. One that
// demands nothing proves nothing.
func (d *Drill) Demands() bool {
	return slices.ContainsFunc(d.Expect, func(x Expectation) bool { return x.Severity == diag.Error && x.Share > 0 })
}

// Passed says that a run shows what it was made for: every expectation of
// severity error came true, in so many runs as it must, the run was not cut off
// for its length, and nothing was recorded as back that was not.
func (r *Result) Passed() bool {
	for k := range r.Verdicts {
		if v := &r.Verdicts[k]; !v.Met && v.Of.Severity == diag.Error {
			return false
		}
	}
	return r.Ending != EndedFull && len(r.Untrue) == 0
}

// Passed is Result.Passed for several runs: none of them may have been cut off.
func (s *Series) Passed() bool {
	for k := range s.Drill.Expect {
		if !s.Held(k) && s.Drill.Expect[k].Severity == diag.Error {
			return false
		}
	}
	return s.Runs > 0 && s.Endings[EndedFull] == 0
}

// Summary is what one result is compared with another by.
type Summary struct {
	Drill    string
	Seed     uint64
	Runs     int
	Expect   []Held
	Tiers    []BackAfter // 1 to 4, then 0: those nobody graded
	All      BackAfter
	Commands int // what people had to record; of several runs in half of them at most so many
}

// Held is whether an expectation was.
type Held struct {
	ID   string
	Held bool
}

// BackAfter is how long it took until all of a tier were back; of several runs
// in half of them at most so long.
type BackAfter struct {
	Tier  int
	After time.Duration
	Never bool
}

// Summary is what the run is compared by.
func (r *Result) Summary() Summary {
	s := Summary{Drill: r.Drill.Name, Seed: r.Seed, Runs: 1, All: r.All.backAfter(r.Began), Commands: r.Commands}
	for k := range r.Verdicts {
		s.Expect = append(s.Expect, Held{r.Verdicts[k].Of.ID, r.Verdicts[k].Met})
	}
	for k := range r.Tiers {
		s.Tiers = append(s.Tiers, r.Tiers[k].backAfter(r.Began))
	}
	return s
}

// Summary is what the series is compared by.
func (s *Series) Summary() Summary {
	out := Summary{Drill: s.Drill.Name, Seed: s.Seed, Runs: s.Runs, All: s.All.half()}
	for k := range s.Drill.Expect {
		out.Expect = append(out.Expect, Held{s.Drill.Expect[k].ID, s.Held(k)})
	}
	for k := range s.Tiers {
		out.Tiers = append(out.Tiers, s.Tiers[k].half())
	}
	out.Commands, _ = QuantileOf(s.Commands, 0.5)
	return out
}

// QuantileOf is the value that a share, 0 to 1, of some ascending ones does not
// go beyond; false when there are none.
func QuantileOf(ascending []int, share float64) (int, bool) {
	if len(ascending) == 0 {
		return 0, false
	}
	at := int(share*float64(len(ascending))+0.999999) - 1
	return ascending[min(max(at, 0), len(ascending)-1)], true
}

func (t *TierTime) backAfter(began time.Time) BackAfter {
	if t.All.IsZero() {
		return BackAfter{Tier: t.Tier, Never: true}
	}
	return BackAfter{Tier: t.Tier, After: t.All.Sub(began)}
}

func (s *Spread) half() BackAfter {
	after, ok := s.Quantile(0.5)
	return BackAfter{Tier: s.Tier, After: after, Never: !ok}
}

// Change is how a result differs from an earlier one of the same drill.
type Change struct {
	Before, After Summary
	Failed        []string // expectations that were held, and are no more
	Met           []string // that were not, and are now
	New, Gone     []string // that only one of the two has
	Tiers         []TierChange
	All           TierChange
}

// TierChange is when all of a tier are back, before and now. Known is false when
// the earlier result did not have the tier.
type TierChange struct {
	Tier          int
	Before, After BackAfter
	Known         bool
}

// Since compares a result with an earlier one.
func (s Summary) Since(before Summary) Change {
	c := Change{Before: before, After: s, All: TierChange{Before: before.All, After: s.All, Known: true}}
	for _, now := range s.Expect {
		k := slices.IndexFunc(before.Expect, func(h Held) bool { return h.ID == now.ID })
		switch {
		case k < 0:
			c.New = append(c.New, now.ID)
		case before.Expect[k].Held && !now.Held:
			c.Failed = append(c.Failed, now.ID)
		case !before.Expect[k].Held && now.Held:
			c.Met = append(c.Met, now.ID)
		}
	}
	for _, then := range before.Expect {
		if !slices.ContainsFunc(s.Expect, func(h Held) bool { return h.ID == then.ID }) {
			c.Gone = append(c.Gone, then.ID)
		}
	}
	for _, now := range s.Tiers {
		t := TierChange{Tier: now.Tier, After: now}
		if k := slices.IndexFunc(before.Tiers, func(b BackAfter) bool { return b.Tier == now.Tier }); k >= 0 {
			t.Before, t.Known = before.Tiers[k], true
		}
		c.Tiers = append(c.Tiers, t)
	}
	return c
}
