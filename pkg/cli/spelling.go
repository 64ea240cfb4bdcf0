package cli

import (
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/bokgu/bokgu/pkg/config"
)

// prepare makes a command ready to run: the settings, and what was typed.
func (r *run) prepare(cmd *cobra.Command, args []string) error {
	if err := r.settle(cmd); err != nil {
		return err
	}
	return r.spelled(cmd, args)
}

// spelled makes sure that what was typed is text: bytes of another encoding
// would be stored as question marks for ever. Only declare must not fail for
// that; there they are replaced, and a note can say later what was meant.
func (r *run) spelled(cmd *cobra.Command, args []string) error {
	var bad error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		switch {
		case isPath(f), utf8.ValidString(f.Value.String()):
		case cmd.Name() == "declare":
			r.warn("warn.not-text", f.Name)
			bad = mend(f)
		default:
			bad = r.notText("--" + f.Name)
		}
	})
	if bad != nil || cmd.Name() == "validate" { // its arguments are paths
		return bad
	}
	for _, a := range args {
		if !utf8.ValidString(a) {
			return r.notText(cmd.CommandPath())
		}
	}
	return nil
}

// isPath says that a flag names files, which may be called by any bytes.
func isPath(f *pflag.Flag) bool { return f.Name == config.Directory || f.Name == "evidence" }

// mend replaces what is no text in a flag. An id names a folder and is rather
// left to the clock.
func mend(f *pflag.Flag) error {
	if f.Name == "id" {
		return f.Value.Set("")
	}
	return f.Value.Set(strings.ToValidUTF8(f.Value.String(), "\uFFFD"))
}

func (r *run) notText(where string) error {
	return r.tip(r.fail(exitUsage, "error.not-text", where), "tip.not-text")
}
