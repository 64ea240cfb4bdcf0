package view

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/term"
)

// PlaybookEntry is one line of a list of playbooks.
type PlaybookEntry struct {
	Playbook *playbook.Playbook
	Shipped  bool // it comes with the program
	InUse    bool // the workspace uses it
}

func tasks(pb *playbook.Playbook) int {
	n := 0
	for i := range pb.Steps {
		n += len(pb.Steps[i].Tasks)
	}
	return n
}

func (p Page) playbooksTable(entries []PlaybookEntry) *table {
	t := &table{
		head:  []string{p.Msg("column.id"), p.Msg("column.name"), p.Msg("column.tasks"), p.Msg("column.origin"), p.Msg("column.in-use")},
		right: []bool{false, false, true},
	}
	for _, e := range entries {
		origin := p.Msg("word.workspace")
		if e.Shipped {
			origin = p.Msg("word.shipped")
		}
		t.add(e.Playbook.Name, p.Name(e.Playbook.Title, e.Playbook.Name), strconv.Itoa(tasks(e.Playbook)), origin, p.yesNo(e.InUse))
	}
	return t
}

// PlaybooksText lists playbooks for a screen.
func PlaybooksText(w io.Writer, p Page, entries []PlaybookEntry) error {
	return p.playbooksTable(entries).text(w)
}

// PlaybooksMarkdown lists playbooks as a table.
func PlaybooksMarkdown(w io.Writer, p Page, entries []PlaybookEntry) error {
	return p.playbooksTable(entries).markdown(w)
}

// PlaybooksJSON lists playbooks for scripts.
func PlaybooksJSON(w io.Writer, entries []PlaybookEntry) error {
	type entry struct {
		Name    string    `json:"name"`
		Title   lang.Text `json:"title"`
		Tasks   int       `json:"tasks"`
		Shipped bool      `json:"shipped"`
		InUse   bool      `json:"inUse"`
	}
	out := struct {
		head
		Playbooks []entry `json:"playbooks"`
	}{newHead("Playbooks"), []entry{}}
	for _, e := range entries {
		out.Playbooks = append(out.Playbooks, entry{e.Playbook.Name, e.Playbook.Title, tasks(e.Playbook), e.Shipped, e.InUse})
	}
	return writeJSON(w, out)
}

// PlaybookText writes the steps and their tasks for a screen.
func PlaybookText(w io.Writer, p Page, pb *playbook.Playbook) error {
	var b strings.Builder
	fmt.Fprintln(&b, term.Cut(fmt.Sprintf("%s (%s)", p.Name(pb.Title, pb.Name), pb.Name), term.Columns))
	for i := range pb.Steps {
		step := &pb.Steps[i]
		fmt.Fprintf(&b, "\n%s\n", term.Cut(p.stepTitle(step), term.Columns))
		if len(step.Tasks) == 0 {
			continue
		}
		t := p.tasksTable(pb, step)
		if err := t.text(&b); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// PlaybookMarkdown writes the steps and their tasks as tables.
func PlaybookMarkdown(w io.Writer, p Page, pb *playbook.Playbook) error {
	if _, err := fmt.Fprintf(w, "# %s\n", p.Name(pb.Title, pb.Name)); err != nil {
		return err
	}
	for i := range pb.Steps {
		if _, err := fmt.Fprintf(w, "\n## %s\n\n", p.stepTitle(&pb.Steps[i])); err != nil {
			return err
		}
		if err := p.tasksTable(pb, &pb.Steps[i]).markdown(w); err != nil {
			return err
		}
	}
	return nil
}

func (p Page) stepTitle(s *playbook.Step) string {
	title := fmt.Sprintf("%d %s", s.ID.Number(), p.Name(s.Title, string(s.ID)))
	if s.Opens != nil {
		title += "  " + p.Msg("playbook.opens", s.Opens.String())
	}
	return title
}

func (p Page) tasksTable(pb *playbook.Playbook, step *playbook.Step) *table {
	t := &table{head: []string{p.Msg("column.number"), p.Msg("column.kind"), p.Msg("column.task"), p.Msg("column.role"),
		p.Msg("column.per"), p.Msg("column.due"), p.Msg("column.brings")}}
	for i := range step.Tasks {
		task := &step.Tasks[i]
		brings := ""
		if task.Brings != playbook.Down {
			brings = p.Msg("phase." + task.Brings.String())
		}
		t.add(taskRef(task), p.Msg("kind."+string(task.Do.Kind)), p.Name(task.Title, task.ID), p.role(pb, task.Role),
			p.Msg("per."+string(task.Per)), p.when(task), brings)
	}
	return t
}

func taskRef(t *playbook.Task) string { return "T" + strconv.Itoa(t.Num) }

func (p Page) role(pb *playbook.Playbook, id string) string {
	for _, r := range pb.Roles {
		if r.ID == id {
			return p.Name(r.Title, id)
		}
	}
	return id
}

// when is how often or by when a task is due.
func (p Page) when(t *playbook.Task) string {
	switch {
	case t.Every > 0:
		return p.Msg("playbook.every", duration(t.Every))
	case len(t.At) > 0:
		times := make([]string, len(t.At))
		for i, at := range t.At {
			times[i] = fmt.Sprintf("%02d:%02d", at.Hour, at.Minute)
		}
		return strings.Join(times, " ")
	case t.Due > 0:
		return duration(t.Due)
	default:
		return ""
	}
}

// duration writes what a file would say: 2d, 3h30m, 90s.
func duration(d time.Duration) string {
	const day = 24 * time.Hour
	s := ""
	if n := d / day; n > 0 {
		s, d = fmt.Sprintf("%dd", n), d%day
	}
	if n := d / time.Hour; n > 0 {
		s, d = s+fmt.Sprintf("%dh", n), d%time.Hour
	}
	if n := d / time.Minute; n > 0 {
		s, d = s+fmt.Sprintf("%dm", n), d%time.Minute
	}
	if n := d / time.Second; n > 0 || s == "" {
		s += fmt.Sprintf("%ds", n)
	}
	return s
}
