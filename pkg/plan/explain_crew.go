package plan

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/schedule"
)

// PassedCrew is a crew that could have begun a system when that was ready, and
// was passed over: its shift ends before the work does, so that the crew which
// got it begins later and is done sooner. Times are those of the schedule.
type PassedCrew struct {
	Crew   int32         // which of the inventory's crews
	At     schedule.Time // when the system was ready
	Finish schedule.Time // when the crew would have been done
}

// PassedOver finds of the crews that were passed over for i the one that would
// have been done first; false when there is none. It is found afterwards,
// from where everything was placed.
func (s *Schedule) PassedOver(i int32) (PassedCrew, bool) {
	best := PassedCrew{Crew: -1}
	if s.Finish(i) == Never || s.Crew(i) < 0 {
		return best, false
	}
	ready := s.ready(i)
	if s.Start(i) <= ready {
		return best, false
	}
	pr := s.Plan.newProject(&s.Situation)
	job := pr.job[i]
	if pr.going[i] != nil || !s.hasPlace(pr, job, ready) {
		return best, false
	}
	kind, free := &pr.problem.Kinds[pr.problem.Kind[job]], s.freePeople(pr, ready)
	for _, c := range kind.Crews {
		crew := &pr.problem.Crews[c]
		if c == s.Crew(i) || free[c] < int64(kind.People) || crew.Hours.Begin(ready) != ready {
			continue
		}
		finish := crew.Hours.Finish(ready, pr.problem.Work[job])
		if finish > s.Finish(i) && (best.Crew < 0 || finish < best.Finish) {
			best = PassedCrew{Crew: c, At: ready, Finish: finish}
		}
	}
	return best, best.Crew >= 0
}

// ready is when all that a system waited for was back. A cycle waits for what
// any of its members does, and who needs one of a cycle waits for all of it.
func (s *Schedule) ready(i int32) schedule.Time {
	var ready schedule.Time
	group := s.Plan.groupOf(i)
	for _, member := range group {
		for _, need := range s.Plan.Needs(member) {
			if slices.Contains(group, need) {
				continue
			}
			for _, j := range s.Plan.groupOf(need) {
				ready = max(ready, s.Finish(j)) // Never, of what was back before, is less
			}
		}
	}
	return ready
}

// groupOf is the cycle that i belongs to, or i alone.
func (p *Plan) groupOf(i int32) []int32 {
	if cycle := p.cycleOf(i); cycle != nil {
		return cycle
	}
	return []int32{i}
}

// freePeople is how many people each crew had to spare at a time.
func (s *Schedule) freePeople(pr *project, at schedule.Time) []int64 {
	free := make([]int64, len(pr.problem.Crews))
	for c := range free {
		free[c] = int64(pr.problem.Crews[c].People)
	}
	for job := range s.placed {
		if pl := &s.placed[job]; pl.Crew >= 0 && pl.Start <= at && at < pl.Finish {
			free[pl.Crew] -= int64(pr.problem.Kinds[pr.problem.Kind[job]].People)
		}
	}
	return free
}

// hasPlace says that a job found what it uses beside people, the place in its
// room, at a time.
func (s *Schedule) hasPlace(pr *project, job int32, at schedule.Time) bool {
	for _, use := range pr.problem.Kinds[pr.problem.Kind[job]].Uses {
		r := &pr.problem.Resources[use.Resource]
		left := int64(r.Capacity) - int64(use.Amount)
		for other := range s.placed {
			pl := &s.placed[other]
			if int32(other) == job || pl.Finish == Never || pl.Start > at || at >= pl.Finish+r.Pause {
				continue
			}
			for _, taken := range pr.problem.Kinds[pr.problem.Kind[other]].Uses {
				if taken.Resource == use.Resource {
					left -= int64(taken.Amount)
				}
			}
		}
		if left < 0 {
			return false
		}
	}
	return true
}
