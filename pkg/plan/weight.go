package plan

import (
	"math"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// levels finds for each group how many groups stand below it on the longest
// chain of needs.
func (g groups) levels() []int32 {
	levels := make([]int32, g.count())
	for group := range g.count() {
		for _, below := range g.needs.of(group) {
			levels[group] = max(levels[group], levels[below]+1)
		}
	}
	return levels
}

// sharedWeights finds for each group what waits for it: its own weight and,
// of every dependent, an equal share for each thing that dependent waits for.
// Nothing is counted twice, so that no weight exceeds the sum of all own ones.
func (p *Plan) sharedWeights(g groups, own keys) []int64 {
	weights := p.ownWeights(g, own)
	for group := g.count() - 1; group >= 0; group-- {
		needs := g.needs.of(group)
		if len(needs) == 0 {
			continue
		}
		share := weights[group] / int64(len(needs))
		for _, below := range needs {
			weights[below] += share
		}
	}
	return weights
}

// ownWeights sums the weights of each group's services in fixed point. The
// unit is as fine as the sum of all allows without overflow.
func (p *Plan) ownWeights(g groups, own keys) []int64 {
	const finest = 1 << 20
	weights := make([]int64, g.count())
	byTier := tierWeights(p.Inventory, math.MaxInt64/int64(max(1, len(g.members))))
	var sum int64
	for _, i := range g.members {
		if !p.infrastructure[i] {
			w := byTier[own.doubled(i)]
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

// means are the mean durations of the methods, in seconds. The mean of
// the three-point estimate (PERT) is used, because plans made with the most
// likely value come out late.
type means map[string]uint32

func newMeans(inv *inventory.Inventory) means {
	m := make(means, len(inv.Methods))
	for _, method := range inv.Methods {
		if e := method.Estimate; e != (inventory.Estimate{}) {
			m[method.ID] = seconds(int64((e.Min/6 + e.Likely/6*4 + e.Max/6) / time.Second))
		}
	}
	return m
}

// of returns a method's mean; one without estimate comes after all others.
func (m means) of(method string) uint32 {
	if mean, ok := m[method]; ok {
		return mean
	}
	return math.MaxUint32
}
