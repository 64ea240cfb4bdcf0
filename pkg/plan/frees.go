package plan

import "math/bits"

// exactFrees is the size up to which Frees is counted for every system. The
// cost grows with its square: about 2 ms at 10,000, far too long at a million.
const exactFrees = 20_000

// Uncounted stands in Frees for a number that was not counted: in plans of
// more than exactFrees systems all but the first 64 blockers.
// (*Plan).CountFrees counts a single one.
const Uncounted int32 = -1

// blockerReason is the code of why a system does not come back by being
// switched on; "" when it does.
func (p *Plan) blockerReason(i int32) string {
	switch {
	case p.infrastructure[i]:
		return "infrastructure"
	case p.Conditions[i] == Damaged:
		return "damaged"
	case p.Conditions[i] == Unknown:
		return "unknown"
	default:
		return ""
	}
}

// findBlockers lists what others wait for in plan order, in which needs come
// before what they block: the first to clear stands at the head.
func (p *Plan) findBlockers(g groups) {
	p.Blockers = []Blocker{}
	for _, i := range p.Order {
		if len(p.Dependents(i)) == 0 {
			continue
		}
		if reason := p.blockerReason(i); reason != "" {
			p.Blockers = append(p.Blockers, Blocker{System: i, Reason: reason})
		}
	}
	if len(p.Order) > exactFrees {
		p.countFirstBlockers(g)
	}
	for k := range p.Blockers {
		p.Blockers[k].Frees = p.Frees[p.Blockers[k].System]
	}
}

// countFrees counts for every system in scope who waits for it. Each pass
// carries 64 systems as bits from the dependents down to what they need.
func (p *Plan) countFrees(g groups) {
	if len(p.Order) > exactFrees {
		for i := range p.Frees {
			p.Frees[i] = Uncounted
		}
		return
	}
	waiting := make([]uint64, g.count())
	counted := make([]int32, g.count())
	for from := 0; from < len(g.members); from += 64 {
		clear(waiting)
		carried := g.members[from:min(from+64, len(g.members))]
		for bit, i := range carried {
			waiting[g.of[i]] |= 1 << bit
		}
		// What is carried lies in this group and those below.
		for group := g.of[carried[len(carried)-1]]; group >= 0; group-- {
			mask := waiting[group]
			if mask == 0 {
				continue
			}
			counted[group] += int32(bits.OnesCount64(mask))
			for _, below := range g.needs.of(group) {
				waiting[below] |= mask
			}
		}
	}
	for _, i := range g.members {
		p.Frees[i] = counted[g.of[i]] - 1 // a group carries its own members too
	}
}

// countFirstBlockers counts for the first 64 blockers, in one pass from what
// is needed up to the dependents. Digit d of all 64 counts is kept in
// digits[d], so that one addition serves them all.
func (p *Plan) countFirstBlockers(g groups) {
	first := p.Blockers[:min(64, len(p.Blockers))]
	needed := make([]uint64, g.count())
	for bit, b := range first {
		needed[g.of[b.System]] |= 1 << bit
	}
	var digits [32]uint64
	for group := range g.count() {
		mask := needed[group]
		for _, below := range g.needs.of(group) {
			mask |= needed[below]
		}
		needed[group] = mask
		for range g.in(group) {
			carry := mask
			for d := 0; carry != 0; d++ {
				digits[d], carry = digits[d]^carry, digits[d]&carry
			}
		}
	}
	for bit, b := range first {
		count := int32(-1) // its own group is counted too
		for d, digit := range digits {
			count += int32(digit>>bit&1) << d
		}
		p.Frees[b.System] = count
	}
}

// CountFrees says how many systems in scope hard-need i, directly or not. It
// reads Frees where that was counted, else it follows the dependents.
func (p *Plan) CountFrees(i int32) int {
	if p.Frees[i] != Uncounted || p.Position[i] == 0 {
		return int(max(0, p.Frees[i]))
	}
	seen := make([]bool, len(p.Conditions))
	seen[i] = true
	queue := []int32{i}
	for at := 0; at < len(queue); at++ {
		for _, d := range p.Dependents(queue[at]) {
			if !seen[d] {
				seen[d] = true
				queue = append(queue, d)
			}
		}
	}
	return len(queue) - 1
}
