package schedule_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/bokgu/bokgu/pkg/schedule"
	"github.com/bokgu/bokgu/pkg/schedule/scheduletest"
	"pgregory.net/rapid"
)

// drawnProblem draws a problem of at most so many jobs with all that makes
// placing hard: crews that can stand in for each other and keep hours, rooms
// with pauses, releases, jobs of no work, of unknown work, of nobody, and such
// that cannot be done.
func drawnProblem(t *rapid.T, most int) *schedule.Problem {
	n := rapid.IntRange(0, most).Draw(t, "jobs")
	long := rapid.SampledFrom([]int64{4, 60, 50_000}).Draw(t, "longest")
	p := &schedule.Problem{
		Needs: schedule.Lists{Start: []int32{0}},
		Work:  make([]schedule.Time, n),
		Kind:  make([]int32, n),
	}
	for range rapid.IntRange(0, 3).Draw(t, "crews") {
		p.Crews = append(p.Crews, schedule.Crew{People: rapid.Int32Range(0, 4).Draw(t, "people")})
		if rapid.Bool().Draw(t, "shifts") {
			p.Crews[len(p.Crews)-1].Hours = drawnHours(t)
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "resources") {
		p.Resources = append(p.Resources, schedule.Resource{
			Capacity: rapid.Int32Range(0, 3).Draw(t, "capacity"),
			Pause:    rapid.SampledFrom([]schedule.Time{0, 0, 1, long}).Draw(t, "pause"),
		})
	}
	for range 3 {
		p.Kinds = append(p.Kinds, drawnKind(t, p))
	}
	for job := range n {
		p.Work[job] = rapid.Int64Range(0, long).Draw(t, "work")
		if rapid.IntRange(0, 25).Draw(t, "unknown") == 0 {
			p.Work[job] = schedule.Unknown
		}
		p.Kind[job] = rapid.Int32Range(0, 2).Draw(t, "kind")
		for need := range int32(job) {
			if rapid.IntRange(0, n).Draw(t, "need") < 2 {
				p.Needs.To = append(p.Needs.To, need)
			}
		}
		p.Needs.Start = append(p.Needs.Start, int32(len(p.Needs.To)))
	}
	if rapid.Bool().Draw(t, "released") {
		p.Release = rapid.SliceOfN(rapid.Int64Range(0, 2*long), n, n).Draw(t, "releases")
	}
	p.Dependents = p.Needs.Reversed()
	return p
}

func drawnKind(t *rapid.T, p *schedule.Problem) schedule.Kind {
	k := schedule.Kind{People: rapid.Int32Range(0, 2).Draw(t, "takes people")}
	for c := range p.Crews {
		if rapid.Bool().Draw(t, "can do it") {
			k.Crews = append(k.Crews, int32(c))
		}
	}
	for r := range p.Resources {
		if rapid.Bool().Draw(t, "uses it") {
			k.Uses = append(k.Uses, schedule.Use{Resource: int32(r), Amount: rapid.Int32Range(0, 2).Draw(t, "amount")})
		}
	}
	return k
}

func drawnGoal(t *rapid.T, n int) schedule.Goal {
	goal := schedule.Goal{Rule: rapid.SampledFrom([]schedule.Rule{schedule.Makespan, schedule.Weighted, schedule.Strict}).Draw(t, "rule")}
	if rapid.Bool().Draw(t, "weighted") {
		goal.Weight = rapid.SliceOfN(rapid.Int64Range(0, 9), n, n).Draw(t, "weights")
	}
	if rapid.Bool().Draw(t, "classed") {
		goal.Class = rapid.SliceOfN(rapid.SampledFrom([]uint8{0, 1, 2, schedule.Uncounted}), n, n).Draw(t, "classes")
	}
	return goal
}

func TestCausesAreNamed(t *testing.T) {
	p := room(5, 5, 5)
	p.Needs = schedule.Lists{Start: []int32{0, 0, 0, 1}, To: []int32{0}}
	p.Dependents = p.Needs.Reversed()
	p.Kinds = append(p.Kinds, schedule.Kind{Crews: []int32{0}, People: 1})
	p.Crews = []schedule.Crew{{People: 1, Hours: schedule.Hours{Spans: []schedule.Span{{From: 9, To: 18}}}}}
	p.Kind[2] = 1
	p.Release = []schedule.Time{2, 0, 0}
	pl := schedule.Improve(p, schedule.Goal{}, []int32{0, 1, 2}, 1, 1)
	// The first is released late, so that the second has the room before it.
	want := []schedule.Cause{{Job: 1, By: schedule.ByResource}, {}, {Job: 0, By: schedule.ByNeed}}
	for job := range pl {
		if pl[job].Cause != want[job] {
			t.Errorf("%d: cause %v at %d, want %v", job, pl[job].Cause, pl[job].Start, want[job])
		}
	}
	p.Needs = schedule.Lists{Start: []int32{0, 0, 0, 0}}
	p.Dependents = p.Needs.Reversed()
	pl = schedule.Improve(p, schedule.Goal{}, []int32{0, 1, 2}, 1, 1)
	if want := (schedule.Cause{By: schedule.ByHours}); pl[2].Cause != want {
		t.Errorf("cause %v at %d, want %v", pl[2].Cause, pl[2].Start, want)
	}
	p.Kind[1] = 1
	pl = schedule.Improve(p, schedule.Goal{}, []int32{0, 1, 2}, 1, 1)
	if want := (schedule.Cause{Job: 1, By: schedule.ByCrew}); pl[2].Cause != want {
		t.Errorf("cause %v at %d, want %v", pl[2].Cause, pl[2].Start, want)
	}
	if want := (schedule.Cause{By: schedule.ByRelease}); pl[0].Cause != want {
		t.Errorf("cause %v at %d, want %v", pl[0].Cause, pl[0].Start, want)
	}
}

func TestImproveKeepsEveryRuleAndNeverWorsens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawnProblem(t, 25)
		goal := drawnGoal(t, p.Jobs())
		priority := rapid.SliceOfN(rapid.Int32Range(0, 50), p.Jobs(), p.Jobs()).Draw(t, "priority")
		first := schedule.Improve(p, goal, priority, 1, 1)
		before := goal.Cost(first)
		for _, evaluations := range []int{2, 7, 300} {
			pl := schedule.Improve(p, goal, priority, evaluations, 1)
			if err := scheduletest.Check(p, pl); err != nil {
				t.Fatalf("after %d: %v", evaluations, err)
			}
			cost := goal.Cost(pl)
			if before.Less(cost) {
				t.Fatalf("after %d it costs %v, first %v", evaluations, cost, before)
			}
			if again := schedule.Improve(p, goal, priority, evaluations, 1); !reflect.DeepEqual(pl, again) {
				t.Fatalf("after %d: not the same again", evaluations)
			}
		}
	})
}

func TestPriorityRanksEveryJobOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawnProblem(t, 25)
		goal := drawnGoal(t, p.Jobs())
		ranks := goal.Priority(p)
		pl := schedule.Improve(p, goal, ranks, 1, 1)
		seen := map[int32]bool{}
		for job, rank := range ranks {
			if pl[job].Finish != schedule.Never && seen[rank] {
				t.Fatalf("two jobs have rank %d", rank)
			}
			seen[rank] = true
		}
	})
}

// room is the smallest problem in which an order matters: a resource for one
// at a time, and jobs of these works.
func room(works ...schedule.Time) *schedule.Problem {
	n := len(works)
	p := &schedule.Problem{
		Needs:     schedule.Lists{Start: make([]int32, n+1)},
		Work:      works,
		Kind:      make([]int32, n),
		Kinds:     []schedule.Kind{{Uses: []schedule.Use{{Resource: 0, Amount: 1}}}},
		Resources: []schedule.Resource{{Capacity: 1}},
	}
	p.Dependents = p.Needs.Reversed()
	return p
}

func TestStrictPutsTheFirstClassBeforeTheSum(t *testing.T) {
	p := room(10, 1)
	goal := schedule.Goal{Rule: schedule.Strict, Weight: []int64{1, 100}, Class: []uint8{0, 1}}
	pl := schedule.Improve(p, goal, []int32{1, 0}, 10, 1)
	if got := goal.Cost(pl); !reflect.DeepEqual(got, schedule.Cost{10, 10, 1100}) {
		t.Errorf("strict: %v", got)
	}
	goal.Rule = schedule.Weighted
	pl = schedule.Improve(p, goal, []int32{0, 1}, 10, 1)
	if got := goal.Cost(pl); !reflect.DeepEqual(got, schedule.Cost{111}) {
		t.Errorf("weighted: %v", got)
	}
	goal = schedule.Goal{Rule: schedule.Strict, Class: []uint8{schedule.Uncounted, 0}}
	pl = schedule.Improve(p, goal, []int32{0, 1}, 10, 1)
	if got := goal.Cost(pl); !reflect.DeepEqual(got, schedule.Cost{1, 1}) {
		t.Errorf("not counted: %v", got)
	}
}

// Nothing in a chain can be moved: the search must end all the same.
func TestAChainEndsTheSearch(t *testing.T) {
	p := room(1, 1, 1)
	p.Needs = schedule.Lists{Start: []int32{0, 0, 1, 2}, To: []int32{0, 1}}
	p.Dependents = p.Needs.Reversed()
	for _, rule := range []schedule.Rule{schedule.Makespan, schedule.Weighted, schedule.Strict} {
		pl := schedule.Improve(p, schedule.Goal{Rule: rule}, []int32{0, 1, 2}, 1000, 1)
		if pl.End() != 3 {
			t.Errorf("rule %d: ends at %d", rule, pl.End())
		}
	}
}

// estate is a large outage: one person in each of 15 crews to every 200 jobs,
// two needs a job.
func estate(n int) *schedule.Problem {
	draw := rand.New(rand.NewPCG(1, uint64(n)))
	p := &schedule.Problem{
		Needs: schedule.Lists{Start: []int32{0}},
		Work:  make([]schedule.Time, n),
		Kind:  make([]int32, n),
	}
	for c := range int32(15) {
		p.Crews = append(p.Crews, schedule.Crew{People: int32(max(1, n/200))})
		p.Kinds = append(p.Kinds, schedule.Kind{Crews: []int32{c}, People: 1})
	}
	for job := range n {
		p.Work[job] = 600 + draw.Int64N(10_000)
		p.Kind[job] = draw.Int32N(15)
		for range draw.IntN(5) {
			if need := draw.IntN(job + 1); need < job {
				p.Needs.To = append(p.Needs.To, int32(need))
			}
		}
		p.Needs.Start = append(p.Needs.Start, int32(len(p.Needs.To)))
	}
	p.Dependents = p.Needs.Reversed()
	return p
}

func BenchmarkImprove(b *testing.B) {
	p := estate(647)
	for rule, name := range []string{"makespan", "weighted", "strict"} {
		b.Run(name, func(b *testing.B) {
			goal := schedule.Goal{Rule: schedule.Rule(rule)}
			priority := goal.Priority(p)
			for b.Loop() {
				schedule.Improve(p, goal, priority, 1000, 1)
			}
		})
	}
}

func BenchmarkBound(b *testing.B) {
	for _, n := range []int{647, 100_000, 1_000_000} {
		p := estate(n)
		weights := make([]int64, n)
		for job := range weights {
			weights[job] = int64(1 + job%4)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				schedule.Bound(p, weights)
			}
		})
	}
}
