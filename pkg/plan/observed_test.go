package plan

import (
	"fmt"
	"math"
	"testing"
	"time"
)

// published are the figures of facts about the autumn of 2025, as they stood at
// the times given: how many of the Daejeon systems were back.
var published = []struct {
	at   string
	back int
}{
	{"2025-09-28T22:00", 30}, {"2025-09-29T00:00", 39}, {"2025-09-29T07:00", 45}, {"2025-09-29T08:30", 47},
	{"2025-09-29T10:00", 55}, {"2025-09-29T12:00", 62}, {"2025-09-29T16:00", 73}, {"2025-09-29T18:00", 75},
	{"2025-09-29T20:00", 81}, {"2025-09-29T22:00", 81}, {"2025-09-30T10:00", 87}, {"2025-09-30T14:00", 91},
	{"2025-09-30T17:00", 92}, {"2025-09-30T18:00", 95}, {"2025-10-01T06:00", 97}, {"2025-10-01T08:00", 98},
	{"2025-10-01T12:00", 101}, {"2025-10-01T22:00", 105}, {"2025-10-02T12:00", 112}, {"2025-10-02T23:59", 115},
	{"2025-10-03T22:00", 128}, {"2025-10-04T12:00", 130}, {"2025-10-05T06:00", 132}, {"2025-10-05T23:59", 134},
	{"2025-10-06T12:00", 156}, {"2025-10-06T22:00", 157},
}

// returnsOf2025 are the returns behind the published figures.
func returnsOf2025(t *testing.T) []Return {
	t.Helper()
	var out []Return
	for _, f := range published {
		at, err := time.ParseInLocation("2006-01-02T15:04", f.at, evening().Location())
		if err != nil {
			t.Fatal(err)
		}
		for len(out) < f.back {
			out = append(out, Return{At: at, Tier: 4})
		}
	}
	return out
}

// On 6 October 2025 the plain rate was 10.9 a day and pointed to 20 or 21
// November; the Daejeon set was done on 14 November, and the official word then
// was 28 October.
func TestTheRateOfThe6thOfOctober2025(t *testing.T) {
	s := Situation{From: time.Date(2025, 10, 6, 22, 0, 0, 0, evening().Location()), Returns: returnsOf2025(t)}
	o := Observe(s, Left{4: 647 - len(s.Returns)})
	if o == nil {
		t.Fatal("no rate a week after the first returns")
	}
	if rate := fmt.Sprintf("%.1f", o.All.PerDay); rate != "10.9" || o.All.Left != 490 {
		t.Errorf("%s a day, %d left; want 10.9 and 490", rate, o.All.Left)
	}
	if day := s.From.Add(o.All.Projected).Format("2006-01-02"); day != "2025-11-20" && day != "2025-11-21" {
		t.Errorf("it points to %s, want 20 or 21 November", day)
	}
	if len(o.Tiers) != 1 || o.Tiers[0].Tier != 4 || o.Tiers[0].Projected != o.All.Projected {
		t.Errorf("by tier: %+v", o.Tiers)
	}
}

func TestTheRateIsTakenOverAWeekAtMost(t *testing.T) {
	day := func(n float64) time.Time { return evening().Add(time.Duration(n * 24 * float64(time.Hour))) }
	// Two at once, one of tier 1 a day later, one of no tier two days later.
	returns := []Return{{day(0), 2}, {day(0), 2}, {day(1), 1}, {day(2), 0}}
	left := Left{1: 1, 4: 6}
	for _, c := range []struct {
		from  float64
		since float64 // -1: no rate yet
		rate  float64
	}{
		{0.9, -1, 0},
		{1, 0, 1},      // the two at the start are what it is counted from
		{2, 0, 1},      // two in two days
		{4, 0, 0.5},    // two in four
		{8, 1, 1. / 7}, // the one of day 1 is where the week begins
		{9.5, 2.5, 0},
	} {
		o := Observe(Situation{From: day(c.from), Returns: returns}, left)
		if c.since < 0 {
			if o != nil {
				t.Errorf("day %v: a rate before a day had passed: %+v", c.from, o)
			}
			continue
		}
		if o == nil || !o.Since.Equal(day(c.since)) || math.Abs(o.All.PerDay-c.rate) > 1e-9 || o.All.Left != 7 {
			t.Errorf("day %v: %+v, want %v a day since day %v", c.from, o, c.rate, c.since)
			continue
		}
		want := Unending
		if c.rate > 0 {
			want = time.Duration(7 / o.All.PerDay * float64(24*time.Hour))
		}
		if o.All.Projected != want {
			t.Errorf("day %v: projected %v, want %v", c.from, o.All.Projected, want)
		}
		if len(o.Tiers) != 2 || o.Tiers[0].Tier != 1 || o.Tiers[1].Tier != 4 || o.Tiers[1].Projected != Unending {
			t.Errorf("day %v: by tier %+v", c.from, o.Tiers)
		}
	}
	if o := Observe(Situation{From: day(3), Returns: returns}, Left{}); o.All.Projected != 0 || len(o.Tiers) != 0 {
		t.Errorf("nothing is left: %+v", o)
	}
	if o := Observe(Situation{From: day(7.5), Returns: returns[2:]}, Left{4: math.MaxInt32}); o.All.Projected != Unending {
		t.Errorf("longer than any life: %v", o.All.Projected)
	}
}

func TestLeftCountsServicesByTheirOwnTier(t *testing.T) {
	p := Build(Input{
		Inventory:  estate(node("power", "daejeon"), service("a", 1), service("b", 4, "power"), service("c", 0), service("d", 4), service("e", 4)),
		Conditions: []Condition{Stopped, Stopped, Stopped, Damaged, Stopped, Unaffected},
	})
	done := make([]bool, 6)
	done[4] = true
	if got := p.Left(Situation{Done: done}); got != (Left{0: 1, 1: 1, 4: 1}) {
		t.Errorf("left %v", got)
	}
}

func TestTwiceApartIsTooFar(t *testing.T) {
	for _, c := range []struct {
		a, b time.Duration
		far  bool
	}{{10, 10, false}, {10, 20, false}, {20, 10, false}, {10, 21, true}, {21, 10, true}, {0, 10, true}, {Unending, 10, true}, {0, 0, false}, {Unending, Unending, false}} {
		if Differ(c.a, c.b) != c.far {
			t.Errorf("%d and %d: want %v", c.a, c.b, c.far)
		}
	}
}
