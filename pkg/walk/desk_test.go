package walk_test

import (
	"testing"

	"github.com/bokgu/bokgu/pkg/incident/incidenttest"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/playbooks"
)

// desk is an incident kept in memory, that can be walked.
type desk struct {
	*incidenttest.Desk
	t testing.TB
}

func newDesk(t testing.TB, inv *inventory.Inventory, book *playbook.Playbook) *desk {
	return &desk{Desk: incidenttest.New(t, inv, book), t: t}
}

// shipped is the playbook that comes with the program.
func shipped(t testing.TB) *playbook.Playbook {
	data, _ := playbooks.Read("mass-outage")
	b := load.Parse([]load.File{{Name: "mass-outage.yaml", Data: data}})
	if len(b.Playbooks) != 1 {
		t.Fatalf("shipped playbook: %v", b.Findings)
	}
	return b.Playbooks[0]
}

// nirs is the inventory of the 2025 example.
func nirs(t testing.TB) *inventory.Inventory {
	files, err := load.ReadFiles("../../examples/nirs-2025/inventory")
	if err != nil {
		t.Fatal(err)
	}
	return load.Parse(files).Inventory
}

// parse reads an inventory and a playbook from YAML.
func parse(t testing.TB, yaml string) *load.Bundle {
	t.Helper()
	b := load.Parse([]load.File{{Name: "test.yaml", Data: []byte(yaml)}})
	for _, f := range b.Findings {
		t.Logf("%s:%d %s %v", f.Place.File, f.Place.Line, f.Rule, f.Args)
	}
	return b
}
