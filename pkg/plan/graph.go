package plan

import "github.com/bokgu/bokgu/pkg/inventory"

// rows are lists of systems by system, laid end to end:
// the list of i is to[start[i]:start[i+1]].
type rows struct {
	start []int32
	to    []int32
}

// of returns the list of one system. Its capacity ends with it.
func (r rows) of(i int32) []int32 {
	return r.to[r.start[i]:r.start[i+1]:r.start[i+1]]
}

// reversed turns every i → j into j → i, in the order of i.
func (r rows) reversed() rows {
	n := len(r.start) - 1
	back := rows{start: make([]int32, n+1), to: make([]int32, len(r.to))}
	for _, j := range r.to {
		back.start[j+1]++
	}
	for i := range n {
		back.start[i+1] += back.start[i]
	}
	next := append([]int32(nil), back.start[:n]...)
	for i := range n {
		for _, j := range r.of(int32(i)) {
			back.to[next[j]] = int32(i)
			next[j]++
		}
	}
	return back
}

// graph holds the hard needs among systems in scope, without repetition and
// without a system that needs itself.
type graph struct {
	needs      rows
	dependents rows
}

// newGraph collects what each system in scope waits for, given its rung: the
// needs of the rung, and its own, without the infrastructure of the home site
// when the rung runs at another.
func (p *Plan) newGraph() graph {
	inv := p.Inventory
	needs := newCollector(inv)
	for i := range inv.Systems {
		if p.Conditions[i] != Unaffected {
			sys := &inv.Systems[i]
			rung := p.rung(int32(i))
			away := p.home.away(sys, rung)
			for _, j := range sys.Hard {
				if away && p.home.gives(inv, sys, j) {
					continue
				}
				p.collect(needs, int32(i), j)
			}
			for _, id := range rung.Needs {
				if j, ok := inv.Index(id); ok {
					p.collect(needs, int32(i), j)
				}
			}
		}
		needs.close(int32(i))
	}
	return graph{needs: needs.rows, dependents: needs.reversed()}
}

// collect adds a need of i if it is in scope; an unaffected one is satisfied.
func (p *Plan) collect(needs *collector, i, j int32) {
	if i != j && p.Conditions[j] != Unaffected {
		needs.add(i, j)
	}
}

// unaffectedNeeds collects what the unaffected systems hard-need. They run at
// home, so no rung has a say.
func (p *Plan) unaffectedNeeds() rows {
	needs := newCollector(p.Inventory)
	for i := range p.Inventory.Systems {
		if p.Conditions[i] == Unaffected {
			for _, j := range p.Inventory.Systems[i].Hard {
				needs.add(int32(i), j)
			}
		}
		needs.close(int32(i))
	}
	return needs.rows
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
	need := &inv.Systems[j]
	return need.Class == inventory.Infrastructure && h.of(need) == h.of(sys)
}

// collector fills rows system by system and drops what repeats.
type collector struct {
	rows
	seen []int32 // by system: 1 + the last system that was given it
}

func newCollector(inv *inventory.Inventory) *collector {
	edges := 0
	for i := range inv.Systems {
		edges += len(inv.Systems[i].Hard)
	}
	n := len(inv.Systems)
	return &collector{
		rows: rows{start: make([]int32, n+1), to: make([]int32, 0, edges)},
		seen: make([]int32, n),
	}
}

func (c *collector) add(i, j int32) {
	if c.seen[j] != i+1 {
		c.seen[j] = i + 1
		c.to = append(c.to, j)
	}
}

// close ends the list of i; lists are closed in the order of the systems.
func (c *collector) close(i int32) {
	c.start[i+1] = int32(len(c.to))
}
