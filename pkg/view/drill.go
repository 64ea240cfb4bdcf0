package view

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/term"
)

// Drilled is what came of a drill, as it is shown.
type Drilled struct {
	File      string        // of the script
	Result    *drill.Result // of the seed itself
	Series    *drill.Series // nil when it was played once
	Asked     int           // how many runs were wanted
	Published []drill.Published
	Deviation *drill.Deviation // nil without a published curve
	Change    *drill.Change    // nil without a baseline
}

// Passed says that the drill shows what it was made for.
func (d *Drilled) Passed() bool {
	if d.Series != nil {
		return d.Series.Passed()
	}
	return d.Result.Passed()
}

// Summary is what the result is compared by.
func (d *Drilled) Summary() drill.Summary {
	if d.Series != nil {
		return d.Series.Summary()
	}
	return d.Result.Summary()
}

// drillPart is one part of a result: sentences, items, a drawing in letters, a
// table. Those that are not there are empty.
type drillPart struct {
	title   string
	drawing []string
	figures *table
	lines   []string
	items   []drillItem
}

// drillItem is a line and what belongs to it.
type drillItem struct {
	line string
	more []string
}

// DrillText writes results for a screen, one drill after the other.
func DrillText(w io.Writer, p Page, all []*Drilled) error {
	var b strings.Builder
	for n, d := range all {
		if n > 0 {
			b.WriteString("\n")
		}
		for _, line := range p.drillHead(d) {
			p.wrapped(&b, line)
		}
		for _, part := range p.drillParts(d) {
			b.WriteString(ruler() + "\n")
			if err := p.drillPart(&b, &part); err != nil {
				return err
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p Page) drillPart(b *strings.Builder, part *drillPart) error {
	p.wrapped(b, part.title)
	for _, line := range part.drawing {
		b.WriteString(line + "\n")
	}
	if part.figures != nil {
		if err := part.figures.text(b); err != nil {
			return err
		}
	}
	for _, line := range part.lines {
		p.wrapped(b, line)
	}
	for _, item := range part.items {
		for _, line := range hanging("", p.onScreen(item.line)) {
			b.WriteString(line + "\n")
		}
		for _, more := range item.more {
			for _, line := range hanging("     ", p.onScreen(more)) {
				b.WriteString(line + "\n")
			}
		}
	}
	return nil
}

// onScreen is what people or files said, harmless and in letters the terminal
// has.
func (p Page) onScreen(s string) string {
	s = term.Plain(s)
	if !p.Hangul {
		s = strings.Map(ascii, s)
	}
	return s
}

// DrillMarkdown writes results for a report.
func DrillMarkdown(w io.Writer, p Page, all []*Drilled) error {
	p.Hangul = true // a document is no terminal
	var b strings.Builder
	for _, d := range all {
		head := p.drillHead(d)
		b.WriteString("# " + plainMarkdown(head[0]) + "\n\n")
		for _, line := range head[1:] {
			b.WriteString(plainMarkdown(line) + "\n\n")
		}
		parts := p.drillParts(d)
		if heard := p.heardPart(d.Result); len(heard.items) > 0 {
			parts = append(parts, heard) // a screen has no room for it
		}
		for _, part := range parts {
			if err := p.drillPartMarkdown(&b, &part); err != nil {
				return err
			}
		}
	}
	_, err := io.WriteString(w, strings.TrimSuffix(b.String(), "\n"))
	return err
}

func (p Page) drillPartMarkdown(b *strings.Builder, part *drillPart) error {
	b.WriteString("## " + plainMarkdown(part.title) + "\n\n")
	if len(part.drawing) > 0 {
		b.WriteString("```\n" + strings.Join(part.drawing, "\n") + "\n```\n\n")
	}
	if part.figures != nil {
		if err := part.figures.markdown(b); err != nil {
			return err
		}
		b.WriteString("\n")
	}
	for _, line := range part.lines {
		b.WriteString(plainMarkdown(line) + "\n\n")
	}
	if len(part.items) == 0 {
		return nil
	}
	for _, item := range part.items {
		b.WriteString("- " + plainMarkdown(item.line) + "\n")
		for _, more := range item.more {
			b.WriteString("  - " + plainMarkdown(more) + "\n")
		}
	}
	b.WriteString("\n")
	return nil
}

// heardPart is what the script said, in the order of time: of a series in the
// first run.
func (p Page) heardPart(r *drill.Result) drillPart {
	part := drillPart{title: p.Msg("drill.heard")}
	for k := range r.Heard {
		if l := &r.Heard[k]; l.From == drill.FromScript {
			part.items = append(part.items, drillItem{line: p.Heard(r.State.Inventory, l)})
		}
	}
	return part
}

// drillTitle is the title of a drill with its name, or the name alone.
func (p Page) drillTitle(d *drill.Drill) string {
	title := p.Name(d.Title, d.Name)
	if name := p.Name(lang.Plain(d.Name), "-"); name != title {
		title += " (" + name + ")"
	}
	return title
}

// drillHead says what was played, when, and how it ended; its first line is the
// title.
func (p Page) drillHead(d *Drilled) []string {
	r := d.Result
	lines := []string{p.kind(true) + " " + p.drillTitle(r.Drill)}
	if !r.Drill.About.IsZero() {
		lines = append(lines, p.onScreen(r.Drill.About.In(p.Lang)))
	}
	span := p.Msg("drill.span", p.fullTime(r.Began), p.fullTime(r.Ended), p.length(r.Ended.Sub(r.Began)))
	seed := p.Msg("drill.seed", r.Seed)
	switch s := d.Series; {
	case s == nil:
		lines = append(lines, span+"  "+seed, p.Msg("drill.ended", p.Msg("drill.ending."+string(r.Ending))))
	case s.Runs < d.Asked:
		lines = append(lines, p.Msg("drill.runs-cut", s.Runs, d.Asked, s.Seed))
	default:
		lines = append(lines, p.Msg("drill.runs", s.Runs, s.Seed))
	}
	for k, l := range r.Lacks {
		if k == mostLacks {
			lines = append(lines, p.Msg("drill.lack.more", len(r.Lacks)-k))
			break
		}
		lines = append(lines, p.Msg("drill.lack."+string(l.Why), l.Services, p.lacking(r, &l)))
	}
	if n := len(r.Untrue); n > 0 {
		lines = append(lines, p.Msg("drill.untrue", n, p.drillSystems(r.State.Inventory, r.UntrueIDs())))
	}
	verdict := "drill.passed"
	if !d.Passed() {
		verdict = "drill.not-passed"
	}
	return append(lines, p.Msg(verdict))
}

// mostLacks is how many reasons stand in the head of a result.
const mostLacks = 4

// lacking names what services lacked.
func (p Page) lacking(r *drill.Result, l *drill.Lack) string {
	if i, ok := r.State.Inventory.Index(l.Name); ok && l.Why == drill.LackNeed {
		return p.Name(r.State.Inventory.Systems[i].Name, l.Name)
	}
	return term.Plain(l.Name)
}

// fullTime is a moment with its year.
func (p Page) fullTime(t time.Time) string {
	return t.Format(p.Msg("report.date-layout")) + " " + t.Format("15:04")
}

// drillParts are the parts of a result in their order.
func (p Page) drillParts(d *Drilled) []drillPart {
	parts := []drillPart{}
	if d.Series != nil {
		parts = append(parts, p.spreadPart(d.Series), p.endingsPart(d.Series))
	}
	curve := p.curvePart(d)
	if d.Series != nil {
		curve.title = p.Msg("drill.first-run", curve.title, d.Result.Seed)
	}
	parts = append(parts, curve)
	if d.Deviation != nil {
		parts = append(parts, p.deviationPart(d.Deviation))
	}
	if d.Series == nil {
		parts = append(parts, p.tiersPart(d.Result), p.stepsPart(d.Result), p.peoplePart(d.Result))
	}
	if d.Change != nil {
		parts = append(parts, p.changePart(d.Change))
	}
	return append(parts, p.expectPart(d))
}

// tiersPart says how each tier came back.
func (p Page) tiersPart(r *drill.Result) drillPart {
	t := &table{
		head: []string{p.Msg("column.tier"), p.Msg("drill.services"), p.Msg("drill.back"), p.Msg("drill.first"),
			p.Msg("drill.all-after"), "RTO", p.Msg("drill.within")},
		right: []bool{false, true, true, true, true, true, true},
	}
	row := func(name string, of *drill.TierTime) {
		rto, within := "-", "-"
		if of.RTO > 0 {
			rto, within = p.length(of.RTO), strconv.Itoa(of.InRTO)+"/"+strconv.Itoa(of.Systems)
		}
		t.add(name, strconv.Itoa(of.Systems), strconv.Itoa(of.Back), p.after(r.Began, of.First), p.after(r.Began, of.All), rto, within)
	}
	for k := range r.Tiers {
		row(p.tierName(inventory.Tier(r.Tiers[k].Tier)), &r.Tiers[k])
	}
	row(p.Msg("status.all"), &r.All)
	return drillPart{title: p.Msg("drill.tiers"), figures: t}
}

// after is how long after the beginning something came; a zero time is never.
func (p Page) after(began, t time.Time) string {
	if t.IsZero() {
		return p.Msg("drill.never")
	}
	return p.length(t.Sub(began))
}

// stepsPart says when each step was passed for the first time, whether in time,
// and how often it opened again.
func (p Page) stepsPart(r *drill.Result) drillPart {
	t := &table{
		head:  []string{p.Msg("column.step"), p.Msg("drill.passed-after"), p.Msg("drill.target"), ""},
		right: []bool{false, true, true, false},
	}
	part := drillPart{title: p.Msg("drill.steps"), figures: t}
	for k := range r.Steps {
		s := &r.Steps[k]
		target, verdict := "-", ""
		if s.Target > 0 {
			target = p.length(s.Target)
			took := s.Passed.Sub(r.Began)
			switch {
			case s.Passed.IsZero():
				verdict = p.Msg("drill.never")
			case took <= s.Target:
				verdict = p.Msg("drill.in-time")
			default:
				verdict = p.Msg("drill.late", p.length(took-s.Target))
			}
		}
		if s.Opened > 0 {
			part.lines = append(part.lines, p.Msg("drill.reopened", p.drillStep(r, s), s.Opened, p.after(r.Began, s.Last)))
		}
		t.add(p.drillStep(r, s), p.after(r.Began, s.Passed), target, verdict)
	}
	return part
}

// drillStep is the number and the title of a step.
func (p Page) drillStep(r *drill.Result, s *drill.StepTime) string {
	name := string(s.Step)
	for k := range r.State.Book.Steps {
		if r.State.Book.Steps[k].ID == s.Step {
			name = p.Name(r.State.Book.Steps[k].Title, name)
		}
	}
	return strconv.Itoa(s.Step.Number()) + " " + name
}

// peoplePart says how much people had to record, and what went wrong with it.
func (p Page) peoplePart(r *drill.Result) drillPart {
	work := r.Work()
	part := drillPart{title: p.Msg("drill.people"), lines: []string{p.Msg("drill.actions", r.Commands, work.FirstDay, work.Rounds)}}
	if r.Played > 0 {
		part.lines = append(part.lines, p.Msg("drill.by-person", r.Played))
	}
	if work.FailedStarts > 0 {
		part.lines = append(part.lines, p.Msg("drill.starts-fail", work.FailedStarts))
	}
	if work.Irregular > 0 {
		part.lines = append(part.lines, p.Msg("drill.irregular", work.Irregular))
	}
	if n := len(work.Unrecorded); n > 0 {
		part.lines = append(part.lines, p.Msg("drill.unrecorded", n))
		for k, l := range work.Unrecorded {
			if k == shownNames {
				part.items = append(part.items, drillItem{line: p.Msg("drill.and-more", n-k)})
				break
			}
			part.items = append(part.items, drillItem{line: p.Heard(r.State.Inventory, &l)})
		}
	}
	return part
}

// Heard is a line that people heard, with its time.
func (p Page) Heard(inv *inventory.Inventory, l *drill.Line) string {
	return "[" + p.dayClock(l.At) + "] " + p.heardText(inv, l)
}

// heardText is what was said: a text of the script, or a message.
func (p Page) heardText(inv *inventory.Inventory, l *drill.Line) string {
	if l.Key == "" {
		return p.onScreen(l.Text.In(p.Lang))
	}
	args := make([]any, len(l.Args))
	for k, a := range l.Args {
		switch v := a.(type) {
		case drill.SystemIDs:
			args[k] = p.drillSystems(inv, v)
		case drill.CrewID:
			if args[k] = p.onScreen(p.crew(inv, string(v))); v == "" {
				args[k] = p.Msg("drill.nobody")
			}
		case time.Time:
			args[k] = p.dayClock(v)
		case string:
			args[k] = p.drillSystem(inv, v)
		default:
			args[k] = a
		}
	}
	return p.Msg("drill.heard."+l.Key, args...)
}

// drillSystems names the first of some systems.
func (p Page) drillSystems(inv *inventory.Inventory, ids []string) string {
	names := make([]string, 0, len(ids))
	for k, id := range ids {
		if k == 2*shownNames && len(ids) > k+1 {
			return p.Msg("diff.and-more", strings.Join(names, ", "), len(ids)-k)
		}
		names = append(names, p.drillSystem(inv, id))
	}
	return strings.Join(names, ", ")
}

// drillSystem is the name of a system with its id; another word is itself.
func (p Page) drillSystem(inv *inventory.Inventory, id string) string {
	i, known := inv.Index(id)
	if !known {
		return p.shown(id)
	}
	name := p.Name(inv.Systems[i].Name, id)
	if plain := p.shown(id); plain != name {
		name += " (" + plain + ")"
	}
	return name
}
