package report_test

import (
	"errors"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/incident/incidenttest"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/report"
)

// town is five services on power and cooling, and the least of a playbook.
const town = `
apiVersion: bokgu/v1
kind: Inventory
metadata: {name: town}
systems:
  - {id: power, name: Power, class: infrastructure, site: town}
  - {id: cooling, name: Cooling, class: infrastructure, site: town, dependsOn: [power]}
  - {id: tax, name: Tax, tier: 1, site: town, dependsOn: [cooling]}
  - {id: bus, name: Bus, tier: 1, site: town, dependsOn: [cooling], recovery: [restart, {method: failover, on: coast}]}
  - {id: map, name: Map, tier: 4, site: town, dependsOn: [cooling]}
  - {id: zoo, name: Zoo, tier: 4, site: town, dependsOn: [cooling]}
  - {id: ski, name: Ski, tier: 4, site: town, dependsOn: [cooling]}
---
apiVersion: bokgu/v1
kind: Playbook
metadata: {name: town}
roles: [{id: boss, title: Boss}]
steps:
  - {id: assess, title: Assess, tasks: [{id: look, title: Look, role: boss, do: {confirm: true}}]}
  - {id: mobilize, title: Mobilize, tasks: [{id: call, title: Call, role: boss, do: {confirm: true}}]}
  - {id: diagnose, title: Diagnose, tasks: [{id: why, title: Why, role: boss, do: {confirm: true}}]}
  - id: resume
    title: Resume
    tasks:
      - {id: base, title: Base ready, role: boss, per: system, where: 'class == "infrastructure"', do: {confirm: true}, brings: restored, starts: false}
      - {id: start, title: Start, role: boss, per: round, where: 'class == "service"', do: {confirm: true}, brings: resumed}
      - {id: dr, title: To DR, role: boss, per: round, where: 'id == "bus"', method: failover, do: {confirm: true}, brings: resumed, optional: true}
  - {id: restore, title: Restore, tasks: [{id: full, title: Full, role: boss, per: system, where: 'class == "service"', after: [start], do: {confirm: true}, brings: restored, starts: false}]}
  - {id: verify, title: Verify, tasks: [{id: accept, title: Accept, role: boss, per: system, where: 'class == "service"', do: {confirm: true}, brings: verified}]}
  - {id: stabilize, title: Stabilize, tasks: [{id: watch, title: Watch, role: boss, per: system, where: 'class == "service"', do: {confirm: true}, brings: stable}]}
`

// scene is the town after a power cut, with words for what happens in it.
type scene struct {
	*incidenttest.Desk
	t *testing.T
}

func newScene(t *testing.T) scene {
	t.Helper()
	b := load.Parse([]load.File{{Name: "town.yaml", Data: []byte(town)}})
	for _, f := range b.Findings {
		if f.Severity == "error" {
			t.Fatalf("%d:%d %s %v", f.Place.Line, f.Place.Column, f.Rule, f.Args)
		}
	}
	s := scene{incidenttest.New(t, b.Inventory, b.Playbooks[0]), t}
	s.Do(incident.Declare{Title: "power cut", Stopped: "true"})
	return s
}

// at moves the clock to so many days after the start.
func at(days float64) time.Time {
	return incidenttest.Start().Add(time.Duration(days * 24 * float64(time.Hour)))
}

func (s scene) done(days float64, task string, ids ...string) {
	s.t.Helper()
	s.Now = at(days)
	var systems []int32
	for _, id := range ids {
		systems = append(systems, s.System(id))
	}
	s.Do(incident.DoTask{Ref: task, Outcome: incident.Done, Target: incident.Target{All: true, Systems: systems}})
}

func (s scene) told(days float64, id string, between, and float64, from string) {
	s.t.Helper()
	s.Now = at(days)
	_, err := s.Try(incident.Expect{System: s.System(id), Between: at(between), And: at(and)}, incident.Context{From: from})
	if err != nil && !errors.Is(err, incident.ErrNothingNew) {
		s.t.Fatal(err)
	}
}

// issue gives out a forecast: in days from its moment, 5, 8 and 9 in 10.
func (s scene) issue(days float64, tier1, all [3]float64, unplaced int) {
	s.t.Helper()
	s.Now = at(days)
	span := func(d float64) time.Duration { return time.Duration(d * 24 * float64(time.Hour)) }
	row := func(r plan.TierForecast, d [3]float64) plan.TierForecast {
		r.Given, r.RTOMet = d[0] > 0, -1
		r.P50, r.P80, r.P90 = span(d[0]), span(d[1]), span(d[2])
		return r
	}
	p, situation := s.Moment().Plan(), s.Moment().Situation()
	left := p.Left(situation)
	f := &plan.Forecast{From: s.Now, Runs: 1000, Seed: 1, Given: true, Observed: plan.Observe(situation, left)}
	sum := 0
	for tier, n := range left {
		sum += n
		if tier == 1 && n > 0 {
			f.Tiers = append(f.Tiers, row(plan.TierForecast{Tier: 1, Systems: n}, tier1))
		}
	}
	f.All = row(plan.TierForecast{Systems: sum, Unplaced: unplaced}, all)
	s.Do(incident.IssueForecast{Forecast: f, Plan: p.Digest()})
}

func (s scene) review() report.Review {
	return report.ReviewOf(report.Input{Moment: s.Moment(), Records: s.Records, List: s.State.Inventory}, report.Code{})
}

// The whole course of an outage, looked back on from its 20th day.
func TestHowForecastsFared(t *testing.T) {
	s := newScene(t)
	s.done(1, "base", "power", "cooling")
	s.issue(2, [3]float64{1, 2, 3}, [3]float64{5, 10, 12}, 1)
	s.done(3, "start", "tax")
	s.done(4.5, "dr", "bus") // half a day after the 8-in-10 date, and nothing of it is left to start
	s.done(5, "start", "map")
	s.issue(6, [3]float64{}, [3]float64{4, 5, 6}, 0)
	s.done(8, "full", "bus")
	s.done(11, "start", "zoo") // the last that the first one spoke of, but for one
	s.Now = at(20)

	v := s.review()
	if len(v.Fared) != 3 {
		t.Fatalf("%d rows, want tier 1 and all of the first, all of the second: %+v", len(v.Fared), v.Fared)
	}
	for k, want := range []struct {
		all, given    bool
		systems, left int
		came          float64 // 0: not yet
		off           float64
	}{
		{false, true, 2, 0, 4.5, 0.5},
		{true, true, 5, 1, 11, -1},     // but for the one nobody could date
		{true, true, 2, 1, 0, 20 - 11}, // ski is still down, nine days after its date
	} {
		f := v.Fared[k]
		if f.All != want.all || f.Given != want.given || f.Systems != want.systems || f.Left != want.left || f.By != "lee" {
			t.Errorf("row %d: %+v, want %+v", k, f, want)
		}
		if want.came == 0 != f.Came.IsZero() || want.came > 0 && !f.Came.Equal(at(want.came)) {
			t.Errorf("row %d came at %v, want day %v", k, f.Came, want.came)
		}
		if f.Off != at(want.off).Sub(at(0)) {
			t.Errorf("row %d is %v off, want %v days", k, f.Off, want.off)
		}
	}
	if v.Met5 != (report.Share{Done: 0, Of: 3}) || v.Met8 != (report.Share{Done: 1, Of: 3}) || v.Met9 != (report.Share{Done: 2, Of: 3}) || v.Open != 0 || v.Undated != 0 {
		t.Errorf("met %v, %v, %v; %d open, %d undated", v.Met5, v.Met8, v.Met9, v.Open, v.Undated)
	}
	if len(v.Rates) != 1 || v.Rates[0].Left != 2 || v.Rates[0].Still != 1 || !v.Rates[0].Issued.Equal(at(6)) || v.Rates[0].Off <= 0 {
		t.Errorf("rates %+v: want that of day 6, and ski still down", v.Rates)
	}

	// Taken back, a forecast was never given out.
	s.Do(incident.Undo{})
	s.Do(incident.Undo{})
	s.Do(incident.Undo{})
	if v := s.review(); len(v.Fared) != 2 || !v.Fared[1].Came.IsZero() {
		t.Errorf("after undo %d rows: %+v", len(v.Fared), v.Fared)
	}
}

// What has not come yet and whose date lies ahead is not judged; nor is a row
// without a date.
func TestWhatLiesAheadIsNotJudged(t *testing.T) {
	s := newScene(t)
	s.issue(1, [3]float64{}, [3]float64{2, 5, 8}, 0)
	s.Now = at(4)
	v := s.review()
	if v.Met5 != (report.Share{Of: 1}) || v.Met8.Of != 0 || v.Met9.Of != 0 || v.Open != 1 || v.Undated != 1 || v.Fared[1].Off != 0 {
		t.Errorf("met %v, %v, %v; %d open, %d undated: %+v", v.Met5, v.Met8, v.Met9, v.Open, v.Undated, v.Fared)
	}
	// What the outage turns out not to have touched is waited for by nobody.
	for _, id := range []string{"tax", "bus", "map", "zoo", "ski"} {
		s.Do(incident.SetSystem{Systems: []int32{s.System(id)}, Condition: "unaffected"})
	}
	if v := s.review(); v.Fared[1].Left != 0 {
		t.Errorf("%d of them are still waited for", v.Fared[1].Left)
	}
}

func TestHowWhatPeopleSaidFared(t *testing.T) {
	s := newScene(t)
	s.told(1, "power", 2, 3, "Lee")
	s.told(1, "cooling", 2, 3, "Lee")
	s.told(1, "tax", 5, 6, "Kim")
	s.told(1, "map", 7, 9, "Kim")
	s.told(2, "zoo", 30, 40, "Park")
	s.done(2.5, "base", "power")
	s.told(2.6, "power", 5, 6, "Park") // it is back: nobody waits for it
	s.told(4, "cooling", 4, 5, "Choi") // a new word; the old one was said all the same
	s.done(4.5, "base", "cooling")
	s.done(4.6, "start", "tax")
	s.done(5, "start", "bus")
	s.Do(incident.SystemDown{System: s.System("bus"), Reason: "disk"})
	s.told(5.1, "bus", 6, 7, "Choi")
	s.done(6.5, "start", "bus")
	s.told(8, "ski", 8, 9, "Lim")
	s.Do(incident.Undo{})
	s.Now = at(10)

	v := s.review()
	type row struct {
		id      string
		outcome report.Outcome
		came    float64
		off     float64
	}
	want := []row{
		{"power", report.Within, 2.5, 0}, {"cooling", report.Late, 4.5, 1.5}, {"tax", report.Early, 4.6, -0.4},
		{"map", report.Late, 0, 1}, {"zoo", report.Open, 0, 0}, {"cooling", report.Within, 4.5, 0}, {"bus", report.Within, 6.5, 0},
	}
	if len(v.Told) != len(want) {
		t.Fatalf("%d words, want %d: %+v", len(v.Told), len(want), v.Told)
	}
	for k, w := range want {
		got := v.Told[k]
		if got.System.ID != w.id || got.Outcome != w.outcome || (w.came == 0) != got.Came.IsZero() || w.came > 0 && !got.Came.Equal(at(w.came)) {
			t.Errorf("word %d: %+v, want %+v", k, got, w)
		}
		if diff := got.Off - at(w.off).Sub(at(0)); diff < -time.Second || diff > time.Second {
			t.Errorf("word %d is %v off, want %v days", k, got.Off, w.off)
		}
	}
	wantWhom := []report.Whom{
		{From: "Choi", Told: 2, Within: 2}, {From: "Kim", Told: 2, Early: 1, Late: 1}, {From: "Lee", Told: 2, Within: 1, Late: 1}, {From: "Park", Told: 1, Open: 1},
	}
	if len(v.Whom) != len(wantWhom) {
		t.Fatalf("by whom: %+v", v.Whom)
	}
	for k := range wantWhom {
		if v.Whom[k] != wantWhom[k] {
			t.Errorf("by whom %d: %+v, want %+v", k, v.Whom[k], wantWhom[k])
		}
	}
}

// Once an incident is closed nothing gets later any more.
func TestTheReviewEndsWithTheIncident(t *testing.T) {
	s := newScene(t)
	s.told(1, "power", 2, 3, "Lee")
	s.Now = at(5)
	if _, err := s.Try(incident.Close{}, incident.Context{Override: "merged"}); err != nil {
		t.Fatal(err)
	}
	s.Now = at(500)
	if v := s.review(); v.Told[0].Off != 48*time.Hour {
		t.Errorf("%v late, want the two days up to the end", v.Told[0].Off)
	}
}
