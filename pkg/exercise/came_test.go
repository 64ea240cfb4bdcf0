package exercise_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/exercise"
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/incident/incidenttest"
	"github.com/bokgu/bokgu/pkg/load"
)

const hall = `
apiVersion: bokgu/v1
kind: Inventory
systems:
  - {id: power, name: power, class: infrastructure}
  - {id: moved, name: moved, room: r, site: seoul, recovery: [{method: failover, on: busan}]}
  - {id: away, name: away, room: r, site: seoul, recovery: [{method: failover, on: busan}]}
  - {id: up, name: up, room: r}
  - {id: lost, name: lost, room: r}
  - {id: untouched, name: untouched, room: r}
---
apiVersion: bokgu/v1
kind: Playbook
metadata: {name: test}
steps:
  - {id: assess, tasks: []}
  - {id: mobilize, tasks: []}
  - {id: diagnose, tasks: []}
  - id: resume
    tasks:
      - {id: start, title: start, per: system, do: {confirm: true}, brings: resumed}
  - id: restore
    tasks:
      - {id: full, title: full, per: system, do: {confirm: true}, brings: restored, starts: false}
      - {id: home, title: home, per: system, failback: true, do: {confirm: true}, brings: restored}
  - id: verify
    tasks: [{id: check, title: check, per: system, do: {confirm: true}, brings: verified}]
  - id: stabilize
    tasks: [{id: watch, title: watch, per: system, do: {confirm: true}, brings: stable}]
`

// What came back at the end counts, what ran elsewhere at any time, and neither
// infrastructure nor what the outage did not touch.
func TestAnEntrySaysWhatCameBack(t *testing.T) {
	b := load.Parse([]load.File{{Name: "hall.yaml", Data: []byte(hall)}})
	if b.Findings.Count(diag.Error) > 0 {
		t.Fatal(b.Findings)
	}
	d := incidenttest.New(t, b.Inventory, b.Playbooks[0])
	d.Do(incident.Declare{Title: "drill", Stopped: `id != "untouched"`})
	do := func(task string, ids ...string) {
		t.Helper()
		d.Now = d.Now.Add(time.Hour)
		var systems []int32
		for _, id := range ids {
			systems = append(systems, d.System(id))
		}
		d.Do(incident.DoTask{Ref: task, Outcome: incident.Done, Target: incident.Target{Systems: systems, All: true}})
	}
	do("start", "power", "moved", "away", "up")
	do("home", "moved")
	d.Do(incident.SystemDown{System: d.System("lost"), Reason: "never came up"})

	e := exercise.Entry{Elsewhere: []string{"stale"}}
	e.Came(b.Inventory, b.Playbooks[0], d.Records)
	want := exercise.Entry{Services: 4, Back: exercise.Names{IDs: []string{"moved", "up"}}, Elsewhere: []string{"moved", "away"}}
	if !reflect.DeepEqual(e, want) {
		t.Errorf("%+v, want %+v", e, want)
	}
}
