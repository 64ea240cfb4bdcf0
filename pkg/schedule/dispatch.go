package schedule

import "slices"

// Dispatch places every job in one pass through time: whenever people or
// places are free, the job with the smallest priority that is ready and fits
// begins (a parallel schedule generation scheme, driven by events). Priorities
// are not negative. A job that needs several people is not starved: see claim.
// It takes O((N+E) log N) for N jobs and E needs when there are few kinds.
func Dispatch(p *Problem, priority []int32) Placement {
	return NewDispatcher(p).Run(priority, p.Work)
}

// Dispatcher dispatches one problem again and again in the same memory.
type Dispatcher struct {
	// Retry, if set, is asked when a job is finished and may say that it has
	// failed and goes on in another way; what waits for it goes on waiting.
	Retry func(job int32) (again Attempt, failed bool)

	// Patience is the share of its own work that a job waits for one of
	// smaller priority that is about to want its people; 0 is not at all.
	// Without it a long job begins just before a more urgent one is ready.
	Patience float64

	p   *Problem
	now Time

	jobs    []jobState
	waiters [][]int32 // by job: those whose later attempt waits for it
	ready   []queue   // by kind
	agenda  agenda
	freeing []freeing // what pauses, as it began to
	asking  []int32   // kinds that may have a job to start
	turn    []uint64  // the same, each with the priority of its first job

	kinds     []kindState
	crews     []crewState
	resources []resourceState

	ahead // of a dispatcher with patience

	out Placement
}

// jobState is what is asked of a job during a run, side by side in memory.
type jobState struct {
	work     Time
	priority int32
	kind     int32
	pending  int32 // needs that are not finished; finished when the job is
	last     int32 // the last of its needs to finish, once it is ready; see nobody, outside
}

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
	impossible bool  // no crew is able, or a use exceeds what there is
	mixed      bool  // one of its crews is: then a job may claim people where there are too few
	alike      int32 // the first kind that takes the same people of the same crews
	asking     bool
}

// crewState is a crew during a run.
type crewState struct {
	kinds  []int32 // those it can do
	people int32   // how many the first of them takes
	mixed  bool    // others of them take another number: see claim
	free   int32
	last   int32 // the last job to leave it
	leftAt Time
	wakes  Time // when it begins its next hours, if somebody waits for that
	woke   Time

	asked    Time      // the time of which begin and stretch are true
	begin    Time      // when it can begin something
	stretch  Time      // until when it works on then without a break
	promised []int32   // jobs that its people are kept for until it is at work
	running  []running // what it works on; only where it is mixed
	claimed  int32     // the job that its people are kept for; -1 none
	begins   Time      // when that job can begin
}

// running is a job that a crew works on.
type running struct {
	job, people int32
	until       Time
}

// resourceState is a resource during a run.
type resourceState struct {
	kinds  []int32 // those that use it
	free   int32
	last   int32 // the last job to leave it
	leftAt Time
}

// NewDispatcher prepares a dispatcher. The problem must not change while it is
// used.
func NewDispatcher(p *Problem) *Dispatcher {
	d := &Dispatcher{
		p: p, jobs: make([]jobState, p.Jobs()),
		ready: make([]queue, len(p.Kinds)), kinds: make([]kindState, len(p.Kinds)),
		crews: make([]crewState, len(p.Crews)), resources: make([]resourceState, len(p.Resources)),
	}
	for k := range p.Kinds {
		kind := &p.Kinds[k]
		able := len(kind.Crews) == 0
		for _, c := range kind.Crews {
			if kind.Able(&p.Crews[c]) {
				able = true
				s := &d.crews[c]
				s.kinds = append(s.kinds, int32(k))
				if len(s.kinds) == 1 {
					s.people = kind.People
				}
				s.mixed = s.mixed || s.people != kind.People
			}
		}
		for _, u := range kind.Uses {
			able = able && u.Amount <= p.Resources[u.Resource].Capacity
			d.resources[u.Resource].kinds = append(d.resources[u.Resource].kinds, int32(k))
		}
		d.kinds[k].impossible = !able
	}
	var teams []int32 // the first kind of each team
	for k := range p.Kinds {
		for _, c := range p.Kinds[k].Crews {
			d.kinds[k].mixed = d.kinds[k].mixed || d.crews[c].mixed
		}
		d.kinds[k].alike = int32(k)
		for _, first := range teams {
			if other := &p.Kinds[first]; other.People == p.Kinds[k].People && slices.Equal(other.Crews, p.Kinds[k].Crews) {
				d.kinds[k].alike = first
			}
		}
		if d.kinds[k].alike == int32(k) {
			teams = append(teams, int32(k))
		}
	}
	return d
}

// Run places every job, with this work instead of the problem's. The placement
// is overwritten by the next run.
func (d *Dispatcher) Run(priority []int32, work []Time) Placement {
	d.reset(priority, work)
	for job := range d.jobs {
		if d.p.Begun != nil && d.p.Begun[job] {
			d.goOn(int32(job))
		}
	}
	for job := range d.jobs {
		if d.jobs[job].pending == 0 && d.out.Start[job] == Never {
			d.makeReady(int32(job), nobody)
		}
	}
	for {
		d.startAll()
		if d.agenda.empty() {
			return d.out
		}
		d.now = d.agenda.next()
		for !d.agenda.empty() && d.agenda.next() == d.now {
			d.happen(d.agenda.pop())
		}
	}
}

// reset goes back to time 0 with nothing begun.
func (d *Dispatcher) reset(priority []int32, work []Time) {
	d.now, d.freeing = 0, d.freeing[:0]
	d.agenda.clear()
	for job := range d.jobs {
		d.jobs[job] = jobState{work[job], priority[job], d.p.Kind[job], d.p.Needs.Start[job+1] - d.p.Needs.Start[job], nobody}
	}
	if d.Retry != nil {
		if d.waiters == nil {
			d.waiters = make([][]int32, d.p.Jobs())
		}
		for job := range d.waiters {
			d.waiters[job] = d.waiters[job][:0]
		}
	}
	d.out.reset(d.p.Jobs())
	d.expectNobody()
	for c := range d.crews {
		s := &d.crews[c]
		s.free, s.last, s.leftAt, s.wakes, s.woke = d.p.Crews[c].People, -1, Never, Never, Never
		s.running, s.promised, s.claimed, s.asked = s.running[:0], s.promised[:0], -1, Never
	}
	for r := range d.resources {
		s := &d.resources[r]
		s.free, s.last, s.leftAt = d.p.Resources[r].Capacity, -1, Never
	}
}

// reset makes a placement of n jobs in which none is placed.
func (pl *Placement) reset(n int) {
	if len(pl.Start) != n {
		pl.Start, pl.Finish = make([]Time, n), make([]Time, n)
		pl.Crew, pl.Cause = make([]int32, n), make([]Cause, n)
	}
	for job := range n {
		pl.Start[job], pl.Finish[job], pl.Crew[job], pl.Cause[job] = Never, Never, -1, Cause{}
	}
}

// makeReady takes in a job whose needs are finished, last the given one. One
// that cannot be placed is left as it is.
func (d *Dispatcher) makeReady(job, last int32) {
	j := &d.jobs[job]
	if j.work < 0 || d.kinds[j.kind].impossible {
		return
	}
	j.last = last
	d.arrive(job)
	d.announce(job)
	if d.p.Release != nil && d.p.Release[job] > d.now {
		d.agenda.push(d.p.Release[job], releases, job)
		return
	}
	if kind := &d.p.Kinds[j.kind]; len(kind.Crews) == 0 && len(kind.Uses) == 0 {
		d.out.Cause[job] = d.because(job, -1)
		d.place(job, -1, d.now+j.work)
		return
	}
	d.ready[j.kind].push(packed(job, j.priority))
	d.ask(j.kind)
}

// ask has a kind looked at when jobs are started next.
func (d *Dispatcher) ask(kinds ...int32) {
	for _, k := range kinds {
		if s := &d.kinds[k]; !s.asking && len(d.ready[k]) > 0 {
			s.asking = true
			d.asking = append(d.asking, k)
		}
	}
}

// startAll starts what fits now, the smallest priority first. A kind whose
// first job does not fit is left until something that it takes comes free:
// its other jobs take the same.
func (d *Dispatcher) startAll() {
	for len(d.asking) > 0 {
		for _, k := range d.asking {
			d.kinds[k].asking = false
			if len(d.ready[k]) == 0 || d.futile(k) {
				continue
			}
			d.turn = append(d.turn, packed(k, d.jobs[d.ready[k].top()].priority))
		}
		d.asking = d.asking[:0]
		for len(d.turn) > 0 {
			first := 0 // there are few at a time: a heap would cost more than looking
			for n := range d.turn {
				if d.turn[n] < d.turn[first] {
					first = n
				}
			}
			k := int32(uint32(d.turn[first]))
			if d.start(k) {
				d.ready[k].pop()
				if len(d.ready[k]) > 0 {
					d.turn[first] = packed(k, d.jobs[d.ready[k].top()].priority)
					continue
				}
			} else if !d.kinds[k].mixed && len(d.p.Kinds[k].Crews) > 0 && !d.anybody(&d.p.Kinds[k]) {
				alike := d.kinds[k].alike // nobody is left: nor is there for the others that want the same people
				d.turn = slices.DeleteFunc(d.turn, func(x uint64) bool { return d.kinds[int32(uint32(x))].alike == alike })
				continue
			}
			last := len(d.turn) - 1
			d.turn[first] = d.turn[last]
			d.turn = d.turn[:last]
		}
	}
}

// futile says that no job of a kind can begin now, for want of places or of
// people; either is asked for again when it comes free.
func (d *Dispatcher) futile(k int32) bool {
	kind := &d.p.Kinds[k]
	for _, u := range kind.Uses {
		if d.resources[u.Resource].free < u.Amount {
			return true
		}
	}
	if len(kind.Crews) == 0 || d.kinds[k].mixed {
		return false
	}
	return !d.anybody(kind)
}

// start starts the first job of a kind, if it fits.
func (d *Dispatcher) start(k int32) bool {
	job, kind := d.ready[k].top(), &d.p.Kinds[k]
	for _, u := range kind.Uses {
		if d.resources[u.Resource].free < u.Amount {
			return false
		}
	}
	if len(kind.Crews) == 0 {
		d.out.Cause[job] = d.because(job, -1)
		d.place(job, -1, d.now+d.jobs[job].work)
		return true
	}
	crew, begins, until := d.pick(job, kind)
	switch {
	case crew == gaveWay:
		return false
	case crew < 0:
		d.claim(job, kind)
		return false
	}
	d.unclaim(job, kind, -1)
	if begins > d.now {
		d.promise(job, crew, kind)
		return true
	}
	d.out.Cause[job] = d.because(job, crew)
	d.place(job, crew, until)
	return true
}
