// Graph times plan and schedule on synthetic outages of growing size and, if
// the file is given, on a real dependency graph with its cycles and hubs,
// beside the topological sort of gonum on the same graph in the same run.
//
//	go run ./graph [-file FILE]
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"runtime"
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
	if err := run(*file, *times); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(file string, times int) error {
	fmt.Println("| graph | systems | needs | cycles | plan | plan and schedule | bytes a system | plan, ns a node | gonum topo.Sort, ns a node |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|")
	for _, n := range []int{647, 1_000, 10_000, 100_000, 1_000_000} {
		if err := row("synthetic", synthetic(n), times); err != nil {
			return err
		}
	}
	inv, err := read(file)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(os.Stderr, "no graph at", file)
		return nil
	} else if err != nil {
		return err
	}
	crew(inv)
	return row("Debian 12", inv, times)
}

// row measures one graph.
func row(name string, inv *inventory.Inventory, times int) error {
	n := len(inv.Systems)
	needs := 0
	for i := range inv.Systems {
		needs += len(inv.Systems[i].Hard)
	}
	in := plan.Input{Inventory: inv}
	p := plan.Build(in)
	other := directed(inv)
	components := len(topo.TarjanSCC(other))
	if groups := n - inCycles(p) + len(p.Cycles); groups != components {
		return fmt.Errorf("%s: the plan has %d groups, gonum finds %d", name, groups, components)
	}
	build := fastest(times, func() { plan.Build(in) })
	both := fastest(times, func() { plan.Build(in).Place(plan.Situation{}, plan.PlaceOptions{}) })
	bytes := allocated(func() { plan.Build(in).Place(plan.Situation{}, plan.PlaceOptions{}) })
	sort := fastest(min(times, 3), func() { _, _ = topo.Sort(other) }) // an error where there are cycles, after all the work
	each := func(d time.Duration) int64 { return d.Nanoseconds() / int64(n) }
	fmt.Printf("| %s | %d | %d | %d | %s | %s | %d | %d | %d |\n", name, n, needs, len(p.Cycles),
		shown(build), shown(both), bytes/uint64(n), each(build), each(sort))
	return nil
}

func shown(d time.Duration) string {
	return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000)
}

// fastest is the shortest time that a piece of work took.
func fastest(times int, work func()) time.Duration {
	least := time.Duration(1<<63 - 1)
	for range times {
		runtime.GC()
		began := time.Now()
		work()
		least = min(least, time.Since(began))
	}
	return least
}

// allocated is how many bytes a piece of work takes, also those it gives back.
func allocated(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func inCycles(p *plan.Plan) int {
	sum := 0
	for _, cycle := range p.Cycles {
		sum += len(cycle)
	}
	return sum
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
