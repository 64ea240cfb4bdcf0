package selection

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
)

// MaxLength bounds an expression, in bytes. Everything else that compiling
// costs follows from it: no expression has more nodes than bytes.
const MaxLength = 4096

// Expr is a compiled expression over systems. It is safe to use from several
// goroutines; use Compile to make one.
type Expr struct {
	source string
	match  func(*System, string) bool
	names  []string
}

// Compile reads an expression over systems. The error is an *Error.
func Compile(source string) (*Expr, error) {
	c := compiler[System]{field: systemField, names: systemNames}
	match, err := c.compile(source)
	if err != nil {
		return nil, err
	}
	return &Expr{source: source, match: match, names: c.fields}, nil
}

// Match says whether the expression means this system. It cannot fail: the
// language has nothing in it that goes wrong at run time.
func (x *Expr) Match(s *System) bool { return x.match(s, "") }

// String is the expression as it was written.
func (x *Expr) String() string { return x.source }

// Names lists the fields the expression looks at, each once.
func (x *Expr) Names() []string { return x.names }

// Gate is a compiled expression over an incident. It is safe to use from
// several goroutines; use CompileGate to make one.
type Gate struct {
	source     string
	holds      func(*Incident, string) bool
	names      []string
	literals   []float64
	references []Reference
	inverts    bool // a reference stands under a negation or a comparison
	arithmetic bool // a field is calculated with
}

// CompileGate reads an expression over an incident. The error is an *Error.
func CompileGate(source string) (*Gate, error) {
	c := compiler[Incident]{field: incidentField, names: incidentNames, functions: incidentFunctions()}
	holds, err := c.compile(source)
	if err != nil {
		return nil, err
	}
	return &Gate{
		source: source, holds: holds, names: c.fields, literals: c.literals,
		references: c.references, inverts: c.inverts, arithmetic: c.arithmetic,
	}, nil
}

// Holds says whether the gate is open. Functions the incident does not give
// answer no.
func (g *Gate) Holds(i *Incident) bool { return g.holds(i, "") }

// String is the expression as it was written.
func (g *Gate) String() string { return g.source }

// Reference is a call that names something: a task by done and did, a step by
// passed, an outside event by happened, a system by isBack, a type of records
// by recorded.
type Reference struct {
	Call   string
	ID     string
	Column int // of the name, in characters from 1
}

// The calls that name something: the first three are those of a gate, a claim
// has them all.
const (
	CallDone     = "done"
	CallPassed   = "passed"
	CallHappened = "happened"
	CallDid      = "did"
	CallIsBack   = "isBack"
	CallRecorded = "recorded"
)

// References lists the calls of the gate in the order they are written.
func (g *Gate) References() []Reference { return g.references }

// compiler turns the syntax tree of the expr library into closures. The
// library's own checker and machine are left out: they know now(), memory
// budgets and failures at run time, which this language has not, and their
// errors are in English only.
type compiler[E any] struct {
	field     func(name string) (value[E], bool)
	names     func() []string
	functions []function[E] // nil: the language has no calls

	fields     []string
	looks      []look[E] // what it looks at, each once
	literals   []float64
	references []Reference
	inverts    bool
	arithmetic bool
	inside     bool // within any, all or none, where # is the item
}

func (c *compiler[E]) compile(source string) (func(*E, string) bool, error) {
	if len(source) > MaxLength {
		return nil, &Error{Rule: "expression-too-long", Args: []any{len(source), MaxLength}, Column: 1}
	}
	if !utf8.ValidString(source) {
		return nil, &Error{Rule: "expression-bytes", Column: 1}
	}
	// Without a blank behind it the library takes the last letter for the end.
	tree, err := parser.Parse(source + " ")
	if err != nil {
		return nil, syntaxError(source, err)
	}
	v, failed := c.value(tree.Node)
	if failed != nil {
		return nil, failed
	}
	if v.kind != truth {
		return nil, fail(tree.Node, "expression-not-condition", v.kind.title())
	}
	return v.truth, nil
}

// value compiles any part of an expression.
func (c *compiler[E]) value(node ast.Node) (value[E], *Error) {
	switch n := node.(type) {
	case *ast.BoolNode:
		return value[E]{kind: truth, fixed: true, truth: func(*E, string) bool { return n.Value }}, nil
	case *ast.IntegerNode:
		return c.literal(float64(n.Value)), nil
	case *ast.FloatNode:
		return c.literal(n.Value), nil
	case *ast.StringNode:
		return value[E]{kind: text, fixed: true, text: func(*E, string) string { return n.Value }}, nil
	case *ast.IdentifierNode:
		return c.name(n)
	case *ast.PointerNode:
		return c.item(n)
	case *ast.UnaryNode:
		return c.unary(n)
	case *ast.BinaryNode:
		return c.binary(n)
	case *ast.MemberNode:
		return c.member(n)
	case *ast.CallNode:
		return c.callee(n)
	case *ast.BuiltinNode:
		return c.builtin(n)
	case *ast.ArrayNode:
		return value[E]{}, fail(n, "expression-list-alone")
	default:
		return value[E]{}, fail(node, "expression-not-allowed", excerptOf(node))
	}
}

func (c *compiler[E]) literal(f float64) value[E] {
	c.literals = append(c.literals, f)
	return value[E]{kind: number, fixed: true, number: func(*E, string) float64 { return f }}
}

func (c *compiler[E]) name(n *ast.IdentifierNode) (value[E], *Error) {
	v, ok := c.field(n.Value)
	if !ok {
		e := fail(n, "expression-name", n.Value)
		e.Hint = nearest(n.Value, c.names())
		return value[E]{}, e
	}
	if !slices.Contains(c.fields, n.Value) {
		c.fields = append(c.fields, n.Value)
	}
	c.looksAt(n.Value, v)
	return v, nil
}

// look is a field or a call that an expression looks at, as people write it.
type look[E any] struct {
	as string
	value[E]
}

func (c *compiler[E]) looksAt(as string, v value[E]) {
	if !slices.ContainsFunc(c.looks, func(l look[E]) bool { return l.as == as }) {
		c.looks = append(c.looks, look[E]{as, v})
	}
}

func (c *compiler[E]) item(n *ast.PointerNode) (value[E], *Error) {
	if !c.inside || n.Name != "" {
		return value[E]{}, fail(n, "expression-not-allowed", "#"+n.Name)
	}
	return value[E]{kind: text, text: func(_ *E, item string) string { return item }}, nil
}

// member reads labels.synthetic and labels["synthetic"]; an absent label is
// the empty text.
func (c *compiler[E]) member(n *ast.MemberNode) (value[E], *Error) {
	key, ok := n.Property.(*ast.StringNode)
	if !ok || n.Optional {
		return value[E]{}, fail(n, "expression-not-allowed", "[ ]")
	}
	before := len(c.looks)
	of, err := c.value(n.Node)
	if err != nil {
		return value[E]{}, err
	}
	if of.kind != table {
		return value[E]{}, fail(n, "expression-no-parts", of.kind.title())
	}
	v := value[E]{kind: text, text: func(e *E, item string) string { return of.table(e, item)[key.Value] }}
	if label, ok := n.Node.(*ast.IdentifierNode); ok {
		c.looks = c.looks[:before] // it looks at this one label, not at all
		c.looksAt(label.Value+"["+strconv.Quote(key.Value)+"]", v)
	}
	return v, nil
}

func (c *compiler[E]) callee(n *ast.CallNode) (value[E], *Error) {
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		return value[E]{}, fail(n, "expression-not-allowed", "( )")
	}
	at := slices.IndexFunc(c.functions, func(f function[E]) bool { return f.name == callee.Value })
	if at < 0 {
		return value[E]{}, unknownCall(n, callee.Value, c.calls())
	}
	f := &c.functions[at]
	if len(n.Arguments) != 1 {
		return value[E]{}, f.refuses(n)
	}
	v, as, err := c.called(f, n.Arguments[0])
	if err == nil {
		c.looksAt(f.name+"("+as+")", v)
	}
	return v, err
}

// called is a call with its argument, and how the argument is written.
func (c *compiler[E]) called(f *function[E], argument ast.Node) (v value[E], as string, err *Error) {
	switch n := argument.(type) {
	case *ast.StringNode:
		if f.ofName != nil {
			c.references = append(c.references, Reference{Call: f.name, ID: n.Value, Column: column(n)})
			return f.ofName(n.Value), strconv.Quote(n.Value), nil
		}
	case *ast.IntegerNode:
		if f.ofTier != nil && (n.Value < 1 || n.Value > 4) {
			return v, "", fail(n, "expression-tier", n.Value)
		}
		if f.ofTier != nil {
			return f.ofTier(n.Value), strconv.Itoa(n.Value), nil
		}
	}
	return v, "", f.refuses(argument)
}

// calls lists every function of the language: the allow-list.
func (c *compiler[E]) calls() []string {
	known := []string{"len", "any", "all", "none"}
	for _, f := range c.functions {
		known = append(known, f.name)
	}
	return known
}

func (c *compiler[E]) builtin(n *ast.BuiltinNode) (value[E], *Error) {
	if !slices.Contains(c.calls(), n.Name) {
		return value[E]{}, unknownCall(n, n.Name, c.calls())
	}
	want := 2
	if n.Name == "len" {
		want = 1
	}
	if len(n.Arguments) != want {
		return value[E]{}, fail(n, "expression-list-argument", n.Name)
	}
	of, err := c.value(n.Arguments[0])
	if err != nil {
		return value[E]{}, err
	}
	if of.kind != texts {
		return value[E]{}, fail(n, "expression-list-argument", n.Name)
	}
	if n.Name == "len" {
		return value[E]{kind: number, number: func(e *E, item string) float64 { return float64(len(of.texts(e, item))) }}, nil
	}
	return c.predicate(n, of)
}

// predicate compiles any, all and none over a list of a system. They do not
// nest, so that a match costs no more than the list is long.
func (c *compiler[E]) predicate(n *ast.BuiltinNode, of value[E]) (value[E], *Error) {
	p, ok := n.Arguments[1].(*ast.PredicateNode)
	if !ok || c.inside {
		return value[E]{}, fail(n, "expression-not-allowed", n.Name)
	}
	c.inside = true
	body, err := c.value(p.Node)
	c.inside = false
	if err != nil {
		return value[E]{}, err
	}
	if body.kind != truth {
		return value[E]{}, fail(p.Node, "expression-not-condition", body.kind.title())
	}
	// any is what its first true item decides, all and none what a first
	// item to the contrary decides.
	until, decided := true, true
	switch n.Name {
	case "all":
		until, decided = false, false
	case "none":
		decided = false
	}
	return value[E]{kind: truth, truth: func(e *E, item string) bool {
		for _, one := range of.texts(e, item) {
			if body.truth(e, one) == until {
				return decided
			}
		}
		return !decided
	}}, nil
}
