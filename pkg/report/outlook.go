package report

import (
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
)

// Outlook is what can be said of the time ahead, and by whom.
type Outlook struct {
	Missing  []Name     // what blocks and nobody has given a time for, in plan order
	Stopped  bool       // nothing may be started anywhere
	Holds    []string   // ids of the holds that keep something that is left from being started
	Expected []Expected // what people said, in plan order; also of what should be back by now
	Issued   *Forecast  // the last forecast that was given out; nil: none was
	Observed *Observed  // nil until a day after the first return
}

// Expected is what a named person said of when a system will be back.
type Expected struct {
	System  Name
	Between time.Time
	And     time.Time
	From    string
	At      time.Time
	Overdue bool // the time has passed and it is not back
}

// Forecast is one that was given out.
type Forecast struct {
	At      time.Time
	By      string
	Given   bool // it has dates, for one tier at least
	Runs    int
	Seed    uint64
	Plan    string // digest
	Missing []Name
	Tiers   []TierForecast
	All     TierForecast

	// What its dates rested on and is so no more. While there is any of it
	// nobody is told the dates.
	Lapsed []Name // somebody had given a time, which was taken back or has passed
	Barred int    // services that may not be started since, and could when it was issued
}

// Rests says that what the dates were made of still holds.
func (f *Forecast) Rests() bool { return len(f.Lapsed) == 0 && f.Barred == 0 }

// TierForecast is what was said of a tier, or of all.
type TierForecast struct {
	incident.TierForecastBody
	Tier   inventory.Tier
	After  []Name
	Differ bool // the observed rate says more than twice as long, or less than half: only that is told
}

// Observed is the rate of the last days, carried on.
type Observed struct {
	Since time.Time
	All   Rate
	Tiers []Rate // those with something left
}

// Rate is a number of returns a day and where it leads.
type Rate struct {
	Tier      inventory.Tier
	PerDay    float64
	Left      int
	Projected time.Time // zero: nothing came back, so it leads nowhere
	ahead     time.Duration
}

// Of is the rate of a tier; nil when nothing of it is left.
func (o *Observed) Of(tier inventory.Tier) *Rate {
	if o == nil {
		return nil
	}
	for k := range o.Tiers {
		if o.Tiers[k].Tier == tier {
			return &o.Tiers[k]
		}
	}
	return nil
}

// Of is what was said of a tier; nil when nothing was.
func (f *Forecast) Of(tier inventory.Tier) *TierForecast {
	for k := range f.Tiers {
		if f.Tiers[k].Tier == tier {
			return &f.Tiers[k]
		}
	}
	return nil
}

// outlook looks ahead from a moment.
func outlook(m *incident.Moment) Outlook {
	p, s := m.Plan(), m.Situation()
	var o Outlook
	for _, i := range p.Unheard(s) {
		o.Missing = append(o.Missing, systemName(m.State, i))
	}
	for _, h := range s.Held {
		if h.By == incident.HeldByStop {
			o.Stopped = true
		} else if !slices.Contains(o.Holds, h.By) {
			o.Holds = append(o.Holds, h.By)
		}
	}
	for _, i := range p.Order {
		if e, ok := m.Expected(i); ok && !e.Withdrawn() {
			o.Expected = append(o.Expected, Expected{
				System: systemName(m.State, i), Between: e.Between, And: e.And, From: e.From, At: e.At, Overdue: !e.And.After(m.Now),
			})
		}
	}
	o.Observed = observed(s.From, plan.Observe(s, p.Left(s)))
	if n := len(m.State.Forecasts); n > 0 {
		o.Issued = issued(m, m.State.Forecasts[n-1], o.Observed)
		o.Issued.lapse(m, &s, o.Missing)
	}
	return o
}

func observed(from time.Time, o *plan.Observed) *Observed {
	if o == nil {
		return nil
	}
	out := &Observed{Since: o.Since, All: rate(from, o.All)}
	for _, r := range o.Tiers {
		out.Tiers = append(out.Tiers, rate(from, r))
	}
	return out
}

func rate(from time.Time, r plan.Rate) Rate {
	out := Rate{Tier: r.Tier, PerDay: r.PerDay, Left: r.Left, ahead: r.Projected}
	if r.Projected != plan.Unending {
		out.Projected = from.Add(r.Projected)
	}
	return out
}

// issued reads a forecast again, beside what is observed now.
func issued(m *incident.Moment, f *incident.Issued, o *Observed) *Forecast {
	out := &Forecast{
		At: f.At, By: f.By, Given: f.Said.Given, Runs: f.Said.Runs, Seed: f.Said.Seed, Plan: f.Said.Plan,
		Missing: namesOf(m.State, f.Said.Missing), All: tierForecast(m, f.Said.All),
	}
	if o != nil {
		out.All.Differ = out.All.differs(m.Now, &o.All)
	}
	for _, t := range f.Said.Tiers {
		tier := tierForecast(m, t)
		if r := o.Of(tier.Tier); r != nil {
			tier.Differ = tier.differs(m.Now, r)
		}
		out.Tiers = append(out.Tiers, tier)
	}
	return out
}

// lapse notes what has changed since a forecast with dates was issued: a time
// that somebody had given and that is no more, and starts that were barred.
func (f *Forecast) lapse(m *incident.Moment, s *plan.Situation, missing []Name) {
	if !f.Given {
		return
	}
	for _, name := range missing {
		i, known := m.State.Inventory.Index(name.ID)
		if !known || slices.ContainsFunc(f.Missing, func(n Name) bool { return n.ID == name.ID }) {
			continue // nobody had given a time then either
		}
		e, told := m.Expected(i)
		if told && (e.Withdrawn() && !e.At.Before(f.At) || !e.Withdrawn() && e.And.After(f.At)) {
			f.Lapsed = append(f.Lapsed, name)
		}
	}
	before := map[string]bool{} // holds that the forecast knew
	for _, h := range m.State.Holds {
		before[h.ID] = !h.Placed.After(f.At)
	}
	for _, h := range s.Held { // each system once
		sys := &m.State.Inventory.Systems[h.System]
		t := f.Of(sys.Tier)
		if !before[h.By] && sys.Class != inventory.Infrastructure && t != nil && t.Given {
			f.Barred++
		}
	}
}

func tierForecast(m *incident.Moment, t incident.TierForecastBody) TierForecast {
	return TierForecast{TierForecastBody: t, Tier: inventory.Tier(t.Tier), After: namesOf(m.State, t.After)}
}

// differs compares the middle of a forecast, as it is seen now, with the rate:
// both say how long it will still take.
func (t *TierForecast) differs(now time.Time, r *Rate) bool {
	return !t.P50.IsZero() && r.Left > 0 && plan.Differ(t.P50.Sub(now), r.ahead)
}

// namesOf are the names of systems; one the list has no more keeps its id.
func namesOf(st *incident.State, ids []string) []Name {
	var out []Name
	for _, id := range ids {
		if i, ok := st.Inventory.Index(id); ok {
			out = append(out, systemName(st, i))
		} else {
			out = append(out, Name{id, lang.Plain(id)})
		}
	}
	return out
}

// Link is one part of the chain that blocks; By is when somebody said it will
// be back at the latest, zero when nobody did or the time has passed.
type Link struct {
	Name
	By time.Time
}

// links are the chain that blocks the next service.
func links(m *incident.Moment) []Link {
	var out []Link
	for _, i := range m.Chain() {
		l := Link{Name: systemName(m.State, i)}
		if e, ok := m.Expected(i); ok && e.And.After(m.Now) {
			l.By = e.And
		}
		out = append(out, l)
	}
	return out
}
