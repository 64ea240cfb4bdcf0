package dossier

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func mirrored(t *testing.T) (d *Dossier, stick string, clock *time.Time) {
	t.Helper()
	stick = filepath.Join(t.TempDir(), "stick")
	if err := os.Mkdir(stick, 0o777); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2025, 9, 27, 10, 15, 0, 0, time.UTC)
	opt := options("lee")
	opt.Now = func() time.Time { return now }
	opt.Mirrors = []Mirror{{Title: "USB", Path: stick}}
	return create(t, opt), stick, &now
}

func state(t *testing.T, d *Dossier) MirrorState {
	t.Helper()
	d.Flush(context.Background())
	states, err := d.Mirrors()
	if err != nil || len(states) != 1 {
		t.Fatalf("%v %v", states, err)
	}
	return states[0]
}

func TestMirrorGetsEachRecordAndObject(t *testing.T) {
	d, stick, now := mirrored(t)
	if s := state(t, d); !s.LastSuccess.IsZero() {
		t.Fatalf("before the first record: %+v", s)
	}
	sum, _, err := d.PutObject(strings.NewReader("photo"))
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, d, "a")
	d.Flush(context.Background())
	mustAppend(t, d, "b")
	if s := state(t, d); !s.LastSuccess.Equal(*now) || s.Behind != 0 || s.Err != "" {
		t.Fatalf("state %+v", s)
	}
	copied, err := Open(filepath.Join(stick, "fire"), options("kim"))
	if err != nil {
		t.Fatal(err)
	}
	wantNotes(t, copied, "a b")
	if data, err := copied.Object(sum); err != nil || string(data) != "photo" {
		t.Fatalf("object %q, %v", data, err)
	}
	if _, err := os.Stat(filepath.Join(stick, "fire", localDir)); err == nil {
		t.Fatal(".local was copied")
	}
}

func TestStickPulledOutIsOnlyAStaleAge(t *testing.T) {
	d, stick, now := mirrored(t)
	mustAppend(t, d, "a")
	then := *now
	d.Flush(context.Background())
	if err := os.Rename(stick, stick+"-out"); err != nil {
		t.Fatal(err)
	}
	*now = now.Add(time.Hour)
	mustAppend(t, d, "b")
	mustAppend(t, d, "c")
	if s := state(t, d); !s.LastSuccess.Equal(then) || s.Behind != 2 || s.Err == "" {
		t.Fatalf("pulled out: %+v", s)
	}
	if _, err := os.Stat(stick); err == nil {
		t.Fatal("a folder was made where the stick had been")
	}
	if err := os.Rename(stick+"-out", stick); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, d, "d")
	if s := state(t, d); !s.LastSuccess.Equal(*now) || s.Behind != 0 || s.Err != "" {
		t.Fatalf("back again: %+v", s)
	}
	copied, err := Open(filepath.Join(stick, "fire"), options("kim"))
	if err != nil {
		t.Fatal(err)
	}
	wantNotes(t, copied, "a b c d")
}

func TestMirrorGoesOnAfterAHalfCopyAndPutsOtherContentAside(t *testing.T) {
	d, stick, _ := mirrored(t)
	mustAppend(t, d, "a")
	d.Flush(context.Background())
	path := filepath.Join(stick, "fire", eventsDir, filepath.Base(onlyChain(t, d)))
	if err := os.Truncate(path, 200); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, d, "b")
	d.Flush(context.Background())
	same(t, path, onlyChain(t, d))
	if err := os.WriteFile(path, make([]byte, 300), 0o666); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, d, "c")
	d.Flush(context.Background())
	same(t, path, onlyChain(t, d))
	aside, err := filepath.Glob(path + ".other-*")
	if err != nil || len(aside) != 1 {
		t.Fatalf("aside: %v, %v", aside, err)
	}
}

func same(t *testing.T, a, b string) {
	t.Helper()
	left, err := os.ReadFile(a)
	right, err2 := os.ReadFile(b)
	if err = errors.Join(err, err2); err != nil || !bytes.Equal(left, right) {
		t.Fatalf("%s is not %s: %v", a, b, err)
	}
}

func TestObjectsAreChecked(t *testing.T) {
	d := create(t, options("lee"))
	sum, size, err := d.PutObject(strings.NewReader("photo"))
	if err != nil || size != 5 {
		t.Fatal(size, err)
	}
	if again, _, err := d.PutObject(strings.NewReader("photo")); err != nil || again != sum {
		t.Fatal(again, err)
	}
	list, err := d.PutManifest(map[string]string{"문/사진.jpg": sum, "a b": sum})
	if err != nil {
		t.Fatal(err)
	}
	if files, err := d.ReadManifest(list); err != nil || len(files) != 2 || files["문/사진.jpg"] != sum {
		t.Fatal(files, err)
	}
	if _, err := d.PutManifest(map[string]string{"a\nb": sum}); err == nil {
		t.Fatal("a name of two lines stands in a manifest")
	}
	if err := os.WriteFile(d.objectPath(sum), []byte("fake"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Object(sum); !errors.Is(err, ErrObjectDamaged) {
		t.Fatal(err)
	}
	for _, unknown := range []string{list[:63] + "g", "../../../etc/passwd", strings.Repeat("0", 64)} {
		if _, err := d.Object(unknown); !errors.Is(err, ErrNoObject) {
			t.Fatalf("%s: %v", unknown, err)
		}
	}
}

func TestAMountPointLeftBehindIsNotTheStick(t *testing.T) {
	d, stick, now := mirrored(t)
	hangs := true
	d.mirrors[0].borders = func(string) int {
		if hangs {
			return 1
		}
		return 0
	}
	mustAppend(t, d, "a")
	then := *now
	d.Flush(context.Background())
	hangs = false
	if err := os.RemoveAll(filepath.Join(stick, "fire")); err != nil {
		t.Fatal(err)
	}
	*now = now.Add(time.Hour)
	mustAppend(t, d, "b")
	if s := state(t, d); !s.LastSuccess.Equal(then) || s.Behind != 1 || s.Err == "" {
		t.Fatalf("unmounted: %+v", s)
	}
	if _, err := os.Stat(filepath.Join(stick, "fire")); err == nil {
		t.Fatal("what is for the stick was written to the disk under it")
	}
	hangs = true
	mustAppend(t, d, "c")
	if s := state(t, d); !s.LastSuccess.Equal(*now) || s.Behind != 0 || s.Err != "" {
		t.Fatalf("mounted again: %+v", s)
	}
}

func TestAMirrorAmongTheIncidentsIsRefused(t *testing.T) {
	incidents := t.TempDir()
	within := filepath.Join(incidents, "copies")
	if err := os.Mkdir(within, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{incidents, within} {
		opt := options("lee")
		opt.Mirrors = []Mirror{{Title: "USB", Path: path}}
		d, err := Create(filepath.Join(incidents, "fire-"+filepath.Base(path)), opt)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.Close(context.Background()) })
		mustAppend(t, d, "a")
		if s := state(t, d); !s.Inside || !s.LastSuccess.IsZero() || s.Err == "" {
			t.Fatalf("%s: %+v", path, s)
		}
	}
}

func TestBordersCountFileSystems(t *testing.T) {
	if n := borders(string(filepath.Separator)); n != 0 {
		t.Fatalf("the root lies behind %d borders", n)
	}
	dir := t.TempDir()
	sub := filepath.Join(dir, "sub")
	if err := os.Mkdir(sub, 0o777); err != nil {
		t.Fatal(err)
	}
	if a, b := borders(dir), borders(sub); a != b {
		t.Fatalf("a plain folder is a border: %d, %d", a, b)
	}
	if _, err := os.Stat("/proc/self"); err == nil && borders("/proc/self/fd") < 1 {
		t.Fatal("/proc is no file system of its own")
	}
}
