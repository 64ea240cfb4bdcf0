//go:build unix

package load

import (
	"path/filepath"
	"syscall"
	"testing"
)

// A pipe nobody writes to would be waited for without end: it is named, and
// the rest is read.
func TestAPipeIsNotWaitedFor(t *testing.T) {
	for _, name := range []string{"inventory.yaml", WorkspaceFile} {
		dir := folder(t, map[string]string{"i.yaml": oneSystem})
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := LoadWorkspace(dir, shipped)
		if err != nil || brief(b.Findings) != "E 1:1 unreadable" || len(b.Inventory.Systems) != 1 {
			t.Errorf("%s: %v\n%s", name, err, brief(b.Findings))
		}
		saysEverything(t, b.Findings)
		ws, err := ReadWorkspace(dir)
		if ws.Incidents != DefaultIncidents || (err != nil) != (name == WorkspaceFile) {
			t.Errorf("%s: settings %+v, %v", name, ws, err)
		}
	}
}
