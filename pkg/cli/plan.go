package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/plan"
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

// add adds the flags of everything that a plan is made of.
func (o *planSource) add(r *run, cmd *cobra.Command) {
	o.conditions.add(r, cmd)
	cmd.Flags().StringVar(&o.strategy, "strategy", plan.TierStrict.String(), r.say("flag.strategy"))
	cmd.Flags().IntVar(&o.effort, "effort", 0, r.say("flag.effort"))
	cmd.Flags().StringVar(&o.at, "at", "", r.say("flag.outage"))
}

type planOptions struct {
	source   planSource
	head     int
	all      bool
	forecast bool
	runs     int
	seed     uint64
	issue    bool
	compare  bool
	gantt    bool
	whatIf   []string // changes to try, see plan.Change
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
			"bokgu plan --forecast --issue",
			"bokgu plan --compare",
			"bokgu plan --what-if crew.ops1.people=160",
			"bokgu plan -o svg",
		},
		exits:   []int{exitFindings, exitDamaged, exitBusy, exitInterrupted},
		formats: view.Drawings(),
		do:      func(ctx context.Context, _ []string) error { return runPlan(ctx, r, opts) },
	})
	opts.source.add(r, cmd)
	cmd.Flags().IntVar(&opts.head, "head", 20, r.say("flag.head"))
	cmd.Flags().BoolVar(&opts.all, "all", false, r.say("flag.all"))
	cmd.Flags().BoolVar(&opts.forecast, "forecast", false, r.say("flag.forecast"))
	cmd.Flags().IntVar(&opts.runs, "runs", plan.DefaultRuns, r.say("flag.forecast-runs"))
	cmd.Flags().Uint64Var(&opts.seed, "seed", 1, r.say("flag.seed"))
	cmd.Flags().BoolVar(&opts.issue, "issue", false, r.say("flag.issue"))
	cmd.Flags().BoolVar(&opts.compare, "compare", false, r.say("flag.compare"))
	cmd.Flags().BoolVar(&opts.gantt, "gantt", false, r.say("flag.gantt"))
	addWhatIf(r, cmd, &opts.whatIf)
	cmd.AddCommand(newPlanDiffCmd(r))
	return cmd
}

// check refuses flags that contradict each other.
func (o *planOptions) check(r *run) error {
	draws := r.format != view.Text && r.format != view.JSON && r.format != view.Markdown
	switch {
	case o.head < 0:
		return r.fail(exitUsage, "error.negative", "head")
	case o.runs < 1 || o.runs > plan.MaxRuns:
		return r.fail(exitUsage, "error.runs", plan.MaxRuns)
	case o.issue && !o.forecast:
		return r.fail(exitUsage, "error.flag-needs", "issue", "forecast")
	case o.forecast && o.compare:
		return r.fail(exitUsage, "error.flags-together", "forecast", "compare")
	case o.forecast && o.gantt:
		return r.fail(exitUsage, "error.flags-together", "forecast", "gantt")
	case o.compare && o.gantt:
		return r.fail(exitUsage, "error.flags-together", "compare", "gantt")
	case len(o.whatIf) > 0 && (o.forecast || o.compare || o.gantt):
		return r.fail(exitUsage, "error.what-if-alone")
	case len(o.whatIf) > 0 && draws:
		return r.fail(exitUsage, "error.flag-output", "what-if", r.format)
	case o.forecast && draws:
		return r.fail(exitUsage, "error.flag-output", "forecast", r.format)
	case o.compare && draws:
		return r.fail(exitUsage, "error.flag-output", "compare", r.format)
	case o.gantt && r.format != view.Text && r.format != view.Markdown:
		return r.fail(exitUsage, "error.flag-output", "gantt", r.format)
	}
	return nil
}

func runPlan(ctx context.Context, r *run, opts planOptions) error {
	if err := opts.check(r); err != nil {
		return err
	}
	p, err := r.plan(ctx, opts.source)
	if err != nil {
		return err
	}
	if len(opts.whatIf) > 0 {
		return runWhatIf(ctx, r, p.input, p.Situation, opts.whatIf, p.place, opts.rows())
	}
	if p.Schedule == nil && (opts.forecast || opts.compare || opts.gantt || r.format == view.SVG) {
		return r.tip(r.fail(exitUsage, "error.no-crews"), "tip.no-crews")
	}
	if opts.issue && (p.incident == nil || !p.incident.state.Closed.IsZero()) {
		return r.tip(r.fail(exitUsage, "error.issue-incident"), "tip.issue-incident")
	}
	switch {
	case opts.compare:
		return r.printComparison(ctx, p)
	case opts.forecast:
		o := plan.ForecastOptions{Runs: opts.runs, Seed: opts.seed}
		if err := whileWanted(ctx, func() { p.Forecast = p.Plan.Forecast(p.Situation, o) }); err != nil {
			return err
		}
	}
	if opts.issue {
		if err := p.issue(ctx, r); err != nil {
			return err
		}
	}
	err = r.print(func(w io.Writer) error { return r.writePlan(w, p, opts) })
	if rec := p.Issued; err != nil && rec != nil && !rec.Known {
		return r.fail(exitUnexpected, "error.recorded-unsaid", rec.Seq, cause(err))
	}
	return err
}

// writePlan writes the plan, or the part of it that was asked for.
func (r *run) writePlan(w io.Writer, p *planned, opts planOptions) error {
	switch r.format {
	case view.JSON:
		return view.PlanJSON(w, &p.Planned)
	case view.SVG:
		return view.PlanSVG(w, r.page(), &p.Planned, opts.all)
	case view.DOT:
		return view.PlanDOT(w, r.page(), &p.Planned, opts.all)
	case view.Mermaid:
		return view.PlanMermaid(w, r.page(), &p.Planned, opts.all)
	case view.Markdown:
		switch {
		case opts.forecast:
			return view.ForecastMarkdown(w, r.page(), &p.Planned)
		case opts.gantt:
			return view.GanttMarkdown(w, r.page(), &p.Planned, opts.rows())
		}
		return view.PlanMarkdown(w, r.page(), &p.Planned, opts.rows())
	}
	switch {
	case opts.forecast:
		return view.ForecastText(w, r.page(), &p.Planned)
	case opts.gantt:
		return view.GanttText(w, r.page(), &p.Planned, opts.rows())
	}
	return view.PlanText(w, r.page(), &p.Planned, opts.rows())
}

// printComparison shows what each strategy comes to.
func (r *run) printComparison(ctx context.Context, p *planned) error {
	var all []*view.Planned
	err := whileWanted(ctx, func() {
		for _, s := range plan.Strategies() {
			all = append(all, &p.with(s).Planned)
		}
	})
	if err != nil {
		return err
	}
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.CompareJSON(w, all)
		case view.Markdown:
			return view.CompareMarkdown(w, r.page(), all)
		default:
			return view.CompareText(w, r.page(), all)
		}
	})
}

// issue records the forecast in the incident that the plan is of.
func (p *planned) issue(ctx context.Context, r *run) error {
	s := p.incident
	defer s.end(ctx)
	rec, err := s.record(ctx, incident.IssueForecast{Forecast: p.Forecast, Plan: p.Plan.Digest()}, said{})
	if err != nil {
		return err
	}
	s.warnLost(s.health)
	s.warnKept()
	p.Issued = &view.Recorded{Seq: rec.record.Seq, Writer: rec.record.Writer, Known: rec.known}
	return nil
}
