package incident_test

import (
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

func TestAFactAboutAGroupKeepsItsSubject(t *testing.T) {
	d := powered(t)
	b := d.System("b")
	r := d.Do(incident.DoTask{Ref: "accept:pps", Outcome: incident.Done, Note: "all good"})
	if len(r.Body) == 0 || d.State.Phase(b) != playbook.Verified {
		t.Fatalf("%s: phase %v", r.Body, d.State.Phase(b))
	}
	wantIrregular(t, r.Irregular, "approver", "gate")
	d.Do(incident.DoTask{Ref: "accept:pps", Outcome: incident.Failed})
	if d.State.Phase(b) != playbook.Down {
		t.Errorf("phase %v after what brought it failed", d.State.Phase(b))
	}
}

func TestADecisionAgainstItKeepsWhatComesAfterShut(t *testing.T) {
	d := powered(t)
	a := d.System("a")
	move, _ := d.State.Task("moved")
	for _, option := range []struct {
		id    string
		ready bool
	}{{"stay", false}, {"go", true}} {
		d.Do(incident.DoTask{Ref: "decide", Outcome: incident.Done, Option: option.id})
		if have := d.Moment().Ready(move, a); have != option.ready {
			t.Errorf("after %s: ready %v", option.id, have)
		}
	}
}

func TestAMethodNobodyPutOnTheLadderCanBeChosen(t *testing.T) {
	d := powered(t)
	b := d.System("b")
	d.Do(incident.SetSystem{Systems: []int32{b}, Method: "rebuild"})
	if _, rung := d.State.Rung(b); rung.Method != "rebuild" {
		t.Errorf("rung %+v", rung)
	}
	if p := d.Moment().Plan(); p.Method(b) != "rebuild" {
		t.Errorf("the plan brings it back by %s", p.Method(b))
	}
}

func TestPuttingOffOneSystemLeavesTheOthers(t *testing.T) {
	d := powered(t)
	a, dd := d.System("a"), d.System("d")
	start, _ := d.State.Task("start")
	d.Do(incident.DoTask{Ref: "start", Outcome: incident.Later, Until: d.Now.Add(time.Hour), Target: on(a)})
	if m := d.Moment(); m.Ready(start, a) || !m.Ready(start, dd) {
		t.Error("want only the one put off")
	}
	d.Now = d.Now.Add(2 * time.Hour)
	if !d.Moment().Ready(start, a) {
		t.Error("its time has come and it is still away")
	}
}

func TestAResultOfARoundWithNobodyUpBreaksNoRule(t *testing.T) {
	d := powered(t)
	a := d.System("a")
	d.Do(incident.IssueRound{Task: "start", Systems: []int32{a}})
	wantIrregular(t, d.Do(incident.RoundResult{Round: "seoul-1", Unknown: []int32{a}}).Irregular)
	wantIrregular(t, d.Do(incident.RoundResult{Round: "seoul-1", Failed: []int32{a}}).Irregular)
}

func TestANameOfARoundIsNotUsedTwice(t *testing.T) {
	d := powered(t)
	d.Do(incident.IssueRound{Task: "start", Systems: []int32{d.System("a")}})
	d.Do(incident.Undo{})
	d.Do(incident.IssueRound{Task: "start", Systems: []int32{d.System("a")}})
	if id := d.State.Rounds[0].ID; id != "seoul-2" {
		t.Errorf("round %s", id)
	}
}

func TestAShutGateNamesWhatOpensIt(t *testing.T) {
	d := newDesk(t)
	clean, _ := d.State.Task("clean")
	var names []string
	for _, w := range d.Moment().GroupWaits(clean, "") {
		names = append(names, w.On(d.State))
	}
	if !slices.Equal(names, []string{"event:dry", "T1"}) {
		t.Errorf("waits for %v", names)
	}
}

func TestABlockedWayAsksForTheNextThatCouldBeGone(t *testing.T) {
	d := newDesk(t)
	a, e := d.System("a"), d.System("e")
	means, _ := d.State.Task("means")
	start, _ := d.State.Task("start")
	if !d.Moment().Ready(means, e) {
		t.Fatal("nobody is asked whether to move what waits for power")
	}
	if d.Moment().Ready(means, a) {
		t.Error("asked for a fail-over that the playbook has a start for")
	}
	d.Do(incident.DoTask{Ref: "means", Outcome: incident.Done, Option: "move", Target: on(e)})
	if m := d.Moment(); m.Ready(means, e) || !m.Ready(start, e) {
		t.Error("decided to move it, and it cannot be started there")
	}
}

func TestAGateOfTheClockWaitsForNobody(t *testing.T) {
	d := newDesk(t)
	look, _ := d.State.Task("look")
	gate, err := selection.CompileGate("hours >= 1")
	if err != nil {
		t.Fatal(err)
	}
	d.State.StepOf(look).Opens = gate
	waits := d.Moment().GroupWaits(look, "")
	if len(waits) != 1 || waits[0].Kind != incident.WaitStep {
		t.Errorf("waits for %v", waits)
	}
	d.Now = d.Now.Add(2 * time.Hour)
	if waits := d.Moment().GroupWaits(look, ""); len(waits) != 0 {
		t.Errorf("two hours later it waits for %v", waits)
	}
}
