package pkg_test

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// Sizes beyond which a file or a function does two things.
const (
	longestFile     = 450 // lines
	longestFunction = 80
)

func TestFilesAndFunctionsStayReadable(t *testing.T) {
	for _, f := range sources(t) {
		if n := f.fset.File(f.file.FileStart).LineCount(); n > longestFile {
			t.Errorf("%s: %d lines, at most %d", f.path, n, longestFile)
		}
		if f.test {
			continue
		}
		for _, d := range f.file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			from, to := f.fset.Position(fn.Pos()).Line, f.fset.Position(fn.End()).Line
			if n := to - from + 1; n > longestFunction {
				t.Errorf("%s:%d: %s has %d lines, at most %d", f.path, from, fn.Name.Name, n, longestFunction)
			}
		}
	}
}

// The outside world is touched in few places, so that a drill and a test can
// run the real program with another clock and other streams.
func TestTheOutsideWorldIsTouchedInFewPlaces(t *testing.T) {
	world := []string{"pkg/cli/os.go", "cmd/bokgu/main.go"}
	adapters := []string{"pkg/dossier", "pkg/load"}
	printers := []string{"Print", "Printf", "Println"}
	for _, f := range sources(t) {
		if f.test || f.apart() || slices.Contains(world, f.path) {
			continue
		}
		adapter := slices.Contains(adapters, f.pkg)
		ast.Inspect(f.file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if fn, ok := call.Fun.(*ast.Ident); ok && (fn.Name == "println" || fn.Name == "print") {
					t.Errorf("%s: %s is for finding faults, not to stay", f.fset.Position(n.Pos()), fn.Name)
				}
			}
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if !ok {
				return true
			}
			name := sel.Sel.Name
			forbidden := x.Name == "os" && (strings.HasPrefix(name, "Std") || name == "Exit") ||
				x.Name == "os" && (name == "Getenv" || name == "LookupEnv") ||
				x.Name == "fmt" && slices.Contains(printers, name) ||
				x.Name == "time" && (name == "Now" || name == "Since" || name == "Until") && !adapter
			if forbidden {
				t.Errorf("%s: %s.%s belongs to the shell", f.fset.Position(n.Pos()), x.Name, name)
			}
			return true
		})
	}
}

// Domain and engine know no files and no processes.
func TestTheCoreDoesNotImportTheOutsideWorld(t *testing.T) {
	core := []string{"pkg/diag", "pkg/lang", "pkg/selection", "pkg/journal"}
	for _, l := range layers() {
		if l.name == "domain" || l.name == "engine" {
			core = append(core, l.packages...)
		}
	}
	for _, f := range sources(t) {
		if f.test || !slices.Contains(core, f.pkg) {
			continue
		}
		for _, i := range f.imports() {
			if i == "os" || strings.HasPrefix(i, "os/") || i == "net" || strings.HasPrefix(i, "net/") || i == "log" {
				t.Errorf("%s imports %s", f.path, i)
			}
		}
	}
}

// Commands, kinds and formats stand in lists one can see; none registers
// itself.
func TestNothingRegistersItselfBeforeMain(t *testing.T) {
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		for _, d := range f.file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s: init", f.path)
			}
		}
	}
}

// A pattern compiled at package level is paid for by every start: one with
// Unicode classes costs three milliseconds, more than all the rest.
func TestNoPatternIsCompiledAtStart(t *testing.T) {
	for _, f := range sources(t) {
		if f.test || f.apart() {
			continue
		}
		for _, d := range f.file.Decls {
			if _, ok := d.(*ast.GenDecl); !ok {
				continue
			}
			ast.Inspect(d, func(n ast.Node) bool {
				if _, inside := n.(*ast.FuncLit); inside {
					return false // compiled when it is called
				}
				if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "MustCompile" {
					t.Errorf("%s: compile it where it is used, or do without", f.fset.Position(n.Pos()))
				}
				return true
			})
		}
	}
}
