package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/view"
)

type validateOptions struct {
	paths  []string // empty: the workspace
	strict bool
}

func newValidateCmd(r *run) *cobra.Command {
	var opts validateOptions
	cmd := r.command(spec{
		key: "validate", args: "[PATH...]", max: -1,
		example: []string{
			"bokgu validate",
			"bokgu validate inventory/ mass-outage.yaml --strict -o json",
		},
		exits: []int{exitFindings},
		do: func(_ context.Context, args []string) error {
			opts.paths = args
			return runValidate(r, opts)
		},
	})
	cmd.Flags().BoolVar(&opts.strict, "strict", false, r.say("flag.strict"))
	return cmd
}

func runValidate(r *run, opts validateOptions) error {
	bundle, err := r.read(opts.paths)
	if err != nil {
		return err
	}
	checked := checkedOf(bundle)
	err = r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.FindingsJSON(w, r.page(), checked)
		case view.Markdown:
			return view.FindingsMarkdown(w, r.page(), checked)
		default:
			return view.FindingsText(w, r.page(), checked)
		}
	})
	if err != nil {
		return err
	}
	if checked.Findings.Errors() || opts.strict && checked.Findings.Count(diag.Warning) > 0 {
		return &failure{code: exitFindings} // the findings have said it all
	}
	return nil
}
