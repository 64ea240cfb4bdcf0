package schedule

import (
	"math"
	"slices"
)

// Bound is a number that the sum of weight times finish is below in no
// placement of a problem, over the jobs that can be placed.
//
// Two things are certain of a job. First, it is not finished before its head
// and its work have passed. Second, take all jobs of some people, m in number,
// and let one machine do them that is as fast as all the people together. A
// placement is a way for it to do them: it gives each job at each instant as
// much of itself as people are at work on it. That no job begins before its
// head still holds; that a job is not interrupted, and done by so many at a
// time, is given up. Of all such ways the one that always does the job with
// the most weight for its work among those whose head has passed has the
// smallest sum of weight times mean busy time (Goemans 1997); and a job's
// finish is later than its mean busy time in the placement by at least half
// its work. Rests make both only later, so that hours may be left out. For a
// resource the same holds with the pause counted as a part of the work, which
// it is not finished after: half the pause is taken off again.
//
// The sum may be cut in parts, and each part bounded in the better way. Crews
// that can stand in for each other are taken as one.
func Bound(p *Problem, weights []int64) int64 {
	m := newModel(p)
	r := newRelaxation(m)
	plain := make([]float64, m.size()) // by job: weight times the earliest finish
	weight := make([]float64, m.size())
	for i, job := range m.jobs {
		weight[i] = float64(weights[job])
		plain[i] = weight[i] * float64(r.heads[i]+m.work[i])
	}
	best := 0.0
	byCrew, byLoad := r.owners(false), r.owners(true)
	for k, owner := range [][]int32{byCrew, byLoad} {
		if k == 1 && slices.Equal(byCrew, byLoad) {
			break
		}
		sum := 0.0
		for i, machine := range owner {
			if machine < 0 {
				sum += plain[i]
			}
		}
		lists := r.lists(func(i int32, f func(int32)) {
			if owner[i] >= 0 {
				f(owner[i])
			}
		})
		for machine, jobs := range lists {
			alone := 0.0
			for _, i := range jobs {
				alone += plain[i]
			}
			sum += max(alone, r.weighted(int32(machine), jobs, weight))
		}
		best = max(best, sum)
	}
	return int64(math.Ceil(best * (1 - rounding))) // sums are whole numbers
}

// Products are rounded before they are added, by float64(), so that machines
// which can do both in one step give the same number as those which cannot.
//
// rounding is more than what adding up a million numbers can be wrong by, as a
// share of their sum.
const rounding = 1e-9

// EndBound is a time that no placement of a problem ends before. Beside the
// longest chain it takes the machine of Bound for all people who can stand in
// for each other and for each resource, with the longest tail first: the
// earliest end of a preemptive schedule with heads and tails (Jackson 1955).
func EndBound(p *Problem) Time {
	m := newModel(p)
	return newRelaxation(m).end()
}

// relaxation is a problem in which people and resources have become machines
// that can be interrupted.
type relaxation struct {
	m        *model
	heads    []Time // earliest start
	group    []int32
	machines []machine
	size     []float64 // by job: how long the machine that is being run takes for it
	left     []float64 // by job: what is left of that
}

// machine is a group of crews or a resource.
type machine struct {
	speed float64 // people, or capacity
	pause Time
	load  float64 // how long it takes for all jobs
}

func newRelaxation(m *model) *relaxation {
	n := m.size()
	r := &relaxation{
		m: m, heads: make([]Time, n),
		size: make([]float64, n), left: make([]float64, n)}
	for i := range n {
		r.heads[i] = m.release[i]
		for _, need := range m.needs.Of(int32(i)) {
			r.heads[i] = max(r.heads[i], r.heads[need]+m.work[need])
		}
	}
	r.group = m.groups()
	r.machines = make([]machine, len(m.p.Crews)+len(m.p.Resources))
	for c, crew := range m.p.Crews {
		r.machines[r.group[c]].speed += float64(crew.People)
	}
	for k, resource := range m.p.Resources {
		r.machines[len(m.p.Crews)+k] = machine{speed: float64(resource.Capacity), pause: resource.Pause}
	}
	for i := range int32(n) {
		r.eachMachine(i, func(k int32) { r.machines[k].load += r.area(k, i) / r.machines[k].speed })
	}
	return r
}

// groups says of each crew which one stands for all that it is connected with
// by a kind that either can do.
func (m *model) groups() []int32 {
	group := make([]int32, len(m.p.Crews))
	for c := range group {
		group[c] = int32(c)
	}
	first := func(c int32) int32 {
		for group[c] != c {
			group[c] = group[group[c]]
			c = group[c]
		}
		return c
	}
	for _, k := range m.kinds {
		for _, c := range k.crews {
			a, b := first(k.crews[0]), first(c)
			group[max(a, b)] = min(a, b)
		}
	}
	for c := range group {
		group[c] = first(int32(c))
	}
	return group
}

// eachMachine calls f for all that a job takes: the people first.
func (r *relaxation) eachMachine(i int32, f func(machine int32)) {
	k := &r.m.kinds[r.m.kind[i]]
	if len(k.crews) > 0 && k.people > 0 && r.m.work[i] > 0 {
		f(r.group[k.crews[0]])
	}
	for _, use := range k.uses {
		machine := int32(len(r.m.p.Crews)) + use.Resource
		if r.m.work[i]+r.machines[machine].pause > 0 {
			f(machine)
		}
	}
}

// area is how much of a machine a job takes: people or amount times length.
func (r *relaxation) area(machine, i int32) float64 {
	k := &r.m.kinds[r.m.kind[i]]
	if int(machine) < len(r.m.p.Crews) {
		return float64(k.people) * float64(r.m.work[i])
	}
	for _, use := range k.uses {
		if int(use.Resource) == int(machine)-len(r.m.p.Crews) {
			return float64(use.Amount) * float64(r.m.work[i]+r.machines[machine].pause)
		}
	}
	return 0
}

// owners says of each job by which machine it is bounded: its people, or,
// by load, the busiest of all that it takes. -1 is none.
func (r *relaxation) owners(byLoad bool) []int32 {
	owner := make([]int32, r.m.size())
	for i := range owner {
		owner[i] = -1
		r.eachMachine(int32(i), func(k int32) {
			people := owner[i] >= 0 && int(owner[i]) < len(r.m.p.Crews)
			if owner[i] < 0 || (byLoad || !people) && r.machines[k].load > r.machines[owner[i]].load {
				owner[i] = k
			}
		})
	}
	return owner
}

// lists gives the machines the jobs that take says, by head.
func (r *relaxation) lists(take func(i int32, f func(machine int32))) [][]int32 {
	lists := make([][]int32, len(r.machines))
	counts := make([]int, len(r.machines))
	n := int32(r.m.size())
	for i := range n {
		take(i, func(k int32) { counts[k]++ })
	}
	for k, count := range counts {
		lists[k] = make([]int32, 0, count)
	}
	for i := range n {
		take(i, func(k int32) { lists[k] = append(lists[k], i) })
	}
	shift := r.m.numberBits()
	packed := make([]int64, slices.Max(append(counts, 0)))
	for _, jobs := range lists {
		for at, i := range jobs {
			packed[at] = r.heads[i]<<shift | int64(i)
		}
		slices.Sort(packed[:len(jobs)])
		for at := range jobs {
			jobs[at] = int32(packed[at] & (1<<shift - 1))
		}
	}
	return lists
}

// weighted is the smallest sum of weight times finish on a machine.
func (r *relaxation) weighted(k int32, jobs []int32, weight []float64) float64 {
	sum := 0.0
	for _, i := range jobs {
		sum += float64(weight[i] * float64(r.m.work[i]-r.machines[k].pause))
	}
	urgency := func(i int32) float64 { return weight[i] / r.size[i] }
	r.run(k, jobs, urgency, func(i int32, from, to float64, _ bool) {
		sum += float64(urgency(i) * (to - from) * (from + to))
	})
	return sum / 2
}

// end is the earliest end on any machine.
func (r *relaxation) end() Time {
	var chain Time
	tails := r.m.after()
	for i := range r.heads {
		chain = max(chain, r.heads[i]+r.m.work[i]+tails[i])
	}
	latest := 0.0
	for k, jobs := range r.lists(r.eachMachine) {
		urgency := func(i int32) float64 { return float64(tails[i] + 1) }
		r.run(int32(k), jobs, urgency, func(i int32, _, to float64, done bool) {
			if done {
				latest = max(latest, to+float64(tails[i]-r.machines[k].pause))
			}
		})
	}
	return max(chain, Time(math.Ceil(latest*(1-rounding))))
}

// run does jobs, given by head, on a machine: always the most urgent whose
// head has passed. What has no urgency is not done at all. It calls piece for
// each stretch of time that one job is done in.
func (r *relaxation) run(k int32, jobs []int32, urgency func(int32) float64, piece func(i int32, from, to float64, done bool)) {
	var open heap
	now, next := 0.0, 0
	for next < len(jobs) || len(open) > 0 {
		if len(open) == 0 {
			now = max(now, float64(r.heads[jobs[next]]))
		}
		for ; next < len(jobs) && float64(r.heads[jobs[next]]) <= now; next++ {
			i := jobs[next]
			r.size[i] = r.area(k, i) / r.machines[k].speed
			if u := urgency(i); u > 0 { // the bits of positive numbers are in their order
				r.left[i] = r.size[i]
				open.push(entry{-int64(math.Float64bits(u)), 0, i})
			}
		}
		if len(open) == 0 {
			continue
		}
		i := open[0].job
		until := now + r.left[i]
		done := next == len(jobs) || until <= float64(r.heads[jobs[next]])
		if done {
			open.pop()
		} else {
			until = float64(r.heads[jobs[next]])
			r.left[i] -= until - now
		}
		piece(i, now, until, done)
		now = until
	}
}
