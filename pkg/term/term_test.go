package term

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/lang"
)

func TestWidthCountsHangulTwice(t *testing.T) {
	for s, want := range map[string]int{
		"":             0,
		"bokgu":        5,
		"복구":           4,
		"정부24":         6,
		"\u1112\u1161": 2, // decomposed 하
		"e\u0301":      1,
		"\x1b[31mred":  7, // the escape itself takes no column
		"119 다매체신고":    14,
		"ㅐ":            2,
		"国家":           4,
		"\u200bhidden": 6,
	} {
		if got := Width(s); got != want {
			t.Errorf("Width(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestCutNeverHalvesALetter(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"우체국 금융상품몰", 30, "우체국 금융상품몰"},
		{"우체국 금융상품몰", 10, "우체국.."},
		{"우체국 금융상품몰", 9, "우체국.."},
		{"복구", 3, ".."},
		{"복구", 2, "복"},
		{"복구", 0, ""},
	} {
		if got := Cut(c.in, c.width); got != c.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestWrappedLinesFitAndLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("ab 복구 "))).Draw(t, "text")
		width := rapid.IntRange(2, 20).Draw(t, "width")
		lines := Wrap(s, width)
		for _, l := range lines {
			if Width(l) > width {
				t.Fatalf("line %q is wider than %d", l, width)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := squeeze(strings.Join(lines, "")); got != squeeze(s) {
			t.Fatalf("got %q of %q", got, s)
		}
	})
}

func TestFittedTextHasTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Plain(rapid.String().Draw(t, "text"))
		width := rapid.IntRange(0, 30).Draw(t, "width")
		if got := Width(Fit(s, width)); got != width {
			t.Fatalf("Fit(%q, %d) is %d wide", s, width, got)
		}
	})
}

func TestPlainTextCannotAct(t *testing.T) {
	for in, want := range map[string]string{
		"정부24":           "정부24",
		"a\x1b[2Jb":      "a?[2Jb",
		"a\tb\nc":        "a b c",
		"9월–10월 · ① ← 끝": "9월-10월 . 1 <- 끝",
		"café":           "cafe",
		"\u1112\u1161":   "하",
		"bad\xff":        "bad?",
		"\u202eevil":     "evil",
		"100％":           "100%",
	} {
		if got := Plain(in); got != want {
			t.Errorf("Plain(%q) = %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		for _, r := range Plain(rapid.String().Draw(t, "text")) {
			if !keeps(r) {
				t.Fatalf("%q is left", r)
			}
		}
	})
}

func TestLocaleFallsBackToEnglishWhereHangulCannotBeShown(t *testing.T) {
	for _, c := range []struct {
		name string
		env  map[string]string
		want Locale
	}{
		{"Korean", map[string]string{"LANG": "ko_KR.UTF-8"}, Locale{lang.KO, true}},
		{"Korean, other spelling", map[string]string{"LANG": "ko_KR.utf8"}, Locale{lang.KO, true}},
		{"nothing set", nil, Locale{lang.EN, false}},
		{"C", map[string]string{"LANG": "C"}, Locale{lang.EN, false}},
		{"C with UTF-8", map[string]string{"LANG": "C.UTF-8"}, Locale{lang.EN, true}},
		{"text console", map[string]string{"LANG": "ko_KR.UTF-8", "TERM": "linux"}, Locale{lang.EN, false}},
		{"LC_ALL wins", map[string]string{"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, Locale{lang.EN, false}},
		{"LC_MESSAGES", map[string]string{"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, Locale{lang.KO, true}},
		{"old encoding", map[string]string{"LANG": "ko_KR.eucKR"}, Locale{lang.EN, false}},
		{"Kongo is not Korean", map[string]string{"LANG": "kon_CD.UTF-8"}, Locale{lang.EN, true}},
	} {
		if got := DetectLocale(func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestPromptReadsLinesFromAPipe(t *testing.T) {
	var out strings.Builder
	long := strings.Repeat("x", maxLine+1)
	p := NewPrompt(strings.NewReader("  o \r\nㅐ\n"+long+"\n\xff\n\u1112\u1161\x1b\nlast"), &out)
	for _, want := range []struct {
		line string
		err  error
	}{{"o", nil}, {"ㅐ", nil}, {"", ErrTooLong}, {"", ErrNotUTF8}, {"하", nil}, {"", ErrUnfinished}, {"", io.EOF}} {
		got, err := p.Ask(t.Context(), "> ")
		if got != want.line || !errors.Is(err, want.err) {
			t.Errorf("got %q, %v; want %q, %v", got, err, want.line, want.err)
		}
	}
	if got := out.String(); got != strings.Repeat("> ", 7) {
		t.Errorf("asked %q", got)
	}
}

func TestInterruptedPromptKeepsTheLineForTheNextQuestion(t *testing.T) {
	in, keyboard := io.Pipe()
	p := NewPrompt(in, io.Discard)
	ctx, cancel := context.WithCancel(t.Context())
	go cancel()
	if _, err := p.Ask(ctx, "> "); !errors.Is(err, ErrInterrupted) {
		t.Fatalf("got %v", err)
	}
	go func() { _, _ = io.WriteString(keyboard, "o\n") }()
	if got, err := p.Ask(t.Context(), "> "); got != "o" || err != nil {
		t.Fatalf("got %q, %v", got, err)
	}
}
