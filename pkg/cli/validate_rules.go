package cli

import (
	"io"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/view"
)

// runRules lists the rules, or explains the one that is named.
func runRules(r *run, names []string) error {
	switch r.format {
	case view.Text, view.JSON, view.Markdown:
	default:
		return r.fail(exitUsage, "error.rules-output")
	}
	switch len(names) {
	case 0:
		return r.printRules(diag.Rules())
	case 1:
	default:
		return r.fail(exitUsage, "error.one-rule")
	}
	rule, known := diag.FindRule(names[0])
	if !known {
		f := r.fail(exitUsage, "error.unknown-rule", names[0])
		if near := diag.Nearest(names[0], diag.RuleIDs()); near != "" {
			return r.tip(f, "tip.did-you-mean", near)
		}
		return r.tip(f, "tip.rules")
	}
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.RuleJSON(w, r.page(), rule)
		case view.Markdown:
			return view.RuleMarkdown(w, rule)
		default:
			return view.RuleText(w, r.page(), rule)
		}
	})
}

func (r *run) printRules(list []diag.Rule) error {
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.RulesJSON(w, r.page(), list)
		case view.Markdown:
			return view.RulesMarkdown(w, r.page(), list)
		default:
			return view.RulesText(w, r.page(), list)
		}
	})
}
