package view

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/term"
)

// shortName is how wide the name in a short reason may be.
const shortName = 16

// shownBlockers is how many blockers a screen names.
const shownBlockers = 7

// PlanText writes the first rows of a plan for a screen: how much there is,
// what blocks, what the schedule comes to, and the order with its main reason.
// head 0 is all of it.
func PlanText(w io.Writer, p Page, pl *Planned, head int) error {
	var b strings.Builder
	writeWrapped(&b, slices.Concat(p.drillMark(pl), p.planSummary(pl), p.scheduleLines(pl)))
	fmt.Fprintln(&b, ruler())
	more := "plan.why"
	if len(pl.Plan.Order) == 0 {
		fmt.Fprintln(&b, p.Msg("plan.empty"))
	} else {
		t := p.planTable(pl, head)
		if timed := p.withTimes(t, pl); timed.fits() {
			t = timed
		} else if pl.Schedule != nil {
			more = "plan.why-times"
		}
		if err := t.text(&b); err != nil {
			return err
		}
		if rest := len(pl.Plan.Order) - len(t.rows); rest > 0 {
			fmt.Fprintln(&b, p.Msg("plan.more", rest))
		}
	}
	fmt.Fprintln(&b, p.Msg(more))
	_, err := io.WriteString(w, b.String())
	return err
}

// writeWrapped writes lines that fit the screen. A line that is broken goes on
// a little to the right.
func writeWrapped(b *strings.Builder, lines []string) {
	for _, line := range lines {
		parts := term.Wrap(term.Plain(line), term.Columns)
		if len(parts) > 1 {
			parts = append(parts[:1], term.Wrap(strings.Join(parts[1:], " "), term.Columns-2)...)
		}
		for n, part := range parts {
			if n > 0 {
				part = "  " + part
			}
			fmt.Fprintln(b, part)
		}
	}
}

// PlanMarkdown writes the plan as a summary and a table of the first rows.
func PlanMarkdown(w io.Writer, p Page, pl *Planned, head int) error {
	var b strings.Builder
	for _, line := range append(p.planSummary(pl), p.scheduleLines(pl)...) {
		fmt.Fprintf(&b, "- %s\n", plainMarkdown(line))
	}
	if line := p.proven(pl.Schedule); line != "" {
		fmt.Fprintf(&b, "- %s\n", line)
	}
	fmt.Fprintf(&b, "- %s\n\n", pl.Plan.Digest())
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	return p.withTimes(p.planTable(pl, head), pl).markdown(w)
}

// proven says how far the weighted sum can be from the best that any schedule
// could reach; empty without a schedule, or when nothing in it weighs anything.
func (p Page) proven(s *plan.Schedule) string {
	if s == nil {
		return ""
	}
	sum, bound := s.Objective.Sum, s.Bound()
	if bound <= 0 {
		return ""
	}
	return p.Msg("plan.proven", grouped(sum), grouped(bound), 100*float64(sum-bound)/float64(bound))
}

// withTimes is the table with when each system begins and is back, and whose
// work it is. Without a schedule it is the table as it was.
func (p Page) withTimes(t *table, pl *Planned) *table {
	s := pl.Schedule
	if s == nil {
		return t
	}
	c := p.clock(pl)
	timed := &table{
		head:  slices.Concat(t.head, []string{p.Msg("column.crew"), p.Msg("column.begins"), p.Msg("column.back")}),
		right: t.right, most: t.most,
	}
	for n, row := range t.rows {
		i := pl.Plan.Order[n]
		crew, begins, back := "", "", ""
		if k := s.Crew(i); k >= 0 {
			crew = p.crew(pl.Plan.Inventory, pl.Plan.Inventory.Crews[k].ID)
		}
		if s.Finish(i) != plan.Never {
			begins, back = c.at(s.Start(i)), c.at(s.Finish(i))
		}
		timed.add(slices.Concat(row, []string{crew, begins, back})...)
	}
	return timed
}

// planSummary says how much there is in scope and what blocks it.
func (p Page) planSummary(planned *Planned) []string {
	pl := planned.Plan
	c := pl.Counts()
	lines := []string{
		p.Msg("plan.counts", c.Total, c.Stopped, c.Damaged, c.Unknown, c.Infrastructure),
		p.Msg("plan.tiers", c.ByTier[1], c.ByTier[2], c.ByTier[3], c.ByTier[4]),
	}
	if c.ByTier[0] > 0 {
		lines[1] += "  " + p.Msg("plan.tier-unknown", c.ByTier[0])
	}
	if len(pl.Impaired) > 0 {
		lines = append(lines, p.Msg("plan.impaired", len(pl.Impaired)))
	}
	if chain := p.blockerChain(planned); chain != "" {
		lines = append(lines, p.Msg("plan.blockers")+" "+chain)
	}
	return lines
}

// blockerChain names what is to be cleared. In an incident some of it has been
// already.
func (p Page) blockerChain(pl *Planned) string {
	var names []string
	rest := 0
	for _, blocker := range pl.Plan.Blockers {
		switch {
		case pl.Situation.IsDone(blocker.System):
		case len(names) == shownBlockers:
			rest++
		default:
			names = append(names, fmt.Sprintf("%s(%d)", p.system(pl.Plan.Inventory, blocker.System), blocker.Frees))
		}
	}
	chain := strings.Join(names, " > ")
	if rest > 0 {
		chain += " " + p.Msg("plan.more-blockers", rest)
	}
	return chain
}

func (p Page) system(inv *inventory.Inventory, i int32) string {
	return p.Name(inv.Systems[i].Name, inv.Systems[i].ID)
}

func (p Page) planTable(planned *Planned, head int) *table {
	pl := planned.Plan
	t := &table{
		head: []string{p.Msg("column.position"), p.Msg("column.id"), p.Msg("column.name"), p.Msg("column.tier"),
			p.Msg("column.lane"), p.Msg("column.reason"), p.Msg("column.frees")},
		right: []bool{true, false, false, false, false, false, true},
		most:  []int{0, 14, 18},
	}
	rows := pl.Order
	if head > 0 && head < len(rows) {
		rows = rows[:head]
	}
	for n, i := range rows {
		sys := &pl.Inventory.Systems[i]
		work := "lane." + pl.Lanes[i].String()
		if planned.Situation.IsDone(i) { // it keeps its place, but nothing is left to do
			work = "plan.done"
		}
		t.add(strconv.Itoa(n+1), sys.ID, p.Name(sys.Name, sys.ID), p.tiers(pl, i), p.Msg(work), p.shortReason(pl, i), frees(pl, i))
	}
	return t
}

// tiers is the own tier, and the effective one behind it where it is better.
// Infrastructure is not graded: it has only the tier of what needs it.
func (p Page) tiers(pl *plan.Plan, i int32) string {
	sys := &pl.Inventory.Systems[i]
	switch {
	case pl.EffectiveTier(i) == nil || inventory.Tier(pl.Effective[i]) == sys.Tier:
		return p.tier(sys.Tier)
	case sys.Class == inventory.Infrastructure && sys.Tier == inventory.UnknownTier:
		return "(" + p.tier(inventory.Tier(pl.Effective[i])) + ")"
	default:
		return p.tier(sys.Tier) + ">" + p.tier(inventory.Tier(pl.Effective[i]))
	}
}

func (p Page) tier(t inventory.Tier) string {
	if t == inventory.UnknownTier {
		return p.Msg("word.tier-unknown")
	}
	return strconv.Itoa(int(t))
}

func frees(pl *plan.Plan, i int32) string {
	if pl.Frees[i] < 0 {
		return "-"
	}
	return strconv.Itoa(int(pl.Frees[i]))
}

func (p Page) method(inv *inventory.Inventory, id string) string {
	if m := inv.Method(id); m != nil {
		return p.Name(m.Title, id)
	}
	return id
}

// shortReason is the little that says most about a position: what lifts it,
// else what it waits for last, else its own tier.
func (p Page) shortReason(pl *plan.Plan, i int32) string {
	inv := pl.Inventory
	if by := pl.LiftedBy[i]; by >= 0 {
		return p.Msg("plan.lifted", term.Cut(p.system(inv, by), shortName))
	}
	if inv.Systems[i].LifeSafety {
		return p.Msg("plan.life-safety")
	}
	if needs := pl.Needs(i); len(needs) > 0 {
		return p.Msg("plan.after", term.Cut(p.system(inv, slices.MaxFunc(needs, pl.Compare)), shortName))
	}
	return ""
}

// reason is the full sentence of a reason.
func (p Page) reason(pl *plan.Plan, r plan.Reason) string {
	name := ""
	if r.System >= 0 {
		name = p.system(pl.Inventory, r.System)
	}
	switch r.Code {
	case plan.ReasonMethod, plan.ReasonUpByMethod:
		r.Value = p.method(pl.Inventory, r.Value)
	case plan.ReasonMustBy:
		if by, err := time.Parse(time.RFC3339, r.Value); err == nil {
			r.Value = p.date(by)
		}
	}
	return p.Msg(r.Key(), r.Args(name)...)
}
