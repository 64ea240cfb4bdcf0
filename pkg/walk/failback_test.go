package walk_test

import (
	"testing"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/walk"
)

// A system that was failed over by decision comes home once, and the task is
// not listed again.
func TestWhatRunsElsewhereIsBroughtHomeOnce(t *testing.T) {
	d := newDesk(t, nirs(t), shipped(t))
	d.Do(incident.Declare{Title: "fire", Damaged: `room == "7-1"`, Stopped: `room != "7-1"`})
	var dr int32 = -1
	for i := range d.State.Inventory.Systems {
		if d.State.Inventory.Systems[i].DR == "server" {
			dr = int32(i)
			break
		}
	}
	d.Do(incident.SetSystem{Systems: []int32{dr}, Method: "failover"})
	for n := 0; n < 200; n++ {
		d.follow(walk.Next(d.Moment()))
	}
	all, _ := d.State.Count()
	if all.Stable != all.Total {
		t.Fatalf("%+v; it runs at %q", all, d.State.Runs(dr))
	}
	for _, e := range walk.Next(d.Moment()).Tasks {
		if e.Task != nil && e.Task.Failback {
			t.Errorf("still to be brought home: %v, runs at %q", e.Systems, d.State.Runs(dr))
		}
	}
}
