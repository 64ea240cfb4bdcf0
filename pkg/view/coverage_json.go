package view

import (
	"io"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/exercise"
	"github.com/bokgu/bokgu/pkg/inventory"
)

type coveredJSON struct {
	Have    int `json:"have"`
	Of      int `json:"of"`
	Percent int `json:"percent"` // rounded down; of nothing 100
	Wanted  int `json:"wanted"`  // 0: nothing is wanted
}

type aspectJSON struct {
	Aspect    inventory.Aspect `json:"aspect"`
	Title     string           `json:"title"`
	Important coveredJSON      `json:"tier1-2"`
	All       coveredJSON      `json:"all"`
	Reached   bool             `json:"reached"`
	Lacking   []string         `json:"lacking,omitempty"` // ids, of the aspect that was asked for
}

type latestJSON struct {
	Drill    string            `json:"drill"`
	At       time.Time         `json:"at"`
	Standing exercise.Standing `json:"standing"`
	Holds    bool              `json:"holds"`
	Runs     int               `json:"runs,omitempty"`
	Seed     uint64            `json:"seed,omitempty"`
	People   []string          `json:"people,omitempty"`
	Services int               `json:"services"` // in scope of the drill
}

// CoverageJSON writes the same for scripts: all aspects, or the one that was
// asked for with the ids that lack it.
func CoverageJSON(w io.Writer, p Page, c Coverage) error {
	type exercised struct {
		Simulated *latestJSON `json:"simulated"` // null: no such drill was passed
		Played    *latestJSON `json:"played"`
	}
	out := struct {
		head
		Reached   bool          `json:"reached"` // everything that is wanted is there
		Error     int           `json:"error"`   // how many errors validate finds
		Warning   int           `json:"warning"`
		Aspects   []aspectJSON  `json:"aspects"`
		Exercised exercised     `json:"exercised"`
		Findings  []findingJSON `json:"findings"` // of thresholds
	}{
		head: newHead("Coverage"), Reached: true,
		Error: c.Checked.Findings.Count(diag.Error), Warning: c.Checked.Findings.Count(diag.Warning),
		Aspects: []aspectJSON{}, Exercised: exercised{newLatestJSON(c.Simulated), newLatestJSON(c.Played)},
		Findings: []findingJSON{},
	}
	for i := range c.Aspects {
		a := &c.Aspects[i]
		out.Reached = out.Reached && a.Reached()
		if c.Of != "" && c.Of != a.Aspect {
			continue
		}
		j := aspectJSON{
			Aspect: a.Aspect, Title: p.Msg("coverage." + string(a.Aspect)), Reached: a.Reached(),
			Important: newCoveredJSON(a.Important, a.Wanted.Important), All: newCoveredJSON(a.All, a.Wanted.All),
		}
		if c.Of == a.Aspect {
			for _, s := range a.Lacking {
				j.Lacking = append(j.Lacking, c.Inventory.Systems[s].ID)
			}
		}
		out.Aspects = append(out.Aspects, j)
	}
	for _, f := range c.short() {
		out.Findings = append(out.Findings, p.findingJSON(&f))
	}
	return writeJSON(w, out)
}

func newCoveredJSON(s inventory.Share, wanted int) coveredJSON {
	return coveredJSON{s.Have, s.Of, s.Percent(), wanted}
}

func newLatestJSON(l exercise.Latest) *latestJSON {
	if l.Entry == nil {
		return nil
	}
	j := &latestJSON{Drill: l.Drill, At: l.At, Standing: l.Standing, Holds: l.Standing == exercise.Holds, Services: l.Services}
	if l.Simulated != nil {
		j.Runs, j.Seed = l.Simulated.Runs, l.Simulated.Seed
	}
	if l.Played != nil {
		j.People = l.Played.People
	}
	return j
}
