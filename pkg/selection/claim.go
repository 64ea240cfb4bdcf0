package selection

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/diag"
)

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

// Claim is a compiled expectation. It is safe to use from several goroutines;
// use CompileClaim to make one.
type Claim struct {
	source      string
	aboutSystem bool
	holds       func(*World, string) bool
	looks       []look[World]
	references  []Reference
}

// CompileClaim reads what a drill expects: what a gate can say and the numbers
// of World; aboutSystem: of one system too. The error is an *Error.
func CompileClaim(source string, aboutSystem bool) (*Claim, error) {
	c := compiler[World]{field: worldField, names: worldNames, functions: worldFunctions()}
	if aboutSystem {
		c.field, c.functions = worldSystemField, worldSystemFunctions()
		c.names = func() []string { return append(worldNames(), worldSystemNames()...) }
	}
	holds, err := c.compile(source)
	if err != nil {
		if fault, ok := err.(*Error); ok && !aboutSystem && ofSystem(fault) {
			fault.Hint = diag.Hint{Key: "expression-about-systems"}
		}
		return nil, err
	}
	return &Claim{
		source: source, aboutSystem: aboutSystem, holds: holds, looks: c.looks, references: c.references,
	}, nil
}

// ofSystem says that an unknown name is one of expectations about systems.
func ofSystem(e *Error) bool {
	switch e.Rule {
	case "expression-name":
		return slices.Contains(worldSystemNames(), e.Args[0].(string))
	case "expression-call":
		return e.Args[0] == CallDid
	}
	return false
}

// Holds says whether it is so. Functions that the world does not give answer
// no and 0.
func (c *Claim) Holds(w *World) bool { return c.holds(w, "") }

// String is the expression as it was written.
func (c *Claim) String() string { return c.source }

// AboutSystem says that the expectation may speak of one system.
func (c *Claim) AboutSystem() bool { return c.aboutSystem }

// References lists the calls that name something, in the order they are
// written.
func (c *Claim) References() []Reference { return c.references }

// Certain says whether the expectation holds whatever happens, or never does,
// by its form alone. It errs on the side of neither.
func (c *Claim) Certain() (holds, certain bool) {
	if len(c.looks) == 0 {
		return c.holds(&World{}, ""), true
	}
	// What a gate can say too is decided as for a gate.
	g, err := CompileGate(c.source)
	if err != nil {
		return false, false
	}
	anything := func(Reference) bool { return true }
	if !g.CanHold(anything) {
		return false, true
	}
	// The break ends a comment at the end of the expression.
	contrary, err := CompileGate("!(" + c.source + "\n)")
	if err == nil && !contrary.CanHold(anything) {
		return true, true
	}
	return false, false
}

// Said is something that an expectation looks at, as it would be written, and
// what it is.
type Said struct{ Name, Value string }

// Says lists the fields and calls that the expectation looks at, each once, in
// the order they are written, with what they are in the world.
func (c *Claim) Says(w *World) []Said {
	said := make([]Said, len(c.looks))
	for i := range c.looks {
		said[i] = Said{Name: c.looks[i].as, Value: c.looks[i].plain(w)}
	}
	return said
}

// plain is a value in plain text; a list stands with commas.
func (v *value[E]) plain(e *E) string {
	switch v.kind {
	case truth:
		return strconv.FormatBool(v.truth(e, ""))
	case number:
		return plainNumber(v.number(e, ""))
	case text:
		return v.text(e, "")
	case texts:
		return strings.Join(v.texts(e, ""), ", ")
	}
	var all []string
	of := v.table(e, "")
	for _, key := range slices.Sorted(maps.Keys(of)) {
		all = append(all, key+"="+of[key])
	}
	return strings.Join(all, ", ")
}

// plainNumber leaves out a decimal point that says nothing, and what is less
// than a thousandth.
func plainNumber(f float64) string {
	return strconv.FormatFloat(math.Round(f*1000)/1000, 'f', -1, 64)
}
