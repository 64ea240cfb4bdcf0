package drill

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/plan"
)

// declared does nothing: the first look comes at once.
func (k *desk) declared() {}

// told records what somebody told, without delay: who tells it waits for that.
func (k *desk) told(t told) {
	k.dirty = true
	if t.lift != "" {
		if id := k.holds[t.lift]; id != "" {
			k.record(incident.LiftHold{ID: id}, incident.Context{})
		}
		return
	}
	if k.record(t.c, incident.Context{From: t.from}) && t.hold != "" {
		holds := k.ledger.state.Holds
		k.holds[t.hold] = holds[len(holds)-1].ID
	}
}

// look does what is next.
func (k *desk) look() {
	k.release()
	k.takeUp()
	k.issue()
	if at, ok := k.world.wakes(); ok && at.After(k.woken) {
		k.woken = at
		k.agenda.put(at, func() { k.dirty = true })
	}
}

// wake has people look again at a time, when something was recorded since they
// last looked at the rounds.
func (k *desk) wake(at time.Time) {
	if k.issued.records != len(k.ledger.records) && at.After(k.gatherUntil) {
		k.gatherUntil = at
		k.agenda.put(at, func() {})
	}
}

// fell records, as soon as somebody notices, that systems have fallen.
func (k *desk) fell(systems []int32, reason string) {
	k.times["fell"]++
	notice := k.chance.luck.Draw(k.Drill.People.Pace, k.chance.of("fell", k.times["fell"]).NormFloat64())
	for _, i := range systems {
		k.left++
		k.agenda.put(k.now.Add(notice), func() {
			k.left--
			k.dirty = true
			k.record(incident.SystemDown{System: i, Reason: reason}, incident.Context{})
		})
	}
}

// shown records what people see now: what a system is, or that it needs more
// than the inventory says. Until that is back they hold the system.
func (k *desk) shown(systems []int32, h *Hidden) {
	k.dirty = true
	for _, i := range systems {
		k.world.find(i, h)
	}
	if h.Condition != plan.Unaffected {
		k.record(incident.SetSystem{Systems: systems, Condition: h.Condition.String()}, incident.Context{})
	}
	if len(h.Needs) == 0 {
		return
	}
	var needs []int32
	for _, id := range h.Needs {
		if n, ok := k.Inventory.Index(id); ok {
			needs = append(needs, n)
		}
	}
	here := slices.DeleteFunc(slices.Clone(systems), func(i int32) bool { // what is started elsewhere does without
		_, rung := k.ledger.state.Rung(i)
		return rung.On != incident.Home && rung.On != incident.OldVersion
	})
	for part := range slices.Chunk(here, mostHeld) {
		var ids []string
		for _, i := range part {
			ids = append(ids, strconv.Quote(k.Inventory.Systems[i].ID))
		}
		hold := incident.PlaceHold{Where: "id in [" + strings.Join(ids, ", ") + "]", Reason: strings.Join(h.Needs, ", "), Owner: Recorder}
		if k.record(hold, incident.Context{}) {
			holds := k.ledger.state.Holds
			k.lacks = append(k.lacks, lack{holds[len(holds)-1].ID, needs})
		}
	}
}

// mostHeld is how many systems one hold names: an expression has an end.
const mostHeld = 40

// release lifts the holds of what is back.
func (k *desk) release() {
	k.lacks = slices.DeleteFunc(k.lacks, func(l lack) bool {
		for _, n := range l.needs {
			if !k.ledger.state.Back(n) {
				return false
			}
		}
		k.record(incident.LiftHold{ID: l.hold}, incident.Context{})
		return true
	})
}

// idle says that nobody is at anything: no hand, no round.
func (k *desk) idle() bool {
	for _, s := range k.starts {
		if len(s.left) > 0 {
			return false
		}
	}
	return k.busy == 0 && len(k.doing) == 0
}
