// Package plan turns an inventory and what an outage did to it into an order
// of recovery: who comes first, in which lane, after what, and why. A plan is
// a value: the same input gives the same bytes. Progress, holds and the clock
// are no inputs; what can be started at this moment is not the plan's business.
//
// Systems are spoken of by their index in the inventory (int32), -1 is none.
//
// The order keeps two laws. No system stands before one that it hard-needs,
// except inside a cycle, which stands together; and by the strategy TierStrict
// ranks never fall back. Both follow from inheritance: a system's rank is the
// smallest among its own and those of all that hard-need it, so that a need
// never ranks behind its dependents, and the dependency level orders systems
// of one rank. The other strategies take the best of what is ready.
//
// Reasons are codes; see the constants of reason.go for what each one says.
package plan

import (
	"sync"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// Condition is what the outage did to a system.
type Condition uint8

// The conditions; the zero Condition is Unaffected.
const (
	Unaffected Condition = iota // not in scope
	Stopped                     // intact, off or unreachable
	Damaged
	Unknown
)

// Lane is a system's own kind of work, from its condition; smaller is earlier.
type Lane uint8

// The lanes in their order.
const (
	Intact Lane = iota
	Uncertain
	Repair
)

// Rank orders the plan by TierStrict: lane first, then tier, compared as a pair.
// Tier counts life safety as 1 and an unknown tier between 2 and 3.
type Rank struct {
	Lane Lane
	Tier int8 // doubled so that the unknown tier fits between 2 and 3: 2, 4, 5, 6, 8
}

// Input is all a plan depends on.
type Input struct {
	Inventory  *inventory.Inventory // resolved
	Conditions []Condition          // by system; nil: everything is stopped; systems past its end are unknown
	Rungs      []int                // chosen rung by system; nil, or a rung the ladder does not have: the first
	Strategy   Strategy             // what Order follows; zero: TierStrict
}

// Plan is the order of recovery of everything in scope.
type Plan struct {
	Inventory  *inventory.Inventory
	Conditions []Condition
	Strategy   Strategy // what Order follows; ranks and all else are the same by every strategy

	Order     []int32   // systems in scope, first to come back first
	Position  []int32   // by system: 1-based place in Order, 0 when out of scope
	Lanes     []Lane    // by system: its own lane; Intact when out of scope
	Ranks     []Rank    // by system: what it is ordered by; zero when out of scope
	Effective []int8    // by system: best tier among it and all in scope that hard-need it, 1 to 4; 0 when none is known
	LiftedBy  []int32   // by system: whose rank it inherits; -1 when its own
	Wave      []int32   // by system: 1-based label, 0 when out of scope
	Frees     []int32   // by system: how many in scope hard-need it, directly or not; Uncounted in very large plans
	Rung      []int16   // by system: index of the rung in its ladder
	Cycles    [][]int32 // groups that hard-need each other, each in plan order
	Blockers  []Blocker // what to clear, the first to clear first
	Impaired  []int32   // unaffected systems that hard-need something in scope

	effectiveBy    []int32  // by system: whose tier is its effective one; -1 when its own
	infrastructure []bool   // by system: of that class
	own            []uint8  // by system: the key of its own rank
	means          []uint32 // by system: mean duration of its rung in seconds; noMean when nobody has said
	way            []int32  // by system: how and where its rung brings it back, a place in ways.list
	ways           ways     // what Build found; read only, since plans are shared: whoever looks for others makes a clone
	home           homes    // where systems stand
	graph          graph    // hard needs in scope
	groups         groups   // what is in scope, each cycle as one
	weights        []int64  // by group: its shared weight
}

// Blocker is something in scope that others wait for and that does not come
// back by being switched on.
type Blocker struct {
	System int32
	Frees  int32
	Reason string // code: infrastructure, damaged, unknown
}

// IsOf says that the plan is what Build makes of an input, whose inventory has
// not been changed since.
func (p *Plan) IsOf(in Input) bool {
	if p.Inventory != in.Inventory || p.Strategy != in.Strategy || len(in.Conditions) != len(p.Conditions) || len(in.Rungs) != len(p.Rung) {
		return false
	}
	for i, rung := range in.Rungs {
		if in.Conditions[i] != p.Conditions[i] || int16(rung) != p.Rung[i] {
			return false
		}
	}
	return true
}

// Build makes the plan. It takes O((N+E) log N) for N systems and E needs,
// and up to exactFrees systems also the exact count of who frees how many.
// A cycle is no error: its members stand together, as they start together.
func Build(in Input) *Plan {
	var (
		ids   idOrder
		words = make([]uint64, 2*len(in.Inventory.Systems)) // room to sort in, used again and again
		aside sync.WaitGroup                                // what goes on beside the rest
	)
	aside.Go(func() { ids = newIDOrder(in.Inventory) })
	p := newPlan(in)
	mustBy := p.survey(in.Rungs)
	aside.Go(func() { p.graph.dependents = p.graph.needs.Reversed() })
	var heads []uint64
	p.groups, heads = condense(p.graph.needs, p.Conditions)
	aside.Wait()

	aside.Go(func() { p.weights = p.sharedWeights() })
	p.groups.putFirst(ids)
	p.settle(inherit(p.groups, p.own, ids, words), ids)
	p.lead(heads)
	aside.Wait()

	l := p.sort(heads, mustBy, ids, words)
	aside.Go(func() { p.label(l, heads) })
	p.findBlockers()
	if len(p.Order) > exactFrees {
		p.countFirstBlockers(l.spare)
		aside.Wait()
	} else {
		aside.Wait() // what is counted takes all the room
		p.countFrees(words)
	}
	p.findImpaired()
	return p
}

// newPlan makes a plan that knows its scope.
func newPlan(in Input) *Plan {
	n := len(in.Inventory.Systems)
	p := &Plan{
		Inventory:      in.Inventory,
		Strategy:       in.Strategy,
		Conditions:     make([]Condition, n),
		Position:       make([]int32, n),
		Lanes:          make([]Lane, n),
		Ranks:          make([]Rank, n),
		Effective:      make([]int8, n),
		LiftedBy:       make([]int32, n),
		Wave:           make([]int32, n),
		Frees:          make([]int32, n),
		Rung:           make([]int16, n),
		effectiveBy:    make([]int32, n),
		infrastructure: make([]bool, n),
		own:            make([]uint8, n),
		means:          make([]uint32, n),
		way:            make([]int32, n),
		home:           newHomes(in.Inventory),
	}
	given, rest := copy(p.Conditions, in.Conditions), Unknown
	if in.Conditions == nil {
		rest = Stopped
	}
	for i := given; i < n; i++ {
		p.Conditions[i] = rest
	}
	return p
}

// settle writes what the groups inherited to their members.
func (p *Plan) settle(c claims, ids idOrder) {
	for i, group := range p.groups.of {
		p.LiftedBy[i], p.effectiveBy[i] = -1, -1
		if group < 0 {
			continue
		}
		rank, tier := c.rank(group), c.tier(group)
		p.Ranks[i] = rankOf(rank.key())
		if p.own[i] != rank.key() {
			p.LiftedBy[i] = ids.at[rank.place()]
		}
		p.Effective[i] = int8(tierOf(tier.key()))
		if tierKey(p.own[i]) != tier.key() {
			p.effectiveBy[i] = ids.at[tier.place()]
		}
	}
}

// findImpaired lists the unaffected systems that hard-need something in scope,
// directly or through others that are unaffected.
func (p *Plan) findImpaired() {
	p.Impaired = []int32{}
	if len(p.Order) == len(p.Conditions) {
		return
	}
	dependents := p.unaffectedNeeds().Reversed()
	seen := make([]bool, len(p.Conditions))
	queue := append([]int32(nil), p.Order...)
	for len(queue) > 0 {
		last := len(queue) - 1
		i := queue[last]
		queue = queue[:last]
		for _, d := range dependents.Of(i) {
			if !seen[d] {
				seen[d] = true
				queue = append(queue, d)
			}
		}
	}
	for i, impaired := range seen {
		if impaired {
			p.Impaired = append(p.Impaired, int32(i))
		}
	}
}
