package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestCommittedFilesAreWhatTheTablesGive(t *testing.T) {
	files, err := build()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"infrastructure.yaml"} // written by hand
	for _, f := range files {
		want = append(want, f.name)
		got, err := os.ReadFile(filepath.Join("..", "inventory", f.name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, f.data) {
			t.Errorf("%s differs from the tables: run go run ./examples/nirs-2025/generate", f.name)
		}
	}
	slices.Sort(want)
	entries, err := os.ReadDir(filepath.Join("..", "inventory"))
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, e := range entries {
		have = append(have, e.Name())
	}
	if !slices.Equal(have, want) {
		t.Errorf("the folder holds %v, want %v", have, want)
	}
}

func TestEstateAddsUpToThePublishedTotals(t *testing.T) {
	f := filled(t)
	count := func(fits func(s system) bool) int {
		n := 0
		for _, s := range f.systems {
			if fits(s) {
				n++
			}
		}
		return n
	}
	for _, c := range []struct {
		what string
		want int
		fits func(s system) bool
	}{
		{"systems", 647, func(system) bool { return true }},
		{"tier 1", 38, func(s system) bool { return s.tier == 1 }},
		{"tier 2", 86, func(s system) bool { return s.tier == 2 }},
		{"tier 3", 294, func(s system) bool { return s.tier == 3 }},
		{"tier 4", 229, func(s system) bool { return s.tier == 4 }},
		{"room 7-1", 96, func(s system) bool { return s.room == "7-1" }},
		{"room 7", 200, func(s system) bool { return s.room == "7" }},
		{"room 8", 34, func(s system) bool { return s.room == "8" }},
		{"floors 2 to 4", 317, func(s system) bool { return strings.Contains("1 2 3 4 5 6", s.room) }},
		{"server DR", 28, func(s system) bool { return s.dr == "server" }},
		{"server DR of tier 1", 9, func(s system) bool { return s.dr == "server" && s.tier == 1 }},
		{"storage DR", 19, func(s system) bool { return s.dr == "storage" }},
		{"backup only", 352, func(s system) bool { return s.dr == "backup" }},
		{"nothing", 248, func(s system) bool { return s.dr == "none" }},
		{"server or storage DR in room 7-1", 0, func(s system) bool {
			return s.room == "7-1" && (s.dr == "server" || s.dr == "storage")
		}},
		{"public", 436, func(s system) bool { return s.public }},
		{"public of tiers 1 and 2", 97, func(s system) bool { return s.public && s.tier <= 2 }},
		{"of these with a substitute", 31, func(s system) bool {
			return s.public && s.tier <= 2 && s.substitute != nil
		}},
		{"moved to Daegu", 16, func(s system) bool { return s.ladder == "daegu" }},
	} {
		if got := count(c.fits); got != c.want {
			t.Errorf("%s: %d, want %d", c.what, got, c.want)
		}
	}
}

func TestEverySystemHasItsOwnIDAndName(t *testing.T) {
	seen := map[string]string{}
	for _, s := range filled(t).systems {
		for _, key := range []string{s.id, s.ko} {
			if other, taken := seen[key]; taken {
				t.Errorf("%s: %q is taken by %s", s.id, key, other)
			}
			seen[key] = s.id
		}
	}
}

func TestInventedSystemsSayThatTheyAre(t *testing.T) {
	for _, s := range filled(t).systems {
		if s.synthetic != strings.HasPrefix(s.ko, "(가상) ") || s.synthetic != strings.HasPrefix(s.en, "(synthetic) ") {
			t.Errorf("%s: synthetic is %t but it is called %q, %q", s.id, s.synthetic, s.ko, s.en)
		}
	}
}

func TestSpreadGivesExactlyWhatWasAsked(t *testing.T) {
	for n := 1; n <= 40; n++ {
		for k := 0; k <= n; k++ {
			got := 0
			for i := range n {
				if spread(n, k, i) {
					got++
				}
			}
			if got != k {
				t.Errorf("spread(%d, %d) gave %d", n, k, got)
			}
		}
	}
}

func filled(t *testing.T) *facts {
	t.Helper()
	f, err := readFacts()
	if err == nil {
		err = f.fill()
	}
	if err != nil {
		t.Fatal(err)
	}
	return f
}
