package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bokgu/bokgu/pkg/inventory"
)

func stands(t *testing.T) []stand {
	t.Helper()
	inv, err := estate("..")
	if err != nil {
		t.Fatal(err)
	}
	said, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	var list []stand
	for _, at := range standing() {
		s, err := standOn(at, inv, published(t), said)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

func TestTheShareOfEachTierThatIsBackIsThePublishedOne(t *testing.T) {
	for _, s := range stands(t) {
		var done, back perTier
		for i, sys := range s.plan.Inventory.Systems {
			if s.situation.Done[i] && sys.Class == inventory.Service {
				done[sys.Tier]++
			}
		}
		for _, r := range s.situation.Returns {
			back[r.Tier]++
		}
		own, published := s.plan.Counts().ByTier, s.back()
		for tier := 1; tier <= 4; tier++ {
			off := float64(done[tier])/float64(own[tier]) - float64(published[tier])/float64(s.of[tier])
			if half := 0.501 / float64(own[tier]); off > half || off < -half {
				t.Errorf("%s: tier %d: %d of %d stand for %d of %d", s.at, tier, done[tier], own[tier], published[tier], s.of[tier])
			}
			if back[tier] != done[tier] {
				t.Errorf("%s: tier %d: %d returns of %d that are back", s.at, tier, back[tier], done[tier])
			}
		}
	}
}

// Nothing of a later day may be known on an earlier one.
func TestNothingIsKnownAheadOfItsDay(t *testing.T) {
	for _, s := range stands(t) {
		for _, r := range s.situation.Returns {
			if r.At.After(s.at) {
				t.Fatalf("%s: a return of %s", s.at, r.At)
			}
		}
		for _, h := range s.situation.Heard {
			if h.At.IsZero() || h.At.After(s.at) || h.And.Before(h.Between) || s.situation.Done[h.System] {
				t.Errorf("%s: %s said at %s that %s is back %s to %s", s.at, h.From, h.At, s.plan.Inventory.Systems[h.System].ID, h.Between, h.And)
			}
		}
		for _, g := range s.situation.Going {
			if s.situation.Done[g.System] || g.Since.After(s.at) {
				t.Errorf("%s: %s is going since %s", s.at, s.plan.Inventory.Systems[g.System].ID, g.Since)
			}
		}
	}
}

func TestOnTheFirstPointOnlyFloors2To4AreBack(t *testing.T) {
	s := stands(t)[0]
	for i, sys := range s.plan.Inventory.Systems {
		if s.situation.Done[i] && sys.Class == inventory.Service && !strings.Contains("1 2 3 4 5 6", sys.Room) {
			t.Errorf("%s in room %s is back", sys.ID, sys.Room)
		}
	}
}

func TestWordsNameTheirDayTheirSpeakerAndTheirSource(t *testing.T) {
	said, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	inv, err := estate("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range said {
		if w.known.IsZero() {
			if w.node != "" || w.rows != "" {
				t.Errorf("%q has no day and is used", w.words)
			}
			continue
		}
		if w.who == "" || !strings.HasPrefix(w.source, "http") {
			t.Errorf("%q: speaker %q, source %q", w.words, w.who, w.source)
		}
		if _, known := inv.Index(w.node); w.node != "" && (!known || w.from.IsZero() || w.until.Before(w.known)) {
			t.Errorf("%q: of %q, from %s to %s", w.words, w.node, w.from, w.until)
		}
		if !slices.Contains([]string{"", "both", "all", "tier 1"}, w.rows) || (w.rows == "") != (w.show == "") {
			t.Errorf("%q: row %q shows %q", w.words, w.rows, w.show)
		}
	}
}

// docs/FORECAST.md shows what the program prints, which is the same at each run.
func TestThePageShowsWhatIsPrinted(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "FORECAST.md"))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run("..", &out); err != nil {
		t.Fatal(err)
	}
	for _, table := range strings.Split(strings.TrimSpace(out.String()), "\n\n") {
		if !strings.Contains(string(page), table) {
			t.Errorf("docs/FORECAST.md lacks this table; put it there and read what the page says of it:\n%s", table)
		}
	}
	// Ten days after the fire: 156 of 647, and the plain rate led to 21 November.
	if want := "| 6 Oct | all | 156 of 647 | 491 | 10.7 | 21 Nov |"; !strings.Contains(out.String(), want) {
		t.Errorf("no row %q in\n%s", want, out.String())
	}
	for _, at := range standing() {
		if n := strings.Count(out.String(), "| "+date(at)+" | "); n < 3 {
			t.Errorf("%s has %d rows", date(at), n)
		}
	}
}
