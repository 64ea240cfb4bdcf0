package main

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
)

// standing are the points to stand on.
func standing() []time.Time {
	return []time.Time{moment(10, 6, 22, 0), moment(10, 13, 22, 0), moment(10, 20, 22, 0), moment(10, 27, 22, 0)}
}

const theFire = "7-1" // the room whose systems are damaged

func fireBegan() time.Time { return moment(9, 26, 20, 15) }

// moving is when the move to Daegu was announced (dailian 1555364).
func moving() time.Time { return moment(9, 29, 14, 0) }

// announced are the estimates of methods of which the inventory has what came
// in the end. Likely is what was announced on 29 September: two weeks of
// building, four weeks in all for Daegu (dailian 1555364); nobody said how
// sure, so that half and double are taken here. How long a restart takes in
// the inventory could be seen by 29 September.
func announced() map[string]inventory.Estimate {
	const week = 7 * 24 * time.Hour
	return map[string]inventory.Estimate{
		inventory.Rebuild: {Min: week, Likely: 2 * week, Max: 4 * week},
		inventory.Move:    {Min: 2 * week, Likely: 4 * week, Max: 8 * week},
	}
}

// ready says since when each part of the base was fit for use; the sources,
// and which hours are assumed, stand in story.md.
func ready() map[string]time.Time {
	return map[string]time.Time{
		"entry-daejeon": moment(9, 27, 21, 36),
		"power-2to4f":   moment(9, 28, 5, 0),
		"cooling-2to4f": moment(9, 28, 5, 30),
		"net-daejeon":   moment(9, 28, 11, 25),
		"sec-daejeon":   moment(9, 28, 11, 25),
		"dust-5f":       moment(10, 9, 6, 0),
		"power-5f":      moment(10, 11, 6, 0),
		"link-5f":       moment(10, 11, 12, 0),
		"evidence-7-1":  moment(10, 14, 19, 0),
		"gear-7-1":      moment(10, 15, 9, 0),
		"storage-5f":    moment(10, 20, 6, 0),
	}
}

// stand is what was known on one day, and what follows from it.
type stand struct {
	at      time.Time
	returns []plan.Return // as published, of total
	total   int
	of      perTier
	said    []word

	plan      *plan.Plan
	situation plan.Situation
}

func standOn(at time.Time, inv *inventory.Inventory, course curve, said []word) (stand, error) {
	s := stand{at: at, returns: course.returns(at), said: knownBy(said, at)}
	s.total, s.of = course.of(at)
	s.plan = plan.Build(input(inv))
	s.situation = plan.Situation{From: at, Done: make([]bool, len(inv.Systems)), Since: make([]time.Time, len(inv.Systems))}
	for i := range s.situation.Since {
		s.situation.Since[i] = fireBegan()
	}
	s.base()
	s.moves()
	if err := s.services(); err != nil {
		return s, err
	}
	s.rebuilds()
	return s, nil
}

// input is the outage as it was known on every standing point: 96 damaged, and
// those that the example has in Daegu on their way there.
func input(inv *inventory.Inventory) plan.Input {
	in := plan.Input{Inventory: inv, Conditions: make([]plan.Condition, len(inv.Systems)), Rungs: make([]int, len(inv.Systems))}
	for i := range inv.Systems {
		sys := &inv.Systems[i]
		switch {
		case sys.Site != "daejeon":
			in.Conditions[i] = plan.Unaffected
		case sys.Room == theFire && sys.Class == inventory.Service:
			in.Conditions[i] = plan.Damaged
		default:
			in.Conditions[i] = plan.Stopped
		}
		move := func(r inventory.Rung) bool { return r.Method == inventory.Move }
		in.Rungs[i] = max(0, slices.IndexFunc(inv.Ladder(int32(i)), move))
	}
	return in
}

// base sets what of the base is ready, and what was said of the rest.
func (s *stand) base() {
	since := ready()
	for _, i := range s.plan.Order {
		at, known := since[s.plan.Inventory.Systems[i].ID]
		s.situation.Done[i] = known && !at.After(s.at)
	}
	for _, w := range s.said {
		i, ok := s.plan.Inventory.Index(w.node)
		if !ok || s.situation.Done[i] {
			continue
		}
		s.situation.Heard = slices.DeleteFunc(s.situation.Heard, func(h plan.Heard) bool { return h.System == i })
		s.situation.Heard = append(s.situation.Heard, plan.Heard{System: i, Between: w.from, And: w.until, From: w.who, At: w.known})
	}
}

// moves sets what is on its way to Daegu since it was announced.
func (s *stand) moves() {
	for _, i := range s.plan.Order {
		if s.plan.Method(i) == inventory.Move {
			s.situation.Going = append(s.situation.Going, plan.Going{System: i, Since: moving()})
		}
	}
}

// rebuilds sets what is being rebuilt: as many as the crew has people for, the
// first in the order of the plan that are not back, since the new equipment
// was there.
func (s *stand) rebuilds() {
	since := ready()["gear-7-1"]
	if since.After(s.at) {
		return
	}
	inv := s.plan.Inventory
	method := inv.Method(inventory.Rebuild)
	at := slices.IndexFunc(inv.Crews, func(c inventory.Crew) bool { return slices.Contains(c.Skills, method.Skill) })
	free := inv.Crews[at].People / method.People
	for _, i := range s.plan.Order {
		if free > 0 && s.plan.Method(i) == inventory.Rebuild && !s.situation.Done[i] {
			s.situation.Going = append(s.situation.Going, plan.Going{System: i, Since: since, Crew: inv.Crews[at].ID})
			free--
		}
	}
}

// services sets which are back: of each tier the published share.
func (s *stand) services() error {
	var back, open perTier
	for _, r := range s.returns {
		back[r.Tier]++
	}
	own := s.plan.Counts().ByTier
	for t := 1; t <= 4; t++ {
		open[t] = int(math.Round(float64(back[t]) * float64(own[t]) / float64(s.of[t])))
		s.situation.Returns = append(s.situation.Returns, stretch(s.returns, inventory.Tier(t), open[t])...)
	}
	slices.SortStableFunc(s.situation.Returns, func(a, b plan.Return) int { return a.At.Compare(b.At) })
	for _, free := range []bool{true, false} {
		for _, i := range s.plan.Order {
			sys := &s.plan.Inventory.Systems[i]
			left := slices.ContainsFunc(s.plan.Needs(i), func(need int32) bool { return !s.situation.Done[need] })
			if sys.Class != inventory.Service || s.situation.Done[i] || free && left || open[sys.Tier] == 0 || s.plan.Method(i) == inventory.Move {
				continue
			}
			s.situation.Done[i] = true
			open[sys.Tier]--
		}
	}
	if open != (perTier{}) {
		return fmt.Errorf("%s: more came back than the example can have: %v", s.at.Format(time.DateOnly), open)
	}
	return nil
}

// stretch takes n returns of a tier out of the published ones, evenly; more
// than there are repeat some.
func stretch(all []plan.Return, tier inventory.Tier, n int) []plan.Return {
	var list, out []plan.Return
	for _, r := range all {
		if r.Tier == tier {
			list = append(list, r)
		}
	}
	for k := range n {
		out = append(out, list[k*len(list)/n])
	}
	return out
}

// rate is the number of returns a day over the days before at; of one tier, or
// of all for the unknown tier.
func rate(returns []plan.Return, tier inventory.Tier, at time.Time, days int) float64 {
	n := 0
	since := at.AddDate(0, 0, -days)
	for _, r := range returns {
		if (tier == inventory.UnknownTier || r.Tier == tier) && r.At.After(since) && !r.At.After(at) {
			n++
		}
	}
	return float64(n) / float64(days)
}
