package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

// A walk that is killed has lost nothing it had called recorded, and the next
// one goes on behind it.
func TestAKilledWalkLosesNothingItCalledRecorded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := driver{t: t, dir: dir}
	d.run("declare", "--id", "fire", "--title", "fire")
	acknowledged := 0
	for round := range 10 {
		acknowledged += walkUntilKilled(t, dir, round)
		if kept := notes(d); kept < acknowledged {
			t.Fatalf("walk %d: %d notes are kept, %d were called recorded", round, kept, acknowledged)
		}
		d.run("log", "verify")
	}
	if acknowledged < 10 {
		t.Errorf("only %d notes were recorded: the test kills too early", acknowledged)
	}
}

// walkUntilKilled writes notes into a walk, kills it while more are coming in,
// and counts those that were called recorded.
func walkUntilKilled(t *testing.T, dir string, round int) int {
	t.Helper()
	walk := exec.Command("bokgu", "walk")
	walk.Dir = dir
	walk.Env = append(walk.Environ(), "LANG=C.UTF-8", "BOKGU_OPERATOR=tester", "BOKGU_LANG=en")
	in, err := walk.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := walk.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := walk.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer in.Close()
		for n := range 1000 {
			if _, err := fmt.Fprintf(in, "m\nnote %d of walk %d\n", n, round); err != nil {
				return // it was killed
			}
		}
	}()
	told := 0
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if strings.Contains(line, "recorded ") {
			told++
		}
		if told > round%4 {
			_ = walk.Process.Kill() // once more does no harm
		}
		if err != nil {
			break // all it wrote is read
		}
	}
	_ = walk.Wait() // it was killed
	return told
}

// notes counts the notes of the record.
func notes(d driver) int {
	d.t.Helper()
	var log struct{ Events []struct{ Type string } }
	if err := json.Unmarshal([]byte(d.run("log", "show", "-o", "json")), &log); err != nil {
		d.t.Fatal(err)
	}
	n := 0
	for _, e := range log.Events {
		if e.Type == "note.written" {
			n++
		}
	}
	return n
}
