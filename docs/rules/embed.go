// Package rules holds the pages of the rules that checks go by: why each is
// there, with a bad and a good example. The program carries them, so that they
// can be read without a network.
package rules

import "embed"

//go:embed *.md
var pages embed.FS

// Page returns the page of a rule as Markdown, and false when there is none.
func Page(id string) (string, bool) {
	data, err := pages.ReadFile(id + ".md")
	return string(data), err == nil
}
