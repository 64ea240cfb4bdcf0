package view

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/lang"
)

// ListedDrill is a drill in a list.
type ListedDrill struct {
	File  string // of the script
	Drill *drill.Drill
}

// DrillList is the drills that were found.
type DrillList struct {
	Drills []ListedDrill
	Broken []string // files with drills that were left out for their errors
	Aside  int      // how many drills these are
}

// DrillListText writes a list for a screen: of each drill a line, and under it
// its title and its file.
func DrillListText(w io.Writer, p Page, l *DrillList) error {
	t := &table{head: []string{p.Msg("drill.list-name"), p.Msg("drill.list-start"), p.Msg("drill.list-injects"), p.Msg("drill.list-expect")},
		right: []bool{false, false, true, true}}
	for _, d := range l.Drills {
		t.add(p.shown(d.Drill.Name), p.fullTime(d.Drill.Start), strconv.Itoa(len(d.Drill.Injects)), strconv.Itoa(len(d.Drill.Expect)))
	}
	var rows, b strings.Builder
	if err := t.text(&rows); err != nil {
		return err
	}
	n := -1 // the first line is the header
	for line := range strings.Lines(rows.String()) {
		if n < 0 && len(l.Drills) == 0 {
			break
		}
		b.WriteString(line)
		if n >= 0 {
			for _, more := range []string{p.Name(l.Drills[n].Drill.Title, ""), p.shown(l.Drills[n].File)} {
				if more != "" {
					b.WriteString(strings.Join(hanging("     ", more), "\n") + "\n")
				}
			}
		}
		n++
	}
	b.WriteString(p.drillCount(l) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// DrillListMarkdown writes it as a table.
func DrillListMarkdown(w io.Writer, p Page, l *DrillList) error {
	p.Hangul = true // a document is no terminal
	t := &table{
		head: []string{p.Msg("drill.list-name"), p.Msg("drill.list-title"), p.Msg("drill.list-start"),
			p.Msg("drill.list-injects"), p.Msg("drill.list-expect"), p.Msg("drill.list-file")},
		right: []bool{false, false, false, true, true, false},
	}
	for _, d := range l.Drills {
		t.add(p.shown(d.Drill.Name), p.Name(d.Drill.Title, "-"), p.fullTime(d.Drill.Start),
			strconv.Itoa(len(d.Drill.Injects)), strconv.Itoa(len(d.Drill.Expect)), p.shown(d.File))
	}
	var b strings.Builder
	if len(t.rows) > 0 {
		if err := t.markdown(&b); err != nil {
			return err
		}
		b.WriteString("\n")
	}
	b.WriteString(p.drillCount(l) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (p Page) drillCount(l *DrillList) string {
	if len(l.Drills) == 0 {
		return p.Msg("drill.list-none")
	}
	return p.Msg("drill.list-count", len(l.Drills))
}

// DrillListJSON writes a list for scripts.
func DrillListJSON(w io.Writer, l *DrillList) error {
	type row struct {
		Name         string    `json:"name"`
		Title        lang.Text `json:"title"`
		About        lang.Text `json:"about"`
		File         string    `json:"file"`
		Start        time.Time `json:"start"`
		Until        int64     `json:"until"` // seconds after the start at the latest
		Seed         uint64    `json:"seed"`
		Injects      int       `json:"injects"`
		Expectations int       `json:"expectations"`
	}
	out := struct {
		head
		Counts struct {
			Drills   int `json:"drills"`
			SetAside int `json:"setAside"`
		} `json:"counts"`
		Drills []row    `json:"drills"`
		Broken []string `json:"broken"`
	}{head: newHead("Drills"), Drills: []row{}, Broken: list(l.Broken)}
	out.Counts.Drills, out.Counts.SetAside = len(l.Drills), l.Aside
	for _, d := range l.Drills {
		s := d.Drill
		out.Drills = append(out.Drills, row{
			s.Name, s.Title, s.About, d.File, s.Start, int64(s.Until / time.Second), s.Seed, len(s.Injects), len(s.Expect),
		})
	}
	return writeJSON(w, out)
}
