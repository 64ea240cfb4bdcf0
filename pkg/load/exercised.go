package load

import (
	"regexp"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/exercise"
)

// ExercisedFile is where a workspace keeps its passed drills, from its folder
// on.
const ExercisedFile = "drills/exercised.yaml"

// passedDrill is an entry as it is written.
type passedDrill = exercise.Entry

// exercisedSchema describes an Exercised document; rows, which may be nil,
// remembers where each entry stands.
func exercisedSchema(rows *rows) value[[]passedDrill] {
	type entry = passedDrill
	one := mapping(
		at("drill", func(v *entry) *string { return &v.Drill }, line).must(),
		at("at", func(v *entry) *time.Time { return &v.At }, day).must(),
		at("simulated", func(v *entry) **exercise.Simulation { return &v.Simulated }, maybe(simulationSchema())),
		at("played", func(v *entry) **exercise.Playing { return &v.Played }, maybe(playingSchema())),
		at("of", func(v *entry) *exercise.Digests { return &v.Digests }, digestsSchema()),
		at("services", func(v *entry) *int { return &v.Services }, whole(0, 10_000_000)),
		at("back", func(v *entry) *exercise.Names { return &v.Back }, back),
		at("except", func(v *entry) *[]string { return &v.Back.But }, list(name)),
		at("elsewhere", func(v *entry) *[]string { return &v.Elsewhere }, list(name)),
	)
	checked := value[entry]{
		accepts: func() *shape { return eitherKey(one.accepts(), "simulated", "played") },
		read: func(r *reader, n *yaml.Node, into *entry) {
			before := r.errors
			one.read(r, n, into)
			if r.errors == before && (into.Simulated == nil) == (into.Played == nil) {
				r.fail(n, "one-of", diag.Hint{Key: "one-of", Args: []any{[]string{"simulated", "played"}}})
			}
		},
	}
	return mapping(append(header[[]entry](),
		section("passed", rows, func(v *[]entry) *[]entry { return v }, checked),
	)...)
}

// eitherKey is a mapping with one of two keys; a blank one is not there.
func eitherKey(s *shape, a, b string) *shape {
	one := func(key, other string) *shape {
		return &shape{Required: []string{key}, Properties: map[string]*shape{key: {Not: blank()}, other: blank()}}
	}
	s.AnyOf = []*shape{one(a, b), one(b, a)}
	return s
}

func digestsSchema() value[exercise.Digests] {
	type digests = exercise.Digests
	return mapping(
		at("inventory", func(v *digests) *string { return &v.Inventory }, digest).must(),
		at("playbook", func(v *digests) *string { return &v.Playbook }, digest).must(),
	)
}

func simulationSchema() value[exercise.Simulation] {
	type simulation = exercise.Simulation
	return mapping(
		at("runs", func(v *simulation) *int { return &v.Runs }, whole(1, 1_000_000)).must(),
		at("seed", func(v *simulation) *uint64 { return &v.Seed }, seed),
	)
}

func playingSchema() value[exercise.Playing] {
	type playing = exercise.Playing
	return mapping(at("people", func(v *playing) *[]string { return &v.People }, list(line)).must())
}

// digestPattern is how a digest is written.
const digestPattern = "^[0-9a-f]{64}$"

// digest reads a SHA-256 sum.
var digest = value[string]{
	accepts: func() *shape {
		return (&shape{Types: types{"string"}, Pattern: digestPattern}).named("digest")
	},
	read: func(r *reader, n *yaml.Node, into *string) {
		s, ok := r.str(n)
		if !ok {
			return
		}
		matched, _ := regexp.MatchString(digestPattern, s)
		if !matched || n.Tag != "!!str" {
			r.fail(n, "bad-value", diag.Hint{Key: "digest"}, clip(s))
			return
		}
		*into = s
	},
}

// back reads the word all, or ids of systems.
var back = value[exercise.Names]{
	accepts: func() *shape { return either(wordsShape([]string{"all"}), listOf(idShape())) },
	read: func(r *reader, n *yaml.Node, into *exercise.Names) {
		if n.Kind == yaml.ScalarNode {
			var word string
			oneOf("all").read(r, n, &word)
			into.All = word == "all"
			return
		}
		list(name).read(r, n, &into.IDs)
	},
}

// exercised reads an Exercised document. Several add to one list.
func (l *loading) exercised(doc document) {
	b := l.bundle
	if b.passed == nil {
		b.passed = newRows(row{src: doc.src, node: doc.root})
	}
	exercisedSchema(b.passed).read(&l.reader, doc.root, &b.Passed)
}

// finishExercised leaves out the entries with an error.
func (l *loading) finishExercised() {
	if b := l.bundle; b.passed != nil && len(l.bad) > 0 {
		rows := b.passed.lists["passed"]
		keep(&b.Passed, rows, l.bad)
		kept := rows[:0]
		for _, r := range rows {
			if !l.bad[r.node] {
				kept = append(kept, r)
			}
		}
		b.passed.lists["passed"] = kept
	}
}
