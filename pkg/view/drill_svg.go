package view

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/term"
)

// The measures of the drawing of a recovery.
const (
	recoveryWidth  = 1000
	recoveryHeight = 420 // of the field
	recoveryLeft   = 60
	recoveryField  = recoveryWidth - recoveryLeft - svgMargin
)

// recovery is a recovery as a drawing.
type recovery struct {
	svg
	page Page
	d    *Drilled
	axis axis
	top  float64 // of the field
}

// DrillSVG draws the recovery of a drill: which share of all and of each tier
// was back over time, and what was published of all and of tier 1.
func DrillSVG(w io.Writer, p Page, d *Drilled) error {
	p.Hangul = true // a drawing is no terminal
	c := &recovery{page: p, d: d}
	var lines []string
	for _, line := range p.drillHead(d)[1:] {
		lines = append(lines, term.Wrap(harmless(line), columnsIn(recoveryWidth-2*svgMargin))...)
	}
	drawn := len(d.Result.Curve) > 0 && d.Result.All.Systems > 0
	if !drawn {
		lines = append(lines, p.Msg("drill.no-curve"))
	}
	if d.Deviation != nil && d.Deviation.All.Points > 0 {
		a := &d.Deviation.All
		lines = append(lines, p.Msg("drill.apart", tenth(a.Mean), tenth(a.Percent), a.Points))
	}
	c.top = svgMargin + 40 + float64(svgLine*len(lines))
	height := int(c.top) + svgMargin
	if drawn {
		height += recoveryHeight + 60
	}
	title := p.kind(true) + " " + p.drawn(d.Result.Drill.Title, d.Result.Drill.Name)
	c.open(p.Lang, recoveryWidth, height, title)
	room := (recoveryWidth - 2*svgMargin) / 12
	c.text(svgMargin, svgMargin+16, term.Cut(title, room), `font-size="20" class="strong"`)
	for k, line := range lines {
		c.text(svgMargin, svgMargin+40+float64(svgLine*k), line, `class="quiet"`)
	}
	if drawn {
		c.axis = p.curveAxis(d, recoveryField, 80)
		c.field()
		c.legend()
	}
	c.close()
	_, err := io.WriteString(w, c.String())
	return err
}

// x is where a time stands, y where a share does.
func (c *recovery) x(t time.Time) float64 {
	return recoveryLeft + recoveryField*t.Sub(c.d.Result.Began).Seconds()/float64(c.axis.end)
}

func (c *recovery) y(share float64) float64 { return c.top + recoveryHeight*(1-share) }

// field draws the axes and the curves.
func (c *recovery) field() {
	for n := 0; n <= 4; n++ {
		y := c.y(float64(n) / 4)
		c.line(recoveryLeft, y, recoveryLeft+recoveryField, y, `stroke="#000" stroke-opacity="0.15"`)
		c.text(recoveryLeft-6, y+4, strconv.Itoa(n*25)+"%", `text-anchor="end" class="quiet"`)
	}
	for _, t := range c.axis.ticks {
		x := recoveryLeft + recoveryField*float64(t.at)/float64(c.axis.end)
		c.line(x, c.top, x, c.y(0), `stroke="#000" stroke-opacity="0.15"`)
		c.text(x, c.y(0)+18, t.label, `text-anchor="middle" class="quiet"`)
	}
	c.line(recoveryLeft, c.y(0), recoveryLeft+recoveryField, c.y(0), `stroke="#000"`)
	c.line(recoveryLeft, c.top, recoveryLeft, c.y(0), `stroke="#000"`)
	for tier := 4; tier >= 1; tier-- {
		c.curve(tier)
	}
	c.curve(0)
	for _, p := range c.d.Published {
		if share, ok := p.All.Share(); ok {
			c.dot(p.At, share, "#000", p.All)
		}
		if share, ok := p.Tiers[0].Share(); ok {
			c.dot(p.At, share, fills()[1].colour, p.Tiers[0])
		}
	}
}

// strokes tell the lines apart without their colours: all, then tiers 1 to 4.
func strokes() [5]string { return [5]string{"", "7 3", "2 3", "9 3 2 3", "4 4"} }

// stroke is how the line of all, tier 0, or of a tier is drawn.
func stroke(tier int) string {
	if tier == 0 {
		return `fill="none" stroke="#000" stroke-width="2.5"`
	}
	return fmt.Sprintf(`fill="none" stroke="%s" stroke-width="1.6" stroke-dasharray="%s"`, fills()[tier].colour, strokes()[tier])
}

// curve draws the steps of all, tier 0, or of a tier.
func (c *recovery) curve(tier int) {
	r := c.d.Result
	end := r.Began.Add(time.Duration(c.axis.end) * time.Second)
	if !r.Covers(end) {
		end = r.Ended
	}
	var path strings.Builder
	for k := range r.Curve {
		at := r.Curve[k].At
		share, ok := r.ShareAt(at, tier)
		if !ok || at.After(end) {
			continue
		}
		if path.Len() == 0 {
			fmt.Fprintf(&path, "M%.1f %.1f", c.x(at), c.y(share))
		} else {
			fmt.Fprintf(&path, "H%.1fV%.1f", c.x(at), c.y(share))
		}
	}
	if path.Len() > 0 {
		fmt.Fprintf(c, "<path d=\"%sH%.1f\" %s/>\n", path.String(), c.x(end), stroke(tier))
	}
}

// dot marks what was published, inside the field.
func (c *recovery) dot(at time.Time, share float64, colour string, f drill.Figure) {
	if x := c.x(at); x >= recoveryLeft && x <= recoveryLeft+recoveryField {
		fmt.Fprintf(c, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#fff\" stroke=\"%s\" stroke-width=\"1.5\"><title>%s</title></circle>\n",
			x, c.y(share), colour, escaped(fmt.Sprintf("%s  %d/%d", c.page.fullTime(at), f.Back, f.Total)))
	}
}

// legend names the lines below the field.
func (c *recovery) legend() {
	x, y := float64(recoveryLeft), c.y(0)+40
	add := func(label string, draw func()) {
		draw()
		c.text(x+30, y+4, label, "")
		x += 30 + float64(term.Width(label))*svgCell + 22
	}
	line := func(tier int) func() {
		return func() { fmt.Fprintf(c, "<path d=\"M%.1f %.1fh24\" %s/>\n", x, y, stroke(tier)) }
	}
	add(c.page.Msg("status.all"), line(0))
	last := &c.d.Result.Curve[len(c.d.Result.Curve)-1]
	for tier := 1; tier <= 4; tier++ {
		if last.Tiers[tier].Total > 0 {
			add(c.page.tierName(inventory.Tier(tier)), line(tier))
		}
	}
	if len(c.d.Published) > 0 {
		dot := func(colour string) func() {
			return func() {
				fmt.Fprintf(c, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#fff\" stroke=\"%s\" stroke-width=\"1.5\"/>\n", x+12, y, colour)
			}
		}
		add(c.page.Msg("drill.published", c.page.Msg("status.all")), dot("#000"))
		add(c.page.Msg("drill.published", c.page.tierName(1)), dot(fills()[1].colour))
	}
}
