package schedule

import "slices"

// Rule is what makes one placement better than another.
type Rule uint8

// The rules.
const (
	Makespan Rule = iota // the last finish
	Weighted             // the sum of weight times finish
	Strict               // the last finish of class 0; if equal, the sum of weight times finish of class 0, then of class 1, and so on
)

// Uncounted is the class of a job that Strict does not look at.
const Uncounted uint8 = 255

// Goal is what a placement is judged by. Jobs that cannot be placed are left
// out: they are the same in every placement of a problem. The zero Goal is the
// makespan.
type Goal struct {
	Rule   Rule
	Weight []int64 // by job: of Weighted and Strict; 0 is not counted; nil is 1 for all
	Class  []uint8 // by job: of Strict; 0 comes first, Uncounted not at all; nil is 0 for all
}

// Cost is how far a placement is from a goal: numbers of which the first that
// differs decides. The cost of a makespan or a weighted sum is one number.
type Cost []int64

// Less says whether a cost is better than another of the same goal.
func (c Cost) Less(other Cost) bool { return slices.Compare(c, other) < 0 }

// Cost judges a placement.
func (g *Goal) Cost(pl Placement) Cost {
	cost := make(Cost, g.numbers())
	for job := range pl {
		if finish := pl[job].Finish; finish != Never {
			g.add(cost, int32(job), finish)
		}
	}
	return cost
}

// numbers says how long a cost is.
func (g *Goal) numbers() int {
	if g.Rule != Strict {
		return 1
	}
	last := 0
	for _, c := range g.Class {
		if c != Uncounted {
			last = max(last, int(c))
		}
	}
	return last + 2
}

// add counts one job that is finished.
func (g *Goal) add(cost Cost, job int32, finish Time) {
	if g.Rule == Makespan {
		cost[0] = max(cost[0], finish)
		return
	}
	weight := g.weight(job)
	if weight == 0 {
		return
	}
	if g.Rule == Weighted {
		cost[0] += weight * finish
		return
	}
	class := g.class(job)
	if class == Uncounted {
		return
	}
	if class == 0 {
		cost[0] = max(cost[0], finish)
	}
	cost[class+1] += weight * finish
}

func (g *Goal) weight(job int32) int64 {
	if g.Weight == nil {
		return 1
	}
	return g.Weight[job]
}

func (g *Goal) class(job int32) uint8 {
	if g.Class == nil {
		return 0
	}
	return g.Class[job]
}
