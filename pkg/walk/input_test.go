package walk_test

import (
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/bokgu/bokgu/pkg/walk"
)

func TestParse(t *testing.T) {
	cases := []struct {
		line string
		want walk.Input
	}{
		{"", walk.Input{}},
		{"   ", walk.Input{}},
		{"o", walk.Input{Key: walk.OK}},
		{"O", walk.Input{Key: walk.OK}},
		{"ㅐ", walk.Input{Key: walk.OK}},
		{"ㅒ", walk.Input{Key: walk.OK}},
		{"ｏ", walk.Input{Key: walk.OK}},
		{"Ｏ　３", walk.Input{Key: walk.OK, Row: 3}},
		{"완료", walk.Input{Key: walk.OK}},
		{"o 2", walk.Input{Key: walk.OK, Row: 2}},
		{"o2", walk.Input{Key: walk.OK, Row: 2}},
		{"2 o", walk.Input{Key: walk.OK, Row: 2}},
		{"2o", walk.Input{Key: walk.OK, Row: 2}},
		{"２ㅐ", walk.Input{Key: walk.OK, Row: 2}},
		{"2 o 3", walk.Input{Key: walk.OK, Row: 2, Rest: "3"}},
		{"o 118-122", walk.Input{Key: walk.OK, Rest: "118-122"}},
		{"o 3,4", walk.Input{Key: walk.OK, Rest: "3,4"}},
		{"o 2 good", walk.Input{Key: walk.OK, Row: 2, Rest: "good"}},
		{"7", walk.Input{Key: walk.Choose, Row: 7}},
		{"７", walk.Input{Key: walk.Choose, Row: 7}},
		{"x 391 disk error", walk.Input{Key: walk.Fail, Rest: "391 disk error"}},
		{"x391", walk.Input{Key: walk.Fail, Rest: "391"}},
		{"ㅌ", walk.Input{Key: walk.Fail}},
		{"w 14:00", walk.Input{Key: walk.Later, Rest: "14:00"}},
		{"w 2h", walk.Input{Key: walk.Later, Rest: "2h"}},
		{"w 2 h", walk.Input{Key: walk.Later, Rest: "2 h"}},
		{"w 2시간", walk.Input{Key: walk.Later, Rest: "2시간"}},
		{"w 2 14:00", walk.Input{Key: walk.Later, Row: 2, Rest: "14:00"}},
		{"ㅈ", walk.Input{Key: walk.Later}},
		{"> 기동반", walk.Input{Key: walk.HandOn, Rest: "기동반"}},
		{">기동반", walk.Input{Key: walk.HandOn, Rest: "기동반"}},
		{"＞", walk.Input{Key: walk.HandOn}},
		{"m 물 샘", walk.Input{Key: walk.Memo, Rest: "물 샘"}},
		{"ㅡ", walk.Input{Key: walk.Memo}},
		{"?", walk.Input{Key: walk.Why}},
		{"? 3", walk.Input{Key: walk.Why, Row: 3}},
		{"왜 3", walk.Input{Key: walk.Why, Row: 3}},
		{"ㅕ", walk.Input{Key: walk.Undo}},
		{"ㅠ", walk.Input{Key: walk.Board}},
		{"현황", walk.Input{Key: walk.Board}},
		{"! 2 fires", walk.Input{Key: walk.Stop, Rest: "2 fires"}},
		{"！연기", walk.Input{Key: walk.Stop, Rest: "연기"}},
		{"ㅂ", walk.Input{Key: walk.Quit}},
		{"QUIT", walk.Input{Key: walk.Quit}},
		{"skip 2 no fire", walk.Input{Key: walk.Skip, Row: 2, Rest: "no fire"}},
		{"제외 화재 아님", walk.Input{Key: walk.Skip, Rest: "화재 아님"}},
		{"더", walk.Input{Key: walk.More}},
		{"@ 9/27 10:15", walk.Input{Key: walk.Clock, Rest: "9/27 10:15"}},
		{"@ 9 10:15", walk.Input{Key: walk.Clock, Rest: "9 10:15"}},
		{"okay then", walk.Input{Key: walk.Strange, Rest: "okay then"}},
		{"118-122", walk.Input{Key: walk.Strange, Rest: "118-122"}},
		{"s", walk.Input{Key: walk.Strange, Rest: "s"}},
		{"n", walk.Input{Key: walk.Strange, Rest: "n"}},
		{"기동", walk.Input{Key: walk.Strange, Rest: "기동"}},
		{"0", walk.Input{Key: walk.Strange, Rest: "0"}},
	}
	for _, c := range cases {
		if got := walk.Parse(c.line); got != c.want {
			t.Errorf("%q: %+v, want %+v", c.line, got, c.want)
		}
	}
}

// inTen says that the systems of the round are 110 to 122 and gov24.
func inTen(s string) bool {
	from, to, _ := strings.Cut(s, "-")
	for _, part := range []string{from, to} {
		if n, err := strconv.Atoi(part); part != "" && (err != nil || n < 110 || n > 122) {
			return s == "gov24"
		}
	}
	return from != ""
}

func TestParseOutcome(t *testing.T) {
	cases := []struct {
		line string
		want walk.Outcome
		ok   bool
	}{
		{"o", walk.Outcome{Rest: true}, true},
		{"ㅐ", walk.Outcome{Rest: true}, true},
		{"o x111,112 ?113 DB 기동 오류", walk.Outcome{Rest: true, Failed: []string{"111", "112"}, Unknown: []string{"113"}, Note: "DB 기동 오류"}, true},
		{"ㅐ ㅌ111,112 ?113 DB 기동 오류", walk.Outcome{Rest: true, Failed: []string{"111", "112"}, Unknown: []string{"113"}, Note: "DB 기동 오류"}, true},
		{"ｏ　ｘ１１１，１１２　？１１３", walk.Outcome{Rest: true, Failed: []string{"111", "112"}, Unknown: []string{"113"}}, true},
		{"ox111", walk.Outcome{Rest: true, Failed: []string{"111"}}, true},
		{"o x 111, 112 ? 113", walk.Outcome{Rest: true, Failed: []string{"111", "112"}, Unknown: []string{"113"}}, true},
		{"o 118-122", walk.Outcome{Up: []string{"118-122"}}, true},
		{"o118,gov24 x119", walk.Outcome{Up: []string{"118", "gov24"}, Failed: []string{"119"}}, true},
		{"x111 disk 3 xml error", walk.Outcome{Failed: []string{"111"}, Note: "disk 3 xml error"}, true},
		{"?113", walk.Outcome{Unknown: []string{"113"}}, true},
		{"o 서버 정상", walk.Outcome{Rest: true, Note: "서버 정상"}, true},
		{"o x111 other words", walk.Outcome{Rest: true, Failed: []string{"111"}, Note: "other words"}, true},
		// A slip in a number must never turn a failure into a success.
		{"o x999", walk.Outcome{Bad: "999"}, false},
		{"o x 999", walk.Outcome{Bad: "999"}, false},
		{"o 999", walk.Outcome{Bad: "999"}, false},
		{"o999", walk.Outcome{Bad: "999"}, false},
		{"o 118-199", walk.Outcome{Bad: "118-199"}, false},
		{"ㅐ ㅌ999 ?113", walk.Outcome{Bad: "999"}, false},
		{"o x111 999", walk.Outcome{Bad: "999"}, false},
		{"o x111,999", walk.Outcome{Bad: "111,999"}, false},
		{"o 1-3,x2", walk.Outcome{Bad: "1-3,x2"}, false},
		{"o 118-119,x120", walk.Outcome{Bad: "118-119,x120"}, false},
		{"ㅐ １１８,ㅌ１１９", walk.Outcome{Bad: "１１８,ㅌ１１９"}, false},
		{"o 118:122", walk.Outcome{Bad: "118:122"}, false},
		{"o ,118", walk.Outcome{Bad: ",118"}, false},
		{"o x111 112번", walk.Outcome{Bad: "112번"}, false},
		{"o xgov42", walk.Outcome{Bad: "xgov42"}, false},
		{"x111 xml error", walk.Outcome{Bad: "xml"}, false},
		{"x", walk.Outcome{Bad: "x"}, false},
		{"?", walk.Outcome{Bad: "?"}, false},
		{"other words", walk.Outcome{Bad: "other"}, false},
		{"", walk.Outcome{}, false},
	}
	for _, c := range cases {
		got, ok := walk.ParseOutcome(c.line, inTen)
		if ok != c.ok || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: %+v %v, want %+v %v", c.line, got, ok, c.want, c.ok)
		}
	}
}

// Whatever is typed, nothing panics, and only names of systems are taken for
// systems.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"o x111,112 ?113 DB", "２ㅐ", "w 2 h", "ox,", "?1-", "@", "\xff", "x 118-", "o　"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		in := walk.Parse(line)
		if in.Row < 0 || in.Row > 9 {
			t.Errorf("%q: row %d", line, in.Row)
		}
		if in.Key == walk.Again && strings.TrimSpace(line) != "" {
			t.Errorf("%q was read as nothing", line)
		}
		out, ok := walk.ParseOutcome(line, inTen)
		if !ok && (out.Rest || len(out.Up)+len(out.Failed)+len(out.Unknown) > 0) {
			t.Errorf("%q: %+v and not ok", line, out)
		}
		for _, names := range [][]string{out.Up, out.Failed, out.Unknown} {
			for _, n := range names {
				if !inTen(n) {
					t.Errorf("%q: %q is no system", line, n)
				}
			}
		}
	})
}
