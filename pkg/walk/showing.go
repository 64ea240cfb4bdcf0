package walk

import (
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// Showing is what a Screen can be asked to show: a Scene, Recorded, Reasons,
// an Echo, Options, a Notice or Words.
type Showing interface{ showing() }

// Scene is the whole screen: the state, the rows from From on, and which of
// them is chosen.
type Scene struct {
	Moment *incident.Moment
	List   List
	All    []Row
	From   int   // index in All of the first row shown
	Rows   []Row // at most Shown
	Chosen int   // index in Rows
}

// Recorded is the receipt of a command, with the figures before and after.
type Recorded struct {
	Moment        *incident.Moment
	Command       incident.Command
	Receipt       Receipt
	Before, After incident.Counts
}

// Reasons asks for all that is known about why a row is there.
type Reasons struct {
	Moment *incident.Moment
	Row    Row
}

// Echo is the result of a round as it was understood, before it is recorded.
type Echo struct {
	Moment *incident.Moment
	Round  *incident.Round
	Result Resolved
}

// Options is a numbered choice.
type Options []any

// Notice is one message.
type Notice struct {
	Key  string
	Args []any
}

// Words are lines that somebody else has worded.
type Words []string

// Arguments of notices and questions are text and numbers, and things that the
// screen has names for: systems ([]int32), lang.Text, *incident.Round,
// time.Time, playbook.Field, and these.
type (
	Value     string // of a field or a state that has a few
	Role      string // id of a role, or a person's name
	EventType string // type of a record
	Group     struct {
		Task *playbook.Task
		Key  string
	}
)

func (Scene) showing()    {}
func (Recorded) showing() {}
func (Reasons) showing()  {}
func (Echo) showing()     {}
func (Options) showing()  {}
func (Notice) showing()   {}
func (Words) showing()    {}

// newScene shows the rows of a list from one on.
func newScene(m *incident.Moment, list List, from int) Scene {
	all := list.Rows()
	if from >= len(all) {
		from = 0
	}
	return Scene{Moment: m, List: list, All: all, From: from, Rows: all[from:min(from+Shown, len(all))]}
}

func (s *Scene) chosen() *Row {
	if s.Chosen >= len(s.Rows) {
		return nil
	}
	return &s.Rows[s.Chosen]
}

// choose turns to the row with this index in All.
func (s *Scene) choose(i int) {
	if i < s.From || i >= s.From+Shown {
		s.From = i - i%Shown
		s.Rows = s.All[s.From:min(s.From+Shown, len(s.All))]
	}
	s.Chosen = i - s.From
}
