package selection

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
)

func (c *compiler[E]) unary(n *ast.UnaryNode) (value[E], *Error) {
	calls := len(c.references)
	v, err := c.value(n.Node)
	if err != nil {
		return value[E]{}, err
	}
	switch n.Operator {
	case "!", "not":
		if v.kind != truth {
			return value[E]{}, fail(n, "expression-operand", n.Operator, v.kind.title())
		}
		c.inverts = c.inverts || len(c.references) > calls
		return value[E]{kind: truth, fixed: v.fixed, truth: func(e *E, item string) bool { return !v.truth(e, item) }}, nil
	case "-":
		if v.kind != number {
			return value[E]{}, fail(n, "expression-operand", n.Operator, v.kind.title())
		}
		c.arithmetic = c.arithmetic || !v.fixed
		return value[E]{kind: number, fixed: v.fixed, number: func(e *E, item string) float64 { return -v.number(e, item) }}, nil
	}
	return value[E]{}, fail(n, "expression-not-allowed", n.Operator)
}

func (c *compiler[E]) binary(n *ast.BinaryNode) (value[E], *Error) {
	calls := len(c.references)
	left, err := c.value(n.Left)
	if err != nil {
		return value[E]{}, err
	}
	if list, ok := n.Right.(*ast.ArrayNode); ok && n.Operator == "in" {
		return c.oneOf(n, left, list)
	}
	right, err := c.value(n.Right)
	if err != nil {
		return value[E]{}, err
	}
	var v value[E]
	switch n.Operator {
	case "&&", "and", "||", "or":
		v.truth = both(n.Operator, left, right)
	case "==", "!=":
		c.inverts = c.inverts || len(c.references) > calls
		if err := checkLiterals(n, left, right); err != nil {
			return v, err
		}
		v.truth = equal(left, right)
		if same := v.truth; same != nil && n.Operator == "!=" {
			v.truth = func(e *E, item string) bool { return !same(e, item) }
		}
	case "<", "<=", ">", ">=":
		v.truth = ordered(n.Operator, left, right)
	case "in":
		v.truth = among(left, right)
	case "contains", "startsWith", "endsWith":
		v.truth = similar(n.Operator, left, right)
	case "+", "-", "*", "/":
		v.number = calculated(n.Operator, left, right)
		c.arithmetic = c.arithmetic || !left.fixed || !right.fixed
	default:
		return v, fail(n, "expression-not-allowed", n.Operator)
	}
	v.fixed = left.fixed && right.fixed
	switch {
	case v.truth != nil:
		v.kind = truth
	case v.number != nil:
		v.kind = number
	default:
		return v, fail(n, "expression-operands", n.Operator, left.kind.title(), right.kind.title())
	}
	return v, nil
}

// The makers below give nil for kinds that do not go together.

func both[E any](operator string, l, r value[E]) func(*E, string) bool {
	if l.kind != truth || r.kind != truth {
		return nil
	}
	if operator == "&&" || operator == "and" {
		return func(e *E, item string) bool { return l.truth(e, item) && r.truth(e, item) }
	}
	return func(e *E, item string) bool { return l.truth(e, item) || r.truth(e, item) }
}

func equal[E any](l, r value[E]) func(*E, string) bool {
	if l.kind != r.kind {
		return nil
	}
	switch l.kind {
	case truth:
		return func(e *E, item string) bool { return l.truth(e, item) == r.truth(e, item) }
	case number:
		return func(e *E, item string) bool { return l.number(e, item) == r.number(e, item) }
	case text:
		return func(e *E, item string) bool { return l.text(e, item) == r.text(e, item) }
	}
	return nil
}

func ordered[E any](operator string, l, r value[E]) func(*E, string) bool {
	if l.kind != number || r.kind != number {
		return nil
	}
	switch operator {
	case "<":
		return func(e *E, item string) bool { return l.number(e, item) < r.number(e, item) }
	case "<=":
		return func(e *E, item string) bool { return l.number(e, item) <= r.number(e, item) }
	case ">":
		return func(e *E, item string) bool { return l.number(e, item) > r.number(e, item) }
	}
	return func(e *E, item string) bool { return l.number(e, item) >= r.number(e, item) }
}

func among[E any](l, r value[E]) func(*E, string) bool {
	if l.kind != text {
		return nil
	}
	switch r.kind {
	case texts:
		return func(e *E, item string) bool { return slices.Contains(r.texts(e, item), l.text(e, item)) }
	case table:
		return func(e *E, item string) bool { _, ok := r.table(e, item)[l.text(e, item)]; return ok }
	}
	return nil
}

func similar[E any](operator string, l, r value[E]) func(*E, string) bool {
	if l.kind != text || r.kind != text {
		return nil
	}
	test := strings.Contains
	switch operator {
	case "startsWith":
		test = strings.HasPrefix
	case "endsWith":
		test = strings.HasSuffix
	}
	return func(e *E, item string) bool { return test(l.text(e, item), r.text(e, item)) }
}

func calculated[E any](operator string, l, r value[E]) func(*E, string) float64 {
	if l.kind != number || r.kind != number {
		return nil
	}
	switch operator {
	case "+":
		return func(e *E, item string) float64 { return l.number(e, item) + r.number(e, item) }
	case "-":
		return func(e *E, item string) float64 { return l.number(e, item) - r.number(e, item) }
	case "*":
		return func(e *E, item string) float64 { return l.number(e, item) * r.number(e, item) }
	}
	return func(e *E, item string) float64 { return l.number(e, item) / r.number(e, item) }
}

// oneOf compiles "in [...]". Every member is a literal of the left side's kind.
func (c *compiler[E]) oneOf(n *ast.BinaryNode, left value[E], list *ast.ArrayNode) (value[E], *Error) {
	var words []string
	var numbers []float64
	for _, member := range list.Nodes {
		v, err := c.value(member)
		if err != nil {
			return v, err
		}
		if v.kind != left.kind || !v.fixed || v.kind != text && v.kind != number {
			return v, fail(member, "expression-operands", n.Operator, left.kind.title(), v.kind.title())
		}
		if err := checkLiteral(left, member); err != nil {
			return v, err
		}
		if v.kind == text {
			words = append(words, v.text(nil, ""))
		} else {
			numbers = append(numbers, v.number(nil, ""))
		}
	}
	v := value[E]{kind: truth, fixed: left.fixed}
	switch left.kind {
	case text:
		v.truth = func(e *E, item string) bool { return slices.Contains(words, left.text(e, item)) }
	case number:
		v.truth = func(e *E, item string) bool { return slices.Contains(numbers, left.number(e, item)) }
	default:
		return v, fail(n, "expression-operand", n.Operator, left.kind.title())
	}
	return v, nil
}

func checkLiterals[E any](n *ast.BinaryNode, left, right value[E]) *Error {
	if err := checkLiteral(left, n.Right); err != nil {
		return err
	}
	return checkLiteral(right, n.Left)
}

// checkLiteral finds literals that a field can never equal: condition ==
// "damagd" would compile and quietly match nothing.
func checkLiteral[E any](field value[E], node ast.Node) *Error {
	switch n := node.(type) {
	case *ast.StringNode:
		if field.words == nil || slices.Contains(field.words, n.Value) {
			return nil
		}
		e := fail(n, "expression-value", field.field, n.Value)
		e.Hint = nearest(n.Value, slices.DeleteFunc(slices.Clone(field.words), func(w string) bool { return w == "" }))
		return e
	case *ast.IntegerNode:
		if field.tiers && (n.Value < 1 || n.Value > 4) {
			return fail(n, "expression-tier", n.Value)
		}
	case *ast.FloatNode:
		if field.tiers {
			return fail(n, "expression-tier", n.Value)
		}
	}
	return nil
}
