package load

import (
	"cmp"
	"slices"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// loadedDrill is a drill and where its parts stand.
type loadedDrill struct {
	drill  *drill.Drill
	rows   *rows
	broken bool // reading it, or its file, met an error
	cut    bool // its file is broken: what was not read is not missing
}

// file is where the drill stands.
func (d *loadedDrill) file() string { return d.rows.root.src.name }

// drill reads one Drill document. Times may be written before the start they
// count from, so the start is looked up first.
func (l *loading) drill(doc document) {
	before := l.errors
	rs := newRows(row{src: doc.src, node: doc.root})
	d := &drill.Drill{
		Until:  drill.DefaultUntil,
		People: drill.People{Hands: drill.DefaultHands, Pace: drill.DefaultPace(), Report: drill.DefaultReport, Gather: drill.DefaultGather},
	}
	drillSchema(rs, startOf(doc.root)).read(&l.reader, doc.root, d)
	inOrder(d, rs)
	l.drills = append(l.drills, loadedDrill{drill: d, rows: rs, broken: l.errors > before})
}

// startOf is when a drill says that it starts; zero when that cannot be read,
// which is named when the key itself is read.
func startOf(root *yaml.Node) time.Time {
	var start time.Time
	if n := said(root, "start"); n != nil {
		start, _ = time.Parse(time.RFC3339, n.Value)
	}
	return start
}

// inOrder sorts the injects by time, and their places with them.
func inOrder(d *drill.Drill, rs *rows) {
	type placed struct {
		inject drill.Inject
		at     row
	}
	places := rs.lists["injects"]
	all := make([]placed, len(d.Injects))
	for i := range d.Injects {
		all[i] = placed{d.Injects[i], places[i]}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.inject.At, b.inject.At) })
	for i := range all {
		d.Injects[i], places[i] = all[i].inject, all[i].at
	}
}

// finishDrill checks a drill, by itself and against the inventory and playbook
// that it speaks of. One with an error is left out: half a script proves
// nothing.
func (l *loading) finishDrill(loaded *loadedDrill) {
	if !loaded.cut {
		found := drill.Check(loaded.drill, l.inventoryOf(loaded), l.playbookOf(loaded))
		found = slices.DeleteFunc(found, func(f diag.Finding) bool {
			return l.bad[loaded.rows.locate(f.Path).node] // an entry that could not be read is not empty
		})
		for i := range found {
			found[i].Fixed = found[i].Severity == diag.Error // hiding it would not bring the drill back
		}
		loaded.broken = loaded.broken || found.Errors()
		l.checked(loaded.rows, found, func(string) string { return "" })
	}
	l.curve(loaded)
	if loaded.broken {
		l.bundle.DrillsAside++
		return
	}
	l.bundle.Drills = append(l.bundle.Drills, loaded.drill)
	l.bundle.scripts = append(l.bundle.scripts, loaded.file())
}

// inventoryOf is the inventory that a drill speaks of. It is nil when that was
// not read, or not all of it: what was not read is not missing.
func (l *loading) inventoryOf(loaded *loadedDrill) *inventory.Inventory {
	inv := l.bundle.Inventory
	if l.rows == nil || l.partial || l.with.missing || inv.SetAside > 0 || len(loaded.drill.Inventory) > 0 && !l.readFor(loaded) {
		return nil
	}
	return inv
}

// playbookOf is inventoryOf for the playbook.
func (l *loading) playbookOf(loaded *loadedDrill) *playbook.Playbook {
	if len(l.playbooks) == 0 || loaded.drill.Playbook != "" && !l.readFor(loaded) {
		return nil
	}
	first := &l.playbooks[0]
	if first.partial || first.book.SetAside > 0 {
		return nil
	}
	return first.book
}

// readFor says that what a drill names is what was read.
func (l *loading) readFor(loaded *loadedDrill) bool {
	return l.with.named != nil && l.with.named(loaded.file())
}

// drillSchema describes a Drill document, which is a whole drill. Its points
// in time may be written as times since the start.
func drillSchema(rows *rows, start time.Time) value[drill.Drill] {
	type script = drill.Drill
	return mapping(append(header[script](),
		at("metadata", func(v *script) *script { return v }, mapping(
			at("name", func(v *script) *string { return &v.Name }, name).must(),
			at("title", func(v *script) *lang.Text { return &v.Title }, readText()),
			at("about", func(v *script) *lang.Text { return &v.About }, readText()),
		)).must(),
		at("inventory", func(v *script) *[]string { return &v.Inventory }, paths),
		at("playbook", func(v *script) *string { return &v.Playbook }, text),
		at("seed", func(v *script) *uint64 { return &v.Seed }, seed),
		at("start", func(v *script) *time.Time { return &v.Start }, moment).must(),
		at("until", func(v *script) *time.Duration { return &v.Until }, when(start)),
		at("curve", func(v *script) *string { return &v.Curve }, text),
		at("outage", func(v *script) *drill.Outage { return &v.Outage }, outageSchema(start)),
		section("crews", rows, func(v *script) *[]drill.CrewSize { return &v.Crews }, crewSizeSchema()),
		at("people", func(v *script) *drill.People { return &v.People }, peopleSchema()),
		section("decisions", rows, func(v *script) *[]drill.Decision { return &v.Decisions }, decisionSchema(start)),
		section("injects", rows, func(v *script) *[]drill.Inject { return &v.Injects }, injectSchema(start)),
		section("expect", rows, func(v *script) *[]drill.Expectation { return &v.Expect }, expectationSchema(start)),
	)...)
}

func outageSchema(start time.Time) value[drill.Outage] {
	type outage = drill.Outage
	return mapping(
		at("title", func(v *outage) *lang.Text { return &v.Title }, readText()),
		at("stopped", func(v *outage) **selection.Expr { return &v.Stopped }, expression),
		at("damaged", func(v *outage) **selection.Expr { return &v.Damaged }, expression),
		at("unknown", func(v *outage) **selection.Expr { return &v.Unknown }, expression),
		at("suspected", func(v *outage) *bool { return &v.Suspected }, boolean),
		at("noticed", func(v *outage) *time.Duration { return &v.Noticed }, when(start)),
		at("hidden", func(v *outage) *[]drill.Hidden { return &v.Hidden }, list(hiddenSchema(start))),
	)
}

func hiddenSchema(start time.Time) value[drill.Hidden] {
	type hidden = drill.Hidden
	which := func(v *hidden) *drill.Which { return &v.Which }
	return mapping(
		systemsOf(which).must(),
		countOf(which),
		at("condition", func(v *hidden) *plan.Condition { return &v.Condition }, condition),
		at("needs", func(v *hidden) *[]string { return &v.Needs }, list(name)),
		at("found", func(v *hidden) *time.Duration { return &v.Found }, when(start)),
	)
}

func crewSizeSchema() value[drill.CrewSize] {
	type size = drill.CrewSize
	return mapping(
		at("crew", func(v *size) *string { return &v.Crew }, name).must(),
		at("people", func(v *size) *int { return &v.People }, whole(0, 100_000)).must(),
	)
}

func peopleSchema() value[drill.People] {
	type people = drill.People
	return mapping(
		at("hands", func(v *people) *int { return &v.Hands }, whole(1, drill.MostHands)),
		at("pace", func(v *people) *inventory.Estimate { return &v.Pace }, takes),
		at("takes", func(v *people) *[]drill.TaskTime { return &v.Takes }, list(mapping(
			at("task", func(v *drill.TaskTime) *string { return &v.Task }, name).must(),
			at("takes", func(v *drill.TaskTime) *inventory.Estimate { return &v.Takes }, takes).must(),
		))),
		at("also", func(v *people) *[]string { return &v.Also }, list(name)),
		at("order", func(v *people) *[]string { return &v.Order }, list(name)),
		at("report", func(v *people) *time.Duration { return &v.Report }, duration),
		at("gather", func(v *people) *time.Duration { return &v.Gather }, duration),
	)
}

func decisionSchema(start time.Time) value[drill.Decision] {
	type decision = drill.Decision
	which := func(v *decision) *drill.Which { return &v.Which }
	return mapping(
		at("task", func(v *decision) *string { return &v.Task }, name).must(),
		systemsOf(which),
		countOf(which),
		at("option", func(v *decision) *string { return &v.Option }, name).must(),
		at("takes", func(v *decision) *inventory.Estimate { return &v.Takes }, takes),
		at("at", func(v *decision) *time.Duration { return &v.At }, when(start)),
	)
}

// expectationSchema reads an expectation. Beside forEach, that speaks of one
// system.
func expectationSchema(start time.Time) value[drill.Expectation] {
	type expectation = drill.Expectation
	form := func(that value[*selection.Claim]) value[expectation] {
		return mapping(
			at("id", func(v *expectation) *string { return &v.ID }, name).must(),
			at("title", func(v *expectation) *lang.Text { return &v.Title }, readText()),
			at("severity", func(v *expectation) *diag.Severity { return &v.Severity }, oneOf(diag.Error, diag.Warning)),
			at("forEach", func(v *expectation) **selection.Expr { return &v.ForEach }, expression),
			at("that", func(v *expectation) **selection.Claim { return &v.That }, that),
			at("always", func(v *expectation) **selection.Claim { return &v.Always }, claim),
			at("never", func(v *expectation) **selection.Claim { return &v.Never }, claim),
			at("atStart", func(v *expectation) **selection.Claim { return &v.AtStart }, claimOfSystem),
			at("by", func(v *expectation) *time.Duration { return &v.By }, when(start)),
			at("at", func(v *expectation) *time.Duration { return &v.At }, when(start)),
			at("share", func(v *expectation) *float64 { return &v.Share }, shareOfRuns),
		)
	}
	whole, each := form(claim), form(claimOfSystem)
	return value[expectation]{accepts: whole.accepts, read: func(r *reader, n *yaml.Node, into *expectation) {
		into.Severity, into.Share = diag.Error, 1
		if said(n, "forEach") != nil {
			each.read(r, n, into)
			return
		}
		whole.read(r, n, into)
	}}
}
