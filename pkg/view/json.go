package view

import (
	"encoding/json"
	"io"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// formatVersion is what every JSON result begins with.
const formatVersion = "bokgu/v1"

// head begins every JSON result; it is embedded first.
type head struct {
	Format string `json:"format"`
	Kind   string `json:"kind"`
}

func newHead(kind string) head { return head{Format: formatVersion, Kind: kind} }

// writeJSON writes a result as indented JSON, letters as they are.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// list makes nil an empty list, which JSON writes as [].
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// tierJSON is a tier as JSON has it: null when unknown.
func tierJSON(t inventory.Tier) *int {
	if t == inventory.UnknownTier {
		return nil
	}
	n := int(t)
	return &n
}
