package view

import (
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// A date without a year is one of the months to come.
func TestADateFarAheadHasItsYear(t *testing.T) {
	from := time.Date(2025, 9, 26, 20, 15, 0, 0, time.UTC)
	c := clock{Page: Page{lang.EN, true}, from: from, dated: true}
	for days, want := range map[schedule.Time]string{0: "26 Sep 20:15", 95: "30 Dec 20:15", 299: "22 Jul 20:15", 300: "23 Jul 2026", 2100: "27 Jun 2031"} {
		if got := c.at(days * schedule.Day); got != want {
			t.Errorf("after %d days: %s, want %s", days, got, want)
		}
	}
	if got := c.tickLabel(2100*schedule.Day, schedule.Day); got != "27 Jun 2031" {
		t.Errorf("under the bars: %s", got)
	}
}
