package plan

import (
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// Situation is what a schedule and a forecast begin with, beside the plan: how
// far things are, and what people said of the time ahead. The zero Situation
// is the start of an outage: nothing is back, nothing begun, nobody has said
// anything, and no date is known.
type Situation struct {
	From  time.Time   // time 0 of the schedule; zero: lengths of time are known, dates are not
	Done  []bool      // by system: nothing is left to place; nil or too short: it is left
	Since []time.Time // by system: when it went down; nil or zero: at From
	Going []Going     // what is being started
	Held  []Held      // what may not be started, and nobody knows until when; a system once for each hold
	Heard []Heard     // what people said of when something will be back, the latest of each system

	Returns []Return // what came back, in the order of time: the observed rate
}

// Going is a system that is being started.
type Going struct {
	System int32
	Since  time.Time
	Crew   string // id; empty when nobody said
}

// Held is a system that may not be started.
type Held struct {
	System int32
	By     string // id of the hold; "stop" when nothing may be started anywhere
}

// Heard is what a named person said of when a system will be back: not before
// Between, not after And.
type Heard struct {
	System  int32
	Between time.Time
	And     time.Time
	From    string // who said it
	At      time.Time
}

// Return is a service that came back and stayed.
type Return struct {
	At   time.Time
	Tier inventory.Tier // own
}
