package incident

import (
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// Moment is a state seen at a time: what is open, ready, startable then. It
// works things out when asked and remembers them, so make a new one after
// every event.
type Moment struct {
	*State
	Now time.Time

	gate   *selection.Incident
	plan   *plan.Plan
	open   map[playbook.StepID]bool
	passed map[playbook.StepID]bool
	ended  []int8 // by Num-1: 0 not asked, 1 no, 2 yes
	starts map[int32]bool

	groups     map[int][]string // by Num: see Groups
	counted    bool             // the figures are
	counts     Counts
	byTier     [5]Counts
	startingBy map[string]int // how many systems are being started, by room; nil: not counted

	circles map[int32]*circle // by system: those it starts together with
}

// At looks at the state at a time.
func (st *State) At(now time.Time) *Moment {
	return &Moment{
		State: st, Now: now,
		open: map[playbook.StepID]bool{}, passed: map[playbook.StepID]bool{},
		ended: make([]int8, len(st.tasks)),
	}
}

// Plan is the order of recovery under the present conditions and chosen rungs.
func (m *Moment) Plan() *plan.Plan {
	if m.plan != nil {
		return m.plan
	}
	in := plan.Input{Inventory: m.Inventory, Conditions: m.Conditions(), Rungs: m.Rungs()}
	if m.planned == nil || !m.planned.IsOf(in) {
		m.planned = plan.Build(in)
	}
	m.plan = m.planned
	return m.plan
}

// Open says whether a step's gate has opened. A step without a gate is open
// from the start.
func (m *Moment) Open(step *playbook.Step) bool {
	if step.Opens == nil {
		return true
	}
	if open, known := m.open[step.ID]; known {
		return open
	}
	m.open[step.ID] = false // a gate that asks for itself is shut
	open := step.Opens.Holds(m.Gates())
	m.open[step.ID] = open
	return open
}

// Passed says whether a step counts as passed: its gate says so, or every
// required task that does not recur is done. It can become open again.
func (m *Moment) Passed(step *playbook.Step) bool {
	if passed, known := m.passed[step.ID]; known {
		return passed
	}
	m.passed[step.ID] = false
	passed := false
	if step.Passed != nil {
		passed = step.Passed.Holds(m.Gates())
	} else {
		done, required := m.progress(step, func(t *playbook.Task) bool { return t.Required })
		passed = required > 0 && done == required
	}
	m.passed[step.ID] = passed
	return passed
}

// Progress counts a step's tasks that do not recur, and those that are done.
func (m *Moment) Progress(step *playbook.Step) (done, total int) {
	return m.progress(step, func(*playbook.Task) bool { return true })
}

func (m *Moment) progress(step *playbook.Step, counts func(*playbook.Task) bool) (done, total int) {
	for i := range step.Tasks {
		t := &step.Tasks[i]
		if t.Recurring() || len(t.Reopens) > 0 || t.Failback || !counts(t) {
			continue // work that comes when it comes is no measure of a step
		}
		if !m.forSomething(t) {
			continue // nor is work that nobody needs: no damage, nothing to repair
		}
		total++
		if m.Ended(t) {
			done++
		}
	}
	return done, total
}

// forSomething says that a task is for the incident, or for a group or a
// system that is there.
func (m *Moment) forSomething(t *playbook.Task) bool {
	if !t.ForSystems() {
		return len(m.Groups(t)) > 0
	}
	for i := range m.systems {
		if m.Matches(t, int32(i)) {
			return true
		}
	}
	return false
}

// Gates is what gates can ask of the incident.
func (m *Moment) Gates() *selection.Incident {
	if m.gate != nil {
		return m.gate
	}
	all, _ := m.Count()
	m.gate = &selection.Incident{
		Hours: max(0, m.Now.Sub(m.Declared).Hours()),
		Total: all.Total, Down: all.Down,
		Stopped: all.Stopped, Damaged: all.Damaged, Unknown: all.Unknown,
		Back: all.Back, Elsewhere: all.Elsewhere, Restored: all.Restored,
		Verified: all.Verified, Stable: all.Stable, Relapsed: all.Relapsed,
		Held:     all.Held,
		Happened: func(event string) bool { _, ok := m.Events[event]; return ok },
		Done: func(id string) bool {
			t, _ := m.Task(id)
			return t != nil && m.Ended(t)
		},
		Passed: func(id string) bool {
			for i := range m.Book.Steps {
				if string(m.Book.Steps[i].ID) == id {
					return m.Passed(&m.Book.Steps[i])
				}
			}
			return false
		},
	}
	return m.gate
}

// Ended says whether a task is done or skipped for everything it is for.
// Recurring work counts once it was done at all.
func (m *Moment) Ended(t *playbook.Task) bool {
	known := &m.ended[t.Num-1]
	if *known == 0 {
		*known = 1
		if m.endedNow(t) {
			*known = 2
		}
	}
	return *known == 2
}

func (m *Moment) endedNow(t *playbook.Task) bool {
	if t.ForSystems() {
		for i := range m.systems {
			if m.Matches(t, int32(i)) && !m.EndedFor(t, int32(i)) {
				return false
			}
		}
		return true
	}
	for _, key := range m.Groups(t) {
		if !m.groupEnded(t, key) {
			return false
		}
	}
	return true
}

func (m *Moment) groupEnded(t *playbook.Task, key string) bool {
	if t.Recurring() {
		s := m.tasks[t.Num-1].groups[key]
		return s != nil && !s.last.IsZero()
	}
	return m.Result(t, key).ended()
}

// EndedFor says whether nothing is left to do of a task for a system. A task
// that brings a phase is over when the system has reached it by any way.
func (st *State) EndedFor(t *playbook.Task, i int32) bool {
	switch {
	case t.Failback:
		return !st.elsewhere(i)
	case len(t.Reopens) > 0:
		return !st.failedStart(t, i) && !st.stuck(t, i)
	case t.Brings != playbook.Down && st.systems[i].phase >= t.Brings:
		return true
	}
	return st.SystemResult(t, i).ended()
}

// failedStart says that one of the starts a task reopens failed on the system.
func (st *State) failedStart(t *playbook.Task, i int32) bool {
	if st.systems[i].phase > playbook.Down {
		return false
	}
	for _, id := range t.Reopens {
		start := st.Book.ByID(id)
		if start == nil {
			continue
		}
		if r := st.SystemResult(start, i); r != nil && r.Outcome == Failed {
			return true
		}
	}
	return false
}

// stuck says that the way chosen for a system waits for infrastructure while a
// later one of its ladder could be gone now, and nobody has been asked yet:
// neither by this task nor by a start of the playbook that is for that way.
func (st *State) stuck(t *playbook.Task, i int32) bool {
	sys := &st.systems[i]
	if sys.phase > playbook.Down || !sys.method.empty() || st.SystemResult(t, i).ended() ||
		st.starting(i) || st.Stopped() != nil || len(st.HoldsOn(i)) > 0 {
		return false
	}
	ladder := st.Inventory.Ladder(i)
	if len(ladder) < 2 || !st.blocked(ladder[0], i) {
		return false
	}
	return slices.ContainsFunc(ladder[1:], func(r inventory.Rung) bool {
		return !slices.ContainsFunc(st.Needs(r, i), st.missing) && !st.offered(r.Method, i)
	})
}

// blocked says that infrastructure a rung needs is not back.
func (st *State) blocked(r inventory.Rung, i int32) bool {
	return slices.ContainsFunc(st.Needs(r, i), func(n int32) bool {
		return st.missing(n) && st.Inventory.Systems[n].Class == inventory.Infrastructure
	})
}

// offered says that the playbook has a start of its own for a method.
func (st *State) offered(method string, i int32) bool {
	return slices.ContainsFunc(st.about, func(t *playbook.Task) bool {
		return t.Starts && t.Method == method && st.Matches(t, i)
	})
}

// NoGroup is the key of systems that name no agency or no room.
const NoGroup = "-"

// Groups is State.Groups, worked out once. The caller must not change it.
func (m *Moment) Groups(t *playbook.Task) []string {
	known, ok := m.groups[t.Num]
	if !ok {
		known = m.State.Groups(t)
		if m.groups == nil {
			m.groups = map[int][]string{}
		}
		m.groups[t.Num] = known
	}
	return known
}

// Groups lists what a task that is not about systems is done once for: "" for
// the incident, else the agencies, rooms or issued rounds that have systems it
// is for, in the order of the inventory.
func (st *State) Groups(t *playbook.Task) []string {
	if t.Per == playbook.PerIncident {
		return []string{""}
	}
	var keys []string
	have := map[string]bool{}
	for i := range st.systems {
		key := st.GroupOf(t, int32(i))
		if key == "" || have[key] {
			continue
		}
		if st.Matches(t, int32(i)) {
			have[key] = true
			keys = append(keys, key)
		}
	}
	return keys
}

// GroupOf is the group of a task that a system belongs to; "" when it belongs
// to none.
func (st *State) GroupOf(t *playbook.Task, i int32) string {
	sys := &st.Inventory.Systems[i]
	key := ""
	switch t.Per {
	case playbook.PerAgency:
		key = sys.Agency
	case playbook.PerRoom:
		key = sys.Room
	case playbook.PerRound:
		if r := st.systems[i].round; r != nil {
			return r.ID
		}
		return ""
	default:
		return ""
	}
	if key == "" {
		return NoGroup
	}
	return key
}

// Counts are figures of the services in scope. Back, Restored, Verified and
// Stable are cumulative: what is stable is also verified, restored and back.
type Counts struct {
	Total     int
	Down      int // neither back nor elsewhere
	Back      int
	Partial   int // part of Back
	Elsewhere int // at another site and not yet restored there
	Restored  int
	Verified  int
	Stable    int
	Relapsed  int // down again after having been back
	Held      int // under a hold and not back

	Stopped, Damaged, Unknown             int // of all in scope, by condition
	DownStopped, DownDamaged, DownUnknown int // of Down
	Suspected                             int // of Damaged: not confirmed
	DataWhole                             int // of all in scope
}

// Count is State.Count, worked out once.
func (m *Moment) Count() (all Counts, byTier [5]Counts) {
	if !m.counted {
		m.counts, m.byTier = m.State.Count()
		m.counted = true
	}
	return m.counts, m.byTier
}

// Count gives the figures in all and by tier; index 0 of byTier is the systems
// nobody graded.
func (st *State) Count() (all Counts, byTier [5]Counts) {
	for i := range st.systems {
		if st.Inventory.Systems[i].Class == inventory.Infrastructure {
			continue
		}
		tier := st.Tier(int32(i))
		if tier < 0 || tier > 4 {
			tier = 0
		}
		st.count(int32(i), &all)
		st.count(int32(i), &byTier[tier])
	}
	return all, byTier
}

func (st *State) count(i int32, c *Counts) {
	cond := st.condition(i)
	if cond.is == plan.Unaffected {
		return
	}
	sys := &st.systems[i]
	down := !st.Back(i) && !st.Elsewhere(i)
	c.Total++
	for _, part := range []struct {
		is       plan.Condition
		all, off *int
	}{
		{plan.Stopped, &c.Stopped, &c.DownStopped},
		{plan.Damaged, &c.Damaged, &c.DownDamaged},
		{plan.Unknown, &c.Unknown, &c.DownUnknown},
	} {
		if part.is == cond.is {
			*part.all++
			*part.off += btoi(down)
		}
	}
	c.Suspected += btoi(cond.is == plan.Damaged && cond.suspected)
	c.DataWhole += btoi(st.Data(i) == "whole")
	c.Down += btoi(down)
	c.Back += btoi(!down && !st.Elsewhere(i))
	c.Partial += btoi(st.Back(i) && sys.partial)
	c.Elsewhere += btoi(st.Elsewhere(i))
	c.Restored += btoi(sys.phase >= playbook.Restored)
	c.Verified += btoi(sys.phase >= playbook.Verified)
	c.Stable += btoi(sys.phase >= playbook.Stable)
	c.Relapsed += btoi(sys.downs > 0 && down)
	c.Held += btoi(!st.Back(i) && st.Held(i))
}

// Phase is how far a system has come back.
func (st *State) Phase(i int32) playbook.Phase { return st.systems[i].phase }

// Back is what published counts count: running at home in phase resumed or
// later, or anywhere in phase restored or later.
func (st *State) Back(i int32) bool {
	phase := st.systems[i].phase
	return phase >= playbook.Restored || phase >= playbook.Resumed && !st.elsewhere(i)
}

// Elsewhere says that a system runs at another site and is not back yet.
func (st *State) Elsewhere(i int32) bool {
	return st.elsewhere(i) && st.systems[i].phase == playbook.Resumed
}

// Partial says that a system runs with limits, and which.
func (st *State) Partial(i int32) (bool, string) { return st.systems[i].partial, st.systems[i].limits }

// dataWords are what can be known of data, from best to worst.
var dataWords = [...]string{"", "whole", "unproven", "lost"}

// Data is what is known of a system's data: unproven, whole or lost; empty
// when nobody has said anything.
func (st *State) Data(i int32) string {
	return st.systems[i].data.value(func(a, b string) bool { return slices.Index(dataWords[:], a) > slices.Index(dataWords[:], b) })
}

// DownSince is when the system's present or last time down began.
func (st *State) DownSince(i int32) time.Time { return st.systems[i].downSince }

// BackSince is when the system last came back; zero when it never did.
func (st *State) BackSince(i int32) time.Time { return st.systems[i].backSince }

// Relapses is how often a system fell again, and why the last time.
func (st *State) Relapses(i int32) (int, string) { return st.systems[i].downs, st.systems[i].reason }
