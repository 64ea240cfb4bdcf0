// Graph times the order of recovery on a real dependency graph, with its
// cycles and hubs, beside the topological sort of gonum on the same graph.
//
//	go run ./graph -file FILE
package main

import (
	"compress/gzip"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
)

func main() {
	file := flag.String("file", "../../../shared/graphs/debian.csv.gz", "the graph: rows of id, dependsOn and tier")
	times := flag.Int("times", 5, "how often each is measured; the fastest counts")
	flag.Parse()
	inv, err := read(*file)
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
	n := len(inv.Systems)
	needs := 0
	for i := range inv.Systems {
		needs += len(inv.Systems[i].Hard)
	}
	p := plan.Build(plan.Input{Inventory: inv})
	fmt.Printf("%d systems, %d needs, %d cycles\n", n, needs, len(p.Cycles))
	other := directed(inv)
	components := len(topo.TarjanSCC(other))
	if groups := n - inCycles(p) + len(p.Cycles); groups != components {
		fmt.Fprintf(os.Stderr, "error: the plan has %d groups, gonum finds %d\n", groups, components)
		os.Exit(1)
	}
	for _, m := range []struct {
		name string
		run  func()
	}{
		{"plan.Build (rank, level, cycles, reasons, order)", func() { plan.Build(plan.Input{Inventory: inv}) }},
		{"gonum topo.Sort", func() { _, _ = topo.Sort(other) }}, // an error where there are cycles, after all the work
		{"gonum topo.TarjanSCC", func() { topo.TarjanSCC(other) }},
	} {
		fmt.Printf("%-50s %7d ns a node\n", m.name, fastest(*times, m.run).Nanoseconds()/int64(n))
	}
}

// fastest is the shortest time that a piece of work took.
func fastest(times int, work func()) time.Duration {
	least := time.Duration(1<<63 - 1)
	for range times {
		began := time.Now()
		work()
		least = min(least, time.Since(began))
	}
	return least
}

func inCycles(p *plan.Plan) int {
	sum := 0
	for _, cycle := range p.Cycles {
		sum += len(cycle)
	}
	return sum
}

// read makes an inventory of a graph.
func read(path string) (*inventory.Inventory, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(unzipped).ReadAll()
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	for at, name := range rows[0] {
		column[name] = at
	}
	inv := &inventory.Inventory{}
	for _, row := range rows[1:] {
		tier, err := strconv.Atoi(row[column["tier"]])
		if err != nil {
			return nil, err
		}
		s := inventory.System{ID: row[column["id"]], Class: inventory.Service, Tier: inventory.Tier(tier)}
		if list := row[column["dependsOn"]]; list != "" {
			for id := range strings.SplitSeq(list, ";") {
				s.DependsOn = append(s.DependsOn, inventory.Need{ID: id})
			}
		}
		inv.Systems = append(inv.Systems, s)
	}
	inv.Resolve()
	return inv, nil
}

// directed is the same graph as gonum keeps it: from what is needed to what
// needs it.
func directed(inv *inventory.Inventory) *simple.DirectedGraph {
	g := simple.NewDirectedGraph()
	for i := range inv.Systems {
		g.AddNode(simple.Node(i))
	}
	for i := range inv.Systems {
		for _, need := range inv.Systems[i].Hard {
			g.SetEdge(simple.Edge{F: simple.Node(need), T: simple.Node(i)})
		}
	}
	return g
}
