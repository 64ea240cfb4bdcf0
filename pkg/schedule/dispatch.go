package schedule

import (
	"math"
	"slices"
)

// Dispatch places every job in one pass through time: whenever people or
// places are free, the job with the smallest priority that is ready and fits
// begins (a parallel schedule generation scheme, driven by events). Priorities
// are not negative; nil is the order of the numbers. A job that needs several
// people is not starved: see claim. Of equal priorities the smaller job begins.
// It takes O((N+E) log N) for N jobs and E needs when there are few kinds.
func Dispatch(p *Problem, priority []int32) Placement {
	return NewDispatcher(p, priority).Run(p.Work)
}

// Dispatcher dispatches one problem again and again in the same memory.
type Dispatcher struct {
	// Retry, if set, is asked when a job is finished and may say that it has
	// failed and goes on in another way, nil that it has not; what waits for it
	// goes on waiting. What it gives is read before it is asked again.
	Retry func(job int32) *Attempt

	// Patience is the share of its own work that a job waits for one of
	// smaller priority that is about to want its people; 0 is not at all.
	// Without it a long job begins just before a more urgent one is ready.
	Patience float64

	// NoCauses leaves the causes of the placement out: who only asks when jobs
	// are done need not wait for them.
	NoCauses bool

	p        *Problem
	priority []int32 // nil: the order of the numbers
	now      Time
	instant  int32 // how many times something has happened before now

	jobs    []jobState
	unmet   []uint8   // by job: needs that are not finished; see await
	waiters [][]int32 // by job: those whose later attempt waits for it
	waiting bool      // one does
	agenda  agenda
	sets    kindSets

	kinds     []kindState
	teams     []*teamState
	crews     []crewState
	resources []resourceState
	promises  int // jobs that resting crews are promised to

	ahead // of a dispatcher with patience

	out Placement
}

// jobState is what is asked of a job during a run, side by side in memory.
type jobState struct {
	work    Time
	kind    int32
	place   int32 // in the line of the kind that the problem says
	pending int32 // needs that are not finished and not in unmet; of a job that is ready see readied; finished when it is
	last    int32 // the last of its needs to finish, once it is ready; see nobody, outside
}

// readied is in pending when a job became ready at an instant, counted from the
// start of the run.
func readied(instant int32) int32 { return -2 - instant }

const (
	finished = -1 // in pending
	nobody   = -1 // in last: it needed nothing
	outside  = -2 // in last: it waited for its release
)

// Attempt is another way to do a job: of another kind, for another time, and
// after these jobs too.
type Attempt struct {
	Kind  int32
	Work  Time
	Needs []int32
}

// kindState is a kind during a run.
type kindState struct {
	bitOf
	line
	team       *teamState
	uses       []used // each resource once
	impossible bool   // no crew is able, or it uses more than there is
}

// nothing says that a kind takes nobody and nothing.
func (k *kindState) nothing() bool { return len(k.team.crews) == 0 && len(k.uses) == 0 }

// teamState is the kinds that take as many people of the same crews.
type teamState struct {
	kinds  kindMask
	crews  []*crewState // those that are able, the preferred first; none: it takes nobody
	people int32
	mixed  bool // one of the crews is: then a job may claim people where there are too few

	coming  []int32 // jobs that are coming, see ahead
	soonest Time    // none of them is ready before
}

// used is an amount of a resource.
type used struct {
	of     *resourceState
	amount int32
}

// crewState is a crew during a run.
type crewState struct {
	number  int32 // among the crews of the problem
	free    int32
	begin   Time // when it can begin something; of a time gone by: at once
	stretch Time // until when it works on then without a break; all this is true until then
	resumes Time // when it goes on after that break
	later   Time // and until when
	hours   *Hours

	claimed int32 // the job that its people are kept for; -1 none
	last    int32 // the last job to leave it
	leftAt  Time
	begins  Time // when the job that it is claimed for can begin
	wakes   Time // when it begins its next hours, if somebody has asked to be told
	woke    Time

	teams []*teamState // what it can do
	kinds kindMask     // the same
	mixed bool         // teams take different numbers of people: see claim

	promised []promised   // jobs that its people are kept for until it is at work
	peers    []*crewState // other crews for some of its kinds
	running  []running    // what it works on; only where it is mixed
}

// promised is a job that waits for a crew to come, and when it will be done.
type promised struct {
	job         int32
	work, until Time
}

// running is a job that a crew works on.
type running struct {
	job, people int32
	until       Time
}

// resourceState is a resource during a run.
type resourceState struct {
	number  int32 // among the resources of the problem
	free    int32
	pause   Time      // how long an amount stays in use after its job has finished
	kinds   kindMask  // those that use it
	pausing []pausing // what jobs that are finished still use, in the order in which it comes free
	over    int       // as many of these pauses are over
	until   Time      // when the next one is; noPause
	wanted  bool      // a kind waits for more of it
	due     Time      // when it will be looked at again for that; Never when nothing pauses

	last   int32 // the last job to leave it
	leftAt Time
}

// noPause is until when nothing pauses.
const noPause Time = math.MaxInt64

// pausing is what a job still uses in the pause after it.
type pausing struct {
	until       Time
	job, amount int32
}

// NewDispatcher prepares a dispatcher. Neither the problem nor the priorities
// may change while it is used, but for releases.
func NewDispatcher(p *Problem, priority []int32) *Dispatcher {
	d := &Dispatcher{
		p: p, priority: priority,
		jobs: make([]jobState, p.Jobs()), unmet: make([]uint8, p.Jobs()), out: make(Placement, p.Jobs()),
		crews: make([]crewState, len(p.Crews)), resources: make([]resourceState, len(p.Resources)),
		kinds: make([]kindState, len(p.Kinds)), sets: newKindSets(len(p.Kinds)),
	}
	for c := range d.crews {
		d.crews[c].number, d.crews[c].hours = int32(c), &p.Crews[c].Hours
	}
	for r := range d.resources {
		d.resources[r].number, d.resources[r].pause = int32(r), p.Resources[r].Pause
	}
	for k := range d.kinds {
		d.demand(k)
	}
	for _, t := range d.teams {
		for _, s := range t.crews {
			t.mixed = t.mixed || s.mixed
		}
	}
	d.lineUp()
	return d
}

// demand finds whom and what a kind takes.
func (d *Dispatcher) demand(k int) {
	kind := &d.kinds[k]
	kind.bitOf = d.sets.bitOf(k)
	wants, impossible := d.p.demandOf(&d.p.Kinds[k])
	if kind.impossible = impossible; impossible {
		wants = demand{}
	}
	kind.team = d.teamOf(wants)
	kind.team.kinds.add(kind.bitOf)
	for _, s := range kind.team.crews {
		s.kinds.add(kind.bitOf)
	}
	for _, u := range wants.uses {
		s := &d.resources[u.Resource]
		kind.uses = append(kind.uses, used{s, u.Amount})
		s.kinds.add(kind.bitOf)
	}
}

// teamOf finds the team of a kind, or makes one.
func (d *Dispatcher) teamOf(kind demand) *teamState {
	same := func(s *crewState, c int32) bool { return s.number == c }
	for _, t := range d.teams {
		if t.people == kind.people && slices.EqualFunc(t.crews, kind.crews, same) {
			return t
		}
	}
	t := &teamState{people: kind.people, crews: make([]*crewState, 0, len(kind.crews))}
	d.teams = append(d.teams, t)
	for _, c := range kind.crews {
		t.crews = append(t.crews, &d.crews[c])
	}
	for _, s := range t.crews {
		s.teams = append(s.teams, t)
		s.mixed = s.mixed || s.teams[0].people != t.people
		for _, peer := range t.crews {
			if peer != s && !slices.Contains(s.peers, peer) {
				s.peers = append(s.peers, peer)
			}
		}
	}
	return t
}

// Run places every job, with this work instead of the problem's. The placement
// is overwritten by the next run.
func (d *Dispatcher) Run(work []Time) Placement {
	d.reset(work)
	for job, begun := range d.p.Begun {
		if begun {
			d.goOn(int32(job))
		}
	}
	for job, needs := range d.unmet {
		if needs == 0 && d.out[job].Start == Never {
			d.makeReady(int32(job), nobody)
		}
	}
	for {
		d.startAll()
		if d.agenda.empty() {
			return d.out
		}
		if next := d.agenda.next(); next > d.now {
			d.now = next
			d.instant++
		}
		for !d.agenda.empty() && d.agenda.next() == d.now {
			d.happen(d.agenda.pop())
		}
	}
}

// reset goes back to time 0 with nothing begun.
func (d *Dispatcher) reset(work []Time) {
	d.now, d.instant, d.promises = 0, 0, 0
	for k := range d.kinds {
		if d.kinds[k].filled() {
			d.kinds[k].clear()
		}
	}
	clear(d.sets.words) // nothing is asked: a run ends with that
	kinds := d.p.Kind[:len(d.jobs)]
	work = work[:len(d.jobs)]
	for job := range d.jobs {
		j := &d.jobs[job]
		j.work, j.kind, j.pending, j.last = work[job], kinds[job], 0, nobody
	}
	clear(d.unmet)
	for _, job := range d.p.Dependents.To {
		d.await(job)
	}
	if d.waiting {
		d.waiting = false
		for job := range d.waiters {
			d.waiters[job] = d.waiters[job][:0]
		}
	}
	d.out.clear()
	d.expectNobody()
	for c := range d.crews {
		s := &d.crews[c]
		s.free, s.last, s.leftAt, s.wakes, s.woke = d.p.Crews[c].People, -1, Never, Never, Never
		s.running, s.promised, s.claimed = s.running[:0], s.promised[:0], -1
		s.begin, s.stretch = 0, 0
	}
	for r := range d.resources {
		s := &d.resources[r]
		s.free, s.last, s.leftAt = d.p.Resources[r].Capacity, -1, Never
		s.pausing, s.over, s.until, s.wanted, s.due = s.pausing[:0], 0, noPause, false, Never
	}
}

// clear takes away what was placed.
func (pl Placement) clear() {
	for job := range pl {
		pl[job] = NotPlaced()
	}
}
