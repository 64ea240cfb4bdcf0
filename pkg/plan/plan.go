// Package plan turns an inventory and what an outage did to it into an order
// of recovery: who comes first, in which lane, after what, and why. A plan is
// a value: the same input gives the same bytes. Progress, holds and the clock
// are no inputs; what can be started at this moment is not the plan's business.
//
// Systems are spoken of by their index in the inventory (int32), -1 is none.
//
// The order keeps two laws. Ranks never fall back along it, and no system
// stands before one that it hard-needs, except inside a cycle, which stands
// together. The first follows from inheritance: a system's rank is the
// smallest among its own and those of all that hard-need it, so that a need
// never ranks behind its dependents. The second follows from the dependency
// level, which orders systems of one rank.
//
// Reasons are codes; see the constants of reason.go for what each one says.
package plan

import "github.com/bokgu/bokgu/pkg/inventory"

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

// Rank orders the plan: lane first, then tier, compared as a pair.
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
}

// Plan is the order of recovery of everything in scope.
type Plan struct {
	Inventory  *inventory.Inventory
	Conditions []Condition

	Order     []int32          // systems in scope, first to come back first
	Position  []int32          // by system: 1-based place in Order, 0 when out of scope
	Lanes     []Lane           // by system: its own lane; Intact when out of scope
	Ranks     []Rank           // by system: what it is ordered by; zero when out of scope
	Effective []inventory.Tier // by system: best tier among it and all in scope that hard-need it; UnknownTier when none is known
	LiftedBy  []int32          // by system: whose rank it inherits; -1 when its own
	Wave      []int32          // by system: 1-based label, 0 when out of scope
	Frees     []int32          // by system: how many in scope hard-need it, directly or not; Uncounted in very large plans
	Rung      []int            // by system: index of the rung in its ladder
	Cycles    [][]int32        // groups that hard-need each other, each in plan order
	Blockers  []Blocker        // what to clear, the first to clear first
	Impaired  []int32          // unaffected systems that hard-need something in scope

	effectiveBy    []int32 // by system: whose tier is its effective one; -1 when its own
	infrastructure []bool  // by system: of that class
	home           homes   // where systems stand
	graph          graph   // hard needs in scope
	groups         groups  // what is in scope, cycles joined
}

// Blocker is something in scope that others wait for and that does not come
// back by being switched on.
type Blocker struct {
	System int32
	Frees  int32
	Reason string // code: infrastructure, damaged, unknown
}

// Build makes the plan. It takes O((N+E) log N) for N systems and E needs,
// and up to exactFrees systems also the exact count of who frees how many.
// A cycle is no error: its members stand together, as they start together.
func Build(in Input) *Plan {
	p := newPlan(in)
	ids := idOrder(p.Inventory)
	p.groups = condense(p.graph.needs, p.Conditions)
	groups := p.groups

	own := p.ownKeys()
	claims := inherit(groups, own, ids)
	p.settle(groups, own, claims)

	p.sort(groups, own, claims, ids)
	p.countFrees(groups)
	p.findBlockers(groups)
	p.findImpaired()
	return p
}

// newPlan makes a plan that knows its scope, lanes, rungs and needs.
func newPlan(in Input) *Plan {
	n := len(in.Inventory.Systems)
	p := &Plan{
		Inventory:      in.Inventory,
		Conditions:     make([]Condition, n),
		Position:       make([]int32, n),
		Lanes:          make([]Lane, n),
		Ranks:          make([]Rank, n),
		Effective:      make([]inventory.Tier, n),
		LiftedBy:       make([]int32, n),
		Wave:           make([]int32, n),
		Frees:          make([]int32, n),
		Rung:           make([]int, n),
		effectiveBy:    make([]int32, n),
		infrastructure: make([]bool, n),
		home:           newHomes(in.Inventory),
	}
	for i := range p.Conditions {
		switch {
		case in.Conditions == nil:
			p.Conditions[i] = Stopped
		case i < len(in.Conditions):
			p.Conditions[i] = in.Conditions[i]
		default:
			p.Conditions[i] = Unknown
		}
		p.Lanes[i] = p.Conditions[i].Lane()
		p.LiftedBy[i], p.effectiveBy[i] = -1, -1
		p.infrastructure[i] = in.Inventory.Systems[i].Class == inventory.Infrastructure
		if i < len(in.Rungs) && in.Rungs[i] > 0 && in.Rungs[i] < len(in.Inventory.Ladder(int32(i))) {
			p.Rung[i] = in.Rungs[i]
		}
	}
	p.graph = p.newGraph()
	return p
}

// settle writes what the groups inherited to their members.
func (p *Plan) settle(g groups, own keys, claims []claim) {
	for i, group := range g.of {
		if group < 0 {
			continue
		}
		c := claims[group]
		p.Ranks[i] = rankOf(c.rank.key)
		if own.rank[i] != c.rank.key {
			p.LiftedBy[i] = c.rank.system
		}
		p.Effective[i] = tierOf(c.tier.key)
		if own.tier[i] != c.tier.key {
			p.effectiveBy[i] = c.tier.system
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
	dependents := p.unaffectedNeeds().reversed()
	seen := make([]bool, len(p.Conditions))
	queue := append([]int32(nil), p.Order...)
	for len(queue) > 0 {
		last := len(queue) - 1
		i := queue[last]
		queue = queue[:last]
		for _, d := range dependents.of(i) {
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
