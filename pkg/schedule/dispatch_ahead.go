package schedule

import "math"

// ahead is what a dispatcher with patience knows of the time to come. A job is
// coming when all its needs have begun or could begin.
type ahead struct {
	coming  [][]int32 // by kind: the jobs that are coming
	soonest []Time    // by kind: none of them is ready before
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
	if d.Patience <= 0 {
		return
	}
	if d.outlook == nil {
		d.outlook = make([]outlook, d.p.Jobs())
		d.coming, d.soonest = make([][]int32, len(d.p.Kinds)), make([]Time, len(d.p.Kinds))
	}
	d.giving = 0
	for job := range d.outlook {
		d.outlook[job] = outlook{stands: -1, dormant: d.p.Needs.Start[job+1] - d.p.Needs.Start[job]}
	}
	for k := range d.coming {
		d.coming[k], d.soonest[k] = d.coming[k][:0], math.MaxInt64
	}
}

// announce tells those that need a job that it can begin, not before from.
func (d *Dispatcher) announce(job int32, from Time) {
	if d.Patience <= 0 {
		return
	}
	end := from + d.jobs[job].work
	for _, next := range d.p.Dependents.Of(job) {
		o := &d.outlook[next]
		o.at = max(o.at, end)
		if o.dormant--; o.dormant != 0 {
			continue
		}
		if k := d.jobs[next].kind; d.jobs[next].work >= 0 && !d.kinds[k].impossible {
			o.stands = int32(len(d.coming[k]))
			d.coming[k] = append(d.coming[k], next)
			d.soonest[k] = min(d.soonest[k], o.at)
		}
	}
}

// begun puts right when those that need a job will be ready: it goes on now.
func (d *Dispatcher) begun(job int32) {
	if d.Patience <= 0 {
		return
	}
	if o := &d.outlook[job]; o.at != Never {
		o.at = Never
		d.giving--
	}
	end := d.out[job].Finish
	for _, next := range d.p.Dependents.Of(job) {
		o := &d.outlook[next]
		o.at = max(o.at, end)
	}
}

// recall takes back that a job was ready: it failed.
func (d *Dispatcher) recall(job int32) {
	if d.Patience <= 0 {
		return
	}
	for _, next := range d.p.Dependents.Of(job) {
		if d.outlook[next].dormant == 0 {
			d.withdraw(next)
		}
		d.outlook[next].dormant++
	}
}

// arrive takes note that a job is ready, or has begun.
func (d *Dispatcher) arrive(job int32) {
	if d.Patience > 0 {
		d.withdraw(job)
		d.outlook[job].at = Never
	}
}

// withdraw takes a job off those that are coming, and lets others ask for the
// people that were kept for it.
func (d *Dispatcher) withdraw(job int32) {
	at := d.outlook[job].stands
	if at < 0 {
		return
	}
	k := d.jobs[job].kind
	last := len(d.coming[k]) - 1
	moved := d.coming[k][last]
	d.coming[k][at], d.outlook[moved].stands = moved, at
	d.coming[k], d.outlook[job].stands = d.coming[k][:last], -1
	if d.giving == 0 {
		return
	}
	for _, c := range d.kinds[k].crews {
		d.offerPeople(&d.crews[c])
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
	for _, k := range s.kinds {
		if d.soonest[k] > until {
			continue
		}
		soonest := Time(math.MaxInt64)
		for _, other := range d.coming[k] {
			at := d.outlook[other].at
			soonest = min(soonest, at)
			// One that should have been ready by now waits for people itself, nobody
			// knows how long.
			if d.now < at && at <= until && d.before(other, job) {
				if free -= d.kinds[k].people; free < 0 {
					return true
				}
			}
		}
		d.soonest[k] = soonest
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
