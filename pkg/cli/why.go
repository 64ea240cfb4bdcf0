package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/view"
)

func newWhyCmd(r *run) *cobra.Command {
	var source planSource
	cmd := r.command(spec{
		key: "why", args: "SYSTEM", min: 1, max: 1,
		example: []string{
			"bokgu why gov24",
			`bokgu why 118 --damaged 'room == "7-1"'`,
		},
		exits: []int{exitFindings, exitInterrupted},
		do: func(ctx context.Context, args []string) error {
			return runWhy(ctx, r, source, args[0])
		},
	})
	source.add(r, cmd)
	return cmd
}

func runWhy(ctx context.Context, r *run, source planSource, word string) error {
	p, err := r.plan(ctx, source)
	if err != nil {
		return err
	}
	i, err := r.findSystem(p.Plan.Inventory, word)
	if err != nil {
		return err
	}
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.WhyJSON(w, r.page(), &p.Planned, i)
		case view.Markdown:
			return view.WhyMarkdown(w, r.page(), &p.Planned, i)
		default:
			return view.WhyText(w, r.page(), &p.Planned, i)
		}
	})
}
