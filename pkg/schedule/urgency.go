package schedule

import (
	"cmp"
	"math/bits"
	"slices"
)

// Priority ranks the jobs by the rule that serves a goal best in one pass, the
// most urgent first from 0: for Makespan the longest tail after it, for
// Weighted the most shared weight for its work, for Strict the best class that
// waits for it and then the same. What cannot be placed comes last.
func (g *Goal) Priority(p *Problem) []int32 {
	m := newModel(p)
	ranks := make([]int32, p.Jobs())
	for job := range ranks {
		ranks[job] = int32(m.size())
	}
	for rank, i := range byKey(m.portfolio(g)[0]) {
		ranks[m.jobs[i]] = int32(rank)
	}
	return ranks
}

// urgency is how soon a job should be done: the smaller, the sooner.
type urgency struct {
	class uint8
	less  float64
}

// byKey lists the numbers of jobs, the most urgent first.
func byKey(keys []urgency) []int32 {
	order := make([]int32, len(keys))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		x, y := keys[a], keys[b]
		return cmp.Or(cmp.Compare(x.class, y.class), cmp.Compare(x.less, y.less), cmp.Compare(a, b))
	})
	return order
}

// portfolio is the rules that are tried for a goal, the best first.
func (m *model) portfolio(g *Goal) [][]urgency {
	n := m.size()
	after := m.after()
	tail := make([]urgency, n)
	for i := range tail {
		tail[i].less = -float64(after[i])
	}
	if g.Rule == Makespan {
		return [][]urgency{tail}
	}
	weights, classes := m.counted(g)
	own := slices.Clone(weights)
	Shared(m.needs, weights)
	rules := [][]urgency{}
	add := func(value func(i int) float64) {
		rule := make([]urgency, n)
		for i := range rule {
			rule[i] = urgency{classes[i], -value(i)}
		}
		rules = append(rules, rule)
	}
	work := func(i int) float64 { return float64(max(1, m.work[i])) }
	add(func(i int) float64 { return float64(weights[i]) / work(i) })
	add(func(i int) float64 { return float64(weights[i]) / (work(i) * m.burden(i)) })
	add(func(i int) float64 { return float64(weights[i]) })
	add(func(i int) float64 { return float64(weights[i]) / float64(work(i)+float64(after[i])) })
	add(func(i int) float64 { return float64(own[i]) / work(i) })
	add(func(i int) float64 { return float64(after[i]) })
	return rules
}

// after is the longest chain of work after each job.
func (m *model) after() []Time {
	after := make([]Time, m.size())
	for i := m.size() - 1; i >= 0; i-- {
		for _, need := range m.needs.Of(int32(i)) {
			after[need] = max(after[need], after[i]+m.work[i])
		}
	}
	return after
}

// counted gives the weights of a goal, made so large that they can be shared
// often, and the best class that waits for each job.
func (m *model) counted(g *Goal) (weights []int64, classes []uint8) {
	weights = make([]int64, m.size())
	classes = make([]uint8, m.size())
	var sum int64
	for i, job := range m.jobs {
		classes[i] = Uncounted
		if class := g.class(job); g.Rule == Weighted || class != Uncounted {
			weights[i] = g.weight(job)
			if weights[i] > 0 {
				classes[i] = class
			}
		}
		if g.Rule == Weighted {
			classes[i] = 0
		}
		sum += weights[i]
	}
	spare := max(0, bits.LeadingZeros64(uint64(sum))-2)
	for i := m.size() - 1; i >= 0; i-- {
		weights[i] <<= min(20, spare)
		for _, need := range m.needs.Of(int32(i)) {
			classes[need] = min(classes[need], classes[i])
		}
	}
	return weights, classes
}

// burden is how much of what there is a job takes, as a share, at least a
// little.
func (m *model) burden(i int) float64 {
	kind := &m.kinds[m.kind[i]]
	share := 0.01
	people := int32(0)
	for _, c := range kind.crews {
		people += m.p.Crews[c].People
	}
	if people > 0 {
		share += float64(kind.people) / float64(people)
	}
	for _, use := range kind.uses {
		share += float64(use.Amount) / float64(m.p.Resources[use.Resource].Capacity)
	}
	return share
}
