package dossier

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/bokgu/bokgu/pkg/journal"
)

// broken is a small folder with the notes a, b and c whose chain has been
// spoilt; c is cut from memory where the spoiling stands for a crash.
type broken struct {
	dir   string
	chain string
	lines [][]byte // chain.opened, a, b, c
}

func newBroken(t *testing.T) broken {
	t.Helper()
	d := create(t, options("lee"))
	for _, text := range []string{"a", "b"} {
		mustAppend(t, d, text)
	}
	memory, err := os.ReadFile(d.identityPath())
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, d, "c")
	d.Close(context.Background())
	// As if the crash had come before c was acknowledged.
	f, err := os.OpenFile(d.identityPath(), os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Write(memory); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(onlyChain(t, d))
	if err != nil {
		t.Fatal(err)
	}
	return broken{dir: d.Dir(), chain: onlyChain(t, d), lines: bytes.SplitAfter(data, []byte("\n"))[:4]}
}

func (b broken) bytes() []byte { return bytes.Join(b.lines, nil) }

func (b broken) open(t *testing.T) *Dossier {
	t.Helper()
	d, err := Open(b.dir, options("lee"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close(context.Background()) })
	return d
}

func (b broken) put(t *testing.T, data []byte) {
	t.Helper()
	if err := os.WriteFile(b.chain, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// restore takes the folder back to one chain.
func (b broken) restore(t *testing.T, data []byte) {
	t.Helper()
	names, err := chainNames(b.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if path := filepath.Join(b.dir, eventsDir, name+chainExt); path != b.chain {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
	}
	b.put(t, data)
}

func TestCutAfterEachByteOfTheLastRecordIsMended(t *testing.T) {
	b := newBroken(t)
	identity, err := os.ReadFile(b.open(t).identityPath())
	if err != nil {
		t.Fatal(err)
	}
	whole := b.bytes()
	head := len(whole) - len(b.lines[3])
	for cut := head; cut < len(whole); cut++ {
		b.put(t, whole[:cut])
		d := b.open(t)
		if texts, h := notes(t, d); strings.Join(texts, " ") != "a b" || len(h.Torn) != min(1, cut-head) || len(h.Damaged) != 0 {
			t.Fatalf("cut at %d reads %v %+v", cut, texts, h)
		}
		if r := mustAppend(t, d, "d"); r.Seq != 4 {
			t.Fatalf("cut at %d goes on at %d", cut, r.Seq)
		}
		d.Close(context.Background())
		wantNotes(t, b.open(t), "a b d")
		if err := rewrite(b.open(t).identityPath(), identity); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := filepath.Glob(filepath.Join(b.dir, localDir, "torn-*"))
	if err != nil || len(kept) == 0 {
		t.Fatalf("no copy of what was cut off: %v", err)
	}
}

// rewrite keeps the file, whose number the identity holds.
func rewrite(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func TestUnwrittenSectorsAtTheEndAreMended(t *testing.T) {
	for name, tail := range map[string][]byte{
		"only NULs":               make([]byte, 4096),
		"half a record, NULs":     append([]byte("0123abcd - {\"v\":1"), make([]byte, 3000)...),
		"NUL sectors, then an LF": append(make([]byte, 2048), "ends\"}\n"...),
	} {
		t.Run(name, func(t *testing.T) {
			b := newBroken(t)
			b.put(t, append(b.bytes(), tail...))
			d := b.open(t)
			if _, h := notes(t, d); len(h.Torn) != 1 {
				t.Fatalf("health %+v", h)
			}
			mustAppend(t, d, "d")
			wantNotes(t, b.open(t), "a b c d")
		})
	}
}

func TestFlippingAnyEarlierByteIsNamed(t *testing.T) {
	b := newBroken(t)
	whole := b.bytes()
	ends := []int{0}
	for _, line := range b.lines {
		ends = append(ends, ends[len(ends)-1]+len(line))
	}
	for i := range len(whole) - 1 {
		line := 0
		for ends[line+1] <= i {
			line++
		}
		masks := []byte{0x01, 0x80, whole[i]} // the last makes a NUL
		for _, mask := range masks[:1+2*((i+1)%5/4)] {
			data := bytes.Clone(whole)
			data[i] ^= mask
			b.put(t, data)
			checkDamage(t, b, line, int64(ends[line]))
			if t.Failed() {
				t.Fatalf("flipping byte %d with %#x", i, mask)
			}
		}
	}
}

func checkDamage(t *testing.T, b broken, line int, offset int64) {
	t.Helper()
	d, err := Open(b.dir, options("lee"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(context.Background())
	records, h, err := d.Read()
	if err != nil || len(records) != line || len(h.Damaged) != 1 {
		t.Errorf("%d records, %+v, %v", len(records), h, err)
		return
	}
	if f := h.Damaged[0]; f.Line != line+1 || f.Offset != offset {
		t.Errorf("damage is put at line %d, byte %d; it is at %d, %d", f.Line, f.Offset, line+1, offset)
	}
	var damaged *DamagedError
	if _, err := d.Append(context.Background(), note("d")); !errors.As(err, &damaged) || damaged.Hint() == "" {
		t.Errorf("append: %v", err)
	}
}

func TestContinueGoesOnAfterEveryKindOfDamage(t *testing.T) {
	b := newBroken(t)
	whole := b.bytes()
	line := func(i int) []byte { return bytes.Clone(b.lines[i]) }
	badSig := bytes.Replace(whole, []byte(" - {"), []byte(" x {"), 1)
	zeroed := bytes.Clone(whole)
	clear(zeroed[len(b.lines[0])+10 : len(b.lines[0])+200])
	for name, c := range map[string]struct {
		data []byte
		good int
	}{
		"line twice":           {bytes.Join([][]byte{line(0), line(1), line(1), line(2)}, nil), 2},
		"line missing":         {bytes.Join([][]byte{line(0), line(2), line(3)}, nil), 1},
		"lines swapped":        {bytes.Join([][]byte{line(0), line(2), line(1), line(3)}, nil), 1},
		"signature":            {badSig, 0},
		"zeroed range":         {zeroed, 1},
		"words in between":     {bytes.Join([][]byte{line(0), []byte("hello\n"), line(1)}, nil), 1},
		"empty line":           {bytes.Join([][]byte{line(0), line(1), []byte("\n"), line(2)}, nil), 2},
		"carriage returns":     {bytes.ReplaceAll(whole, []byte("\n"), []byte("\r\n")), 0},
		"endless without LF":   {append(bytes.Clone(whole), bytes.Repeat([]byte("x"), journal.MaxLine+1)...), 4},
		"damage before a torn": {append(bytes.Join([][]byte{line(0), line(2)}, nil), "0123"...), 1},
	} {
		t.Run(name, func(t *testing.T) {
			b.restore(t, c.data)
			checkDamage(t, b, c.good, int64(len(bytes.Join(b.lines[:c.good], nil))))
			d := b.open(t)
			opened, err := d.Continue(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if opened.Type != journal.TypeOpened || !bytes.Contains(opened.Body, []byte(`"reason":"damaged"`)) {
				t.Fatalf("goes on with %s", opened.Raw)
			}
			if r := mustAppend(t, d, "d"); r.Writer != opened.Writer || r.Seq != 2 {
				t.Fatalf("goes on in %s:%d", r.Writer, r.Seq)
			}
			records, h, err := b.open(t).Read()
			if err != nil || len(records) != c.good+2 || len(h.Continued) != 1 || len(h.Damaged) != 0 {
				t.Fatalf("%d records, %+v, %v", len(records), h, err)
			}
			if _, err := d.Continue(context.Background()); !errors.Is(err, ErrNotDamaged) {
				t.Fatalf("a second time: %v", err)
			}
			if v, err := d.Verify(); err != nil || v.OK {
				t.Fatalf("verification is content with it: %+v, %v", v, err)
			}
		})
	}
}

func TestOthersTornTailIsLeftAloneUntilRepair(t *testing.T) {
	lee := create(t, options("lee"))
	mustAppend(t, lee, "a")
	path := onlyChain(t, lee)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("12ab"); err != nil {
		t.Fatal(err)
	}
	f.Close()
	torn, _ := os.ReadFile(path)
	kim := reopen(t, lee, options("kim"))
	mustAppend(t, kim, "b")
	if now, _ := os.ReadFile(path); !bytes.Equal(now, torn) {
		t.Fatal("another writer's chain was changed")
	}
	if texts, h := notes(t, kim); strings.Join(texts, " ") != "a b" || len(h.Torn) != 1 {
		t.Fatalf("%v %+v", texts, h)
	}
	done, err := kim.Repair(context.Background())
	if err != nil || len(done) != 1 || done[0].Bytes != 4 {
		t.Fatalf("%+v %v", done, err)
	}
	if kept, err := os.ReadFile(done[0].Kept); err != nil || string(kept) != "12ab" {
		t.Fatalf("kept %q, %v", kept, err)
	}
	wantNotes(t, reopen(t, lee, options("lee")), "a b")
}

// failingFile fails once at the named call, after letting some bytes through.
type failingFile struct {
	File
	fault *fault
}

type fault struct {
	at    string // "write", "sync", "truncate"
	bytes int    // that a failing write lets through
	left  int    // how often it still fails
	err   error
}

func (f *fault) hits(call string) bool {
	if f.at != call || f.left == 0 {
		return false
	}
	f.left--
	return true
}

func (f failingFile) Write(b []byte) (int, error) {
	if f.fault.hits("write") {
		n, _ := f.File.Write(b[:min(f.fault.bytes, len(b))])
		return n, f.fault.err
	}
	return f.File.Write(b)
}

func (f failingFile) Sync() error {
	if f.fault.hits("sync") {
		return f.fault.err
	}
	return f.File.Sync()
}

func (f failingFile) Truncate(n int64) error {
	if f.fault.hits("truncate") {
		return f.fault.err
	}
	return f.File.Truncate(n)
}

func TestFailingDiskAcknowledgesNothingAndGoesOn(t *testing.T) {
	for name, broken := range map[string]fault{
		"disk full, nothing written": {at: "write", left: 1, err: syscall.ENOSPC},
		"disk full, half a record":   {at: "write", bytes: 150, left: 1, err: syscall.ENOSPC},
		"short write, no error":      {at: "write", bytes: 150, left: 1},
		"failed sync":                {at: "sync", left: 1, err: syscall.EIO},
		"failed sync, also of cut":   {at: "sync", left: 2, err: syscall.EIO},
	} {
		t.Run(name, func(t *testing.T) {
			f := fault{}
			opt := options("lee")
			opt.OpenFile = func(name string, flag int, perm fs.FileMode) (File, error) {
				file, err := openFile(name, flag, perm)
				return failingFile{file, &f}, err
			}
			d := create(t, opt)
			mustAppend(t, d, "a")
			f = broken
			if _, err := d.Append(context.Background(), note("lost")); err == nil {
				t.Fatal("acknowledged")
			}
			wantNotes(t, reopen(t, d, options("lee")), "a")
			if r := mustAppend(t, d, "b"); r.Seq != 3 {
				t.Fatalf("goes on at %d", r.Seq)
			}
			wantNotes(t, reopen(t, d, options("lee")), "a b")
		})
	}
}

func TestNothingIsWrittenBehindWhatCannotBeCutOff(t *testing.T) {
	for name, first := range map[string]fault{
		"half a record":           {at: "write", bytes: 99, left: 1, err: syscall.ENOSPC},
		"a whole one, not synced": {at: "sync", left: 1, err: syscall.EIO},
	} {
		t.Run(name, func(t *testing.T) {
			write, cut := fault{}, fault{}
			opt := options("lee")
			opt.OpenFile = func(name string, flag int, perm fs.FileMode) (File, error) {
				file, err := openFile(name, flag, perm)
				return failingFile{failingFile{file, &cut}, &write}, err
			}
			d := create(t, opt)
			mustAppend(t, d, "a")
			write, cut = first, fault{at: "truncate", left: 2, err: syscall.EIO}
			for range 2 { // the second one may not even begin
				if _, err := d.Append(context.Background(), note("lost")); err == nil {
					t.Fatal("acknowledged")
				}
			}
			mustAppend(t, d, "b")
			wantNotes(t, reopen(t, d, options("lee")), "a b")
		})
	}
}

func TestFailingFirstRecordLeavesAFreshStart(t *testing.T) {
	f := fault{at: "write", bytes: 100, left: 1, err: syscall.ENOSPC}
	opt := options("lee")
	opt.OpenFile = func(name string, flag int, perm fs.FileMode) (File, error) {
		file, err := openFile(name, flag, perm)
		return failingFile{file, &f}, err
	}
	d := create(t, opt)
	if _, err := d.Append(context.Background(), note("lost")); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("append: %v", err)
	}
	again := reopen(t, d, options("lee"))
	mustAppend(t, again, "a")
	wantNotes(t, again, "a")
	onlyChain(t, again)
}
