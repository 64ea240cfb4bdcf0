package view

import (
	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
)

type seriesJSON struct {
	head
	Drill    string           `json:"drill"`
	Title    lang.Text        `json:"title"`
	File     string           `json:"file"`
	Passed   bool             `json:"passed"`
	Seed     uint64           `json:"seed"` // of the first run; each next one has one more
	Runs     int              `json:"runs"`
	Asked    int              `json:"asked"`
	Counts   seriesCountsJSON `json:"counts"`
	Expect   []metInJSON      `json:"expectations"`
	Tiers    []spreadJSON     `json:"tiers"`
	All      spreadJSON       `json:"all"`
	Actions  quantilesJSON    `json:"actions"` // what people had to record
	Endings  []endingJSON     `json:"endings"`
	Baseline *drillChangeJSON `json:"baseline"`
	First    *drillJSON       `json:"first"`
}

type seriesCountsJSON struct {
	Expectations int `json:"expectations"`
	Met          int `json:"met"` // in as many runs as they must be
	Failed       int `json:"failed"`
	Warnings     int `json:"warnings"`
}

type metInJSON struct {
	ID       string    `json:"id"`
	Title    lang.Text `json:"title"`
	Severity string    `json:"severity"`
	Met      bool      `json:"met"`   // in as many runs as it must be
	Runs     int       `json:"runs"`  // in which it was met
	Share    float64   `json:"share"` // of how many runs it must be met
}

// spreadJSON is how long it took until all were back, in seconds; null where
// that share of the runs did not get there.
type spreadJSON struct {
	Tier string `json:"tier"`
	quantilesJSON
	Missed int `json:"missed"` // runs in which some never were
}

type quantilesJSON struct {
	P10 *int64 `json:"p10"`
	P50 *int64 `json:"p50"`
	P80 *int64 `json:"p80"`
	P90 *int64 `json:"p90"`
}

type endingJSON struct {
	Ending string `json:"ending"`
	Runs   int    `json:"runs"`
}

func newSeriesJSON(d *Drilled, first *drillJSON) *seriesJSON {
	s := d.Series
	first.Baseline = nil // it is that of all runs
	out := &seriesJSON{
		head: newHead(kindSeries), Drill: first.Drill, Title: first.Title, File: first.File, Passed: d.Passed(), Seed: s.Seed,
		Runs: s.Runs, Asked: d.Asked, Expect: []metInJSON{}, Tiers: []spreadJSON{}, Endings: []endingJSON{},
		All: newSpread("all", &s.All), Baseline: newChange(d.Change), First: first,
		Actions: newQuantiles(func(share float64) *int64 {
			n, ok := drill.QuantileOf(s.Commands, share)
			if !ok {
				return nil
			}
			whole := int64(n)
			return &whole
		}),
	}
	for k := range s.Drill.Expect {
		e := &s.Drill.Expect[k]
		held := s.Held(k)
		out.Expect = append(out.Expect, metInJSON{e.ID, e.Title, string(e.Severity), held, s.Met[k], e.Share})
		out.Counts.Expectations++
		switch {
		case held:
			out.Counts.Met++
		case e.Severity == diag.Warning:
			out.Counts.Warnings++
		default:
			out.Counts.Failed++
		}
	}
	for k := range s.Tiers {
		out.Tiers = append(out.Tiers, newSpread(tierKey(inventory.Tier(s.Tiers[k].Tier)), &s.Tiers[k]))
	}
	for _, e := range endings() {
		if n := s.Endings[e]; n > 0 {
			out.Endings = append(out.Endings, endingJSON{string(e), n})
		}
	}
	return out
}

func newSpread(tier string, s *drill.Spread) spreadJSON {
	return spreadJSON{tier, newQuantiles(func(share float64) *int64 {
		d, ok := s.Quantile(share)
		return wholeSeconds(d, ok)
	}), s.Missed}
}

func newQuantiles(of func(share float64) *int64) quantilesJSON {
	q := quantiles()
	return quantilesJSON{of(q[0]), of(q[1]), of(q[2]), of(q[3])}
}
