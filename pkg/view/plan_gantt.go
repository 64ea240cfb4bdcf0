package view

import (
	"io"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/schedule"
	"github.com/bokgu/bokgu/pkg/term"
)

// The columns of the chart: a mark, the name, the crew, then the bars.
const (
	ganttName = 20
	ganttCrew = 10
	ganttBars = term.Columns - 1 - ganttName - 1 - ganttCrew - 1
)

// GanttText draws the first rows of the schedule as bars under an axis of time.
// head 0 is all of them.
func GanttText(w io.Writer, p Page, pl *Planned, head int) error {
	_, err := io.WriteString(w, strings.Join(p.gantt(pl, head), "\n")+"\n")
	return err
}

// GanttMarkdown writes the same as a block of fixed width.
func GanttMarkdown(w io.Writer, p Page, pl *Planned, head int) error {
	_, err := io.WriteString(w, "```\n"+strings.Join(p.gantt(pl, head), "\n")+"\n```\n")
	return err
}

func (p Page) gantt(pl *Planned, head int) []string {
	s := pl.Schedule
	lines := []string{p.planKind(pl) + " " + p.planOf(pl)}
	rows, more := ganttRows(s, head)
	if len(rows) == 0 {
		return cutAll(append(append(lines, ruler()), p.scheduleLines(pl)...))
	}
	var end schedule.Time
	for _, i := range rows {
		end = max(end, s.Finish(i))
	}
	axis := newAxis(p.clock(pl), end, ganttBars, 9)
	critical := map[int32]bool{}
	for _, i := range s.Critical {
		critical[i] = true
	}
	lead := strings.Repeat(" ", term.Columns-ganttBars)
	lines = append(lines, lead+axis.labels(), lead+axis.ruler())
	for _, i := range rows {
		mark, crew := " ", ""
		if critical[i] {
			mark = "*"
		}
		if c := s.Crew(i); c >= 0 {
			id := pl.Plan.Inventory.Crews[c].ID
			if crew = p.crew(pl.Plan.Inventory, id); term.Width(crew) > ganttCrew {
				crew = p.shown(id)
			}
		}
		name := term.Plain(p.system(pl.Plan.Inventory, i))
		lines = append(lines, mark+term.Fit(name, ganttName)+" "+term.Fit(crew, ganttCrew)+" "+axis.bar(s, i))
	}
	if more > 0 {
		lines = append(lines, p.Msg("gantt.more", more))
	}
	lines = append(lines, ruler(), p.Msg("gantt.legend"))
	var b strings.Builder
	writeWrapped(&b, p.scheduleLines(pl))
	return cutAll(append(lines, strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")...))
}

// ganttRows are the first systems of the plan that have a time, and how many
// more there are.
func ganttRows(s *plan.Schedule, head int) (rows []int32, more int) {
	for _, i := range s.Plan.Order {
		if s.Finish(i) != plan.Never {
			rows = append(rows, i)
		}
	}
	if head > 0 && head < len(rows) {
		return rows[:head], len(rows) - head
	}
	return rows, 0
}

// axis is time from the start of the schedule to an end, in cells of a screen
// or points of a drawing.
type axis struct {
	clock
	end   schedule.Time
	width int
	ticks []tick
}

// tick is a time that is written under the axis.
type tick struct {
	at    schedule.Time
	label string
}

const (
	hour schedule.Time = 60 * 60
	day                = 24 * hour
)

// newAxis chooses ticks at least so far apart: at whole hours or at midnights,
// of the clock where dates can be told, else after the start.
func newAxis(c clock, end schedule.Time, width, apart int) axis {
	a := axis{clock: c, end: max(end, 1), width: width}
	step := day
	for _, step = range []schedule.Time{hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 5 * day, 7 * day, 14 * day, 28 * day} {
		if int(step*schedule.Time(width)/a.end) >= apart {
			break
		}
	}
	for step*schedule.Time(width)/a.end < schedule.Time(apart) {
		step *= 2
	}
	var first schedule.Time
	if c.dated {
		y, m, d := c.from.Date()
		midnight := c.from.Sub(time.Date(y, m, d, 0, 0, 0, 0, c.from.Location()))
		since := schedule.Time(midnight / time.Second)
		first = (since+step-1)/step*step - since
		if step > day {
			first = (since+day-1)/day*day - since
		}
	}
	for at := first; at <= a.end; at += step {
		a.ticks = append(a.ticks, tick{at, c.tickLabel(at, step)})
	}
	return a
}

// tickLabel is a day, or a clock time where the ticks are closer than days.
func (c clock) tickLabel(at, step schedule.Time) string {
	switch t := plan.DateOf(c.from, at); {
	case c.dated && at >= yearAhead:
		return c.at(at)
	case c.dated && step >= day:
		return t.Format(c.Msg("gantt.day-clock"))
	case c.dated && t.Hour() == 0:
		return t.Format(c.Msg("gantt.day-clock"))
	case c.dated:
		return t.Format("15:04")
	case step >= day:
		return c.Msg("gantt.days", int(at/day))
	default:
		return c.Msg("gantt.hours", int(at/hour))
	}
}

// cell is where a time stands.
func (a *axis) cell(t schedule.Time) int {
	return min(a.width-1, int(t*schedule.Time(a.width)/a.end))
}

// labels writes the labels of the ticks that have room.
func (a *axis) labels() string {
	line := ""
	for _, t := range a.ticks {
		at := a.cell(t.at)
		if at+term.Width(t.label) <= a.width && (line == "" || term.Width(line) < at) {
			line = term.Pad(line, at) + t.label
		}
	}
	return line
}

// ruler is the line of the axis with its ticks.
func (a *axis) ruler() string {
	line := []byte(strings.Repeat("-", a.width))
	for _, t := range a.ticks {
		line[a.cell(t.at)] = '+'
	}
	return string(line)
}

// bar is one system's: # where somebody works on it, . where its crew rests.
func (a *axis) bar(s *plan.Schedule, i int32) string {
	line := []byte(strings.Repeat(" ", a.width))
	first, last := a.cell(s.Start(i)), a.cell(s.Finish(i))
	if edge := schedule.Time(last) * a.end / schedule.Time(a.width); edge >= s.Finish(i) && last > first {
		last-- // it ends where the cell begins
	}
	for k := first; k <= last; k++ {
		from, to := schedule.Time(k)*a.end/schedule.Time(a.width), schedule.Time(k+1)*a.end/schedule.Time(a.width)
		line[k] = '#'
		if s.Works(i, from, max(to, from+1)) == 0 && s.Finish(i) > s.Start(i) {
			line[k] = '.'
		}
	}
	return strings.TrimRight(string(line), " ")
}

// describe is a system with its times, in one line.
func (c clock) describe(s *plan.Schedule, i int32) string {
	return c.Msg("chart.begins", c.system(s.Plan.Inventory, i), c.at(s.Start(i)), c.at(s.Finish(i)))
}
