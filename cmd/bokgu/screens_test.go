package main

import (
	"bytes"
	"crypto/rand"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/bokgu/bokgu/pkg/cli"
	"github.com/bokgu/bokgu/pkg/term"
)

// output runs one command in a workspace and returns its result.
func output(t *testing.T, workspace string, env map[string]string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Main(t.Context(), cli.Env{
		Args:    append([]string{"-C", workspace}, args...),
		Getenv:  func(k string) string { return env[k] },
		Streams: term.Streams{In: strings.NewReader(""), Out: &out, Err: &errs},
		Now:     func() time.Time { return time.Date(2025, 9, 27, 10, 15, 0, 0, time.FixedZone("KST", 9*3600)) },
		Random:  rand.Reader,
		Login:   func() string { return "tester" },
		Machine: func() string { return "test" },
	})
	if code != 0 {
		t.Fatalf("bokgu %v: exit %d\n%s", args, code, errs.String())
	}
	return out.String()
}

// Lists and plans of the real case stand within 79 columns, in ASCII and
// Hangul, in both languages; without Hangul they are ASCII alone.
func TestListsFitEveryTerminal(t *testing.T) {
	workspace := filepath.Join("..", "..", "examples", "nirs-2025")
	commands := [][]string{
		{"inventory", "list"},
		{"inventory", "show", "gov24"},
		{"playbook", "list"},
		{"playbook", "show"},
		{"playbook", "show", "T9"},
		{"plan", "--all", "--damaged", `room == "7-1"`, "--stopped", `site == "daejeon" && room != "7-1"`},
		{"why", "gov24"},
		{"why", "emergency-text", "--unknown", "true"},
	}
	terminals := map[string]map[string]string{
		"Korean":       {"LANG": "ko_KR.UTF-8", "TERM": "xterm"},
		"English":      {"LANG": "en_US.UTF-8", "TERM": "xterm"},
		"text console": {"LANG": "ko_KR.UTF-8", "TERM": "linux"},
	}
	for name, env := range terminals {
		for _, args := range commands {
			text := output(t, workspace, env, args...)
			for line := range strings.Lines(text) {
				line = strings.TrimSuffix(line, "\n")
				if w := term.Width(line); w > term.Columns {
					t.Errorf("%s: %v: %d columns: %s", name, args, w, line)
				}
				for _, r := range line {
					ascii := r >= 0x20 && r < 0x7f
					if !ascii && (name == "text console" || !unicode.Is(unicode.Hangul, r)) {
						t.Errorf("%s: %v: %q in %s", name, args, r, line)
						break
					}
				}
			}
		}
	}
}
