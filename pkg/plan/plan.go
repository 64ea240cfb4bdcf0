// Package plan turns an inventory and what an outage did to it into an order
// of recovery: who comes first, in which lane, after what, and why. A plan is
// a value: the same input gives the same bytes. Progress, holds and the clock
// are no inputs; what can be started at this moment is not the plan's business.
//
// Systems are spoken of by their index in the inventory (int32), -1 is none.
package plan

import "github.com/bokgu/bokgu/pkg/inventory"

// Condition is what the outage did to a system.
type Condition uint8

const (
	Unaffected Condition = iota // not in scope
	Stopped                     // intact, off or unreachable
	Damaged
	Unknown
)

// Lane is a system's own kind of work, from its condition; smaller is earlier.
type Lane uint8

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
	Conditions []Condition          // by system; nil: everything is stopped
	Rungs      []int                // chosen rung by system; nil: the first of each ladder
}

// Plan is the order of recovery of everything in scope.
type Plan struct {
	Inventory  *inventory.Inventory
	Conditions []Condition

	Order     []int32          // systems in scope, first to come back first
	Position  []int32          // by system: 1-based place in Order, 0 when out of scope
	Lanes     []Lane           // by system: its own lane
	Ranks     []Rank           // by system: what it is ordered by
	Effective []inventory.Tier // by system: best tier among it and all in scope that hard-need it; UnknownTier when none is known
	LiftedBy  []int32          // by system: whose rank it inherits; -1 when its own
	Wave      []int32          // by system: 1-based label, 0 when out of scope
	Frees     []int32          // by system: how many in scope hard-need it, directly or not
	Rung      []int            // by system: index of the rung in its ladder
	Cycles    [][]int32        // groups that hard-need each other, each in plan order
	Blockers  []Blocker        // what to clear, the first to clear first
	Impaired  []int32          // unaffected systems that hard-need something in scope
}

// Blocker is something in scope that others wait for and that does not come
// back by being switched on.
type Blocker struct {
	System int32
	Frees  int32
	Reason string // code: infrastructure, damaged, unknown
}

// Reason is one cause of a position: a code, the system it speaks of, a value.
// The zero System must be set to -1 when a reason speaks of none.
type Reason struct {
	Code   string
	System int32
	Value  string
}
