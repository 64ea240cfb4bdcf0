package view

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/term"
)

// RoundJSON writes a round for scripts.
func RoundJSON(w io.Writer, st *incident.State, r *incident.Round, irregular []string) error {
	type state struct {
		System string `json:"system"`
		State  string `json:"state"`
	}
	out := struct {
		head
		Round     string   `json:"round"`
		Task      string   `json:"task"`
		Method    string   `json:"method"`
		On        string   `json:"on"`
		Room      string   `json:"room"`
		Crew      string   `json:"crew"`
		Issued    string   `json:"issued"`
		Systems   []string `json:"systems"`
		Numbers   []int    `json:"numbers"`
		States    []state  `json:"states"`
		Irregular []string `json:"irregular"`
	}{
		head: newHead("Round"), Round: r.ID, Task: r.Task.ID, Method: r.Method, On: r.On, Room: r.Room, Crew: r.Crew,
		Issued: r.Issued.Format(rfc3339), Systems: []string{}, Numbers: []int{}, States: []state{}, Irregular: list(irregular),
	}
	for _, i := range r.Systems {
		id := st.Inventory.Systems[i].ID
		out.Systems = append(out.Systems, id)
		out.Numbers = append(out.Numbers, incident.CallNumber(i))
		out.States = append(out.States, state{id, roundState(st, r, i)})
	}
	return writeJSON(w, out)
}

const rfc3339 = "2006-01-02T15:04:05Z07:00"

// roundState is what became of one system of a round: up, failed, unknown, or
// going.
func roundState(st *incident.State, r *incident.Round, i int32) string {
	res := st.SystemResult(r.Task, i)
	switch {
	case res == nil || res.Outcome == incident.Reopened:
		return "failed"
	case res.Outcome == incident.Done:
		return "up"
	case res.Outcome == incident.Failed:
		return "failed"
	case res.Unknown:
		return "unknown"
	default:
		return "going"
	}
}

// RoundText writes a round for the people who start it: two columns, down by
// call number.
func RoundText(w io.Writer, p Page, m *incident.Moment, r *incident.Round) error {
	st := m.State
	var b strings.Builder
	parts := []string{p.Msg("round.head", p.roundName(m, r), len(r.Systems)), p.method(m.Inventory, r.Method)}
	if r.Room != "" {
		parts = append(parts, p.room(m, r.Room))
	}
	if r.Crew != "" {
		parts = append(parts, p.crew(m.Inventory, r.Crew))
	}
	fmt.Fprintln(&b, term.Cut(strings.Join(parts, "   "), term.Columns))
	fmt.Fprintln(&b, p.Msg("round.running", r.Issued.Format("15:04"), len(st.Going(r))))
	const half = 39
	systems := slices.Sorted(slices.Values(r.Systems))
	for k, below := 0, (len(systems)+1)/2; k < below; k++ {
		line := term.Fit(p.roundCell(st, r, systems[k]), half)
		if below+k < len(systems) {
			line += " " + term.Cut(p.roundCell(st, r, systems[below+k]), half)
		}
		fmt.Fprintln(&b, strings.TrimRight(line, " "))
	}
	if len(st.Going(r)) > 0 {
		fmt.Fprintln(&b, p.Msg("round.how", r.ID))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// crew is what people call a crew: its title, else its plain name.
func (p Page) crew(inv *inventory.Inventory, id string) string {
	for i := range inv.Crews {
		if c := &inv.Crews[i]; c.ID == id {
			return p.Name(c.Title, id)
		}
	}
	return term.Plain(id)
}

// roundCell is one system of a round: number, name, agency, and its state once
// it has one.
func (p Page) roundCell(st *incident.State, r *incident.Round, i int32) string {
	sys := &st.Inventory.Systems[i]
	state := ""
	if s := roundState(st, r, i); s != "going" {
		state = " " + p.Msg("round.state."+s)
	}
	number := term.PadLeft(strconv.Itoa(incident.CallNumber(i)), 4)
	name := term.Fit(p.Name(sys.Name, sys.ID), 20)
	room := 39 - 4 - 1 - 20 - 1 - term.Width(state)
	return number + " " + name + " " + term.Cut(p.agency(st.Inventory, sys.Agency), room) + state
}

// RoundMarkdown writes a round as a table.
func RoundMarkdown(w io.Writer, p Page, st *incident.State, r *incident.Round) error {
	t := &table{head: []string{p.Msg("column.number"), p.Msg("column.name"), p.Msg("column.agency"), p.Msg("column.state")}}
	for _, i := range slices.Sorted(slices.Values(r.Systems)) {
		sys := &st.Inventory.Systems[i]
		t.add(strconv.Itoa(incident.CallNumber(i)), p.Name(sys.Name, sys.ID), p.agency(st.Inventory, sys.Agency), p.Msg("round.state."+roundState(st, r, i)))
	}
	return t.markdown(w)
}
