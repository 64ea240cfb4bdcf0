package plan

import "github.com/bokgu/bokgu/pkg/schedule"

// groups are the systems in scope, joined where they hard-need each other:
// most hold one system, a cycle holds several. What a group needs outside
// itself lies in groups of smaller number.
type groups struct {
	of      []int32        // by system: its group, -1 when out of scope
	members []int32        // systems, group after group; the first of a group by id at its head
	start   []int32        // by group: where its members start; one more at the end
	needs   schedule.Lists // by group: the groups it needs, one for each need of a member
}

// count says how many groups there are.
func (g groups) count() int32 { return int32(len(g.start) - 1) }

// in returns the members of a group.
func (g groups) in(group int32) []int32 {
	return g.members[g.start[group]:g.start[group+1]]
}

// cyclic says whether any group holds several systems.
func (g groups) cyclic() bool { return int(g.count()) < len(g.members) }

// putFirst puts the first member by id at the head of each group.
func (g groups) putFirst(ids idOrder) {
	if !g.cyclic() {
		return
	}
	for group := range g.count() {
		members := g.in(group)
		for k := 1; k < len(members); k++ {
			if ids.place[members[k]] < ids.place[members[0]] {
				members[0], members[k] = members[k], members[0]
			}
		}
	}
}

// part is what a system is in its group.
type part uint8

const (
	alone    part = iota
	leader        // the first of a cycle
	follower      // another member of a cycle
)

// parts says by system what it is in its group; nil when all hold one system.
func (g groups) parts() []part {
	if !g.cyclic() {
		return nil
	}
	parts := make([]part, len(g.of))
	for group := range g.count() {
		if members := g.in(group); len(members) > 1 {
			for _, i := range members {
				parts[i] = follower
			}
			parts[members[0]] = leader
		}
	}
	return parts
}

// visit is a system on the path of the walk along needs, the next of its needs
// to look at, when it was found, and the earliest open system it reaches.
type visit struct{ system, next, found, low int32 }

// condensing is the walk that finds the groups.
type condensing struct {
	groups
	all    schedule.Lists // needs by system
	levels []uint64
	open   []int32 // found, but not yet in a group
	path   []visit
	clock  int32
}

// condense finds the groups (Tarjan 1972, without recursion, because chains of
// needs may be as long as the inventory), and for each how many groups stand
// below it on the longest chain of needs.
func condense(needs schedule.Lists, conditions []Condition) (groups, []uint64) {
	n := len(conditions)
	c := condensing{
		groups: groups{
			of:      make([]int32, n),
			members: make([]int32, 0, n),
			start:   make([]int32, 1, n+1),
			needs:   schedule.Lists{Start: make([]int32, 1, n+1), To: make([]int32, 0, len(needs.To))},
		},
		all:    needs,
		levels: make([]uint64, 0, n),
	}
	// Until the walk is over, of holds 0 for what was not found yet, the time
	// when it was found for what is open, and the complement of the group.
	for root := range int32(n) {
		if conditions[root] != Unaffected && c.of[root] == 0 {
			c.walk(root)
		}
	}
	for i, mark := range c.of {
		c.of[i] = -1
		if mark < 0 {
			c.of[i] = ^mark
		}
	}
	return c.groups, c.levels
}

func (c *condensing) enter(i int32) {
	c.clock++
	c.of[i] = c.clock
	c.open = append(c.open, i)
	c.path = append(c.path, visit{i, c.all.Start[i], c.clock, c.clock})
}

// walk follows all needs of root that are in no group yet.
func (c *condensing) walk(root int32) {
	c.enter(root)
	for len(c.path) > 0 {
		at := &c.path[len(c.path)-1]
		next := int32(-1)
		for end := c.all.Start[at.system+1]; at.next < end && next < 0; at.next++ {
			j := c.all.To[at.next]
			if mark := c.of[j]; mark == 0 {
				next = j
			} else if mark > 0 {
				at.low = min(at.low, mark)
			}
		}
		if next >= 0 {
			c.enter(next)
			continue
		}
		done := *at
		c.path = c.path[:len(c.path)-1]
		if done.low == done.found {
			c.join(done.system)
		} else {
			up := &c.path[len(c.path)-1]
			up.low = min(up.low, done.low)
		}
	}
}

// join makes a group of the open systems down to root. All they need outside
// of it is in groups already.
func (c *condensing) join(root int32) {
	group := c.count()
	last := len(c.open) - 1
	for c.open[last] != root {
		last--
	}
	joined := c.open[last:]
	c.open = c.open[:last]
	for _, i := range joined {
		c.of[i] = ^group
	}
	level := uint64(0)
	for _, i := range joined {
		for _, j := range c.all.Of(i) {
			if below := ^c.of[j]; below != group {
				c.needs.To = append(c.needs.To, below)
				level = max(level, c.levels[below]+1)
			}
		}
	}
	c.members = append(c.members, joined...)
	c.start = append(c.start, int32(len(c.members)))
	c.needs.Start = append(c.needs.Start, int32(len(c.needs.To)))
	c.levels = append(c.levels, level)
}
