package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/selection"
	"github.com/bokgu/bokgu/pkg/view"
)

func newInventoryCmd(r *run) *cobra.Command {
	return r.family("inventory", []string{"bokgu inventory list --tier 1"},
		newInventoryListCmd(r),
		newInventoryShowCmd(r),
	)
}

func newInventoryListCmd(r *run) *cobra.Command {
	var opts selection.Flags
	cmd := r.command(spec{
		key: "inventory.list",
		example: []string{
			"bokgu inventory list --tier 1 --public",
			`bokgu inventory list --where 'dr == "server" && room != "7-1"' -o json`,
		},
		do: func(context.Context, []string) error { return runInventoryList(r, opts) },
	})
	r.addFilter(cmd, &opts)
	return cmd
}

func runInventoryList(r *run, opts selection.Flags) error {
	inv, err := r.inventory()
	if err != nil {
		return err
	}
	systems, err := r.choose(inv, opts)
	if err != nil {
		return err
	}
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.InventoryJSON(w, r.page(), inv, systems)
		case view.Markdown:
			return view.InventoryMarkdown(w, r.page(), inv, systems)
		default:
			return view.InventoryText(w, r.page(), inv, systems)
		}
	})
}

func newInventoryShowCmd(r *run) *cobra.Command {
	return r.command(spec{
		key: "inventory.show", args: "SYSTEM", min: 1, max: 1,
		example: []string{"bokgu inventory show gov24"},
		do:      func(_ context.Context, args []string) error { return runInventoryShow(r, args[0]) },
	})
}

func runInventoryShow(r *run, word string) error {
	inv, err := r.inventory()
	if err != nil {
		return err
	}
	i, err := r.findSystem(inv, word)
	if err != nil {
		return err
	}
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.SystemJSON(w, r.page(), inv, i)
		case view.Markdown:
			return view.SystemMarkdown(w, r.page(), inv, i)
		default:
			return view.SystemText(w, r.page(), inv, i)
		}
	})
}
