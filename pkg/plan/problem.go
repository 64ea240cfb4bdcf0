package plan

import (
	"slices"
	"sync"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// project is a plan as a problem of package schedule: a job for each system
// that is left to bring back. The members of a cycle go on side by side once
// all that any of them needs is back, and what needs one of them waits for all
// of them: a job of no work stands before them and one behind.
type project struct {
	*Plan
	situation *Situation
	kinds     kindTable

	problem schedule.Problem
	job     []int32 // by system: its job; -1 when nothing is left to place
	entry   []int32 // by system: the job that waits for what it needs: its own, or the one before its cycle; -1 when nothing is left
	system  []int32 // by job: its system; negative for those before and behind a cycle: the one before holds the complement of the one behind
	held    map[int32]string
	going   map[int32]*Going
	heard   map[int32]*Heard
}

// newProject makes the problem for what a situation leaves.
func (p *Plan) newProject(s *Situation) *project {
	n := len(p.Conditions)
	pr := &project{Plan: p, situation: s, job: make([]int32, n)}
	pr.kinds = newKindTable(p, s.From)
	pr.situations()
	pr.number()
	var aside sync.WaitGroup
	aside.Go(func() { pr.problem.Dependents = pr.dependents() })
	for job, i := range pr.system {
		if i >= 0 {
			pr.demand(int32(job), i)
		}
	}
	aside.Wait()
	pr.problem.Kinds, pr.problem.Crews, pr.problem.Resources = pr.kinds.kinds, pr.kinds.crews, pr.kinds.resources
	return pr
}

// patience is how long work waits for more urgent work of the same crew that
// is about to be ready, as a share of its own length; patientUpTo is for how
// many jobs that is looked after.
const (
	patience    = 0.1
	patientUpTo = 20_000
)

// dispatcher dispatches a problem of this project.
func (pr *project) dispatcher(p *schedule.Problem, priority []int32) *schedule.Dispatcher {
	d := schedule.NewDispatcher(p, priority)
	if p.Jobs() <= patientUpTo {
		d.Patience = patience
	}
	return d
}

// searchable is the problem with the needs of all jobs too.
func (pr *project) searchable() *schedule.Problem {
	if pr.problem.Needs.Len() == 0 {
		pr.problem.Needs = pr.problem.Dependents.Reversed()
	}
	return &pr.problem
}

// situations finds by system what the lists of the situation say. The maps are
// empty at the start of an outage.
func (pr *project) situations() {
	s := pr.situation
	pr.held, pr.going, pr.heard = map[int32]string{}, map[int32]*Going{}, map[int32]*Heard{}
	for k := range s.Held {
		if _, known := pr.held[s.Held[k].System]; !known {
			pr.held[s.Held[k].System] = s.Held[k].By
		}
	}
	for k := range s.Going {
		pr.going[s.Going[k].System] = &s.Going[k]
	}
	for k := range s.Heard {
		if h := &s.Heard[k]; h.Ahead(s.From) {
			pr.heard[h.System] = h
		}
	}
}

// left says that a system is in scope and not done.
func (p *Plan) left(s *Situation, i int32) bool {
	return p.InScope(i) && !s.IsDone(i)
}

// number gives out the jobs in the order of the plan: needs have smaller
// numbers, and what begins one after the other lies side by side in memory.
func (pr *project) number() {
	pr.system = make([]int32, 0, len(pr.Order)+2*len(pr.Cycles))
	for i := range pr.job {
		pr.job[i] = -1
	}
	if pr.entry = pr.job; len(pr.Cycles) > 0 {
		pr.entry = slices.Clone(pr.job)
	}
	give := func(i int32) {
		if !pr.situation.IsDone(i) {
			pr.job[i] = int32(len(pr.system))
			pr.system = append(pr.system, i)
		}
	}
	pr.eachGroup(func(alone []int32) {
		for _, i := range alone {
			give(i)
			pr.entry[i] = pr.job[i]
		}
	}, func(cycle []int32) {
		if !slices.ContainsFunc(cycle, func(i int32) bool { return !pr.situation.IsDone(i) }) {
			return // all of it is back: nobody waits for it
		}
		before := int32(len(pr.system))
		pr.system = append(pr.system, -1)
		for _, i := range cycle {
			give(i)
		}
		for _, i := range cycle {
			pr.entry[i] = before
		}
		pr.system[before] = ^int32(len(pr.system))
		pr.system = append(pr.system, -1)
	})
	n := len(pr.system)
	pr.problem.Work, pr.problem.Kind = make([]schedule.Time, n), make([]int32, n)
}

// eachGroup goes through the order of the plan, a cycle at once, and at once what
// stands alone between two of them.
func (pr *project) eachGroup(alone, cycle func(systems []int32)) {
	from := 0
	for k := 0; from < len(pr.Order); k++ {
		to := len(pr.Order)
		if k < len(pr.Cycles) {
			to = int(pr.Position[pr.Cycles[k][0]]) - 1
		}
		alone(pr.Order[from:to])
		if from = to; k < len(pr.Cycles) {
			cycle(pr.Cycles[k])
			from += len(pr.Cycles[k])
		}
	}
}

// demand sets what a system's job takes: how long, whom and what.
func (pr *project) demand(job, i int32) {
	pr.problem.Work[job] = schedule.Unknown
	if len(pr.held) > 0 && pr.held[i] != "" {
		return
	}
	if h := pr.heard[i]; h != nil {
		pr.release(job, between(h, pr.situation.From))
		pr.problem.Work[job] = 0
		return
	}
	if pr.means[i] == noMean {
		return
	}
	if going := pr.going[i]; going != nil {
		pr.begun(job)
		pr.problem.Work[job] = remaining(pr.ways.methods.estimate(pr.rung(i)), pr.situation.From.Sub(going.Since))
		pr.problem.Kind[job] = pr.kinds.ofCrew(pr.way[i], going.Crew)
		return
	}
	pr.problem.Work[job] = schedule.Time(pr.means[i])
	pr.problem.Kind[job] = pr.kinds.ofWay(pr.way[i])
}

// begun says that a job goes on already.
func (pr *project) begun(job int32) {
	if pr.problem.Begun == nil {
		pr.problem.Begun = make([]bool, len(pr.system))
	}
	pr.problem.Begun[job] = true
}

// release keeps a job from beginning before a time.
func (pr *project) release(job int32, at schedule.Time) {
	if pr.problem.Release == nil {
		pr.problem.Release = make([]schedule.Time, len(pr.system))
	}
	pr.problem.Release[job] = at
}

// between is the middle of what somebody said, from now on.
func between(h *Heard, from time.Time) schedule.Time {
	middle := h.Between.Add(h.And.Sub(h.Between) / 2)
	return max(0, wholeSeconds(middle.Sub(from)))
}

// remaining is how much longer something takes that has been going on for a
// while: what the mean leaves, and after that half of what the longest leaves.
func remaining(e inventory.Estimate, gone time.Duration) schedule.Time {
	if left := e.Mean() - gone; left > 0 {
		return wholeSeconds(left)
	}
	return wholeSeconds(max(0, e.Max-gone) / 2)
}

// wholeSeconds rounds up to whole seconds.
func wholeSeconds(d time.Duration) schedule.Time {
	whole := d / time.Second
	if d%time.Second > 0 {
		whole++
	}
	return schedule.Time(whole)
}

// hasSkill says whether a crew has a skill.
func hasSkill(c *inventory.Crew, skill string) bool { return slices.Contains(c.Skills, skill) }
