package walk_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/walk"
)

// many is a synthetic inventory: n services in rooms of 200, each needing its
// room's network, which needs its power.
func many(n int) *inventory.Inventory {
	inv := &inventory.Inventory{}
	for room := 0; room*200 < n; room++ {
		power, net := fmt.Sprintf("power-%d", room), fmt.Sprintf("net-%d", room)
		inv.Systems = append(inv.Systems,
			inventory.System{ID: power, Class: inventory.Infrastructure, Site: "a", Room: fmt.Sprint(room)},
			inventory.System{ID: net, Class: inventory.Infrastructure, Site: "a", Room: fmt.Sprint(room), DependsOn: []inventory.Need{{ID: power}}})
		for k := 0; k < 200 && room*200+k < n; k++ {
			inv.Systems = append(inv.Systems, inventory.System{
				ID: fmt.Sprintf("s%d-%d", room, k), Class: inventory.Service, Tier: inventory.Tier(k%4 + 1),
				Agency: fmt.Sprint("agency-", k%40), Site: "a", Room: fmt.Sprint(room), Public: k%2 == 0,
				DependsOn: []inventory.Need{{ID: net}},
			})
		}
	}
	inv.Resolve()
	return inv
}

// BenchmarkNext lists what is next in the first hour, when everything waits,
// and when half is up.
func BenchmarkNext(b *testing.B) {
	for _, n := range []int{647, 10_000} {
		d := newDesk(b, many(n), shipped(b))
		d.Do(incident.Declare{Title: "x", Damaged: `room == "0"`, Stopped: `room != "0"`})
		b.Run(fmt.Sprintf("%d/first", n), func(b *testing.B) {
			for b.Loop() {
				walk.Next(d.Moment())
			}
		})
		d.Do(incident.Happen{Name: "fire-out"})
		d.Now = d.Now.Add(40 * time.Hour)
		var half []int32
		for i := range d.State.Inventory.Systems {
			if d.State.Inventory.Systems[i].Class == inventory.Infrastructure {
				d.Do(incident.DoTask{Ref: "base-ready", Outcome: incident.Done, Target: incident.Target{All: true, Systems: []int32{int32(i)}}})
			} else if i%2 == 0 {
				half = append(half, int32(i))
			}
		}
		d.Do(incident.DoTask{Ref: "start-round", Outcome: incident.Done, Target: incident.Target{All: true, Systems: half}})
		b.Run(fmt.Sprintf("%d/half", n), func(b *testing.B) {
			for b.Loop() {
				walk.Next(d.Moment())
			}
		})
	}
}
