package plan

import (
	"cmp"
	"container/heap"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/schedule"
)

// Strategy is what the order of a plan follows. No strategy puts a system
// before one that it hard-needs; ranks, tiers and lanes are the same by all.
type Strategy uint8

// The strategies; the zero Strategy is TierStrict.
const (
	TierStrict  Strategy = iota // rank first: no work on a lower rank before a better one that could go on
	Weighted                    // the most shared weight for its mean duration
	Makespan                    // the longest chain of mean durations that waits for it
	DamageFirst                 // the damaged first, then the unknown, with what they need; then tier
	FIFO                        // as the inventory lists them
)

// strategyWords are the words of flags and JSON, by Strategy.
func strategyWords() []string {
	return []string{"tier-strict", "weighted", "makespan", "damage-first", "fifo"}
}

// ParseStrategy reads tier-strict, weighted, makespan, damage-first or fifo.
func ParseStrategy(word string) (Strategy, error) {
	at := slices.Index(strategyWords(), word)
	if at < 0 {
		return TierStrict, fmt.Errorf("unknown strategy %q (%s)", word, strings.Join(strategyWords(), ", "))
	}
	return Strategy(at), nil
}

// String returns the word that ParseStrategy reads.
func (s Strategy) String() string {
	if words := strategyWords(); int(s) < len(words) {
		return words[s]
	}
	return fmt.Sprintf("Strategy(%d)", uint8(s))
}

// MarshalText makes a strategy its word in JSON.
func (s Strategy) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Strategy) UnmarshalText(b []byte) (err error) {
	*s, err = ParseStrategy(string(b))
	return err
}

// sortReady orders a line, which is by id, as the strategy wants it: of the
// groups whose needs all stand already, the best is next.
func (p *Plan) sortReady(l *line, ids idOrder) {
	switch p.Strategy {
	case Weighted:
		p.sortByWorth(l)
	case Makespan:
		p.sortByTail(l)
	case DamageFirst:
		p.sortByDamage(l, ids)
	default:
		l.sort(32, func(group int32) uint64 { return uint64(slices.Min(p.groups.in(group))) })
	}
	p.takeReady(l)
}

// takeReady turns a line of groups, the best first, into one in which each
// stands after its needs: of those whose needs all stand, the best is next.
func (p *Plan) takeReady(l *line) {
	var (
		needs      = p.groups.needs
		dependents = needs.Reversed()
		best       = make([]int32, l.len()) // by place: its group
		place      = make([]int32, l.len()) // by group: its place
		unmet      = make([]int32, l.len()) // by group: how many of its needs do not stand yet
		ready      places
	)
	for k := range best {
		group := l.at(k)
		best[k], place[group] = group, int32(k)
		unmet[group] = int32(len(needs.Of(group)))
		if unmet[group] == 0 {
			ready = append(ready, int32(k)) // ascending places are a heap
		}
	}
	for k := range best {
		group := best[heap.Pop(&ready).(int32)]
		l.words[k] = uint64(group)
		for _, d := range dependents.Of(group) {
			if unmet[d]--; unmet[d] == 0 {
				heap.Push(&ready, place[d])
			}
		}
	}
}

// places is a heap of places in a line, the first at its head.
type places []int32

func (h places) Len() int           { return len(h) }
func (h places) Less(a, b int) bool { return h[a] < h[b] }
func (h places) Swap(a, b int)      { h[a], h[b] = h[b], h[a] }
func (h *places) Push(place any)    { *h = append(*h, place.(int32)) }
func (h *places) Pop() any {
	last := len(*h) - 1
	place := (*h)[last]
	*h = (*h)[:last]
	return place
}

// sortByWorth sorts by shared weight for the mean duration, the most first
// (Smith 1956); what has no mean comes last, the heavier first.
func (p *Plan) sortByWorth(l *line) {
	groups := make([]int32, l.len())
	means := make([]uint32, l.len())
	for k := range groups {
		groups[k] = l.at(k)
		means[groups[k]] = max(1, p.meanOf(groups[k]))
	}
	slices.SortStableFunc(groups, func(a, b int32) int {
		timeA, timeB := means[a], means[b]
		if (timeA == noMean) != (timeB == noMean) {
			return cmp.Compare(timeA, timeB)
		}
		// a/timeA and b/timeB without division, in 128 bits.
		highA, lowA := bits.Mul64(uint64(p.weights[a]), uint64(timeB))
		highB, lowB := bits.Mul64(uint64(p.weights[b]), uint64(timeA))
		return cmp.Or(cmp.Compare(highB, highA), cmp.Compare(lowB, lowA))
	})
	for k, group := range groups {
		l.words[k] = uint64(group)
	}
}

// sortByTail sorts by the longest chain of mean durations from the start of a
// group to the end of what waits for it, the longest first. What has no mean
// takes no time here.
func (p *Plan) sortByTail(l *line) {
	work := make([]schedule.Time, l.len())
	for group := range work {
		work[group] = schedule.Unknown
		if mean := p.meanOf(int32(group)); mean != noMean {
			work[group] = schedule.Time(mean)
		}
	}
	tails := schedule.Tails(&schedule.Problem{Needs: p.groups.needs, Work: work})
	l.sort(64, func(group int32) uint64 { return uint64(math.MaxInt64 - tails[group]) })
}

// sortByDamage sorts by the rank that each group would inherit if the lanes
// came in the opposite order.
func (p *Plan) sortByDamage(l *line, ids idOrder) {
	turned := make([]uint8, len(p.own))
	for i, key := range p.own {
		turned[i] = uint8(Repair-p.Lanes[i])<<4 | key&15
	}
	c := inherit(p.groups, turned, ids, make([]uint64, 2*l.len()))
	l.sort(8, func(group int32) uint64 { return uint64(c.rank(group).key()) })
}
