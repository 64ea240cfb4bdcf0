package drill_test

import (
	"path/filepath"
	"testing"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/playbooks"
)

// BenchmarkRun plays the real course of the 2025 case once, 709 systems
// through all seven steps.
func BenchmarkRun(b *testing.B) {
	path := filepath.Join("..", "..", "examples", "nirs-2025", "drills", "a-real-course.yaml")
	read, err := load.LoadDrill(path, playbooks.Read)
	if err != nil || len(read.Drills) != 1 {
		b.Fatal(err, read)
	}
	s := &drill.Stage{Drill: read.Drills[0], Inventory: read.Inventory, Book: read.Playbooks[0]}
	for b.Loop() {
		must(b, s, 1)
	}
}
