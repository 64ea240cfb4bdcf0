package load

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/lang"
)

// MostCurve is how large a published curve may be, in bytes: many thousands of
// rows.
const MostCurve = 8 << 20

// CurveError says why a file is no published curve.
type CurveError struct {
	Code  string // csv, column, time, number, more, large, empty
	Line  int    // of the file; 0 is the whole
	Value string // what stands there, or the column that is missing
}

// Text is why, in words for people.
func (e *CurveError) Text() lang.Text {
	key := "curve." + e.Code
	return lang.Text{KO: lang.KO.Msg(key, clip(e.Value)), EN: lang.EN.Msg(key, clip(e.Value))}
}

// Error is for developers; the edge words it for people.
func (e *CurveError) Error() string {
	return fmt.Sprintf("no curve: line %d: %s %s", e.Line, e.Code, e.Value)
}

// ReadCurve reads the published curve that a drill names: a table with commas
// whose first line names the columns. Lines that begin with # are comments. It
// must have time, as 2025-09-29 08:30 in the zone of the drill or as RFC 3339,
// and restored; it may have total, tier1 to tier4 and tier1_total to
// tier4_total. Other columns and empty cells say nothing. The rows come back in
// the order of time. The error is a *CurveError, or that of the file.
func ReadCurve(path string, zone *time.Location) ([]drill.Published, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MostCurve+1))
	if err != nil {
		return nil, err
	}
	if len(data) > MostCurve {
		return nil, &CurveError{Code: "large"}
	}
	return parseCurve(string(data), zone)
}

// CurveOf is where the curve lies that a drill names, which stands in a file.
func CurveOf(d *drill.Drill, file string) string {
	path := filepath.FromSlash(d.Curve)
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(filepath.FromSlash(file)), path)
	}
	return path
}

// curve checks that the curve of a drill can be read, if it names one.
func (l *loading) curve(loaded *loadedDrill) {
	d := loaded.drill
	if d.Curve == "" || !l.with.curves {
		return
	}
	path := CurveOf(d, loaded.file())
	_, err := ReadCurve(path, d.Start.Location())
	if err == nil {
		return
	}
	f := unreadable(err, d.Curve)
	f.Place = loaded.rows.locate("curve").place(0)
	var bad *CurveError
	if errors.As(err, &bad) {
		f = diag.Finding{Rule: "bad-curve", Args: []any{bad.Text()}, Hint: diag.Hint{Key: "curve"}}
		f.Place = diag.Place{File: filepath.ToSlash(path), Line: max(bad.Line, 1), Column: 1}
	}
	f.Severity, f.Path = diag.Error, "curve"
	l.findings = append(l.findings, f)
	loaded.broken = true
}

// openFile opens what can be read to its end: no folder, no pipe.
func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &os.PathError{Op: "read", Path: path, Err: os.ErrInvalid}
	}
	return os.Open(path)
}

func parseCurve(text string, zone *time.Location) ([]drill.Published, error) {
	in := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	in.Comment = '#'
	in.TrimLeadingSpace = true
	names, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, &CurveError{Code: "empty"}
	}
	if err != nil {
		return nil, badCSV(err)
	}
	c := curveColumns{}
	for k, name := range names {
		c[strings.TrimSpace(name)] = k
	}
	for _, must := range []string{"time", "restored"} {
		if _, has := c[must]; !has {
			line, _ := in.FieldPos(0)
			return nil, &CurveError{Code: "column", Line: line, Value: must}
		}
	}
	var rows []drill.Published
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, badCSV(err)
		}
		row, bad := c.row(cells, zone)
		if bad != nil {
			bad.Line, _ = in.FieldPos(0)
			return nil, bad
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil, &CurveError{Code: "empty"}
	}
	slices.SortStableFunc(rows, func(a, b drill.Published) int { return a.At.Compare(b.At) })
	return rows, nil
}

func badCSV(err error) error {
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return &CurveError{Code: "csv", Line: bad.Line, Value: bad.Err.Error()}
	}
	return err
}

// curveColumns is where the columns stand, by name.
type curveColumns map[string]int

func (c curveColumns) cell(cells []string, name string) string {
	k, has := c[name]
	if !has || k >= len(cells) {
		return ""
	}
	return strings.TrimSpace(cells[k])
}

func (c curveColumns) row(cells []string, zone *time.Location) (p drill.Published, bad *CurveError) {
	at := c.cell(cells, "time")
	var err error
	if p.At, err = time.ParseInLocation("2006-01-02 15:04", at, zone); err != nil {
		if p.At, err = time.Parse(time.RFC3339, at); err != nil {
			return p, &CurveError{Code: "time", Value: at}
		}
	}
	if p.All, bad = c.figure(cells, "restored", "total"); bad != nil {
		return p, bad
	}
	for k := range p.Tiers {
		name := "tier" + strconv.Itoa(k+1)
		if p.Tiers[k], bad = c.figure(cells, name, name+"_total"); bad != nil {
			return p, bad
		}
	}
	return p, nil
}

// figure is how many of how many; an empty cell is Unsaid.
func (c curveColumns) figure(cells []string, back, total string) (f drill.Figure, bad *CurveError) {
	read := func(name string) int {
		s := c.cell(cells, name)
		if s == "" {
			return drill.Unsaid
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 {
			bad = &CurveError{Code: "number", Value: s}
		}
		return n
	}
	f.Back, f.Total = read(back), read(total)
	if bad == nil && f.Total != drill.Unsaid && f.Back > f.Total {
		bad = &CurveError{Code: "more", Value: fmt.Sprintf("%s %d, %s %d", back, f.Back, total, f.Total)}
	}
	return f, bad
}
