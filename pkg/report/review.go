package report

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/journal"
)

// Review says how what was said of the time ahead fared.
type Review struct {
	Header
	Code  Code
	Fared []Fared // a row for each forecast and tier, and one for all; in the order they were issued
	Rates []Paced // the rate observed when each of them was issued
	Told  []Told  // in the order it was told
	Whom  []Whom  // by who told it, the most first

	Met5, Met8, Met9 Share // dates that were met, of those that can be judged
	Open             int   // dates that still lie ahead
	Undated          int   // rows without a date
}

// Fared is what a forecast said of a tier or of all, and what came.
type Fared struct {
	Issued time.Time
	By     string
	All    bool // of all; Tier says nothing
	incident.TierForecastBody

	Came time.Time     // when the last of those it spoke of ran again; zero: not yet
	Left int           // how many of them do not run
	Off  time.Duration // Came after the 8-in-10 date, or now after it; zero while that lies ahead, and without one
}

// Paced is what a rate led to, and what came.
type Paced struct {
	Issued time.Time
	incident.RateBody

	Came  time.Time     // when the last of those that were left then ran again; zero: not yet
	Still int           // how many of them do not run
	Off   time.Duration // Came after Projected, or now after it
}

// Outcome is what became of what somebody said.
type Outcome string

// The outcomes. What is not back after its time is late already.
const (
	Within Outcome = "within"
	Early  Outcome = "early"
	Late   Outcome = "late"
	Open   Outcome = "open" // its time lies ahead
)

// Told is what somebody said of when a system will be back, and what came. A
// word that was replaced later, or taken back, was still said.
type Told struct {
	System  Name
	Between time.Time
	And     time.Time
	From    string
	At      time.Time
	Came    time.Time // zero: not yet
	Outcome Outcome
	Off     time.Duration // after And, or (below zero) before Between
}

// Whom counts what one person said.
type Whom struct {
	From                      string
	Told                      int
	Within, Early, Late, Open int
}

// ReviewOf goes through the record once more, and holds what was said against
// what is so now.
func ReviewOf(in Input, code Code) Review {
	v := Review{Header: HeaderOf(in.Moment, in.Desk), Code: code}
	list := in.List
	if list == nil {
		list = in.Moment.Inventory
	}
	l := looking{State: incident.New(list, in.Moment.Book), now: in.Moment, until: v.until()}
	for _, r := range standing(in.Records) {
		l.State.Apply(&r)
		switch r.Type {
		case incident.ForecastIssued:
			l.forecast(&v)
		case incident.ExpectationTold:
			l.told(&v, &r)
		}
		l.returned(&v)
	}
	for k := range v.Fared {
		v.judge(&v.Fared[k])
	}
	for k := range v.Told {
		v.Told[k].judge(l.until)
	}
	v.Whom = byWhom(v.Told)
	return v
}

// standing are the records that were not taken back.
func standing(records []journal.Record) []journal.Record {
	undone := undoneBy(records)
	if len(undone) == 0 {
		return records
	}
	return slices.DeleteFunc(slices.Clone(records), func(r journal.Record) bool {
		return r.Corrects != "" || isUndone(undone, &r)
	})
}

// looking is the record while it is gone through once more.
type looking struct {
	*incident.State
	now     *incident.Moment
	until   time.Time // up to when it is judged
	pending []awaited
}

// awaited is what was told and has not come yet.
type awaited struct {
	system int32
	at     int // place in Told
}

// forecast notes what the last forecast spoke of, and what became of that.
func (l *looking) forecast(v *Review) {
	f := l.Forecasts[len(l.Forecasts)-1]
	var byTier [tiersShown + 1][]int32
	var all []int32
	for i := range services(l.State) {
		if !runs(l.State, i) {
			all = append(all, i)
			byTier[place(l.Tier(i))] = append(byTier[place(l.Tier(i))], i)
		}
	}
	for _, t := range f.Said.Tiers {
		v.Fared = append(v.Fared, l.fared(f, t, byTier[place(inventory.Tier(t.Tier))], false))
	}
	v.Fared = append(v.Fared, l.fared(f, f.Said.All, all, true))
	if o := f.Said.Observed; o != nil {
		p := Paced{Issued: f.At, RateBody: o.RateBody}
		p.Came, p.Still = l.came(all, 0)
		if !p.Projected.IsZero() {
			p.Off = off(p.Projected, p.Came, l.until)
		}
		v.Rates = append(v.Rates, p)
	}
}

func (l *looking) fared(f *incident.Issued, said incident.TierForecastBody, left []int32, all bool) Fared {
	out := Fared{Issued: f.At, By: f.By, All: all, TierForecastBody: said}
	out.Came, out.Left = l.came(left, said.Unplaced)
	if !said.P80.IsZero() {
		out.Off = off(said.P80, out.Came, l.until)
	}
	return out
}

// runs says that nothing is left to start of a system: it is back, or a copy of
// it runs at another site. That is what a forecast speaks of.
func runs(st *incident.State, i int32) bool { return st.Back(i) || st.Elsewhere(i) }

// came is when all of the systems but some ran again; those that the outage
// turns out not to have touched count no more. Zero while too many do not.
func (l *looking) came(systems []int32, but int) (last time.Time, left int) {
	var times []time.Time
	of := 0
	for _, i := range systems {
		switch {
		case !l.now.InScope(i):
		case runs(l.now.State, i):
			times = append(times, l.now.BackSince(i))
			of++
		default:
			left++
			of++
		}
	}
	if want := of - but; want > 0 && want <= len(times) {
		slices.SortFunc(times, time.Time.Compare)
		last = times[want-1]
	}
	return last, left
}

// off is how long after a date something came, or how long the date has
// passed by now without it.
func off(date, came, now time.Time) time.Duration {
	switch {
	case !came.IsZero():
		return came.Sub(date)
	case now.After(date):
		return now.Sub(date)
	default:
		return 0
	}
}

// judge counts which of a row's dates were met.
func (v *Review) judge(f *Fared) {
	if !f.Given {
		v.Undated++
		return
	}
	for _, d := range []struct {
		date time.Time
		met  *Share
	}{{f.P50, &v.Met5}, {f.P80, &v.Met8}, {f.P90, &v.Met9}} {
		switch {
		case d.date.IsZero():
		case !f.Came.IsZero():
			d.met.Of++
			if !f.Came.After(d.date) {
				d.met.Done++
			}
		case v.until().After(d.date):
			d.met.Of++
		}
	}
	if f.Came.IsZero() && !f.P80.IsZero() && !v.until().After(f.P80) {
		v.Open++
	}
}

// told notes what somebody said of a system that does not run. A record that
// cannot be read is no word of anybody's.
func (l *looking) told(v *Review, r *journal.Record) {
	var b incident.ExpectedBody
	if json.Unmarshal(r.Body, &b) != nil {
		return
	}
	i, ok := l.Inventory.Index(b.System)
	if !ok || runs(l.State, i) || !l.now.InScope(i) {
		return
	}
	l.pending = append(l.pending, awaited{i, len(v.Told)})
	v.Told = append(v.Told, Told{
		System: systemName(l.State, i), Between: b.Between, And: b.And, From: strings.TrimSpace(r.From), At: r.Happened,
	})
}

// returned notes what has come of what was told.
func (l *looking) returned(v *Review) {
	l.pending = slices.DeleteFunc(l.pending, func(a awaited) bool {
		if !runs(l.State, a.system) {
			return false
		}
		v.Told[a.at].Came = l.BackSince(a.system)
		return true
	})
}

func (t *Told) judge(now time.Time) {
	until := t.Came
	if until.IsZero() {
		until = now
	}
	switch {
	case until.After(t.And):
		t.Outcome, t.Off = Late, until.Sub(t.And)
	case t.Came.IsZero():
		t.Outcome = Open
	case t.Came.Before(t.Between):
		t.Outcome, t.Off = Early, t.Came.Sub(t.Between)
	default:
		t.Outcome = Within
	}
}

func byWhom(told []Told) []Whom {
	var out []Whom
	at := map[string]int{}
	for _, t := range told {
		k, known := at[t.From]
		if !known {
			k = len(out)
			at[t.From] = k
			out = append(out, Whom{From: t.From})
		}
		w := &out[k]
		w.Told++
		switch t.Outcome {
		case Within:
			w.Within++
		case Early:
			w.Early++
		case Late:
			w.Late++
		case Open:
			w.Open++
		}
	}
	slices.SortStableFunc(out, func(a, b Whom) int {
		return cmp.Or(cmp.Compare(b.Told, a.Told), cmp.Compare(a.From, b.From))
	})
	return out
}
