package plan

import (
	"math"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// Luck draws how long things take in one course of events, as the runs of a
// forecast do: part of what makes one thing longer or shorter is the same for
// all. The zero Luck is neither good nor bad. It is not for several goroutines.
type Luck struct {
	Common float64 // deviations from the middle, normally distributed over courses
	scales scales
}

// Draw is how long something takes whose own luck is so many deviations from
// the middle. 0 when nobody has said how long it takes.
func (l *Luck) Draw(e inventory.Estimate, own float64) time.Duration {
	if e == (inventory.Estimate{}) {
		return 0
	}
	z := float64(math.Sqrt(commonShare)*l.Common) + float64(math.Sqrt(1-commonShare)*own)
	length := l.scales.estimate(e)
	return time.Duration(length.drawn(z)) * time.Second
}

// CrewHours are the times at which a crew works, counted from a moment.
func CrewHours(c *inventory.Crew, from time.Time) schedule.Hours { return hours(c.Shifts, from) }
