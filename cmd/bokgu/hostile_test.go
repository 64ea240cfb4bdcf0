package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/cli"
	"github.com/bokgu/bokgu/pkg/term"
)

// full is a stdout that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestARecordThatCannotBePrintedIsNamedAllTheSame(t *testing.T) {
	t.Parallel()
	dir, _, _ := recorded(t)
	var errs bytes.Buffer
	code := cli.Main(t.Context(), cli.Env{
		Args: []string{"note", "into the void"}, Dir: dir,
		Getenv:  func(string) string { return "" },
		Streams: term.Streams{In: strings.NewReader(""), Out: full{}, Err: &errs},
		Now:     time.Now, Random: rand.Reader,
		Login:   func() string { return "tester" },
		Machine: func() string { return "test" },
	})
	if code != 1 || !strings.HasPrefix(errs.String(), "error: recorded #6, but could not print it: no room") {
		t.Errorf("exit %d: %s", code, errs.String())
	}
	if _, out, _ := bokgu(t, dir, "log", "show", "--last", "1"); !strings.Contains(out, "into the void") {
		t.Errorf("the record says %s", out)
	}
}

// A name in the encoding of an old terminal is none in UTF-8. It must not keep
// its bearer from declaring and recording.
func TestAnOperatorInAnotherEncodingCanRecord(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, args := range [][]string{{"declare", "--id", "fire", "--title", "fire"}, {"note", "smoke"}} {
		var out, errs bytes.Buffer
		code := cli.Main(t.Context(), cli.Env{
			Args: args, Dir: dir,
			Getenv: func(name string) string {
				if name == "BOKGU_OPERATOR" {
					return "\xb1\xe8"
				}
				return ""
			},
			Streams: term.Streams{In: strings.NewReader(""), Out: &out, Err: &errs},
			Now:     time.Now, Random: rand.Reader,
			Login:   func() string { return "\xb1\xe8" },
			Machine: func() string { return "\xb1\xe8" },
		})
		if code != 0 || !strings.HasPrefix(out.String(), "recorded #") {
			t.Fatalf("%v: exit %d: %s%s", args, code, out.String(), errs.String())
		}
	}
	if code, out, errs := bokgu(t, dir, "log", "verify"); code != 0 {
		t.Errorf("verify: exit %d: %s%s", code, out, errs)
	}
}

func TestAChainThatCannotBeReadStopsOnlyItself(t *testing.T) {
	t.Parallel()
	dir, _, _ := recorded(t)
	if err := os.Symlink("loop.chain", dir+"/incidents/fire/events/loop.chain"); err != nil {
		t.Skip("no symbolic links:", err)
	}
	if code, out, errs := bokgu(t, dir, "log", "show"); code != 5 || !strings.Contains(out, "rooms are open") || !strings.Contains(errs, "loop from line 1 on (cannot be read)") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if code, _, errs := bokgu(t, dir, "log", "continue"); code != 0 {
		t.Errorf("continue: exit %d: %s", code, errs)
	}
	if code, _, errs := bokgu(t, dir, "note", "going on"); code != 0 {
		t.Errorf("note: exit %d: %s", code, errs)
	}
}
