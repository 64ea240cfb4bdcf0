package plan

import (
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// lottery is a project that is run many times, each time with other lengths
// of work, other failures, other words come true.
type lottery struct {
	*project
	seed    uint64
	scales  scales
	normals *normals

	shortest []schedule.Time // by job: how long its first attempt takes at least; schedule.Unknown: nobody knows
	luck     []luck          // what each run draws, in the order of the jobs
	works    []float64       // by job: the chance that its first attempt works
	attempts [][]trial       // by job: the chosen rung, then those after it; nil: it cannot fail
	missing  map[int32]bool  // systems that block and have no time
	cleared  bool            // of those: true: they are back at once, false: they never are
}

// luck is what is not known for certain of a job.
type luck struct {
	length         // how long it takes; of said when it is back
	gone   float64 // seconds that it has gone on already
	job    int32
	said   bool // somebody said when it will be back
}

// trial is one rung of a ladder as it may be tried in a run.
type trial struct {
	kind    int32
	length  length
	success float64
	needs   []int32 // jobs; of the first trial none: they are the job's needs
}

// tries bounds how often one system is tried in a run. The last rung of a
// ladder is tried again until it works: people do not give up either.
const tries = 20

// newLottery prepares the runs. With cleared, what is missing and what is held
// is there at once, so that lengths of time count from then.
func (p *Plan) newLottery(s *Situation, seed uint64, missing []int32, cleared bool) *lottery {
	situation := *s
	if cleared {
		situation.Held = nil
	}
	l := &lottery{seed: seed, normals: newNormals(), missing: map[int32]bool{}, cleared: cleared}
	for _, i := range missing {
		l.missing[i] = true
	}
	l.project = p.newProject(&situation)
	n := len(l.system)
	l.shortest, l.works, l.attempts = make([]schedule.Time, n), make([]float64, n), make([][]trial, n)
	l.luck = make([]luck, 0, n)
	l.scales.even = even()
	for job, i := range l.system {
		l.works[job] = 1
		if i >= 0 {
			l.prepare(int32(job), i)
		}
	}
	l.problem.Kinds = l.kinds.kinds
	return l
}

// prepare finds out what is uncertain about a system's job.
func (l *lottery) prepare(job, i int32) {
	l.shortest[job] = l.problem.Work[job]
	switch {
	case l.missing[i]:
		l.shortest[job] = schedule.Unknown
		if l.cleared {
			l.shortest[job] = 0
			l.problem.Kind[job] = freeKind
		}
		return
	case l.heard[i] != nil:
		h := l.heard[i]
		from := max(0, h.Between.Sub(l.situation.From).Seconds())
		back := length{low: from, span: h.And.Sub(l.situation.From).Seconds() - from, on: l.scales.even}
		l.luck = append(l.luck, luck{job: job, length: back, said: true})
		l.release(job, 0)
		return
	case l.problem.Work[job] == schedule.Unknown:
		return
	}
	first := luck{job: job, length: l.scales.estimate(l.ways.methods.estimate(l.rung(i)))}
	if going := l.going[i]; going != nil {
		first.gone = l.situation.From.Sub(going.Since).Seconds()
	}
	l.shortest[job] = schedule.Time(first.low)
	l.luck = append(l.luck, first)
	l.ladder(job, i, first.length)
}

// ladder finds what comes after the chosen rung should that fail.
func (l *lottery) ladder(job, i int32, first length) {
	ladder := l.Inventory.Ladder(i)[l.Rung[i]:]
	if l.works[job] = l.success(&ladder[0]); l.works[job] >= 1 {
		return
	}
	for k := range ladder {
		rung := &ladder[k]
		t := trial{success: l.success(rung)}
		if k == 0 {
			t.kind, t.length = l.problem.Kind[job], first
		} else {
			estimate := l.ways.methods.estimate(rung)
			t.kind = l.kinds.of(i, rung)
			if estimate == (inventory.Estimate{}) || l.kinds.why[t.kind].Reason != "" {
				continue // nobody knows what that way would bring: the one before is gone again
			}
			var possible bool
			if t.needs, possible = l.needsBy(rung, i); !possible {
				continue // the same: it waits for itself, or for a hold
			}
			t.length = l.scales.estimate(estimate)
		}
		l.attempts[job] = append(l.attempts[job], t)
	}
}

// success is the chance that a rung's method works; what nobody has said is 1.
func (l *lottery) success(rung *inventory.Rung) float64 {
	if m := l.ways.methods.of(rung.Method); m >= 0 && l.Inventory.Methods[m].Success > 0 {
		return l.Inventory.Methods[m].Success
	}
	return 1
}

// needsBy are the jobs that a later rung waits for, but for infrastructure that
// nobody has given a time for: a system that failed once is not given up for
// that. It is not possible to go that way when one of them may not be started,
// nobody knows how long it takes, or it waits for the system itself.
func (l *lottery) needsBy(rung *inventory.Rung, i int32) (needs []int32, possible bool) {
	possible = true
	l.eachNeed(i, rung, func(j int32) {
		job := l.job[j]
		if job < 0 || l.groups.of[j] == l.groups.of[i] || l.missing[j] && !l.cleared {
			return
		}
		needs = append(needs, job)
		never := l.problem.Work[job] == schedule.Unknown && !l.missing[j]
		possible = possible && !never && !l.waitsFor(job, l.job[i])
	})
	return needs, possible
}

// waitsFor says that a job needs another one, directly or not. Needs have
// smaller numbers.
func (l *lottery) waitsFor(job, other int32) bool {
	if job <= other {
		return job == other
	}
	needs := l.searchable().Needs
	seen, queue := map[int32]bool{job: true}, []int32{job}
	for at := 0; at < len(queue); at++ {
		for _, need := range needs.Of(queue[at]) {
			switch {
			case need == other:
				return true
			case need > other && !seen[need]:
				seen[need] = true
				queue = append(queue, need)
			}
		}
	}
	return false
}

// play makes all runs and hands each to see, which is called for every run
// once, on several goroutines at a time and in no order.
func (l *lottery) play(runs int, see func(run int, placed schedule.Placement)) {
	workers := min(runtime.GOMAXPROCS(0), runs)
	priority := l.priority()
	var wait sync.WaitGroup
	var taken atomic.Int64 // runs; whoever is done takes the next, since processors are not equally free
	for range workers {
		wait.Go(func() {
			one := l.newCourse(priority)
			for run := int(taken.Add(1)) - 1; run < runs; run = int(taken.Add(1)) - 1 {
				see(run, one.play(run))
			}
		})
	}
	wait.Wait()
}

// course is one course of events at a time.
type course struct {
	*lottery
	problem  schedule.Problem
	dispatch *schedule.Dispatcher
	work     []schedule.Time
	again    schedule.Attempt
	tried    []uint8 // by job: attempts that have failed
	draw     rand.PCG
	common   float64
}

// newCourse prepares a worker of its own memory.
func (l *lottery) newCourse(priority []int32) *course {
	r := &course{lottery: l, problem: l.project.problem,
		work: make([]schedule.Time, len(l.system)), tried: make([]uint8, len(l.system))}
	r.problem.Release = append([]schedule.Time(nil), r.problem.Release...)
	if len(r.problem.Release) == 0 {
		r.problem.Release = nil
	}
	r.dispatch = l.dispatcher(&r.problem, priority)
	r.dispatch.Retry, r.dispatch.NoCauses = r.retry, true
	return r
}

// play draws the lengths of a run and dispatches it. Each run draws from a
// source of its own, so that it does not matter who makes it.
func (r *course) play(number int) schedule.Placement {
	r.draw.Seed(r.seed, uint64(number)*0x9e3779b97f4a7c15) // apart, so that runs are not alike
	r.common = float64(r.normals[r.draw.Uint64()>>(64-normalBits)])
	clear(r.tried)
	copy(r.work, r.shortest)
	for k := range r.luck {
		l := &r.luck[k]
		drawn := l.drawn(r.deviate())
		switch {
		case l.said:
			r.problem.Release[l.job] = drawn
		case l.gone > 0:
			r.work[l.job] = r.rest(l, drawn)
		default:
			r.work[l.job] = drawn
		}
	}
	return r.dispatch.Run(r.work)
}

// deviate draws the deviation of one length.
func (r *course) deviate() float64 { return r.normals.deviate(&r.draw, r.common) }

// rest is what is left of a length of which a part has gone by. A length that
// is over already was drawn wrong: then any part of what the longest leaves.
func (r *course) rest(l *luck, drawn schedule.Time) schedule.Time {
	if gone := schedule.Time(l.gone); drawn > gone {
		return drawn - gone
	}
	left := max(0, l.low+l.span-l.gone)
	return schedule.Time(left * r.scales.even.at(r.deviate()))
}

// retry says whether an attempt has failed, and what is tried then.
func (r *course) retry(job int32) *schedule.Attempt {
	works := r.works[job]
	if works >= 1 || r.tried[job] >= tries {
		return nil
	}
	attempts := r.attempts[job]
	if r.tried[job] > 0 {
		works = attempts[min(int(r.tried[job]), len(attempts)-1)].success
	}
	if chance := float64(r.draw.Uint64()>>11) / (1 << 53); chance < works {
		return nil
	}
	r.tried[job]++
	next := &attempts[min(int(r.tried[job]), len(attempts)-1)]
	r.again = schedule.Attempt{Kind: next.kind, Work: next.length.drawn(r.deviate()), Needs: next.needs}
	return &r.again
}
