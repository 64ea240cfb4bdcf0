package view

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
	"github.com/bokgu/bokgu/pkg/term"
)

// The measures of the page.
const (
	svgWidth  = 1280
	svgMargin = 24
	svgLabel  = 270 // names at the left of the bars
	svgNote   = 210 // what stands behind the bars
	svgRow    = 20
	svgLine   = 18  // a line of text
	svgCell   = 6.6 // widest that a column of text is at the size of names
)

const svgBars = svgWidth - 2*svgMargin - svgLabel - svgNote

// columnsIn is how many columns of text a width has room for.
func columnsIn(width float64) int { return int(width / svgCell) }

// chart is a schedule as a drawing.
type chart struct {
	svg
	page     Page
	clock    clock
	pl       *Planned
	axis     axis
	critical map[int32]bool
	y        float64 // where the next row begins
}

// PlanSVG draws the schedule for a briefing: infrastructure by name, the rest
// by room and tier, each with the share that is back over time. With all, and
// where there are few, every system has a row of its own.
func PlanSVG(w io.Writer, p Page, pl *Planned, all bool) error {
	p.Hangul = true // a drawing is no terminal
	c := &chart{page: p, pl: pl, clock: p.clock(pl), critical: map[int32]bool{}}
	for _, i := range pl.Schedule.Critical {
		c.critical[i] = true
	}
	c.axis = newAxis(c.clock, pl.Schedule.End, svgBars, 90)
	rows := chartRows(pl, all)
	head, foot := c.headLines(), c.footLines()
	height := svgMargin + 34 + svgLine*len(head) + 40 + 30 + svgLine*len(foot) + 40 + svgMargin
	for _, r := range rows {
		height += r.height()
	}
	c.open(p.Lang, svgWidth, height, p.planKind(pl)+" "+p.planOf(pl))
	c.patterns()
	fmt.Fprintf(c, "<clipPath id=\"names\"><rect width=\"%d\" height=\"%d\"/></clipPath>\n", svgMargin+svgLabel-44, height)
	c.header(head)
	top := c.y
	c.y += 24
	for _, r := range rows {
		c.row(r)
	}
	c.frame(top)
	c.footer(foot)
	c.close()
	_, err := io.WriteString(w, c.String())
	return err
}

// x is where a time stands.
func (c *chart) x(t schedule.Time) float64 {
	return svgMargin + svgLabel + float64(t)/float64(c.axis.end)*svgBars
}

// headLines are what the page says above the bars.
func (c *chart) headLines() []string {
	counts := c.pl.Plan.Counts()
	lines := []string{c.page.Msg("chart.subtitle", counts.Total, counts.Infrastructure)}
	if from := c.pl.Situation.From; !from.IsZero() {
		lines[0] += ", " + c.page.asOf(from)
	}
	return append(lines, wrapAll(c.page.scheduleLines(c.pl))...)
}

// wrapAll breaks lines where they are longer than the page is wide.
func wrapAll(lines []string) []string {
	var out []string
	for _, line := range lines {
		out = append(out, term.Wrap(line, columnsIn(svgWidth-2*svgMargin))...)
	}
	return out
}

func (c *chart) header(lines []string) {
	kind := c.page.planKind(c.pl)
	wide := float64(term.Width(kind))*11 + 10
	c.rect(svgMargin, svgMargin, wide, 28, `fill="none" stroke="#000" stroke-width="2"`, "")
	c.text(svgMargin+wide/2, svgMargin+20, kind, `font-size="17" class="strong" text-anchor="middle"`)
	room := int((svgWidth - 2*svgMargin - wide - 12) / 11.5)
	c.text(svgMargin+wide+12, svgMargin+21, term.Cut(c.planTitle(), room), `font-size="20" class="strong"`)
	c.y = svgMargin + 34
	for _, line := range lines {
		c.y += svgLine
		c.text(svgMargin, c.y, line, "")
	}
	c.y += 16
}

// planTitle is what the plan is of, as it was written.
func (c *chart) planTitle() string {
	if inc := c.pl.Incident; inc != nil {
		return harmless(inc.Title)
	}
	inv := c.pl.Plan.Inventory
	return c.page.drawn(inv.Title, inv.Name)
}

// frame draws the axis above and below the bars, and its ticks through them.
// Where nothing has a time there is nothing to read off it.
func (c *chart) frame(top float64) {
	if c.pl.Schedule.Placed() == 0 {
		c.axis.ticks = nil
	}
	for _, t := range c.axis.ticks {
		x := c.x(t.at)
		c.line(x, top+16, x, c.y+4, `stroke="#000" stroke-opacity="0.15"`)
		c.text(x, top+12, t.label, `text-anchor="middle" class="quiet"`)
		c.text(x, c.y+18, t.label, `text-anchor="middle" class="quiet"`)
	}
	c.line(svgMargin+svgLabel, top+16, svgMargin+svgLabel+svgBars, top+16, `stroke="#000"`)
	c.line(svgMargin+svgLabel, c.y+4, svgMargin+svgLabel+svgBars, c.y+4, `stroke="#000"`)
	c.y += 30
}

// shownChain is how many names of the critical chain the page gives.
const shownChain = 14

// footLines are what the page says below the bars.
func (c *chart) footLines() []string {
	lines := []string{}
	if chain := c.pl.Schedule.Critical; len(chain) > 0 {
		var names []string
		for _, i := range chain {
			names = append(names, c.name(i))
		}
		if len(names) > shownChain {
			names = append(append(names[:shownChain/2:shownChain/2], "..."), names[len(names)-shownChain/2:]...)
		}
		lines = append(lines, wrapAll([]string{c.page.Msg("chart.chain", strings.Join(names, " > "))})...)
	}
	return append(lines, c.page.Msg("chart.share"),
		c.page.Msg("chart.made", c.pl.Plan.Strategy, term.Cut(c.pl.Plan.Digest(), 26)))
}

func (c *chart) name(i int32) string {
	sys := &c.pl.Plan.Inventory.Systems[i]
	return c.page.drawn(sys.Name, sys.ID)
}

// footer is the legend, then the lines of the foot.
func (c *chart) footer(lines []string) {
	x := float64(svgMargin)
	add := func(label string, draw func()) {
		draw()
		c.text(x+30, c.y+12, label, "")
		x += 30 + float64(term.Width(label))*svgCell + 22
	}
	for _, tier := range [...]inventory.Tier{1, 2, 3, 4, inventory.UnknownTier} {
		if c.pl.Plan.Counts().ByTier[tier] > 0 {
			add(c.page.tierName(tier), func() { c.rect(x, c.y+1, 24, 13, fmt.Sprintf(`fill="url(#fill%d)"`, tier), "") })
		}
	}
	add(c.page.Msg("chart.base"), func() { c.rect(x, c.y+1, 24, 13, `fill="url(#fill5)"`, "") })
	add(c.page.Msg("chart.critical"), func() { c.diamond(x+12, c.y+7) })
	c.y += 22
	for _, line := range lines {
		c.y += svgLine
		c.text(svgMargin, c.y, line, `class="quiet"`)
	}
}

// row draws one row: a heading, a system, or a group.
func (c *chart) row(r chartRow) {
	if r.heading {
		c.y += 8
		c.text(svgMargin, c.y+14, term.Cut(c.heading(r), columnsIn(svgLabel)), `class="strong"`)
		c.line(svgMargin, c.y+svgRow-1, svgWidth-svgMargin, c.y+svgRow-1, `stroke="#000" stroke-opacity="0.3"`)
		c.y += svgRow
		return
	}
	grade := c.grade(r)
	c.text(svgMargin+14, c.y+14, term.Cut(c.label(r), columnsIn(svgLabel-30)-term.Width(grade)), `clip-path="url(#names)"`)
	if grade != "" {
		c.text(svgMargin+svgLabel-10, c.y+14, grade, `text-anchor="end"`)
	}
	c.bar(r)
	c.y += svgRow
}

func (c *chart) heading(r chartRow) string {
	if r.base {
		return c.page.Msg("chart.base")
	}
	if r.room == "" {
		return c.page.Msg("chart.no-room")
	}
	if room := c.pl.Plan.Inventory.Room(r.room); room != nil {
		return c.page.drawn(room.Title, room.ID)
	}
	return harmless(r.room)
}

// label is the name of a system, or a tier.
func (c *chart) label(r chartRow) string {
	if r.alone {
		return c.name(r.systems[0])
	}
	return c.page.tierName(r.tier)
}

// grade is the tier behind the name of a service.
func (c *chart) grade(r chartRow) string {
	if !r.alone || r.fill == baseFill {
		return ""
	}
	return c.page.shortTier(c.pl.Plan.Inventory.Systems[r.systems[0]].Tier)
}

// bar draws from the first start to the last finish, as high as the share that
// is back by then, and says behind it how many are back and when.
func (c *chart) bar(r chartRow) {
	s := c.pl.Schedule
	placed, unplaced := r.byFinish(s)
	note := ""
	if len(placed) > 0 {
		first := s.Start(placed[0])
		for _, i := range placed {
			first = min(first, s.Start(i))
		}
		last := s.Finish(placed[len(placed)-1])
		c.area(r, placed, first, last)
		note = c.clock.at(last)
		if !r.alone {
			note = strconv.Itoa(len(placed)) + "/" + strconv.Itoa(len(r.systems)) + "  " + note
		}
	}
	if r.alone && unplaced > 0 {
		note = c.page.Msg("schedule.never")
	} else if unplaced > 0 {
		note = strings.TrimSpace(note + "  " + c.page.Msg("chart.no-time", unplaced))
	}
	c.text(svgMargin+svgLabel+svgBars+10, c.y+14, note, "")
}

// area is the bar of what has a time, in the order of finish.
func (c *chart) area(r chartRow, placed []int32, first, last schedule.Time) {
	const high = svgRow - 5.0
	s, foot := c.pl.Schedule, c.y+2+high
	width := max(2, c.x(last)-c.x(first))
	title := c.clock.describe(s, placed[0])
	if !r.alone {
		title = c.label(r) + ": " + c.clock.at(first) + " - " + c.clock.at(last)
	}
	if r.alone {
		c.rect(c.x(first), c.y+2, width, high, fmt.Sprintf(`fill="url(#fill%d)"`, r.fill), title)
	} else {
		c.rect(c.x(first), c.y+2, width, high, fmt.Sprintf(`fill="url(#faint%d)"`, r.fill), title)
		fmt.Fprintf(c, "<path d=\"M%.1f %.1f", c.x(first), foot)
		for n, i := range placed {
			fmt.Fprintf(c, "H%.1fV%.1f", max(c.x(s.Finish(i)), c.x(first)), foot-high*float64(n+1)/float64(len(r.systems)))
		}
		fmt.Fprintf(c, "h2.5V%.1fz\" fill=\"url(#fill%d)\"/>\n", foot, r.fill)
	}
	for _, i := range placed {
		if c.critical[i] {
			c.line(c.x(s.Start(i)), foot+1.5, c.x(s.Finish(i)), foot+1.5, `stroke="#000" stroke-width="2"`)
			c.diamond(c.x(s.Finish(i)), foot-high/2)
		}
	}
}
