package view

import (
	"fmt"
	"io"
	"strings"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/term"
)

// WhyText writes why a system stands where it does, a sentence a line.
func WhyText(w io.Writer, p Page, pl *plan.Plan, i int32) error {
	var b strings.Builder
	fmt.Fprintln(&b, term.Cut(p.whyTitle(pl, i), term.Columns))
	for _, r := range pl.Why(i) {
		for n, part := range term.Wrap(term.Plain(p.reason(pl, r)), term.Columns-4) {
			mark := "  - "
			if n > 0 {
				mark = "    "
			}
			fmt.Fprintln(&b, mark+part)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WhyMarkdown writes the same as a list.
func WhyMarkdown(w io.Writer, p Page, pl *plan.Plan, i int32) error {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n\n", p.whyTitle(pl, i))
	for _, r := range pl.Why(i) {
		fmt.Fprintf(&b, "- %s\n", p.reason(pl, r))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p Page) whyTitle(pl *plan.Plan, i int32) string {
	sys := &pl.Inventory.Systems[i]
	if !pl.InScope(i) {
		return p.Msg("why.title-unaffected", p.Name(sys.Name, sys.ID), sys.ID)
	}
	return p.Msg("why.title", p.Name(sys.Name, sys.ID), sys.ID, pl.Position[i], len(pl.Order), p.tiers(pl, i))
}

// WhyJSON writes the same row as the plan, alone, with its sentences.
func WhyJSON(w io.Writer, p Page, pl *plan.Plan, i int32) error {
	type sentence struct {
		planWhyJSON
		Text string `json:"text"`
	}
	out := struct {
		head
		planRowJSON
		Why []sentence `json:"why"`
	}{head: newHead("Why"), planRowJSON: planRow(pl, int(pl.Position[i]), i), Why: []sentence{}}
	for n, r := range pl.Why(i) {
		out.Why = append(out.Why, sentence{out.planRowJSON.Why[n], p.reason(pl, r)})
	}
	return writeJSON(w, out)
}
