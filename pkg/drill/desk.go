package drill

import (
	"slices"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/walk"
)

// desk is the people of a run. They do what walk.Next lists, in its order, as
// far as hands go; what they do not see there they do not do.
type desk struct {
	*run
	busy        int                  // hands
	doing       map[string]bool      // refs that somebody is at
	gathered    map[string]time.Time // tasks about systems: when they were last taken up
	shunned     map[string]time.Time // tasks of which nothing came: until when nobody tries again
	starts      []*start
	holds       map[string]string // inject that placed a hold → the hold's id
	dirty       bool              // something has changed since the rounds were looked at
	woken       time.Time         // the crews' next hours are on the agenda until then
	gatherUntil time.Time         // people look at the rounds again then
	nextLook    time.Time         // the same, when a pause or their patience is over
	listened    int               // to so many lines of what is heard

	tasked, issued glance
	order          []int                // by system: how these people rank it; nil: not drawn, or as the plan says
	lacks          []lack               // needs the inventory does not know
	deeds          map[string][]*Inject // by task: what the script has people do with it
	chosen         map[*Decision][]int32
	behind         map[string]bool      // by room: something waits for a place or for people
	roomAt         map[string]time.Time // by room: when a round was issued last
}

func newDesk(r *run) *desk {
	deeds := map[string][]*Inject{}
	for n := range r.Drill.Injects {
		if in := &r.Drill.Injects[n]; in.Task != nil {
			deeds[in.Task.Task] = append(deeds[in.Task.Task], in)
		}
	}
	return &desk{
		run: r, deeds: deeds, shunned: map[string]time.Time{}, doing: map[string]bool{}, gathered: map[string]time.Time{}, holds: map[string]string{},
		behind: map[string]bool{}, roomAt: map[string]time.Time{}, chosen: map[*Decision][]int32{},
	}
}

// lack is a need that people have found out: a hold stands for it until it is
// back.
type lack struct {
	hold  string
	needs []int32
}

// glance is when people looked at something last, and how much was recorded
// then.
type glance struct {
	at      time.Time
	records int
}

// old says that it is worth another look: something was recorded, or time has
// gone by. It counts as looked at then.
func (k *desk) old(g *glance, patience time.Duration) bool {
	if g.records == len(k.ledger.records) && k.now.Sub(g.at) < patience {
		return false
	}
	*g = glance{k.now, len(k.ledger.records)}
	return true
}

// takeUp gives free hands what is next. To hear that something is fit, or that
// people have come, makes people look.
func (k *desk) takeUp() {
	for ; k.listened < len(k.heard); k.listened++ {
		switch k.heard[k.listened].Key {
		case heardFit:
			k.tasked = glance{}
		case heardCrew:
			k.dirty = true
		}
	}
	if k.busy >= k.Drill.People.Hands || !k.old(&k.tasked, k.patience()) {
		return
	}
	list := walk.NextOf(k.moment(), func(t *playbook.Task) bool { return (!t.Starts || t.Failback) && !k.doing[t.ID] && k.does(t) })
	for _, row := range list.Rows() {
		if k.busy >= k.Drill.People.Hands {
			return
		}
		if row.Task == nil {
			k.settle(&row)
			continue
		}
		k.begin(&row)
	}
}

// does says that the people of this drill do a task: what is required, what
// brings systems on, what the script names. What the script has them do at a
// time to come they leave alone until then.
func (k *desk) does(t *playbook.Task) bool {
	if k.scripted(t) {
		return false
	}
	return t.Required && !t.Recurring() || t.Brings != playbook.Down && !t.Failback || len(t.Reopens) > 0 ||
		slices.Contains(k.Drill.People.Also, t.ID) || k.decision(t, nil) != nil
}

// scripted says that the script is going to have somebody do a task that is not
// about systems. One that it only reopens people do in the usual way.
func (k *desk) scripted(t *playbook.Task) bool {
	for _, in := range k.deeds[t.ID] {
		if k.Drill.Start.Add(in.At).After(k.now) {
			return !t.ForSystems() && incident.Outcome(in.Task.Outcome) != incident.Reopened
		}
	}
	return false
}

// begin takes up a task, for everything that can be done of it now.
func (k *desk) begin(row *walk.Row) {
	t := row.Task
	systems := k.able(t, row.All())
	if t.ForSystems() && len(systems) == 0 {
		return
	}
	if k.now.Before(k.shunned[t.ID]) || k.gathers(t) && k.now.Before(k.gathered[t.ID].Add(k.Drill.People.Gather)) {
		return
	}
	takes := k.Drill.People.Pace
	for _, one := range k.Drill.People.Takes {
		if one.Task == t.ID {
			takes = one.Takes
		}
	}
	var from time.Time
	if d := k.decision(t, systems); d != nil {
		if d.Takes != (inventory.Estimate{}) {
			takes = d.Takes
		}
		from = k.Drill.Start.Add(d.At)
	}
	k.times[t.ID]++
	done := k.now.Add(max(time.Second, k.chance.luck.Draw(takes, k.chance.of("task "+t.ID, k.times[t.ID]).NormFloat64())))
	if done.Before(from) {
		done = from
	}
	k.doing[t.ID] = true
	k.gathered[t.ID] = k.now
	hand := 1
	if k.elsewhere(t, done) {
		hand = 0
	}
	k.busy += hand
	k.agenda.put(done, func() {
		k.busy -= hand
		delete(k.doing, t.ID)
		k.tasked = glance{}
		k.finish(t, row.Key, len(row.Rest) > 0, systems)
	})
}

// elsewhere says that a task goes on without anybody at the desk: a decision
// for which people wait, work of a day.
func (k *desk) elsewhere(t *playbook.Task, done time.Time) bool {
	takes := done.Sub(k.now)
	return takes > 12*time.Hour || t.Do.Kind == playbook.Decide && takes > 2*time.Hour
}

// gathers says that a task is done for many systems at a time.
func (k *desk) gathers(t *playbook.Task) bool {
	if !t.ForSystems() {
		return t.Per != playbook.PerIncident
	}
	step := k.ledger.state.StepOf(t).ID
	return step == playbook.Verify || step == playbook.Stabilize || t.Brings == playbook.Restored && !t.Starts && k.isService(t)
}

// isService says that a task is about services, not about what they stand on.
func (k *desk) isService(t *playbook.Task) bool {
	for n := range k.Inventory.Systems {
		if k.Inventory.Systems[n].Class == inventory.Infrastructure && k.ledger.state.Matches(t, int32(n)) {
			return false
		}
	}
	return true
}

// able are those of some systems a task can be done for, as people on the spot
// see it: infrastructure is confirmed when it is fit, a watch when it is over.
func (k *desk) able(t *playbook.Task, systems []int32) []int32 {
	m := k.moment()
	var out []int32
	for _, i := range systems {
		switch {
		case t.Brings != playbook.Down && !t.Starts && m.Phase(i) == playbook.Down && !k.world.there(i):
		case len(t.Watch) > 0 && m.DueAt(t, "", []int32{i}).After(k.now):
		default:
			out = append(out, i)
		}
	}
	return out
}

// finish records that a task is done, for what it is still left for.
func (k *desk) finish(t *playbook.Task, key string, groups bool, systems []int32) {
	c := incident.DoTask{Ref: t.ID, Outcome: incident.Done}
	how := incident.Context{Role: t.Role}
	m := k.moment()
	switch {
	case t.ForSystems():
		left := slices.DeleteFunc(slices.Clone(systems), func(i int32) bool { return !m.Left(t, i) || !m.Ready(t, i) || !k.still(t, i) })
		if len(left) == 0 {
			return
		}
		systems = left
		c.Target = incident.Target{All: true, Systems: left}
	case !groups:
		c.Target.For = key
	}
	if t.Evidence {
		c.Note = evidence().KO
	}
	switch t.Do.Kind {
	case playbook.Decide:
		k.decide(t, c, how, systems)
		return
	case playbook.Record:
		c.Fields = k.fill(t)
	case playbook.Approve:
		how.From = names(t)
	}
	if !k.record(c, how) {
		k.shunned[t.ID] = k.now.Add(shun)
	}
	k.world.prepare()
}

// shun is how long people leave a task alone whose record came to nothing.
const shun = 2 * time.Hour

// still says that a system is as it was when the task was taken up.
func (k *desk) still(t *playbook.Task, i int32) bool {
	return t.Brings == playbook.Down || t.Do.Kind == playbook.Decide || k.world.there(i)
}

// evidence is what stands for a file in a drill.
func evidence() lang.Text { return lang.Text{KO: "훈련 증빙", EN: "drill evidence"} }

// names are as many approvers as a task wants.
func names(t *playbook.Task) string {
	out := make([]string, max(1, t.Do.Approvers))
	for n := range out {
		out[n] = t.Do.Of + " " + string(rune('A'+n%26)) + strings.Repeat("'", n/26)
	}
	return strings.Join(out, ", ")
}

// fill fills in the fields of a record task with what a drill can say.
func (k *desk) fill(t *playbook.Task) map[string]string {
	out := map[string]string{}
	all, _ := k.ledger.state.Count()
	for _, f := range t.Do.Fields {
		switch f.Type {
		case playbook.NumberField:
			out[f.ID] = "0"
			if f.ID == "total" {
				out[f.ID] = number(all.Total)
			}
		case playbook.BoolField:
			out[f.ID] = "true"
		case playbook.TimeField:
			out[f.ID] = k.now.Format(time.RFC3339)
		case playbook.DurationField:
			out[f.ID] = "1d"
		case playbook.EnumField:
			out[f.ID] = f.Values[0]
		default:
			out[f.ID] = evidence().KO
		}
	}
	return out
}
