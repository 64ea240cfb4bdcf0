package load

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
)

// WorkspaceFile is the name of a workspace's own file, at its root.
const WorkspaceFile = "bokgu.yaml"

// What a workspace is when its file does not say.
const (
	DefaultPlaybook  = "mass-outage"
	DefaultIncidents = "incidents"
	DefaultDrills    = "drills"
)

// Workspace is what bokgu.yaml says. Paths are as written, relative to the
// folder of the file.
type Workspace struct {
	Name      string
	Title     lang.Text
	Inventory []string // files and folders; none means those beside it
	Playbook  string   // a path, or the name of a shipped one
	Drills    []string // files and folders of scripts; none means DefaultDrills, if that is there
	Incidents string   // folder of the incidents' folders
	Mirrors   []Mirror
	Language  lang.Tag // empty when not said
	Checks    Checks
	Coverage  []inventory.Threshold // how much of the list has to be there, by inventory.Aspects; nil: nobody has said
	Channels  []Channel             // by which people reach each other and the public
	Exercised time.Duration         // for how long a passed drill holds; 0: nobody has said
	own       row                   // its document; zero without a bokgu.yaml
}

// Mirror is a folder elsewhere that gets a copy of every record.
type Mirror struct {
	Path  string
	Title lang.Text // what the screens call it; the path when it is empty
}

func workspaceSchema() value[Workspace] {
	type ws = Workspace
	mirror := mapping(
		at("path", func(v *Mirror) *string { return &v.Path }, text).must(),
		at("title", func(v *Mirror) *lang.Text { return &v.Title }, readText()),
	)
	return mapping(append(header[ws](),
		at("metadata", func(v *ws) *ws { return v }, mapping(
			at("name", func(v *ws) *string { return &v.Name }, line),
			at("title", func(v *ws) *lang.Text { return &v.Title }, readText()),
		)),
		at("inventory", func(v *ws) *[]string { return &v.Inventory }, paths),
		at("playbook", func(v *ws) *string { return &v.Playbook }, text),
		at("drills", func(v *ws) *[]string { return &v.Drills }, paths),
		at("incidents", func(v *ws) *string { return &v.Incidents }, text),
		at("mirrors", func(v *ws) *[]Mirror { return &v.Mirrors }, list(value[Mirror]{
			read: func(r *reader, n *yaml.Node, into *Mirror) {
				if n.Kind == yaml.MappingNode {
					mirror.read(r, n, into)
					return
				}
				text.read(r, n, &into.Path)
			},
			accepts: func() *shape { return either(text.accepts(), mirror.accepts()) },
		})),
		at("language", func(v *ws) *lang.Tag { return &v.Language }, oneOf(lang.KO, lang.EN)),
		at("checks", func(v *ws) *Checks { return &v.Checks }, checksSchema()),
		at("coverage", func(v *ws) *[]inventory.Threshold { return &v.Coverage }, thresholdsSchema()),
		at("channels", func(v *ws) *[]Channel { return &v.Channels }, list(channelSchema())),
		at("exercised", func(v *ws) *time.Duration { return &v.Exercised }, exercisedKey()),
	)...)
}

// paths reads one path or a list of them.
var paths = value[[]string]{accepts: func() *shape { return either(textShape(), listOf(textShape())) }, read: func(r *reader, n *yaml.Node, into *[]string) {
	if n.Kind == yaml.ScalarNode {
		var one string
		text.read(r, n, &one)
		*into = []string{one}
		return
	}
	list(text).read(r, n, into)
}}

// DefaultWorkspace is what a workspace is without a bokgu.yaml.
func DefaultWorkspace() *Workspace {
	return &Workspace{Playbook: DefaultPlaybook, Incidents: DefaultIncidents}
}

// workspace reads a Workspace document; the first one counts.
func (l *loading) workspace(doc document) {
	ws := DefaultWorkspace()
	workspaceSchema().read(&l.reader, doc.root, ws)
	ws.Checks.settle(&l.reader, doc.root)
	ws.own = row{src: doc.src, node: doc.root}
	if l.bundle.Workspace != nil {
		l.fail(doc.root, "second-workspace", diag.Hint{})
		return
	}
	l.bundle.Workspace = ws
}

// LoadWorkspace reads a folder as a workspace: what its bokgu.yaml names, or
// without one every file of ours in it. shipped gives the bytes of a playbook
// that comes with the program; the one called DefaultPlaybook serves when no
// other can be read. A file that cannot be read is a finding, also bokgu.yaml
// itself, which then counts as missing; only a folder that cannot be read is
// an error, and an empty folder is an empty workspace. Bundle.Workspace is
// never nil.
//
// Drills are passed over: on the night, nothing waits for a script to be read,
// or stops because of what is wrong in one. LoadWorkspaceAndDrills reads them.
func LoadWorkspace(dir string, shipped func(name string) ([]byte, bool)) (*Bundle, error) {
	g := gathering{dir: dir, shipped: shipped}
	if _, err := g.gather(); err != nil {
		return nil, err
	}
	return g.parse(extras{drills: func(string) bool { return false }}), nil
}

// ReadWorkspace reads only a folder's bokgu.yaml: where incidents and mirrors
// are. What is wrong in it is LoadWorkspace's to tell. Without one the
// defaults hold, and they also come with the error when there is one that
// cannot be read at all.
func ReadWorkspace(dir string) (*Workspace, error) {
	path := filepath.Join(dir, WorkspaceFile)
	data, err := readFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return DefaultWorkspace(), nil
	}
	if err != nil {
		return DefaultWorkspace(), err
	}
	return workspaceOf(File{Name: filepath.ToSlash(path), Data: data}), nil
}

// workspaceOf is what a bokgu.yaml says, or the defaults.
func workspaceOf(own File) *Workspace {
	if ws := Parse([]File{own}).Workspace; ws != nil {
		return ws
	}
	return DefaultWorkspace()
}

// gathering collects the files that make a workspace.
type gathering struct {
	dir      string // of the workspace, or of the script whose files are gathered
	shipped  func(name string) ([]byte, bool)
	files    []File
	findings diag.List
	missing  bool // a file of the inventory is: it cannot be read
}

// settings is what a workspace's own file says, and where.
type settings struct {
	*Workspace
	own  parsed     // zero: there is none that can be read
	root *yaml.Node // of its document; nil when it has none
}

// parse reads what was gathered.
func (g *gathering) parse(with extras) *Bundle {
	with.found, with.missing = g.findings, g.missing
	with.fallback = func() (File, bool) { return g.shippedFile(DefaultPlaybook) }
	b := parse(g.files, with)
	if b.Workspace == nil {
		b.Workspace = DefaultWorkspace()
	}
	return b
}

// gather collects all of a workspace but its drills.
func (g *gathering) gather() (settings, error) {
	s, except := g.settings()
	if len(s.Inventory) == 0 {
		if err := g.beside(except); err != nil {
			return s, err
		}
	}
	if s.own.src != nil {
		g.inventory(s)
		g.playbook(s)
	}
	return s, nil
}

// settings reads bokgu.yaml. Without one that can be read the defaults hold;
// except is its name when it is there.
func (g *gathering) settings() (s settings, except string) {
	s.Workspace = DefaultWorkspace()
	path := filepath.Join(g.dir, WorkspaceFile)
	data, err := readFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, ""
	}
	name := filepath.ToSlash(path)
	if err != nil {
		g.fault(diag.Error, unreadable(err, WorkspaceFile), diag.Place{File: name, Line: 1, Column: 1})
		return s, name
	}
	own := File{Name: name, Data: data}
	g.add(own)
	s.Workspace, s.own = workspaceOf(own), parseFile(own, partSize)
	if len(s.own.docs) > 0 {
		s.root = s.own.docs[0].root
	}
	return s, name
}

func (g *gathering) inventory(s settings) {
	before := g.findings.Count(diag.Error)
	for i, name := range s.Inventory {
		g.read(s.own, s.root, fmt.Sprintf("inventory[%d]", i), name)
	}
	g.missing = g.missing || g.findings.Count(diag.Error) > before
}

func (g *gathering) playbook(s settings) {
	if file, ok := g.shippedFile(s.Playbook); ok {
		g.add(file)
	} else {
		g.read(s.own, s.root, "playbook", s.Playbook)
	}
}

// drills takes the scripts, and what was recorded of those that were passed.
func (g *gathering) drills(s settings) {
	g.exercised()
	for i, name := range s.Drills {
		g.read(s.own, s.root, fmt.Sprintf("drills[%d]", i), name)
	}
	if len(s.Drills) > 0 {
		return
	}
	if names, err := yamlFiles(filepath.Join(g.dir, DefaultDrills)); err == nil && len(names) > 0 {
		g.read(s.own, s.root, "", DefaultDrills)
	}
}

// exercised takes the record of passed drills, if there is one.
func (g *gathering) exercised() {
	name := filepath.ToSlash(filepath.Join(g.dir, ExercisedFile))
	switch data, err := readFile(name); {
	case err == nil:
		g.add(File{Name: name, Data: data})
	case !errors.Is(err, fs.ErrNotExist):
		g.fault(diag.Error, unreadable(err, ExercisedFile), diag.Place{File: name, Line: 1, Column: 1})
	}
}

// add takes a file, once.
func (g *gathering) add(file File) {
	if !slices.ContainsFunc(g.files, func(f File) bool { return f.Name == file.Name }) {
		g.files = append(g.files, file)
	}
}

// beside takes every file of ours in the folder itself, except one.
func (g *gathering) beside(except string) error {
	entries, err := os.ReadDir(g.dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		path := filepath.Join(g.dir, entry.Name())
		name := filepath.ToSlash(path)
		if name == except || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || !isYAML(name) {
			continue
		}
		data, err := readFile(path)
		switch {
		case err != nil:
			g.fault(diag.Error, unreadable(err, entry.Name()), diag.Place{File: name, Line: 1, Column: 1})
			g.missing = true
		case bytes.Contains(data, []byte("bokgu/")):
			g.add(File{Name: name, Data: data})
		}
	}
	return nil
}

// read takes what a key of a file of ours names, whose document begins at the
// root. What it cannot read is a finding at that key, and so is a path that
// holds nothing to read.
func (g *gathering) read(own parsed, root *yaml.Node, key, name string) {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(g.dir, path)
	}
	place := diag.Place{File: filepath.ToSlash(path), Line: 1, Column: 1}
	if root != nil {
		place = newRows(row{src: own.src, node: root}).locate(key).place(0)
	}
	names, err := yamlFiles(path)
	if err != nil {
		g.fault(diag.Error, unreadable(err, name), place)
		return
	}
	read := 0
	for _, found := range names {
		if own.src != nil && filepath.ToSlash(found) == own.src.name { // read already; more than settings may stand in it
			read += len(own.docs) - 1
			continue
		}
		read++
		data, err := readFile(found)
		if err != nil {
			g.fault(diag.Error, unreadable(err, filepath.ToSlash(found)), place)
			continue
		}
		g.add(File{Name: filepath.ToSlash(found), Data: data})
	}
	if read <= 0 {
		g.fault(diag.Warning, diag.Finding{Rule: "nothing-there", Args: []any{clip(name)}, Hint: diag.Hint{Key: "nothing-there"}}, place)
	}
}

func (g *gathering) fault(severity diag.Severity, f diag.Finding, place diag.Place) {
	f.Severity, f.Place = severity, place
	g.findings = append(g.findings, f)
}

// unreadable is the finding about a path that reading failed on.
func unreadable(err error, name string) diag.Finding {
	hint := "unreadable"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		hint = "file-missing"
	case errors.Is(err, errTooLarge):
		hint = "too-large"
	}
	return diag.Finding{Rule: "unreadable", Args: []any{clip(name)}, Hint: diag.Hint{Key: hint}}
}

// shippedFile is a playbook that comes with the program.
func (g *gathering) shippedFile(name string) (File, bool) {
	if g.shipped == nil {
		return File{}, false
	}
	data, ok := g.shipped(name)
	return File{Name: "(" + name + ")", Data: data, Shipped: true}, ok
}
