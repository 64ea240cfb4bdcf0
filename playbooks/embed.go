// Package playbooks holds the playbooks that ship with the program. They are
// plain files like everybody's: nothing here reads them, and a workspace may
// carry its own instead.
package playbooks

import (
	"embed"
	"strings"
)

//go:embed *.yaml
var files embed.FS

const suffix = ".yaml"

// Names lists the shipped playbooks in alphabetical order.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil // an embedded root is always readable
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), suffix)
	}
	return names
}

// Read returns the text of a shipped playbook, and false when there is none
// of that name.
func Read(name string) ([]byte, bool) {
	data, err := files.ReadFile(name + suffix)
	return data, err == nil
}
