// Package scheduletest says whether a placement keeps its problem's rules. It
// shares no code with what makes placements but the hours of crews, which have
// tests of their own, and is slow and plain on purpose.
package scheduletest

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/bokgu/bokgu/pkg/schedule"
)

// Check returns the first rule that a placement breaks, or nil.
func Check(p *schedule.Problem, pl schedule.Placement) error {
	n := p.Jobs()
	if len(pl) != n {
		return fmt.Errorf("%d jobs, but %d placed", n, len(pl))
	}
	for job := range n {
		if err := checkJob(p, pl, int32(job)); err != nil {
			return fmt.Errorf("job %d: %w", job, err)
		}
	}
	for c := range p.Crews {
		if err := checkCrew(p, pl, int32(c)); err != nil {
			return fmt.Errorf("crew %d: %w", c, err)
		}
	}
	for r := range p.Resources {
		if err := checkResource(p, pl, int32(r)); err != nil {
			return fmt.Errorf("resource %d: %w", r, err)
		}
	}
	return nil
}

// hopeless says why a job can never be placed, "" when it can, given its
// needs.
func hopeless(p *schedule.Problem, pl schedule.Placement, job int32) string {
	kind := &p.Kinds[p.Kind[job]]
	if p.Work[job] < 0 {
		return "its work is unknown"
	}
	able := len(kind.Crews) == 0
	for _, c := range kind.Crews {
		able = able || p.Crews[c].People >= kind.People
	}
	if !able {
		return "no crew has enough people"
	}
	for r := range p.Resources {
		if used(kind, int32(r)) > int64(p.Resources[r].Capacity) {
			return fmt.Sprintf("resource %d is too small", r)
		}
	}
	for _, need := range p.Needs.Of(job) {
		if pl[need].Finish == schedule.Never {
			return fmt.Sprintf("it needs %d", need)
		}
	}
	return ""
}

// used is how much of a resource a job of that kind takes.
func used(kind *schedule.Kind, resource int32) int64 {
	var sum int64
	for _, use := range kind.Uses {
		if use.Resource == resource {
			sum += int64(use.Amount)
		}
	}
	return sum
}

func checkJob(p *schedule.Problem, pl schedule.Placement, job int32) error {
	start, finish, crew := pl[job].Start, pl[job].Finish, pl[job].Crew
	never := start == schedule.Never || finish == schedule.Never
	if why := hopeless(p, pl, job); why != "" {
		if start != schedule.Never || finish != schedule.Never || crew != -1 || pl[job].Cause != (schedule.Cause{}) {
			return fmt.Errorf("placed at %d to %d on crew %d, cause %v, although %s", start, finish, crew, pl[job].Cause, why)
		}
		return nil
	}
	if never || start < 0 {
		return fmt.Errorf("not placed (%d to %d), although it could be", start, finish)
	}
	for _, need := range p.Needs.Of(job) {
		if pl[need].Finish > start {
			return fmt.Errorf("starts at %d, before %d, which it needs, is finished at %d", start, need, pl[need].Finish)
		}
	}
	if begun(p, int(job)) && start != 0 {
		return fmt.Errorf("starts at %d, although it had begun", start)
	}
	if p.Release != nil && start < p.Release[job] && !begun(p, int(job)) {
		return fmt.Errorf("starts at %d, before its release at %d", start, p.Release[job])
	}
	if err := checkWork(p, pl, job); err != nil {
		return err
	}
	return checkCause(p, pl, job)
}

// checkWork looks at the crew of a placed job and at its length.
func checkWork(p *schedule.Problem, pl schedule.Placement, job int32) error {
	start, finish, crew := pl[job].Start, pl[job].Finish, pl[job].Crew
	kind := &p.Kinds[p.Kind[job]]
	if len(kind.Crews) == 0 {
		if crew != -1 {
			return fmt.Errorf("is given to crew %d, although it takes nobody", crew)
		}
		if finish != start+p.Work[job] {
			return fmt.Errorf("goes on from %d to %d for a work of %d", start, finish, p.Work[job])
		}
		return nil
	}
	if !slices.Contains(kind.Crews, crew) || p.Crews[crew].People < kind.People {
		return fmt.Errorf("is given to crew %d, which is not able to do it", crew)
	}
	hours := &p.Crews[crew].Hours
	if begun(p, int(job)) && p.Work[job] > 0 { // it rests until the crew is there again
		start = hours.Begin(0)
	}
	if hours.Begin(start) != start && !begun(p, int(job)) {
		return fmt.Errorf("starts at %d, outside the hours of crew %d", start, crew)
	}
	if hours.Finish(start, p.Work[job]) != finish {
		return fmt.Errorf("goes on from %d to %d for a work of %d in the hours of crew %d", start, finish, p.Work[job], crew)
	}
	return nil
}

// checkCause looks whether what a start is said to have waited for could have
// held it up.
func checkCause(p *schedule.Problem, pl schedule.Placement, job int32) error {
	cause, start := pl[job].Cause, pl[job].Start
	free := schedule.Time(0)
	fits := true
	switch cause.By {
	case schedule.ByNothing:
		fits = start == 0
	case schedule.ByNeed:
		fits = slices.Contains(p.Needs.Of(job), cause.Job)
		free = pl[cause.Job].Finish
	case schedule.ByCrew:
		fits = cause.Job != job && pl[job].Crew >= 0 && pl[cause.Job].Crew == pl[job].Crew
		free = pl[cause.Job].Finish
	case schedule.ByResource:
		fits = cause.Job != job && shareResource(p, job, cause.Job)
		free = pl[cause.Job].Finish
	case schedule.ByHours:
		fits = pl[job].Crew >= 0 && !p.Crews[pl[job].Crew].Hours.Always()
	case schedule.ByRelease:
		fits = p.Release != nil && p.Release[job] > 0
	case schedule.ByClaim:
		fits = pl[job].Crew >= 0 || len(p.Kinds[p.Kind[job]].Uses) > 0
	}
	if !fits || free > start {
		return fmt.Errorf("starts at %d, which cannot be for the cause %v", start, cause)
	}
	return nil
}

func shareResource(p *schedule.Problem, a, b int32) bool {
	for r := range p.Resources {
		if used(&p.Kinds[p.Kind[a]], int32(r)) > 0 && used(&p.Kinds[p.Kind[b]], int32(r)) > 0 {
			return true
		}
	}
	return false
}

// step is a change of what is in use.
type step struct {
	at     schedule.Time
	amount int64
	begun  bool // it had begun before time 0: then nobody asked whether it fits
}

func begun(p *schedule.Problem, job int) bool { return p.Begun != nil && p.Begun[job] }

// most is the largest amount in use at any instant at which a job begins.
func most(steps []step) (amount int64, at schedule.Time) {
	after := func(s step) int { // what ends at an instant is free in it; what had begun is there first
		switch {
		case s.amount < 0:
			return 0
		case s.begun:
			return 1
		default:
			return 2
		}
	}
	slices.SortFunc(steps, func(a, b step) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(after(a), after(b)))
	})
	var now int64
	for _, s := range steps {
		now += s.amount
		if now > amount && after(s) == 2 {
			amount, at = now, s.at
		}
	}
	return amount, at
}

func checkCrew(p *schedule.Problem, pl schedule.Placement, crew int32) error {
	var steps []step
	for job := range p.Jobs() {
		people := int64(p.Kinds[p.Kind[job]].People)
		if people > 0 && pl[job].Crew == crew && pl[job].Start < pl[job].Finish {
			steps = append(steps, step{pl[job].Start, people, begun(p, job)}, step{pl[job].Finish, -people, false})
		}
	}
	if busy, at := most(steps); busy > int64(p.Crews[crew].People) {
		return fmt.Errorf("%d busy of %d at %d", busy, p.Crews[crew].People, at)
	}
	return nil
}

func checkResource(p *schedule.Problem, pl schedule.Placement, resource int32) error {
	var steps []step
	for job := range p.Jobs() {
		amount := used(&p.Kinds[p.Kind[job]], resource)
		end := pl[job].Finish + p.Resources[resource].Pause
		if amount > 0 && pl[job].Start != schedule.Never && pl[job].Start < end {
			steps = append(steps, step{pl[job].Start, amount, begun(p, job)}, step{end, -amount, false})
		}
	}
	if busy, at := most(steps); busy > int64(p.Resources[resource].Capacity) {
		return fmt.Errorf("%d in use of %d at %d", busy, p.Resources[resource].Capacity, at)
	}
	return nil
}
