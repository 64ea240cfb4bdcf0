package view

import (
	"time"

	"github.com/bokgu/bokgu/pkg/report"
)

type expectationJSON struct {
	System  string    `json:"system"`
	Between time.Time `json:"between"`
	And     time.Time `json:"and"`
	From    string    `json:"from"`
	At      time.Time `json:"at"`
	Overdue bool      `json:"overdue"` // the time has passed and it is not back
}

// forecastJSON is the last forecast that was given out, beside what is
// observed now. Of an incident without one all but missing and observed is
// empty.
type forecastJSON struct {
	Issued   *time.Time                  `json:"issued"` // null: none was
	Given    bool                        `json:"given"`
	Missing  []string                    `json:"missing"` // what has no time now
	Lapsed   []string                    `json:"lapsed"`  // what the dates rested on and has no time any more: they are withdrawn
	Barred   int                         `json:"barred"`  // services that may not be started since it was issued: the same
	Runs     int                         `json:"runs"`
	Seed     uint64                      `json:"seed"`
	Plan     string                      `json:"plan"`
	Tiers    map[string]tierForecastJSON `json:"tiers"`
	All      *tierForecastJSON           `json:"all"`
	Observed *observedJSON               `json:"observed"` // null until a day after the first return
}

type observedJSON struct {
	Since time.Time `json:"since"`
	rateJSON
	Tiers map[string]rateJSON `json:"tiers"`
}

type rateJSON struct {
	PerDay    float64    `json:"perDay"`
	Left      int        `json:"left"`
	Projected *time.Time `json:"projected"` // null: nothing came back
}

func newForecast(o *report.Outlook) forecastJSON {
	j := forecastJSON{Missing: nameIDs(o.Missing), Lapsed: []string{}, Tiers: map[string]tierForecastJSON{}}
	if f := o.Issued; f != nil {
		all := newTierForecast(&f.All)
		j.Issued, j.Given, j.Runs, j.Seed, j.Plan, j.All = &f.At, f.Given, f.Runs, f.Seed, f.Plan, &all
		j.Lapsed, j.Barred = nameIDs(f.Lapsed), f.Barred
		for k := range f.Tiers {
			j.Tiers[tierKey(f.Tiers[k].Tier)] = newTierForecast(&f.Tiers[k])
		}
	}
	if r := o.Observed; r != nil {
		j.Observed = &observedJSON{Since: r.Since, rateJSON: newRate(&r.All), Tiers: map[string]rateJSON{}}
		for k := range r.Tiers {
			j.Observed.Tiers[tierKey(r.Tiers[k].Tier)] = newRate(&r.Tiers[k])
		}
	}
	return j
}

func newTierForecast(t *report.TierForecast) tierForecastJSON {
	return tierForecastJSON{RTOMet: t.RTOMet, Differs: t.Differ, saidJSON: saidJSON{
		Systems: t.Systems, Unplaced: t.Unplaced, Held: t.Held, Given: t.Given,
		P50: timeJSON(t.P50), P80: timeJSON(t.P80), P90: timeJSON(t.P90),
		After: nameIDs(t.After), Low: afterJSON(t.Low), High: afterJSON(t.High),
	}}
}

// afterJSON is null where nothing was said.
func afterJSON(seconds int64) *int64 {
	if seconds == 0 {
		return nil
	}
	return &seconds
}

func newRate(r *report.Rate) rateJSON {
	return rateJSON{PerDay: r.PerDay, Left: r.Left, Projected: timeJSON(r.Projected)}
}

func newExpectations(all []report.Expected) []expectationJSON {
	out := []expectationJSON{}
	for _, e := range all {
		out = append(out, expectationJSON{e.System.ID, e.Between, e.And, e.From, e.At, e.Overdue})
	}
	return out
}

func nameIDs(names []report.Name) []string {
	ids := []string{}
	for _, n := range names {
		ids = append(ids, n.ID)
	}
	return ids
}
