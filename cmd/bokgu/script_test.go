package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/bokgu/bokgu/pkg/cli"
)

var update = flag.Bool("update", false, "rewrite the golden files in the scripts")

func TestMain(m *testing.M) {
	// Under the race detector every process would else sleep a second when it
	// ends, and the scripts run hundreds of them.
	if err := os.Setenv("GORACE", "atexit_sleep_ms=0"); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){
		"bokgu":             func() { os.Exit(cli.Main(cli.OS())) },
		"interrupted-bokgu": interrupted,
	})
}

// The scripts are the manual: one behaviour each, named COMMAND_CASE.txtar.
// They start in an English UTF-8 locale, as operator "tester", in an empty
// folder; $EXAMPLES is the folder of the shipped workspaces, and $HALL a small
// synthetic one. "exits N CMD" runs a command that must end with exit code N,
// "capture NAME PATTERN" keeps what a pattern finds in its output;
// "capture-chain", "tear", "spoil", "lines" and "halve" find and damage a chain,
// "spoil-objects" the files kept with an incident.
func TestScripts(t *testing.T) {
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	hall, err := filepath.Abs("testdata/hall")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("GORACE", os.Getenv("GORACE"))
			env.Setenv("HOME", filepath.Join(env.WorkDir, ".home"))
			env.Setenv("LANG", "C.UTF-8")
			env.Setenv("TERM", "dumb")
			env.Setenv("TZ", "Asia/Seoul")
			env.Setenv("BOKGU_OPERATOR", "tester")
			env.Setenv("EXAMPLES", examples)
			env.Setenv("HALL", hall)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"capture": capture,

			"capture-chain": captureChain,
			"tear":          tear,
			"spoil":         spoil,
			"lines":         lines,
			"halve":         halve,
			"spoil-objects": spoilObjects,
		},
	})
}
