package load

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/bokgu/bokgu/pkg/diag"
)

// LoadDrill reads the drills of a file, or of the files of a folder, with the
// inventory and the playbook that they name. What they do not name is what
// stands in the same files, else what the nearest bokgu.yaml says, in the
// folder of the script or above it, else what lies beside the script. Other
// drills that lie there are passed over.
//
// All drills of one call go by the same inventory and playbook: one that names
// others is a finding. Only a path that cannot be read is an error. See
// LoadWorkspace for shipped. Bundle.Workspace is never nil.
func LoadDrill(path string, shipped func(name string) ([]byte, bool)) (*Bundle, error) {
	path = filepath.Clean(path)
	files, err := ReadFiles(path)
	if err != nil {
		return nil, err
	}
	own := make(map[string]bool, len(files))
	for _, f := range files {
		own[f.Name] = true
	}
	scripts := readScripts(files)
	g := gathering{dir: folderOf(path), shipped: shipped, files: files}
	if err := g.around(scripts); err != nil {
		return nil, err
	}
	return g.parse(extras{named: true, drills: func(file string) bool { return own[file] }}), nil
}

// folderOf is the folder that a path is, or lies in.
func folderOf(path string) string {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return path
	}
	return filepath.Dir(path)
}

// scripts is what the files of a drill are, before their inventory is known.
type scripts struct {
	*loading
	parsed map[string]parsed // by file
}

func readScripts(files []File) scripts {
	s := scripts{&loading{bundle: &Bundle{}}, map[string]parsed{}}
	for _, p := range parseFiles(files, partSize) {
		s.parsed[p.src.name] = p
		s.file(p)
	}
	return s
}

// around gathers what stands around the scripts.
func (g *gathering) around(s scripts) error {
	inventory, playbook := s.rows == nil, len(s.playbooks) == 0 // missing so far
	for i := range s.drills {
		d := &s.drills[i]
		if i > 0 {
			g.sameAs(&s.drills[0], d)
			continue
		}
		at := d.rows.root
		named := settings{
			Workspace: &Workspace{Inventory: d.drill.Inventory, Playbook: d.drill.Playbook},
			own:       s.parsed[at.src.name], root: at.node,
		}
		from := gathering{dir: filepath.Dir(at.src.name), shipped: g.shipped, files: g.files}
		if len(named.Inventory) > 0 {
			from.inventory(named)
			inventory = false
		}
		if named.Playbook != "" {
			from.playbook(named)
			playbook = false
		}
		g.files, g.findings = from.files, append(g.findings, from.findings...)
	}
	return g.rest(inventory, playbook)
}

// sameAs says that a drill goes by the same files as the first one.
func (g *gathering) sameAs(first, other *loadedDrill) {
	for _, named := range []struct {
		key       string
		ours, its []string
	}{
		{"inventory", g.led(first, first.drill.Inventory...), g.led(other, other.drill.Inventory...)},
		{"playbook", g.led(first, first.drill.Playbook), g.led(other, other.drill.Playbook)},
	} {
		if !slices.Equal(named.ours, named.its) {
			g.fault(diag.Error, diag.Finding{Rule: "drill-files-differ", Args: []any{named.key}, Hint: diag.Hint{Key: "drill-files-differ"}},
				other.rows.locate(named.key).place(0))
		}
	}
}

// led is where the paths lead that a drill names.
func (g *gathering) led(d *loadedDrill, paths ...string) []string {
	led := make([]string, len(paths))
	for i, path := range paths {
		led[i] = path
		if _, shipped := g.shippedFile(path); path != "" && !shipped && !filepath.IsAbs(path) {
			led[i] = filepath.Join(filepath.Dir(d.rows.root.src.name), path)
		}
	}
	return led
}

// rest gathers what is missing from the nearest workspace, else from what lies
// beside the scripts. A playbook that is still missing then is the default one.
func (g *gathering) rest(inventory, playbook bool) error {
	if !inventory && !playbook {
		return nil
	}
	dir, found := nearestWorkspace(g.dir)
	if !found {
		if inventory {
			return g.beside("")
		}
		return nil
	}
	g.dir = dir
	s, except := g.settings()
	if inventory && len(s.Inventory) == 0 {
		if err := g.beside(except); err != nil {
			return err
		}
	}
	if inventory {
		g.inventory(s)
	}
	if playbook && s.own.src != nil {
		g.playbook(s)
	}
	return nil
}

// nearestWorkspace is the folder, this one or one above, that has a bokgu.yaml.
func nearestWorkspace(dir string) (string, bool) {
	for {
		if _, err := os.Stat(filepath.Join(dir, WorkspaceFile)); err == nil {
			return dir, true
		}
		above := filepath.Join(dir, "..")
		here, err := os.Stat(dir)
		if err != nil {
			return "", false
		}
		if up, err := os.Stat(above); err != nil || os.SameFile(here, up) {
			return "", false
		}
		dir = above
	}
}
