package plan

import (
	"math"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// observedFrom is how long after the first return there is a rate, and
// observedOver the time it is taken over: a week, because nights and weekends
// are slower.
const (
	observedFrom = 24 * time.Hour
	observedOver = 7 * 24 * time.Hour
)

// Left is how many services are not back yet, by own tier; unknown at 0.
type Left [5]int

// Left counts the services of the plan that are not done.
func (p *Plan) Left(s Situation) Left {
	var left Left
	for _, i := range p.Order {
		if !p.infrastructure[i] && !s.IsDone(i) {
			left[countedAs(p.Inventory.Systems[i].Tier)]++
		}
	}
	return left
}

// Observe takes the rate of the returns of the last seven days before From, or
// since the first of them if that is less, and carries it on over what is
// left. It knows no crews, no needs and no promises, and was nearer to the
// truth in 2025 than those who did. Nil until a day after the first return.
//
// Returns at the very moment the time begins are not counted: they are what it
// is counted from.
func Observe(s Situation, left Left) *Observed {
	if len(s.Returns) == 0 || s.From.Sub(s.Returns[0].At) < observedFrom {
		return nil
	}
	o := &Observed{Since: s.Returns[0].At}
	if week := s.From.Add(-observedOver); week.After(o.Since) {
		o.Since = week
	}
	var came Left
	all, sum := 0, 0
	for _, r := range s.Returns {
		if r.At.After(o.Since) && !r.At.After(s.From) {
			came[countedAs(r.Tier)]++
			all++
		}
	}
	days := s.From.Sub(o.Since).Hours() / 24
	for _, tier := range [...]inventory.Tier{1, 2, 3, 4, inventory.UnknownTier} {
		if left[tier] > 0 {
			o.Tiers = append(o.Tiers, newRate(tier, came[tier], days, left[tier]))
		}
		sum += left[tier]
	}
	o.All = newRate(inventory.UnknownTier, all, days, sum)
	return o
}

// countedAs is the tier a service is counted under: 1 to 4, or unknown.
func countedAs(t inventory.Tier) inventory.Tier {
	if t >= 1 && t <= 4 {
		return t
	}
	return inventory.UnknownTier
}

func newRate(tier inventory.Tier, came int, days float64, left int) Rate {
	r := Rate{Tier: tier, PerDay: float64(came) / days, Left: left, Projected: Unending}
	if left == 0 {
		r.Projected = 0
	} else if ahead := float64(left) / r.PerDay * float64(24*time.Hour); ahead < math.MaxInt64 {
		r.Projected = time.Duration(ahead)
	}
	return r
}

// Differ says that two answers to how long something will still take are more
// than twice apart, so that they cannot both be of use. Nothing left of a time
// while systems are left, and Unending, differ from every length.
func Differ(a, b time.Duration) bool {
	if a <= 0 || b <= 0 {
		return a != b
	}
	return float64(max(a, b)) > 2*float64(min(a, b))
}
