package view

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/term"
)

// WhyText writes why a system stands where it does and when it is back, a
// sentence a line.
func WhyText(w io.Writer, p Page, pl *Planned, i int32) error {
	var b strings.Builder
	writeWrapped(&b, p.drillMark(pl))
	fmt.Fprintln(&b, term.Cut(term.Plain(p.whyTitle(pl.Plan, i)), term.Columns))
	for _, r := range p.whySentences(pl, i) {
		for n, part := range term.Wrap(term.Plain(r.text), term.Columns-4) {
			mark := "  - "
			if n > 0 {
				mark = "    "
			}
			fmt.Fprintln(&b, mark+part)
		}
	}
	writeWrapped(&b, p.whyNote(pl, i))
	_, err := io.WriteString(w, b.String())
	return err
}

// WhyMarkdown writes the same as a list.
func WhyMarkdown(w io.Writer, p Page, pl *Planned, i int32) error {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n\n", p.whyTitle(pl.Plan, i))
	for _, r := range p.whySentences(pl, i) {
		fmt.Fprintf(&b, "- %s\n", r.text)
	}
	for _, note := range p.whyNote(pl, i) {
		fmt.Fprintf(&b, "\n%s\n", note)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// whyNote says what the times in the sentences are, where there are any.
func (p Page) whyNote(pl *Planned, i int32) []string {
	if pl.Schedule == nil || pl.Schedule.Finish(i) == plan.Never {
		return nil
	}
	return p.timesNote(pl)
}

func (p Page) whyTitle(pl *plan.Plan, i int32) string {
	sys := &pl.Inventory.Systems[i]
	if !pl.InScope(i) {
		return p.Msg("why.title-unaffected", p.Name(sys.Name, sys.ID), sys.ID)
	}
	return p.Msg("why.title", p.Name(sys.Name, sys.ID), sys.ID, pl.Position[i], len(pl.Order), p.tiers(pl, i))
}

// whySentence is a reason and how it reads.
type whySentence struct {
	plan.Reason
	text string
}

// whySentences are the reasons of the order, then those of the schedule.
func (p Page) whySentences(pl *Planned, i int32) []whySentence {
	var out []whySentence
	for _, r := range pl.Plan.Why(i) {
		out = append(out, whySentence{r, p.reason(pl.Plan, r)})
	}
	if pl.Schedule == nil {
		return out
	}
	for _, r := range pl.Schedule.Why(i) {
		out = append(out, whySentence{r, p.scheduleReason(pl, i, r)})
	}
	return out
}

// scheduleReason is the full sentence of a reason for the time of i.
func (p Page) scheduleReason(pl *Planned, i int32, r plan.Reason) string {
	s, inv, c := pl.Schedule, pl.Plan.Inventory, p.clock(pl)
	name, back := "", ""
	if r.System >= 0 {
		name, back = p.system(inv, r.System), c.backAt(s.Finish(r.System))
	}
	switch r.Code {
	case plan.ReasonByCrew:
		return p.Msg(r.Key(), p.crew(inv, r.Value), c.at(s.Start(i)), c.at(s.Finish(i)))
	case plan.ReasonByOthers:
		return p.Msg(r.Key(), c.at(s.Start(i)), c.at(s.Finish(i)))
	case plan.ReasonHeard:
		return p.Msg(r.Key(), p.shown(r.Value), c.at(s.Finish(i)))
	case plan.ReasonAfterNeed, plan.ReasonSoonerNeed:
		return p.Msg(r.Key(), name, back)
	case plan.ReasonAfterPeople:
		return p.Msg(r.Key(), p.crew(inv, r.Value), name, back)
	case plan.ReasonAfterRoom:
		return p.Msg(r.Key(), p.roomName(inv, r.Value), name, back)
	case plan.ReasonAfterHours, plan.ReasonSoonerHours, plan.ReasonSoonerPeople:
		return p.Msg(r.Key(), p.crew(inv, r.Value), c.at(s.Start(i)))
	case plan.ReasonPassedCrew:
		passed, _ := s.PassedOver(i)
		got := inv.Crews[s.Crew(i)].ID
		return p.Msg(r.Key(), p.crew(inv, r.Value), c.at(passed.At), c.at(passed.Finish), p.crew(inv, got), c.at(s.Finish(i)))
	case plan.ReasonSoonerRoom:
		return p.Msg(r.Key(), p.roomName(inv, r.Value))
	case plan.ReasonLate, plan.ReasonInTime:
		n, _ := strconv.ParseInt(r.Value, 10, 64)
		by, _ := s.Deadline(i)
		return p.Msg(r.Key(), p.length(seconds(n)), c.due(by))
	case plan.ReasonPassedFor, plan.ReasonPassed, plan.ReasonNoEstimate, plan.ReasonTooLong, plan.ReasonSoonerWord, plan.ReasonSoonerRung:
		r.Value = p.method(inv, r.Value)
	default:
		r.Value = p.shownIfAny(r.Value)
	}
	return p.Msg(r.Key(), r.Args(name)...)
}

// shownIfAny is what a person wrote, made harmless; nothing stays nothing.
func (p Page) shownIfAny(s string) string {
	if s == "" {
		return ""
	}
	return p.shown(s)
}

// WhyJSON writes the same row as the plan, alone, with its sentences and those
// of the schedule.
func WhyJSON(w io.Writer, p Page, pl *Planned, i int32) error {
	type sentence struct {
		planWhyJSON
		Text string `json:"text"`
	}
	out := struct {
		head
		planRowJSON
		Why []sentence `json:"why"`
	}{head: newHead("Why"), planRowJSON: planRow(pl, int(pl.Plan.Position[i]), i), Why: []sentence{}}
	for _, r := range p.whySentences(pl, i) {
		out.Why = append(out.Why, sentence{whyJSON(pl.Plan, []plan.Reason{r.Reason})[0], r.text})
	}
	return writeJSON(w, out)
}
