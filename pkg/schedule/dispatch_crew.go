package schedule

import "slices"

// goOn places a job that has begun already, with the crew that has the most
// people to spare. It may take more than there is: what goes on goes on, and
// others wait until it is done.
func (d *Dispatcher) goOn(job int32) {
	j := &d.jobs[job]
	if j.work < 0 || d.kinds[j.kind].impossible {
		return
	}
	d.arrive(job)
	d.announce(job, 0)
	crew, until := int32(-1), j.work
	kind := &d.kinds[j.kind]
	for _, c := range kind.crews {
		if crew < 0 || d.crews[c].free > d.crews[crew].free {
			crew = c
		}
	}
	if crew >= 0 && j.work > 0 {
		hours := &d.p.Crews[crew].Hours
		until = hours.Finish(hours.Begin(0), j.work)
	}
	d.place(job, crew, until)
}

// promise keeps people of a crew that is not at work for a job, until it is,
// and what the job uses, so that others do not take that meanwhile.
func (d *Dispatcher) promise(job, crew int32, kind *kindState, until Time) {
	s := &d.crews[crew]
	s.free -= kind.people
	s.promised = append(s.promised, promised{job, d.jobs[job].work, until})
	d.promises++
	d.awaken(crew)
	for _, u := range kind.uses {
		d.resources[u.Resource].free -= u.Amount
	}
}

// redeem gives back what a crew that is at work now was promised to, and has
// all who wait for it look again: those it was promised to come first, if they
// are the more urgent.
func (d *Dispatcher) redeem(s *crewState) {
	for _, p := range s.promised {
		d.takeBack(s, p.job)
	}
	s.promised = s.promised[:0]
	d.offerPeople(s)
}

// takeBack lets a job that a crew was promised to stand in its line again.
func (d *Dispatcher) takeBack(s *crewState, job int32) {
	kind := &d.kinds[d.jobs[job].kind]
	s.free += kind.people
	for _, u := range kind.uses {
		r := &d.resources[u.Resource]
		r.free += u.Amount
		d.offer(r)
	}
	d.promises--
	d.enqueue(job)
}

// reconsider looks at what other crews were promised to when a crew has people
// free: the most urgent job that it would be done with sooner is taken back.
func (d *Dispatcher) reconsider(crew int32) {
	now, hours := &d.crews[crew], &d.p.Crews[crew].Hours
	now.consult(d.now, hours)
	if now.begin != d.now {
		return
	}
	var holds *crewState
	at := 0
	for _, c := range now.peers {
		s := &d.crews[c]
		for k := range s.promised {
			p := &s.promised[k]
			if now.within(p.work) < p.until && (holds == nil || d.before(p.job, holds.promised[at].job)) &&
				d.canDo(crew, p.job) && hours.Finish(now.begin, p.work) < p.until {
				holds, at = s, k
			}
		}
	}
	if holds != nil {
		job := holds.promised[at].job
		holds.promised = slices.Delete(holds.promised, at, at+1)
		d.takeBack(holds, job)
	}
}

// atWork says that one of the crews for a kind of job has people to spare and
// is at work. If none is, those with people to spare are looked at again when
// they come.
func (d *Dispatcher) atWork(kind *kindState) bool {
	for _, c := range kind.crews {
		if s := &d.crews[c]; s.free >= kind.people {
			s.consult(d.now, &d.p.Crews[c].Hours)
			if s.begin == d.now {
				return true
			}
		}
	}
	d.awakenAll(kind)
	return false
}

// pick finds the crew that would be finished first, of those with people to
// spare, when it begins and when it would be finished; -1 when nobody is at work
// who could begin, or all are claimed.
// A crew that would have to leave the job lying over night is passed over for
// one that begins later and is done sooner.
func (d *Dispatcher) pick(job int32, kind *kindState) (crew int32, begins, until Time) {
	crew = -1
	work, anybody, gives := d.jobs[job].work, false, false
	for _, c := range kind.crews {
		s := &d.crews[c]
		if s.free < kind.people {
			continue
		}
		s.consult(d.now, &d.p.Crews[c].Hours)
		anybody = anybody || s.begin == d.now
		end := s.within(work)
		if end > s.stretch && end > s.later {
			end = d.p.Crews[c].Hours.Finish(s.begin, work)
		}
		if crew >= 0 && end >= until || s.claimed >= 0 && s.claimed != job && end > s.begins && d.before(s.claimed, job) {
			continue
		}
		if d.Patience > 0 && s.begin == d.now && d.gives(s, job, kind.people, end) {
			gives = true
			continue
		}
		crew, begins, until = c, s.begin, end
		if end == d.now+work {
			break // nobody could be done sooner
		}
	}
	if !anybody {
		d.awakenAll(kind)
		return -1, 0, 0
	}
	if gives {
		d.waits(job)
		if crew < 0 {
			crew = gaveWay
		}
	}
	return crew, begins, until
}

// gaveWay stands for a crew: there are people, who are left to more urgent work.
const gaveWay = -2

// consult finds out when a crew can begin something.
func (s *crewState) consult(now Time, hours *Hours) {
	if s.begin = max(s.begin, now); s.begin >= s.stretch {
		s.lookAhead(now, hours)
	}
}

func (s *crewState) lookAhead(now Time, hours *Hours) {
	s.begin = hours.Begin(now)
	s.stretch = hours.stretch(s.begin)
	if !hours.Always() {
		s.resumes = hours.Begin(s.stretch)
		s.later = hours.stretch(s.resumes)
	}
}

// canDo says that a crew has people to spare for a job.
func (d *Dispatcher) canDo(crew, job int32) bool {
	kind := &d.kinds[d.jobs[job].kind]
	return kind.people <= d.crews[crew].free && slices.Contains(kind.crews, crew)
}

// within is when a crew that was consulted would be done with a piece of work, if
// that is before its second break; for longer work it is too soon.
func (s *crewState) within(work Time) Time {
	end := s.begin + work
	if end > s.stretch {
		end += s.resumes - s.stretch
	}
	return end
}

// awakenAll has the crews with people to spare for a kind, none of which is at
// work, looked at again when they come.
func (d *Dispatcher) awakenAll(kind *kindState) {
	for _, c := range kind.crews {
		if d.crews[c].free >= kind.people {
			d.awaken(c)
		}
	}
}

// awaken has a crew that is not at work looked at again when it comes.
func (d *Dispatcher) awaken(c int32) {
	if s := &d.crews[c]; s.wakes != s.begin {
		s.wakes = s.begin
		d.agenda.push(s.begin, wakes, c)
	}
}

// before says that a job goes before another one.
func (d *Dispatcher) before(a, b int32) bool {
	return d.ranked(a) < d.ranked(b)
}

// place writes down when a ready job goes on and by whom, and takes what it
// needs.
func (d *Dispatcher) place(job, crew int32, until Time) {
	if until >= horizon {
		return
	}
	d.out[job].Start, d.out[job].Finish, d.out[job].Crew = d.now, until, crew
	kind := &d.kinds[d.jobs[job].kind]
	if crew >= 0 {
		s := &d.crews[crew]
		s.free -= kind.people
		if s.mixed {
			s.running = append(s.running, running{job, kind.people, until})
		}
	}
	for _, u := range kind.uses {
		d.resources[u.Resource].free -= u.Amount
	}
	d.agenda.push(until, finishes, job)
	d.begun(job)
}

// because is what a job that starts now waited for last: the last of its needs
// or its release, or what came free after that.
func (d *Dispatcher) because(job, crew int32) Cause {
	var cause Cause
	switch last := d.jobs[job].last; last {
	case nobody:
	case outside:
		cause = Cause{By: ByRelease}
	default:
		cause = Cause{Job: last, By: ByNeed}
	}
	if d.jobs[job].pending == readied(d.instant) {
		return cause
	}
	if crew >= 0 {
		switch s := &d.crews[crew]; {
		case s.woke == d.now:
			return Cause{By: ByHours}
		case s.leftAt == d.now:
			return Cause{Job: s.last, By: ByCrew}
		}
	}
	for _, u := range d.kinds[d.jobs[job].kind].uses {
		if s := &d.resources[u.Resource]; s.leftAt == d.now {
			return Cause{Job: s.last, By: ByResource}
		}
	}
	switch {
	case crew < 0 && cause.By == ByNothing:
		return Cause{By: ByClaim} // a place that was kept for who waits for a crew
	case crew < 0:
		return cause
	case d.crews[crew].last >= 0:
		return Cause{Job: d.crews[crew].last, By: ByCrew}
	case d.p.Crews[crew].Hours.Always():
		return Cause{By: ByClaim}
	default: // another crew would have been done sooner, and then could not come
		return Cause{By: ByHours}
	}
}
