package drill

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Series is what came of several runs of one script. Run n has the seed of the
// series plus n.
type Series struct {
	Drill *Drill
	Seed  uint64
	Runs  int     // that came to an end; fewer than asked for when it was stopped
	First *Result // of the seed itself

	Met      []int // by expectation: in how many runs it was met
	Tiers    []Spread
	All      Spread
	Commands []int // by run, ascending
	Endings  map[Ending]int
}

// Spread is how long it took in several runs until all of a tier were back.
type Spread struct {
	Tier   int             // 0: nobody graded them; of all: nothing
	Times  []time.Duration // of the runs in which all were back, ascending
	Missed int             // runs in which some never were
}

// Quantile is the time by which all were back in a share of the runs, 0 to 1;
// false when they were not in so many.
func (s *Spread) Quantile(share float64) (time.Duration, bool) {
	runs := len(s.Times) + s.Missed
	at := max(0, int(share*float64(runs)+0.999999)-1)
	if at >= len(s.Times) {
		return 0, false
	}
	return s.Times[at], true
}

// Held says that an expectation was met in as many runs as it must be.
func (s *Series) Held(k int) bool {
	return s.Runs > 0 && float64(s.Met[k]) >= s.Drill.Expect[k].Share*float64(s.Runs)-1e-9
}

// Series plays the script several times, on all processors. progress is told
// how many runs are through, from several goroutines at a time; stop ends it
// early when it says yes. Both may be nil.
func (s *Stage) Series(seed uint64, runs int, progress func(done int), stop func() bool) (*Series, error) {
	results := make([]*Result, runs)
	var next, done atomic.Int64
	var once sync.Once
	var failure error
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), runs) {
		wait.Go(func() {
			for n := int(next.Add(1)) - 1; n < runs && (stop == nil || !stop()); n = int(next.Add(1)) - 1 {
				r, err := s.Run(seed + uint64(n))
				if err != nil {
					once.Do(func() { failure = err })
					return
				}
				if n > 0 {
					r.slim()
				}
				results[n] = r
				if d := done.Add(1); progress != nil {
					progress(int(d))
				}
			}
		})
	}
	wait.Wait()
	if failure != nil {
		return nil, failure
	}
	return s.gather(seed, results), nil
}

// slim drops what only the first run of a series is asked for.
func (r *Result) slim() { r.Chain, r.State, r.Records, r.Heard, r.Curve = nil, nil, nil, nil, nil }

func (s *Stage) gather(seed uint64, results []*Result) *Series {
	out := &Series{Drill: s.Drill, Seed: seed, Met: make([]int, len(s.Drill.Expect)), Endings: map[Ending]int{}}
	for n, r := range results {
		if r == nil {
			continue
		}
		if n == 0 {
			out.First = r
		}
		out.Runs++
		out.Endings[r.Ending]++
		out.Commands = append(out.Commands, r.Commands)
		for k := range r.Verdicts {
			if r.Verdicts[k].Met {
				out.Met[k]++
			}
		}
		out.All.add(&r.All, r.Began)
		for _, t := range r.Tiers {
			at := slices.IndexFunc(out.Tiers, func(have Spread) bool { return have.Tier == t.Tier })
			if at < 0 {
				at = len(out.Tiers)
				out.Tiers = append(out.Tiers, Spread{Tier: t.Tier})
			}
			out.Tiers[at].add(&t, r.Began)
		}
	}
	slices.Sort(out.Commands)
	slices.Sort(out.All.Times)
	for k := range out.Tiers {
		slices.Sort(out.Tiers[k].Times)
	}
	return out
}

func (s *Spread) add(t *TierTime, began time.Time) {
	if t.All.IsZero() {
		s.Missed++
		return
	}
	s.Times = append(s.Times, t.All.Sub(began))
}
