package schedule_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/schedule"
)

// crowd draws a problem with up to several words of kinds, a few teams, hours,
// places with and without pauses. In each either a kind has one crew or no crew
// keeps hours: then nobody is passed over for one that comes later.
func crowd(t *rapid.T) *schedule.Problem {
	p := &schedule.Problem{}
	oneCrew := rapid.Bool().Draw(t, "one crew a kind")
	several := rapid.Bool().Draw(t, "several people")
	crews := rapid.IntRange(1, 4).Draw(t, "crews")
	for range crews {
		c := schedule.Crew{People: int32(rapid.IntRange(1, 5).Draw(t, "people"))}
		if oneCrew {
			c.Hours.Midnight = schedule.Time(rapid.IntRange(0, int(schedule.Day)-1).Draw(t, "midnight"))
			c.Hours.Spans = rapid.SampledFrom([][]schedule.Span{
				nil, {{From: 0, To: 6 * 3600}, {From: 22 * 3600, To: schedule.Day}},
				{{From: 9 * 3600, To: 12 * 3600}, {From: 13 * 3600, To: 18 * 3600}},
			}).Draw(t, "hours")
		}
		p.Crews = append(p.Crews, c)
	}
	for range rapid.IntRange(0, 4).Draw(t, "resources") {
		p.Resources = append(p.Resources, schedule.Resource{
			Capacity: int32(rapid.IntRange(1, 4).Draw(t, "capacity")),
			Pause:    schedule.Time(rapid.IntRange(0, 3).Draw(t, "pause")) * 600,
		})
	}
	// The rest is drawn from a seed: hundreds of draws of rapid's would be slow.
	d := &draws{rapid.Uint64().Draw(t, "seed")}
	for range rapid.SampledFrom([]int{1, 5, 63, 64, 65, 130, 200}).Draw(t, "kinds") {
		k := schedule.Kind{People: 1}
		if several {
			k.People = int32(1 + d.below(4))
		}
		if d.below(5) > 0 {
			k.Crews = []int32{int32(d.below(crews))}
			for c := k.Crews[0] + 1; c < int32(crews) && !oneCrew; c++ {
				k.Crews = append(k.Crews, c)
			}
		}
		for r := range p.Resources {
			if d.below(3) == 0 {
				k.Uses = append(k.Uses, schedule.Use{Resource: int32(r), Amount: int32(d.below(4))})
			}
		}
		p.Kinds = append(p.Kinds, k)
	}
	p.Needs.Start = []int32{0}
	rare := rapid.IntRange(3, 100).Draw(t, "one need in")
	grain := rapid.SampledFrom([]int{1, 300, 3600}).Draw(t, "grain")
	for job := range rapid.IntRange(0, 150).Draw(t, "jobs") {
		for need := max(0, job-20); need < job; need++ {
			if d.below(rare) == 0 {
				p.Needs.To = append(p.Needs.To, int32(need))
			}
		}
		p.Needs.Start = append(p.Needs.Start, int32(len(p.Needs.To)))
		p.Work = append(p.Work, schedule.Time(d.below(42)*grain))
		p.Release = append(p.Release, schedule.Time(max(0, d.below(100)-60)*grain))
		p.Kind = append(p.Kind, int32(d.below(len(p.Kinds))))
	}
	p.Dependents = p.Needs.Reversed()
	return p
}

// draws are numbers of a seed.
type draws struct{ state uint64 }

func (d *draws) below(n int) int {
	d.state = d.state*6364136223846793005 + 1442695040888963407
	x := d.state ^ d.state>>33
	x *= 0xff51afd7ed558ccd
	return int((x ^ x>>33) % uint64(n))
}

// attempt is one time that a job was done, or would be.
type attempt struct {
	job, kind, crew            int32
	ready, start, finish, work schedule.Time
	needs                      []int32
}

// No job is left lying that is ready, has a place and somebody at work with
// people to spare: with retries, when a job fails and is done in another way,
// and in the second run of a dispatcher as in the first.
func TestNobodyIsIdleWhileAJobCouldBegin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := crowd(t)
		priority := anyPriority(t, p.Jobs())
		d := schedule.NewDispatcher(p, priority)
		pl := d.Run(make([]schedule.Time, p.Jobs()))
		current := make([]attempt, p.Jobs())
		for job := range current {
			current[job] = attempt{
				job: int32(job), kind: p.Kind[job], work: p.Work[job],
				ready: p.Release[job], needs: p.Needs.Of(int32(job)),
			}
		}
		var all []attempt
		if rapid.Bool().Draw(t, "retry") {
			tried := make([]uint64, p.Jobs())
			d.Retry = func(job int32) *schedule.Attempt {
				q := &draws{uint64(job)*1000 + tried[job]}
				if q.below(3) > 0 || tried[job] > 4 {
					return nil
				}
				tried[job]++
				a := schedule.Attempt{Kind: int32(q.below(len(p.Kinds))), Work: schedule.Time(q.below(9000))}
				for range min(int(job), q.below(3)) {
					a.Needs = append(a.Needs, int32(q.below(int(job))))
				}
				failed := current[job]
				failed.start, failed.finish, failed.crew = pl[job].Start, pl[job].Finish, pl[job].Crew
				all = append(all, failed)
				current[job] = attempt{job: job, kind: a.Kind, work: a.Work, ready: max(failed.finish, p.Release[job]), needs: a.Needs}
				return &a
			}
		}
		pl = d.Run(p.Work)
		for job, a := range current {
			a.start, a.finish, a.crew = pl[job].Start, pl[job].Finish, pl[job].Crew
			all = append(all, a)
		}
		for k := range all {
			possible := possible(p, all[k].kind)
			for _, need := range all[k].needs {
				all[k].ready = max(all[k].ready, pl[need].Finish)
				possible = possible && pl[need].Finish != schedule.Never
			}
			if possible != (all[k].start != schedule.Never) {
				t.Fatalf("%+v: can be placed: %t", all[k], possible)
			}
		}
		checkIdle(t, p, priority, all)
	})
}

// possible says that jobs of a kind can be placed at all.
func possible(p *schedule.Problem, kind int32) bool {
	k := &p.Kinds[kind]
	able := len(k.Crews) == 0 || slices.ContainsFunc(k.Crews, func(c int32) bool { return k.Able(&p.Crews[c]) })
	for _, u := range k.Uses {
		able = able && u.Amount <= p.Resources[u.Resource].Capacity
	}
	return able
}

// checkIdle looks at every instant at which something changes. Where a crew's
// jobs take different numbers of people, those that are less urgent may wait
// for one that takes many, so that only the most urgent is looked at.
func checkIdle(t *rapid.T, p *schedule.Problem, priority []int32, all []attempt) {
	mixed := slices.ContainsFunc(p.Kinds, func(k schedule.Kind) bool { return k.People != 1 })
	var times []schedule.Time
	for _, a := range all {
		times = append(times, a.ready)
		if a.start != schedule.Never {
			times = append(times, a.finish)
			for _, u := range p.Kinds[a.kind].Uses {
				times = append(times, a.finish+p.Resources[u.Resource].Pause)
			}
		}
		for _, c := range p.Kinds[a.kind].Crews {
			times = append(times, p.Crews[c].Hours.Begin(a.ready))
		}
	}
	slices.Sort(times)
	for _, at := range slices.Compact(times) {
		people, places := make([]int32, len(p.Crews)), make([]int32, len(p.Resources))
		for c := range people {
			people[c] = p.Crews[c].People
		}
		for r := range places {
			places[r] = p.Resources[r].Capacity
		}
		var waiting []attempt
		for _, a := range all {
			if a.start == schedule.Never {
				continue
			}
			if a.ready <= at && at < a.start {
				waiting = append(waiting, a)
			}
			if a.start <= at && at < a.finish && a.crew >= 0 {
				people[a.crew] -= p.Kinds[a.kind].People
			}
			for _, u := range p.Kinds[a.kind].Uses {
				if a.start <= at && at < a.finish+p.Resources[u.Resource].Pause {
					places[u.Resource] -= u.Amount
				}
			}
		}
		slices.SortFunc(waiting, func(a, b attempt) int {
			if priority[a.job] != priority[b.job] {
				return int(priority[a.job] - priority[b.job])
			}
			return int(a.job - b.job)
		})
		for n, a := range waiting {
			if mixed && n > 0 {
				break
			}
			kind := &p.Kinds[a.kind]
			could := len(kind.Crews) == 0 || slices.ContainsFunc(kind.Crews, func(c int32) bool {
				hours := &p.Crews[c].Hours
				return people[c] >= kind.People && hours.Begin(at) == at && hours.Finish(at, a.work) < a.finish
			})
			for _, u := range kind.Uses {
				could = could && (u.Amount == 0 || places[u.Resource] >= u.Amount)
			}
			if could {
				t.Fatalf("at %d job %d, ready at %d, is left lying until %d", at, a.job, a.ready, a.start)
			}
		}
	}
}

// A crew that rests when it is asked is looked at again when it comes, though
// nothing else happens then.
func TestACrewThatComesIsPutToWork(t *testing.T) {
	p := &schedule.Problem{
		Work: []schedule.Time{36000, 600}, Kind: []int32{0, 0}, Needs: schedule.Lists{Start: make([]int32, 3)},
		Kinds: []schedule.Kind{{Crews: []int32{0, 1}, People: 1}},
		Crews: []schedule.Crew{{People: 1}, {People: 1, Hours: schedule.Hours{Spans: []schedule.Span{{From: 3600, To: 30000}}}}},
	}
	p.Dependents = p.Needs.Reversed()
	if pl := schedule.Dispatch(p, []int32{0, 1}); pl[1].Start != 3600 {
		t.Errorf("starts at %d, want 3600", pl[1].Start)
	}
}

// A job that waits for a crew to come goes to another one that is free before
// and done with it sooner.
func TestAPromisedJobGoesToWhoIsFreeSooner(t *testing.T) {
	const hour = 3600
	evening := schedule.Hours{Spans: []schedule.Span{{From: 22 * hour, To: 24 * hour}}, Midnight: 18*hour - 300}
	day := schedule.Hours{Spans: []schedule.Span{{From: 9 * hour, To: 18 * hour}}, Midnight: 18*hour - 300}
	p := &schedule.Problem{
		Work: []schedule.Time{60, 600}, Kind: []int32{0, 1}, Needs: schedule.Lists{Start: make([]int32, 3)},
		Kinds: []schedule.Kind{{Crews: []int32{1}, People: 1}, {Crews: []int32{0, 1, 2}, People: 1}},
		Crews: []schedule.Crew{{People: 1, Hours: day}, {People: 1}, {People: 1, Hours: evening}},
	}
	p.Dependents = p.Needs.Reversed()
	if pl := schedule.Dispatch(p, []int32{0, 1}); pl[1].Start != 60 || pl[1].Crew != 1 {
		t.Errorf("starts at %d by crew %d, want 60 by crew 1", pl[1].Start, pl[1].Crew)
	}
}

// What a kind uses of a resource in two pieces adds up, and nothing of it is
// not waited for.
func TestUsesOfOneResourceAddUp(t *testing.T) {
	p := &schedule.Problem{
		Work: []schedule.Time{10, 10, 10, 10}, Kind: []int32{0, 0, 1, 2}, Needs: schedule.Lists{Start: make([]int32, 5)},
		Begun: []bool{true, true, false, false},
		Kinds: []schedule.Kind{
			{Uses: []schedule.Use{{Resource: 0, Amount: 1}}}, {Uses: []schedule.Use{{Resource: 0, Amount: 0}}},
			{Uses: []schedule.Use{{Resource: 0, Amount: 1}, {Resource: 0, Amount: 1}}},
		},
		Resources: []schedule.Resource{{Capacity: 1}},
	}
	p.Dependents = p.Needs.Reversed()
	pl := schedule.Dispatch(p, make([]int32, 4))
	if pl[2].Start != 0 || pl[3].Start != schedule.Never {
		t.Errorf("one that takes nothing starts at %d, one that takes 2 of 1 at %d", pl[2].Start, pl[3].Start)
	}
}
