package cli

import (
	"bytes"
	"context"
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
	_, err := r.keepChains(dir, s, []drill.Chain{{Writer: result.Writer, Bytes: result.Chain}})
	return err
}

// keepChains makes an incident's folder of what a drill is played on and the
// chains of its record.
func (r *run) keepChains(dir string, s *staged, chains []drill.Chain) (*dossier.Dossier, error) {
	d, err := dossier.Create(r.path(dir), r.dossierOptions(load.DefaultWorkspace()))
	if errors.Is(err, dossier.ErrExists) {
		return nil, r.tip(r.fail(exitUsage, "error.keep-exists", dir), "tip.keep")
	}
	if err != nil {
		return nil, r.unreadable(err)
	}
	sums := map[string]string{}
	for _, f := range s.files {
		if sums[f.Name], _, err = d.PutObject(bytes.NewReader(f.Data)); err != nil {
			return nil, r.unreadable(err)
		}
	}
	if _, err := d.PutManifest(sums); err != nil {
		return nil, r.unreadable(err)
	}
	whole := make([]dossier.WholeChain, len(chains))
	for k, c := range chains {
		whole[k] = dossier.WholeChain(c)
	}
	if err := d.KeepChains(whole); err != nil {
		return nil, r.unreadable(err)
	}
	return d, nil
}

// keeper keeps a drill that is being played: what it has recorded is on disk
// before anybody is told so. Without a folder it keeps nothing.
type keeper struct {
	run     *run
	play    *drill.Play
	dossier *dossier.Dossier // nil: it is not kept
}

// sync brings the folder up to what has been recorded.
func (k *keeper) sync() error {
	if k.dossier == nil {
		return nil
	}
	for _, c := range k.play.Chains() {
		if err := k.dossier.ExtendChain(dossier.WholeChain(c)); err != nil {
			return k.run.unreadable(err)
		}
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

// workspaceOfRecord is the inventory and the playbook that an incident's folder
// keeps; nil when it keeps none that can be read.
func (r *run) workspaceOfRecord(dir string) *load.Bundle {
	c, err := readCandidate(dir, r.dossierOptions(load.DefaultWorkspace()))
	if err != nil {
		return nil
	}
	defer c.dossier.Close(context.Background())
	manifest, err := manifestOf(c.records)
	if err != nil {
		return nil
	}
	files, _ := keptFiles(c.dossier, manifest)
	bundle := load.Parse(files)
	if len(bundle.Inventory.Systems) == 0 {
		return nil
	}
	if bundle.Workspace == nil {
		bundle.Workspace = load.DefaultWorkspace()
	}
	return bundle
}
