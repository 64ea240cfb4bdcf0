package main

import (
	"strings"
	"testing"
)

// "대전" as a terminal in CP949 sends it.
const cp949 = "\xb4\xeb\xc0\xfc"

// Bytes that are no text are never stored: declare replaces them and says so,
// everything else asks for text.
func TestBytesOfAnotherEncodingAreNotStored(t *testing.T) {
	dir := t.TempDir()
	code, out, errs := bokgu(t, dir, "declare", "--title", cp949+" fire", "--id", cp949, "--from", cp949, "--operator", cp949)
	if code != 0 || out != "recorded #2\n" || strings.Count(errs, "warning: --") != 4 {
		t.Fatalf("declare: exit %d: %s%s", code, out, errs)
	}
	for _, args := range [][]string{
		{"note", cp949},
		{"note", "smoke", "--from", cp949},
		{"task", "done", "people-safe", "--field", "a=" + cp949},
		{"note", "smoke", "--operator", cp949},
		{"system", "show", cp949},
	} {
		code, out, errs := bokgu(t, dir, args...)
		if code != 2 || out != "" || !strings.Contains(errs, ": not UTF-8 text\nhint: set the terminal's encoding") {
			t.Errorf("%q: exit %d: %s%s", args, code, out, errs)
		}
	}
	if code, _, errs := bokgu(t, dir, "task", "done", "people-safe", "--evidence", cp949); code != 2 || !strings.Contains(errs, "cannot read the evidence") {
		t.Errorf("a path may be any bytes: exit %d: %s", code, errs)
	}
	_, out, _ = bokgu(t, dir, "log", "show", "-o", "json")
	if !strings.Contains(out, "\uFFFD fire") || strings.Contains(out, "????") {
		t.Errorf("the title is kept as\n%s", out)
	}
}
