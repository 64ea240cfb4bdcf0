package plan

import (
	"math"
	"slices"
	"sync"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// ForecastOptions say how a forecast is made.
type ForecastOptions struct {
	Runs int    // 0 is DefaultRuns; at most MaxRuns are made
	Seed uint64 // the same seed gives the same forecast
}

// How many runs a forecast makes.
const (
	DefaultRuns = 1000
	MaxRuns     = 100_000
)

// Forecast says when what is left will be back, as far as anybody can say.
//
// A tier gets dates when everything that blocks it has a time given by a named
// person, when neither it nor what it waits for is held, and when there is anything to go by but
// the estimates of quiet times: a word of somebody, or a return. Otherwise it
// is only said how long it takes once what is missing is there.
func (p *Plan) Forecast(s Situation, o ForecastOptions) *Forecast {
	f := &Forecast{From: s.From, Runs: max(1, min(o.Runs, MaxRuns)), Seed: o.Seed, Missing: p.Unheard(s)}
	if o.Runs <= 0 {
		f.Runs = DefaultRuns
	}
	f.Observed = Observe(s, p.Left(s))
	tiers := p.leftByTier(&s)
	for _, t := range tiers {
		awaited := p.awaited(&s, t.systems)
		t.missing = slices.DeleteFunc(slices.Clone(f.Missing), func(i int32) bool { return !awaited[i] })
	}
	all := joined(tiers)
	all.missing = f.Missing
	tiers = append(tiers, all)

	basis := !s.From.IsZero() && (len(s.Returns) > 0 || slices.ContainsFunc(s.Heard, func(h Heard) bool { return h.Ahead(s.From) }))
	dated, cleared := false, false
	for _, t := range tiers {
		t.given = basis && len(t.missing) == 0 && t.held == 0 && len(t.systems) > 0
		dated, cleared = dated || t.given, cleared || !t.given
	}
	var aside sync.WaitGroup
	aside.Go(func() { f.Helps = p.helps(&s, f.Missing) })
	if dated {
		p.run(&s, f, tiers, true)
	}
	if cleared {
		p.run(&s, f, tiers, false)
	}
	for _, t := range tiers[:len(tiers)-1] {
		f.Tiers = append(f.Tiers, t.out)
		f.Given = f.Given || t.out.Given
	}
	f.All = all.out
	aside.Wait()
	return f
}

// share is what a forecast says of: the services of a tier that are left.
type share struct {
	tier    inventory.Tier
	systems []int32
	missing []int32
	held    int
	given   bool
	out     TierForecast
}

// leftByTier gathers the services that are left, tier 1 to 4, then unknown.
func (p *Plan) leftByTier(s *Situation) []*share {
	by := make([]share, 5)
	barred := p.barred(s)
	for _, i := range p.Order {
		if p.infrastructure[i] || !p.left(s, i) {
			continue
		}
		t := &by[countedAs(p.Inventory.Systems[i].Tier)]
		t.systems = append(t.systems, i)
		if barred[i] {
			t.held++
		}
	}
	var out []*share
	for _, tier := range [...]inventory.Tier{1, 2, 3, 4, inventory.UnknownTier} {
		if by[tier].tier = tier; len(by[tier].systems) > 0 {
			out = append(out, &by[tier])
		}
	}
	return out
}

// barred says of each system whether it is left and may not be started, for a
// hold on it or on something that it waits for. What is being started has had
// all it needed.
func (p *Plan) barred(s *Situation) []bool {
	barred := make([]bool, len(p.Conditions))
	var queue []int32
	for _, h := range s.Held {
		if !barred[h.System] && p.left(s, h.System) {
			barred[h.System] = true
			queue = append(queue, h.System)
		}
	}
	going := map[int32]bool{}
	for k := range s.Going {
		going[s.Going[k].System] = true
	}
	for at := 0; at < len(queue); at++ {
		for _, i := range p.Dependents(queue[at]) {
			if !barred[i] && !going[i] && p.left(s, i) {
				barred[i] = true
				queue = append(queue, i)
			}
		}
	}
	return barred
}

func joined(tiers []*share) *share {
	all := &share{}
	for _, t := range tiers {
		all.systems = append(all.systems, t.systems...)
		all.held += t.held
	}
	return all
}

// run makes the runs for the tiers that have dates, or for those that do not.
func (p *Plan) run(s *Situation, f *Forecast, tiers []*share, dated bool) {
	l := p.newLottery(s, f.Seed, f.Missing, !dated)
	ends := make([][]schedule.Time, len(tiers))
	for k := range ends {
		ends[k] = make([]schedule.Time, f.Runs)
	}
	known := l.placeable()
	met := make([][]int32, len(tiers)) // by tier and run
	deadlines := make([]schedule.Time, len(p.Conditions))
	for k, t := range tiers {
		met[k] = make([]int32, f.Runs)
		for _, i := range t.systems {
			deadlines[i] = p.rto(s, i)
		}
	}
	l.play(f.Runs, func(run int, placed schedule.Placement) {
		for k, t := range tiers {
			if t.given != dated {
				continue
			}
			// Runs that lie side by side are made by different processors: each
			// writes once, or they would wait for each other's memory.
			var end schedule.Time
			var inTime int32
			for _, i := range t.systems {
				if !known[i] {
					continue
				}
				at := placed[l.job[i]].Finish
				if at == Never {
					at = math.MaxInt64
				}
				if end = max(end, at); at <= deadlines[i] {
					inTime++
				}
			}
			ends[k][run], met[k][run] = end, inTime
		}
	})
	for k, t := range tiers {
		if t.given == dated {
			slices.Sort(ends[k])
			t.tell(ends[k], met[k], known, p.Inventory.Tiers[t.tier].RTO > 0 && dated)
		}
	}
}

// tell writes down what the runs of a tier say.
func (t *share) tell(ends []schedule.Time, met []int32, known []bool, rto bool) {
	t.out = TierForecast{Tier: t.tier, Systems: len(t.systems), Held: t.held, RTOMet: -1, After: t.missing}
	for _, i := range t.systems {
		if !known[i] {
			t.out.Unplaced++
		}
	}
	if t.out.Unplaced == len(t.systems) {
		t.out.Low, t.out.High = Unending, Unending
		return
	}
	if !t.given {
		t.out.Low, t.out.High = quantile(ends, 0.5), quantile(ends, 0.9)
		return
	}
	if quantile(ends, 0.9) == Unending { // later rungs of two that failed wait for each other
		t.out.Low, t.out.High = quantile(ends, 0.5), Unending
		return
	}
	t.out.Given = true
	t.out.P50, t.out.P80, t.out.P90 = quantile(ends, 0.5), quantile(ends, 0.8), quantile(ends, 0.9)
	if rto {
		sum := 0
		for _, m := range met {
			sum += int(m)
		}
		t.out.RTOMet = float64(sum) / float64(len(met)*len(t.systems))
	}
}

// quantile is the smallest of some sorted times that so large a share of them
// does not exceed; Unending when that is never.
func quantile(sorted []schedule.Time, share float64) time.Duration {
	at := sorted[max(0, int(math.Ceil(share*float64(len(sorted))))-1)]
	if at >= math.MaxInt64/schedule.Time(time.Second) {
		return Unending
	}
	return time.Duration(at) * time.Second
}

// rto is when a service must be back by its tier, on the schedule's clock;
// before all time when its tier promises nothing.
func (p *Plan) rto(s *Situation, i int32) schedule.Time {
	rto := p.Inventory.Tiers[p.Inventory.Systems[i].Tier].RTO
	if rto <= 0 {
		return math.MinInt64
	}
	down := time.Duration(0)
	if int(i) < len(s.Since) && !s.Since[i].IsZero() && !s.From.IsZero() {
		down = s.Since[i].Sub(s.From)
	}
	return wholeSeconds(down + rto)
}

// placeable says of each system whether the runs can place it at all: it has
// an estimate and a crew, and so has all that it needs.
func (l *lottery) placeable() []bool {
	placed := l.dispatcher(&l.problem, l.priority()).Run(l.shortest)
	known := make([]bool, len(l.job))
	for i, job := range l.job {
		known[i] = job >= 0 && placed[job].Finish != Never
	}
	return known
}
