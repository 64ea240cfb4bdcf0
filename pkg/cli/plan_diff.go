package cli

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/view"
)

func newPlanDiffCmd(r *run) *cobra.Command {
	return r.command(spec{
		key: "plan.diff", args: "A B", min: 2, max: 2,
		example: []string{"bokgu plan diff before.json after.json"},
		exits:   []int{exitFindings},
		do:      func(_ context.Context, args []string) error { return runPlanDiff(r, args[0], args[1]) },
	})
}

func runPlanDiff(r *run, a, b string) error {
	before, err := r.planFile(a)
	if err != nil {
		return err
	}
	after, err := r.planFile(b)
	if err != nil {
		return err
	}
	d := plan.Diff(before, after)
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.DiffJSON(w, d)
		case view.Markdown:
			return view.DiffMarkdown(w, r.page(), a, b, d)
		default:
			return view.DiffText(w, r.page(), a, b, d)
		}
	})
}

// planFile reads a plan that was written as JSON.
func (r *run) planFile(name string) (plan.Snapshot, error) {
	f, err := os.Open(r.path(name))
	if err != nil {
		return plan.Snapshot{}, r.noPlanFile(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return plan.Snapshot{}, r.tip(r.fail(exitUsage, "error.plan-file.folder", name), "tip.plan-file")
	}
	s, err := view.ReadPlanJSON(f)
	var bad *view.PlanFileError
	switch {
	case errors.As(err, &bad):
		wrong := r.fail(exitFindings, "error.plan-file."+bad.Code, name, bad.Value)
		wrong.err = bad
		return s, r.tip(wrong, "tip.plan-file")
	case err != nil:
		return s, r.noPlanFile(err)
	}
	return s, nil
}

// noPlanFile says why a file cannot be read, and how to make one.
func (r *run) noPlanFile(err error) error {
	err = r.unreadable(err)
	var f *failure
	if errors.As(err, &f) {
		return r.tip(f, "tip.plan-file")
	}
	return err
}
