package report

import (
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/walk"
)

// Input is what a status and a situation report are made of.
type Input struct {
	Moment  *incident.Moment
	Records []journal.Record     // all of them, in merged order: what changed since the last report
	List    *inventory.Inventory // as declared; nil: as it is now
	Desk    Desk
}

// Status is how an incident stands, for one screen.
type Status struct {
	Header
	Substitute bool // the playbook has them announced
	Outlook    Outlook

	Since     *Change   // what changed since the last report or shift; nil: there was none
	Blocked   []Place   // where services cannot be started, the largest first
	Blockers  []Blocker // infrastructure that others wait for, what must clear first at the head
	Decisions []Decision
	Silent    *Silent // nil: the playbook asks for no calls to owners
	Fixed     []Fixed // the next fixed times, the nearest first
	Report    Fixed   // the next situation report; the zero Fixed is none
	Steps     []Step  // all seven
}

// StepState says whether a step's work is open.
type StepState string

// The states of a step. One that passed can become open again; one whose gate
// is still shut counts as open: it is before those who work, not behind them.
const (
	StepOpen   StepState = "open"
	StepPassed StepState = "passed"
)

// Step is one of the seven, with its tasks that are done.
type Step struct {
	ID    playbook.StepID
	State StepState
	Done  int
	Total int
}

// Blocker is something that is not back and that services wait for.
type Blocker struct {
	System Name
	Frees  int    // services that wait for it, directly or not
	Reason string // code: infrastructure, damaged, unknown
}

// Decision waits for somebody.
type Decision struct {
	Ref   string
	Title lang.Text
	Role  string
	Since time.Time // zero is unknown
	Count int       // systems it is about; 0: not about systems
	Due   time.Time // zero is none
}

// Silent is whose owners have not answered, counted in systems.
type Silent struct {
	Count, Of int
	Agencies  []Quiet // the most systems first
}

// Quiet is one agency that has not answered.
type Quiet struct {
	Agency Name
	Count  int
}

// Fixed is a time that stands: recurring work and when it is due next.
type Fixed struct {
	Task   Name
	At     time.Time
	Number int // of the report it will be; 0: it is no report
}

// StatusOf looks at a moment.
func StatusOf(in Input) Status {
	m := in.Moment
	s := Status{
		Header: HeaderOf(m, in.Desk), Since: changed(in, ReportTask, ShiftTask),
		Blocked: places(m), Blockers: blockers(m), Decisions: decisions(m), Silent: silent(m), Outlook: outlook(m),
	}
	t, _ := m.Task(SubstituteTask)
	s.Substitute = t != nil && s.All.Substitutes.Of > 0
	s.Fixed = fixedTimes(m, len(reportsOf(in.Records)))
	if k := slices.IndexFunc(s.Fixed, func(f Fixed) bool { return f.Task.ID == ReportTask }); k >= 0 {
		s.Report = s.Fixed[k]
	}
	for i := range m.Book.Steps {
		step := &m.Book.Steps[i]
		done, total := m.Progress(step)
		s.Steps = append(s.Steps, Step{step.ID, stepState(m, step), done, total})
	}
	return s
}

func blockers(m *incident.Moment) []Blocker {
	var out []Blocker
	for _, b := range m.Blockers() {
		out = append(out, Blocker{systemName(m.State, b.System), int(b.Frees), b.Reason})
	}
	return out
}

func stepState(m *incident.Moment, step *playbook.Step) StepState {
	if m.Passed(step) {
		return StepPassed
	}
	return StepOpen
}

// decisions lists what waits for a decision, the most urgent first.
func decisions(m *incident.Moment) []Decision {
	var out []Decision
	rows := walk.Next(m).Rows()
	for k := range rows {
		r := &rows[k]
		if !r.Decision() {
			continue
		}
		d := Decision{Ref: r.Ref, Role: r.Role, Since: r.Since, Count: r.Count(), Due: r.Due}
		if r.Task != nil && r.Task.ForSystems() {
			d.Since = time.Time{} // each of its systems has waited for a time of its own
		}
		switch {
		case r.Question != nil:
			d.Title = lang.Plain(r.Question.Text)
		case r.Conflict != nil:
			continue // the header counts them
		case len(r.Rest) > 0:
			d.Ref, d.Title = incident.Ref(r.Task, ""), r.Task.Title
		default:
			d.Title = r.Task.Title
		}
		if r.Task != nil && r.Task.Where != nil && d.Count == 0 && r.Task.Per == playbook.PerIncident {
			d.Count = matching(m, r.Task)
		}
		out = append(out, d)
	}
	return out
}

// matching counts the services that a task done once for all is about.
func matching(m *incident.Moment, t *playbook.Task) int {
	n := 0
	for i := range services(m.State) {
		if m.Matches(t, i) {
			n++
		}
	}
	return n
}

// silent counts the systems whose owners have not answered.
func silent(m *incident.Moment) *Silent {
	t, _ := m.Task(OwnersTask)
	if t == nil || t.Per != playbook.PerAgency || t.ForSystems() {
		return nil
	}
	s := &Silent{}
	at := map[string]int{}
	for i := range services(m.State) {
		if !m.Matches(t, i) {
			continue
		}
		s.Of++
		key := m.GroupOf(t, i)
		if r := m.Result(t, key); r != nil && (r.Outcome == incident.Done || r.Outcome == incident.Skipped) {
			continue
		}
		s.Count++
		k, known := at[key]
		if !known {
			k = len(s.Agencies)
			at[key] = k
			s.Agencies = append(s.Agencies, Quiet{Agency: Name{key, m.Inventory.AgencyName(key)}})
		}
		s.Agencies[k].Count++
	}
	slices.SortStableFunc(s.Agencies, func(a, b Quiet) int { return b.Count - a.Count })
	return s
}

// fixedTimes lists when reports, meetings and shifts are due next; in a
// playbook that has none of them, all recurring work of the incident.
func fixedTimes(m *incident.Moment, reports int) []Fixed {
	var known, other []Fixed
	for t := range m.Book.Tasks() {
		if !t.Recurring() || t.Per != playbook.PerIncident || t.ForSystems() || len(m.GroupWaits(t, "")) > 0 {
			continue
		}
		f := Fixed{Task: Name{t.ID, t.Title}, At: m.NextDue(t, "")}
		if later := m.Later(t, ""); later.After(f.At) {
			f.At = later
		}
		if t.ID == ReportTask {
			f.Number = reports + 1
		}
		if slices.Contains([]string{ReportTask, MeetingTask, ShiftTask}, t.ID) {
			known = append(known, f)
		} else {
			other = append(other, f)
		}
	}
	if len(known) == 0 {
		known = other
	}
	slices.SortStableFunc(known, func(a, b Fixed) int { return a.At.Compare(b.At) })
	return known
}
