package inventory

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/bokgu/bokgu/pkg/lang"
)

// estate is a synthetic inventory of n systems in no order, with two needs
// each, in a hundred rooms of four sites.
func estate(n int) *Inventory {
	inv := &Inventory{
		Crews:   []Crew{{ID: "ops", Site: "site-0", People: 9, Skills: []string{"restart", "data"}}, {ID: "other", People: 9, Skills: []string{"data"}}},
		Systems: make([]System, n),
	}
	for r := range 100 {
		inv.Rooms = append(inv.Rooms, Room{ID: fmt.Sprintf("room-%d", r), Site: fmt.Sprintf("site-%d", r%4)})
	}
	dice := rand.New(rand.NewPCG(1, 2))
	for i, number := range dice.Perm(n) {
		sys := &inv.Systems[i]
		*sys = System{ID: fmt.Sprintf("system-%d", number), Name: lang.Plain("System"), Class: Service, Room: inv.Rooms[i%100].ID}
		for range 2 {
			sys.DependsOn = append(sys.DependsOn, Need{ID: fmt.Sprintf("system-%d", dice.IntN(n))})
		}
	}
	return inv
}

func BenchmarkResolve(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		inv := estate(n)
		b.Run(fmt.Sprintf("all/%d", n), func(b *testing.B) {
			for b.Loop() {
				inv.Resolve()
			}
		})
		b.Run(fmt.Sprintf("id order/%d", n), func(b *testing.B) {
			for b.Loop() {
				idOrder(inv.Systems)
			}
		})
		b.Run(fmt.Sprintf("check/%d", n), func(b *testing.B) {
			for b.Loop() {
				Check(inv)
			}
		})
		b.Run(fmt.Sprintf("crews/%d", n), func(b *testing.B) {
			for b.Loop() {
				newChecker(inv).crews()
			}
		})
	}
}
