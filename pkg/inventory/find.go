package inventory

import (
	"slices"
	"strconv"
	"strings"
)

// Find finds the systems a person may mean: by id, by call number (the place
// in the list, from 1), by the whole Korean or English name, else by the
// beginning of one; spaces and capitals make no difference. One is found, or
// several, or none.
func (inv *Inventory) Find(word string) []int32 {
	word = strings.TrimSpace(word)
	if i, ok := inv.Index(word); ok {
		return []int32{i}
	}
	if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= len(inv.Systems) {
		return []int32{int32(n - 1)}
	}
	word = squeeze(word)
	if word == "" {
		return nil
	}
	var whole, begun []int32
	for i := range inv.Systems {
		name := inv.Systems[i].Name
		forms := []string{squeeze(name.Any), squeeze(name.KO), squeeze(name.EN)}
		if slices.Contains(forms, word) {
			whole = append(whole, int32(i))
		}
		if slices.ContainsFunc(forms, func(s string) bool { return strings.HasPrefix(s, word) }) {
			begun = append(begun, int32(i))
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return begun
}

func squeeze(s string) string { return strings.ToLower(strings.ReplaceAll(s, " ", "")) }
