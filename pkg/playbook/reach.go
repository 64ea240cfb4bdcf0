package playbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/selection"
)

// graph is what waits for what: tasks, then the opening of each step, then its
// passing, then some system's being back and some system's being verified. A
// task waits for all it is after and for its step to open; a gate for what it
// refers to, as far as it cannot hold without; a step without a gate on its
// passing for its required tasks; testing for a system that is back, watching
// for one that is verified.
type graph struct {
	c     *checker
	waits [][]int // by node: the nodes it waits for
	ready []bool  // by node: it can come true some day
	steps map[StepID]int
}

func (g *graph) opening(step int) int { return len(g.c.tasks) + step }
func (g *graph) passing(step int) int { return len(g.c.tasks) + len(g.c.pb.Steps) + step }
func (g *graph) back() int            { return len(g.waits) - 2 }
func (g *graph) verified() int        { return len(g.waits) - 1 }

// reach finds everything that can come true some day, starting from nothing
// and adding what has all it waits for. What refers to something unknown is
// let through: that has a finding of its own.
func (c *checker) reach() *graph {
	nodes := len(c.tasks) + 2*len(c.pb.Steps) + 2
	g := &graph{c: c, waits: make([][]int, nodes), ready: make([]bool, nodes), steps: map[StepID]int{}}
	for i := range c.pb.Steps {
		if _, taken := g.steps[c.pb.Steps[i].ID]; !taken {
			g.steps[c.pb.Steps[i].ID] = i
		}
	}
	g.connect()
	waiting := make([][]int, nodes) // by node: who waits for it
	for node, waits := range g.waits {
		for _, other := range waits {
			waiting[other] = append(waiting[other], node)
		}
	}
	due := make([]int, 0, nodes)
	for node := range nodes {
		due = append(due, node)
	}
	for len(due) > 0 {
		node := due[len(due)-1]
		due = due[:len(due)-1]
		if !g.ready[node] && g.canBe(node) {
			g.ready[node] = true
			due = append(due, waiting[node]...)
		}
	}
	return g
}

func (g *graph) connect() {
	c := g.c
	for i := range c.tasks {
		e := &c.tasks[i]
		g.waits[i] = append(g.waits[i], g.opening(e.step))
		for _, id := range e.After {
			if before, ok := c.byID[id]; ok && before != i && !c.apart(e.Task, c.tasks[before].Task) {
				g.waits[i] = append(g.waits[i], before)
			}
		}
		if e.Required && c.pb.Steps[e.step].Passed == nil {
			g.waits[g.passing(e.step)] = append(g.waits[g.passing(e.step)], i)
		}
		g.connectPhases(i)
	}
	for i := range c.pb.Steps {
		for node, gate := range map[int]*selection.Gate{g.opening(i): c.pb.Steps[i].Opens, g.passing(i): c.pb.Steps[i].Passed} {
			if gate == nil {
				continue
			}
			for _, ref := range gate.References() {
				if other, ok := g.node(ref); ok {
					g.waits[node] = append(g.waits[node], other)
				}
			}
		}
	}
}

// connectPhases joins a task for systems to the phases it brings or wants.
func (g *graph) connectPhases(i int) {
	e := &g.c.tasks[i]
	if !e.ForSystems() {
		return
	}
	switch e.Brings {
	case Resumed, Restored:
		g.waits[g.back()] = append(g.waits[g.back()], i)
	case Verified:
		g.waits[g.verified()] = append(g.waits[g.verified()], i)
	}
	switch g.c.pb.Steps[e.step].ID {
	case Verify:
		g.waits[i] = append(g.waits[i], g.back())
	case Stabilize:
		g.waits[i] = append(g.waits[i], g.verified())
	}
}

// node is what a reference of a gate speaks of.
func (g *graph) node(ref selection.Reference) (int, bool) {
	switch ref.Call {
	case selection.CallDone:
		i, ok := g.c.byID[ref.ID]
		return i, ok
	case selection.CallPassed:
		i, ok := g.steps[StepID(ref.ID)]
		return g.passing(i), ok
	}
	return 0, false
}

// gateOf is the gate behind a node; nil for tasks and for steps without one.
func (g *graph) gateOf(node int) *selection.Gate {
	steps := g.c.pb.Steps
	switch step := node - len(g.c.tasks); {
	case step < 0:
		return nil
	case step < len(steps):
		return steps[step].Opens
	case step < 2*len(steps):
		return steps[step-len(steps)].Passed
	}
	return nil
}

// canBe says whether a node can come true with what is known to be able to.
func (g *graph) canBe(node int) bool {
	if gate := g.gateOf(node); gate != nil {
		return gate.CanHold(func(ref selection.Reference) bool {
			other, known := g.node(ref)
			return !known || g.ready[other]
		})
	}
	if node >= g.back() {
		// One system is enough; that nothing brings any is said elsewhere.
		return len(g.waits[node]) == 0 || slices.ContainsFunc(g.waits[node], func(other int) bool { return g.ready[other] })
	}
	return !slices.ContainsFunc(g.waits[node], func(other int) bool { return !g.ready[other] })
}

// neverReady names one cause for everything that can never come true: a gate
// that nothing can open, or a circle. What merely waits behind is not named.
func (c *checker) neverReady(g *graph) {
	seen := make([]int, len(g.ready)) // by node: the walk that came by
	for start := range g.ready {
		var walk []int
		for node := start; !g.ready[node]; {
			if seen[node] == start+1 {
				c.circle(g, walk[slices.Index(walk, node):])
				break
			}
			if seen[node] != 0 {
				break
			}
			seen[node] = start + 1
			walk = append(walk, node)
			next := slices.IndexFunc(g.waits[node], func(other int) bool { return !g.ready[other] })
			if gate := g.gateOf(node); gate != nil && !gate.CanHold(func(selection.Reference) bool { return true }) {
				next = -1
			}
			if next < 0 {
				path, word := g.place(node)
				c.error(path, "never-opens", word)
				break
			}
			node = g.waits[node][next]
		}
	}
}

// circle reports nodes that wait for each other, each for the next and the last
// for the first.
func (c *checker) circle(g *graph, nodes []int) {
	const most = 8
	// A gate is the likelier mistake, a task has at least a place.
	first := slices.IndexFunc(nodes, func(node int) bool { return g.gateOf(node) != nil })
	if first < 0 {
		first = slices.Index(nodes, slices.Min(nodes))
	}
	nodes = slices.Concat(nodes[first:], nodes[:first])
	var words, paths []string
	for i, node := range nodes[:min(len(nodes), most)] {
		path, word := g.place(node)
		next := nodes[(i+1)%len(nodes)]
		if node < len(c.tasks) && next < len(c.tasks) {
			path = fmt.Sprintf("%s.after[%d]", path, slices.Index(c.tasks[node].After, c.tasks[next].ID))
		}
		words, paths = append(words, word), append(paths, path)
	}
	if len(nodes) > most {
		words = append(words, fmt.Sprintf("(+%d)", len(nodes)-most))
	}
	f := c.error(paths[0], "never-ready", words[0], strings.Join(append(words, words[0]), " > "))
	f.AlsoPath = paths[1:]
}

// place is where a node stands in the file and what people call it.
func (g *graph) place(node int) (path, word string) {
	c := g.c
	if node < len(c.tasks) {
		return c.tasks[node].path, c.tasks[node].ID
	}
	switch node {
	case g.back():
		return "steps", "back"
	case g.verified():
		return "steps", "verified"
	}
	step := node - len(c.tasks)
	key := "opens"
	if step >= len(c.pb.Steps) {
		step, key = step-len(c.pb.Steps), "passed"
	}
	word = fmt.Sprintf("%s.%s", c.pb.Steps[step].ID, key)
	if g.gateOf(node) == nil {
		return fmt.Sprintf("steps[%d]", step), word
	}
	return fmt.Sprintf("steps[%d].%s", step, key), word
}
