package load

import (
	"bytes"

	"gopkg.in/yaml.v3"
)

// longList is the systems section of a file as its lines show it: a key at the
// beginning of a line, and under it dashes at one indent. Whether the parser
// sees it so too is proved afterwards (see frame and readSpans); where it does
// not, the file is read as a whole.
type longList struct {
	keyLine int
	indent  int
	entries []span // each ends where the next begins
}

// span is the lines of one entry or of several.
type span struct {
	from, to int // bytes
	line     int // of the first byte, from 1
}

func (l *longList) end() int { return l.entries[len(l.entries)-1].to }

// findList looks for the section. It is false when there is none, or when the
// parser counts lines that have no line feed.
func findList(data []byte) (longList, bool) {
	var list longList
	if oddBreaks(data) {
		return list, false
	}
	at, line := 0, 0
	var text []byte
	next := func() bool { // steps to the next line
		at += len(text)
		if at >= len(data) {
			text = nil
			return false
		}
		line++
		if length := bytes.IndexByte(data[at:], '\n'); length >= 0 {
			text = data[at : at+length+1]
		} else {
			text = data[at:]
		}
		return true
	}
	for list.keyLine == 0 {
		if !next() {
			return list, false
		}
		if isListKey(text) {
			list.keyLine = line
		}
	}
	for next() {
		depth, entry, blank := look(text)
		switch {
		case blank:
			continue
		case len(list.entries) == 0:
			list.indent = depth
		}
		if depth < list.indent || depth == list.indent && !entry {
			break
		}
		if depth == list.indent {
			list.entries = append(list.entries, span{from: at, line: line})
		}
	}
	for i := range list.entries {
		list.entries[i].to = at
		if i > 0 {
			list.entries[i-1].to = list.entries[i].from
		}
	}
	return list, len(list.entries) > 0
}

// oddBreaks says that the parser would break lines where there is no line
// feed: at a lone carriage return or a break of Unicode.
func oddBreaks(data []byte) bool {
	for _, odd := range []string{"\u0085", "\u2028", "\u2029"} {
		if bytes.Contains(data, []byte(odd)) {
			return true
		}
	}
	if bytes.IndexByte(data, '\r') < 0 {
		return false
	}
	return bytes.Count(data, []byte("\r")) != bytes.Count(data, []byte("\r\n"))
}

// isListKey says that the line is the key alone, or with a comment.
func isListKey(text []byte) bool {
	rest, found := bytes.CutPrefix(text, []byte("systems:"))
	if !found {
		return false
	}
	after := bytes.TrimLeft(rest, " ")
	return len(bytes.TrimRight(after, "\r\n")) == 0 || after[0] == '#' && len(after) < len(rest)
}

// look tells how far a line is indented, whether it begins an entry there, and
// whether nothing but a comment stands in it.
func look(text []byte) (depth int, entry, blank bool) {
	for depth < len(text) && text[depth] == ' ' {
		depth++
	}
	rest := bytes.TrimRight(text[depth:], "\r\n")
	blank = len(rest) == 0 || rest[0] == '#'
	entry = !blank && rest[0] == '-' && (len(rest) == 1 || rest[1] == ' ')
	return depth, entry, blank
}

// frame reads the file with a single number in place of the entries, and gives
// its document and the node of the section. It is false unless the file is one
// Inventory in which the parser, too, takes the entries for what the section
// holds.
func (s *source) frame(list *longList) (root, section *yaml.Node, ok bool) {
	first := list.entries[0]
	var text []byte
	text = append(text, s.data[:first.from]...)
	text = append(text, bytes.Repeat([]byte(" "), list.indent)...)
	text = append(text, "- 0\n"...)
	text = append(text, s.data[list.end():]...)
	roots, err := decode(text)
	if err != nil || len(roots) != 1 || roots[0].Kind != yaml.MappingNode {
		return nil, nil, false
	}
	root = roots[0]
	for k := 0; k+1 < len(root.Content); k += 2 {
		key, val := root.Content[k], root.Content[k+1]
		if key.Value != "systems" {
			continue
		}
		if section != nil || key.Line != list.keyLine || val.Kind != yaml.SequenceNode || len(val.Content) != 1 {
			return nil, nil, false
		}
		section = val
	}
	kind := child(root, "kind")
	if section == nil || kind == nil || kind.Value != "Inventory" {
		return nil, nil, false
	}
	if at := section.Content[0]; at.Value != "0" || at.Line != first.line || at.Column != list.indent+3 {
		return nil, nil, false
	}
	moveDown(root, first.line, bytes.Count(s.data[first.from:list.end()], []byte("\n"))-1)
	return root, section, true
}

// moveDown adds to the line of every node behind the one given.
func moveDown(n *yaml.Node, behind, lines int) {
	if n.Line > behind {
		n.Line += lines
	}
	for _, part := range n.Content {
		moveDown(part, behind, lines)
	}
}

// nodes reads some entries of the list alone, as the parser reads them where
// they stand. It is false unless each entry is one of the spans.
//
// This is the same as reading them in the file: a text that parses by itself
// leaves nothing open at its end, neither quote nor bracket nor block, and a
// dash at the indent of the list ends whatever is deeper. An anchor that
// stands elsewhere is not known here, which is an error.
func (s *source) nodes(list *longList, entries []span) ([]*yaml.Node, bool) {
	first, last := entries[0], entries[len(entries)-1]
	roots, err := decode(s.data[first.from:last.to])
	if err != nil || len(roots) != 1 {
		return nil, false
	}
	all := roots[0]
	if all.Kind != yaml.SequenceNode || all.Line != 1 || all.Column != list.indent+1 || len(all.Content) != len(entries) {
		return nil, false
	}
	moveDown(all, 0, first.line-1)
	for i, n := range all.Content {
		if n.Line < entries[i].line || i+1 < len(entries) && n.Line >= entries[i+1].line {
			return nil, false
		}
	}
	return all.Content, true
}
