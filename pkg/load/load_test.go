package load

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/lang"
)

const inventoryHead = "apiVersion: bokgu/v1\nkind: Inventory\n"

// brief writes findings as line:column rule, errors first with E.
func brief(found diag.List) string {
	var lines []string
	for _, f := range found {
		mark := "W"
		if f.Severity == diag.Error {
			mark = "E"
		}
		line := fmt.Sprintf("%s %d:%d %s", mark, f.Place.Line, f.Place.Column, f.Rule)
		for _, also := range f.Also {
			line += fmt.Sprintf(" +%d:%d", also.Line, also.Column)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func one(data string) *Bundle { return Parse([]File{{Name: "f.yaml", Data: []byte(data)}}) }

// Every fault of an inventory is found at its exact place, and what it spoils
// is set aside while the rest is kept.
func TestInventoryFindingsHavePlaces(t *testing.T) {
	tests := []struct {
		name, body, want string
		kept, aside      int
	}{
		{"sound", "systems:\n  - {id: a, name: A, room: 7}\n", "", 1, 0},
		{"unknown key", "systems:\n  - id: a\n    name: A\n    room: 1\n    teir: 1\n", "E 7:5 unknown-key", 0, 1},
		{"repeated key", "systems:\n  - id: a\n    name: A\n    room: 1\n    name: B\n", "E 7:5 repeated-key +5:5", 0, 1},
		{"unknown section", "system: []\n", "E 3:1 unknown-key", 0, 0},
		{"repeated section", "systems: []\nsystems: []\n", "E 4:1 repeated-key +3:1", 0, 0},
		{"wrong type", "systems:\n  - id: a\n    name: [A]\n    room: 1\n    public: \"yes\"\n", "E 5:11 wrong-type\nE 7:13 wrong-type", 0, 1},
		{"list wanted", "systems: {a: b}\n", "E 3:10 wrong-type", 0, 0},
		{"blank entry", "systems:\n  -\n  - {id: b, name: B, room: 1}\n", "E 4:4 wrong-type", 1, 1},
		{"no id", "systems:\n  - name: A\n    room: 1\n", "E 4:5 missing-key", 0, 1},
		{"no name", "systems:\n  - id: a\n    name:\n    room: 1\n", "E 5:10 missing-value", 0, 1},
		{"blank name", "systems:\n  - {id: a, name: \" \u3000\", room: 1}\n", "E 4:19 missing-value", 0, 1},
		{"empty name", "systems:\n  - {id: a, name: \"\", room: 1}\n", "E 4:19 missing-value", 0, 1},
		{"id with a blank", "systems:\n  - {id: a b, name: A, room: 1}\n", "E 4:10 bad-id", 0, 1},
		{"bad class", "systems:\n  - {id: a, name: A, room: 1, class: servise}\n", "E 4:38 bad-value", 0, 1},
		{"tier 5", "systems:\n  - {id: a, name: A, room: 1, tier: 5}\n", "E 4:37 bad-tier", 0, 1},
		{"tier 0", "systems:\n  - {id: a, name: A, room: 1, tier: 0}\n", "E 4:37 bad-tier", 0, 1},
		{"tier as text", "systems:\n  - {id: a, name: A, room: 1, tier: \"1\"}\n", "E 4:37 bad-tier", 0, 1},
		{"tier of a section in quotes", "tiers: {\"1\": {rto: 2h}}\n", "", 0, 0},
		{"tier of a section", "tiers: {01: {rto: 2h}}\n", "E 3:9 bad-tier", 0, 0},
		{"hour of one digit", "metadata: {asOf: \"2025-09-26T9:15:00Z\"}\n", "E 3:18 bad-time", 0, 0},
		{"offset of a day", "metadata: {asOf: \"2025-09-26T09:15:00+24:00\"}\n", "E 3:18 bad-time", 0, 0},
		{"tier blank", "systems:\n  - {id: a, name: A, room: 1, tier: }\n", "", 1, 0},
		{"bad duration", "rooms: [{id: r, pause: 20}]\n", "E 3:24 bad-duration", 0, 1},
		{"bad time", "systems:\n  - {id: a, name: A, room: 1, backup: {at: 2025-09-26 02:00}}\n", "E 4:44 bad-time", 0, 1},
		{"min over max", "methods:\n  restart: {estimate: {min: 3h, max: 30m}}\n", "E 4:38 bad-estimate", 0, 1},
		{"likely over max", "methods:\n  restart:\n    estimate: {min: 1m, likely: 3h, max: 30m}\n", "E 5:42 bad-estimate", 0, 1},
		{"bad chance", "methods: {restart: {success: 97}}\n", "E 3:30 out-of-range", 0, 1},
		{"duplicate id", "systems:\n  - {id: a, name: A, room: 1}\n  - {id: a, name: B, room: 1}\n", "E 5:10 duplicate-id +4:10", 1, 1},
		{"duplicate agency", "agencies: [{id: x}, {id: x}]\n", "E 3:26 duplicate-id +3:17", 0, 1},
		{"duplicate room", "rooms: [{id: x}, {id: x}]\n", "E 3:23 duplicate-id +3:14", 0, 1},
		{"duplicate crew", "crews: [{id: x, people: 1, skills: [data]}, {id: x, people: 1, skills: [data]}]\n", "E 3:50 duplicate-id +3:14", 0, 1},
		{"duplicate site", "sites: [{id: x}, {id: x}]\n", "E 3:23 duplicate-id +3:14", 0, 1},
		{"duplicate method", "methods:\n  x: {people: 1}\n  x: {people: 2}\n", "E 5:3 repeated-key +4:3", 0, 0},
		{"dangling need", "systems:\n  - {id: a, name: A, room: 1, dependsOn: [b]}\n", "E 4:43 unknown-system", 1, 0},
		{"dangling soft need", "systems:\n  - id: a\n    name: A\n    room: 1\n    dependsOn:\n      - {id: b, soft: true}\n", "E 8:9 unknown-system", 1, 0},
		{"dangling default", "defaults: [{where: 'tier == 1', dependsOn: [b]}]\n", "E 3:45 unknown-system", 0, 0},
		{"dangling rung need", "systems:\n  - {id: a, name: A, room: 1, recovery: [{method: failover, on: x, needs: [b]}]}\n", "E 4:76 unknown-system", 1, 0},
		{"self reference", "systems:\n  - {id: a, name: A, room: 1, dependsOn: [a]}\n", "E 4:43 self-reference", 1, 0},
		{"unknown method", "systems:\n  - {id: a, name: A, room: 1, recovery: [restrat]}\n", "E 4:42 unknown-method", 1, 0},
		{"unknown method of a rung", "systems:\n  - {id: a, name: A, room: 1, recovery: [{method: dance, on: x}]}\n", "E 4:51 unknown-method", 1, 0},
		{"bad expression", "defaults:\n  - where: teir == 1\n    dependsOn: []\n", "E 4:12 expression-name", 0, 1},
		{"bad expression, quoted", "defaults:\n  - where: 'class == \"service\" && teir == 1'\n    dependsOn: []\n", "E 4:35 expression-name", 0, 1},
		{"bad expression, quotes escaped", "defaults:\n  - where: \"class == \\\"service\\\" && teir == 1\"\n    dependsOn: []\n", "E 4:37 expression-name", 0, 1},
		{"bad expression, literal block", "defaults:\n  - where: |\n      class == \"service\"\n      && teir == 1\n    dependsOn: []\n", "E 6:10 expression-name", 0, 1},
		{"bad expression, folded block", "defaults:\n  - where: >-\n      class == \"service\"\n      && teir == 1\n    dependsOn: []\n", "E 6:10 expression-name", 0, 1},
		{"bad expression, two plain lines", "defaults:\n  - where: class == \"service\"\n      && teir == 1\n    dependsOn: []\n", "E 5:10 expression-name", 0, 1},
		{"cycle", "systems:\n  - {id: a, name: A, room: 1, dependsOn: [b]}\n  - {id: b, name: B, room: 1, dependsOn: [c]}\n  - {id: c, name: C, room: 1, dependsOn: [a]}\n", "W 4:5 cycle +5:5 +6:5", 3, 0},
		{"soft cycle", "systems:\n  - {id: a, name: A, room: 1, dependsOn: [b]}\n  - {id: b, name: B, room: 1, dependsOn: [{id: a, soft: true}]}\n", "", 2, 0},
		{"no substitute", "agencies: [{id: x, dutyRoom: 1}]\nsystems:\n  - {id: a, name: A, room: 1, agency: x, tier: 1, public: true}\n", "W 5:5 no-substitute", 1, 0},
		{"no contact", "systems:\n  - {id: a, name: A, room: 1, tier: 3}\n  - {id: b, name: B, room: 1, tier: 2}\n", "W 5:5 no-contact", 2, 0},
		{"failover to nowhere", "systems:\n  - {id: a, name: A, room: 1, recovery: [restart, failover]}\n", "W 4:41 failover-without-site", 1, 0},
		{"no room", "systems:\n  - {id: a, name: A}\n  - {id: b, name: B}\n", "W 4:5 no-room +5:5", 2, 0},
		{"backup at home", "systems:\n  - {id: a, name: A, room: 1, site: x, backup: {where: x}}\n", "W 4:5 backup-at-home", 1, 0},
		{"two means of probing", "systems:\n  - {id: a, name: A, room: 1, probes: [{http: 'https://x', tcp: 'x:1'}]}\n", "E 4:40 one-of", 0, 1},
		{"alias", "systems:\n  - &x {id: a, name: A, room: 1}\n  - *x\n", "E 4:5 alias\nE 5:5 alias", 0, 2},
		{"merge key", "systems:\n  - {<<: {id: a}, name: A, room: 1}\n", "E 4:6 alias\nE 4:5 missing-key", 0, 1},
		{"tag", "systems:\n  - {id: !!binary YQ==, name: A, room: 1}\n", "E 4:10 alias", 0, 1},
		{"escape in a name", "systems:\n  - {id: a, name: \"A\\e[2J\", room: 1}\n", "E 4:19 control-character", 0, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := one(inventoryHead + test.body)
			if got := sorted(brief(b.Findings)); got != sorted(test.want) {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
			if got := len(b.Inventory.Systems); got != test.kept {
				t.Errorf("%d systems kept, want %d", got, test.kept)
			}
			if b.Inventory.SetAside != test.aside {
				t.Errorf("%d set aside, want %d", b.Inventory.SetAside, test.aside)
			}
			saysEverything(t, b.Findings)
		})
	}
}

func sorted(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		for j := i; j > 0 && lines[j] < lines[j-1]; j-- {
			lines[j], lines[j-1] = lines[j-1], lines[j]
		}
	}
	return strings.Join(lines, "\n")
}

// saysEverything checks that each finding has a place in a file, the line that
// stands there, and sentences with all their arguments in both languages.
func saysEverything(t *testing.T, found diag.List) {
	t.Helper()
	for _, f := range found {
		if f.Place.File == "" || f.Place.Line == 0 || f.Place.Column == 0 {
			t.Errorf("%s has no place: %+v", f.Rule, f.Place)
		}
		for key, args := range map[string][]any{"finding." + f.Rule: f.Args, "hint." + f.Hint.Key: f.Hint.Args} {
			if key == "hint." {
				continue
			}
			if !lang.Has(key) {
				t.Errorf("no message %s", key)
			}
			for _, tag := range []lang.Tag{lang.KO, lang.EN} {
				if said := tag.Msg(key, args...); strings.Contains(said, "%!") {
					t.Errorf("%s: %s", key, said)
				}
			}
		}
	}
}

// A header that is wrong is named, and the document is still read when it can
// be told what it is.
func TestHeaders(t *testing.T) {
	tests := []struct {
		name, data, want string
		systems          int
	}{
		{"no kind", "apiVersion: bokgu/v1\nsystems: [{id: a, name: A, room: 1}]\n", "E 1:1 missing-key", 1},
		{"no version", "kind: Inventory\nsystems: [{id: a, name: A, room: 1}]\n", "E 1:1 missing-key", 1},
		{"other version", "apiVersion: bokgu/v2\nkind: Inventory\nsystems: [{id: a, name: A, room: 1}]\n", "E 1:13 unknown-version", 1},
		{"near kind", "apiVersion: bokgu/v1\nkind: Inventroy\nsystems: [{id: a, name: A, room: 1}]\n", "E 2:7 unknown-kind", 1},
		{"far kind", "apiVersion: bokgu/v1\nkind: Compose\nname: x\n", "E 2:7 unknown-kind", 0},
		{"a list", "- a\n- b\n", "E 1:1 wrong-type", 0},
		{"a word", "hello\n", "E 1:1 wrong-type", 0},
		{"empty", "", "W 1:1 empty-file", 0},
		{"only comments", "# nothing\n\n# here\n", "W 1:1 empty-file", 0},
		{"two documents", inventoryHead + "systems: [{id: a, name: A, room: 1}]\n---\n" + inventoryHead + "systems: [{id: b, name: B, room: 1}, {id: a, name: A, room: 1}]\n", "E 7:43 duplicate-id +3:16", 2},
		{"metadata twice", inventoryHead + "metadata: {name: x}\n---\n" + inventoryHead + "metadata: {name: y}\n", "E 7:11 repeated-key +3:11", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := one(test.data)
			if got := brief(b.Findings); got != test.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
			if got := len(b.Inventory.Systems); got != test.systems {
				t.Errorf("%d systems, want %d", got, test.systems)
			}
			saysEverything(t, b.Findings)
		})
	}
}

// A folder of files is one inventory, and findings name the right file.
func TestFilesMakeOneInventory(t *testing.T) {
	b := Parse([]File{
		{Name: "a.yaml", Data: []byte(inventoryHead + "systems: [{id: a, name: A, room: 1, dependsOn: [b, c]}]\n")},
		{Name: "b.yaml", Data: []byte(inventoryHead + "systems:\n  - {id: b, name: B, room: 1}\n  - {id: a, name: A, room: 1}\n")},
	})
	var got []string
	for _, f := range b.Findings {
		got = append(got, fmt.Sprint(f.Place, f.Rule, f.Also))
	}
	want := "[{a.yaml 3 52}unknown-system[] {b.yaml 5 10}duplicate-id[{a.yaml 3 16}]]"
	if fmt.Sprint(got) != want {
		t.Errorf("findings %v, want %s", got, want)
	}
	if len(b.Inventory.Systems) != 2 || len(b.Inventory.Systems[0].Hard) != 1 {
		t.Errorf("systems %+v", b.Inventory.Systems)
	}
}
