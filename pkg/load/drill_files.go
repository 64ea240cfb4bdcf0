package load

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
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
	isOwn := func(file string) bool { return own[file] }
	return g.parse(extras{named: isOwn, drills: isOwn, curves: true}), nil
}

// LoadWorkspaceAndDrills is LoadWorkspace with the drills of the workspace. A
// drill that goes by other files than the workspace is read with those, as
// LoadDrill does, and what is wrong in them is found too.
func LoadWorkspaceAndDrills(dir string, shipped func(name string) ([]byte, bool)) (*Bundle, error) {
	g := gathering{dir: dir, shipped: shipped}
	s, err := g.gather()
	if err != nil {
		return nil, err
	}
	of := gathering{dir: dir, shipped: shipped}
	of.drills(s)
	g.findings = append(g.findings, of.findings...)
	var apart []string
	same := map[string]bool{}
	for _, script := range of.files {
		switch {
		case slices.ContainsFunc(g.files, func(f File) bool { return f.Name == script.Name }): // read with the list
		case g.goesBy(s, script):
			g.add(script)
			same[script.Name] = true
		default:
			apart = append(apart, script.Name)
		}
	}
	b := g.parse(extras{curves: true, named: func(file string) bool { return same[file] }})
	for _, path := range apart {
		other, err := LoadDrill(filepath.FromSlash(path), shipped)
		if err != nil {
			return nil, err
		}
		b.join(other)
	}
	b.inOrder(of.files)
	return b, nil
}

// goesBy says that the drills of a file go by the workspace, or name nothing
// but what it names.
func (g *gathering) goesBy(s settings, script File) bool {
	own := readScripts([]File{script})
	if own.rows != nil || len(own.playbooks) > 0 {
		return false
	}
	home := filepath.Join(g.dir, WorkspaceFile)
	same := func(its, ours []string) bool {
		return slices.Equal(g.led(script.Name, its...), g.led(home, ours...))
	}
	for i := range own.drills {
		d := own.drills[i].drill
		if len(d.Inventory) > 0 && !same(d.Inventory, s.Inventory) ||
			d.Playbook != "" && !same([]string{d.Playbook}, []string{s.Playbook}) {
			return false
		}
	}
	return true
}

// join takes in the drills of another bundle, and what is wrong in files that
// were not read before.
func (b *Bundle) join(other *Bundle) {
	read := map[string]bool{}
	for _, f := range b.Files {
		read[f.Name] = true
	}
	for _, f := range other.Findings {
		if !read[f.Place.File] {
			b.Findings = append(b.Findings, f)
		}
	}
	for _, f := range other.Files {
		if !read[f.Name] {
			b.Files = append(slices.Clip(b.Files), f)
		}
	}
	b.Findings.Sort()
	b.Drills, b.scripts = append(b.Drills, other.Drills...), append(b.scripts, other.scripts...)
	b.DrillsAside += other.DrillsAside
}

// inOrder brings the drills into the order of the files.
func (b *Bundle) inOrder(files []File) {
	place := map[string]int{}
	for i, f := range files {
		place[f.Name] = i + 1 // what the workspace itself reads comes first
	}
	at := make([]int, len(b.Drills))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(i, j int) int { return cmp.Compare(place[b.scripts[i]], place[b.scripts[j]]) })
	drills, scripts := make([]*drill.Drill, len(at)), make([]string, len(at))
	for to, from := range at {
		drills[to], scripts[to] = b.Drills[from], b.scripts[from]
	}
	b.Drills, b.scripts = drills, scripts
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
		g.missing = g.missing || from.missing
	}
	return g.rest(inventory, playbook)
}

// sameAs says that a drill goes by the same files as the first one.
func (g *gathering) sameAs(first, other *loadedDrill) {
	for _, named := range []struct {
		key       string
		ours, its []string
	}{
		{"inventory", g.led(first.file(), first.drill.Inventory...), g.led(other.file(), other.drill.Inventory...)},
		{"playbook", g.led(first.file(), first.drill.Playbook), g.led(other.file(), other.drill.Playbook)},
	} {
		if !slices.Equal(named.ours, named.its) {
			g.fault(diag.Error, diag.Finding{Rule: "drill-files-differ", Args: []any{named.key}, Hint: diag.Hint{Key: "drill-files-differ"}},
				other.rows.locate(named.key).place(0))
		}
	}
}

// led is where the paths lead that a file names.
func (g *gathering) led(file string, paths ...string) []string {
	led := make([]string, len(paths))
	for i, path := range paths {
		led[i] = path
		if _, shipped := g.shippedFile(path); path != "" && !shipped && !filepath.IsAbs(path) {
			led[i] = filepath.Join(filepath.Dir(file), path)
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
	dir, found := NearestWorkspace(g.dir)
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

// IsWorkspace says that a folder has a bokgu.yaml, whatever is in it.
func IsWorkspace(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, WorkspaceFile))
	return err == nil
}

// NearestWorkspace is the folder, this one or one above, that has a bokgu.yaml.
func NearestWorkspace(dir string) (string, bool) {
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
