package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/bokgu/bokgu/pkg/term"
)

// Main runs the program once and returns its exit code. Everything it needs
// comes with env; everything it says goes to env's streams.
func Main(ctx context.Context, env Env) int {
	r := newRun(env)
	root := newRootCmd(r)
	root.SetArgs(env.Args)
	root.SetIn(env.Streams.In)
	root.SetOut(env.Streams.Out)
	root.SetErr(env.Streams.Err)
	err := r.usageError(root.ExecuteContext(ctx))
	if err != nil {
		r.report(err)
	}
	return exitCode(err)
}

// report says what went wrong and what to do about it, on lines of their own.
func (r *run) report(err error) {
	text := err.Error()
	if exitCode(err) == exitInterrupted {
		text = r.say("error.interrupted")
	}
	var b strings.Builder
	if text != "" {
		fmt.Fprintf(&b, "%s %s\n", r.say("error.label"), term.Plain(text))
	}
	if h := hint(err); h != "" {
		fmt.Fprintf(&b, "%s %s\n", r.say("hint.label"), term.Plain(h))
	}
	// Nothing is left to tell when even stderr is gone; the exit code stays.
	_, _ = r.env.Streams.Err.Write([]byte(b.String()))
}
