package load

import (
	"path/filepath"
	"strings"
	"testing"
)

const workspaceHead = "apiVersion: bokgu/v1\nkind: Workspace\n"

// A drill is read with the inventory and playbook that it names, else with
// those of the nearest workspace, else with what lies beside it.
func TestLoadDrill(t *testing.T) {
	const ready = "injects: [{at: 1h, ready: [power]}, {at: 2h, task: {task: cause, outcome: done}}]\n"
	book := drillBook()
	for _, test := range []struct {
		name    string
		files   map[string]string
		path    string
		drills  int
		systems int
		want    string // findings
	}{
		{"names both", map[string]string{"drills/d.yaml": drillHead + "inventory: ../list\nplaybook: ../book.yaml\n" + ready,
			"list/i.yaml": drillSystem, "book.yaml": book}, "drills/d.yaml", 1, 3, ""},
		{"nearest workspace", map[string]string{"bokgu.yaml": workspaceHead + "inventory: list\nplaybook: book.yaml\n", "list/i.yaml": drillSystem, "book.yaml": book,
			"drills/deep/d.yaml": drillHead + ready}, "drills/deep/d.yaml", 1, 3, ""},
		{"workspace that names nothing", map[string]string{"bokgu.yaml": workspaceHead, "i.yaml": drillSystem, "book.yaml": book,
			"drills/d.yaml": drillHead + ready}, "drills/d.yaml", 1, 3, ""},
		{"own inventory, playbook of the workspace", map[string]string{"bokgu.yaml": workspaceHead + "inventory: other.yaml\nplaybook: book.yaml\n", "other.yaml": oneSystem, "book.yaml": book,
			"drills/d.yaml": drillHead + "inventory: [../i.yaml]\n" + ready, "i.yaml": drillSystem}, "drills/d.yaml", 1, 3, ""},
		{"own playbook, inventory of the workspace", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem,
			"drills/d.yaml": drillHead + "playbook: book.yaml\n" + ready, "drills/book.yaml": book}, "drills/d.yaml", 1, 3, ""},
		{"beside", map[string]string{"d.yaml": drillHead + ready, "other.yaml": drillHead + "injects: [{at: 1h}]\n", "i.yaml": drillSystem, "book.yaml": book}, "d.yaml", 1, 3, ""},
		{"all in one file", map[string]string{"d.yaml": drillHead + ready + "---\n" + drillSystem + "---\n" + book, "i.yaml": oneSystem}, "d.yaml", 1, 3, ""},
		{"shipped playbook", map[string]string{"d.yaml": drillHead + "playbook: mass-outage\ninjects: [{at: 1h, task: {task: last, outcome: done}}]\n", "i.yaml": drillSystem}, "d.yaml", 1, 3, ""},
		{"playbook of nobody", map[string]string{"d.yaml": drillHead + "inventory: i.yaml\ninjects: [{at: 1h, task: {task: lsat, outcome: done}}]\n", "i.yaml": drillSystem}, "d.yaml", 0, 3, "E 6:33 unknown-task"},
		{"a folder", map[string]string{"drills/a.yaml": drillHead + ready, "drills/b.yaml": drillHead + "injects: [{at: 1h}]\n", "drills/i.yaml": drillSystem + "---\n" + book}, "drills", 1, 3, "E 5:11 inject-empty"},
		{"two with one inventory", map[string]string{"drills/a.yaml": drillHead + "inventory: ../i.yaml\nplaybook: mass-outage\n", "drills/deep/b.yaml": drillHead + "inventory: ../../i.yaml\nplaybook: mass-outage\n", "i.yaml": drillSystem}, "drills", 2, 3, ""},
		{"two with two", map[string]string{"drills/a.yaml": drillHead + "inventory: ../i.yaml\n", "drills/b.yaml": drillHead + "inventory: ../j.yaml\n", "i.yaml": drillSystem, "j.yaml": oneSystem}, "drills", 2, 3, "E 5:12 drill-files-differ"},
		{"inventory missing", map[string]string{"d.yaml": drillHead + "inventory: [gone.yaml]\n" + ready}, "d.yaml", 0, 0, "E 5:13 unreadable\nE 6:59 unknown-task"},
		{"curve", map[string]string{"d.yaml": drillHead + "curve: c/p.csv\n", "i.yaml": drillSystem, "c/p.csv": "time,restored\n2025-09-29 08:30,1\n"}, "d.yaml", 1, 3, ""},
		{"no curve there", map[string]string{"d.yaml": drillHead + "curve: gone.csv\n", "i.yaml": drillSystem}, "d.yaml", 0, 3, "E 5:8 unreadable"},
		{"a folder as curve", map[string]string{"d.yaml": drillHead + "curve: .\n", "i.yaml": drillSystem}, "d.yaml", 0, 3, "E 5:8 unreadable"},
		{"broken curve", map[string]string{"d.yaml": drillHead + "curve: c/p.csv\n", "i.yaml": drillSystem, "c/p.csv": "time,restored\n2025-09-29 08:30,1\n2025-09-29 09:30,many\n"}, "d.yaml", 0, 3, "E 3:1 bad-curve"},
		{"part of the inventory missing", map[string]string{"d.yaml": drillHead + "inventory: [i.yaml, gone.yaml]\nplaybook: mass-outage\ninjects: [{at: 1h, ready: [a, elsewhere]}]\n", "i.yaml": strings.Replace(oneSystem, "room: 1", "room: 1, dependsOn: [elsewhere]", 1)}, "d.yaml", 1, 1, "E 5:21 unreadable"},
		{"unknown in the inventory named", map[string]string{"d.yaml": drillHead + "inventory: i.yaml\n" + ready, "i.yaml": oneSystem}, "d.yaml", 0, 1, "E 6:28 unknown-system\nE 6:59 unknown-task"},
		{"broken workspace", map[string]string{"bokgu.yaml/x": "", "i.yaml": drillSystem, "drills/d.yaml": drillHead + "injects: [{at: 1h, ready: [power]}]\n"}, "drills/d.yaml", 1, 3, "E 1:1 unreadable"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := folder(t, test.files)
			b, err := LoadDrill(filepath.Join(dir, test.path), shipped)
			if err != nil {
				t.Fatal(err)
			}
			if got := brief(b.Findings); got != test.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
			if len(b.Drills) != test.drills || len(b.Inventory.Systems) != test.systems || len(b.Playbooks) == 0 || b.Workspace == nil {
				t.Errorf("%d drills, %d systems, %d playbooks; want %d, %d and some", len(b.Drills), len(b.Inventory.Systems), len(b.Playbooks), test.drills, test.systems)
			}
			saysEverything(t, b.Findings)
		})
	}
	if _, err := LoadDrill(filepath.Join(t.TempDir(), "gone.yaml"), shipped); err == nil {
		t.Error("no error for a missing script")
	}
}

// A path that is written from the working directory leads to the same.
func TestLoadDrillFromHere(t *testing.T) {
	dir := folder(t, map[string]string{
		"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem, "drills/d.yaml": drillHead + "injects: [{at: 1h, ready: [powr]}]\n",
	})
	for from, path := range map[string]string{".": "./drills/d.yaml", "drills": "d.yaml"} {
		t.Chdir(filepath.Join(dir, from))
		b, err := LoadDrill(path, shipped)
		if err != nil {
			t.Fatal(err)
		}
		if got := brief(b.Findings); got != "E 5:28 unknown-system" || b.Findings[0].Place.File != strings.TrimPrefix(path, "./") {
			t.Errorf("%s: %s", path, got)
		}
	}
}

// A workspace has the drills of its folder drills, or of those it names. Who
// does not ask for them neither waits for them nor hears what is wrong there.
func TestDrillsOfAWorkspace(t *testing.T) {
	const broken = drillHead + "injects: [{at: 1h, ready: [powr]}]\n"
	for _, test := range []struct {
		name   string
		files  map[string]string
		drills int
		want   string
	}{
		{"none", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem}, 0, ""},
		{"folder", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem, "drills/a.yaml": drillHead, "drills/deep/b.yaml": broken}, 1, "E 5:28 unknown-system"},
		{"folder without bokgu.yaml", map[string]string{"i.yaml": drillSystem, "drills/a.yaml": drillHead, "drills/b.yaml": broken}, 1, "E 5:28 unknown-system"},
		{"named", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\ndrills: [one.yaml, more]\n", "i.yaml": drillSystem, "one.yaml": drillHead, "more/b.yaml": broken, "drills/c.yaml": broken}, 1, "E 5:28 unknown-system"},
		{"named and missing", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\ndrills: gone\n", "i.yaml": drillSystem}, 0, "E 4:9 unreadable"},
		{"empty folder", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem, "drills/notes.txt": ""}, 0, ""},
		{"beside", map[string]string{"i.yaml": drillSystem, "d.yaml": broken}, 0, "E 5:28 unknown-system"},
		{"cut off beside", map[string]string{"i.yaml": drillSystem, "d.yaml": drillHead + "outage:\n  title: 'x\n"}, 0, "E 6:3 syntax"},
		{"read with the list", map[string]string{"bokgu.yaml": workspaceHead + "inventory: all\ndrills: all/drills\n", "all/i.yaml": drillSystem, "all/drills/d.yaml": broken}, 0, "E 5:28 unknown-system"},
		{"inventory of its own", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem, "drills/d.yaml": drillHead + "inventory: ../j.yaml\ninjects: [{at: 1h, ready: [a]}]\n", "j.yaml": oneSystem}, 1, ""},
		{"not in the inventory of its own", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem, "drills/d.yaml": drillHead + "inventory: ../j.yaml\ninjects: [{at: 1h, ready: [power]}]\n", "j.yaml": oneSystem}, 0, "E 6:28 unknown-system"},
		{"broken inventory of its own", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem, "drills/d.yaml": drillHead + "inventory: ../j.yaml\n", "j.yaml": oneSystem + "x: 1\n"}, 1, "E 4:1 unknown-key"},
		{"list of the workspace and one more", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem, "drills/d.yaml": drillHead + "inventory: [../i.yaml, ../j.yaml]\ninjects: [{at: 1h, ready: [a, power]}]\n", "j.yaml": oneSystem}, 1, ""},
		{"names what the workspace names", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem, "drills/d.yaml": drillHead + "inventory: ../i.yaml\nplaybook: mass-outage\ninjects: [{at: 1h, ready: [powr]}]\n"}, 0, "E 7:28 unknown-system"},
		{"broken curve", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem, "drills/d.yaml": drillHead + "curve: ../i.yaml\n"}, 0, "E 1:1 bad-curve"},
		{"playbook of its own", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem, "drills/d.yaml": drillHead + "playbook: book.yaml\ninjects: [{at: 1h, task: {task: cause, outcome: done}}]\n", "drills/book.yaml": drillBook()}, 1, ""},
		{"all in its own file", map[string]string{"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem, "drills/d.yaml": drillHead + "injects: [{at: 1h, ready: [a]}]\n---\n" + oneSystem}, 1, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := folder(t, test.files)
			b, err := LoadWorkspaceAndDrills(dir, shipped)
			if err != nil {
				t.Fatal(err)
			}
			if got := brief(b.Findings); got != test.want || len(b.Drills) != test.drills || len(b.Inventory.Systems) != 3 {
				t.Errorf("%d drills, %d systems, findings:\n%s\nwant %d:\n%s", len(b.Drills), len(b.Inventory.Systems), got, test.drills, test.want)
			}
			saysEverything(t, b.Findings)
			b, err = LoadWorkspace(dir, shipped)
			if err != nil || len(b.Findings) > 0 || len(b.Drills) > 0 || len(b.Inventory.Systems) != 3 || b.Inventory.SetAside != 0 {
				t.Errorf("without drills: %v, %d drills, %d systems, %s", err, len(b.Drills), len(b.Inventory.Systems), brief(b.Findings))
			}
		})
	}
}

// The drills of a workspace stand in the order of their files, whatever
// inventory they go by.
func TestDrillsStandInTheOrderOfTheirFiles(t *testing.T) {
	named := func(name, more string) string { return strings.Replace(drillHead, "name: d", "name: "+name, 1) + more }
	dir := folder(t, map[string]string{
		"bokgu.yaml": workspaceHead + "inventory: i.yaml\n", "i.yaml": drillSystem, "j.yaml": oneSystem,
		"drills/1.yaml": named("one", "inventory: ../j.yaml\n"), "drills/2.yaml": named("two", "") + "---\n" + named("three", ""),
		"drills/3.yaml": named("four", "inventory: ../j.yaml\n"), "drills/4.yaml": named("five", "inventory: ../i.yaml\n"),
	})
	b, err := LoadWorkspaceAndDrills(dir, shipped)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range b.Drills {
		names = append(names, d.Name)
	}
	if got := strings.Join(names, " "); got != "one two three four five" || len(b.Findings) > 0 || len(b.Inventory.Systems) != 3 {
		t.Errorf("%s, %s", got, brief(b.Findings))
	}
}
