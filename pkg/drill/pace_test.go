package drill_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/playbooks"
)

// written is a stage of an inventory and a script as people write them, with
// the shipped playbook.
func written(t *testing.T, inventory, script string) *drill.Stage {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"bokgu.yaml":     "apiVersion: bokgu/v1\nkind: Workspace\ninventory: inventory.yaml\n",
		"inventory.yaml": "apiVersion: bokgu/v1\nkind: Inventory\n" + inventory,
		"drill.yaml": "apiVersion: bokgu/v1\nkind: Drill\nmetadata: {name: written}\n" +
			"start: 2025-09-26T10:15:00+09:00\noutage: {stopped: 'true'}\n" + script,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b, err := load.LoadDrill(filepath.Join(dir, "drill.yaml"), playbooks.Read)
	if err != nil || b.Findings.Errors() || len(b.Drills) != 1 {
		t.Fatal(err, b.Findings)
	}
	return &drill.Stage{Drill: b.Drills[0], Inventory: b.Inventory, Book: b.Playbooks[0]}
}

// issued is when rounds went out, since the start.
func issued(r *drill.Result) (at []time.Duration) {
	for _, rec := range r.Records {
		if rec.Type == incident.RoundIssued {
			at = append(at, rec.Written.Sub(r.Began))
		}
	}
	return at
}

// oneByOne are seven systems of a room that starts one at a time.
const oneByOne = `
rooms: [{id: r, atOnce: 1, pause: 20m}]
methods: {restart: {skill: start, people: 1, estimate: {min: 30m, likely: 30m, max: 30m}}}
systems: [{id: a, name: a, room: r}, {id: b, name: b, room: r}, {id: c, name: c, room: r}, {id: d, name: d, room: r},
  {id: e, name: e, room: r}, {id: f, name: f, room: r}, {id: g, name: g, room: r}]
`

func TestPeopleGoOnWhenThePauseOfARoomIsOver(t *testing.T) {
	s := written(t, oneByOne+"crews: [{id: night, people: 4, skills: [start], shifts: [{from: '22:00', to: '02:00'}]}]\n", "until: 30d\n")
	at := issued(must(t, s, 0))
	// half an hour of work, a pause, and half an hour in which people gather
	if len(at) < 7 || at[3]-at[0] > 3*time.Hour {
		t.Errorf("rounds after %v", at)
	}
}

func TestPeopleSeeThatACrewHasCome(t *testing.T) {
	s := written(t, oneByOne+"crews: [{id: ops, people: 0, skills: [start]}]\n", "injects: [{at: 2d, crew: {crew: ops, people: 2}}]\n")
	r := must(t, s, 0)
	if at := issued(r); len(at) == 0 || at[0] != 48*time.Hour {
		t.Errorf("rounds after %v", at)
	}
	if !slices.ContainsFunc(r.Heard, func(l drill.Line) bool { return l.Key == "crew" }) {
		t.Error("nobody heard of them")
	}
}

func TestSystemsThatNeedEachOtherComeBackTogether(t *testing.T) {
	s := written(t, `
systems:
  - {id: a, name: a, dependsOn: [b]}
  - {id: b, name: b, dependsOn: [c]}
  - {id: c, name: c, dependsOn: [a, power]}
  - {id: power, name: p, class: infrastructure, dependsOn: [cooling]}
  - {id: cooling, name: q, class: infrastructure, dependsOn: [power, grid]}
  - {id: grid, name: g, class: infrastructure}
`, "injects: [{at: 1h, event: fire-out}, {at: 10h, ready: [grid]}]\n")
	r := must(t, s, 0)
	if all, _ := r.State.Count(); r.Ending != drill.EndedStable || all.Back != 3 {
		t.Errorf("ended %s, %d back: %v", r.Ending, all.Back, r.Lacks)
	}
	if at := issued(r); len(at) == 0 || at[0] < 10*time.Hour {
		t.Errorf("rounds after %v, before there was what they need outside", at)
	}
	for _, l := range r.Heard {
		if l.Key == "failed-need" {
			t.Errorf("%v failed for a need", l.Args)
		}
	}
}

func TestWhatIsFoundDamagedIsDownAgain(t *testing.T) {
	s := written(t, "systems: [{id: a, name: a}]\n", "injects: [{at: 4d, found: {systems: [a], condition: damaged}}]\n")
	r := must(t, s, 0)
	var down bool
	for _, rec := range r.Records {
		var body incident.DownBody
		if rec.Type == incident.SystemFell && json.Unmarshal(rec.Body, &body) == nil && body.System == "a" {
			down = true
		}
		if len(rec.Irregular) > 0 {
			t.Errorf("%s %s is irregular: %v", rec.Type, rec.Body, rec.Irregular)
		}
	}
	if all, _ := r.State.Count(); !down || all.Back != 1 || r.Ending != drill.EndedStable {
		t.Errorf("down %v, back %d, ended %s", down, all.Back, r.Ending)
	}
}

func TestWhatWasHiddenOfInfrastructureCanBeOver(t *testing.T) {
	s := written(t, "systems: [{id: a, name: a, dependsOn: [p]}, {id: p, name: p, class: infrastructure}]\n", "")
	s.Drill.Outage.Hidden = []drill.Hidden{{Which: drill.Which{IDs: []string{"p"}}, Condition: plan.Damaged}}
	s.Drill.Injects = []drill.Inject{{At: time.Hour, Event: "fire-out"}, {At: 5 * 24 * time.Hour, Works: drill.Which{IDs: []string{"p"}}}}
	r := must(t, s, 0)
	if all, _ := r.State.Count(); all.Back != 1 || r.Ending != drill.EndedStable {
		t.Errorf("back %d, ended %s: %v", all.Back, r.Ending, r.Lacks)
	}
}

func TestNobodyReportsUpWhatHasFallenAgain(t *testing.T) {
	s := written(t, `
methods: {restart: {estimate: {min: 10m, likely: 10m, max: 10m}}}
systems: [{id: a, name: a, room: r}, {id: b, name: b, room: r, recovery: [{method: restart, estimate: {min: 50m, likely: 50m, max: 50m}}]}]
`, "until: 20d\n")
	first := issued(must(t, s, 0))[0]
	fall := first + 30*time.Minute // a is up, and that is told with b
	s.Drill.People.Pace.Min, s.Drill.People.Pace.Likely, s.Drill.People.Pace.Max = 3*time.Hour, 3*time.Hour, 3*time.Hour
	s.Drill.Injects = []drill.Inject{{At: fall, Down: drill.Which{IDs: []string{"a"}}}}
	r := must(t, s, 0)
	for _, rec := range r.Records {
		var body incident.ResultBody
		if rec.Type == incident.RoundReported && json.Unmarshal(rec.Body, &body) == nil &&
			rec.Written.Sub(r.Began) < fall+time.Hour && slices.Contains(body.Up, "a") {
			t.Errorf("a was told to be up after %v", rec.Written.Sub(r.Began))
		}
	}
}

func TestTheClockNeverGoesBack(t *testing.T) {
	s := written(t, "systems: [{id: a, name: a}]\n", "until: 1d\n")
	s.Drill.Outage.Noticed = 48 * time.Hour
	r := must(t, s, 0)
	last := r.Records[len(r.Records)-1].Written
	if r.Ending != drill.EndedTime || r.Ended.Before(last) {
		t.Errorf("ended %s at %v, recorded at %v", r.Ending, r.Ended, last)
	}
}

func TestADrillDoesNotEndBeforeAFallIsNoticed(t *testing.T) {
	s := written(t, "systems: [{id: a, name: a}]\n", "until: 60d\ninjects: [{at: 30d, down: [a]}]\n")
	r := must(t, s, 0)
	if r.Ending != drill.EndedStable || r.Ended.Sub(r.Began) < 30*24*time.Hour+time.Hour {
		t.Errorf("ended %s after %v", r.Ending, r.Ended.Sub(r.Began))
	}
	if !slices.ContainsFunc(r.Records, func(rec journal.Record) bool { return rec.Type == incident.SystemFell }) {
		t.Error("nobody recorded the fall")
	}
}
