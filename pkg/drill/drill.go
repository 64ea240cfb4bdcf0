// Package drill plays an outage from a script, with the real incident, the
// real list of what is next and the real record, and says whether what was
// promised came true.
//
// A Drill is what the script says. Three parts take part in a run, and none of
// them knows a clock or a file:
//
//   - the world knows what is really so: what is broken, how long each start
//     takes this time, when power comes. It changes by the script's injects and
//     by what people start;
//   - the desk is the people: they see what the tool shows them, take up what
//     is next one after the other, issue rounds to crews, decide as the script
//     says. In a drill that is played a person takes their place;
//   - the judge looks at the state after every record and holds the
//     expectations against it.
//
// Everything random is drawn from the seed, each thing from a source of its
// own, so that the same script and seed give the same record, byte for byte.
package drill

import (
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/selection"
)

// Drill is a script. Durations in it count from Start, when the outage begins.
type Drill struct {
	Name  string
	Title lang.Text
	About lang.Text // what it shows and what in it is real

	Inventory []string // files and folders, relative to the script's; none: the workspace's
	Playbook  string   // the same, or the name of a shipped one; empty: the workspace's

	Seed  uint64
	Start time.Time
	Until time.Duration // it ends then at the latest; DefaultUntil after loading when not said

	Outage    Outage
	Crews     []CrewSize // who is there at the start, where that is not as the inventory says
	People    People
	Decisions []Decision
	Injects   []Inject // ascending by At
	Expect    []Expectation
	Curve     string // CSV of a published curve to hold the recovery against, relative to the script's; empty is none
}

// DefaultUntil is when a drill ends whose script does not say.
const DefaultUntil = 120 * 24 * time.Hour

// MaxUntil is how long a drill may last, MaxRecords how much it may record and
// MaxSteps how much may happen in it: one that goes beyond is stopped and says
// so. The 2025 case takes 1,700 records and 6,000 steps.
const (
	MaxUntil   = 400 * 24 * time.Hour
	MaxRecords = 20_000
	MaxSteps   = 60_000
)

// Outage is how it begins.
type Outage struct {
	Title     lang.Text       // of the record; the drill's when empty
	Stopped   *selection.Expr // as in declare: what people take for granted at first
	Damaged   *selection.Expr
	Unknown   *selection.Expr
	Suspected bool
	Noticed   time.Duration // how long nobody noticed: the record begins then
	Hidden    []Hidden
}

// Hidden is what is otherwise than people think at first. What is really
// damaged cannot be started before it has been found: each try fails.
type Hidden struct {
	Which     Which
	Condition plan.Condition
	Needs     []string      // ids of what it needs too, though the inventory does not say: starts fail until that is there
	Found     time.Duration // when people see it; 0: when the first try fails
}

// Which names systems: by expression, or by their ids. The zero Which is none.
type Which struct {
	Where *selection.Expr
	IDs   []string
	Count int // so many of them, drawn; 0 is all
}

// CrewSize is how many people of a crew are there.
type CrewSize struct {
	Crew   string
	People int
}

// People are those at the desk: how many things they do at a time, and how
// long one takes them.
type People struct {
	Hands  int                // tasks under way at a time; DefaultHands after loading when not said
	Pace   inventory.Estimate // how long a task takes; DefaultPace after loading when not said
	Takes  []TaskTime         // tasks that take another time
	Also   []string           // optional and recurring tasks they do too
	Order  []string           // ids: they start these first, in this order, and the others as it comes, whatever the plan says; none: as the plan says
	Report time.Duration      // how often a round under way is reported; DefaultReport after loading when not said
	Gather time.Duration      // tasks about systems are done for many at a time, at most once in so long; DefaultGather after loading when not said
}

// TaskTime is how long a task takes, from when somebody takes it up.
type TaskTime struct {
	Task  string
	Takes inventory.Estimate
}

// What people are when the script does not say.
const (
	DefaultHands  = 4
	DefaultReport = time.Hour
	DefaultGather = 6 * time.Hour
)

// DefaultPace is how long a task takes when the script does not say.
func DefaultPace() inventory.Estimate {
	return inventory.Estimate{Min: 3 * time.Minute, Likely: 10 * time.Minute, Max: 40 * time.Minute}
}

// Decision is what people decide when a task asks. A task that asks and has no
// Decision is answered with the way chosen for the system, else with its first
// option, in the time of People.Pace.
type Decision struct {
	Task   string
	Which  Which // of a task about systems: for which; zero is all
	Option string
	Takes  inventory.Estimate // from when it can be taken; zero is People.Pace
	At     time.Duration      // not before
}

// Inject is something that happens at a time, whatever people do. At most one
// of the parts after Say is set; with none, Say alone is heard.
type Inject struct {
	At  time.Duration
	ID  string    // optional: what a lift refers to
	Say lang.Text // the line that people hear, and note

	Event  string     // an outside event, as the playbook waits for
	Ready  Which      // fit for use from now on: infrastructure, a part that arrived
	Down   Which      // falls, or falls again
	Found  *Found     // people learn what is so
	Fails  *Failing   // starts of these fail
	Works  Which      // starts of these succeed again
	Lost   *DataFound // people learn the state of data
	Hold   *Hold      // a hold is placed
	Lift   string     // the hold of this inject's id, or LiftStop, is lifted
	Stop   bool       // nothing may be started anywhere
	Crew   *CrewSize  // so many people of a crew are there from now on
	Expect *Word      // somebody says when a node will be back
	Probe  *Probed    // a probe of a running system answers, or does not
	Task   *Deed      // people do, fail or reopen a task that is not next for them
}

// LiftStop as Inject.Lift ends the stop.
const LiftStop = "stop"

// Found is what is learnt of systems. Systems that were unaffected so far join
// the outage.
type Found struct {
	Which     Which
	Condition plan.Condition
	Suspected bool
}

// Failing makes starts fail.
type Failing struct {
	Which  Which
	Method string // only by this method; empty is any
	Times  int    // so often for each; 0 until an inject says they work
	Note   lang.Text
}

// DataFound is what is learnt of the data of systems: whole, unproven or lost.
type DataFound struct {
	Which Which
	Is    string
}

// Hold is a hold that is placed.
type Hold struct {
	Where  *selection.Expr
	Reason lang.Text
	Owner  string
}

// Word is what somebody says of when a node will be back. Between and And count
// from Start.
type Word struct {
	System       string
	Between, And time.Duration
	From         string
}

// Probed is the answer of a probe. A running system that does not answer has
// fallen.
type Probed struct {
	System string
	OK     bool
	Says   lang.Text
}

// Deed is something people do with a task out of the usual way, such as a
// diagnosis that is wrong, or its withdrawal. A task that is not about systems
// and that a deed does, fails or skips is left to the script until then.
type Deed struct {
	Task    string
	Which   Which  // of a task about systems
	Outcome string // done, failed, skipped, reopened
	Option  string
	Fields  map[string]string
	Reason  string
	Note    lang.Text
}

// Expectation is something that must come true. Exactly one of its forms is
// given:
//
//	that + by        true at some time until then
//	that + at        true at that time
//	that             true at the end
//	always, never    at every record, or at none
//	atStart          of every system that is ordered to start, right before that
//	forEach + that   of every system that forEach means, at the end; with by, until then
type Expectation struct {
	ID       string
	Title    lang.Text
	Severity diag.Severity // what it is when it is not met; Error after loading when not said

	That    *selection.Claim
	Always  *selection.Claim
	Never   *selection.Claim
	AtStart *selection.Claim
	ForEach *selection.Expr
	By, At  time.Duration // 0 is none
	Share   float64       // of how many runs it must be true, 0 to 1; 1 after loading when not said
}
