package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"
)

// captureChain keeps the path of an incident's only chain in $CHAIN:
// capture-chain INCIDENT.
func captureChain(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: capture-chain INCIDENT")
	}
	found, err := filepath.Glob(ts.MkAbs(filepath.Join("incidents", args[0], "events", "*.chain")))
	ts.Check(err)
	if len(found) != 1 {
		ts.Fatalf("want one chain, have %v", found)
	}
	ts.Setenv("CHAIN", found[0])
}

// tear writes half a record behind a chain, as a power cut does: tear FILE.
func tear(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: tear FILE")
	}
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	last := bytes.LastIndexByte(data[:len(data)-1], '\n') + 1
	ts.Check(os.WriteFile(path, append(data, data[last:last+(len(data)-last)/2]...), 0o600))
}

// spoil changes a byte in the text of a line: spoil FILE LINE.
func spoil(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: spoil FILE LINE")
	}
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	line, err := strconv.Atoi(args[1])
	ts.Check(err)
	at := 0
	for range line {
		at += bytes.IndexByte(data[at:], '\n') + 1
	}
	data[at-4] ^= 1
	ts.Check(os.WriteFile(path, data, 0o600))
}

// lines leaves the first lines of a chain: lines N FILE.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: lines N FILE")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	path := ts.MkAbs(args[1])
	data, err := os.ReadFile(path)
	ts.Check(err)
	ts.Check(os.WriteFile(path, bytes.Join(bytes.SplitAfter(data, []byte("\n"))[:n], nil), 0o600))
}

// halve cuts the last line of a chain in two: halve FILE.
func halve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: halve FILE")
	}
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	last := bytes.LastIndexByte(data[:len(data)-1], '\n') + 1
	ts.Check(os.Truncate(path, int64(last+(len(data)-last)/2)))
}

// spoilObjects changes every file kept with an incident: spoil-objects INCIDENT.
func spoilObjects(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: spoil-objects INCIDENT")
	}
	found, err := filepath.Glob(ts.MkAbs(filepath.Join("incidents", args[0], "objects", "sha256", "*", "*")))
	ts.Check(err)
	for _, path := range found {
		data, err := os.ReadFile(path)
		ts.Check(err)
		ts.Check(os.WriteFile(path, append(data, '\n'), 0o600))
	}
}
