package drill

import (
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// Result is what came of one run.
type Result struct {
	Drill  *Drill
	Seed   uint64
	Writer string // whose chain it is
	Chain  []byte // the chain as it stands on disk, line by line

	Person      string // the same of a person who played; empty and nil when nobody did
	PersonChain []byte

	State   *incident.State
	Records []journal.Record
	Heard   []Line

	Began    time.Time
	Ended    time.Time
	Ending   Ending
	Commands int // what people had to record
	Played   int // of them, by a person

	Untrue   []Untrue // what the person who played recorded as back, and was not
	Lacks    []Lack   // what services that were not back at the end waited for
	Curve    []Point
	Steps    []StepTime // the seven, in their order
	Tiers    []TierTime // 1 to 4, then those nobody graded; only tiers with systems in scope
	All      TierTime
	Verdicts []Verdict // in the order of the script's expectations
}

// Ending says why a run ended.
type Ending string

const (
	EndedStable Ending = "stable"  // every system is stable and nothing is left to do
	EndedTime   Ending = "time"    // the script's end came first
	EndedStuck  Ending = "stuck"   // nothing has happened for long, and nothing will
	EndedFull   Ending = "records" // it recorded more, or more happened in it, than a drill may
	EndedLeft   Ending = "left"    // the person who played left
)

// Line is something people heard in the course of a run.
type Line struct {
	At   time.Time
	From LineFrom
	Text lang.Text // as the script says; else
	Key  string    // message "drill.heard."+Key
	Args []any     // of the message; systems are their ids
}

// LineFrom says who is heard.
type LineFrom string

const (
	FromScript LineFrom = "script" // an inject
	FromCrew   LineFrom = "crew"   // people at work
)

// Point is how many services were back at a time. It stands where a figure
// changes.
type Point struct {
	At          time.Time
	Total, Back int
	Tiers       [5]struct{ Total, Back int } // 0: nobody graded them
}

// StepTime is when a step of the playbook was passed. One that was passed can
// open again, as when systems join the outage late.
type StepTime struct {
	Step   playbook.StepID
	Passed time.Time     // for the first time; zero is never
	Last   time.Time     // for the last time; zero when it was open at the end
	Opened int           // how often it opened again
	Target time.Duration // from the start; 0 is none
}

// TierTime is how the services of a tier came back.
type TierTime struct {
	Tier    int // 0: nobody graded them
	Systems int
	Back    int           // at the end
	First   time.Time     // the first of them was back; zero is never
	All     time.Time     // all of them were; zero is never
	RTO     time.Duration // 0 is none
	InRTO   int           // back within it
}

// Verdict is what came of an expectation.
type Verdict struct {
	Of      *Expectation
	Met     bool
	At      time.Time        // when that was settled
	Later   time.Time        // came true, but only then; zero is not at all
	Systems []string         // which systems it failed for, the first of them
	More    int              // and how many more
	Says    []selection.Said // what was so then
}
