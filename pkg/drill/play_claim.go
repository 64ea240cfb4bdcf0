package drill

import (
	"slices"
	"time"
)

// Untrue is a system that a person recorded as being back while it did not run,
// and did not take that back.
type Untrue struct {
	System string
	At     time.Time // when they recorded it
}

// weigh holds what the person has recorded against what is really so, and has
// them hear at once of what does not run.
func (p *Play) weigh() {
	r := p.run
	st := r.ledger.state
	if p.back == nil {
		p.back = make([]bool, len(r.Inventory.Systems))
	}
	var wrong []int32
	for n := range p.back {
		i := int32(n)
		back := st.InScope(i) && (st.Back(i) || r.moment().Elsewhere(i))
		switch {
		case !back:
			p.untrue = slices.DeleteFunc(p.untrue, func(u Untrue) bool { return u.System == r.Inventory.Systems[n].ID })
		case !p.back[n] && !r.world.there(i):
			p.untrue = append(p.untrue, Untrue{r.Inventory.Systems[n].ID, r.now})
			wrong = append(wrong, i)
		}
		p.back[n] = back
	}
	if len(wrong) > 0 {
		r.world.hear(FromCrew, "not-up", player{p}.ids(wrong))
	}
}

// UntrueIDs are the systems of Untrue.
func (r *Result) UntrueIDs() []string {
	ids := make([]string, len(r.Untrue))
	for k := range r.Untrue {
		ids[k] = r.Untrue[k].System
	}
	return ids
}
