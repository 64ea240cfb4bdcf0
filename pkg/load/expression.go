package load

import (
	"errors"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/selection"
)

// expression compiles a selection of systems.
var expression = value[*selection.Expr]{accepts: textShape, read: func(r *reader, n *yaml.Node, into **selection.Expr) {
	compile(r, n, into, selection.Compile)
}}

// gate compiles a condition on the incident.
var gate = value[*selection.Gate]{accepts: textShape, read: func(r *reader, n *yaml.Node, into **selection.Gate) {
	compile(r, n, into, selection.CompileGate)
}}

func compile[E any](r *reader, n *yaml.Node, into **E, with func(string) (*E, error)) {
	s, ok := r.str(n)
	if !ok {
		return
	}
	compiled, err := with(s)
	if err == nil {
		*into = compiled
		return
	}
	entry := row{src: r.src, node: n}
	var fault *selection.Error
	if !errors.As(err, &fault) {
		r.fail(n, "bad-expression", diag.Hint{}, err.Error())
		return
	}
	found := fault.Finding("")
	r.failAt(entry.place(found.Offset), found.Rule, found.Hint, found.Args...)
}
