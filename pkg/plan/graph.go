package plan

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// graph holds the hard needs among systems in scope, without repetition and
// without a system that needs itself. Both lists are by system.
type graph struct {
	needs      schedule.Lists
	dependents schedule.Lists
}

// collect lists what i waits for, given its rung. An unaffected need is
// satisfied; what is not in scope waits for nothing.
func (p *Plan) collect(needs *collector, i int32, rung *inventory.Rung) {
	if p.InScope(i) {
		p.eachNeed(i, rung, func(j int32) {
			if i != j && p.InScope(j) {
				needs.add(j, len(p.Conditions))
			}
		})
	}
	needs.close()
}

// eachNeed calls f for what a system hard-needs when it is brought back by a
// rung: at another site it does without the infrastructure of home, and has
// the needs of the rung.
func (p *Plan) eachNeed(i int32, rung *inventory.Rung, f func(j int32)) {
	sys := &p.Inventory.Systems[i]
	away, site := p.home.away(sys, rung), ""
	if away {
		site = p.home.of(sys)
	}
	for _, j := range sys.Hard {
		if !away || !p.home.serves(&p.Inventory.Systems[j], site) {
			f(j)
		}
	}
	for _, id := range rung.Needs {
		if j, ok := p.Inventory.Index(id); ok {
			f(j)
		}
	}
}

// unaffectedNeeds collects what the unaffected systems hard-need. They run at
// home, so no rung has a say.
func (p *Plan) unaffectedNeeds() schedule.Lists {
	n := len(p.Inventory.Systems)
	start := make([]int32, n+1)
	needs := collector{ends: start[1:1]}
	for i := range p.Inventory.Systems {
		if p.Conditions[i] == Unaffected {
			for _, j := range p.Inventory.Systems[i].Hard {
				needs.add(j, n)
			}
		}
		needs.close()
	}
	return schedule.Lists{Start: start, To: needs.to}
}

// homes knows the site of each room.
type homes map[string]string

func newHomes(inv *inventory.Inventory) homes {
	h := make(homes, len(inv.Rooms))
	for _, room := range inv.Rooms {
		h[room.ID] = room.Site
	}
	return h
}

// of returns the site a system stands at: its own, else that of its room.
func (h homes) of(sys *inventory.System) string {
	if sys.Site != "" {
		return sys.Site
	}
	return h[sys.Room]
}

// away says that the rung runs the system at another site than its own.
func (h homes) away(sys *inventory.System, rung *inventory.Rung) bool {
	return rung.On != "" && rung.On != h.of(sys)
}

// gives says that j is infrastructure of the system's site. Beside systems that
// name their site, infrastructure that names none may serve several: it stays.
func (h homes) gives(inv *inventory.Inventory, sys *inventory.System, j int32) bool {
	return h.serves(&inv.Systems[j], h.of(sys))
}

func (h homes) serves(need *inventory.System, site string) bool {
	return need.Class == inventory.Infrastructure && h.of(need) == site
}

// collector fills the lists of some systems that follow one another, and drops
// what repeats. The zero collector is empty.
type collector struct {
	to   []int32 // all lists, end to end
	ends []int32 // where each ends that is closed
	seen []int32 // by system: the number of the last long list that was given it, from 1
}

// longList is the length from which on a list is no longer searched for what
// repeats.
const longList = 16

// add adds a need of the next list, one of so many systems.
func (c *collector) add(j int32, systems int) {
	list, number := c.to, int32(len(c.ends)+1)
	if number > 1 {
		list = list[c.ends[number-2]:]
	}
	switch {
	case len(list) < longList:
		if slices.Contains(list, j) {
			return
		}
	case len(list) == longList:
		if c.seen == nil {
			c.seen = make([]int32, systems)
		}
		for _, known := range list {
			c.seen[known] = number
		}
		fallthrough
	default:
		if c.seen[j] == number {
			return
		}
		c.seen[j] = number
	}
	c.to = append(c.to, j)
}

// close ends the list of a system; they are closed in the order of the systems.
func (c *collector) close() {
	c.ends = append(c.ends, int32(len(c.to)))
}
