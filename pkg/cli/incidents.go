package cli

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/dossier"
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/load"
)

// candidate is an incident folder of the workspace, as far as choosing among
// them needs it.
type candidate struct {
	name    string // of its folder, which is its id
	drill   bool
	open    bool
	dossier *dossier.Dossier
	records []journal.Record
	health  dossier.Health

	// declared is false when no declaration can be read: either it is lost
	// in damage, or there never was one and the folder is a leftover.
	declared bool
	leftover bool
}

// incidentsDir is the folder that holds the workspace's incidents.
func (r *run) incidentsDir(ws *load.Workspace) string { return r.inWorkspace(ws.Incidents) }

// inWorkspace is a path of bokgu.yaml, seen from its folder.
func (r *run) inWorkspace(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(r.workspaceDir(), path)
}

// dossierOptions is what a dossier needs of this run.
func (r *run) dossierOptions(ws *load.Workspace) dossier.Options {
	opt := dossier.Options{
		Person: r.operator(), Machine: strings.ToValidUTF8(r.env.Machine(), "?"),
		Now: r.env.Now, Random: r.env.Random, Begins: incident.Declared,
	}
	for _, m := range ws.Mirrors {
		opt.Mirrors = append(opt.Mirrors, dossier.Mirror{Title: m.Title.In(r.lang), Path: r.inWorkspace(m.Path)})
	}
	return opt
}

// candidates reads the incidents of the workspace, or the one that was asked
// for by name. One that cannot be read is an error: it may be the real one.
func (r *run) candidates() ([]candidate, error) {
	ws := r.settings()
	if dir, is := r.itself(); is {
		c, err := readCandidate(dir, r.dossierOptions(ws))
		if err != nil {
			return nil, r.unreadable(err)
		}
		return []candidate{c}, nil
	}
	dir := r.incidentsDir(ws)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, r.unreadable(err)
	}
	var found []candidate
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") || r.cfg.Incident != "" && nfc(e.Name()) != nfc(r.cfg.Incident) {
			continue
		}
		c, err := readCandidate(filepath.Join(dir, e.Name()), r.dossierOptions(ws))
		if errors.Is(err, dossier.ErrNone) {
			continue
		}
		if err != nil {
			return nil, r.unreadable(err)
		}
		found = append(found, c)
	}
	return found, nil
}

// readCandidate reads the record of a folder. One in which nothing was ever
// declared, as a crash leaves it, is no incident and not open; where damage or
// loss may have taken the declaration, it is.
func readCandidate(dir string, opt dossier.Options) (candidate, error) {
	d, err := dossier.Open(dir, opt)
	if err != nil {
		return candidate{}, err
	}
	c := candidate{name: filepath.Base(dir), dossier: d}
	if c.records, c.health, err = d.Read(); err != nil {
		return candidate{}, err
	}
	c.declared = slices.ContainsFunc(c.records, func(rec journal.Record) bool { return rec.Type == incident.Declared })
	c.leftover = !c.declared && len(c.health.Damaged)+len(c.health.Continued)+len(c.health.Lost) == 0
	c.drill, c.open = standing(c.records)
	c.open = c.open && !c.leftover
	return c, nil
}

// standing says whether the records are of a drill and whether it is open.
func standing(records []journal.Record) (drill, open bool) {
	closed := ""
	open = true
	for i := range records {
		rec := &records[i]
		switch rec.Type {
		case incident.Declared:
			var b incident.DeclaredBody
			if json.Unmarshal(rec.Body, &b) == nil {
				drill = b.Drill
			}
		case incident.Closed:
			open, closed = false, incident.Name(rec)
		case incident.EntryUndone:
			if !open && rec.Corrects == closed {
				open = true
			}
		}
	}
	return drill, open
}

// pick chooses the incident a command is about: the one named, else the only
// open one, and never a drill when a real one is open. For looking, the only
// one there is will do even when it is closed. Folders in which nothing was
// declared are only named.
func (r *run) pick(found []candidate, looking bool) (candidate, error) {
	left := slices.DeleteFunc(slices.Clone(found), func(c candidate) bool { return !c.leftover })
	found = slices.DeleteFunc(slices.Clone(found), func(c candidate) bool { return c.leftover })
	if len(found) == 0 && len(left) > 0 {
		return candidate{}, r.tip(r.fail(exitUsage, "error.undeclared", incidentNames(left)), "tip.undeclared", left[0].name)
	}
	if r.cfg.Incident != "" {
		if len(found) == 0 {
			return candidate{}, r.tip(r.fail(exitUsage, "error.unknown-incident", r.cfg.Incident), "tip.declare")
		}
		return found[0], nil
	}
	if len(left) > 0 {
		r.warn("warn.leftover", incidentNames(left))
	}
	open := slices.DeleteFunc(slices.Clone(found), func(c candidate) bool { return !c.open })
	if real := slices.DeleteFunc(slices.Clone(open), func(c candidate) bool { return c.drill }); len(real) > 0 {
		open = real
	}
	switch {
	case len(open) == 1:
		return open[0], nil
	case len(open) > 1:
		return candidate{}, r.tip(r.fail(exitUsage, "error.several-incidents", incidentNames(open)), "tip.incident", open[0].name)
	case looking && len(found) == 1:
		return found[0], nil
	case len(found) > 0:
		return candidate{}, r.tip(r.fail(exitUsage, "error.no-open-incident", incidentNames(found)), "tip.incident", found[0].name)
	default:
		return candidate{}, r.tip(r.fail(exitUsage, "error.no-incident"), "tip.declare")
	}
}

func incidentNames(list []candidate) string {
	var names []string
	for _, c := range list {
		names = append(names, c.name)
	}
	return strings.Join(names, ", ")
}

// open opens the incident a command records in.
func (r *run) open() (*session, error) { return r.openSession(false) }

// look opens the incident a command only looks at.
func (r *run) look() (*session, error) { return r.openSession(true) }

func (r *run) openSession(looking bool) (*session, error) {
	chosen, err := r.candidate(looking)
	if err != nil {
		return nil, err
	}
	return r.session(chosen)
}

// candidate is the incident a command is about.
func (r *run) candidate(looking bool) (candidate, error) {
	found, err := r.candidates()
	if err != nil {
		return candidate{}, err
	}
	c, err := r.pick(found, looking)
	if err == nil && !c.declared && len(c.health.Damaged) == 0 {
		r.warn("warn.undeclared", c.name)
	}
	return c, err
}

// mirrorPatience bounds how long a command waits for its copies when it ends:
// a stick that hangs must not hold the operator up.
const mirrorPatience = time.Second
