package dossier

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestAChainIsKeptByteForByteAndCanBeGoneOnFrom(t *testing.T) {
	from := create(t, options("kim"))
	for _, text := range []string{"a", "b"} {
		mustAppend(t, from, text)
	}
	chain, err := os.ReadFile(onlyChain(t, from))
	if err != nil {
		t.Fatal(err)
	}
	d := create(t, options("lee"))
	if err := d.KeepChains([]WholeChain{{from.Writer(), chain}}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(onlyChain(t, d))
	if err != nil || !bytes.Equal(got, chain) {
		t.Fatalf("%d bytes of %d, %v", len(got), len(chain), err)
	}
	if err := d.KeepChains([]WholeChain{{"another-0a1b2c", chain}}); !errors.Is(err, ErrExists) {
		t.Errorf("a second chain: %v", err)
	}
	if _, err := Create(d.Dir(), options("lee")); !errors.Is(err, ErrExists) {
		t.Errorf("made again: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(d.Dir(), ".local", "chain-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	again := reopen(t, d, options("lee"))
	mustAppend(t, again, "c")
	wantNotes(t, again, "a b c")
}

func TestTheSumOfAManifestIsThatOfTheOneThatIsKept(t *testing.T) {
	d := create(t, options("kim"))
	sum, _, err := d.PutObject(bytes.NewReader([]byte("systems: []\n")))
	if err != nil || sum != ObjectSum([]byte("systems: []\n")) {
		t.Fatal(sum, err)
	}
	files := map[string]string{"b.yaml": sum, "a.yaml": sum}
	kept, err := d.PutManifest(files)
	if err != nil {
		t.Fatal(err)
	}
	if alone, err := ManifestSum(files); err != nil || alone != kept {
		t.Errorf("%s, not %s: %v", alone, kept, err)
	}
	if _, err := ManifestSum(map[string]string{"a\nb": sum}); err == nil {
		t.Error("a line break in a name passed")
	}
}

// A chain that goes on in memory is brought up to date, and only what is whole
// stays.
func TestAChainIsExtended(t *testing.T) {
	from := create(t, options("kim"))
	mustAppend(t, from, "a")
	half, err := os.ReadFile(onlyChain(t, from))
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, from, "b")
	whole, err := os.ReadFile(onlyChain(t, from))
	if err != nil {
		t.Fatal(err)
	}
	d := create(t, options("lee"))
	if err := d.KeepChains([]WholeChain{{from.Writer(), half}}); err != nil {
		t.Fatal(err)
	}
	full := reopen(t, d, Options{Person: "lee", Machine: "m", OpenFile: func(name string, flag int, perm fs.FileMode) (File, error) {
		f, err := os.OpenFile(name, flag, perm)
		return halfFile{f}, err
	}})
	if err := full.ExtendChain(WholeChain{from.Writer(), whole}); err == nil {
		t.Error("a full disk was not noticed")
	}
	if got, err := os.ReadFile(onlyChain(t, d)); err != nil || !bytes.Equal(got, half) {
		t.Errorf("%d bytes stay of %d, %v", len(got), len(half), err)
	}
	for range 2 {
		if err := d.ExtendChain(WholeChain{from.Writer(), whole}); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(onlyChain(t, d)); err != nil || !bytes.Equal(got, whole) {
		t.Errorf("%d bytes of %d, %v", len(got), len(whole), err)
	}
	if err := d.ExtendChain(WholeChain{from.Writer(), half}); !errors.Is(err, ErrExists) {
		t.Errorf("cut short: %v", err)
	}
	if err := d.ExtendChain(WholeChain{"other-0a1b2c", half}); err != nil {
		t.Error(err)
	}
}

// halfFile is on a disk that is full after half of what is written.
type halfFile struct{ *os.File }

func (f halfFile) Write(b []byte) (int, error) {
	n, _ := f.File.Write(b[:len(b)/2])
	return n, errors.New("no space left")
}
