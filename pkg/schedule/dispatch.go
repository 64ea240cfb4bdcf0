package schedule

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

	p        *Problem
	priority []int32
	work     []Time
	now      Time

	pending []int32   // by job: needs that are not finished; finished when the job is
	kind    []int32   // by job: its kind, which a retry changes
	waiters [][]int32 // by job: those whose later attempt waits for it
	ready   []queue   // by kind
	agenda  agenda
	asking  []int32 // kinds that may have a job to start
	turn    queue   // the same, by the priority of their first job

	kinds     []kindState
	crews     []crewState
	resources []resourceState

	ahead // of a dispatcher with patience

	ownWork []Time // of a run with Retry, which changes them
	ownKind []int32

	out Placement
}

// finished stands in pending.
const finished = -1

// Attempt is another way to do a job: of another kind, for another time, and
// after these jobs too.
type Attempt struct {
	Kind  int32
	Work  Time
	Needs []int32
}

// kindState is a kind during a run.
type kindState struct {
	impossible bool // no crew is able, or a use exceeds what there is
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

	asked   Time      // the time of which begin and stretch are true
	begin   Time      // when it can begin something
	stretch Time      // until when it works on then without a break
	running []running // what it works on; only where it is mixed
	claimed int32     // the job that its people are kept for; -1 none
	begins  Time      // when that job can begin
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
		p: p, pending: make([]int32, p.Jobs()),
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
	return d
}

// Run places every job, with this work instead of the problem's. The placement
// is overwritten by the next run.
func (d *Dispatcher) Run(priority []int32, work []Time) Placement {
	d.reset(priority, work)
	for job, open := range d.pending {
		if open == 0 {
			d.makeReady(int32(job), Cause{})
		}
	}
	for {
		d.startAll()
		if len(d.agenda) == 0 {
			return d.out
		}
		d.now = d.agenda[0].at
		for len(d.agenda) > 0 && d.agenda[0].at == d.now {
			d.happen(d.agenda.pop())
		}
	}
}

// reset goes back to time 0 with nothing begun.
func (d *Dispatcher) reset(priority []int32, work []Time) {
	d.priority, d.work, d.now = priority, work, 0
	d.kind = d.p.Kind
	if d.Retry != nil {
		d.work, d.kind = append(d.ownWork[:0], work...), append(d.ownKind[:0], d.p.Kind...)
		d.ownWork, d.ownKind = d.work, d.kind
		if d.waiters == nil {
			d.waiters = make([][]int32, d.p.Jobs())
		}
		for job := range d.waiters {
			d.waiters[job] = d.waiters[job][:0]
		}
	}
	d.out.reset(d.p.Jobs())
	d.expectNobody()
	for job := range d.pending {
		d.pending[job] = d.p.Needs.Start[job+1] - d.p.Needs.Start[job]
	}
	for c := range d.crews {
		s := &d.crews[c]
		s.free, s.last, s.leftAt, s.wakes, s.woke = d.p.Crews[c].People, -1, Never, Never, Never
		s.running, s.claimed, s.asked = s.running[:0], -1, Never
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

// makeReady takes in a job whose needs are finished. One that cannot be placed
// is left as it is.
func (d *Dispatcher) makeReady(job int32, because Cause) {
	k := d.kind[job]
	if d.work[job] < 0 || d.kinds[k].impossible {
		return
	}
	d.out.Cause[job] = because
	d.arrive(job)
	d.announce(job)
	if d.p.Release != nil && d.p.Release[job] > d.now {
		d.agenda.push(event{at: d.p.Release[job], what: releases, of: job})
		return
	}
	if kind := &d.p.Kinds[k]; len(kind.Crews) == 0 && len(kind.Uses) == 0 {
		d.place(job, -1, d.now+d.work[job])
		return
	}
	d.ready[k].push(packed(job, d.priority[job]))
	d.ask(k)
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
			if len(d.ready[k]) == 0 {
				continue
			}
			d.turn.push(packed(k, d.priority[d.ready[k].top()]))
		}
		d.asking = d.asking[:0]
		for len(d.turn) > 0 {
			k := d.turn.top()
			d.turn.pop()
			if !d.start(k) {
				continue
			}
			d.ready[k].pop()
			if len(d.ready[k]) > 0 {
				d.turn.push(packed(k, d.priority[d.ready[k].top()]))
			}
		}
	}
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
		d.because(job, -1)
		d.place(job, -1, d.now+d.work[job])
		return true
	}
	crew, until := d.pick(job, kind)
	if crew < 0 {
		d.claim(job, kind)
		return false
	}
	d.unclaim(job, kind, -1)
	d.because(job, crew)
	d.place(job, crew, until)
	return true
}

// pick finds the crew that would be finished first, and when, of those with
// people to spare; -1 when there is none. A crew that would have to leave the
// job lying over night is passed over for one that begins later and is done
// sooner; then nobody begins now.
func (d *Dispatcher) pick(job int32, kind *Kind) (crew int32, until Time) {
	crew, begins := int32(-1), d.now
	gives := false
	for _, c := range kind.Crews {
		s, of := &d.crews[c], &d.p.Crews[c]
		if s.free < kind.People || !kind.Able(of) {
			continue
		}
		if s.asked != d.now {
			s.asked, s.begin = d.now, of.Hours.Begin(d.now)
			s.stretch = of.Hours.stretch(s.begin)
		}
		begin, end := s.begin, s.begin+d.work[job]
		if end > s.stretch {
			end = of.Hours.Finish(begin, d.work[job])
		}
		if s.claimed >= 0 && s.claimed != job && end > s.begins && d.before(s.claimed, job) {
			continue
		}
		if d.Patience > 0 && d.gives(s, job, kind.People, end) {
			gives = true
			continue
		}
		if crew < 0 || end < until {
			crew, begins, until = c, begin, end
			if end == d.now+d.work[job] {
				break // nobody could be done sooner
			}
		}
	}
	if crew < 0 && gives {
		d.waits(job)
	}
	if begins == d.now {
		return crew, until
	}
	if s := &d.crews[crew]; s.wakes != begins {
		s.wakes = begins
		d.agenda.push(event{at: begins, what: wakes, of: crew})
	}
	return -1, 0
}

// before says that a job goes before another one.
func (d *Dispatcher) before(a, b int32) bool {
	return packed(a, d.priority[a]) < packed(b, d.priority[b])
}

// place writes down when a ready job goes on and by whom, and takes what it
// needs.
func (d *Dispatcher) place(job, crew int32, until Time) {
	d.out.Start[job], d.out.Finish[job], d.out.Crew[job] = d.now, until, crew
	kind := &d.p.Kinds[d.kind[job]]
	if crew >= 0 {
		s := &d.crews[crew]
		s.free -= kind.People
		if s.mixed {
			s.running = append(s.running, running{job, kind.People, until})
		}
	}
	for _, u := range kind.Uses {
		d.resources[u.Resource].free -= u.Amount
	}
	d.agenda.push(event{at: until, what: finishes, of: job})
	d.begun(job)
}

// because finds out what a job that starts now waited for last. What it is
// known to wait for already is the last of its needs, or its release.
func (d *Dispatcher) because(job, crew int32) {
	cause := &d.out.Cause[job]
	var ready Time
	switch cause.By {
	case ByNeed:
		ready = d.out.Finish[cause.Job]
	case ByRelease:
		ready = d.p.Release[job]
	}
	if ready == d.now {
		return
	}
	if crew >= 0 {
		switch s := &d.crews[crew]; {
		case s.woke == d.now:
			*cause = Cause{By: ByHours}
			return
		case s.leftAt == d.now:
			*cause = Cause{Job: s.last, By: ByCrew}
			return
		}
	}
	for _, u := range d.p.Kinds[d.kind[job]].Uses {
		if s := &d.resources[u.Resource]; s.leftAt == d.now {
			*cause = Cause{Job: s.last, By: ByResource}
			return
		}
	}
	switch {
	case crew < 0:
	case d.crews[crew].last >= 0:
		*cause = Cause{Job: d.crews[crew].last, By: ByCrew}
	case d.p.Crews[crew].Hours.Always():
		*cause = Cause{By: ByClaim}
	default: // another crew would have been done sooner, and then could not come
		*cause = Cause{By: ByHours}
	}
}
