package walk

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Outcome is what a line says of the systems of a round. What it does not name
// is still being started.
type Outcome struct {
	Rest    bool     // everything not named is up
	Up      []string // names as typed: call numbers, ranges, ids
	Failed  []string
	Unknown []string
	Note    string // on those that did not come up
	Bad     string // the word that cannot be read, of a line that is not ok
}

// ParseOutcome reads the result of a round: "o x391,402 ?417 disk error" means
// that 391 and 402 failed, of 417 nobody knows, and the rest is up; "o 118-122"
// that only these are up. isSystem tells names of systems from the words of
// the note, which goes on to the end and never begins with a digit. Not ok:
// the line says nothing of any system, or what might be a misspelt system would
// be taken for the note.
func ParseOutcome(line string, isSystem func(string) bool) (out Outcome, ok bool) {
	rest := strings.TrimSpace(strings.ReplaceAll(line, "\u3000", " "))
	for rest != "" {
		into, behind := out.part(rest)
		if into == nil {
			break
		}
		names, left := systemList(behind, isSystem)
		alone := behind == "" || behind[0] == ' ' || opensPart(behind)
		switch {
		case likeNumber(left):
			return Outcome{Bad: firstWord(left)}, false
		case len(names) > 0:
			*into = append(*into, names...)
		case into != &out.Up:
			return Outcome{Bad: firstWord(rest)}, false
		case alone:
			out.Rest = true
		default:
			if !ok {
				return Outcome{Bad: firstWord(rest)}, false
			}
			out.Note = rest // a word that begins with an o
			return out, true
		}
		ok, rest = true, left
	}
	out.Note = rest
	if !ok {
		return Outcome{Bad: firstWord(rest)}, false
	}
	return out, true
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// likeNumber says that a text begins as call numbers do.
func likeNumber(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	r = narrow(r)
	return r == ',' || r >= '0' && r <= '9'
}

// numeric says that a word can only have been meant for call numbers, perhaps
// with the keys of a round among them: "391", "1-3,x2", "118번".
func numeric(word string) bool {
	digits := 0
	for _, r := range narrowAll(word) {
		switch key := keyOf(r); {
		case r >= '0' && r <= '9':
			digits++
		case r == ',' || r == '-' || r == '번' || key == OK || key == Fail || key == Why:
		default:
			return false
		}
	}
	return digits > 0
}

// part finds the list that the letter in front of a line belongs to; nil when
// the line begins with none.
func (o *Outcome) part(s string) (into *[]string, behind string) {
	r, size := utf8.DecodeRuneInString(s)
	switch keyOf(r) {
	case OK:
		return &o.Up, s[size:]
	case Fail:
		return &o.Failed, s[size:]
	case Why:
		return &o.Unknown, s[size:]
	default:
		return nil, s
	}
}

// opensPart: "ox391" needs no space.
func opensPart(s string) bool {
	var o Outcome
	into, _ := o.part(s)
	return into != nil
}

// systemList cuts names of systems off the front: "391,402", "391, 402",
// "391 402", "118-122".
func systemList(s string, isSystem func(string) bool) (names []string, rest string) {
	rest = strings.TrimSpace(s)
	for rest != "" {
		word, behind, _ := strings.Cut(rest, " ")
		parts := strings.Split(strings.TrimSuffix(narrowAll(word), ","), ",")
		if slices.ContainsFunc(parts, func(p string) bool { return !isSystem(p) }) {
			break
		}
		names = append(names, parts...)
		rest = strings.TrimSpace(behind)
	}
	return names, rest
}
