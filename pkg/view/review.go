package view

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/report"
)

// ReviewText writes how what was said of the time ahead fared.
func ReviewText(w io.Writer, p Page, v report.Review) error {
	return p.paper(w, p.head(&v.Header, p.Msg("review.title")), p.reviewSections(&v, false), p.signed(&v.Header, v.Code))
}

// ReviewMarkdown writes the same for a document.
func ReviewMarkdown(w io.Writer, p Page, v report.Review) error {
	head := fmt.Sprintf("# %s\n\n%s\n\n%s %s. %s\n", p.Msg("review.title"), p.asOf(v.Now), p.kind(v.Drill), plainMarkdown(v.Title), p.Msg("report.not-public"))
	return paperMarkdown(w, head, p.reviewSections(&v, true), p.signed(&v.Header, v.Code))
}

// reviewSections are the parts of a review. A document has room for everything
// in one row; a screen has not.
func (p Page) reviewSections(v *report.Review, document bool) []section {
	forecasts := section{title: p.Msg("review.forecasts"), text: p.Msg("report.none")}
	if len(v.Fared) > 0 {
		forecasts.text, forecasts.figures = "", p.faredTable(v, document)
		met := p.Msg("review.met-none", v.Open, v.Undated)
		if v.Met5.Of+v.Met8.Of+v.Met9.Of > 0 {
			met = p.Msg("review.met", metShare(v.Met5), metShare(v.Met8), metShare(v.Met9), v.Open, v.Undated)
		}
		forecasts.notes = []string{met}
		if v.Met8.Of+v.Open > 0 {
			forecasts.notes = append(forecasts.notes, p.Msg("review.off"))
		}
		if k := slices.IndexFunc(v.Fared, isOfSome); k >= 0 {
			forecasts.notes = append(forecasts.notes, p.Msg("review.of-some", p.spokenOf(&v.Fared[k])))
		}
	}
	rates := section{title: p.Msg("review.rates"), text: p.Msg("report.none")}
	if len(v.Rates) > 0 {
		rates.text, rates.figures = "", p.rateTable(v)
	}
	told := section{title: p.Msg("review.told"), text: p.Msg("report.none")}
	whom := section{title: p.Msg("review.whom"), text: p.Msg("report.none")}
	if len(v.Told) > 0 {
		told.text, told.figures = "", p.toldTable(v, document)
		whom.text, whom.figures = "", p.whomTable(v)
	}
	return []section{forecasts, rates, told, whom}
}

// metShare is how many dates were met of those that can be judged.
func metShare(s report.Share) string {
	if s.Of == 0 {
		return "-"
	}
	return share(s)
}

// faredTable has a row for each forecast and tier. On a screen each forecast
// has a row of its own, which says when it was issued.
func (p Page) faredTable(v *report.Review, document bool) *table {
	t := &table{
		head:  []string{"", p.Msg("review.5-in-10"), p.Msg("review.8-in-10"), p.Msg("review.9-in-10"), p.Msg("review.came"), p.Msg("review.off-head")},
		right: []bool{false, false, false, false, false, true},
	}
	dated := false
	if document {
		t.head = append([]string{p.Msg("review.issued")}, t.head...)
		t.right = append([]bool{false}, t.right...)
	}
	for k := range v.Fared {
		f := &v.Fared[k]
		issued := p.moment(v.Now, f.Issued)
		first := k == 0 || !v.Fared[k-1].Issued.Equal(f.Issued) || v.Fared[k-1].All
		if first {
			dated = hasDate(v.Fared[k:])
		}
		if !document && !dated { // a screen has no room for rows that say nothing
			if first {
				t.add(issued+gap+p.Msg("review.undated"), "", "", "", "", "")
			}
			continue
		}
		row := []string{p.spokenOf(f), "-", "-", "-", p.cameOr(f.Issued, f.Came, f.Left), "-"}
		for n, date := range []time.Time{f.P50, f.P80, f.P90} {
			if !date.IsZero() {
				row[n+1] = p.forecastTime(f.Issued, date)
			}
		}
		if !f.P80.IsZero() {
			row[5] = p.off(f.Off, !f.Came.IsZero())
		}
		switch {
		case document:
			row = append([]string{issued}, row...)
		case first:
			t.add(issued, "", "", "", "", "")
		}
		if !document {
			row[0] = gap + row[0]
		}
		t.add(row...)
	}
	return t
}

// spokenOf is what a row of a forecast speaks of: a tier or all, and how many
// of how many where its dates left some out.
func (p Page) spokenOf(f *report.Fared) string {
	name := p.Msg("status.everything")
	if !f.All {
		name = p.tierName(inventory.Tier(f.Tier))
	}
	if isOfSome(*f) {
		name += " " + share(report.Share{Done: f.Systems - f.Unplaced, Of: f.Systems})
	}
	return name
}

// isOfSome says that a row has dates which leave out some of its systems.
func isOfSome(f report.Fared) bool { return f.Given && f.Unplaced > 0 }

// hasDate says whether the forecast that the rows begin with has a date.
func hasDate(rows []report.Fared) bool {
	for k := range rows {
		if !rows[k].P50.IsZero() {
			return true
		}
		if rows[k].All { // the last of a forecast
			return false
		}
	}
	return false
}

// cameOr is when something came, or how much of it is still to come.
func (p Page) cameOr(since, came time.Time, left int) string {
	if came.IsZero() {
		return p.Msg("review.remaining", left)
	}
	return p.ahead(since, came)
}

// off is a difference in days, in hours or minutes where it is less than one: +1.3d is
// late, -5h is early. What lies ahead has none.
func (p Page) off(d time.Duration, came bool) string {
	sign, length := "+", d
	if d < 0 {
		sign, length = "-", -d
	}
	days := length.Hours() / 24
	switch {
	case d == 0 && !came:
		return "-"
	case length < time.Hour:
		return sign + p.Msg("walk.minutes", int(length.Round(time.Minute)/time.Minute))
	case length < 24*time.Hour:
		return sign + p.Msg("walk.hours", int(length.Round(time.Hour)/time.Hour))
	case days < 10:
		return sign + p.Msg("review.days", strconv.FormatFloat(days, 'f', 1, 64))
	default:
		return sign + p.Msg("review.days", strconv.FormatFloat(days, 'f', 0, 64))
	}
}

// rateTable holds the plain rate of each forecast's day against what came.
func (p Page) rateTable(v *report.Review) *table {
	t := &table{
		head:  []string{"", p.Msg("review.per-day"), p.Msg("review.left"), p.Msg("review.so"), p.Msg("review.came"), p.Msg("review.off-head")},
		right: []bool{false, true, true, false, false, true},
	}
	for _, r := range v.Rates {
		so, off := "-", "-"
		if !r.Projected.IsZero() {
			so, off = p.ahead(r.Issued, r.Projected), p.off(r.Off, !r.Came.IsZero())
		}
		t.add(p.moment(v.Now, r.Issued), perDay(r.PerDay), strconv.Itoa(r.Left), so, p.cameOr(r.Issued, r.Came, r.Still), off)
	}
	return t
}

// toldTable has a row for each time that somebody gave, in the order they were
// told. A document also says when and by whom.
func (p Page) toldTable(v *report.Review, document bool) *table {
	t := &table{
		head:  []string{"", p.Msg("review.between"), p.Msg("review.and"), p.Msg("review.came"), p.Msg("review.off-head")},
		right: []bool{false, false, false, false, true},
	}
	if document {
		t.head, t.right = append(t.head, p.Msg("review.told-at"), p.Msg("review.who")), append(t.right, false, false)
	}
	for i := range v.Told {
		told := &v.Told[i]
		came := p.Msg("review.not-yet")
		if !told.Came.IsZero() {
			came = p.moment(v.Now, told.Came)
		}
		off := p.Msg("review." + string(told.Outcome))
		if told.Outcome == report.Early || told.Outcome == report.Late {
			off = p.off(told.Off, true)
		}
		row := []string{p.Name(told.System.Text, told.System.ID), p.moment(v.Now, told.Between), p.moment(v.Now, told.And), came, off}
		if document {
			row = append(row, p.moment(v.Now, told.At), p.shown(told.From))
		}
		t.add(row...)
	}
	return t
}

func (p Page) whomTable(v *report.Review) *table {
	t := &table{
		head:  []string{"", p.Msg("review.times"), p.Msg("review.within"), p.Msg("review.early"), p.Msg("review.late"), p.Msg("review.open")},
		right: []bool{false, true, true, true, true, true},
	}
	sum := report.Whom{}
	for _, w := range v.Whom {
		t.add(p.shown(w.From), strconv.Itoa(w.Told), strconv.Itoa(w.Within), strconv.Itoa(w.Early), strconv.Itoa(w.Late), strconv.Itoa(w.Open))
		sum.Told, sum.Within, sum.Early, sum.Late, sum.Open = sum.Told+w.Told, sum.Within+w.Within, sum.Early+w.Early, sum.Late+w.Late, sum.Open+w.Open
	}
	t.add(p.Msg("status.all"), strconv.Itoa(sum.Told), strconv.Itoa(sum.Within), strconv.Itoa(sum.Early), strconv.Itoa(sum.Late), strconv.Itoa(sum.Open))
	return t
}
