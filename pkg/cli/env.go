// Package cli is the shell around the program: the commands, what they are
// wired to, and how they end. A command is a plain function of a run (the
// outside world and the settings) and its options: it loads, calls one
// function of the domain, and gives the result to a view.
package cli

import (
	"io"
	"time"

	"github.com/bokgu/bokgu/pkg/term"
)

// Env is the outside world as a run sees it. A test or a drill is the same
// program with another Env.
type Env struct {
	Args    []string // without the program's name
	Getenv  func(string) string
	Dir     string // working directory; empty is the process's own
	Streams term.Streams

	Now     func() time.Time
	Random  io.Reader     // for ids that must not repeat
	Login   func() string // name of the person's account; empty when nobody knows
	Machine func() string // name of the machine; empty when nobody knows
}
