package plan

import (
	"fmt"
	"math/rand/v2"
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

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{647, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := estateOf(n)
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
