package dossier

import (
	"bytes"
	"errors"
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
	if err := d.KeepChain(from.Writer(), chain); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(onlyChain(t, d))
	if err != nil || !bytes.Equal(got, chain) {
		t.Fatalf("%d bytes of %d, %v", len(got), len(chain), err)
	}
	if err := d.KeepChain("another-0a1b2c", chain); !errors.Is(err, ErrExists) {
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
