package walk_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/walk"
)

// bareHall has a playbook that asks for no other way itself.
const bareHall = `
apiVersion: bokgu/v1
kind: Inventory
methods: {failover: {people: 1}}
systems:
  - {id: power, name: Power, class: infrastructure, agency: it, site: a}
  - {id: tax, name: {ko: 세금, en: Tax}, tier: 1, site: a, dependsOn: [power], recovery: [restart, {method: failover, on: b}]}
  - {id: pay, name: Pay, tier: 2, site: a, dependsOn: [power], recovery: [restart, {method: failover, on: b}]}
  - {id: web, name: Web, tier: 3, site: a, dependsOn: [power]}
---
apiVersion: bokgu/v1
kind: Playbook
metadata: {name: bare, title: bare}
roles: [{id: lead, title: lead}]
steps:
  - {id: assess, tasks: [{id: look, title: look, role: lead, do: {confirm: true}}]}
  - {id: mobilize}
  - {id: diagnose}
  - id: resume
    tasks:
      - {id: start, title: start, role: lead, per: round, where: 'class == "service"', brings: resumed, starts: true, do: {confirm: true}}
      - {id: base, title: base, role: lead, per: system, where: 'class == "infrastructure"', brings: resumed, do: {confirm: true}}
      %s
  - {id: restore, tasks: [{id: whole, title: whole, role: lead, per: system, brings: restored, do: {confirm: true}}]}
  - {id: verify, tasks: [{id: check, title: check, role: lead, per: system, brings: verified, do: {confirm: true}}]}
  - {id: stabilize, tasks: [{id: watch, title: watch, role: lead, per: system, brings: stable, do: {confirm: true}}]}
`

func outage(t *testing.T, task string) *desk {
	t.Helper()
	b := parse(t, fmt.Sprintf(bareHall, task))
	d := newDesk(t, b.Inventory, b.Playbooks[0])
	d.Do(incident.Declare{Title: "x"})
	for i := range d.State.Inventory.Systems {
		d.Do(incident.SetSystem{Systems: []int32{int32(i)}, Condition: "stopped"})
	}
	d.Now = d.Now.Add(time.Hour)
	return d
}

func advised(d *desk) []walk.Advice {
	m := d.Moment()
	return walk.Advise(m, walk.Next(m))
}

func kinds(all []walk.Advice) (words []string) {
	for _, a := range all {
		words = append(words, a.Kind)
	}
	return words
}

func TestWhatWasAskedIsNotAdvisedAgain(t *testing.T) {
	d := outage(t, "")
	all := advised(d)
	if got := kinds(all); !slices.Equal(got, []string{plan.AdviceNeeded, plan.AdviceOtherWay}) {
		t.Fatalf("%v", got)
	}
	q := all[1].Question
	if q.EN != "bring back now by fail over at b?" || q.KO != "지금 되살릴까요: DR 전환 (b)?" {
		t.Errorf("%+v", q)
	}
	// A question of the same words in either language settles it, answered or not.
	asked := d.Do(incident.Ask{Text: q.KO, To: "lead"})
	if got := kinds(advised(d)); slices.Contains(got, plan.AdviceOtherWay) {
		t.Errorf("asked, and %v", got)
	}
	d.Do(incident.Answer{Ref: fmt.Sprint("Q", asked.Seq), Text: "no"})
	if got := kinds(advised(d)); slices.Contains(got, plan.AdviceOtherWay) {
		t.Errorf("answered, and %v", got)
	}
	// So does a time, or that nobody can say one.
	power := d.System("power")
	tell := func(c incident.Expect) {
		t.Helper()
		if _, err := d.Try(c, incident.Context{From: "kim"}); err != nil {
			t.Fatal(err)
		}
	}
	tell(incident.Expect{System: power, Between: d.Now.Add(time.Hour), And: d.Now.Add(2 * time.Hour)})
	if got := kinds(advised(d)); len(got) > 0 {
		t.Errorf("told, and %v", got)
	}
	d.Now = d.Now.Add(3 * time.Hour)
	if got := kinds(advised(d)); !slices.Contains(got, plan.AdviceNeeded) {
		t.Errorf("the time has passed, and %v", got)
	}
	tell(incident.Expect{System: power, Unknown: true})
	if got := kinds(advised(d)); slices.Contains(got, plan.AdviceNeeded) {
		t.Errorf("nobody can say, and %v", got)
	}
}

func TestWhatThePlaybookAsksItselfIsNotAdvised(t *testing.T) {
	for name, task := range map[string]string{
		"a start of its own": "- {id: dr, title: dr, role: lead, per: round, where: 'class == \"service\"', brings: resumed, starts: true, method: failover, optional: true, do: {confirm: true}}",
		"a decision":         "- {id: next, title: next, role: lead, per: system, where: 'class == \"service\"', optional: true, reopens: [start], do: {decide: {question: which, options: [{id: failover, title: over}]}}}",
	} {
		if got := kinds(advised(outage(t, task))); !slices.Equal(got, []string{plan.AdviceNeeded}) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestNothingIsAdvisedInTheFirstHourNorOutsideTheIncident(t *testing.T) {
	b := parse(t, fmt.Sprintf(bareHall, ""))
	if got := advised(newDesk(t, b.Inventory, b.Playbooks[0])); len(got) > 0 {
		t.Errorf("not declared, and %v", kinds(got))
	}
	d := outage(t, "")
	d.Now = d.Now.Add(-time.Minute)
	if got := advised(d); len(got) > 0 {
		t.Errorf("in the first hour %v", kinds(got))
	}
	d.Now = d.Now.Add(time.Minute)
	if got := advised(d); len(got) == 0 {
		t.Error("nothing after the first hour")
	}
	if _, err := d.Try(incident.Close{}, incident.Context{Override: "moved"}); err != nil {
		t.Fatal(err)
	}
	if got := advised(d); len(got) > 0 {
		t.Errorf("closed, and %v", kinds(got))
	}
}

// BenchmarkAdvise is what the top of next costs on the 2025 case at hour 14,
// beside the list itself.
func BenchmarkAdvise(b *testing.B) {
	d := newDesk(b, nirs(b), shipped(b))
	d.Do(incident.Declare{Title: "x", Damaged: `room == "7-1"`, Stopped: `site == "daejeon" && room != "7-1"`})
	d.Now = d.Now.Add(14 * time.Hour)
	m := d.Moment()
	list := walk.Next(m)
	for b.Loop() {
		walk.Advise(m, list)
	}
}
