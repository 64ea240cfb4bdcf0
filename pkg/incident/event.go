package incident

import "time"

// Types of events. Types that a later program adds are kept and shown, and
// change nothing here.
const (
	ChainOpened    = "chain.opened"
	Declared       = "incident.declared"
	Closed         = "incident.closed"
	TaskStarted    = "task.started"
	TaskDone       = "task.done"
	TaskFailed     = "task.failed"
	TaskSkipped    = "task.skipped"
	TaskLater      = "task.later"
	TaskPassed     = "task.passed"
	TaskReopened   = "task.reopened"
	TaskProgressed = "task.progressed"
	TaskAdded      = "task.added"
	RoundIssued    = "round.issued"
	RoundReported  = "round.reported"
	SystemSet      = "system.set"
	SystemFell     = "system.down"
	HoldPlaced     = "hold.placed"
	HoldLifted     = "hold.lifted"
	StopPlaced     = "stop.placed"
	StopLifted     = "stop.lifted"
	EventHappened  = "event.happened"
	QuestionAsked  = "question.asked"
	QuestionAnswer = "question.answered"
	NoteWritten    = "note.written"
	EntryUndone    = "entry.undone"

	ExpectationTold      = "expectation.told"
	ExpectationWithdrawn = "expectation.withdrawn"
	ForecastIssued       = "forecast.issued"
)

// DeclaredBody is the body of incident.declared. Conditions are kept as the
// expressions people gave; the inventory they speak of is kept beside the
// record, so they mean the same for ever.
type DeclaredBody struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Drill     bool   `json:"drill,omitempty"`
	Stopped   string `json:"stopped,omitempty"`
	Damaged   string `json:"damaged,omitempty"`
	Unknown   string `json:"unknown,omitempty"`
	Suspected bool   `json:"suspected,omitempty"`
	Files     string `json:"files,omitempty"`    // sha256 of the manifest of the inventory's and playbook's files
	Systems   int    `json:"systems"`            // how many the list held then
	SetAside  int    `json:"setAside,omitempty"` // how many entries of the files were left out
}

// TaskBody is the body of every task.* event but task.added. For names the
// groups it is about, Systems the systems.
type TaskBody struct {
	Task     string            `json:"task"`
	For      []string          `json:"for,omitempty"`
	Systems  []string          `json:"systems,omitempty"`
	Result   string            `json:"result,omitempty"` // full, partial
	Limits   string            `json:"limits,omitempty"`
	Fields   map[string]string `json:"fields,omitempty"`
	Option   string            `json:"option,omitempty"`
	Evidence []Evidence        `json:"evidence,omitempty"`
	Note     string            `json:"note,omitempty"`
	Until    *time.Time        `json:"until,omitempty"`
	To       string            `json:"to,omitempty"`
	Reason   string            `json:"reason,omitempty"`
	Count    int               `json:"count,omitempty"`
	Runs     map[string]string `json:"runs,omitempty"`    // system → where it runs after this, where that is not home
	Reopens  []string          `json:"reopens,omitempty"` // start tasks that may be tried again
}

// AddedBody is the body of task.added.
type AddedBody struct {
	Title string     `json:"title"`
	Role  string     `json:"role,omitempty"`
	Step  string     `json:"step,omitempty"`
	Due   *time.Time `json:"due,omitempty"`
}

// RoundBody is the body of round.issued.
type RoundBody struct {
	Round   string   `json:"round"`
	Task    string   `json:"task"`
	Method  string   `json:"method"`
	On      string   `json:"on,omitempty"` // site; empty is home
	Site    string   `json:"site,omitempty"`
	Room    string   `json:"room,omitempty"`
	Crew    string   `json:"crew,omitempty"`
	Systems []string `json:"systems"`
}

// ResultBody is the body of round.reported.
type ResultBody struct {
	Round   string   `json:"round"`
	Up      []string `json:"up,omitempty"`
	Failed  []string `json:"failed,omitempty"`
	Unknown []string `json:"unknown,omitempty"`
	Note    string   `json:"note,omitempty"`
}

// SetBody is the body of system.set; what is absent is unchanged.
type SetBody struct {
	Systems   []string `json:"systems"`
	Condition string   `json:"condition,omitempty"`
	Suspected bool     `json:"suspected,omitempty"`
	Tier      *int     `json:"tier,omitempty"`
	Data      string   `json:"data,omitempty"`
	Runs      string   `json:"runs,omitempty"`
	Method    string   `json:"method,omitempty"`
}

// DownBody is the body of system.down.
type DownBody struct {
	System string `json:"system"`
	Reason string `json:"reason"`
}

// HoldBody is the body of hold.placed and hold.lifted.
type HoldBody struct {
	Hold   string `json:"hold,omitempty"` // lifted: which
	Where  string `json:"where,omitempty"`
	Reason string `json:"reason,omitempty"`
	Owner  string `json:"owner,omitempty"`
}

// StopBody is the body of stop.placed and stop.lifted.
type StopBody struct {
	Reason string `json:"reason,omitempty"`
}

// HappenedBody is the body of event.happened.
type HappenedBody struct {
	Event string `json:"event"`
}

// AskedBody is the body of question.asked.
type AskedBody struct {
	Text string     `json:"text"`
	To   string     `json:"to"`
	By   *time.Time `json:"by,omitempty"`
}

// AnsweredBody is the body of question.answered.
type AnsweredBody struct {
	Question string `json:"question"`
	Text     string `json:"text"`
	Because  string `json:"because,omitempty"`
}

// NoteBody is the body of note.written and incident.closed.
type NoteBody struct {
	Text    string   `json:"text,omitempty"`
	Task    string   `json:"task,omitempty"`
	Systems []string `json:"systems,omitempty"`
}

// ExpectedBody is the body of expectation.told and expectation.withdrawn. Who
// said it is the record's "from"; times of a withdrawal are absent.
type ExpectedBody struct {
	System  string    `json:"system"`
	Between time.Time `json:"between,omitzero"`
	And     time.Time `json:"and,omitzero"`
}

// ForecastBody is the body of forecast.issued.
type ForecastBody struct {
	At          time.Time          `json:"at"` // what was known then
	Runs        int                `json:"runs"`
	Seed        uint64             `json:"seed"`
	Given       bool               `json:"given"`                 // at least one tier has dates
	Missing     []string           `json:"missing,omitempty"`     // what blocks and nobody had given a time for: the first of them
	MissingMore int                `json:"missingMore,omitempty"` // and how many more
	Tiers       []TierForecastBody `json:"tiers"`                 // of what had something left
	All         TierForecastBody   `json:"all"`
	Observed    *ObservedBody      `json:"observed,omitempty"`
	Plan        string             `json:"plan,omitempty"` // digest
}

// TierForecastBody is what was said of one tier, or of all. Dates are those
// before which the last of Systems, but for Unplaced of them, was said to be
// back in 5, 8 and 9 of 10 runs; one that too many runs never reached is absent.
type TierForecastBody struct {
	Tier      int       `json:"tier"` // 0: unknown; of all: nothing
	Systems   int       `json:"systems"`
	Unplaced  int       `json:"unplaced,omitempty"` // nobody knew how long they take
	Held      int       `json:"held,omitempty"`     // may not be started, and nobody knew until when
	Given     bool      `json:"given"`
	P50       time.Time `json:"p50,omitzero"`
	P80       time.Time `json:"p80,omitzero"`
	P90       time.Time `json:"p90,omitzero"`
	RTOMet    *float64  `json:"rtoMet,omitempty"`
	After     []string  `json:"after,omitempty"` // not given: what must clear first
	AfterMore int       `json:"afterMore,omitempty"`
	Low       int64     `json:"lowSeconds,omitempty"`  // not given: so long after that in 5 of 10 runs; absent: nobody knows
	High      int64     `json:"highSeconds,omitempty"` // in 9 of 10
}

// ObservedBody is the rate of the returns at the time of a forecast.
type ObservedBody struct {
	Since time.Time `json:"since"`
	RateBody
	Tiers []RateBody `json:"tiers,omitempty"`
}

// RateBody is a number of returns a day and where it led.
type RateBody struct {
	Tier      int       `json:"tier"`
	PerDay    float64   `json:"perDay"`
	Left      int       `json:"left"`
	Projected time.Time `json:"projected,omitzero"` // absent: nothing came back
}
