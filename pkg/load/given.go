package load

import (
	"path/filepath"
	"slices"

	"github.com/bokgu/bokgu/pkg/diag"
)

// LoadFiles reads files and folders. Drills are held against the inventory and
// the playbook among them; where there is neither, each against those that it
// goes by, as LoadDrill does. Of files that were not given only errors are
// found then, because a drill is not run while they are there.
//
// It fails as ReadFiles does. See LoadWorkspace for shipped.
func LoadFiles(shipped func(name string) ([]byte, bool), paths ...string) (*Bundle, error) {
	files, err := ReadFiles(paths...)
	if err != nil {
		return nil, err
	}
	b := parse(files, extras{curves: true})
	if len(b.Drills)+b.DrillsAside == 0 || b.rows != nil || len(b.Playbooks) > 0 {
		return b, nil
	}
	var scripts, others []File
	for _, f := range files {
		if one := Parse([]File{f}); len(one.Drills)+one.DrillsAside > 0 {
			scripts = append(scripts, f)
		} else {
			others = append(others, f)
		}
	}
	b = Parse(others)
	for _, script := range scripts {
		of, err := LoadDrill(filepath.FromSlash(script.Name), shipped)
		if err != nil {
			return nil, err
		}
		of.Findings = slices.DeleteFunc(of.Findings, func(f diag.Finding) bool {
			return f.Place.File != script.Name && (f.Severity != diag.Error || b.found(f))
		})
		of.Files = []File{script}
		b.join(of)
	}
	b.inOrder(files)
	return b, nil
}

// found says that the same was found before.
func (b *Bundle) found(f diag.Finding) bool {
	return slices.ContainsFunc(b.Findings, func(g diag.Finding) bool {
		return g.Rule == f.Rule && g.Place == f.Place && g.Path == f.Path
	})
}
