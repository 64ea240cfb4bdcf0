package load

import (
	"math/rand/v2"
	"slices"
	"testing"

	"gopkg.in/yaml.v3"
)

// changer makes small changes in documents, as people and editors do.
type changer struct {
	*rand.Rand
	t       *testing.T
	scalars []*yaml.Node
	parts   []*yaml.Node // of all documents, to be put into others
}

// values are what is put in place of others: right in one place, wrong in the
// next, and at the edges of what is allowed.
const values = `["", " ", x, a b, "a,b", -x, x-, 오, a:b, "a\u00a0b", "\x07", "\u202e", "line\n", other, "true", "null",
true, false, null, 0, 1, 2, 3, 4, 5, 10, 40, 50, 51, 99, 100, 599, 600, 200, 201, -1, -20, -21, 1000, 1001, 100000, 100001, 10000001,
0.5, 1.5, -0.5, "5", "1", 30m, 3h30m, 2d, 90s, 1s2m, m, 30, 1.5h, -5m, 0d, 1000000000s, 999999999s, 100000000m, 1000000h, 1d1d, 1h1d,
2025-09-26, "2025-09-26", 2025-13-01, 2025-9-1, 2025-09-26T20:15:00+09:00, 2025-09-26T20:15:00Z, "2025-09-26T9:15:00Z",
"2025-09-26T20:15:00,5Z", 2025-09-26T20:15:00.5Z, "2025-09-26T20:15:00+24:00", "2025-09-26T20:15:00+09:60", 2025-09-26 20:15,
"08:00", "8:00", "24:00", "8:0", 12:60, "8:60", "23:59", "19:09", http://a, https://a/b, httpx://a, "host:443",
Inventory, Playbook, Workspace, Nothing, bokgu/v1, bokgu/v2, service, infrastructure, none, server, resumed, stable, down,
incident, system, ko, en, text, enum, restart, {}, [], {id: x}, {ko: 가, en: a}, {ko: 가, fr: a}, {event: x}, {of: 3}, {confirm: true},
{run: {argv: [a]}}, {probe: true, confirm: a}, {method: restart}, {path: /a}, {http: "http://a"}, {tcp: "a:1", http: ""}]`

func newChanger(t *testing.T, docs []shippedDocument) *changer {
	roots, err := decode([]byte(values))
	if err != nil {
		t.Fatal(err)
	}
	c := &changer{Rand: rand.New(rand.NewPCG(1, 2)), t: t, scalars: roots[0].Content}
	for _, doc := range docs {
		all := partsOf(doc.root)
		for range 50 {
			if part := all[c.IntN(len(all))]; len(part.Content) < 20 && part.Kind != yaml.AliasNode { // a schema sees through an alias
				c.parts = append(c.parts, part)
			}
		}
	}
	return c
}

// partsOf are a node and all under it.
func partsOf(n *yaml.Node) []*yaml.Node {
	all := []*yaml.Node{n}
	for _, part := range n.Content {
		all = append(all, partsOf(part)...)
	}
	return all
}

// copyOf is a copy of a document that keeps a few entries of each long list.
func (c *changer) copyOf(n *yaml.Node) *yaml.Node {
	const most = 4
	made := *n
	made.Content = slices.Clone(n.Content)
	for n.Kind == yaml.SequenceNode && len(made.Content) > most {
		at := c.IntN(len(made.Content))
		made.Content = slices.Delete(made.Content, at, at+1)
	}
	for i, part := range made.Content {
		made.Content[i] = c.copyOf(part)
	}
	return &made
}

func (c *changer) value() *yaml.Node {
	if c.IntN(4) == 0 {
		return c.copyOf(c.parts[c.IntN(len(c.parts))])
	}
	return c.copyOf(c.scalars[c.IntN(len(c.scalars))])
}

func (c *changer) key() *yaml.Node {
	word := []string{"id", "title", "teir", "optional", "required", "http", "tcp", "1", "5", "other", "ko", "confirm"}[c.IntN(12)]
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: word, Line: 1, Column: 1}
}

// change makes one change somewhere in the document.
func (c *changer) change(root *yaml.Node) {
	var holders []*yaml.Node
	for _, n := range partsOf(root) {
		if n.Kind != yaml.ScalarNode && len(n.Content) > 0 {
			holders = append(holders, n)
		}
	}
	n := holders[c.IntN(len(holders))]
	if n.Kind == yaml.SequenceNode {
		at := c.IntN(len(n.Content))
		switch c.IntN(3) {
		case 0:
			n.Content = slices.Delete(n.Content, at, at+1)
		default:
			n.Content[at] = c.value()
		}
		return
	}
	at := 2 * c.IntN(len(n.Content)/2)
	switch c.IntN(8) {
	case 0: // a key is missing
		n.Content = slices.Delete(n.Content, at, at+2)
	case 1: // one more
		n.Content = append(n.Content, c.key(), c.value())
	case 2: // one twice
		n.Content = append(n.Content, n.Content[at], c.value())
	case 3: // misspelt
		n.Content[at] = c.key()
	default:
		n.Content[at+1] = c.value()
	}
}

// Whatever is changed in a document, the schemas refuse it exactly when the
// reader finds a fault in its structure.
func TestSchemasAgreeWithTheReaderOnChangedDocuments(t *testing.T) {
	const changes = 2000
	compiled := schemas(t)
	docs := shippedDocuments(t)
	c := newChanger(t, docs)
	refused := 0
	for i := range changes {
		doc := docs[i%len(docs)]
		root := c.copyOf(doc.root)
		for range 1 + c.IntN(2) {
			if len(root.Content) > 0 {
				c.change(root)
			}
		}
		difference, sound := disagree(t, compiled, doc.src, root)
		if difference != "" {
			text, _ := yaml.Marshal(root)
			t.Fatalf("change %d of %s:\n%s\n%s", i, doc.name, difference, text)
		}
		if !sound {
			refused++
		}
	}
	if refused < changes/4 || refused > changes*9/10 {
		t.Errorf("%d of %d refused: the changes say little", refused, changes)
	}
	t.Log(refused, "of", changes, "refused")
}
