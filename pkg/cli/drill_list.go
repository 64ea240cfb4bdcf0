package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/playbooks"
)

func newDrillListCmd(r *run) *cobra.Command {
	return r.command(spec{
		key: "drill.list", args: "[PATH...]", max: -1,
		example: []string{"bokgu drill list", "bokgu drill list drills/ -o json"},
		exits:   []int{exitFindings},
		do:      func(_ context.Context, args []string) error { return runDrillList(r, args) },
	})
}

// runDrillList lists the drills that can be read; those with errors are named,
// and end it with exit code 3.
func runDrillList(r *run, paths []string) error {
	named := len(paths) > 0
	if !named {
		if paths = r.settings().Drills; len(paths) == 0 {
			paths = []string{load.DefaultDrills}
		}
		for k := range paths {
			paths[k] = r.inWorkspace(paths[k])
		}
	}
	list := &view.DrillList{}
	for _, path := range paths {
		names, err := r.scripts(path)
		if f := (*failure)(nil); err != nil && !named && errors.As(err, &f) && errors.Is(f.err, fs.ErrNotExist) {
			continue // a workspace without drills
		}
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := r.listDrills(list, name); err != nil {
				return err
			}
		}
	}
	err := r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.DrillListJSON(w, list)
		case view.Markdown:
			return view.DrillListMarkdown(w, r.page(), list)
		default:
			return view.DrillListText(w, r.page(), list)
		}
	})
	if err != nil || len(list.Broken) == 0 {
		return err
	}
	return r.fail(exitFindings, "drill.list-broken", list.Aside, strings.Join(list.Broken, " "))
}

// listDrills adds the drills of a script.
func (r *run) listDrills(list *view.DrillList, name string) error {
	bundle, err := load.LoadDrill(name, playbooks.Read)
	if err != nil {
		return r.unreadable(err)
	}
	shown := filepath.ToSlash(name)
	if rel, err := filepath.Rel(r.workspaceDir(), name); err == nil && filepath.IsLocal(rel) {
		shown = filepath.ToSlash(rel)
	}
	for _, d := range bundle.Drills {
		list.Drills = append(list.Drills, view.ListedDrill{File: shown, Drill: d})
	}
	if bundle.DrillsAside > 0 {
		list.Broken = append(list.Broken, shown)
		list.Aside += bundle.DrillsAside
	}
	return nil
}
