package schedule

import (
	"math"
	"slices"
)

// happen lets time do what it does.
func (d *Dispatcher) happen(e event) {
	switch e.what {
	case finishes:
		d.leave(e.of)
		if d.Retry != nil {
			if again := d.Retry(e.of); again != nil {
				d.again(e.of, again)
				return
			}
		}
		d.finish(e.of)
	case frees:
		s := &d.resources[e.of]
		s.due = Never
		s.settlePauses(d.now)
		d.offer(s)
	case releases:
		d.makeReady(e.of, outside)
	case wakes:
		s := &d.crews[e.of]
		s.wakes, s.woke = Never, d.now
		d.redeem(s)
	case presses:
		if kind := &d.kinds[e.of]; kind.filled() {
			d.sets.ask(kind.word, kind.bit)
		}
	}
}

// leave gives back what a job held, but for what pauses.
func (d *Dispatcher) leave(job int32) {
	kind := &d.kinds[d.jobs[job].kind]
	if crew := d.out[job].Crew; crew >= 0 {
		s := &d.crews[crew]
		s.free += kind.team.people
		s.last, s.leftAt = d.leaving(job, s.last, s.leftAt), d.now
		if s.mixed {
			at := slices.IndexFunc(s.running, func(r running) bool { return r.job == job })
			last := len(s.running) - 1
			s.running[at] = s.running[last]
			s.running = s.running[:last]
		}
		if d.promises > 0 {
			d.reconsider(s)
		}
		d.sets.offerPeople(s.kinds)
	}
	for _, u := range kind.uses {
		u.of.rest(d.now, job, u.amount)
		if u.of.wanted {
			d.foresee(u.of)
		}
	}
}

// fits says that there is enough of what a kind of job uses. If there is not,
// the kind is left alone until more of it is offered.
func (d *Dispatcher) fits(kind *kindState) bool {
	for _, u := range kind.uses {
		s := u.of
		s.settlePauses(d.now)
		if s.free < u.amount {
			s.wanted = true
			kind.word.shut |= kind.bit
			d.foresee(s)
			return false
		}
	}
	return true
}

// leaving is the job that is said to have left last: of several at one moment
// the one with the largest number, the least urgent.
func (d *Dispatcher) leaving(job, last int32, leftAt Time) int32 {
	if leftAt == d.now {
		return max(job, last)
	}
	return job
}

// foresee has a resource that is wanted looked at when the next pause is over.
func (d *Dispatcher) foresee(s *resourceState) {
	if s.due == Never && s.until != noPause {
		s.due = s.until
		d.agenda.push(s.due, frees, s.number)
	}
}

// rest has an amount of a resource stay in use in the pause after a job.
func (s *resourceState) rest(now Time, job, amount int32) {
	if len(s.pausing) == cap(s.pausing) && s.over > len(s.pausing)/2 {
		s.pausing = s.pausing[:copy(s.pausing, s.pausing[s.over:])]
		s.over = 0
	}
	s.pausing = append(s.pausing, pausing{now + s.pause, job, amount})
	s.until = s.pausing[s.over].until
}

// settlePauses gives back what does not pause any longer.
func (s *resourceState) settlePauses(now Time) {
	for s.until <= now {
		p := &s.pausing[s.over]
		s.free += p.amount
		if s.leftAt != p.until || s.last < p.job {
			s.last, s.leftAt = p.job, p.until
		}
		if s.over++; s.over < len(s.pausing) {
			s.until = s.pausing[s.over].until
		} else {
			s.pausing, s.over, s.until = s.pausing[:0], 0, noPause
		}
	}
}

// offer lets those look again who want more of a resource.
func (d *Dispatcher) offer(s *resourceState) {
	if !s.wanted {
		return
	}
	s.wanted = false
	d.sets.offerPlaces(s.kinds)
}

// finish lets go on what waited for a job.
func (d *Dispatcher) finish(job int32) {
	d.jobs[job].pending = finished
	for _, next := range d.p.Dependents.Of(job) {
		d.settle(next, job)
	}
	if d.waiting {
		for _, next := range d.waiters[job] {
			d.settle(next, job)
		}
	}
}

// settle counts a need of a job as finished.
func (d *Dispatcher) settle(job, need int32) {
	unmet := &d.unmet[job]
	if *unmet--; *unmet == 0 {
		d.makeReady(job, need)
	}
}

// await has a job wait for one need more. What a byte holds is counted in unmet,
// where the counts of many jobs lie close together: to settle a need of one of
// a million takes as long as to find its count. The rest is pending until that
// is settled.
func (d *Dispatcher) await(job int32) {
	if unmet := &d.unmet[job]; *unmet < math.MaxUint8 {
		*unmet++
	} else {
		d.jobs[job].pending++
	}
}

// again puts a job that failed back to be done in another way.
func (d *Dispatcher) again(job int32, how *Attempt) {
	d.recall(job)
	d.jobs[job].kind, d.jobs[job].work = how.Kind, how.Work
	d.out[job] = NotPlaced()
	d.jobs[job].pending = 0
	for _, need := range how.Needs {
		if d.jobs[need].pending != finished {
			d.await(job)
			if d.waiters == nil {
				d.waiters = make([][]int32, d.p.Jobs())
			}
			d.waiting = true
			d.waiters[need] = append(d.waiters[need], job)
		}
	}
	if d.unmet[job] == 0 {
		d.makeReady(job, nobody)
	}
}

// claim keeps a crew's people for a job that takes several of them and is the
// first to want them: other jobs of larger priority get them only while they
// are done before it can begin (backfilling, Lifka 1995). Without it a large
// job would wait for ever while small ones take every person that comes free.
// Where all jobs of a crew take the same number nobody is passed over.
func (d *Dispatcher) claim(job int32, team *teamState) {
	if team.people < 2 {
		return
	}
	var best *crewState
	var begins Time
	for _, s := range team.crews {
		if !s.mixed || s.claimed >= 0 && s.claimed != job && d.before(s.claimed, job) {
			continue
		}
		at := s.hours.Begin(s.enough(team.people, d.now))
		if best == nil || at < begins {
			best, begins = s, at
		}
	}
	d.unclaim(job, team, best)
	if best != nil {
		best.claimed, best.begins = job, begins
	}
}

// enough is when so many people will be free, if nobody takes more of them.
func (s *crewState) enough(people int32, now Time) Time {
	free := s.free
	if free >= people {
		return now
	}
	slices.SortFunc(s.running, func(a, b running) int { return int(a.until - b.until) })
	for _, r := range s.running {
		if free += r.people; free >= people {
			return r.until
		}
	}
	return now
}

// unclaim gives up what a job claimed, but for one crew, for others to ask for.
func (d *Dispatcher) unclaim(job int32, team *teamState, but *crewState) {
	if team.people < 2 {
		return
	}
	for _, s := range team.crews {
		if s.claimed == job && s != but {
			s.claimed = -1
			d.sets.offerPeople(s.kinds)
		}
	}
}
