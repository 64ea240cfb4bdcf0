package plan

import (
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// surveyed is what one look at some systems that follow one another finds.
type surveyed struct {
	from, to int
	most     int // how many needs they have, as far as the first rungs say
	needs    collector
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
	for k := range parts {
		parts[k].from, parts[k].to = n*k/len(parts), n*(k+1)/len(parts)
	}
	eachAside(parts, func(part *surveyed) {
		for i := range p.Inventory.Systems[part.from:part.to] {
			part.most += len(p.Inventory.Systems[part.from+i].Hard)
		}
	})
	needs := makeRoom(n, parts)
	byMethod := methodMeans(p.Inventory)
	eachAside(parts, func(part *surveyed) { p.look(part, rungs, byMethod) })
	p.graph.needs = joinNeeds(needs, parts)

	p.ways = parts[0].ways
	for k := range parts {
		part := &parts[k]
		if k > 0 {
			p.follow(part)
		}
		if part.mustBy != nil {
			if mustBy == nil {
				mustBy = slices.Repeat([]uint32{noDeadline}, n)
			}
			copy(mustBy[part.from:], part.mustBy)
		}
	}
	return mustBy
}

// eachAside calls f for all parts at once, and returns when all is done.
func eachAside(parts []surveyed, f func(part *surveyed)) {
	var all sync.WaitGroup
	for k := range parts[1:] {
		all.Go(func() { f(&parts[k+1]) })
	}
	f(&parts[0])
	all.Wait()
}

// makeRoom makes the lists of needs of n systems, in which each part has room of
// its own.
func makeRoom(n int, parts []surveyed) schedule.Lists {
	most := 0
	for k := range parts {
		most += parts[k].most
	}
	needs := schedule.Lists{Start: make([]int32, n+1), To: make([]int32, most)}
	at := 0
	for k := range parts {
		part := &parts[k]
		part.needs.ends = needs.Start[part.from+1 : part.from+1 : part.to+1]
		part.needs.to = needs.To[at : at : at+part.most]
		at += part.most
	}
	return needs
}

// joinNeeds moves together what the parts have found. A part for which there was
// too little room has left it.
func joinNeeds(needs schedule.Lists, parts []surveyed) schedule.Lists {
	sum, left := 0, false
	for k := range parts {
		sum, left = sum+len(parts[k].needs.to), left || len(parts[k].needs.to) > parts[k].most
	}
	to := needs.To[:0]
	if left {
		to = make([]int32, 0, sum)
	}
	for k := range parts {
		part := &parts[k].needs
		if shift := int32(len(to)); shift > 0 {
			for i := range part.ends {
				part.ends[i] += shift
			}
		}
		to = append(to, part.to...)
	}
	needs.To = to
	return needs
}

// look looks at some of the systems.
func (p *Plan) look(part *surveyed, rungs []int, byMethod []uint32) {
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
		p.collect(&part.needs, i, rung)
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
