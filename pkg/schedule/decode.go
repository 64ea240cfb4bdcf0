package schedule

// decoder places the jobs of a model, each as early as it can go after those
// already placed. Placing from the end backwards is the same in a mirror:
// dependents are needs, and time runs from the end.
type decoder struct {
	m         *model
	needs     Lists
	release   []Time // nil in the mirror, where it would be a deadline
	crews     []crewTrack
	resources []track

	start, finish []Time  // by job of the model, of the last schedule
	crew          []int32 // -1 nobody

	open []int32 // by job: needs not yet placed, while placing without delay
	next heap
}

// crewTrack is a crew's people in the time the crew has worked, in which every
// job is one piece.
type crewTrack struct {
	track
	hours  Hours
	always bool
}

func newDecoder(m *model) *decoder {
	n := m.size()
	d := &decoder{
		m: m, needs: m.needs, release: m.release,
		crews: make([]crewTrack, len(m.p.Crews)), resources: make([]track, len(m.p.Resources)),
		start: make([]Time, n), finish: make([]Time, n), crew: make([]int32, n),
	}
	for c := range d.crews {
		d.crews[c].hours = m.p.Crews[c].Hours
		d.crews[c].always = m.p.Crews[c].Hours.Always()
	}
	return d
}

// newMirror is a decoder in which time runs backwards. A resource's pause,
// which then comes before a job instead of after it, is the same for all jobs
// and may stand after them as well.
func newMirror(m *model) *decoder {
	d := newDecoder(m)
	d.needs, d.release = m.dependents, nil
	for c := range d.crews {
		spans := m.p.Crews[c].Hours.Spans
		mirrored := make([]Span, len(spans))
		for i, s := range spans {
			mirrored[len(spans)-1-i] = Span{Day - s.To, Day - s.From}
		}
		d.crews[c].hours.Spans = mirrored
	}
	return d
}

// mirrorAt sets where a mirror stands: its time 0 is the end of a schedule.
func (d *decoder) mirrorAt(end Time) {
	for c := range d.crews {
		d.crews[c].hours.Midnight = (Day - (end+d.m.p.Crews[c].Hours.Midnight)%Day) % Day
	}
}

func (d *decoder) reset() {
	for c := range d.crews {
		d.crews[c].reset(d.m.p.Crews[c].People)
	}
	for r := range d.resources {
		d.resources[r].reset(d.m.p.Resources[r].Capacity)
	}
}

// list places all jobs in the order of a list in which each stands after what
// it needs: the serial schedule generation scheme.
func (d *decoder) list(order []int32) {
	d.reset()
	for _, job := range order {
		start, finish, crew := d.earliest(job, d.ready(job))
		d.book(job, start, finish, crew)
	}
}

// ready is when a job could start if nobody else wanted anything.
func (d *decoder) ready(job int32) Time {
	var ready Time
	if d.release != nil {
		ready = d.release[job]
	}
	for _, need := range d.needs.Of(job) {
		ready = max(ready, d.finish[need])
	}
	return ready
}

// book places a job where earliest found that it can go.
func (d *decoder) book(job int32, start, finish Time, crew int32) {
	k := &d.m.kinds[d.m.kind[job]]
	d.start[job], d.finish[job], d.crew[job] = start, finish, crew
	if crew >= 0 {
		c := &d.crews[crew]
		at := start
		if !c.always {
			at = c.hours.Worked(start)
		}
		c.take(at, d.m.work[job], k.people)
	}
	for _, use := range k.uses {
		d.resources[use.Resource].take(start, finish-start+d.m.p.Resources[use.Resource].Pause, use.Amount)
	}
}

// earliest looks for the crew with which a job is finished first.
func (d *decoder) earliest(job int32, ready Time) (start, finish Time, crew int32) {
	k := &d.m.kinds[d.m.kind[job]]
	if len(k.crews) == 0 {
		start = d.fitUses(k, ready, d.m.work[job])
		return start, start + d.m.work[job], -1
	}
	crew = -1
	for _, c := range k.crews {
		s, f := d.fitCrew(k, c, ready, d.m.work[job])
		if crew < 0 || f < finish {
			start, finish, crew = s, f, c
		}
	}
	return start, finish, crew
}

// fitUses is the earliest time not before ready at which all that a job uses
// is free.
func (d *decoder) fitUses(k *demand, ready, length Time) Time {
	start := ready
	for agreed, u := 0, 0; agreed < len(k.uses); u++ {
		if u == len(k.uses) {
			u = 0
		}
		use := k.uses[u]
		at := d.resources[use.Resource].fit(start, length+d.m.p.Resources[use.Resource].Pause, use.Amount)
		if at > start {
			start, agreed = at, 0
		}
		agreed++
	}
	return start
}

// fitCrew is the earliest time at which a crew has the people and all else is
// free too.
func (d *decoder) fitCrew(k *demand, crew int32, ready, work Time) (start, finish Time) {
	c := &d.crews[crew]
	for {
		if c.always {
			start = c.fit(ready, work, k.people)
			finish = start + work
		} else {
			at := c.fit(c.hours.Worked(ready), work, k.people)
			start = c.hours.Begin(max(ready, c.hours.When(at)))
			finish = c.hours.Finish(start, work)
		}
		ready = d.fitUses(k, start, finish-start)
		if ready == start {
			return start, finish
		}
	}
}

// undelayed places all jobs so that nothing that could start waits: of those
// that can start earliest the one with the smallest key is placed first. This
// is the parallel schedule generation scheme. It keeps working with hours,
// where no single time is the present.
func (d *decoder) undelayed(keys []int64) {
	d.reset()
	n := d.m.size()
	if d.open == nil {
		d.open = make([]int32, n)
	}
	d.next = d.next[:0]
	for i := range n {
		d.open[i] = int32(len(d.needs.Of(int32(i))))
		if d.open[i] == 0 {
			d.next.push(entry{d.ready(int32(i)), keys[i], int32(i)})
		}
	}
	dependents := d.m.dependents
	if d.release == nil {
		dependents = d.m.needs
	}
	for len(d.next) > 0 {
		e := d.next.pop()
		start, finish, crew := d.earliest(e.job, e.key)
		if start > e.key {
			e.key = start
			d.next.push(e)
			continue
		}
		d.book(e.job, start, finish, crew)
		for _, w := range dependents.Of(e.job) {
			if d.open[w]--; d.open[w] == 0 {
				d.next.push(entry{d.ready(w), keys[w], w})
			}
		}
	}
}

// end is the last finish of the last schedule.
func (d *decoder) end() Time {
	var end Time
	for _, f := range d.finish {
		end = max(end, f)
	}
	return end
}
