package cli

import (
	"testing"
	"time"
)

func TestWindowsAreReadAsPeopleSayThem(t *testing.T) {
	kst := time.FixedZone("KST", 9*60*60)
	evening := time.Date(2025, 9, 26, 22, 0, 0, 0, kst)
	for _, c := range []struct {
		between, and string
		from, to     string
		bad          string
	}{
		{"23:38", "23:50", "09-26 23:38", "09-26 23:50", ""},
		{"23:00", "01:00", "09-26 23:00", "09-27 01:00", ""},    // over midnight
		{"05:30", "09:00", "09-27 05:30", "09-27 09:00", ""},    // the next ones
		{"내일 23:00", "01:00", "09-27 23:00", "09-28 01:00", ""}, // the next after the first
		{"05:30", "０９：００", "09-27 05:30", "09-27 09:00", ""},    // full width
		{"9/28 05:30", "9/28 12:00", "09-28 05:30", "09-28 12:00", ""},
		{"+6h", "+12h", "09-27 04:00", "09-27 10:00", ""}, // both from now
		{"now", "2d", "09-26 22:00", "09-28 22:00", ""},
		{"21:00", "21:00", "09-27 21:00", "09-27 21:00", ""}, // to the minute
		{"2025-09-27T00:00:00Z", "2025-09-27T10:00:00+09:00", "09-27 09:00", "09-27 10:00", ""},
		{"9/28 05:30", "9/27 05:30", "09-28 05:30", "09-27 05:30", ""}, // who reads it says so
		{"soon", "09:00", "", "", "between"},
		{"05:30", "25:00", "", "", "and"},
		{"05:30", "9/28", "", "", "and"},
	} {
		from, to, bad := parseWindow(c.between, c.and, evening)
		if bad != c.bad {
			t.Errorf("%s to %s: cannot read %q, want %q", c.between, c.and, bad, c.bad)
		}
		if bad != "" || c.bad != "" {
			continue
		}
		const layout = "01-02 15:04"
		if from.Format(layout) != c.from || to.Format(layout) != c.to {
			t.Errorf("%s to %s is %s to %s, want %s to %s", c.between, c.and, from.Format(layout), to.Format(layout), c.from, c.to)
		}
	}
}
