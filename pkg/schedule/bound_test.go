package schedule_test

import (
	"math"
	"testing"

	"github.com/bokgu/bokgu/pkg/schedule"
	"pgregory.net/rapid"
)

// leastCosts tries every order of a few jobs. The jobs are placed by Improve
// with the order as priorities, one schedule each; no placement found so may
// be below a bound.
func leastCosts(p *schedule.Problem, weights []int64) (sum int64, end schedule.Time) {
	n := p.Jobs()
	sum, end = math.MaxInt64, math.MaxInt64
	priority := make([]int32, n)
	goal := schedule.Goal{Rule: schedule.Weighted, Weight: weights}
	var try func(placed int)
	try = func(placed int) {
		if placed == n {
			pl := schedule.Improve(p, goal, priority, 2, 1)
			sum, end = min(sum, goal.Cost(pl)[0]), min(end, pl.End())
			return
		}
		for job := range priority {
			if priority[job] < 0 {
				priority[job] = int32(placed)
				try(placed + 1)
				priority[job] = -1
			}
		}
	}
	for job := range priority {
		priority[job] = -1
	}
	try(0)
	return sum, end
}

func TestNoPlacementOfAFewJobsIsBelowTheBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawnProblem(t, 5)
		weights := rapid.SliceOfN(rapid.Int64Range(0, 9), p.Jobs(), p.Jobs()).Draw(t, "weights")
		sum, end := leastCosts(p, weights)
		if bound := schedule.Bound(p, weights); bound > sum {
			t.Fatalf("the bound is %d, the sum %d", bound, sum)
		}
		if bound := schedule.EndBound(p); bound > end {
			t.Fatalf("the bound is %d, the end %d", bound, end)
		}
	})
}

func TestNoPlacementIsBelowTheBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawnProblem(t, 40)
		weights := rapid.SliceOfN(rapid.Int64Range(0, 9), p.Jobs(), p.Jobs()).Draw(t, "weights")
		goal := schedule.Goal{Rule: schedule.Weighted, Weight: weights}
		pl := schedule.Improve(p, goal, goal.Priority(p), 60, 1)
		if bound, sum := schedule.Bound(p, weights), goal.Cost(pl)[0]; bound > sum {
			t.Fatalf("the bound is %d, the sum %d", bound, sum)
		}
		goal = schedule.Goal{}
		pl = schedule.Improve(p, goal, goal.Priority(p), 60, 1)
		if bound := schedule.EndBound(p); bound > pl.End() {
			t.Fatalf("the bound is %d, the end %d", bound, pl.End())
		}
	})
}

// With one machine and nothing in the way the bounds are met: the shortest for
// its weight first.
func TestTheBoundsAreMetWhereTheyCanBe(t *testing.T) {
	p := room(3, 1, 2)
	weights := []int64{1, 1, 1}
	if got := schedule.Bound(p, weights); got != 1+3+6 {
		t.Errorf("the sum is bounded by %d, want 10", got)
	}
	if got := schedule.EndBound(p); got != 6 {
		t.Errorf("the end is bounded by %d, want 6", got)
	}
	p.Resources[0].Pause = 5
	if got := schedule.EndBound(p); got != 6+10 {
		t.Errorf("with pauses the end is bounded by %d, want 16", got)
	}
	p.Release = []schedule.Time{100, 0, 0}
	if got := schedule.EndBound(p); got != 103 {
		t.Errorf("with a release the end is bounded by %d, want 103", got)
	}
}
