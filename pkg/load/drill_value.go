package load

import (
	"time"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/selection"
)

// mostCounted is the largest number of systems that can be drawn.
const mostCounted = 1_000_000

// mostSeed is the largest seed: the largest whole number that JSON can hold.
const mostSeed = 1<<53 - 1

// maybe reads a part that is there only when it is written.
func maybe[V any](whole value[V]) value[*V] {
	return value[*V]{accepts: whole.accepts, read: func(r *reader, n *yaml.Node, into **V) {
		var v V
		whole.read(r, n, &v)
		*into = &v
	}}
}

// claim compiles what a drill expects.
var claim = value[*selection.Claim]{accepts: textShape, read: func(r *reader, n *yaml.Node, into **selection.Claim) {
	compile(r, n, into, func(source string) (*selection.Claim, error) { return selection.CompileClaim(source, false) })
}}

// claimOfSystem compiles what a drill expects of a system.
var claimOfSystem = value[*selection.Claim]{accepts: textShape, read: func(r *reader, n *yaml.Node, into **selection.Claim) {
	compile(r, n, into, func(source string) (*selection.Claim, error) { return selection.CompileClaim(source, true) })
}}

// which reads the ids of systems, or an expression that means some.
var which = value[drill.Which]{
	accepts: func() *shape { return either(listOf(idShape()), textShape()) },
	read: func(r *reader, n *yaml.Node, into *drill.Which) {
		if n.Kind == yaml.SequenceNode {
			list(name).read(r, n, &into.IDs)
			return
		}
		before := len(r.findings)
		expression.read(r, n, &into.Where)
		if len(r.findings) == before+1 {
			f := &r.findings[before]
			if f.Rule == "expression-name" && f.Args[0] == n.Value { // nothing else is written: an id
				f.Hint = diag.Hint{Key: "ids-in-list", Args: []any{clip(n.Value)}}
			}
		}
	},
}

// systemsOf is the key systems of what is about some.
func systemsOf[T any](part func(*T) *drill.Which) field[T] { return at("systems", part, which) }

// countOf is the key count: so many of them.
func countOf[T any](part func(*T) *drill.Which) field[T] {
	return at("count", func(v *T) *int { return &part(v).Count }, whole(1, mostCounted))
}

// condition reads the word of a condition.
var condition = value[plan.Condition]{
	accepts: func() *shape { return wordsShape(selection.Conditions()) },
	read: func(r *reader, n *yaml.Node, into *plan.Condition) {
		var word string
		oneOf(selection.Conditions()...).read(r, n, &word)
		if c, err := plan.ParseCondition(word); err == nil {
			*into = c
		}
	},
}

// takes reads one length of time, or the three of an estimate.
var takes = value[inventory.Estimate]{
	accepts: func() *shape { return either(durationShape(), estimateSchema().accepts()) },
	read: func(r *reader, n *yaml.Node, into *inventory.Estimate) {
		if n.Kind != yaml.ScalarNode {
			*into = inventory.Estimate{}
			estimateSchema().read(r, n, into)
			return
		}
		var d time.Duration
		duration.read(r, n, &d)
		*into = inventory.Estimate{Min: d, Likely: d, Max: d}
	},
}

// when reads a point in time: how long after the start, or a time. A drill
// whose start cannot be read has no other times to be sure of.
func when(start time.Time) value[time.Duration] {
	return value[time.Duration]{
		accepts: func() *shape { return either(durationShape(), momentShape()) },
		read: func(r *reader, n *yaml.Node, into *time.Duration) {
			s, ok := r.str(n)
			if !ok {
				return
			}
			if d, ok := inventory.ParseDuration(s); ok {
				*into = d
				return
			}
			t, err := time.Parse(time.RFC3339, s)
			switch {
			case err != nil || !strict(s):
				r.fail(n, "bad-drill-time", diag.Hint{Key: "when"}, clip(s))
			case start.IsZero():
			case t.Before(start):
				r.fail(n, "before-start", diag.Hint{Key: "before-start", Args: []any{start.Format(time.RFC3339)}}, clip(s))
			default:
				*into = t.Sub(start)
			}
		},
	}
}

// seed reads what everything random is drawn from.
var seed = value[uint64]{
	accepts: func() *shape { return wholeShape(0, mostSeed) },
	read: func(r *reader, n *yaml.Node, into *uint64) {
		var i int
		whole(0, mostSeed).read(r, n, &i)
		*into = uint64(i)
	},
}

// shareOfRuns reads a share of more than nothing: what is asked of no run at all is met
// whatever happens.
var shareOfRuns = value[float64]{accepts: chanceShape, read: func(r *reader, n *yaml.Node, into *float64) {
	before := r.errors
	share.read(r, n, into)
	if r.errors == before && *into == 0 {
		r.fail(n, "out-of-range", diag.Hint{Key: "some-share"}, n.Value)
	}
}}
