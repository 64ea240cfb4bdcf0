package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Columns is the widest line any screen of the program uses.
const Columns = 79

// Width is how many terminal columns a text takes: two for Hangul and other
// wide letters, none for control and combining characters, else one.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// Pad fills a text with spaces on the right up to the width; a wider text is
// left as it is.
func Pad(s string, width int) string {
	return s + spaces(width-Width(s))
}

// PadLeft fills a text with spaces on the left up to the width.
func PadLeft(s string, width int) string {
	return spaces(width-Width(s)) + s
}

// Cut shortens a text to at most the width. What was cut shows as two dots;
// a letter is never halved.
func Cut(s string, width int) string {
	if width <= 0 {
		return ""
	}
	if Width(s) <= width {
		return s
	}
	mark := ".."
	if width <= len(mark) {
		mark = ""
	}
	room, n := width-len(mark), 0
	for i, r := range s {
		w := runeWidth(r)
		if n+w > room {
			return strings.TrimRight(s[:i], " .") + mark
		}
		n += w
	}
	return s
}

// Fit cuts or pads a text to exactly the width.
func Fit(s string, width int) string { return Pad(Cut(s, width), width) }

// Wrap breaks a text into lines of at most the width, at spaces where there
// are some and inside a word where there are none. A text that fits is one
// line as it is.
func Wrap(s string, width int) []string {
	if Width(s) <= width {
		return []string{s}
	}
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		switch {
		case line == "":
			line = word
		case Width(line)+1+Width(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
		for Width(line) > width && width >= 2 {
			head := prefix(line, width)
			lines = append(lines, head)
			line = line[len(head):]
		}
	}
	return append(lines, line)
}

// prefix is the longest beginning of s that fits the width.
func prefix(s string, width int) string {
	n := 0
	for i, r := range s {
		if n += runeWidth(r); n > width {
			return s[:i]
		}
	}
	return s
}

// Plain makes a text from outside harmless for a screen: control characters
// cannot act, and letters whose width differs between terminals become ASCII
// ones. ASCII, Hangul and the ideographs stay. It is for screens only; files
// and JSON keep the text.
func Plain(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "?")) {
		if keeps(r) {
			b.WriteRune(r)
			continue
		}
		b.WriteString(replacement(r))
	}
	return b.String()
}

func isPlain(s string) bool {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !keeps(r) {
			return false
		}
		i += size
	}
	return true
}

// keeps says whether a letter has the same width on every terminal.
func keeps(r rune) bool {
	switch {
	case r >= 0x20 && r < 0x7f:
		return true
	case r >= 0xac00 && r <= 0xd7a3: // Hangul syllables
		return true
	case r >= 0x3131 && r <= 0x318e: // Hangul letters standing alone
		return true
	default:
		return r >= 0x4e00 && r <= 0x9fff // ideographs
	}
}

// replacement is the ASCII reading of a letter that a screen cannot take.
func replacement(r rune) string {
	switch r {
	case '\t', '\n', '\r', 0xa0, 0x3000:
		return " "
	case 0xb7, 0x2022, 0x30fb, 0x318d: // middle dots
		return "."
	case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212:
		return "-"
	case 0x2018, 0x2019:
		return "'"
	case 0x201c, 0x201d, 0x300c, 0x300d, 0x300e, 0x300f:
		return "\""
	case 0x2190:
		return "<-"
	case 0x2192:
		return "->"
	case 0x301c, 0xff5e:
		return "~"
	}
	if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) {
		return ""
	}
	var b strings.Builder
	for _, c := range norm.NFKD.String(string(r)) {
		if c >= 0x20 && c < 0x7f {
			b.WriteRune(c)
		}
	}
	if b.Len() == 0 {
		return "?"
	}
	return b.String()
}

func spaces(n int) string {
	if n <= 0 {
		return ""
	}
	return strings.Repeat(" ", n)
}

// runeWidth follows the East Asian Width property: wide and full-width
// letters take two columns.
func runeWidth(r rune) int {
	switch {
	case r >= 0x20 && r < 0x7f:
		return 1
	case r < 0x20 || r >= 0x7f && r < 0xa0:
		return 0
	case r < 0x300:
		return 1
	case r >= 0xac00 && r <= 0xd7a3:
		return 2
	case r >= 0x1160 && r <= 0x11ff, unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), unicode.Is(unicode.Cf, r):
		return 0
	case r >= 0x1100 && r <= 0x115f,
		r >= 0x2e80 && r <= 0x303e,
		r >= 0x3041 && r <= 0xa4cf,
		r >= 0xa960 && r <= 0xa97f,
		r >= 0xf900 && r <= 0xfaff,
		r >= 0xfe30 && r <= 0xfe6f,
		r >= 0xff00 && r <= 0xff60,
		r >= 0xffe0 && r <= 0xffe6,
		r >= 0x1f300 && r <= 0x1faff,
		r >= 0x20000 && r <= 0x3fffd:
		return 2
	default:
		return 1
	}
}
