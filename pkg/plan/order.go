package plan

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// waveSize is how many systems share a wave label at most, one whole cycle
// excepted.
const waveSize = 16

// noDeadline is the deadline of what has none: it comes after all others.
const noDeadline uint32 = math.MaxUint32

// seconds keeps a number of seconds within 32 bits, until the year 2106 when
// counted from 1970. The largest number means none.
func seconds(n int64) uint32 {
	return uint32(max(0, min(n, math.MaxUint32-1)))
}

// earliest is the first of some deadlines, in Unix seconds.
func earliest(deadlines []inventory.Deadline) uint32 {
	first := noDeadline
	for _, d := range deadlines {
		first = min(first, seconds(d.At.Unix()))
	}
	return first
}

// line is the groups in the order that was found so far. Each word holds a
// group in its low bits; above them there is room for a key to sort by.
type line struct {
	words []uint64
	spare []uint64
	low   int // how many bits a group takes
}

// lineUp puts the groups in the order of their first ids or, if so told, of
// their mean durations, and those of one by their first ids. The means of
// systems are at hand when these are gone through; those of groups are not.
func (p *Plan) lineUp(ids idOrder, words []uint64, byMean bool) *line {
	g := p.groups
	count := int(g.count())
	l := &line{words: words[:0:count], spare: words[count : 2*count], low: bits.Len(uint(count))}
	parts := g.parts()
	for _, i := range ids.at {
		group, is := g.of[i], alone
		if parts != nil {
			is = parts[i]
		}
		if group < 0 || is == follower {
			continue
		}
		var mean uint32
		switch {
		case !byMean:
		case is == leader:
			mean = p.meanOf(group)
		default:
			mean = p.means[i]
		}
		l.words = append(l.words, uint64(mean)<<l.low|uint64(group))
	}
	if byMean {
		l.words, l.spare = radix(l.words, l.spare, l.low)
	}
	return l
}

func (l *line) len() int { return len(l.words) }

// at returns the group at a place.
func (l *line) at(k int) int32 { return int32(l.words[k] & (1<<l.low - 1)) }

// sort sorts the groups by keys of so many bits at most, the smaller first.
// Groups of one key stay as they are: the last key that a line is sorted by
// counts most.
func (l *line) sort(bits int, key func(group int32) uint64) {
	room := 64 - l.low
	for done := 0; done < bits; done += room {
		for k := range l.words {
			group := l.at(k)
			l.words[k] = key(group)>>done<<l.low | uint64(group)
		}
		l.words, l.spare = radix(l.words, l.spare, l.low)
	}
}

// sort fills Order and Cycles, and returns the groups in their order.
func (p *Plan) sort(heads []uint64, mustBy []uint32, ids idOrder, words []uint64) *line {
	l := p.lineUp(ids, words, p.Strategy == TierStrict)
	if p.Strategy == TierStrict {
		p.sortStrict(l, heads, mustBy)
	} else {
		p.sortReady(l, ids)
	}
	if p.groups.cyclic() {
		for group := range p.groups.count() {
			if members := p.groups.in(group); len(members) > 1 {
				p.sortMembers(members, mustBy, ids)
			}
		}
	}
	p.layOut(l)
	return l
}

// sortStrict sorts a line that is by mean duration and id by rank, dependency
// level, own tier, earliest deadline and shared weight, the heavier first. A
// cycle is as urgent as its most urgent member and takes as long as its
// longest, because all go on at once.
func (p *Plan) sortStrict(l *line, heads []uint64, mustBy []uint32) {
	g := p.groups
	if len(p.weights) > 0 {
		heaviest := slices.Max(p.weights)
		l.sort(bits.Len64(uint64(heaviest)), func(group int32) uint64 {
			return uint64(heaviest - p.weights[group])
		})
	}
	if mustBy != nil {
		l.sort(32, func(group int32) uint64 {
			first := noDeadline
			for _, i := range g.in(group) {
				first = min(first, mustBy[i])
			}
			return uint64(first)
		})
	}
	l.sort(headBits, func(group int32) uint64 { return heads[group] })
}

// A head is what is compared first of a group: its rank, its dependency level,
// and the best own tier among its members.
const (
	tierBits  = 4
	levelBits = 32
	headBits  = 6 + levelBits + tierBits
)

// lead turns the dependency levels of the groups into their heads.
func (p *Plan) lead(levels []uint64) {
	for group, level := range levels {
		members := p.groups.in(int32(group))
		tier := uint8(math.MaxUint8)
		for _, i := range members {
			tier = min(tier, p.own[i]&15)
		}
		levels[group] = uint64(p.Ranks[members[0]].key())<<(levelBits+tierBits) | level<<tierBits | uint64(tier)
	}
}

// meanOf is how long a group takes, noMean when nobody has said of a member.
func (p *Plan) meanOf(group int32) uint32 {
	var mean uint32
	for _, i := range p.groups.in(group) {
		mean = max(mean, p.means[i])
	}
	return mean
}

// sortMembers sorts the systems of a cycle by own tier, earliest deadline and
// mean duration, ties by id.
func (p *Plan) sortMembers(members []int32, mustBy []uint32, ids idOrder) {
	slices.SortFunc(members, func(a, b int32) int {
		c := cmp.Compare(p.own[a]&15, p.own[b]&15)
		if c == 0 && mustBy != nil {
			c = cmp.Compare(mustBy[a], mustBy[b])
		}
		if c == 0 {
			c = cmp.Compare(p.means[a], p.means[b])
		}
		return cmp.Or(c, cmp.Compare(ids.place[a], ids.place[b]))
	})
}

// layOut writes the groups as the order.
func (p *Plan) layOut(l *line) {
	p.Order = make([]int32, 0, len(p.groups.members))
	p.Cycles = [][]int32{}
	for k := range l.len() {
		members := p.groups.in(l.at(k))
		p.Order = append(p.Order, members...)
		if to := len(p.Order); len(members) > 1 {
			p.Cycles = append(p.Cycles, p.Order[to-len(members):to:to])
		}
	}
}

// label tells the systems their places in the order, and labels its waves: one
// rank and dependency level, at most waveSize systems or one whole cycle.
func (p *Plan) label(l *line, heads []uint64) {
	var (
		at   int
		wave int32
		size int
		kind uint64 // rank and dependency level
	)
	for k := range l.len() {
		group := l.at(k)
		members := int(p.groups.start[group+1] - p.groups.start[group])
		if is := heads[group] >> tierBits; k == 0 || is != kind || size+members > waveSize {
			wave, size, kind = wave+1, 0, is
		}
		size += members
		for ; members > 0; members-- {
			i := p.Order[at]
			at++
			p.Position[i], p.Wave[i] = int32(at), wave
		}
	}
}
