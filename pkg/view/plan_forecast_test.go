package view

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
)

// forecasted is a forecast of which tier 1 has dates, tier 2 dates that the
// rate contradicts, tier 3 waits for cooling, and tier 4 is held.
func forecasted() *Planned {
	kst := time.FixedZone("KST", 9*60*60)
	const day = 24 * time.Hour
	inv := &inventory.Inventory{
		Name:  "x",
		Crews: []inventory.Crew{{ID: "ops1", Title: lang.Text{KO: "운영1반", EN: "ops 1"}, People: 4}},
		Rooms: []inventory.Room{{ID: "2", Title: lang.Text{KO: "2전산실", EN: "room 2"}}},
		Systems: []inventory.System{
			{ID: "cooling", Name: lang.Text{KO: "냉방", EN: "cooling"}, Class: inventory.Infrastructure},
			{ID: "storage", Name: lang.Text{KO: "공용저장장치", EN: "shared storage"}, Class: inventory.Infrastructure},
		},
	}
	inv.Resolve()
	from := time.Date(2025, 10, 6, 9, 0, 0, 0, kst)
	f := &plan.Forecast{
		From: from, Runs: 1000, Seed: 1, Given: true, Missing: []int32{0},
		Tiers: []plan.TierForecast{
			{Tier: 1, Systems: 9, Given: true, P50: 2 * day, P80: 3*day + 20*time.Minute, P90: 4 * day, RTOMet: 0.25},
			{Tier: 2, Systems: 27, Given: true, P50: 2 * day, P80: 3 * day, P90: 4 * day, RTOMet: -1},
			{Tier: 3, Systems: 200, After: []int32{0}, Low: 6 * time.Hour, High: 17 * time.Hour, Unplaced: 4},
			{Tier: 4, Systems: 100, After: []int32{}, Held: 30, Low: 2 * day, High: 2 * day},
		},
		All: plan.TierForecast{Systems: 336, After: []int32{0}, Low: -1, High: -1},
		Observed: &plan.Observed{
			Since: from.Add(-7 * day), All: plan.Rate{PerDay: 10.9, Left: 336, Projected: 31 * day},
			Tiers: []plan.Rate{{Tier: 1, PerDay: 3, Left: 9, Projected: 3 * day}, {Tier: 2, PerDay: 1, Left: 27, Projected: 27 * day},
				{Tier: 3, Left: 200, Projected: plan.Unending}},
		},
		Helps: []plan.Help{
			{Kind: plan.HelpCrew, Subject: "ops1", Gain: 30 * time.Hour, Sum: 12},
			{Kind: plan.HelpClear, Subject: "storage", Gain: 6 * time.Hour, Sooner: day},
			{Kind: plan.HelpRoom, Subject: "2", Sum: 7},
		},
	}
	return &Planned{
		Plan: plan.Build(plan.Input{Inventory: inv}), Forecast: f, Situation: plan.Situation{From: from},
		Incident: &PlanIncident{ID: "fire", Title: "대전센터 화재"}, Issued: &Recorded{Seq: 217, Writer: "w"},
	}
}

func TestTheForecastTellsTheRateFirst(t *testing.T) {
	for _, c := range []struct {
		page Page
		want string
	}{
		{Page{lang.EN, true}, `
[REAL] 대전센터 화재  Forecast as of Mon 6 Oct 09:00
as it goes: 10.9 a day since 29 Sep 09:00; at this pace all 336 are back by 6
  Nov
no time yet, as nobody has given one: cooling
-------------------------------------------------------------------------------
tier 1    9 left  3.0 a day, at this pace by 9 Oct 09:00
                  8 in 10 by 9 Oct 10:00
                  5 in 10 by 8 Oct 09:00, 9 in 10 by 10 Oct 09:00
                  chance to meet the tier's target: 25%
tier 2   27 left  1.0 a day, at this pace by 2 Nov
                  the model (8 Oct 09:00) is more than twice off: use only the
                  pace
tier 3  200 left  none came back meanwhile
                  not yet: 6h to 17h after it is back
                  without 4 that have no time (bokgu plan says why)
tier 4  100 left  not yet, as 30 may not be started: would take 2d
all     336 left  10.9 a day, at this pace by 6 Nov
                  not yet
-------------------------------------------------------------------------------
what would help most
- half as many people again in ops 1: tier 1 is back 1d 6h sooner
- shared storage 1d sooner: tier 1 is back 6h sooner
- twice as many places in room 2: the others are back sooner, though not tier 1
once told: bokgu expect cooling --between 18:00 --and 23:00 --from "D. Kim"
worked out in 1000 runs
recorded #217
`},
		{Page{lang.KO, true}, `
[실제상황] 대전센터 화재  복구 예상  10/6(월) 09:00 기준
실적: 9/29 09:00부터 하루 10.9개 복구. 이대로면 336개 끝 11/6
시각을 말한 사람이 없음: 냉방
-------------------------------------------------------------------------------
1등급    남은 9  하루 3.0개, 이대로면 10/9 09:00
                 10번 중 8번 10/9 10:00까지
                 10번 중 5번 10/8 09:00까지, 9번 10/10 09:00까지
                 목표 복구 시간을 지킬 가능성 25%
2등급   남은 27  하루 1.0개, 이대로면 11/2
                 계산(10/8 09:00)과 실적이 두 배 넘게 다름: 실적만 씀
3등급  남은 200  그동안 복구된 것 없음
                 아직 못 냄: 풀린 뒤 6시간~17시간
                 시각을 낼 수 없는 4개는 뺌(이유: bokgu plan)
4등급  남은 100  아직 못 냄, 기동 금지 30개: 풀린 뒤 2일
전체   남은 336  하루 10.9개, 이대로면 11/6
                 아직 못 냄
-------------------------------------------------------------------------------
가장 도움이 될 것
- 운영1반 사람을 절반 더: 1등급 끝이 1일 6시간 빨라짐
- 공용저장장치 1일 일찍: 1등급 끝이 6시간 빨라짐
- 2전산실 자리를 두 배로: 1등급 끝은 같고 나머지가 빨라짐
들으면 기록: bokgu expect cooling --between 18:00 --and 23:00 --from 김시설
1000번 모의 계산
기록함 #217
`},
	} {
		var b strings.Builder
		if err := ForecastText(&b, c.page, forecasted()); err != nil {
			t.Fatal(err)
		}
		if got := "\n" + b.String(); got != c.want {
			t.Errorf("%s: %s", c.page.Lang, got)
		}
		checkScreen(t, b.String())

		// With nobody to do it, nothing is said of words or lengths of time.
		nobody := forecasted()
		nobody.Forecast.Tiers[1] = plan.TierForecast{Tier: 2, Systems: 27, Low: time.Hour, High: plan.Unending, RTOMet: -1}
		nobody.Forecast.Tiers[0] = plan.TierForecast{Tier: 1, Systems: 9, Unplaced: 9, Low: plan.Unending, High: plan.Unending, RTOMet: -1}
		b.Reset()
		if err := ForecastText(&b, c.page, nobody); err != nil {
			t.Fatal(err)
		}
		if why := c.page.Msg("forecast.not-placed"); strings.Count(b.String(), why) != 1 || !strings.Contains(b.String(), c.page.Msg("forecast.not-ended")) || strings.Contains(b.String(), c.page.Msg("forecast.not-known")) {
			t.Errorf("%s: want %q in %s", c.page.Lang, why, b.String())
		}
		checkScreen(t, b.String())
	}
}

func TestTheForecastInJSONHasNullForWhatNobodyKnows(t *testing.T) {
	var b strings.Builder
	if err := PlanJSON(&b, forecasted()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Forecast struct {
			Tiers map[string]struct {
				P80     *string  `json:"p80"`
				RTOMet  *float64 `json:"rtoMet"`
				Low     *int64   `json:"low"`
				Differs bool     `json:"differs"`
				After   []string `json:"after"`
			} `json:"tiers"`
			All struct {
				Low *int64 `json:"low"`
			} `json:"all"`
			Observed struct {
				Projected string `json:"projected"`
				Tiers     map[string]struct {
					Projected *string `json:"projected"`
				} `json:"tiers"`
			} `json:"observed"`
			Issued struct {
				Seq int `json:"seq"`
			} `json:"issued"`
		} `json:"forecast"`
	}
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	f := got.Forecast
	one, two, three := f.Tiers["1"], f.Tiers["2"], f.Tiers["3"]
	switch {
	case one.P80 == nil || *one.P80 != "2025-10-09T09:20:00+09:00" || one.RTOMet == nil || *one.RTOMet != 0.25 || one.Low != nil || one.Differs:
		t.Errorf("tier 1 %+v", one)
	case two.RTOMet != nil || !two.Differs:
		t.Errorf("tier 2 %+v", two)
	case three.P80 != nil || three.Low == nil || *three.Low != 6*3600 || len(three.After) != 1 || three.After[0] != "cooling":
		t.Errorf("tier 3 %+v", three)
	case f.All.Low != nil:
		t.Errorf("all %+v", f.All)
	case f.Observed.Projected != "2025-11-06T09:00:00+09:00" || f.Observed.Tiers["3"].Projected != nil || f.Observed.Tiers["1"].Projected == nil:
		t.Errorf("observed %+v", f.Observed)
	case f.Issued.Seq != 217:
		t.Errorf("issued %+v", f.Issued)
	}
}

func TestEveryReasonHasASentence(t *testing.T) {
	for _, code := range []string{
		plan.ReasonIsBack, plan.ReasonPassedFor, plan.ReasonPassed, plan.ReasonByCrew, plan.ReasonByOthers, plan.ReasonHeard, plan.ReasonAtOnce,
		plan.ReasonAfterNeed, plan.ReasonAfterPeople, plan.ReasonAfterRoom, plan.ReasonAfterHours, plan.ReasonPassedCrew, plan.ReasonChain,
		plan.ReasonInTime, plan.ReasonLate, plan.ReasonNoEstimate, plan.ReasonNoCrew, plan.ReasonTooFew, plan.ReasonHeld,
		plan.ReasonStopped, plan.ReasonBlockedBy, plan.ReasonSoonerNeed, plan.ReasonSoonerPeople, plan.ReasonSoonerRoom,
		plan.ReasonSoonerHours, plan.ReasonSoonerWord, plan.ReasonSoonerSkill, plan.ReasonSoonerLifted, plan.ReasonSoonerRung,
	} {
		if !lang.Has((plan.Reason{Code: code}).Key()) {
			t.Errorf("no sentence for %s", code)
		}
	}
	for _, reason := range []string{plan.NoEstimate, plan.NoCrew, plan.TooFew, plan.OnHold} {
		for _, key := range []string{"schedule.unplaced.", "schedule.waiting."} {
			u := plan.Unplaced{Reason: reason}
			if !lang.Has(key + u.Code()) {
				t.Errorf("no sentence for %s%s", key, u.Code())
			}
		}
	}
}
