package view

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/schedule"
	"github.com/bokgu/bokgu/pkg/term"
)

// shownNames is how many systems a line of a comparison names.
const shownNames = 3

// DiffText writes what is different between two plans, grouped by reason. The
// names are those of their files.
func DiffText(w io.Writer, p Page, a, b string, d *plan.Difference) error {
	var out strings.Builder
	fmt.Fprintln(&out, term.Cut(p.Msg("diff.title", p.shown(a), len(d.Before.Rows), p.shown(b), len(d.After.Rows)), term.Columns))
	if err := p.diffBody(&out, d, false); err != nil {
		return err
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// DiffMarkdown writes the same with tables.
func DiffMarkdown(w io.Writer, p Page, a, b string, d *plan.Difference) error {
	var out strings.Builder
	fmt.Fprintf(&out, "**%s**\n\n", p.Msg("diff.title", p.shown(a), len(d.Before.Rows), p.shown(b), len(d.After.Rows)))
	if err := p.diffBody(&out, d, true); err != nil {
		return err
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// diffBody writes all but the title; groups are a table in Markdown.
func (p Page) diffBody(out *strings.Builder, d *plan.Difference, markdown bool) error {
	if d.Same() {
		fmt.Fprintln(out, p.Msg("diff.same"))
		return nil
	}
	line := func(text string) { p.wrapped(out, text) }
	if d.OtherRule() {
		line(p.Msg("diff.rule", p.shown(d.Before.Strategy), p.shown(d.After.Strategy)))
	}
	if len(d.New) > 0 {
		line(p.Msg("diff.new", len(d.New), p.firstOf(d.New)))
	}
	if len(d.Gone) > 0 {
		line(p.Msg("diff.gone", len(d.Gone), p.firstOf(d.Gone)))
	}
	if len(d.Moves)+d.Displaced > 0 {
		line(p.Msg("diff.moves", len(d.Moves), d.Displaced))
	}
	if err := p.diffGroups(out, p.moveGroups(d.Moves), markdown); err != nil {
		return err
	}
	if len(d.Unmoved) > 0 {
		line(p.Msg("diff.unmoved", len(d.Unmoved)))
	}
	if err := p.diffGroups(out, p.moveGroups(d.Unmoved), markdown); err != nil {
		return err
	}
	return p.diffTimes(out, d, markdown)
}

// firstOf names the first of some systems.
func (p Page) firstOf(names []string) string {
	text := p.shown(strings.Join(names[:min(shownNames, len(names))], ", "))
	if rest := len(names) - shownNames; rest > 0 {
		return p.Msg("diff.and-more", text, rest)
	}
	return text
}

// diffGroup is what has one reason.
type diffGroup struct {
	reason string
	names  []string
}

// moveGroups gathers moves by reason, the most first.
func (p Page) moveGroups(moves []plan.PlanMove) []diffGroup {
	var groups []diffGroup
	at := map[string]int{}
	for i := range moves {
		m := &moves[i]
		name := m.System
		if m.From != m.To {
			name = p.Msg("diff.place", m.System, m.From, m.To)
		}
		groups = gathered(groups, at, p.moveReason(m), name)
	}
	sortGroups(groups)
	return groups
}

// gathered adds a name to the group of its reason.
func gathered(groups []diffGroup, at map[string]int, reason, name string) []diffGroup {
	k, known := at[reason]
	if !known {
		k = len(groups)
		at[reason] = k
		groups = append(groups, diffGroup{reason: reason})
	}
	groups[k].names = append(groups[k].names, name)
	return groups
}

func sortGroups(groups []diffGroup) {
	slices.SortStableFunc(groups, func(a, b diffGroup) int { return cmp.Compare(len(b.names), len(a.names)) })
}

// diffGroups writes groups: for a screen a line with the count and the reason,
// and the first names under it; as a table in Markdown.
func (p Page) diffGroups(out *strings.Builder, groups []diffGroup, markdown bool) error {
	if len(groups) == 0 {
		return nil
	}
	if !markdown {
		for _, g := range groups {
			fmt.Fprintln(out, term.Cut(fmt.Sprintf("%5d  %s", len(g.names), g.reason), term.Columns))
			fmt.Fprintln(out, term.Cut("       "+p.firstOf(g.names), term.Columns))
		}
		return nil
	}
	t := &table{head: []string{p.Msg("column.reason"), p.Msg("diff.col-count"), p.Msg("diff.col-who")}, right: []bool{false, true}}
	for _, g := range groups {
		t.add(g.reason, strconv.Itoa(len(g.names)), p.firstOf(g.names))
	}
	out.WriteString("\n")
	if err := t.markdown(out); err != nil {
		return err
	}
	out.WriteString("\n")
	return nil
}

// moveReason is why a system moved: the facts of its own, or whose change it
// was and which.
func (p Page) moveReason(m *plan.PlanMove) string {
	var facts []string
	for _, f := range m.Facts {
		facts = append(facts, p.fact(f))
	}
	what := strings.Join(facts, "; ")
	if m.By == "" {
		return cmp.Or(what, p.Msg("diff."+m.Reason))
	}
	text := p.Msg("diff."+m.Reason, p.shown(m.By))
	if what == "" {
		return text
	}
	return p.Msg("diff.by", text, what)
}

func (p Page) fact(f plan.Fact) string {
	from, to := p.shown(f.From), p.shown(f.To)
	switch f.Code {
	case plan.FactNew, plan.FactGone:
		return p.Msg("diff.fact-" + f.Code)
	case plan.MovedByCondition:
		return p.Msg("diff.condition", p.Msg("condition."+f.From), p.Msg("condition."+f.To))
	case plan.MovedByTier:
		return p.Msg("diff.tier", p.tierText(f.From), p.tierText(f.To))
	case plan.MovedByNeeds:
		switch {
		case f.To == "":
			return p.Msg("diff.needs-off", from)
		case f.From == "":
			return p.Msg("diff.needs-on", to)
		}
	}
	return p.Msg("diff."+f.Code, from, to)
}

func (p Page) tierText(word string) string {
	if _, err := strconv.Atoi(word); err != nil {
		return p.Msg("word.tier-unknown")
	}
	return word
}

// diffTimes says whose times are different, and by whose doing.
func (p Page) diffTimes(out *strings.Builder, d *plan.Difference, markdown bool) error {
	if d.Timed+d.Gained+d.Lost == 0 {
		if len(d.After.Rows) > 0 && slices.ContainsFunc(d.After.Rows, func(r plan.Row) bool { return r.Finish != plan.Never }) {
			fmt.Fprintln(out, p.Msg("diff.no-times"))
		}
		return nil
	}
	sooner, later := 0, 0
	var groups []diffGroup
	at, least, most := map[string]int{}, map[string]schedule.Time{}, map[string]schedule.Time{}
	for _, t := range d.Times {
		if t.Finish < 0 {
			sooner++
		} else if t.Finish > 0 {
			later++
		}
		cause := p.Msg("shift." + t.Cause)
		if t.By != "" {
			cause = p.Msg("shift."+t.Cause, p.shown(t.By))
		}
		groups = gathered(groups, at, cause, t.System)
		least[cause], most[cause] = min(least[cause], t.Finish), max(most[cause], t.Finish)
	}
	for k := range groups {
		cause := groups[k].reason
		groups[k].reason = p.Msg("diff.by", cause, p.shiftRange(least[cause], most[cause]))
	}
	sortGroups(groups)
	p.wrapped(out, p.Msg("diff.times", sooner, later, d.Gained, d.Lost, d.Timed))
	return p.diffGroups(out, groups, markdown)
}

// shiftRange is the largest of some shifts, in both directions.
func (p Page) shiftRange(least, most schedule.Time) string {
	switch {
	case least < 0 && most > 0:
		return p.Msg("shift.between", p.byHowMuch(least), p.byHowMuch(most))
	case least < 0:
		return p.Msg("shift.up-to", p.byHowMuch(least))
	default:
		return p.Msg("shift.up-to", p.byHowMuch(most))
	}
}
