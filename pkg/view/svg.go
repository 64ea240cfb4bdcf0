package view

import (
	"encoding/xml"
	"fmt"
	"strings"
	"unicode"

	"github.com/bokgu/bokgu/pkg/lang"
)

// drawn is a name for a drawing: as it was written, but for what could break
// out of its place. Drawings go into files, so that it does not matter what
// the terminal can show.
func (p Page) drawn(name lang.Text, id string) string {
	s := harmless(name.In(p.Lang))
	if s == "" {
		return harmless(id)
	}
	return s
}

// harmless leaves out what acts on the text around it: control characters, and
// those that turn the direction of writing. Line breaks become spaces.
func harmless(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == 0x2028 || r == 0x2029:
			return ' '
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), r == 0xfffe, r == 0xffff:
			return -1
		default:
			return r
		}
	}, strings.ToValidUTF8(s, "\uFFFD")))
}

// escaped makes a text fit for XML, inside elements and attributes.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(harmless(s))) // a Builder takes everything
	return b.String()
}

// svg is a drawing under construction. Lengths are in points of the screen.
type svg struct{ strings.Builder }

// open begins a drawing of a size. Fonts are chosen by the reader's machine:
// lang tells it which letters are wanted.
func (d *svg) open(tag lang.Tag, width, height int, title string) {
	fmt.Fprintf(d, "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"%s\" xml:space=\"preserve\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n",
		tag, width, height, width, height)
	fmt.Fprintf(d, "<title>%s</title>\n", escaped(title))
	d.WriteString("<style>text{unicode-bidi:isolate;fill:#1a1a1a}.quiet{fill:#555}.strong{font-weight:bold}</style>\n")
	fmt.Fprintf(d, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", width, height)
}

func (d *svg) close() { d.WriteString("</svg>\n") }

// text writes a line of text with its foot at a place; more is attributes.
func (d *svg) text(x, y float64, s, more string) {
	if more != "" {
		more = " " + more
	}
	fmt.Fprintf(d, "<text x=\"%.1f\" y=\"%.1f\"%s>%s</text>\n", x, y, more, escaped(s))
}

// rect draws a box. What title says is shown by a pointer that rests on it.
func (d *svg) rect(x, y, width, height float64, more, title string) {
	fmt.Fprintf(d, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s", x, y, width, height, more)
	if title == "" {
		d.WriteString("/>\n")
		return
	}
	fmt.Fprintf(d, "><title>%s</title></rect>\n", escaped(title))
}

func (d *svg) line(x1, y1, x2, y2 float64, more string) {
	fmt.Fprintf(d, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>\n", x1, y1, x2, y2, more)
}

// diamond marks a place.
func (d *svg) diamond(x, y float64) {
	fmt.Fprintf(d, "<path d=\"M%.1f %.1fl5 5l-5 5l-5 -5z\" fill=\"#000\"/>\n", x, y-5)
}

// fills are how the bars of a tier look: a colour and a pattern, so that they
// differ in print without colours too. Index 0 is an unknown tier, 5 what is
// not graded.
func fills() [6]struct{ colour, pattern string } {
	return [6]struct{ colour, pattern string }{
		{"#6b5b95", "M0 4H8M4 0V8"},
		{"#8c1c13", ""},
		{"#c4620a", "M-2 2L2 -2M0 8L8 0M6 10L10 6"},
		{"#1f6f9f", "M2 2h2v2h-2zM6 6h2v2h-2z"},
		{"#6f7782", "M0 2H8M0 6H8"},
		{"#3d3d3d", "M2 0V8M6 0V8"},
	}
}

// patterns defines the fills: fillN solid, faintN the same paler.
func (d *svg) patterns() {
	d.WriteString("<defs>\n")
	for n, f := range fills() {
		for _, kind := range []struct {
			name    string
			opacity string
		}{{"fill", "1"}, {"faint", "0.25"}} {
			fmt.Fprintf(d, "<pattern id=\"%s%d\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" fill=\"%s\" fill-opacity=\"%s\"/>",
				kind.name, n, f.colour, kind.opacity)
			if f.pattern != "" && kind.name == "fill" {
				fmt.Fprintf(d, "<path d=\"%s\" stroke=\"#fff\" stroke-width=\"1.2\" stroke-opacity=\"0.75\" fill=\"none\"/>", f.pattern)
			}
			d.WriteString("</pattern>\n")
		}
	}
	d.WriteString("</defs>\n")
}
