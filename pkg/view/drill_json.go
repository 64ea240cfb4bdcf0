package view

import (
	"io"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/selection"
)

// The kinds of results of drills.
const (
	kindDrill  = "DrillResult"
	kindSeries = "DrillSeries"
	kindDrills = "DrillResults" // several, each of one of the kinds above
)

// Lengths of time are in seconds since the outage began.
type drillJSON struct {
	head
	Drill     string           `json:"drill"`
	Title     lang.Text        `json:"title"`
	File      string           `json:"file"`
	Passed    bool             `json:"passed"`
	Seed      uint64           `json:"seed"`
	Began     time.Time        `json:"began"`
	Ended     time.Time        `json:"ended"`
	Ending    string           `json:"ending"`
	Lacks     []lackJSON       `json:"lacks"` // what those waited for that were not back at the end
	Counts    drillCountsJSON  `json:"counts"`
	Expect    []expectJSON     `json:"expectations"`
	Tiers     []tierTimeJSON   `json:"tiers"`
	All       tierTimeJSON     `json:"all"`
	Steps     []stepTimeJSON   `json:"steps"`
	Curve     []curvePointJSON `json:"curve"`
	Heard     []heardJSON      `json:"heard"`
	Journal   drillJournalJSON `json:"journal"`
	Deviation *deviationJSON   `json:"deviation"` // null without a published curve
	Baseline  *drillChangeJSON `json:"baseline"`  // null without one
}

type lackJSON struct {
	Why      string `json:"why"` // need, hold, stop, crew, start, task
	Name     string `json:"name"`
	Services int    `json:"services"`
}

type drillCountsJSON struct {
	Expectations int `json:"expectations"`
	Met          int `json:"met"`
	Failed       int `json:"failed"`
	Warnings     int `json:"warnings"`
	Actions      int `json:"actions"` // what people had to record
	ByPerson     int `json:"byPerson"`
	FirstDay     int `json:"firstDay"`
	Records      int `json:"records"`
	Rounds       int `json:"rounds"`
	FailedStarts int `json:"failedStarts"`
	Irregular    int `json:"irregular"`
	Unrecorded   int `json:"unrecorded"`
	Untrue       int `json:"untrue"`
}

type expectJSON struct {
	ID       string     `json:"id"`
	Title    lang.Text  `json:"title"`
	Severity string     `json:"severity"`
	Met      bool       `json:"met"`
	Share    float64    `json:"share"` // of how many runs it must be met
	At       *time.Time `json:"at"`    // when that was settled
	Later    *time.Time `json:"later"` // came true only then; null is not at all, or in time
	Systems  []string   `json:"systems"`
	More     int        `json:"more"`
	Says     []saysJSON `json:"says"`
}

type saysJSON struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type tierTimeJSON struct {
	Tier     string `json:"tier"` // 1 to 4, unknown, all
	Services int    `json:"services"`
	Back     int    `json:"back"`
	First    *int64 `json:"first"` // null is never
	All      *int64 `json:"all"`
	RTO      *int64 `json:"rto"`
	InRTO    int    `json:"inRTO"`
}

type stepTimeJSON struct {
	Step   string `json:"step"`
	Passed *int64 `json:"passed"` // for the first time; null is never
	Last   *int64 `json:"last"`   // for the last time; null when it was open at the end
	Opened int    `json:"opened"` // how often it opened again
	Target *int64 `json:"target"`
	InTime *bool  `json:"inTime"` // null without a target
}

type curvePointJSON struct {
	At     time.Time      `json:"at"`
	Total  int            `json:"total"`
	Back   int            `json:"back"`
	ByTier map[string]int `json:"byTier"` // back
}

type heardJSON struct {
	At   time.Time `json:"at"`
	From string    `json:"from"`
	Key  string    `json:"key"` // empty: the script's own words
	Text string    `json:"text"`
}

type drillJournalJSON struct {
	Writer  string `json:"writer"`
	Records int    `json:"records"`
	Sum     string `json:"sum"` // of the last record: the same for the same run
}

type deviationJSON struct {
	Rows    int         `json:"rows"`
	Outside int         `json:"outside"`
	All     apartJSON   `json:"all"`
	Tiers   []apartJSON `json:"tiers"`
}

type apartJSON struct {
	Tier    string     `json:"tier"`
	Points  int        `json:"points"`
	Mean    float64    `json:"mean"`
	Percent float64    `json:"percent"`
	Worst   int        `json:"worst"`
	WorstAt *time.Time `json:"worstAt"`
}

type drillChangeJSON struct {
	Runs        int              `json:"runs"`
	Seed        uint64           `json:"seed"`
	NewlyFailed []string         `json:"newlyFailed"`
	NewlyMet    []string         `json:"newlyMet"`
	New         []string         `json:"new"`
	Gone        []string         `json:"gone"`
	Tiers       []tierChangeJSON `json:"tiers"`
	All         tierChangeJSON   `json:"all"`
	Actions     int              `json:"actions"` // more; below zero is fewer
}

type tierChangeJSON struct {
	Tier   string `json:"tier"`
	Before *int64 `json:"before"` // null is never, or not known
	After  *int64 `json:"after"`
	Later  *int64 `json:"later"` // below zero is earlier; null where one of the two is missing
}

// DrillJSON writes results for scripts: one as it is, several as a list.
func DrillJSON(w io.Writer, p Page, all []*Drilled) error {
	if len(all) == 1 {
		return writeJSON(w, p.drillJSON(all[0]))
	}
	out := struct {
		head
		Counts struct {
			Drills int `json:"drills"`
			Passed int `json:"passed"`
			Failed int `json:"failed"`
		} `json:"counts"`
		Drills []any `json:"drills"`
	}{head: newHead(kindDrills), Drills: []any{}}
	for _, d := range all {
		out.Counts.Drills++
		if d.Passed() {
			out.Counts.Passed++
		} else {
			out.Counts.Failed++
		}
		out.Drills = append(out.Drills, p.drillJSON(d))
	}
	return writeJSON(w, out)
}

// drillJSON is the JSON of one result, of either kind.
func (p Page) drillJSON(d *Drilled) any {
	one := p.runJSON(d)
	if d.Series == nil {
		return one
	}
	return newSeriesJSON(d, one)
}

// runJSON is one run: the only one, or the first of several.
func (p Page) runJSON(d *Drilled) *drillJSON {
	p.Hangul = true
	r, work := d.Result, d.Result.Work()
	out := &drillJSON{
		head: newHead(kindDrill), Drill: r.Drill.Name, Title: r.Drill.Title, File: d.File, Passed: d.Result.Passed(), Seed: r.Seed,
		Began: r.Began, Ended: r.Ended, Ending: string(r.Ending),
		Expect: []expectJSON{}, Tiers: []tierTimeJSON{}, Steps: []stepTimeJSON{}, Curve: []curvePointJSON{}, Heard: []heardJSON{}, Lacks: []lackJSON{},
		All: newTierTime("all", &r.All, r.Began), Deviation: newDeviation(d.Deviation), Baseline: newChange(d.Change),
		Journal: drillJournalJSON{Writer: r.Writer, Records: len(r.Records)},
		Counts: drillCountsJSON{
			Expectations: len(r.Verdicts), Actions: r.Commands, ByPerson: r.Played, FirstDay: work.FirstDay, Records: len(r.Records),
			Rounds: work.Rounds, FailedStarts: work.FailedStarts, Irregular: work.Irregular, Unrecorded: len(work.Unrecorded), Untrue: len(r.Untrue),
		},
	}
	if n := len(r.Records); n > 0 {
		out.Journal.Sum = r.Records[n-1].Sum
	}
	for _, l := range r.Lacks {
		out.Lacks = append(out.Lacks, lackJSON{string(l.Why), l.Name, l.Services})
	}
	for k := range r.Verdicts {
		v := &r.Verdicts[k]
		out.Expect = append(out.Expect, newExpect(v))
		switch {
		case v.Met:
			out.Counts.Met++
		case v.Of.Severity == diag.Warning:
			out.Counts.Warnings++
		default:
			out.Counts.Failed++
		}
	}
	for k := range r.Tiers {
		t := &r.Tiers[k]
		out.Tiers = append(out.Tiers, newTierTime(tierKey(inventory.Tier(t.Tier)), t, r.Began))
	}
	for k := range r.Steps {
		out.Steps = append(out.Steps, newStepTime(&r.Steps[k], r.Began))
	}
	for k := range r.Curve {
		out.Curve = append(out.Curve, newCurvePoint(&r.Curve[k]))
	}
	for k := range r.Heard {
		l := &r.Heard[k]
		out.Heard = append(out.Heard, heardJSON{l.At, string(l.From), l.Key, p.heardText(r.State.Inventory, l)})
	}
	return out
}

func newExpect(v *drill.Verdict) expectJSON {
	j := expectJSON{
		ID: v.Of.ID, Title: v.Of.Title, Severity: string(v.Of.Severity), Met: v.Met, Share: v.Of.Share,
		At: timeJSON(v.At), Later: timeJSON(v.Later), Systems: list(v.Systems), More: v.More, Says: []saysJSON{},
	}
	for _, s := range v.Says {
		j.Says = append(j.Says, saysOf(s))
	}
	return j
}

func saysOf(s selection.Said) saysJSON { return saysJSON(s) }

// since is a moment in seconds from the beginning; null for a zero time.
func since(began, t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	return wholeSeconds(t.Sub(began), true)
}

// wholeSeconds is a length in seconds, null where there is none.
func wholeSeconds(d time.Duration, there bool) *int64 {
	if !there {
		return nil
	}
	n := int64(d / time.Second)
	return &n
}

func newTierTime(tier string, t *drill.TierTime, began time.Time) tierTimeJSON {
	return tierTimeJSON{
		Tier: tier, Services: t.Systems, Back: t.Back, First: since(began, t.First), All: since(began, t.All),
		RTO: wholeSeconds(t.RTO, t.RTO > 0), InRTO: t.InRTO,
	}
}

func newStepTime(s *drill.StepTime, began time.Time) stepTimeJSON {
	j := stepTimeJSON{Step: string(s.Step), Passed: since(began, s.Passed), Opened: s.Opened, Last: since(began, s.Last), Target: wholeSeconds(s.Target, s.Target > 0)}
	if s.Target > 0 {
		inTime := !s.Passed.IsZero() && s.Passed.Sub(began) <= s.Target
		j.InTime = &inTime
	}
	return j
}

func newCurvePoint(c *drill.Point) curvePointJSON {
	j := curvePointJSON{At: c.At, Total: c.Total, Back: c.Back, ByTier: map[string]int{}}
	for n := range c.Tiers {
		if c.Tiers[n].Total > 0 {
			j.ByTier[tierKey(inventory.Tier(n))] = c.Tiers[n].Back
		}
	}
	return j
}

func newDeviation(d *drill.Deviation) *deviationJSON {
	if d == nil {
		return nil
	}
	one := func(tier string, a *drill.Apart) apartJSON {
		return apartJSON{tier, a.Points, a.Mean, a.Percent, a.Worst, timeJSON(a.WorstAt)}
	}
	out := &deviationJSON{Rows: d.Rows, Outside: d.Outside, All: one("all", &d.All), Tiers: []apartJSON{}}
	for k := range d.Tiers {
		out.Tiers = append(out.Tiers, one(tierKey(inventory.Tier(d.Tiers[k].Tier)), &d.Tiers[k]))
	}
	return out
}

func newChange(c *drill.Change) *drillChangeJSON {
	if c == nil {
		return nil
	}
	one := func(tier string, t *drill.TierChange) tierChangeJSON {
		known := t.Known && !t.Before.Never
		return tierChangeJSON{
			tier, wholeSeconds(t.Before.After, known), wholeSeconds(t.After.After, !t.After.Never),
			wholeSeconds(t.After.After-t.Before.After, known && !t.After.Never),
		}
	}
	out := &drillChangeJSON{
		Runs: c.Before.Runs, Seed: c.Before.Seed, NewlyFailed: list(c.Failed), NewlyMet: list(c.Met), New: list(c.New), Gone: list(c.Gone),
		Tiers: []tierChangeJSON{}, All: one("all", &c.All), Actions: c.After.Commands - c.Before.Commands,
	}
	for k := range c.Tiers {
		out.Tiers = append(out.Tiers, one(tierKey(inventory.Tier(c.Tiers[k].Tier)), &c.Tiers[k]))
	}
	return out
}
