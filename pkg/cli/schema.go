package cli

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/load"
)

func newSchemaCmd(r *run) *cobra.Command {
	return r.command(spec{
		key: "schema", args: "[" + strings.Join(kindWords(), "|") + "]", max: 1,
		example: []string{
			"bokgu schema",
			"bokgu schema inventory",
		},
		do: func(_ context.Context, args []string) error { return runSchema(r, args) },
	})
}

// runSchema prints a schema, which is JSON in every output format.
func runSchema(r *run, args []string) error {
	kind := ""
	if len(args) > 0 {
		if kind = kindOf(args[0]); kind == "" {
			return r.unknownKind(args[0])
		}
	}
	schema, err := load.Schema(kind)
	if err != nil {
		return err
	}
	return r.print(func(w io.Writer) error {
		_, err := w.Write(schema)
		return err
	})
}

// kindOf is the kind of document that a word names in any case; empty when
// there is none.
func kindOf(word string) string {
	for _, kind := range load.Kinds() {
		if strings.EqualFold(kind, word) {
			return kind
		}
	}
	return ""
}

// kindWords are the kinds as people type them.
func kindWords() []string {
	var words []string
	for _, kind := range load.Kinds() {
		words = append(words, strings.ToLower(kind))
	}
	return words
}

func (r *run) unknownKind(word string) error {
	known := kindWords()
	f := r.fail(exitUsage, "error.unknown-kind", word, strings.Join(known, ", "))
	if near := diag.Nearest(strings.ToLower(word), known); near != "" {
		return r.tip(f, "tip.command", "bokgu schema "+near)
	}
	return f
}
