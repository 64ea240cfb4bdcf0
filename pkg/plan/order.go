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
	mustBy   uint32 // earliest deadline, Unix seconds
	estimate uint32 // mean of the chosen rung, in seconds
	weight   int64  // shared weight, negated: the heavier is earlier
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

// absorb adds a member to the item of a group: it is as urgent as its most
// urgent member and takes as long as its longest, because all go on at once.
func (a *item) absorb(b item) {
	a.head = min(a.head, b.head)
	a.mustBy = min(a.mustBy, b.mustBy)
	a.estimate = max(a.estimate, b.estimate)
	a.id = min(a.id, b.id)
}

// seconds keeps a number of seconds within 32 bits, until the year 2106 when
// counted from 1970. The largest number means none.
func seconds(n int64) uint32 {
	return uint32(max(0, min(n, math.MaxUint32-1)))
}

// sort fills Order, Position, Wave and Cycles.
func (p *Plan) sort(g groups, own keys, claims []claim, ids []int32) {
	levels := g.levels()
	weights := p.sharedWeights(g, own)
	means := newMeans(p.Inventory)

	items := make([]item, g.count())
	for group := range items {
		items[group] = item{head: math.MaxUint64, mustBy: math.MaxUint32, id: math.MaxInt32}
	}
	for i, group := range g.of {
		if group >= 0 {
			items[group].absorb(p.item(int32(i), own, means, ids))
		}
	}
	for group := range items {
		it := &items[group]
		it.head |= uint64(claims[group].rank.key)<<40 | uint64(levels[group])<<8
		it.weight = -weights[group]
		it.of = int32(group)
	}
	slices.SortFunc(items, item.compare)

	for _, it := range items {
		if members := g.in(it.of); len(members) > 1 {
			slices.SortFunc(members, func(a, b int32) int {
				return p.item(a, own, means, ids).compare(p.item(b, own, means, ids))
			})
		}
	}
	p.layOut(items, g)
}

// layOut writes the sorted items as the order and labels its waves: one rank
// and dependency level, at most waveSize systems or one whole cycle.
func (p *Plan) layOut(items []item, g groups) {
	p.Order = make([]int32, 0, len(g.members))
	p.Cycles = [][]int32{}
	var wave int32
	var size int
	for k, it := range items {
		members := g.in(it.of)
		if k == 0 || it.kind() != items[k-1].kind() || size+len(members) > waveSize {
			wave, size = wave+1, 0
		}
		size += len(members)
		first := len(p.Order)
		for _, i := range members {
			p.Order = append(p.Order, i)
			p.Position[i] = int32(len(p.Order))
			p.Wave[i] = wave
		}
		if len(members) > 1 {
			p.Cycles = append(p.Cycles, p.Order[first:len(p.Order):len(p.Order)])
		}
	}
}

// item holds a system's own keys; those of its group are still missing.
func (p *Plan) item(i int32, own keys, means means, ids []int32) item {
	sys := &p.Inventory.Systems[i]
	it := item{
		head:     uint64(own.doubled(i)),
		mustBy:   math.MaxUint32,
		estimate: means.of(p.rung(i).Method),
		id:       ids[i],
		of:       i,
	}
	for _, d := range sys.MustBy {
		it.mustBy = min(it.mustBy, seconds(d.At.Unix()))
	}
	return it
}

// idOrder says for each system which place its id has among all ids, so that
// ties are broken by id without comparing strings again.
func idOrder(inv *inventory.Inventory) []int32 {
	systems := inv.Systems
	place := make([]int32, len(systems))
	prefix, sorted := surveyIDs(systems)
	if sorted {
		for i := range place {
			place[i] = int32(i)
		}
		return place
	}
	// Ids mostly begin alike; what follows that beginning settles nearly all
	// comparisons without a look at the strings.
	type named struct {
		begin  uint64
		system int32
	}
	order := make([]named, len(systems))
	for i := range systems {
		order[i] = named{begin: firstBytes(systems[i].ID[prefix:]), system: int32(i)}
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

// surveyIDs counts the bytes that all ids begin with and says whether the ids
// ascend already.
func surveyIDs(systems []inventory.System) (prefix int, sorted bool) {
	sorted = true
	for i := range systems {
		id := systems[i].ID
		if i == 0 {
			prefix = len(id)
			continue
		}
		before := systems[i-1].ID
		sorted = sorted && before < id
		prefix = min(prefix, len(id))
		for id[:prefix] != before[:prefix] {
			prefix--
		}
	}
	return prefix, sorted
}

// firstBytes packs up to eight bytes so that numbers compare as strings do.
func firstBytes(s string) uint64 {
	var b [8]byte
	copy(b[:], s)
	return binary.BigEndian.Uint64(b[:])
}
