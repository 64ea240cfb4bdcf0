package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/dossier"
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// manifestOf is the list of the files that were kept when the incident was
// declared; empty is none.
func manifestOf(records []journal.Record) (string, error) {
	var body incident.DeclaredBody
	i := slices.IndexFunc(records, func(rec journal.Record) bool { return rec.Type == incident.Declared })
	if i < 0 {
		return "", nil
	}
	err := json.Unmarshal(records[i].Body, &body)
	return body.Files, err
}

// keptAs reads the files that a manifest lists, all of them.
func (r *run) keptAs(d *dossier.Dossier, manifest string) (*inventory.Inventory, *playbook.Playbook, error) {
	files, spoilt := keptFiles(d, manifest)
	if len(spoilt) > 0 {
		f := r.tip(r.fail(exitDamaged, "error.kept", len(spoilt)), "tip.kept")
		f.err = spoilt[0]
		return nil, nil, f
	}
	inv, book := listAndBook(files)
	return inv, book, nil
}

func listAndBook(files []load.File) (*inventory.Inventory, *playbook.Playbook) {
	bundle := load.Parse(files)
	if i := slices.IndexFunc(bundle.Playbooks, hasTasks); i >= 0 {
		return bundle.Inventory, bundle.Playbooks[i]
	}
	return bundle.Inventory, &playbook.Playbook{}
}

// instead adds what the workspace has now to the kept files that can be read,
// where these lack a list or a playbook: facts must be recorded all the same.
func (r *run) instead(files []load.File) []load.File {
	kept := load.Parse(files)
	if len(kept.Inventory.Systems) > 0 && slices.ContainsFunc(kept.Playbooks, hasTasks) {
		return files
	}
	bundle, err := r.workspace()
	if err != nil {
		bundle = &load.Bundle{Workspace: load.DefaultWorkspace()}
	}
	for _, f := range r.withTasks(bundle) {
		one := load.Parse([]load.File{f})
		if len(kept.Inventory.Systems) == 0 && len(one.Inventory.Systems) > 0 ||
			!slices.ContainsFunc(kept.Playbooks, hasTasks) && slices.ContainsFunc(one.Playbooks, hasTasks) {
			files = append(files, f)
		}
	}
	return files
}

// keptFiles reads the files that a manifest lists, none for an empty sum, and
// gives an error for each that is missing or damaged.
func keptFiles(d *dossier.Dossier, manifest string) (files []load.File, spoilt []error) {
	if manifest == "" {
		return nil, nil
	}
	list, err := d.ReadManifest(manifest)
	if err != nil {
		return nil, []error{err}
	}
	for name, sum := range list {
		data, err := d.Object(sum)
		if err != nil {
			spoilt = append(spoilt, err)
			continue
		}
		files = append(files, load.File{Name: name, Data: data})
	}
	slices.SortFunc(files, func(a, b load.File) int { return strings.Compare(a.Name, b.Name) })
	return files, spoilt
}

// spoiltObjects checks the files that the record speaks of.
func (c candidate) spoiltObjects() []journal.ObjectReport {
	var bad []journal.ObjectReport
	checked := map[string]bool{}
	check := func(sum string) {
		if checked[sum] {
			return
		}
		checked[sum] = true
		switch err := c.dossier.CheckObject(sum); {
		case errors.Is(err, dossier.ErrNoObject):
			bad = append(bad, journal.ObjectReport{SHA256: sum, State: "missing"})
		case err != nil:
			bad = append(bad, journal.ObjectReport{SHA256: sum, State: "damaged"})
		}
	}
	for i := range c.records {
		var body struct {
			Files    string              `json:"files"`
			Evidence []incident.Evidence `json:"evidence"`
		}
		rec := &c.records[i]
		if !bytes.Contains(rec.Body, []byte(`"files"`)) && !bytes.Contains(rec.Body, []byte(`"evidence"`)) || json.Unmarshal(rec.Body, &body) != nil {
			continue
		}
		for _, e := range body.Evidence {
			check(e.SHA256)
		}
		if rec.Type != incident.Declared || body.Files == "" {
			continue
		}
		check(body.Files)
		files, err := c.dossier.ReadManifest(body.Files)
		if err != nil {
			continue // told already
		}
		for _, name := range slices.Sorted(maps.Keys(files)) {
			check(files[name])
		}
	}
	return bad
}
