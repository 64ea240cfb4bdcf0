package view

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// CompareText writes what each strategy comes to beside the others.
func CompareText(w io.Writer, p Page, all []*Planned) error {
	var b strings.Builder
	writeWrapped(&b, []string{p.planKind(all[0]) + " " + p.planOf(all[0])})
	fmt.Fprintln(&b, ruler())
	if err := p.compareTable(all).text(&b); err != nil {
		return err
	}
	fmt.Fprintln(&b, ruler())
	writeWrapped(&b, p.compareNotes(all))
	_, err := io.WriteString(w, b.String())
	return err
}

// CompareMarkdown writes the same for a document.
func CompareMarkdown(w io.Writer, p Page, all []*Planned) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %s\n\n", p.planKind(all[0]), plainMarkdown(p.planOf(all[0])))
	if err := p.compareTable(all).markdown(&b); err != nil {
		return err
	}
	fmt.Fprintln(&b)
	for _, note := range p.compareNotes(all) {
		fmt.Fprintf(&b, "- %s\n", plainMarkdown(note))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p Page) compareNotes(all []*Planned) []string {
	best := plan.Best(schedules(all))
	var parts []string
	for _, of := range []struct {
		key  string
		best int
	}{{"compare.best-sum", best.Sum}, {"compare.best-tier", best.Tier1Back}, {"compare.best-end", best.End}} {
		if of.best >= 0 {
			parts = append(parts, p.Msg(of.key, strategyWord(all, of.best)))
		}
	}
	var notes []string
	if len(parts) > 0 {
		notes = append(notes, p.Msg("compare.best", strings.Join(parts, ", ")))
	}
	notes = append(notes, p.Msg("compare.note-sum"), p.Msg("compare.note-tier"))
	return append(notes, p.timesNote(all[0])...)
}

// strategyWord is the word of one of several plans' strategy; empty for none.
func strategyWord(all []*Planned, n int) string {
	if n < 0 {
		return ""
	}
	return all[n].Plan.Strategy.String()
}

func (p Page) compareTable(all []*Planned) *table {
	t := &table{
		head: []string{p.Msg("compare.strategy"), p.Msg("compare.sum"), p.Msg("compare.tier", 1), p.Msg("compare.tier", 2),
			p.Msg("compare.end"), p.Msg("compare.late"), p.Msg("compare.unplaced")},
		right: []bool{false, true, true, true, true, true, true},
	}
	for _, pl := range all {
		s, c := pl.Schedule, p.clock(pl)
		unplaced := ""
		if len(s.Unplaced) > 0 {
			unplaced = strconv.Itoa(len(s.Unplaced))
		}
		t.add(s.Plan.Strategy.String(), grouped(s.Objective.Sum),
			p.firstBack(c, s), p.tierBack(c, s, 2), p.lastBack(c, s), strconv.Itoa(s.Late()), unplaced)
	}
	return t
}

// firstBack is when tier 1 is back, with life safety; "-" when none of it is left.
func (p Page) firstBack(c clock, s *plan.Schedule) string {
	if s.Objective.Tier1Back == 0 {
		return "-"
	}
	return c.backAt(s.Objective.Tier1Back)
}

// lastBack is when all that has a time is back.
func (p Page) lastBack(c clock, s *plan.Schedule) string {
	if s.Placed() == 0 {
		return p.Msg("schedule.never")
	}
	return c.at(s.End)
}

func (p Page) tierBack(c clock, s *plan.Schedule, tier inventory.Tier) string {
	at, left := s.TierBack(tier)
	if !left {
		return "-"
	}
	return c.backAt(at)
}

// grouped is a figure with a comma at each thousand: 22,125,286.
func grouped(n int64) string {
	if n < 0 {
		return "-" + grouped(-n)
	}
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func schedules(all []*Planned) []*plan.Schedule {
	out := make([]*plan.Schedule, len(all))
	for n, pl := range all {
		out[n] = pl.Schedule
	}
	return out
}

type comparedJSON struct {
	Strategy  string           `json:"strategy"`
	Sum       int64            `json:"sum"`
	Bound     int64            `json:"bound"`
	Tier1Back *int64           `json:"tier1Back"`
	TierBack  map[string]int64 `json:"tierBack"` // of tiers that all have a time
	End       int64            `json:"end"`
	Late      int              `json:"late"`
	Unplaced  int              `json:"unplaced"`
}

// bestJSON names strategies; empty where none has a time.
type bestJSON struct {
	Sum       string `json:"sum"`
	Tier1Back string `json:"tier1Back"`
	End       string `json:"end"`
}

// CompareJSON writes the same for scripts. Times are seconds after "from".
func CompareJSON(w io.Writer, all []*Planned) error {
	best := plan.Best(schedules(all))
	out := struct {
		head
		From       any            `json:"from"`
		Strategies []comparedJSON `json:"strategies"`
		Best       bestJSON       `json:"best"`
	}{newHead("PlanComparison"), timeJSON(all[0].Situation.From), []comparedJSON{},
		bestJSON{strategyWord(all, best.Sum), strategyWord(all, best.Tier1Back), strategyWord(all, best.End)}}
	for _, pl := range all {
		s := pl.Schedule
		row := comparedJSON{
			Strategy: pl.Plan.Strategy.String(), Sum: s.Objective.Sum, Bound: s.Bound(),
			Tier1Back: scheduleTime(s.Objective.Tier1Back), TierBack: map[string]schedule.Time{},
			End: s.End, Late: s.Late(), Unplaced: len(s.Unplaced),
		}
		for _, tier := range [...]inventory.Tier{1, 2, 3, 4, inventory.UnknownTier} {
			if at, left := s.TierBack(tier); left && at != plan.Never {
				row.TierBack[tierKey(tier)] = at
			}
		}
		out.Strategies = append(out.Strategies, row)
	}
	return writeJSON(w, out)
}
