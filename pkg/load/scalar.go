package load

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
)

// maxText is the longest single text, in bytes.
const maxText = 16 << 10

// str reads a scalar as the characters that stand there: 7, 3-1 and 010 are
// those texts, not numbers or dates. It is normalised to NFC and shows nothing
// that is not there.
func (r *reader) str(n *yaml.Node) (string, bool) {
	if !r.is(n, yaml.ScalarNode, "text") {
		return "", false
	}
	if len(n.Value) > maxText {
		r.fail(n, "too-long", diag.Hint{Key: "too-long", Args: []any{maxText >> 10}}, clip(n.Value))
		return "", false
	}
	simple := true
	for _, c := range n.Value {
		if c >= ' ' && c < 0x7f {
			continue
		}
		simple = false
		if c == unicode.ReplacementChar && r.src.mended {
			r.errors++ // named when the file was read
			return "", false
		}
		if hidden(c) {
			r.fail(n, "control-character", diag.Hint{Key: "control-character"})
			return "", false
		}
	}
	if simple {
		return n.Value, true
	}
	return norm.NFC.String(n.Value), true
}

// hidden says that a character steers a terminal or the direction of writing
// instead of being read.
func hidden(c rune) bool {
	if c == '\n' || c == '\t' {
		return false
	}
	return unicode.IsControl(c) || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0xfeff
}

var text = value[string]{accepts: textShape, read: func(r *reader, n *yaml.Node, into *string) {
	if s, ok := r.str(n); ok {
		*into = s
	}
}}

// name reads an id: one word that can be typed, listed with commas, and is not
// taken for a flag.
var name = value[string]{accepts: idShape, read: func(r *reader, n *yaml.Node, into *string) {
	s, ok := r.str(n)
	if !ok {
		return
	}
	if s == "" || strings.HasPrefix(s, "-") || strings.ContainsFunc(s, partsIDs) {
		r.fail(n, "bad-id", diag.Hint{Key: "bad-id"}, clip(s))
		return
	}
	*into = s
}}

// partsIDs says that a character would end an id where ids are listed.
func partsIDs(c rune) bool { return c == ',' || unicode.IsSpace(c) }

// line reads a text of one line: breaks and runs of blanks become one blank.
var line = value[string]{accepts: textShape, read: func(r *reader, n *yaml.Node, into *string) {
	if s, ok := r.str(n); ok {
		if strings.ContainsAny(s, "\n\t") {
			s = strings.Join(strings.Fields(s), " ")
		}
		*into = s
	}
}}

// readText is one string for all, or ko and en apart.
func readText() value[lang.Text] {
	both := mapping(
		at("ko", func(t *lang.Text) *string { return &t.KO }, line),
		at("en", func(t *lang.Text) *string { return &t.EN }, line),
	)
	read := func(r *reader, n *yaml.Node, into *lang.Text) {
		switch n.Kind {
		case yaml.ScalarNode:
			line.read(r, n, &into.Any)
		case yaml.MappingNode:
			both.read(r, n, into)
		default:
			if r.plain(n) {
				r.wrongType(n, "translated")
			}
		}
	}
	return value[lang.Text]{read: read, accepts: func() *shape {
		return either(textShape(), both.accepts()).named("translated")
	}}
}

var boolean = value[bool]{accepts: booleanShape, read: func(r *reader, n *yaml.Node, into *bool) {
	if r.plain(n) {
		if n.Tag != "!!bool" {
			r.wrongType(n, "bool")
			return
		}
		*into = strings.EqualFold(n.Value, "true")
	}
}}

// whole reads a whole number between two bounds.
func whole(least, most int) value[int] {
	read := func(r *reader, n *yaml.Node, into *int) {
		if !r.plain(n) {
			return
		}
		i, err := strconv.Atoi(n.Value)
		if n.Tag != "!!int" || err != nil {
			r.wrongType(n, "whole")
			return
		}
		if i < least || i > most {
			r.fail(n, "out-of-range", diag.Hint{Key: "range", Args: []any{least, most}}, n.Value)
			return
		}
		*into = i
	}
	return value[int]{read: read, accepts: func() *shape { return wholeShape(least, most) }}
}

// share reads a number from 0 to 1.
var share = value[float64]{accepts: shareShape, read: func(r *reader, n *yaml.Node, into *float64) {
	if !r.plain(n) {
		return
	}
	f, err := strconv.ParseFloat(n.Value, 64)
	if n.Tag != "!!int" && n.Tag != "!!float" || err != nil {
		r.wrongType(n, "number")
		return
	}
	if !(f >= 0 && f <= 1) {
		r.fail(n, "out-of-range", diag.Hint{Key: "range", Args: []any{0, 1}}, n.Value)
		return
	}
	*into = f
}}

// oneOf reads one of a few words.
func oneOf[E ~string](allowed ...E) value[E] {
	words := make([]string, len(allowed))
	for i, word := range allowed {
		words[i] = string(word)
	}
	read := func(r *reader, n *yaml.Node, into *E) {
		s, ok := r.str(n)
		if !ok {
			return
		}
		if find(words, s, 0) < 0 {
			r.fail(n, "bad-value", nearest(s, words), clip(s))
			return
		}
		*into = E(s)
	}
	return value[E]{read: read, accepts: func() *shape { return wordsShape(words) }}
}

var duration = value[time.Duration]{accepts: durationShape, read: func(r *reader, n *yaml.Node, into *time.Duration) {
	s, ok := r.str(n)
	if !ok {
		return
	}
	d, ok := inventory.ParseDuration(s)
	if !ok {
		r.fail(n, "bad-duration", diag.Hint{Key: "duration"}, clip(s))
		return
	}
	*into = d
}}

// moment reads a time with its zone, as RFC 3339 has it.
var moment = value[time.Time]{accepts: momentShape, read: func(r *reader, n *yaml.Node, into *time.Time) {
	r.instant(n, into, "time", time.RFC3339)
}}

// day reads a moment or a date alone, which is midnight UTC: it tells how old
// something is, and hours do not matter.
var day = value[time.Time]{accepts: dayShape, read: func(r *reader, n *yaml.Node, into *time.Time) {
	r.instant(n, into, "date", time.RFC3339, time.DateOnly)
}}

func (r *reader) instant(n *yaml.Node, into *time.Time, hint string, layouts ...string) {
	s, ok := r.str(n)
	if !ok {
		return
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil && (layout != time.RFC3339 || strict(s)) {
			*into = t
			return
		}
	}
	r.fail(n, "bad-time", diag.Hint{Key: hint}, clip(s))
}

// strict says that a time as Go reads it is one of RFC 3339: Go also takes an
// hour of one digit, a comma for the point, and offsets of a day and more.
func strict(s string) bool {
	offset := s[len(s)-len("00:00"):]
	return s[len("2006-01-02T15")] == ':' && !strings.Contains(s, ",") &&
		(strings.HasSuffix(s, "Z") || offset[:2] < "24" && offset[3:] < "60")
}

// labels reads a mapping of texts.
var labels = value[map[string]string]{accepts: labelsShape, read: func(r *reader, n *yaml.Node, into *map[string]string) {
	all := map[string]string{}
	r.entriesOf(n, func(key, val *yaml.Node) {
		k, readable := r.str(key)
		v := ""
		if !isNull(val) {
			text.read(r, val, &v)
		}
		if readable {
			all[k] = v
		}
	})
	*into = all
}}
