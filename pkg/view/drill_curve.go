package view

import (
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
	"github.com/bokgu/bokgu/pkg/term"
)

// The measures of the curve on a screen.
const (
	curveRows  = 16
	curveLabel = 5 // of the share at the left
	curveWidth = term.Columns - curveLabel - 1
)

// The marks of the curve.
const (
	markAll   = '*'
	markTier1 = '1'
	markSaid  = 'o'
)

// curvePart draws which share was back over time: of all, of tier 1, and of all
// as it was published.
func (p Page) curvePart(d *Drilled) drillPart {
	part := drillPart{title: p.Msg("drill.curve")}
	r := d.Result
	if len(r.Curve) == 0 || r.All.Systems == 0 {
		part.lines = []string{p.Msg("drill.no-curve")}
		return part
	}
	c := curveGrid{r: r, axis: p.curveAxis(d, curveWidth, 9)}
	for k := range c.cells {
		c.cells[k] = []byte(strings.Repeat(" ", curveWidth))
	}
	legend := []string{p.Msg("drill.mark-all")}
	if tier1(r) > 0 {
		c.step(1, markTier1)
		legend = append(legend, p.Msg("drill.mark-tier1"))
	}
	c.step(0, markAll)
	if len(d.Published) > 0 {
		c.said(d.Published)
		legend = append(legend, p.Msg("drill.mark-said"))
	}
	for k := range c.cells {
		label := ""
		if k%5 == 0 {
			label = strconv.Itoa((200*(curveRows-1-k)+curveRows-1)/(2*(curveRows-1))) + "%"
		}
		part.drawing = append(part.drawing, term.PadLeft(label, curveLabel)+"|"+strings.TrimRight(string(c.cells[k]), " "))
	}
	lead := strings.Repeat(" ", curveLabel)
	part.drawing = append(part.drawing, lead+"+"+c.axis.ruler(), lead+" "+c.axis.labels(), lead+" "+strings.Join(legend, "   "))
	return part
}

// tier1 is how many services of tier 1 were ever counted.
func tier1(r *drill.Result) int {
	most := 0
	for k := range r.Curve {
		most = max(most, r.Curve[k].Tiers[1].Total)
	}
	return most
}

// curveAxis is the time from the beginning to a little after the last thing that
// is shown, at most to the end of the run.
func (p Page) curveAxis(d *Drilled, width, apart int) axis {
	r := d.Result
	last := r.Curve[len(r.Curve)-1].At
	for _, said := range d.Published {
		if said.At.After(last) {
			last = said.At
		}
	}
	end := last.Sub(r.Began) * 21 / 20
	if whole := r.Ended.Sub(r.Began); whole < end && last.Before(r.Ended) {
		end = whole
	}
	return newAxis(clock{Page: p, from: r.Began, dated: true}, schedule.Time(end/time.Second), width, apart)
}

// curveGrid is the curve in letters, the uppermost row first.
type curveGrid struct {
	r     *drill.Result
	axis  axis
	cells [curveRows][]byte
}

// row is where a share stands.
func (c *curveGrid) row(share float64) int {
	return curveRows - 1 - int(share*(curveRows-1)+0.5)
}

// step draws the share of all, tier 0, or of a tier, with what lies between two
// columns.
func (c *curveGrid) step(tier int, mark byte) {
	before := -1
	for x := range curveWidth {
		since := schedule.Time(x+1) * c.axis.end / curveWidth
		at := c.r.Began.Add(time.Duration(since) * time.Second)
		if !c.r.Covers(at) {
			return
		}
		share, ok := c.r.ShareAt(at, tier)
		if !ok {
			continue
		}
		y := c.row(share)
		c.cells[y][x] = mark
		for ; before >= 0 && before != y; before += sign(y - before) {
			c.cells[before][x] = mark
		}
		before = y
	}
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// said marks what was published of all.
func (c *curveGrid) said(published []drill.Published) {
	for _, p := range published {
		share, ok := p.All.Share()
		since := schedule.Time(p.At.Sub(c.r.Began) / time.Second)
		if ok && since >= 0 && since <= c.axis.end {
			c.cells[c.row(share)][c.axis.cell(since)] = markSaid
		}
	}
}

// deviationPart says how far the curve is from the published one.
func (p Page) deviationPart(d *drill.Deviation) drillPart {
	t := &table{
		head:  []string{"", p.Msg("drill.points"), p.Msg("drill.mean"), p.Msg("drill.percent"), p.Msg("drill.worst"), p.Msg("drill.worst-at")},
		right: []bool{false, true, true, true, true, false},
	}
	row := func(name string, a *drill.Apart) {
		if a.Points == 0 {
			t.add(name, "0", "-", "-", "-", "")
			return
		}
		t.add(name, strconv.Itoa(a.Points), tenth(a.Mean), tenth(a.Percent), signed(a.Worst), p.fullTime(a.WorstAt))
	}
	row(p.Msg("status.all"), &d.All)
	for k := range d.Tiers {
		row(p.tierName(inventory.Tier(d.Tiers[k].Tier)), &d.Tiers[k])
	}
	part := drillPart{title: p.Msg("drill.deviation"), figures: t, lines: []string{p.Msg("drill.deviation-of", d.Rows)}}
	if d.Outside > 0 {
		part.lines = append(part.lines, p.Msg("drill.outside", d.Outside))
	}
	return part
}

// tenth is a number to one place.
func tenth(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
