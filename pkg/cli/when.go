package cli

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// Times as people say them: 23:38, -15m, 어제 23:38, yesterday 23:38,
// 9/26 23:38, 2025-09-26 23:38, or RFC 3339. A day without a year is the nearest
// there is, half a year back or ahead, whatever is asked: a slip of a few days
// must not become one of a year.

// oldest is the first year that a time can be of: what is said to be older was
// mistyped.
const oldest = 2000

// parsePast reads when something was so: a clock time without a day is the
// latest that is not after now.
func parsePast(s string, now time.Time) (time.Time, bool) {
	return parseWhen(s, now, -1)
}

// parseFuture reads when something is wanted: a clock time without a day is
// the next that is not before now, and a duration counts from now.
func parseFuture(s string, now time.Time) (time.Time, bool) {
	return parseWhen(s, now, +1)
}

// parsePlayed reads the moment a drill has come to: a clock time without a day
// is the next one, or one of the last hour, and a duration goes on from now.
func parsePlayed(s string, now time.Time) (time.Time, bool) {
	return parseWhen(s, now, 0)
}

// parseWhen reads a time before now, after it, or (toward 0) of a drill.
func parseWhen(s string, now time.Time, toward int) (time.Time, bool) {
	s = strings.TrimSpace(norm.NFKC.String(s)) // also what is typed in full width
	if word := strings.ToLower(s); word == "now" || word == "지금" {
		return now, true
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		if t.Location() == time.UTC {
			t = t.In(now.Location()) // nobody on the night means to change zones
		}
		return t, t.Year() >= oldest
	}
	if t, ok := parseSpan(s, now, toward); ok {
		return t, true
	}
	day, clock, two := cutLast(s)
	hour, minute, ok := parseClock(clock)
	if !ok {
		return time.Time{}, false
	}
	if !two {
		return nearestClock(now, hour, minute, toward), true
	}
	date, ok := parseDay(day, now)
	if !ok {
		return time.Time{}, false
	}
	return time.Date(date.Year(), date.Month(), date.Day(), hour, minute, 0, 0, now.Location()), true
}

// parseSpan reads -15m, +30m and, looking forward, a bare 30m.
func parseSpan(s string, now time.Time, toward int) (time.Time, bool) {
	if s == "" {
		return time.Time{}, false
	}
	sign, rest := 0, s
	switch s[0] {
	case '-':
		sign, rest = -1, s[1:]
	case '+':
		sign, rest = 1, s[1:]
	default:
		if toward < 0 {
			return time.Time{}, false
		}
		sign = 1
	}
	d, ok := inventory.ParseDuration(rest)
	if !ok {
		return time.Time{}, false
	}
	return now.Add(time.Duration(sign) * d), true
}

// cutLast splits a day from the clock time behind it.
func cutLast(s string) (day, clock string, two bool) {
	if i := strings.LastIndexByte(s, ' '); i >= 0 {
		return strings.TrimSpace(s[:i]), s[i+1:], true
	}
	return "", s, false
}

func parseClock(s string) (hour, minute int, ok bool) {
	h, m, cut := strings.Cut(s, ":")
	hour, err1 := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	ok = cut && err1 == nil && err2 == nil && len(h) <= 2 && len(m) == 2 &&
		hour >= 0 && hour < 24 && minute >= 0 && minute < 60
	return hour, minute, ok
}

func nearestClock(now time.Time, hour, minute, toward int) time.Time {
	t := time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, now.Location())
	switch {
	case toward < 0 && t.After(now):
		return t.AddDate(0, 0, -1)
	case toward > 0 && t.Before(now):
		return t.AddDate(0, 0, 1)
	case toward == 0 && t.Before(now.Add(-time.Hour)):
		return t.AddDate(0, 0, 1)
	case toward == 0 && t.AddDate(0, 0, -1).After(now.Add(-time.Hour)):
		return t.AddDate(0, 0, -1)
	}
	return t
}

// dayWords counts days from today.
var dayWords = map[string]int{
	"그제": -2, "그저께": -2, "어제": -1, "yesterday": -1, "오늘": 0, "today": 0, "내일": 1, "tomorrow": 1,
}

func parseDay(s string, now time.Time) (time.Time, bool) {
	if days, ok := dayWords[strings.ToLower(s)]; ok {
		return now.AddDate(0, 0, days), true
	}
	if t, err := time.Parse("2006-01-02", s); err == nil {
		return t, true
	}
	m, d, cut := strings.Cut(s, "/")
	month, err1 := strconv.Atoi(m)
	day, err2 := strconv.Atoi(d)
	if !cut || err1 != nil || err2 != nil || month < 1 || month > 12 || day < 1 || day > 31 {
		return time.Time{}, false
	}
	return nearestDate(now, time.Month(month), day)
}

// nearestDate is the day without a year that lies nearest to now, before or
// after it: 12/31 said on 1 January is last year's, 1/2 said in December is next
// year's. false when there is none near: 2/30, and 2/29 but in a leap year.
func nearestDate(now time.Time, month time.Month, day int) (nearest time.Time, ok bool) {
	const near = 200 * 24 * time.Hour // a little more than half a year
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	for year := now.Year() - 1; year <= now.Year()+1; year++ {
		t := time.Date(year, month, day, 0, 0, 0, 0, now.Location())
		if t.Day() == day && (!ok || t.Sub(today).Abs() < nearest.Sub(today).Abs()) {
			nearest, ok = t, true
		}
	}
	return nearest, ok && nearest.Sub(today).Abs() < near
}
