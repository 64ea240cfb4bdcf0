package walk_test

import (
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/incident/incidenttest"
	"github.com/bokgu/bokgu/pkg/walk"
)

// rules is a playbook with one task for each rule of the list.
const rules = `
apiVersion: bokgu/v1
kind: Inventory
metadata: {name: rules}
systems:
  - {id: power, name: power, class: infrastructure, site: s, room: "1"}
  - {id: a, name: a, site: s, room: "1", tier: 1, agency: x, dependsOn: [power]}
  - {id: b, name: b, site: s, room: "1", tier: 2, agency: x, dependsOn: [power]}
  - {id: c, name: c, site: s, room: "1", tier: 3, agency: y, dependsOn: [power]}
---
apiVersion: bokgu/v1
kind: Playbook
metadata: {name: rules}
roles: [{id: r, title: r}]
steps:
  - id: assess
    title: "1"
    tasks:
      - {id: plain, title: t, role: r, do: {confirm: true}}
      - {id: late, title: t, role: r, due: 5m, do: {confirm: true}}
      - {id: soon, title: t, role: r, due: 20m, do: {confirm: true}}
      - {id: call, title: t, role: r, due: 3h, do: {notify: {to: r, text: hello}}}
      - {id: choose, title: t, role: r, due: 9h, do: {decide: {question: which, options: [{id: "x", title: x}]}}}
      - {id: hourly, title: t, role: r, every: 1h, optional: true, do: {confirm: true}}
  - {id: mobilize, title: "2", tasks: [{id: second, title: t, role: r, per: agency, where: 'class == "service"', do: {confirm: true}}]}
  - {id: diagnose, title: "3", tasks: [{id: third, title: t, role: r, do: {confirm: true}}]}
  - id: resume
    title: "4"
    tasks:
      - {id: ready, title: t, role: r, per: system, where: 'class == "infrastructure"', waits: {event: fire-out}, do: {confirm: true}, brings: restored, starts: false}
      - {id: start, title: t, role: r, per: round, where: 'class == "service"', do: {confirm: true}, brings: resumed}
      - {id: means, title: t, role: r, per: system, where: 'class == "service"', optional: true, reopens: [start], do: {decide: {question: how, options: [{id: restart, title: x}]}}}
  - {id: restore, title: "5", opens: "back > 0", tasks: [{id: whole, title: t, role: r, per: system, where: 'class == "service"', do: {confirm: true}, brings: restored, starts: false, after: [start]}]}
  - {id: verify, title: "6", tasks: [{id: accept, title: t, role: r, per: agency, where: 'class == "service"', do: {confirm: true}, brings: verified, after: [whole]}]}
  - {id: stabilize, title: "7", tasks: [{id: watch, title: t, role: r, per: system, where: 'class == "service"', watch: {1: 3d, other: 1d}, do: {confirm: true}, brings: stable}]}
`

func rulesDesk(t *testing.T) *desk {
	t.Helper()
	b := parse(t, rules)
	if len(b.Playbooks) != 1 || len(b.Inventory.Systems) != 4 {
		t.Fatalf("%d playbooks, %d systems", len(b.Playbooks), len(b.Inventory.Systems))
	}
	d := newDesk(t, b.Inventory, b.Playbooks[0])
	d.Do(incident.Declare{Title: "x", Stopped: "true"})
	d.Now = incidenttest.Start().Add(10 * time.Minute)
	return d
}

// listed are the ids of what is next, with what distinguishes them.
func (d *desk) listed() []string {
	var out []string
	for _, e := range walk.Next(d.Moment()).Tasks {
		name := e.Ref
		if e.Task != nil {
			name = e.Task.ID
			if e.Key != "" {
				name += ":" + e.Key
			}
		}
		out = append(out, name)
	}
	return out
}

func (d *desk) waitingFor(id string) []string {
	for _, w := range walk.Next(d.Moment()).Waiting {
		if w.Task.ID == id {
			return w.Names(d.State)
		}
	}
	return nil
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("listed\n %v, want\n %v", got, want)
	}
}

func TestDecisionsThenCallsThenWhatIsDueThenTheSteps(t *testing.T) {
	d := rulesDesk(t)
	d.Do(incident.AddTask{Title: "by hand"})
	d.Do(incident.Ask{Text: "may we?", To: "r"})
	expect(t, d.listed(), "Q4", "choose", "call", "late", "soon", "A3", "plain", "second:x", "second:y", "third")
}

func TestRecurringWorkIsListedOnlyWhenDue(t *testing.T) {
	d := rulesDesk(t)
	if slices.Contains(d.listed(), "hourly") {
		t.Error("listed after ten minutes")
	}
	d.Now = incidenttest.Start().Add(time.Hour)
	if !slices.Contains(d.listed(), "hourly") {
		t.Error("not listed after an hour")
	}
	d.Do(incident.DoTask{Ref: "hourly", Outcome: incident.Done})
	if slices.Contains(d.listed(), "hourly") {
		t.Error("listed again at once")
	}
	d.Now = d.Now.Add(time.Hour)
	if !slices.Contains(d.listed(), "hourly") {
		t.Error("not listed the next hour")
	}
}

func TestWhatWasPutOffComesBackAtItsTime(t *testing.T) {
	d := rulesDesk(t)
	d.Do(incident.DoTask{Ref: "late", Outcome: incident.Later, Until: d.Now.Add(time.Hour)})
	if slices.Contains(d.listed(), "late") {
		t.Error("listed before its time")
	}
	d.Now = d.Now.Add(time.Hour)
	if !slices.Contains(d.listed(), "late") {
		t.Error("not listed at its time")
	}
}

func TestWaitingNamesEventsNeedsAndTasks(t *testing.T) {
	d := rulesDesk(t)
	expect(t, d.waitingFor("ready"), "event:fire-out")
	expect(t, d.waitingFor("start"), "power")
	expect(t, d.waitingFor("whole"), "T10")
	if got := d.waitingFor("watch"); !slices.Contains(got, "T13") {
		t.Errorf("the watch waits for %v, not for the acceptance T13", got)
	}
	d.Do(incident.PlaceHold{Where: `id == "a"`, Reason: "no"})
	if got := d.waitingFor("start"); !slices.Contains(got, "H3") {
		t.Errorf("the start waits for %v, not for the hold", got)
	}
}

// up makes the base ready and starts everything; a failed.
func (d *desk) up() {
	d.Do(incident.Happen{Name: "fire-out"})
	d.Do(incident.DoTask{Ref: "ready", Outcome: incident.Done})
	d.Do(incident.IssueRound{Task: "start", Systems: []int32{1, 2, 3}})
	d.Do(incident.RoundResult{Round: "s-1", RestUp: true, Failed: []int32{1}})
}

func TestStartsAreProposedThenGoingThenDone(t *testing.T) {
	d := rulesDesk(t)
	d.Do(incident.Happen{Name: "fire-out"})
	d.Do(incident.DoTask{Ref: "ready", Outcome: incident.Done})
	find := func() (proposed, going []int32) {
		for _, e := range walk.Next(d.Moment()).Tasks {
			switch {
			case e.Task == nil || e.Task.ID != "start":
			case e.Proposal != nil:
				proposed = append(proposed, e.Systems...)
			case e.Round != nil:
				going = append(going, e.Systems...)
			}
		}
		return proposed, going
	}
	proposed, going := find()
	if len(proposed) == 0 || len(going) != 0 {
		t.Fatalf("proposed %v, going %v", proposed, going)
	}
	d.Do(incident.IssueRound{Task: "start", Systems: []int32{1, 2}})
	if proposed, going = find(); !slices.Equal(proposed, []int32{3}) || !slices.Equal(going, []int32{1, 2}) {
		t.Errorf("proposed %v, going %v", proposed, going)
	}
	d.Do(incident.RoundResult{Round: "s-1", Up: []int32{1}})
	if _, going = find(); !slices.Equal(going, []int32{2}) {
		t.Errorf("one came up; going %v", going)
	}
}

func TestAFailedStartWaitsForADecision(t *testing.T) {
	d := rulesDesk(t)
	d.up()
	if got := d.listed(); slices.Contains(got, "start") || !slices.Contains(got, "means") {
		t.Errorf("after a failure: %v", got)
	}
	for _, e := range walk.Next(d.Moment()).Tasks {
		if e.Task != nil && e.Task.ID == "means" && !e.Since.Equal(d.Now) {
			t.Errorf("the decision waits since %v, the start failed at %v", e.Since, d.Now)
		}
	}
	if got := d.waitingFor("start"); !slices.Contains(got, "T11") {
		t.Errorf("the start waits for %v, not for the decision T11", got)
	}
	d.Do(incident.DoTask{Ref: "means", Outcome: incident.Done, Option: "restart"})
	if got := d.listed(); !slices.Contains(got, "start") || slices.Contains(got, "means") {
		t.Errorf("after the decision: %v", got)
	}
}

func TestASystemTaskIsOneEntryForAllThatAreReady(t *testing.T) {
	d := rulesDesk(t)
	d.up()
	got := map[string][]int32{}
	for _, e := range walk.Next(d.Moment()).Tasks {
		if e.Task != nil {
			got[e.Task.ID+e.Key] = e.Systems
		}
	}
	if !slices.Equal(got["whole"], []int32{2, 3}) {
		t.Errorf("ready for it are %v", got["whole"])
	}
	d.Do(incident.DoTask{Ref: "whole", Outcome: incident.Done})
	for key, want := range map[string][]int32{"x": {2}, "y": {3}} {
		for _, e := range walk.Next(d.Moment()).Tasks {
			if e.Task != nil && e.Task.ID == "accept" && e.Key == key && !slices.Equal(e.Systems, want) {
				t.Errorf("accept %s is for %v, want %v", key, e.Systems, want)
			}
		}
	}
}

func TestAWatchNeverHidesItsTask(t *testing.T) {
	d := rulesDesk(t)
	d.up()
	d.Do(incident.DoTask{Ref: "whole", Outcome: incident.Done})
	d.Do(incident.DoTask{Ref: "accept", Outcome: incident.Done})
	for _, e := range walk.Next(d.Moment()).Tasks {
		if e.Task != nil && e.Task.ID == "watch" {
			if !e.Due.Equal(d.Now.Add(24 * time.Hour)) {
				t.Errorf("due %v", e.Due)
			}
			return
		}
	}
	t.Error("the watch is not listed while it runs")
}

// Groups of one task are one row, so that forty agencies do not push
// everything else off the screen.
func TestGroupsOfATaskAreOneRow(t *testing.T) {
	d := rulesDesk(t)
	n := 0
	for _, r := range walk.Next(d.Moment()).Rows() {
		if r.Task != nil && r.Task.ID == "second" {
			n++
			if len(r.Groups()) != 2 {
				t.Errorf("%d groups in the row", len(r.Groups()))
			}
		}
	}
	if n != 1 {
		t.Errorf("%d rows", n)
	}
}

// Asking what is next changes nothing and answers the same twice.
func TestAskingTwiceAnswersTheSame(t *testing.T) {
	d := rulesDesk(t)
	d.up()
	if first, second := d.listed(), d.listed(); !slices.Equal(first, second) {
		t.Errorf("%v, then %v", first, second)
	}
}
