package walk

import (
	"strings"
	"unicode/utf8"
)

// Key is what a line asks for.
type Key rune

// The keys of the walk. Skip and More are words: leaving a task out is never
// done by a slip of the finger.
const (
	Again   Key = 0 // an empty line: show everything again
	OK      Key = 'o'
	Fail    Key = 'x'
	Later   Key = 'w'
	HandOn  Key = '>'
	Memo    Key = 'm'
	Why     Key = '?'
	Undo    Key = 'u'
	Board   Key = 'b'
	Stop    Key = '!'
	Quit    Key = 'q'
	Choose  Key = '#' // a number alone: that row
	Skip    Key = 's'
	More    Key = 'n' // the rows that follow
	Clock   Key = '@' // of a drill
	Strange Key = -1  // none of these
)

// Input is one line, understood.
type Input struct {
	Key  Key
	Row  int    // the row it names; 0 is the chosen one
	Rest string // what follows, as it was typed
}

// Parse reads a line such as "o", "o 2", "2 o", "x 391 disk", "w 14:00",
// "skip no fire". Keys may be typed in the Hangul state of the keyboard or in
// full width. Of what stands behind a key, a number of one digit alone in
// front is a row, unless the line began with its row.
func Parse(line string) Input {
	line = strings.TrimSpace(line)
	if line == "" {
		return Input{}
	}
	row, line := leadingRow(line)
	if line == "" {
		return Input{Key: Choose, Row: row}
	}
	key, rest := leadingKey(line)
	in := Input{Key: key, Row: row, Rest: strings.TrimSpace(rest)}
	if row == 0 && key != Clock && key != Strange {
		if n, behind := leadingRow(in.Rest); n > 0 && takesRow(key, behind) {
			in.Row, in.Rest = n, behind
		}
	}
	if key == Strange {
		in.Rest = line
	}
	return in
}

// takesRow: a digit behind these keys is no row but the beginning of an answer.
func takesRow(key Key, behind string) bool {
	switch key {
	case Undo, Board, Stop, Quit:
		return false
	case Later:
		return !startsWithUnit(behind)
	default:
		return true
	}
}

// startsWithUnit: "w 2 h" and "w 2시간" speak of hours.
func startsWithUnit(s string) bool {
	for _, unit := range []string{"h", "m", "d", "시", "분", "일"} {
		if strings.HasPrefix(s, unit) {
			return true
		}
	}
	return false
}

// leadingRow cuts a number of one digit off the front of a line. A digit that
// goes on, as in 118-122 or 14:00 or 2h, is none.
func leadingRow(s string) (int, string) {
	r, size := utf8.DecodeRuneInString(s)
	digit := narrow(r)
	if digit < '1' || digit > '9' {
		return 0, s
	}
	rest := s[size:]
	next, _ := utf8.DecodeRuneInString(rest)
	trimmed := strings.TrimSpace(rest)
	switch {
	case rest == "", next == ' ' || next == 0x3000:
		return int(digit - '0'), trimmed
	case keyOf(next) != Strange && isAlone(rest):
		return int(digit - '0'), trimmed // "2o"
	}
	return 0, s
}

// isAlone says that a line is one letter, or one and then a space.
func isAlone(s string) bool {
	_, size := utf8.DecodeRuneInString(s)
	return len(s) == size || s[size] == ' '
}

// words are the keys written out.
func words() map[string]Key {
	return map[string]Key{
		"skip": Skip, "제외": Skip, "more": More, "더": More,
		"ok": OK, "done": OK, "완료": OK, "fail": Fail, "failed": Fail, "실패": Fail, "later": Later, "나중": Later,
		"pass": HandOn, "넘김": HandOn, "note": Memo, "메모": Memo, "why": Why, "왜": Why, "undo": Undo, "취소": Undo,
		"board": Board, "status": Board, "현황": Board, "stop": Stop, "전면중지": Stop, "quit": Quit, "exit": Quit, "끝": Quit,
	}
}

// leadingKey cuts the key off the front of a line: a word, or a letter that a
// space, a digit or nothing follows.
func leadingKey(s string) (Key, string) {
	word, rest, _ := strings.Cut(s, " ")
	if key, ok := words()[strings.ToLower(narrowAll(word))]; ok {
		return key, rest
	}
	r, size := utf8.DecodeRuneInString(s)
	key := keyOf(r)
	rest = s[size:]
	if key == Strange || rest == "" {
		return key, rest
	}
	next, _ := utf8.DecodeRuneInString(rest)
	next = narrow(next)
	letter := narrow(r) >= 'A' && narrow(r) <= 'z'
	if letter && next != ' ' && (next < '0' || next > '9') {
		return Strange, s // "okay then" is no key
	}
	return key, rest
}

// keyOf is the key that a letter stands for: itself, its capital, its
// full-width form, or the Hangul letter on the same key.
func keyOf(r rune) Key {
	r = narrow(r)
	if r >= 'A' && r <= 'Z' {
		r += 'a' - 'A'
	}
	if latin, ok := hangulKeys()[r]; ok {
		r = latin
	}
	switch Key(r) {
	case OK, Fail, Later, HandOn, Memo, Why, Undo, Board, Stop, Quit, Clock:
		return Key(r)
	default:
		return Strange
	}
}

// hangulKeys is what the keyboard writes in its Hangul state, with and without
// shift.
func hangulKeys() map[rune]rune {
	return map[rune]rune{'ㅐ': 'o', 'ㅒ': 'o', 'ㅌ': 'x', 'ㅈ': 'w', 'ㅉ': 'w', 'ㅡ': 'm', 'ㅕ': 'u', 'ㅠ': 'b', 'ㅂ': 'q', 'ㅃ': 'q'}
}

// narrow turns a full-width form into its ASCII letter.
func narrow(r rune) rune {
	switch {
	case r >= 0xff01 && r <= 0xff5e:
		return r - 0xff01 + '!'
	case r == 0x3000:
		return ' '
	default:
		return r
	}
}

func narrowAll(s string) string { return strings.Map(narrow, s) }
