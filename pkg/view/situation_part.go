package view

import (
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/report"
)

// mostUnknown is how many open questions a report names.
const mostUnknown = 6

// sections are the parts of a report, in the order that offices expect.
func (p Page) sections(s *report.Situation) []section {
	return []section{
		{title: p.Msg("report.summary"), items: p.summaryItems(s)},
		{title: p.Msg("report.figures"), figures: p.reportFigures(s), notes: p.figureNotes(s)},
		{title: p.Msg("report.blocks"), items: p.blockItems(s)},
		{title: p.Msg("report.public"), text: p.publicText(s)},
		{title: p.Msg("report.decisions"), text: p.decisionText(s)},
		{title: p.Msg("report.unknown"), text: p.unknownText(s)},
		{title: p.Msg("report.forecast"), text: p.forecastText(s)},
		{title: p.Msg("report.next"), text: p.nextText(s)},
	}
}

func (p Page) summaryItems(s *report.Situation) []string {
	all := &s.All
	provisional := ""
	if s.Provisional {
		provisional = p.Msg("status.provisional")
	}
	parts := []string{p.Msg("report.back", all.Total, provisional, all.Back)}
	for _, c := range columns(all) {
		switch n := c.of(all); {
		case c.key == "status.total", c.key == "status.back", n == 0:
		default:
			parts = append(parts, p.Msg(c.key)+" "+strconv.Itoa(n))
		}
	}
	items := []string{strings.Join(parts, ", ")}
	if s.Stop != nil {
		items = append(items, p.stopLine(&s.Header))
	}
	var happened []string
	for _, e := range s.Events {
		if e.At.IsZero() {
			happened = append(happened, p.Msg("report.not-yet", p.event(e.Name)))
		} else {
			happened = append(happened, p.event(e.Name)+" "+p.moment(s.Now, e.At))
		}
	}
	if len(happened) > 0 {
		items = append(items, strings.Join(happened, ", "))
	}
	alert := p.Msg("status.alert", p.alert(s.Alert))
	if !s.Alert.At.IsZero() {
		alert = p.Msg("status.aged", alert, p.moment(s.Now, s.Alert.At))
	}
	return append(items, alert)
}

// reportFigures is the table of a report: a row for each figure, a column for
// each tier. Figures that nothing has reached are left out.
func (p Page) reportFigures(s *report.Situation) *table {
	t := &table{head: []string{"", p.Msg("status.all")}, right: []bool{false, true}}
	for i := range s.Tiers {
		t.head, t.right = append(t.head, p.tierName(s.Tiers[i].Tier)), append(t.right, true)
	}
	t.head, t.right = append(t.head, ""), append(t.right, false)
	for _, c := range columns(&s.All) {
		if c.of(&s.All) == 0 && (!c.always || c.key == "status.partial") {
			continue
		}
		row := []string{p.Msg(c.key), strconv.Itoa(c.of(&s.All))}
		for i := range s.Tiers {
			row = append(row, strconv.Itoa(c.of(&s.Tiers[i])))
		}
		t.add(append(row, p.remark(s, c.key))...)
	}
	return t
}

// remark says what a figure does not: how sure it is, what it leaves out.
func (p Page) remark(s *report.Situation, key string) string {
	switch key {
	case "status.stopped":
		return p.Msg("report.data-whole", s.DataWhole)
	case "status.suspected":
		return p.Msg("report.not-inspected")
	case "status.damaged":
		return p.Msg("report.partly-inspected", s.All.OffDamaged-s.All.OffSuspected)
	case "status.elsewhere":
		return p.Msg("report.not-back")
	}
	return ""
}

// figureNotes say what changed, whether the sum is right, and what is counted.
func (p Page) figureNotes(s *report.Situation) []string {
	change := p.Msg("report.first")
	if c := s.Change; c != nil {
		change = p.Msg("report.change", c.Number, p.moment(s.Now, c.Since), signed(c.Total), signed(c.Back), signed(c.Elsewhere), signed(c.Substitutes))
	}
	all := &s.All
	parts := []string{p.Msg("status.back") + " " + strconv.Itoa(all.Back)}
	for _, part := range []struct {
		key string
		n   int
	}{{"status.stopped", all.OffStopped}, {"status.damaged", all.OffDamaged}, {"status.unknown", all.OffUnknown}} {
		if part.n > 0 {
			parts = append(parts, p.Msg(part.key)+" "+strconv.Itoa(part.n))
		}
	}
	sum := "report.sum-right"
	if !s.Sums() {
		sum = "report.sum-wrong"
	}
	return []string{change, p.Msg(sum, strings.Join(parts, " + "), all.Total), p.definition(s)}
}

func (p Page) definition(s *report.Situation) string {
	list := p.Name(s.ListTitle, "-")
	if !s.ListAsOf.IsZero() {
		list += " " + p.moment(s.Now, s.ListAsOf)
	}
	text := p.Msg("report.counted", list)
	switch {
	case s.Definition != "":
		text += " " + p.Msg("report.definition", p.shown(s.Definition))
	case !s.TotalDue.IsZero():
		text += " " + p.Msg("report.total-by", p.moment(s.Now, s.TotalDue))
	}
	return text
}

func (p Page) blockItems(s *report.Situation) []string {
	var items []string
	for i := range s.Blocked {
		b := &s.Blocked[i]
		clears := p.Msg("report.mixed")
		if !b.Mixed {
			clears = p.clears(b, wide)
		}
		items = append(items, p.Msg("report.block", p.placeName(b), b.Count, clears))
	}
	if len(items) == 0 {
		items = append(items, p.Msg("report.nothing-blocks"))
	}
	for _, h := range s.Holds {
		items = append(items, p.Msg("status.hold", h.ID, h.Count, p.shown(h.Reason), p.moment(s.Now, h.Placed), p.shown(h.Owner)))
	}
	return items
}

// wide is room for any chain: a report wraps its lines.
const wide = 400

func (p Page) publicText(s *report.Situation) string {
	if !s.Substitute {
		return "-"
	}
	of := s.All.Substitutes
	return p.Msg("report.substitutes", of.Of, of.Done, of.Of-of.Done)
}

func (p Page) decisionText(s *report.Situation) string {
	var titles []string
	for i := range s.Decisions {
		titles = append(titles, p.decision(&s.Status, &s.Decisions[i]))
	}
	if len(titles) == 0 {
		return p.Msg("report.none")
	}
	return strings.Join(titles, " / ")
}

func (p Page) unknownText(s *report.Situation) string {
	var parts []string
	for i, u := range s.Unknown {
		if i == mostUnknown {
			parts = append(parts, p.Msg("status.more", len(s.Unknown)-mostUnknown))
			break
		}
		title := p.Name(u.Title, u.Ref)
		if u.Count > 0 {
			title = p.Msg("status.systems", title, u.Count)
		}
		parts = append(parts, p.Msg("status.aged", title, p.knownBy(s, &s.Unknown[i])))
	}
	if len(parts) == 0 {
		return p.Msg("report.none")
	}
	return strings.Join(parts, ", ")
}

// knownBy is when an open question will be answered, or after what.
func (p Page) knownBy(s *report.Situation, u *report.Unknown) string {
	switch {
	case u.Event != "":
		return p.Msg("next.after", p.event(u.Event))
	case u.After.ID != "":
		return p.Msg("next.after", p.Name(u.After.Text, u.After.ID))
	case u.Due.IsZero():
		return p.Msg("report.no-time")
	case u.Due.Before(s.Now):
		return p.Msg("report.overdue", p.moment(s.Now, u.Due))
	default:
		return p.moment(s.Now, u.Due)
	}
}

func (p Page) forecastText(s *report.Situation) string {
	if s.All.Back == s.All.Total {
		return p.Msg("report.none-needed")
	}
	status := s.Status
	status.Report = s.Next
	return strings.Join(p.forecast(&status), ". ")
}

func (p Page) nextText(s *report.Situation) string {
	if s.Next.At.IsZero() {
		return "-"
	}
	return p.moment(s.Now, s.Next.At) + " " + p.fixed(s.Next)
}
