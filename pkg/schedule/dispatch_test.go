package schedule_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/schedule"
	"github.com/bokgu/bokgu/pkg/schedule/scheduletest"
)

// anyProblem draws crews with and without hours, places with pauses, jobs that
// take several people, that nobody can do, of unknown work or of none at all.
func anyProblem(t *rapid.T) *schedule.Problem {
	p := &schedule.Problem{}
	for range rapid.IntRange(1, 4).Draw(t, "crews") {
		c := schedule.Crew{People: int32(rapid.IntRange(0, 5).Draw(t, "people"))}
		if rapid.Bool().Draw(t, "hours") {
			c.Hours.Midnight = schedule.Time(rapid.IntRange(0, int(schedule.Day)-1).Draw(t, "midnight"))
			at := rapid.IntRange(0, 40000).Draw(t, "from")
			for range rapid.IntRange(1, 2).Draw(t, "spans") {
				to := at + rapid.IntRange(1, 20000).Draw(t, "length")
				c.Hours.Spans = append(c.Hours.Spans, schedule.Span{From: schedule.Time(at), To: schedule.Time(to)})
				at = to + rapid.IntRange(0, 3000).Draw(t, "gap")
			}
		}
		p.Crews = append(p.Crews, c)
	}
	for range rapid.IntRange(0, 3).Draw(t, "resources") {
		p.Resources = append(p.Resources, schedule.Resource{
			Capacity: int32(rapid.IntRange(0, 4).Draw(t, "capacity")),
			Pause:    schedule.Time(rapid.IntRange(0, 3).Draw(t, "pause")) * 600,
		})
	}
	for range rapid.IntRange(1, 5).Draw(t, "kinds") {
		k := schedule.Kind{People: int32(rapid.IntRange(1, 4).Draw(t, "takes"))}
		for c := range p.Crews {
			if rapid.IntRange(0, 2).Draw(t, "can") == 0 {
				k.Crews = append(k.Crews, int32(c))
			}
		}
		for r := range p.Resources {
			if rapid.IntRange(0, 2).Draw(t, "uses") == 0 {
				k.Uses = append(k.Uses, schedule.Use{Resource: int32(r), Amount: int32(rapid.IntRange(1, 3).Draw(t, "amount"))})
			}
		}
		p.Kinds = append(p.Kinds, k)
	}
	n := rapid.IntRange(0, 30).Draw(t, "jobs")
	p.Needs.Start = []int32{0}
	for job := range n {
		for need := range job {
			if rapid.IntRange(0, 5).Draw(t, "need") == 0 {
				p.Needs.To = append(p.Needs.To, int32(need))
			}
		}
		p.Needs.Start = append(p.Needs.Start, int32(len(p.Needs.To)))
		p.Work = append(p.Work, schedule.Time(rapid.IntRange(-1, 40).Draw(t, "work"))*900)
		if p.Work[job] < 0 {
			p.Work[job] = schedule.Unknown
		}
		p.Release = append(p.Release, schedule.Time(max(0, rapid.IntRange(-60, 40).Draw(t, "release")))*900)
		p.Kind = append(p.Kind, int32(rapid.IntRange(0, len(p.Kinds)-1).Draw(t, "kind")))
	}
	p.Dependents = p.Needs.Reversed()
	if rapid.Bool().Draw(t, "in the midst") {
		p.Begun = make([]bool, n)
		for job := range n {
			p.Begun[job] = len(p.Needs.Of(int32(job))) == 0 && rapid.IntRange(0, 3).Draw(t, "begun") == 0
		}
	}
	return p
}

func anyPriority(t *rapid.T, n int) []int32 {
	priority := make([]int32, n)
	for job := range priority {
		priority[job] = int32(rapid.IntRange(0, n).Draw(t, "priority"))
	}
	return priority
}

func TestDispatchKeepsEveryRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProblem(t)
		d := schedule.NewDispatcher(p, anyPriority(t, p.Jobs()))
		d.Patience = rapid.SampledFrom([]float64{0, 0.1, 3}).Draw(t, "patience")
		pl := d.Run(p.Work)
		if err := scheduletest.Check(p, pl); err != nil {
			t.Fatal(err)
		}
	})
}

// What a job waited for last ended when it began, but for hours and people who
// were kept for another.
func TestDispatchNamesWhatAStartWaitedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProblem(t)
		pl := schedule.Dispatch(p, anyPriority(t, p.Jobs()))
		for job := range pl {
			start, cause := pl[job].Start, pl[job].Cause
			if start == schedule.Never {
				continue
			}
			switch cause.By {
			case schedule.ByNothing:
				if start != 0 {
					t.Fatalf("job %d starts at %d for no reason", job, start)
				}
			case schedule.ByNeed:
				if pl[cause.Job].Finish > start {
					t.Fatalf("job %d starts at %d, before %d, which it is said to have waited for", job, start, cause.Job)
				}
			case schedule.ByRelease:
				if p.Release[job] != start {
					t.Fatalf("job %d starts at %d, released at %d", job, start, p.Release[job])
				}
			case schedule.ByCrew:
				if pl[cause.Job].Finish > start || pl[cause.Job].Crew != pl[job].Crew {
					t.Fatalf("job %d at %d by crew %d waited for %d of crew %d until %d", job, start, pl[job].Crew,
						cause.Job, pl[cause.Job].Crew, pl[cause.Job].Finish)
				}
			case schedule.ByResource:
				if pl[cause.Job].Finish > start {
					t.Fatalf("job %d at %d waited for a place that %d leaves at %d", job, start, cause.Job, pl[cause.Job].Finish)
				}
			}
		}
	})
}

func TestADispatcherGivesTheSameAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProblem(t)
		priority := anyPriority(t, p.Jobs())
		d := schedule.NewDispatcher(p, priority)
		d.Run(make([]schedule.Time, p.Jobs()))
		if got, want := d.Run(p.Work), schedule.Dispatch(p, priority); !reflect.DeepEqual(got, want) {
			t.Fatalf("second run %v\nfirst of another %v", got, want)
		}
	})
}

// Nothing of a run is left for the next, whatever failed in it and whoever waited.
func TestARunLeavesNothingForTheNext(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProblem(t)
		if rapid.Bool().Draw(t, "crowd") {
			p = crowd(t)
		}
		priority := anyPriority(t, p.Jobs())
		kinds := rapid.Uint64().Draw(t, "retries")
		patience := rapid.SampledFrom([]float64{0, 0.1, 3}).Draw(t, "patience")
		run := func(d *schedule.Dispatcher, fails uint64) schedule.Placement {
			draw := rand.New(rand.NewPCG(fails, kinds))
			d.Patience = patience
			d.Retry = func(job int32) *schedule.Attempt {
				if fails == 0 || draw.IntN(2) == 0 {
					return nil
				}
				again := &schedule.Attempt{Kind: int32(draw.IntN(len(p.Kinds))), Work: schedule.Time(draw.IntN(9000))}
				if job > 0 {
					again.Needs = []int32{int32(draw.IntN(int(job)))}
				}
				return again
			}
			return d.Run(p.Work)
		}
		d := schedule.NewDispatcher(p, priority)
		for _, fails := range []uint64{1, 2, 0, 3} {
			if got, want := run(d, fails), run(schedule.NewDispatcher(p, priority), fails); !reflect.DeepEqual(got, want) {
				t.Fatalf("run %d of one dispatcher %v\nof another %v", fails, got, want)
			}
		}
	})
}

// Of equal priorities the smaller job begins, whatever kinds they are of.
func TestOfEqualPrioritiesTheSmallerJobBegins(t *testing.T) {
	p := &schedule.Problem{
		Work: []schedule.Time{60, 60}, Kind: []int32{1, 0},
		Needs: schedule.Lists{Start: make([]int32, 3)}, Dependents: schedule.Lists{Start: make([]int32, 3)},
		Kinds: []schedule.Kind{{Crews: []int32{0}, People: 1}, {Crews: []int32{0}, People: 1}}, Crews: []schedule.Crew{{People: 1}},
	}
	if pl := schedule.Dispatch(p, []int32{5, 5}); pl[0].Start != 0 || pl[1].Start != 60 {
		t.Errorf("placed %v", pl)
	}
}

// What would come free in more than 2,000 years never does, and nobody looks for
// it for ever. Who waits for it then does not stand in line in the next run.
func TestAPauseBeyondTheHorizonEndsNever(t *testing.T) {
	p := &schedule.Problem{
		Work: []schedule.Time{1<<36 - 10, 5}, Kind: []int32{0, 0},
		Needs: schedule.Lists{Start: make([]int32, 3)}, Dependents: schedule.Lists{Start: make([]int32, 3)},
		Kinds: []schedule.Kind{{Uses: []schedule.Use{{Resource: 0, Amount: 1}}}}, Resources: []schedule.Resource{{Capacity: 1, Pause: 20}},
	}
	d := schedule.NewDispatcher(p, nil)
	for _, next := range []struct{ work, start schedule.Time }{{5, 25}, {schedule.Unknown, schedule.Never}} {
		if pl := d.Run(p.Work); pl[0].Start != 0 || pl[1].Start != schedule.Never {
			t.Errorf("placed %v", pl)
		}
		if pl := d.Run([]schedule.Time{5, next.work}); pl[0].Start != 0 || pl[1].Start != next.start {
			t.Errorf("then placed %v, want a start at %d", pl, next.start)
		}
	}
}

// A job waits for all it needs, however many that are, and so it does when it has
// failed and is done in a way that needs as many; again and again with one
// dispatcher.
func TestAJobWaitsForManyNeeds(t *testing.T) {
	for _, needs := range []int{1, 254, 255, 256, 510, 511, 1000} {
		first, last := int32(needs), int32(needs+1) // what waits at once, and once it has failed
		p := &schedule.Problem{Kind: make([]int32, needs+2), Kinds: []schedule.Kind{{}}, Needs: schedule.Lists{Start: make([]int32, needs+1)}}
		for job := range needs {
			p.Work = append(p.Work, schedule.Time(10+(7*job)%needs)) // the longest somewhere among them
			p.Needs.To = append(p.Needs.To, int32(job))
		}
		p.Work, p.Needs.Start = append(p.Work, 5, 1), append(p.Needs.Start, first, first)
		p.Dependents = p.Needs.Reversed()
		d := schedule.NewDispatcher(p, nil)
		for range 2 {
			done := make([]int, needs+2)
			d.Retry = func(job int32) *schedule.Attempt {
				if done[job]++; job != last || done[job] > 1 {
					return nil
				}
				return &schedule.Attempt{Work: 1, Needs: p.Needs.To}
			}
			pl, want := d.Run(p.Work), slices.Max(p.Work[:needs])
			if pl[first].Start != want || pl[last].Start != want {
				t.Errorf("with %d needs they start at %d and %d, want %d", needs, pl[first].Start, pl[last].Start, want)
			}
			if done[first] != 1 || done[last] != 2 {
				t.Errorf("with %d needs they are done %d and %d times", needs, done[first], done[last])
			}
		}
	}
}

// Of jobs that could begin at one time with one crew, the more urgent begins.
func TestTheMoreUrgentBeginsFirst(t *testing.T) {
	p := &schedule.Problem{
		Work: []schedule.Time{60, 60, 60}, Kind: []int32{0, 0, 0},
		Needs: schedule.Lists{Start: make([]int32, 4)}, Dependents: schedule.Lists{Start: make([]int32, 4)},
		Kinds: []schedule.Kind{{Crews: []int32{0}, People: 1}}, Crews: []schedule.Crew{{People: 1}},
	}
	pl := schedule.Dispatch(p, []int32{2, 0, 1})
	if pl[1].Start != 0 || pl[2].Start != 60 || pl[0].Start != 120 {
		t.Errorf("placed %v", pl)
	}
	if pl[2].Cause != (schedule.Cause{Job: 1, By: schedule.ByCrew}) {
		t.Errorf("cause %+v", pl[2].Cause)
	}
}

// Small jobs without end would take every person that comes free: the large
// one gets its people all the same, and the small ones that fit before it.
func TestALargeJobIsNotStarved(t *testing.T) {
	const small = 40
	p := &schedule.Problem{Kinds: []schedule.Kind{{Crews: []int32{0}, People: 1}, {Crews: []int32{0}, People: 3}}, Crews: []schedule.Crew{{People: 3}}}
	p.Needs.Start = make([]int32, small+2)
	for job := range small {
		p.Work = append(p.Work, schedule.Time(100+job))
		p.Kind = append(p.Kind, 0)
	}
	p.Work, p.Kind = append(p.Work, 50), append(p.Kind, 1)
	p.Dependents = p.Needs.Reversed()
	priority := make([]int32, small+1)
	for job := range priority {
		priority[job] = int32(job + 4)
	}
	priority[0], priority[1], priority[2], priority[small] = 0, 1, 2, 3
	pl := schedule.Dispatch(p, priority)
	if start := pl[small].Start; start != 102 {
		t.Errorf("the large job starts at %d, want 102, when the three before it are done", start)
	}
	if err := scheduletest.Check(p, pl); err != nil {
		t.Error(err)
	}
}

// A long job waits a little for a more urgent one that is about to be ready,
// and a short one that is done before goes on meanwhile.
func TestALongJobWaitsForAMoreUrgentOne(t *testing.T) {
	p := &schedule.Problem{
		Work: []schedule.Time{50, 100, 1000, 40}, Kind: []int32{0, 1, 1, 1},
		Needs: schedule.Lists{Start: []int32{0, 0, 1, 1, 1}, To: []int32{0}},
		Kinds: []schedule.Kind{{}, {Crews: []int32{0}, People: 1}}, Crews: []schedule.Crew{{People: 1}},
	}
	p.Dependents = p.Needs.Reversed()
	d := schedule.NewDispatcher(p, []int32{0, 1, 2, 3})
	if pl := d.Run(p.Work); pl[1].Start != 1000 {
		t.Errorf("without patience the urgent one starts at %d, want 1000", pl[1].Start)
	}
	d.Patience = 0.1
	if pl := d.Run(p.Work); pl[1].Start != 50 || pl[2].Start != 150 {
		t.Errorf("with patience: %v", pl)
	}
	d.Patience = 0.04
	if pl := d.Run(p.Work); pl[2].Start != 0 {
		t.Errorf("waits longer than it is said to: %v", pl)
	}
}

// A failed job is done again in another way, after what that way needs, and
// what waits for it waits for its success.
func TestAFailedJobIsDoneInAnotherWay(t *testing.T) {
	p := &schedule.Problem{
		Work: []schedule.Time{100, 10, 5}, Kind: []int32{0, 1, 1},
		Needs: schedule.Lists{Start: []int32{0, 0, 0, 1}, To: []int32{1}},
		Kinds: []schedule.Kind{{Crews: []int32{0}, People: 1}, {Crews: []int32{1}, People: 1}},
		Crews: []schedule.Crew{{People: 1}, {People: 1}},
	}
	p.Dependents = p.Needs.Reversed()
	d := schedule.NewDispatcher(p, []int32{0, 0, 0})
	for run := range 3 { // the same each time
		tries := 0
		d.Retry = func(job int32) *schedule.Attempt {
			if job != 1 || tries == 2 {
				return nil
			}
			tries++
			return &schedule.Attempt{Kind: 1, Work: 7, Needs: []int32{0}}
		}
		pl := d.Run(p.Work)
		if pl[0].Finish != 100 || pl[1].Finish != 114 || pl[2].Finish != 119 {
			t.Errorf("run %d: %v, want finishes 100, 114, 119", run, pl)
		}
	}
}

// Whatever fails, and however patient the others are, in the end all is done.
func TestFailuresAndPatienceLeaveNothingLying(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProblem(t)
		priority := anyPriority(t, p.Jobs())
		want := schedule.Dispatch(p, priority)
		fails := rapid.SliceOfN(rapid.IntRange(0, 2), p.Jobs(), p.Jobs()).Draw(t, "fails")
		d := schedule.NewDispatcher(p, priority)
		d.Patience = 0.5
		d.Retry = func(job int32) *schedule.Attempt {
			if fails[job]--; fails[job] < 0 {
				return nil
			}
			return &schedule.Attempt{Kind: p.Kind[job], Work: p.Work[job], Needs: p.Needs.Of(job)}
		}
		for job, placed := range d.Run(p.Work) {
			if finish := placed.Finish; (finish == schedule.Never) != (want[job].Finish == schedule.Never) {
				t.Fatalf("job %d: finished at %d, without failures at %d", job, finish, want[job].Finish)
			}
		}
	})
}

// poolsOf makes a synthetic problem of n jobs with about two needs each and 15
// crews of different size, each for a kind of its own.
func poolsOf(n int) (*schedule.Problem, []int32) {
	draw := rand.New(rand.NewPCG(1, uint64(n)))
	p := &schedule.Problem{Needs: schedule.Lists{Start: []int32{0}}}
	for k := range int32(15) {
		p.Crews = append(p.Crews, schedule.Crew{People: 5 + k})
		p.Kinds = append(p.Kinds, schedule.Kind{Crews: []int32{k}, People: 1})
	}
	for job := range n {
		for range draw.IntN(5) {
			if need := draw.IntN(job + 1); need < job {
				p.Needs.To = append(p.Needs.To, int32(need))
			}
		}
		p.Needs.Start = append(p.Needs.Start, int32(len(p.Needs.To)))
		p.Work = append(p.Work, schedule.Time(600+draw.IntN(10_000)))
		p.Kind = append(p.Kind, int32(draw.IntN(15)))
	}
	p.Dependents = p.Needs.Reversed()
	priority := make([]int32, n)
	for at, job := range draw.Perm(n) {
		priority[job] = int32(at)
	}
	return p, priority
}

func BenchmarkDispatch(b *testing.B) {
	for _, n := range []int{647, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p, priority := poolsOf(n)
			b.ReportAllocs()
			for b.Loop() {
				schedule.Dispatch(p, priority)
			}
		})
	}
}
