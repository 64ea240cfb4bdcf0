// Package diag holds findings: what is wrong or doubtful in the files people
// wrote, where it stands, and what to do. A finding carries a rule and its
// arguments, never a sentence: sentences are made at the edge, in two
// languages. It knows no other package.
package diag

import (
	"cmp"
	"slices"
	"time"
)

// Severity says whether a finding makes a file unfit to be trusted.
type Severity string

const (
	Error   Severity = "error"   // the file cannot be trusted
	Warning Severity = "warning" // it would fail on the night
)

// Place is a spot in a file. Lines and columns count from 1, columns in
// characters; zero means unknown.
type Place struct {
	File   string
	Line   int
	Column int
}

// Hint names advice and its arguments; the zero Hint is none.
type Hint struct {
	Key  string
	Args []any
}

// Finding is one thing that a check found. Domain checks fill Path; the
// loader, who has the file, turns it into Place, Also and Source.
type Finding struct {
	Severity Severity
	Rule     string   // stable id, for example "duplicate-id"
	Args     []any    // what the rule's sentence speaks of
	Path     string   // where in the data: systems[3].dependsOn[0]
	AlsoPath []string // other paths that take part, as in a clash
	Place    Place
	Also     []Place // places of AlsoPath
	Source   string  // the line of the file at Place
	Hint     Hint
	Offset   int  // which character of the value of Path, from 1; 0 is the value as a whole
	Fixed    bool // something was left out for it, whatever its rule: no workspace can ignore or lower it

	// Systems numbers all entries of systems that a grouped finding is about;
	// nil when it is about Path and AlsoPath alone. The last two arguments of a
	// grouped finding are how many they are and the ids of the first few.
	Systems []int32
}

// Ignored is a finding that a workspace has decided not to count.
type Ignored struct {
	Finding
	Reason string
	Until  time.Time // the last day on which it is ignored; zero is for good
}

// Shown is how many of a group's members a finding names.
const Shown = 5

// Few keeps the first ids of a group and says that there are more.
func Few(ids []string) []string {
	if len(ids) <= Shown {
		return ids
	}
	return append(slices.Clone(ids[:Shown]), "...")
}

// List is any number of findings.
type List []Finding

// Sort orders findings by file, line, column and rule.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Finding) int { return a.Compare(&b) })
}

// Compare is the order of two findings.
func (f *Finding) Compare(other *Finding) int {
	return cmp.Or(
		cmp.Compare(f.Place.File, other.Place.File),
		cmp.Compare(f.Place.Line, other.Place.Line),
		cmp.Compare(f.Place.Column, other.Place.Column),
		cmp.Compare(f.Rule, other.Rule),
	)
}

// Count tells how many findings have the severity.
func (l List) Count(s Severity) int {
	n := 0
	for i := range l {
		if l[i].Severity == s {
			n++
		}
	}
	return n
}

// Errors says whether any finding is an error.
func (l List) Errors() bool { return l.Count(Error) > 0 }
