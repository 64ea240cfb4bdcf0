package plan

import (
	"cmp"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// InScope says whether the plan orders the system.
func (p *Plan) InScope(i int32) bool { return p.Conditions[i] != Unaffected }

// Needs are the direct hard needs of i that are in scope, given its rung.
// The caller must not change the list.
func (p *Plan) Needs(i int32) []int32 { return p.graph.needs.Of(i) }

// Dependents are the systems in scope that directly hard-need i. The caller
// must not change the list.
func (p *Plan) Dependents(i int32) []int32 { return p.graph.dependents.Of(i) }

// Compare orders two systems as the plan does; what is out of scope comes
// last, by index.
func (p *Plan) Compare(a, b int32) int {
	// Position 0 wraps round to the largest number.
	if c := cmp.Compare(uint32(p.Position[a]-1), uint32(p.Position[b]-1)); c != 0 {
		return c
	}
	return cmp.Compare(a, b)
}

// RungOf is the rung by which the plan brings i back.
func (p *Plan) RungOf(i int32) inventory.Rung { return *p.rung(i) }

func (p *Plan) rung(i int32) *inventory.Rung {
	return &p.Inventory.Ladder(i)[p.Rung[i]]
}

// Method is the id of the method by which the plan brings i back.
func (p *Plan) Method(i int32) string { return p.rung(i).Method }

// Tier is the own tier of i, nil when unknown.
func (p *Plan) Tier(i int32) *int { return known(p.Inventory.Systems[i].Tier) }

// EffectiveTier is the best tier among i and all in scope that hard-need it,
// nil when none is known.
func (p *Plan) EffectiveTier(i int32) *int { return known(inventory.Tier(p.Effective[i])) }

// RankTier is the tier of i's rank, nil when it stands between 2 and 3.
func (p *Plan) RankTier(i int32) *int { return known(p.Ranks[i].Known()) }

func known(t inventory.Tier) *int {
	if t == inventory.UnknownTier {
		return nil
	}
	n := int(t)
	return &n
}

// Waves are the systems of each wave in plan order; wave 1 stands at index 0.
func (p *Plan) Waves() [][]int32 {
	waves := [][]int32{}
	for from := 0; from < len(p.Order); {
		to := from + 1
		for to < len(p.Order) && p.Wave[p.Order[to]] == p.Wave[p.Order[from]] {
			to++
		}
		waves = append(waves, p.Order[from:to:to])
		from = to
	}
	return waves
}

// Counts says how much the plan orders. Only services are counted, except in
// Infrastructure.
type Counts struct {
	Total, Stopped, Damaged, Unknown int
	Infrastructure                   int
	ByTier                           [5]int // by own tier; unknown at 0
}

// Counts counts what is in scope.
func (p *Plan) Counts() Counts {
	var c Counts
	for _, i := range p.Order {
		if p.infrastructure[i] {
			c.Infrastructure++
			continue
		}
		c.Total++
		switch p.Conditions[i] {
		case Damaged:
			c.Damaged++
		case Unknown:
			c.Unknown++
		default:
			c.Stopped++
		}
		if tier := p.Inventory.Systems[i].Tier; tier >= 1 && tier <= 4 {
			c.ByTier[tier]++
		} else {
			c.ByTier[0]++
		}
	}
	return c
}
