package view

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/term"
)

// StatusText writes the status screen.
func StatusText(w io.Writer, p Page, s report.Status) error {
	h := &s.Header
	lines := []string{p.titleLine(h)}
	if h.Stop != nil {
		lines = append(lines, p.stopLine(h))
	}
	figures, err := p.figureLines(&s)
	if err != nil {
		return err
	}
	lines = append(lines, ruler())
	lines = append(lines, figures...)
	lines = append(lines, ruler())
	lines = append(lines, p.placeLines(&s)...)
	lines = append(lines, p.holdLines(h)...)
	if h.All.Back < h.All.Total {
		lines = append(lines, p.forecastLines(&s)...)
	}
	lines = append(lines, ruler())
	lines = append(lines, p.peopleLines(&s)...)
	lines = append(lines, p.stepsLine(s.Steps), p.statusFooter(h))
	if h.SetAside > 0 {
		lines = append(lines, p.Msg("status.set-aside", h.SetAside))
	}
	_, err = io.WriteString(w, strings.Join(cutAll(lines), "\n")+"\n")
	return err
}

// column is one figure of the table by tier.
type column struct {
	key    string // of its heading
	of     func(*report.Figures) int
	change func(*report.Change) int // nil: its change is not shown
	always bool                     // also when it is zero in all
}

func columns(all *report.Figures) []column {
	damaged := "status.damaged"
	switch all.OffSuspected {
	case all.OffDamaged:
		damaged = "status.suspected"
	case 0:
		damaged = "status.confirmed"
	}
	return []column{
		{"status.total", func(f *report.Figures) int { return f.Total }, nil, true},
		{"status.back", func(f *report.Figures) int { return f.Back }, func(c *report.Change) int { return c.Back }, true},
		{"status.partial", func(f *report.Figures) int { return f.Partial }, nil, all.Restored == 0},
		{"status.restored", func(f *report.Figures) int { return f.Restored }, nil, false},
		{"status.verified", func(f *report.Figures) int { return f.Verified }, nil, false},
		{"status.stable", func(f *report.Figures) int { return f.Stable }, nil, false},
		{"status.stopped", func(f *report.Figures) int { return f.OffStopped }, nil, false},
		{damaged, func(f *report.Figures) int { return f.OffDamaged }, nil, false},
		{"status.unknown", func(f *report.Figures) int { return f.OffUnknown }, nil, false},
		{"status.elsewhere", func(f *report.Figures) int { return f.Elsewhere }, func(c *report.Change) int { return c.Elsewhere }, false},
		{"status.relapsed", func(f *report.Figures) int { return f.Relapsed }, nil, false},
	}
}

// heading is the head of a column, or a shorter form of it where there is one.
func (p Page) heading(key string, short bool) string {
	if short && lang.Has(key+"-short") {
		key += "-short"
	}
	return p.Msg(key)
}

// figureTable is the figures by tier. Columns in which nothing was ever
// counted are left out.
func (p Page) figureTable(s *report.Status, short bool) *table {
	all := &s.All
	t := &table{head: []string{""}, right: []bool{false}}
	rows := append(s.Tiers[:len(s.Tiers):len(s.Tiers)], *all)
	cells := make([][]string, len(rows)+1)
	for i := range s.Tiers {
		cells[i] = []string{p.tierName(s.Tiers[i].Tier)}
	}
	cells[len(rows)-1] = []string{p.allLabel(&s.Header)}
	if s.Since != nil {
		label := p.moment(s.Now, s.Since.Since)
		if !short {
			label = p.Msg("status.since", label)
		}
		cells[len(rows)] = []string{label}
	}
	for _, c := range columns(all) {
		if c.of(all) == 0 && !c.always {
			continue
		}
		t.head, t.right = append(t.head, p.heading(c.key, short)), append(t.right, true)
		for i := range rows {
			cells[i] = append(cells[i], strconv.Itoa(c.of(&rows[i])))
		}
		if s.Since != nil {
			cells[len(rows)] = append(cells[len(rows)], changeCell(c, s.Since))
		}
	}
	if s.Substitute {
		t.head, t.right = append(t.head, p.heading("status.substitute", short)), append(t.right, true)
		for i := range rows {
			cells[i] = append(cells[i], share(rows[i].Substitutes))
		}
		if s.Since != nil {
			cells[len(rows)] = append(cells[len(rows)], signed(s.Since.Substitutes))
		}
	}
	for _, row := range cells {
		if len(row) > 0 {
			t.add(row...)
		}
	}
	return t
}

func (p Page) figureLines(s *report.Status) ([]string, error) {
	t := p.figureTable(s, false)
	if t.width() > term.Columns {
		t = p.figureTable(s, true)
	}
	var b strings.Builder
	if err := t.text(&b); err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n"), nil
}

// width is how wide the table is before anything gives way.
func (t *table) width() int {
	total := len(gap) * (len(t.head) - 1)
	for _, n := range columnWidths(append([][]string{t.head}, t.rows...)) {
		total += n
	}
	return total
}

func changeCell(c column, change *report.Change) string {
	if c.change == nil {
		return ""
	}
	return signed(c.change(change))
}

func (p Page) tierName(t inventory.Tier) string {
	if t == inventory.UnknownTier {
		return p.Msg("status.tier-none")
	}
	return p.Msg("status.tier", int(t))
}

// allLabel heads the sum, provisional while the total is not settled.
func (p Page) allLabel(h *report.Header) string {
	if h.Provisional {
		return p.Msg("status.all-provisional")
	}
	return p.Msg("status.all")
}

func share(s report.Share) string {
	if s.Of == 0 {
		return ""
	}
	return strconv.Itoa(s.Done) + "/" + strconv.Itoa(s.Of)
}

// signed is a change: +0, +12, -3.
func signed(n int) string {
	if n < 0 {
		return strconv.Itoa(n)
	}
	return "+" + strconv.Itoa(n)
}

// peopleLines say what waits for people, and when they meet.
func (p Page) peopleLines(s *report.Status) []string {
	decisions := make([]string, len(s.Decisions))
	for i := range s.Decisions {
		decisions[i] = p.decision(s, &s.Decisions[i])
	}
	lines := p.listed(p.Msg("status.decisions", len(decisions)), decisions, "   ", 2)
	silent := p.Msg("status.silent", "-")
	var quiet []string
	if s.Silent != nil {
		silent = p.Msg("status.silent", share(report.Share{Done: s.Silent.Count, Of: max(1, s.Silent.Of)}))
		for _, q := range s.Silent.Agencies {
			quiet = append(quiet, p.Name(q.Agency.Text, q.Agency.ID)+" "+strconv.Itoa(q.Count))
		}
	}
	lines = append(lines, p.listed(silent, quiet, ", ", 1)...)
	var next []string
	for _, f := range s.Fixed {
		due := p.moment(s.Now, f.At) + " " + p.fixed(f)
		if f.At.Before(s.Now) {
			due = p.Msg("status.overdue", due)
		}
		next = append(next, due)
	}
	if len(next) == 0 {
		next = []string{"-"}
	}
	return append(lines, p.listed(p.Msg("status.next"), next, "   ", 1)...)
}

// widestDecision leaves room for how long it has been waiting.
const widestDecision = 44

func (p Page) decision(s *report.Status, d *report.Decision) string {
	title := p.Name(d.Title, d.Ref)
	if d.Count > 0 {
		title = p.Msg("status.systems", title, d.Count)
	}
	title = term.Cut(title, widestDecision)
	if !d.Since.IsZero() && s.Now.After(d.Since) {
		title = p.Msg("status.aged", title, p.span(s.Now.Sub(d.Since)))
	}
	if p.Name(d.Title, "") == "" {
		return title // its words cannot be shown here: the ref says it alone
	}
	return d.Ref + " " + title
}

func (p Page) fixed(f report.Fixed) string {
	title := p.Name(f.Task.Text, f.Task.ID)
	if f.Number > 0 {
		return p.Msg("status.numbered", title, f.Number)
	}
	return title
}

// listed writes items behind a label, over so many lines at most, and says how
// many there was no room for.
func (p Page) listed(label string, items []string, between string, most int) []string {
	lines := []string{label}
	width := term.Columns - term.Width(label) - len(gap)
	line := ""
	ended := func(line string) []string {
		lines[len(lines)-1] += gap + line
		return lines
	}
	for i, item := range items {
		rest := len(items) - i
		more := between + p.Msg("status.more", rest)
		full := line == "" || term.Width(line+between+item) <= width
		last := len(lines) == most
		if last && rest > 1 && line != "" && term.Width(line+between+item+between+p.Msg("status.more", rest-1)) > width {
			full = false
		}
		switch {
		case full && line == "":
			line = term.Cut(item, width)
		case full:
			line += between + item
		case last:
			return ended(term.Cut(line+more, width))
		default:
			lines = append(ended(line), strings.Repeat(" ", term.Width(label)))
			line = term.Cut(item, width)
		}
	}
	return ended(line)
}

// stepsLine counts the seven steps in one line: they run together.
func (p Page) stepsLine(steps []report.Step) string {
	line, short := p.Msg("status.steps"), p.Msg("status.steps")
	for _, s := range steps {
		count := share(report.Share{Done: s.Done, Of: s.Total})
		if s.Total == 0 {
			count = "-"
		}
		line += " " + p.Msg("status.step-"+string(s.ID)) + " " + count
		short += "  " + strconv.Itoa(s.ID.Number()) + " " + count
	}
	if len(steps) == 0 {
		return line + " -"
	}
	if term.Width(line) > term.Columns {
		return short
	}
	return line
}

// statusFooter gives way in the copies.
func (p Page) statusFooter(h *report.Header) string {
	const between = "   "
	parts := p.footerParts(h)
	head := parts[1] + between + parts[0] + between
	tail := between + p.Msg("status.differ", h.Conflicts)
	return head + term.Cut(parts[2], term.Columns-term.Width(head)-term.Width(tail)) + tail
}

// StatusMarkdown writes the status for a document.
func StatusMarkdown(w io.Writer, p Page, s report.Status) error {
	h := &s.Header
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", plainMarkdown(p.titleLine(h)))
	if err := p.figureTable(&s, false).markdown(&b); err != nil {
		return err
	}
	fmt.Fprintln(&b)
	if len(s.Blocked) > 0 {
		t := &table{head: []string{p.Msg("status.where"), p.Msg("status.count"), p.Msg("status.clear")}, right: []bool{false, true}}
		for i := range s.Blocked {
			t.add(p.placeName(&s.Blocked[i]), strconv.Itoa(s.Blocked[i].Count), p.clears(&s.Blocked[i], wide))
		}
		if err := t.markdown(&b); err != nil {
			return err
		}
		fmt.Fprintln(&b)
	}
	lines := append([]string{p.startLine(h)}, p.warnings(h)...)
	if h.All.Back < h.All.Total {
		lines = append(lines, p.Msg("status.forecast")+": "+strings.Join(p.forecast(&s), ". "))
	}
	lines = append(lines, p.Msg("status.decisions", len(s.Decisions)))
	for i := range s.Decisions {
		lines = append(lines, p.decision(&s, &s.Decisions[i]))
	}
	lines = append(lines, p.stepsLine(s.Steps), p.statusFooter(h))
	for _, l := range lines {
		fmt.Fprintf(&b, "- %s\n", plainMarkdown(l))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
