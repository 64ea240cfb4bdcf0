package drill

import (
	"slices"
	"strconv"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/walk"
)

func number(n int) string { return strconv.Itoa(n) }

// decision is what the script says of a task that asks: the first entry of it
// that is about one of the systems, or about any. Nil: nothing.
func (k *desk) decision(t *playbook.Task, systems []int32) *Decision {
	for n := range k.Drill.Decisions {
		d := &k.Drill.Decisions[n]
		if d.Task != t.ID {
			continue
		}
		if len(systems) == 0 || slices.ContainsFunc(systems, func(i int32) bool { return k.about(d, i) }) {
			return d
		}
	}
	return nil
}

// about says that a decision of the script is about a system. Those of which
// only so many are meant are drawn when it is first asked.
func (k *desk) about(d *Decision, i int32) bool {
	switch {
	case d.Which.none():
		return true
	case d.Which.Count == 0:
		return slices.Contains(d.Which.IDs, k.Inventory.Systems[i].ID) ||
			d.Which.Where != nil && k.ledger.state.Means(d.Which.Where, i)
	}
	if k.chosen[d] == nil {
		k.chosen[d] = k.world.which(&d.Which, "decision "+d.Task+" "+d.Option, 0)
	}
	return slices.Contains(k.chosen[d], i)
}

// decide records what is decided, one command for each answer.
func (k *desk) decide(t *playbook.Task, c incident.DoTask, how incident.Context, systems []int32) {
	if !t.ForSystems() {
		c.Option = k.option(t)
		if !k.record(c, how) {
			k.shunned[t.ID] = k.now.Add(shun)
		}
		return
	}
	var options []string
	by := map[string][]int32{}
	for _, i := range systems {
		o := k.optionFor(t, i)
		if by[o] == nil {
			options = append(options, o)
		}
		by[o] = append(by[o], i)
	}
	for _, o := range options {
		c.Option = o
		c.Target = incident.Target{All: true, Systems: by[o]}
		if !k.record(c, how) {
			k.shunned[t.ID] = k.now.Add(shun)
		}
	}
}

// option is the answer to a task that is not about systems.
func (k *desk) option(t *playbook.Task) string {
	if d := k.decision(t, nil); d != nil {
		return d.Option
	}
	return t.Do.Options[0].ID
}

// optionFor is the answer for one system: as the script says; else after a
// failure the same way once more, then the next of its ladder; else the way
// chosen for it.
func (k *desk) optionFor(t *playbook.Task, i int32) string {
	for n := range k.Drill.Decisions {
		d := &k.Drill.Decisions[n]
		if d.Task == t.ID && k.about(d, i) {
			return d.Option
		}
	}
	at, rung := k.ledger.state.Rung(i)
	method := rung.Method
	if len(t.Reopens) > 0 && k.world.truth[i].tries%2 == 0 {
		if ladder := k.Inventory.Ladder(i); at+1 < len(ladder) {
			method = ladder[at+1].Method
		}
	}
	has := func(o playbook.Option) bool { return o.ID == method }
	if !slices.ContainsFunc(t.Do.Options, has) {
		return t.Do.Options[0].ID
	}
	return method
}

// settle answers what is no task of the playbook: questions, added tasks,
// records that differ.
func (k *desk) settle(row *walk.Row) {
	if k.doing[row.Ref] || row.Question == nil {
		return
	}
	k.doing[row.Ref] = true
	k.busy++
	k.times[row.Ref]++
	takes := k.chance.luck.Draw(k.Drill.People.Pace, k.chance.of("question "+row.Ref, k.times[row.Ref]).NormFloat64())
	k.agenda.put(k.now.Add(max(time.Second, takes)), func() {
		k.busy--
		delete(k.doing, row.Ref)
		k.record(incident.Answer{Ref: row.Ref, Text: evidence().KO}, incident.Context{})
	})
}

// startOf is the first start task that is ready for a system, and the rung it
// uses.
func startOf(m *incident.Moment, i int32) (*playbook.Task, inventory.Rung, bool) {
	for _, t := range m.Rounding() {
		if m.Ready(t, i) {
			return t, m.RungBy(t, i), true
		}
	}
	return nil, inventory.Rung{}, false
}
