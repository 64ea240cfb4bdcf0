package load

import (
	"sort"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
)

// rescue reads what stands before a syntax error and finds where the error
// is. The parser's own line is often far off (for a bad indent it is the
// beginning of the surrounding block), so the file is cut where entries begin:
// the last cut that still parses is kept, and the fault lies in the entry
// after it. unread counts the entries that were given up.
func rescue(src *source, cause error) (roots []*yaml.Node, fault diag.Finding, unread int) {
	cuts := entryStarts(src)
	// Every cut after the fault fails too, so halving finds the first bad one.
	bad := sort.Search(len(cuts), func(i int) bool {
		_, err := decode(src.data[:src.starts[cuts[i]-1]])
		return err != nil
	})
	last, end := 1, len(src.starts)+1
	if bad > 0 {
		last = cuts[bad-1]
		roots, _ = decode(src.data[:src.starts[last-1]])
	}
	if bad < len(cuts) {
		end = cuts[bad]
	}
	problem, reported := explain(cause)
	line := src.faultLine(last, end)
	if line == 0 {
		line = min(max(reported, last), end-1)
	}
	return roots, diag.Finding{
		Severity: diag.Error, Rule: "syntax", Args: []any{problem}, Hint: syntaxHint(problem),
		Place: diag.Place{File: src.name, Line: line, Column: faultColumn(src.line(line), problem)},
	}, src.entriesFrom(last, cuts)
}

// entriesFrom counts the list entries among the cuts from a line on.
func (s *source) entriesFrom(line int, cuts []int) int {
	n := 0
	for _, cut := range cuts {
		if cut >= line && strings.HasPrefix(strings.TrimLeft(s.line(cut), " "), "-") {
			n++
		}
	}
	return n
}

// entryStarts lists the lines (from 1) on which a document, a section or an
// entry of a section's list begins.
func entryStarts(src *source) []int {
	src.line(1) // finds the lines
	var cuts []int
	indent := -1 // of the entries of the section at hand, once one was met
	for n := 1; n <= len(src.starts); n++ {
		line := src.line(n)
		rest := strings.TrimLeft(line, " ")
		depth := len(line) - len(rest)
		entry := rest == "-" || strings.HasPrefix(rest, "- ")
		switch {
		case rest == "" || rest[0] == '#':
		case entry && (indent < 0 || depth == indent):
			indent = depth
			cuts = append(cuts, n)
		case depth == 0 && !entry && rest[0] != '\t':
			indent = -1
			cuts = append(cuts, n)
		}
	}
	return cuts
}

// faultLine looks for the fault within the entry on lines [from, end): the
// line after the longest beginning of the entry that parses by itself. It is
// 0 when the entry is too long to try or is sound alone.
func (s *source) faultLine(from, end int) int {
	const longest = 200
	stop := func(line int) int {
		if line > len(s.starts) {
			return len(s.data)
		}
		return s.starts[line-1]
	}
	if end-from > longest {
		return 0
	}
	begin := stop(from)
	if _, err := decode(s.data[begin:stop(end)]); err == nil {
		return 0
	}
	for line := end - 1; line > from; line-- {
		if _, err := decode(s.data[begin:stop(line)]); err == nil {
			return line
		}
	}
	return from
}

// explain takes the parser's sentence, "line N: PROBLEM", apart; the line is 0
// when it names none.
func explain(cause error) (problem string, line int) {
	problem = strings.TrimPrefix(cause.Error(), "yaml: ")
	rest, ok := strings.CutPrefix(problem, "line ")
	number, after, cut := strings.Cut(rest, ": ")
	n, err := strconv.Atoi(number)
	if !ok || !cut || err != nil {
		return problem, 0
	}
	return after, n
}

// faultColumn guesses the column (in characters, from 1) from what the parser
// complains of: a tab, a second colon, an escape; else where the line begins.
func faultColumn(line, problem string) int {
	blank := len(line) - len(strings.TrimLeft(line, " "))
	at := blank
	switch {
	case strings.Contains(line[:len(line)-len(strings.TrimLeft(line, " \t"))], "\t"):
		at = strings.IndexByte(line, '\t')
	case strings.Contains(problem, "mapping values are not allowed"):
		if first := strings.Index(line, ": "); first >= 0 {
			if second := strings.Index(line[first+2:], ":"); second >= 0 {
				at = first + 2 + second
			}
		}
	case strings.Contains(problem, "unknown escape character"):
		at = max(strings.IndexByte(line, '\\'), blank)
	}
	return len([]rune(line[:at])) + 1
}

// syntaxHint advises on the mistakes that people make most.
func syntaxHint(problem string) diag.Hint {
	switch {
	case strings.Contains(problem, "cannot start any token"):
		return diag.Hint{Key: "syntax-token"}
	case strings.Contains(problem, "mapping values are not allowed"):
		return diag.Hint{Key: "syntax-colon"}
	case strings.Contains(problem, "unknown escape character"):
		return diag.Hint{Key: "syntax-escape"}
	case strings.Contains(problem, "unexpected end of stream"):
		return diag.Hint{Key: "syntax-quote"}
	}
	return diag.Hint{Key: "syntax-indent"}
}
