package view

import (
	"strings"
	"testing"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/term"
)

func TestCaretStandsUnderTheSpot(t *testing.T) {
	for _, c := range []struct {
		name   string
		source string
		column int
	}{
		{"ASCII", "    dependsOn: [gpk1, onnara]", 17},
		{"after Hangul", "  - {name: 정부24, dependsOn: [gpk1]}", 30},
		{"after tabs", "\t\tid: gpk1", 7},
		{"after an escape", "a: \x1b[31m gpk1", 10},
		{"far right", strings.Repeat("가나다 ", 40) + "gpk1 " + strings.Repeat("라", 50), 161},
		{"past the end", "id: ", 5},
	} {
		line, caret := excerpt(c.source, c.column)
		if w := term.Width(line); w > term.Columns-4 {
			t.Errorf("%s: %d columns", c.name, w)
		}
		under := ""
		for n, rest := 0, line; rest != ""; {
			if n == caret {
				under = rest
				break
			}
			r := []rune(rest)[0]
			n += term.Width(string(r))
			rest = rest[len(string(r)):]
		}
		if want := "gpk1"; strings.Contains(c.source, want) != strings.HasPrefix(under, want) {
			t.Errorf("%s: caret at %d of %q is under %q", c.name, caret, line, under)
		}
	}
}

func TestFindingsHavePlaceSourceCaretAndSummary(t *testing.T) {
	c := Checked{Files: 1, Services: 2, Findings: diag.List{{
		Severity: diag.Error, Rule: "made-up", Args: []any{"gpk1"},
		Place: diag.Place{File: "inv.yaml", Line: 4, Column: 10}, Source: "  a: [b, gpk1]",
		Also: []diag.Place{{File: "other.yaml", Line: 2, Column: 3}},
	}}}
	var b strings.Builder
	if err := FindingsText(&b, Page{Lang: lang.EN}, c); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"inv.yaml:4:10: error made-up: ", "    a: [b, gpk1]\n           ^\n", "other.yaml:2:3\n", "errors 1"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func TestEmptyFindingsAreAnEmptyList(t *testing.T) {
	var b strings.Builder
	if err := FindingsJSON(&b, Page{Lang: lang.EN}, Checked{}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), "{\n  \"format\": \"bokgu/v1\",\n  \"kind\": \"Findings\",\n  \"counts\": {\n    \"error\": 0,") ||
		!strings.Contains(b.String(), `"findings": []`) {
		t.Errorf("got\n%s", b.String())
	}
}

// Where warnings are too many for a screen, no rule hides the others, and errors
// are all there.
func TestManyWarningsOfOneRuleDoNotHideAnother(t *testing.T) {
	var list diag.List
	add := func(severity diag.Severity, rule string, n int) {
		for range n {
			list = append(list, diag.Finding{Severity: severity, Rule: rule, Place: diag.Place{File: "a.yaml", Line: 1 + len(list)}})
		}
	}
	add(diag.Warning, "noise", 300)
	add(diag.Error, "broken", 30)
	add(diag.Warning, "quiet", 2)
	var b strings.Builder
	if err := FindingsText(&b, Page{Lang: lang.EN}, Checked{Findings: list}); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for want, n := range map[string]int{" noise: ": 18, " quiet: ": 1, " broken: ": 30, "\n283 warnings more: noise 282, quiet 1. ": 1} {
		if got := strings.Count(text, want); got != n {
			t.Errorf("%d times %q, want %d", got, want, n)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}
