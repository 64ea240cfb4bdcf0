package report

import (
	"iter"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
)

// Figures count the services in scope, of one tier or in all. What is back and
// the four after it add up to Total: a copy that runs at another site leaves
// its service stopped, damaged or unknown at home.
type Figures struct {
	Tier inventory.Tier // of all: zero
	incident.Counts

	OffStopped, OffDamaged, OffUnknown int // not back
	OffSuspected                       int // of OffDamaged: nobody has confirmed it

	Substitutes Share // public ones of which a substitute was announced
}

// Share is how many of how many; the zero Share is: nothing to count.
type Share struct{ Done, Of int }

// Sums says that the parts add up to the total.
func (f *Figures) Sums() bool {
	return f.Back+f.OffStopped+f.OffDamaged+f.OffUnknown == f.Total
}

// tiersShown is how many tiers there are; the last place of an array of them
// is what nobody graded.
const tiersShown = 4

// figures counts everything once, in all and by tier.
func figures(m *incident.Moment) (Figures, []Figures) {
	counted, byTier := m.Count()
	all := Figures{Counts: counted}
	tiers := make([]Figures, tiersShown+1)
	for k := range tiers {
		tier := inventory.Tier((k + 1) % (tiersShown + 1))
		tiers[k] = Figures{Tier: tier, Counts: byTier[tier]}
	}
	substitute, _ := m.Task(SubstituteTask)
	if substitute != nil && !substitute.ForSystems() {
		substitute = nil
	}
	for i := range services(m.State) {
		own := &tiers[place(m.Tier(i))]
		for _, f := range []*Figures{&all, own} {
			f.off(m.State, i)
			if substitute != nil && m.Matches(substitute, i) {
				f.Substitutes.Of++
				if r := m.SystemResult(substitute, i); r != nil && r.Outcome == incident.Done {
					f.Substitutes.Done++
				}
			}
		}
	}
	if tiers[tiersShown].Total == 0 {
		tiers = tiers[:tiersShown]
	}
	return all, tiers
}

// place is where a tier stands in a list of them.
func place(t inventory.Tier) int {
	if t < 1 || t > tiersShown {
		return tiersShown
	}
	return int(t) - 1
}

func (f *Figures) off(st *incident.State, i int32) {
	if st.Back(i) {
		return
	}
	switch is, suspected := st.Condition(i); is {
	case plan.Stopped:
		f.OffStopped++
	case plan.Damaged:
		f.OffDamaged++
		if suspected {
			f.OffSuspected++
		}
	case plan.Unknown:
		f.OffUnknown++
	}
}

// services goes through the services that the outage touched.
func services(st *incident.State) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for k := range st.Inventory.Systems {
			i := int32(k)
			if st.Inventory.Systems[k].Class == inventory.Infrastructure || !st.InScope(i) {
				continue
			}
			if !yield(i) {
				return
			}
		}
	}
}
