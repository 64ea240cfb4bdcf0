package view_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/view"
)

func (b *board) review() report.Review {
	return report.ReviewOf(b.input(), report.Code{Text: "3f9a-11c0-77be", Chains: 3})
}

// november is the evening of 6 October looked back on from the end of the year:
// one forecast far too early, one near enough, the rate of the day, and what
// three people said.
func november(t testing.TB) *board {
	b := october(t)
	b.expect(when(t, "10-06 21:00"), "power-5f", "10-10 09:00", "10-12 18:00", "전력반 김")
	b.expect(when(t, "10-06 21:10"), "cooling-2to4f", "10-06 22:00", "10-06 22:30", "S. Lee, facilities")
	b.expect(when(t, "10-06 21:20"), "storage-5f", "10-30 09:00", "11-05 18:00", "전력반 김")
	at := when(t, "10-06 22:00")
	first := modelled(fire.Add(at), 5*days, 20*days)
	m := b.state.At(fire.Add(at))
	first.Observed = plan.Observe(m.Situation(), m.Plan().Left(m.Situation()))
	b.do(at, incident.IssueForecast{Forecast: first})
	at = when(t, "10-07 09:00")
	b.do(at, incident.IssueForecast{Forecast: modelled(fire.Add(at), 30*days, 38*days)})
	repaired := func(at string, id string) {
		i, err := b.state.FindSystem(id)
		if err != nil {
			t.Fatal(err)
		}
		b.do(when(t, at), incident.DoTask{Ref: "base-ready", Outcome: incident.Done, Target: incident.Target{All: true, Systems: []int32{i}}})
	}
	repaired("10-06 21:45", "cooling-2to4f")
	repaired("10-14 12:00", "power-5f")
	var left []int32
	for i := range b.list.Systems {
		if s := int32(i); b.state.InScope(s) && b.list.Systems[i].Class != "infrastructure" && !b.state.Back(s) && !b.state.Elsewhere(s) {
			left = append(left, s)
		}
	}
	for k, at := range []string{"10-28 21:00", "11-14 11:00"} {
		half := left[k*len(left)/2 : (k+1)*len(left)/2]
		b.do(when(t, at), incident.DoTask{Ref: "start-round", Outcome: incident.Done, Target: incident.Target{All: true, Systems: half}})
	}
	b.now = fire.Add(when(t, "12-30 09:30"))
	return b
}

func TestAReviewIsAPaper(t *testing.T) {
	b := november(t)
	for name, p := range pages() {
		var w bytes.Buffer
		if err := view.ReviewText(&w, p, b.review()); err != nil {
			t.Fatal(err)
		}
		golden(t, "review-"+name, w.String())
		if strings.Contains(w.String(), "..") {
			t.Errorf("%s: something was cut:\n%s", name, w.String())
		}
		for _, never := range []string{"P50", "P80", "P90", "%!"} {
			if strings.Contains(w.String(), never) {
				t.Errorf("%s: %s in\n%s", name, never, w.String())
			}
		}
	}
	var w bytes.Buffer
	if err := view.ReviewMarkdown(&w, pages()["en"], b.review()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| 6 Oct 22:00 | tier 1 | ", "전력반 김", "\n## 4. By whom\n"} {
		if !strings.Contains(w.String(), want) {
			t.Errorf("no %q in\n%s", want, w.String())
		}
	}
}

func TestAReviewSaysOfHowManyADateWas(t *testing.T) {
	b := october(t)
	at := when(t, "10-06 22:00")
	f := modelled(fire.Add(at), 5*days, 20*days)
	f.Tiers[1].Unplaced, f.All.Unplaced = 7, 27
	b.do(at, incident.IssueForecast{Forecast: f})
	b.now = fire.Add(when(t, "10-20 09:30"))
	for name, want := range map[string][]string{
		"en": {"    tier 1       ", "    tier 4       ", "    all 463/490  26 Oct", "  all 463/490: of how many the dates are; the others had no time"},
		"ko": {"    전체 463/490  10/26", "  전체 463/490: 낼 때 시각이 없던 것을 뺀 수/모두"},
	} {
		var w bytes.Buffer
		if err := view.ReviewText(&w, pages()[name], b.review()); err != nil {
			t.Fatal(err)
		}
		straight(t, w.String())
		for _, line := range want {
			if !strings.Contains(w.String(), line) {
				t.Errorf("%s: no %q in\n%s", name, line, w.String())
			}
		}
	}
}

func TestAReviewOfNothing(t *testing.T) {
	b := newBoard(t, listOf(t, village), massOutage(t))
	b.do(0, incident.Declare{Title: "정전", Stopped: "true"})
	for name, p := range pages() {
		var w bytes.Buffer
		if err := view.ReviewText(&w, p, b.review()); err != nil {
			t.Fatal(err)
		}
		straight(t, w.String())
		if name == "en" && !strings.Contains(w.String(), "1. Forecasts: none\n2. At the rate: none\n") {
			t.Error(w.String())
		}
	}
	got := decode(t, func(w *bytes.Buffer) error { return view.ReviewJSON(w, b.review()) })
	for _, list := range []string{"forecasts", "rates", "expectations", "byPerson"} {
		if all, ok := got[list].([]any); !ok || len(all) != 0 {
			t.Errorf("%s is %v, want []", list, got[list])
		}
	}
}

func TestReviewJSONHasItsFields(t *testing.T) {
	b := november(t)
	got := decode(t, func(w *bytes.Buffer) error { return view.ReviewJSON(w, b.review()) })
	pin(t, "review", got, "at", "byPerson", "chains", "closed", "code", "draft", "drill", "expectations", "forecasts", "format",
		"incident", "kind", "met", "rates", "title")
	pin(t, "a forecast", first(t, got, "forecasts"), "after", "by", "came", "daysOff", "given", "held", "high", "issued", "left",
		"low", "p50", "p80", "p90", "systems", "tier", "unplaced")
	pin(t, "a rate", first(t, got, "rates"), "came", "daysOff", "issued", "left", "perDay", "projected", "stillDown")
	pin(t, "a person", first(t, got, "byPerson"), "early", "from", "late", "open", "told", "within")
	e := first(t, got, "expectations")
	pin(t, "an expectation", e, "and", "at", "between", "came", "daysOff", "from", "outcome", "system")
	if e["outcome"] != "late" || e["daysOff"].(float64) < 1.7 || e["daysOff"].(float64) > 1.8 {
		t.Errorf("power of floor 5: %v, want 42 hours late", e)
	}
	met := got["met"].(map[string]any)
	pin(t, "met", met, "open", "p50", "p80", "p90", "undated")
	if met["p80"].(map[string]any)["total"] != 4.0 {
		t.Errorf("met %v: want two dates of each forecast", met)
	}
}

func BenchmarkReview(b *testing.B) {
	board := november(b)
	for b.Loop() {
		board.review()
	}
}
