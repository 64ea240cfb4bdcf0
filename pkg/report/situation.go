package report

import (
	"maps"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// Situation is a situation report. It is a draft always: people approve and
// send it, and record that they did, which gives it its number.
type Situation struct {
	Status
	Number int // of the report this will be
	Code   Code

	Change     *Change // since the report before; nil: this is the first
	ListTitle  lang.Text
	ListAsOf   time.Time // when the list was true; zero: it does not say
	Definition string    // what is counted, as whoever settled the total said; empty: not yet
	TotalDue   time.Time // when the total will be settled; zero: nobody says
	DataWhole  int       // of the stopped: their data was proven
	Events     []Event   // outside events the playbook waits for or somebody recorded
	Unknown    []Unknown // what is not known yet, soonest first
	Next       Fixed     // the report after this one; the zero Fixed is none
}

// Code is the check code of the record, and over how many chains it goes.
type Code struct {
	Text   string
	Chains int
}

// Event is something outside; At is zero while it has not happened.
type Event struct {
	Name string
	At   time.Time
}

// Unknown is a question of the playbook that is still open.
type Unknown struct {
	Ref   string
	Title lang.Text
	Count int       // systems it is open for; 0: it is not about systems
	Due   time.Time // zero is none
	Event string    // outside event that must come first; empty is none
	After Name      // task that must be done first; the zero Name is none
}

// Sums says that the parts add up: within every row, and the tiers to the
// whole.
func (s *Situation) Sums() bool {
	total, back := 0, 0
	for i := range s.Tiers {
		if !s.Tiers[i].Sums() {
			return false
		}
		total += s.Tiers[i].Total
		back += s.Tiers[i].Back
	}
	return s.All.Sums() && total == s.All.Total && back == s.All.Back
}

// SituationOf looks at a moment.
func SituationOf(in Input, code Code) Situation {
	m := in.Moment
	s := Situation{
		Status: StatusOf(in), Number: len(reportsOf(in.Records)) + 1, Code: code,
		Change: changed(in, ReportTask), ListTitle: m.Inventory.Title, ListAsOf: m.Inventory.AsOf,
		Events: events(m), Unknown: unknowns(m),
	}
	s.Since = s.Change
	if s.ListTitle.IsZero() {
		s.ListTitle = lang.Plain(m.Inventory.Name)
	}
	if t, _ := m.Task(TotalTask); t != nil && !t.ForSystems() {
		if r := m.Result(t, ""); r != nil && r.Outcome == incident.Done {
			s.Definition = r.Fields[definitionField]
		} else {
			s.TotalDue = m.DueAt(t, "", nil)
		}
	}
	if t, _ := m.Task(ReportTask); t != nil && t.Recurring() {
		s.Next = Fixed{Task: Name{t.ID, t.Title}, At: after(t, m.Now), Number: s.Number + 1}
	}
	for i := range services(m.State) {
		if is, _ := m.Condition(i); is == plan.Stopped && !m.Back(i) && m.Data(i) == "whole" {
			s.DataWhole++
		}
	}
	return s
}

// after is when recurring work comes next if it is done now.
func after(t *playbook.Task, now time.Time) time.Time {
	if t.Every > 0 {
		return now.Add(t.Every)
	}
	var best time.Time
	for _, c := range t.At {
		at := time.Date(now.Year(), now.Month(), now.Day(), c.Hour, c.Minute, 0, 0, now.Location())
		if !at.After(now) {
			at = at.AddDate(0, 0, 1)
		}
		if best.IsZero() || at.Before(best) {
			best = at
		}
	}
	return best
}

// events lists what happened outside, and what the playbook still waits for.
func events(m *incident.Moment) []Event {
	var out []Event
	for _, name := range slices.Sorted(maps.Keys(m.State.Events)) {
		out = append(out, Event{name, m.State.Events[name]})
	}
	slices.SortStableFunc(out, func(a, b Event) int { return a.At.Compare(b.At) })
	for t := range m.Book.Tasks() {
		if t.Waits != "" && !slices.ContainsFunc(out, func(e Event) bool { return e.Name == t.Waits }) {
			out = append(out, Event{Name: t.Waits})
		}
	}
	return out
}

// unknowns lists the questions that are open: the record tasks up to the
// repair that somebody has to fill in, where their work has begun. Tasks
// without a time come last.
func unknowns(m *incident.Moment) []Unknown {
	var out []Unknown
	for t := range m.Book.Tasks() {
		step := m.StepOf(t)
		if t.Do.Kind != playbook.Record || !t.Required || t.Recurring() || step.ID == playbook.Mobilize ||
			step.ID.Number() > playbook.Restore.Number() || !m.Open(step) || m.Ended(t) {
			continue
		}
		u := Unknown{Ref: incident.Ref(t, ""), Title: t.Title}
		open := openSystems(m, t)
		u.Count, u.Due = len(open), m.DueAt(t, "", open)
		for _, w := range slices.Backward(m.TaskWaits(t)) {
			switch w.Kind {
			case incident.WaitEvent:
				u.Event = w.Event
			case incident.WaitTask:
				u.After = Name{w.Task.ID, w.Task.Title}
			}
		}
		out = append(out, u)
	}
	slices.SortStableFunc(out, func(a, b Unknown) int {
		if a.Due.IsZero() != b.Due.IsZero() {
			if a.Due.IsZero() {
				return 1
			}
			return -1
		}
		return a.Due.Compare(b.Due)
	})
	return out
}

// openSystems lists the systems for which something of a task is left; nil
// when it is not about systems.
func openSystems(m *incident.Moment, t *playbook.Task) []int32 {
	if !t.ForSystems() {
		return nil
	}
	var open []int32
	for i := range m.Inventory.Systems {
		if m.Matches(t, int32(i)) && !m.EndedFor(t, int32(i)) {
			open = append(open, int32(i))
		}
	}
	return open
}
