package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/dossier"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/playbooks"
)

// staged is a drill, ready to be played.
type staged struct {
	drill.Stage
	file      string      // of the script
	files     []load.File // what it is played on, by the names under which it is kept
	bundle    *load.Bundle
	published []drill.Published
}

// stages reads the drills of files and folders. Errors in them end the command
// with exit code 3, all of them told at once; a file without a drill with 2.
func (r *run) stages(paths []string) ([]*staged, error) {
	var all []*staged
	var broken []view.Checked
	for _, path := range paths {
		names, err := r.scripts(path)
		if err != nil {
			return nil, err
		}
		found := 0
		for _, name := range names {
			bundle, err := load.LoadDrill(name, playbooks.Read)
			if err != nil {
				return nil, r.unreadable(err)
			}
			found += len(bundle.Drills) + bundle.DrillsAside
			checked := r.judged(bundle, false)
			if checked.Findings.Errors() || bundle.DrillsAside > 0 {
				broken = append(broken, checked)
				continue
			}
			for _, d := range bundle.Drills {
				s, err := r.stage(name, d, bundle)
				if err != nil {
					return nil, err
				}
				all = append(all, s)
			}
		}
		if found == 0 && len(broken) == 0 {
			return nil, r.tip(r.fail(exitUsage, "error.no-drill", path), "tip.no-drill")
		}
	}
	if len(broken) > 0 {
		return nil, r.tellBroken(broken)
	}
	return all, nil
}

// scripts is the file itself; of a folder, those of its files that have drills
// in them.
func (r *run) scripts(path string) ([]string, error) {
	seen := r.path(path)
	if info, err := os.Stat(seen); err != nil {
		return nil, r.unreadable(err)
	} else if !info.IsDir() {
		return []string{seen}, nil
	}
	files, err := load.ReadFiles(seen)
	if err != nil {
		return nil, r.unreadable(err)
	}
	var names []string
	for _, f := range files {
		if hasDrills(f) {
			names = append(names, filepath.FromSlash(f.Name))
		}
	}
	return names, nil
}

// hasDrills says whether a file has drills in it, broken ones too.
func hasDrills(f load.File) bool {
	if !bytes.Contains(f.Data, []byte("Drill")) {
		return false // most files; the kind cannot be written otherwise
	}
	b := load.Parse([]load.File{f})
	return len(b.Drills)+b.DrillsAside > 0
}

// tellBroken writes what is wrong with the files, as validate does, each thing
// once.
func (r *run) tellBroken(broken []view.Checked) error {
	all := view.Checked{Folder: r.workspaceDir()}
	for _, c := range broken {
		all.Services, all.Infrastructure, all.Tasks = max(all.Services, c.Services), max(all.Infrastructure, c.Infrastructure), max(all.Tasks, c.Tasks)
		all.SetAside += c.SetAside
		all.Drills, all.DrillsAside = all.Drills+c.Drills, all.DrillsAside+c.DrillsAside
		for _, name := range c.FileNames {
			if !slices.Contains(all.FileNames, name) {
				all.FileNames = append(all.FileNames, name)
			}
		}
		for _, f := range c.Findings {
			same := func(g diag.Finding) bool { return g.Rule == f.Rule && g.Place == f.Place && g.Path == f.Path }
			if f.Severity == diag.Error && !slices.ContainsFunc(all.Findings, same) {
				all.Findings = append(all.Findings, f)
			}
		}
	}
	all.Files = len(all.FileNames)
	if err := r.printFindings(all, false); err != nil {
		return err
	}
	return &failure{code: exitFindings} // the findings have said it all
}

// stage sets a drill up on the files it is played on, as they will be read again
// from the folder that keeps them.
func (r *run) stage(name string, d *drill.Drill, bundle *load.Bundle) (*staged, error) {
	s := &staged{file: filepath.ToSlash(name), files: r.playedOn(name, bundle), bundle: bundle}
	s.Drill = d
	s.Inventory, s.Book = listAndBook(s.files)
	if len(s.Inventory.Systems) == 0 || !hasTasks(s.Book) {
		return nil, r.tip(r.fail(exitUsage, "error.drill-systems", name), "tip.drill-systems")
	}
	sums := map[string]string{}
	for _, f := range s.files {
		sums[f.Name] = dossier.ObjectSum(f.Data)
	}
	var err error
	if s.Files, err = dossier.ManifestSum(sums); err != nil {
		return nil, err
	}
	if d.Curve != "" {
		s.published, err = r.publishedCurve(load.CurveOf(d, name), d)
	}
	return s, err
}

// playedOn are the files of a drill, by names that do not depend on where the
// command was given: seen from the folder that holds them all. Other scripts
// that lie beside this one are left out.
func (r *run) playedOn(script string, bundle *load.Bundle) []load.File {
	var files []load.File
	var paths []string // of the files; empty for a shipped one
	for _, f := range r.withTasks(bundle) {
		path, err := filepath.Abs(filepath.FromSlash(f.Name))
		if strings.HasPrefix(f.Name, "(") || f.Name == load.DefaultPlaybook+".yaml" || err != nil {
			path = ""
		}
		if filepath.Clean(f.Name) != filepath.Clean(script) && hasDrills(f) && !hasMore(f) {
			continue
		}
		files, paths = append(files, f), append(paths, path)
	}
	top := commonFolder(paths)
	taken := map[string]string{}
	for k := range files {
		name := files[k].Name
		if paths[k] != "" {
			name = paths[k]
		}
		files[k].Name = keptName(name, top, taken)
		taken[files[k].Name] = "taken"
	}
	slices.SortFunc(files, func(a, b load.File) int { return strings.Compare(a.Name, b.Name) })
	return files
}

// hasMore says whether a file has something of an inventory or a playbook.
func hasMore(f load.File) bool {
	b := load.Parse([]load.File{f})
	return len(b.Playbooks) > 0 || len(b.Inventory.Systems) > 0
}

// commonFolder is the deepest folder that holds all of some files; those
// without a path do not count.
func commonFolder(paths []string) string {
	top := ""
	for _, path := range paths {
		if path == "" {
			continue
		}
		if top == "" {
			top = filepath.Dir(path)
		}
		for !strings.HasPrefix(path, strings.TrimSuffix(top, string(filepath.Separator))+string(filepath.Separator)) {
			top = filepath.Dir(top)
		}
	}
	return top
}

// publishedCurve reads the curve that a drill names. What is wrong with one was
// found when the drill was read, unless it has changed since.
func (r *run) publishedCurve(path string, d *drill.Drill) ([]drill.Published, error) {
	rows, err := load.ReadCurve(path, d.Start.Location())
	var bad *load.CurveError
	switch {
	case errors.As(err, &bad):
		f := r.fail(exitFindings, "finding.bad-curve", bad.Text().In(r.lang))
		f.err = bad
		return nil, r.tip(f, "hint.curve")
	case err != nil:
		return nil, r.unreadable(err)
	}
	return rows, nil
}

// drillBaseline reads an earlier result.
func (r *run) drillBaseline(name string) ([]drill.Summary, error) {
	f, err := os.Open(r.path(name))
	if err != nil {
		return nil, r.unreadable(err)
	}
	defer f.Close()
	all, err := view.ReadDrillJSON(f)
	var bad *view.DrillFileError
	switch {
	case errors.As(err, &bad):
		wrong := r.fail(exitUsage, "error.baseline."+bad.Code, name, bad.Value)
		wrong.err = bad
		return nil, r.tip(wrong, "tip.baseline")
	case err != nil:
		return nil, r.unreadable(err)
	}
	return all, nil
}
