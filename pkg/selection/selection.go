// Package selection is the one small expression language of the program:
// which systems a flag, a hold, a default or a task means, and when a gate
// opens. An expression is typed, has no side effects, and is checked when it
// is compiled: unknown names, wrong types and misspelt literals are errors
// that point at a column.
package selection

// System is what an expression can say of a system.
// An unknown tier equals no tier and is neither ≤ 2 nor ≥ 3.
type System struct {
	ID         string            `expr:"id"`
	Name       string            `expr:"name"` // Korean name, else what there is
	Class      string            `expr:"class"`
	Tier       float64           `expr:"tier"` // 1 to 4; UnknownTier when nobody graded it
	TierKnown  bool              `expr:"tierKnown"`
	DR         string            `expr:"dr"`
	Agency     string            `expr:"agency"`
	Site       string            `expr:"site"`
	Room       string            `expr:"room"`
	Public     bool              `expr:"public"`
	LifeSafety bool              `expr:"lifeSafety"`
	Substitute bool              `expr:"substitute"` // continuity means are written down
	Needs      []string          `expr:"needs"`      // direct hard needs
	Labels     map[string]string `expr:"labels"`
	Condition  string            `expr:"condition"` // unaffected, stopped, damaged, unknown
	Suspected  bool              `expr:"suspected"`
}

// UnknownTier is the Tier of a system nobody graded: between 2 and 3, where
// the plan puts it.
const UnknownTier = 2.5

// Incident is what a gate can say of an incident. Counts are of services.
type Incident struct {
	Hours     float64 `expr:"hours"` // since the start of the outage
	Total     int     `expr:"total"`
	Down      int     `expr:"down"`
	Stopped   int     `expr:"stopped"`
	Damaged   int     `expr:"damaged"` // suspected or confirmed
	Unknown   int     `expr:"unknown"`
	Back      int     `expr:"back"`
	Elsewhere int     `expr:"elsewhere"`
	Restored  int     `expr:"restored"`
	Verified  int     `expr:"verified"`
	Stable    int     `expr:"stable"`
	Relapsed  int     `expr:"relapsed"`
	Held      int     `expr:"held"`

	Happened func(event string) bool `expr:"happened"` // an outside event was recorded
	Done     func(task string) bool  `expr:"done"`     // a task is done or skipped for all it is for
	Passed   func(step string) bool  `expr:"passed"`   // a step counts as passed
}
