package incident

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// taskEvents names the event of each outcome.
var taskEvents = map[Outcome]string{
	Started: TaskStarted, Done: TaskDone, Failed: TaskFailed, Skipped: TaskSkipped,
	Later: TaskLater, Passed: TaskPassed, Reopened: TaskReopened, Progressed: TaskProgressed,
}

func (d *decision) doTask(c DoTask) (any, error) {
	kind, ok := taskEvents[c.Outcome]
	if !ok {
		return nil, &Misuse{Code: "outcome", Args: []any{string(c.Outcome)}}
	}
	if err := complete(c); err != nil {
		return nil, err
	}
	named, err := d.FindTask(c.Ref)
	if err != nil {
		return nil, err
	}
	body := TaskBody{
		Limits: c.Limits, Fields: c.Fields, Option: c.Option, Evidence: c.Evidence,
		Note: c.Note, Until: moment(c.Until), To: c.To, Reason: c.Reason, Count: c.Count,
	}
	if c.Outcome == Done {
		body.Result = "full"
		if c.Partial {
			body.Result = "partial"
		}
	}
	if named.Added != nil {
		body.Task = named.Added.Ref
		if r := named.Added.Result(); r != nil && d.repeats(r, c) {
			return nil, ErrNothingNew
		}
		return d.event(kind, body)
	}
	body.Task = named.Task.ID
	if c.Target.For == "" {
		c.Target.For = named.Key
	}
	if named.Task.ForSystems() {
		err = d.forSystems(c, named.Task, &body)
	} else {
		err = d.forGroups(c, named.Task, &body)
	}
	if err != nil {
		return nil, err
	}
	if c.Outcome == Done {
		d.irregular(d.formal(c, named.Task)...)
	}
	return d.event(kind, body)
}

// complete says what an outcome cannot do without.
func complete(c DoTask) error {
	switch {
	case c.Outcome == Skipped && c.Reason == "":
		return &Misuse{Code: "skip-reason"}
	case c.Outcome == Later && c.Until.IsZero():
		return &Misuse{Code: "later-until"}
	case c.Outcome == Passed && c.To == "":
		return &Misuse{Code: "pass-to"}
	}
	return nil
}

// forGroups settles which groups a task is done for: the named one, else all
// that are ready, else all that are left.
func (d *decision) forGroups(c DoTask, t *playbook.Task, body *TaskBody) error {
	groups := d.Groups(t)
	keys := groups
	if t.Per == playbook.PerIncident {
		c.Target.For = "" // --for is ignored where it does not apply
	}
	if c.Target.For != "" {
		key, err := d.FindGroup(t, c.Target.For)
		if err != nil {
			return err
		}
		keys = []string{key}
	} else if len(groups) > 1 {
		if ready := slices.DeleteFunc(slices.Clone(groups), func(k string) bool { return !d.ReadyGroup(t, k) }); len(ready) > 0 {
			keys = ready
		}
	}
	repeated := !t.Recurring() && len(keys) > 0
	for _, key := range keys {
		if c.Outcome == Done {
			for _, w := range d.GroupWaits(t, key) {
				d.irregular(w.Irregular())
			}
		}
		if r := d.Result(t, key); r == nil || !d.repeats(r, c) || d.group(t, key).result.conflict(sameResult) {
			repeated = false
		}
	}
	if repeated {
		return ErrNothingNew
	}
	if t.Per != playbook.PerIncident {
		body.For = keys
	}
	return nil
}

// repeats says that the same person told the same before, from the same source.
func (d *decision) repeats(r *Result, c DoTask) bool {
	return r.Outcome == c.Outcome && r.By == d.ctx.By && r.From == d.ctx.From &&
		r.Partial == c.Partial && r.Limits == c.Limits && r.Option == c.Option &&
		r.Note == c.Note && r.Reason == c.Reason &&
		maps.Equal(r.Fields, c.Fields) && slices.Equal(r.Evidence, c.Evidence)
}

func (d *decision) forSystems(c DoTask, t *playbook.Task, body *TaskBody) error {
	systems, err := d.subjects(c, t)
	if err != nil {
		return err
	}
	if c.Outcome == Started && t.Starts {
		if err := d.mayStart(t, systems); err != nil {
			return err
		}
	}
	told := systems
	if len(told) == 0 && c.Outcome == Done {
		told = d.named(t, c.Outcome, func(i int32) bool { return d.Matches(t, i) && d.EndedFor(t, i) })
	}
	repeated := len(told) > 0 && !t.Recurring() && len(t.Reopens) == 0
	for _, i := range told {
		s := d.systemSubject(t, i)
		if r := d.SystemResult(t, i); r == nil || !d.repeats(r, c) || s.result.conflict(sameResult) {
			repeated = false // a conflict is settled by saying again what is true
			break
		}
	}
	if repeated {
		return ErrNothingNew
	}
	if c.Outcome == Done {
		d.judge(t, systems)
		body.Runs = d.placesAfter(t, systems)
		body.Reopens = t.Reopens
	}
	body.Systems = d.ids(systems)
	return nil
}

// subjects settles which systems a task is done for: the named ones, else
// those of the named group that are ready, else all that are ready.
func (d *decision) subjects(c DoTask, t *playbook.Task) ([]int32, error) {
	if c.Target.All {
		return c.Target.Systems, nil
	}
	if c.Target.For == "" || t.Per == playbook.PerSystem || t.Per == playbook.PerIncident {
		return d.ReadyFor(t, c.Outcome, func(int32) bool { return true }), nil
	}
	key, err := d.FindGroup(t, c.Target.For)
	if err != nil {
		return nil, err
	}
	in := func(i int32) bool { return d.GroupOf(t, i) == key }
	if ready := d.ReadyFor(t, c.Outcome, in); len(ready) > 0 {
		return ready, nil
	}
	return d.named(t, c.Outcome, in), nil
}

// named lists whom a fact about a group is about when nothing of it is ready:
// a failure those that had a result, everything else those it is not over for,
// else the whole group. Whoever names the group means it.
func (d *decision) named(t *playbook.Task, outcome Outcome, in func(int32) bool) []int32 {
	var group, wanted []int32
	for n := range d.systems {
		i := int32(n)
		if !in(i) || !d.Matches(t, i) {
			continue
		}
		group = append(group, i)
		if over := d.EndedFor(t, i); over == (outcome == Failed) {
			wanted = append(wanted, i)
		}
	}
	if len(wanted) > 0 {
		return wanted
	}
	return group
}

// ReadyFor lists the systems a task's outcome can be about now: those being
// started when a start is reported, else those that are ready for the task; to
// reopen, those it is over for.
func (m *Moment) ReadyFor(t *playbook.Task, outcome Outcome, in func(int32) bool) []int32 {
	var ready, going []int32
	for i := range m.systems {
		s := int32(i)
		if !in(s) || !m.Matches(t, s) {
			continue
		}
		r := m.SystemResult(t, s)
		if outcome == Reopened {
			if r != nil && (r.ended() || r.Outcome == Failed) {
				ready = append(ready, s)
			}
			continue
		}
		if r != nil && r.Outcome == Started && t.Starts {
			going = append(going, s)
		} else if m.Ready(t, s) {
			ready = append(ready, s)
		}
	}
	if len(going) > 0 && outcome != Started {
		return going
	}
	return ready
}

// judge marks what a fact about systems breaks.
func (d *decision) judge(t *playbook.Task, systems []int32) {
	if len(systems) == 0 {
		d.irregular("gate") // nothing was ready for it
	}
	for _, i := range systems {
		if !d.Matches(t, i) {
			d.irregular("gate")
			continue
		}
		if len(t.Reopens) > 0 && d.EndedFor(t, i) {
			d.irregular("gate")
		}
		for _, w := range d.SystemWaits(t, i) {
			if w.Kind != WaitNeed || !slices.Contains(systems, w.System) { // what comes with it is no lack
				d.irregular(w.Irregular())
			}
		}
	}
}

// mayStart refuses to start what must not be started.
func (d *decision) mayStart(t *playbook.Task, systems []int32) error {
	if err := d.mustBeOpen(); err != nil {
		return err
	}
	if len(systems) == 0 {
		return d.refuse(d.nothingStartable())
	}
	r := &Refusal{Code: "not-startable"}
	for _, i := range systems {
		for _, w := range d.blocks(t, i) {
			r.Reasons = append(r.Reasons, RefusedWait{i, w})
		}
	}
	if len(r.Reasons) == 0 {
		return nil
	}
	return d.refuse(r)
}

// blocks lists what forbids starting a system by a task now.
func (d *decision) blocks(t *playbook.Task, i int32) []Wait {
	waits := d.SystemWaits(t, i)
	if !d.Matches(t, i) || d.EndedFor(t, i) || d.starting(i) || d.failed(t, i) {
		waits = append(waits, Wait{Kind: WaitPhase, System: i})
	}
	return waits
}

func (d *decision) mustBeOpen() error {
	if d.Closed.IsZero() {
		return nil
	}
	return d.refuse(&Refusal{Code: "closed"})
}

// nothingStartable says what stands in the way of every start: the stop, or
// the holds, or the first blockers.
func (d *decision) nothingStartable() *Refusal {
	r := &Refusal{Code: "nothing-startable"}
	if d.Stopped() != nil {
		r.Reasons = append(r.Reasons, RefusedWait{-1, Wait{Kind: WaitStop}})
		return r
	}
	for _, b := range d.Chain() {
		r.Reasons = append(r.Reasons, RefusedWait{-1, Wait{Kind: WaitNeed, System: b}})
	}
	for _, h := range d.Holds {
		if !h.Lifted() {
			r.Reasons = append(r.Reasons, RefusedWait{-1, Wait{Kind: WaitHold, Hold: h.ID}})
		}
	}
	return r
}

// placesAfter says where systems run after a start, where that is not home.
func (d *decision) placesAfter(t *playbook.Task, systems []int32) map[string]string {
	if !t.Starts {
		return nil
	}
	var out map[string]string
	for _, i := range systems {
		if where := place(d.RungBy(t, i)); where != Home {
			put(&out, d.Inventory.Systems[i].ID, where)
		}
	}
	return out
}

// place is where a system runs that was brought back by a rung.
func place(r inventory.Rung) string {
	if r.On == "" && r.Method == inventory.OlderVersion {
		return OldVersion
	}
	return r.On
}

// formal marks what a task asked for and did not get: evidence, an option, a
// field, approvers.
func (d *decision) formal(c DoTask, t *playbook.Task) []string {
	var missing []string
	if t.Evidence && len(c.Evidence) == 0 && c.Note == "" {
		missing = append(missing, "evidence")
	}
	switch t.Do.Kind {
	case playbook.Decide:
		if !slices.ContainsFunc(t.Do.Options, func(o playbook.Option) bool { return o.ID == c.Option }) {
			missing = append(missing, "option")
		}
	case playbook.Record:
		if !fieldsFit(t.Do.Fields, c.Fields) {
			missing = append(missing, "field")
		}
	case playbook.Approve:
		if approvers(d.ctx.From) < t.Do.Approvers {
			missing = append(missing, "approver")
		}
	}
	return missing
}

// approvers counts the people named as the source: "A, B".
func approvers(from string) int {
	names := map[string]bool{}
	for _, n := range strings.Split(from, ",") {
		if n = strings.TrimSpace(n); n != "" {
			names[n] = true
		}
	}
	return len(names)
}

func fieldsFit(fields []playbook.Field, given map[string]string) bool {
	known := map[string]bool{}
	for _, f := range fields {
		known[f.ID] = true
		v, ok := given[f.ID]
		if !ok && f.Required || ok && !FieldFits(f, v) {
			return false
		}
	}
	for id := range given {
		if !known[id] {
			return false
		}
	}
	return true
}

// FieldFits says whether a value is of a field's type.
func FieldFits(f playbook.Field, v string) bool {
	switch f.Type {
	case playbook.NumberField:
		_, err := strconv.ParseFloat(v, 64)
		return err == nil
	case playbook.BoolField:
		_, err := strconv.ParseBool(v)
		return err == nil
	case playbook.TimeField:
		_, err := time.Parse(time.RFC3339, v)
		return err == nil
	case playbook.DurationField:
		_, ok := inventory.ParseDuration(v)
		return ok
	case playbook.EnumField:
		return slices.Contains(f.Values, v)
	default:
		return v != ""
	}
}

func (d *decision) addTask(c AddTask) (any, error) {
	if strings.TrimSpace(c.Title) == "" {
		return nil, &Misuse{Code: "task-title"}
	}
	if c.Step != "" && playbook.StepID(c.Step).Number() == 0 {
		return nil, &Misuse{Code: "step", Args: []any{c.Step}}
	}
	return d.event(TaskAdded, AddedBody{Title: c.Title, Role: c.Role, Step: c.Step, Due: moment(c.Due)})
}
