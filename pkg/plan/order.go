package plan

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// waveSize is how many systems share a wave label at most, one whole cycle
// excepted.
const waveSize = 16

// item is what is sorted: one system, or a cycle as one. The keys are in the
// order they are compared.
type item struct {
	head     uint64 // rank, dependency level, own tier
	mustBy   int64  // earliest deadline, Unix seconds
	weight   int64  // shared weight, negated: the heavier is earlier
	estimate int64  // mean of the chosen rung
	id       int32  // place among all ids
	of       int32  // group, or system when members are sorted
}

func (a item) compare(b item) int {
	switch {
	case a.head != b.head:
		return cmp.Compare(a.head, b.head)
	case a.mustBy != b.mustBy:
		return cmp.Compare(a.mustBy, b.mustBy)
	case a.weight != b.weight:
		return cmp.Compare(a.weight, b.weight)
	case a.estimate != b.estimate:
		return cmp.Compare(a.estimate, b.estimate)
	default:
		return cmp.Compare(a.id, b.id)
	}
}

// kind is the rank and the dependency level.
func (a item) kind() uint64 { return a.head >> 8 }

// absorb makes the item of a cycle: it is as urgent as its most urgent member
// and takes as long as its longest, because all go on at once.
func (a *item) absorb(b item) {
	a.head = min(a.head, b.head)
	a.mustBy = min(a.mustBy, b.mustBy)
	a.estimate = max(a.estimate, b.estimate)
	a.id = min(a.id, b.id)
}

// sort fills Order, Position, Wave and Cycles.
func (p *Plan) sort(g groups, ranks []uint8, ids []int32) {
	levels, outward := p.levels(g)
	weights := p.sharedWeights(g, outward)
	means := newMeans(p.Inventory)

	items := make([]item, g.count())
	for group := range items {
		members := g.in(int32(group))
		it := p.item(members[0], means, ids)
		for _, i := range members[1:] {
			it.absorb(p.item(i, means, ids))
		}
		it.head |= uint64(ranks[group])<<40 | uint64(levels[group])<<8
		it.weight = -weights[group]
		it.of = int32(group)
		items[group] = it
	}
	slices.SortFunc(items, item.compare)

	p.Order = make([]int32, 0, len(g.members))
	p.Cycles = [][]int32{}
	for _, it := range items {
		first := len(p.Order)
		p.Order = append(p.Order, g.in(it.of)...)
		if group := p.Order[first:len(p.Order):len(p.Order)]; len(group) > 1 {
			slices.SortFunc(group, func(a, b int32) int {
				return p.item(a, means, ids).compare(p.item(b, means, ids))
			})
			p.Cycles = append(p.Cycles, group)
		}
	}
	for at, i := range p.Order {
		p.Position[i] = int32(at + 1)
	}
	p.labelWaves(items, g)
}

// item holds a system's own keys; those of its group are still missing.
func (p *Plan) item(i int32, means means, ids []int32) item {
	sys := &p.Inventory.Systems[i]
	it := item{
		head:     uint64(doubledTier(sys)),
		mustBy:   math.MaxInt64,
		estimate: means.of(p.RungOf(i).Method),
		id:       ids[i],
		of:       i,
	}
	for _, d := range sys.MustBy {
		it.mustBy = min(it.mustBy, d.At.Unix())
	}
	return it
}

// labelWaves cuts the sorted items into waves: one rank and dependency level,
// at most waveSize systems or one whole cycle.
func (p *Plan) labelWaves(items []item, g groups) {
	var wave int32
	var size int
	var kind uint64
	for _, it := range items {
		members := g.in(it.of)
		if it.kind() != kind || size+len(members) > waveSize || wave == 0 {
			wave, size, kind = wave+1, 0, it.kind()
		}
		for _, i := range members {
			p.Wave[i] = wave
		}
		size += len(members)
	}
}

// idOrder says for each system which place its id has among all ids, so that
// ties are broken by id without comparing strings again.
func idOrder(inv *inventory.Inventory) []int32 {
	systems := inv.Systems
	place := make([]int32, len(systems))
	sorted := true
	for i := range systems {
		place[i] = int32(i)
		sorted = sorted && (i == 0 || systems[i-1].ID < systems[i].ID)
	}
	if sorted {
		return place
	}
	// Ids mostly begin alike; what follows that beginning settles nearly all
	// comparisons without a look at the strings.
	type named struct {
		begin  uint64
		system int32
	}
	skip := commonPrefix(systems)
	order := make([]named, len(systems))
	for i := range systems {
		order[i] = named{begin: firstBytes(systems[i].ID[skip:]), system: int32(i)}
	}
	slices.SortFunc(order, func(a, b named) int {
		if a.begin != b.begin {
			return cmp.Compare(a.begin, b.begin)
		}
		if c := strings.Compare(systems[a.system].ID, systems[b.system].ID); c != 0 {
			return c
		}
		return cmp.Compare(a.system, b.system)
	})
	for at, it := range order {
		place[it.system] = int32(at)
	}
	return place
}

// commonPrefix counts the bytes that all ids begin with.
func commonPrefix(systems []inventory.System) int {
	first := systems[0].ID
	n := len(first)
	for i := range systems {
		id := systems[i].ID
		n = min(n, len(id))
		for id[:n] != first[:n] {
			n--
		}
	}
	return n
}

// firstBytes packs up to eight bytes so that numbers compare as strings do.
func firstBytes(s string) uint64 {
	var b [8]byte
	copy(b[:], s)
	return binary.BigEndian.Uint64(b[:])
}
