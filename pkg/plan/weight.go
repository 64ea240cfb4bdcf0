package plan

import (
	"math"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// levels finds for each group how many groups stand below it on the longest
// chain of needs, and counts its needs in other groups.
func (p *Plan) levels(g groups) (levels, outward []int32) {
	levels = make([]int32, g.count())
	outward = make([]int32, g.count())
	for group := range g.count() {
		for _, i := range g.in(group) {
			for _, j := range p.graph.needs.of(i) {
				if below := g.of[j]; below != group {
					levels[group] = max(levels[group], levels[below]+1)
					outward[group]++
				}
			}
		}
	}
	return levels, outward
}

// sharedWeights finds for each group what waits for it: its own weight and,
// of every dependent, an equal share for each thing that dependent waits for.
// Nothing is counted twice, so that no weight exceeds the sum of all own ones.
func (p *Plan) sharedWeights(g groups, outward []int32) []int64 {
	weights := p.ownWeights(g)
	for group := g.count() - 1; group >= 0; group-- {
		if outward[group] == 0 {
			continue
		}
		share := weights[group] / int64(outward[group])
		for _, i := range g.in(group) {
			for _, j := range p.graph.needs.of(i) {
				if below := g.of[j]; below != group {
					weights[below] += share
				}
			}
		}
	}
	return weights
}

// ownWeights sums the weights of each group's services in fixed point. The
// unit is as fine as the sum of all allows without overflow.
func (p *Plan) ownWeights(g groups) []int64 {
	const finest = 1 << 20
	weights := make([]int64, g.count())
	byTier := tierWeights(p.Inventory, math.MaxInt64/int64(max(1, len(g.members))))
	var sum int64
	for _, i := range g.members {
		if sys := &p.Inventory.Systems[i]; sys.Class != inventory.Infrastructure {
			w := byTier[doubledTier(sys)]
			weights[g.of[i]] += w
			sum += w
		}
	}
	unit := min(finest, math.MaxInt64/max(1, sum))
	for group := range weights {
		weights[group] *= unit
	}
	return weights
}

// tierWeights are the weights by doubled tier, none above limit. An unknown
// tier weighs as much as the mean of tiers 2 and 3.
func tierWeights(inv *inventory.Inventory, limit int64) [9]int64 {
	var byTier [9]int64
	for tier := inventory.Tier(1); tier <= 4; tier++ {
		byTier[2*tier] = min(limit, max(0, inv.Tiers[tier].Weight))
	}
	byTier[unknownDoubled] = byTier[4]/2 + byTier[6]/2
	return byTier
}

// means are the mean durations of the methods, in nanoseconds. The mean of
// the three-point estimate (PERT) is used, because plans made with the most
// likely value come out late.
type means map[string]int64

func newMeans(inv *inventory.Inventory) means {
	m := make(means, len(inv.Methods))
	for _, method := range inv.Methods {
		if e := method.Estimate; e != (inventory.Estimate{}) {
			m[method.ID] = int64(e.Min/6 + e.Likely/6*4 + e.Max/6)
		}
	}
	return m
}

// of returns a method's mean; one without estimate comes after all others.
func (m means) of(method string) int64 {
	if mean, ok := m[method]; ok {
		return mean
	}
	return math.MaxInt64
}
