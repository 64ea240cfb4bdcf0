package cli

import (
	"errors"

	"github.com/spf13/pflag"
)

// usageError turns the flag parser's errors into the program's own, in the
// language of the run and with exit code 2; other errors pass.
func (r *run) usageError(err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	f := (*failure)(nil)
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		dashes := "--"
		if unknown.GetSpecifiedShortnames() != "" {
			dashes = "-"
		}
		f = r.fail(exitUsage, "error.unknown-flag", dashes+name)
	case errors.As(err, &missing):
		f = r.fail(exitUsage, "error.flag-value", missing.GetFlag().Name)
	case errors.As(err, &invalid):
		kind := invalid.GetFlag().Value.Type()
		switch kind {
		case "int", "uint64":
			kind = r.say("word.number") // not a word of programmers
		case "bool":
			kind = "true|false"
		}
		f = r.fail(exitUsage, "error.flag-invalid", invalid.GetFlag().Name, invalid.GetValue(), kind)
	case errors.As(err, &syntax):
		f = r.fail(exitUsage, "error.flag-syntax", syntax.GetSpecifiedFlag())
	default:
		return err
	}
	f.err = err
	return r.tip(f, "tip.help", "bokgu")
}
