// Package playbook is the seven steps of recovery as data: roles, steps,
// tasks, and the gates between them. The steps are seven kinds of work, not a
// queue: a step is open unless its gate says otherwise.
package playbook

import (
	"time"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/selection"
)

// StepID names one of the seven steps.
type StepID string

// The seven steps, in their fixed order.
const (
	Assess    StepID = "assess"
	Mobilize  StepID = "mobilize"
	Diagnose  StepID = "diagnose"
	Resume    StepID = "resume"
	Restore   StepID = "restore"
	Verify    StepID = "verify"
	Stabilize StepID = "stabilize"
)

// StepIDs lists the seven steps in order.
func StepIDs() []StepID {
	return []StepID{Assess, Mobilize, Diagnose, Resume, Restore, Verify, Stabilize}
}

// Number is 1 to 7, or 0 for no step.
func (id StepID) Number() int {
	for i, s := range StepIDs() {
		if s == id {
			return i + 1
		}
	}
	return 0
}

// Phase is how far a system has come back. The order is the order of work.
type Phase int

const (
	Down     Phase = iota // nothing runs
	Resumed               // it runs, temporarily or in part
	Restored              // it runs as planned
	Verified              // tested and accepted by its owner
	Stable                // watched, and the watch is over
)

// phaseNames names the phases in the words of the files.
var phaseNames = [...]string{"down", "resumed", "restored", "verified", "stable"}

// String is the word of the files.
func (p Phase) String() string { return phaseNames[p] }

// ParsePhase reads the word of the files.
func ParsePhase(s string) (Phase, bool) {
	for i, n := range phaseNames {
		if n == s {
			return Phase(i), true
		}
	}
	return Down, false
}

// Per is what a task is done once for.
type Per string

const (
	PerIncident Per = "incident"
	PerAgency   Per = "agency"
	PerRoom     Per = "room"
	PerRound    Per = "round"
	PerSystem   Per = "system"
)

// Playbook is the seven steps.
type Playbook struct {
	Name  string
	Title lang.Text
	Roles []Role
	Steps []Step // exactly seven in a sound playbook

	// SetAside counts tasks left out because a finding made them unfit.
	SetAside int

	index // made by Resolve
}

// Role is who does a task.
type Role struct {
	ID    string
	Title lang.Text
}

// Step is one kind of work.
type Step struct {
	ID     StepID
	Title  lang.Text
	Target time.Duration   // from the declaration; 0 is none
	Opens  *selection.Gate // nil is open from the start
	Passed *selection.Gate // nil: when every required task is done
	Tasks  []Task
}

// Task is one thing to do, once per incident, agency, room, round or system.
//
// A task that brings a phase is done for systems: per incident, agency, room
// or round then only says how they are grouped, and the group can be done
// again when more of its systems become ready.
type Task struct {
	ID    string
	Title lang.Text
	Why   lang.Text // one line: why now; shown behind the key ?
	Role  string
	Per   Per                   // zero reads as incident after loading
	Where *selection.Expr       // which systems it is for; nil is every system in scope, infrastructure too
	After []string              // tasks of any step
	Due   time.Duration         // from the declaration, or from when the system became ready for it; 0 is none
	Watch map[int]time.Duration // by tier, key 0 for the others: a due time only, never a wait

	Every time.Duration // recurring work; 0 is once
	At    []ClockTime   // recurring at these times of day

	Waits    string // outside event that must have happened
	Progress int    // how many there are to get through; 0 is no count
	Required bool   // counts for the step's passing; true unless the file says optional
	Evidence bool   // done without a file or note is irregular
	Timeout  time.Duration
	Retries  int

	Do Do

	Brings   Phase    // Down brings nothing
	Starts   bool     // it starts something: held back by holds, stop and needs
	Method   string   // the method this task starts by; empty: the system's chosen rung
	Failback bool     // for systems that run elsewhere: brings them home
	Reopens  []string // start tasks: ready for systems on which one of these failed, or whose way is blocked while a later rung could work; done, they may be tried again

	Num int // T1, T2 …: its place in the whole playbook, given by the loader
}

// ClockTime is a time of day.
type ClockTime struct{ Hour, Minute int }

// Kind is what doing a task means.
type Kind string

const (
	Confirm Kind = "confirm" // somebody says it is so
	Run     Kind = "run"     // a command is run
	ProbeIt Kind = "probe"   // the systems' probes are asked
	Record  Kind = "record"  // fields are filled in
	Decide  Kind = "decide"  // one of several options is chosen
	Approve Kind = "approve" // so many of a role agree
	Notify  Kind = "notify"  // people are called or told
)

// Do is what doing a task means; only the fields of its Kind are set.
type Do struct {
	Kind      Kind
	Text      lang.Text         // confirm: the statement; notify: the message; decide: the question
	Run       []string          // argv
	Env       map[string]string // run
	Fields    []Field           // record
	Options   []Option          // decide
	Approvers int               // approve: how many
	Of        string            // approve: of which role; notify: to which role
}

// Field is one blank of a record task.
type Field struct {
	ID       string
	Title    lang.Text
	Type     FieldType
	Required bool
	Values   []string // of an enum
}

// FieldType says what a field takes.
type FieldType string

const (
	TextField     FieldType = "text"
	NumberField   FieldType = "number"
	BoolField     FieldType = "bool"
	TimeField     FieldType = "time"
	DurationField FieldType = "duration"
	EnumField     FieldType = "enum"
)

// Option is one answer of a decide task.
type Option struct {
	ID       string
	Title    lang.Text
	Declines bool // the answer is no: what comes after the decision stays shut
}
