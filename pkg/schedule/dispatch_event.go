package schedule

import "slices"

// happen lets time do what it does.
func (d *Dispatcher) happen(e event) {
	switch e.what {
	case finishes:
		d.leave(e.of)
		if d.Retry != nil {
			if again, failed := d.Retry(e.of); failed {
				d.again(e.of, again)
				return
			}
		}
		d.finish(e.of)
	case frees:
		f := &d.freeing[e.of]
		d.release(f.job, f.use)
	case releases:
		d.makeReady(e.of, outside)
	case wakes:
		s := &d.crews[e.of]
		s.wakes, s.woke = Never, d.now
		d.redeem(s)
	case presses:
		d.ask(e.of)
	}
}

// leave gives back what a job held, but for what pauses.
func (d *Dispatcher) leave(job int32) {
	kind := &d.p.Kinds[d.jobs[job].kind]
	if crew := d.out.Crew[job]; crew >= 0 {
		s := &d.crews[crew]
		s.free += kind.People
		s.last, s.leftAt = d.leaving(job, s.last, s.leftAt), d.now
		if s.mixed {
			at := slices.IndexFunc(s.running, func(r running) bool { return r.job == job })
			last := len(s.running) - 1
			s.running[at] = s.running[last]
			s.running = s.running[:last]
		}
		d.ask(s.kinds...)
	}
	for _, u := range kind.Uses {
		if u.Amount == 0 {
			continue
		}
		if pause := d.p.Resources[u.Resource].Pause; pause > 0 {
			d.agenda.push(d.now+pause, frees, int32(len(d.freeing)))
			d.freeing = append(d.freeing, freeing{job, u})
			continue
		}
		d.release(job, u)
	}
}

// leaving is the job that is said to have left last: of several at one moment
// the one with the largest number, the least urgent.
func (d *Dispatcher) leaving(job, last int32, leftAt Time) int32 {
	if leftAt == d.now {
		return max(job, last)
	}
	return job
}

// release gives back what a job used.
func (d *Dispatcher) release(job int32, u Use) {
	s := &d.resources[u.Resource]
	s.free += u.Amount
	s.last, s.leftAt = d.leaving(job, s.last, s.leftAt), d.now
	d.ask(s.kinds...)
}

// finish lets go on what waited for a job.
func (d *Dispatcher) finish(job int32) {
	d.jobs[job].pending = finished
	for _, next := range d.p.Dependents.Of(job) {
		d.settle(next, job)
	}
	if d.Retry != nil {
		for _, next := range d.waiters[job] {
			d.settle(next, job)
		}
	}
}

// settle counts a need of a job as finished.
func (d *Dispatcher) settle(job, need int32) {
	d.jobs[job].pending--
	if d.jobs[job].pending == 0 {
		d.makeReady(job, need)
	}
}

// again puts a job that failed back to be done in another way.
func (d *Dispatcher) again(job int32, how Attempt) {
	d.recall(job)
	d.jobs[job].kind, d.jobs[job].work = how.Kind, how.Work
	d.out.Start[job], d.out.Finish[job], d.out.Crew[job] = Never, Never, -1
	for _, need := range how.Needs {
		if d.jobs[need].pending != finished {
			d.jobs[job].pending++
			d.waiters[need] = append(d.waiters[need], job)
		}
	}
	if d.jobs[job].pending == 0 {
		d.makeReady(job, nobody)
	}
}

// claim keeps a crew's people for a job that takes several of them and is the
// first to want them: other jobs of larger priority get them only while they
// are done before it can begin (backfilling, Lifka 1995). Without it a large
// job would wait for ever while small ones take every person that comes free.
// Where all jobs of a crew take the same number nobody is passed over.
func (d *Dispatcher) claim(job int32, kind *Kind) {
	if kind.People < 2 {
		return
	}
	best, begins := int32(-1), Time(0)
	for _, c := range kind.Crews {
		s := &d.crews[c]
		if !s.mixed || !kind.Able(&d.p.Crews[c]) || s.claimed >= 0 && s.claimed != job && d.before(s.claimed, job) {
			continue
		}
		at := d.p.Crews[c].Hours.Begin(s.enough(kind.People, d.now))
		if best < 0 || at < begins {
			best, begins = c, at
		}
	}
	d.unclaim(job, kind, best)
	if best >= 0 {
		d.crews[best].claimed, d.crews[best].begins = job, begins
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
func (d *Dispatcher) unclaim(job int32, kind *Kind, but int32) {
	if kind.People < 2 {
		return
	}
	for _, c := range kind.Crews {
		if s := &d.crews[c]; s.claimed == job && c != but {
			s.claimed = -1
			d.ask(s.kinds...)
		}
	}
}
