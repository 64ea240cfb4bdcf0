package load

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// schemaDraft is the version of JSON Schema in which schemas are written: the
// last one that the YAML servers of older editors know too.
const schemaDraft = "http://json-schema.org/draft-07/schema#"

// Kinds are the kinds of documents that people write.
func Kinds() []string { return []string{"Inventory", "Playbook", "Drill", "Workspace", "Exercised"} }

// kindShape is what a document of one of the Kinds may hold: what its reader
// declares, and the header, which is read before.
func kindShape(kind string) *shape {
	var s *shape
	switch kind {
	case "Inventory":
		s = inventorySchema(nil).accepts()
	case "Playbook":
		s = playbookSchema(nil).accepts()
	case "Drill":
		s = drillSchema(nil, time.Time{}).accepts()
	case "Workspace":
		s = workspaceSchema().accepts()
	case "Exercised":
		s = exercisedSchema(nil).accepts()
	}
	s.Title = version + " " + kind
	s.Properties["apiVersion"] = wordsShape([]string{version})
	s.Properties["kind"] = wordsShape([]string{kind})
	s.Required = append([]string{"apiVersion", "kind"}, s.Required...)
	return s
}

// Schema is the JSON Schema of the documents of one kind, or of all kinds when
// the kind is empty: it then chooses by the key kind. It is made of what the
// reader itself goes by, and cannot know what goes beyond single values: ids
// that are there twice, references that lead nowhere, what an expression says,
// how a number is spelt. A kind that is none of Kinds is an error.
func Schema(kind string) ([]byte, error) {
	var root *shape
	defs := map[string]*shape{}
	switch {
	case kind == "":
		root = anyKind().gather(defs)
	case slices.Contains(Kinds(), kind):
		root = kindShape(kind).gather(defs)
	default:
		return nil, fmt.Errorf("no kind %q", kind)
	}
	root.Draft, root.Definitions = schemaDraft, defs
	return root.write()
}

// anyKind is the shape of any document: the header, and what its kind asks.
func anyKind() *shape {
	root := &shape{
		Title: version, Types: types{"object"}, Required: []string{"apiVersion", "kind"},
		Properties: map[string]*shape{"apiVersion": wordsShape([]string{version}), "kind": wordsShape(Kinds())},
	}
	for _, kind := range Kinds() {
		root.AllOf = append(root.AllOf, &shape{
			If:   &shape{Required: []string{"kind"}, Properties: map[string]*shape{"kind": wordsShape([]string{kind})}},
			Then: kindShape(kind).named(kind),
		})
	}
	return root
}

// gather is the shape with a reference in place of each named part, which
// moves to defs.
func (s *shape) gather(defs map[string]*shape) *shape {
	if s == nil {
		return nil
	}
	if s.name != "" {
		if defs[s.name] == nil {
			whole := *s
			whole.name = ""
			defs[s.name] = whole.gather(defs)
		}
		return &shape{Ref: "#/definitions/" + s.name}
	}
	out := *s
	out.Items, out.Names, out.Not = s.Items.gather(defs), s.Names.gather(defs), s.Not.gather(defs)
	out.If, out.Then = s.If.gather(defs), s.Then.gather(defs)
	if others, ok := s.Others.(*shape); ok {
		out.Others = others.gather(defs)
	}
	out.Properties, out.Patterns = gatherKeys(s.Properties, defs), gatherKeys(s.Patterns, defs)
	out.AnyOf, out.AllOf = gatherAll(s.AnyOf, defs), gatherAll(s.AllOf, defs)
	return &out
}

func gatherKeys(parts map[string]*shape, defs map[string]*shape) map[string]*shape {
	out := map[string]*shape{}
	for key, part := range parts {
		out[key] = part.gather(defs)
	}
	return out
}

func gatherAll(parts []*shape, defs map[string]*shape) []*shape {
	var out []*shape
	for _, part := range parts {
		out = append(out, part.gather(defs))
	}
	return out
}

// write is the shape as JSON. Characters that cannot be seen are written as
// escapes, so that the file shows what it says.
func (s *shape) write() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(s); err != nil {
		return nil, err
	}
	var out []byte
	for _, c := range b.String() {
		if hidden(c) {
			out = fmt.Appendf(out, "\\u%04x", c)
		} else {
			out = utf8.AppendRune(out, c)
		}
	}
	return out, nil
}
