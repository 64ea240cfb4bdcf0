package view

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/term"
)

// shownMissing is how many of what has no time a line of the forecast names.
const shownMissing = 5

// ForecastText writes a forecast for planners: the observed rate first, then
// tier by tier a date or what it waits for, and what would help.
func ForecastText(w io.Writer, p Page, pl *Planned) error {
	var b strings.Builder
	writeWrapped(&b, []string{p.planKind(pl) + " " + p.planOf(pl) + "  " + p.forecastTitle(pl.Forecast)})
	writeWrapped(&b, p.forecastLead(pl))
	fmt.Fprintln(&b, ruler())
	rows := p.forecastRows(pl)
	wide := 0
	for _, row := range rows {
		wide = max(wide, term.Width(row.name))
	}
	for _, row := range rows {
		writeBehind(&b, term.Pad(row.name, wide)+gap, row.said)
	}
	fmt.Fprintln(&b, ruler())
	if helps := p.helpLines(pl); len(helps) > 0 {
		fmt.Fprintln(&b, p.Msg("forecast.helps"))
		for _, h := range helps {
			writeWrapped(&b, []string{"- " + h})
		}
	}
	writeWrapped(&b, p.forecastNotes(pl))
	_, err := io.WriteString(w, b.String())
	return err
}

// writeBehind writes sentences behind a lead, each on lines of its own.
func writeBehind(b *strings.Builder, lead string, said []string) {
	for _, sentence := range said {
		for _, part := range term.Wrap(term.Plain(sentence), term.Columns-term.Width(lead)) {
			fmt.Fprintln(b, strings.TrimRight(lead+part, " "))
			lead = strings.Repeat(" ", term.Width(lead))
		}
	}
}

// forecastLead is what comes before the tiers: the observed rate, and what
// nobody has given a time for.
func (p Page) forecastLead(pl *Planned) []string {
	var lines []string
	if line := p.observedLine(pl.Forecast); line != "" {
		lines = append(lines, line)
	}
	if missing := pl.Forecast.Missing; len(missing) > 0 {
		lines = append(lines, p.Msg("forecast.missing", p.someOf(pl.Plan, missing, 2*shownMissing)))
	}
	return lines
}

// ForecastMarkdown writes the same as a table for a document.
func ForecastMarkdown(w io.Writer, p Page, pl *Planned) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %s\n\n%s\n\n", p.planKind(pl), plainMarkdown(p.planOf(pl)), p.forecastTitle(pl.Forecast))
	for _, line := range p.forecastLead(pl) {
		fmt.Fprintf(&b, "%s\n\n", plainMarkdown(line))
	}
	t := &table{head: []string{p.Msg("column.tier"), p.Msg("column.left"), p.Msg("column.forecast")}, right: []bool{false, true}}
	for _, row := range p.forecastRows(pl) {
		t.add(row.tier, strconv.Itoa(row.left), strings.Join(row.said, ". "))
	}
	if err := t.markdown(&b); err != nil {
		return err
	}
	if helps := p.helpLines(pl); len(helps) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n", p.Msg("forecast.helps"))
		for _, h := range helps {
			fmt.Fprintf(&b, "- %s\n", plainMarkdown(h))
		}
	}
	fmt.Fprintln(&b)
	for _, note := range p.forecastNotes(pl) {
		fmt.Fprintf(&b, "- %s\n", plainMarkdown(note))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p Page) forecastTitle(f *plan.Forecast) string {
	if f.From.IsZero() {
		return p.Msg("forecast.title")
	}
	return p.Msg("forecast.as-of", p.date(f.From))
}

// observedLine is what the returns alone say; empty while there is no rate.
func (p Page) observedLine(f *plan.Forecast) string {
	if f.Observed == nil {
		return ""
	}
	o := &f.Observed.All
	return p.Msg("forecast.observed", p.dayClock(f.Observed.Since), perDay(o.PerDay), o.Left, p.projected(f, o))
}

func (p Page) projected(f *plan.Forecast, r *plan.Rate) string {
	if r.Projected == plan.Unending {
		return p.Msg("forecast.never")
	}
	return p.forecastDay(f, r.Projected)
}

func (p Page) forecastDay(f *plan.Forecast, d time.Duration) string {
	return p.forecastTime(f.From, f.When(d))
}

// forecastTime is a date of a forecast, the same on every screen: nobody says
// minutes of a day to come.
func (p Page) forecastTime(now, t time.Time) string { return p.ahead(now, wholeHour(t)) }

// wholeHour is the first whole hour that is not before t.
func wholeHour(t time.Time) time.Time {
	if whole := t.Truncate(time.Hour); !whole.Equal(t) {
		return whole.Add(time.Hour)
	}
	return t
}

// forecastRow is what is said of a tier.
type forecastRow struct {
	name string // the tier and how many are left
	tier string
	left int
	said []string
}

func (p Page) forecastRows(pl *Planned) []forecastRow {
	f := pl.Forecast
	if f.All.Systems == 0 {
		return []forecastRow{{tier: p.Msg("forecast.all"), name: p.Msg("forecast.all"), said: []string{p.Msg("forecast.none-left")}}}
	}
	var rows []forecastRow
	tiers, left := term.Width(p.Msg("forecast.all")), term.Width(p.Msg("forecast.left", f.All.Systems))
	for k := range f.Tiers {
		tiers = max(tiers, term.Width(p.tierName(f.Tiers[k].Tier)))
	}
	add := func(tier string, t *plan.TierForecast) {
		rows = append(rows, forecastRow{
			name: term.Pad(tier, tiers) + gap + term.PadLeft(p.Msg("forecast.left", t.Systems), left), tier: tier, left: t.Systems, said: p.saidOf(pl, t),
		})
	}
	for k := range f.Tiers {
		add(p.tierName(f.Tiers[k].Tier), &f.Tiers[k])
	}
	if len(f.Tiers) > 1 {
		add(p.Msg("forecast.all"), &f.All)
	}
	return rows
}

// saidOf is what is said of a tier: the observed pace first, then the dates of
// the model, unless the two are too far apart; or why there is no date.
func (p Page) saidOf(pl *Planned, t *plan.TierForecast) []string {
	f := pl.Forecast
	var said []string
	if r := f.RateOf(t); r != nil && r.Projected != plan.Unending {
		said = append(said, p.Msg("forecast.pace", perDay(r.PerDay), p.projected(f, r)))
	} else if r != nil {
		said = append(said, p.Msg("forecast.pace-none"))
	}
	switch {
	case !t.Given:
		said = append(said, p.notYet(pl, t))
	case f.ObservedOnly(t):
		said = append(said, p.Msg("forecast.differ", p.forecastDay(f, t.P50)))
	default:
		half, most, nearly := p.forecastDay(f, t.P50), p.forecastDay(f, t.P80), p.forecastDay(f, t.P90)
		said = append(said, p.Msg("forecast.date", most))
		if half != nearly {
			said = append(said, p.Msg("forecast.dates", half, nearly))
		}
		if t.RTOMet >= 0 {
			said = append(said, p.Msg("forecast.rto", percent(t.RTOMet)))
		}
	}
	if t.Unplaced > 0 && t.Unplaced < t.Systems {
		said = append(said, p.Msg("forecast.unplaced", t.Unplaced))
	}
	return said
}

// notYet says why a tier has no date, and how long it takes once it can go on.
func (p Page) notYet(pl *Planned, t *plan.TierForecast) string {
	why, after := p.Msg("forecast.not-known"), "forecast.takes"
	switch {
	case len(t.After) > 0:
		why, after = p.Msg("forecast.not-yet", p.someOf(pl.Plan, t.After, shownMissing)), "forecast.after-last"
		if slices.Equal(t.After, pl.Forecast.Missing) { // named above
			why = p.Msg("forecast.not-yet-all")
		}
		if len(t.After) == 1 {
			after = "forecast.after-one"
		}
		if t.Held > 0 {
			why = p.Msg("forecast.and-held", why, t.Held)
		}
	case t.Held > 0:
		why = p.Msg("forecast.not-held", t.Held)
	case t.Unplaced >= t.Systems:
		return p.Msg("forecast.not-placed")
	case t.High == plan.Unending:
		return p.Msg("forecast.not-ended")
	}
	if t.Unplaced >= t.Systems || t.Low < 0 || t.High < 0 {
		return why
	}
	return why + ": " + p.Msg(after, p.roughly(t.Low, t.High))
}

// roughly is a length of time between two, the same on every screen.
func (p Page) roughly(low, high time.Duration) string {
	from, to := p.rough(low), p.rough(high)
	if from == to {
		return to
	}
	return p.Msg("forecast.between", from, to)
}

// rough is a length of time in whole hours, from two days on in whole days:
// more would pretend to know more.
func (p Page) rough(d time.Duration) string {
	switch {
	case d < time.Hour:
		return p.length(d)
	case d < 48*time.Hour:
		return p.Msg("walk.hours", int((d+30*time.Minute)/time.Hour))
	default:
		return p.Msg("walk.days", int((d+12*time.Hour)/(24*time.Hour)))
	}
}

// helpLines say what would help most, the most first.
func (p Page) helpLines(pl *Planned) []string {
	var lines []string
	inv := pl.Plan.Inventory
	best := p.Msg("forecast.all")
	if tiers := pl.Forecast.Tiers; len(tiers) > 0 {
		best = p.tierName(tiers[0].Tier)
	}
	for _, h := range pl.Forecast.Helps {
		name := h.Subject
		switch h.Kind {
		case plan.HelpCrew:
			name = p.crew(inv, h.Subject)
		case plan.HelpRoom:
			name = p.roomName(inv, h.Subject)
		case plan.HelpClear:
			if i, ok := inv.Index(h.Subject); ok {
				name = p.system(inv, i)
			}
		}
		change := p.Msg("forecast.help."+h.Kind, name, p.length(h.Sooner))
		if h.Gain > 0 {
			lines = append(lines, p.Msg("forecast.help", change, best, p.length(h.Gain)))
		} else {
			lines = append(lines, p.Msg("forecast.help-sum", change, best))
		}
	}
	return lines
}

// forecastNotes say how to give a time, how the forecast was made, and whether
// it is recorded.
func (p Page) forecastNotes(pl *Planned) []string {
	f := pl.Forecast
	var notes []string
	if pl.Incident != nil && len(f.Missing) > 0 {
		notes = append(notes, p.Msg("forecast.expect", pl.Plan.Inventory.Systems[f.Missing[0]].ID))
	}
	notes = append(notes, p.Msg("forecast.made", f.Runs))
	switch {
	case pl.Issued == nil:
	case pl.Issued.Known:
		notes = append(notes, p.Msg("forecast.known"))
	default:
		notes = append(notes, p.Msg("forecast.issued", pl.Issued.Seq))
	}
	return notes
}
