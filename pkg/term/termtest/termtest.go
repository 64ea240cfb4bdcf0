// Package termtest stands in for a terminal and for the person at it.
package termtest

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/bokgu/bokgu/pkg/term"
)

// Terminal is streams that keep what is written to them.
type Terminal struct {
	term.Streams
	Stdout *bytes.Buffer
	Stderr *bytes.Buffer
}

// New is a pipe that reads the input and is no terminal.
func New(input string) *Terminal {
	t := &Terminal{Stdout: &bytes.Buffer{}, Stderr: &bytes.Buffer{}}
	t.Streams = term.Streams{In: strings.NewReader(input), Out: t.Stdout, Err: t.Stderr}
	return t
}

// Line is one question that will be asked and its answer. Question needs only
// to be part of what is asked.
type Line struct{ Question, Answer string }

// Person answers questions as scripted.
type Person struct {
	t     *testing.T
	lines []Line
}

// Script is a person who answers exactly these questions in this order. The
// test fails on a question nobody scripted and on an answer nobody asked for.
func Script(t *testing.T, lines ...Line) *Person {
	t.Helper()
	p := &Person{t: t, lines: lines}
	t.Cleanup(func() {
		for _, l := range p.lines {
			t.Errorf("nobody asked %q", l.Question)
		}
	})
	return p
}

// Ask answers the question with what was scripted.
func (p *Person) Ask(_ context.Context, question string) (string, error) {
	p.t.Helper()
	if len(p.lines) == 0 {
		p.t.Fatalf("unscripted question %q", question)
	}
	next := p.lines[0]
	p.lines = p.lines[1:]
	if !strings.Contains(question, next.Question) {
		p.t.Fatalf("asked %q, scripted was %q", question, next.Question)
	}
	return next.Answer, nil
}
