package inventory

import "slices"

// cycles warns of every group of systems that need each other: one of them
// can only start together with the others. Needs that defaults give count.
func (c *checker) cycles(needs *needLists) {
	for _, members := range Components(len(c.inv.Systems), needs.hard.of) {
		c.group("cycle", members)
	}
}

// Components finds the groups of two or more nodes that can reach each other
// (Tarjan's strongly connected components, without recursion: a chain may be
// as long as the inventory). Members ascend, groups too by their first member.
func Components(n int, next func(int) []int32) [][]int32 {
	type frame struct {
		node int32
		edge int // the next edge of node to look at
	}
	var (
		order   = make([]int32, n) // when the node was met, from 1; 0 is not yet
		lowest  = make([]int32, n) // earliest met node it reaches that is not yet in a group
		waiting = make([]bool, n)
		met     int32
		pending []int32
		walk    []frame
		groups  [][]int32
	)
	enter := func(v int32) {
		met++
		order[v], lowest[v], waiting[v] = met, met, true
		pending = append(pending, v)
		walk = append(walk, frame{node: v})
	}
	for root := range order {
		if order[root] != 0 {
			continue
		}
		enter(int32(root))
		for len(walk) > 0 {
			top := &walk[len(walk)-1]
			v := top.node
			if edges := next(int(v)); top.edge < len(edges) {
				w := edges[top.edge]
				top.edge++
				if order[w] == 0 {
					enter(w)
				} else if waiting[w] {
					lowest[v] = min(lowest[v], order[w])
				}
				continue
			}
			walk = walk[:len(walk)-1]
			if len(walk) > 0 {
				above := walk[len(walk)-1].node
				lowest[above] = min(lowest[above], lowest[v])
			}
			if lowest[v] != order[v] {
				continue
			}
			at := len(pending) - 1 // from the end: groups are mostly of one
			for pending[at] != v {
				at--
			}
			for _, w := range pending[at:] {
				waiting[w] = false
			}
			if group := slices.Clone(pending[at:]); len(group) > 1 {
				slices.Sort(group)
				groups = append(groups, group)
			}
			pending = pending[:at]
		}
	}
	slices.SortFunc(groups, slices.Compare[[]int32])
	return groups
}
