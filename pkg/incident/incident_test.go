package incident_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/incident/incidenttest"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// files are four services on one storage, and a playbook with a task of every
// kind the rules speak of.
const files = `
apiVersion: bokgu/v1
kind: Inventory
metadata: {name: test}
rooms: [{id: "1", site: seoul, atOnce: 3}]
systems:
  - {id: power, name: Power, class: infrastructure, site: seoul}
  - {id: store, name: Storage, class: infrastructure, site: seoul, dependsOn: [power]}
  - {id: a, name: Alpha, tier: 1, site: seoul, room: "1", agency: mois, public: true, dependsOn: [store], recovery: [restart, {method: failover, on: busan}, rebuild]}
  - {id: b, name: Beta, tier: 2, site: seoul, room: "1", agency: pps, dependsOn: [store]}
  - {id: c, name: Gamma, tier: 3, site: seoul, room: "1", agency: pps, dependsOn: [b]}
  - {id: d, name: Delta, site: seoul, agency: pps}
  - {id: e, name: Epsilon, tier: 4, site: seoul, agency: pps, dependsOn: [store], recovery: [restart, {method: move, on: busan}]}
---
apiVersion: bokgu/v1
kind: Playbook
metadata: {name: test}
roles: [{id: boss, title: Boss}]
steps:
  - id: assess
    title: Assess
    tasks:
      - {id: look, title: Look, role: boss, do: {confirm: true}, evidence: true}
      - {id: report, title: Report, role: boss, every: 2h, do: {confirm: true}}
  - id: mobilize
    title: Mobilize
    opens: 'happened("dry") || done("look")'
    tasks: [{id: clean, title: Clean, role: boss, optional: true, do: {confirm: true}}, {id: owners, title: Owners, role: boss, per: agency, do: {confirm: true}}]
  - id: diagnose
    title: Diagnose
    tasks: [{id: why, title: Why, role: boss, after: [look], do: {record: {fields: [{id: n, type: number, required: true}]}}}]
  - id: resume
    title: Resume
    tasks:
      - {id: all-clear, title: All clear, role: boss, waits: {event: fire-out}, do: {confirm: true}}
      - {id: base, title: Base ready, role: boss, per: system, where: 'class == "infrastructure"', after: [all-clear], do: {confirm: true}, brings: restored, starts: false}
      - {id: start, title: Start, role: boss, per: round, where: 'class == "service"', do: {confirm: true}, brings: resumed}
      - {id: dr, title: To DR, role: boss, per: round, where: 'dr == "server" || id == "a"', method: failover, do: {confirm: true}, brings: resumed, optional: true}
  - id: restore
    title: Restore
    tasks:
      - {id: means, title: Choose means, role: boss, per: system, reopens: [start], do: {decide: {question: How, options: [{id: rebuild, title: Rebuild}, {id: move, title: Move}]}}}
      - {id: decide, title: Move, role: boss, do: {decide: {question: Move, options: [{id: go, title: Go}, {id: stay, title: Stay, declines: true}]}}}
      - {id: moved, title: Move it, role: boss, per: system, where: 'class == "service"', after: [decide], optional: true, do: {confirm: true}}
      - {id: full, title: Full, role: boss, per: system, where: 'class == "service"', after: [start], do: {confirm: true}, brings: restored, starts: false}
      - {id: home, title: Bring home, role: boss, per: system, where: 'class == "service"', failback: true, do: {confirm: true}, brings: restored}
  - id: verify
    title: Verify
    tasks: [{id: accept, title: Accept, role: boss, per: agency, where: 'class == "service"', after: [full], do: {approve: {n: 2, of: boss}}, brings: verified}]
  - id: stabilize
    title: Stabilize
    tasks: [{id: watch, title: Watch, role: boss, per: system, where: 'class == "service"', watch: {1: 72h, other: 24h}, do: {confirm: true}, brings: stable}]
`

func newDesk(t *testing.T) *incidenttest.Desk {
	t.Helper()
	b := load.Parse([]load.File{{Name: "test.yaml", Data: []byte(files)}})
	for _, f := range b.Findings {
		if f.Severity == "error" {
			t.Fatalf("%d:%d %s %v", f.Place.Line, f.Place.Column, f.Rule, f.Args)
		}
	}
	d := incidenttest.New(t, b.Inventory, b.Playbooks[0])
	d.Do(incident.Declare{Title: "test", Stopped: "true", Suspected: true})
	return d
}

// powered is a desk on which the infrastructure is ready.
func powered(t *testing.T) *incidenttest.Desk {
	d := newDesk(t)
	d.Do(incident.Happen{Name: "fire-out"})
	d.Do(incident.DoTask{Ref: "all-clear", Outcome: incident.Done})
	d.Do(incident.DoTask{Ref: "base", Outcome: incident.Done})
	d.Do(incident.DoTask{Ref: "base", Outcome: incident.Done})
	return d
}

func on(ids ...int32) incident.Target { return incident.Target{Systems: ids, All: true} }

func done(ref string, target incident.Target) incident.DoTask {
	return incident.DoTask{Ref: ref, Outcome: incident.Done, Target: target}
}

func wantIrregular(t *testing.T, have []string, want ...string) {
	t.Helper()
	if !slices.Equal(have, want) {
		t.Errorf("irregular %v, want %v", have, want)
	}
}

func wantRefused(t *testing.T, err error, code string) {
	t.Helper()
	var r *incident.Refusal
	if !errors.As(err, &r) || r.Code != code {
		t.Errorf("got %v, want refusal %s", err, code)
	}
}

func TestInfrastructureComesBackInTheOrderOfItsNeeds(t *testing.T) {
	d := newDesk(t)
	r := d.Do(done("base", incident.Target{}))
	wantIrregular(t, r.Irregular, "gate") // nothing was ready: the all-clear has not come
	if d.State.Back(d.System("power")) {
		t.Fatal("power is back though nothing was ready")
	}
	d.Do(incident.Happen{Name: "fire-out"})
	d.Do(done("all-clear", incident.Target{}))
	d.Do(done("base", incident.Target{}))
	if !d.State.Back(d.System("power")) || d.State.Back(d.System("store")) {
		t.Fatal("want power back and storage still waiting for it")
	}
}

func TestFactsAreRecordedAndMarked(t *testing.T) {
	d := newDesk(t)
	wantIrregular(t, d.Do(done("start", on(d.System("b")))).Irregular, "need")
	wantIrregular(t, d.Do(done("look", incident.Target{})).Irregular, "evidence")
	why := done("why", incident.Target{})
	wantIrregular(t, d.Do(why).Irregular, "field")
	why.Fields = map[string]string{"n": "three"}
	wantIrregular(t, d.Do(why).Irregular, "field")
	why.Fields = map[string]string{"n": "3"}
	wantIrregular(t, d.Do(why).Irregular)
	wantIrregular(t, d.Do(done("means", on(d.System("a")))).Irregular, "gate", "option") // no start of it failed
	d.Do(incident.PlaceHold{Where: `id == "d"`, Reason: "wet"})
	wantIrregular(t, d.Do(done("start", on(d.System("d")))).Irregular, "hold")
	r, err := d.Try(done("accept", on(d.System("d"))), incident.Context{From: "kim, kim"})
	if err != nil {
		t.Fatal(err)
	}
	wantIrregular(t, r.Irregular, "approver", "gate")
}

func TestStartingIsRefusedAndCanBeOverridden(t *testing.T) {
	d := newDesk(t)
	a := d.System("a")
	_, err := d.Try(incident.IssueRound{Task: "start", Systems: []int32{a}}, incident.Context{})
	wantRefused(t, err, "not-startable")
	r, err := d.Try(incident.IssueRound{Task: "start", Systems: []int32{a}}, incident.Context{Override: "ordered"})
	if err != nil {
		t.Fatal(err)
	}
	wantIrregular(t, r.Irregular, "need")
	if r.Override != "ordered" {
		t.Errorf("override %q", r.Override)
	}
	d.Do(incident.Stop{Reason: "smoke"})
	_, err = d.Try(incident.IssueRound{}, incident.Context{})
	wantRefused(t, err, "nothing-startable")
	_, err = d.Try(incident.Close{}, incident.Context{})
	wantRefused(t, err, "not-stable")
}

func TestRoundsKeepToTheRoomAndItsLimit(t *testing.T) {
	d := powered(t)
	d.Do(incident.IssueRound{})
	first := d.State.Rounds[0]
	if first.ID != "seoul-1" || !slices.Equal(first.Systems, []int32{d.System("a")}) && len(first.Systems) != 2 {
		t.Fatalf("round %s %v", first.ID, first.Systems)
	}
	_, err := d.Try(incident.RoundResult{Round: "seoul-1", Up: []int32{d.System("d")}}, incident.Context{})
	var unknown *incident.Unknown
	if !errors.As(err, &unknown) {
		t.Errorf("a system of no round: %v", err)
	}
	d.Do(incident.RoundResult{Round: "seoul1차", RestUp: true}) // as it is spoken
}

func TestFailingWithdrawsWhatWasBroughtAndWhatCameAfter(t *testing.T) {
	d := powered(t)
	a := d.System("a")
	d.Do(done("start", on(a)))
	d.Do(done("full", on(a)))
	d.Do(done("accept", on(a)))
	if d.State.Phase(a) != playbook.Verified {
		t.Fatalf("phase %v", d.State.Phase(a))
	}
	d.Do(incident.DoTask{Ref: "full", Outcome: incident.Failed, Target: on(a)})
	if d.State.Phase(a) != playbook.Resumed {
		t.Fatalf("phase %v after failing what restored it, want resumed", d.State.Phase(a))
	}
	d.Do(done("full", on(a)))
	if d.State.Phase(a) != playbook.Restored {
		t.Fatalf("phase %v: an acceptance that was withdrawn must not come back", d.State.Phase(a))
	}
}

func TestARelapseBeginsANewEpisode(t *testing.T) {
	d := powered(t)
	a := d.System("a")
	d.Do(done("start", on(a)))
	d.Do(done("full", on(a)))
	d.Now = d.Now.Add(5 * time.Hour)
	d.Do(incident.SystemDown{System: a, Reason: "disk"})
	all, _ := d.State.Count()
	if all.Relapsed != 1 || all.Back != 0 || d.State.Phase(a) != playbook.Down {
		t.Fatalf("%+v, phase %v", all, d.State.Phase(a))
	}
	if !d.State.DownSince(a).Equal(d.Now) {
		t.Errorf("down since %v", d.State.DownSince(a))
	}
	d.Do(done("start", on(a)))
	if d.State.Phase(a) != playbook.Resumed {
		t.Errorf("phase %v after a new start", d.State.Phase(a))
	}
}

func TestWhatRunsElsewhereMustNotStartAtHome(t *testing.T) {
	d := powered(t)
	a := d.System("a")
	d.Do(incident.SetSystem{Systems: []int32{a}, Runs: "busan"})
	all, _ := d.State.Count()
	if all.Elsewhere != 1 || all.Back != 0 {
		t.Fatalf("%+v", all)
	}
	_, err := d.Try(incident.IssueRound{Task: "start", Systems: []int32{a}}, incident.Context{})
	wantRefused(t, err, "not-startable")
	wantIrregular(t, d.Do(incident.DoTask{Ref: "start", Outcome: incident.Done, Target: on(a), Note: "by mistake"}).Irregular, "hold")
	d.Do(incident.Undo{})
	d.Do(done("home", on(a)))
	if !d.State.Back(a) || d.State.Runs(a) != incident.Home {
		t.Errorf("not brought home: runs %q", d.State.Runs(a))
	}
}

func TestAFailedStartWaitsForADecision(t *testing.T) {
	d := powered(t)
	a := d.System("a")
	d.Do(incident.IssueRound{Systems: []int32{a}, Task: "start"})
	d.Do(incident.RoundResult{Round: "seoul-1", Failed: []int32{a}})
	if slices.Contains(d.Moment().Startable(), a) {
		// the failover stays possible; only the failed start is out
		start, _ := d.State.Task("start")
		if d.Moment().Ready(start, a) {
			t.Fatal("a failed start is proposed again")
		}
	}
	means, _ := d.State.Task("means")
	if !d.Moment().Ready(means, a) {
		t.Fatal("nobody is asked how to go on")
	}
	d.Do(incident.DoTask{Ref: "means", Outcome: incident.Done, Option: "rebuild", Target: on(a)})
	if _, rung := d.State.Rung(a); rung.Method != "rebuild" {
		t.Errorf("rung %v", rung)
	}
	start, _ := d.State.Task("start")
	if !d.Moment().Ready(start, a) || d.Moment().Ready(means, a) {
		t.Error("the start is not open again")
	}
}

func TestHoldsCoverWhatComesUnderThemLater(t *testing.T) {
	d := powered(t)
	b := d.System("b")
	d.Do(incident.PlaceHold{Where: `condition == "damaged"`, Reason: "not inspected"})
	if len(d.State.HoldsOn(b)) != 0 {
		t.Fatal("held though not damaged")
	}
	d.Do(incident.SetSystem{Systems: []int32{b}, Condition: "damaged", Suspected: true})
	if len(d.State.HoldsOn(b)) != 1 {
		t.Fatal("not held though damaged now")
	}
	d.Do(incident.LiftHold{ID: d.State.Holds[0].ID})
	if len(d.State.HoldsOn(b)) != 0 {
		t.Fatal("held though the hold was lifted")
	}
}

func TestTellingAgainMakesNoEvent(t *testing.T) {
	d := powered(t)
	a := d.System("a")
	for _, c := range []incident.Command{
		done("start", on(a)),
		done("owners", incident.Target{For: "mois"}),
		incident.Happen{Name: "rain"},
		incident.SetSystem{Systems: []int32{a}, Data: "whole"},
		incident.PlaceHold{Where: `id == "d"`, Reason: "wet"},
		incident.Ask{Text: "go?", To: "boss"},
		incident.Stop{Reason: "smoke"},
		incident.Stop{Lift: true},
	} {
		d.Do(c)
		if _, err := d.Try(c, incident.Context{}); !errors.Is(err, incident.ErrNothingNew) {
			t.Errorf("%T told again: %v", c, err)
		}
	}
	if _, err := d.Try(done("start", on(a)), incident.Context{From: "kim"}); err != nil {
		t.Errorf("another source confirms: %v", err)
	}
	d.Do(done("report", incident.Target{}))
	if _, err := d.Try(done("report", incident.Target{}), incident.Context{}); err != nil {
		t.Errorf("recurring work is done again: %v", err)
	}
}

func TestUndoTakesBackTheLastEntryAndThenTheOneBefore(t *testing.T) {
	d := powered(t)
	a, b := d.System("a"), d.System("b")
	d.Do(done("start", on(a)))
	d.Do(done("start", on(b)))
	d.Do(incident.Undo{})
	if d.State.Back(b) || !d.State.Back(a) {
		t.Fatal("the last entry was not taken back")
	}
	d.Do(incident.Undo{})
	if d.State.Back(a) {
		t.Fatal("the entry before was not taken back")
	}
}

func TestTheDeclarationCannotBeTakenBack(t *testing.T) {
	d := newDesk(t)
	var misuse *incident.Misuse
	if _, err := d.Try(incident.Undo{}, incident.Context{}); !errors.As(err, &misuse) {
		t.Errorf("%v", err)
	}
}

func TestRecurringWorkIsDueByTheClock(t *testing.T) {
	d := newDesk(t)
	report, _ := d.State.Task("report")
	if d.Moment().ReadyGroup(report, "") {
		t.Error("due at once")
	}
	d.Now = d.Now.Add(2 * time.Hour)
	if !d.Moment().ReadyGroup(report, "") {
		t.Error("not due after two hours")
	}
	d.Do(done("report", incident.Target{}))
	if d.Moment().ReadyGroup(report, "") {
		t.Error("due again at once")
	}
}

func TestWatchIsADueTimeAndNotAWait(t *testing.T) {
	d := powered(t)
	a := d.System("a")
	d.Do(done("start", on(a)))
	d.Do(done("full", on(a)))
	d.Do(done("accept", on(a)))
	watch, _ := d.State.Task("watch")
	m := d.Moment()
	if !m.Ready(watch, a) {
		t.Error("the watch hides its task")
	}
	if due := m.DueAt(watch, "", []int32{a}); !due.Equal(d.Now.Add(72 * time.Hour)) {
		t.Errorf("due %v", due)
	}
}

func TestSystemsAreFoundAsPeopleCallThem(t *testing.T) {
	d := newDesk(t)
	for name, want := range map[string]string{"a": "a", "3": "a", "Alph": "a", "beta": "b"} {
		i, err := d.State.FindSystem(name)
		if err != nil || d.State.Inventory.Systems[i].ID != want {
			t.Errorf("%q: %v %v", name, i, err)
		}
	}
	list, err := d.State.FindSystems("3-5,power")
	if err != nil || len(list) != 4 {
		t.Errorf("%v %v", list, err)
	}
	if _, err := d.State.FindSystem("nobody"); err == nil {
		t.Error("found nobody")
	}
}

func TestUnknownTiersFollowAChangeOfGrade(t *testing.T) {
	d := newDesk(t)
	one := 1
	dd := d.System("d")
	d.Do(incident.SetSystem{Systems: []int32{dd}, Tier: &one})
	_, byTier := d.State.Count()
	if byTier[1].Total != 2 || byTier[0].Total != 0 {
		t.Errorf("%+v", byTier)
	}
	if p := d.Moment().Plan(); *p.Tier(dd) != 1 {
		t.Error("the plan does not know the new grade")
	}
}
