package plan

// groups are the systems in scope, joined where they hard-need each other:
// most hold one system, a cycle holds several. What a group needs outside
// itself lies in groups of smaller number.
type groups struct {
	of      []int32 // by system: its group, -1 when out of scope
	members []int32 // systems, group after group
	start   []int32 // by group: where its members start; one more at the end
	needs   rows    // by group: the groups it needs, one for each need of a member
}

// count says how many groups there are.
func (g groups) count() int32 { return int32(len(g.start) - 1) }

// in returns the members of a group.
func (g groups) in(group int32) []int32 {
	return g.members[g.start[group]:g.start[group+1]]
}

// visit is one step of the walk along needs: a system and the next of its
// needs to look at.
type visit struct{ system, next int32 }

// condense finds the groups (Tarjan 1972, without recursion, because chains of
// needs may be as long as the inventory).
func condense(needs rows, conditions []Condition) groups {
	n := len(conditions)
	g := groups{of: make([]int32, n), start: []int32{0}, members: make([]int32, 0, n)}
	for i := range g.of {
		g.of[i] = -1
	}
	var (
		clock int32
		found = make([]int32, n) // when first seen, 0 is not yet
		low   = make([]int32, n) // earliest open system that can be reached
		open  []int32            // seen, but not yet in a group
		path  []visit
	)
	enter := func(i int32) {
		clock++
		found[i], low[i] = clock, clock
		open = append(open, i)
		path = append(path, visit{i, needs.start[i]})
	}
	for root := range int32(n) {
		if conditions[root] == Unaffected || found[root] != 0 {
			continue
		}
		enter(root)
		for len(path) > 0 {
			at := &path[len(path)-1]
			i := at.system
			if at.next < needs.start[i+1] {
				j := needs.to[at.next]
				at.next++
				if found[j] == 0 {
					enter(j)
				} else if g.of[j] < 0 {
					low[i] = min(low[i], found[j])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				up := path[len(path)-1].system
				low[up] = min(low[up], low[i])
			}
			if low[i] == found[i] {
				open = g.add(open, i)
			}
		}
	}
	g.join(needs)
	return g
}

// join carries the needs of systems over to their groups.
func (g *groups) join(needs rows) {
	g.needs = rows{start: make([]int32, len(g.start)), to: make([]int32, 0, len(needs.to))}
	for group := range g.count() {
		for _, i := range g.in(group) {
			for _, j := range needs.of(i) {
				if below := g.of[j]; below != group {
					g.needs.to = append(g.needs.to, below)
				}
			}
		}
		g.needs.start[group+1] = int32(len(g.needs.to))
	}
}

// add makes a group of the open systems down to root and returns the others.
func (g *groups) add(open []int32, root int32) []int32 {
	group := g.count()
	for {
		last := len(open) - 1
		i := open[last]
		open = open[:last]
		g.of[i] = group
		g.members = append(g.members, i)
		if i == root {
			break
		}
	}
	g.start = append(g.start, int32(len(g.members)))
	return open
}
