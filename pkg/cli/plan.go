package cli

import (
	"context"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/selection"
	"github.com/bokgu/bokgu/pkg/view"
)

// conditionOptions say what the outage did, by expressions. All empty:
// everything is stopped.
type conditionOptions struct {
	stopped, damaged, unknown string
}

func (o *conditionOptions) add(r *run, cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.stopped, "stopped", "", r.say("flag.stopped"))
	cmd.Flags().StringVar(&o.damaged, "damaged", "", r.say("flag.damaged"))
	cmd.Flags().StringVar(&o.unknown, "unknown", "", r.say("flag.unknown"))
}

type planOptions struct {
	conditions conditionOptions
	head       int
	all        bool
}

// rows is how many rows of the plan people see; 0 is all.
func (o planOptions) rows() int {
	if o.all {
		return 0
	}
	return o.head
}

func newPlanCmd(r *run) *cobra.Command {
	var opts planOptions
	cmd := r.command(spec{
		key: "plan",
		example: []string{
			"bokgu plan",
			`bokgu plan --damaged 'room == "7-1"' --stopped 'site == "daejeon"' --head 40`,
		},
		exits: []int{exitFindings},
		do:    func(ctx context.Context, _ []string) error { return runPlan(ctx, r, opts) },
	})
	opts.conditions.add(r, cmd)
	cmd.Flags().IntVar(&opts.head, "head", 20, r.say("flag.head"))
	cmd.Flags().BoolVar(&opts.all, "all", false, r.say("flag.all"))
	return cmd
}

func runPlan(ctx context.Context, r *run, opts planOptions) error {
	if opts.head < 0 {
		return r.fail(exitUsage, "error.negative", "head")
	}
	p, err := r.plan(ctx, opts.conditions)
	if err != nil {
		return err
	}
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.PlanJSON(w, p)
		case view.Markdown:
			return view.PlanMarkdown(w, r.page(), p, opts.rows())
		default:
			return view.PlanText(w, r.page(), p, opts.rows())
		}
	})
}

// plan reads the workspace and computes the plan for the conditions that the
// flags give, else the open incident, else everything stopped.
func (r *run) plan(ctx context.Context, opts conditionOptions) (*plan.Plan, error) {
	if opts == (conditionOptions{}) {
		input, found, err := r.planInputFromIncident()
		if err != nil {
			return nil, err
		}
		if found {
			return plan.Build(input), nil
		}
	}
	inv, err := r.soundInventory()
	if err != nil {
		return nil, err
	}
	conditions, err := r.conditions(inv, opts)
	if err != nil {
		return nil, err
	}
	return plan.Build(plan.Input{Inventory: inv, Conditions: conditions}), nil
}

// planInputFromIncident is what the plan depends on as the open incident has
// it: its inventory, the conditions now known, the rungs chosen. found is
// false when no incident is open.
func (r *run) planInputFromIncident() (input plan.Input, found bool, err error) {
	all, err := r.candidates()
	if err != nil {
		return plan.Input{}, false, err
	}
	if r.cfg.Incident == "" && !slices.ContainsFunc(all, func(c candidate) bool { return c.open }) {
		return plan.Input{}, false, nil
	}
	chosen, err := r.pick(all, true)
	if err != nil {
		return plan.Input{}, false, err
	}
	s, err := r.session(chosen)
	if err != nil {
		return plan.Input{}, false, err
	}
	return plan.Input{Inventory: s.state.Inventory, Conditions: s.state.Conditions(), Rungs: s.state.Rungs()}, true, nil
}

// conditions evaluates the expressions for every system; nil is everything
// stopped. Damaged beats unknown beats stopped; what none matches is
// unaffected.
func (r *run) conditions(inv *inventory.Inventory, opts conditionOptions) ([]plan.Condition, error) {
	if opts == (conditionOptions{}) {
		return nil, nil
	}
	conditions := make([]plan.Condition, len(inv.Systems))
	for _, c := range []struct {
		flag, src string
		is        plan.Condition
	}{
		{"stopped", opts.stopped, plan.Stopped},
		{"unknown", opts.unknown, plan.Unknown},
		{"damaged", opts.damaged, plan.Damaged},
	} {
		if c.src == "" {
			continue
		}
		expr, err := r.compile(c.flag, c.src)
		if err != nil {
			return nil, err
		}
		var system selection.System
		for i := range conditions {
			inv.Selection(int32(i), &system)
			if expr.Match(&system) {
				conditions[i] = c.is
			}
		}
	}
	return conditions, nil
}
