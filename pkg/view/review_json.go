package view

import (
	"io"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/report"
)

type faredJSON struct {
	Issued time.Time `json:"issued"`
	By     string    `json:"by"`
	Tier   string    `json:"tier"` // 1 to 4, unknown, all
	saidJSON
	Came    *time.Time `json:"came"` // null: not yet
	Left    int        `json:"left"`
	DaysOff *float64   `json:"daysOff"` // from the 8-in-10 date; null without one, and while it lies ahead
}

type pacedJSON struct {
	Issued    time.Time  `json:"issued"`
	PerDay    float64    `json:"perDay"`
	Left      int        `json:"left"`
	Projected *time.Time `json:"projected"`
	Came      *time.Time `json:"came"`
	Still     int        `json:"stillDown"`
	DaysOff   *float64   `json:"daysOff"`
}

type toldJSON struct {
	System  string     `json:"system"`
	Between time.Time  `json:"between"`
	And     time.Time  `json:"and"`
	From    string     `json:"from"`
	At      time.Time  `json:"at"`
	Came    *time.Time `json:"came"`
	Outcome string     `json:"outcome"` // within, early, late, open
	DaysOff *float64   `json:"daysOff"` // after the second time, or below zero before the first; null within them and while open
}

type whomJSON struct {
	From   string `json:"from"`
	Told   int    `json:"told"`
	Within int    `json:"within"`
	Early  int    `json:"early"`
	Late   int    `json:"late"`
	Open   int    `json:"open"`
}

type metJSON struct {
	P50     shareJSON `json:"p50"`
	P80     shareJSON `json:"p80"`
	P90     shareJSON `json:"p90"`
	Open    int       `json:"open"`
	Undated int       `json:"undated"`
}

// ReviewJSON writes a review for scripts.
func ReviewJSON(w io.Writer, v report.Review) error {
	out := struct {
		head
		Draft        bool        `json:"draft"`
		Incident     string      `json:"incident"`
		Title        string      `json:"title"`
		Drill        bool        `json:"drill"`
		At           time.Time   `json:"at"`
		Closed       *time.Time  `json:"closed"`
		Forecasts    []faredJSON `json:"forecasts"`
		Met          metJSON     `json:"met"`
		Rates        []pacedJSON `json:"rates"`
		Expectations []toldJSON  `json:"expectations"`
		ByPerson     []whomJSON  `json:"byPerson"`
		Code         string      `json:"code"`
		Chains       int         `json:"chains"`
	}{
		head: newHead("Review"), Draft: true, Incident: v.Incident, Title: v.Title, Drill: v.Drill, At: v.Now, Closed: timeJSON(v.Closed),
		Met: metJSON{
			shareJSON{v.Met5.Done, v.Met5.Of}, shareJSON{v.Met8.Done, v.Met8.Of}, shareJSON{v.Met9.Done, v.Met9.Of}, v.Open, v.Undated,
		},
		Forecasts: []faredJSON{}, Rates: []pacedJSON{}, Expectations: []toldJSON{}, ByPerson: []whomJSON{},
		Code: v.Code.Text, Chains: v.Code.Chains,
	}
	for k := range v.Fared {
		out.Forecasts = append(out.Forecasts, newFared(&v.Fared[k]))
	}
	for _, r := range v.Rates {
		j := pacedJSON{r.Issued, r.PerDay, r.Left, timeJSON(r.Projected), timeJSON(r.Came), r.Still, nil}
		if !r.Projected.IsZero() {
			j.DaysOff = daysOff(r.Off, !r.Came.IsZero())
		}
		out.Rates = append(out.Rates, j)
	}
	for k := range v.Told {
		t := &v.Told[k]
		out.Expectations = append(out.Expectations, toldJSON{
			t.System.ID, t.Between, t.And, t.From, t.At, timeJSON(t.Came), string(t.Outcome), daysOff(t.Off, false),
		})
	}
	for _, p := range v.Whom {
		out.ByPerson = append(out.ByPerson, whomJSON(p))
	}
	return writeJSON(w, out)
}

func newFared(f *report.Fared) faredJSON {
	j := faredJSON{
		Issued: f.Issued, By: f.By, Tier: tierKey(inventory.Tier(f.Tier)), Came: timeJSON(f.Came), Left: f.Left,
		saidJSON: saidJSON{
			Systems: f.Systems, Unplaced: f.Unplaced, Held: f.Held, Given: f.Given,
			P50: timeJSON(f.P50), P80: timeJSON(f.P80), P90: timeJSON(f.P90),
			After: list(f.After), Low: afterJSON(f.Low), High: afterJSON(f.High),
		},
	}
	if f.All {
		j.Tier = "all"
	}
	if !f.P80.IsZero() {
		j.DaysOff = daysOff(f.Off, !f.Came.IsZero())
	}
	return j
}

// daysOff is null where there is no difference because nothing came yet.
func daysOff(d time.Duration, came bool) *float64 {
	if d == 0 && !came {
		return nil
	}
	days := d.Hours() / 24
	return &days
}
