package cli

import (
	"context"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/exercise"
	"github.com/bokgu/bokgu/pkg/view"
)

// mostRuns is how often a drill can be played by one command.
const mostRuns = 100_000

func newDrillCmd(r *run) *cobra.Command {
	return r.family("drill", []string{"bokgu drill list", "bokgu drill run drills/fire.yaml"},
		newDrillRunCmd(r), newDrillPlayCmd(r), newDrillListCmd(r))
}

type drillRunOptions struct {
	files    []string
	runs     int
	seed     *uint64 // nil: the script's
	keep     string
	baseline string
	record   bool
}

func newDrillRunCmd(r *run) *cobra.Command {
	var opts drillRunOptions
	var seed uint64
	var cmd *cobra.Command
	cmd = r.command(spec{
		key: "drill.run", args: "FILE...", min: 1, max: -1,
		example: []string{
			"bokgu drill run drills/fire.yaml",
			"bokgu drill run drills/*.yaml -o junit > drills.xml",
			"bokgu drill run drills/fire.yaml --runs 200 --baseline before.json",
			"bokgu drill run drills/fire.yaml --keep played && bokgu -C played status",
			"bokgu drill run drills/*.yaml --runs 100 --record",
		},
		exits:   []int{exitFindings, exitBusy, exitInterrupted},
		formats: view.DrillFormats(),
		do: func(ctx context.Context, args []string) error {
			opts.files = args
			if cmd.Flags().Changed("seed") {
				opts.seed = &seed
			}
			return runDrillRun(ctx, r, opts)
		},
	})
	cmd.Flags().IntVar(&opts.runs, "runs", 1, r.say("flag.drill-runs"))
	cmd.Flags().Uint64Var(&seed, "seed", 0, r.say("flag.drill-seed"))
	cmd.Flags().StringVar(&opts.keep, "keep", "", r.say("flag.keep"))
	cmd.Flags().StringVar(&opts.baseline, "baseline", "", r.say("flag.baseline"))
	cmd.Flags().BoolVar(&opts.record, "record", false, r.say("flag.record-drill"))
	return cmd
}

// runDrillRun plays all drills of all files, then says what came of them.
func runDrillRun(ctx context.Context, r *run, opts drillRunOptions) error {
	if opts.runs < 1 || opts.runs > mostRuns {
		return r.fail(exitUsage, "error.drill-runs", mostRuns)
	}
	var before []drill.Summary
	if opts.baseline != "" {
		var err error
		if before, err = r.drillBaseline(opts.baseline); err != nil {
			return err
		}
	}
	staged, err := r.stages(opts.files)
	if err != nil {
		return err
	}
	for _, one := range []struct {
		flag  string
		given bool
	}{{"--keep", opts.keep != ""}, {"-o svg", r.format == view.SVG}} {
		if one.given && len(staged) > 1 {
			return r.fail(exitUsage, "error.drill-one", one.flag, len(staged))
		}
	}
	if opts.baseline != "" {
		for _, s := range staged {
			if earlier(before, s.Drill.Name, len(staged)) == nil {
				return r.tip(r.fail(exitUsage, "error.baseline.missing", opts.baseline, s.Drill.Name), "tip.baseline")
			}
		}
	}
	if opts.keep != "" {
		if err := r.canKeep(opts.keep); err != nil {
			return err
		}
	}
	var all []*view.Drilled
	for _, s := range staged {
		d, err := r.playDrill(ctx, s, opts)
		if err != nil {
			return err
		}
		if opts.baseline != "" {
			change := d.Summary().Since(*earlier(before, s.Drill.Name, len(staged)))
			d.Change = &change
		}
		all = append(all, d)
	}
	if opts.keep != "" {
		if err := r.keepDrill(opts.keep, staged[0], all[0].Result); err != nil {
			return err
		}
	}
	if err := r.print(func(w io.Writer) error { return r.writeDrills(w, all) }); err != nil {
		return err
	}
	if opts.record {
		for k, s := range staged {
			how := exercise.Entry{Simulated: &exercise.Simulation{Runs: opts.runs, Seed: all[k].Result.Seed}}
			if err := r.recordPassed(s, all[k], how); err != nil {
				return err
			}
		}
	}
	if slices.ContainsFunc(all, func(d *view.Drilled) bool { return !d.Passed() }) {
		return &failure{code: exitFindings} // the result has said it all
	}
	return nil
}

func (r *run) writeDrills(w io.Writer, all []*view.Drilled) error {
	switch r.format {
	case view.JSON:
		return view.DrillJSON(w, r.page(), all)
	case view.Markdown:
		return view.DrillMarkdown(w, r.page(), all)
	case view.JUnit:
		return view.DrillJUnit(w, r.page(), all)
	case view.SVG:
		return view.DrillSVG(w, r.page(), all[0])
	default:
		return view.DrillText(w, r.page(), all)
	}
}

// earlier is the result of a drill among earlier ones; nil when there is none.
// Where one drill is held against one result their names need not be the same:
// so two scripts of one night are compared.
func earlier(before []drill.Summary, name string, drills int) *drill.Summary {
	if drills == 1 && len(before) == 1 {
		return &before[0]
	}
	for k := range before {
		if before[k].Drill == name {
			return &before[k]
		}
	}
	return nil
}
