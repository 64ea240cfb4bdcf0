package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// Change is one thing that could be otherwise, as people write it:
//
//	crew.ID.people=60             how many people a crew has
//	crew.ID.shifts=08:00-20:00    when it works; several with commas, or always
//	room.ID.atOnce=12             systems started at once in a room; 0 is no limit
//	room.ID.pause=20m             between two of them
//	system.ID.condition=stopped   unaffected, stopped, damaged, unknown
//	system.ID.tier=1              1 to 4, or unknown
//	system.ID.method=failover     a method of its ladder
//	system.ID.estimate=2h/6h/16h  how long its method takes: at least, usually, at most
//	method.ID.estimate=2h/6h/16h  the same for all that say nothing of their own
//	need.ID.OTHER=none            ID does not need OTHER; hard: it does; soft: it does with less
//	hold.ID=lifted                what it held may be started
//	expect.ID=T1/T2               ID is back between two times, or none: nobody has said
//
// Times of expect are RFC 3339, or lengths of time from the start of the
// schedule: 6h/12h. ID of a system is all that names one: its id, its number
// or its name. Ids may hold dots: the last word is the field, and of the two
// ids of a need both must be there. Ids may hold "=" too: the last one counts.
type Change struct {
	Subject string // crew, room, system, method, need, hold, expect
	ID      string // of need: both ids, with the dot between them
	Field   string // empty for need, hold and expect
	Value   string // as it was written

	number    int
	length    time.Duration
	condition Condition
	estimate  inventory.Estimate
	shifts    []inventory.Shift
	between   []moment // two, or none
}

// moment is a time as it was written: a date, or a length from the start.
type moment struct {
	at    time.Time
	after time.Duration
}

// in is the moment in a schedule that starts at from.
func (m moment) in(from time.Time) time.Time {
	if m.at.IsZero() {
		return from.Add(m.after)
	}
	return m.at
}

// String is the change as it was written.
func (c Change) String() string {
	word := c.Subject + "." + c.ID
	if c.Field != "" {
		word += "." + c.Field
	}
	return word + "=" + c.Value
}

// ChangeError says what is wrong with a change.
type ChangeError struct {
	Code  string   // see the constants
	Text  string   // the change as it was written
	Word  string   // the part of it that is wrong
	Known []string // what could stand there; empty when that is any number or text
}

// What can be wrong with a change. Known is what could stand in place of Word.
const (
	ChangeForm    = "form"    // it does not read SUBJECT.ID.FIELD=VALUE
	ChangeSubject = "subject" // nothing of that kind can be changed
	ChangeField   = "field"   // the subject has no such field
	ChangeValue   = "value"   // the field takes no such value; Known is one that it takes, or all words
	ChangeID      = "id"      // there is nothing of that id
	ChangeSeveral = "several" // several systems are called so: Known
	ChangeMethod  = "method"  // the system's ladder does not have it; Known is the ladder
)

// Error is for developers; the edge words it for people.
func (e *ChangeError) Error() string { return fmt.Sprintf("%s: %s %q", e.Text, e.Code, e.Word) }

// fields are what can be changed of each subject, in the order of help.
var fields = []struct {
	subject string
	fields  []string // none: the value follows the id
}{
	{"crew", []string{"people", "shifts"}},
	{"room", []string{"atOnce", "pause"}},
	{"system", []string{"condition", "tier", "method", "estimate"}},
	{"method", []string{"estimate"}},
	{"need", nil},
	{"hold", nil},
	{"expect", nil},
}

// ParseChange reads a change. Whether its ids exist is seen when it is
// applied. The error is a *ChangeError.
func ParseChange(s string) (Change, error) {
	wrong := func(code, word string, known ...string) (Change, error) {
		return Change{}, &ChangeError{Code: code, Text: s, Word: word, Known: known}
	}
	path, value, found := cutLast(strings.TrimSpace(s), "=")
	subject, id, dotted := strings.Cut(path, ".")
	if !found || !dotted || id == "" {
		return wrong(ChangeForm, s)
	}
	at := slices.IndexFunc(fields, func(f struct {
		subject string
		fields  []string
	}) bool {
		return f.subject == subject
	})
	if at < 0 {
		var known []string
		for _, f := range fields {
			known = append(known, f.subject)
		}
		return wrong(ChangeSubject, subject, known...)
	}
	c := Change{Subject: subject, ID: id, Value: strings.TrimSpace(value)}
	if has := fields[at].fields; has != nil {
		c.ID, c.Field, found = cutLast(id, ".")
		if !found || !slices.Contains(has, c.Field) {
			if !found {
				c.Field = id
			}
			return wrong(ChangeField, c.Field, has...)
		}
	}
	if known := c.read(); known != nil {
		return wrong(ChangeValue, c.Value, known...)
	}
	return c, nil
}

// cutLast cuts around the last separator.
func cutLast(s, sep string) (before, after string, found bool) {
	if at := strings.LastIndex(s, sep); at >= 0 {
		return s[:at], s[at+len(sep):], true
	}
	return s, "", false
}

// read reads the value; it returns what the field takes when that fails.
func (c *Change) read() (takes []string) {
	oneOf := func(words ...string) []string {
		if slices.Contains(words, c.Value) {
			return nil
		}
		return words
	}
	ok := true
	switch c.Subject + "." + c.Field {
	case "crew.people":
		c.number, ok = number(c.Value)
		takes = []string{"60"}
	case "room.atOnce":
		c.number, ok = number(c.Value)
		takes = []string{"12"}
	case "crew.shifts":
		c.shifts, ok = parseShifts(c.Value)
		takes = []string{"always", "08:00-20:00"}
	case "room.pause":
		c.length, ok = inventory.ParseDuration(c.Value)
		takes = []string{"20m"}
	case "system.condition":
		var err error
		c.condition, err = ParseCondition(c.Value)
		ok, takes = err == nil, conditionWords()
	case "system.tier":
		c.number, _ = number(c.Value)
		return oneOf("1", "2", "3", "4", "unknown")
	case "system.method":
		ok, takes = c.Value != "", []string{inventory.Restart}
	case "system.estimate", "method.estimate":
		c.estimate, ok = parseEstimate(c.Value)
		takes = []string{"2h/6h/16h"}
	case "need.":
		return oneOf("none", "soft", "hard")
	case "hold.":
		return oneOf("lifted")
	case "expect.":
		c.between, ok = parseBetween(c.Value)
		takes = []string{"6h/12h", "2025-09-28T05:30:00+09:00/2025-09-28T09:00:00+09:00", "none"}
	}
	if ok {
		return nil
	}
	return takes
}

// most bounds how many people or places a change gives.
const most = 1_000_000

func number(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n <= most
}

// parseShifts reads spans of a day, none of them for always. None begins at
// 24:00, as in a file: until 00:00 it would never have anybody at work.
func parseShifts(s string) ([]inventory.Shift, bool) {
	if s == "always" {
		return nil, true
	}
	var shifts []inventory.Shift
	for _, span := range strings.Split(s, ",") {
		from, to, found := strings.Cut(strings.TrimSpace(span), "-")
		begin, beginOK := clock(from)
		end, endOK := clock(to)
		if !found || !beginOK || !endOK || begin == 24*time.Hour {
			return nil, false
		}
		shifts = append(shifts, inventory.Shift{From: begin, To: end})
	}
	return shifts, true
}

// clock reads a time of the day, 00:00 to 24:00.
func clock(s string) (time.Duration, bool) {
	if s == "24:00" {
		return 24 * time.Hour, true
	}
	t, err := time.Parse("15:04", s)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, err == nil
}

// parseEstimate reads three lengths that ascend, or one for all three.
func parseEstimate(s string) (inventory.Estimate, bool) {
	var lengths []time.Duration
	for _, word := range strings.Split(s, "/") {
		d, ok := inventory.ParseDuration(strings.TrimSpace(word))
		if !ok {
			return inventory.Estimate{}, false
		}
		lengths = append(lengths, d)
	}
	if len(lengths) == 1 {
		lengths = append(lengths, lengths[0], lengths[0])
	}
	if len(lengths) != 3 || lengths[2] == 0 || !slices.IsSorted(lengths) {
		return inventory.Estimate{}, false
	}
	return inventory.Estimate{Min: lengths[0], Likely: lengths[1], Max: lengths[2]}, true
}

// parseBetween reads two moments that ascend, or none of them.
func parseBetween(s string) ([]moment, bool) {
	if s == "none" {
		return nil, true
	}
	var two []moment
	for _, word := range strings.Split(s, "/") {
		word = strings.TrimSpace(word)
		m := moment{}
		var ok bool
		if m.after, ok = inventory.ParseDuration(word); !ok {
			at, err := time.Parse(time.RFC3339, word)
			if err != nil {
				return nil, false
			}
			m.at = at
		}
		two = append(two, m)
	}
	if len(two) != 2 || two[0].at.IsZero() != two[1].at.IsZero() {
		return nil, false
	}
	return two, !two[1].in(time.Time{}).Before(two[0].in(time.Time{}))
}
