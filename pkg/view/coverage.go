package view

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/exercise"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/term"
)

// Coverage is how much of a list is there, and what was found when it was
// checked.
type Coverage struct {
	Inventory         *inventory.Inventory // resolved
	Aspects           []inventory.Covered
	Simulated, Played exercise.Latest
	Of                inventory.Aspect // show what lacks this one; empty: all aspects, in figures
	Checked           Checked
}

// short is the findings about too little coverage; the others are only counted.
func (c *Coverage) short() diag.List {
	var short diag.List
	for _, f := range c.Checked.Findings {
		if f.Rule == "below-threshold" {
			short = append(short, f)
		}
	}
	return short
}

// aspect is the one that is asked for; nil when it is all of them.
func (c *Coverage) aspect() *inventory.Covered {
	for i := range c.Aspects {
		if c.Aspects[i].Aspect == c.Of {
			return &c.Aspects[i]
		}
	}
	return nil
}

// CoverageText writes a line for each aspect, which drills were passed last,
// and the thresholds that are missed; or all services that lack one aspect.
func CoverageText(w io.Writer, p Page, c Coverage) error {
	if one := c.aspect(); one != nil {
		return p.lackingText(w, &c, one)
	}
	if err := p.coverageTable(&c).text(w); err != nil {
		return err
	}
	var b strings.Builder
	b.WriteByte('\n')
	for _, note := range p.coverageNotes(&c) {
		for _, line := range term.Wrap(term.Plain(note), term.Columns) {
			fmt.Fprintln(&b, line)
		}
	}
	b.WriteByte('\n')
	for _, f := range c.short() {
		p.finding(&b, &f)
	}
	if len(c.short()) > 0 {
		b.WriteByte('\n')
	}
	for _, line := range p.summary(c.Checked) {
		fmt.Fprintln(&b, line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// CoverageMarkdown writes the same for a document.
func CoverageMarkdown(w io.Writer, p Page, c Coverage) error {
	if one := c.aspect(); one != nil {
		return p.lackingMarkdown(w, &c, one)
	}
	if err := p.coverageTable(&c).markdown(w); err != nil {
		return err
	}
	var b strings.Builder
	b.WriteByte('\n')
	for _, line := range p.coverageNotes(&c) {
		fmt.Fprintf(&b, "- %s\n", plainMarkdown(line))
	}
	for _, f := range c.short() {
		fmt.Fprintf(&b, "- **%s**\n", plainMarkdown(at(f.Place)+p.findingMessage(&f)))
	}
	fmt.Fprintf(&b, "\n%s\n", strings.Join(p.summary(c.Checked), "\n"))
	_, err := io.WriteString(w, b.String())
	return err
}

// coverageTable has what --coverage and bokgu.yaml call an aspect, what it is,
// and its figures. Columns of thresholds are there only where there is one.
func (p Page) coverageTable(c *Coverage) *table {
	important, all, want := p.Msg("coverage.column-tier1-2"), p.Msg("coverage.of-all"), p.Msg("coverage.wanted")
	t := &table{
		head:  []string{p.Msg("coverage.aspect"), "", important, "%", want, all, "%", want, ""},
		right: []bool{false, false, true, true, true, true, true, true, false},
		whole: []bool{true},
	}
	for i := range c.Aspects {
		a := &c.Aspects[i]
		missed := ""
		if !a.Reached() {
			missed = p.Msg("coverage.missed")
		}
		t.add(string(a.Aspect), p.Msg("coverage."+string(a.Aspect)),
			figure(a.Important), reached(a.Important), threshold(a.Wanted.Important),
			figure(a.All), reached(a.All), threshold(a.Wanted.All), missed)
	}
	return t
}

func figure(s inventory.Share) string { return fmt.Sprintf("%d/%d", s.Have, s.Of) }

// reached of nothing is neither all nor none.
func reached(s inventory.Share) string {
	if s.Of == 0 {
		return "-"
	}
	return strconv.Itoa(s.Percent()) + "%"
}

func threshold(percent int) string {
	if percent == 0 {
		return ""
	}
	return strconv.Itoa(percent) + "%"
}

// coverageNotes say what the figures of drills stand on.
func (p Page) coverageNotes(c *Coverage) []string {
	return []string{
		p.latest("coverage.simulated", c.Simulated),
		p.latest("coverage.played", c.Played),
	}
}

func (p Page) latest(key string, l exercise.Latest) string {
	if l.Entry == nil {
		return p.Msg(key) + ": " + p.Msg("exercised.none")
	}
	said := p.Msg(key) + ": " + p.Msg("exercised.passed", l.Drill, l.At.Format(time.DateOnly), p.Msg("exercised.stands-"+string(l.Standing)))
	if l.Simulated != nil {
		return said + ", " + p.Msg("exercised.runs", l.Simulated.Runs, l.Simulated.Seed)
	}
	return said + ", " + p.Msg("exercised.people", strings.Join(diag.Few(l.Played.People), ", "))
}

// lackingHead is what lacks an aspect, in one line.
func (p Page) lackingHead(a *inventory.Covered) string {
	return p.Msg("coverage.lacking", p.Msg("coverage."+string(a.Aspect)), len(a.Lacking), a.All.Of, a.Important.Of-a.Important.Have)
}

// lackingTable lists the services that lack an aspect, the better tiers first.
func (p Page) lackingTable(c *Coverage, a *inventory.Covered) *table {
	t := &table{
		head:  []string{"id", p.Msg("column.tier"), p.Msg("column.name"), p.Msg("column.agency")},
		right: []bool{false, true, false, false}, whole: []bool{true},
	}
	for _, tier := range []inventory.Tier{1, 2, 3, 4, inventory.UnknownTier} {
		for _, i := range a.Lacking {
			sys := &c.Inventory.Systems[i]
			if sys.Tier != tier {
				continue
			}
			t.add(sys.ID, p.tier(tier), p.Name(sys.Name, sys.ID), p.Name(c.Inventory.AgencyName(sys.Agency), sys.Agency))
		}
	}
	return t
}

func (p Page) lackingText(w io.Writer, c *Coverage, a *inventory.Covered) error {
	if _, err := fmt.Fprintln(w, p.lackingHead(a)); err != nil || len(a.Lacking) == 0 {
		return err
	}
	return p.lackingTable(c, a).text(w)
}

func (p Page) lackingMarkdown(w io.Writer, c *Coverage, a *inventory.Covered) error {
	if _, err := fmt.Fprintf(w, "%s\n\n", p.lackingHead(a)); err != nil || len(a.Lacking) == 0 {
		return err
	}
	return p.lackingTable(c, a).markdown(w)
}
