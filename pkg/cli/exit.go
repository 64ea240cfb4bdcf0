package cli

import (
	"context"
	"errors"

	"github.com/bokgu/bokgu/pkg/term"
)

// The exit codes are a contract with scripts. Each command's help lists the
// ones it can end with.
const (
	exitDone        = 0
	exitUnexpected  = 1
	exitUsage       = 2
	exitFindings    = 3
	exitRefused     = 4
	exitDamaged     = 5
	exitBusy        = 6
	exitInterrupted = 130
)

// failure is an error that knows how the program ends with it. An empty text
// means that the result already said everything.
type failure struct {
	code int
	text string
	hint string
	err  error // optional: the cause
}

// Error is the sentence for the operator.
func (f *failure) Error() string { return f.text }

// Hint is what the operator can do about it.
func (f *failure) Hint() string { return f.hint }

// ExitCode is how the program ends.
func (f *failure) ExitCode() int { return f.code }

// Unwrap gives the cause.
func (f *failure) Unwrap() error { return f.err }

// fail is an error with the message of a key.
func (r *run) fail(code int, key string, args ...any) *failure {
	return &failure{code: code, text: r.say(key, args...)}
}

// tip adds advice to an error.
func (r *run) tip(f *failure, key string, args ...any) *failure {
	f.hint = r.say(key, args...)
	return f
}

// exitCode is the one mapping from errors to the end of the program. An error
// of any package may carry its own ExitCode.
func exitCode(err error) int {
	var coded interface{ ExitCode() int }
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &coded):
		return coded.ExitCode()
	case errors.Is(err, term.ErrInterrupted), errors.Is(err, context.Canceled):
		return exitInterrupted
	default:
		return exitUnexpected
	}
}

// hint is the advice an error carries, if any.
func hint(err error) string {
	var advised interface{ Hint() string }
	if errors.As(err, &advised) {
		return advised.Hint()
	}
	return ""
}
