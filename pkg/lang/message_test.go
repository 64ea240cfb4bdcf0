package lang

import (
	"regexp"
	"slices"
	"testing"
)

var verb = regexp.MustCompile(`%\[?\d*\]?[-+# 0]*\d*(\.\d+)?[a-zA-Z%]`)

// Both languages say everything, with the same arguments.
func TestMessagesAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, made := range tables() {
		table := made()
		for key, text := range table {
			if seen[key] {
				t.Errorf("%s: in two tables", key)
			}
			seen[key] = true
			if !text.Translated() {
				t.Errorf("%s: want ko and en, have %+v", key, text)
			}
			ko, en := verb.FindAllString(text.KO, -1), verb.FindAllString(text.EN, -1)
			slices.Sort(ko)
			slices.Sort(en)
			if !slices.Equal(slices.Compact(ko), slices.Compact(en)) {
				t.Errorf("%s: arguments differ: ko %v, en %v", key, ko, en)
			}
		}
	}
	if len(seen) == 0 {
		t.Fatal("no messages at all")
	}
}
