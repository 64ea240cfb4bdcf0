package schedule

import (
	"math"
	"math/bits"
)

// makeReady takes in a job whose needs are finished, as far as they were counted,
// last the given one. One that cannot be placed is left as it is.
func (d *Dispatcher) makeReady(job, last int32) {
	j := &d.jobs[job]
	if j.pending > 0 { // they were more than a byte holds
		few := min(j.pending, math.MaxUint8)
		d.unmet[job], j.pending = uint8(few), j.pending-few
		return
	}
	kind := &d.kinds[j.kind]
	if j.work < 0 || kind.impossible {
		return
	}
	j.last, j.pending = last, readied(d.instant)
	if last != outside {
		d.arrive(job, kind.team)
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
	if kind.nothing() {
		d.place(job, kind, nil, d.now+j.work)
		return
	}
	d.enqueue(job, kind)
}

// enqueue has a job of a kind started as soon as it fits.
func (d *Dispatcher) enqueue(job int32, kind *kindState) {
	x := d.ranked(job)
	if j := &d.jobs[job]; j.kind == d.p.Kind[job] {
		kind.stands.put(j.place)
	} else {
		kind.guests.push(entry{key: int64(x), job: job})
	}
	if !kind.filled() || x < *kind.first {
		*kind.first = x
	}
	kind.word.filled |= kind.bit
	d.sets.ask(kind.word, kind.bit)
}

// dequeue takes the first ready job of a kind away.
func (d *Dispatcher) dequeue(kind *kindState) {
	was := *kind.first
	var at int32 // the first that is at home here
	if len(kind.guests) > 0 && kind.guests[0].key == int64(was) {
		kind.guests.pop()
		at = kind.stands.first()
	} else {
		at = kind.stands.takeFirst(d.jobs[jobOf(was)].place)
	}
	first := uint64(noJob)
	if at >= 0 {
		first = d.ranked(kind.home[at])
	}
	if len(kind.guests) > 0 {
		first = min(first, uint64(kind.guests[0].key))
	}
	if *kind.first = first; first == noJob {
		kind.word.filled &^= kind.bit
	}
}

// startAll starts what fits now, the smallest priority first. A kind whose
// first job does not fit is left until something that it takes comes free:
// its other jobs take the same.
func (d *Dispatcher) startAll() {
	for d.sets.takeTurns() {
		for first := d.next(); first != noJob; first = d.next() {
			job := jobOf(first)
			switch kind := &d.kinds[d.jobs[job].kind]; d.start(job, kind) {
			case started:
				d.dequeue(kind)
			case left:
				kind.word.turn &^= kind.bit
			case nobodyLeft:
				d.giveUp(kind.team)
			}
		}
	}
}

// giveUp leaves alone the kinds that want people of a team, until some are
// offered.
func (d *Dispatcher) giveUp(team *teamState) {
	for _, part := range team.kinds {
		part.word.busy |= part.bits
	}
}

// next is the job whose turn it is, packed with its priority: of the first of
// their kinds the one with the smallest; noJob when there is none. There are
// few at a time, and a heap would cost more than looking.
func (d *Dispatcher) next() uint64 {
	best := uint64(noJob)
	for w := d.sets.turn; w != nil; w = w.nextTurn {
		for set := w.turn & w.open(); set != 0; set &= set - 1 {
			best = min(best, w.first[bits.TrailingZeros64(set)%64])
		}
	}
	return best
}

// outcome is what came of starting a job.
type outcome uint8

const (
	started    outcome = iota // or people are kept for it
	left                      // it is left until something comes free
	nobodyLeft                // the same, and so are all that want the same people
)

// start starts the first job of a kind, if it fits.
func (d *Dispatcher) start(job int32, kind *kindState) outcome {
	if !d.fits(kind) {
		return left
	}
	team := kind.team
	if len(team.crews) == 0 {
		d.place(job, kind, nil, d.now+d.jobs[job].work)
		return started
	}
	s, until, came := d.pick(job, team)
	if came != started {
		if came == nobodyLeft && team.mixed {
			d.claim(job, team)
			return left
		}
		return came
	}
	if team.mixed {
		d.unclaim(job, team, nil)
	}
	if s.begin > d.now {
		d.promise(job, kind, s, until)
	} else {
		d.place(job, kind, s, until)
	}
	if !team.mixed && (s.free < team.people || s.begin > d.now) && !d.someAtWork(team) {
		d.giveUp(team) // now, not when the next one finds nobody; crews that rest are to be looked at again
	}
	return started
}
