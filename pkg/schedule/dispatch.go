package schedule

import "slices"

// Dispatch places every job in one pass through time: whenever people or
// places are free, the job with the smallest priority that is ready and fits
// begins (a parallel schedule generation scheme, driven by events). Priorities
// are not negative; nil is the order of the numbers. A job that needs several people is not starved: see claim.
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
	priority []int32 // nil: the order of the numbers
	now      Time
	instant  int32 // how many times something has happened before now

	jobs    []jobState
	waiters [][]int32 // by job: those whose later attempt waits for it
	lines   []line    // by kind
	first   []uint64  // by kind: its first job that is ready, packed with its priority; noJob
	agenda  agenda
	filled  kindBits  // kinds that have a ready job
	shut    kindBits  // kinds that want more of a resource than is free
	busy    kindBits  // kinds for which nobody is left at work
	asking  kindQueue // kinds of which one that is open may have a job to start
	turn    kindQueue // those that are being looked at

	kinds     []kindState
	teams     []kindMask // kinds that take as many people of the same crews
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
	demand
	impossible bool  // no crew is able, or it uses more than there is
	mixed      bool  // one of its crews is: then a job may claim people where there are too few
	team       int32 // see Dispatcher.teams
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
	wakes  Time // when it begins its next hours, if somebody has asked to be told
	woke   Time

	promised []promised // jobs that its people are kept for until it is at work
	peers    []int32    // other crews for some of its kinds
	running  []running  // what it works on; only where it is mixed
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
		p: p, priority: priority,
		jobs: make([]jobState, p.Jobs()), out: make(Placement, p.Jobs()),
		crews: make([]crewState, len(p.Crews)), resources: make([]resourceState, len(p.Resources)),
		kinds:  make([]kindState, len(p.Kinds)),
		filled: newKindBits(len(p.Kinds)), shut: newKindBits(len(p.Kinds)), busy: newKindBits(len(p.Kinds)),
		asking: kindQueue{kinds: newKindBits(len(p.Kinds))}, turn: kindQueue{kinds: newKindBits(len(p.Kinds))},
	}
	d.lineUp()
	for k := range d.kinds {
		kind := &d.kinds[k]
		kind.demand, kind.impossible = p.demandOf(&p.Kinds[k])
		if kind.impossible {
			continue
		}
		for _, c := range kind.crews {
			s := &d.crews[c]
			s.kinds = append(s.kinds, int32(k))
			s.all.add(int32(k))
			if len(s.kinds) == 1 {
				s.people = kind.people
			}
			s.mixed = s.mixed || s.people != kind.people
		}
		for _, u := range kind.uses {
			d.resources[u.Resource].kinds.add(int32(k))
		}
	}
	for k := range d.kinds {
		for _, c := range d.kinds[k].crews {
			s := &d.crews[c]
			for _, peer := range d.kinds[k].crews {
				if peer != c && !slices.Contains(s.peers, peer) {
					s.peers = append(s.peers, peer)
				}
			}
		}
	}
	d.formTeams()
	return d
}

// formTeams finds the kinds that take as many people of the same crews.
func (d *Dispatcher) formTeams() {
	var firsts []*kindState // by team
	for k := range d.kinds {
		kind := &d.kinds[k]
		for _, c := range kind.crews {
			kind.mixed = kind.mixed || d.crews[c].mixed
		}
		team := slices.IndexFunc(firsts, func(first *kindState) bool {
			return first.people == kind.people && slices.Equal(first.crews, kind.crews)
		})
		if team < 0 {
			team = len(firsts)
			firsts, d.teams = append(firsts, kind), append(d.teams, nil)
		}
		kind.team = int32(team)
		d.teams[team].add(int32(k))
	}
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
	d.now, d.instant, d.promises, d.agenda = 0, 0, 0, d.agenda[:0]
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
