package view

import (
	"fmt"
	"io"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/schedule"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/walk"
)

// shownAdvice is how many pieces of advice a screen has room for.
const shownAdvice = 2

// adviceLines are the first pieces of advice: of each a line for what and why,
// and one for the command, most lines in all.
func (p Page) adviceLines(m *incident.Moment, all []walk.Advice, most int) []string {
	var lines []string
	for i := range all[:min(shownAdvice, len(all))] {
		lines = append(lines, p.advice(m, &all[i]), gap+p.adviceCommand(m, &all[i]))
	}
	return cutAll(lines[:min(max(0, most), len(lines))])
}

func (p Page) adviceMarkdown(w io.Writer, m *incident.Moment, all []walk.Advice) error {
	if len(all) == 0 {
		return nil
	}
	for i := range all {
		if _, err := fmt.Fprintf(w, "- %s: `%s`\n", p.advice(m, &all[i]), p.adviceCommand(m, &all[i])); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w)
	return err
}

// advice says what somebody should decide or find out, and why.
func (p Page) advice(m *incident.Moment, a *walk.Advice) string {
	inv := m.Inventory
	text := ""
	switch a.Kind {
	case plan.AdviceOtherWay:
		if a.Site == "" {
			text = p.Msg("advice.other-way", a.Count, a.Tier1, p.method(inv, a.Method))
		} else {
			text = p.Msg("advice.other-way-at", a.Count, a.Tier1, p.method(inv, a.Method), p.adviceSite(m, a.Site))
		}
	case plan.AdviceStart:
		key := "advice.start-long"
		args := []any{p.method(inv, a.Method), term.Cut(p.system(inv, a.Systems[0]), shortName), p.length(seconds(a.Takes)), a.Count, a.Tier1}
		if a.Hold != "" {
			key, args = "advice.start-held", append(args, a.Hold)
		}
		text = p.Msg(key, args...)
	case plan.AdviceIdle:
		key := "advice.idle-crew"
		if a.Learn != "" {
			key = "advice.idle-learn"
		}
		if a.Until == plan.Never {
			key += "-ever"
		}
		text = p.Msg(key, p.adviceCrew(inv, a.Crew), p.length(seconds(max(0, a.Until))), p.adviceCrew(inv, a.Full), a.Count, a.Tier1, p.shownIfAny(a.Learn))
	case plan.AdviceNeeded:
		i := a.Systems[0]
		whom := p.Msg("advice.whom")
		if agency := inv.Systems[i].Agency; agency != "" {
			whom = p.Name(inv.AgencyName(agency), agency)
		}
		text = p.Msg("advice.needed-by-many", term.Cut(p.system(inv, i), shortName), a.Count, a.Tier1, term.Cut(whom, shortName))
	}
	if a.Gain > 0 {
		text += p.Msg("advice.gain", p.length(seconds(a.Gain)))
	}
	return text
}

func (p Page) adviceSite(m *incident.Moment, id string) string {
	if id == inventory.UnnamedSite {
		return p.Msg("advice.dr-site")
	}
	return p.Name(m.SiteTitle(id), id)
}

func (p Page) adviceCrew(inv *inventory.Inventory, c int32) string {
	return p.Name(inv.Crews[c].Title, inv.Crews[c].ID)
}

// adviceCommand is the command that records the question, or the answer.
func (p Page) adviceCommand(m *incident.Moment, a *walk.Advice) string {
	if a.Kind == plan.AdviceNeeded {
		return p.Msg("advice.tell", p.shown(m.Inventory.Systems[a.Systems[0]].ID))
	}
	return p.Msg("advice.ask", p.shown(a.Question.In(p.Lang)), p.shown(a.To))
}

type adviceJSON struct {
	Kind     string         `json:"kind"`
	Text     string         `json:"text"`
	Command  string         `json:"command"`
	Question string         `json:"question"`
	To       string         `json:"to"`
	Count    int            `json:"count"`
	Tier1    int            `json:"tier1"`
	Gain     schedule.Time  `json:"tier1Sooner"` // seconds; 0: not at all, or not known
	Systems  []string       `json:"systems"`
	Method   string         `json:"method,omitempty"`
	Site     string         `json:"site,omitempty"`
	Hold     string         `json:"hold,omitempty"`
	Takes    *schedule.Time `json:"takes,omitempty"` // seconds
	Crew     string         `json:"crew,omitempty"`
	Full     string         `json:"full,omitempty"`
	Learn    string         `json:"learn,omitempty"`  // the skill that crew would have to learn
	Until    *schedule.Time `json:"until,omitempty"`  // seconds from now; missing: it has no work at all
	FullTo   *schedule.Time `json:"fullTo,omitempty"` // the same
}

func (p Page) adviceJSON(m *incident.Moment, a *walk.Advice) adviceJSON {
	j := adviceJSON{
		Kind: a.Kind, Text: p.advice(m, a), Command: p.adviceCommand(m, a), Question: a.Question.In(p.Lang), To: a.To,
		Count: a.Count, Tier1: a.Tier1, Gain: a.Gain, Systems: ids(m.Inventory, a.Systems),
		Method: a.Method, Site: a.Site, Hold: a.Hold, Learn: a.Learn,
	}
	switch a.Kind {
	case plan.AdviceNeeded:
		j.To = m.Inventory.Systems[a.Systems[0]].Agency
	case plan.AdviceStart:
		j.Takes = &a.Takes
	case plan.AdviceIdle:
		j.Crew, j.Full, j.FullTo = m.Inventory.Crews[a.Crew].ID, m.Inventory.Crews[a.Full].ID, &a.FullTo
		if a.Until != plan.Never {
			j.Until = &a.Until
		}
	}
	return j
}
