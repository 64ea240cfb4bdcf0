package view

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/term"
)

// shortName is how wide the name in a short reason may be.
const shortName = 16

// shownBlockers is how many blockers a screen names.
const shownBlockers = 7

// PlanText writes the first rows of a plan for a screen: how much there is,
// what blocks, and the order with its main reason. head 0 is all of it.
func PlanText(w io.Writer, p Page, pl *plan.Plan, head int) error {
	var b strings.Builder
	for _, line := range p.planSummary(pl) {
		for _, part := range term.Wrap(line, term.Columns) {
			fmt.Fprintln(&b, part)
		}
	}
	fmt.Fprintln(&b, strings.Repeat("-", term.Columns))
	if len(pl.Order) == 0 {
		fmt.Fprintln(&b, p.Msg("plan.empty"))
	} else {
		t := p.planTable(pl, head)
		if err := t.text(&b); err != nil {
			return err
		}
		if rest := len(pl.Order) - len(t.rows); rest > 0 {
			fmt.Fprintln(&b, p.Msg("plan.more", rest))
		}
	}
	fmt.Fprintln(&b, p.Msg("plan.why"))
	_, err := io.WriteString(w, b.String())
	return err
}

// PlanMarkdown writes the plan as a summary and a table of the first rows.
func PlanMarkdown(w io.Writer, p Page, pl *plan.Plan, head int) error {
	for _, line := range p.planSummary(pl) {
		if _, err := fmt.Fprintf(w, "- %s\n", line); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintf(w, "- %s\n\n", pl.Digest()); err != nil {
		return err
	}
	return p.planTable(pl, head).markdown(w)
}

// planSummary says how much there is in scope and what blocks it.
func (p Page) planSummary(pl *plan.Plan) []string {
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
	if len(pl.Blockers) > 0 {
		lines = append(lines, p.Msg("plan.blockers")+" "+p.blockerChain(pl))
	}
	return lines
}

func (p Page) blockerChain(pl *plan.Plan) string {
	var names []string
	for _, blocker := range pl.Blockers[:min(shownBlockers, len(pl.Blockers))] {
		names = append(names, fmt.Sprintf("%s(%d)", p.system(pl.Inventory, blocker.System), blocker.Frees))
	}
	chain := strings.Join(names, " > ")
	if rest := len(pl.Blockers) - len(names); rest > 0 {
		chain += " " + p.Msg("plan.more-blockers", rest)
	}
	return chain
}

func (p Page) system(inv *inventory.Inventory, i int32) string {
	return p.Name(inv.Systems[i].Name, inv.Systems[i].ID)
}

func (p Page) planTable(pl *plan.Plan, head int) *table {
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
		t.add(strconv.Itoa(n+1), sys.ID, p.Name(sys.Name, sys.ID), p.tiers(pl, i),
			p.Msg("lane."+pl.Lanes[i].String()), p.shortReason(pl, i), frees(pl, i))
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
	if r.Code == plan.ReasonMethod {
		r.Value = p.method(pl.Inventory, r.Value)
	}
	return p.Msg(r.Key(), r.Args(name)...)
}
