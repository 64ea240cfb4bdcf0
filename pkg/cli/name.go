package cli

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// shownCandidates is how many systems an ambiguous name lists.
const shownCandidates = 5

// nfc composes what was typed, so that the same word is the same bytes.
func nfc(s string) string { return norm.NFC.String(s) }

// findSystem finds the one system that a person means.
func (r *run) findSystem(inv *inventory.Inventory, word string) (int32, error) {
	found := inv.Find(nfc(word))
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return 0, r.tip(r.fail(exitUsage, "error.unknown-system", word), "tip.system")
	}
	var ids []string
	for _, i := range found[:min(shownCandidates, len(found))] {
		ids = append(ids, inv.Systems[i].ID)
	}
	if len(found) > shownCandidates {
		ids = append(ids, "...")
	}
	return 0, r.tip(r.fail(exitUsage, "error.ambiguous-system", word, strings.Join(ids, ", ")), "tip.system")
}
