package incident

import (
	"slices"
	"strconv"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// Wait is one thing a task waits for. Exactly the field that its Kind names
// is set.
type Wait struct {
	Kind   WaitKind
	Task   *playbook.Task  // WaitTask
	Event  string          // WaitEvent
	Step   playbook.StepID // WaitStep
	System int32           // WaitNeed
	Hold   string          // WaitHold: the hold's id, or HomeHold
}

// WaitKind says what a task waits for; its word is the code of a refusal or an
// irregularity.
type WaitKind string

const (
	WaitTask  WaitKind = "gate"  // another task must be done first
	WaitStep  WaitKind = "step"  // the gate of its step is shut
	WaitEvent WaitKind = "event" // something outside must happen
	WaitNeed  WaitKind = "need"  // a system it needs is not back
	WaitHold  WaitKind = "hold"
	WaitStop  WaitKind = "stop"
	WaitPhase WaitKind = "phase" // the system has not come far enough
)

// HomeHold is the hold nobody places: what runs elsewhere must not be started
// at home too.
const HomeHold = "home"

// On names what is waited for as scripts see it: a task's ref, a system, or
// event:NAME.
func (w Wait) On(st *State) string {
	switch w.Kind {
	case WaitTask:
		return Ref(w.Task, "")
	case WaitEvent:
		return "event:" + w.Event
	case WaitNeed, WaitPhase:
		return st.Inventory.Systems[w.System].ID
	case WaitHold:
		if w.Hold == HomeHold {
			return st.failbackRef()
		}
		return w.Hold
	case WaitStop:
		return "stop"
	default:
		return "" // the clock: nothing that anybody could do
	}
}

// failbackRef is the task that ends the automatic hold of a home copy; empty
// when the playbook has none.
func (st *State) failbackRef() string {
	for t := range st.Book.Tasks() {
		if t.Failback {
			return Ref(t, "")
		}
	}
	return ""
}

// Irregular is the code under which a fact that ignored this is recorded.
func (w Wait) Irregular() string {
	switch w.Kind {
	case WaitTask, WaitStep, WaitEvent, WaitPhase:
		return "gate"
	default:
		return string(w.Kind)
	}
}

// GroupWaits lists what a task waits for that is not about systems.
func (m *Moment) GroupWaits(t *playbook.Task, key string) []Wait {
	waits := m.taskWaits(t)
	for _, earlier := range m.Book.Before(t) {
		opened := m.opened(earlier)
		if earlier.Per == t.Per && earlier.Per != playbook.PerIncident {
			opened = m.endedIn(earlier, key)
		}
		if !opened {
			waits = append(waits, Wait{Kind: WaitTask, Task: earlier})
		}
	}
	return waits
}

// opened says that what comes after a task may begin: it is over, and it was
// no decision against it.
func (m *Moment) opened(t *playbook.Task) bool { return m.Ended(t) && !m.declined(t) }

// declined says that a task was decided, and the answer was not to do what
// comes after.
func (m *Moment) declined(t *playbook.Task) bool {
	if t.Do.Kind != playbook.Decide || t.ForSystems() || t.Per != playbook.PerIncident {
		return false
	}
	r := m.Result(t, "")
	return r != nil && r.Outcome == Done && slices.ContainsFunc(t.Do.Options, func(o playbook.Option) bool {
		return o.Declines && o.ID == r.Option
	})
}

// endedIn says that a task is over for a group, or not for it at all.
func (m *Moment) endedIn(t *playbook.Task, key string) bool {
	for n := range m.systems {
		i := int32(n)
		if m.GroupOf(t, i) != key || !m.Matches(t, i) {
			continue
		}
		if !t.ForSystems() {
			return m.groupEnded(t, key)
		}
		if !m.EndedFor(t, i) {
			return false
		}
	}
	return true
}

// taskWaits is what holds a task back whoever it is for.
func (m *Moment) taskWaits(t *playbook.Task) []Wait {
	var waits []Wait
	if step := m.StepOf(t); !m.Open(step) {
		waits = append(waits, m.gateWaits(step)...)
	}
	if t.Waits != "" {
		if _, ok := m.Events[t.Waits]; !ok {
			waits = append(waits, Wait{Kind: WaitEvent, Event: t.Waits})
		}
	}
	return waits
}

// gateWaits says what a shut gate waits for: the events and tasks it asks for,
// or, when it counts systems, the starts that bring them; else only the clock.
func (m *Moment) gateWaits(step *playbook.Step) []Wait {
	var waits []Wait
	for _, ref := range step.Opens.References() {
		switch ref.Call {
		case selection.CallHappened:
			if _, ok := m.Events[ref.ID]; !ok {
				waits = append(waits, Wait{Kind: WaitEvent, Event: ref.ID})
			}
		case selection.CallDone:
			if t := m.Book.ByID(ref.ID); t != nil && !m.Ended(t) {
				waits = append(waits, Wait{Kind: WaitTask, Task: t})
			}
		case selection.CallPassed:
			waits = append(waits, m.passing(playbook.StepID(ref.ID))...)
		}
	}
	if len(waits) > 0 {
		return waits
	}
	all := *m.Gates()
	all.Down, all.Back, all.Restored, all.Verified, all.Stable = 0, all.Total, all.Total, all.Total, all.Total
	if !step.Opens.Holds(&all) {
		return []Wait{{Kind: WaitStep, Step: step.ID}} // no system that comes back opens it: it is the clock
	}
	for _, t := range m.Rounding() {
		if m.forSomething(t) && !m.Ended(t) {
			waits = append(waits, Wait{Kind: WaitTask, Task: t})
		}
	}
	return append(waits, Wait{Kind: WaitStep, Step: step.ID})
}

// passing lists the required tasks that a step still waits for to be passed.
func (m *Moment) passing(id playbook.StepID) []Wait {
	step := m.Book.Step(id)
	if step == nil || m.Passed(step) {
		return nil
	}
	var waits []Wait
	for i := range step.Tasks {
		if t := &step.Tasks[i]; t.Required && !t.Recurring() && !m.Ended(t) {
			waits = append(waits, Wait{Kind: WaitTask, Task: t})
		}
	}
	return waits
}

// SystemWaits lists what a task waits for that is about systems, for one of
// them. Holds and the stop are among it only for tasks that start something.
func (m *Moment) SystemWaits(t *playbook.Task, i int32) []Wait {
	waits := m.taskWaits(t)
	for _, earlier := range m.Book.Before(t) {
		switch {
		case earlier.ForSystems():
			if m.Matches(earlier, i) && !m.EndedFor(earlier, i) {
				waits = append(waits, Wait{Kind: WaitTask, Task: earlier})
			}
		case earlier.Per == t.Per && earlier.Per != playbook.PerIncident:
			if key := m.GroupOf(earlier, i); m.Matches(earlier, i) && !m.groupEnded(earlier, key) {
				waits = append(waits, Wait{Kind: WaitTask, Task: earlier})
			}
		case !m.opened(earlier):
			waits = append(waits, Wait{Kind: WaitTask, Task: earlier})
		}
	}
	waits = append(waits, m.phaseWaits(t, i)...)
	if t.Starts {
		waits = append(waits, m.startWaits(t, i)...)
	} else if t.Brings != playbook.Down && t.Brings <= playbook.Restored && m.Phase(i) == playbook.Down {
		waits = append(waits, m.needWaits(inventory.Rung{}, i)...)
	}
	return waits
}

// phaseWaits: testing begins when a system is back, watching when it is
// verified.
func (m *Moment) phaseWaits(t *playbook.Task, i int32) []Wait {
	if m.far(t, i) {
		return nil
	}
	return []Wait{{Kind: WaitPhase, System: i}}
}

// far says that a system has come far enough for a task.
func (m *Moment) far(t *playbook.Task, i int32) bool {
	switch m.StepOf(t).ID {
	case playbook.Verify:
		return m.Back(i)
	case playbook.Stabilize:
		return m.Phase(i) >= playbook.Verified
	default:
		return true
	}
}

// startWaits: what forbids starting a system now.
func (m *Moment) startWaits(t *playbook.Task, i int32) []Wait {
	var waits []Wait
	if m.Stopped() != nil {
		waits = append(waits, Wait{Kind: WaitStop})
	}
	for _, h := range m.HoldsOn(i) {
		waits = append(waits, Wait{Kind: WaitHold, Hold: h.ID})
	}
	rung := m.RungBy(t, i)
	if m.elsewhere(i) && !t.Failback && rung.On == Home {
		waits = append(waits, Wait{Kind: WaitHold, Hold: HomeHold})
	}
	return append(waits, m.needWaits(rung, i)...)
}

// Needs lists the hard needs of a system that is brought back by a rung. One at
// another site does without the infrastructure of the home site and has needs
// of its own.
func (st *State) Needs(rung inventory.Rung, i int32) []int32 {
	sys := &st.Inventory.Systems[i]
	if rung.On == Home && len(rung.Needs) == 0 {
		return sys.Hard
	}
	var needs []int32
	for _, n := range sys.Hard {
		other := &st.Inventory.Systems[n]
		if rung.On == Home || other.Class != inventory.Infrastructure || other.Site != sys.Site {
			needs = append(needs, n)
		}
	}
	return append(needs, st.indices(rung.Needs)...)
}

// Stopped is the order not to start anything; nil while there is none.
func (st *State) Stopped() *StopOrder {
	order := st.stop.value(func(a, b *StopOrder) bool {
		if a.Lifted != b.Lifted {
			return !a.Lifted
		}
		return a.At.Before(b.At)
	})
	if order == nil || order.Lifted {
		return nil
	}
	return order
}

// Lifted says that a hold has ended.
func (h *Hold) Lifted() bool { return !h.lifted.empty() }

// HoldsOn lists the holds on a system.
func (st *State) HoldsOn(i int32) []*Hold {
	var on []*Hold
	for _, h := range st.Holds {
		if !h.Lifted() && st.heldBy(h, i) {
			on = append(on, h)
		}
	}
	return on
}

func (st *State) heldBy(h *Hold, i int32) bool {
	if h.match == nil {
		h.match = make([]int8, len(st.systems))
	}
	if h.match[i] == 0 {
		h.match[i] = 1
		if h.Where.Match(st.Selection(i)) {
			h.match[i] = 2
		}
	}
	return h.match[i] == 2
}

// Held says that a hold forbids starting the system at home: one that was
// placed, or the automatic one because it runs elsewhere.
func (st *State) Held(i int32) bool {
	return st.elsewhere(i) || slices.ContainsFunc(st.Holds, func(h *Hold) bool { return !h.Lifted() && st.heldBy(h, i) })
}

// Ready says whether a task can be done now for a system.
func (m *Moment) Ready(t *playbook.Task, i int32) bool {
	return m.left(t, i) && m.far(t, i) && len(m.SystemWaits(t, i)) == 0
}

// left says that a task is for a system and something of it is left to do
// that is not already going on.
func (m *Moment) left(t *playbook.Task, i int32) bool {
	if !m.Matches(t, i) || m.EndedFor(t, i) {
		return false
	}
	if t.Failback && m.Phase(i) == playbook.Down || m.tasks[t.Num-1].put[i].After(m.Now) {
		return false
	}
	if !t.Starts {
		return true
	}
	return !m.starting(i) && !m.failed(t, i)
}

// starting says that a start of the system is under way by any task.
func (st *State) starting(i int32) bool {
	for _, t := range st.about {
		if !t.Starts {
			continue
		}
		if r := st.SystemResult(t, i); r != nil && r.Outcome == Started && !st.EndedFor(t, i) {
			return true
		}
	}
	return false
}

// failed says that a start failed and nobody has decided yet how to go on.
func (st *State) failed(t *playbook.Task, i int32) bool {
	r := st.SystemResult(t, i)
	return r != nil && r.Outcome == Failed
}

// ReadyGroup says whether a task that is not about systems can be done now for
// a group.
func (m *Moment) ReadyGroup(t *playbook.Task, key string) bool {
	if m.Later(t, key).After(m.Now) || (!t.Recurring() && m.groupEnded(t, key)) {
		return false
	}
	if t.Recurring() && m.NextDue(t, key).After(m.Now) {
		return false
	}
	return len(m.GroupWaits(t, key)) == 0
}

// Later is until when a task was put off; zero when it was not.
func (st *State) Later(t *playbook.Task, key string) time.Time { return st.tasks[t.Num-1].later[key] }

// Doer is the role that does a task now: its own, or whom it was handed to.
func (st *State) Doer(t *playbook.Task, key string) string {
	if to := st.tasks[t.Num-1].handed[key]; to != "" {
		return to
	}
	return t.Role
}

// Reached is how many of a task's Progress are through.
func (st *State) Reached(t *playbook.Task, key string) int { return st.tasks[t.Num-1].progress[key] }

// Startable lists what can be started at this moment, in the order of the
// plan: in scope, down, ready for a start, in no round.
func (m *Moment) Startable() []int32 {
	var out []int32
	for _, i := range m.Plan().Order {
		if m.startable(i) {
			out = append(out, i)
		}
	}
	return out
}

// StartableServices counts the services among Startable.
func (m *Moment) StartableServices() int {
	n := 0
	for _, i := range m.Startable() {
		n += btoi(m.Inventory.Systems[i].Class != inventory.Infrastructure)
	}
	return n
}

func (m *Moment) startable(i int32) bool {
	if m.starts == nil {
		m.starts = map[int32]bool{}
	}
	if known, ok := m.starts[i]; ok {
		return known
	}
	can := false
	for _, t := range m.about {
		if t.Starts && !t.Failback && m.Phase(i) == playbook.Down && m.Ready(t, i) {
			can = true
			break
		}
	}
	m.starts[i] = can
	return can
}

// Ref is how people name a task: T31, or T31:group.
func Ref(t *playbook.Task, key string) string {
	ref := "T" + strconv.Itoa(t.Num)
	if key != "" {
		ref += ":" + key
	}
	return ref
}
