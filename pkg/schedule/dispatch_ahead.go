package schedule

import "math"

// ahead is what a dispatcher with patience knows of the time to come. A job is
// coming when all its needs have begun or could begin.
type ahead struct {
	looks   bool      // the dispatcher has patience
	outlook []outlook // by job
	giving  int       // how many jobs wait for others
}

// outlook is what is known of a job that has not begun.
type outlook struct {
	at      Time  // not ready before, as far as its needs are known; of one that is ready: since when it waits for others, Never when it does not
	stands  int32 // where it stands among those that are coming; -1
	dormant int32 // needs that have not begun and could not
}

// expectNobody empties what is known.
func (d *Dispatcher) expectNobody() {
	if d.looks = d.Patience > 0; !d.looks {
		return
	}
	if d.outlook == nil {
		d.outlook = make([]outlook, d.p.Jobs())
	}
	d.giving = 0
	for job := range d.outlook {
		d.outlook[job] = outlook{stands: -1, dormant: int32(d.unmet[job]) + d.jobs[job].pending}
	}
	for _, t := range d.teams {
		t.coming, t.soonest = t.coming[:0], math.MaxInt64
	}
}

// announce tells those that need a job that it can begin, not before from.
func (d *Dispatcher) announce(job int32, from Time) {
	if !d.looks {
		return
	}
	end := from + d.jobs[job].work
	for _, next := range d.p.Dependents.Of(job) {
		o := &d.outlook[next]
		o.at = max(o.at, end)
		if o.dormant--; o.dormant != 0 {
			continue
		}
		j := &d.jobs[next]
		if kind := &d.kinds[j.kind]; j.work >= 0 && !kind.impossible {
			t := kind.team
			o.stands = int32(len(t.coming))
			t.coming = append(t.coming, next)
			t.soonest = min(t.soonest, o.at)
		}
	}
}

// begun puts right when those that need a job will be ready: it goes on now.
func (d *Dispatcher) begun(job int32, end Time) {
	if !d.looks {
		return
	}
	if o := &d.outlook[job]; o.at != Never {
		o.at = Never
		d.giving--
	}
	for _, next := range d.p.Dependents.Of(job) {
		o := &d.outlook[next]
		o.at = max(o.at, end)
	}
}

// recall takes back that a job was ready: it failed.
func (d *Dispatcher) recall(job int32) {
	if !d.looks {
		return
	}
	for _, next := range d.p.Dependents.Of(job) {
		if d.outlook[next].dormant == 0 {
			d.withdraw(next, d.kinds[d.jobs[next].kind].team)
		}
		d.outlook[next].dormant++
	}
}

// arrive takes note that a job of a team is ready, or has begun.
func (d *Dispatcher) arrive(job int32, team *teamState) {
	if d.looks {
		d.withdraw(job, team)
		d.outlook[job].at = Never
	}
}

// withdraw takes a job off those that are coming, and lets others ask for the
// people that were kept for it.
func (d *Dispatcher) withdraw(job int32, t *teamState) {
	at := d.outlook[job].stands
	if at < 0 {
		return
	}
	last := len(t.coming) - 1
	moved := t.coming[last]
	t.coming[at], d.outlook[moved].stands = moved, at
	t.coming, d.outlook[job].stands = t.coming[:last], -1
	if d.giving == 0 {
		return
	}
	for _, s := range t.crews {
		d.sets.offerPeople(s.kinds)
	}
}

// patient is how long a job that is ready waits for others, at the latest.
func (d *Dispatcher) patient(job int32) Time {
	since := d.now
	if at := d.outlook[job].at; at != Never {
		since = at
	}
	return since + Time(d.Patience*float64(d.jobs[job].work))
}

// gives says that a job leaves a crew's people to others of smaller priority
// that are coming, which would find too few if it kept some until end.
func (d *Dispatcher) gives(s *crewState, job, people int32, end Time) bool {
	until := d.patient(job)
	if until <= d.now {
		return false
	}
	until = min(until, end-1)
	free := s.free - people
	for _, t := range s.teams {
		if t.soonest > until {
			continue
		}
		soonest := Time(math.MaxInt64)
		for _, other := range t.coming {
			at := d.outlook[other].at
			soonest = min(soonest, at)
			// One that should have been ready by now waits for people itself, nobody
			// knows how long.
			if d.now < at && at <= until && d.before(other, job) {
				if free -= t.people; free < 0 {
					return true
				}
			}
		}
		t.soonest = soonest
	}
	return false
}

// waits notes that a job has left its people to others, and looks again when
// its patience is over.
func (d *Dispatcher) waits(job int32) {
	if o := &d.outlook[job]; o.at == Never {
		o.at = d.now
		d.giving++
		d.agenda.push(d.patient(job), presses, d.jobs[job].kind)
	}
}
