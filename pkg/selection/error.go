package selection

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/lang"
)

// Error is why an expression cannot be used: a rule with its arguments, as in
// a finding, and where in the expression.
type Error struct {
	Rule   string
	Args   []any
	Column int // in characters from the beginning of the expression, from 1
	Hint   diag.Hint
}

// Error is the message in English; Message says it in either language.
func (e *Error) Error() string { return e.Message(lang.EN) }

// Message says what is wrong, without the column.
func (e *Error) Message(tag lang.Tag) string {
	args := make([]any, len(e.Args))
	for i, a := range e.Args {
		if t, ok := a.(lang.Text); ok {
			a = t.In(tag)
		}
		args[i] = a
	}
	return tag.Msg("finding."+e.Rule, args...)
}

// Finding makes the error a finding about the value at the path.
func (e *Error) Finding(path string) diag.Finding {
	return diag.Finding{
		Severity: diag.Error, Rule: e.Rule, Args: e.Args,
		Path: path, Offset: e.Column, Hint: e.Hint,
	}
}

func fail(n ast.Node, rule string, args ...any) *Error {
	return &Error{Rule: rule, Args: args, Column: column(n)}
}

func unknownCall(n ast.Node, name string, known []string) *Error {
	e := fail(n, "expression-call", name)
	e.Hint = nearest(name, known)
	return e
}

func column(n ast.Node) int {
	if n == nil {
		return 1
	}
	return n.Location().From + 1
}

// nearest advises the word that was probably meant, and names them all.
func nearest(word string, known []string) diag.Hint {
	if best := diag.Nearest(word, known); best != "" {
		return diag.Hint{Key: "did-you-mean-of", Args: []any{best, known}}
	}
	return diag.Hint{Key: "allowed", Args: []any{known}}
}

// excerptOf names a construct this language leaves out of the library's.
func excerptOf(n ast.Node) string {
	switch n.(type) {
	case *ast.ConditionalNode:
		return "? :"
	case *ast.VariableDeclaratorNode:
		return "let"
	case *ast.SequenceNode:
		return ";"
	case *ast.MapNode:
		return "{ }"
	case *ast.SliceNode:
		return "[ : ]"
	case *ast.ChainNode:
		return "?."
	case *ast.NilNode:
		return "nil"
	}
	return "..."
}

// syntaxError says where reading stopped. The library's own words are left
// out: they are in English and speak of its tokens.
func syntaxError(source string, err error) *Error {
	letters := []rune(source)
	at := len(letters)
	var located *file.Error
	if errors.As(err, &located) {
		at = max(0, min(located.From, len(letters)))
	}
	rest := strings.TrimSpace(string(letters[at:]))
	if rest == "" {
		e := &Error{Rule: "expression-ends", Column: len([]rune(strings.TrimRightFunc(source, unicode.IsSpace))) + 1}
		if strings.Count(source, `"`)%2 != 0 || strings.Count(source, `'`)%2 != 0 {
			e.Hint = diag.Hint{Key: "expression-quotes"}
		}
		return e
	}
	e := &Error{Rule: "expression-syntax", Args: []any{firstWord(rest)}, Column: at + 1}
	e.Hint = diag.Hint{Key: "expression-operators"}
	if strings.HasPrefix(rest, "=") {
		e.Hint = diag.Hint{Key: "expression-equals"}
	}
	return e
}

// firstWord is the beginning of the rest up to a space, at most 16 letters.
func firstWord(rest string) string {
	const most = 16
	word, _, _ := strings.Cut(rest, " ")
	if utf8.RuneCountInString(word) > most {
		word = string([]rune(word)[:most])
	}
	return word
}
