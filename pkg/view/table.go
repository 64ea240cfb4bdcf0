package view

import (
	"io"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"github.com/bokgu/bokgu/pkg/term"
)

// longTable is from how many rows on a table is written as plain columns: the
// library needs eleven microseconds a row, plain columns one.
const longTable = 2000

// gap stands between two columns.
const gap = "  "

// table is rows under a header. Its text form has no lines and fits the
// screen: the widest columns give way first.
type table struct {
	head  []string
	right []bool // columns set to the right: figures
	most  []int  // widest that a column may be on a screen; 0 is any width
	whole []bool // columns that are cut only when the others have given all they can
	rows  [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// text writes the table for a screen of at most term.Columns.
func (t *table) text(w io.Writer) error {
	full := t.withoutEmptyColumns()
	rows := full.fitted()
	if len(rows) > longTable {
		return full.columns(w, rows)
	}
	return full.library(w, rows)
}

// withoutEmptyColumns leaves out the columns in which no row says anything:
// on a screen they only take room. A table without rows keeps its header.
func (t *table) withoutEmptyColumns() *table {
	full := &table{rows: make([][]string, len(t.rows))}
	for i := range t.head {
		says := func(row []string) bool { return row[i] != "" }
		if len(t.rows) > 0 && !slices.ContainsFunc(t.rows, says) && len(t.head) > 1 {
			continue
		}
		full.head = append(full.head, t.head[i])
		full.right = append(full.right, t.isRight(i))
		most := 0
		if i < len(t.most) {
			most = t.most[i]
		}
		full.most = append(full.most, most)
		full.whole = append(full.whole, i < len(t.whole) && t.whole[i])
		for n, row := range t.rows {
			full.rows[n] = append(full.rows[n], row[i])
		}
	}
	if len(full.head) == 0 {
		return t
	}
	return full
}

// fitted is the header and the rows, made harmless and cut to the screen.
func (t *table) fitted() [][]string {
	rows := make([][]string, 0, len(t.rows)+1)
	for _, row := range slices.Concat([][]string{t.head}, t.rows) {
		plain := make([]string, len(row))
		for i, cell := range row {
			plain[i] = term.Plain(cell)
		}
		rows = append(rows, plain)
	}
	widths := columnWidths(rows)
	for i, most := range t.most {
		if most > 0 {
			widths[i] = min(widths[i], most)
		}
	}
	shrink(widths, t.whole, term.Columns)
	for _, row := range rows {
		for i := range row {
			row[i] = term.Cut(row[i], widths[i])
		}
	}
	return rows
}

// fits says whether the screen has room for all of the table, uncut.
func (t *table) fits() bool {
	full := t.withoutEmptyColumns()
	total := len(gap) * (len(full.head) - 1)
	for _, n := range columnWidths(slices.Concat([][]string{full.head}, full.rows)) {
		total += n
	}
	return total <= term.Columns
}

// columnWidths is the width of each column's widest cell.
func columnWidths(rows [][]string) []int {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], term.Width(cell))
		}
	}
	return widths
}

// narrow is how narrow a column becomes for the sake of those that are to stay
// whole.
const narrow = 12

// shrink takes from the widest column while all together are wider than the
// screen.
func shrink(widths []int, whole []bool, screen int) {
	total := len(gap) * (len(widths) - 1)
	for _, n := range widths {
		total += n
	}
	for ; total > screen; total-- {
		widths[givesWay(widths, whole)]--
	}
}

// givesWay is the column to take from: the widest of those that may be cut,
// else of all.
func givesWay(widths []int, whole []bool) int {
	widest, cut := 0, -1
	for i, n := range widths {
		if n > widths[widest] {
			widest = i
		}
		if (i >= len(whole) || !whole[i]) && n > narrow && (cut < 0 || n > widths[cut]) {
			cut = i
		}
	}
	if cut >= 0 {
		return cut
	}
	return widest
}

// library writes the rows with tablewriter. Spaces at line ends are cut.
func (t *table) library(w io.Writer, rows [][]string) error {
	// The library would else measure by the locale of the process, and
	// differently on a text console.
	twwidth.SetOptions(twwidth.Options{EastAsianWidth: false})
	var b strings.Builder
	padding := tw.Padding{Left: tw.Empty, Right: gap, Overwrite: true}
	tbl := tablewriter.NewTable(&b,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Settings: tw.Settings{
				Separators: tw.SeparatorsNone,
				Lines:      tw.LinesNone,
			},
		})),
		tablewriter.WithPadding(padding),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone),
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithAlignment(t.alignment()),
	)
	tbl.Header(rows[0])
	if err := tbl.Bulk(rows[1:]); err != nil {
		return err
	}
	if err := tbl.Render(); err != nil {
		return err
	}
	for line := range strings.Lines(b.String()) {
		if _, err := io.WriteString(w, strings.TrimRight(line, " \n")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) alignment() tw.Alignment {
	all := make(tw.Alignment, len(t.head))
	for i := range all {
		all[i] = tw.AlignLeft
		if t.isRight(i) {
			all[i] = tw.AlignRight
		}
	}
	return all
}

func (t *table) isRight(column int) bool { return column < len(t.right) && t.right[column] }

// columns writes the rows as the library would, but row by row.
func (t *table) columns(w io.Writer, rows [][]string) error {
	widths := columnWidths(rows)
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			if t.isRight(i) {
				b.WriteString(term.PadLeft(cell, widths[i]))
			} else {
				b.WriteString(term.Pad(cell, widths[i]))
			}
			b.WriteString(gap)
		}
		if _, err := io.WriteString(w, strings.TrimRight(b.String(), " ")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// markdown writes the table uncut, and harmless as on a screen: a terminal is
// where it is often read. A bar inside a cell would end it and is escaped,
// which the library's own renderer does not do.
func (t *table) markdown(w io.Writer) error {
	escape := strings.NewReplacer("|", `\|`, "<", "&lt;")
	line := func(cells []string) error {
		var b strings.Builder
		for _, c := range cells {
			b.WriteString("| " + escape.Replace(term.Plain(c)) + " ")
		}
		_, err := io.WriteString(w, b.String()+"|\n")
		return err
	}
	if err := line(t.head); err != nil {
		return err
	}
	rule := make([]string, len(t.head))
	for i := range rule {
		rule[i] = "---"
		if t.isRight(i) {
			rule[i] = "---:"
		}
	}
	if err := line(rule); err != nil {
		return err
	}
	for _, row := range t.rows {
		if err := line(row); err != nil {
			return err
		}
	}
	return nil
}
