package load

import (
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
)

// maxFindings is how many findings one reading collects: a file with more is
// not a file of ours, and nobody reads on.
const maxFindings = 1000

// reader walks nodes against a schema and collects findings.
type reader struct {
	src      *source
	split    *split // the systems of the document at hand, if they were read apart
	findings diag.List
	errors   int                 // errors met so far, also those not kept
	bad      map[*yaml.Node]bool // list entries with an error in them
}

// value is one kind of thing that may be written: how it is read, and what is
// accepted there.
type value[V any] struct {
	// read reads one node into a V. What cannot be read leaves V as it was and
	// a finding behind.
	read func(r *reader, n *yaml.Node, into *V)
	// accepts describes what read takes. Only a schema asks for it, so that
	// reading files costs nothing more.
	accepts func() *shape
}

// field is one key of a mapping that describes a T.
type field[T any] struct {
	key      string
	required bool
	value[T]
}

// at is a key whose value belongs in a part of T.
func at[T, V any](key string, part func(*T) *V, read value[V]) field[T] {
	return field[T]{key: key, value: value[T]{
		read:    func(r *reader, n *yaml.Node, whole *T) { read.read(r, n, part(whole)) },
		accepts: read.accepts,
	}}
}

// must makes the key required.
func (f field[T]) must() field[T] {
	f.required = true
	return f
}

// maxFields bounds the keys of one kind of mapping, so that those seen fit on
// the stack.
const maxFields = 32

// mapping reads a mapping of known keys, in any order, each at most once. A
// key without a value is as good as not written.
func mapping[T any](fields ...field[T]) value[T] {
	names := make([]string, len(fields))
	for i := range fields {
		names[i] = fields[i].key
	}
	return value[T]{accepts: func() *shape { return objectOf(fields) }, read: func(r *reader, n *yaml.Node, into *T) {
		if !r.is(n, yaml.MappingNode, "mapping") {
			return
		}
		var seen [maxFields]*yaml.Node
		next := 0 // people keep to one order: the key after the last one first
		for k := 0; k+1 < len(n.Content); k += 2 {
			key, val := n.Content[k], n.Content[k+1]
			i := find(names, key.Value, next)
			switch {
			case key.Kind != yaml.ScalarNode || i < 0:
				r.unknownKey(key, names)
				continue
			case seen[i] != nil:
				r.repeatedKey(key, seen[i])
				continue
			}
			seen[i], next = key, i+1
			switch {
			case !r.plain(key):
			case !isNull(val) && !(fields[i].required && isEmpty(val)):
				fields[i].read(r, val, into)
			case fields[i].required:
				r.fail(val, "missing-value", diag.Hint{Key: "missing-key", Args: []any{names[i]}}, names[i])
			}
		}
		for i := range fields {
			if fields[i].required && seen[i] == nil {
				r.fail(n, "missing-key", diag.Hint{Key: "missing-key", Args: []any{names[i]}}, names[i])
			}
		}
	}}
}

// find looks for the key from next on, then from the start.
func find(names []string, key string, next int) int {
	for i := next; i < len(names); i++ {
		if names[i] == key {
			return i
		}
	}
	for i := 0; i < min(next, len(names)); i++ {
		if names[i] == key {
			return i
		}
	}
	return -1
}

// list reads a sequence and appends its entries. Entries that cannot be read
// keep their place, so that counting goes on as people see it.
func list[V any](read value[V]) value[[]V] {
	return value[[]V]{accepts: func() *shape { return listOf(read.accepts()) }, read: func(r *reader, n *yaml.Node, into *[]V) {
		if !r.is(n, yaml.SequenceNode, "list") {
			return
		}
		if *into == nil {
			*into = make([]V, 0, len(n.Content))
		}
		for _, entry := range n.Content {
			before := r.errors
			var v V
			read.read(r, entry, &v)
			if r.errors > before {
				r.markBad(entry)
			}
			*into = append(*into, v)
		}
	}}
}

// entriesOf visits a mapping whose keys people choose, each at most once.
func (r *reader) entriesOf(n *yaml.Node, visit func(key, val *yaml.Node)) {
	if !r.is(n, yaml.MappingNode, "mapping") {
		return
	}
	seen := make(map[string]*yaml.Node, len(n.Content)/2)
	for k := 0; k+1 < len(n.Content); k += 2 {
		key, val := n.Content[k], n.Content[k+1]
		if !r.is(key, yaml.ScalarNode, "text") {
			continue
		}
		if first, repeated := seen[key.Value]; repeated {
			r.repeatedKey(key, first)
			continue
		}
		seen[key.Value] = key
		before := r.errors
		visit(key, val)
		if r.errors > before {
			r.markBad(val)
		}
	}
}

func (r *reader) markBad(n *yaml.Node) {
	if r.bad == nil {
		r.bad = map[*yaml.Node]bool{}
	}
	r.bad[n] = true
}

// plain refuses what makes a file say more than it shows: aliases, anchors,
// merge keys and tags.
func (r *reader) plain(n *yaml.Node) bool {
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 || n.Tag == "!!merge" {
		r.fail(n, "alias", diag.Hint{Key: "alias"})
		return false
	}
	return true
}

// is says that the node is of the kind, or names what was wanted instead.
func (r *reader) is(n *yaml.Node, kind yaml.Kind, wanted string) bool {
	if !r.plain(n) {
		return false
	}
	if n.Kind != kind || isNull(n) {
		r.wrongType(n, wanted)
		return false
	}
	return true
}

func (r *reader) wrongType(n *yaml.Node, wanted string) {
	r.fail(n, "wrong-type", diag.Hint{Key: "want-" + wanted}, show(n))
}

// fail records an error at a node.
func (r *reader) fail(n *yaml.Node, rule string, hint diag.Hint, args ...any) {
	r.failAt(diag.Place{File: r.src.name, Line: n.Line, Column: n.Column}, rule, hint, args...)
}

func (r *reader) failAt(place diag.Place, rule string, hint diag.Hint, args ...any) {
	r.errors++
	r.add(diag.Finding{Severity: diag.Error, Rule: rule, Args: args, Place: place, Hint: hint})
}

// add keeps a finding, while there is room for it.
func (r *reader) add(f diag.Finding) {
	if len(r.findings) == maxFindings {
		f = diag.Finding{
			Severity: diag.Error, Rule: "too-many-findings", Args: []any{maxFindings}, Place: f.Place,
			Hint: diag.Hint{Key: "too-many-findings"},
		}
	}
	if len(r.findings) <= maxFindings {
		r.findings = append(r.findings, f)
	}
}

func (r *reader) repeatedKey(key, first *yaml.Node) {
	r.clash(key, "repeated-key", diag.Place{File: r.src.name, Line: first.Line, Column: first.Column}, key.Value)
}

// clash records that what the node says was said before.
func (r *reader) clash(n *yaml.Node, hint string, before diag.Place, what string) {
	r.errors++
	r.add(diag.Finding{
		Severity: diag.Error, Rule: "repeated-key", Args: []any{clip(what)}, Hint: diag.Hint{Key: hint},
		Place: diag.Place{File: r.src.name, Line: n.Line, Column: n.Column}, Also: []diag.Place{before},
	})
}

func (r *reader) unknownKey(key *yaml.Node, names []string) {
	if r.plain(key) {
		r.fail(key, "unknown-key", nearest(key.Value, names), show(key))
	}
}

// nearest advises the word that was probably meant, and names all allowed.
func nearest(word string, allowed []string) diag.Hint {
	if best := diag.Nearest(word, allowed); best != "" {
		return diag.Hint{Key: "did-you-mean-of", Args: []any{best, allowed}}
	}
	return diag.Hint{Key: "allowed", Args: []any{allowed}}
}

// show is how a finding speaks of a node.
func show(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "{...}"
	case yaml.SequenceNode:
		return "[...]"
	}
	return clip(n.Value)
}

// clip keeps the beginning of a text that may be of any length.
func clip(s string) string {
	const longest = 60
	if utf8.RuneCountInString(s) <= longest {
		return s
	}
	return string([]rune(s)[:longest]) + "..."
}
