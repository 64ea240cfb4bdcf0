package view

import (
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/term"
)

// Header is the first lines of the guided walk: which incident, how many are
// back, what can be started and what forbids it.
func Header(p Page, h report.Header) []string {
	lines := []string{p.titleLine(&h), p.backLine(&h), p.startLine(&h)}
	return cutAll(append(lines, p.warnings(&h)...))
}

// Footer is the line under a screen: who records, the last record, and how old
// the copies outside are.
func Footer(p Page, h report.Header) string {
	return term.Cut(strings.Join(p.footerParts(&h), "   "), term.Columns)
}

// cutAll keeps lines within the screen.
func cutAll(lines []string) []string {
	for i, l := range lines {
		lines[i] = strings.TrimRight(term.Cut(term.Plain(l), term.Columns), " ")
	}
	return lines
}

// ruler divides a screen.
func ruler() string { return strings.Repeat("-", term.Columns) }

// titleLine gives way in the title, never in the clock or the alert.
func (p Page) titleLine(h *report.Header) string {
	rest := "   " + p.Msg("status.elapsed", p.elapsed(h.Elapsed())) + "   " + p.Msg("status.alert", p.alert(h.Alert))
	if !h.Closed.IsZero() {
		rest = "   " + p.Msg("status.closed", p.date(h.Closed))
	}
	kind := p.kind(h.Drill)
	rest = "   " + p.date(h.Now) + rest
	room := term.Columns - term.Width(kind) - 1 - term.Width(rest)
	return kind + " " + term.Cut(p.Name(lang.Plain(h.Title), h.Incident), room) + rest
}

// kind says whether this is real.
func (p Page) kind(drill bool) string {
	if drill {
		return p.Msg("status.drill")
	}
	return p.Msg("status.real")
}

// date is a moment with its weekday.
func (p Page) date(t time.Time) string {
	return p.Msg("status.date", p.Msg("status.weekday-"+strconv.Itoa(int(t.Weekday()))), t.Format(p.Msg("status.day-layout")), t.Format("15:04"))
}

// elapsed is a time in hours and minutes, after four days in days and hours.
func (p Page) elapsed(d time.Duration) string {
	hours, minutes := int(d/time.Hour), int(d/time.Minute)%60
	if hours < 100 {
		return p.Msg("status.hours", hours, minutes)
	}
	return p.Msg("status.days", hours/24, hours%24)
}

// alert is the crisis level in the word people know it by.
func (p Page) alert(a report.Alert) string {
	if a.Level == "" {
		return "-"
	}
	if key := "alert." + a.Level; lang.Has(key) {
		return p.Msg(key)
	}
	return p.Name(a.Title, a.Level)
}

// backLine counts what is back, in all and by tier.
func (p Page) backLine(h *report.Header) string {
	back := p.Msg("status.back-of", h.All.Back, h.All.Total)
	if h.Provisional {
		back += p.Msg("status.provisional")
	}
	for _, f := range h.Tiers {
		back += "  " + p.Msg("status.tier-back", p.shortTier(f.Tier), f.Back, f.Total)
	}
	if h.All.Elsewhere > 0 {
		back += "   " + p.Msg("status.at-dr", h.All.Elsewhere)
	}
	return back
}

func (p Page) shortTier(t inventory.Tier) string {
	if t == inventory.UnknownTier {
		return p.Msg("status.tier-unknown")
	}
	return p.Msg("status.tier-short", int(t))
}

// startLine says how many can be started now, and what blocks the rest.
func (p Page) startLine(h *report.Header) string {
	line := p.Msg("status.startable", h.Startable)
	if len(h.Chain) > 0 {
		line += "    " + p.Msg("status.blocked", "")
		line += p.blocking(h, term.Columns-term.Width(line))
	}
	return line
}

// blocking names the chain that blocks, each part with the time somebody gave
// where there is room for that.
func (p Page) blocking(h *report.Header, width int) string {
	const between = " > "
	names, timed := make([]string, len(h.Chain)), make([]string, len(h.Chain))
	for i, l := range h.Chain {
		names[i] = p.Name(l.Text, l.ID)
		timed[i] = names[i]
		if !l.By.IsZero() {
			timed[i] = p.Msg("status.link", names[i], p.ahead(h.Now, l.By))
		}
	}
	if whole := strings.Join(timed, between); term.Width(whole) <= width {
		return whole
	}
	return p.chain(names, between, width)
}

func (p Page) names(all []report.Name) []string {
	out := make([]string, len(all))
	for i, n := range all {
		out[i] = p.Name(n.Text, n.ID)
	}
	return out
}

// holdsShown is how many holds a screen names.
const holdsShown = 2

// warnings are the lines nobody may overlook: the stop, the holds, what is
// told in two ways, what was left out of the list. No warning, no line.
func (p Page) warnings(h *report.Header) []string {
	var lines []string
	if h.Stop != nil {
		lines = append(lines, p.stopLine(h))
	}
	lines = append(lines, p.holdLines(h)...)
	if h.Conflicts > 0 {
		lines = append(lines, p.Msg("status.conflicts", h.Conflicts))
	}
	if h.SetAside > 0 {
		lines = append(lines, p.Msg("status.set-aside", h.SetAside))
	}
	return lines
}

func (p Page) stopLine(h *report.Header) string {
	return p.Msg("status.stop", p.shown(h.Stop.Reason), p.moment(h.Now, h.Stop.At), p.shown(h.Stop.By))
}

// holdLines name the first holds, and how many more there are.
func (p Page) holdLines(h *report.Header) []string {
	var lines []string
	for i, hold := range h.Holds {
		if i == holdsShown {
			return append(lines, p.Msg("status.holds-more", len(h.Holds)-holdsShown))
		}
		reason := term.Cut(p.shown(hold.Reason), 36)
		lines = append(lines, p.Msg("status.hold", hold.ID, hold.Count, reason, p.moment(h.Now, hold.Placed), p.shown(hold.Owner)))
	}
	return lines
}

// shown is what a person wrote, or a dash.
func (p Page) shown(s string) string {
	if s == "" {
		return "-"
	}
	if !p.Hangul {
		return strings.Map(ascii, term.Plain(s))
	}
	return term.Plain(s)
}

// moment is a time of day, with the day when it is another one.
func (p Page) moment(now, t time.Time) string {
	t = t.In(now.Location())
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04")
	}
	if apart := t.Sub(now).Abs(); apart > halfYear && t.Year() != now.Year() {
		return t.Format(p.Msg("report.date-layout")) + " " + t.Format("15:04")
	}
	return p.dayClock(t)
}

// halfYear is from how far away on a day of another year is told with its year:
// nearer, nobody takes it for another.
const halfYear = 183 * 24 * time.Hour

// footerParts are who records, the last record, and the copies.
func (p Page) footerParts(h *report.Header) []string {
	return []string{p.Msg("status.operator", term.Cut(p.shown(h.Operator), 16)), p.Msg("status.record", h.Last.Seq), p.copies(h.Mirrors)}
}

// copies says how old the copies outside are.
func (p Page) copies(mirrors []report.Mirror) string {
	if len(mirrors) == 0 {
		return p.Msg("status.no-copies")
	}
	ages := make([]string, len(mirrors))
	for i, m := range mirrors {
		age := p.Msg("status.never")
		if !m.Never {
			age = p.Msg("status.ago", p.span(m.Age))
		}
		ages[i] = term.Cut(p.shown(m.Title), 12) + " " + age
	}
	return p.Msg("status.copies", strings.Join(ages, ", "))
}
