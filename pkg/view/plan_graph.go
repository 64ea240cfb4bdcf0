package view

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/term"
)

// graphNode is one box of the graph of needs: a system, or services of one
// room, lane and tier that nothing waits for.
type graphNode struct {
	systems []int32 // in plan order
	base    bool    // infrastructure
}

// graphEdge runs from a need to what waits for it, by number of node; count is
// how many systems of the latter wait.
type graphEdge struct{ from, to, count int }

// needGraph is what waits for what. Nodes stand in plan order of their first
// system.
type needGraph struct {
	nodes []graphNode
	edges []graphEdge
}

// some says how many of how many wait, where not all do.
func (g *needGraph) some(e graphEdge) string {
	if of := len(g.nodes[e.to].systems); e.count < of {
		return strconv.Itoa(e.count) + "/" + strconv.Itoa(of)
	}
	return ""
}

// groupKey is what services are gathered by.
type groupKey struct {
	room string
	lane plan.Lane
	tier inventory.Tier
}

// newNeedGraph gathers what nothing waits for, unless all is wanted.
func newNeedGraph(pl *plan.Plan, all bool) needGraph {
	var g needGraph
	node := make([]int, len(pl.Conditions)) // by system
	groups := map[groupKey]int{}
	for _, i := range pl.Order {
		sys := &pl.Inventory.Systems[i]
		base := sys.Class == inventory.Infrastructure
		if all || base || len(pl.Dependents(i)) > 0 {
			node[i] = len(g.nodes)
			g.nodes = append(g.nodes, graphNode{systems: []int32{i}, base: base})
			continue
		}
		key := groupKey{sys.Room, pl.Lanes[i], sys.Tier}
		n, known := groups[key]
		if !known {
			n = len(g.nodes)
			groups[key] = n
			g.nodes = append(g.nodes, graphNode{})
		}
		node[i] = n
		g.nodes[n].systems = append(g.nodes[n].systems, i)
	}
	g.join(pl, node)
	if !all && len(g.edges) <= fewEdges {
		g.reduce()
	}
	return g
}

// join makes the edges; node is by system.
func (g *needGraph) join(pl *plan.Plan, node []int) {
	at := map[[2]int]int{}
	for _, i := range pl.Order {
		var from []int
		for _, j := range pl.Needs(i) {
			from = append(from, node[j])
		}
		slices.Sort(from)
		for _, n := range slices.Compact(from) {
			ends := [2]int{n, node[i]}
			e, known := at[ends]
			switch {
			case ends[0] == ends[1]:
			case known:
				g.edges[e].count++
			default:
				at[ends] = len(g.edges)
				g.edges = append(g.edges, graphEdge{n, node[i], 1})
			}
		}
	}
	slices.SortFunc(g.edges, func(a, b graphEdge) int { return cmp.Or(a.from-b.from, a.to-b.to) })
}

// fewEdges is up to how many edges those that say nothing new are looked for.
const fewEdges = 2000

// reduce leaves out the edges that others say already: who waits for storage,
// which waits for power, needs no arrow from power. Only edges that hold for
// all of a group say so.
func (g *needGraph) reduce() {
	next := make([][]int, len(g.nodes))
	for _, e := range g.edges {
		if g.some(e) == "" {
			next[e.from] = append(next[e.from], e.to)
		}
	}
	var kept []graphEdge
	for _, e := range g.edges {
		without := slices.DeleteFunc(slices.Clone(next[e.from]), func(n int) bool { return n == e.to })
		if reaches(next, without, e.from, e.to) {
			next[e.from] = without
		} else {
			kept = append(kept, e)
		}
	}
	g.edges = kept
}

// reaches says whether a way leads from some nodes to one, not through another.
func reaches(next [][]int, from []int, not, to int) bool {
	seen := make([]bool, len(next))
	seen[not] = true
	queue := slices.Clone(from)
	for len(queue) > 0 {
		n := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if n == to {
			return true
		}
		if !seen[n] {
			seen[n] = true
			queue = append(queue, next[n]...)
		}
	}
	return false
}

// longLabel is the widest line of a box.
const longLabel = 48

// label is what stands in a box, line by line.
func (g *needGraph) label(p Page, pl *plan.Plan, n int) []string {
	node := &g.nodes[n]
	first := node.systems[0]
	sys := &pl.Inventory.Systems[first]
	low, high := pl.Wave[first], pl.Wave[node.systems[len(node.systems)-1]]
	wave := p.Msg("graph.wave", low)
	if high > low {
		wave = p.Msg("graph.waves", low, high)
	}
	if len(node.systems) > 1 {
		room := p.Msg("chart.no-room")
		if sys.Room != "" {
			room = p.drawn(lang.Text{}, sys.Room)
			if r := pl.Inventory.Room(sys.Room); r != nil {
				room = p.drawn(r.Title, sys.Room)
			}
		}
		return []string{term.Cut(p.Msg("graph.group", room, p.tierName(sys.Tier), len(node.systems)), longLabel), wave}
	}
	what := p.tierName(sys.Tier)
	if node.base {
		what = p.Msg("chart.base")
	}
	return []string{term.Cut(p.drawn(sys.Name, sys.ID), longLabel), term.Cut(harmless(sys.ID), longLabel), what + ", " + wave}
}

// lanes are the nodes by lane, in the order of lanes; empty lanes are left out.
func (g *needGraph) lanes(pl *plan.Plan) (lanes []plan.Lane, nodes [][]int) {
	for _, lane := range []plan.Lane{plan.Intact, plan.Uncertain, plan.Repair} {
		var in []int
		for n := range g.nodes {
			if pl.Lanes[g.nodes[n].systems[0]] == lane {
				in = append(in, n)
			}
		}
		if len(in) > 0 {
			lanes, nodes = append(lanes, lane), append(nodes, in)
		}
	}
	return lanes, nodes
}

// PlanDOT writes the graph of needs for Graphviz, the lanes apart.
func PlanDOT(w io.Writer, p Page, of *Planned, all bool) error {
	p.Hangul = true // a drawing is no terminal
	pl := of.Plan
	g := newNeedGraph(pl, all)
	var b strings.Builder
	fmt.Fprintf(&b, "digraph plan {\n\tlabel=%s; labelloc=t; rankdir=LR;\n", quotedDOT(p.graphTitle(of)))
	b.WriteString("\tnode [shape=box, fontname=\"sans-serif\", fontsize=11]; edge [arrowsize=0.6]; graph [fontname=\"sans-serif\"];\n")
	lanes, nodes := g.lanes(pl)
	for k, lane := range lanes {
		fmt.Fprintf(&b, "\tsubgraph cluster_%s {\n\t\tlabel=%s; style=%s;\n", lane, quotedDOT([]string{p.Msg("lane." + lane.String())}), dotStyle(lane))
		for _, n := range nodes[k] {
			style := ""
			switch {
			case g.nodes[n].base:
				style = ", style=bold, shape=house"
			case len(g.nodes[n].systems) > 1:
				style = ", shape=folder"
			}
			fmt.Fprintf(&b, "\t\tn%d [label=%s%s];\n", n, quotedDOT(g.label(p, pl, n)), style)
		}
		b.WriteString("\t}\n")
	}
	for _, e := range g.edges {
		label := ""
		if some := g.some(e); some != "" {
			label = fmt.Sprintf(" [label=%q, style=dashed, fontsize=9]", some)
		}
		fmt.Fprintf(&b, "\tn%d -> n%d%s;\n", e.from, e.to, label)
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// dotStyle is the frame around a lane.
func dotStyle(lane plan.Lane) string {
	return [...]string{plan.Intact: "solid", plan.Uncertain: "dotted", plan.Repair: "dashed"}[lane]
}

func (p Page) graphTitle(of *Planned) []string {
	title := p.drawn(of.Plan.Inventory.Title, of.Plan.Inventory.Name)
	if of.Incident != nil {
		title = harmless(of.Incident.Title)
	}
	return []string{p.planKind(of) + " " + title, p.Msg("graph.direction")}
}

// quotedDOT is a label of several lines. Graphviz reads backslashes and
// entities in it.
func quotedDOT(lines []string) string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;")
	quoted := make([]string, len(lines))
	for n, l := range lines {
		quoted[n] = escape.Replace(harmless(l))
	}
	return `"` + strings.Join(quoted, `\n`) + `"`
}

// PlanMermaid writes the graph of needs for Mermaid, the lanes apart.
func PlanMermaid(w io.Writer, p Page, of *Planned, all bool) error {
	p.Hangul = true // a drawing is no terminal
	pl := of.Plan
	g := newNeedGraph(pl, all)
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	for _, line := range p.graphTitle(of) {
		fmt.Fprintf(&b, "  %%%% %s\n", plainMermaid(line))
	}
	lanes, nodes := g.lanes(pl)
	for k, lane := range lanes {
		fmt.Fprintf(&b, "  subgraph %s[%s]\n", "lane"+strconv.Itoa(int(lane)), quotedMermaid([]string{p.Msg("lane." + lane.String())}))
		for _, n := range nodes[k] {
			open, shut := "[", "]"
			switch {
			case g.nodes[n].base:
				open, shut = "{{", "}}"
			case len(g.nodes[n].systems) > 1:
				open, shut = "[[", "]]"
			}
			fmt.Fprintf(&b, "    n%d%s%s%s\n", n, open, quotedMermaid(g.label(p, pl, n)), shut)
		}
		b.WriteString("  end\n")
	}
	for _, e := range g.edges {
		arrow := "-->"
		if some := g.some(e); some != "" {
			arrow = fmt.Sprintf("-. %q .->", some)
		}
		fmt.Fprintf(&b, "  n%d %s n%d\n", e.from, arrow, e.to)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// quotedMermaid is a label of several lines.
func quotedMermaid(lines []string) string {
	plain := make([]string, len(lines))
	for n, l := range lines {
		plain[n] = plainMermaid(l)
	}
	return `"` + strings.Join(plain, "<br/>") + `"`
}

// plainMermaid writes whatever Mermaid could read as its own, or as HTML, by
// its number: #35; is #.
func plainMermaid(s string) string {
	var b strings.Builder
	for _, r := range harmless(s) {
		if strings.ContainsRune("#\"`<>&%{};:\\", r) {
			fmt.Fprintf(&b, "#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
