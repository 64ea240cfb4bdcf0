package load

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/exercise"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
)

// Coverage is how much a workspace knows and has tried, beside how much it
// wants to.
type Coverage struct {
	Aspects           []inventory.Covered // in the order of inventory.Aspects
	Simulated, Played exercise.Latest
}

// Coverage counts what the files say at a moment.
func (b *Bundle) Coverage(now time.Time) Coverage {
	present := b.present(now)
	aspects := inventory.Cover(b.Inventory, now, present.Proved(b.Inventory, b.Passed))
	if b.Workspace != nil && b.Workspace.Coverage != nil {
		for i := range aspects {
			aspects[i].Wanted = b.Workspace.Coverage[i]
		}
	}
	return Coverage{
		Aspects:   aspects,
		Simulated: present.Latest(b.Passed, exercise.BySimulation),
		Played:    present.Latest(b.Passed, exercise.ByPeople),
	}
}

// present is what passed drills are held against.
func (b *Bundle) present(now time.Time) exercise.Present {
	p := exercise.Present{Now: now}
	if len(b.Passed) > 0 { // else nobody asks for the digests
		p.Digests = b.Digests()
	}
	if b.Workspace != nil {
		p.Every = b.Workspace.Exercised
	}
	return p
}

// looking collects what only a look at the clock, or at the workspace as a
// whole, can tell. Nothing of it is wrong in the files, and no command but
// validate asks for it.
type looking struct {
	*Bundle
	now   time.Time
	found diag.List
}

// look finds what is too old by now; when the bundle is a whole workspace, also
// what the workspace lacks. Of an inventory that was not read to its end
// nothing is said: the rest of it may have what is missing.
func (b *Bundle) look(now time.Time, whole bool) diag.List {
	l := looking{Bundle: b, now: now}
	if b.partial {
		return nil
	}
	if b.rows != nil {
		l.listed(inventory.CheckAt(b.Inventory, now))
	}
	if !whole {
		return l.found
	}
	l.exercised()
	if b.Workspace != nil && b.Workspace.own.src != nil {
		l.channels()
		l.copies()
		l.thresholds()
	}
	return l.found
}

// listed takes in findings about the inventory as it is after loading: what
// was set aside is not counted in their paths yet.
func (l *looking) listed(found diag.List) {
	inv := l.Inventory
	systems := l.rows.kept("systems", len(inv.Systems), func(i int) string { return inv.Systems[i].ID })
	agencies := l.rows.kept("agencies", len(inv.Agencies), func(i int) string { return inv.Agencies[i].ID })
	written := func(path string) string {
		list, rest, _ := strings.Cut(path, "[")
		number, rest, _ := strings.Cut(rest, "]")
		i, numbered := index("[" + number + "]")
		switch {
		case numbered && list == "systems":
			return fmt.Sprintf("systems[%d]%s", systems[i], rest)
		case numbered && list == "agencies":
			return fmt.Sprintf("agencies[%d]%s", agencies[i], rest)
		}
		return path
	}
	for _, f := range found {
		f.Path = written(f.Path)
		for i := range f.AlsoPath {
			f.AlsoPath[i] = written(f.AlsoPath[i])
		}
		for i, s := range f.Systems {
			f.Systems[i] = systems[s]
		}
		l.placed(l.rows, f)
	}
}

// kept numbers the rows of a list's entries: entries that were set aside have a
// row, but are not in the list.
func (rs *rows) kept(list string, n int, id func(i int) string) []int32 {
	at := make([]int32, n)
	row, all := 0, len(rs.lists[list])
	for i := range at {
		if n < all { // else none was set aside
			for row < all-1 && !rs.isEntry(list, row, id(i)) {
				row++
			}
		}
		at[i] = int32(row)
		row = min(row+1, all-1)
	}
	return at
}

func (rs *rows) isEntry(list string, row int, id string) bool {
	said := said(rs.entry(list, row).node, "id")
	return said != nil && said.Value == id
}

// placed takes in a finding with a path, and gives it its place. What only one
// document may have is where it was met.
func (l *looking) placed(rs *rows, f diag.Finding) {
	found := diag.List{f}
	rs.settle(found)
	f = found[0]
	at := rs.locate(f.Path)
	f.Source = at.src.line(f.Place.Line)
	if place, met := rs.once[f.Path[strings.LastIndexByte(f.Path, '.')+1:]]; met {
		f.Place = place
		for _, file := range l.Files {
			if file.Name == place.File {
				src, _ := newSource(file)
				f.Source = src.line(place.Line)
			}
		}
	}
	l.found = append(l.found, f)
}

func (l *looking) warn(rs *rows, path, rule, hint string, args ...any) {
	l.placed(rs, diag.Finding{Severity: diag.Warning, Rule: rule, Path: path, Args: args, Hint: diag.Hint{Key: hint}})
}

// own finds places in bokgu.yaml.
func (l *looking) own() *rows { return newRows(l.Workspace.own) }

// exercised looks for a passed drill that holds, where a workspace wants one or
// had one, and for systems that no longer have shown that they can run at their
// other site, where people tried that once.
func (l *looking) exercised() {
	last := exercise.Last(l.Passed, "")
	present := l.present(l.now)
	holds := false
	for i := range l.Passed {
		holds = holds || present.Standing(&l.Passed[i]) == exercise.Holds
	}
	switch {
	case holds:
	case last != nil:
		for i := range l.Passed {
			if &l.Passed[i] == last {
				l.warn(l.passed, fmt.Sprintf("passed[%d]", i), "not-exercised", "exercised-"+string(present.Standing(last)),
					lang.Plain(last.Drill+", "+last.At.Format(time.DateOnly)))
			}
		}
	case l.Workspace != nil && l.Workspace.Exercised > 0:
		l.warn(l.own(), "exercised", "not-exercised", "exercised-never", inBoth("exercised.none"))
	}
	if tried := exercise.Tried(l.Passed, l.now.Add(-inventory.DRAge), l.now); tried != nil && l.rows != nil {
		l.listed(inventory.CheckDR(l.Inventory, func(id string) bool { return tried[id] }))
	}
}

// inBoth is a message in both languages, to stand in another one.
func inBoth(key string) lang.Text { return lang.Text{KO: lang.KO.Msg(key), EN: lang.EN.Msg(key)} }

// channels finds ways to reach each other that go down with a listed system
// and that nothing is there to take the place of.
func (l *looking) channels() {
	var lost []string
	var ko, en []string
	for i := range l.Workspace.Channels {
		ch := &l.Workspace.Channels[i]
		if ch.System == "" {
			continue
		}
		at := fmt.Sprintf("channels[%d].system", i)
		if _, known := l.Inventory.Index(ch.System); !known {
			hint := diag.Hint{Key: "add-system", Args: []any{ch.System}}
			if near := l.nearSystem(ch.System); near != "" {
				hint = diag.Hint{Key: "did-you-mean", Args: []any{near}}
			}
			l.placed(l.own(), diag.Finding{Severity: diag.Error, Rule: "unknown-system", Path: at, Args: []any{ch.System}, Hint: hint})
			continue
		}
		if ch.Instead.IsZero() {
			lost = append(lost, at)
			ko, en = append(ko, ch.Title.In(lang.KO)), append(en, ch.Title.In(lang.EN))
		}
	}
	if len(lost) > 0 {
		l.placed(l.own(), diag.Finding{
			Severity: diag.Warning, Rule: "channel-goes-down", Path: lost[0], AlsoPath: lost[1:min(len(lost), diag.Shown)],
			Args: []any{len(lost), lang.Text{KO: strings.Join(diag.Few(ko), ", "), EN: strings.Join(diag.Few(en), ", ")}},
			Hint: diag.Hint{Key: "channel-goes-down"},
		})
	}
}

func (l *looking) nearSystem(id string) string {
	ids := make([]string, len(l.Inventory.Systems))
	for i := range l.Inventory.Systems {
		ids[i] = l.Inventory.Systems[i].ID
	}
	return diag.Nearest(id, ids)
}

// copies finds a workspace whose records are kept in one place only, where
// there are systems for whose sake that matters.
func (l *looking) copies() {
	matters := false
	for i := range l.Inventory.Systems {
		sys := &l.Inventory.Systems[i]
		matters = matters || sys.Class != inventory.Infrastructure && (sys.Tier == 1 || sys.Tier == 2)
	}
	folder := path.Dir(l.Workspace.own.src.name)
	for _, m := range l.Workspace.Mirrors {
		if !within(folder, m.Path) {
			return
		}
	}
	if matters {
		l.warn(l.own(), "mirrors", "only-copy", "only-copy")
	}
}

// within says that a mirror lies in the folder itself or beneath it. What it
// lies on beside that is for people to know: a stick need not be there now.
func within(folder, mirror string) bool {
	folder = filepath.FromSlash(folder)
	if !filepath.IsAbs(mirror) {
		mirror = filepath.Join(folder, mirror)
	}
	here, err := filepath.Abs(folder)
	if err != nil {
		return false
	}
	there, err := filepath.Abs(mirror)
	return err == nil && strings.HasPrefix(there+string(os.PathSeparator), here+string(os.PathSeparator))
}

// thresholds holds what is covered against what the workspace wants.
func (l *looking) thresholds() {
	if l.Workspace.Coverage == nil {
		return
	}
	for _, c := range l.Coverage(l.now).Aspects {
		l.threshold(c.Aspect, "tier1-2", c.Important, c.Wanted.Important)
		l.threshold(c.Aspect, "all", c.All, c.Wanted.All)
	}
}

func (l *looking) threshold(aspect inventory.Aspect, of string, share inventory.Share, wanted int) {
	if share.Reaches(wanted) {
		return
	}
	l.placed(l.own(), diag.Finding{
		Severity: diag.Error, Rule: "below-threshold", Path: fmt.Sprintf("coverage.%s.%s", aspect, of),
		Args: []any{inBoth("coverage." + string(aspect)), inBoth("coverage.of-" + of), share.Have, share.Of, share.Percent(), wanted},
		Hint: diag.Hint{Key: "below-threshold", Args: []any{string(aspect)}},
	})
}
