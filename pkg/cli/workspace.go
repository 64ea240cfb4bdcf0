package cli

import (
	"errors"
	"io/fs"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/playbooks"
)

// workspace reads the files of the workspace. Findings are in the bundle and
// are no error here: what is broken is set aside and counted.
//
// A language the workspace names stands behind the person's own settings and
// before the locale.
func (r *run) workspace() (*load.Bundle, error) {
	if dir, is := r.itself(); is {
		if bundle := r.workspaceOfRecord(dir); bundle != nil {
			return bundle, nil
		}
	}
	return r.workspaceBy(r.workspaceDir(), load.LoadWorkspace)
}

// workspaceBy is workspace for any folder, with its drills or without them.
func (r *run) workspaceBy(dir string, read func(dir string, shipped func(name string) ([]byte, bool)) (*load.Bundle, error)) (*load.Bundle, error) {
	bundle, err := read(dir, playbooks.Read)
	if err != nil {
		return nil, r.unreadable(err)
	}
	wanted := bundle.Workspace.Language
	if r.cfg.Language == "" && wanted != "" && (r.hangul || wanted == lang.EN) {
		r.lang = wanted
	}
	return bundle, nil
}

// settings is where the workspace keeps its incidents and copies. A bokgu.yaml
// that cannot be read must not keep anybody from the record: the defaults hold.
func (r *run) settings() *load.Workspace {
	ws, err := load.ReadWorkspace(r.workspaceDir())
	if err != nil {
		r.warn("warn.settings", r.unreadable(err).Error())
	}
	return ws
}

// read reads the given files and folders, or the workspace with its drills when
// none is given, and says whether it was a whole workspace. One folder with a
// bokgu.yaml is that workspace.
func (r *run) read(paths []string) (bundle *load.Bundle, whole bool, err error) {
	if len(paths) == 0 {
		bundle, err = r.workspaceBy(r.workspaceDir(), load.LoadWorkspaceAndDrills)
		return bundle, true, err
	}
	seen := make([]string, len(paths))
	for i, p := range paths {
		seen[i] = r.path(p)
	}
	if len(seen) == 1 && load.IsWorkspace(seen[0]) {
		bundle, err = r.workspaceBy(seen[0], load.LoadWorkspaceAndDrills)
		return bundle, true, err
	}
	if bundle, err = load.LoadFiles(playbooks.Read, seen...); err != nil {
		return nil, false, r.unreadable(err)
	}
	return bundle, false, nil
}

// unreadable says which path cannot be read. A path that is not there or names
// no file is the caller's mistake; anything else is unexpected.
func (r *run) unreadable(err error) error {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return err
	}
	f := r.fail(exitUnexpected, "error.unreadable", path.Path, r.because(err))
	switch {
	case path.Op == "write" || path.Op == "sync":
		f = r.fail(exitUnexpected, "error.unwritable", path.Path, r.because(err))
	case errors.Is(err, fs.ErrNotExist):
		f = r.fail(exitUsage, "error.no-file", path.Path)
	case errors.Is(err, fs.ErrInvalid):
		f.code = exitUsage
	}
	f.err = err
	return f
}

// because is why a file cannot be read; what is rare stays in the system's own
// words.
func (r *run) because(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return r.say("cause.missing")
	case errors.Is(err, fs.ErrPermission):
		return r.say("cause.denied")
	case errors.Is(err, fs.ErrInvalid):
		return r.say("cause.no-file")
	default:
		return cause(err)
	}
}

// sound is the workspace for commands that must be able to trust it: errors
// in its files end them with exit code 3, warnings do not.
func (r *run) sound() (*load.Bundle, error) {
	bundle, err := r.workspace()
	if err != nil {
		return nil, err
	}
	if n := bundle.Findings.Count(diag.Error); n > 0 {
		return nil, r.tip(r.fail(exitFindings, "error.findings", n), "tip.validate")
	}
	return bundle, nil
}

// inventory is the inventory of the workspace, whatever is wrong with it.
func (r *run) inventory() (*inventory.Inventory, error) {
	return r.inventoryOf(r.workspace())
}

// soundInventory is the inventory of a workspace without errors.
func (r *run) soundInventory() (*inventory.Inventory, error) {
	return r.inventoryOf(r.sound())
}

func (r *run) inventoryOf(bundle *load.Bundle, err error) (*inventory.Inventory, error) {
	if err != nil {
		return nil, err
	}
	if len(bundle.Inventory.Systems) == 0 {
		return nil, r.tip(r.fail(exitUsage, "error.no-inventory", r.cfg.Directory), "tip.no-inventory")
	}
	return bundle.Inventory, nil
}

// checkedOf counts what a bundle holds.
func checkedOf(bundle *load.Bundle) view.Checked {
	c := view.Checked{Findings: bundle.Findings, Files: len(bundle.Files)}
	c.SetAside = bundle.Inventory.SetAside + bundle.DrillsAside
	c.Drills, c.DrillsAside = len(bundle.Drills), bundle.DrillsAside
	for i := range bundle.Inventory.Systems {
		if bundle.Inventory.Systems[i].Class == inventory.Infrastructure {
			c.Infrastructure++
		} else {
			c.Services++
		}
	}
	for _, pb := range bundle.Playbooks {
		c.SetAside += pb.SetAside
		for i := range pb.Steps {
			c.Tasks += len(pb.Steps[i].Tasks)
		}
	}
	return c
}
