package view

import (
	"cmp"
	"io"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/incident"
)

// SystemStateText writes one system as it is in an incident: what the list
// says, and below it what is so now.
func SystemStateText(w io.Writer, p Page, m *incident.Moment, i int32) error {
	return writeFacts(w, append(p.systemFacts(m.Inventory, i), p.stateFacts(m, i)...))
}

// SystemStateMarkdown writes the same as a table.
func SystemStateMarkdown(w io.Writer, p Page, m *incident.Moment, i int32) error {
	return factsTable(append(p.systemFacts(m.Inventory, i), p.stateFacts(m, i)...)).markdown(w)
}

func (p Page) stateFacts(m *incident.Moment, i int32) []fact {
	is, suspected := m.Condition(i)
	condition := p.Msg("condition." + is.String())
	if suspected {
		condition = p.Msg("system.suspected", condition)
	}
	facts := []fact{{p.Msg("system.condition"), condition}}
	if !m.InScope(i) {
		return facts
	}
	say := func(key, value string) {
		if value != "" {
			facts = append(facts, fact{p.Msg(key), value})
		}
	}
	say("system.phase", p.Msg("phase."+m.Phase(i).String()))
	say("system.runs", p.place(m.Runs(i)))
	if data := m.Data(i); data != "" {
		say("system.data", p.Msg("data."+data))
	}
	if partial, limits := m.Partial(i); partial {
		say("system.limits", cmp.Or(limits, "-"))
	}
	say("system.down-since", m.DownSince(i).Format("2006-01-02 15:04"))
	if n, why := m.Relapses(i); n > 0 {
		say("system.relapses", strconv.Itoa(n)+" ("+why+")")
	}
	var holds []string
	for _, h := range m.HoldsOn(i) {
		holds = append(holds, h.ID+" "+h.Reason)
	}
	say("system.holds", strings.Join(holds, "; "))
	if r := m.LastRound(i); r != nil {
		say("system.round", r.ID+" "+p.Msg("round.state."+roundState(m.State, r, i)))
	}
	return facts
}

func (p Page) place(where string) string {
	switch where {
	case incident.Home:
		return p.Msg("runs.home")
	case incident.OldVersion:
		return p.Msg("runs.old-version")
	default:
		return where
	}
}

// SystemStateJSON writes the same for scripts.
func SystemStateJSON(w io.Writer, p Page, m *incident.Moment, i int32) error {
	is, suspected := m.Condition(i)
	partial, limits := m.Partial(i)
	runs := m.Runs(i)
	if runs == incident.Home {
		runs = "home"
	}
	relapses, _ := m.Relapses(i)
	holds := []string{}
	for _, h := range m.HoldsOn(i) {
		holds = append(holds, h.ID)
	}
	type state struct {
		Condition string   `json:"condition"`
		Suspected bool     `json:"suspected"`
		Phase     string   `json:"phase"`
		Back      bool     `json:"back"`
		Partial   bool     `json:"partial"`
		Limits    string   `json:"limits"`
		Runs      string   `json:"runs"`
		Data      string   `json:"data"`
		Relapses  int      `json:"relapses"`
		Holds     []string `json:"holds"`
		Method    string   `json:"method"`
	}
	_, rung := m.Rung(i)
	return writeJSON(w, struct {
		head
		systemJSON
		State state `json:"state"`
	}{newHead("System"), p.systemJSON(m.Inventory, i), state{
		is.String(), suspected, m.Phase(i).String(), m.Back(i), partial, limits, runs, m.Data(i), relapses, holds, rung.Method,
	}})
}
