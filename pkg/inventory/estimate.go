package inventory

import "time"

// Estimate is a three-point guess of a duration, the ends included; the zero
// Estimate is none. Min is no more than Likely, and Likely no more than Max.
type Estimate struct{ Min, Likely, Max time.Duration }

// Mean is the mean of the PERT distribution, (min + 4 likely + max) / 6. Plans
// are made with it: those made with the most likely lengths come out too
// short. 0 for the zero Estimate.
func (e Estimate) Mean() time.Duration {
	// Whole sixths first: the sum itself may be longer than a Duration can hold.
	sixths := e.Min/6 + e.Likely/6*4 + e.Max/6
	rest := e.Min%6 + e.Likely%6*4 + e.Max%6
	return sixths + rest/6
}

// EstimateOf is how long a rung takes: as the rung says, else as its method
// does. The zero Estimate: nobody has said.
func (inv *Inventory) EstimateOf(rung *Rung) Estimate {
	if rung.Estimate != (Estimate{}) {
		return rung.Estimate
	}
	if m := inv.Method(rung.Method); m != nil {
		return m.Estimate
	}
	return Estimate{}
}
