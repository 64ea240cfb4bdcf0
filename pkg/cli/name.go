package cli

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// shownCandidates is how many systems an ambiguous name lists.
const shownCandidates = 5

// findSystem finds the system that a person means: by id, by number in the
// inventory, by its whole Korean or English name, or by the beginning of one
// if no other system's name begins so.
func (r *run) findSystem(inv *inventory.Inventory, word string) (int32, error) {
	word = norm.NFC.String(strings.TrimSpace(word))
	if i, ok := inv.Index(word); ok {
		return i, nil
	}
	if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= len(inv.Systems) {
		return int32(n - 1), nil
	}
	whole, begun := namesakes(inv, word)
	switch {
	case len(whole) == 1:
		return whole[0], nil
	case len(whole) == 0 && len(begun) == 1:
		return begun[0], nil
	case len(begun) == 0:
		return 0, r.tip(r.fail(exitUsage, "error.unknown-system", word), "tip.system")
	}
	var ids []string
	for _, i := range begun[:min(shownCandidates, len(begun))] {
		ids = append(ids, inv.Systems[i].ID)
	}
	if len(begun) > shownCandidates {
		ids = append(ids, "...")
	}
	return 0, r.tip(r.fail(exitUsage, "error.ambiguous-system", word, strings.Join(ids, ", ")), "tip.system")
}

// namesakes are the systems whose name is the word, and those whose name
// begins with it; spaces and capitals make no difference.
func namesakes(inv *inventory.Inventory, word string) (whole, begun []int32) {
	word = fold(word)
	if word == "" {
		return nil, nil
	}
	for i := range inv.Systems {
		name := inv.Systems[i].Name
		forms := []string{fold(name.Any), fold(name.KO), fold(name.EN)}
		if slices.Contains(forms, word) {
			whole = append(whole, int32(i))
		}
		if slices.ContainsFunc(forms, func(s string) bool { return strings.HasPrefix(s, word) }) {
			begun = append(begun, int32(i))
		}
	}
	return whole, begun
}

func fold(s string) string { return strings.ToLower(strings.ReplaceAll(s, " ", "")) }
