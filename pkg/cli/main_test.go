package cli

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/term"
)

// What the program says beside its results fits the screen, unless one word
// alone is wider; no word is lost or broken.
func TestRemarksFitTheScreen(t *testing.T) {
	word := rapid.OneOf(rapid.StringMatching(`[a-z/.]{1,12}`), rapid.StringMatching(`[가-힣]{1,8}`), rapid.StringMatching(`/[a-z/]{70,90}`))
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 1, 40).Draw(t, "words")
		got := remark(strings.Join(words, " "))
		if all := strings.Fields(got); strings.Join(all, " ") != strings.Join(words, " ") {
			t.Fatalf("said %q of %q", all, words)
		}
		for line := range strings.Lines(got) {
			line = strings.TrimSuffix(line, "\n")
			if term.Width(line) > term.Columns && strings.Contains(strings.TrimSpace(line), " ") {
				t.Fatalf("%d columns: %q", term.Width(line), line)
			}
		}
	})
}
