package playbook

import (
	"fmt"
	"slices"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/selection"
)

// course is the work that brings systems back: the tasks that bring a phase,
// and the tasks for systems that those come after. Work that exists only after
// a failure or a move elsewhere is left out: nothing may depend on it.
type course struct {
	c      *checker
	work   []entry
	after  [][]int           // by work: what it comes after, in work
	wheres []*selection.Expr // the different ones of the work
	where  []int             // by work: in wheres; -1 is every system
	names  []string          // fields the wheres look at
	known  map[string]Phase  // by match: the phase a system lacks
	match  []byte            // by wheres: 1 when the system is meant; at the end, whether it is infrastructure
}

func (c *checker) course(g *graph) *course {
	k := &course{c: c, known: map[string]Phase{}}
	place := map[int]int{} // entry → work
	var take func(i int) int
	take = func(i int) int {
		if w, taken := place[i]; taken {
			return w
		}
		e := c.tasks[i]
		if !g.ready[i] || e.Failback || len(e.Reopens) > 0 || !e.ForSystems() {
			return -1
		}
		w := len(k.work)
		place[i] = w
		k.work, k.after = append(k.work, e), append(k.after, nil)
		for _, id := range e.After {
			if before, ok := c.byID[id]; ok {
				if b := take(before); b >= 0 {
					k.after[w] = append(k.after[w], b)
				}
			}
		}
		return w
	}
	for i := range c.tasks {
		if c.tasks[i].Brings != Down {
			take(i)
		}
	}
	k.join()
	return k
}

// join gives work with the same where the same match.
func (k *course) join() {
	place := map[string]int{}
	for i := range k.work {
		x := k.work[i].Where
		if x == nil {
			k.where = append(k.where, -1)
			continue
		}
		at, taken := place[x.String()]
		if !taken {
			at = len(k.wheres)
			place[x.String()] = at
			k.wheres, k.names = append(k.wheres, x), append(k.names, x.Names()...)
		}
		k.where = append(k.where, at)
	}
	k.match = make([]byte, len(k.wheres)+1)
}

// isFor says whether the system of match is meant by a piece of work.
func (k *course) isFor(i int) bool { return k.where[i] < 0 || k.match[k.where[i]] == 1 }

// lacks is the first phase a system never reaches; Down when it reaches all it
// owes. A service owes all of them, infrastructure only that it runs again.
func (k *course) lacks(s *selection.System) Phase {
	clear(k.match)
	if s.Class == string(inventory.Infrastructure) {
		k.match[len(k.wheres)] = 1
	}
	for i, x := range k.wheres {
		if x.Match(s) {
			k.match[i] = 1
		}
	}
	phase, seen := k.known[string(k.match)]
	if !seen {
		phase = k.run()
		k.known[string(k.match)] = phase
	}
	return phase
}

// run does the work a system is for, as far as each next task becomes ready.
func (k *course) run() Phase {
	done := make([]bool, len(k.work))
	brought, phase := [Stable + 1]bool{}, Down
	for more := true; more; {
		more = false
		for i := range k.work {
			if !k.isFor(i) || done[i] || !k.ready(i, done, phase) {
				continue
			}
			done[i], more = true, true
			brought[k.work[i].Brings] = true
			phase = max(phase, k.work[i].Brings)
		}
	}
	switch {
	case !brought[Resumed] && !brought[Restored]:
		return Resumed
	case k.match[len(k.wheres)] == 1:
		return Down
	}
	for _, owed := range []Phase{Restored, Verified, Stable} {
		if !brought[owed] {
			return owed
		}
	}
	return Down
}

// ready follows the rules of the incident: what a system is not for is no
// condition, testing wants it back, watching wants it verified.
func (k *course) ready(i int, done []bool, phase Phase) bool {
	switch k.c.pb.Steps[k.work[i].step].ID {
	case Verify:
		if phase < Resumed {
			return false
		}
	case Stabilize:
		if phase < Verified {
			return false
		}
	}
	return !slices.ContainsFunc(k.after[i], func(b int) bool { return k.isFor(b) && !done[b] })
}

// place is where a task that brings the phase would stand.
func (k *course) place(phase Phase) string {
	at := [...]StepID{Resumed: Resume, Restored: Restore, Verified: Verify, Stable: Stabilize}
	for i := range k.c.pb.Steps {
		if k.c.pb.Steps[i].ID == at[phase] {
			return fmt.Sprintf("steps[%d]", i)
		}
	}
	return "steps"
}

// cannotRecover tries the playbook on systems of every kind its expressions
// tell apart, and names the first kind that never reaches a phase.
func (c *checker) cannotRecover(g *graph) {
	k := c.course(g)
	var first [Stable + 1]string
	grid(k.names, func(s *selection.System, described func() string) bool {
		if phase := k.lacks(s); phase != Down && first[phase] == "" {
			first[phase] = described()
		}
		return true
	})
	for phase := Resumed; phase <= Stable; phase++ {
		if first[phase] != "" {
			c.error(k.place(phase), "cannot-recover", phase.String(), first[phase])
		}
	}
}

// CheckAgainst finds what keeps a playbook from working for an inventory:
// systems that it cannot bring back, whatever happened to them, and methods
// the inventory does not have. The inventory must be resolved.
func CheckAgainst(pb *Playbook, inv *inventory.Inventory) diag.List {
	c := newChecker(pb)
	c.methods(inv)
	k := c.course(c.reach())
	var lacking [Stable + 1][]string
	var s selection.System
	for i := range inv.Systems {
		inv.Selection(int32(i), &s)
		for _, phase := range k.worst(&s) {
			lacking[phase] = append(lacking[phase], inv.Systems[i].ID)
		}
	}
	const most = 3
	for phase := Resumed; phase <= Stable; phase++ {
		if ids := lacking[phase]; len(ids) > 0 {
			c.error(k.place(phase), "cannot-recover-systems", phase.String(), len(ids), ids[:min(len(ids), most)])
		}
	}
	return c.found
}

// worst lists the phases that a system lacks under some condition.
func (k *course) worst(s *selection.System) []Phase {
	var phases []Phase
	for _, s.Condition = range selection.Conditions() {
		if s.Condition == "unaffected" {
			continue
		}
		for _, s.Suspected = range []bool{false, true} {
			if phase := k.lacks(s); phase != Down && !slices.Contains(phases, phase) {
				phases = append(phases, phase)
			}
		}
	}
	return phases
}

func (c *checker) methods(inv *inventory.Inventory) {
	known := make([]string, len(inv.Methods))
	for i := range inv.Methods {
		known[i] = inv.Methods[i].ID
	}
	for i := range c.tasks {
		if e := &c.tasks[i]; e.Method != "" && !slices.Contains(known, e.Method) {
			c.error(e.path+".method", "unknown-method", e.Method).Hint = nearest(e.Method, known)
		}
	}
}
