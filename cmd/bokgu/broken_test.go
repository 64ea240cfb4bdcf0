package main

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/cli"
	"github.com/bokgu/bokgu/pkg/term"
)

// bokgu runs one command in a folder and returns its exit code and what it
// wrote.
func bokgu(t *testing.T, dir string, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = cli.Main(t.Context(), cli.Env{
		Args: args, Dir: dir,
		Getenv:  func(string) string { return "" },
		Streams: term.Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr},
		Now:     time.Now,
		Random:  rand.Reader,
		Login:   func() string { return "tester" },
		Machine: func() string { return "test" },
	})
	return code, stdout.String(), stderr.String()
}

// recorded is a folder with a few records, and a way to bring all its files
// back to how they were.
func recorded(t *testing.T) (dir, chain string, restore func()) {
	t.Helper()
	dir = t.TempDir()
	for _, args := range [][]string{
		{"declare", "--id", "fire", "--title", "fire"},
		{"note", "smoke on the fifth floor", "--from", "경비, 전화"},
		{"event", "fire-out"},
		{"note", "rooms are open"},
	} {
		if code, _, errs := bokgu(t, dir, args...); code != 0 {
			t.Fatalf("%v: exit %d: %s", args, code, errs)
		}
	}
	root := filepath.Join(dir, "incidents", "fire")
	chains, err := filepath.Glob(filepath.Join(root, "events", "*.chain"))
	if err != nil || len(chains) != 1 {
		t.Fatalf("chains %v, %v", chains, err)
	}
	kept := map[string][]byte{}
	files := func(visit func(path string)) {
		err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				visit(path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	files(func(path string) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		kept[path] = data
	})
	return dir, chains[0], func() {
		files(func(path string) {
			data, ok := kept[path]
			if !ok {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
				return
			}
			overwrite(t, path, data)
		})
	}
}

// overwrite changes a file's content but not the file.
func overwrite(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAChainCutAnywhereInItsLastRecordIsMendedByTheNext(t *testing.T) {
	t.Parallel()
	dir, chain, restore := recorded(t)
	whole, err := os.ReadFile(chain)
	if err != nil {
		t.Fatal(err)
	}
	last := bytes.LastIndexByte(whole[:len(whole)-1], '\n') + 1
	for cut := last; cut < len(whole); cut++ {
		overwrite(t, chain, whole[:cut])
		if code, out, errs := bokgu(t, dir, "note", "going on"); code != 0 || !strings.HasPrefix(out, "recorded #") {
			t.Fatalf("cut after byte %d of %d: exit %d: %s%s", cut-last, len(whole)-last, code, out, errs)
		}
		if code, out, errs := bokgu(t, dir, "log", "verify"); code != 0 {
			t.Fatalf("cut after byte %d: verify: exit %d: %s%s", cut-last, code, out, errs)
		}
		restore()
	}
}

func TestAChangedByteIsNamedAndNothingIsRecordedBehindIt(t *testing.T) {
	t.Parallel()
	dir, chain, restore := recorded(t)
	whole, err := os.ReadFile(chain)
	if err != nil {
		t.Fatal(err)
	}
	last := bytes.LastIndexByte(whole[:len(whole)-1], '\n') + 1
	for at := 0; at < last; at += 3 {
		spoiled := bytes.Clone(whole)
		spoiled[at] ^= 1
		overwrite(t, chain, spoiled)
		code, _, errs := bokgu(t, dir, "log", "verify")
		if code != 5 || !strings.HasPrefix(errs, "error: the record is damaged: tester-") {
			t.Fatalf("byte %d changed: verify: exit %d: %s", at, code, errs)
		}
		if at%87 == 0 {
			going(t, dir, at)
			restore()
		}
	}
}

// going checks that a damaged record is not added to, and can be gone on from.
func going(t *testing.T, dir string, at int) {
	t.Helper()
	if code, out, errs := bokgu(t, dir, "note", "too early"); code != 5 || out != "" || !strings.Contains(errs, "bokgu log continue") {
		t.Fatalf("byte %d changed: note: exit %d: %s%s", at, code, out, errs)
	}
	for _, args := range [][]string{{"log", "continue"}, {"note", "going on"}} {
		if code, out, errs := bokgu(t, dir, args...); code != 0 {
			t.Fatalf("byte %d changed: %v: exit %d: %s%s", at, args, code, out, errs)
		}
	}
}

func TestARecordHasABound(t *testing.T) {
	t.Parallel()
	dir, _, _ := recorded(t)
	code, out, errs := bokgu(t, dir, "note", strings.Repeat("길다 ", 50_000))
	if code != 2 || out != "" || !strings.Contains(errs, "at most 256 KiB") {
		t.Errorf("exit %d: %s%.200s", code, out, errs)
	}
}
