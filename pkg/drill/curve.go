package drill

import (
	"math"
	"slices"
	"time"
)

// Unsaid stands for a figure that a published curve does not give.
const Unsaid = -1

// Figure is how many services of how many were back. Each is Unsaid where
// nobody published it.
type Figure struct{ Total, Back int }

// Published is one row of a published curve: what was said of a time.
type Published struct {
	At    time.Time
	All   Figure
	Tiers [4]Figure // 1 to 4
}

// Deviation is how far the recovery of a run is from a published one. The run's
// curve is a step curve: between two changes it stays as it was.
type Deviation struct {
	Rows    int // of the published curve
	Outside int // of them, before the outage began, or after a run that ended before everything was settled
	All     Apart
	Tiers   []Apart // 1 to 4, those that were published at some time
}

// Apart is how far two curves are apart, on the average over the times at which
// one of them was published. All but Worst is without sign.
type Apart struct {
	Tier    int // 1 to 4; 0 is all
	Points  int // times that were compared; 0 leaves the rest without meaning
	Mean    float64
	Percent float64   // of the total published at the same time, else of the run's own
	Worst   int       // the largest difference: above zero the run was ahead
	WorstAt time.Time // the first time of it
}

// Deviation compares the run with a published curve. Nothing is left out but
// what the run says nothing about: times before it, and after it when it was cut
// short. A run that ended because nothing was left to come stays as it ended.
func (r *Result) Deviation(published []Published) Deviation {
	d := Deviation{Rows: len(published)}
	var inside []Published
	for _, p := range published {
		if !r.Covers(p.At) {
			d.Outside++
			continue
		}
		inside = append(inside, p)
	}
	d.All = r.apart(inside, 0, func(p *Published) Figure { return p.All })
	for tier := 1; tier <= 4; tier++ {
		if a := r.apart(inside, tier, func(p *Published) Figure { return p.Tiers[tier-1] }); a.Points > 0 {
			d.Tiers = append(d.Tiers, a)
		}
	}
	return d
}

// Covers says whether the run's curve says something of a time.
func (r *Result) Covers(at time.Time) bool {
	stays := r.Ending == EndedStable || r.Ending == EndedStuck
	return !at.Before(r.Began) && (stays || !at.After(r.Ended))
}

func (r *Result) apart(published []Published, tier int, of func(*Published) Figure) Apart {
	a := Apart{Tier: tier}
	for k := range published {
		p := &published[k]
		said := of(p)
		if said.Back == Unsaid {
			continue
		}
		own := r.figureAt(p.At, tier)
		off, total := own.Back-said.Back, said.Total
		if total == Unsaid {
			total = own.Total
		}
		a.Points++
		a.Mean += math.Abs(float64(off))
		if total > 0 {
			a.Percent += 100 * math.Abs(float64(off)) / float64(total)
		}
		if abs(off) > abs(a.Worst) || a.WorstAt.IsZero() {
			a.Worst, a.WorstAt = off, p.At
		}
	}
	if a.Points > 0 {
		a.Mean /= float64(a.Points)
		a.Percent /= float64(a.Points)
	}
	return a
}

// figureAt is what the run's curve says of a time; before its first point
// nothing is back of what that counts. Tier 0 is all.
func (r *Result) figureAt(at time.Time, tier int) Figure {
	if len(r.Curve) == 0 {
		return Figure{}
	}
	k, exact := slices.BinarySearchFunc(r.Curve, at, func(p Point, t time.Time) int { return p.At.Compare(t) })
	if !exact {
		k--
	}
	f := r.Curve[max(k, 0)].figure(tier)
	if k < 0 {
		f.Back = 0
	}
	return f
}

// figure is that of all, tier 0, or of a tier, 1 to 4.
func (p *Point) figure(tier int) Figure {
	if tier == 0 {
		return Figure{p.Total, p.Back}
	}
	return Figure(p.Tiers[tier])
}

// Share is which part was back, 0 to 1; false when the total is not known or
// nothing.
func (f Figure) Share() (float64, bool) {
	if f.Total <= 0 || f.Back < 0 {
		return 0, false
	}
	return float64(f.Back) / float64(f.Total), true
}

// ShareAt is which part of all, tier 0, or of a tier was back at a time; false
// when there is nothing to count.
func (r *Result) ShareAt(at time.Time, tier int) (float64, bool) { return r.figureAt(at, tier).Share() }

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
