// Psplib measures the improving engine against the project scheduling library
// PSPLIB (Kolisch & Sprecher 1997), as the literature does: how far the
// placements are above the optimum or above the longest chain, on average, for
// so many schedules generated. Set j30w has the instances of j30 with weights;
// it is compared with the instances whose least weighted sum has been proved.
//
//	go run ./psplib -dir DIR
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/bokgu/bokgu/pkg/schedule"
	"github.com/bokgu/bokgu/pkg/schedule/scheduletest"
)

func main() {
	dir := flag.String("dir", "../../../shared/psplib", "folder of the instances")
	only := flag.String("set", "", "one row only: j30, j60, j120 or j30w")
	every := flag.Int("every", 1, "only every so many instances")
	seed := flag.Uint64("seed", 1, "seed of the search")
	workers := flag.Int("workers", 2, "instances at a time")
	flag.Parse()
	fmt.Println("set   instances  % above              1    1000    5000  one schedule  published")
	for _, r := range rows() {
		if *only != "" && *only != r.set {
			continue
		}
		if err := r.run(*dir, *every, *workers, *seed); err != nil {
			fmt.Fprintln(os.Stderr, "error:", err)
			os.Exit(1)
		}
	}
}

// row is a line of the table: a set, what its placements are compared with,
// and what was published for as many schedules.
type row struct {
	set       string
	reference string
	published string
}

func rows() []row {
	return []row{
		{"j30", "optimum", "best rule 4.39, Valls et al. 2008 0.27 / 0.06"},
		{"j60", "longest chain", "best rule 17.12, genetic algorithm 11.78 / 11.22"},
		{"j120", "longest chain", "best rule 42.89, Valls et al. 2008 34.07 / 32.54, Debels & Vanhoucke 2007 33.55 / 32.18"},
		{"j30w", "proven optimum", "best rule 3.2, annealing 0.24 / 0.11"},
	}
}

// budgets are how many schedules may be made.
func budgets() []int { return []int{1, 1000, 5000} }

// task is an instance with its goal and the number it is compared with.
type task struct {
	instance
	goal      schedule.Goal
	reference int64
}

func (r row) tasks(dir string) ([]task, error) {
	set := r.set
	if set == "j30w" {
		set = "j30"
	}
	instances, err := readSet(dir, set)
	if err != nil {
		return nil, err
	}
	var optimum, tiers map[string]string
	switch r.set {
	case "j30":
		optimum, err = readColumn(filepath.Join(dir, "j30_bounds.csv"), "best_ub", "closed")
	case "j30w":
		if tiers, err = readColumn(filepath.Join(dir, "j30_tiers.csv"), "tiers_job1..n", ""); err == nil {
			optimum, err = readColumn(filepath.Join(dir, "j30w_optimum.csv"), "sum_wC", "proved")
		}
	}
	if err != nil {
		return nil, err
	}
	var tasks []task
	for _, i := range instances {
		t := task{instance: i}
		if optimum != nil {
			known, proved := optimum[i.name]
			if !proved {
				continue
			}
			if t.reference, err = strconv.ParseInt(known, 10, 64); err != nil {
				return nil, err
			}
		} else {
			for _, tail := range schedule.Tails(i.problem) {
				t.reference = max(t.reference, tail)
			}
		}
		if tiers != nil {
			t.goal = schedule.Goal{Rule: schedule.Weighted, Weight: weights(tiers[i.name])}
		}
		tasks = append(tasks, t)
	}
	return tasks, nil
}

// weights are those of tiers 1 to 4, and none for tier 0.
func weights(tiers string) []int64 {
	list := make([]int64, len(tiers))
	for job, tier := range tiers {
		list[job] = []int64{0, 8, 4, 2, 1}[tier-'0']
	}
	return list
}

// run prints the row of a set.
func (r row) run(dir string, every, workers int, seed uint64) error {
	tasks, err := r.tasks(dir)
	if err != nil {
		return err
	}
	var some []task
	for k := 0; k < len(tasks); k += every {
		some = append(some, tasks[k])
	}
	fmt.Printf("%-5s %9d  %-14s", r.set, len(some), r.reference)
	for _, evaluations := range budgets() {
		mean, err := measureAll(some, workers, func(t task) (float64, error) { return t.above(evaluations, seed) })
		if err != nil {
			return err
		}
		fmt.Printf(" %7.3f", mean)
	}
	took, _ := measureAll(some, 1, func(t task) (float64, error) { return t.speed(seed), nil })
	fmt.Printf(" %7.1f us  %s\n", took, r.published)
	return nil
}

// measureAll is the mean of what is measured of each task.
func measureAll(tasks []task, workers int, measure func(task) (float64, error)) (float64, error) {
	values := make([]float64, len(tasks))
	failed := make([]error, len(tasks))
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for k := w; k < len(tasks); k += workers {
				values[k], failed[k] = measure(tasks[k])
			}
		})
	}
	wait.Wait()
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(tasks)), errors.Join(failed...)
}

// above says how many percent the placement of an instance is above what it is
// compared with.
func (t task) above(evaluations int, seed uint64) (float64, error) {
	pl := schedule.Improve(t.problem, t.goal, t.goal.Priority(t.problem), evaluations, seed)
	if err := scheduletest.Check(t.problem, pl); err != nil {
		return 0, fmt.Errorf("%s: %w", t.name, err)
	}
	return 100 * (float64(t.goal.Cost(pl)[0])/float64(t.reference) - 1), nil
}

// speed is how many microseconds one schedule takes. It is measured on a sum of
// finishes, for which the search does not end before its time.
func (t task) speed(seed uint64) float64 {
	const schedules = 200
	goal := schedule.Goal{Rule: schedule.Weighted}
	priority := goal.Priority(t.problem)
	began := time.Now()
	schedule.Improve(t.problem, goal, priority, schedules, seed)
	return float64(time.Since(began).Nanoseconds()) / 1000 / schedules
}
