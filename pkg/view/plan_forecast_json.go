package view

import (
	"time"

	"github.com/bokgu/bokgu/pkg/plan"
)

type planForecastJSON struct {
	Given    bool                        `json:"given"`
	Missing  []string                    `json:"missing"`
	Runs     int                         `json:"runs"`
	Seed     uint64                      `json:"seed"`
	Tiers    map[string]tierForecastJSON `json:"tiers"`
	All      tierForecastJSON            `json:"all"`
	Observed *observedJSON               `json:"observed"`
	Helps    []helpJSON                  `json:"helps"`
	Issued   *issuedJSON                 `json:"issued,omitempty"`
}

// saidJSON is what a forecast says of a tier, wherever it is shown: dates where
// the tier has any; else low and high are seconds after the last of "after" is
// back, null when nobody can say.
type saidJSON struct {
	Systems  int        `json:"systems"`
	Unplaced int        `json:"unplaced"`
	Held     int        `json:"held"`
	Given    bool       `json:"given"`
	P50      *time.Time `json:"p50"`
	P80      *time.Time `json:"p80"`
	P90      *time.Time `json:"p90"`
	After    []string   `json:"after"`
	Low      *int64     `json:"low"`
	High     *int64     `json:"high"`
}

// tierForecastJSON is the same beside the observed rate.
type tierForecastJSON struct {
	saidJSON
	RTOMet  *float64 `json:"rtoMet"`
	Differs bool     `json:"differs"` // from the rate by more than twice: only that is put forward
}

type helpJSON struct {
	Kind    string `json:"kind"`
	Subject string `json:"subject"`
	Gain    int64  `json:"gain"`
	Sum     int64  `json:"sum"`
	Sooner  int64  `json:"sooner,omitempty"` // of clear: by how much the system would be back sooner
}

type issuedJSON struct {
	Seq    uint64 `json:"seq"`
	Writer string `json:"writer"`
	Known  bool   `json:"known"`
}

func newPlanForecast(of *Planned) *planForecastJSON {
	f := of.Forecast
	if f == nil {
		return nil
	}
	inv := of.Plan.Inventory
	out := &planForecastJSON{
		Given: f.Given, Missing: ids(inv, f.Missing), Runs: f.Runs, Seed: f.Seed,
		Tiers: map[string]tierForecastJSON{}, All: newPlanTierForecast(of, &f.All), Helps: []helpJSON{},
	}
	for k := range f.Tiers {
		out.Tiers[tierKey(f.Tiers[k].Tier)] = newPlanTierForecast(of, &f.Tiers[k])
	}
	if o := f.Observed; o != nil {
		out.Observed = &observedJSON{Since: o.Since, rateJSON: newPlanRate(f, &o.All), Tiers: map[string]rateJSON{}}
		for k := range o.Tiers {
			out.Observed.Tiers[tierKey(o.Tiers[k].Tier)] = newPlanRate(f, &o.Tiers[k])
		}
	}
	for _, h := range f.Helps {
		out.Helps = append(out.Helps, helpJSON{h.Kind, h.Subject, int64(h.Gain / time.Second), h.Sum, int64(h.Sooner / time.Second)})
	}
	if r := of.Issued; r != nil {
		out.Issued = &issuedJSON{r.Seq, r.Writer, r.Known}
	}
	return out
}

func newPlanTierForecast(of *Planned, t *plan.TierForecast) tierForecastJSON {
	f := of.Forecast
	out := tierForecastJSON{Differs: f.ObservedOnly(t), saidJSON: saidJSON{
		Systems: t.Systems, Unplaced: t.Unplaced, Held: t.Held, Given: t.Given, After: ids(of.Plan.Inventory, t.After),
	}}
	if !t.Given {
		out.Low, out.High = lengthJSON(t.Low), lengthJSON(t.High)
		return out
	}
	out.P50, out.P80, out.P90 = dateJSON(f, t.P50), dateJSON(f, t.P80), dateJSON(f, t.P90)
	if t.RTOMet >= 0 {
		met := rounded(t.RTOMet)
		out.RTOMet = &met
	}
	return out
}

func newPlanRate(f *plan.Forecast, r *plan.Rate) rateJSON {
	return rateJSON{PerDay: rounded(r.PerDay), Left: r.Left, Projected: dateJSON(f, r.Projected)}
}

// dateJSON is a length of time of the forecast as a date, whole seconds; null
// when no date is known.
func dateJSON(f *plan.Forecast, d time.Duration) *time.Time {
	return timeJSON(f.When(d).Truncate(time.Second))
}

// lengthJSON is null for a length of time that nobody can give.
func lengthJSON(d time.Duration) *int64 {
	if d < 0 {
		return nil
	}
	s := int64(d / time.Second)
	return &s
}
