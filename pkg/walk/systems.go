package walk

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// systemTask lists a task that is about systems.
func (f *finder) systemTask(t *playbook.Task) {
	f.issued(t)
	if held := f.TaskWaits(t); len(held) > 0 {
		if !f.doable && f.anyLeft(t) {
			f.wait(t, held)
		}
		return
	}
	ready, loose, on := f.sort(t)
	if f.Later(t, "").After(f.Now) {
		ready = nil
	}
	if t.Starts && len(loose) > 0 {
		f.add(f.entry(t, "", loose))
	}
	switch {
	case len(ready) == 0:
	case t.Starts && !t.Failback:
		f.propose(t)
	default:
		f.grouped(t, ready)
	}
	f.wait(t, on)
}

func (f *finder) entry(t *playbook.Task, key string, systems []int32) Entry {
	return Entry{
		Ref: incident.Ref(t, key), Task: t, Step: f.StepOf(t).ID, Role: f.Doer(t, ""), Key: key,
		Systems: systems, Due: f.DueAt(t, key, systems), Since: f.since(t, systems),
	}
}

// issued lists the rounds of a task that are still going.
func (f *finder) issued(t *playbook.Task) {
	for _, r := range f.rounds {
		if r.Task != t {
			continue
		}
		e := f.entry(t, "", r.systems)
		e.Ref, e.Key, e.Round = incident.Ref(t, r.ID), r.ID, r.Round
		f.add(e)
	}
}

// propose lists the round that a start task would issue next, without systems
// that another task's proposal has already.
func (f *finder) propose(t *playbook.Task) {
	p := f.Propose(t, "", 0)
	if p == nil {
		return
	}
	p.Systems = slices.DeleteFunc(p.Systems, func(i int32) bool { return f.proposed[i] })
	if len(p.Systems) == 0 {
		return
	}
	if f.proposed == nil {
		f.proposed = map[int32]bool{}
	}
	for _, i := range p.Systems {
		f.proposed[i] = true
	}
	e := f.entry(t, "", p.Systems)
	e.Proposal = p
	f.add(e)
}

// grouped lists the ready systems of a task: one entry, or one for each agency,
// room or round. The round that brought a system up elsewhere says nothing of
// how it comes home.
func (f *finder) grouped(t *playbook.Task, ready []int32) {
	var keys []string
	systems := map[string][]int32{}
	for _, i := range ready {
		key := f.GroupOf(t, i)
		if t.Failback {
			key = ""
		}
		if systems[key] == nil {
			keys = append(keys, key)
		}
		systems[key] = append(systems[key], i)
	}
	for _, key := range keys {
		f.add(f.entry(t, key, systems[key]))
	}
}

func (f *finder) anyLeft(t *playbook.Task) bool {
	for i := range f.Inventory.Systems {
		if f.Left(t, int32(i)) {
			return true
		}
	}
	return false
}

// sort tells the systems a task is ready for from those being started outside
// any round, and gathers what the others wait for.
func (f *finder) sort(t *playbook.Task) (ready, loose []int32, on []incident.Wait) {
	var gathered waits
	failed, early := false, false
	for n := range f.Inventory.Systems {
		i := int32(n)
		if !f.Matches(t, i) || f.EndedFor(t, i) {
			continue
		}
		if !f.Left(t, i) {
			r := f.SystemResult(t, i)
			failed = failed || r != nil && r.Outcome == incident.Failed
			if r != nil && r.Outcome == incident.Started && !f.inRound(t, i) {
				loose = append(loose, i)
			}
			continue
		}
		if f.doable {
			if f.Ready(t, i) {
				ready = append(ready, i)
			}
			continue
		}
		waiting := f.SystemWaits(t, i)
		if len(waiting) == 0 {
			ready = append(ready, i)
			continue
		}
		for _, w := range waiting {
			if w.Kind == incident.WaitPhase {
				early = true // said once for all, as the tasks that bring the phase
				continue
			}
			gathered.add(w)
		}
	}
	if early {
		gathered.add(f.bringers(t)...)
	}
	if failed {
		gathered.add(f.reopeners(t)...)
	}
	return ready, loose, gathered.all
}

func (f *finder) inRound(t *playbook.Task, i int32) bool {
	return slices.ContainsFunc(f.rounds, func(r going) bool { return r.Task == t && slices.Contains(r.systems, i) })
}

// bringers are the tasks that bring systems as far as a task of a later step
// needs them.
func (f *finder) bringers(t *playbook.Task) []incident.Wait {
	wanted := playbook.Resumed
	if f.StepOf(t).ID == playbook.Stabilize {
		wanted = playbook.Verified
	}
	var out []incident.Wait
	for other := range f.Book.Tasks() {
		if other.Brings == wanted && other != t && f.anyLeft(other) {
			out = append(out, incident.Wait{Kind: incident.WaitTask, Task: other})
		}
	}
	return out
}

// reopeners are the tasks that decide how a failed start goes on.
func (f *finder) reopeners(t *playbook.Task) []incident.Wait {
	var out []incident.Wait
	for other := range f.Book.Tasks() {
		if slices.Contains(other.Reopens, t.ID) && f.anyLeft(other) {
			out = append(out, incident.Wait{Kind: incident.WaitTask, Task: other})
		}
	}
	return out
}
