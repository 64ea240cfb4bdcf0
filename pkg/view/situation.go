package view

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/term"
)

// section is one numbered part of a report. Its text is a sentence behind the
// title, items, or the table of figures with notes under it.
type section struct {
	title   string
	text    string
	items   []string
	figures *table
	notes   []string
}

// SituationText writes a situation report as an official document of one page.
func SituationText(w io.Writer, p Page, s report.Situation) error {
	return p.paper(w, p.letterhead(&s), p.sections(&s), p.signature(&s))
}

// paper writes a report: its head, its numbered parts, who signs.
func (p Page) paper(w io.Writer, head []string, parts []section, signature string) error {
	lines := head
	for n, part := range parts {
		lead := strconv.Itoa(n+1) + ". "
		if part.text != "" {
			lines = append(lines, hanging(lead, part.title+": "+part.text)...)
			continue
		}
		if n < headSections {
			lines = append(lines, "")
		}
		if part.figures != nil {
			figures, err := aligned(part.figures, lead+part.title)
			if err != nil {
				return err
			}
			lines = append(lines, figures...)
		} else {
			lines = append(lines, lead+part.title)
		}
		for k, item := range part.items {
			lines = append(lines, hanging("  "+p.marker(k)+" ", item)...)
		}
		for _, note := range part.notes {
			lines = append(lines, hanging("  ", note)...)
		}
		if n == headSections-1 {
			lines = append(lines, "")
		}
	}
	lines = append(lines, "")
	lines = append(lines, hanging("", signature)...)
	_, err := io.WriteString(w, strings.Join(cutAll(lines), "\n")+"\n")
	return err
}

// headSections stand apart, with a blank line before each; the others are one
// sentence each.
const headSections = 3

// SituationMarkdown writes the same for a document.
func SituationMarkdown(w io.Writer, p Page, s report.Situation) error {
	head := fmt.Sprintf("# %s\n\n%s\n\n%s %s. %s\n", p.reportTitle(&s), p.asOf(s.Now), p.kind(s.Drill), plainMarkdown(s.Title), p.Msg("report.not-public"))
	return paperMarkdown(w, head, p.sections(&s), p.signature(&s))
}

func paperMarkdown(w io.Writer, head string, parts []section, signature string) error {
	var b strings.Builder
	b.WriteString(head)
	for n, part := range parts {
		fmt.Fprintf(&b, "\n## %d. %s\n\n", n+1, part.title)
		if part.text != "" {
			fmt.Fprintln(&b, plainMarkdown(part.text))
		}
		for _, item := range part.items {
			fmt.Fprintf(&b, "- %s\n", plainMarkdown(item))
		}
		if part.figures != nil {
			if err := part.figures.markdown(&b); err != nil {
				return err
			}
			fmt.Fprintln(&b)
		}
		for _, note := range part.notes {
			fmt.Fprintf(&b, "- %s\n", plainMarkdown(note))
		}
	}
	fmt.Fprintf(&b, "\n%s\n", plainMarkdown(signature))
	_, err := io.WriteString(w, b.String())
	return err
}

// plainMarkdown keeps what people wrote from becoming markup, or from steering
// the terminal it is read on.
func plainMarkdown(s string) string {
	return strings.NewReplacer("<", "&lt;", "*", `\*`, "_", `\_`).Replace(term.Plain(s))
}

// hanging wraps a text behind a lead; the lines after the first stand under
// its text.
func hanging(lead, text string) []string {
	indent := min(term.Width(lead), 5)
	first := term.Wrap(text, term.Columns-term.Width(lead))
	if len(first) == 1 {
		return []string{lead + text}
	}
	lines := []string{lead + first[0]}
	rest := strings.Join(first[1:], " ")
	for _, l := range term.Wrap(rest, term.Columns-indent) {
		lines = append(lines, strings.Repeat(" ", indent)+l)
	}
	return lines
}

// aligned writes the table of figures with the section's title in its corner.
func aligned(t *table, title string) ([]string, error) {
	titled := *t
	titled.head = append([]string{title}, t.head[1:]...)
	titled.rows = nil
	for _, row := range t.rows {
		titled.add(append([]string{"  " + row[0]}, row[1:]...)...)
	}
	var b strings.Builder
	if err := titled.text(&b); err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n"), nil
}

// marker numbers the items of a section: a. b. c., 가. 나. 다.
func (p Page) marker(k int) string {
	letters := []rune(p.Msg("report.markers"))
	if !p.Hangul {
		letters = []rune("abcdefghijklmn")
	}
	return string(letters[min(k, len(letters)-1)]) + "."
}

func (p Page) reportTitle(s *report.Situation) string { return p.Msg("report.title", s.Number) }

func (p Page) asOf(now time.Time) string {
	weekday := p.Msg("status.weekday-" + strconv.Itoa(int(now.Weekday())))
	return p.Msg("report.as-of", now.Format(p.Msg("report.date-layout")), weekday, p.zoned(now))
}

// zoned is a time of day with its zone; Korean time needs none in Korean.
func (p Page) zoned(t time.Time) string {
	const korea = 9 * 60 * 60
	_, offset := t.Zone()
	switch {
	case offset != korea:
		return t.Format("15:04 -07:00")
	case p.Lang == lang.KO:
		return t.Format("15:04")
	default:
		return t.Format("15:04") + " KST"
	}
}

// letterhead is the first lines: number and time, title and warning.
func (p Page) letterhead(s *report.Situation) []string {
	return p.head(&s.Header, p.reportTitle(s))
}

func (p Page) head(h *report.Header, name string) []string {
	title := p.Name(lang.Plain(h.Title), h.Incident)
	warning := p.Msg("report.not-public")
	room := term.Columns - term.Width(warning) - 2*len(gap)
	return []string{
		apart(name, p.asOf(h.Now)),
		apart(term.Cut(p.kind(h.Drill)+" "+title, room), warning),
	}
}

// apart sets two texts to the two edges of the screen.
func apart(left, right string) string {
	space := max(1, term.Columns-term.Width(left)-term.Width(right))
	return left + strings.Repeat(" ", space) + right
}

// signature says who wrote it, that nobody has approved it, and by what it can
// be checked.
func (p Page) signature(s *report.Situation) string { return p.signed(&s.Header, s.Code) }

func (p Page) signed(h *report.Header, check report.Code) string {
	code := "-"
	if check.Text != "" {
		code = p.Msg("report.chains", check.Text, check.Chains)
	}
	return p.Msg("report.signature", p.shown(h.Operator), h.Last.Seq, code)
}
