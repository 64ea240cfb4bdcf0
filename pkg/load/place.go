package load

import (
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
)

// row is where one entry stands.
type row struct {
	src  *source
	key  *yaml.Node // of an entry that is written as KEY: VALUE; else nil
	node *yaml.Node // nil until somebody asks, when the entry is one of a long list

	list *longList // of such an entry
	span span
}

// rows remembers where the entries of one value stand, which several
// documents may have filled: the paths of domain checks count entries, not
// lines.
type rows struct {
	root  row              // of the first document
	lists map[string][]row // section → its entries in order
	once  map[string]diag.Place
}

func newRows(root row) *rows {
	return &rows{root: root, lists: map[string][]row{}, once: map[string]diag.Place{}}
}

// entry is one entry of a section, with its node.
func (rs *rows) entry(list string, i int) row {
	at := &rs.lists[list][i]
	if at.node == nil {
		at.node = &yaml.Node{Line: at.span.line, Column: at.list.indent + 1}
		if nodes, ok := at.src.nodes(at.list, []span{at.span}); ok {
			at.node = nodes[0]
		}
	}
	return *at
}

func (rs *rows) add(list string, entry row) { rs.lists[list] = append(rs.lists[list], entry) }

// first says that the thing was not written before in any document, or names
// both places.
func (rs *rows) first(r *reader, thing string, n *yaml.Node) bool {
	place := diag.Place{File: r.src.name, Line: n.Line, Column: n.Column}
	before, repeated := rs.once[thing]
	if !repeated {
		rs.once[thing] = place
		return true
	}
	r.clash(n, "repeated-section", before, thing)
	return false
}

// once is a section that only one of the documents may have.
func once[T any](key string, rs *rows, read value[T]) field[T] {
	return field[T]{key: key, value: value[T]{accepts: read.accepts, read: func(r *reader, n *yaml.Node, into *T) {
		if rs.first(r, key, n) {
			read.read(r, n, into)
		}
	}}}
}

// section is a list of entries that several documents may add to.
func section[T, V any](key string, rs *rows, part func(*T) *[]V, read value[V]) field[T] {
	entries := list(read)
	return field[T]{key: key, value: value[T]{accepts: entries.accepts, read: func(r *reader, n *yaml.Node, whole *T) {
		before := len(*part(whole))
		entries.read(r, n, part(whole))
		for _, entry := range n.Content[:len(*part(whole))-before] {
			rs.add(key, row{src: r.src, node: entry})
		}
	}}}
}

// child is the value of a mapping's key; nil when it has none.
func child(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for k := 0; k+1 < len(n.Content); k += 2 {
		if n.Content[k].Value == key {
			return n.Content[k+1]
		}
	}
	return nil
}

// said is the value of a mapping's key; nil when it has none or a blank one.
func said(n *yaml.Node, key string) *yaml.Node {
	if v := child(n, key); v != nil && !isNull(v) {
		return v
	}
	return nil
}

// childOrWithin is child, or the child of the mapping's only value: the data
// knows no name for what stands between (do: {record: {fields: ...}}).
func childOrWithin(n *yaml.Node, key string) *yaml.Node {
	found := child(n, key)
	if found == nil && n.Kind == yaml.MappingNode && len(n.Content) == 2 {
		found = child(n.Content[1], key)
	}
	return found
}

// locate follows a path such as systems[3].dependsOn[0] as far as it leads.
// It begins at the root when the first word is no section.
func (rs *rows) locate(path string) row {
	at := rs.root
	parts := splitPath(path)
	if len(parts) > 1 {
		if i, ok := index(parts[1]); ok && i < len(rs.lists[parts[0]]) {
			at, parts = rs.entry(parts[0], i), parts[2:]
		}
	}
	if at.key != nil && len(parts) > 0 && parts[0] == "id" {
		return row{src: at.src, node: at.key}
	}
	for _, part := range parts {
		var next *yaml.Node
		if i, ok := index(part); !ok {
			next = childOrWithin(at.node, part)
		} else if at.node.Kind == yaml.SequenceNode && i < len(at.node.Content) {
			next = at.node.Content[i]
		}
		if next == nil {
			break
		}
		at = row{src: at.src, node: next}
	}
	return at
}

// splitPath takes a[1].b apart into a, [1], b.
func splitPath(path string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(path, "[", ".["), func(c rune) bool { return c == '.' })
}

// index reads the part [3].
func index(part string) (int, bool) {
	inner, opens := strings.CutPrefix(part, "[")
	inner, closes := strings.CutSuffix(inner, "]")
	i, err := strconv.Atoi(inner)
	return i, opens && closes && err == nil && i >= 0
}

// settle gives a domain check's findings their places.
func (rs *rows) settle(found diag.List) {
	for i := range found {
		f := &found[i]
		at := rs.locate(f.Path)
		f.Place = at.place(f.Offset)
		for _, path := range f.AlsoPath {
			f.Also = append(f.Also, rs.locate(path).place(0))
		}
	}
}

// place is the spot so many characters into the entry's text.
func (e row) place(offset int) diag.Place {
	if e.src == nil {
		return diag.Place{}
	}
	place := diag.Place{File: e.src.name}
	place.Line, place.Column = e.src.within(e.node, offset)
	return place
}

// within finds the offset-th character of a scalar's text in the file: past
// the quote, over escapes, in the lines of a block. Offset 0 is the value
// itself.
func (s *source) within(n *yaml.Node, offset int) (line, column int) {
	line, column = n.Line, n.Column
	if offset <= 0 || n.Kind != yaml.ScalarNode {
		return line, column
	}
	offset-- // from here on: characters to pass
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return s.withinBlock(n, offset)
	}
	letters := []rune(s.line(line))
	at := min(column-1, len(letters))
	quoted := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0
	if quoted {
		at++
	}
	for ; offset > 0; offset-- {
		if at >= len(letters) { // the text goes on in the next line that has any
			for line++; line <= len(s.starts) && strings.TrimSpace(s.line(line)) == ""; line++ {
			}
			letters = []rune(s.line(line))
			at = len(letters) - len([]rune(strings.TrimLeft(string(letters), " \t")))
			continue
		}
		at += width(letters[at:], n.Style)
	}
	return line, at + 1
}

// width is how many characters of the file make the next one of the text.
func width(rest []rune, style yaml.Style) int {
	switch {
	case style&yaml.SingleQuotedStyle != 0 && len(rest) > 1 && rest[0] == '\'' && rest[1] == '\'':
		return 2
	case style&yaml.DoubleQuotedStyle != 0 && len(rest) > 1 && rest[0] == '\\':
		switch rest[1] {
		case 'x':
			return 4
		case 'u':
			return 6
		case 'U':
			return 10
		}
		return 2
	}
	return 1
}

// withinBlock is within for a block (| or >), whose text begins on the line
// after its sign and is indented as its first line is.
func (s *source) withinBlock(n *yaml.Node, offset int) (line, column int) {
	line = n.Line + 1
	s.line(1)
	for line < len(s.starts) && strings.TrimSpace(s.line(line)) == "" {
		line++
	}
	first := s.line(line)
	indent := len(first) - len(strings.TrimLeft(first, " "))
	for line < len(s.starts) {
		length := max(len([]rune(s.line(line)))-indent, 0)
		if offset <= length {
			break
		}
		offset -= length + 1
		line++
	}
	return line, indent + offset + 1
}
