package schedule

import "math/bits"

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
	if kind := &d.kinds[j.kind]; len(kind.crews) == 0 && len(kind.uses) == 0 {
		d.out[job].Cause = d.because(job, -1)
		d.place(job, -1, d.now+j.work)
		return
	}
	d.enqueue(job)
}

// enqueue has a job started as soon as it fits.
func (d *Dispatcher) enqueue(job int32) {
	j := &d.jobs[job]
	x := d.ranked(job)
	if j.kind == d.p.Kind[job] {
		d.lines[j.kind].stands.put(j.place)
	} else {
		d.lines[j.kind].guests.push(x)
	}
	d.first[j.kind] = min(d.first[j.kind], x)
	d.filled.put(j.kind)
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
		first = d.ranked(l.home[at])
	}
	if len(l.guests) > 0 {
		first = min(first, l.guests[0])
	}
	if d.first[k] = first; first == noJob {
		d.filled.drop(k)
	}
}

// open are the kinds of a word that have a ready job, and neither people nor a
// resource that is known to be missing.
func (d *Dispatcher) open(word int32) uint64 {
	return d.filled[word] &^ d.shut[word] &^ d.busy[word]
}

// ask has those of the kinds looked at that are open, when jobs are started
// next.
func (d *Dispatcher) ask(kinds kindMask) {
	for _, part := range kinds {
		if bits := part.bits & d.open(part.word); bits != 0 {
			d.asking.merge(part.word, bits)
		}
	}
}

// offerPeople lets those look again who want people of a crew.
func (d *Dispatcher) offerPeople(s *crewState) {
	d.busy.dropAll(s.all)
	d.ask(s.all)
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
				if !d.kinds[k].mixed && len(d.kinds[k].crews) > 0 && !d.atWork(&d.kinds[k]) {
					d.busy.putAll(d.teams[d.kinds[k].team]) // sooner than to try once more
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
		for set := d.turn.kinds[word] & d.open(word); set != 0; set &= set - 1 {
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
	job, kind := jobOf(d.first[k]), &d.kinds[k]
	if !d.fits(k) {
		return left
	}
	if len(kind.crews) == 0 {
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
		d.promise(job, crew, kind, until)
		return started
	}
	d.out[job].Cause = d.because(job, crew)
	d.place(job, crew, until)
	return started
}
