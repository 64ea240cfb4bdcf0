package incident

import (
	"cmp"
	"slices"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// index makes the lists of tasks that every event goes through.
func (st *State) index() {
	last := 0
	for t := range st.Book.Tasks() {
		last = max(last, t.Num)
		if t.ForSystems() {
			st.about = append(st.about, t)
		}
		if t.Brings != playbook.Down {
			st.bringing = append(st.bringing, t)
		}
	}
	st.tasks = make([]taskState, last)
}

// Task finds a task of the playbook by id, and its step; nil when there is
// none.
func (st *State) Task(id string) (*playbook.Task, *playbook.Step) {
	t := st.Book.ByID(id)
	if t == nil {
		return nil, nil
	}
	return t, st.StepOf(t)
}

// StepOf is the step a task stands in.
func (st *State) StepOf(t *playbook.Task) *playbook.Step { return st.Book.StepOf(t) }

// AddedByRef finds a task that was added during the incident.
func (st *State) AddedByRef(ref string) *Added {
	for _, a := range st.Added {
		if a.Ref == ref {
			return a
		}
	}
	return nil
}

func (st *State) aboutSystems() []*playbook.Task { return st.about }
func (st *State) bringers() []*playbook.Task     { return st.bringing }

// group is the subject of a task that is not about systems, made when asked for.
func (st *State) group(t *playbook.Task, key string) *subject {
	ts := &st.tasks[t.Num-1]
	if ts.groups == nil {
		ts.groups = map[string]*subject{}
	}
	s := ts.groups[key]
	if s == nil {
		s = &subject{}
		ts.groups[key] = s
	}
	return s
}

// systemSubject is what is known of a task for a system, nil while nothing is.
func (st *State) systemSubject(t *playbook.Task, i int32) *subject {
	if systems := st.tasks[t.Num-1].systems; systems != nil {
		return &systems[i]
	}
	return nil
}

func (st *State) systemSubjectMake(t *playbook.Task, i int32) *subject {
	ts := &st.tasks[t.Num-1]
	if ts.systems == nil {
		ts.systems = make([]subject, len(st.systems))
	}
	return &ts.systems[i]
}

// Result is what became of a task for a group: key "" for one done once per
// incident. Nil while nothing was said.
func (st *State) Result(t *playbook.Task, key string) *Result {
	s := st.tasks[t.Num-1].groups[key]
	if s == nil {
		return nil
	}
	return s.result.value(worseResult)
}

// SystemResult is what became of a task for a system; nil while nothing was
// said of it in the system's present episode.
func (st *State) SystemResult(t *playbook.Task, i int32) *Result {
	s := st.systemSubject(t, i)
	if s == nil {
		return nil
	}
	return s.result.value(worseResult)
}

// Result is what became of an added task; nil while nothing was said.
func (a *Added) Result() *Result { return a.subject.result.value(worseResult) }

// Role is who does the task now.
func (a *Added) Doer() string {
	if a.handed != "" {
		return a.handed
	}
	return a.Role
}

// gravity orders outcomes: when events that did not know each other differ,
// the worse one holds.
var gravity = map[Outcome]int{Done: 0, Skipped: 1, Started: 2, Reopened: 3, Failed: 4}

func worseResult(a, b *Result) bool {
	return cmp.Or(
		cmp.Compare(gravity[b.Outcome], gravity[a.Outcome]),
		cmp.Compare(btoi(b.Partial), btoi(a.Partial)),
		a.At.Compare(b.At),
		cmp.Compare(a.By, b.By),
		cmp.Compare(a.Seq, b.Seq),
	) < 0
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func sameResult(a, b *Result) bool {
	return a.Outcome == b.Outcome && a.Option == b.Option && a.Partial == b.Partial
}

// ended says that nothing is left to do of it.
func (r *Result) ended() bool { return r != nil && (r.Outcome == Done || r.Outcome == Skipped) }

// Selection is a system as expressions see it now. The value is reused by the
// next call.
func (st *State) Selection(i int32) *selection.System {
	st.Inventory.Selection(i, &st.env)
	c := st.condition(i)
	st.env.Condition, st.env.Suspected = c.is.String(), c.suspected
	return &st.env
}

// Means says whether an expression means a system as it is now, in scope or
// not.
func (st *State) Means(where *selection.Expr, i int32) bool { return where.Match(st.Selection(i)) }

// ByRound says that a system is brought back by a start of the playbook, not
// by itself as power is.
func (st *State) ByRound(i int32) bool {
	return slices.ContainsFunc(st.Rounding(), func(t *playbook.Task) bool { return st.Matches(t, i) })
}

// Tier is the system's tier, as last set in the incident or else as listed.
func (st *State) Tier(i int32) inventory.Tier {
	return st.Inventory.Systems[i].Tier
}

// badness orders conditions from best to worst.
var badness = [...]int{plan.Unaffected: 0, plan.Stopped: 1, plan.Unknown: 2, plan.Damaged: 3}

func (st *State) condition(i int32) condition {
	return st.systems[i].condition.value(func(a, b condition) bool {
		return cmp.Or(badness[a.is]-badness[b.is], btoi(b.suspected)-btoi(a.suspected)) > 0
	})
}

// Condition is what the outage did to a system, and whether that is only
// suspected.
func (st *State) Condition(i int32) (is plan.Condition, suspected bool) {
	c := st.condition(i)
	return c.is, c.suspected
}

// Conditions is the input of a plan.
func (st *State) Conditions() []plan.Condition {
	out := make([]plan.Condition, len(st.systems))
	for i := range out {
		out[i] = st.condition(int32(i)).is
	}
	return out
}

// InScope says that the outage touched the system.
func (st *State) InScope(i int32) bool { return st.condition(i).is != plan.Unaffected }

// Matches says whether a task is for a system: it is in scope and the task's
// expression says so.
func (st *State) Matches(t *playbook.Task, i int32) bool {
	if !st.InScope(i) {
		return false
	}
	if t.Where == nil {
		return true
	}
	ts := &st.tasks[t.Num-1]
	if ts.match == nil {
		ts.match = make([]int8, len(st.systems))
	}
	if ts.match[i] == 0 {
		ts.match[i] = 1
		if t.Where.Match(st.Selection(i)) {
			ts.match[i] = 2
		}
	}
	return ts.match[i] == 2
}

// forget drops what expressions said of a system whose facts have changed.
func (st *State) forget(i int32) {
	for k := range st.tasks {
		if m := st.tasks[k].match; m != nil {
			m[i] = 0
		}
	}
	for _, h := range st.Holds {
		if h.match != nil {
			h.match[i] = 0
		}
	}
}

// Runs is where a system runs now: Home, a site, or OldVersion.
func (st *State) Runs(i int32) string {
	return st.systems[i].runs.value(func(a, b string) bool { return a > b })
}

// elsewhere says that a copy of it runs at another site.
func (st *State) elsewhere(i int32) bool {
	where := st.Runs(i)
	return where != Home && where != OldVersion
}

// Rung is the ladder's rung chosen for a system: the first until a decision.
func (st *State) Rung(i int32) (int, inventory.Rung) {
	ladder := st.Inventory.Ladder(i)
	if method := st.systems[i].method.value(func(a, b string) bool { return a < b }); method != "" {
		for k, r := range ladder {
			if r.Method == method {
				return k, r
			}
		}
	}
	if len(ladder) == 0 {
		return 0, inventory.Rung{Method: inventory.Restart}
	}
	return 0, ladder[0]
}

// Rungs is the input of a plan: the chosen rung of every system.
func (st *State) Rungs() []int {
	out := make([]int, len(st.systems))
	for i := range out {
		out[i], _ = st.Rung(int32(i))
	}
	return out
}

func (st *State) hasRung(i int32, method string) bool {
	return slices.ContainsFunc(st.Inventory.Ladder(i), func(r inventory.Rung) bool { return r.Method == method })
}

// RungBy is the rung a start task uses for a system: the task's own method, or
// the chosen rung.
func (st *State) RungBy(t *playbook.Task, i int32) inventory.Rung {
	if t.Failback {
		return inventory.Rung{Method: inventory.Restart} // at home, whatever was chosen meanwhile
	}
	if t.Method == "" {
		_, r := st.Rung(i)
		return r
	}
	for _, r := range st.Inventory.Ladder(i) {
		if r.Method == t.Method {
			return r
		}
	}
	return inventory.Rung{Method: t.Method}
}

// Matching lists the systems in scope that an expression matches as they are
// now.
func (st *State) Matching(where *selection.Expr) []int32 {
	var out []int32
	for i := range st.systems {
		if st.InScope(int32(i)) && where.Match(st.Selection(int32(i))) {
			out = append(out, int32(i))
		}
	}
	return out
}
