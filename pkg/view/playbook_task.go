package view

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
)

type taskJSON struct {
	Ref      string      `json:"ref"`
	ID       string      `json:"id"`
	Step     string      `json:"step"`
	Title    lang.Text   `json:"title"`
	Role     string      `json:"role"`
	Per      string      `json:"per"`
	Where    string      `json:"where,omitempty"`
	After    []string    `json:"after"`
	Do       string      `json:"do"`
	Required bool        `json:"required"`
	Evidence bool        `json:"evidence"`
	Due      string      `json:"due,omitempty"`
	Every    string      `json:"every,omitempty"`
	Waits    string      `json:"waits,omitempty"`
	Brings   string      `json:"brings,omitempty"`
	Starts   bool        `json:"starts"`
	Fields   []fieldJSON `json:"fields"`
	Options  []string    `json:"options"`
}

type fieldJSON struct {
	ID       string   `json:"id"`
	Type     string   `json:"type"`
	Required bool     `json:"required"`
	Values   []string `json:"values"`
}

func newTaskJSON(step *playbook.Step, t *playbook.Task) taskJSON {
	j := taskJSON{
		Ref: taskRef(t), ID: t.ID, Step: string(step.ID), Title: t.Title, Role: t.Role, Per: string(t.Per),
		After: list(t.After), Do: string(t.Do.Kind), Required: t.Required, Evidence: t.Evidence,
		Waits: t.Waits, Starts: t.Starts, Fields: []fieldJSON{}, Options: []string{},
	}
	if t.Where != nil {
		j.Where = t.Where.String()
	}
	if t.Due > 0 {
		j.Due = duration(t.Due)
	}
	if t.Every > 0 {
		j.Every = duration(t.Every)
	}
	if t.Brings != playbook.Down {
		j.Brings = t.Brings.String()
	}
	for _, f := range t.Do.Fields {
		j.Fields = append(j.Fields, fieldJSON{f.ID, string(f.Type), f.Required, list(f.Values)})
	}
	for _, o := range t.Do.Options {
		j.Options = append(j.Options, o.ID)
	}
	return j
}

// PlaybookJSON writes the steps and their tasks for scripts.
func PlaybookJSON(w io.Writer, pb *playbook.Playbook) error {
	type step struct {
		ID    string     `json:"id"`
		Title lang.Text  `json:"title"`
		Opens string     `json:"opens,omitempty"`
		Tasks []taskJSON `json:"tasks"`
	}
	out := struct {
		head
		Name  string    `json:"name"`
		Title lang.Text `json:"title"`
		Tasks int       `json:"tasks"`
		Steps []step    `json:"steps"`
	}{newHead("Playbook"), pb.Name, pb.Title, tasks(pb), []step{}}
	for i := range pb.Steps {
		s := &pb.Steps[i]
		j := step{ID: string(s.ID), Title: s.Title, Tasks: []taskJSON{}}
		if s.Opens != nil {
			j.Opens = s.Opens.String()
		}
		for n := range s.Tasks {
			j.Tasks = append(j.Tasks, newTaskJSON(s, &s.Tasks[n]))
		}
		out.Steps = append(out.Steps, j)
	}
	return writeJSON(w, out)
}

// TaskJSON writes one task for scripts.
func TaskJSON(w io.Writer, step *playbook.Step, t *playbook.Task) error {
	return writeJSON(w, struct {
		head
		taskJSON
	}{newHead("Task"), newTaskJSON(step, t)})
}

// TaskText writes all that a playbook says of a task, a fact a line.
func TaskText(w io.Writer, p Page, pb *playbook.Playbook, step *playbook.Step, t *playbook.Task) error {
	return writeFacts(w, p.taskFacts(pb, step, t))
}

// TaskMarkdown writes the same as a table.
func TaskMarkdown(w io.Writer, p Page, pb *playbook.Playbook, step *playbook.Step, t *playbook.Task) error {
	return factsTable(p.taskFacts(pb, step, t)).markdown(w)
}

func (p Page) taskFacts(pb *playbook.Playbook, step *playbook.Step, t *playbook.Task) []fact {
	var facts []fact
	say := func(key, value string) {
		if value != "" {
			facts = append(facts, fact{p.Msg(key), value})
		}
	}
	say("column.number", taskRef(t)+" "+t.ID)
	say("column.task", p.Name(t.Title, t.ID))
	say("task.why", t.Why.In(p.Lang))
	say("column.step", p.stepTitle(step))
	say("column.role", p.role(pb, t.Role))
	say("column.per", p.Msg("per."+string(t.Per)))
	if t.Where != nil {
		say("task.where", t.Where.String())
	}
	say("task.after", strings.Join(t.After, ", "))
	say("task.waits", t.Waits)
	say("column.due", p.when(t))
	say("column.kind", p.Msg("kind."+string(t.Do.Kind)))
	say("task.text", t.Do.Text.In(p.Lang))
	for _, f := range t.Do.Fields {
		say("task.field", p.field(f))
	}
	for _, o := range t.Do.Options {
		say("task.option", fmt.Sprintf("%s  %s", o.ID, p.Name(o.Title, o.ID)))
	}
	if t.Do.Approvers > 0 {
		say("task.approve", strconv.Itoa(t.Do.Approvers)+" "+p.role(pb, t.Do.Of))
	}
	if t.Brings != playbook.Down {
		say("column.brings", p.Msg("phase."+t.Brings.String()))
	}
	say("task.starts", p.yesNo(t.Starts))
	say("task.required", p.yesNo(t.Required))
	say("task.evidence", p.yesNo(t.Evidence))
	return facts
}

func (p Page) field(f playbook.Field) string {
	s := fmt.Sprintf("%s (%s)  %s", f.ID, f.Type, p.Name(f.Title, f.ID))
	if len(f.Values) > 0 {
		s += ": " + strings.Join(f.Values, ", ")
	}
	return s
}
