package view

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/term"
)

// hostile are names that try to break out of where they are written.
func hostile() []string {
	return []string{
		`</text><script>alert(1)</script>`,
		`]]>`, `-->`, `<!--`, `"quoted" 'twice'`, `back\slash\`, `&amp; &#65; &`,
		"line\nbreak\r\tand tab", "esc\x1b[2J\x07bell", "nul\x00\x01", "bad\xff\xfeutf8",
		"\u202eright to left\u202c", "\u2066isolated", "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
		`end`, `subgraph x`, `%%{init: {"theme":"dark"}}%%`, "`markdown`", `#35; #quot;`, `a --> b;`, `style x fill:#fff;`,
		strings.Repeat("길다", 400), strings.Repeat("W", 800), "\U0001f525 불", "\ufffe\uffff", "", "가\u0301",
	}
}

// hostilePlan is a plan whose every name and id is one of those.
func hostilePlan(t *testing.T, few bool) *Planned {
	t.Helper()
	hour := inventory.Estimate{Min: time.Hour, Likely: 2 * time.Hour, Max: 9 * time.Hour}
	inv := &inventory.Inventory{
		Name:    hostile()[0],
		Title:   lang.Plain(strings.Join(hostile()[:10], " ")),
		Crews:   []inventory.Crew{{ID: `c"<`, Title: lang.Plain(hostile()[0]), People: 3, Skills: []string{"restart"}}},
		Methods: []inventory.Method{{ID: inventory.Restart, Skill: "restart", People: 1, Estimate: hour}, {ID: "]]>"}},
	}
	for n, name := range hostile() {
		id := fmt.Sprintf("s%d%s", n, name)
		sys := inventory.System{ID: id, Name: lang.Plain(name), Tier: inventory.Tier(n % 5), Room: hostile()[n%7]}
		switch {
		case n%9 == 0:
			sys.Class = inventory.Infrastructure
		case n > 0:
			sys.DependsOn = []inventory.Need{{ID: inv.Systems[n/9*9].ID}}
		}
		if n%6 == 5 {
			sys.Recovery = []inventory.Rung{{Method: "]]>"}}
		}
		inv.Systems = append(inv.Systems, sys)
	}
	for n := range 3 * fewRows {
		if !few {
			inv.Systems = append(inv.Systems, inventory.System{ID: fmt.Sprintf("x%d", n), Tier: 4, Room: hostile()[0]})
		}
	}
	for _, name := range hostile()[:9] {
		inv.Rooms = append(inv.Rooms, inventory.Room{ID: name, Title: lang.Plain(name)})
	}
	inv.Resolve()
	conditions := make([]plan.Condition, len(inv.Systems))
	for i := range conditions {
		conditions[i] = plan.Condition(1 + i%3)
	}
	pl := plan.Build(plan.Input{Inventory: inv, Conditions: conditions})
	return &Planned{
		Plan: pl, Schedule: pl.Place(plan.Situation{}, plan.PlaceOptions{}),
		Incident: &PlanIncident{ID: "x", Title: hostile()[0] + hostile()[15]},
	}
}

func pages() []Page {
	return []Page{{Lang: lang.KO, Hangul: true}, {Lang: lang.EN, Hangul: true}, {Lang: lang.EN}}
}

func TestASVGIsXMLWhateverTheNames(t *testing.T) {
	for _, few := range []bool{true, false} {
		pl := hostilePlan(t, few)
		for _, p := range pages() {
			for _, all := range []bool{true, false} {
				var b strings.Builder
				if err := PlanSVG(&b, p, pl, all); err != nil {
					t.Fatal(err)
				}
				checkSVG(t, b.String())
			}
		}
	}
}

// checkSVG reads a drawing as XML: only what draws is in it, and every number
// is one.
func checkSVG(t *testing.T, text string) {
	t.Helper()
	allowed := map[string]bool{"svg": true, "title": true, "style": true, "defs": true, "clipPath": true, "pattern": true, "path": true, "rect": true, "line": true, "text": true}
	d := xml.NewDecoder(strings.NewReader(text))
	elements := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		elements++
		if !allowed[start.Name.Local] {
			t.Fatalf("element %s", start.Name.Local)
		}
		for _, a := range start.Attr {
			if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") || strings.HasPrefix(a.Name.Local, "on") {
				t.Fatalf("attribute %s=%s", a.Name.Local, a.Value)
			}
		}
	}
	if elements < 20 {
		t.Fatalf("only %d elements", elements)
	}
	if strings.ContainsAny(text, "\u202e\u2066\u0007\u001b") {
		t.Error("a name that acts got through")
	}
}

// One line of DOT is one statement: a quoted text of any name stays in its
// quotes.
func TestADOTKeepsNamesInTheirQuotes(t *testing.T) {
	statement := regexp.MustCompile(`^(digraph plan \{|\t?\}|\t\}|` +
		`\tlabel="(?:[^"\\]|\\.)*"; labelloc=t; rankdir=LR;|\tnode \[.*\];.*|` +
		`\tsubgraph cluster_[a-z]+ \{|\t\tlabel="(?:[^"\\]|\\.)*"; style=[a-z]+;|` +
		`\t\tn\d+ \[label="(?:[^"\\]|\\.)*"(, style=bold, shape=house|, shape=folder)?\];|` +
		`\tn\d+ -> n\d+( \[label="\d+/\d+", style=dashed, fontsize=9\])?;)$`)
	for _, p := range pages() {
		for _, all := range []bool{true, false} {
			var b strings.Builder
			if err := PlanDOT(&b, p, hostilePlan(t, true), all); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if line = strings.TrimSuffix(line, "\n"); !statement.MatchString(line) {
					t.Errorf("not a statement: %q", line)
				}
			}
		}
	}
}

func TestAMermaidKeepsNamesInTheirQuotes(t *testing.T) {
	const quoted = "\"(?:[^\"#`<>&%{};:\\\\]|#\\d+;|<br/>)*\""
	statement := regexp.MustCompile(`^(flowchart LR|  %% (?:[^"#<>&%{};:\\]|#\d+;)*|  subgraph lane\d\[` + quoted + `\]|  end|` +
		`    n\d+(\[` + quoted + `\]|\[\[` + quoted + `\]\]|\{\{` + quoted + `\}\})|` +
		`  n\d+ (-->|-\. "\d+/\d+" \.->) n\d+)$`)
	for _, p := range pages() {
		for _, all := range []bool{true, false} {
			var b strings.Builder
			if err := PlanMermaid(&b, p, hostilePlan(t, true), all); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if line = strings.TrimSuffix(line, "\n"); !statement.MatchString(line) {
					t.Errorf("not a statement: %q", line)
				}
			}
		}
	}
}

// Bars stand straight: every line fits, nothing acts, and the bars of all rows
// begin in one column.
func TestAGanttStandsStraightWhateverTheNames(t *testing.T) {
	pl := hostilePlan(t, true)
	for _, p := range pages() {
		var b strings.Builder
		if err := GanttText(&b, p, pl, 0); err != nil {
			t.Fatal(err)
		}
		checkScreen(t, b.String())
		rows := 0
		bars := regexp.MustCompile(`^[# .]+$`)
		for _, line := range strings.Split(b.String(), "\n")[3:] {
			if strings.HasPrefix(line, "---") {
				break
			}
			rows++
			lead, width := 0, 0
			for at, r := range line {
				if width == term.Columns-ganttBars {
					lead = at
					break
				}
				width += term.Width(string(r))
			}
			if lead == 0 || line[lead-1] != ' ' || !bars.MatchString(line[lead:]) {
				t.Errorf("bars do not begin in their column: %q", line)
			}
		}
		if rows != pl.Schedule.Placed() {
			t.Errorf("%d rows for %d systems", rows, pl.Schedule.Placed())
		}
	}
}

// checkScreen holds what every screen promises.
func checkScreen(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if term.Width(line) > term.Columns || term.Plain(line) != line || strings.Contains(line, "%!") {
			t.Errorf("%d columns: %q", term.Width(line), line)
		}
	}
}

func TestEveryTextOfAScheduleFitsTheScreen(t *testing.T) {
	pl := hostilePlan(t, true)
	pl.Forecast = pl.Plan.Forecast(pl.Situation, plan.ForecastOptions{Runs: 20})
	for _, p := range pages() {
		for name, write := range map[string]func(io.Writer) error{
			"plan":     func(w io.Writer) error { return PlanText(w, p, pl, 0) },
			"forecast": func(w io.Writer) error { return ForecastText(w, p, pl) },
			"compare":  func(w io.Writer) error { return CompareText(w, p, []*Planned{pl, pl}) },
			"why": func(w io.Writer) error {
				for i := range pl.Plan.Inventory.Systems {
					if err := WhyText(w, p, pl, int32(i)); err != nil {
						return err
					}
				}
				return nil
			},
		} {
			var b strings.Builder
			if err := write(&b); err != nil {
				t.Fatal(name, err)
			}
			checkScreen(t, b.String())
		}
	}
}
