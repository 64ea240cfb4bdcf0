// Package incident is what happened: commands become events or are refused
// (Decide), events become state (Apply), and the two never mix.
package incident

import (
	"time"

	"github.com/bokgu/bokgu/pkg/plan"
)

// Command is something a person says. Decide turns it into one event or
// refuses it. Every field not marked optional is needed.
type Command interface{ command() }

// Declare opens an incident.
type Declare struct {
	ID, Title string
	Drill     bool
	Stopped   string // expressions; all empty: everything is unknown, suspected
	Damaged   string
	Unknown   string
	Suspected bool
	Files     string // sha256 of the manifest of the inventory and playbook kept with the incident; empty is none
}

// Target says what a task command is about. Exactly one of the fields is
// given, or none: then everything that is ready for the task.
type Target struct {
	Systems []int32 // by index
	All     bool    // Systems was given, even if empty
	For     string  // agency, room or round of a grouped task
}

// DoTask records a result of a task.
type DoTask struct {
	Ref      string
	Target   Target
	Outcome  Outcome
	Partial  bool              // it runs, with limits
	Limits   string            // what does not work
	Fields   map[string]string // of a record task
	Option   string            // of a decide task
	Evidence []Evidence
	Note     string
	Until    time.Time // of Later
	To       string    // of Passed
	Reason   string    // of Skipped, Failed, Reopened
	Count    int       // of Progressed
}

// Evidence is a file kept with the incident.
type Evidence struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// AddTask adds a task nobody foresaw.
type AddTask struct {
	Title, Role string
	Step        string
	Due         time.Time // zero is none
}

// IssueRound freezes a list of systems for a crew to start together.
type IssueRound struct {
	Task    string  // task id; empty: the one the leading systems are ready for
	Room    string  // optional: only this room
	Crew    string  // optional
	Systems []int32 // optional: exactly these
	Max     int     // 0 is the room's limit or 12
}

// RoundResult records what became of a round; systems it does not name are
// still being started.
type RoundResult struct {
	Round   string
	Up      []int32
	RestUp  bool
	Failed  []int32
	Unknown []int32
	Note    string
}

// SetSystem corrects what is known of systems; empty fields change nothing.
type SetSystem struct {
	Systems   []int32
	Condition string
	Suspected bool // with Condition
	Tier      *int
	Data      string
	Runs      string
	Method    string // the rung chosen for it
}

// SystemDown is a relapse.
type SystemDown struct {
	System int32
	Reason string
}

// PlaceHold forbids starting what the expression matches, now and later.
type PlaceHold struct {
	Where  string
	Reason string
	Owner  string // optional: the operator
}

// LiftHold ends a hold.
type LiftHold struct{ ID string }

// Stop forbids starting anything anywhere; Lift ends it.
type Stop struct {
	Reason string
	Lift   bool
}

// Happen records an outside event.
type Happen struct{ Name string }

// Ask asks a role to decide; Answer answers it.
type Ask struct {
	Text string
	To   string
	By   time.Time // zero is none
}

// Answer answers a question.
type Answer struct {
	Ref     string
	Text    string
	Because string
}

// Note records words.
type Note struct {
	Text    string
	Ref     string  // optional: task it is about
	Systems []int32 // optional
}

// Expect records what a named person says of when a system will be back; who
// says it is the context's From, which is needed.
type Expect struct {
	System  int32
	Between time.Time
	And     time.Time
	Unknown bool // nobody can say any more; the times are not needed
}

// IssueForecast keeps a forecast that is given out.
type IssueForecast struct {
	Forecast *plan.Forecast
	Plan     string // digest of the plan it is of
}

// Undo takes back the writer's last entry.
type Undo struct{}

// Close ends the incident.
type Close struct{ Note string }

func (Declare) command()       {}
func (DoTask) command()        {}
func (AddTask) command()       {}
func (IssueRound) command()    {}
func (RoundResult) command()   {}
func (SetSystem) command()     {}
func (SystemDown) command()    {}
func (PlaceHold) command()     {}
func (LiftHold) command()      {}
func (Stop) command()          {}
func (Happen) command()        {}
func (Ask) command()           {}
func (Answer) command()        {}
func (Note) command()          {}
func (Expect) command()        {}
func (IssueForecast) command() {}
func (Undo) command()          {}
func (Close) command()         {}
