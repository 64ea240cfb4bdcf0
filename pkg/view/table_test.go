package view

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/term"
)

func TestTablesStandStraightUnderHangul(t *testing.T) {
	tbl := table{head: []string{"번호", "이름", "DR"}, right: []bool{true, false, false}}
	tbl.add("1", "정부24", "서버")
	tbl.add("12", "Post|bank", "-")
	var text, md strings.Builder
	if err := tbl.text(&text); err != nil {
		t.Fatal(err)
	}
	want := "번호  이름       DR\n   1  정부24     서버\n  12  Post|bank  -\n"
	if text.String() != want {
		t.Errorf("got\n%swant\n%s", text.String(), want)
	}
	if err := tbl.markdown(&md); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(md.String(), `| 12 | Post\|bank | - |`) {
		t.Errorf("a bar ends a cell:\n%s", md.String())
	}
}

// A hold's reason or a room's name may have come from anywhere.
func TestNothingInADocumentSteersTheTerminal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.String().Draw(t, "cell") + "\x1b[2J\x07\u202e\u200b\u200d\xb4|<"
		tbl := table{head: []string{"a", cell}}
		tbl.add(cell, "b")
		var md strings.Builder
		if err := tbl.markdown(&md); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(md.String() + plainMarkdown(cell)) {
			if line = strings.TrimSuffix(line, "\n"); term.Plain(line) != line {
				t.Fatalf("%q", line)
			}
		}
		if lines := strings.Count(md.String(), "\n"); lines != 3 {
			t.Fatalf("%d lines", lines)
		}
	})
}

func TestColumnsThatSayNothingTakeNoRoom(t *testing.T) {
	tbl := table{head: []string{"a", "brings", "z"}, right: []bool{false, false, true}, most: []int{0, 0, 3}}
	tbl.add("1", "", "1234")
	tbl.add("2", "", "2")
	var b strings.Builder
	if err := tbl.text(&b); err != nil {
		t.Fatal(err)
	}
	if want := "a    z\n1  1..\n2    2\n"; b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

// What people are to type stays whole while a name can give way for it.
func TestAWholeColumnIsCutLast(t *testing.T) {
	id, name := strings.Repeat("i", 40), strings.Repeat("n", 40)
	for third, want := range map[int][3]int{10: {40, 25, 10}, 15: {40, 20, 15}, 60: {40, 17, 18}} {
		tbl := table{head: []string{"id", "name", "z"}, whole: []bool{true}}
		tbl.add(id, name, strings.Repeat("z", third))
		row := tbl.fitted()[1]
		if got := [3]int{term.Width(row[0]), term.Width(row[1]), term.Width(row[2])}; got != want {
			t.Errorf("beside %d columns: %v, want %v", third, got, want)
		}
	}
	tbl := table{head: []string{"id", "name"}, whole: []bool{true}}
	tbl.add(strings.Repeat("i", 90), name)
	if row := tbl.fitted()[1]; term.Width(row[0])+term.Width(row[1])+len(gap) != term.Columns || term.Width(row[1]) != narrow {
		t.Errorf("even so it fits the screen: %q", row)
	}
}

// Any table, of any text, fits the screen; and the long form of it is the
// same as what the library writes.
func TestTablesFitTheScreenWhicheverWayTheyAreWritten(t *testing.T) {
	cell := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("가나ab 1")), 0, 60, -1))
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "columns")
		row := rapid.SliceOfN(cell, n, n)
		tbl := table{head: row.Draw(t, "head"), right: rapid.SliceOfN(rapid.Bool(), n, n).Draw(t, "right")}
		tbl.rows = rapid.SliceOfN(row, 1, 5).Draw(t, "rows")
		var short, long strings.Builder
		if err := tbl.text(&short); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(short.String()) {
			if w := term.Width(strings.TrimRight(line, "\n")); w > term.Columns {
				t.Fatalf("%d columns: %q", w, line)
			}
		}
		if err := tbl.withoutEmptyColumns().columns(&long, tbl.withoutEmptyColumns().fitted()); err != nil {
			t.Fatal(err)
		}
		if short.String() != long.String() {
			t.Fatalf("library\n%q\ncolumns\n%q", short.String(), long.String())
		}
	})
}
