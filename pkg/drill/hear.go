package drill

import (
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
	k.takeUp()
	k.issue()
	if at, ok := k.world.wakes(); ok && at.After(k.woken) {
		k.woken = at
		k.agenda.put(at, func() { k.dirty = true })
	}
}

// fell records, as soon as somebody notices, that systems have fallen.
func (k *desk) fell(systems []int32, reason string) {
	k.times["fell"]++
	notice := k.chance.luck.Draw(k.Drill.People.Pace, k.chance.of("fell", k.times["fell"]).NormFloat64())
	for _, i := range systems {
		k.agenda.put(k.now.Add(notice), func() {
			k.dirty = true
			k.record(incident.SystemDown{System: i, Reason: reason}, incident.Context{})
		})
	}
}

// shown records what people see now.
func (k *desk) shown(systems []int32, h *Hidden) {
	k.dirty = true
	if h.Condition != plan.Unaffected {
		k.record(incident.SetSystem{Systems: systems, Condition: h.Condition.String()}, incident.Context{})
		return
	}
	k.record(incident.Note{Text: "needs too: " + join(h.Needs), Systems: systems}, incident.Context{})
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

func join(ids []string) string {
	out := ""
	for n, id := range ids {
		if n > 0 {
			out += ", "
		}
		out += id
	}
	return out
}
