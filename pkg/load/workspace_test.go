package load

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bokgu/bokgu/pkg/lang"
)

// folder writes files beneath a new folder; "->x" is a link to x.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if target, ok := strings.CutPrefix(data, "->"); ok {
			if err := os.Symlink(target, path); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// shipped is a program that comes with one playbook.
func shipped(name string) ([]byte, bool) {
	return []byte(bookWith("")), name == DefaultPlaybook
}

const oneSystem = inventoryHead + "systems: [{id: a, name: A, room: 1}]\n"

// A folder is read as what its bokgu.yaml names, else as what lies in it.
func TestWorkspace(t *testing.T) {
	const head = "apiVersion: bokgu/v1\nkind: Workspace\n"
	tests := []struct {
		name    string
		files   map[string]string
		systems int
		books   int
		want    string // findings
	}{
		{"empty folder", nil, 0, 1, ""},
		{"files of ours", map[string]string{"i.yaml": oneSystem, "compose.yaml": "services: {}\n", "notes.txt": "bokgu/v1", ".hidden.yaml": oneSystem, "deep/i.yaml": oneSystem}, 1, 1, ""},
		{"named file", map[string]string{"bokgu.yaml": head + "inventory: list/i.yaml\n", "list/i.yaml": oneSystem, "other.yaml": oneSystem}, 1, 1, ""},
		{"named folder", map[string]string{"bokgu.yaml": head + "inventory: [list]\n", "list/a.yaml": oneSystem, "list/more/b.yml": inventoryHead + "systems: [{id: b, name: B, room: 1}]\n", "list/.git/c.yaml": "{"}, 2, 1, ""},
		{"no inventory named", map[string]string{"bokgu.yaml": head, "i.yaml": oneSystem}, 1, 1, ""},
		{"playbook named", map[string]string{"bokgu.yaml": head + "playbook: mine.yaml\ninventory: i.yaml\n", "i.yaml": oneSystem, "mine.yaml": bookWith("")}, 1, 1, ""},
		{"file missing", map[string]string{"bokgu.yaml": head + "inventory:\n  - i.yaml\n  - gone.yaml\n", "i.yaml": oneSystem}, 1, 1, "E 5:5 unreadable"},
		{"playbook missing", map[string]string{"bokgu.yaml": head + "playbook: gone\ninventory: i.yaml\n", "i.yaml": oneSystem}, 1, 1, "E 3:11 unreadable"},
		{"file missing in a folder", map[string]string{"bokgu.yaml": head + "inventory: list\n", "list/a.yaml": oneSystem, "list/b.yaml": "->gone"}, 1, 1, "E 3:12 unreadable"},
		{"nothing in the folder named", map[string]string{"bokgu.yaml": head + "inventory: list\n", "list/notes.txt": "", "i.yaml": oneSystem}, 0, 1, "W 3:12 nothing-there"},
		{"names itself", map[string]string{"bokgu.yaml": head + "inventory: [bokgu.yaml]\n", "i.yaml": oneSystem}, 0, 1, "W 3:13 nothing-there"},
		{"names itself and holds the list", map[string]string{"bokgu.yaml": head + "inventory: [bokgu.yaml]\n---\n" + oneSystem, "i.yaml": oneSystem}, 1, 1, ""},
		{"bokgu.yaml is a folder", map[string]string{"bokgu.yaml/x": "", "i.yaml": oneSystem}, 1, 1, "E 1:1 unreadable"},
		{"bokgu.yaml is a loop", map[string]string{"bokgu.yaml": "->bokgu.yaml", "i.yaml": oneSystem}, 1, 1, "E 1:1 unreadable"},
		{"list beside is a loop", map[string]string{"i.yaml": oneSystem, "j.yaml": "->j.yaml"}, 1, 1, "E 1:1 unreadable"},
		{"broken bokgu.yaml", map[string]string{"bokgu.yaml": head + "inventory: [\n", "i.yaml": oneSystem}, 1, 1, "E 3:1 syntax"},
		{"unknown key", map[string]string{"bokgu.yaml": head + "inventry: i.yaml\n", "i.yaml": oneSystem}, 1, 1, "E 3:1 unknown-key"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b, err := LoadWorkspace(folder(t, test.files), shipped)
			if err != nil {
				t.Fatal(err)
			}
			if got := brief(b.Findings); got != test.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
			if len(b.Inventory.Systems) != test.systems || len(b.Playbooks) != test.books {
				t.Errorf("%d systems, %d playbooks, want %d, %d", len(b.Inventory.Systems), len(b.Playbooks), test.systems, test.books)
			}
			if b.Workspace == nil || b.Workspace.Incidents != DefaultIncidents {
				t.Errorf("workspace %+v", b.Workspace)
			}
			saysEverything(t, b.Findings)
		})
	}
}

// The settings of a workspace are read as written.
func TestWorkspaceSettings(t *testing.T) {
	b := one("apiVersion: bokgu/v1\nkind: Workspace\nmetadata: {title: 대전}\nincidents: 기록\nmirrors: [/mnt/usb, {path: //share/x, title: {ko: 광주, en: Gwangju}}]\nlanguage: ko\nplaybook: p.yaml\n")
	if len(b.Findings) > 0 {
		t.Fatal(brief(b.Findings))
	}
	w := b.Workspace
	if w.Incidents != "기록" || w.Playbook != "p.yaml" || w.Language != lang.KO || len(w.Mirrors) != 2 ||
		w.Mirrors[0].Path != "/mnt/usb" || w.Mirrors[1].Title.EN != "Gwangju" || w.Title.Any != "대전" {
		t.Errorf("%+v", w)
	}
}

// Only ordinary files are read.
func TestReadFilesRefusesWhatIsNoFile(t *testing.T) {
	if _, err := ReadFiles(filepath.Join(t.TempDir(), "gone.yaml")); err == nil {
		t.Error("no error for a missing file")
	}
	if _, err := ReadFiles(os.DevNull); err == nil {
		t.Error("no error for a device")
	}
}
