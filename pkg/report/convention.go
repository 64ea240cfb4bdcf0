package report

import (
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// Tasks that reports draw on, by id. This list is the whole convention; it
// stands in docs/PLAYBOOK.md too. A playbook that lacks one of them loses what
// is said here and nothing else.
const (
	AlertTask       = "alert-level"      // decides the crisis alert; see the levels below
	AlertLiftedTask = "alert-lifted"     // decides it again at the end
	TotalTask       = "settle-total"     // while it is not done, counts are provisional; its field "definition" says what is counted
	SubstituteTask  = "substitute"       // per system: its substitute was announced
	OwnersTask      = "call-owners"      // per agency: somebody answered
	ReportTask      = "situation-report" // recurring: each time it is done is one numbered report
	ShiftTask       = "shift-change"     // recurring: figures are also compared with the last one
	MeetingTask     = "meeting"          // recurring: when people gather
)

// The levels of the crisis alert: the option ids of AlertTask and
// AlertLiftedTask. Another id is shown by its title.
const (
	AlertAttention = "attention"
	AlertCaution   = "caution"
	AlertAlert     = "alert"
	AlertSerious   = "serious"
	AlertLifted    = "lifted"
)

// definitionField is the field of TotalTask that says what is counted.
const definitionField = "definition"

// Alert is the crisis alert as last decided; the zero Alert is: nobody has
// said one.
type Alert struct {
	Level string // option id
	Title lang.Text
	At    time.Time
}

// alert finds the later of the two decisions.
func alert(st *incident.State) Alert {
	var last Alert
	for _, id := range []string{AlertTask, AlertLiftedTask} {
		t, _ := st.Task(id)
		if t == nil || t.ForSystems() {
			continue
		}
		r := st.Result(t, "")
		if r == nil || r.Outcome != incident.Done || r.Option == "" || r.At.Before(last.At) {
			continue
		}
		last = Alert{Level: r.Option, Title: optionTitle(t, r.Option), At: r.At}
	}
	return last
}

func optionTitle(t *playbook.Task, id string) lang.Text {
	for _, o := range t.Do.Options {
		if o.ID == id && !o.Title.IsZero() {
			return o.Title
		}
	}
	return lang.Plain(id)
}

// settled says that the total is agreed. Where the playbook has no such task
// nobody will ever settle it, and the list is the total.
func settled(m *incident.Moment) bool {
	t, _ := m.Task(TotalTask)
	return t == nil || m.Ended(t)
}
