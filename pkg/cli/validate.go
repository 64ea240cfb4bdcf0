package cli

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/view"
)

type validateOptions struct {
	paths  []string // empty: the workspace; with rules the name of one, or none
	strict bool
	rules  bool

	coverage string // when asked for: allAspects, or the one of which to list what lacks it
}

func newValidateCmd(r *run) *cobra.Command {
	var opts validateOptions
	var cmd *cobra.Command
	cmd = r.command(spec{
		key: "validate", args: "[PATH...] | --rules [RULE] | --coverage[=ASPECT]", max: -1,
		example: []string{
			"bokgu validate",
			"bokgu validate inventory/ mass-outage.yaml --strict -o json",
			"bokgu validate -o sarif > bokgu.sarif",
			"bokgu validate --rules no-substitute",
			"bokgu validate --coverage",
			"bokgu validate --coverage=owners",
		},
		exits:   []int{exitFindings},
		formats: view.FindingFormats(),
		do: func(_ context.Context, args []string) error {
			opts.paths = args
			asked := cmd.Flags().Changed("coverage")
			switch {
			case asked && (opts.rules || len(args) > 0):
				return r.notAlone(args)
			case asked:
				return runCoverage(r, opts)
			case opts.rules:
				return runRules(r, args)
			}
			return runValidate(r, opts)
		},
	})
	cmd.Flags().BoolVar(&opts.strict, "strict", false, r.say("flag.strict"))
	cmd.Flags().BoolVar(&opts.rules, "rules", false, r.say("flag.rules"))
	cmd.Flags().StringVar(&opts.coverage, "coverage", "", r.say("flag.coverage"))
	cmd.Flags().Lookup("coverage").NoOptDefVal = allAspects
	return cmd
}

func runValidate(r *run, opts validateOptions) error {
	bundle, whole, err := r.read(opts.paths)
	if err != nil {
		return err
	}
	if bundle.Empty() {
		return r.nothingToCheck(opts.paths)
	}
	checked := r.judged(bundle, whole)
	if err := r.printFindings(checked, opts.strict); err != nil {
		return err
	}
	return verdict(checked, opts.strict)
}

// nothingToCheck says that the paths, or the workspace where none is given, hold
// no file: else a wrong folder in CI would pass for ever.
func (r *run) nothingToCheck(paths []string) error {
	where := r.cfg.Directory
	if len(paths) > 0 {
		where = strings.Join(paths, ", ")
	}
	return r.tip(r.fail(exitUsage, "error.nothing-to-check", where), "tip.nothing-to-check")
}

func (r *run) printFindings(checked view.Checked, strict bool) error {
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.FindingsJSON(w, r.page(), checked)
		case view.Markdown:
			return view.FindingsMarkdown(w, r.page(), checked)
		case view.SARIF:
			return view.FindingsSARIF(w, r.page(), checked)
		case view.JUnit:
			return view.FindingsJUnit(w, r.page(), checked, strict)
		case view.GitHub:
			return view.FindingsGitHub(w, r.page(), checked)
		default:
			return view.FindingsText(w, r.page(), checked)
		}
	})
}

// verdict is how validate ends.
func verdict(checked view.Checked, strict bool) error {
	if checked.Findings.Errors() || strict && checked.Findings.Count(diag.Warning) > 0 {
		return &failure{code: exitFindings} // the findings have said it all
	}
	return nil
}

// judged is what a bundle holds, and its findings as the checks of its
// bokgu.yaml weigh them. Files that were given without one are weighed by that
// of the workspace they are checked in. whole says that nothing was left out.
func (r *run) judged(bundle *load.Bundle, whole bool) view.Checked {
	var judged load.Judged
	if bundle.Workspace != nil {
		judged = bundle.Judge(r.env.Now(), whole)
	} else {
		judged = bundle.JudgeBy(&r.settings().Checks, r.env.Now())
	}
	checked := checkedOf(bundle)
	checked.Findings, checked.Ignored = judged.Findings, judged.Ignored
	checked.Folder = r.workspaceDir()
	for _, f := range bundle.Files {
		checked.FileNames = append(checked.FileNames, f.Name)
	}
	return checked
}
