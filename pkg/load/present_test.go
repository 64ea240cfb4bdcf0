package load

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/exercise"
	"github.com/bokgu/bokgu/pkg/inventory"
)

// looked is what a look at a workspace finds: what bokgu.yaml says, and then the
// documents of a list.
func looked(t *testing.T, workspace string, lists ...string) string {
	t.Helper()
	files := []File{{Name: "ops/bokgu.yaml", Data: []byte(workspaceHead + workspace)}}
	for i, list := range lists {
		files = append(files, File{Name: "ops/" + string(rune('a'+i)) + ".yaml", Data: []byte(inventoryHead + list)})
	}
	found := Parse(files).Judge(seoulNoon(), true).Findings
	saysEverything(t, found)
	return brief(found)
}

// What time and the workspace as a whole have to say stands at its place, also
// when entries before it were set aside and when it stands in another document.
func TestALookHasPlaces(t *testing.T) {
	const tier1 = "agencies: [{id: x, dutyRoom: 1}]\nsystems: [{id: a, name: A, room: r, tier: 1, agency: x}]\n"
	for _, test := range []struct {
		name, workspace string
		lists           []string
		want            string
	}{
		{"nothing", "", []string{"systems: [{id: a, name: A, room: r}]\n"}, ""},
		{"old list", "", []string{"metadata: {name: n, asOf: 2026-11-18}\n"}, "W 3:27 stale-list"},
		{"old list in the second file", "", []string{"systems: [{id: a, name: A, room: r}]\n", "sites: []\nmetadata:\n  asOf: 2026-11-18\n"}, "W 5:9 stale-list"},
		{"a week is not old", "", []string{"metadata: {asOf: 2026-11-20}\n"}, ""},
		{"numbers behind a bad agency", "", []string{"agencies:\n  - {id: b, dutyRom: 1}\n  - {id: c, contacts: [{phone: 1, checked: 2026-11-01}]}\n  - {id: d, contacts: [{phone: 1}]}\n"},
			"E 4:13 unknown-key\nW 6:24 phone-untried"},
		{"numbers behind a bad system", "", []string{"systems:\n  - {id: b, name: B, room: r, tier: 9}\n  - {id: c, name: C, room: r, contacts: [{phone: 1}]}\n"},
			"E 4:37 bad-tier\nW 5:42 phone-untried"},
		{"numbers behind an entry without an id", "", []string{"systems:\n  - {name: B, room: r}\n  - {id: c, name: C, room: r, contacts: [{phone: 1}]}\n"},
			"E 4:5 missing-key\nW 5:42 phone-untried"},
		{"only copy", "", []string{tier1}, "W 1:1 only-copy"},
		{"copies in the folder", "mirrors: [copy, ./deep/copy, ., sub/../../ops/x]\n", []string{tier1}, "W 3:10 only-copy"},
		{"a copy beside the folder", "mirrors: [copy, ../ops-copy]\n", []string{tier1}, ""},
		{"a copy elsewhere", "mirrors: [{path: /media/usb}]\n", []string{tier1}, ""},
		{"channels", "channels:\n  - {title: phone}\n  - {title: mail, system: a}\n  - {title: web, system: a, instead: radio}\n  - {title: chat, system: a}\n",
			[]string{"systems: [{id: a, name: A, room: r}]\n"}, "W 5:27 channel-goes-down +7:27"},
		{"a channel of nothing", "channels: [{title: mail, system: b}]\n", []string{"systems: [{id: a, name: A, room: r}]\n"}, "E 3:34 unknown-system"},
		{"thresholds", "coverage:\n  owners: 50%\n  tiers: {all: 51%, tier1-2: 100%}\n  probes: {tier1-2: 1%}\n",
			[]string{"agencies: [{id: x, dutyRoom: 1}]\nsystems: [{id: a, name: A, room: r, tier: 1, agency: x}, {id: b, name: B, room: r}]\n"},
			"W 1:1 only-copy\nE 5:16 below-threshold\nE 6:21 below-threshold"},
		{"thresholds of nothing", "coverage: {owners: 100%, substitutes: 100%}\n", nil, ""},
		{"a list that breaks off", "coverage: {owners: 100%}\nchannels: [{title: mail, system: b}]\n", []string{"systems:\n  - {id: a, name: A, room: r}\n  - {id: b, name: [\n"}, "E 5:3 syntax"},
		{"never exercised", "exercised: {every: 30d}\n", nil, "W 3:12 not-exercised"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := looked(t, test.workspace, test.lists...); sorted(got) != sorted(test.want) {
				t.Errorf("found:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

// Without a bokgu.yaml, and of a part of a workspace, nothing is said of the
// whole; what has grown old is said all the same.
func TestAPartHasNoThresholds(t *testing.T) {
	list := File{Name: "a.yaml", Data: []byte(inventoryHead + "metadata: {asOf: 2020-01-01}\nsystems: [{id: a, name: A, room: r}]\n")}
	settings := File{Name: "bokgu.yaml", Data: []byte(workspaceHead + "coverage: {owners: 100%}\nexercised: {every: 1d}\n")}
	for name, got := range map[string]string{
		"files":     brief(Parse([]File{list}).Judge(seoulNoon(), false).Findings),
		"by others": brief(Parse([]File{list}).JudgeBy(&Checks{}, seoulNoon()).Findings),
		"part":      brief(Parse([]File{settings, list}).Judge(seoulNoon(), false).Findings),
	} {
		if got != "W 3:18 stale-list" {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

// A long list is read in parts; its entries are found all the same.
func TestALookAtALongListHasPlaces(t *testing.T) {
	var b strings.Builder
	b.WriteString(inventoryHead + "systems:\n")
	const systems = 4000
	for i := range systems {
		id, more := "s"+strings.Repeat("x", 40)+string(rune('a'+i%26)), ""
		id += time.Duration(i).String()
		if i == systems/2 {
			more = ", tier: 9"
		}
		if i == systems-1 {
			more = ", contacts: [{phone: 1}]"
		}
		b.WriteString("  - {id: " + id + ", name: A, room: r" + more + "}\n")
	}
	bundle := Parse([]File{{Name: "a.yaml", Data: []byte(b.String())}})
	found := bundle.Judge(seoulNoon(), true).Findings
	if got := given(found); !slices.Equal(got, []string{"bad-tier", "phone-untried"}) {
		t.Fatalf("%v", got)
	}
	if f := found[1]; f.Place.Line != systems+3 || !strings.Contains(f.Source, "contacts") {
		t.Errorf("%+v", f)
	}
}

// passedFile is a record with one entry.
func passedFile(of exercise.Digests, at, more string) File {
	digests := ""
	if of != (exercise.Digests{}) {
		digests = ", of: {inventory: \"" + of.Inventory + "\", playbook: \"" + of.Playbook + "\"}"
	}
	return File{Name: "ops/drills/exercised.yaml", Data: []byte("apiVersion: bokgu/v1\nkind: Exercised\npassed:\n  - {drill: night, at: " + at + digests + ", " + more + "}\n")}
}

// A passed drill holds, or one line says why it does not any more.
func TestAPassedDrillHoldsForItsListAndPlaybook(t *testing.T) {
	files := []File{
		{Name: "ops/bokgu.yaml", Data: []byte(workspaceHead + "exercised: {every: 30d}\ncoverage: {simulated: 50%, played: {tier1-2: 1%}}\n")},
		{Name: "ops/a.yaml", Data: []byte(inventoryHead + "systems: [{id: a, name: A, room: r}, {id: b, name: B, room: r}]\n")},
		{Name: "ops/p.yaml", Data: []byte(bookWith(""))},
	}
	here := Parse(files).Digests()
	const simulated = "simulated: {runs: 3}, back: [a]"
	for _, test := range []struct {
		name, want, hint string
		file             File
	}{
		{"holds", "", "", passedFile(here, "2026-11-01", simulated)},
		{"too long ago", "E 4:23 below-threshold\nW 4:5 not-exercised", "exercised-old", passedFile(here, "2026-10-01", simulated)},
		{"another list", "E 4:23 below-threshold\nW 4:5 not-exercised", "exercised-list", passedFile(exercise.Digests{Inventory: strings.Repeat("a", 64), Playbook: here.Playbook}, "2026-11-01", simulated)},
		{"another playbook", "E 4:23 below-threshold\nW 4:5 not-exercised", "exercised-playbook", passedFile(exercise.Digests{Inventory: here.Inventory, Playbook: strings.Repeat("a", 64)}, "2026-11-01", simulated)},
		{"played by people", "E 4:23 below-threshold", "", passedFile(here, "2026-11-01", "played: {people: [Lee]}, back: all")},
		{"of no list", "E 4:23 below-threshold\nW 3:12 not-exercised", "exercised-never", passedFile(exercise.Digests{}, "2026-11-01", simulated)},
		{"half came back", "", "", passedFile(here, "2026-11-01", "simulated: {runs: 1}, back: all, except: [b]")},
	} {
		found := Parse(append(slices.Clip(files), test.file)).Judge(seoulNoon(), true).Findings
		if got := brief(found); sorted(got) != sorted(test.want) {
			t.Errorf("%s:\n%s\nwant:\n%s", test.name, got, test.want)
		}
		saysEverything(t, found)
		for i := range found {
			if found[i].Rule == "not-exercised" && found[i].Hint.Key != test.hint {
				t.Errorf("%s: %s, want %s", test.name, found[i].Hint.Key, test.hint)
			}
		}
	}
}

// A workspace takes the record from its place, wherever its drills are.
func TestTheRecordOfPassedDrillsIsTakenWithTheWorkspace(t *testing.T) {
	record := string(passedFile(exercise.Digests{}, "2026-11-01", "played: {people: [Lee]}, elsewhere: [a]").Data)
	for name, settings := range map[string]string{"drills": "", "elsewhere": "drills: more\n"} {
		dir := folder(t, map[string]string{
			"bokgu.yaml": workspaceHead + "inventory: i.yaml\n" + settings, "i.yaml": oneSystem,
			"drills/exercised.yaml": record, "more/d.yaml": drillHead,
		})
		b, err := LoadWorkspaceAndDrills(dir, shipped)
		if err != nil || len(b.Findings) > 0 || len(b.Passed) != 1 {
			t.Errorf("%s: %v, %d entries\n%s", name, err, len(b.Passed), brief(b.Findings))
		}
		if b, err := LoadWorkspace(dir, shipped); err != nil || len(b.Passed) > 0 {
			t.Errorf("%s: on the night nobody asks: %v, %d entries", name, err, len(b.Passed))
		}
	}
	dir := folder(t, map[string]string{"bokgu.yaml": workspaceHead, "drills/exercised.yaml/x": ""})
	b, err := LoadWorkspaceAndDrills(dir, shipped)
	if err != nil || brief(b.Findings) != "E 1:1 unreadable" || b.Findings[0].Place.File != filepath.ToSlash(filepath.Join(dir, ExercisedFile)) {
		t.Errorf("%v\n%s", err, brief(b.Findings))
	}
}

// What a bokgu.yaml wants of an aspect is kept with that aspect.
func TestThresholdsGoWithTheirAspects(t *testing.T) {
	b := one(workspaceHead + "coverage: {played: 7%, tiers: {tier1-2: 3%}}\n")
	for _, c := range b.Coverage(seoulNoon()).Aspects {
		want := map[inventory.Aspect]inventory.Threshold{inventory.Played: {All: 7}, inventory.Tiers: {Important: 3}}[c.Aspect]
		if c.Wanted != want {
			t.Errorf("%s: %+v, want %+v", c.Aspect, c.Wanted, want)
		}
	}
	for _, c := range one(inventoryHead).Coverage(seoulNoon()).Aspects {
		if c.Wanted != (inventory.Threshold{}) || !c.Reached() {
			t.Errorf("nothing is wanted: %+v", c)
		}
	}
}
