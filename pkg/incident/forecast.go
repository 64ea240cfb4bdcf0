package incident

import (
	"bytes"
	"encoding/json"
	"math"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
)

// Issued is a forecast that was given out, and is kept so that it can be seen
// how it fared.
type Issued struct {
	At   time.Time
	By   string
	Said ForecastBody
}

// mostNamed is how many systems a list in the record of a forecast names.
const mostNamed = 100

// some are the ids of the first systems, and how many more there are.
func (st *State) some(systems []int32) (ids []string, more int) {
	n := min(len(systems), mostNamed)
	return st.ids(systems[:n]), len(systems) - n
}

// wholeMinute is the first whole minute that is not before t: nobody says
// seconds of a day to come.
func wholeMinute(t time.Time) time.Time {
	if whole := t.Truncate(time.Minute); whole.Equal(t) {
		return t
	}
	return t.Truncate(time.Minute).Add(time.Minute)
}

func (d *decision) issueForecast(c IssueForecast) (any, error) {
	if c.Forecast == nil || c.Forecast.From.IsZero() {
		return nil, &Misuse{Code: "forecast"}
	}
	body := d.forecastBody(c.Forecast)
	body.Plan = c.Plan
	if len(d.Forecasts) > 0 {
		last, err := json.Marshal(d.Forecasts[len(d.Forecasts)-1].Said)
		if err != nil {
			return nil, err
		}
		now, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		if bytes.Equal(last, now) {
			return nil, ErrNothingNew
		}
	}
	return d.event(ForecastIssued, body)
}

// forecastBody keeps of a forecast what people are told: dates, not lengths of
// time from a moment that will have passed.
func (d *decision) forecastBody(f *plan.Forecast) ForecastBody {
	b := ForecastBody{
		At: f.From.Truncate(time.Minute), Runs: f.Runs, Seed: f.Seed, Given: f.Given,
		Tiers: []TierForecastBody{}, All: d.tierForecast(f, &f.All),
	}
	b.Missing, b.MissingMore = d.some(f.Missing)
	for i := range f.Tiers {
		b.Tiers = append(b.Tiers, d.tierForecast(f, &f.Tiers[i]))
	}
	if o := f.Observed; o != nil {
		b.Observed = &ObservedBody{Since: o.Since.Truncate(time.Minute), RateBody: rateBody(f.From, &o.All)}
		for i := range o.Tiers {
			b.Observed.Tiers = append(b.Observed.Tiers, rateBody(f.From, &o.Tiers[i]))
		}
	}
	return b
}

func (d *decision) tierForecast(f *plan.Forecast, t *plan.TierForecast) TierForecastBody {
	b := TierForecastBody{Tier: int(t.Tier), Systems: t.Systems, Given: t.Given, Held: t.Held, Unplaced: t.Unplaced}
	if t.Given {
		b.P50, b.P80, b.P90 = date(f.From, t.P50), date(f.From, t.P80), date(f.From, t.P90)
		if t.RTOMet >= 0 {
			met := round(t.RTOMet)
			b.RTOMet = &met
		}
		return b
	}
	b.After, b.AfterMore = d.some(t.After)
	if t.High > 0 {
		b.Low, b.High = int64(t.Low.Round(time.Minute)/time.Second), int64(t.High.Round(time.Minute)/time.Second)
	}
	return b
}

func rateBody(from time.Time, r *plan.Rate) RateBody {
	return RateBody{Tier: int(r.Tier), PerDay: round(r.PerDay), Left: r.Left, Projected: date(from, r.Projected)}
}

// date is the whole minute so long after a moment; the zero time when nobody
// can give that length.
func date(from time.Time, d time.Duration) time.Time {
	if d == plan.Unending {
		return time.Time{}
	}
	return wholeMinute(from.Add(d))
}

// round keeps four digits: more would pretend to know more.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

func (f fold) forecastIssued(b ForecastBody) {
	f.Forecasts = append(f.Forecasts, &Issued{At: f.rec.Happened, By: f.rec.By, Said: b})
}

// Of is what was said of a tier; false when nothing of it was left.
func (b *ForecastBody) Of(tier inventory.Tier) (TierForecastBody, bool) {
	for _, t := range b.Tiers {
		if t.Tier == int(tier) {
			return t, true
		}
	}
	return TierForecastBody{}, false
}
