package plan

import (
	"slices"
	"testing"
	"time"
)

// Nobody can be asked to have a thing back before it was begun: what is due in
// hours is offered by hours, and what is due at once not at all.
func TestANeedIsHurriedByNoMoreThanItStillTakes(t *testing.T) {
	p := Build(Input{Inventory: twoRooms()})
	from := time.Date(2025, 9, 26, 20, 15, 0, 0, time.UTC)
	for _, c := range []struct{ due, want time.Duration }{
		{90 * time.Minute, 0}, {2 * time.Hour, time.Hour}, {11 * time.Hour, 5 * time.Hour}, {40 * time.Hour, 20 * time.Hour},
		{10 * 24 * time.Hour, 24 * time.Hour},
	} {
		s := Situation{From: from}
		for power := range int32(2) {
			s.Heard = append(s.Heard, Heard{System: power, Between: from.Add(c.due), And: from.Add(c.due), From: "kim"})
		}
		helps := p.Forecast(s, ForecastOptions{Runs: 10}).Helps
		at := slices.IndexFunc(helps, func(h Help) bool { return h.Kind == HelpClear && h.Subject == "power-a" })
		switch {
		case c.want == 0:
			if at >= 0 {
				t.Errorf("due in %s: %+v", c.due, helps[at])
			}
		case at < 0:
			t.Errorf("due in %s: nothing offered, but %+v", c.due, helps)
		case helps[at].Sooner != c.want || helps[at].Gain > c.want || helps[at].Gain <= 0:
			t.Errorf("due in %s: %+v, want %s sooner", c.due, helps[at], c.want)
		}
	}
}
