package dossier

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Of several who work in one folder each waits for the others, and nothing is
// left behind.
func TestAlone(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	// Atomic for the race detector alone: it knows nothing of locks of files.
	var sum, inside atomic.Int32
	for range 8 {
		all.Go(func() {
			for range 20 {
				err := Alone(context.Background(), dir, time.Minute, func() error {
					if inside.Add(1) > 1 {
						t.Error("two at once")
					}
					now := sum.Load()
					time.Sleep(time.Millisecond / 10)
					sum.Store(now + 1)
					inside.Add(-1)
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if left, _ := os.ReadDir(dir); sum.Load() != 160 || len(left) > 0 {
		t.Errorf("%d, left behind: %v", sum.Load(), left)
	}
}

func TestAloneWaitsNoLongerThanItSays(t *testing.T) {
	dir, none := t.TempDir(), func() error { return nil }
	err := Alone(context.Background(), dir, time.Second, func() error {
		return Alone(context.Background(), dir, 20*time.Millisecond, none)
	})
	if !errors.Is(err, ErrBusy) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Alone(ctx, dir, time.Second, none); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	failed := errors.New("failed")
	for _, folder := range []string{dir, filepath.Join(dir, "gone")} { // the work will say what is wrong with a folder
		if err := Alone(context.Background(), folder, time.Second, func() error { return failed }); !errors.Is(err, failed) {
			t.Error(err)
		}
	}
}
