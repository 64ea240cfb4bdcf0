package plan

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/schedule"
)

// Whoever a job waits for knows of it, as often as it is needed.
func TestDependentsOfJobsAreTheirNeedsReversed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		pr := p.newProject(&s)
		want := pr.needs().Reversed()
		for job := range pr.system {
			got, want := slices.Clone(pr.problem.Dependents.Of(int32(job))), slices.Clone(want.Of(int32(job)))
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Fatalf("job %d: dependents %v, want %v", job, got, want)
			}
		}
	})
}

// needs carries the needs of systems over to the jobs, from the side of what
// waits.
func (pr *project) needs() schedule.Lists {
	l := pr.newLists()
	pr.eachGroup(func(alone []int32) {
		for _, i := range alone {
			if pr.job[i] < 0 {
				continue
			}
			if pr.waits(i) {
				for _, j := range pr.Needs(i) {
					if job := pr.exit(j); job >= 0 {
						l.To = append(l.To, job)
					}
				}
			}
			l.end()
		}
	}, func(cycle []int32) {
		before := pr.entry[cycle[0]]
		if before < 0 {
			return
		}
		behind := ^pr.system[before]
		for _, i := range cycle {
			for _, j := range pr.Needs(i) {
				if job := pr.exit(j); job >= 0 && job != behind {
					l.To = append(l.To, job)
				}
			}
		}
		l.end()
		for _, i := range pr.system[before+1 : behind] {
			if pr.waits(i) {
				l.To = append(l.To, before)
			}
			l.end()
		}
		for job := before + 1; job < behind; job++ {
			l.To = append(l.To, job)
		}
		l.end()
	})
	return schedule.Lists(l)
}

// exit is the job that others wait for: a system's own, or the one behind its
// cycle; -1 when nothing is left.
func (pr *project) exit(i int32) int32 {
	job := pr.entry[i]
	if job == pr.job[i] {
		return job
	}
	return ^pr.system[job]
}

// A later rung is no way out when it needs what waits for the system itself,
// however far away.
func TestWhoWaitsForWhomIsFoundAlongChains(t *testing.T) {
	l := lottery{project: &project{}}
	needs := schedule.Lists{Start: []int32{0, 0, 1, 2, 2, 4}, To: []int32{0, 1, 2, 3}} // 0 - 1 - 2 - 4, 3 - 4
	l.problem.Dependents = needs.Reversed()
	for _, c := range []struct {
		job, other int32
		waits      bool
	}{{4, 0, true}, {4, 1, true}, {4, 2, true}, {4, 3, true}, {4, 4, true}, {3, 0, false}, {2, 0, true}, {2, 1, true}, {0, 4, false}, {3, 2, false}} {
		if got := l.waitsFor(c.job, c.other); got != c.waits {
			t.Errorf("that %d waits for %d is %t", c.job, c.other, got)
		}
	}
}
