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
func (p *Plan) findBlockers() {
	blocks := func(i int32) bool { return p.blockerReason(i) != "" && len(p.Dependents(i)) > 0 }
	count := 0
	for i := range p.Conditions {
		if p.InScope(int32(i)) && blocks(int32(i)) {
			count++
		}
	}
	p.Blockers = make([]Blocker, 0, count)
	for _, i := range p.Order {
		if blocks(i) {
			p.Blockers = append(p.Blockers, Blocker{System: i, Reason: p.blockerReason(i)})
		}
	}
}

// bundle is how many systems one pass of countFrees carries: two words for
// each group.
const bundle = 128

// countFrees counts for every system in scope who waits for it. Each pass
// carries a bundle of systems as bits from the dependents down to what they
// need. words is room for the bits.
func (p *Plan) countFrees(words []uint64) {
	g := p.groups
	waiting := words[:2*g.count()]
	for from := 0; from < len(g.members); from += bundle {
		carried := g.members[from:min(from+bundle, len(g.members))]
		last := g.of[carried[len(carried)-1]]
		clear(waiting[:2*last+2])
		for bit, i := range carried {
			waiting[2*int(g.of[i])+bit/64] |= 1 << (bit % 64)
		}
		// What is carried lies in this group and those below.
		for group := last; group >= 0; group-- {
			low, high := waiting[2*group], waiting[2*group+1]
			if low|high == 0 {
				continue
			}
			p.Frees[g.in(group)[0]] += int32(bits.OnesCount64(low) + bits.OnesCount64(high))
			for _, below := range g.needs.Of(group) {
				waiting[2*below] |= low
				waiting[2*below+1] |= high
			}
		}
	}
	for group := range g.count() {
		members := g.in(group)
		frees := p.Frees[members[0]] - 1 // a group carries its own members too
		for _, i := range members {
			p.Frees[i] = frees
		}
	}
	for k := range p.Blockers {
		p.Blockers[k].Frees = p.Frees[p.Blockers[k].System]
	}
}

// countFirstBlockers counts for the first 64 blockers only, in one pass from what
// is needed up to the dependents. Digit d of all 64 counts is kept in
// digits[d], so that one addition serves them all. words is room to count in.
func (p *Plan) countFirstBlockers(words []uint64) {
	for i := range p.Frees {
		p.Frees[i] = Uncounted
	}
	for k := range p.Blockers {
		p.Blockers[k].Frees = Uncounted
	}
	g := p.groups
	first := p.Blockers[:min(64, len(p.Blockers))]
	needed := words[:g.count()]
	clear(needed)
	for bit, b := range first {
		needed[g.of[b.System]] |= 1 << bit
	}
	var digits [32]uint64
	for group := range g.count() {
		mask := needed[group]
		for _, below := range g.needs.Of(group) {
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
	for bit := range first {
		count := int32(-1) // its own group is counted too
		for d, digit := range digits {
			count += int32(digit>>bit&1) << d
		}
		first[bit].Frees, p.Frees[first[bit].System] = count, count
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
