package view

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/term"
)

// missingShown is how many things without a time a screen names, and
// overdueShown how many that should be back.
const (
	missingShown = 3
	overdueShown = 2
)

// clockAhead is from how far ahead on a date has no clock: nobody knows a
// minute that far off.
const clockAhead = 14 * 24 * time.Hour

// forecastLines say when things will be back, or why nobody can say: first
// what is seen, then what was worked out, then who should be asked again.
func (p Page) forecastLines(s *report.Status) []string {
	label := p.Msg("status.forecast") + gap
	var lines []string
	for _, part := range p.forecast(s) {
		for _, l := range term.Wrap(part, term.Columns-term.Width(label)) {
			lines = append(lines, label+l)
			label = strings.Repeat(" ", term.Width(label))
		}
	}
	var told []string
	for _, e := range s.Outlook.Expected {
		if !e.Overdue {
			told = append(told, p.Msg("status.told-one", p.Name(e.System.Text, e.System.ID), p.window(s.Now, &e), p.shown(e.From)))
		}
	}
	if len(told) > 0 {
		lines = append(lines, p.listed(p.Msg("status.told"), told, ", ", 1)...)
	}
	return lines
}

// forecast is what can be said of the time ahead, in sentences.
func (p Page) forecast(s *report.Status) []string {
	var parts []string
	if o := s.Outlook.Observed; o != nil {
		parts = append(parts, p.observed(s, o))
	}
	if f := s.Outlook.Issued; f != nil {
		parts = append(parts, p.issued(s, f))
	} else {
		parts = append(parts, p.noForecast(s))
	}
	return append(parts, p.overdue(s)...)
}

// noForecast says why there is no date: what blocks has no time, or it may not
// be started and nobody knows until when.
func (p Page) noForecast(s *report.Status) string {
	why := p.Msg("status.forecast-none")
	missing, holds := missingFirst(s), s.Outlook.Holds
	switch {
	case len(missing) > 0:
		names := p.names(missing[:min(missingShown, len(missing))])
		why = p.Msg("status.forecast-chain", strings.Join(names, ", "))
	case s.Outlook.Stopped:
		why = p.Msg("status.forecast-stop")
	case len(holds) > 0:
		ids := strings.Join(holds[:min(missingShown, len(holds))], ", ")
		if more := len(holds) - missingShown; more > 0 {
			ids = p.Msg("next.and-more", ids, more)
		}
		why = p.Msg("status.forecast-held", ids)
	}
	if !s.Report.At.After(s.Now) {
		return why
	}
	return p.Msg("status.forecast-again", why, p.moment(s.Now, s.Report.At))
}

// missingFirst is what has no time, with what blocks the next service at the
// head: that is what people look for.
func missingFirst(s *report.Status) []report.Name {
	var chain, rest []report.Name
	for _, name := range s.Outlook.Missing {
		if slices.ContainsFunc(s.Chain, func(l report.Link) bool { return l.ID == name.ID }) {
			chain = append(chain, name)
		} else {
			rest = append(rest, name)
		}
	}
	return append(chain, rest...)
}

// observed carries the rate of the last days on: of all, and of the best tier
// that is not back.
func (p Page) observed(s *report.Status, o *report.Observed) string {
	text := p.rate(s, &o.All)
	tier, alone := bestLeft(s)
	if r := o.Of(tier); r != nil && !alone {
		text = p.Msg("status.observed-tier", text, p.tierName(tier), p.rate(s, r))
	}
	return text
}

func (p Page) rate(s *report.Status, r *report.Rate) string {
	if r.Projected.IsZero() {
		return p.Msg("status.observed-none")
	}
	return p.Msg("status.observed", perDay(r.PerDay), p.ahead(s.Now, r.Projected))
}

// perDay keeps one digit behind the point, and two where one would be zero.
func perDay(rate float64) string {
	if rate < 0.1 {
		return strconv.FormatFloat(rate, 'f', 2, 64)
	}
	return strconv.FormatFloat(rate, 'f', 1, 64)
}

// issued says what the last forecast said of the best tier that is not back
// and of all. Where the rate says otherwise by more than twice, the rate alone
// is told.
func (p Page) issued(s *report.Status, f *report.Forecast) string {
	var dated, rest []string
	var differs bool
	add := func(name string, t *report.TierForecast) {
		switch {
		case t == nil:
		case t.Differ:
			differs = true
		case t.P80.IsZero():
			rest = append(rest, p.tierSaid(s, name, t))
		default:
			dated = append(dated, p.tierSaid(s, name, t))
		}
	}
	if tier, alone := bestLeft(s); !alone {
		add(p.tierName(tier), f.Of(tier))
	}
	add(p.Msg("status.everything"), &f.All)
	at := p.moment(s.Now, f.At)
	if !f.Rests() {
		return p.withdrawn(f, at)
	}
	if len(dated) > 0 {
		rest = append([]string{p.Msg("status.sure", strings.Join(dated, ", "))}, rest...)
	}
	text := strings.Join(rest, ", ")
	switch {
	case text == "":
		return p.Msg("status.issued-differs", at)
	case differs:
		return p.Msg("status.issued-partly", text, at)
	}
	return p.Msg("status.issued", text, at)
}

// withdrawn says that the dates of a forecast are no more, and why: nobody may
// take them for a promise.
func (p Page) withdrawn(f *report.Forecast, at string) string {
	var why []string
	if n := len(f.Lapsed); n > 0 {
		names := strings.Join(p.names(f.Lapsed[:min(missingShown, n)]), ", ")
		if more := n - missingShown; more > 0 {
			names = p.Msg("next.and-more", names, more)
		}
		why = append(why, p.Msg("status.lapsed-times", names))
	}
	if f.Barred > 0 {
		why = append(why, p.Msg("status.lapsed-holds", f.Barred))
	}
	return p.Msg("status.lapsed", at, strings.Join(why, ", "))
}

// tierSaid is what a forecast said of a tier: a date, or what must clear first
// and how long it takes then.
func (p Page) tierSaid(s *report.Status, name string, t *report.TierForecast) string {
	text := ""
	switch {
	case t.Given && t.P80.IsZero():
		text = p.Msg("status.said-nothing", name)
	case t.Given && wholeHour(t.P80).Before(s.Now):
		text = p.Msg("status.said-past", name, p.forecastTime(s.Now, t.P80))
	case t.Given:
		text = p.Msg("status.said-by", name, p.forecastTime(s.Now, t.P80))
	case t.High <= 0:
		text = p.Msg("status.said-nothing", name)
	case len(t.After) == 0 && t.Held > 0:
		return p.Msg("status.said-lifted", name, p.roughly(seconds(t.Low), seconds(t.High)), t.Held)
	case len(t.After) == 0:
		text = p.Msg("status.said-within", name, p.roughly(seconds(t.Low), seconds(t.High)))
	default:
		text = p.Msg("status.said-after", name, p.first(t), p.roughly(seconds(t.Low), seconds(t.High)))
	}
	if t.Held > 0 && !t.Given && len(t.After) > 0 {
		text = p.Msg("status.said-held", text, t.Held)
	}
	if t.Unplaced > 0 && (t.Given || t.High > 0) {
		text = p.Msg("status.said-without", text, t.Unplaced)
	}
	return text
}

// first names what must clear first: the last of the chain, which is what
// people wait for.
func (p Page) first(t *report.TierForecast) string {
	last := t.After[len(t.After)-1]
	name := p.Name(last.Text, last.ID)
	if more := len(t.After) - 1 + t.AfterMore; more > 0 {
		return p.Msg("status.said-more", name, more)
	}
	return name
}

func seconds(n int64) time.Duration { return time.Duration(n) * time.Second }

// overdue names what should be back by now, and who said so.
func (p Page) overdue(s *report.Status) []string {
	var lines []string
	for _, e := range s.Outlook.Expected {
		if e.Overdue {
			lines = append(lines, p.Msg("status.expected-past", p.Name(e.System.Text, e.System.ID), p.moment(s.Now, e.And), p.shown(e.From)))
		}
	}
	if more := len(lines) - overdueShown; more > 0 {
		lines[overdueShown-1] += " " + p.Msg("status.more", more)
		return lines[:overdueShown]
	}
	return lines
}

// bestLeft is the best tier that is not back; alone says that nothing else is
// left either.
func bestLeft(s *report.Status) (tier inventory.Tier, alone bool) {
	left := func(f *report.Figures) int { return f.Total - f.Back - f.Elsewhere }
	for k := range s.Tiers {
		if n := left(&s.Tiers[k]); n > 0 {
			return s.Tiers[k].Tier, n == left(&s.All)
		}
	}
	return inventory.UnknownTier, true
}

// ahead is a date to come: with its clock while that is near.
func (p Page) ahead(now, t time.Time) string {
	t = t.In(now.Location())
	switch {
	case t.Sub(now) < clockAhead:
		return p.moment(now, t)
	case t.Year() != now.Year():
		return t.Format(p.Msg("report.date-layout"))
	default:
		return t.Format(p.Msg("status.day-layout"))
	}
}

// window is when something is expected: 05:30-09:00, or one time if both are
// the same.
func (p Page) window(now time.Time, e *report.Expected) string {
	from, to := p.moment(now, e.Between), p.moment(now, e.And)
	if e.Between.Equal(e.And) {
		return to
	}
	if e.Between.In(now.Location()).Format(time.DateOnly) == e.And.In(now.Location()).Format(time.DateOnly) {
		to = e.And.In(now.Location()).Format("15:04")
	}
	return p.Msg("status.window", from, to)
}

// ExpectedText reads back what somebody was understood to say: with days and,
// where it is another, the year, for both are seldom said.
func ExpectedText(w io.Writer, p Page, e report.Expected) error {
	day := func(t time.Time) string {
		t = t.In(e.At.Location())
		if t.Year() != e.At.Year() {
			return t.Format(p.Msg("report.date-layout")) + " " + t.Format("15:04")
		}
		return p.date(t)
	}
	key := "expect.heard"
	if e.Overdue {
		key = "expect.heard-past"
	}
	_, err := io.WriteString(w, gap+p.Msg(key, p.Name(e.System.Text, e.System.ID), day(e.Between), day(e.And))+"\n")
	return err
}
