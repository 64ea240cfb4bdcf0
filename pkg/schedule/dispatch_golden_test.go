package schedule_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/bokgu/bokgu/pkg/schedule"
)

// seededProblem is a problem from a seed alone, so that what comes of it can be
// kept: the same draws on every machine, for good.
func seededProblem(draw *rand.Rand) *schedule.Problem {
	const quarter = 900
	p := &schedule.Problem{Needs: schedule.Lists{Start: []int32{0}}}
	for range 1 + draw.IntN(5) {
		crew := schedule.Crew{People: int32(draw.IntN(6))}
		if draw.IntN(2) == 0 {
			from := schedule.Time(draw.IntN(40_000))
			crew.Hours.Midnight = schedule.Time(draw.IntN(int(schedule.Day)))
			crew.Hours.Spans = []schedule.Span{{From: from, To: from + 1 + schedule.Time(draw.IntN(40_000))}}
		}
		p.Crews = append(p.Crews, crew)
	}
	for range draw.IntN(4) {
		p.Resources = append(p.Resources, schedule.Resource{Capacity: int32(draw.IntN(6)), Pause: schedule.Time(draw.IntN(4)) * quarter})
	}
	kinds, most := 1+draw.IntN(8), 1+draw.IntN(3) // people for one job
	if draw.IntN(8) == 0 {
		kinds = 60 + draw.IntN(80)
	}
	for range kinds {
		k := schedule.Kind{People: int32(1 + draw.IntN(most))}
		for c := range p.Crews {
			if draw.IntN(2) == 0 {
				k.Crews = append(k.Crews, int32(c))
			}
		}
		for r := range p.Resources {
			if draw.IntN(3) == 0 {
				k.Uses = append(k.Uses, schedule.Use{Resource: int32(r), Amount: int32(draw.IntN(3))})
			}
		}
		p.Kinds = append(p.Kinds, k)
	}
	released, begun := draw.IntN(3) == 0, draw.IntN(3) == 0
	jobs, hub := draw.IntN(120), -1
	if draw.IntN(30) == 0 { // one job needs more than a byte counts
		jobs, hub = 400+draw.IntN(200), 300+draw.IntN(100)
	}
	for job := range jobs {
		for range draw.IntN(4) {
			if job > 0 && draw.IntN(3) > 0 {
				p.Needs.To = append(p.Needs.To, int32(job-1-draw.IntN(min(job, 20))))
			}
		}
		if job == hub {
			for need := range job {
				p.Needs.To = append(p.Needs.To, int32(need))
			}
		}
		p.Needs.Start = append(p.Needs.Start, int32(len(p.Needs.To)))
		p.Work = append(p.Work, schedule.Time(draw.IntN(40))*quarter)
		if draw.IntN(60) == 0 {
			p.Work[job] = schedule.Unknown
		}
		p.Kind = append(p.Kind, int32(draw.IntN(kinds)))
		if released {
			p.Release = append(p.Release, schedule.Time(max(0, draw.IntN(100)-60))*quarter)
		}
		if begun {
			p.Begun = append(p.Begun, len(p.Needs.Of(int32(job))) == 0 && draw.IntN(4) == 0)
		}
	}
	p.Dependents = p.Needs.Reversed()
	return p
}

// A dispatcher goes on to place every job where it always did: who makes it
// faster, or asks first for something else, changes no schedule. What is right
// the other tests say; this one says that it is still the same.
func TestPlacementsStayWhatTheyWere(t *testing.T) {
	sum := sha256.New()
	for seed := range uint64(3000) {
		draw := rand.New(rand.NewPCG(11, seed))
		p := seededProblem(draw)
		var priority []int32 // every third: the order of the numbers
		switch draw.IntN(3) {
		case 0:
			for _, at := range draw.Perm(p.Jobs()) {
				priority = append(priority, int32(at))
			}
		case 1:
			for range p.Jobs() {
				priority = append(priority, int32(draw.IntN(10)))
			}
		}
		d := schedule.NewDispatcher(p, priority)
		for range 3 {
			d.Patience = []float64{0, 0.1, 2}[draw.IntN(3)]
			failures := draw.IntN(2) * p.Jobs()
			d.Retry = func(job int32) *schedule.Attempt {
				if failures == 0 || draw.IntN(3) > 0 {
					return nil
				}
				failures--
				again := schedule.Attempt{Kind: int32(draw.IntN(len(p.Kinds))), Work: schedule.Time(draw.IntN(40)) * 900}
				if job > 0 && draw.IntN(3) == 0 {
					again.Needs = []int32{int32(draw.IntN(int(job)))}
				}
				return &again
			}
			fmt.Fprintln(sum, d.Run(p.Work))
		}
	}
	const want = "18d11f9bbbc95cc8c656c7352584a250ec2b5dd53116f33b0798d786d29f8ffa"
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		t.Errorf("9000 placements add up to %s, want %s", got, want)
	}
}
