package plan

import (
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// surveyed is what one look at some systems that follow one another finds.
type surveyed struct {
	from, to int
	times    int // 1, or how many parts all are: the needs of all are put together in it
	needs    *collector
	ways     ways
	mustBy   []uint32 // by system from from on; nil when nobody has a deadline
}

// surveyedAtOnce is how many systems one processor looks at, at least.
const surveyedAtOnce = 10_000

// survey looks at every system once: its lane, its own rank, its rung and how
// long that takes, what it needs, and its earliest deadline, which is returned:
// by system in Unix seconds, noDeadline for none, nil when nobody has one.
// Systems are large and many; a second look at all costs as much as a sort, and
// the first is waiting for memory, so that several processors share it.
func (p *Plan) survey(rungs []int) (mustBy []uint32) {
	n := len(p.Inventory.Systems)
	parts := make([]surveyed, max(1, min(runtime.GOMAXPROCS(0), n/surveyedAtOnce)))
	byMethod := methodMeans(p.Inventory)
	var all sync.WaitGroup
	for k := range parts {
		part := &parts[k]
		part.from, part.to, part.times = n*k/len(parts), n*(k+1)/len(parts), 1
		if k > 0 {
			all.Go(func() { p.look(part, rungs, byMethod) })
		}
	}
	parts[0].times = len(parts)
	p.look(&parts[0], rungs, byMethod)
	all.Wait()

	needs := parts[0].needs
	p.ways = parts[0].ways
	for k := range parts {
		part := &parts[k]
		if k > 0 {
			needs.follow(part.needs)
			p.follow(part)
		}
		if part.mustBy != nil {
			if mustBy == nil {
				mustBy = slices.Repeat([]uint32{noDeadline}, n)
			}
			copy(mustBy[part.from:], part.mustBy)
		}
	}
	p.graph.needs = needs.Lists
	return mustBy
}

// look looks at some of the systems.
func (p *Plan) look(part *surveyed, rungs []int, byMethod []uint32) {
	part.needs = newCollector(p.Inventory, part.from, part.to, part.times)
	part.ways = newWays(p.Inventory, p.home)
	for k := part.from; k < part.to; k++ {
		i, sys := int32(k), &p.Inventory.Systems[k]
		p.Lanes[i] = p.Conditions[i].Lane()
		p.own[i] = rankKey(p.Lanes[i], sys)
		p.infrastructure[i] = sys.Class == inventory.Infrastructure

		ladder := p.Inventory.Ladder(i)
		if k < len(rungs) && rungs[k] > 0 && rungs[k] < min(len(ladder), math.MaxInt16) {
			p.Rung[i] = int16(rungs[k])
		}
		rung := &ladder[p.Rung[i]]
		p.way[i] = part.ways.of(sys, rung)
		switch method := part.ways.list[p.way[i]].method; {
		case rung.Estimate != (inventory.Estimate{}):
			p.means[i] = meanOf(rung.Estimate)
		case method >= 0:
			p.means[i] = byMethod[method]
		default:
			p.means[i] = noMean
		}
		if len(sys.MustBy) > 0 {
			if part.mustBy == nil {
				part.mustBy = slices.Repeat([]uint32{noDeadline}, part.to-part.from)
			}
			part.mustBy[k-part.from] = earliest(sys.MustBy)
		}
		p.collect(part.needs, i, rung)
	}
}

// follow takes over the ways that a further look found, numbered as if one look
// had found all.
func (p *Plan) follow(part *surveyed) {
	number := make([]int32, len(part.ways.list)) // by way of the part
	for k := range number {
		number[k] = p.ways.add(part.ways.list[k], part.ways.names)
	}
	for i := part.from; i < part.to; i++ {
		p.way[i] = number[p.way[i]]
	}
}
