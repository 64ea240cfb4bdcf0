package view

import (
	"io"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/walk"
)

type entryJSON struct {
	Ref      string     `json:"ref"`
	Task     string     `json:"task"` // id in the playbook; ask, added or conflict for what is not of it
	Step     string     `json:"step"`
	Role     string     `json:"role"`
	Title    string     `json:"title"`
	Per      string     `json:"per"`
	For      string     `json:"for"`
	Systems  []string   `json:"systems"`
	Numbers  []int      `json:"numbers"`
	Starts   bool       `json:"starts"`
	Due      *time.Time `json:"due"`
	Round    string     `json:"round,omitempty"`
	Proposed bool       `json:"proposed,omitempty"`
}

type waitingJSON struct {
	Ref string   `json:"ref"`
	On  []string `json:"on"`
}

// NextJSON writes what is next for scripts: all of it, one entry for each
// group.
func NextJSON(w io.Writer, p Page, m *incident.Moment, l walk.List) error {
	out := struct {
		head
		Tasks   []entryJSON   `json:"tasks"`
		Waiting []waitingJSON `json:"waiting"`
		Advice  []adviceJSON  `json:"advice"`
	}{newHead("Next"), []entryJSON{}, []waitingJSON{}, []adviceJSON{}}
	for i := range l.Tasks {
		out.Tasks = append(out.Tasks, p.entryJSON(m, &l.Tasks[i]))
	}
	for _, wait := range l.Waiting {
		out.Waiting = append(out.Waiting, waitingJSON{incident.Ref(wait.Task, ""), wait.Names(m.State)})
	}
	for i := range l.Advice {
		out.Advice = append(out.Advice, p.adviceJSON(m, &l.Advice[i]))
	}
	return writeJSON(w, out)
}

func (p Page) entryJSON(m *incident.Moment, e *walk.Entry) entryJSON {
	j := entryJSON{
		Ref: e.Ref, Step: string(e.Step), Role: e.Role, Title: p.entryTitle(m, e), Per: string(playbook.PerIncident), For: e.Key,
		Systems: []string{}, Numbers: []int{}, Round: "", Proposed: e.Proposal != nil,
	}
	for _, i := range e.Systems {
		j.Systems = append(j.Systems, m.Inventory.Systems[i].ID)
		j.Numbers = append(j.Numbers, incident.CallNumber(i))
	}
	switch {
	case e.Question != nil:
		j.Task = "ask"
	case e.Added != nil:
		j.Task = "added"
	case e.Conflict != nil:
		j.Task = "conflict"
	default:
		j.Task, j.Per, j.Starts = e.Task.ID, string(e.Task.Per), e.Task.Starts
	}
	if e.Round != nil {
		j.Round = e.Round.ID
	}
	if !e.Due.IsZero() {
		j.Due = &e.Due
	}
	return j
}
