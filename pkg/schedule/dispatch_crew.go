package schedule

import "slices"

// goOn places a job that has begun already, with the crew that has the most
// people to spare. It may take more than there is: what goes on goes on, and
// others wait until it is done.
func (d *Dispatcher) goOn(job int32) {
	j := &d.jobs[job]
	kind, until := &d.kinds[j.kind], j.work
	if j.work < 0 || kind.impossible {
		return
	}
	d.arrive(job, kind.team)
	d.announce(job, 0)
	var crew *crewState
	for _, s := range kind.team.crews {
		if crew == nil || s.free > crew.free {
			crew = s
		}
	}
	if crew != nil && j.work > 0 {
		until = crew.hours.Finish(crew.hours.Begin(0), j.work)
	}
	d.place(job, kind, crew, until)
	d.out[job].Cause = Cause{} // it did not wait for anything
}

// promise keeps people of a crew that is not at work for a job, until it is,
// and what the job uses, so that others do not take that meanwhile.
func (d *Dispatcher) promise(job int32, kind *kindState, s *crewState, until Time) {
	s.free -= kind.team.people
	s.promised = append(s.promised, promised{job, d.jobs[job].work, until})
	d.promises++
	d.awaken(s)
	for _, u := range kind.uses {
		u.of.free -= u.amount
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
	d.sets.offerPeople(s.kinds)
}

// takeBack lets a job that a crew was promised to stand in its line again.
func (d *Dispatcher) takeBack(s *crewState, job int32) {
	kind := &d.kinds[d.jobs[job].kind]
	s.free += kind.team.people
	for _, u := range kind.uses {
		u.of.free += u.amount
		d.offer(u.of)
	}
	d.promises--
	d.enqueue(job, kind)
}

// reconsider looks at what other crews were promised to when a crew has people
// free: the most urgent job that it would be done with sooner is taken back.
func (d *Dispatcher) reconsider(now *crewState) {
	if now.consult(d.now); now.begin != d.now {
		return
	}
	var holds *crewState
	at := 0
	for _, s := range now.peers {
		for k := range s.promised {
			p := &s.promised[k]
			if now.within(p.work) < p.until && (holds == nil || d.before(p.job, holds.promised[at].job)) &&
				d.canDo(now, p.job) && now.hours.Finish(now.begin, p.work) < p.until {
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

// someAtWork says that one of the crews of a team has people to spare and
// is at work. If none is, those with people to spare are looked at again when
// they come.
func (d *Dispatcher) someAtWork(team *teamState) bool {
	rests, people := false, team.people
	for _, s := range team.crews {
		if s.free >= people {
			if s.consult(d.now); s.begin == d.now {
				return true
			}
			rests = true
		}
	}
	if rests {
		d.awakenAll(team)
	}
	return false
}

// pick finds the crew that would be finished first, of those with people to
// spare, and when it would be. Nobody is left when nobody is at work who could
// begin, or all are claimed; a job is left when there are people, who are kept
// for more urgent work.
// A crew that would have to leave the job lying over night is passed over for
// one that begins later and is done sooner.
func (d *Dispatcher) pick(job int32, team *teamState) (crew *crewState, until Time, came outcome) {
	work, people, saw := d.jobs[job].work, team.people, sight(0)
	for _, s := range team.crews {
		if s.free < people {
			continue
		}
		s.consult(d.now)
		if s.begin == d.now {
			saw |= atWork
		} else {
			saw |= resting
		}
		end := s.within(work)
		if end > s.stretch && end > s.later {
			end = s.hours.Finish(s.begin, work)
		}
		if crew != nil && end >= until || s.claimed >= 0 && d.keeps(s, job, end) {
			continue
		}
		if d.looks && s.begin == d.now && d.gives(s, job, people, end) {
			saw |= giving
			continue
		}
		crew, until = s, end
		if end == d.now+work {
			break // nobody could be done sooner
		}
	}
	if saw == resting {
		d.awakenAll(team)
	}
	if saw&atWork == 0 {
		return nil, 0, nobodyLeft
	}
	if saw&giving != 0 {
		d.waits(job)
	}
	switch {
	case crew != nil:
		return crew, until, started
	case saw&giving != 0:
		return nil, 0, left
	default:
		return nil, 0, nobodyLeft
	}
}

// sight is what a look at the crews of a team shows of those with people to
// spare.
type sight uint8

const (
	atWork  sight = 1 << iota // one is at work
	resting                   // one is not
	giving                    // one leaves its people to others
)

// keeps says that people of a crew are kept for another job, which could not
// begin in time if this one had them until end.
func (d *Dispatcher) keeps(s *crewState, job int32, end Time) bool {
	return end > s.begins && d.before(s.claimed, job)
}

// consult finds out when a crew can begin something.
func (s *crewState) consult(now Time) {
	if s.begin = max(s.begin, now); s.begin >= s.stretch {
		s.lookAhead(now)
	}
}

func (s *crewState) lookAhead(now Time) {
	s.begin = s.hours.Begin(now)
	s.stretch = s.hours.stretch(s.begin)
	if !s.hours.Always() {
		s.resumes = s.hours.Begin(s.stretch)
		s.later = s.hours.stretch(s.resumes)
	}
}

// canDo says that a crew has people to spare for a job.
func (d *Dispatcher) canDo(s *crewState, job int32) bool {
	team := d.kinds[d.jobs[job].kind].team
	return team.people <= s.free && slices.Contains(team.crews, s)
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

// awakenAll has the crews of a team with people to spare, none of which is at
// work, looked at again when they come.
func (d *Dispatcher) awakenAll(team *teamState) {
	for _, s := range team.crews {
		if s.free >= team.people {
			d.awaken(s)
		}
	}
}

// awaken has a crew that is not at work looked at again when it comes.
func (d *Dispatcher) awaken(s *crewState) {
	if s.wakes != s.begin {
		s.wakes = s.begin
		d.agenda.push(s.begin, wakes, s.number)
	}
}

// before says that a job goes before another one.
func (d *Dispatcher) before(a, b int32) bool {
	return d.ranked(a) < d.ranked(b)
}

// place writes down when a ready job goes on and by whom, and takes what it
// needs.
func (d *Dispatcher) place(job int32, kind *kindState, s *crewState, until Time) {
	if until >= horizon {
		return
	}
	out := &d.out[job]
	out.Start, out.Finish = d.now, until
	if !d.NoCauses {
		out.Cause = d.because(job, kind, s)
	}
	if s != nil {
		out.Crew = s.number
		s.free -= kind.team.people
		if s.mixed {
			s.running = append(s.running, running{job, kind.team.people, until})
		}
	}
	for _, u := range kind.uses {
		u.of.free -= u.amount
	}
	d.agenda.push(until, finishes, job)
	d.begun(job, until)
}

// because is what a job that starts now waited for last: the last of its needs
// or its release, or what came free after that.
func (d *Dispatcher) because(job int32, kind *kindState, s *crewState) Cause {
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
	if s != nil {
		switch {
		case s.woke == d.now:
			return Cause{By: ByHours}
		case s.leftAt == d.now:
			return Cause{Job: s.last, By: ByCrew}
		}
	}
	for _, u := range kind.uses {
		if u.of.leftAt == d.now {
			return Cause{Job: u.of.last, By: ByResource}
		}
	}
	switch {
	case s == nil && cause.By == ByNothing:
		return Cause{By: ByClaim} // a place that was kept for who waits for a crew
	case s == nil:
		return cause
	case s.last >= 0:
		return Cause{Job: s.last, By: ByCrew}
	case s.hours.Always():
		return Cause{By: ByClaim}
	default: // another crew would have been done sooner, and then could not come
		return Cause{By: ByHours}
	}
}
