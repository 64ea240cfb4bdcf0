package incident

import (
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// Home is where a system runs when it runs where it belongs.
const Home = ""

// OldVersion is where a system "runs" when an older version of it was started.
const OldVersion = "old-version"

// State is what the events say is so. It is made by Replay and moved on by
// Apply; nothing else changes it. Systems are spoken of by their index in the
// inventory.
type State struct {
	Inventory *inventory.Inventory
	Book      *playbook.Playbook

	ID       string
	UID      string
	Title    string
	Drill    bool
	Declared time.Time // when the outage began, as declared; zero before
	Closed   time.Time // zero while open
	SetAside int       // entries of the files that were left out at the declaration

	Rounds    []*Round
	Holds     []*Hold
	Questions []*Question
	Added     []*Added
	Forecasts []*Issued            // given out, the newest last
	Events    map[string]time.Time // outside events and when they happened
	Last      Entry                // the newest record of all chains
	Latest    Entry                // the record of what happened last
	Records   int                  // records applied, over all chains
	Strange   int                  // records of unknown type or with an unreadable body

	systems []system
	tasks   []taskState // by Task.Num-1
	stop    register[*StopOrder]
	writers map[string]int32
	chains  []chain
	ownList bool             // Inventory is a copy that may be changed
	spent   map[string]bool  // names of rounds that were taken back: nobody may hear them twice
	env     selection.System // reused by the matching of expressions

	planned  *plan.Plan       // the last plan that was made, for as long as its inputs hold
	about    []*playbook.Task // tasks that are about systems
	bringing []*playbook.Task // those of them that bring a phase
}

// chain is what one writer had seen when it wrote last.
type chain struct {
	name string
	seq  uint64
	seen []uint64 // by writer

	undoable []uint64 // entries that were not taken back
}

// Entry names a record in the words of a person.
type Entry struct {
	Writer   string
	Seq      uint64
	Written  time.Time
	Happened time.Time
	By       string
	Type     string
}

// system is what is known of one system.
type system struct {
	condition register[condition]
	tier      register[inventory.Tier]
	data      register[string]
	runs      register[string]
	method    register[string]
	expected  register[Expectation]
	downs     int       // relapses; the episode is one more
	downSince time.Time // start of the present or last time down
	backSince time.Time // when it last came back; zero while down

	counts       bool      // as back
	countedSince time.Time // when it last began to; zero when it never did
	reason       string    // of the last relapse
	round        *Round    // the last round it was in
	phase        playbook.Phase
	partial      bool
	limits       string
}

// condition is what the outage did to a system, and how sure that is.
type condition struct {
	is        plan.Condition
	suspected bool
}

// taskState is what became of one task of the playbook.
type taskState struct {
	groups   map[string]*subject // tasks that are not about systems; key "" is the incident
	systems  []subject           // tasks that are about systems, by system; nil until used
	match    []int8              // by system: 0 not asked yet, 1 no, 2 yes
	later    map[string]time.Time
	put      map[int32]time.Time // by system: until when it was put off
	handed   map[string]string
	progress map[string]int
}

// subject is one thing a task is done once for.
type subject struct {
	result register[*Result]
	last   time.Time // recurring tasks: when it was last done or skipped
}

// Result is what an event said of a task.
type Result struct {
	Outcome  Outcome
	Partial  bool
	Limits   string
	Option   string
	Fields   map[string]string
	Evidence []Evidence
	Note     string
	Reason   string
	At       time.Time
	By       string
	From     string
	Seq      uint64
	Unknown  bool // started, and nobody could say whether it runs
}

// Round is a frozen list of systems issued to a crew to start together.
type Round struct {
	ID      string
	Number  int
	Task    *playbook.Task
	Method  string
	On      string // site where the systems run then; Home
	Site    string
	Room    string // empty: more than one
	Crew    string
	Systems []int32
	Issued  time.Time
	By      string
}

// Hold forbids starting what its expression matches.
type Hold struct {
	ID     string
	Where  *selection.Expr
	Reason string
	Owner  string
	Placed time.Time

	lifted register[bool]
	match  []int8
}

// StopOrder forbids starting anything; Lifted ended it.
type StopOrder struct {
	Lifted bool
	Reason string
	By     string
	At     time.Time
}

// Question is something a role was asked to decide.
type Question struct {
	Ref   string
	Text  string
	To    string
	Asked time.Time
	By    string
	Due   time.Time // zero is none

	answer register[*Reply]
}

// Reply is the answer to a question.
type Reply struct {
	Text    string
	Because string
	By      string
	At      time.Time
}

// Answer is the reply that holds; nil while there is none.
func (q *Question) Answer() *Reply {
	return q.answer.value(func(a, b *Reply) bool { return a.Text < b.Text })
}

// Added is a task that nobody foresaw.
type Added struct {
	Ref     string
	Title   string
	Role    string
	Step    playbook.StepID
	Due     time.Time // zero is none
	Since   time.Time
	subject subject
	later   time.Time
	handed  string
}
