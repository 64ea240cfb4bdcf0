package playbooks_test

import (
	"slices"
	"testing"

	"github.com/bokgu/bokgu/playbooks"
)

func TestEveryNamedPlaybookCanBeRead(t *testing.T) {
	names := playbooks.Names()
	if !slices.Contains(names, "mass-outage") {
		t.Fatalf("mass-outage is not among %q", names)
	}
	for _, name := range names {
		if data, ok := playbooks.Read(name); !ok || len(data) == 0 {
			t.Errorf("Read(%q): %d bytes, %v", name, len(data), ok)
		}
	}
}

func TestWhatIsNotShippedIsNotFound(t *testing.T) {
	for _, name := range []string{"", "mass-outage.yaml", "../README", "no-such"} {
		if _, ok := playbooks.Read(name); ok {
			t.Errorf("Read(%q) found something", name)
		}
	}
}
