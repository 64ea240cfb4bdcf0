package plan

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whoever a job waits for knows of it, as often as it is needed.
func TestDependentsOfJobsAreTheirNeedsReversed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		pr := p.newProject(&s)
		want := pr.problem.Needs.Reversed()
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
