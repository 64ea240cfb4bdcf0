package view

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/term"
)

// Checked is what a check read and what it found.
type Checked struct {
	Findings       diag.List // sorted
	Ignored        []diag.Ignored
	Folder         string   // of the workspace, as the names of files have it
	FileNames      []string // what was read
	Files          int
	Services       int
	Infrastructure int
	Tasks          int
	Drills         int // sound ones
	DrillsAside    int // the others, which SetAside has too
	SetAside       int // entries left out because of their findings
}

// FindingsText writes each finding with its place, the line it stands in, a
// caret under the spot and advice; and a summary. The first line of a finding
// is not cut: editors and scripts read it.
func FindingsText(w io.Writer, p Page, c Checked) error {
	var b strings.Builder
	p.findings(&b, c.Findings)
	if len(c.Findings) > 0 {
		b.WriteByte('\n')
	}
	for _, line := range p.summary(c) {
		fmt.Fprintln(&b, line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// warningLines is how many lines of warnings people read. Errors must all be
// mended, and are never cut.
const warningLines = 20

// findings writes all errors in full, and warnings in full while they fit in
// warningLines; else each in one line, and what is then still too much by its
// rules.
func (p Page) findings(b *strings.Builder, list diag.List) {
	full := 0
	for i := range list {
		if list[i].Severity == diag.Warning {
			var lines strings.Builder
			p.finding(&lines, &list[i])
			full += strings.Count(lines.String(), "\n")
		}
	}
	brief := briefly(list, warningLines-1) // the last line says what was left out, or where to read more
	var omitted diag.List
	for i := range list {
		switch f := &list[i]; {
		case f.Severity != diag.Warning || full <= warningLines:
			p.finding(b, f)
		case brief[i]:
			b.WriteString(p.firstLine(f))
		default:
			omitted = append(omitted, *f)
		}
	}
	switch {
	case len(omitted) > 0:
		fmt.Fprintln(b, p.Msg("validate.more", len(omitted), byRule(omitted)))
	case full > warningLines:
		fmt.Fprintln(b, p.Msg("validate.brief"))
	}
}

// briefly chooses which warnings get a line, at most so many: the first of each
// rule, so that no rule hides the others, and then from the top.
func briefly(list diag.List, most int) map[int]bool {
	chosen, seen := map[int]bool{}, map[string]bool{}
	for _, first := range []bool{true, false} {
		for i := range list {
			f := &list[i]
			if f.Severity != diag.Warning || chosen[i] || len(chosen) == most || first && seen[f.Rule] {
				continue
			}
			chosen[i], seen[f.Rule] = true, true
		}
	}
	return chosen
}

// byRule counts findings by their rules, in the order in which those come up.
func byRule(list diag.List) string {
	counts := map[string]int{}
	var rules []string
	for i := range list {
		if counts[list[i].Rule]++; counts[list[i].Rule] == 1 {
			rules = append(rules, list[i].Rule)
		}
	}
	for i, rule := range rules {
		rules[i] = fmt.Sprintf("%s %d", rule, counts[rule])
	}
	return strings.Join(diag.Few(rules), ", ")
}

// firstLine is a finding's place, severity, rule and sentence.
func (p Page) firstLine(f *diag.Finding) string {
	return fmt.Sprintf("%s%s %s: %s\n", at(f.Place), p.Msg("severity."+string(f.Severity)), f.Rule, term.Plain(p.findingMessage(f)))
}

func (p Page) finding(b *strings.Builder, f *diag.Finding) {
	b.WriteString(p.firstLine(f))
	if f.Source != "" && f.Place.Column > 0 {
		line, caret := excerpt(f.Source, f.Place.Column)
		fmt.Fprintf(b, "    %s\n    %s^\n", line, strings.Repeat(" ", caret))
	}
	for _, also := range f.Also {
		fmt.Fprintf(b, "  %s %s\n", p.Msg("finding.also"), strings.TrimSuffix(at(also), ": "))
	}
	if h := p.Hint(f.Hint); h != "" {
		for _, line := range term.Wrap(p.Msg("hint.label")+" "+term.Plain(h), term.Columns-2) {
			fmt.Fprintf(b, "  %s\n", line)
		}
	}
}

// at is "file:line:column: " with the parts that are known.
func at(place diag.Place) string {
	if place.File == "" {
		return ""
	}
	s := term.Plain(place.File)
	if place.Line > 0 {
		s += fmt.Sprintf(":%d", place.Line)
		if place.Column > 0 {
			s += fmt.Sprintf(":%d", place.Column)
		}
	}
	return s + ": "
}

// excerpt is the part of a source line around a column (in characters, from
// 1), and how many terminal columns stand before that character in it.
func excerpt(source string, column int) (line string, caret int) {
	const (
		room   = term.Columns - 4
		before = room * 2 / 3 // how much of the line may stand before the caret
	)
	letters := []rune(strings.TrimRight(source, "\r\n"))
	column = min(column-1, len(letters))
	head := strings.TrimLeft(term.Plain(string(letters[:column])), " ")
	tail := term.Plain(string(letters[column:]))
	if term.Width(head) > before {
		kept := []rune(head)
		for term.Width(string(kept)) > before-2 {
			kept = kept[1:]
		}
		head = ".." + string(kept)
	}
	return head + term.Cut(tail, room-term.Width(head)), term.Width(head)
}

func (p Page) findingMessage(f *diag.Finding) string {
	return p.Msg("finding."+f.Rule, p.args(f.Args)...)
}

// Hint is a finding's advice; empty when it has none.
func (p Page) Hint(h diag.Hint) string {
	if h.Key == "" {
		return ""
	}
	return p.Msg("hint."+h.Key, p.args(h.Args)...)
}

// args says texts in the reader's language and lists as words.
func (p Page) args(args []any) []any {
	said := make([]any, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case lang.Text:
			said[i] = v.In(p.Lang)
		case []string:
			said[i] = strings.Join(v, ", ")
		default:
			said[i] = a
		}
	}
	return said
}

// summary says what was read and how much was found.
func (p Page) summary(c Checked) []string {
	read := p.Msg("validate.read", c.Files, c.Services, c.Infrastructure, c.Tasks)
	if c.Drills+c.DrillsAside > 0 {
		read += "  " + p.Msg("validate.drills", c.Drills)
	}
	lines := []string{read}
	if c.SetAside > 0 {
		lines = append(lines, p.Msg("validate.set-aside", c.SetAside))
	}
	if len(c.Ignored) > 0 {
		lines = append(lines, p.Msg("validate.ignored", len(c.Ignored)))
	}
	return append(lines, p.Msg("validate.found", c.Findings.Count(diag.Error), c.Findings.Count(diag.Warning)))
}

type findingJSON struct {
	Severity string      `json:"severity"`
	Rule     string      `json:"rule"`
	File     string      `json:"file"`
	Line     int         `json:"line"`
	Column   int         `json:"column"`
	Message  string      `json:"message"`
	Hint     string      `json:"hint,omitempty"`
	Path     string      `json:"path,omitempty"`
	Also     []placeJSON `json:"also,omitempty"`
}

type ignoredJSON struct {
	findingJSON
	Reason string `json:"reason"`
	Until  string `json:"until,omitempty"`
}

type placeJSON struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// FindingsJSON writes the findings for scripts.
func FindingsJSON(w io.Writer, p Page, c Checked) error {
	type counts struct {
		Error          int `json:"error"`
		Warning        int `json:"warning"`
		Files          int `json:"files"`
		Services       int `json:"services"`
		Infrastructure int `json:"infrastructure"`
		Tasks          int `json:"tasks"`
		Drills         int `json:"drills"`
		SetAside       int `json:"setAside"`
		Ignored        int `json:"ignored"`
	}
	out := struct {
		head
		Counts   counts        `json:"counts"`
		Findings []findingJSON `json:"findings"`
		Ignored  []ignoredJSON `json:"ignored"`
	}{
		head: newHead("Findings"),
		Counts: counts{
			Error: c.Findings.Count(diag.Error), Warning: c.Findings.Count(diag.Warning),
			Files: c.Files, Services: c.Services, Infrastructure: c.Infrastructure,
			Tasks: c.Tasks, Drills: c.Drills, SetAside: c.SetAside, Ignored: len(c.Ignored),
		},
		Findings: []findingJSON{},
		Ignored:  []ignoredJSON{},
	}
	for i := range c.Findings {
		out.Findings = append(out.Findings, p.findingJSON(&c.Findings[i]))
	}
	for i := range c.Ignored {
		g := &c.Ignored[i]
		j := ignoredJSON{findingJSON: p.findingJSON(&g.Finding), Reason: g.Reason}
		if !g.Until.IsZero() {
			j.Until = g.Until.Format(time.DateOnly)
		}
		out.Ignored = append(out.Ignored, j)
	}
	return writeJSON(w, out)
}

func (p Page) findingJSON(f *diag.Finding) findingJSON {
	j := findingJSON{
		Severity: string(f.Severity), Rule: f.Rule,
		File: f.Place.File, Line: f.Place.Line, Column: f.Place.Column,
		Message: p.findingMessage(f), Hint: p.Hint(f.Hint), Path: f.Path,
	}
	for _, also := range f.Also {
		j.Also = append(j.Also, placeJSON(also))
	}
	return j
}

// FindingsMarkdown writes the findings as a table.
func FindingsMarkdown(w io.Writer, p Page, c Checked) error {
	t := table{head: []string{p.Msg("column.place"), p.Msg("column.severity"), p.Msg("column.rule"), p.Msg("column.message"), p.Msg("column.hint")}}
	for i := range c.Findings {
		f := &c.Findings[i]
		t.add(strings.TrimSuffix(at(f.Place), ": "), p.Msg("severity."+string(f.Severity)), f.Rule, p.findingMessage(f), p.Hint(f.Hint))
	}
	if len(t.rows) > 0 {
		if err := t.markdown(w); err != nil {
			return err
		}
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, strings.Join(p.summary(c), "\n")+"\n")
	return err
}
