package walk_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/bokgu/bokgu/pkg/lang"
)

// Everything the walk can say has words.
func TestEveryMessageHasWords(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	key := regexp.MustCompile(`"(walk\.[a-z-]+)"`)
	said := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		src, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range key.FindAllStringSubmatch(string(src), -1) {
			said++
			if !lang.Has(m[1]) {
				t.Errorf("%s: no words for %s", f.Name(), m[1])
			}
		}
	}
	if said < 30 {
		t.Errorf("only %d messages found", said)
	}
}
