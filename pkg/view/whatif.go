package view

import (
	"fmt"
	"io"
	"strings"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/schedule"
	"github.com/bokgu/bokgu/pkg/term"
)

// WhatIfText writes what changes would bring: when tier 1 and all are back,
// the sum, how many move, and the first of them. rows 0 is all of them.
func WhatIfText(w io.Writer, p Page, o *plan.Outcome, rows int) error {
	var b strings.Builder
	for _, c := range o.Changes {
		fmt.Fprintln(&b, term.Cut(p.Msg("whatif.if", p.shown(c.String())), term.Columns))
	}
	if o.Before == nil {
		p.wrapped(&b, p.Msg("whatif.no-crews"))
		fmt.Fprintln(&b, strings.Repeat("-", term.Columns))
		if err := p.diffBody(&b, plan.Diff(o.PlanBefore.Snapshot(nil), o.PlanAfter.Snapshot(nil)), false); err != nil {
			return err
		}
		_, err := io.WriteString(w, b.String())
		return err
	}
	lead := 0
	lines := p.whatIfLines(o)
	for _, line := range lines {
		lead = max(lead, term.Width(line[0]))
	}
	for _, line := range lines {
		fmt.Fprintln(&b, term.Cut(term.Pad(line[0], lead)+gap+line[1], term.Columns))
	}
	fmt.Fprintln(&b, strings.Repeat("-", term.Columns))
	if len(o.Moves) == 0 {
		fmt.Fprintln(&b, p.Msg("whatif.nobody"))
	} else {
		t := p.whatIfTable(o, rows, whatIfStarts)
		if !t.fits() { // a time that is cut says nothing
			t = p.whatIfTable(o, rows, whatIfChange)
		}
		if err := t.text(&b); err != nil {
			return err
		}
		if rest := len(o.Moves) - len(t.rows); rest > 0 {
			fmt.Fprintln(&b, p.Msg("whatif.more", rest))
		}
	}
	p.wrapped(&b, p.Msg("whatif.means"))
	_, err := io.WriteString(w, b.String())
	return err
}

// WhatIfMarkdown writes the same as a list and a table.
func WhatIfMarkdown(w io.Writer, p Page, o *plan.Outcome, rows int) error {
	var b strings.Builder
	for _, c := range o.Changes {
		fmt.Fprintf(&b, "- %s\n", p.Msg("whatif.if", "`"+p.shown(c.String())+"`"))
	}
	if o.Before == nil {
		fmt.Fprintf(&b, "\n%s\n\n", p.Msg("whatif.no-crews"))
		if err := p.diffBody(&b, plan.Diff(o.PlanBefore.Snapshot(nil), o.PlanAfter.Snapshot(nil)), true); err != nil {
			return err
		}
		_, err := io.WriteString(w, b.String())
		return err
	}
	for _, line := range p.whatIfLines(o) {
		fmt.Fprintf(&b, "- %s: %s\n", line[0], line[1])
	}
	b.WriteString("\n")
	if len(o.Moves) == 0 {
		fmt.Fprintln(&b, p.Msg("whatif.nobody"))
	} else if err := p.whatIfTable(o, rows, whatIfAll).markdown(&b); err != nil {
		return err
	}
	fmt.Fprintf(&b, "\n%s\n", p.Msg("whatif.means"))
	_, err := io.WriteString(w, b.String())
	return err
}

// wrapped writes a sentence over as many lines as it takes.
func (p Page) wrapped(b *strings.Builder, sentence string) {
	for _, part := range term.Wrap(sentence, term.Columns) {
		fmt.Fprintln(b, part)
	}
}

// whatIfLines are the headline: what, and how it changes.
func (p Page) whatIfLines(o *plan.Outcome) [][2]string {
	moves := p.Msg("whatif.none")
	if len(o.Moves) > 0 {
		moves = p.Msg("whatif.count", o.Sooner, o.Later)
	}
	if o.TierSooner+o.TierLater > 0 {
		moves += " (" + p.Msg("whatif.of-tier1", o.TierSooner, o.TierLater) + ")"
	}
	end := "whatif.end"
	if len(o.Before.Unplaced) > 0 && o.EndBefore != plan.Never {
		end = "whatif.end-rest"
	}
	lines := [][2]string{
		{p.Msg("whatif.tier1"), p.changeOf(o.Tier1Before, o.Tier1After)},
		{p.Msg(end), p.changeOf(o.EndBefore, o.EndAfter)},
		{p.Msg("whatif.sum"), p.sumChange(o.SumBefore, o.SumAfter)},
		{p.Msg("whatif.moves"), moves},
	}
	if o.Gained+o.Lost > 0 {
		lines = append(lines, [2]string{p.Msg("whatif.times"), p.Msg("whatif.of-times", o.Gained, o.Lost)})
	}
	if o.Entered+o.Left > 0 {
		lines = append(lines, [2]string{p.Msg("whatif.scope"), p.Msg("whatif.of-scope", o.Entered, o.Left)})
	}
	return lines
}

// changeOf says how a time changes: by how much, from and to.
func (p Page) changeOf(before, after schedule.Time) string {
	switch {
	case before == plan.Never && after == plan.Never:
		return p.Msg("whatif.no-time")
	case before == plan.Never:
		return p.Msg("whatif.gained") + gap + p.length(seconds(after))
	case after == plan.Never:
		return p.Msg("whatif.lost") + gap + p.length(seconds(before))
	case before == after:
		return p.Msg("whatif.same") + gap + p.length(seconds(before))
	default:
		return p.byHowMuch(after-before) + gap + p.Msg("whatif.arrow", p.length(seconds(before)), p.length(seconds(after)))
	}
}

// byHowMuch says how much later, or sooner when it is negative.
func (p Page) byHowMuch(later schedule.Time) string {
	switch {
	case later < 0:
		return p.Msg("whatif.sooner", p.length(seconds(-later)))
	case later > 0:
		return p.Msg("whatif.later", p.length(seconds(later)))
	default:
		return p.Msg("whatif.same")
	}
}

func (p Page) sumChange(before, after int64) string {
	if before == after {
		return p.Msg("whatif.same") + gap + grouped(before)
	}
	percent := ""
	if before > 0 {
		percent = fmt.Sprintf("%+.2f %%%s", 100*float64(after-before)/float64(before), gap)
	}
	return percent + p.Msg("whatif.arrow", grouped(before), grouped(after))
}

// How much the rows of who moves say: only when they begin after the change,
// also when before it, and also when they are back.
const (
	whatIfChange = iota
	whatIfStarts
	whatIfAll
)

// whatIfTable is the first who move, and how much earlier or later.
func (p Page) whatIfTable(o *plan.Outcome, rows, detail int) *table {
	t := &table{
		head:  []string{p.Msg("column.id"), p.Msg("column.name"), p.Msg("column.tier"), p.Msg("whatif.col-start"), p.Msg("whatif.col-change")},
		whole: []bool{true, false, true, true, true, true}, // an id is there to be typed, the name is the longest
	}
	if detail == whatIfChange {
		t.head[3] = p.Msg("whatif.col-start-new")
	}
	if detail == whatIfAll {
		t.head = append(t.head, p.Msg("whatif.col-back"))
	}
	moves := o.Moves
	if rows > 0 && rows < len(moves) {
		moves = moves[:rows]
	}
	inv := o.PlanAfter.Inventory
	for i := range moves {
		m := &moves[i]
		sys := &inv.Systems[m.System]
		change := p.Msg("whatif.same")
		switch {
		case m.EndBefore == plan.Never:
			change = p.Msg("whatif.gained")
		case m.EndAfter == plan.Never:
			change = p.Msg("whatif.lost")
		case m.EndBefore != m.EndAfter:
			change = p.byHowMuch(m.EndAfter - m.EndBefore)
		}
		start := p.fromTo(m.StartBefore, m.StartAfter)
		if detail == whatIfChange {
			start = p.fromTo(m.StartAfter, m.StartAfter)
		}
		cells := []string{sys.ID, p.Name(sys.Name, sys.ID), p.tiers(o.PlanAfter, m.System), start, change}
		if detail == whatIfAll {
			cells = append(cells, p.fromTo(m.EndBefore, m.EndAfter))
		}
		t.add(cells...)
	}
	return t
}

func (p Page) fromTo(before, after schedule.Time) string {
	at := func(t schedule.Time) string {
		if t == plan.Never {
			return "-"
		}
		return "+" + p.length(seconds(t))
	}
	if before == after {
		return at(before)
	}
	return at(before) + " > " + at(after)
}
