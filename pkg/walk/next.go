package walk

import (
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// Next lists what can be done at a moment and what waits. Recurring work is
// listed when it is due, work that was put off when its time has come; a watch
// is listed while it runs.
func Next(m *incident.Moment) List {
	return next(finder{Moment: m}, func(*playbook.Task) bool { return true })
}

// NextOf is Next as far as some tasks of the playbook go, without what waits.
func NextOf(m *incident.Moment, of func(*playbook.Task) bool) List {
	return next(finder{Moment: m, doable: true}, of)
}

func next(f finder, of func(*playbook.Task) bool) List {
	m := f.Moment
	f.conflicts()
	f.questions()
	for t := range m.Book.Tasks() {
		if !of(t) {
			continue
		}
		if t.Starts && !f.looked {
			f.rounds, f.looked = goingRounds(m), true
		}
		if t.ForSystems() {
			f.systemTask(t)
		} else {
			f.groupTask(t)
		}
	}
	f.added()
	slices.SortStableFunc(f.list.Tasks, func(a, b Entry) int { return compare(&a, &b) })
	slices.SortStableFunc(f.list.Waiting, compareWaiting)
	return f.list
}

// finder is a list being made.
type finder struct {
	*incident.Moment
	list     List
	rounds   []going
	looked   bool           // rounds is made
	doable   bool           // only what can be done is wanted, not what waits
	proposed map[int32]bool // systems that stand in a proposed round already
}

// going is a round some of whose systems are still being started.
type going struct {
	*incident.Round
	systems []int32
}

func goingRounds(m *incident.Moment) []going {
	var out []going
	for _, r := range m.Rounds {
		if systems := m.Going(r); len(systems) > 0 {
			out = append(out, going{r, systems})
		}
	}
	return out
}

func (f *finder) add(e Entry) {
	e.urgent = urgentAt(&e, f.Now)
	f.list.Tasks = append(f.list.Tasks, e)
}

func (f *finder) wait(t *playbook.Task, on []incident.Wait) {
	if len(on) > 0 && !f.doable {
		f.list.Waiting = append(f.list.Waiting, Waiting{t, f.StepOf(t).ID, on})
	}
}

// conflicts lists what records say in two ways, one entry for all systems of
// which the same thing is told differently.
func (f *finder) conflicts() {
	type about struct {
		task     *playbook.Task
		key, ref string
	}
	at := map[about]int{}
	for _, c := range f.Conflicts() {
		e := Entry{Conflict: &c, Key: c.Key, Role: ""}
		switch {
		case c.Task != nil:
			e.Ref, e.Step, e.Role = incident.Ref(c.Task, c.Key), f.StepOf(c.Task).ID, f.Doer(c.Task, c.Key)
		case c.Ref != "":
			e.Ref = c.Ref
		default:
			e.Ref = f.Inventory.Systems[c.System].ID
		}
		k := about{c.Task, c.Key, c.Ref}
		n, have := at[k]
		if have && c.Task != nil {
			f.list.Tasks[n].Systems = append(f.list.Tasks[n].Systems, c.System)
			continue
		}
		if c.System >= 0 {
			e.Systems = []int32{c.System}
		}
		at[k] = len(f.list.Tasks)
		f.add(e)
	}
}

func (f *finder) questions() {
	for _, q := range f.Questions {
		if q.Answer() == nil {
			f.add(Entry{Ref: q.Ref, Question: q, Role: q.To, Due: q.Due, Since: q.Asked})
		}
	}
}

func (f *finder) added() {
	for _, a := range f.Added {
		if r := a.Result(); r != nil && (r.Outcome == incident.Done || r.Outcome == incident.Skipped) || a.Later().After(f.Now) {
			continue
		}
		f.add(Entry{Ref: a.Ref, Added: a, Step: a.Step, Role: a.Doer(), Due: a.Due})
	}
}

// groupTask lists a task that is done once for the incident, an agency or a
// room.
func (f *finder) groupTask(t *playbook.Task) {
	var on waits
	for _, key := range f.Groups(t) {
		switch {
		case f.ReadyGroup(t, key):
			f.add(Entry{
				Ref: incident.Ref(t, key), Task: t, Step: f.StepOf(t).ID, Role: f.Doer(t, key), Key: key,
				Due: f.DueAt(t, key, nil), Since: f.since(t, nil),
			})
		case f.idle(t, key):
		default:
			on.add(f.GroupWaits(t, key)...)
		}
	}
	f.wait(t, on.all)
}

// idle says that a task is neither to be done now nor waiting for anything but
// its time.
func (f *finder) idle(t *playbook.Task, key string) bool {
	if f.Later(t, key).After(f.Now) {
		return true
	}
	if t.Recurring() {
		return f.NextDue(t, key).After(f.Now)
	}
	r := f.Result(t, key)
	return r != nil && (r.Outcome == incident.Done || r.Outcome == incident.Skipped)
}

// since is when a decision could first have been taken: when the tasks before
// it were done and its event had happened, or the start had failed that it is
// about. Behind a step's gate nobody knows.
func (f *finder) since(t *playbook.Task, systems []int32) time.Time {
	switch k := t.Do.Kind; {
	case k != playbook.Decide && k != playbook.Approve, f.StepOf(t).Opens != nil, t.Recurring():
		return time.Time{}
	case t.ForSystems():
		return f.firstFailure(t, systems)
	}
	since := f.Declared
	if at, ok := f.Events[t.Waits]; ok && at.After(since) {
		since = at
	}
	for _, id := range t.After {
		earlier, _ := f.Task(id)
		if earlier == nil || earlier.ForSystems() {
			return time.Time{}
		}
		if r := f.Result(earlier, ""); r != nil && r.At.After(since) {
			since = r.At
		}
	}
	return since
}

// firstFailure is when the first of some systems failed to start by a task
// that t may reopen; zero when none did.
func (f *finder) firstFailure(t *playbook.Task, systems []int32) time.Time {
	var first time.Time
	for _, id := range t.Reopens {
		start, _ := f.Task(id)
		if start == nil {
			continue
		}
		for _, i := range systems {
			r := f.SystemResult(start, i)
			if r != nil && r.Outcome == incident.Failed && (first.IsZero() || r.At.Before(first)) {
				first = r.At
			}
		}
	}
	return first
}

// waits gathers what is waited for, each once.
type waits struct {
	all  []incident.Wait
	have map[incident.Wait]bool
}

func (w *waits) add(more ...incident.Wait) {
	for _, one := range more {
		if w.have[one] {
			continue
		}
		if w.have == nil {
			w.have = map[incident.Wait]bool{}
		}
		w.have[one] = true
		w.all = append(w.all, one)
	}
}
