package diag

import "strings"

// Nearest finds the word that somebody probably meant: the one that takes the
// fewest edits, when those are few for its length. It is empty when none is
// near. Case is not counted as a difference.
func Nearest(word string, among []string) string {
	const longest = 64 // nobody misspells a longer word by one or two letters
	if len(word) > longest {
		return ""
	}
	letters := []rune(strings.ToLower(word))
	best, fewest := "", len(letters)/3+2
	for _, candidate := range among {
		if len(candidate) > longest {
			continue
		}
		n := edits(letters, []rune(strings.ToLower(candidate)))
		if n < fewest && n*2 <= len(letters)+1 {
			best, fewest = candidate, n
		}
	}
	return best
}

// edits counts how many letters must be put in, taken out, replaced or swapped
// with their neighbour to turn a into b.
func edits(a, b []rune) int {
	before := make([]int, len(b)+1) // two rows up
	above := make([]int, len(b)+1)
	row := make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(b)]
}
