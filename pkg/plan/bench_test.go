package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// estateOf makes a synthetic outage of n systems with about two needs each:
// a random graph with some cycles, a fifth damaged, a few infrastructure.
func estateOf(n int) Input {
	draw := rand.New(rand.NewPCG(1, uint64(n)))
	in := Input{Inventory: estate(), Conditions: make([]Condition, n)}
	systems := make([]inventory.System, n)
	names := draw.Perm(n)
	for i := range systems {
		s := service(fmt.Sprintf("system-%07d", names[i]), inventory.Tier(1+draw.IntN(4)))
		for range draw.IntN(5) {
			if j := draw.IntN(i + 1); j < i {
				s.Hard = append(s.Hard, int32(j))
			}
		}
		if i > 0 && draw.IntN(500) == 0 {
			s.Hard = append(s.Hard, int32(i-1))
			systems[i-1].Hard = append(systems[i-1].Hard, int32(i))
		}
		if draw.IntN(100) == 0 {
			s.Class = inventory.Infrastructure
		}
		in.Conditions[i] = Stopped
		if draw.IntN(5) == 0 {
			in.Conditions[i] = Damaged
		}
		systems[i] = s
	}
	in.Inventory.Systems = systems
	return in
}

// exactly gives the systems exactly so many needs in all.
func exactly(in Input, needs int) Input {
	systems := in.Inventory.Systems
	have := 0
	for i := range systems {
		slices.Sort(systems[i].Hard)
		systems[i].Hard = slices.Compact(systems[i].Hard)
		have += len(systems[i].Hard)
	}
	for i := len(systems) - 1; have != needs; i-- {
		s := &systems[i]
		switch other := int32(i / 2); {
		case have > needs && len(s.Hard) > 0:
			s.Hard = s.Hard[1:]
			have--
		case have < needs && !slices.Contains(s.Hard, other):
			s.Hard = append(s.Hard, other)
			have++
		}
	}
	return in
}

// loaded makes an outage as loading leaves it: needs by id, and resolved.
func loaded(in Input) Input {
	systems := in.Inventory.Systems
	for i := range systems {
		for _, j := range systems[i].Hard {
			systems[i].DependsOn = append(systems[i].DependsOn, inventory.Need{ID: systems[j].ID})
		}
	}
	in.Inventory.Resolve()
	return in
}

// BenchmarkBuild plans estates with two needs a system: 100,000 systems have
// 200,000 needs.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{647, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := loaded(exactly(estateOf(n), 2*n))
			b.ReportAllocs()
			for b.Loop() {
				Build(in)
			}
		})
	}
}

func BenchmarkStrategies(b *testing.B) {
	in := exactly(estateOf(100_000), 200_000)
	for in.Strategy = TierStrict; in.Strategy <= FIFO; in.Strategy++ {
		b.Run(in.Strategy.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Build(in)
			}
		})
	}
}

func BenchmarkDigest(b *testing.B) {
	p := Build(estateOf(647))
	for b.Loop() {
		p.Digest()
	}
}

// crewed gives an outage 15 crews, a method and a skill for each, and rooms.
func crewed(in Input) Input {
	inv := in.Inventory
	draw := rand.New(rand.NewPCG(2, 2))
	for k := range 15 {
		skill := fmt.Sprintf("skill-%d", k)
		inv.Crews = append(inv.Crews, inventory.Crew{ID: fmt.Sprintf("crew-%d", k), Site: "daejeon", People: 5 + k, Skills: []string{skill}})
		inv.Methods = append(inv.Methods, inventory.Method{ID: fmt.Sprintf("method-%d", k), Skill: skill, People: 1, Estimate: hours3(0.2, 0.5+float64(k)/10, 3), Success: 0.97})
	}
	ladders := make([][]inventory.Rung, 15)
	for k := range ladders {
		ladders[k] = []inventory.Rung{{Method: fmt.Sprintf("method-%d", k)}, {Method: fmt.Sprintf("method-%d", (k+1)%15)}}
	}
	for i := range inv.Systems {
		inv.Systems[i].Site, inv.Systems[i].Room = "daejeon", "1"
		inv.Systems[i].Recovery = ladders[draw.IntN(15)]
	}
	return in
}

func BenchmarkBuildAndPlace(b *testing.B) {
	for _, n := range []int{647, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := loaded(crewed(exactly(estateOf(n), 2*n)))
			b.ReportAllocs()
			for b.Loop() {
				Build(in).Place(Situation{}, PlaceOptions{})
			}
		})
	}
}

func BenchmarkForecast(b *testing.B) {
	p := Build(loaded(crewed(exactly(estateOf(647), 2*647))))
	b.ReportAllocs()
	for b.Loop() {
		p.Forecast(Situation{}, ForecastOptions{Runs: 1000})
	}
}

func BenchmarkPlace(b *testing.B) {
	for _, n := range []int{647, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := Build(loaded(crewed(exactly(estateOf(n), 2*n))))
			b.ReportAllocs()
			for b.Loop() {
				p.Place(Situation{}, PlaceOptions{})
			}
		})
	}
}
