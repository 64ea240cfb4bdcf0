package view

import (
	"fmt"
	"io"
	"strings"

	"github.com/bokgu/bokgu/pkg/term"
)

// fact is one thing known, under its heading.
type fact struct{ name, value string }

// writeFacts writes facts in two columns for a screen.
func writeFacts(w io.Writer, facts []fact) error {
	width := 0
	for _, f := range facts {
		width = max(width, term.Width(f.name))
	}
	for _, f := range facts {
		for n, part := range term.Wrap(term.Plain(f.value), term.Columns-width-2) {
			if n > 0 {
				f.name = ""
			}
			line := strings.TrimRight(term.Pad(f.name, width)+"  "+part, " ")
			if _, err := fmt.Fprintln(w, line); err != nil {
				return err
			}
		}
	}
	return nil
}

// factsTable is facts as a table, the first as its header.
func factsTable(facts []fact) *table {
	t := &table{head: []string{facts[0].name, facts[0].value}}
	for _, f := range facts[1:] {
		t.add(f.name, f.value)
	}
	return t
}
