package plan

import (
	"math"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// sharedWeights finds for each group what waits for it: its own weight and,
// of every dependent, an equal share for each thing that dependent waits for.
func (p *Plan) sharedWeights() []int64 {
	weights, _ := p.ownWeights()
	schedule.Shared(p.groups.needs, weights)
	return weights
}

// ownWeights sums the weights of each group's services in fixed point: a tier
// of weight 1 weighs unit. The unit is finest while the sum of all takes 40 bits
// at most, that large plans are sorted by them in few passes, and enough as long
// as that does not overflow.
func (p *Plan) ownWeights() (weights []int64, unit int64) {
	const finest, enough, most = 1 << 20, 1 << 10, 1 << 40
	g := p.groups
	weights = make([]int64, g.count())
	byTier := tierWeights(p.Inventory, math.MaxInt64/int64(max(1, len(g.members))))
	var sum int64
	for i, group := range g.of {
		if group >= 0 && !p.infrastructure[i] {
			w := byTier[p.own[i]&15]
			weights[group] += w
			sum += w
		}
	}
	sum = max(1, sum)
	unit = max(min(finest, most/sum), min(enough, math.MaxInt64/sum))
	for group := range weights {
		weights[group] *= unit
	}
	return weights, unit
}

// tierWeights are the weights by doubled tier, none above limit. An unknown
// tier weighs as much as the mean of tiers 2 and 3.
func tierWeights(inv *inventory.Inventory, limit int64) [16]int64 {
	var byTier [16]int64
	for tier := inventory.Tier(1); tier <= 4; tier++ {
		byTier[2*tier] = min(limit, max(0, inv.Tiers[tier].Weight))
	}
	byTier[unknownDoubled] = byTier[4]/2 + byTier[6]/2
	return byTier
}

// noMean is the mean of what nobody has estimated: it comes after all others.
const noMean uint32 = math.MaxUint32

// methodMeans are the mean durations of the methods, in seconds.
func methodMeans(inv *inventory.Inventory) []uint32 {
	means := make([]uint32, len(inv.Methods))
	for k := range means {
		means[k] = meanOf(inv.Methods[k].Estimate)
	}
	return means
}

// meanOf is the mean of a three-point estimate (PERT), in seconds: plans made
// with the most likely value come out late.
func meanOf(e inventory.Estimate) uint32 {
	if e == (inventory.Estimate{}) {
		return noMean
	}
	return seconds(int64(e.Mean() / time.Second))
}
