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

// lineUp puts the groups in the order of their first ids.
func lineUp(g groups, ids idOrder, words []uint64) *line {
	count := int(g.count())
	l := &line{words: words[:0:count], spare: words[count : 2*count], low: bits.Len(uint(count))}
	for _, i := range ids.at {
		if group := g.of[i]; group >= 0 && g.head(group) == i {
			l.words = append(l.words, uint64(group))
		}
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

// sort fills Order, Position, Wave and Cycles.
func (p *Plan) sort(levels []int32, mustBy []uint32, ids idOrder, words []uint64) {
	l := lineUp(p.groups, ids, words)
	if p.Strategy == TierStrict {
		p.sortStrict(l, levels, mustBy)
	} else {
		p.sortReady(l, ids)
	}
	if int(p.groups.count()) < len(p.groups.members) {
		for group := range p.groups.count() {
			if members := p.groups.in(group); len(members) > 1 {
				p.sortMembers(members, mustBy, ids)
			}
		}
	}
	p.layOut(l, levels)
}

// sortStrict sorts by rank, dependency level, own tier, earliest deadline,
// shared weight, the heavier first, mean duration; what is left is by id. A
// cycle is as urgent as its most urgent member and takes as long as its
// longest, because all go on at once.
func (p *Plan) sortStrict(l *line, levels []int32, mustBy []uint32) {
	g := p.groups
	if len(p.means) > 0 && (slices.Min(p.means) != slices.Max(p.means)) {
		l.sort(32, func(group int32) uint64 { return uint64(p.meanOf(group)) })
	}
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
	const tierBits, levelBits, rankBits = 4, 32, 8
	l.sort(tierBits+levelBits+rankBits, func(group int32) uint64 {
		head := g.head(group)
		rank := p.Ranks[head]
		tier := p.own[head] & 15
		for _, i := range g.in(group) {
			tier = min(tier, p.own[i]&15)
		}
		return uint64(rank.key())<<(levelBits+tierBits) | uint64(levels[group])<<tierBits | uint64(tier)
	})
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

// layOut writes the groups as the order and labels its waves: one rank and
// dependency level, at most waveSize systems or one whole cycle.
func (p *Plan) layOut(l *line, levels []int32) {
	p.Order = make([]int32, 0, len(p.groups.members))
	p.Cycles = [][]int32{}
	var (
		wave  int32
		size  int
		rank  Rank
		level int32
	)
	for k := range l.len() {
		group := l.at(k)
		members := p.groups.in(group)
		if r := p.Ranks[members[0]]; k == 0 || r != rank || levels[group] != level || size+len(members) > waveSize {
			wave, size, rank, level = wave+1, 0, r, levels[group]
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
