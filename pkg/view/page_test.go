package view

import (
	"testing"

	"github.com/bokgu/bokgu/pkg/lang"
)

func TestNamesFallBackToWhatCanBeShown(t *testing.T) {
	both := lang.Text{KO: "정부24", EN: "Government24"}
	korean := lang.Text{KO: "정부24"}
	for _, c := range []struct {
		name string
		page Page
		text lang.Text
		want string
	}{
		{"Korean", Page{lang.KO, true}, both, "정부24"},
		{"English", Page{lang.EN, true}, both, "Government24"},
		{"English, name only in Korean", Page{lang.EN, true}, korean, "정부24"},
		{"no Hangul", Page{lang.EN, false}, both, "Government24"},
		{"no Hangul, name only in Korean", Page{lang.EN, false}, korean, "gov24"},
		{"no Hangul, but a plain name", Page{lang.EN, false}, lang.Plain("정부A"), "gov24"},
		{"no name", Page{lang.KO, true}, lang.Text{}, "gov24"},
		{"name that acts", Page{lang.EN, true}, lang.Plain("a\x1b[2Jb"), "a?[2Jb"},
	} {
		if got := c.page.Name(c.text, "gov24"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAnUnknownFormatIsNoFormat(t *testing.T) {
	for _, s := range []string{"", "yaml", "JSON", "text "} {
		if f, ok := ParseFormat(s); ok {
			t.Errorf("%q reads as %q", s, f)
		}
	}
}

func TestAWordOfTheFileIsASCIIWhereHangulCannotBeShown(t *testing.T) {
	if got := (Page{Lang: lang.EN}).Name(lang.Plain("조달청A"), "조달청A"); got != "???A" {
		t.Errorf("got %q", got)
	}
}
