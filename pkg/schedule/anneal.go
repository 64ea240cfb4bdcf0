package schedule

import "slices"

// hot is by how much of the cost for each job a schedule may at first be worse
// and still be gone on with. Tuned on PSPLIB; on a thousand jobs a tenth of it
// does as well.
const hot = 1.0

// anneal tries the priorities given and the rules of the portfolio, each
// without delay and as a list. A list leaves people idle for an urgent job that
// is not ready yet; where people are few that is better by several per cent.
// Then it walks on from the best.
func (s *search) anneal(keys []int64) {
	s.tryBoth(keys)
	for _, rule := range s.m.portfolio(&s.goal) {
		for rank, i := range byKey(rule) {
			keys[i] = int64(rank)
		}
		s.tryBoth(keys)
	}
	if s.left > 0 && s.m.size() > 1 {
		s.walk()
	}
}

// tryBoth makes two schedules of the same keys, if there are so many left.
func (s *search) tryBoth(keys []int64) {
	if s.left > 0 {
		s.forward.undelayed(keys)
		s.count()
	}
	if s.left > 0 {
		s.forward.list(s.m.topological(keys))
		s.count()
	}
}

// walk moves one job of the list at a time, to any place between what it needs
// and what needs it, and leaves it there if that is better, or worse by less
// than a drawn threshold that falls to nothing (a kind of simulated annealing;
// Dueck & Scheuer 1990). It only multiplies, so that every machine walks the
// same way.
func (s *search) walk() {
	n := s.m.size()
	order := s.byStart()
	place := make([]int32, n)
	for at, job := range order {
		place[job] = int32(at)
	}
	now, scale := slices.Clone(s.best), slices.Clone(s.best)
	total := float64(s.left)
	for stuck := 0; s.left > 0 && stuck < 4*n; { // in a chain nothing can be moved
		from := s.draw.IntN(n)
		low, high := s.between(order[from], place)
		if low == high {
			stuck++
			continue
		}
		stuck = 0
		to := low + s.draw.IntN(high-low)
		if to >= from {
			to++
		}
		left := float64(s.left) / total
		threshold := hot / float64(n) * left * left * s.draw.Float64()
		shift(order, place, from, to)
		s.forward.list(order)
		s.count()
		if s.cost.above(now, scale) <= threshold {
			copy(now, s.cost)
		} else {
			shift(order, place, to, from)
		}
	}
}

// between gives the first and the last place that a job may have in a list.
func (s *search) between(job int32, place []int32) (low, high int) {
	high = len(place) - 1
	for _, need := range s.m.needs.Of(job) {
		low = max(low, int(place[need])+1)
	}
	for _, d := range s.m.dependents.Of(job) {
		high = min(high, int(place[d])-1)
	}
	return low, high
}

// above says by what share of the scale a cost is worse than another, by the
// first number that differs.
func (c Cost) above(other, scale Cost) float64 {
	for k := range c {
		if c[k] != other[k] {
			return float64(c[k]-other[k]) / float64(max(1, scale[k]))
		}
	}
	return 0
}

// shift moves the job at one place of a list to another.
func shift(order, place []int32, from, to int) {
	job := order[from]
	if from < to {
		copy(order[from:to], order[from+1:to+1])
	} else {
		copy(order[to+1:from+1], order[to:from])
	}
	order[to] = job
	for at := min(from, to); at <= max(from, to); at++ {
		place[order[at]] = int32(at)
	}
}
