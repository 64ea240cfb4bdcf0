// Package load turns files that people wrote into inventories, playbooks,
// drills and the settings of a workspace. It is strict and lenient at once: it names
// every fault with its place, and it still gives everything that can be
// trusted, because on the night a list with two broken entries is worth more
// than none. It alone knows YAML.
//
// A file is parsed once into nodes, which know their places, and the nodes are
// walked against a schema (see mapping): unknown and repeated keys, wrong
// types and missing keys are found there. The domain's own checks come after;
// they speak of paths, which rows turns into places. The schema also says what
// it takes, as a JSON Schema for editors (see Schema). A long list of systems is
// read in parts, several at once, and its nodes are not kept (see split).
package load

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/exercise"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// Bundle is everything some files say.
type Bundle struct {
	// Inventory is resolved, and never nil: without any file it has no
	// systems. Entries with an error are left out and counted in SetAside.
	Inventory *inventory.Inventory
	Playbooks []*playbook.Playbook // in the order of the files; entries with an error left out
	Drills    []*drill.Drill       // in the order of the files; those with an error left out
	Passed    []exercise.Entry     // in the order of the files; those with an error left out
	Workspace *Workspace           // nil when no file was one
	Findings  diag.List            // sorted, each with its place and line
	Files     []File               // what was read
	rows      *rows                // of the inventory; nil when no file was one
	partial   bool                 // the inventory is: a file of it is broken
	passed    *rows                // of Passed; nil when no file was one

	DrillsAside int      // drills left out because of an error in them
	scripts     []string // by drill: the file it stands in
}

// Empty says that no file was read but those that come with the program.
func (b *Bundle) Empty() bool {
	return !slices.ContainsFunc(b.Files, func(f File) bool { return !f.Shipped })
}

// version is the only version of the format so far.
const version = "bokgu/v1"

// extras is what a reading goes by beside the files. The zero value is Parse.
type extras struct {
	found    diag.List              // what was found before
	missing  bool                   // a file of the inventory is: what it has is not known
	fallback func() (File, bool)    // a playbook to take when the files have none; nil: none
	drills   func(file string) bool // whether the drills of a file are read, others being passed over; nil: of all
	curves   bool                   // whether the curves are read that drills name
	named    func(file string) bool // whether the inventory and playbook that the drills of a file name are the ones read; nil: of none
}

// loading is one call of Parse under way.
type loading struct {
	reader
	with      extras
	bundle    *Bundle
	inventory inventory.Inventory
	rows      *rows // of the inventory; nil until a document of it was met
	schema    value[inventory.Inventory]
	partial   bool // the inventory is: a file of it is broken
	playbooks []loadedPlaybook
	drills    []loadedDrill
	passed    int // Drill documents passed over
}

// Parse reads the files. It always gives what can be trusted, and names all
// that cannot.
func Parse(files []File) *Bundle { return parse(files, extras{}) }

func parse(files []File, with extras) *Bundle { return parseBy(files, partSize, with) }

// parseBy is parse with the size of the parts in which long lists are read.
func parseBy(files []File, partSize int, with extras) *Bundle {
	l := &loading{with: with, bundle: &Bundle{Files: files}}
	l.findings = with.found
	results := parseFiles(files, partSize)
	l.reserve(results)
	for _, p := range results {
		l.file(p)
	}
	if len(l.playbooks) == 0 && with.fallback != nil {
		if file, ok := with.fallback(); ok {
			p := parseFile(file, partSize)
			l.file(p)
			results = append(results, p)
			l.bundle.Files = append(slices.Clip(files), file)
		}
	}
	l.finishInventory()
	for i := range l.playbooks {
		l.finishPlaybook(&l.playbooks[i])
	}
	for i := range l.drills {
		l.finishDrill(&l.drills[i])
	}
	l.finishExercised()
	l.bundle.partial = l.partial || l.with.missing
	l.bundle.Findings = l.findings
	l.bundle.Findings.Sort()
	l.quote(results)
	return l.bundle
}

// reserve makes room for the systems of several long lists at once.
func (l *loading) reserve(results []parsed) {
	lists, systems := 0, 0
	for _, p := range results {
		for _, doc := range p.docs {
			if doc.split != nil {
				lists++
				systems += len(doc.split.systems)
			}
		}
	}
	if lists > 1 {
		l.inventory.Systems = make([]inventory.System, 0, systems)
	}
}

// file takes in one parsed file.
func (l *loading) file(p parsed) {
	l.src = p.src
	before, settings, drills, passed := len(l.playbooks), l.bundle.Workspace, len(l.drills), l.passed
	for _, doc := range p.docs {
		l.document(doc)
	}
	if drillsOnly := len(p.docs) > 0 && l.passed-passed == len(p.docs); drillsOnly {
		return // nobody asked what is wrong in it
	}
	l.findings = append(l.findings, p.findings...)
	switch {
	case !p.broken:
	case len(l.playbooks) > before:
		last := &l.playbooks[len(l.playbooks)-1]
		last.partial = true
		last.book.SetAside += p.unread
	case len(l.drills) > drills:
		last := &l.drills[len(l.drills)-1]
		last.broken, last.cut = true, true
	case l.bundle.Workspace != settings: // settings have no entries to lose
	default:
		l.partial = true
		l.inventory.SetAside += p.unread
	}
}

// document reads one document by its kind.
func (l *loading) document(doc document) {
	if !l.is(doc.root, yaml.MappingNode, "mapping") {
		return
	}
	switch l.kind(doc.root) {
	case "Inventory":
		if l.rows == nil {
			l.rows = newRows(row{src: doc.src, node: doc.root})
			l.schema = inventorySchema(l.rows)
		}
		l.split = doc.split
		l.schema.read(&l.reader, doc.root, &l.inventory)
	case "Playbook":
		l.playbook(doc)
	case "Drill":
		if l.with.drills != nil && !l.with.drills(doc.src.name) {
			l.passed++
			return
		}
		l.drill(doc)
	case "Workspace":
		l.workspace(doc)
	case "Exercised":
		l.exercised(doc)
	}
}

// kind checks the header and says which kind the document is, as far as one
// can tell; empty when one cannot.
func (l *loading) kind(root *yaml.Node) string {
	kinds := Kinds()
	switch v := child(root, "apiVersion"); {
	case v == nil || isNull(v):
		l.fail(root, "missing-key", diag.Hint{Key: "header"}, "apiVersion")
	case v.Value != version:
		l.fail(v, "unknown-version", diag.Hint{Key: "header"}, show(v))
	}
	n := child(root, "kind")
	if n != nil && slices.Contains(kinds, n.Value) {
		return n.Value
	}
	telling := ""
	switch {
	case child(root, "systems") != nil:
		telling = "Inventory"
	case child(root, "steps") != nil:
		telling = "Playbook"
	case child(root, "injects") != nil || child(root, "outage") != nil:
		telling = "Drill"
	case child(root, "passed") != nil:
		telling = "Exercised"
	}
	if n == nil || isNull(n) {
		l.fail(root, "missing-key", diag.Hint{Key: "header"}, "kind")
		return telling
	}
	l.fail(n, "unknown-kind", nearest(n.Value, kinds), show(n))
	if best := diag.Nearest(n.Value, kinds); best != "" {
		return best
	}
	return telling
}

// finishInventory checks the inventory as a whole, takes out what cannot be
// trusted, and makes the rest ready.
func (l *loading) finishInventory() {
	inv := &l.inventory
	for i := range inv.Systems {
		if inv.Systems[i].Class == "" {
			inv.Systems[i].Class = inventory.Service
		}
	}
	if l.rows != nil {
		if !l.partial { // what was not read is not missing: the check would accuse the innocent
			l.checked(l.rows, l.known(inventory.Check(inv)), inventoryEntry)
		}
		inv.SetAside += l.setAside()
	}
	inv.Resolve()
	l.bundle.Inventory, l.bundle.rows = inv, l.rows
}

// known leaves out what may well be in a file that could not be read.
func (l *loading) known(found diag.List) diag.List {
	if !l.with.missing {
		return found
	}
	return slices.DeleteFunc(found, func(f diag.Finding) bool { return strings.HasPrefix(f.Rule, "unknown-") })
}

// inventoryEntry is the entry that a path leads into: systems[3].
func inventoryEntry(path string) string {
	entry, _, found := strings.Cut(path, "]")
	if !found {
		return ""
	}
	return entry + "]"
}

// checked takes in what a domain check found. An error sets aside the entry
// that entryOf finds in its path; but a reference that leads nowhere is only
// dropped, and its entry stays. An error about something in which reading
// found one already follows from that and is left out, and so is a warning that
// speaks of nothing but the very word that could not be read.
func (l *loading) checked(rs *rows, found diag.List, entryOf func(path string) string) {
	rs.settle(found)
	read := make(map[diag.Place]bool, len(l.findings))
	for i := range l.findings {
		read[l.findings[i].Place] = true
	}
	for i := range found {
		f := &found[i]
		if f.Severity == diag.Error {
			if at := rs.locate(f.Path); at.node != nil && !ofSteps(f.Rule) && faulty(at, at.node, read) {
				continue
			}
			if entry := entryOf(f.Path); entry != "" && !droppable(f.Rule) {
				l.markBad(rs.locate(entry).node)
			}
		} else if read[f.Place] && len(f.Also) == 0 && entryOf(f.Path) != f.Path {
			continue
		}
		l.findings = append(l.findings, *f)
	}
}

// ofSteps says that a rule speaks of the seven steps alone: it holds whatever
// is wrong inside them.
func ofSteps(rule string) bool { return strings.HasPrefix(rule, "step-") }

// droppable says that the entry is sound all the same: the rule speaks of a
// reference that whoever resolves the entry leaves out, or of an id that is
// only hard to say.
func droppable(rule string) bool {
	return strings.HasPrefix(rule, "unknown-") || rule == "self-reference" || rule == "bad-id"
}

// faulty says that one of the places is in the node.
func faulty(at row, n *yaml.Node, places map[diag.Place]bool) bool {
	if places[diag.Place{File: at.src.name, Line: n.Line, Column: n.Column}] {
		return true
	}
	return slices.ContainsFunc(n.Content, func(part *yaml.Node) bool { return faulty(at, part, places) })
}

// setAside takes the bad entries out of the inventory and counts them.
func (l *loading) setAside() int {
	if len(l.bad) == 0 {
		return 0
	}
	inv, lists := &l.inventory, l.rows.lists
	return keep(&inv.Sites, lists["sites"], l.bad) +
		keep(&inv.Agencies, lists["agencies"], l.bad) +
		keep(&inv.Rooms, lists["rooms"], l.bad) +
		keep(&inv.Crews, lists["crews"], l.bad) +
		keep(&inv.Methods, lists["methods"], l.bad) +
		keep(&inv.Defaults, lists["defaults"], l.bad) +
		keep(&inv.Systems, lists["systems"], l.bad)
}

// keep drops the entries whose rows are bad and says how many they were.
func keep[V any](entries *[]V, at []row, bad map[*yaml.Node]bool) int {
	kept := (*entries)[:0]
	for i, entry := range *entries {
		if !bad[at[i].node] {
			kept = append(kept, entry)
		}
	}
	dropped := len(*entries) - len(kept)
	clear((*entries)[len(kept):])
	*entries = kept
	return dropped
}

// quote gives every finding the line it stands in.
func (l *loading) quote(results []parsed) {
	sources := make(map[string]*source, len(results))
	for _, p := range results {
		sources[p.src.name] = p.src
	}
	for i := range l.bundle.Findings {
		f := &l.bundle.Findings[i]
		if src := sources[f.Place.File]; src != nil && f.Place.Line > 0 {
			f.Source = src.line(f.Place.Line)
		}
	}
}
