package view

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/exercise"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/term"
)

// wideCoverage has figures, names and drills that are as wide as they come.
func wideCoverage() Coverage {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	c := Coverage{
		Inventory: &inventory.Inventory{Systems: []inventory.System{
			{ID: "low", Name: lang.Plain("low"), Tier: 4, Agency: "pps"},
			{ID: "gpki-certificate-verification", Name: lang.Text{KO: strings.Repeat("통합검증", 12), EN: strings.Repeat("verification ", 9)}, Tier: 1},
			{ID: "ungraded", Name: lang.Plain("u")},
		}},
		Simulated: exercise.Latest{Entry: &exercise.Entry{Drill: strings.Repeat("밤의 순서 ", 12), At: at, Simulated: &exercise.Simulation{Runs: 1_000_000, Seed: 1 << 53}}, Standing: exercise.List},
		Played:    exercise.Latest{Entry: &exercise.Entry{Drill: "night", At: at, Played: &exercise.Playing{People: strings.Fields(strings.Repeat("이서준 ", 20))}}, Standing: exercise.Holds},
		Checked: Checked{Findings: diag.List{
			{Severity: diag.Error, Rule: "below-threshold", Args: []any{lang.Plain("기관"), lang.Plain("전체"), 1, 2, 50, 90}, Place: diag.Place{File: "bokgu.yaml", Line: 5, Column: 3}, Source: "  owners: 90%"},
			{Severity: diag.Warning, Rule: "cycle", Args: []any{2, []string{"a", "b"}}},
		}},
	}
	c.Inventory.Resolve()
	for _, aspect := range inventory.Aspects() {
		c.Aspects = append(c.Aspects, inventory.Covered{
			Aspect: aspect, Important: inventory.Share{Have: 9_999, Of: 99_999}, All: inventory.Share{Have: 10_000, Of: 99_999},
			Wanted: inventory.Threshold{Important: 100, All: 100}, Lacking: []int32{0, 1, 2},
		})
	}
	return c
}

// Figures stand straight under their heads, on a screen, in both languages; only
// the place and the sentence of a finding are not cut.
func TestCoverageStandsStraightOnTheScreen(t *testing.T) {
	for _, tag := range []lang.Tag{lang.KO, lang.EN} {
		for _, of := range []inventory.Aspect{"", inventory.Owners} {
			c := wideCoverage()
			c.Of = of
			var b strings.Builder
			if err := CoverageText(&b, Page{Lang: tag, Hangul: true}, c); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if w := term.Width(strings.TrimSuffix(line, "\n")); w > term.Columns && !strings.Contains(line, "below-threshold:") {
					t.Errorf("%s %q: %d columns: %s", tag, of, w, line)
				}
			}
			if of != "" {
				continue
			}
			ends := map[int]int{}
			for _, line := range strings.Split(b.String(), "\n")[1 : 1+len(c.Aspects)] {
				before, _, _ := strings.Cut(line, "9999/99999")
				ends[term.Width(before)]++
				if !strings.Contains(line, " 9%  100%  10000/99999  10%  100%") {
					t.Errorf("%s", line)
				}
			}
			if len(ends) != 1 {
				t.Errorf("%s: figures stand at %v\n%s", tag, ends, b.String())
			}
		}
	}
}

// The usual words fit beside the figures of a country.
func TestNoAspectIsCutAtUsualFigures(t *testing.T) {
	for _, tag := range []lang.Tag{lang.KO, lang.EN} {
		c := wideCoverage()
		for i := range c.Aspects {
			c.Aspects[i].Important, c.Aspects[i].All = inventory.Share{Have: 123, Of: 124}, inventory.Share{Have: 1234, Of: 9999}
		}
		var b strings.Builder
		if err := CoverageText(&b, Page{Lang: tag, Hangul: true}, c); err != nil {
			t.Fatal(err)
		}
		for _, aspect := range inventory.Aspects() {
			title := tag.Msg("coverage." + string(aspect))
			if !slices.ContainsFunc(strings.Split(b.String(), "\n"), func(line string) bool {
				return strings.HasPrefix(line, string(aspect)+" ") && strings.Contains(line, "  "+title+"  ")
			}) {
				t.Errorf("%s is cut in\n%s", title, b.String())
			}
		}
	}
}

func TestWhatLacksAnAspectStandsByTier(t *testing.T) {
	c := wideCoverage()
	c.Of = inventory.Owners
	var b strings.Builder
	if err := CoverageText(&b, Page{Lang: lang.EN}, c); err != nil {
		t.Fatal(err)
	}
	first, last := strings.Index(b.String(), "gpki-cert"), strings.Index(b.String(), "ungraded")
	if low := strings.Index(b.String(), "low "); first < 0 || low < first || last < low {
		t.Errorf("%s", b.String())
	}
	c.Aspects[2].Lacking = nil
	b.Reset()
	if err := CoverageText(&b, Page{Lang: lang.EN}, c); err != nil || strings.Count(b.String(), "\n") != 1 {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func TestCoverageJSONSaysWhetherAllIsReached(t *testing.T) {
	read := func(c Coverage) (out struct {
		Kind    string
		Reached bool
		Aspects []struct {
			Aspect  string
			All     struct{ Have, Of, Percent, Wanted int }
			Lacking []string
		}
		Exercised struct{ Simulated, Played map[string]any }
		Findings  []struct{ Rule string }
	}) {
		var b strings.Builder
		if err := CoverageJSON(&b, Page{Lang: lang.EN}, c); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(b.String()), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	c := wideCoverage()
	got := read(c)
	if got.Kind != "Coverage" || got.Reached || len(got.Aspects) != len(inventory.Aspects()) || len(got.Findings) != 1 || got.Aspects[0].Lacking != nil ||
		got.Aspects[0].All.Percent != 10 || got.Aspects[0].All.Wanted != 100 ||
		got.Exercised.Simulated["holds"] != false || got.Exercised.Played["holds"] != true {
		t.Errorf("%+v", got)
	}
	c.Of, c.Simulated = inventory.Owners, exercise.Latest{}
	got = read(c)
	if len(got.Aspects) != 1 || fmt.Sprint(got.Aspects[0].Lacking) != "[low gpki-certificate-verification ungraded]" || got.Exercised.Simulated != nil {
		t.Errorf("%+v", got)
	}
	for i := range c.Aspects {
		c.Aspects[i].Wanted = inventory.Threshold{}
	}
	if got = read(c); !got.Reached {
		t.Error("nothing is wanted, and it is not reached")
	}
}

// Errors are never cut. Warnings are written in full while they fit in twenty
// lines, then in one line each, and at most in twenty lines.
func TestWarningsTakeAtMostTwentyLines(t *testing.T) {
	for _, test := range []struct{ errors, warnings, lines, more int }{
		{0, 1, 3, 0}, {0, 6, 18, 0}, {0, 7, 8, 0}, {0, 19, 20, 0}, {0, 20, 20, 1}, {0, 500, 20, 481}, {30, 7, 98, 0}, {30, 0, 90, 0},
	} {
		var list diag.List
		for i := range test.errors + test.warnings {
			f := diag.Finding{Severity: diag.Warning, Rule: "no-room", Args: []any{1, []string{"a"}}, Place: diag.Place{File: "a.yaml", Line: i + 1, Column: 1}, Source: "a: b"}
			if i < test.errors {
				f.Severity = diag.Error
			}
			list = append(list, f)
		}
		var b strings.Builder
		if err := FindingsText(&b, Page{Lang: lang.EN}, Checked{Findings: list}); err != nil {
			t.Fatal(err)
		}
		findings, _, _ := strings.Cut(b.String(), "\n\n")
		if n := strings.Count(findings, "\n") + 1; n != test.lines {
			t.Errorf("%d errors and %d warnings take %d lines, want %d", test.errors, test.warnings, n, test.lines)
		}
		if more := fmt.Sprintf("%d warnings more: no-room %d. ", test.more, test.more); (test.more > 0) != strings.Contains(findings, more) {
			t.Errorf("%d warnings:\n%s", test.warnings, findings)
		}
	}
}
