package plan

import (
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// Forecast is when what is left will be back, as far as anybody can say. It is
// conditional or silent: a tier has a date only when somebody named has given
// a time for everything that blocks it; else it is said what it waits for and
// how long after that it would take. Lengths of time count from From.
type Forecast struct {
	From    time.Time
	Runs    int
	Seed    uint64
	Given   bool    // at least one tier has a date
	Missing []int32 // what blocks and nobody has given a time for, in plan order

	Tiers    []TierForecast // those with something left: tier 1 to 4, then unknown
	All      TierForecast
	Observed *Observed // nil until a day after the first return
	Helps    []Help    // what would bring the last of the best tier back sooner, the most first
}

// TierForecast is about the services of one tier, by own tier, that are not
// back yet: when the last of them is.
type TierForecast struct {
	Tier    inventory.Tier // of All: zero
	Systems int
	Given   bool // dates are known: P50, P80, P90
	P50     time.Duration
	P80     time.Duration
	P90     time.Duration

	RTOMet float64 // share of the services that will have been back within the tier's RTO; -1 without one, or without a date

	After []int32       // when not given: what must clear first and has no time, in plan order
	Low   time.Duration // when not given: 1 in 2 runs is done so long after the last of After is back
	High  time.Duration // the same, 9 in 10; Unending when so many never are: there is no date either

	Held     int // how many of Systems may not be started, they or what they wait for, nobody knows until when: no date while there is one
	Unplaced int // how many of Systems nobody can give any length of time for, for want of an estimate or a crew: they are left out of all of this
}

// Observed is what returns alone say: the rate of the last days, carried on.
type Observed struct {
	Since time.Time // over which time it was taken, until From
	All   Rate
	Tiers []Rate // as Forecast.Tiers
}

// Rate is a number of returns a day, and what it leads to.
type Rate struct {
	Tier      inventory.Tier
	PerDay    float64
	Left      int
	Projected time.Duration // after From; Unending when nothing came back
}

// Unending is a length of time that nobody can give.
const Unending time.Duration = -1

// Help is one thing that people could change, and what it would bring.
type Help struct {
	Kind    string        // code: crew, room, clear
	Subject string        // id of the crew, the room or the system
	Sooner  time.Duration // of clear: by how much the system would be back sooner; else 0
	Gain    time.Duration // how much sooner the last of the best tier left is back
	Sum     int64         // by how much the weighted sum falls
}
