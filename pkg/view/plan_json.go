package view

import (
	"io"
	"strconv"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
)

type planJSON struct {
	head
	Digest   string            `json:"digest"`
	Strategy string            `json:"strategy"`
	Counts   planCountsJSON    `json:"counts"`
	Order    []planRowJSON     `json:"order"`
	Waves    []planWaveJSON    `json:"waves"`
	Blockers []planBlockerJSON `json:"blockers"`
	Impaired []string          `json:"impaired"`

	Schedule  *scheduleJSON     `json:"schedule"`
	Objective *objectiveJSON    `json:"objective"`
	Forecast  *planForecastJSON `json:"forecast,omitempty"`
}

type planCountsJSON struct {
	Total          int            `json:"total"`
	Stopped        int            `json:"stopped"`
	Damaged        int            `json:"damaged"`
	Unknown        int            `json:"unknown"`
	Infrastructure int            `json:"infrastructure"`
	ByTier         map[string]int `json:"byTier"`
}

type planRowJSON struct {
	Position      int           `json:"position"`
	System        string        `json:"system"`
	Class         string        `json:"class"`
	Tier          *int          `json:"tier"`
	EffectiveTier *int          `json:"effectiveTier"`
	Lane          string        `json:"lane"`
	Rank          planRankJSON  `json:"rank"`
	Condition     string        `json:"condition"`
	Wave          int32         `json:"wave"`
	Method        string        `json:"method"`
	Needs         []string      `json:"needs"`
	LiftedBy      string        `json:"liftedBy"`
	Frees         *int32        `json:"frees"`
	Start         *int64        `json:"start"`
	Finish        *int64        `json:"finish"`
	Crew          *string       `json:"crew"`
	LateBy        *int64        `json:"lateBy"`
	Why           []planWhyJSON `json:"why"`
}

type planRankJSON struct {
	Lane string `json:"lane"`
	Tier *int   `json:"tier"`
}

type planWhyJSON struct {
	Code   string `json:"code"`
	System string `json:"system,omitempty"`
	Value  string `json:"value,omitempty"`
}

type planWaveJSON struct {
	Number  int      `json:"number"`
	Systems []string `json:"systems"`
}

type planBlockerJSON struct {
	System string `json:"system"`
	Frees  int32  `json:"frees"`
	Reason string `json:"reason"`
}

// PlanJSON writes the whole plan for scripts.
func PlanJSON(w io.Writer, of *Planned) error {
	pl := of.Plan
	c := pl.Counts()
	out := planJSON{
		head:   newHead("Plan"),
		Digest: pl.Digest(), Strategy: pl.Strategy.String(),
		Counts: planCountsJSON{
			Total: c.Total, Stopped: c.Stopped, Damaged: c.Damaged, Unknown: c.Unknown,
			Infrastructure: c.Infrastructure, ByTier: byTier(c.ByTier),
		},
		Order:    make([]planRowJSON, 0, len(pl.Order)),
		Waves:    []planWaveJSON{},
		Blockers: []planBlockerJSON{},
		Impaired: ids(pl.Inventory, pl.Impaired),

		Schedule: newScheduleJSON(of.Schedule), Objective: newObjectiveJSON(of.Schedule),
		Forecast: newPlanForecast(of),
	}
	for n, i := range pl.Order {
		out.Order = append(out.Order, planRow(of, n+1, i))
	}
	for n, wave := range pl.Waves() {
		out.Waves = append(out.Waves, planWaveJSON{n + 1, ids(pl.Inventory, wave)})
	}
	for _, b := range pl.Blockers {
		out.Blockers = append(out.Blockers, planBlockerJSON{pl.Inventory.Systems[b.System].ID, b.Frees, b.Reason})
	}
	return writeJSON(w, out)
}

// byTier counts by tier; the key unknown is there only when there are any.
func byTier(counts [5]int) map[string]int {
	m := map[string]int{}
	for tier := 1; tier <= 4; tier++ {
		m[strconv.Itoa(tier)] = counts[tier]
	}
	if counts[0] > 0 {
		m["unknown"] = counts[0]
	}
	return m
}

func planRow(of *Planned, position int, i int32) planRowJSON {
	pl := of.Plan
	sys := &pl.Inventory.Systems[i]
	row := planRowJSON{
		Position: position, System: sys.ID, Class: string(sys.Class),
		Tier: pl.Tier(i), EffectiveTier: pl.EffectiveTier(i), Lane: pl.Lanes[i].String(),
		Rank:      planRankJSON{pl.Ranks[i].Lane.String(), pl.RankTier(i)},
		Condition: pl.Conditions[i].String(), Wave: pl.Wave[i], Method: pl.Method(i),
		Needs: ids(pl.Inventory, pl.Needs(i)), Why: whyJSON(pl, pl.Why(i)),
	}
	if by := pl.LiftedBy[i]; by >= 0 {
		row.LiftedBy = pl.Inventory.Systems[by].ID
	}
	if pl.Frees[i] >= 0 {
		row.Frees = &pl.Frees[i]
	}
	row.place(of.Schedule, i)
	return row
}

func whyJSON(pl *plan.Plan, reasons []plan.Reason) []planWhyJSON {
	out := make([]planWhyJSON, 0, len(reasons))
	for _, r := range reasons {
		j := planWhyJSON{Code: r.Code, Value: r.Value}
		if r.System >= 0 {
			j.System = pl.Inventory.Systems[r.System].ID
		}
		out = append(out, j)
	}
	return out
}

func ids(inv *inventory.Inventory, systems []int32) []string {
	out := make([]string, len(systems))
	for n, i := range systems {
		out[n] = inv.Systems[i].ID
	}
	return out
}
