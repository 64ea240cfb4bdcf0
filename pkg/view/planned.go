package view

import (
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// Planned is a plan and what was made of it.
type Planned struct {
	Plan      *plan.Plan
	Schedule  *plan.Schedule // nil when the inventory has no crews
	Situation plan.Situation
	Forecast  *plan.Forecast // nil when it was not asked for
	Issued    *Recorded      // the record of the forecast; nil when it was not issued
	Incident  *PlanIncident  // nil outside an incident
	Dated     bool           // times are told as dates, else as lengths after the beginning
}

// PlanIncident is the incident that a plan is of.
type PlanIncident struct {
	ID    string
	Title string
	Drill bool
}

// title is what the plan is of.
func (p Page) planOf(pl *Planned) string {
	if pl.Incident != nil {
		return p.Name(lang.Plain(pl.Incident.Title), pl.Incident.ID)
	}
	return p.Name(pl.Plan.Inventory.Title, pl.Plan.Inventory.Name)
}

// planKind says whether it is real, a drill, or outside any incident.
func (p Page) planKind(pl *Planned) string {
	if pl.Incident == nil {
		return p.Msg("schedule.exercise")
	}
	return p.kind(pl.Incident.Drill)
}

// drillMark is the line above a text about the plan of a drill; none of a real
// incident's or outside one.
func (p Page) drillMark(pl *Planned) []string {
	if pl.Incident == nil || !pl.Incident.Drill {
		return nil
	}
	return []string{p.kind(true) + " " + p.planOf(pl)}
}

// clock tells times of a schedule: as dates where these can be told, else as
// lengths after its beginning, T.
type clock struct {
	Page
	from  time.Time // zero: no dates
	dated bool
}

func (p Page) clock(pl *Planned) clock {
	return clock{Page: p, from: pl.Situation.From, dated: pl.Dated && !pl.Situation.From.IsZero()}
}

// yearAhead is from how far ahead on a date has its year: it could be taken
// for one that has passed, or for that of another year.
const yearAhead = 300 * schedule.Day

// at is a time: 9/30 14:00, or T+3d 4h.
func (c clock) at(t schedule.Time) string {
	switch {
	case c.dated && t >= yearAhead:
		return plan.DateOf(c.from, t).Format(c.Msg("report.date-layout"))
	case c.dated:
		return c.dayClock(plan.DateOf(c.from, t))
	}
	return "T+" + c.length(seconds(t))
}

// due is when something has to be back: a date wherever the beginning has one,
// for it is no promise but a fact.
func (c clock) due(t schedule.Time) string {
	if c.from.IsZero() {
		return c.at(t)
	}
	return c.dayClock(plan.DateOf(c.from, t))
}

// length is a length of time, exact to the hour from a day on, and to the
// minute below.
func (p Page) length(d time.Duration) string {
	minutes := int((d + 30*time.Second) / time.Minute)
	days, hours, rest := minutes/(24*60), minutes/60%24, minutes%60
	var parts []string
	add := func(n int, key string) {
		if n > 0 {
			parts = append(parts, p.Msg(key, n))
		}
	}
	add(days, "walk.days")
	add(hours, "walk.hours")
	if days == 0 {
		add(rest, "walk.minutes")
	}
	if len(parts) == 0 {
		return "0"
	}
	return strings.Join(parts, " ")
}

// roomName is the name of a room.
func (p Page) roomName(inv *inventory.Inventory, id string) string {
	if r := inv.Room(id); r != nil {
		return p.Name(r.Title, id)
	}
	return p.shown(id)
}
