package view

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/term"
)

// shownObstacles is how many reasons a screen names why something has no time.
const shownObstacles = 4

// shownBegin is how many names the note on missing times gives.
const shownBegin = 5

// scheduleLines say what the schedule comes to: when tier 1 and all are back,
// how many are late, what has no time and why, which crews have most to do.
func (p Page) scheduleLines(pl *Planned) []string {
	s := pl.Schedule
	if s == nil {
		return nil
	}
	c := p.clock(pl)
	var lines []string
	if s.Placed() > 0 {
		parts := []string{}
		switch at := s.Objective.Tier1Back; at {
		case plan.Never:
			parts = append(parts, p.Msg("schedule.tier1-never"))
		case 0: // nothing of it is left
		default:
			parts = append(parts, p.Msg("schedule.tier1", c.at(at)))
		}
		if len(s.Unplaced) == 0 {
			parts = append(parts, p.Msg("schedule.end", c.at(s.End)))
		} else {
			parts = append(parts, p.Msg("schedule.end-some", s.Placed(), s.Placed()+len(s.Unplaced), c.at(s.End)))
		}
		if late := s.Late(); late > 0 {
			parts = append(parts, p.Msg("schedule.late", late))
		}
		lines = append(lines, p.Msg("schedule.line", strings.Join(parts, "  ")))
	}
	lines = append(lines, p.obstacleLines(s)...)
	if line := p.busyLine(s); line != "" {
		lines = append(lines, line)
	}
	return append(lines, p.timesNote(pl)...)
}

// timesNote says what T is, and that the times are no promise.
func (p Page) timesNote(pl *Planned) []string {
	if pl.Schedule.Placed() == 0 {
		return nil
	}
	c := p.clock(pl)
	if c.dated {
		return []string{p.Msg("schedule.means")}
	}
	if c.from.IsZero() {
		return []string{p.Msg("schedule.means-t")}
	}
	missing := pl.Plan.Unheard(pl.Situation)
	if len(missing) == 0 {
		return []string{p.Msg("schedule.means-from", c.dayClock(c.from))}
	}
	return []string{p.Msg("schedule.means-missing", c.dayClock(c.from), p.someOf(pl.Plan, missing, shownBegin))}
}

// someOf names the first of some systems, and how many more there are.
func (p Page) someOf(pl *plan.Plan, systems []int32, most int) string {
	var names []string
	for _, i := range systems[:min(most, len(systems))] {
		names = append(names, p.system(pl.Inventory, i))
	}
	text := strings.Join(names, ", ")
	if rest := len(systems) - len(names); rest > 0 {
		text += " " + p.Msg("plan.more-blockers", rest)
	}
	return text
}

// backAt is a time, or that there is none.
func (c clock) backAt(t int64) string {
	if t == plan.Never {
		return c.Msg("schedule.never")
	}
	return c.at(t)
}

// obstacleLines say what has no time and why.
func (p Page) obstacleLines(s *plan.Schedule) []string {
	obstacles := s.Obstacles()
	var lines []string
	for n, o := range obstacles {
		if n == shownObstacles-1 && len(obstacles) > shownObstacles {
			lines = append(lines, p.Msg("schedule.more-obstacles", len(obstacles)-n))
			break
		}
		lines = append(lines, p.obstacle(s.Plan, &o))
	}
	return lines
}

// obstacle is one reason why systems have no time.
func (p Page) obstacle(pl *plan.Plan, o *plan.Obstacle) string {
	value := p.obstacleValue(pl, &o.Unplaced)
	key := "schedule.unplaced." + o.Code()
	switch {
	case o.Waiting > 0:
		return p.Msg("schedule.waiting."+o.Code(), o.Waiting, p.system(pl.Inventory, o.System), value)
	case o.Own == 1:
		return p.Msg(key, p.system(pl.Inventory, o.System), value)
	default:
		return p.Msg(key, p.Msg("schedule.systems", o.Own), value)
	}
}

func (p Page) obstacleValue(pl *plan.Plan, u *plan.Unplaced) string {
	if u.Reason == plan.NoEstimate || u.Reason == plan.TooLong {
		return p.method(pl.Inventory, u.Value)
	}
	return p.shown(u.Value)
}

// busyLine names the crew with most to do and the one with least.
func (p Page) busyLine(s *plan.Schedule) string {
	if len(s.Busy) < 2 || s.End <= 0 {
		return ""
	}
	crews := make([]int, len(s.Busy))
	for c := range crews {
		crews[c] = c
	}
	slices.SortStableFunc(crews, func(a, b int) int { return cmp.Compare(s.Busy[b], s.Busy[a]) })
	most, least := crews[0], crews[len(crews)-1]
	if percent(s.Busy[most]) == 0 {
		return ""
	}
	name := func(c int) string {
		crew := &s.Plan.Inventory.Crews[c]
		return term.Cut(p.Name(crew.Title, crew.ID), shortName)
	}
	return p.Msg("schedule.busy", name(most), percent(s.Busy[most]), name(least), percent(s.Busy[least]))
}

// percent is a share as whole percent.
func percent(share float64) int { return int(share*100 + 0.5) }
