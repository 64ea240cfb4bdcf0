package view_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/view"
)

// when is a time of 2025 in hours after the fire.
func when(t testing.TB, at string) time.Duration {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02 15:04", "2025-"+at, fire.Location())
	if err != nil {
		t.Fatal(err)
	}
	return moment.Sub(fire)
}

// october is the evening of 6 October as it was published: 30 back at first,
// 81 a week before, 157 now.
func october(t testing.TB) *board {
	b := saturday(t)
	services := b.matching(func(s *inventory.System) bool { return s.Class == inventory.Service && s.Room != "7-1" && s.Tier > 1 })
	tier1 := b.matching(func(s *inventory.System) bool { return s.Class == inventory.Service && s.Room != "7-1" && s.Tier == 1 })
	start := func(at string, systems []int32) {
		b.do(when(t, at), incident.DoTask{Ref: "start-round", Outcome: incident.Done, Target: incident.Target{All: true, Systems: systems}})
	}
	start("09-28 22:00", services[:30])
	start("09-29 20:00", services[30:61])
	start("09-29 20:00", tier1[:20])
	start("10-03 22:00", services[61:110])
	start("10-06 12:00", services[110:135])
	start("10-06 12:00", tier1[20:22])
	b.now = fire.Add(when(t, "10-06 22:00"))
	return b
}

func (b *board) expect(after time.Duration, id, between, and, from string) {
	b.t.Helper()
	i, err := b.state.FindSystem(id)
	if err != nil {
		b.t.Fatal(err)
	}
	b.now = fire.Add(after)
	c := incident.Expect{System: i, Between: fire.Add(when(b.t, between)), And: fire.Add(when(b.t, and))}
	b.from = from
	b.do(after, c)
	b.from = ""
}

// modelled is a forecast with dates for tier 1 and for all.
func modelled(from time.Time, tier1, all time.Duration) *plan.Forecast {
	return &plan.Forecast{
		From: from, Runs: 1000, Seed: 7, Given: true,
		Tiers: []plan.TierForecast{
			{Tier: 1, Systems: 16, Given: true, P50: tier1, P80: tier1 * 12 / 10, P90: tier1 * 13 / 10, RTOMet: -1},
			{Tier: 4, Systems: 200, After: []int32{3}, Low: 6 * time.Hour, High: 17 * time.Hour, RTOMet: -1},
		},
		All: plan.TierForecast{Systems: 490, Given: true, P50: all, P80: all * 11 / 10, P90: all * 12 / 10, RTOMet: -1},
	}
}

const days = 24 * time.Hour

func TestTheEveningOfThe6thOfOctober2025(t *testing.T) {
	b := october(t)
	b.expect(when(t, "10-06 21:00"), "cooling-2to4f", "10-06 21:10", "10-06 21:30", "S. Lee, facilities")
	b.expect(when(t, "10-06 21:00"), "power-5f", "10-10 09:00", "10-12 18:00", "전력반 김")
	b.do(when(t, "10-06 22:00"), incident.IssueForecast{Forecast: modelled(b.now, 50*days, 42*days), Plan: "sha256:x"})
	b.now = fire.Add(when(t, "10-06 22:00"))
	status, _ := everywhere(t, b)
	s := report.SituationOf(b.input(), report.Code{Text: "3f9a-11c0-77be", Chains: 3})
	for name, p := range pages() {
		golden(t, "forecast-"+name, statusText(t, p, s.Status)+"\n"+situationText(t, p, s))
	}
	for _, never := range []string{"P50", "P80", "P90"} {
		if strings.Contains(status, never) {
			t.Errorf("%s on a screen:\n%s", never, status)
		}
	}

	got := decode(t, func(w *bytes.Buffer) error {
		return view.StatusJSON(w, view.Page{Lang: lang.EN}, s.Status)
	})
	f := got["forecast"].(map[string]any)
	pin(t, "forecast", f, "all", "barred", "given", "issued", "lapsed", "missing", "observed", "plan", "runs", "seed", "tiers")
	pin(t, "a tier's forecast", f["tiers"].(map[string]any)["1"].(map[string]any),
		"after", "differs", "given", "held", "high", "low", "p50", "p80", "p90", "rtoMet", "systems", "unplaced")
	o := f["observed"].(map[string]any)
	pin(t, "the observed rate", o, "left", "perDay", "projected", "since", "tiers")
	if rate := o["perDay"].(float64); rate < 10.8 || rate > 10.9 || o["left"] != 489.0 {
		t.Errorf("observed %v: want 76 a week, and 489 left beside the one at DR", o)
	}
	e := first(t, got, "expectations")
	pin(t, "an expectation", e, "and", "at", "between", "from", "overdue", "system")
	if e["system"] != "cooling-2to4f" || e["overdue"] != true {
		t.Errorf("expected %v", e)
	}
}

// forecastOf is the part of the status that looks ahead, without line breaks.
func forecastOf(t *testing.T, b *board) string {
	t.Helper()
	s := report.StatusOf(b.input())
	var lines []string
	for line := range strings.Lines(statusText(t, pages()["en"], s)) {
		if strings.HasPrefix(line, "forecast  ") || len(lines) > 0 && strings.HasPrefix(line, "          ") {
			lines = append(lines, strings.TrimSpace(strings.TrimPrefix(line, "forecast")))
		} else if len(lines) > 0 {
			break
		}
	}
	return strings.Join(lines, " ")
}

func TestWhatIsSaidOfTheTimeAhead(t *testing.T) {
	for name, c := range map[string]struct {
		forecast func(from time.Time) *plan.Forecast
		later    time.Duration
		want     []string
		not      []string
	}{
		"nothing was issued": {
			nil, 0, []string{"10.9 a day, so 20 Nov (tier 1: ", "none yet: no time for entry ban, power, cooling"}, []string{"8 in 10"},
		},
		"model and rate agree": {
			func(from time.Time) *plan.Forecast { return modelled(from, 50*days, 42*days) }, 0,
			[]string{"tier 1 by 5 Dec, all by 22 Nov (8 in 10); issued 22:00"}, []string{"left out"},
		},
		"the model is far off for tier 1": {
			func(from time.Time) *plan.Forecast { return modelled(from, 5*days, 42*days) }, 0,
			[]string{"all by 22 Nov (8 in 10); issued 22:00. The rest is left out"}, []string{"tier 1 by"},
		},
		"the model is far off altogether": {
			func(from time.Time) *plan.Forecast { return modelled(from, 5*days, 5*days) }, 0,
			[]string{"10.9 a day", "the forecast of 22:00 is left out: more than twice off the rate"}, []string{"tier 1 by", "8 in 10"},
		},
		"no dates, only what must clear first": {
			func(from time.Time) *plan.Forecast {
				f := modelled(from, 0, 0)
				f.Given = false
				f.Tiers[0] = plan.TierForecast{Tier: 1, Systems: 16, After: []int32{0, 2}, Low: 6 * time.Hour, High: 17 * time.Hour, Unplaced: 3}
				f.All = plan.TierForecast{Systems: 490, Unplaced: 490, Low: plan.Unending, High: plan.Unending}
				return f
			}, 0, []string{"and 1 more but for 3, all nobody knows how long; issued 22:00", "tier 1 6h to 17h after "}, []string{"8 in 10"},
		},
		"what is on hold": {
			func(from time.Time) *plan.Forecast {
				f := modelled(from, 0, 0)
				f.Given = false
				f.Tiers[0] = plan.TierForecast{Tier: 1, Systems: 16, Held: 8, Low: 6 * time.Hour, High: 17 * time.Hour}
				f.All = plan.TierForecast{Systems: 490, Held: 234, After: []int32{0}, Low: 6 * time.Hour, High: 20 * days}
				return f
			}, 0, []string{"tier 1 6h to 17h once the 8 on hold may be started, all 6h to 20d after entry ban, and 234 are on hold; issued"}, []string{"8 in 10"},
		},
		"runs that never end": {
			func(from time.Time) *plan.Forecast {
				f := modelled(from, 50*days, 42*days)
				f.All.P80, f.All.P90 = plan.Unending, plan.Unending
				return f
			}, 0, []string{"tier 1 by 5 Dec (8 in 10), all nobody knows how long; issued"}, nil,
		},
		"a date that has passed": {
			func(from time.Time) *plan.Forecast { return modelled(from, 5*days, 42*days) }, 20 * days,
			[]string{"none back lately, so nobody can say", "is left out"}, []string{"tier 1 by"},
		},
	} {
		b := october(t)
		if c.forecast != nil {
			b.do(when(t, "10-06 22:00"), incident.IssueForecast{Forecast: c.forecast(fire.Add(when(t, "10-06 22:00")))})
		}
		b.now = fire.Add(when(t, "10-06 22:00") + c.later)
		text := forecastOf(t, b)
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in: %s", name, want, text)
			}
		}
		for _, not := range c.not {
			if strings.Contains(text, not) {
				t.Errorf("%s: %q in: %s", name, not, text)
			}
		}
		everywhere(t, b)
	}
}

// Before a day has passed since the first return there is no rate to hold
// against a forecast, and a date that has passed is told as what it was.
func TestADateThatHasPassedIsToldAsSuch(t *testing.T) {
	b := newBoard(t, listOf(t, village), massOutage(t))
	b.do(0, incident.Declare{Title: "정전", Stopped: "true"})
	f := modelled(fire, time.Hour, 3*time.Hour)
	b.do(0, incident.IssueForecast{Forecast: f})
	b.now = fire.Add(2 * time.Hour) // 22:15
	if text := forecastOf(t, b); !strings.Contains(text, "tier 1 was to be back by 22:00, all by 27 Sep 00:00 (8 in 10); issued 20:15") {
		t.Error(text)
	}
}

// The chain that blocks tells the times people gave.
func TestTheChainHasItsTimes(t *testing.T) {
	b := saturday(t)
	b.expect(when(t, "09-27 10:00"), "power-2to4f", "09-27 18:00", "09-27 23:00", "전력반 김")
	b.expect(when(t, "09-27 10:01"), "entry-daejeon", "09-27 09:00", "09-27 10:00", "소방")
	b.now = fire.Add(14 * time.Hour)
	for tag, want := range map[string]string{
		"ko": "진입통제 > 전력(23:00) > 냉방 > 네트워크 > 보안장비",
		"en": "entry ban > power > 2 more > security gear", // no room for times
	} {
		header := strings.Join(view.Header(pages()[tag], report.HeaderOf(b.state.At(b.now), report.Desk{})), "\n")
		if !strings.Contains(header, want) {
			t.Errorf("no %q in:\n%s", want, header)
		}
	}
	s := report.StatusOf(b.input())
	screen := statusText(t, pages()["ko"], s)
	for _, want := range []string{"들은 시각  전력 18:00~23:00 (전력반 김)", "진입통제: 10:00까지라고 했음 (소방)", "진입통제, 냉방, 네트워크 시각을 모름"} {
		if !strings.Contains(screen, want) {
			t.Errorf("no %q in:\n%s", want, screen)
		}
	}
}

// A forecast that the program itself works out goes all the way: from what is
// known at the moment through the record to the screen.
func TestAForecastOfTheMomentReachesTheScreen(t *testing.T) {
	b := october(t)
	b.now = fire.Add(when(t, "10-06 22:00"))
	m := b.state.At(b.now)
	f := m.Plan().Forecast(m.Situation(), plan.ForecastOptions{Runs: 50, Seed: 1})
	b.do(when(t, "10-06 22:00"), incident.IssueForecast{Forecast: f, Plan: m.Plan().Digest()})
	if f.Given || len(f.Missing) == 0 {
		t.Fatalf("nobody has given a time, and there are dates: %+v", f.All)
	}
	if text := forecastOf(t, b); !strings.Contains(text, "; issued 22:00") || strings.Contains(text, "8 in 10") {
		t.Error(text)
	}
	everywhere(t, b)
	for name, p := range pages() {
		var w bytes.Buffer
		if err := view.ReviewText(&w, p, b.review()); err != nil {
			t.Fatal(err)
		}
		straight(t, w.String())
		if name == "en" && !strings.Contains(w.String(), "open (") {
			t.Error(w.String())
		}
	}
}

// Dates that rested on a time which was taken back, or has passed, or on
// systems that may not be started since, are no dates any more.
func TestDatesAreWithdrawnWithWhatTheyRestedOn(t *testing.T) {
	issued := when(t, "10-06 22:00")
	for name, c := range map[string]struct {
		then func(b *board)
		want string
	}{
		"nothing changed": {func(*board) {}, "tier 1 by 5 Dec, all by 22 Nov (8 in 10); issued 22:00"},
		"nobody can say any more": {func(b *board) {
			i, err := b.state.FindSystem("power-5f")
			if err != nil {
				t.Fatal(err)
			}
			b.from = "전력반 김"
			b.do(issued+time.Minute, incident.Expect{System: i, Unknown: true})
			b.from = ""
		}, "the dates of 22:00 are withdrawn: no time any more for 5F power. To be issued again"},
		"a time has passed": {func(b *board) { b.now = fire.Add(when(t, "10-06 23:30")) }, "withdrawn: no time any more for 5F power"},
		"a hold": {func(b *board) {
			b.do(issued+time.Minute, incident.PlaceHold{Where: `room == "7-1" && tier == 1`, Reason: "data", Owner: "data lead"})
		}, "withdrawn: 8 may not be started since"},
	} {
		b := october(t)
		b.expect(when(t, "10-06 21:00"), "power-5f", "10-06 22:30", "10-06 23:00", "전력반 김")
		b.do(issued, incident.IssueForecast{Forecast: modelled(fire.Add(issued), 50*days, 42*days)})
		b.now = fire.Add(issued + time.Minute)
		c.then(b)
		text := forecastOf(t, b)
		if !strings.Contains(text, c.want) {
			t.Errorf("%s: no %q in: %s", name, c.want, text)
		}
		if strings.Contains(c.want, "withdrawn") && strings.Contains(text, "5 Dec") {
			t.Errorf("%s: a date in: %s", name, text)
		}
		everywhere(t, b)
	}
}
