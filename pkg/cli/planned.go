package cli

import (
	"context"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/selection"
	"github.com/bokgu/bokgu/pkg/view"
)

// planSource says what a plan is made of, and how.
type planSource struct {
	conditions conditionOptions
	strategy   string
	effort     int
	at         string // when the outage began; empty: not known
}

// planned is a plan, its schedule, and what both were made of.
type planned struct {
	view.Planned
	input    plan.Input
	place    plan.PlaceOptions
	incident *session // nil outside an incident
}

// plan reads the workspace and plans for the conditions that the flags give,
// else the open incident from now on, else everything stopped.
func (r *run) plan(ctx context.Context, from planSource) (*planned, error) {
	strategy, err := plan.ParseStrategy(from.strategy)
	if err != nil {
		return nil, r.tip(r.fail(exitUsage, "error.strategy", from.strategy), "tip.strategy", strategyWords)
	}
	if from.effort < 0 || from.effort > plan.MaxEffort {
		return nil, r.fail(exitUsage, "error.effort")
	}
	out := &planned{place: plan.PlaceOptions{Effort: from.effort}}
	if from.conditions == (conditionOptions{}) {
		if out.incident, err = r.planIncident(); err != nil {
			return nil, err
		}
	}
	if out.incident != nil {
		if from.at != "" {
			return nil, r.tip(r.fail(exitUsage, "error.at-incident"), "tip.at-incident")
		}
		out.ofIncident()
	} else if err := r.ofInventory(out, from); err != nil {
		return nil, err
	}
	out.input.Strategy = strategy
	if err := whileWanted(ctx, out.make); err != nil {
		return nil, err
	}
	return out, nil
}

// strategyWords lists what --strategy takes.
const strategyWords = "tier-strict, weighted, makespan, damage-first, fifo"

// make plans and places what the input says.
func (p *planned) make() {
	p.Plan = plan.Build(p.input)
	p.Schedule = p.Plan.Place(p.Situation, p.place)
	if p.incident != nil && p.Schedule != nil {
		p.Dated = p.Schedule.Dated()
	}
}

// with is the same by another strategy.
func (p *planned) with(strategy plan.Strategy) *planned {
	other := *p
	other.input.Strategy = strategy
	other.make()
	return &other
}

// ofIncident takes the input from an incident as it is now.
func (p *planned) ofIncident() {
	s := p.incident
	m := s.moment()
	p.input = plan.Input{Inventory: s.state.Inventory, Conditions: s.state.Conditions(), Rungs: s.state.Rungs()}
	p.Situation = m.Situation()
	p.place.Gain = plan.IncidentGain
	p.Incident = &view.PlanIncident{ID: s.state.ID, Title: s.state.Title, Drill: s.state.Drill}
}

// ofInventory takes the input from the workspace and the flags. Who says when
// the outage began wants dates.
func (r *run) ofInventory(out *planned, from planSource) error {
	inv, err := r.soundInventory()
	if err != nil {
		return err
	}
	conditions, err := r.conditions(inv, from.conditions)
	if err != nil {
		return err
	}
	out.input = plan.Input{Inventory: inv, Conditions: conditions}
	if from.at != "" {
		at, ok := parsePast(from.at, r.env.Now())
		if !ok {
			return r.badTime("at", from.at)
		}
		out.Situation.From, out.Dated = at.Truncate(time.Second), true
	}
	return nil
}

// planIncident is the open incident; nil when there is none.
func (r *run) planIncident() (*session, error) {
	all, err := r.candidates()
	if err != nil {
		return nil, err
	}
	_, itself := r.itself() // then nothing else can be meant, closed or not
	if r.cfg.Incident == "" && !itself && !slices.ContainsFunc(all, func(c candidate) bool { return c.open }) {
		return nil, nil
	}
	chosen, err := r.pick(all, true)
	if err != nil {
		return nil, err
	}
	return r.session(chosen)
}

// conditions evaluates the expressions for every system; nil is everything
// stopped. Damaged beats unknown beats stopped; what none matches is
// unaffected.
func (r *run) conditions(inv *inventory.Inventory, opts conditionOptions) ([]plan.Condition, error) {
	if opts == (conditionOptions{}) {
		return nil, nil
	}
	conditions := make([]plan.Condition, len(inv.Systems))
	for _, c := range []struct {
		flag, src string
		is        plan.Condition
	}{
		{"stopped", opts.stopped, plan.Stopped},
		{"unknown", opts.unknown, plan.Unknown},
		{"damaged", opts.damaged, plan.Damaged},
	} {
		if c.src == "" {
			continue
		}
		expr, err := r.compile(c.flag, c.src)
		if err != nil {
			return nil, err
		}
		var system selection.System
		for i := range conditions {
			inv.Selection(int32(i), &system)
			if expr.Match(&system) {
				conditions[i] = c.is
			}
		}
	}
	return conditions, nil
}
