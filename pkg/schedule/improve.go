package schedule

import (
	"math/rand/v2"
	"slices"
)

// Improve looks for a placement with a small cost. It begins with two made
// from the priorities, the smaller first: one without delay, much as Dispatch
// makes it, and one in the order of the list. It returns the best of at most so many
// schedules, at least one, of which a pass backwards counts as one; so what it
// returns is never worse than the first. The same arguments give the same
// placement.
//
// For Makespan it breeds, for the other rules it tries a portfolio and anneals
// the best. It is made for a few thousand jobs.
func Improve(p *Problem, goal Goal, priority []int32, evaluations int, seed uint64) Placement {
	s := newSearch(p, goal, evaluations, seed)
	keys := make([]int64, s.m.size())
	for i, job := range s.m.jobs {
		keys[i] = int64(job)
		if priority != nil {
			keys[i] = int64(priority[job])
		}
	}
	if goal.Rule == Makespan {
		s.breed(keys, EndBound(p))
	} else {
		s.anneal(keys)
	}
	return s.placement()
}

// search is what all ways of improving share: the schedules made so far are
// counted, and the best is kept.
type search struct {
	m       *model
	goal    Goal
	draw    *rand.Rand
	forward *decoder
	left    int // schedules that may still be made

	cost Cost // of the last schedule of forward
	best Cost // nil: there is none

	start, finish []Time // of the best, by job of the model
	crew          []int32
}

func newSearch(p *Problem, goal Goal, evaluations int, seed uint64) *search {
	m := newModel(p)
	return &search{
		m: m, goal: goal, draw: rand.New(rand.NewPCG(seed, 0)),
		forward: newDecoder(m), left: max(1, evaluations), cost: make(Cost, goal.numbers()),
		start: make([]Time, m.size()), finish: make([]Time, m.size()), crew: make([]int32, m.size()),
	}
}

// count judges the schedule that forward has just made.
func (s *search) count() {
	s.left--
	clear(s.cost)
	for i, job := range s.m.jobs {
		s.goal.add(s.cost, job, s.forward.finish[i])
	}
	if s.best == nil || s.cost.Less(s.best) {
		s.best = append(s.best[:0], s.cost...)
		copy(s.start, s.forward.start)
		copy(s.finish, s.forward.finish)
		copy(s.crew, s.forward.crew)
	}
}

// byStart lists the jobs of the best schedule in an order in which each stands
// after what it needs.
func (s *search) byStart() []int32 {
	order := make([]int32, s.m.size())
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return int(s.start[a] - s.start[b]) })
	return order
}

func (s *search) placement() Placement {
	pl := make(Placement, s.m.p.Jobs())
	pl.clear()
	for i, job := range s.m.jobs {
		pl[job].Start, pl[job].Finish, pl[job].Crew = s.start[i], s.finish[i], s.crew[i]
	}
	s.m.explain(pl)
	return pl
}
