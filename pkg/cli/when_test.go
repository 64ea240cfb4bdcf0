package cli

import (
	"testing"
	"time"
)

func TestTimesAreReadAsPeopleSayThem(t *testing.T) {
	kst := time.FixedZone("KST", 9*60*60)
	evening := time.Date(2025, 9, 26, 20, 27, 0, 0, kst)
	night := time.Date(2026, 1, 1, 0, 10, 0, 0, kst)
	for _, c := range []struct {
		said           string
		now            time.Time
		past, to, play string // empty: not a time
	}{
		{"20:15", evening, "2025-09-26 20:15", "2025-09-27 20:15", "2025-09-26 20:15"},
		{"23:38", evening, "2025-09-25 23:38", "2025-09-26 23:38", "2025-09-26 23:38"},
		{"10:15", evening, "2025-09-26 10:15", "2025-09-27 10:15", "2025-09-27 10:15"},
		{"23:50", night, "2025-12-31 23:50", "2026-01-01 23:50", "2025-12-31 23:50"},
		{"-15m", evening, "2025-09-26 20:12", "2025-09-26 20:12", "2025-09-26 20:12"},
		{"+30m", evening, "2025-09-26 20:57", "2025-09-26 20:57", "2025-09-26 20:57"},
		{"30m", evening, "", "2025-09-26 20:57", "2025-09-26 20:57"},
		{"어제 23:38", evening, "2025-09-25 23:38", "2025-09-25 23:38", "2025-09-25 23:38"},
		{"yesterday 23:38", evening, "2025-09-25 23:38", "2025-09-25 23:38", "2025-09-25 23:38"},
		{"내일 09:00", evening, "2025-09-27 09:00", "2025-09-27 09:00", "2025-09-27 09:00"},
		{"9/25 08:00", evening, "2025-09-25 08:00", "2026-09-25 08:00", "2025-09-25 08:00"},
		{"12/31 23:50", night, "2025-12-31 23:50", "2026-12-31 23:50", "2025-12-31 23:50"},
		{"2025-09-26 23:38", evening, "2025-09-26 23:38", "2025-09-26 23:38", "2025-09-26 23:38"},
		{"2025-09-26T20:15:00+09:00", night, "2025-09-26 20:15", "2025-09-26 20:15", "2025-09-26 20:15"},
		{"24:00", evening, "", "", ""},
		{"2/30 10:00", evening, "", "", ""},
		{"tomorow 10:00", evening, "", "", ""},
		{"", evening, "", "", ""},
	} {
		for _, way := range []struct {
			name string
			read func(string, time.Time) (time.Time, bool)
			want string
		}{{"past", parsePast, c.past}, {"future", parseFuture, c.to}, {"drill", parsePlayed, c.play}} {
			got := ""
			if at, ok := way.read(c.said, c.now); ok {
				got = at.In(kst).Format("2006-01-02 15:04")
			}
			if got != way.want {
				t.Errorf("%s: %q at %s is %q, want %q", way.name, c.said, c.now.Format("01-02 15:04"), got, way.want)
			}
		}
	}
}
