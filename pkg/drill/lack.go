package drill

import (
	"cmp"
	"slices"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
)

// Lack is what services that were not back at the end were waiting for.
type Lack struct {
	Why      LackOf
	Name     string // of LackNeed the system's id, of LackHold the hold's, of LackCrew the skill
	Services int
}

// LackOf is a kind of lack.
type LackOf string

// The kinds of lacks; their words are those of messages too.
const (
	LackNeed  LackOf = "need"  // something it needs was not there
	LackHold  LackOf = "hold"  // it was held
	LackStop  LackOf = "stop"  // nothing might be started anywhere
	LackCrew  LackOf = "crew"  // nobody can do it there: the skill
	LackStart LackOf = "start" // it was being started, or about to be
	LackTask  LackOf = "task"  // a task before its start was not done
)

// lacks says what keeps the services down that are, the most frequent first.
func (r *run) lacks() []Lack {
	m := r.moment()
	of := map[Lack]int{}
	for n := range r.Inventory.Systems {
		i := int32(n)
		if r.Inventory.Systems[n].Class == inventory.Infrastructure || !m.InScope(i) || m.Back(i) || m.Elsewhere(i) {
			continue
		}
		of[r.lack(m, i)]++
	}
	out := make([]Lack, 0, len(of))
	for l, services := range of {
		l.Services = services
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b Lack) int {
		return cmp.Or(b.Services-a.Services, cmp.Compare(a.Why, b.Why), cmp.Compare(a.Name, b.Name))
	})
	return out
}

func (r *run) lack(m *incident.Moment, i int32) Lack {
	if m.Stopped() != nil {
		return Lack{Why: LackStop}
	}
	if holds := m.HoldsOn(i); len(holds) > 0 {
		return Lack{Why: LackHold, Name: holds[0].ID}
	}
	_, rung := m.Rung(i)
	if n := r.root(m, i, rung); n >= 0 {
		return Lack{Why: LackNeed, Name: r.Inventory.Systems[n].ID}
	}
	if method := r.Inventory.Method(rung.Method); method != nil && !r.world.served(i, rung) {
		return Lack{Why: LackCrew, Name: method.Skill}
	}
	if _, _, ready := startOf(m, i); ready || m.LastRound(i) != nil {
		return Lack{Why: LackStart}
	}
	return Lack{Why: LackTask}
}

// root is what a system waits for at the bottom of its missing needs; -1 when
// it misses none. A circle of needs ends at one of them.
func (r *run) root(m *incident.Moment, i int32, rung inventory.Rung) int32 {
	found, seen := int32(-1), map[int32]bool{i: true}
	for {
		next := int32(-1)
		for _, n := range m.Needs(rung, i) {
			if m.InScope(n) && !m.Back(n) && !seen[n] {
				next = n
				break
			}
		}
		if next < 0 {
			return found
		}
		found, i = next, next
		seen[i] = true
		_, rung = m.Rung(i)
	}
}

// served says that some crew could start a system by a rung, whatever it is at.
func (w *world) served(i int32, rung inventory.Rung) bool {
	m := w.Inventory.Method(rung.Method)
	if m.Skill == "" || len(w.Inventory.Crews) == 0 {
		return true
	}
	site := w.Inventory.WorkSite(&w.Inventory.Systems[i], &rung)
	for k := range w.Inventory.Crews {
		if w.crews[k].people >= m.People && w.Inventory.Crews[k].Serves(site, m.Skill) {
			return true
		}
	}
	return false
}
