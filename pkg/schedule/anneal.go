package schedule

import (
	"math"
	"slices"
)

// anneal tries every rule of the portfolio, then moves single jobs of the list.
func (s *search) anneal(keys []int64) {
	s.forward.undelayed(keys)
	s.count()
	if s.left > 0 {
		s.forward.list(s.m.topological(keys))
		s.count()
	}
	for _, rule := range s.m.portfolio(&s.goal) {
		if s.left <= 0 {
			return
		}
		for rank, i := range byKey(rule) {
			keys[i] = int64(rank)
		}
		s.forward.undelayed(keys)
		s.count()
		if s.left > 0 {
			s.forward.list(s.m.topological(keys))
			s.count()
		}
	}
	if s.left > 0 && s.m.size() > 1 {
		s.walk()
	}
}

func (s *search) walk() {
	n := s.m.size()
	order := s.byStart()
	place := make([]int32, n)
	for at, job := range order {
		place[job] = int32(at)
	}
	now := slices.Clone(s.best)
	scale := make([]float64, len(now))
	for k := range scale {
		scale[k] = float64(max(1, now[k]))
	}
	hot, cold := 0.01, 0.0002
	total := float64(s.left)
	stuck := 0
	for s.left > 0 {
		heat := hot * math.Pow(cold/hot, 1-float64(s.left)/total)
		from := s.draw.IntN(n)
		job := order[from]
		low, high := 0, n-1
		for _, need := range s.m.needs.Of(job) {
			low = max(low, int(place[need])+1)
		}
		for _, d := range s.m.dependents.Of(job) {
			high = min(high, int(place[d])-1)
		}
		if low == high {
			if stuck++; stuck > 4*n {
				return
			}
			continue
		}
		stuck = 0
		to := low + s.draw.IntN(high-low)
		if to >= from {
			to++
		}
		shift(order, place, from, to)
		s.forward.list(order)
		s.count()
		if worse := s.cost.above(now, scale); worse <= 0 || s.draw.Float64() < math.Exp(-worse/heat) {
			copy(now, s.cost)
		} else {
			shift(order, place, to, from)
		}
	}
}

func (c Cost) above(o Cost, scale []float64) float64 {
	for k := range c {
		if c[k] != o[k] {
			return float64(c[k]-o[k]) / scale[k]
		}
	}
	return 0
}

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
