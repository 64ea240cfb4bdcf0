package drill_test

import (
	"math"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
)

// point is a point of a curve so many hours after the beginning.
func point(began time.Time, hours, total, back, total1, back1 int) drill.Point {
	p := drill.Point{At: began.Add(time.Duration(hours) * time.Hour), Total: total, Back: back}
	p.Tiers[1].Total, p.Tiers[1].Back = total1, back1
	return p
}

func saidAt(began time.Time, hours int, all drill.Figure, tier1 drill.Figure) drill.Published {
	none := drill.Figure{Total: drill.Unsaid, Back: drill.Unsaid}
	return drill.Published{At: began.Add(time.Duration(hours) * time.Hour), All: all, Tiers: [4]drill.Figure{tier1, none, none, none}}
}

func TestADeviationIsThatOfTheStepsAtThePublishedTimes(t *testing.T) {
	began := time.Date(2025, 9, 26, 20, 15, 0, 0, time.UTC)
	none := drill.Figure{Total: drill.Unsaid, Back: drill.Unsaid}
	r := &drill.Result{Began: began, Ended: began.Add(20 * time.Hour), Ending: drill.EndedStable, Curve: []drill.Point{
		point(began, 1, 100, 0, 10, 0), point(began, 4, 100, 50, 10, 5), point(began, 10, 100, 100, 10, 10),
	}}
	published := []drill.Published{
		saidAt(began, -1, drill.Figure{Total: 100, Back: 3}, none),                                       // before it began
		saidAt(began, 0, drill.Figure{Total: 100, Back: 0}, none),                                        // before the record: nothing is back
		saidAt(began, 4, drill.Figure{Total: 200, Back: 30}, drill.Figure{Total: drill.Unsaid, Back: 8}), // at a step
		saidAt(began, 9, drill.Figure{Total: drill.Unsaid, Back: 60}, none),                              // between two
		saidAt(began, 30, drill.Figure{Total: 100, Back: 96}, drill.Figure{Total: 10, Back: 10}),         // after the end, which stays
	}
	d := r.Deviation(published)
	if d.Rows != 5 || d.Outside != 1 || d.All.Points != 4 || len(d.Tiers) != 1 || d.Tiers[0].Points != 2 {
		t.Fatalf("%+v", d)
	}
	near := func(got, want float64) bool { return math.Abs(got-want) < 1e-9 }
	// 0, 20 of 200, 10 of the run's own 100, 4 of 100.
	if !near(d.All.Mean, 34.0/4) || !near(d.All.Percent, (0+10+10+4)/4.0) || d.All.Worst != 20 || !d.All.WorstAt.Equal(began.Add(4*time.Hour)) {
		t.Errorf("all: %+v", d.All)
	}
	if !near(d.Tiers[0].Mean, 1.5) || !near(d.Tiers[0].Percent, 15) || d.Tiers[0].Worst != -3 {
		t.Errorf("tier 1: %+v", d.Tiers[0])
	}
	r.Ending = drill.EndedTime // what comes after a run that was cut short, nobody knows
	if d := r.Deviation(published); d.Outside != 2 || d.All.Points != 3 {
		t.Errorf("cut short: %+v", d)
	}
	if d := (&drill.Result{Began: began}).Deviation(nil); d.Rows != 0 || d.All.Points != 0 {
		t.Errorf("nothing: %+v", d)
	}
}

func TestTwoResultsAreComparedByWhatTheyShare(t *testing.T) {
	before := drill.Summary{
		Drill: "a", Runs: 1, Expect: []drill.Held{{ID: "kept", Held: true}, {ID: "lost", Held: true}, {ID: "won"}, {ID: "gone", Held: true}},
		Tiers: []drill.BackAfter{{Tier: 1, After: 4 * time.Hour}, {Tier: 2, Never: true}}, All: drill.BackAfter{After: 9 * time.Hour}, Commands: 80,
	}
	now := drill.Summary{
		Drill: "a", Runs: 1, Expect: []drill.Held{{ID: "kept", Held: true}, {ID: "lost"}, {ID: "won", Held: true}, {ID: "new"}},
		Tiers: []drill.BackAfter{{Tier: 1, After: 3 * time.Hour}, {Tier: 2, After: time.Hour}, {Tier: 3, After: time.Hour}},
		All:   drill.BackAfter{Never: true}, Commands: 70,
	}
	c := now.Since(before)
	for _, one := range []struct {
		what string
		got  []string
		want string
	}{{"failed", c.Failed, "lost"}, {"met", c.Met, "won"}, {"new", c.New, "new"}, {"gone", c.Gone, "gone"}} {
		if len(one.got) != 1 || one.got[0] != one.want {
			t.Errorf("%s: %v", one.what, one.got)
		}
	}
	if len(c.Tiers) != 3 || !c.Tiers[0].Known || !c.Tiers[1].Before.Never || c.Tiers[2].Known || !c.All.After.Never {
		t.Errorf("tiers %+v, all %+v", c.Tiers, c.All)
	}
}

// What a run must show is judged the same for one run and for several.
func TestARunPassesWhenEveryErrorHeld(t *testing.T) {
	d := &drill.Drill{Expect: []drill.Expectation{{ID: "must", Severity: diag.Error, Share: 0.5}, {ID: "should", Severity: diag.Warning, Share: 1}}}
	run := func(must, should bool, ending drill.Ending) *drill.Result {
		return &drill.Result{Drill: d, Ending: ending, Verdicts: []drill.Verdict{{Of: &d.Expect[0], Met: must}, {Of: &d.Expect[1], Met: should}}}
	}
	if !run(true, false, drill.EndedTime).Passed() || run(false, true, drill.EndedTime).Passed() || run(true, true, drill.EndedFull).Passed() {
		t.Error("one run is judged wrongly")
	}
	series := func(met int, full int) *drill.Series {
		return &drill.Series{Drill: d, Runs: 4, Met: []int{met, 0}, Endings: map[drill.Ending]int{drill.EndedFull: full, drill.EndedStable: 4 - full}}
	}
	if !series(2, 0).Passed() || series(1, 0).Passed() || series(4, 1).Passed() || (&drill.Series{Drill: d, Met: []int{0, 0}}).Passed() {
		t.Error("several runs are judged wrongly")
	}
}

func TestAQuantileIsOneOfTheValues(t *testing.T) {
	values := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for share, want := range map[float64]int{0: 1, 0.1: 1, 0.5: 5, 0.8: 8, 0.9: 9, 1: 10} {
		if got, ok := drill.QuantileOf(values, share); !ok || got != want {
			t.Errorf("%v: %d, want %d", share, got, want)
		}
	}
	if _, ok := drill.QuantileOf(nil, 0.5); ok {
		t.Error("nothing has a quantile")
	}
}
