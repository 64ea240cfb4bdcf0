package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWorkThatNobodyWantsIsNotWaitedFor(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	begun, never := make(chan struct{}), make(chan struct{})
	defer close(never)
	go func() {
		<-begun
		cancel()
	}()
	err := whileWanted(ctx, func() {
		close(begun)
		<-never
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	done := false
	if err := whileWanted(t.Context(), func() { done = true }); err != nil || !done {
		t.Errorf("done %t: %v", done, err)
	}
	if err := whileWanted(ctx, func() { t.Error("begun, though nobody wants it") }); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted before it began: %v", err)
	}
}

// Whatever of a plan takes long leaves nothing on stdout when it is interrupted.
func TestAnInterruptedPlanSaysNothing(t *testing.T) {
	dir := t.TempDir()
	list := `apiVersion: bokgu/v1
kind: Inventory
crews: [{id: ops, people: 4, skills: [restart]}]
methods: {restart: {skill: restart, people: 1, estimate: {min: 10m, likely: 30m, max: 3h}}}
systems: [{id: a, name: a, tier: 1}, {id: b, name: b, tier: 2}]
`
	if err := os.WriteFile(filepath.Join(dir, "inventory.yaml"), []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for _, args := range []string{
		"plan", "plan --effort 3", "plan --forecast", "plan --compare", "plan --what-if crew.ops.people=9", "plan -o svg", "why a",
	} {
		for _, c := range []struct {
			ctx  context.Context
			code int
		}{{t.Context(), exitDone}, {gone, exitInterrupted}} {
			env := benchEnv(dir, strings.Fields(args)...)
			var out bytes.Buffer
			env.Streams.Out = &out
			if code := Main(c.ctx, env); code != c.code || (out.Len() > 0) != (code == exitDone) {
				t.Errorf("%s: exit %d, want %d; said %q", args, code, c.code, out.String())
			}
		}
	}
}
