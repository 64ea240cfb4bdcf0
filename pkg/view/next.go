package view

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/walk"
)

// shownWaiting is how many tasks that wait a screen names.
const shownWaiting = 3

// NextText writes what is next for a screen: the most urgent rows, the first
// of what waits, and how many more there are.
func NextText(w io.Writer, p Page, m *incident.Moment, l walk.List) error {
	rows := l.Rows()
	var b strings.Builder
	fmt.Fprintln(&b, term.Cut(p.nextSummary(m, len(rows), len(l.Waiting)), term.Columns))
	for _, line := range p.adviceLines(m, l.Advice, 2*shownAdvice) {
		fmt.Fprintln(&b, line)
	}
	todo := [][]string{{p.Msg("next.ref"), p.Msg("next.who"), p.Msg("next.what"), p.Msg("next.due")}}
	for i := range rows[:min(walk.Shown, len(rows))] {
		todo = append(todo, p.nextCells(m, &rows[i]))
	}
	var later [][]string
	for _, wait := range l.Waiting[:min(shownWaiting, len(l.Waiting))] {
		later = append(later, p.waitingCells(m, wait))
	}
	var lead [2]int
	for _, row := range append(todo, later...) {
		lead[0] = max(lead[0], term.Width(row[0]))
		lead[1] = max(lead[1], min(term.Width(row[1]), widestRole))
	}
	p.aligned(&b, todo, lead)
	if n := len(rows) - walk.Shown; n > 0 {
		fmt.Fprintln(&b, p.Msg("next.more", n))
	}
	if len(later) > 0 {
		fmt.Fprintln(&b, p.Msg("next.waiting"))
		p.aligned(&b, later, lead)
		if n := len(l.Waiting) - shownWaiting; n > 0 {
			fmt.Fprintln(&b, p.Msg("next.more", n))
		}
	}
	if len(rows) > 0 {
		fmt.Fprintln(&b, p.Msg(nextAdvice(&rows[0]), rowRef(&rows[0])))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// NextMarkdown writes all of what is next as two tables.
func NextMarkdown(w io.Writer, p Page, m *incident.Moment, l walk.List) error {
	rows := l.Rows()
	if _, err := fmt.Fprintf(w, "%s\n\n", p.nextSummary(m, len(rows), len(l.Waiting))); err != nil {
		return err
	}
	if err := p.adviceMarkdown(w, m, l.Advice); err != nil {
		return err
	}
	t := &table{head: []string{p.Msg("next.ref"), p.Msg("next.who"), p.Msg("next.what"), p.Msg("next.due")}}
	for i := range rows {
		t.add(p.nextCells(m, &rows[i])...)
	}
	if err := t.markdown(w); err != nil || len(l.Waiting) == 0 {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	t = &table{head: []string{p.Msg("next.ref"), p.Msg("next.who"), p.Msg("next.what"), p.Msg("next.waiting")}}
	for _, wait := range l.Waiting {
		t.add(p.waitingCells(m, wait)...)
	}
	return t.markdown(w)
}

// widestRole is how wide the column of roles may grow.
const widestRole = 12

// aligned writes rows of four columns; the wider of the last two gives way so
// that each line fits the screen.
func (p Page) aligned(b *strings.Builder, rows [][]string, lead [2]int) {
	what, last := 0, 0
	for _, row := range rows {
		what = max(what, term.Width(row[2]))
		last = max(last, term.Width(row[3]))
	}
	for room := term.Columns - lead[0] - lead[1] - 3*len(gap); what+last > room; {
		if last > what {
			last--
		} else {
			what--
		}
	}
	for _, row := range rows {
		line := term.Fit(row[0], lead[0]) + gap + term.Fit(row[1], lead[1]) + gap + term.Fit(row[2], what) + gap + term.Cut(row[3], last)
		fmt.Fprintln(b, strings.TrimRight(line, " "))
	}
}

func (p Page) nextSummary(m *incident.Moment, todo, waiting int) string {
	s := p.Msg("next.summary", p.dayClock(m.Now), todo, waiting, m.StartableServices())
	if m.Drill {
		s = p.kind(true) + " " + s
	}
	if order := m.Stopped(); order != nil {
		return s + " " + p.Msg("next.stopped")
	}
	if chain := m.Chain(); len(chain) > 0 {
		s += " " + p.Msg("next.blocked", p.system(m.Inventory, chain[0]))
	}
	return s
}

// nextAdvice is the command that goes on from a row.
func nextAdvice(r *walk.Row) string {
	switch {
	case r.Question != nil:
		return "next.advice-question"
	case r.Round != nil:
		return "next.advice-round"
	case r.Proposal != nil:
		return "next.advice-proposal"
	case r.Conflict != nil && r.Conflict.Task == nil:
		return "next.advice-conflict"
	default:
		return "next.advice"
	}
}

// rowRef is how people name the row: the round, else the task without its
// group where there are several.
func rowRef(r *walk.Row) string {
	switch {
	case r.Round != nil:
		return r.Round.ID
	case r.Task != nil && len(r.Rest) > 0:
		return incident.Ref(r.Task, "")
	default:
		return r.Ref
	}
}

func (p Page) nextCells(m *incident.Moment, r *walk.Row) []string {
	return []string{term.Plain(shortRef(r)), p.whoDoes(m, r.Role), p.rowTitle(m, r), p.rowDue(m, &r.Entry)}
}

// shortRef leaves out the group, which the title names.
func shortRef(r *walk.Row) string {
	if r.Task != nil {
		return incident.Ref(r.Task, "")
	}
	return r.Ref
}

func (p Page) waitingCells(m *incident.Moment, w walk.Waiting) []string {
	return []string{incident.Ref(w.Task, ""), p.whoDoes(m, w.Task.Role), p.Name(w.Task.Title, w.Task.ID), p.Msg("next.after", p.waitsOn(m, w.On))}
}

// whoDoes is the title of a role, or the name of a person it was handed to.
func (p Page) whoDoes(m *incident.Moment, role string) string {
	if role == "" {
		return "-"
	}
	return term.Plain(p.role(m.Book, role))
}

// dayClock is a moment as people on a shift say it.
func (p Page) dayClock(t time.Time) string { return t.Format(p.Msg("walk.day")) }

// rowDue is by when, or since when.
func (p Page) rowDue(m *incident.Moment, e *walk.Entry) string {
	late := m.Now.Sub(e.Due)
	switch {
	case !e.Due.IsZero() && late >= time.Minute:
		return p.Msg("walk.late", p.span(late))
	case !e.Since.IsZero() && m.Now.Sub(e.Since) >= time.Minute:
		return p.Msg("walk.since", p.span(m.Now.Sub(e.Since)))
	case e.Due.IsZero() && (e.Call() || e.Decision() || e.Proposal != nil || e.Round != nil), !e.Due.IsZero() && late >= 0:
		return p.Msg("walk.now")
	case e.Due.IsZero():
		return "-"
	case e.Due.YearDay() == m.Now.YearDay() && e.Due.Sub(m.Now) < 24*time.Hour:
		return e.Due.Format("15:04")
	default:
		return p.dayClock(e.Due)
	}
}

// span is a length of time in its largest unit, two for hours.
func (p Page) span(d time.Duration) string {
	minutes := int(d / time.Minute)
	switch {
	case minutes < 60:
		return p.Msg("walk.minutes", minutes)
	case minutes < 24*60 && minutes%60 == 0:
		return p.Msg("walk.hours", minutes/60)
	case minutes < 10*60:
		return p.Msg("walk.hours-minutes", minutes/60, minutes%60)
	case minutes < 24*60:
		return p.Msg("walk.hours", minutes/60)
	default:
		return p.Msg("walk.days", minutes/(24*60))
	}
}
