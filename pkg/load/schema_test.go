package load

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
)

// schemas are the compiled schemas: of all kinds under "", and of each.
// Compiling holds each against the schema of schemas.
func schemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	compiled := map[string]*jsonschema.Schema{}
	for _, kind := range append(Kinds(), "") {
		data, err := Schema(kind)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		c.UseRegexpEngine(func(pattern string) (jsonschema.Regexp, error) { return ecma(pattern) })
		if err := c.AddResource("bokgu.json", doc); err != nil {
			t.Fatal(err)
		}
		if compiled[kind], err = c.Compile("bokgu.json"); err != nil {
			t.Fatal(err)
		}
	}
	return compiled
}

// ecma compiles a pattern as JSON Schema means it: there \s is every blank, in
// Go only those of ASCII.
func ecma(pattern string) (*regexp.Regexp, error) {
	const blanks = "\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
	return regexp.Compile(strings.ReplaceAll(pattern, `\s`, blanks))
}

// instance is a document as an editor sees it: its values, not how they are
// spelt. Of a repeated key the first counts.
func instance(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for k := 0; k+1 < len(n.Content); k += 2 {
			if _, repeated := m[n.Content[k].Value]; !repeated {
				m[n.Content[k].Value] = instance(t, n.Content[k+1])
			}
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, entry := range n.Content {
			list = append(list, instance(t, entry))
		}
		return list
	case yaml.AliasNode:
		return instance(t, n.Alias)
	}
	var v any = n.Value
	if n.Tag != "!!timestamp" { // for an editor a text
		if err := n.Decode(&v); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

// beyond are the rules of reading that a schema cannot know. For each a
// document shows that it does not.
var beyond = []struct{ rule, why, body string }{
	{"repeated-key", "an object of JSON has each key once", "kind: Inventory\nsites: []\nsites: []\n"},
	{"alias", "an editor follows aliases, and sees no tags", "kind: Inventory\nsites: &a [{id: b}]\nrooms: *a\n"},
	{"too-long", "it is a matter of bytes", "kind: Workspace\nplaybook: " + strings.Repeat("가", maxText/2) + "\n"},
	{"bad-estimate", "it compares values", "kind: Inventory\nmethods: {restart: {estimate: {min: 3h, max: 1h}}}\n"},
	{"expression-syntax", "an expression is a language of its own", "kind: Inventory\ndefaults: [{where: '(', dependsOn: [a]}]\n"},
	{"bad-time", "months have different lengths", "kind: Inventory\nmetadata: {asOf: 2025-02-30}\n"},
	{"bad-duration", "no more than 292 years are counted", "kind: Inventory\ntiers: {1: {rto: 999999999d}}\n"},
	{"before-start", "it compares values", "kind: Drill\nmetadata: {name: d}\nstart: 2025-09-26T20:15:00Z\ninjects: [{at: 2025-09-25T00:00:00Z, say: x}]\n"},
	{"count-without-systems", "three keys would each need another schema", "kind: Drill\nmetadata: {name: d}\nstart: 2025-09-26T20:15:00Z\ninjects: [{at: 1h, say: x, count: 2}]\n"},
	{"wrong-type", "0x10 is 16", "kind: Inventory\nrooms: [{id: a, floor: 0x10}]\n"},
	{"wrong-type", "5.0 is 5", "kind: Inventory\nrooms: [{id: a, floor: 5.0}]\n"},
}

// ofStructure says that a finding is of a rule that a schema knows too. The
// last rules of beyond go only for some spellings, which no test here makes
// otherwise.
func ofStructure(f diag.Finding) bool {
	if strings.HasPrefix(f.Rule, "expression-") || f.Rule == "bad-expression" {
		return false
	}
	return !slices.Contains([]string{"repeated-key", "alias", "too-long", "bad-estimate", "before-start", "count-without-systems"}, f.Rule)
}

// reading is what reading one document finds in it, before the checks of the
// domain.
func reading(src *source, root *yaml.Node) diag.List {
	l := &loading{bundle: &Bundle{}}
	l.src = src
	l.document(document{src: src, root: root})
	return l.findings
}

func rulesOf(found diag.List) []string {
	var rules []string
	for _, f := range found {
		rules = append(rules, f.Rule)
	}
	return rules
}

// The rules that a schema cannot know are these and no guess.
func TestASchemaCannotKnow(t *testing.T) {
	compiled := schemas(t)
	for _, test := range beyond {
		src, _ := newSource(File{Name: "f.yaml", Data: []byte("apiVersion: bokgu/v1\n" + test.body)})
		roots, err := decode(src.data)
		if err != nil {
			t.Fatal(err)
		}
		if rules := rulesOf(reading(src, roots[0])); !slices.Contains(rules, test.rule) {
			t.Errorf("%s (%s): found %v", test.rule, test.why, rules)
		}
		if err := compiled[""].Validate(instance(t, roots[0])); err != nil {
			t.Errorf("%s (%s): the schema knows it: %v", test.rule, test.why, err)
		}
	}

	// In one place the schema is the stricter one: it does not fold lines.
	const folded = `{id: a, name: A, probes: [{http: "\nhttp://a"}]}`
	src, _ := newSource(File{Name: "f.yaml", Data: []byte(inventoryHead + "systems: [" + folded + "]\n")})
	roots, err := decode(src.data)
	if err != nil {
		t.Fatal(err)
	}
	if found := reading(src, roots[0]); len(found) > 0 || compiled[""].Validate(instance(t, roots[0])) == nil {
		t.Errorf("reader: %s; the schema should find the break", brief(found))
	}
}

// disagree says how the reader and the schemas differ on a document; empty
// when they agree. sound is whether they found nothing.
func disagree(t *testing.T, compiled map[string]*jsonschema.Schema, src *source, root *yaml.Node) (difference string, sound bool) {
	t.Helper()
	all := reading(src, root)
	if slices.Contains(rulesOf(all), "repeated-key") { // the reader stops at that in a mapping; what else is in it?
		return disagree(t, compiled, src, onceEach(root))
	}
	found := slices.DeleteFunc(all, func(f diag.Finding) bool { return !ofStructure(f) })
	value := instance(t, root)
	err := compiled[""].Validate(value)
	if (err == nil) != (len(found) == 0) {
		return fmt.Sprintf("reader:\n%s\nschema: %v", brief(found), err), false
	}
	if n := child(root, "kind"); n != nil && compiled[n.Value] != nil {
		if own := compiled[n.Value].Validate(value); (own == nil) != (err == nil) {
			return fmt.Sprintf("schema of all kinds: %v\nschema of its kind: %v", err, own), false
		}
	}
	return "", err == nil
}

// onceEach is the document without keys that were there before.
func onceEach(n *yaml.Node) *yaml.Node {
	made := *n
	made.Content = nil
	if n.Kind != yaml.MappingNode {
		for _, part := range n.Content {
			made.Content = append(made.Content, onceEach(part))
		}
		return &made
	}
	for k := 0; k+1 < len(n.Content); k += 2 {
		if child(&made, n.Content[k].Value) == nil {
			made.Content = append(made.Content, n.Content[k], onceEach(n.Content[k+1]))
		}
	}
	return &made
}

// shippedDocument is one document of the project.
type shippedDocument struct {
	name string
	src  *source
	root *yaml.Node
}

// shippedDocuments are all YAML documents of the project that say what they
// are: those in the documents, examples, playbooks, and the files of the script
// tests.
func shippedDocuments(t *testing.T) []shippedDocument {
	t.Helper()
	var docs []shippedDocument
	add := func(name string, data []byte) {
		src, _ := newSource(File{Name: name, Data: data})
		roots, err := decode(src.data)
		if err != nil {
			return // broken on purpose
		}
		for _, root := range roots {
			if child(root, "apiVersion") != nil {
				docs = append(docs, shippedDocument{name, src, root})
			}
		}
	}
	root := filepath.Join("..", "..")
	for _, folder := range []string{"docs", "examples", "playbooks", filepath.Join("cmd", "bokgu", "testdata")} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			switch {
			case err != nil:
				return err
			case filepath.Ext(path) == ".yaml":
				add(path, data)
			case filepath.Ext(path) == ".md":
				for i, block := range strings.Split(string(data), "```") {
					if body, found := strings.CutPrefix(block, "yaml\n"); found && i%2 == 1 {
						add(path, []byte(body))
					}
				}
			case filepath.Ext(path) == ".txtar":
				for _, f := range txtar.Parse(data).Files {
					if filepath.Ext(f.Name) == ".yaml" {
						add(path+": "+f.Name, f.Data)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return docs
}

// The schemas take every document of the project that the reader takes, and
// no other.
func TestSchemasAgreeWithTheReaderOnEveryDocument(t *testing.T) {
	compiled := schemas(t)
	sound, faulty := map[string]int{}, 0
	for _, doc := range shippedDocuments(t) {
		difference, ok := disagree(t, compiled, doc.src, doc.root)
		if difference != "" {
			t.Errorf("%s:\n%s", doc.name, difference)
		}
		if ok {
			sound[child(doc.root, "kind").Value]++
		} else {
			faulty++
		}
	}
	for _, kind := range Kinds() {
		if sound[kind] == 0 {
			t.Errorf("no sound %s among the documents", kind)
		}
	}
	if faulty == 0 {
		t.Error("no faulty document among them")
	}
	t.Log(sound, "sound,", faulty, "faulty")
}

func TestSchemasAreTheSameEveryTime(t *testing.T) {
	for _, kind := range append(Kinds(), "") {
		first, err := Schema(kind)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			if again, _ := Schema(kind); !bytes.Equal(first, again) {
				t.Fatalf("%q: two schemas", kind)
			}
		}
		for at, c := range string(first) {
			if c != '\n' && hidden(c) {
				t.Errorf("%q: character %U at %d cannot be seen", kind, c, at)
			}
		}
	}
	if _, err := Schema("Nothing"); err == nil {
		t.Error("a schema of a kind that is not there")
	}
}

// The patterns name the same characters as the reader does.
func TestPatternsKnowTheCharactersOfTheReader(t *testing.T) {
	text, err := ecma(textShape().Pattern)
	if err != nil {
		t.Fatal(err)
	}
	word, err := ecma(idShape().Pattern)
	if err != nil {
		t.Fatal(err)
	}
	id := func(s string) bool { return text.MatchString(s) && word.MatchString(s) }
	for c := rune(0); c <= 0x1ffff; c++ {
		if c == 0xd800 {
			c = 0xe000 // halves of characters stand in no text
		}
		s := string(c)
		if text.MatchString(s) == hidden(c) {
			t.Errorf("%U in a text: the reader hides it: %t", c, hidden(c))
		}
		within := !hidden(c) && !partsIDs(c)
		if id("a"+s) != within || id(s) != (within && c != '-') {
			t.Errorf("%U in an id: the reader takes it: %t", c, within)
		}
	}
}
