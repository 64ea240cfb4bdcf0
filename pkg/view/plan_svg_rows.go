package view

import (
	"cmp"
	"slices"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
)

// fewRows is up to how many systems each has a row of its own.
const fewRows = 60

// baseFill is the fill of what is not graded.
const baseFill = 5

// chartRow is one row of the drawing: the heading of a room, or systems.
type chartRow struct {
	heading bool
	base    bool // of infrastructure
	alone   bool // one system, by its name
	room    string
	tier    inventory.Tier
	fill    int
	systems []int32
}

func (r *chartRow) height() int {
	if r.heading {
		return svgRow + 8
	}
	return svgRow
}

// byFinish are the systems that have a time, the first to be back first, and
// how many have none.
func (r *chartRow) byFinish(s *plan.Schedule) (placed []int32, unplaced int) {
	for _, i := range r.systems {
		if s.Finish(i) == plan.Never {
			unplaced++
		} else {
			placed = append(placed, i)
		}
	}
	slices.SortStableFunc(placed, func(a, b int32) int { return cmp.Compare(s.Finish(a), s.Finish(b)) })
	return placed, unplaced
}

// chartRows are the infrastructure by name, then the services by room: one by
// one, or by tier.
func chartRows(pl *Planned, all bool) []chartRow {
	var base []chartRow
	rooms := map[string][]int32{}
	var services int
	for _, i := range pl.Plan.Order {
		if pl.Situation.IsDone(i) {
			continue
		}
		sys := &pl.Plan.Inventory.Systems[i]
		if sys.Class == inventory.Infrastructure {
			base = append(base, chartRow{alone: true, fill: baseFill, systems: []int32{i}})
			continue
		}
		services++
		rooms[sys.Room] = append(rooms[sys.Room], i)
	}
	var rows []chartRow
	if len(base) > 0 {
		rows = append(append(rows, chartRow{heading: true, base: true}), base...)
	}
	for _, room := range roomOrder(pl.Plan.Inventory, rooms) {
		rows = append(rows, chartRow{heading: true, room: room})
		if all || services <= fewRows {
			for _, i := range rooms[room] {
				rows = append(rows, chartRow{alone: true, fill: fillOf(pl.Plan.Inventory.Systems[i].Tier), systems: []int32{i}})
			}
			continue
		}
		rows = append(rows, byTierRows(pl.Plan.Inventory, rooms[room])...)
	}
	return rows
}

// byTierRows are the systems of a room by tier, the unknown last.
func byTierRows(inv *inventory.Inventory, systems []int32) []chartRow {
	var rows []chartRow
	for _, tier := range [...]inventory.Tier{1, 2, 3, 4, inventory.UnknownTier} {
		row := chartRow{tier: tier, fill: fillOf(tier)}
		for _, i := range systems {
			if inv.Systems[i].Tier == tier {
				row.systems = append(row.systems, i)
			}
		}
		if len(row.systems) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// fillOf is the fill of a tier.
func fillOf(t inventory.Tier) int {
	if t < 1 || t > 4 {
		return 0
	}
	return int(t)
}

// roomOrder lists the rooms as the inventory does, then those without a
// section by name; systems in no known room come last.
func roomOrder(inv *inventory.Inventory, rooms map[string][]int32) []string {
	var order, rest []string
	listed := map[string]bool{"": true}
	for r := range inv.Rooms {
		if id := inv.Rooms[r].ID; rooms[id] != nil && !listed[id] {
			listed[id] = true
			order = append(order, id)
		}
	}
	for id := range rooms {
		if !listed[id] {
			rest = append(rest, id)
		}
	}
	slices.Sort(rest)
	order = append(order, rest...)
	if rooms[""] != nil {
		order = append(order, "")
	}
	return order
}
