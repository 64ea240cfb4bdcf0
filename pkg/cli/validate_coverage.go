package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/view"
)

// allAspects is what --coverage without an aspect asks for.
const allAspects = "all"

// runCoverage shows how much of the list is there, or what lacks one aspect of
// it. It ends as validate does, and tools that read findings get the findings.
func runCoverage(r *run, opts validateOptions) error {
	aspect, err := r.aspect(opts.coverage)
	if err != nil {
		return err
	}
	bundle, _, err := r.read(nil)
	if err != nil {
		return err
	}
	if bundle.Empty() {
		return r.nothingToCheck(nil)
	}
	checked := r.judged(bundle, true)
	found := bundle.Coverage(r.env.Now())
	coverage := view.Coverage{
		Inventory: bundle.Inventory, Aspects: found.Aspects,
		Simulated: found.Simulated, Played: found.Played, Of: aspect, Checked: checked,
	}
	switch r.format {
	case view.Text:
		err = r.print(func(w io.Writer) error { return view.CoverageText(w, r.page(), coverage) })
	case view.JSON:
		err = r.print(func(w io.Writer) error { return view.CoverageJSON(w, r.page(), coverage) })
	case view.Markdown:
		err = r.print(func(w io.Writer) error { return view.CoverageMarkdown(w, r.page(), coverage) })
	default:
		err = r.printFindings(checked, opts.strict)
	}
	if err != nil {
		return err
	}
	return verdict(checked, opts.strict)
}

// notAlone says that --coverage is about the whole workspace. An aspect behind a
// blank reads as a path.
func (r *run) notAlone(args []string) error {
	f := r.fail(exitUsage, "error.coverage-alone")
	if len(args) == 1 && slices.Contains(inventory.Aspects(), inventory.Aspect(args[0])) {
		return r.tip(f, "tip.aspect-form", args[0])
	}
	return f
}

// aspect reads the word behind --coverage; empty is all.
func (r *run) aspect(word string) (inventory.Aspect, error) {
	aspects := inventory.Aspects()
	switch {
	case word == allAspects:
		return "", nil
	case slices.Contains(aspects, inventory.Aspect(word)):
		return inventory.Aspect(word), nil
	}
	words := make([]string, len(aspects))
	for i, a := range aspects {
		words[i] = string(a)
	}
	f := r.fail(exitUsage, "error.unknown-aspect", word)
	if near := diag.Nearest(word, words); near != "" {
		return "", r.tip(f, "tip.did-you-mean", near)
	}
	return "", r.tip(f, "tip.aspects", strings.Join(words, ", "))
}
