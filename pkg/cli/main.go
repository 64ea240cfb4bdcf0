package cli

import (
	"context"
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
		b.WriteString(remark(r.say("error.label") + " " + text))
	}
	if h := hint(err); h != "" {
		b.WriteString(remark(r.say("hint.label") + " " + h))
	}
	// Nothing is left to tell when even stderr is gone; the exit code stays.
	_, _ = r.env.Streams.Err.Write([]byte(b.String()))
}

// remark is a sentence of the conversation in lines that fit the screen; those
// after the first are indented. Words are never broken: a path or an id stays
// in one piece, to be copied.
func remark(text string) string {
	const indent = "  "
	text = term.Plain(text)
	if term.Width(text) <= term.Columns {
		return text + "\n"
	}
	var b strings.Builder
	room := term.Columns
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case term.Width(line)+1+term.Width(word) <= room:
			line += " " + word
		default:
			b.WriteString(line + "\n" + indent)
			line, room = word, term.Columns-len(indent)
		}
	}
	b.WriteString(line + "\n")
	return b.String()
}
