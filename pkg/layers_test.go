// Package pkg_test checks the house: what may import what, and where the
// outside world may be touched.
package pkg_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/bokgu/bokgu/"

// layer is one step of the house. What stands in a later layer may import
// what stands in an earlier one, never the other way round.
type layer struct {
	name     string
	packages []string // in order; see ordered
	ordered  bool     // a package may import those before it in the same layer
}

// layers is the house from the ground up.
func layers() []layer {
	return []layer{
		{"ground", []string{"pkg/diag", "pkg/lang"}, false},
		{"leaf", []string{"pkg/selection", "pkg/journal", "pkg/schedule", "pkg/term", "playbooks", "docs/rules"}, false},
		{"domain", []string{"pkg/inventory", "pkg/playbook", "pkg/plan", "pkg/incident", "pkg/exercise"}, true},
		{"engine", []string{"pkg/walk", "pkg/report", "pkg/drill"}, true},
		{"adapter", []string{"pkg/load", "pkg/dossier", "pkg/config", "pkg/view"}, false},
		{"shell", []string{"pkg/cli", "cmd/bokgu"}, true},
	}
}

// libraries are the third-party libraries and the packages that import them.
// Test-only libraries are not listed: they must not be in the product.
func libraries() map[string][]string {
	return map[string][]string{
		"github.com/spf13/cobra":            {"pkg/cli"},
		"github.com/spf13/pflag":            {"pkg/cli", "pkg/config"},
		"github.com/spf13/viper":            {"pkg/config"},
		"gopkg.in/yaml.v3":                  {"pkg/load"},
		"github.com/olekukonko/tablewriter": {"pkg/view"},
		"github.com/expr-lang/expr":         {"pkg/selection"},
		"github.com/gofrs/flock":            {"pkg/dossier"},
		"golang.org/x/term":                 {"pkg/term"},
		"golang.org/x/text/unicode/norm":    {"pkg/cli", "pkg/load", "pkg/term"},
	}
}

func TestImportsRunOneWay(t *testing.T) {
	place := map[string][2]int{} // package → layer, place in it
	house := layers()
	for l, layer := range house {
		for i, p := range layer.packages {
			place[p] = [2]int{l, i}
		}
	}
	seen := map[string]bool{}
	for _, f := range sources(t) {
		if f.test || f.apart() {
			continue
		}
		if parent, ok := twin(f.pkg); ok {
			if _, known := place[parent]; known {
				continue // it may import what it stands in for
			}
		}
		from, known := place[f.pkg]
		if !known {
			t.Errorf("%s: package %s has no place in the house", f.path, f.pkg)
			continue
		}
		seen[f.pkg] = true
		for _, imported := range f.imports() {
			to, ours := strings.CutPrefix(imported, module)
			if !ours {
				continue
			}
			at, ok := place[to]
			if !ok || at[0] > from[0] || at[0] == from[0] && (!house[at[0]].ordered || at[1] >= from[1]) {
				t.Errorf("%s: %s must not import %s", f.path, f.pkg, to)
			}
		}
	}
	for p := range place {
		if !seen[p] {
			t.Errorf("%s is in the table but not in the house", p)
		}
	}
}

// twin says whose stand-in for tests a package is: pkg/term/termtest belongs
// to pkg/term. Only tests import it.
func twin(pkg string) (of string, ok bool) {
	of, name, found := cutLast(pkg, "/")
	_, parent, _ := cutLast(of, "/")
	return of, found && name == parent+"test"
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return "", s, false
	}
	return s[:i], s[i+len(sep):], true
}

func TestEachLibraryHasItsImporter(t *testing.T) {
	allowed := libraries()
	used := map[string]map[string]bool{}
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		for _, imported := range f.imports() {
			if strings.HasPrefix(imported, module) || !strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
				continue
			}
			library := ""
			for l := range allowed {
				if imported == l || strings.HasPrefix(imported, l+"/") {
					library = l
				}
			}
			if library == "" || !slices.Contains(allowed[library], f.pkg) {
				t.Errorf("%s: %s must not import %s", f.path, f.pkg, imported)
				continue
			}
			if used[library] == nil {
				used[library] = map[string]bool{}
			}
			used[library][f.pkg] = true
		}
	}
	for l, importers := range allowed {
		if got := slices.Sorted(maps.Keys(used[l])); !slices.Equal(got, importers) {
			t.Errorf("%s: imported by %v, the table says %v", l, got, importers)
		}
	}
}

// source is one parsed Go file of the project.
type source struct {
	path string // from the root
	pkg  string // folder, from the root
	test bool
	file *ast.File
	fset *token.FileSet
}

// apart says that a file belongs to an example's own tools, which import only
// the standard library and what the program is made of.
func (s source) apart() bool { return strings.HasPrefix(s.pkg, "examples/") }

func (s source) imports() []string {
	var paths []string
	for _, i := range s.file.Imports {
		paths = append(paths, strings.Trim(i.Path.Value, `"`))
	}
	return paths
}

// sources parses every Go file of the project.
func sources(t *testing.T) []source {
	t.Helper()
	var files []source
	fset := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != ".." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "tools" || name == "bin") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		path = filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator)))
		folder := path[:max(0, strings.LastIndexByte(path, '/'))]
		files = append(files, source{path, folder, strings.HasSuffix(name, "_test.go"), file, fset})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 50 {
		t.Fatalf("only %d files: not the whole project", len(files))
	}
	return files
}
