package plan

import (
	"slices"
	"strconv"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// Reason is one cause of a position: a code, the system it speaks of, a value.
// The zero System must be set to -1 when a reason speaks of none.
//
// Its sentence is the message Key with Args: the name of the system if there
// is one, then the value if the code has one that is not a word of the key.
type Reason struct {
	Code   string
	System int32
	Value  string
}

// The codes, in the order in which Why gives them, with what System and Value
// are; where nothing is said, System is -1 and Value is empty.
const (
	ReasonUnaffected     = "unaffected"      // not in scope
	ReasonImpaired       = "impaired"        // unaffected, but its need System is not or is itself impaired
	ReasonLane           = "lane"            // own lane: intact, unknown, damaged; one message each
	ReasonInfrastructure = "infrastructure"  // needed, not counted
	ReasonLifeSafety     = "life-safety"     // counts as tier 1
	ReasonTier           = "tier"            // Value: own tier, 1 to 4
	ReasonTierUnknown    = "tier-unknown"    // stands between 2 and 3
	ReasonEffective      = "effective-tier"  // better than its own: System needs it; Value: the tier
	ReasonLifted         = "lifted"          // ordered by the better tier of System, which needs it; Value: the rank, intact/1
	ReasonLiftedLane     = "lifted-lane"     // ordered in the better lane of System, which needs it; Value: the rank, intact/1
	ReasonWaitsFor       = "waits-for"       // one for each direct hard need System, in plan order
	ReasonCycle          = "cycle"           // starts together with System and others; Value: how many in all
	ReasonNeededBy       = "needed-by"       // waited for by System first; Value: by how many, directly or not
	ReasonNeededDirectly = "needed-directly" // the same in a very large plan; Value: by how many directly
	ReasonMustBy         = "must-by"         // Value: earliest deadline, RFC 3339
	ReasonMethod         = "method"          // Value: id of the method
	ReasonElsewhere      = "elsewhere"       // does not wait for the infrastructure of home; Value: site it will run at
	ReasonUpIfIntact     = "up-if-intact"    // earlier once confirmed that nothing is broken
	ReasonUpIfGraded     = "up-if-graded"    // earlier if it turns out to be of tier 1 or 2
	ReasonUpByMethod     = "up-by-method"    // a later rung does not wait for System, infrastructure of home; Value: its method
)

// Key names the message of the reason.
func (r Reason) Key() string {
	if r.Code == ReasonLane {
		return "why.lane." + r.Value
	}
	return "why." + r.Code
}

// Args are the arguments of the message; name is that of System.
func (r Reason) Args(name string) []any {
	var args []any
	if r.System >= 0 {
		args = append(args, name)
	}
	if r.Value != "" && r.Code != ReasonLane {
		args = append(args, r.Value)
	}
	return args
}

// reasons collects what Why finds.
type reasons []Reason

func (r *reasons) add(code string, system int32, value string) {
	*r = append(*r, Reason{Code: code, System: system, Value: value})
}

// Why explains where i stands: its lane and tier, what lifts it, what it waits
// for, what waits for it, how it comes back, and what would move it up.
func (p *Plan) Why(i int32) []Reason {
	r := reasons{}
	if !p.InScope(i) {
		p.whyOutOfScope(&r, i)
		return r
	}
	p.whyRank(&r, i)
	p.whyPlace(&r, i)
	p.whyMethod(&r, i)
	p.whatMovesUp(&r, i)
	return r
}

func (p *Plan) whyOutOfScope(r *reasons, i int32) {
	r.add(ReasonUnaffected, -1, "")
	for _, j := range p.Inventory.Systems[i].Hard {
		if _, impaired := slices.BinarySearch(p.Impaired, j); impaired || p.InScope(j) {
			r.add(ReasonImpaired, j, "")
		}
	}
}

func (p *Plan) whyRank(r *reasons, i int32) {
	sys := &p.Inventory.Systems[i]
	r.add(ReasonLane, -1, p.Lanes[i].String())
	if p.infrastructure[i] {
		r.add(ReasonInfrastructure, -1, "")
	}
	if sys.LifeSafety {
		r.add(ReasonLifeSafety, -1, "")
	}
	switch {
	case sys.Tier != inventory.UnknownTier:
		r.add(ReasonTier, -1, strconv.Itoa(int(sys.Tier)))
	case !p.infrastructure[i]:
		r.add(ReasonTierUnknown, -1, "")
	}
	if by := p.effectiveBy[i]; by >= 0 {
		r.add(ReasonEffective, by, strconv.Itoa(int(p.Effective[i])))
	}
	if by := p.LiftedBy[i]; by >= 0 {
		code := ReasonLifted
		if p.Ranks[i].Lane != p.Lanes[i] {
			code = ReasonLiftedLane
		}
		r.add(code, by, p.Ranks[i].String())
	}
}

func (p *Plan) whyPlace(r *reasons, i int32) {
	needs := slices.Clone(p.Needs(i))
	slices.SortFunc(needs, p.Compare)
	for _, j := range needs {
		r.add(ReasonWaitsFor, j, "")
	}
	if group := p.cycleOf(i); len(group) > 1 {
		other := group[0]
		if other == i {
			other = group[1]
		}
		r.add(ReasonCycle, other, strconv.Itoa(len(group)))
	}
	if dependents := p.Dependents(i); len(dependents) > 0 {
		first := slices.MinFunc(dependents, p.Compare)
		code, count := ReasonNeededBy, int(p.Frees[i])
		if p.Frees[i] == Uncounted {
			code, count = ReasonNeededDirectly, len(dependents)
		}
		r.add(code, first, strconv.Itoa(count))
	}
	if must := p.Inventory.Systems[i].MustBy; len(must) > 0 {
		first := slices.MinFunc(must, func(a, b inventory.Deadline) int { return a.At.Compare(b.At) })
		r.add(ReasonMustBy, -1, first.At.Format(time.RFC3339))
	}
}

func (p *Plan) whyMethod(r *reasons, i int32) {
	rung := p.rung(i)
	r.add(ReasonMethod, -1, rung.Method)
	if p.home.away(&p.Inventory.Systems[i], rung) {
		r.add(ReasonElsewhere, -1, rung.On)
	}
}

// whatMovesUp names facts that people can find out or choose and that would
// put the system earlier or let it wait for less.
func (p *Plan) whatMovesUp(r *reasons, i int32) {
	if p.Lanes[i] == Uncertain && p.Ranks[i].Lane == Uncertain {
		r.add(ReasonUpIfIntact, -1, "")
	}
	sys := &p.Inventory.Systems[i]
	ungraded := sys.Tier == inventory.UnknownTier && !sys.LifeSafety && !p.infrastructure[i]
	if ungraded && p.LiftedBy[i] < 0 {
		r.add(ReasonUpIfGraded, -1, "")
	}
	blocking := slices.IndexFunc(p.Needs(i), func(j int32) bool {
		return p.home.gives(p.Inventory, sys, j)
	})
	if blocking < 0 || p.home.away(sys, p.rung(i)) {
		return
	}
	later := p.Inventory.Ladder(i)[p.Rung[i]+1:]
	for k := range later {
		if p.home.away(sys, &later[k]) {
			r.add(ReasonUpByMethod, p.Needs(i)[blocking], later[k].Method)
			return
		}
	}
}

// cycleOf finds the cycle that i belongs to, nil when it is in none. A system
// in a cycle needs a member and is needed by one.
func (p *Plan) cycleOf(i int32) []int32 {
	at, _ := slices.BinarySearchFunc(p.Cycles, p.Position[i], func(group []int32, position int32) int {
		return int(p.Position[group[len(group)-1]] - position)
	})
	if at < len(p.Cycles) && p.Position[p.Cycles[at][0]] <= p.Position[i] {
		return p.Cycles[at]
	}
	return nil
}
