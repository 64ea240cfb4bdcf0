package load

import (
	"path"
	"path/filepath"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/selection"
)

// Checks is what a bokgu.yaml says of findings: which weigh more or less than
// usual, and which are not to count. The zero value changes nothing.
type Checks struct {
	Severity []Override
	Ignore   []Ignore
	folder   string // of the bokgu.yaml; paths of files start there
}

// Override gives a rule another severity.
type Override struct {
	Rule     string
	Severity diag.Severity
	said     spot // the rule's name in the file
}

// Ignore lets findings of a rule pass, for a reason that somebody wrote down.
type Ignore struct {
	Rule   string
	Where  *selection.Expr // nil: whatever it is about
	File   string          // a pattern as path.Match has it, or a folder; empty is any file
	Reason string
	Until  time.Time // the last day; zero is for good
	said   spot      // the rule's name in the file
	end    spot      // the last day in the file
}

// spot is a place and the line there.
type spot struct {
	place diag.Place
	line  string
}

func checksSchema() value[Checks] {
	type c = Checks
	type ig = Ignore
	return mapping(
		at("severity", func(v *c) *[]Override { return &v.Severity }, severities()),
		at("ignore", func(v *c) *[]Ignore { return &v.Ignore }, list(mapping(
			at("rule", func(v *ig) *string { return &v.Rule }, name).must(),
			at("where", func(v *ig) **selection.Expr { return &v.Where }, expression),
			at("file", func(v *ig) *string { return &v.File }, glob),
			at("reason", func(v *ig) *string { return &v.Reason }, line).must(),
			at("until", func(v *ig) *time.Time { return &v.Until }, day),
		))),
	)
}

// severities reads severities by rule. Whether there is such a rule is said by
// Judge: an older program must still read the file.
func severities() value[[]Override] {
	word := oneOf(diag.Error, diag.Warning)
	return value[[]Override]{
		accepts: func() *shape { return openTo(textShape(), word.accepts()) },
		read: func(r *reader, n *yaml.Node, into *[]Override) {
			r.entriesOf(n, func(key, val *yaml.Node) {
				before := r.errors
				o := Override{Rule: key.Value, said: r.spot(key)}
				word.read(r, val, &o.Severity)
				if r.errors == before {
					*into = append(*into, o)
				}
			})
		},
	}
}

// glob reads a pattern of file names.
var glob = value[string]{accepts: textShape, read: func(r *reader, n *yaml.Node, into *string) {
	s, ok := r.str(n)
	if !ok {
		return
	}
	if _, err := path.Match(s, ""); err != nil {
		r.fail(n, "bad-value", diag.Hint{Key: "glob"}, clip(s))
		return
	}
	*into = s
}}

func (r *reader) spot(n *yaml.Node) spot {
	return spot{diag.Place{File: r.src.name, Line: n.Line, Column: n.Column}, r.src.line(n.Line)}
}

// settle gives the entries of a bokgu.yaml their places, and leaves out those
// with an error: an expression that cannot be read must not pass for none.
func (c *Checks) settle(r *reader, root *yaml.Node) {
	c.folder = path.Dir(r.src.name)
	checks := child(root, "checks")
	if len(c.Ignore) == 0 || checks == nil {
		return
	}
	kept := c.Ignore[:0]
	for i, entry := range child(checks, "ignore").Content[:len(c.Ignore)] {
		if r.bad[entry] {
			continue
		}
		ignore := c.Ignore[i]
		ignore.said = r.spot(child(entry, "rule"))
		if until := child(entry, "until"); until != nil {
			ignore.end = r.spot(until)
		}
		kept = append(kept, ignore)
	}
	c.Ignore = kept
}

// over says that the last day has passed.
func (g *Ignore) over(today string) bool {
	return !g.Until.IsZero() && g.Until.Format(time.DateOnly) < today
}

// covers says that the pattern, if there is one, matches the file or a folder
// above it.
func (g *Ignore) covers(folder, file string) bool {
	if g.File == "" {
		return true
	}
	name, err := filepath.Rel(filepath.FromSlash(folder), filepath.FromSlash(file))
	if err != nil { // one is absolute and the other is not
		name = file
	}
	pattern := path.Clean(g.File) // ./list.yaml and inventory/ too
	if pattern == "." {
		return !strings.HasPrefix(filepath.ToSlash(name), "../")
	}
	for at := filepath.ToSlash(name); at != "." && at != "/"; at = path.Dir(at) {
		if matched, _ := path.Match(pattern, at); matched { // glob has seen that it is one
			return true
		}
	}
	return false
}
