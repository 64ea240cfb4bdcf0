package schedule

import (
	"math/bits"
	"slices"
)

// Dispatch places every job in one pass through time: whenever people or
// places are free, the job with the smallest priority that is ready and fits
// begins (a parallel schedule generation scheme, driven by events). Priorities
// are not negative. A job that needs several people is not starved: see claim.
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

	p        *Problem
	priority []int32
	now      Time
	instant  int32 // how many times something has happened before now

	jobs    []jobState
	waiters [][]int32 // by job: those whose later attempt waits for it
	lines   []line    // by kind
	first   []uint64  // by kind: its first job that is ready, packed with its priority; noJob
	agenda  agenda
	filled  []uint64 // kinds that have a ready job, 64 a word
	shut    []uint64 // kinds that want more of a resource than is free
	busy    fixedSet // kinds for which nobody is left at work
	asking  kindSet  // kinds with a ready job, the kinds that may have one to start
	turn    kindSet  // those that are being looked at

	kinds     []kindState
	teams     []kindMask // kinds that take as many people of the same crews
	crews     []crewState
	resources []resourceState

	ahead // of a dispatcher with patience

	out Placement
}

// jobState is what is asked of a job during a run, side by side in memory.
type jobState struct {
	work    Time
	kind    int32
	place   int32 // in the line of the kind that the problem says
	pending int32 // needs that are not finished; of a job that is ready see readied; finished when it is
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
	impossible bool // no crew is able, or a use exceeds what there is
	mixed      bool // one of its crews is: then a job may claim people where there are too few
	team       int32
}

// crewState is a crew during a run.
type crewState struct {
	free    int32
	claimed int32 // the job that its people are kept for; -1 none
	begins  Time  // when that job can begin
	begin   Time  // when it can begin something; of a time gone by: at once
	stretch Time  // until when it works on then without a break; all this is true until then
	resumes Time  // when it goes on after that break
	later   Time  // and until when

	kinds  []int32  // those it can do
	all    kindMask // the same
	people int32    // how many the first of them takes
	mixed  bool     // others of them take another number: see claim
	last   int32    // the last job to leave it
	leftAt Time
	wakes  Time // when it begins its next hours, if somebody waits for that
	woke   Time

	promised []int32   // jobs that its people are kept for until it is at work
	running  []running // what it works on; only where it is mixed
}

// running is a job that a crew works on.
type running struct {
	job, people int32
	until       Time
}

// resourceState is a resource during a run.
type resourceState struct {
	kinds   kindMask // those that use it
	free    int32
	pausing []pausing // what jobs that are finished still use, in the order in which it comes free
	wanted  bool      // a kind waits for more of it
	due     Time      // when it will be looked at again for that; Never when nothing pauses

	last   int32 // the last job to leave it
	leftAt Time
}

// pausing is what a job still uses in the pause after it.
type pausing struct {
	until       Time
	job, amount int32
}

// NewDispatcher prepares a dispatcher. Neither the problem nor the priorities
// may change while it is used, but for releases.
func NewDispatcher(p *Problem, priority []int32) *Dispatcher {
	d := &Dispatcher{
		p: p, priority: priority, jobs: make([]jobState, p.Jobs()), out: make(Placement, p.Jobs()), kinds: make([]kindState, len(p.Kinds)),
		filled: make([]uint64, words(len(p.Kinds))), shut: make([]uint64, words(len(p.Kinds))), busy: make([]uint64, words(len(p.Kinds))), asking: newKindSet(len(p.Kinds)), turn: newKindSet(len(p.Kinds)),
		crews: make([]crewState, len(p.Crews)), resources: make([]resourceState, len(p.Resources)),
	}
	d.lineUp()
	for k := range p.Kinds {
		kind := &p.Kinds[k]
		able := len(kind.Crews) == 0
		for _, c := range kind.Crews {
			if kind.Able(&p.Crews[c]) {
				able = true
				s := &d.crews[c]
				s.kinds = append(s.kinds, int32(k))
				s.all.add(int32(k))
				if len(s.kinds) == 1 {
					s.people = kind.People
				}
				s.mixed = s.mixed || s.people != kind.People
			}
		}
		for _, u := range kind.Uses {
			able = able && u.Amount <= p.Resources[u.Resource].Capacity
			d.resources[u.Resource].kinds.add(int32(k))
		}
		d.kinds[k].impossible = !able
	}
	var firsts []int32 // by team
	for k := range p.Kinds {
		kind := &p.Kinds[k]
		for _, c := range kind.Crews {
			d.kinds[k].mixed = d.kinds[k].mixed || d.crews[c].mixed
		}
		team := slices.IndexFunc(firsts, func(first int32) bool {
			return p.Kinds[first].People == kind.People && slices.Equal(p.Kinds[first].Crews, kind.Crews)
		})
		if team < 0 {
			team = len(firsts)
			firsts, d.teams = append(firsts, int32(k)), append(d.teams, nil)
		}
		d.kinds[k].team = int32(team)
		d.teams[team].add(int32(k))
	}
	return d
}

// Run places every job, with this work instead of the problem's. The placement
// is overwritten by the next run.
func (d *Dispatcher) Run(work []Time) Placement {
	d.reset(work)
	for job := range d.jobs {
		if d.p.Begun != nil && d.p.Begun[job] {
			d.goOn(int32(job))
		}
	}
	for job := range d.jobs {
		if d.jobs[job].pending == 0 && d.out[job].Start == Never {
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
	d.now, d.instant, d.agenda = 0, 0, d.agenda[:0]
	for k := range d.lines {
		if d.first[k] != noJob {
			d.lines[k].clear()
		}
		d.first[k] = noJob
	}
	clear(d.filled)
	clear(d.shut)
	clear(d.busy)
	for job := range d.jobs {
		j := &d.jobs[job]
		j.work, j.kind, j.last = work[job], d.p.Kind[job], nobody
		j.pending = d.p.Needs.Start[job+1] - d.p.Needs.Start[job]
	}
	if d.Retry != nil {
		if d.waiters == nil {
			d.waiters = make([][]int32, d.p.Jobs())
		}
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
		s.pausing, s.wanted, s.due = s.pausing[:0], false, Never
	}
}

// clear takes away what was placed.
func (pl Placement) clear() {
	for job := range pl {
		pl[job] = NotPlaced()
	}
}

// makeReady takes in a job whose needs are finished, last the given one. One
// that cannot be placed is left as it is.
func (d *Dispatcher) makeReady(job, last int32) {
	j := &d.jobs[job]
	if j.work < 0 || d.kinds[j.kind].impossible {
		return
	}
	j.last, j.pending = last, readied(d.instant)
	if last != outside {
		d.arrive(job)
		from := d.now
		if d.p.Release != nil {
			from = max(from, d.p.Release[job])
		}
		d.announce(job, from)
		if from > d.now {
			d.agenda.push(from, releases, job)
			return
		}
	}
	if kind := &d.p.Kinds[j.kind]; len(kind.Crews) == 0 && len(kind.Uses) == 0 {
		d.out[job].Cause = d.because(job, -1)
		d.place(job, -1, d.now+j.work)
		return
	}
	d.enqueue(job)
}

// enqueue has a job started as soon as it fits.
func (d *Dispatcher) enqueue(job int32) {
	j := &d.jobs[job]
	x := packed(job, d.priority[job])
	if j.kind == d.p.Kind[job] {
		d.lines[j.kind].stands.put(j.place)
	} else {
		d.lines[j.kind].guests.push(x)
	}
	d.first[j.kind] = min(d.first[j.kind], x)
	d.filled[j.kind/64] |= 1 << (j.kind % 64)
	d.asking.put(j.kind)
}

// dequeue takes the first ready job of a kind away.
func (d *Dispatcher) dequeue(k int32) {
	l, job := &d.lines[k], jobOf(d.first[k])
	if k == d.p.Kind[job] {
		l.stands.take(d.jobs[job].place)
	} else {
		l.guests.pop()
	}
	first := uint64(noJob)
	if at := l.stands.first(); at >= 0 {
		first = packed(l.home[at], d.priority[l.home[at]])
	}
	if len(l.guests) > 0 {
		first = min(first, l.guests[0])
	}
	if d.first[k] = first; first == noJob {
		d.filled[k/64] &^= 1 << (k % 64)
	}
}

// ask has those of the kinds looked at when jobs are started next which have a
// ready job.
func (d *Dispatcher) ask(kinds kindMask) {
	for _, part := range kinds {
		if bits := part.bits & d.filled[part.word] &^ d.shut[part.word] &^ d.busy[part.word]; bits != 0 {
			d.asking.merge(part.word, bits)
		}
	}
}

func (d *Dispatcher) askCrew(kinds kindMask) {
	d.busy.dropAll(kinds)
	d.ask(kinds)
}

// startAll starts what fits now, the smallest priority first. A kind whose
// first job does not fit is left until something that it takes comes free:
// its other jobs take the same.
func (d *Dispatcher) startAll() {
	for !d.asking.empty() {
		d.asking, d.turn = d.turn, d.asking
		for k := d.next(); k >= 0; k = d.next() {
			switch d.start(k) {
			case started:
				d.dequeue(k)
				if !d.kinds[k].mixed && len(d.p.Kinds[k].Crews) > 0 && !d.atWork(&d.p.Kinds[k]) {
					d.busy.putAll(d.teams[d.kinds[k].team])
				}
			case left:
				d.turn.drop(k)
			case nobodyLeft:
				d.busy.putAll(d.teams[d.kinds[k].team])
			}
		}
		d.turn.clear()
	}
}

// next is the kind whose turn it is: of those with the smallest priority; -1 when
// there is none. There are few at a time, and a heap would cost more than looking.
func (d *Dispatcher) next() int32 {
	best := uint64(noJob)
	for _, word := range d.turn.some {
		for set := d.turn.words[word] & d.filled[word] &^ d.shut[word] &^ d.busy[word]; set != 0; set &= set - 1 {
			k := word*64 + int32(bits.TrailingZeros64(set))
			best = min(best, d.first[k]>>32<<32|uint64(k))
		}
	}
	return int32(uint32(best))
}

// outcome is what came of starting a job.
type outcome uint8

const (
	started    outcome = iota // or people are kept for it
	left                      // it is left until something comes free
	nobodyLeft                // the same, and so are all that want the same people
)

// start starts the first job of a kind, if it fits.
func (d *Dispatcher) start(k int32) outcome {
	job, kind := jobOf(d.first[k]), &d.p.Kinds[k]
	if !d.fits(k) {
		return left
	}
	if len(kind.Crews) == 0 {
		d.out[job].Cause = d.because(job, -1)
		d.place(job, -1, d.now+d.jobs[job].work)
		return started
	}
	crew, begins, until := d.pick(job, kind)
	switch {
	case crew == gaveWay:
		return left
	case crew < 0 && d.kinds[k].mixed:
		d.claim(job, kind)
		return left
	case crew < 0:
		return nobodyLeft
	}
	if d.kinds[k].mixed {
		d.unclaim(job, kind, -1)
	}
	if begins > d.now {
		d.promise(job, crew, kind)
		return started
	}
	d.out[job].Cause = d.because(job, crew)
	d.place(job, crew, until)
	return started
}
