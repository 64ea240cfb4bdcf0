package selection

// World is what an expectation of a drill can say: of the incident as gates
// do, of records and times, and, in expectations about systems, of one system
// too.
type World struct {
	Incident
	System // zero where the expectation is not about systems

	Irregular int `expr:"irregular"` // records that broke a rule
	Records   int `expr:"records"`
	Commands  int `expr:"commands"` // what people had to record
	Rounds    int `expr:"rounds"`
	Twice     int `expr:"twice"` // systems of which two copies run at once

	Effective float64 `expr:"effectiveTier"` // of the system: see plan
	Runs      bool    `expr:"runs"`          // the system is back, or runs elsewhere
	Phase     string  `expr:"phase"`         // of the system: down, resumed, restored, verified, stable

	TierTotal func(tier int) int       `expr:"tierTotal"` // services of a tier in scope
	TierBack  func(tier int) int       `expr:"tierBack"`  // of those, back
	TierRuns  func(tier int) int       `expr:"tierRuns"`  // of those, back or running elsewhere
	Recorded  func(kind string) int    `expr:"recorded"`  // records of a type, as round.issued
	IsBack    func(system string) bool `expr:"isBack"`    // a system, by its id
	Did       func(task string) bool   `expr:"did"`       // a task is done for the system
}

// Claim is a compiled expectation. It is safe to use from several goroutines.
type Claim struct {
	source string
	holds  func(*World, string) bool
}

// Holds says whether it is so. Functions that the world does not give answer
// no and 0.
func (c *Claim) Holds(w *World) bool { return c.holds(w, "") }

// String is the expression as it was written.
func (c *Claim) String() string { return c.source }

// Said is a part of an expression and what it was.
type Said struct{ Name, Value string }

// Says stub.
func (c *Claim) Says(w *World) []Said { return nil }
