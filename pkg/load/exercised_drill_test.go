package load

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/exercise"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/playbooks"
)

// A shipped drill is run and recorded; the workspace then knows what it has
// shown, until the list changes.
func TestADrillThatWasRunIsKnownToItsWorkspace(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../examples/minimal")); err != nil {
		t.Fatal(err)
	}
	b, err := LoadDrill(filepath.Join(dir, "drills", "cellar.yaml"), playbooks.Read)
	if err != nil || len(b.Drills) != 1 || len(b.Playbooks) != 1 {
		t.Fatal(err, b.Findings)
	}
	stage := drill.Stage{Drill: b.Drills[0], Inventory: b.Inventory, Book: b.Playbooks[0]}
	result, err := stage.Run(b.Drills[0].Seed)
	if err != nil {
		t.Fatal(err)
	}
	now := seoulNoon()
	entry := exercise.Entry{
		Drill: b.Drills[0].Name, At: now, Digests: b.Digests(),
		Simulated: &exercise.Simulation{Runs: 1, Seed: result.Seed},
	}
	entry.Came(b.Inventory, b.Playbooks[0], result.Records)
	if err := RecordExercise(filepath.Join(dir, ExercisedFile), entry); err != nil {
		t.Fatal(err)
	}

	back := 0
	for i := range result.State.Inventory.Systems {
		if result.State.Inventory.Systems[i].Class != inventory.Infrastructure && result.State.InScope(int32(i)) && result.State.Back(int32(i)) {
			back++
		}
	}
	known := func(now time.Time) (simulated, played int, holds bool) {
		b, err := LoadWorkspaceAndDrills(dir, playbooks.Read)
		if err != nil || b.Findings.Errors() {
			t.Fatal(err, b.Findings)
		}
		for _, c := range b.Coverage(now).Aspects {
			switch c.Aspect {
			case inventory.Simulated:
				simulated = c.All.Have
			case inventory.Played:
				played = c.All.Have
			}
		}
		return simulated, played, !slices.Contains(given(b.Judge(now, true).Findings), "not-exercised")
	}
	if simulated, played, holds := known(now); simulated != back || back == 0 || played != 0 || !holds {
		t.Errorf("%d of %d, %d, %v", simulated, back, played, holds)
	}
	if simulated, _, holds := known(now.AddDate(1, 0, 1)); simulated != 0 || holds {
		t.Errorf("a year later %d, %v", simulated, holds)
	}
	list := filepath.Join(dir, "inventory.yaml")
	data, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(list, append(data, "  - {id: new, name: new, room: main}\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if simulated, _, holds := known(now); simulated != 0 || holds {
		t.Errorf("of another list %d, %v", simulated, holds)
	}
}
