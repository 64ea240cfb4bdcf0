package walk_test

import (
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/walk"
)

// Whoever does what is next, time after time, brings every system of the 2025
// case to stable with the shipped playbook: nothing that is needed is ever
// missing from the list.
func TestDoingWhatIsNextBringsEverythingToStable(t *testing.T) {
	d := newDesk(t, nirs(t), shipped(t))
	d.Do(incident.Declare{Title: "fire", Damaged: `room == "7-1"`, Stopped: `room != "7-1"`, Suspected: true})
	d.Do(incident.PlaceHold{Where: `room in ["7", "8"]`, Reason: "data unproven"})
	for round := 0; round < 400; round++ {
		if all, _ := d.State.Count(); all.Stable == all.Total {
			t.Logf("%d records, %d rounds", len(d.Records), len(d.State.Rounds))
			return
		}
		before := len(d.Records)
		d.follow(walk.Next(d.Moment()))
		if len(d.Records) == before {
			d.Now = d.Now.Add(time.Hour)
			if round > 300 {
				break
			}
		}
		if round == 30 {
			d.Do(incident.LiftHold{ID: d.State.Holds[0].ID})
		}
	}
	all, _ := d.State.Count()
	list := walk.Next(d.Moment())
	for _, w := range list.Waiting {
		t.Logf("%s waits for %v", w.Task.ID, w.Names(d.State))
	}
	t.Fatalf("not all are stable: %+v", all)
}

// follow does everything a list names, as a script would. Nothing that is
// listed may break a rule by being done.
func (d *desk) follow(list walk.List) {
	d.t.Helper()
	for _, w := range list.Waiting {
		for _, on := range w.On {
			if on.Kind == incident.WaitEvent {
				d.Do(incident.Happen{Name: on.Event})
			}
		}
	}
	for _, e := range list.Tasks {
		var c incident.Command
		switch {
		case e.Round != nil:
			c = incident.RoundResult{Round: e.Round.ID, RestUp: true}
		case e.Proposal != nil:
			c = incident.IssueRound{Task: e.Task.ID, Systems: e.Systems}
		default:
			c = incident.DoTask{Ref: e.Ref, Outcome: incident.Done}
		}
		draft, err := d.Try(c, incident.Context{})
		if err != nil {
			d.t.Fatalf("%s is listed and cannot be done: %v", e.Ref, err)
		}
		for _, code := range draft.Irregular {
			if slices.Contains([]string{"gate", "need", "hold", "stop"}, code) {
				d.t.Fatalf("%s is listed and breaks a rule: %s", e.Ref, code)
			}
		}
	}
}
