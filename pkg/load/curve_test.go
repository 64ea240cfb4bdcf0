package load

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/drill"
)

func TestThePublishedCourseOf2025IsRead(t *testing.T) {
	kst := time.FixedZone("KST", 9*60*60)
	rows, err := ReadCurve(filepath.Join("..", "..", "examples", "nirs-2025", "curve.csv"), kst)
	if err != nil || len(rows) < 50 {
		t.Fatal(len(rows), err)
	}
	none := drill.Figure{Total: drill.Unsaid, Back: drill.Unsaid}
	first, last := rows[0], rows[len(rows)-1]
	if !first.At.Equal(time.Date(2025, 9, 28, 22, 0, 0, 0, kst)) || first.All != (drill.Figure{Total: 647, Back: 30}) || first.Tiers[0] != none {
		t.Errorf("%+v", first)
	}
	if last.All != (drill.Figure{Total: 709, Back: 709}) || last.Tiers[3] != (drill.Figure{Total: 340, Back: 340}) {
		t.Errorf("%+v", last)
	}
}

func TestAFaultInACurveIsNamedWithItsLine(t *testing.T) {
	for _, c := range []struct {
		text, code string
		line       int
	}{
		{"", "empty", 0},
		{"# nothing\n", "empty", 0},
		{"time,restored\n", "empty", 0},
		{"time,back\n2025-09-29 08:30,1\n", "column", 1},
		{"# a\ntime,restored\nyesterday,1\n", "time", 3},
		{"time,restored\n2025-09-29 08:30,-1\n", "number", 2},
		{"time,restored\n2025-09-29 08:30,1.5\n", "number", 2},
		{"time,restored,total\n2025-09-29 08:30,3,2\n", "more", 2},
		{"time,restored\n2025-09-29 08:30,1,2\n", "csv", 2},
		{"time,restored\n2025-09-29 08:30,\"1\n", "csv", 2},
	} {
		_, err := parseCurve(c.text, time.UTC)
		var bad *CurveError
		if !errors.As(err, &bad) || bad.Code != c.code || bad.Line != c.line {
			t.Errorf("%q: %v, want %s in line %d", c.text, err, c.code, c.line)
		}
	}
	if _, err := ReadCurve(t.TempDir(), time.UTC); !errors.Is(err, os.ErrInvalid) {
		t.Errorf("a folder: %v", err)
	}
}

func TestRowsComeBackInTheOrderOfTime(t *testing.T) {
	rows, err := parseCurve("\ufefftime, restored\n2025-09-29T08:30:00+09:00, 2\n2025-09-28 20:00, 1\n2025-09-30 20:00,\n", time.UTC)
	if err != nil || len(rows) != 3 || rows[0].All.Back != 1 || rows[1].All.Back != 2 || rows[2].All.Back != drill.Unsaid {
		t.Errorf("%+v, %v", rows, err)
	}
}

func FuzzCurve(f *testing.F) {
	f.Add("time,restored,tier1\n2025-09-29 08:30,2,1\n")
	f.Add("#\n\"time\",restored\n,\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := parseCurve(text, time.UTC)
		if err == nil && len(rows) == 0 {
			t.Error("neither rows nor an error")
		}
		for _, r := range rows {
			if r.All.Back < drill.Unsaid || r.All.Total >= 0 && r.All.Back > r.All.Total {
				t.Errorf("%+v", r)
			}
		}
	})
}
