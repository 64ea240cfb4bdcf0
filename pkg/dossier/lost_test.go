package dossier

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/journal"
)

// cut leaves the first bytes of a chain.
func cut(t *testing.T, path string, size int) {
	t.Helper()
	if err := os.Truncate(path, int64(size)); err != nil {
		t.Fatal(err)
	}
}

func TestLostRecordsAreNamed(t *testing.T) {
	lines := func(data []byte, n int) int { return len(bytes.Join(bytes.SplitAfter(data, []byte("\n"))[:n], nil)) }
	for name, c := range map[string]struct {
		spoil func(t *testing.T, path string, data []byte)
		have  uint64
	}{
		"last line cut off": {func(t *testing.T, path string, data []byte) { cut(t, path, lines(data, 2)) }, 2},
		"cut inside it":     {func(t *testing.T, path string, data []byte) { cut(t, path, len(data)-5) }, 2},
		"its LF cut off":    {func(t *testing.T, path string, data []byte) { cut(t, path, len(data)-1) }, 2},
		"emptied":           {func(t *testing.T, path string, _ []byte) { cut(t, path, 0) }, 0},
		"taken away": {func(t *testing.T, path string, _ []byte) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			d := create(t, options("lee"))
			mustAppend(t, d, "a")
			old := mustAppend(t, d, "b")
			path := onlyChain(t, d)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			c.spoil(t, path, data)
			want := Loss{Writer: old.Writer, Have: c.have, Last: 3, Sum: old.Sum}
			wantLoss(t, reopen(t, d, options("lee")), want)
			wantLoss(t, reopen(t, d, options("kim")), want) // whoever looks

			// What was lost cannot have been seen: only the clock orders what comes after
			// it, and that must have moved on.
			later := options("lee")
			later.Now = func() time.Time { return time.Now().Add(time.Second) }
			mustAppend(t, reopen(t, d, later), "c")
			want.Continued = true
			wantLoss(t, reopen(t, d, options("kim")), want)

			if err := os.WriteFile(path, data, 0o666); err != nil { // as from a mirror
				t.Fatal(err)
			}
			wantNotes(t, reopen(t, d, options("lee")), "a b c")
		})
	}
}

func wantLoss(t *testing.T, d *Dossier, want Loss) {
	t.Helper()
	_, h, err := d.Read()
	if err != nil || len(h.Lost) != 1 || h.Lost[0] != want || len(h.Torn)+len(h.Damaged) != 0 || h.OK() {
		t.Fatalf("%+v, %v; want only %+v", h, err, want)
	}
	v, err := d.Verify()
	if err != nil || v.OK != want.Mended() {
		t.Fatalf("verification %+v, %v", v, err)
	}
	if want.Mended() {
		return
	}
	for _, c := range v.Chains {
		if c.Writer != want.Writer {
			continue
		}
		if c.Missing == nil || c.Missing.Reason != journal.Forgotten || c.Missing.Line != int(want.Have)+1 {
			t.Fatalf("report %+v", c.Missing)
		}
		return
	}
	t.Fatalf("%s is not reported", want.Writer)
}

func TestALossIsLeftBehindByContinue(t *testing.T) {
	d := create(t, options("lee"))
	mustAppend(t, d, "a")
	mustAppend(t, d, "b")
	cut(t, onlyChain(t, d), 0)
	kim := reopen(t, d, options("kim"))
	opened, err := kim.Continue(context.Background())
	if err != nil || opened.Type != journal.TypeOpened {
		t.Fatalf("%+v, %v", opened, err)
	}
	if _, h, err := kim.Read(); err != nil || len(h.Lost) != 1 || !h.Lost[0].Continued {
		t.Fatalf("%+v, %v", h, err)
	}
}

func TestAMemoryThatWasCopiedClaimsNothing(t *testing.T) {
	d := create(t, options("lee"))
	mustAppend(t, d, "a")
	mustAppend(t, d, "b")
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(d.Dir())); err != nil {
		t.Fatal(err)
	}
	cut(t, filepath.Join(to, eventsDir, filepath.Base(onlyChain(t, d))), 0)
	c, err := Open(to, options("lee"))
	if err != nil {
		t.Fatal(err)
	}
	if _, h, err := c.Read(); err != nil || len(h.Lost) != 0 {
		t.Fatalf("%+v, %v", h, err)
	}
}

func TestAChainThatCannotBeReadIsDamageOfThatChain(t *testing.T) {
	d := create(t, options("lee"))
	mustAppend(t, d, "a")
	if err := os.Symlink("loop.chain", d.chainPath("loop")); err != nil {
		t.Skip("no symbolic links:", err)
	}
	again := reopen(t, d, options("lee"))
	texts, h := notes(t, again)
	if len(texts) != 1 || len(h.Damaged) != 1 || h.Damaged[0].Writer != "loop" || h.Damaged[0].Reason != journal.Unreadable {
		t.Fatalf("%v %+v", texts, h)
	}
	if _, err := again.Continue(context.Background()); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, again, "b")
	texts, h = notes(t, reopen(t, d, options("lee")))
	if len(texts) != 2 || len(h.Damaged) != 0 || len(h.Continued) != 1 {
		t.Fatalf("%v %+v", texts, h)
	}
	if err := os.Remove(d.chainPath("loop")); err != nil {
		t.Fatal(err)
	}
	wantNotes(t, reopen(t, d, options("lee")), "a b")
}

func TestAnIdentityOfAnotherAccountIsNoObstacle(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("nothing is forbidden to root")
	}
	d := create(t, options("lee"))
	old := mustAppend(t, d, "a")
	if err := os.Chmod(d.identityPath(), 0); err != nil {
		t.Fatal(err)
	}
	if r := mustAppend(t, reopen(t, d, options("lee")), "b"); r.Writer == old.Writer {
		t.Fatalf("goes on in %s without reading who it is", r.Writer)
	}
}

func TestAFolderInWhichNothingBeganIsCreatedAgain(t *testing.T) {
	opt := options("lee")
	opt.Begins = "note"
	d := create(t, opt)
	whole := mustAppend(t, d, "a")
	if _, err := Create(d.Dir(), opt); err == nil {
		t.Fatal("an incident is made twice")
	}
	data, err := os.ReadFile(onlyChain(t, d))
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{0, 10, bytes.IndexByte(data, '\n') + 1, len(data) - 10} {
		cut(t, onlyChain(t, d), size)
		if err := os.RemoveAll(filepath.Join(d.Dir(), localDir)); err != nil {
			t.Fatal(err)
		}
		again, err := Create(d.Dir(), opt)
		if err != nil {
			t.Fatalf("after %d bytes: %v", size, err)
		}
		if r := mustAppend(t, again, "b"); r.Writer == whole.Writer {
			t.Fatalf("after %d bytes: goes on in %s", size, r.Writer)
		}
		removeOthers(t, d, whole.Writer)
		if err := os.WriteFile(d.chainPath(whole.Writer), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func removeOthers(t *testing.T, d *Dossier, keep string) {
	t.Helper()
	names, err := chainNames(d.Dir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if name != keep {
			if err := os.Remove(d.chainPath(name)); err != nil {
				t.Fatal(err)
			}
		}
	}
}
