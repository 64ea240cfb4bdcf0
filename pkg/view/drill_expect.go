package view

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/selection"
	"github.com/bokgu/bokgu/pkg/term"
)

// The marks of an expectation, in the order in which they are shown.
const (
	markFailed = "failed"
	markWarned = "warned"
	markMet    = "met"
)

// verdictMark says what came of an expectation.
func verdictMark(e *drill.Expectation, held bool) string {
	switch {
	case held:
		return markMet
	case e.Severity == diag.Warning:
		return markWarned
	default:
		return markFailed
	}
}

// held says whether an expectation was, in as many runs as it must be.
func (d *Drilled) held(k int) bool {
	if d.Series != nil {
		return d.Series.Held(k)
	}
	return d.Result.Verdicts[k].Met
}

// tally counts expectations by mark.
func (d *Drilled) tally() (met, failed, warned int) {
	for k := range d.Result.Verdicts {
		switch verdictMark(d.Result.Verdicts[k].Of, d.held(k)) {
		case markMet:
			met++
		case markFailed:
			failed++
		default:
			warned++
		}
	}
	return met, failed, warned
}

// expectPart lists the expectations, failed ones first, and counts them.
func (p Page) expectPart(d *Drilled) drillPart {
	part := drillPart{title: p.Msg("drill.expect")}
	if len(d.Result.Verdicts) == 0 {
		part.lines = []string{p.Msg("drill.no-expect")}
		return part
	}
	met, failed, warned := d.tally()
	part.lines = []string{p.Msg("drill.counts", len(d.Result.Verdicts), met, failed, warned)}
	order := make([]int, len(d.Result.Verdicts))
	for k := range order {
		order[k] = k
	}
	marks := []string{markFailed, markWarned, markMet}
	place := func(k int) int {
		return slices.Index(marks, verdictMark(d.Result.Verdicts[k].Of, d.held(k)))
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(place(a), place(b)) })
	for _, k := range order {
		part.items = append(part.items, p.expectItem(d, k))
	}
	return part
}

// expectItem is one expectation; of one that was not met, what was so instead.
func (p Page) expectItem(d *Drilled, k int) drillItem {
	v := &d.Result.Verdicts[k]
	mark := verdictMark(v.Of, d.held(k))
	item := drillItem{line: p.Msg("drill.mark."+mark) + "  " + p.expectName(v.Of)}
	if d.Series != nil {
		item.more = append(item.more, p.metIn(d.Series, k))
	}
	if mark == markMet {
		return item
	}
	item.more = append(item.more, p.Msg("drill.expected", p.expected(d.Result, v.Of)))
	if !v.Met { // the first run of a series may have met what others did not
		if d.Series != nil {
			item.more = append(item.more, p.Msg("drill.in-first", d.Result.Seed))
		}
		item.more = append(item.more, p.instead(d.Result, v)...)
	}
	return item
}

func (p Page) expectName(e *drill.Expectation) string {
	name := p.shown(e.ID)
	if title := p.Name(e.Title, e.ID); title != name {
		name += ": " + title
	}
	return name
}

// metIn is in how many runs an expectation was met, and in how many it must be.
func (p Page) metIn(s *drill.Series, k int) string {
	share := 0.0
	if s.Runs > 0 {
		share = float64(s.Met[k]) / float64(s.Runs)
	}
	return p.Msg("drill.met-in", s.Met[k], s.Runs, runShare(share), runShare(s.Drill.Expect[k].Share))
}

// runShare is a share of 0 to 1, to a tenth where that says more.
func runShare(share float64) string {
	return strconv.FormatFloat(float64(int(share*1000+0.5))/10, 'f', -1, 64) + "%"
}

// expected is what was expected, as the script says it.
func (p Page) expected(r *drill.Result, e *drill.Expectation) string {
	claim := func(c *selection.Claim) string { return p.onScreen(c.String()) }
	switch {
	case e.Always != nil:
		return p.Msg("drill.always", claim(e.Always))
	case e.Never != nil:
		return p.Msg("drill.never-so", claim(e.Never))
	case e.AtStart != nil:
		return p.Msg("drill.at-start", claim(e.AtStart))
	}
	what := claim(e.That)
	if e.ForEach != nil {
		what = p.Msg("drill.for-each", p.onScreen(e.ForEach.String()), what)
	}
	switch {
	case e.By > 0:
		return p.Msg("drill.by", what, p.fullTime(r.Began.Add(e.By)), p.length(e.By))
	case e.At > 0:
		return p.Msg("drill.at", what, p.fullTime(r.Began.Add(e.At)), p.length(e.At))
	default:
		return p.Msg("drill.at-end", what)
	}
}

// instead is what was so, when, of which systems, and when it came true after
// all.
func (p Page) instead(r *drill.Result, v *drill.Verdict) []string {
	lines := []string{p.Msg("drill.when", p.fullTime(v.At))}
	if len(v.Says) > 0 {
		said := make([]string, len(v.Says))
		for k, s := range v.Says {
			said[k] = p.Msg("drill.said", p.shown(s.Name), p.shown(s.Value))
		}
		lines[0] = p.Msg("drill.was", p.fullTime(v.At), strings.Join(said, ", "))
	}
	if len(v.Systems) > 0 {
		names := make([]string, len(v.Systems))
		for k, id := range v.Systems {
			names[k] = p.drillSystem(r.State.Inventory, id)
		}
		all := p.Msg("drill.systems", strings.Join(names, ", "))
		if v.More > 0 {
			all = p.Msg("drill.systems-more", strings.Join(names, ", "), v.More)
		}
		lines = append(lines, all)
	}
	switch by := r.Began.Add(v.Of.By); {
	case !v.Later.IsZero():
		lines = append(lines, p.Msg("drill.came-true", p.fullTime(v.Later), p.length(v.Later.Sub(by))))
	case v.Of.By > 0 && v.Of.ForEach == nil:
		lines = append(lines, p.Msg("drill.not-later"))
	}
	return lines
}

// spreadPart says how long it took in several runs, and how much was recorded.
func (p Page) spreadPart(s *drill.Series) drillPart {
	t := &table{
		head:  []string{p.Msg("column.tier"), "P10", "P50", "P80", "P90", p.Msg("drill.missed")},
		right: []bool{false, true, true, true, true, true},
	}
	row := func(name string, of *drill.Spread) {
		cells := []string{name}
		for _, share := range quantiles() {
			cell := p.Msg("drill.never")
			if d, ok := of.Quantile(share); ok {
				cell = p.length(d)
			}
			cells = append(cells, cell)
		}
		t.add(append(cells, strconv.Itoa(of.Missed))...)
	}
	for k := range s.Tiers {
		row(p.tierName(inventory.Tier(s.Tiers[k].Tier)), &s.Tiers[k])
	}
	row(p.Msg("status.all"), &s.All)
	cells := []string{p.Msg("drill.spread-row")}
	for _, share := range quantiles() {
		cell := "-"
		if n, ok := drill.QuantileOf(s.Commands, share); ok {
			cell = strconv.Itoa(n)
		}
		cells = append(cells, cell)
	}
	t.add(append(cells, "")...)
	return drillPart{title: p.Msg("drill.spread"), figures: t}
}

// quantiles are the shares of runs that a distribution is told by.
func quantiles() []float64 { return []float64{0.1, 0.5, 0.8, 0.9} }

// endingsPart says how the runs ended.
func (p Page) endingsPart(s *drill.Series) drillPart {
	part := drillPart{title: p.Msg("drill.endings")}
	for _, e := range endings() {
		if n := s.Endings[e]; n > 0 {
			part.lines = append(part.lines, p.Msg("drill.ending-row", p.Msg("drill.ending."+string(e)), n))
		}
	}
	return part
}

func endings() []drill.Ending {
	return []drill.Ending{drill.EndedStable, drill.EndedTime, drill.EndedStuck, drill.EndedFull, drill.EndedLeft}
}

// changePart says what is other than in an earlier result.
func (p Page) changePart(c *drill.Change) drillPart {
	part := drillPart{title: p.Msg("drill.change")}
	if c.Before.Drill != c.After.Drill {
		part.lines = append(part.lines, p.Msg("drill.change-other", term.Plain(c.Before.Drill)))
	}
	part.lines = append(part.lines, p.Msg("drill.change-of", c.Before.Runs, c.Before.Seed, c.After.Runs, c.After.Seed))
	if c.Before.Runs > 1 || c.After.Runs > 1 {
		part.lines = append(part.lines, p.Msg("drill.change-half"))
	}
	if len(c.Failed)+len(c.Met)+len(c.New)+len(c.Gone) == 0 {
		part.lines = append(part.lines, p.Msg("drill.same-verdicts"))
	}
	for _, one := range []struct {
		key string
		ids []string
	}{{"drill.newly-failed", c.Failed}, {"drill.newly-met", c.Met}, {"drill.new", c.New}, {"drill.gone", c.Gone}} {
		if len(one.ids) > 0 {
			part.lines = append(part.lines, p.Msg(one.key, p.shown(strings.Join(one.ids, ", "))))
		}
	}
	t := &table{
		head:  []string{p.Msg("column.tier"), p.Msg("drill.before"), p.Msg("drill.now"), p.Msg("drill.differs")},
		right: []bool{false, true, true, false},
	}
	for k := range c.Tiers {
		p.changeRow(t, p.tierName(inventory.Tier(c.Tiers[k].Tier)), &c.Tiers[k])
	}
	p.changeRow(t, p.Msg("status.all"), &c.All)
	t.add(p.Msg("drill.spread-row"), strconv.Itoa(c.Before.Commands), strconv.Itoa(c.After.Commands), p.moreOrFewer(c.After.Commands-c.Before.Commands))
	part.figures = t
	return part
}

func (p Page) changeRow(t *table, name string, c *drill.TierChange) {
	cell := func(b *drill.BackAfter) string {
		if b.Never {
			return p.Msg("drill.never")
		}
		return p.length(b.After)
	}
	if !c.Known {
		t.add(name, "-", cell(&c.After), "")
		return
	}
	differs := ""
	switch {
	case c.Before.Never && c.After.Never:
		differs = p.Msg("drill.same")
	case c.After.Never:
		differs = p.Msg("drill.now-never")
	case c.Before.Never:
		differs = p.Msg("drill.now-back")
	default:
		differs = p.earlierOrLater(c.After.After - c.Before.After)
	}
	t.add(name, cell(&c.Before), cell(&c.After), differs)
}

func (p Page) earlierOrLater(by time.Duration) string {
	switch {
	case by < 0:
		return p.Msg("drill.earlier", p.length(-by))
	case by > 0:
		return p.Msg("drill.later", p.length(by))
	default:
		return p.Msg("drill.same")
	}
}

func (p Page) moreOrFewer(n int) string {
	switch {
	case n < 0:
		return p.Msg("drill.fewer", -n)
	case n > 0:
		return p.Msg("drill.more", n)
	default:
		return p.Msg("drill.same")
	}
}
