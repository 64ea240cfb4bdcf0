package view_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/pkg/walk"
)

func desk() report.Desk {
	return report.Desk{Operator: "이서준", Mirrors: []report.Mirror{{Title: "USB", Age: time.Minute}}}
}

// scene is the screen of the walk with a row chosen.
func (c *course) scene(chosen int) walk.Scene {
	m := c.moment()
	list := walk.Next(m)
	all := list.Rows()
	return walk.Scene{Moment: m, List: list, All: all, Rows: all[:min(walk.Shown, len(all))], Chosen: chosen}
}

func show(t *testing.T, p view.Page, v ...walk.Showing) string {
	t.Helper()
	var b bytes.Buffer
	screen := view.NewWalkScreen(&b, p, desk)
	for _, one := range v {
		if err := screen.Show(one); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// started is the 2025 case when the base is ready and the first round issued.
func started(t *testing.T) *course {
	c := hour14(t)
	c.now = fire.Add(51 * time.Hour)
	c.do(incident.Happen{Name: "fire-out"})
	c.done("base-check")
	for range 8 {
		c.done("base-ready")
	}
	c.do(incident.IssueRound{Task: "start-round"})
	c.now = c.now.Add(20 * time.Minute)
	return c
}

func TestEveryRowOfTheWalkIsStraightInBothLanguages(t *testing.T) {
	for name, p := range pages() {
		for moment, c := range map[string]*course{"hour 14": hour14(t), "started": started(t)} {
			for chosen := range walk.Shown {
				s := show(t, p, c.scene(chosen))
				straight(t, s)
				if n := strings.Count(s, "\n"); n > 30 {
					t.Errorf("%s %s row %d: %d lines", name, moment, chosen+1, n)
				}
				if name == "console" && strings.ContainsFunc(s, func(r rune) bool { return r > 0x7e }) {
					t.Errorf("Hangul on a console without it:\n%s", s)
				}
				if chosen == 0 {
					t.Logf("\n%s", s)
				}
			}
		}
	}
}

// Advice stands above the list, where a small terminal has room for it beside
// all that was there without it.
func TestAdviceLeavesTheWalkOnASmallTerminal(t *testing.T) {
	for name, p := range pages() {
		for moment, c := range map[string]*course{"hour 14": hour14(t), "started": started(t)} {
			for chosen := range walk.Shown {
				scene := c.scene(chosen)
				plain := strings.Count(show(t, p, scene), "\n")
				scene.List.Advice = walk.Advise(scene.Moment, scene.List)
				pieces := len(scene.List.Advice)
				scene.List.Advice = slices.Concat(scene.List.Advice, scene.List.Advice, scene.List.Advice)
				with := show(t, p, scene)
				straight(t, with)
				const prompt = 1
				want := min(3, max(0, 24-prompt-plain))
				if pieces == 0 {
					want = 0
				}
				if more := strings.Count(with, "\n") - plain; more != want {
					t.Errorf("%s %s row %d: %d lines, and %d of advice, want %d", name, moment, chosen+1, plain, more, want)
				}
				if moment == "hour 14" && chosen == 0 && want == 0 {
					t.Errorf("%s: no room for advice below\n%s", name, with)
				}
			}
		}
	}
}

// A round's result is said with names, numbers and a sum; nothing is wider
// than the screen or misses an argument.
func TestWhatTheWalkSaysIsStraightInBothLanguages(t *testing.T) {
	c := started(t)
	m := c.moment()
	round := c.state.Rounds[0]
	systems := round.Systems
	all, _ := c.state.Count()
	after := all
	after.Back += 9
	decide, _ := c.state.Task("decide-dr")
	base, _ := c.state.Task("base-state")
	said := []walk.Showing{
		c.scene(0),
		walk.Recorded{Moment: m, Before: all, After: after, Receipt: walk.Receipt{
			Number: 388, At: c.now, Copies: "사본 USB", Irregular: []string{"gate", "evidence", "hold", "need", "option"},
		}},
		walk.Recorded{Moment: m, Command: incident.DoTask{Ref: "call-owners", Outcome: incident.Done}, Before: all, After: after, Receipt: walk.Receipt{
			Number: 12388, At: c.now, Copies: "사본 USB",
		}},
		walk.Echo{Moment: m, Round: round, Result: walk.Resolved{Up: systems[:3], Failed: systems[3:5], Unknown: systems[5:6], Note: "DB 기동 오류"}},
		walk.Echo{Moment: m, Round: round, Result: walk.Resolved{Up: systems[:1], Left: systems[1:]}},
		walk.Options{decide.Do.Options[0].Title, decide.Do.Options[1].Title},
		walk.Words{strings.Repeat("긴 말 ", 60)},
	}
	for _, n := range []walk.Notice{
		{Key: "walk.strange", Args: []any{"뭐라고\x1b[2J"}},
		{Key: "walk.no-row", Args: []any{9}},
		{Key: "walk.failed-next", Args: []any{systems}},
		{Key: "walk.unknown-next", Args: []any{systems[:1]}},
		{Key: "walk.said-twice", Args: []any{systems[:1]}},
		{Key: "walk.bad-field", Args: []any{"x", base.Do.Fields[0]}},
		{Key: "walk.no-option", Args: []any{"x", 3}},
		{Key: "walk.round-how", Args: []any{"x"}},
	} {
		said = append(said, n)
	}
	rows := walk.Next(m).Rows()
	for i := range rows {
		said = append(said, walk.Reasons{Moment: m, Row: rows[i]})
	}
	for name, p := range pages() {
		s := show(t, p, said...)
		straight(t, s)
		if name == "ko" {
			t.Log(s)
		}
		for _, want := range map[string][]string{
			"ko": {"기록함 23:35 #0388 (사본 USB).  복구 0 -> 9.  취소는 u", "#12388 (사본 USB).  완료: 1등급 담당 연락.  복구 0 -> 9.  취소는 u", "6개 맞음"},
			"en": {"recorded 23:35 #0388", "back 0 -> 9", "all 6 accounted for"},
		}[name] {
			if !strings.Contains(s, want) {
				t.Errorf("%s: %q is not said", name, want)
			}
		}
	}
}

// The screen names no key that the chosen row does not take.
func TestOnlyKeysThatWorkAreShown(t *testing.T) {
	c := started(t)
	c.do(incident.Ask{Text: "Daegu?", To: "commander", By: c.now})
	s := c.scene(0)
	for i := range s.All {
		s.From, s.Rows, s.Chosen = i, s.All[i:i+1], 0
		lines := strings.Split(show(t, pages()["en"], s), "\n")
		keys := lines[len(lines)-3]
		for shown, key := range map[string]walk.Key{"x fail": walk.Fail, "w later": walk.Later, "> hand on": walk.HandOn} {
			if strings.Contains(keys, shown) != s.All[i].Takes(key) {
				t.Errorf("row %s takes %c: %v, shown: %s", s.All[i].Ref, key, s.All[i].Takes(key), keys)
			}
		}
		ok := "o ok"
		if s.All[i].Round != nil {
			ok = "o up"
		} else if s.All[i].Proposal != nil {
			ok = "o issue"
		}
		if !strings.HasPrefix(keys, ok) {
			t.Errorf("row %s: %s", s.All[i].Ref, keys)
		}
		if !strings.HasSuffix(keys, "! STOP  q") || !strings.Contains(keys, "m note") {
			t.Errorf("keys: %s", keys)
		}
	}
	s.Rows, s.All = nil, nil
	if got := show(t, pages()["en"], s); strings.Contains(got, "o ok") || !strings.Contains(got, "m note  u undo") {
		t.Errorf("with nothing to do:\n%s", got)
	}
}

// People call systems by their numbers, so rounds are listed by them.
func TestARoundIsListedByCallNumber(t *testing.T) {
	c := started(t)
	round := *c.state.Rounds[0]
	round.Systems = []int32{9, 2, 7, 4}
	var text, md bytes.Buffer
	if err := view.RoundText(&text, pages()["en"], c.moment(), &round); err != nil {
		t.Fatal(err)
	}
	if err := view.RoundMarkdown(&md, pages()["en"], c.state, &round); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(text.String(), "\n")[2:4]
	for i, numbers := range []string{`^ +3 .* 8 `, `^ +5 .* 10 `} {
		if !regexp.MustCompile(numbers).MatchString(lines[i]) {
			t.Errorf("line %d: %s", i, lines[i])
		}
	}
	if !regexp.MustCompile(`(?s)\| 3 \|.*\| 5 \|.*\| 8 \|.*\| 10 \|`).MatchString(md.String()) {
		t.Errorf("table:\n%s", md.String())
	}
	s := c.scene(0)
	row := s.Rows[0]
	row.Round, row.Systems = &round, round.Systems
	s.Rows = []walk.Row{row}
	if got := show(t, pages()["en"], s, walk.Echo{Moment: c.moment(), Round: &round, Result: walk.Resolved{Up: []int32{2}, Left: []int32{9, 7, 4}}}); !regexp.MustCompile(`(?m)^ +3 .* 8 `).MatchString(got) || !strings.Contains(got, "5,8,10") {
		t.Errorf("on the walk:\n%s", got)
	}
}

func TestQuestionsNameThingsInBothLanguages(t *testing.T) {
	c := started(t)
	owners, _ := c.state.Task("call-owners")
	for name, p := range pages() {
		screen := view.NewWalkScreen(&bytes.Buffer{}, p, desk)
		if err := screen.Show(c.scene(0)); err != nil {
			t.Fatal(err)
		}
		base, _ := c.state.Task("base-state")
		if got, want := screen.Word("walk.ask-field", base.Do.Fields[0]), map[string]string{"ko": "1 가동  2 정지  3 미상", "en": "1 up  2 down  3 unknown"}[name]; !strings.Contains(got, want) {
			t.Errorf("%s: asked %q", name, got)
		}
		questions := []string{
			screen.Word("walk.prompt", 3), screen.Word("walk.prompt-round", c.state.Rounds[0]),
			screen.Word("walk.ask-group", walk.Group{Task: owners, Key: c.state.Groups(owners)[0]}, 4),
			screen.Word("walk.ask-option", 3), screen.Word("walk.ask-field", base.Do.Fields[0]),
			screen.Word("walk.ask-approvers", 2, walk.Role("data")),
			screen.Word("walk.ask-undo", c.now, walk.EventType("round.reported"), uint64(388)),
		}
		for _, q := range questions {
			straight(t, strings.TrimRight(q, " "))
		}
		if name == "ko" && questions[1] != "대전 1차> " {
			t.Errorf("asked %q", questions[1])
		}
		if name == "en" && questions[6] != "take back: 23:35 result of a round #0388. enter = yes, anything else = no> " {
			t.Errorf("asked %q", questions[6])
		}
	}
}
