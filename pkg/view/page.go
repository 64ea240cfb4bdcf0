// Package view turns values into what people and scripts read: screens and
// tables, Markdown, JSON. There is one function per value and format; none of
// them decides anything. JSON begins with its format and kind, holds ready
// counts, and writes an empty list as [].
package view

import (
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/term"
)

// Page is the reader: the language, and whether Hangul can be shown.
type Page struct {
	Lang   lang.Tag
	Hangul bool
}

// Msg is a message in the reader's language.
func (p Page) Msg(key string, args ...any) string { return p.Lang.Msg(key, args...) }

// Name is how a thing is called on a screen: its name, or its id when it has
// none or its name cannot be shown.
func (p Page) Name(name lang.Text, id string) string {
	s := term.Plain(name.In(p.Lang))
	if s == "" || !p.Hangul && !isASCII(s) {
		s = term.Plain(id)
	}
	if !p.Hangul {
		s = strings.Map(ascii, s)
	}
	return s
}

// ascii shows a letter the terminal has no form for as a question mark.
func ascii(r rune) rune {
	if r > 0x7e {
		return '?'
	}
	return r
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x7e })
}

// Format is a way to write a result.
type Format string

// The formats of a result.
const (
	Text     Format = "text"
	JSON     Format = "json"
	Markdown Format = "md"
)

// The formats of drawings, which only a plan can be written as.
const (
	SVG     Format = "svg"
	DOT     Format = "dot"
	Mermaid Format = "mermaid"
)

// Drawings are the formats of drawings.
func Drawings() []Format { return []Format{SVG, DOT, Mermaid} }

// The formats of findings, which tools read that build and review.
const (
	SARIF  Format = "sarif"
	JUnit  Format = "junit"
	GitHub Format = "github"
)

// FindingFormats are the formats of findings.
func FindingFormats() []Format { return []Format{SARIF, JUnit, GitHub} }

// ParseFormat reads the word people write after -o: a format of every result,
// or one of those that a command has beside them.
func ParseFormat(s string, beside ...Format) (Format, bool) {
	f := Format(s)
	if f == Text || f == JSON || f == Markdown || slices.Contains(beside, f) {
		return f, true
	}
	return "", false
}

// Formats lists the words for people.
func Formats(beside ...Format) string {
	words := "text, json, md"
	for _, f := range beside {
		words += ", " + string(f)
	}
	return words
}
