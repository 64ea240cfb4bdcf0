package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
)

// observedDays is over how many days the rate is taken.
const observedDays = 7

// model asks the program.
func model(p *plan.Plan, s plan.Situation) *plan.Forecast {
	return p.Forecast(s, plan.ForecastOptions{})
}

// foreseen is what the program says of a row: three dates, or how long it
// takes after what nobody has given a time for.
func foreseen(f *plan.Forecast, tier inventory.Tier) string {
	t := f.All
	for _, one := range f.Tiers {
		if one.Tier == tier {
			t = one
		}
	}
	if !t.Given {
		const day = 24 * time.Hour
		return fmt.Sprintf("no date: %d to %d days after the last of %d", t.Low/day, t.High/day, len(t.After))
	}
	at := func(d time.Duration) string { return date(f.From.Add(d)) }
	return at(t.P50) + ", " + at(t.P80) + ", " + at(t.P90)
}

// line is one row of the table: about tier 1, or about all.
type line struct {
	name string
	tier inventory.Tier // unknown for all
	came string
}

// lines: tier 1 was complete on 31 October (news1 5960159), all 693 repaired in
// Daejeon on 14 November (tf 2262476), the last of Daegu on 30 December (SBS
// N1008386170).
func lines() []line {
	return []line{
		{"tier 1", 1, "31 Oct"},
		{"all", inventory.UnknownTier, "Daejeon 14 Nov, Daegu 30 Dec"},
	}
}

func write(out io.Writer, stands []stand, said []word) error {
	var b strings.Builder
	b.WriteString("| standing on | | back | left | a day | at that rate | model P50, P80, P90 | officially | what came |\n|---|---|---|---|---|---|---|---|---|\n")
	forecasts := make([]*plan.Forecast, len(stands))
	for k, s := range stands {
		forecasts[k] = model(s.plan, s.situation)
		for _, l := range lines() {
			s.row(&b, l, forecasts[k])
		}
	}
	b.WriteString("\n| standing on | back by tier, published scale | left of the example's 647 | of the base, nobody has said when |\n|---|---|---|---|\n")
	for k, s := range stands {
		s.basis(&b, forecasts[k])
	}
	b.WriteString("\n| known from | who | until | words | source |\n|---|---|---|---|---|\n")
	for _, w := range said {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", date(w.known), w.who, date(w.until), w.words, w.source)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func (s *stand) row(b *strings.Builder, l line, f *plan.Forecast) {
	back, of := len(s.returns), s.total
	if l.tier != inventory.UnknownTier {
		back, of = s.back()[l.tier], s.of[l.tier]
	}
	perDay := rate(s.returns, l.tier, s.at, observedDays)
	carried := "none came back"
	if perDay > 0 {
		carried = date(s.at.Add(time.Duration(float64(of-back) / perDay * 24 * float64(time.Hour))))
	}
	fmt.Fprintf(b, "| %s | %s | %d of %d | %d | %.1f | %s | %s | %s | %s |\n",
		date(s.at), l.name, back, of, of-back, perDay, carried, foreseen(f, l.tier), officially(s.said, l.name), l.came)
}

func (s *stand) basis(b *strings.Builder, f *plan.Forecast) {
	names := make([]string, len(f.Missing))
	for k, i := range f.Missing {
		names[k] = s.plan.Inventory.Systems[i].ID
	}
	back := s.back()
	fmt.Fprintf(b, "| %s | %d, %d, %d, %d | %d | %s |\n", date(s.at), back[1], back[2], back[3], back[4], f.All.Systems, strings.Join(names, ", "))
}

// back counts the returns by tier.
func (s *stand) back() perTier {
	var n perTier
	for _, r := range s.returns {
		n[r.Tier]++
	}
	return n
}

// date is a day as people say it; a year that is not that of the fire is added.
func date(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.In(kst()).Year() != fireBegan().Year():
		return t.In(kst()).Format("2 Jan 2006")
	}
	return t.In(kst()).Format("2 Jan")
}
