package plan

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

func hours3(min, likely, max float64) inventory.Estimate {
	h := func(x float64) time.Duration { return time.Duration(x * float64(time.Hour)) }
	return inventory.Estimate{Min: h(min), Likely: h(likely), Max: h(max)}
}

// The mean of what is drawn is the mean of the estimate, and half of what is
// drawn lies on either side of the median of the beta distribution.
func TestLengthsAreDrawnAsEstimated(t *testing.T) {
	var s scales
	n := newNormals()
	for _, e := range []inventory.Estimate{hours3(1, 1, 10), hours3(1, 2, 12), hours3(2, 6, 10), hours3(0, 10, 10), hours3(5, 5, 5)} {
		l := s.estimate(e)
		var draw rand.PCG
		draw.Seed(7, 7)
		const draws = 200_000
		sum, least, most := 0.0, math.Inf(1), 0.0
		for range draws {
			common := float64(n[draw.Uint64()>>(64-normalBits)])
			x := float64(l.drawn(n.deviate(&draw, common)))
			sum, least, most = sum+x, min(least, x), max(most, x)
		}
		mean, want := sum/draws, e.Mean().Seconds()
		if math.Abs(mean-want) > 0.01*e.Max.Seconds() {
			t.Errorf("%v: mean %.0f s, want %.0f", e, mean, want)
		}
		if least < e.Min.Seconds() || most > e.Max.Seconds() {
			t.Errorf("%v: drawn from %.0f to %.0f", e, least, most)
		}
	}
}

// twoRooms is a service in each of two rooms, each behind its own power.
func twoRooms() *inventory.Inventory {
	power := func(id string) inventory.System {
		s := service(id, inventory.UnknownTier)
		s.Class = inventory.Infrastructure
		return s
	}
	inv := estate(power("power-a"), power("power-b"), service("one", 1, "power-a"), service("two", 2, "power-b"))
	inv.Crews = []inventory.Crew{{ID: "ops", People: 2, Skills: []string{"restart"}}}
	inv.Resolve()
	return inv
}

func TestThereIsNoDateBeforeSomebodyGaveATime(t *testing.T) {
	inv := twoRooms()
	p := Build(Input{Inventory: inv})
	from := time.Date(2025, 9, 26, 20, 15, 0, 0, time.UTC)
	f := p.Forecast(Situation{From: from}, ForecastOptions{Runs: 200})
	if f.Given || f.All.Given || len(f.Missing) != 2 || len(f.Tiers) != 2 {
		t.Fatalf("forecast %+v", f)
	}
	one := f.Tiers[0]
	if one.Given || !slices.Equal(one.After, []int32{0}) || one.Low < 10*time.Minute || one.High > 3*time.Hour || one.Low >= one.High {
		t.Errorf("tier 1 %+v", one)
	}

	heard := Heard{System: 0, Between: from.Add(5 * time.Hour), And: from.Add(8 * time.Hour), From: "kim", At: from}
	f = p.Forecast(Situation{From: from, Heard: []Heard{heard}}, ForecastOptions{Runs: 200})
	one, two := f.Tiers[0], f.Tiers[1]
	if !one.Given || two.Given || f.All.Given || !f.Given {
		t.Fatalf("with one word: %+v", f)
	}
	if one.P50 < 5*time.Hour || one.P90 > 11*time.Hour || one.P50 > one.P80 || one.P80 > one.P90 {
		t.Errorf("tier 1 %+v", one)
	}
	if one.RTOMet != 0 {
		t.Errorf("no run meets two hours, but %v does", one.RTOMet)
	}

	// The word of yesterday counts no more.
	f = p.Forecast(Situation{From: from.Add(24 * time.Hour), Heard: []Heard{heard}}, ForecastOptions{Runs: 50})
	if f.Given {
		t.Errorf("a word that did not come true makes a date: %+v", f.Tiers[0])
	}
}

// A hold on what a tier waits for keeps it from a date as one on itself does.
func TestWhatWaitsForAHoldHasNoDate(t *testing.T) {
	inv := estate(service("a", 1, "y"), service("b", 1), service("y", 3), service("z", 2))
	inv.Crews = []inventory.Crew{{ID: "ops", People: 4, Skills: []string{"restart"}}}
	inv.Resolve()
	from := time.Date(2025, 9, 26, 20, 15, 0, 0, time.UTC)
	s := Situation{From: from, Held: []Held{{System: 2, By: "H1"}}, Heard: []Heard{{System: 3, Between: from, And: from.Add(time.Hour)}}}
	p := Build(Input{Inventory: inv})
	f := p.Forecast(s, ForecastOptions{Runs: 50})
	for k, want := range []struct {
		given bool
		held  int
	}{{false, 1}, {true, 0}, {false, 1}} {
		if tier := f.Tiers[k]; tier.Given != want.given || tier.Held != want.held || tier.Unplaced != 0 {
			t.Errorf("tier %d: %+v, want %+v", tier.Tier, tier, want)
		}
	}
	if f.All.Given || f.All.Held != 2 {
		t.Errorf("all: %+v", f.All)
	}
	s.Going = []Going{{System: 0, Since: from}}
	if f = p.Forecast(s, ForecastOptions{Runs: 50}); !f.Tiers[0].Given {
		t.Errorf("what is being started has had what it needed: %+v", f.Tiers[0])
	}
}

// A word about what is on hold does not lift the hold: what waits for it takes
// nobody from the rest.
func TestAWordDoesNotLiftAHold(t *testing.T) {
	slow := func(s *inventory.System) {
		s.Recovery = []inventory.Rung{{Method: "restart", Estimate: hours3(20, 20, 20)}}
	}
	inv := estate(with(service("a", 1, "i"), slow), service("i", inventory.UnknownTier), service("x", 3), with(service("d", 3, "x"), slow))
	inv.Crews = []inventory.Crew{{ID: "ops", People: 1, Skills: []string{"restart"}}}
	inv.Resolve()
	from := time.Date(2025, 9, 26, 20, 15, 0, 0, time.UTC)
	s := Situation{From: from, Held: []Held{{System: 2, By: "H1"}}, Heard: []Heard{
		{System: 1, Between: from.Add(5 * time.Hour), And: from.Add(5 * time.Hour)},
		{System: 2, Between: from, And: from.Add(time.Hour)},
	}}
	f := Build(Input{Inventory: inv}).Forecast(s, ForecastOptions{Runs: 50, Seed: 1})
	if one := f.Tiers[0]; !one.Given || one.P50 != 25*time.Hour {
		t.Errorf("tier 1 %+v, want it back after 25 hours", one)
	}
}

// Estimates alone make no date, even when nothing blocks.
func TestEstimatesAloneMakeNoDate(t *testing.T) {
	inv := estate(service("a", 1), service("b", 2))
	inv.Crews = []inventory.Crew{{ID: "ops", People: 1, Skills: []string{"restart"}}}
	from := time.Date(2025, 9, 26, 20, 15, 0, 0, time.UTC)
	p := Build(Input{Inventory: inv})
	if f := p.Forecast(Situation{From: from}, ForecastOptions{Runs: 50}); f.Given || f.All.High <= 0 || f.All.High == Unending {
		t.Errorf("forecast %+v", f.All)
	}
	back := Situation{From: from, Done: []bool{true, false}, Returns: []Return{{At: from.Add(-time.Hour), Tier: 1}}}
	if f := p.Forecast(back, ForecastOptions{Runs: 50}); !f.Given || len(f.Tiers) != 1 {
		t.Errorf("after a return: %+v", f)
	}
}

// A method that fails goes down the ladder, and the last one is tried until it
// works.
func TestFailuresGoDownTheLadder(t *testing.T) {
	s := service("a", 1)
	s.Recovery = []inventory.Rung{{Method: inventory.Restart}, {Method: inventory.Rebuild}}
	inv := estate(s)
	inv.Crews = []inventory.Crew{{ID: "ops", People: 3, Skills: []string{"restart", "build"}}}
	for k := range inv.Methods {
		switch m := &inv.Methods[k]; m.ID {
		case inventory.Restart:
			m.Estimate, m.Success = hours3(1, 1, 1), 0.7
		case inventory.Rebuild:
			m.Estimate, m.Success = hours3(10, 10, 10), 0.5
		}
	}
	p := Build(Input{Inventory: inv})
	l := p.newLottery(&Situation{}, 3, nil, true)
	const runs = 20_000
	count := make([]int, 400)
	took := make([]time.Duration, runs)
	l.play(runs, func(run int, placed schedule.Placement) { took[run] = time.Duration(placed[0].Finish) * time.Second })
	for _, d := range took {
		count[int(d.Hours())]++
	}
	for hours, want := range map[int]float64{1: 0.7, 11: 0.15, 21: 0.075, 31: 0.0375} {
		if got := float64(count[hours]) / runs; math.Abs(got-want) > 0.02 {
			t.Errorf("%d h: %.3f of the runs, want %.3f", hours, got, want)
		}
	}
}

// A later way that can never be gone is none: then the way before is tried
// again, and there is a date.
func TestALaterWayThatCannotBeGoneIsLeftOut(t *testing.T) {
	crossed := func(needOfA, needOfB string) *Plan {
		ladder := func(need string) []inventory.Rung {
			return []inventory.Rung{{Method: inventory.Restart}, {Method: inventory.Failover, On: "e", Needs: []string{need}}}
		}
		a, b := service("a", 1), service("b", 1)
		a.Recovery, b.Recovery = ladder(needOfA), ladder(needOfB)
		inv := estate(a, b, service("above", 2, "a"), service("held", 2), service("free", 2))
		inv.Crews = []inventory.Crew{{ID: "ops", People: 9, Skills: []string{"restart", "dr"}}}
		for k := range inv.Methods {
			inv.Methods[k].Estimate, inv.Methods[k].Success = hours3(1, 1, 1), 0
			if inv.Methods[k].ID == inventory.Restart {
				inv.Methods[k].Success = 0.3
			}
		}
		inv.Resolve()
		return Build(Input{Inventory: inv})
	}
	from := time.Date(2025, 9, 26, 20, 15, 0, 0, time.UTC)
	s := Situation{From: from, Held: []Held{{System: 3, By: "H1"}}, Heard: []Heard{{System: 4, Between: from, And: from.Add(time.Hour)}}}
	for name, p := range map[string]*Plan{"waits for itself": crossed("above", "free"), "on hold": crossed("held", "free")} {
		if one := p.Forecast(s, ForecastOptions{Runs: 200}).Tiers[0]; !one.Given || one.P90 == Unending {
			t.Errorf("%s: %+v", name, one)
		}
	}
	// Where both fail, each waits for the other: half of the runs never end, and that is no date.
	one := crossed("b", "a").Forecast(s, ForecastOptions{Runs: 200}).Tiers[0]
	if one.Given || one.P50 != 0 || one.High != Unending {
		t.Errorf("each waits for the other: %+v", one)
	}
}

func TestAForecastIsOrderedAndTheSameAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		o := ForecastOptions{Runs: 20, Seed: 5}
		f := p.Forecast(s, o)
		if again := p.Forecast(s, o); !reflect.DeepEqual(f, again) {
			t.Fatalf("forecast %+v\nthen %+v", f, again)
		}
		for _, tier := range append(slices.Clone(f.Tiers), f.All) {
			switch {
			case tier.Given && (tier.P50 > tier.P80 && tier.P80 != Unending || tier.P80 > tier.P90 && tier.P90 != Unending || len(tier.After) > 0 || tier.Held > 0):
				t.Fatalf("tier %+v", tier)
			case !tier.Given && (tier.P50 != 0 || tier.P80 != 0 || tier.P90 != 0):
				t.Fatalf("a tier without a date has one: %+v", tier)
			case !tier.Given && tier.Low > tier.High && tier.High != Unending:
				t.Fatalf("tier %+v", tier)
			}
		}
	})
}
