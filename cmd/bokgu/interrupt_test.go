package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/cli"
)

// interrupted is the program as it is, which sends itself the signal of the
// environment a while after it has begun to listen for signals.
func interrupted() {
	ctx, env := cli.OS()
	sig := os.Signal(os.Interrupt)
	switch os.Getenv("BOKGU_TEST_SIGNAL") {
	case "terminate":
		sig = syscall.SIGTERM
	case "hangup":
		sig = syscall.SIGHUP
	}
	time.AfterFunc(300*time.Millisecond, func() {
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Signal(sig)
		}
		if err != nil {
			panic(err)
		}
	})
	os.Exit(cli.Main(ctx, env))
}

// A forecast that would take minutes ends soon after the first interrupt, with
// nothing said or recorded of it.
func TestALongForecastEndsWithTheFirstInterrupt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var list strings.Builder
	list.WriteString("apiVersion: bokgu/v1\nkind: Inventory\n" +
		"crews: [{id: ops, people: 40, skills: [restart]}]\n" +
		"methods: {restart: {skill: restart, people: 1, estimate: {min: 10m, likely: 30m, max: 3h}}}\n" +
		"systems:\n")
	for i := range 5000 {
		fmt.Fprintf(&list, "  - {id: s%d, name: s%d, tier: %d}\n", i, i, 1+i%4)
	}
	if err := os.WriteFile(filepath.Join(dir, "inventory.yaml"), []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, sig := range []string{"interrupt", "terminate", "hangup"} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, "interrupted-bokgu", "plan", "--forecast", "--runs", "100000")
		var out, errs bytes.Buffer
		cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
		cmd.Env = append(cmd.Environ(), "LANG=C.UTF-8", "BOKGU_TEST_SIGNAL="+sig)
		err := cmd.Run()
		if code := cmd.ProcessState.ExitCode(); code != 130 || out.Len() > 0 || errs.String() != "error: interrupted\n" {
			t.Errorf("%s: %v, exit %d: %q %q", sig, err, code, out.String(), errs.String())
		}
	}
}
