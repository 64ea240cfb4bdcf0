package cli

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/bokgu/bokgu/pkg/dossier"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/load"
)

// canKeep says whether a run can be kept in a folder: one that is not there, or
// is empty. What a crash left of an incident that never began is overwritten.
func (r *run) canKeep(dir string) error {
	entries, err := os.ReadDir(r.path(dir))
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return r.unreadable(err)
	}
	if c, err := readCandidate(r.path(dir), r.dossierOptions(load.DefaultWorkspace())); err == nil && !c.leftover {
		return r.tip(r.fail(exitUsage, "error.keep-exists", dir), "tip.keep")
	}
	return r.tip(r.fail(exitUsage, "error.keep-full", dir), "tip.keep")
}

// keepDrill writes a run as an incident's folder: what it was played on, and its
// record byte for byte.
func (r *run) keepDrill(dir string, s *staged, result *drill.Result) error {
	d, err := dossier.Create(r.path(dir), r.dossierOptions(load.DefaultWorkspace()))
	if errors.Is(err, dossier.ErrExists) {
		return r.tip(r.fail(exitUsage, "error.keep-exists", dir), "tip.keep")
	}
	if err != nil {
		return r.unreadable(err)
	}
	sums := map[string]string{}
	for _, f := range s.files {
		if sums[f.Name], _, err = d.PutObject(bytes.NewReader(f.Data)); err != nil {
			return r.unreadable(err)
		}
	}
	if _, err := d.PutManifest(sums); err != nil {
		return r.unreadable(err)
	}
	if err := d.KeepChain(result.Writer, result.Chain); err != nil {
		return r.unreadable(err)
	}
	return nil
}

// itself is the workspace folder as an incident: a drill that was kept, or the
// folder of an incident on a stick. A workspace of its own, with a bokgu.yaml or
// with incidents in it, is none.
func (r *run) itself() (dir string, is bool) {
	dir = r.workspaceDir()
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", false
	}
	has := func(name string) bool {
		return slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == name })
	}
	is = has("events") && has("objects") && !has(load.WorkspaceFile) && !has(load.DefaultWorkspace().Incidents)
	return filepath.Clean(dir), is && (r.cfg.Incident == "" || nfc(filepath.Base(dir)) == nfc(r.cfg.Incident))
}
