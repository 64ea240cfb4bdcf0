package plan

import (
	"slices"
	"time"
)

// Ahead says whether the time that was given still lies ahead. Where now is
// the zero time no date is known, and every word counts.
func (h *Heard) Ahead(now time.Time) bool { return h.And.After(now) }

// IsDone says whether nothing of a system is left to place.
func (s *Situation) IsDone(i int32) bool { return int(i) < len(s.Done) && s.Done[i] }

// Unheard lists, in plan order, what blocks and has no time: infrastructure
// that is not done, that a service which is not done waits for, directly or
// not, and of which nobody has said a time that still lies ahead. A word on
// one node says nothing of what that node needs in its turn: whoever gave it
// may not have known. While the list is not empty there is no honest date.
func (p *Plan) Unheard(s Situation) []int32 {
	heard := map[int32]bool{}
	for k := range s.Heard {
		if h := &s.Heard[k]; h.Ahead(s.From) {
			heard[h.System] = true
		}
	}
	services := slices.DeleteFunc(slices.Clone(p.Order), func(i int32) bool { return p.infrastructure[i] })
	out := []int32{}
	for i, awaited := range p.awaited(&s, services) {
		if awaited && p.infrastructure[i] && !heard[int32(i)] {
			out = append(out, int32(i))
		}
	}
	slices.SortFunc(out, p.Compare)
	return out
}

// awaited says of each system whether it is one of these or something that
// they wait for, directly or not, and is not done. What is done waits for
// nothing.
func (p *Plan) awaited(s *Situation, by []int32) []bool {
	seen := make([]bool, len(p.Conditions))
	var queue []int32
	reach := func(i int32) {
		if !seen[i] && !s.IsDone(i) {
			seen[i] = true
			queue = append(queue, i)
		}
	}
	for _, i := range by {
		reach(i)
	}
	for len(queue) > 0 {
		last := len(queue) - 1
		i := queue[last]
		queue = queue[:last]
		for _, need := range p.Needs(i) {
			reach(need)
		}
	}
	return seen
}

// Overdue lists, in plan order, what people said of systems that should have
// been back by now and are not. It counts for nothing any more, but whoever
// said it can be asked again.
func (p *Plan) Overdue(s Situation) []Heard {
	out := []Heard{}
	for _, h := range s.Heard {
		if p.InScope(h.System) && !s.IsDone(h.System) && !h.Ahead(s.From) {
			out = append(out, h)
		}
	}
	slices.SortStableFunc(out, func(a, b Heard) int { return p.Compare(a.System, b.System) })
	return out
}
