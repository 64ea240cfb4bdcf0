package load

import (
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
)

const (
	drillHead   = "apiVersion: bokgu/v1\nkind: Drill\nmetadata: {name: d}\nstart: 2025-09-26T20:15:00+09:00\n"
	drillSystem = inventoryHead + `crews: [{id: ops, people: 4, skills: [restart, data, dr, build]}]
systems:
  - {id: power, name: Power, class: infrastructure, room: "7"}
  - {id: login, name: Login, room: "7", tier: 3, dependsOn: [power]}
  - {id: petitions, name: Petitions, room: "8", tier: 4, dependsOn: [login]}
`
)

// drillBook is a small playbook with a decision, a task that waits, and one
// that records a field.
func drillBook() string {
	return bookWith(`      - {id: decide-dr, title: DR, role: duty, do: {decide: {question: Go, options: [{id: go}, {id: wait}]}}}
      - {id: cause, title: Cause, role: duty, waits: {event: fire-out}, do: {record: {fields: [{id: found}]}}}
`)
}

// drillWith reads a drill beside a sound inventory and playbook.
func drillWith(script string) *Bundle {
	return Parse([]File{
		{Name: "a.yaml", Data: []byte(drillSystem)},
		{Name: "b.yaml", Data: []byte(drillBook())},
		{Name: "d.yaml", Data: []byte(drillHead + script)},
	})
}

// Everything a drill can say is read.
func TestDrillIsRead(t *testing.T) {
	b := drillWith(`inventory: [a.yaml]
playbook: b.yaml
seed: 18446744
until: 10d
curve: curve.csv
outage:
  title: {ko: 화재, en: Fire}
  damaged: 'room == "7"'
  stopped: 'room == "8"'
  unknown: 'tier == 4'
  suspected: true
  noticed: 20m
  hidden: [{systems: [login], condition: damaged, needs: [power], found: 3h}]
crews: [{crew: ops, people: 2}]
people:
  hands: 3
  pace: {min: 2m, likely: 6m, max: 20m}
  takes: [{task: accept, takes: {min: 1h, likely: 4h, max: 1d}}]
  also: [last]
  order: [login, petitions]
  report: 30m
  gather: 2h
decisions:
  - {task: decide-dr, option: wait, takes: 30m, at: 2h}
injects:
  - {at: 9d, say: late}
  - {at: 2025-09-26T22:15:00+09:00, id: out, say: {ko: 진화, en: Out}, event: fire-out}
  - {at: 1d, ready: [power]}
  - {at: 2d, down: 'tier == 3', count: 1}
  - {at: 3h, found: {systems: [login], condition: damaged, suspected: true}}
  - {at: 1h, fails: {systems: [petitions], method: restart, times: 2, note: again}}
  - {at: 9h, works: [petitions]}
  - {at: 9h, data: {systems: [login], is: lost}}
  - {at: 1h, id: no-storage, hold: {where: 'room == "7"', reason: wet, owner: chief}}
  - {at: 8h, lift: no-storage}
  - {at: 1h, stop: true}
  - {at: 8h, lift: stop}
  - {at: 8h, crew: {crew: ops, people: 0}}
  - {at: 3h, expect: {system: power, between: 4h, and: 9h, from: Kim}}
  - {at: 20h, probe: {system: login, ok: false, says: 502}}
  - {at: 2h, task: {task: cause, outcome: done, fields: {found: L4}, note: wrong}}
expect:
  - {id: a, that: 'tierBack(3) == tierTotal(3)', by: 48h, share: 0.8}
  - {id: b, that: 'back == 0', at: 12h}
  - {id: c, that: 'stable == total'}
  - {id: d, always: 'irregular == 0'}
  - {id: e, never: 'twice > 0', severity: error}
  - {id: f, atStart: 'tier <= 2 || effectiveTier == 1', severity: warning}
  - {id: g, title: T, forEach: 'tier == 3', that: 'did("accept")', by: 1h}
`)
	// The drill names its own inventory and playbook, which this call does not look for.
	if got := brief(b.Findings); got != "" {
		t.Fatal(got)
	}
	d := b.Drills[0]
	if d.Name != "d" || d.Seed != 18446744 || d.Until != 240*time.Hour || d.Curve != "curve.csv" || d.Playbook != "b.yaml" ||
		len(d.Inventory) != 1 || d.Start.UTC().Hour() != 11 {
		t.Errorf("head: %+v", d)
	}
	if o := d.Outage; o.Title.KO != "화재" || o.Damaged == nil || o.Stopped == nil || o.Unknown == nil || !o.Suspected ||
		o.Noticed != 20*time.Minute || o.Hidden[0].Which.IDs[0] != "login" || o.Hidden[0].Condition != plan.Damaged || o.Hidden[0].Needs[0] != "power" || o.Hidden[0].Found != 3*time.Hour {
		t.Errorf("outage: %+v", o)
	}
	p := d.People
	if d.Crews[0] != (drill.CrewSize{Crew: "ops", People: 2}) || p.Hands != 3 || p.Pace.Max != 20*time.Minute ||
		p.Takes[0].Takes.Max != 24*time.Hour || p.Also[0] != "last" || p.Order[1] != "petitions" || p.Report != 30*time.Minute || p.Gather != 2*time.Hour {
		t.Errorf("people: %+v %+v", d.Crews, p)
	}
	half := 30 * time.Minute
	if x := d.Decisions[0]; x.Option != "wait" || x.At != 2*time.Hour || x.Takes != (inventory.Estimate{Min: half, Likely: half, Max: half}) {
		t.Errorf("decision: %+v", x)
	}
	var order []string
	for i := range d.Injects {
		in := &d.Injects[i]
		order = append(order, in.At.String()[:strings.Index(in.At.String(), "h")])
		checkInject(t, in)
	}
	if got := strings.Join(order, " "); got != "1 1 1 2 2 3 3 8 8 8 9 9 20 24 48 216" {
		t.Errorf("injects at %s", got)
	}
	if d.Injects[0].Fails == nil || d.Injects[1].ID != "no-storage" || !d.Injects[2].Stop || d.Injects[15].Say.Any != "late" {
		t.Error("injects of one time do not stand as they are written")
	}
	e := d.Expect
	if e[0].Share != 0.8 || e[0].By != 48*time.Hour || e[1].At != 12*time.Hour || e[2].Share != 1 || e[2].Severity != diag.Error ||
		e[3].Always == nil || e[4].Never == nil || e[5].AtStart == nil || e[5].Severity != diag.Warning ||
		e[6].ForEach == nil || !e[6].That.AboutSystem() || e[6].Title.Any != "T" || e[0].That.AboutSystem() {
		t.Errorf("expectations: %+v", e)
	}
}

// checkInject holds each part of an inject against what stands in the file.
func checkInject(t *testing.T, in *drill.Inject) {
	t.Helper()
	ok := true
	switch {
	case in.Event != "":
		ok = in.Event == "fire-out" && in.At == 2*time.Hour && in.ID == "out" && in.Say.EN == "Out"
	case in.Ready.IDs != nil:
		ok = in.Ready.IDs[0] == "power"
	case in.Down.Where != nil:
		ok = in.Down.Count == 1
	case in.Found != nil:
		ok = in.Found.Condition == plan.Damaged && in.Found.Suspected && in.Found.Which.IDs[0] == "login"
	case in.Fails != nil:
		ok = in.Fails.Method == "restart" && in.Fails.Times == 2 && in.Fails.Note.Any == "again"
	case in.Works.IDs != nil:
		ok = in.Works.IDs[0] == "petitions" && in.Works.Count == 0
	case in.Lost != nil:
		ok = in.Lost.Is == "lost" && in.Lost.Which.IDs[0] == "login"
	case in.Hold != nil:
		ok = in.Hold.Where != nil && in.Hold.Reason.Any == "wet" && in.Hold.Owner == "chief"
	case in.Crew != nil:
		ok = in.Crew.Crew == "ops" && in.Crew.People == 0
	case in.Expect != nil:
		ok = *in.Expect == drill.Word{System: "power", Between: 4 * time.Hour, And: 9 * time.Hour, From: "Kim"}
	case in.Probe != nil:
		ok = in.Probe.System == "login" && !in.Probe.OK && in.Probe.Says.Any == "502"
	case in.Task != nil:
		ok = in.Task.Task == "cause" && in.Task.Outcome == "done" && in.Task.Fields["found"] == "L4" && in.Task.Note.Any == "wrong"
	}
	if !ok {
		t.Errorf("inject at %v: %+v", in.At, in)
	}
}

// What a drill does not say is as the package of the engine has it.
func TestDrillDefaults(t *testing.T) {
	d := drillWith("expect: [{id: a, that: 'stable == total'}]\n").Drills[0]
	if d.Until != drill.DefaultUntil || d.People.Hands != drill.DefaultHands || d.People.Pace != drill.DefaultPace() ||
		d.People.Report != drill.DefaultReport || d.People.Gather != drill.DefaultGather || d.Expect[0].Share != 1 || d.Expect[0].Severity != diag.Error {
		t.Errorf("%+v", d)
	}
	if d := drillWith("people: {pace: 5m}\n").Drills[0]; d.People.Pace.Min != 5*time.Minute || d.People.Pace.Max != 5*time.Minute {
		t.Errorf("pace %+v", d.People.Pace)
	}
	if d := drillWith("people: {pace: {max: 1m}}\n").Drills[0]; d.People.Pace.Min != time.Minute {
		t.Errorf("pace %+v", d.People.Pace)
	}
}

// Every fault of a drill is found at its exact place, and a drill with an
// error is left out.
func TestDrillFindingsHavePlaces(t *testing.T) {
	for _, test := range drillFaults() {
		t.Run(test.name, func(t *testing.T) {
			b := drillWith(test.script)
			if got := sorted(brief(b.Findings)); got != sorted(test.want) {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
			broken := b.Findings.Errors()
			if kept := len(b.Drills) == 1; kept == broken || b.DrillsAside != map[bool]int{true: 1}[broken] {
				t.Errorf("kept: %v, set aside: %d", kept, b.DrillsAside)
			}
			saysEverything(t, b.Findings)
		})
	}
}

type drillFault struct{ name, script, want string }

func drillFaults() []drillFault {
	inject := func(part string) string { return "injects: [{at: 1h, " + part + "}]\n" }
	expect := func(part string) string { return "expect: [{id: x, " + part + "}]\n" }
	return []drillFault{
		{"sound", "", ""},

		// How it is written.
		{"unknown key", "injekts: []\n", "E 5:1 unknown-key"},
		{"start twice", "start: 2025-09-26T20:15:00+09:00\n", "E 5:1 repeated-key +4:1"},
		{"no time", "injects: [{say: x}]\n", "E 5:11 missing-key"},
		{"bad time", "injects: [{at: soon, say: x}]\n", "E 5:16 bad-drill-time"},
		{"hour of one digit", "injects: [{at: 2025-09-27T9:00:00+09:00, say: x}]\n", "E 5:16 bad-drill-time"},
		{"before the start", "injects: [{at: 2025-09-26T20:14:59+09:00, say: x}]\n", "E 5:16 before-start"},
		{"negative", "injects: [{at: -1h, say: x}]\n", "E 5:16 bad-drill-time"},
		{"decision before the start", "decisions: [{task: decide-dr, option: go, at: 2024-01-01T00:00:00Z}]\n", "E 5:47 before-start"},
		{"bad word of a condition", inject("found: {systems: [login], condition: broken}"), "E 5:57 bad-value"},
		{"bad word of data", inject("data: {systems: [login], is: gone}"), "E 5:49 bad-value"},
		{"bad outcome", inject("task: {task: cause, outcome: finished}"), "E 5:49 bad-value"},
		{"an id as text", inject("ready: power"), "E 5:27 expression-name"},
		{"bad expression", inject("down: 'tier == 3 && rom == 1'"), "E 5:40 expression-name"},
		{"count alone", inject("say: x, count: 3"), "E 5:35 count-without-systems"},
		{"count of none", inject("ready: [power], count: 0"), "E 5:43 out-of-range"},
		{"hands", "people: {hands: 0}\n", "E 5:17 out-of-range"},
		{"many hands", "people: {hands: 1001}\n", "E 5:17 out-of-range"},
		{"min over max", "people: {pace: {min: 2h, likely: 3h, max: 1h}}\n", "E 5:43 bad-estimate"},
		{"decision takes min over max", "decisions: [{task: decide-dr, option: go, takes: {min: 2h, max: 1h}}]\n", "E 5:65 bad-estimate"},
		{"share of none", expect("that: 'back > 0', share: 0"), "E 5:43 out-of-range"},
		{"share", expect("that: 'back > 0', share: 80"), "E 5:43 out-of-range"},
		{"severity", expect("that: 'back > 0', severity: info"), "E 5:46 bad-value"},
		{"about one system", expect("that: 'back > 0 && phase == \"down\"'"), "E 5:37 expression-name"},
		{"tier of a call", expect("that: 'tierBack(5) == 0'"), "E 5:34 expression-tier"},
		{"alias", "injects: [&a {at: 1h, say: x}, *a]\n", "E 5:11 alias\nE 5:32 alias"},

		// The whole.
		{"too long", "until: 401d\n", "E 5:8 bad-until"},
		{"no time at all", "until: 0s\n", "E 5:8 bad-until"},
		{"after the end", "until: 1d\ninjects: [{at: 25h, say: x}]\n", "W 6:16 after-end"},
		{"noticed after the end", "until: 1d\noutage: {noticed: 2d}\n", "W 6:19 after-end"},
		{"found after the end", "until: 1d\noutage: {hidden: [{systems: [login], condition: damaged, found: 2d}]}\n", "W 6:65 after-end"},
		{"hidden and unaffected", "outage: {hidden: [{systems: [login], condition: unaffected}]}\n", "E 5:49 hidden-unaffected"},
		{"nothing hidden", "outage: {hidden: [{systems: [login]}]}\n", "E 5:19 hidden-unaffected"},
		{"hidden need", "outage: {hidden: [{systems: [login], needs: [petitions]}]}\n", ""},
		{"unknown hidden need", "outage: {hidden: [{systems: [login], needs: [petition]}]}\n", "E 5:46 unknown-system"},
		{"unknown system in order", "people: {order: [login, lgin]}\n", "E 5:25 unknown-system"},
		{"twice in order", "people: {order: [login, login]}\n", "E 5:25 system-named-twice"},
		{"unknown crew", "crews: [{crew: opps, people: 1}]\n", "E 5:16 unknown-crew"},
		{"crew twice", "crews: [{crew: ops, people: 1}, {crew: ops, people: 2}]\n", "E 5:40 duplicate-id +5:16"},
		{"reports", "people: {report: 0s}\n", "E 5:18 report-too-often"},

		// Names.
		{"unknown system", inject("ready: [powr]"), "E 5:28 unknown-system"},
		{"named twice", inject("ready: [power, power]"), "E 5:35 system-named-twice"},
		{"unknown hidden system", "outage: {hidden: [{systems: [login, lgin], condition: damaged}]}\n", "E 5:37 unknown-system"},
		{"unknown probed system", inject("probe: {system: x, ok: true}"), "E 5:36 unknown-system"},
		{"unknown awaited system", inject("expect: {system: x, between: 1h, and: 2h, from: Kim}"), "E 5:37 unknown-system"},
		{"unknown crew of an inject", inject("crew: {crew: x, people: 0}"), "E 5:33 unknown-crew"},
		{"unknown method", inject("fails: {systems: [login], method: restrat}"), "E 5:54 unknown-method"},
		{"unknown task", inject("task: {task: x, outcome: done}"), "E 5:33 unknown-task"},
		{"unknown field", inject("task: {task: cause, outcome: done, fields: {fund: x}}"), "E 5:70 unknown-field"},
		{"skipped without a reason", inject("task: {task: cause, outcome: skipped}"), "E 5:26 skip-without-reason"},
		{"unknown option of a deed", inject("task: {task: decide-dr, outcome: done, option: no}"), "E 5:67 unknown-option"},
		{"unknown task that takes", "people: {takes: [{task: x, takes: 1h}]}\n", "E 5:25 unknown-task"},
		{"unknown task beside", "people: {also: [last, x]}\n", "E 5:23 unknown-task"},
		{"unknown task of a decision", "decisions: [{task: decide-rd, option: go}]\n", "E 5:20 unknown-task"},
		{"unknown option", "decisions: [{task: decide-dr, option: wiat}]\n", "E 5:39 unknown-option"},
		{"decides nothing", "decisions: [{task: cause, option: go}]\n", "E 5:20 not-a-decision"},
		{"decision not about systems", "decisions: [{task: decide-dr, option: go, systems: [login]}]\n", "E 5:52 task-not-for-systems"},
		{"event nobody waits for", inject("event: fire-oot"), "W 5:27 event-unheard"},
		{"event an expectation looks for", inject("event: x") + expect("that: 'happened(\"x\")'"), ""},

		// Which systems.
		{"means nothing", inject("down: 'tier == 1'"), "E 5:26 means-no-system"},
		{"names nothing", inject("down: []"), "E 5:26 means-no-system"},
		{"outage of nothing", "outage: {damaged: 'room == \"9\"'}\n", "E 5:19 means-no-system"},
		{"hold of nothing", inject("hold: {where: 'room == \"9\"', reason: x}"), "E 5:34 means-no-system"},
		{"each of nothing", expect("forEach: 'tier == 1', that: 'runs', by: 1h"), "E 5:27 means-no-system"},
		{"by what changes", inject("down: 'condition == \"damaged\"', count: 9"), ""},
		{"count too large", inject("down: 'tier >= 3', count: 3"), "E 5:46 count-too-large"},
		{"count too large of ids", inject("found: {systems: [login], count: 2, condition: damaged}"), "E 5:53 count-too-large"},

		// Injects.
		{"two parts", inject("stop: true, event: fire-out"), "E 5:11 inject-mixed"},
		{"no part", "injects: [{at: 1h}]\n", "E 5:11 inject-empty"},
		{"stop that is none", inject("stop: false"), "E 5:11 inject-empty"},
		{"one id twice", "injects: [{at: 2h, id: a, say: x}, {at: 1h, id: a, say: y}]\n", "E 5:24 duplicate-id +5:49"},
		{"lifted and never placed", inject("lift: x"), "E 5:26 unknown-hold"},
		{"lifted and no hold", "injects: [{at: 1h, id: a, say: x}, {at: 2h, lift: a}]\n", "E 5:51 unknown-hold"},
		{"lifted too early", "injects: [{at: 1h, lift: a}, {at: 2h, id: a, hold: {where: public or not public, reason: x}}]\n", "E 5:26 lift-too-early +5:30"},
		{"lifted at once", "injects: [{at: 1h, id: a, hold: {where: 'tier >= 3', reason: x}}, {at: 1h, lift: a}]\n", ""},
		{"no stop to lift", inject("lift: stop"), "E 5:26 lift-no-stop"},
		{"stop lifted too early", "injects: [{at: 1h, lift: stop}, {at: 2h, stop: true}]\n", "E 5:26 lift-too-early +5:33"},
		{"between after and", inject("expect: {system: power, between: 3h, and: 2h, from: Kim}"), "E 5:62 between-after-and"},

		// Expectations.
		{"no form", "expect: [{id: x}]\n", "E 5:10 expectation-form"},
		{"two forms", expect("that: 'back > 0', never: 'back > 1'"), "E 5:10 expectation-form"},
		{"each without that", expect("forEach: 'tier == 3', always: 'back > 0'"), "E 5:10 expectation-form"},
		{"by and at", expect("that: 'back > 0', by: 1h, at: 2h"), "E 5:10 expectation-time"},
		{"always by", expect("always: 'irregular == 0', by: 1h"), "E 5:10 expectation-time"},
		{"each at", expect("forEach: 'tier == 3', that: 'runs', at: 1h"), "E 5:10 expectation-time"},
		{"by after the end", "until: 1d\n" + expect("that: 'back > 0', by: 48h"), "E 6:40 expectation-after-end"},
		{"one id of two", "expect: [{id: x, that: 'back > 0'}, {id: x, that: 'back > 1'}]\n", "E 5:42 duplicate-id +5:15"},
		{"never met", expect("that: 'back > total'"), "E 5:24 expectation-impossible"},
		{"fixed", expect("always: '1 > 2'"), "E 5:26 expectation-impossible"},
		{"always met", expect("never: 'hours < 0'"), "W 5:25 expectation-certain"},
		{"unknown task of done", expect("that: 'done(\"cuase\")'"), "E 5:30 unknown-task"},
		{"unknown task of did", expect("atStart: 'did(\"x\")'"), "E 5:32 unknown-task"},
		{"unknown step", expect("that: 'passed(\"verfy\")'"), "E 5:32 step-unknown"},
		{"unknown system of isBack", expect("that: 'back > 0 && isBack(\"powr\")'"), "E 5:44 unknown-system"},
		{"unknown type of record", expect("that: 'recorded(\"round.issue\") > 0'"), "E 5:34 unknown-record"},
		{"unknown event", expect("that: 'happened(\"fire-oot\")'"), "E 5:34 unknown-event"},
	}
}

// Of a drill that names its own inventory, or stands alone, nothing is said
// that would be known from it.
func TestDrillAloneIsCheckedByItself(t *testing.T) {
	script := "injects: [{at: 1h, ready: [x]}, {at: 2h}]\ndecisions: [{task: x, option: y}]\n"
	for name, b := range map[string]*Bundle{
		"alone":           one(drillHead + script),
		"names others":    drillWith("inventory: other.yaml\nplaybook: other.yaml\n" + script),
		"broken list":     Parse([]File{{Name: "a.yaml", Data: []byte(drillSystem + "  - {id: \n")}, {Name: "d.yaml", Data: []byte(drillHead + script)}}),
		"entry set aside": Parse([]File{{Name: "a.yaml", Data: []byte(drillSystem + "  - {id: y}\n")}, {Name: "d.yaml", Data: []byte(drillHead + script)}}),
	} {
		var of diag.List
		for _, f := range b.Findings {
			if f.Place.File != "a.yaml" {
				of = append(of, f)
			}
		}
		if got := brief(of); !strings.HasSuffix(got, "inject-empty") || strings.Contains(got, "\n") {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

// A script that is cut off is not judged by what is missing, and not run.
func TestCutOffDrill(t *testing.T) {
	b := drillWith("injects:\n  - {at: 1h, lift: x}\n  - {at: 2h, say: 'x}\n")
	if got := brief(b.Findings); !strings.HasPrefix(got, "E 7:") || len(b.Findings) != 1 || b.DrillsAside != 1 {
		t.Errorf("%s, %d set aside", got, b.DrillsAside)
	}
	if len(b.Inventory.Systems) != 3 || b.Inventory.SetAside != 0 {
		t.Error("the list suffered from it")
	}
}
