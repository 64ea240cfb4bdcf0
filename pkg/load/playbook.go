package load

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// loadedPlaybook is a playbook and where its parts stand.
type loadedPlaybook struct {
	book    *playbook.Playbook
	rows    *rows
	partial bool // its file is broken: what was not read is not missing
}

// playbook reads one Playbook document. Its tasks get their numbers now, while
// none is set aside: T31 stays T31 when T30 is misspelt.
func (l *loading) playbook(doc document) {
	loaded := loadedPlaybook{book: &playbook.Playbook{}, rows: newRows(row{src: doc.src, node: doc.root})}
	playbookSchema(loaded.rows).read(&l.reader, doc.root, loaded.book)
	number := 0
	for s := range loaded.book.Steps {
		tasks := loaded.book.Steps[s].Tasks
		for t := range tasks {
			number++
			tasks[t].Num = number
		}
	}
	l.playbooks = append(l.playbooks, loaded)
}

// finishPlaybook checks a playbook by itself and against the inventory, takes
// out the tasks that cannot be trusted, and makes the rest ready.
func (l *loading) finishPlaybook(loaded *loadedPlaybook) {
	book, rs := loaded.book, loaded.rows
	if !loaded.partial {
		l.checked(rs, playbook.Check(book), taskEntry)
		if !l.partial {
			l.checked(rs, playbook.CheckAgainst(book, l.bundle.Inventory), taskEntry)
		}
	}
	for s := range book.Steps {
		var at []row
		if tasks := child(rs.lists["steps"][s].node, "tasks"); tasks != nil {
			for _, task := range tasks.Content {
				at = append(at, row{node: task})
			}
		}
		book.SetAside += keep(&book.Steps[s].Tasks, at, l.bad)
	}
	book.Resolve()
	l.bundle.Playbooks = append(l.bundle.Playbooks, book)
}

// taskEntry is the task that a path leads into: steps[3].tasks[2].
func taskEntry(path string) string {
	step, rest, found := strings.Cut(path, ".tasks[")
	if !found {
		return ""
	}
	index, _, _ := strings.Cut(rest, "]")
	return step + ".tasks[" + index + "]"
}

// playbookSchema describes a Playbook document, which is a whole playbook.
func playbookSchema(rows *rows) value[playbook.Playbook] {
	type pb = playbook.Playbook
	return mapping(append(header[pb](),
		at("metadata", func(v *pb) *pb { return v }, mapping(
			at("name", func(v *pb) *string { return &v.Name }, name).must(),
			at("title", func(v *pb) *lang.Text { return &v.Title }, readText()),
		)).must(),
		section("roles", rows, func(v *pb) *[]playbook.Role { return &v.Roles }, roleSchema()),
		section("steps", rows, func(v *pb) *[]playbook.Step { return &v.Steps }, stepSchema()).must(),
	)...)
}

func roleSchema() value[playbook.Role] {
	type role = playbook.Role
	return naming("role", mapping(
		at("id", func(v *role) *string { return &v.ID }, name).must(),
		at("title", func(v *role) *lang.Text { return &v.Title }, readText()),
	))
}

func stepSchema() value[playbook.Step] {
	type step = playbook.Step
	return naming("step", mapping(
		at("id", func(v *step) *playbook.StepID { return &v.ID }, stepID).must(),
		at("title", func(v *step) *lang.Text { return &v.Title }, readText()),
		at("target", func(v *step) *time.Duration { return &v.Target }, duration),
		at("opens", func(v *step) **selection.Gate { return &v.Opens }, gate),
		at("passed", func(v *step) **selection.Gate { return &v.Passed }, gate),
		at("tasks", func(v *step) *[]playbook.Task { return &v.Tasks }, list(taskSchema())),
	))
}

// stepID takes any word: which steps there are is the playbook's check.
var stepID = value[playbook.StepID]{accepts: idShape, read: func(r *reader, n *yaml.Node, into *playbook.StepID) {
	var s string
	name.read(r, n, &s)
	*into = playbook.StepID(s)
}}

// draft is a task with what its defaults depend on: whether a key was written.
type draft struct {
	playbook.Task
	starts, required, optional *bool
}

func taskSchema() value[playbook.Task] {
	all := mapping(
		at("id", func(v *draft) *string { return &v.ID }, name).must(),
		at("title", func(v *draft) *lang.Text { return &v.Title }, readText()).must(),
		at("why", func(v *draft) *lang.Text { return &v.Why }, readText()),
		at("role", func(v *draft) *string { return &v.Role }, name),
		at("per", func(v *draft) *playbook.Per { return &v.Per },
			oneOf(playbook.PerIncident, playbook.PerAgency, playbook.PerRoom, playbook.PerRound, playbook.PerSystem)),
		at("where", func(v *draft) **selection.Expr { return &v.Where }, expression),
		at("after", func(v *draft) *[]string { return &v.After }, list(name)),
		at("due", func(v *draft) *time.Duration { return &v.Due }, duration),
		at("watch", func(v *draft) *map[int]time.Duration { return &v.Watch }, watch),
		at("every", func(v *draft) *time.Duration { return &v.Every }, duration),
		at("at", func(v *draft) *[]playbook.ClockTime { return &v.At }, list(clockTime)),
		at("waits", func(v *draft) *string { return &v.Waits }, mapping(
			at("event", func(s *string) *string { return s }, name).must())),
		at("progress", func(v *draft) *int { return &v.Progress }, mapping(
			at("of", func(i *int) *int { return i }, whole(1, 10_000_000)).must())),
		at("required", func(v *draft) **bool { return &v.required }, written),
		at("optional", func(v *draft) **bool { return &v.optional }, written),
		at("evidence", func(v *draft) *bool { return &v.Evidence }, boolean),
		at("timeout", func(v *draft) *time.Duration { return &v.Timeout }, duration),
		at("retries", func(v *draft) *int { return &v.Retries }, whole(0, 1000)),
		at("do", func(v *draft) *playbook.Do { return &v.Do }, doSchema()).must(),
		at("brings", func(v *draft) *playbook.Phase { return &v.Brings }, phase),
		at("starts", func(v *draft) **bool { return &v.starts }, written),
		at("method", func(v *draft) *string { return &v.Method }, name),
		at("failback", func(v *draft) *bool { return &v.Failback }, boolean),
		at("reopens", func(v *draft) *[]string { return &v.Reopens }, list(name)),
	)
	read := func(r *reader, n *yaml.Node, into *playbook.Task) {
		var d draft
		all.read(r, n, &d)
		if d.required != nil && d.optional != nil {
			r.fail(child(n, "optional"), "one-of", diag.Hint{Key: "one-of", Args: []any{[]string{"required", "optional"}}})
		}
		d.fillDefaults()
		*into = d.Task
	}
	return value[playbook.Task]{read: read, accepts: func() *shape {
		return all.accepts().notBoth("required", "optional").named("task")
	}}
}

// written reads a truth value and that it was written at all.
var written = value[*bool]{accepts: booleanShape, read: func(r *reader, n *yaml.Node, into **bool) {
	var b bool
	boolean.read(r, n, &b)
	*into = &b
}}

func (d *draft) fillDefaults() {
	if d.Per == "" {
		d.Per = playbook.PerIncident
	}
	switch {
	case d.required != nil:
		d.Required = *d.required
	case d.optional != nil:
		d.Required = !*d.optional
	default:
		d.Required = true
	}
	d.Starts = d.Brings == playbook.Resumed || d.Brings == playbook.Restored
	if d.starts != nil {
		d.Starts = *d.starts
	}
	if d.Do.Kind == playbook.Confirm && d.Do.Text.IsZero() {
		d.Do.Text = d.Title
	}
}

var phase = value[playbook.Phase]{accepts: func() *shape { return phaseWord().accepts() }, read: func(r *reader, n *yaml.Node, into *playbook.Phase) {
	var word string
	phaseWord().read(r, n, &word)
	*into, _ = playbook.ParsePhase(word) // a word it does not know brings nothing, and was named
}}

func phaseWord() value[string] {
	return oneOf(playbook.Resumed.String(), playbook.Restored.String(), playbook.Verified.String(), playbook.Stable.String())
}

// watchWords are the keys of watch; other is for tiers not written.
var watchWords = []string{"1", "2", "3", "4", "other"}

// watch reads periods by tier.
var watch = value[map[int]time.Duration]{accepts: func() *shape { return keyed(watchWords, durationShape()) }, read: func(r *reader, n *yaml.Node, into *map[int]time.Duration) {
	periods := map[int]time.Duration{}
	r.entriesOf(n, func(key, val *yaml.Node) {
		if !slices.Contains(watchWords, key.Value) {
			r.fail(key, "bad-value", diag.Hint{Key: "allowed", Args: []any{watchWords}}, clip(key.Value))
			return
		}
		var d time.Duration
		duration.read(r, val, &d)
		tier, _ := strconv.Atoi(key.Value) // other is 0
		periods[tier] = d
	})
	*into = periods
}}

var clockTime = value[playbook.ClockTime]{accepts: clockShape, read: func(r *reader, n *yaml.Node, into *playbook.ClockTime) {
	s, ok := r.str(n)
	if !ok {
		return
	}
	t, err := time.Parse("15:04", s)
	if err != nil {
		r.fail(n, "bad-time", diag.Hint{Key: "clock"}, clip(s))
		return
	}
	*into = playbook.ClockTime{Hour: t.Hour(), Minute: t.Minute()}
}}
