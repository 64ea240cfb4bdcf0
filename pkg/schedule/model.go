package schedule

import (
	"math"
	"math/bits"
	"slices"
)

// model is a problem as the engine sees it: only the jobs that can be placed,
// numbered anew in the same order, and of each kind only what matters. It
// shares memory with the problem and changes none of it.
type model struct {
	jobs       []int32 // by number here: the job of the problem
	needs      Lists
	dependents Lists
	work       []Time
	release    []Time
	kind       []int32
	kinds      []demand
	p          *Problem
}

// demand is a kind of job: the crews that are able, one use of each resource.
type demand struct {
	crews  []int32
	people int32
	uses   []Use
}

func newModel(p *Problem) *model {
	m := &model{p: p, kinds: make([]demand, len(p.Kinds))}
	hopeless := make([]bool, len(p.Kinds))
	for k := range p.Kinds {
		m.kinds[k], hopeless[k] = p.demandOf(&p.Kinds[k])
	}
	number := make([]int32, p.Jobs()) // of the problem's jobs; -1 cannot be placed
	edges := 0
	for job := range number {
		number[job] = int32(len(m.jobs))
		if p.Work[job] < 0 || hopeless[p.Kind[job]] {
			number[job] = -1
		}
		for _, need := range p.Needs.Of(int32(job)) {
			if number[need] < 0 {
				number[job] = -1
			}
		}
		if number[job] >= 0 {
			m.jobs = append(m.jobs, int32(job))
			edges += len(p.Needs.Of(int32(job)))
		}
	}
	m.take(number, edges)
	return m
}

// take copies what the problem says of the jobs that can be placed.
func (m *model) take(number []int32, edges int) {
	n, p := len(m.jobs), m.p
	m.work, m.release, m.kind = p.Work, p.Release, p.Kind
	m.needs, m.dependents = p.Needs, p.Dependents
	if p.Release == nil {
		m.release = make([]Time, p.Jobs())
	}
	if n == p.Jobs() {
		return
	}
	work, release, kind := make([]Time, n), make([]Time, n), make([]int32, n)
	needs := Lists{Start: make([]int32, 1, n+1), To: make([]int32, 0, edges)}
	for i, job := range m.jobs {
		for _, need := range p.Needs.Of(job) {
			needs.To = append(needs.To, number[need])
		}
		needs.Start = append(needs.Start, int32(len(needs.To)))
		work[i], release[i], kind[i] = m.work[job], m.release[job], m.kind[job]
	}
	m.work, m.release, m.kind = work, release, kind
	m.needs, m.dependents = needs, needs.Reversed()
}

// demandOf says also whether nobody can ever do jobs of this kind.
func (p *Problem) demandOf(k *Kind) (d demand, hopeless bool) {
	for _, c := range k.Crews {
		if k.Able(&p.Crews[c]) {
			d.crews = append(d.crews, c)
		}
	}
	if len(k.Crews) > 0 {
		d.people = k.People
		hopeless = len(d.crews) == 0
	}
	for _, use := range k.Uses { // in the order given, each resource once
		if use.Amount == 0 {
			continue
		}
		at := slices.IndexFunc(d.uses, func(u Use) bool { return u.Resource == use.Resource })
		if at < 0 {
			at = len(d.uses)
			d.uses = append(d.uses, Use{Resource: use.Resource})
		}
		d.uses[at].Amount = int32(min(int64(d.uses[at].Amount)+int64(use.Amount), math.MaxInt32))
		hopeless = hopeless || d.uses[at].Amount > p.Resources[use.Resource].Capacity
	}
	return d, hopeless
}

// size is how many jobs can be placed.
func (m *model) size() int { return len(m.jobs) }

// topological turns keys into an order in which every job stands after what
// it needs, and of those that may stand next the one with the smallest key.
func (m *model) topological(keys []int64) []int32 {
	n := m.size()
	open := make([]int32, n)
	var next heap
	for i := range n {
		open[i] = int32(len(m.needs.Of(int32(i))))
		if open[i] == 0 {
			next.push(entry{keys[i], int64(i), int32(i)})
		}
	}
	order := make([]int32, 0, n)
	for len(next) > 0 {
		job := next.pop().job
		order = append(order, job)
		for _, d := range m.dependents.Of(job) {
			if open[d]--; open[d] == 0 {
				next.push(entry{keys[d], int64(d), d})
			}
		}
	}
	return order
}

// numberBits is how many bits the number of a job takes.
func (m *model) numberBits() int { return bits.Len(uint(m.size())) }

// entry is a job in a heap: the smallest key first, then the smallest tie.
type entry struct {
	key, tie int64
	job      int32
}

func (e entry) before(o entry) bool {
	if e.key != o.key {
		return e.key < o.key
	}
	if e.tie != o.tie {
		return e.tie < o.tie
	}
	return e.job < o.job
}

// heap is a binary heap with the smallest entry at its top.
type heap []entry

func (h *heap) push(e entry) {
	*h = append(*h, e)
	s := *h
	at := len(s) - 1
	for at > 0 {
		up := (at - 1) / 2
		if !e.before(s[up]) {
			break
		}
		s[at] = s[up]
		at = up
	}
	s[at] = e
}

func (h *heap) pop() entry {
	s := *h
	top, last := s[0], s[len(s)-1]
	s = s[:len(s)-1]
	*h = s
	if len(s) == 0 {
		return top
	}
	at := 0
	for {
		down := 2*at + 1
		if down >= len(s) {
			break
		}
		if down+1 < len(s) && s[down+1].before(s[down]) {
			down++
		}
		if !s[down].before(last) {
			break
		}
		s[at] = s[down]
		at = down
	}
	s[at] = last
	return top
}
