package incident_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/plan"
)

// dated is a forecast of the test's services with dates for tier 1 and none
// for the rest.
func dated(from time.Time) *plan.Forecast {
	return &plan.Forecast{
		From: from, Runs: 1000, Seed: 1 << 63, Given: true, Missing: []int32{1},
		Tiers: []plan.TierForecast{
			{Tier: 1, Systems: 1, Given: true, P50: time.Hour, P80: 90*time.Minute + time.Second, P90: 2 * time.Hour, RTOMet: 0.25},
			{Systems: 1, After: []int32{1}, Low: 6 * time.Hour, High: 17 * time.Hour, RTOMet: -1, Unplaced: 1},
		},
		All: plan.TierForecast{Systems: 5, After: []int32{1}, Low: 6 * time.Hour, High: 20 * time.Hour, RTOMet: -1},
		Observed: &plan.Observed{
			Since: from.Add(-24 * time.Hour),
			All:   plan.Rate{PerDay: 1. / 3, Left: 5, Projected: 15 * 24 * time.Hour},
			Tiers: []plan.Rate{{Tier: 1, Left: 1, Projected: plan.Unending}},
		},
	}
}

func TestAnIssuedForecastIsKept(t *testing.T) {
	d := newDesk(t)
	d.Now = after(30).Add(20 * time.Second)
	d.Do(incident.IssueForecast{Forecast: dated(d.Now), Plan: "sha256:x"})
	if len(d.State.Forecasts) != 1 {
		t.Fatalf("%d forecasts", len(d.State.Forecasts))
	}
	f := d.State.Forecasts[0]
	if !f.At.Equal(d.Now) || f.By != "lee" || f.Said.Seed != 1<<63 || f.Said.Plan != "sha256:x" || fmt.Sprint(f.Said.Missing) != "[store]" {
		t.Errorf("kept %+v", f)
	}
	one, ok := f.Said.Of(1)
	if !ok || !one.P50.Equal(after(31).Add(time.Minute)) || !one.P80.Equal(after(31).Add(31*time.Minute)) || one.RTOMet == nil || *one.RTOMet != 0.25 {
		t.Errorf("tier 1: %+v: dates are whole minutes, and not too early", one)
	}
	rest, _ := f.Said.Of(0)
	if rest.Given || !rest.P50.IsZero() || fmt.Sprint(rest.After) != "[store]" || rest.Low != 6*3600 || rest.High != 17*3600 || rest.Unplaced != 1 || rest.RTOMet != nil {
		t.Errorf("ungraded: %+v", rest)
	}
	if o := f.Said.Observed; o == nil || o.PerDay != 0.3333 || !o.Projected.Equal(after(30+15*24).Add(time.Minute)) || !o.Tiers[0].Projected.IsZero() {
		t.Errorf("observed: %+v", o)
	}
	if _, ok := f.Said.Of(4); ok {
		t.Error("tier 4 was not spoken of")
	}

	if _, err := d.Try(incident.IssueForecast{Forecast: dated(d.Now), Plan: "sha256:x"}, incident.Context{}); !errors.Is(err, incident.ErrNothingNew) {
		t.Errorf("the same in the same minute: %v", err)
	}
	d.Now = d.Now.Add(time.Minute)
	d.Do(incident.IssueForecast{Forecast: dated(d.Now), Plan: "sha256:x"})
	if len(d.State.Forecasts) != 2 || !d.State.Forecasts[1].At.Equal(d.Now) {
		t.Errorf("%d forecasts, want a second, last", len(d.State.Forecasts))
	}
	d.Do(incident.Undo{})
	if len(d.State.Forecasts) != 1 {
		t.Errorf("%d forecasts after undo", len(d.State.Forecasts))
	}
	var m *incident.Misuse
	if _, err := d.Try(incident.IssueForecast{Forecast: &plan.Forecast{}}, incident.Context{}); !errors.As(err, &m) {
		t.Errorf("a forecast without a moment: %v", err)
	}
}

// A date that too many runs never reached is none, and what is on hold is said.
func TestAForecastThatNeverEndsHasNoDate(t *testing.T) {
	d := newDesk(t)
	f := dated(d.Now)
	f.Tiers[0].P90 = plan.Unending
	f.Tiers[1].High, f.Tiers[1].Held = plan.Unending, 1
	d.Do(incident.IssueForecast{Forecast: f})
	said := d.State.Forecasts[0].Said
	if one := said.Tiers[0]; !one.P90.IsZero() || one.P80.IsZero() {
		t.Errorf("tier 1: %+v", one)
	}
	if rest := said.Tiers[1]; rest.Low != 0 || rest.High != 0 || rest.Held != 1 {
		t.Errorf("ungraded: %+v", rest)
	}
}

// The record of a forecast stays small, however many things have no time.
func TestTheRecordOfAForecastIsSmall(t *testing.T) {
	d := newDesk(t)
	f := dated(d.Now)
	f.Missing = make([]int32, 100_000)
	f.All.After = f.Missing
	r := d.Do(incident.IssueForecast{Forecast: f})
	if len(r.Body) > 16<<10 || len(r.Body) > journal.MaxLine/8 {
		t.Errorf("%d bytes", len(r.Body))
	}
	if said := d.State.Forecasts[0].Said; len(said.Missing)+said.MissingMore != 100_000 || len(said.All.After)+said.All.AfterMore != 100_000 {
		t.Errorf("%d and %d more are missing", len(said.Missing), said.MissingMore)
	}
}
