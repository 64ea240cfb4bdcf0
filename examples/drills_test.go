// Package examples_test runs every drill that is shipped with an example.
package examples_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/playbooks"
)

// How many runs a drill must hold its promises over, and of how many systems
// one may be for that: a larger one takes seconds, and is played once.
const (
	runs  = 20
	small = 100
)

// stages are the shipped drills, each ready to be played, by their paths.
func stages(t *testing.T) map[string]*drill.Stage {
	t.Helper()
	scripts, err := filepath.Glob(filepath.Join("*", load.DefaultDrills, "*.yaml"))
	if err != nil || len(scripts) < 6 {
		t.Fatalf("%d drills found, %v", len(scripts), err)
	}
	out := map[string]*drill.Stage{}
	for _, path := range scripts {
		b, err := load.LoadDrill(path, playbooks.Read)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range b.Findings {
			if f.Severity == diag.Error || f.Place.File == path {
				t.Errorf("%s:%d: %s %s %v", f.Place.File, f.Place.Line, f.Severity, f.Rule, f.Args)
			}
		}
		if len(b.Drills) != 1 || len(b.Playbooks) != 1 {
			t.Fatalf("%s: %d drills, %d playbooks", path, len(b.Drills), len(b.Playbooks))
		}
		out[path] = &drill.Stage{Drill: b.Drills[0], Inventory: b.Inventory, Book: b.Playbooks[0]}
	}
	return out
}

// Every shipped drill is sound, comes to a good end, and what it expects comes
// true; nothing its script says is refused.
func TestShippedDrillsHold(t *testing.T) {
	for path, s := range stages(t) {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			r, err := s.Run(s.Drill.Seed)
			if err != nil {
				t.Fatal(err)
			}
			if r.Ending != drill.EndedStable {
				t.Errorf("ended %q at %v", r.Ending, r.Ended)
			}
			for _, v := range r.Verdicts {
				if !v.Met && v.Of.Severity == diag.Error {
					t.Errorf("%s is not met at %v: %v, %v and %d more", v.Of.ID, v.At, v.Says, v.Systems, v.More)
				}
			}
			for _, l := range r.Heard {
				if l.Key == "refused" || l.Key == "unknown" || l.Key == "misuse" {
					t.Errorf("%v: %s %v", l.At, l.Key, l.Args)
				}
			}
			if len(s.Inventory.Systems) <= small {
				holdsOver(t, s, r)
			}
		})
	}
}

// holdsOver plays a drill over other seeds too, and the first one again.
func holdsOver(t *testing.T, s *drill.Stage, first *drill.Result) {
	t.Helper()
	series, err := s.Series(s.Drill.Seed, runs, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(series.First.Chain, first.Chain) {
		t.Error("the same seed gives another record")
	}
	if series.Endings[drill.EndedStable] != runs {
		t.Errorf("ended %v", series.Endings)
	}
	for k := range s.Drill.Expect {
		if e := &s.Drill.Expect[k]; e.Severity == diag.Error && !series.Held(k) {
			t.Errorf("%s was met in %d of %d runs, want a share of %v", e.ID, series.Met[k], runs, e.Share)
		}
	}
}

// The manual teaches the first drill as it is.
func TestTheManualShowsTheFirstDrill(t *testing.T) {
	manual, err := os.ReadFile(filepath.Join("..", "docs", "DRILLS.md"))
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join("minimal", load.DefaultDrills, "cellar.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(manual, append(append([]byte("```yaml\n"), script...), "```\n"...)) {
		t.Error("docs/DRILLS.md shows another first drill than examples/minimal")
	}
}
