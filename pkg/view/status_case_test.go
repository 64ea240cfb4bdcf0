package view_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/view"
)

// everywhere shows a board in every form and returns the Korean status screen
// and report.
func everywhere(t *testing.T, b *board) (status, situation string) {
	t.Helper()
	s := report.SituationOf(b.input(), report.Code{})
	if !s.Sums() {
		t.Errorf("the figures do not add up: %+v", s.All)
	}
	for name, p := range pages() {
		screen, paper := statusText(t, p, s.Status), situationText(t, p, s)
		straight(t, screen)
		straight(t, paper)
		straight(t, strings.Join(append(view.Header(p, s.Header), view.Footer(p, s.Header)), "\n"))
		if name == "console" && strings.ContainsFunc(screen+paper, func(r rune) bool { return r > 0x7e }) {
			t.Errorf("Hangul on a console without it:\n%s%s", screen, paper)
		}
		if name == "ko" {
			status, situation = screen, paper
		}
		var w bytes.Buffer
		for _, write := range []func() error{
			func() error { return view.StatusMarkdown(&w, p, s.Status) },
			func() error { return view.SituationMarkdown(&w, p, s) },
			func() error { return view.StatusJSON(&w, p, s.Status) },
			func() error { return view.SituationJSON(&w, p, s) },
		} {
			if err := write(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if strings.Contains(w.String(), "%!") || strings.Contains(w.String(), "null,\n  \"chain") {
			t.Errorf("%s: %s", name, w.String())
		}
	}
	return status, situation
}

func TestNothingIsKnownWithoutAnInventoryAndAPlaybook(t *testing.T) {
	b := newBoard(t, listOf(t, ""), &playbook.Playbook{})
	b.do(0, incident.Declare{Title: "something is down"})
	status, situation := everywhere(t, b)
	for _, want := range []string{"위기경보 -", "미응답 -", "다음  -", "결정 대기 0", "지금 켤 수 있음 0"} {
		if !strings.Contains(status, want) {
			t.Errorf("no %q in:\n%s", want, status)
		}
	}
	for _, want := range []string{"제1보 (초안)", "견줄 보고가 없음", "대국민 안내: -", "다음 보고: -", "확인코드 -"} {
		if !strings.Contains(situation, want) {
			t.Errorf("no %q in:\n%s", want, situation)
		}
	}
}

// village is three services on one power line, nothing else.
const village = `
systems:
  - {id: power, name: {ko: 전력, en: power}, class: infrastructure, agency: town}
  - {id: tax, name: {ko: 세금, en: tax}, tier: 1, agency: town, public: true, room: "1", dependsOn: [power]}
  - {id: map, name: {ko: 지도, en: map}, agency: town, room: "1", dependsOn: [power]}
  - {id: bus, name: {ko: 버스, en: bus}, tier: 4, agency: town, dependsOn: [power]}
`

func TestUnknownTiersHaveARowAndAKeyOfTheirOwn(t *testing.T) {
	b := newBoard(t, listOf(t, village), massOutage(t))
	b.do(0, incident.Declare{Title: "정전"})
	status, _ := everywhere(t, b)
	if !strings.Contains(status, "등급미상") || !strings.Contains(status, "위치 미상") && !strings.Contains(status, "1실") {
		t.Errorf("no row for what nobody graded:\n%s", status)
	}
	got := decode(t, func(w *bytes.Buffer) error {
		return view.StatusJSON(w, view.Page{Lang: lang.KO, Hangul: true}, report.StatusOf(b.input()))
	})
	pin(t, "byTier", got["counts"].(map[string]any)["byTier"].(map[string]any), "1", "2", "3", "4", "unknown")
}

func TestEverythingStable(t *testing.T) {
	b := newBoard(t, listOf(t, village), massOutage(t))
	b.do(0, incident.Declare{Title: "정전", Stopped: "true"})
	var all []int32
	for i := range b.list.Systems {
		all = append(all, int32(i))
	}
	hour := time.Hour
	for task := range b.state.Book.Tasks() {
		if task.Brings == playbook.Down || task.Failback || task.Method != "" {
			continue
		}
		hour += time.Hour
		for _, i := range all {
			if b.state.Matches(task, i) && b.state.Phase(i) < task.Brings {
				b.do(hour, incident.DoTask{Ref: task.ID, Outcome: incident.Done, Target: incident.Target{All: true, Systems: []int32{i}}})
			}
		}
	}
	s := report.StatusOf(b.input())
	if s.All.Stable != 3 || s.All.Back != 3 {
		t.Fatalf("stable %d, back %d of 3", s.All.Stable, s.All.Back)
	}
	status, situation := everywhere(t, b)
	for _, gone := range []string{"정지", "손상", "막힘", "복구 예상", "풀려야"} {
		if strings.Contains(status, gone) {
			t.Errorf("%q is still on the screen:\n%s", gone, status)
		}
	}
	for _, want := range []string{"복구", "완전", "검증", "안정"} {
		if !strings.Contains(status, want) {
			t.Errorf("no %q on the screen:\n%s", want, status)
		}
	}
	if !strings.Contains(situation, "모두 복구됨") || !strings.Contains(situation, "합계: 복구 3 = 대상 3") {
		t.Errorf("the report:\n%s", situation)
	}
}

// A screen stays a screen whatever people write.
func TestLongNamesAreCut(t *testing.T) {
	long := strings.Repeat("아주 긴 이름 ", 30)
	yaml := "rooms:\n"
	for i := range 9 {
		yaml += fmt.Sprintf("  - {id: \"동관-지하-%d\", floor: %d}\n", i, i+1)
	}
	yaml += "systems:\n  - {id: p, name: \"" + long + "\", class: infrastructure}\n"
	for i := range 40 {
		yaml += fmt.Sprintf("  - {id: s%d, name: \"%s %d\", tier: %d, agency: \"%s%d\", room: \"동관-지하-%d\", dependsOn: [p%s]}\n",
			i, long, i, i%4+1, long, i, i%9, map[bool]string{true: ", s0", false: ""}[i%9 == 3])
	}
	b := newBoard(t, listOf(t, yaml), massOutage(t))
	b.do(0, incident.Declare{Title: long, Stopped: "true"})
	for k := range 4 {
		b.do(time.Hour, incident.PlaceHold{Where: fmt.Sprintf("tier == %d", k+1), Reason: long, Owner: long})
		b.do(time.Hour, incident.Ask{Text: fmt.Sprint(k, long), To: "commander"})
	}
	b.do(time.Hour, incident.Stop{Reason: long})
	b.now = fire.Add(95 * 24 * time.Hour)
	status, _ := everywhere(t, b)
	title, _, _ := strings.Cut(status, "\n")
	if !strings.Contains(title, "경과 95일") || !strings.Contains(title, "..") || term.Width(title) > term.Columns {
		t.Errorf("the title gave way in the wrong place: %s", title)
	}
	if n := strings.Count(status, "\n"); n > 30 {
		t.Errorf("%d lines:\n%s", n, status)
	}
	if !strings.Contains(status, "전면 중지") {
		t.Errorf("no STOP on the screen:\n%s", status)
	}
}

func TestChangesAreThoseSinceTheLastReport(t *testing.T) {
	b := newBoard(t, listOf(t, village), massOutage(t))
	b.do(0, incident.Declare{Title: "정전", Stopped: "true"})
	if s := report.StatusOf(b.input()); s.Since != nil {
		t.Errorf("changes since %v, but there was no report", s.Since)
	}
	start := func(after time.Duration, systems ...int32) {
		b.do(after, incident.DoTask{Ref: "start-round", Outcome: incident.Done, Target: incident.Target{All: true, Systems: systems}})
	}
	start(time.Hour, 1)
	b.done(2*time.Hour, "situation-report")
	start(3*time.Hour, 2)
	b.done(4*time.Hour, "shift-change")
	start(5*time.Hour, 3)

	s := report.SituationOf(b.input(), report.Code{})
	if s.Number != 2 || s.Change == nil || s.Change.Number != 1 || s.Change.Back != 2 || !s.Change.Since.Equal(fire.Add(2*time.Hour)) {
		t.Errorf("report %d, change %+v, want number 2 and two more back since report 1", s.Number, s.Change)
	}
	if got := report.StatusOf(b.input()).Since; got == nil || got.Number != 0 || got.Back != 1 {
		t.Errorf("the screen says %+v, want one more back since the shift", got)
	}

	b.do(6*time.Hour, incident.Undo{}) // the last start
	b.do(6*time.Hour, incident.Undo{}) // the shift
	if got := report.StatusOf(b.input()).Since; got == nil || got.Number != 1 || got.Back != 1 {
		t.Errorf("after undo the screen says %+v, want one more back since report 1", got)
	}
	everywhere(t, b)
}

func TestTheAlertIsTheLatestDecision(t *testing.T) {
	b := newBoard(t, listOf(t, village), massOutage(t))
	b.do(0, incident.Declare{Title: "정전", Stopped: "true"})
	for k, step := range []struct{ task, option, want string }{
		{"alert-level", "caution", "주의"}, {"alert-level", "serious", "심각"}, {"alert-lifted", "attention", "관심"}, {"alert-lifted", "lifted", "해제"},
	} {
		b.do(time.Duration(k+1)*time.Hour, incident.DoTask{Ref: step.task, Outcome: incident.Done, Option: step.option})
		line := view.Header(view.Page{Lang: lang.KO, Hangul: true}, report.HeaderOf(b.state.At(b.now), report.Desk{}))[0]
		if !strings.HasSuffix(line, "위기경보 "+step.want) {
			t.Errorf("after %s %s: %s", step.task, step.option, line)
		}
	}
}

// later is the third night: the base of the lower floors is up, some rounds
// are through, one start of each failed, one system fell again, all is stopped.
func later(t testing.TB) *board {
	b := saturday(t)
	b.do(40*time.Hour, incident.Happen{Name: "fire-out"})
	b.done(41*time.Hour, "base-check")
	for _, id := range []string{"entry-daejeon", "power-2to4f", "cooling-2to4f", "net-daejeon", "sec-daejeon", "dust-5f", "power-5f", "link-5f"} {
		i, err := b.state.FindSystem(id)
		if err != nil {
			t.Fatal(err)
		}
		b.do(42*time.Hour, incident.DoTask{Ref: "base-ready", Outcome: incident.Done, Target: incident.Target{All: true, Systems: []int32{i}}})
	}
	for k := range 4 {
		at := 50*time.Hour + time.Duration(k)*10*time.Minute
		b.do(at, incident.IssueRound{})
		r := b.state.Rounds[k]
		b.do(at+5*time.Minute, incident.RoundResult{Round: r.ID, RestUp: true, Failed: r.Systems[:1]})
	}
	b.do(51*time.Hour, incident.DoTask{
		Ref: "full-function", Outcome: incident.Done, Target: incident.Target{All: true, Systems: b.state.Rounds[0].Systems[1:3]},
	})
	b.do(51*time.Hour, incident.SystemDown{System: b.state.Rounds[0].Systems[3], Reason: "DB 오류"})
	b.do(51*time.Hour, incident.Stop{Reason: "3층 연기"})
	b.now = fire.Add(51*time.Hour + 25*time.Minute)
	return b
}

func TestTheThirdNightOfTheCaseOf2025(t *testing.T) {
	b := later(t)
	everywhere(t, b)
	s := report.StatusOf(b.input())
	if s.All.Relapsed != 1 || s.All.Restored != 2 || s.Startable != 0 || s.Stop == nil {
		t.Errorf("relapsed %d, restored %d, startable %d, stop %v", s.All.Relapsed, s.All.Restored, s.Startable, s.Stop)
	}
	golden(t, "night-ko", statusText(t, pages()["ko"], s))
	golden(t, "night-en", statusText(t, pages()["en"], s))
	for _, lang := range []string{"ko", "en"} {
		if screen := statusText(t, pages()[lang], s); strings.Contains(strings.Split(screen, "\n")[3], "..") {
			t.Errorf("a heading was cut:\n%s", screen)
		}
	}
}

func BenchmarkStatusOfTheThirdNight(b *testing.B) {
	night := later(b)
	for b.Loop() {
		report.StatusOf(night.input())
	}
}
