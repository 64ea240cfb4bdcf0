package pkg_test

import (
	"go/ast"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/bokgu/bokgu/docs/rules"
	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/lang"
)

// A rule is given by a literal in the source: the argument of a parameter
// called rule, the Rule of a finding, or what is assigned to a variable called
// rule.
func TestEveryRuleInTheSourceIsInTheRegistry(t *testing.T) {
	given := map[string]string{} // rule → where
	files := map[string][]source{}
	for _, f := range sources(t) {
		if !f.test && strings.HasPrefix(f.pkg, "pkg/") {
			files[f.pkg] = append(files[f.pkg], f)
		}
	}
	for _, pkg := range files {
		takers := ruleTakers(pkg)
		for _, f := range pkg {
			ast.Inspect(f.file, func(n ast.Node) bool {
				for _, literal := range f.rulesOf(t, n, takers) {
					given[literal] = f.fset.Position(n.Pos()).String()
				}
				return true
			})
		}
	}
	for id, at := range given {
		if _, known := diag.FindRule(id); !known {
			t.Errorf("%s: the rule %q is not in diag.Rules", at, id)
		}
	}
	for _, r := range diag.Rules() {
		if given[r.ID] == "" {
			t.Errorf("%s: no check gives it", r.ID)
		}
	}
}

// ruleTakers finds the functions of a package that are given a rule: name to
// the places of such parameters.
func ruleTakers(pkg []source) map[string][]int {
	takers := map[string][]int{}
	for _, f := range pkg {
		for _, d := range f.file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			at := 0
			for _, p := range fn.Type.Params.List {
				for _, name := range p.Names {
					if kind, ok := p.Type.(*ast.Ident); ok && kind.Name == "string" && name.Name == "rule" {
						takers[fn.Name.Name] = append(takers[fn.Name.Name], at)
					}
					at++
				}
			}
		}
	}
	return takers
}

// rulesOf is the rules that a node gives as literals. One that is given in a
// way this test cannot follow is an error.
func (s source) rulesOf(t *testing.T, n ast.Node, takers map[string][]int) []string {
	var literals []string
	literal := func(e ast.Expr) bool {
		l, ok := e.(*ast.BasicLit)
		if ok && l.Kind == token.STRING {
			if word, _ := strconv.Unquote(l.Value); word != "" {
				literals = append(literals, word)
			}
		}
		return ok && l.Kind == token.STRING
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		places := takers[calleeName(n)]
		followed := len(places) == 0 || slices.ContainsFunc(n.Args, isFinding)
		for _, at := range places {
			if at < len(n.Args) {
				followed = literal(n.Args[at]) || named(n.Args[at], "rule", "Rule") || followed
			}
		}
		if !followed {
			t.Errorf("%s: which rule is given here?", s.fset.Position(n.Pos()))
		}
	case *ast.CompositeLit:
		if !named(n.Type, "Finding", "Error") {
			break
		}
		for _, e := range n.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok && named(kv.Key, "Rule") && !literal(kv.Value) && !named(kv.Value, "rule", "Rule") {
				t.Errorf("%s: which rule is given here?", s.fset.Position(kv.Pos()))
			}
		}
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			if id, ok := left.(*ast.Ident); ok && id.Name == "rule" && i < len(n.Rhs) {
				literal(n.Rhs[i])
			}
		}
	}
	return literals
}

func calleeName(call *ast.CallExpr) string {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return fun.Sel.Name
	}
	return ""
}

// named says that an expression is a name, or ends in one, of those given.
func named(e ast.Expr, names ...string) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return slices.Contains(names, e.Name)
	case *ast.SelectorExpr:
		return slices.Contains(names, e.Sel.Name)
	}
	return false
}

// isFinding says that an expression makes a finding, or an error that becomes
// one, or has a function of the package make it.
func isFinding(e ast.Expr) bool {
	if call, ok := e.(*ast.CallExpr); ok {
		_, own := call.Fun.(*ast.Ident)
		return own
	}
	lit, ok := e.(*ast.CompositeLit)
	return ok && named(lit.Type, "Finding", "Error")
}

// What a rule needs besides: a sentence, a title in both languages, a page
// that begins with both its names.
func TestEveryRuleHasItsWordsAndItsPage(t *testing.T) {
	ids := diag.RuleIDs()
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Error("the rules are not in the order of their ids, or one stands twice")
	}
	for _, r := range diag.Rules() {
		for _, key := range []string{"finding." + r.ID, "rule." + r.ID, "scope." + string(r.Scope), "severity." + string(r.Severity)} {
			if !lang.Has(key) {
				t.Errorf("%s: no message %s", r.ID, key)
			}
		}
		if r.Fixed && r.Severity != diag.Error {
			t.Errorf("%s: only an error leaves something unread", r.ID)
		}
		page, ok := rules.Page(r.ID)
		title := lang.EN.Msg("rule." + r.ID)
		head := "# " + r.ID + "\n\n" + strings.ToUpper(title[:1]) + title[1:] + ".\n\n## Why\n\n"
		if !ok || !strings.HasPrefix(page, head) {
			t.Errorf("%s: its page does not begin with\n%s", r.ID, head)
		}
	}
	pages, err := os.ReadDir("../docs/rules")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		if id, ok := strings.CutSuffix(p.Name(), ".md"); ok && !slices.Contains(ids, id) {
			t.Errorf("docs/rules/%s: there is no such rule", p.Name())
		}
	}
}
