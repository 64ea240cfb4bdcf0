package load

import (
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// What keeps people from doing the work is found at its exact place.
func TestCrewFindingsHavePlaces(t *testing.T) {
	const (
		one     = "systems:\n  - {id: a, name: A, room: 1, recovery: [restart]}\n"
		ops     = "crews: [{id: ops, people: 4, skills: [restart]}]\n"
		daejeon = "crews: [{id: ops, site: daejeon, people: 4, skills: [restart, dr]}]\n"
	)
	tests := []struct{ name, body, want string }{
		{"a crew that can", ops + one, ""},
		{"no crews at all", one, ""},
		{"nobody has the skill of a built-in method", ops + "systems:\n  - {id: a, name: A, room: 1, recovery: [restart, rebuild]}\n  - {id: b, name: B, room: 1, recovery: [move, rebuild]}\n",
			"W 5:51 skill-nobody-has"},
		{"nobody has the skill of a method of the file", "methods:\n  patch:\n    skill: patching\n" + ops + "systems:\n  - {id: a, name: A, room: 1, recovery: [patch]}\n",
			"W 5:12 skill-nobody-has"},
		{"nobody has the skill of the usual ladder", ops + "systems:\n  - {id: a, name: A, room: 1}\n", "W 5:5 skill-nobody-has"},
		{"infrastructure without a ladder", ops + "systems:\n  - {id: a, name: A, room: 1, class: infrastructure}\n", ""},
		{"infrastructure with a ladder", ops + "systems:\n  - {id: a, name: A, room: 1, class: infrastructure, recovery: [move]}\n", "W 5:65 skill-nobody-has"},
		{"a method that needs nobody", "methods: {wait: {title: wait}}\n" + ops + "systems:\n  - {id: a, name: A, room: 1, recovery: [wait]}\n", ""},
		{"not at the site of the system", daejeon + "systems:\n  - {id: a, name: A, room: 1, site: daegu, recovery: [restart]}\n  - {id: b, name: B, room: 1, site: daegu, recovery: [restart]}\n",
			"W 5:55 skill-not-at-site"},
		{"not at the site of the room", daejeon + "rooms: [{id: 1, site: daegu}]\n" + one, "W 6:42 skill-not-at-site"},
		{"not where the rung runs", daejeon + "systems:\n  - {id: a, name: A, room: 1, site: daejeon, recovery: [{method: failover, on: gwangju}]}\n",
			"W 5:57 skill-not-at-site"},
		{"a system that stands nowhere", daejeon + one, ""},
		{"a crew that works anywhere", ops + "systems:\n  - {id: a, name: A, room: 1, site: daegu, recovery: [restart]}\n", ""},
		{"two sites, two lines", daejeon + "systems:\n  - {id: a, name: A, room: 1, site: x, recovery: [restart]}\n  - {id: b, name: B, room: 1, site: y, recovery: [restart]}\n",
			"W 5:51 skill-not-at-site\nW 6:51 skill-not-at-site"},
		{"crews of nobody", "crews:\n  - {id: ops, skills: [restart]}\n  - {id: ops2, people: 0, skills: [restart]}\n", "W 4:5 crew-of-nobody +5:24"},
		{"more people than can be", "crews: [{id: ops, people: 99999999999, skills: [restart]}]\n", "E 3:27 out-of-range"},
		{"people that are no number", "crews: [{id: ops, people: many, skills: [restart]}]\n", "E 3:27 wrong-type"},
		{"a gap of an entry that has an error", "systems:\n  - {id: b}\n", "E 4:5 missing-key\nW 4:5 no-room"},
		{"skills that are no list", "crews: [{id: ops, people: 4, skills: 5}]\n", "E 3:38 wrong-type"},
		{"crews without skills", "crews:\n  - {id: ops, people: 1}\n  - {id: ops2, people: 1, skills: []}\n", "W 4:5 crew-without-skills +5:35"},
		{"more people than there are", "methods: {restart: {people: 5}}\n" + ops + one, "W 3:29 too-few-people"},
		{"more people than there are, built in", "crews: [{id: b, people: 2, skills: [build]}]\nsystems:\n  - {id: a, name: A, room: 1, recovery: [rebuild]}\n", "W 5:42 too-few-people"},
		{"as many people as there are", "methods: {restart: {people: 4}}\n" + ops + one, ""},
		{"a skill spelt otherwise", "crews:\n  - {id: ops, people: 4, skills: [restart, restrat]}\n  - {id: ops2, people: 4, skills: [restrat]}\n", "W 4:44 unused-skill +5:36"},
		{"a skill of a method of the file", "methods: {patch: {skill: patching}}\ncrews: [{id: ops, people: 4, skills: [patching]}]\n", ""},
		{"shifts one after the other", "crews:\n  - {id: ops, people: 4, skills: [restart], shifts: [{from: \"20:00\", to: \"08:00\"}, {from: \"08:00\", to: \"20:00\"}]}\n", ""},
		{"shifts that overlap", "crews:\n  - id: ops\n    people: 4\n    skills: [restart]\n    shifts:\n      - {from: 08:00, to: 20:00}\n      - {from: 19:00, to: 23:00}\n", "W 9:9 overlapping-shifts +8:9"},
		{"shifts that overlap past midnight", "crews:\n  - {id: ops, people: 4, skills: [restart], shifts: [{from: 00:30, to: 02:00}, {from: 22:00, to: 01:00}]}\n", "W 4:80 overlapping-shifts +4:54"},
		{"a shift that ends as it begins", "crews:\n  - {id: ops, people: 4, skills: [restart], shifts: [{from: 09:00, to: 09:00}]}\n", "W 4:54 whole-day-shift"},
		{"a shift without an end", "crews:\n  - {id: ops, people: 4, skills: [restart], shifts: [{from: 09:00}]}\n", "E 4:54 missing-key"},
		{"a shift at no time", "crews:\n  - {id: ops, people: 4, skills: [restart], shifts: [{from: 09:00, to: 24:30}]}\n", "E 4:72 bad-time"},
		{"a method that never succeeds", "methods:\n  dance: {success: 0.0}\n", "E 4:20 never-succeeds"},
		{"empty ladders", "systems:\n  - {id: a, name: A, room: 1, recovery: []}\n  - id: b\n    name: B\n    room: 1\n    recovery: []\n", "W 4:41 empty-ladder +8:15"},
		{"a ladder left out", "systems:\n  - {id: a, name: A, room: 1, recovery: }\n", ""},
		{"a rung that takes less than nothing", "systems:\n  - {id: a, name: A, room: 1, recovery: [{method: restart, estimate: {likely: 2h, max: 1h}}]}\n", "E 4:88 bad-estimate"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := Parse([]File{{Name: "f.yaml", Data: []byte(inventoryHead + test.body)}})
			if got := sorted(brief(b.Findings)); got != sorted(test.want) {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
			saysEverything(t, b.Findings)
		})
	}
}

// A word that is nearly right is advised.
func TestSkillsNearToOthersAreAdvised(t *testing.T) {
	b := one(inventoryHead + "crews: [{id: ops, people: 4, skills: [restrat]}]\nsystems:\n  - {id: a, name: A, room: 1, recovery: [restart]}\n")
	advised := map[string]any{}
	for _, f := range b.Findings {
		if f.Hint.Key == "did-you-mean-of" {
			advised[f.Rule] = f.Hint.Args[0]
		}
	}
	if advised["unused-skill"] != "restart" || advised["skill-nobody-has"] != "restrat" {
		t.Errorf("advised %v", advised)
	}
}

// Shifts and estimates come out as written, and an estimate is whole.
func TestShiftsAndEstimatesAreRead(t *testing.T) {
	const m, h = time.Minute, time.Hour
	b := one(inventoryHead + `crews:
  - {id: ops, people: 4, skills: [restart, x], shifts: [{from: "20:30", to: "06:00"}, {from: "08:00", to: "12:00"}]}
methods:
  restart: {estimate: {min: 10m, likely: 30m, max: 3h}}
  a: {skill: x, estimate: {likely: 30m}}
  b: {skill: x, estimate: {min: 10m, max: 30m}}
  c: {skill: x, estimate: {min: 10m}}
  d: {skill: x, estimate: {max: 10m}}
  e: {skill: x, estimate: {min: 10m, likely: 20m}}
  f: {skill: x, estimate: {likely: 10m, max: 20m}}
  g: {skill: x, estimate: {min: 0s, likely: 20m, max: }}
  h: {skill: x}
systems:
  - {id: a, name: A, room: 1, recovery: [{method: restart, estimate: {likely: 2h}}, restart]}
`)
	if len(b.Findings) != 0 {
		t.Fatal(brief(b.Findings))
	}
	inv := b.Inventory
	shifts := inv.Crews[0].Shifts
	if len(shifts) != 2 || shifts[0] != (inventory.Shift{From: 20*h + 30*m, To: 6 * h}) || shifts[1] != (inventory.Shift{From: 8 * h, To: 12 * h}) {
		t.Errorf("shifts %v", shifts)
	}
	for id, want := range map[string]inventory.Estimate{
		"restart": {Min: 10 * m, Likely: 30 * m, Max: 3 * h},
		"a":       {Min: 30 * m, Likely: 30 * m, Max: 30 * m},
		"b":       {Min: 10 * m, Likely: 20 * m, Max: 30 * m},
		"c":       {Min: 10 * m, Likely: 10 * m, Max: 10 * m},
		"d":       {Min: 10 * m, Likely: 10 * m, Max: 10 * m},
		"e":       {Min: 10 * m, Likely: 20 * m, Max: 20 * m},
		"f":       {Min: 10 * m, Likely: 10 * m, Max: 20 * m},
		"g":       {Min: 0, Likely: 20 * m, Max: 20 * m},
		"h":       {},
	} {
		if got := inv.Method(id).Estimate; got != want {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
	ladder := inv.Ladder(0)
	if got := inv.EstimateOf(&ladder[0]); got != (inventory.Estimate{Min: 2 * h, Likely: 2 * h, Max: 2 * h}) {
		t.Errorf("the rung's own estimate is %v", got)
	}
	if got := inv.EstimateOf(&ladder[1]); got.Likely != 30*m {
		t.Errorf("the rung takes %v", got)
	}
}
