package view

import (
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/walk"
)

// rowTitle says what is to be done, and for how much.
func (p Page) rowTitle(m *incident.Moment, r *walk.Row) string {
	switch {
	case r.Question != nil:
		return term.Plain(r.Question.Text)
	case r.Added != nil:
		return term.Plain(r.Added.Title)
	case r.Conflict != nil:
		return p.Msg("next.conflict", p.Msg("walk.about-"+r.Conflict.About), p.conflictWith(m, &r.Entry))
	case r.Round != nil:
		return p.Msg("next.round", p.roundName(m, r.Round), len(r.Systems))
	}
	title := p.Name(r.Task.Title, r.Task.ID)
	switch {
	case r.Proposal != nil:
		return p.Msg("next.proposal", title, len(r.Systems), p.proposalPlace(m, r.Proposal))
	case len(r.Rest) > 0:
		return p.Msg("next.groups", title, len(r.Rest)+1, p.group(m, r.Task, r.Key))
	case r.Key != "":
		title += ": " + p.group(m, r.Task, r.Key)
	case len(r.Systems) > 0:
		title = p.Msg("next.systems", title, len(r.Systems))
	}
	if r.Task.Progress > 0 {
		title += " " + strconv.Itoa(m.Reached(r.Task, r.Key)) + "/" + strconv.Itoa(r.Task.Progress)
	}
	return title
}

// entryTitle is the title as scripts get it: of one entry, without figures.
func (p Page) entryTitle(m *incident.Moment, e *walk.Entry) string {
	switch {
	case e.Question != nil:
		return e.Question.Text
	case e.Added != nil:
		return e.Added.Title
	case e.Conflict != nil:
		return p.Msg("next.conflict", p.Msg("walk.about-"+e.Conflict.About), p.conflictWith(m, e))
	default:
		return e.Task.Title.In(p.Lang)
	}
}

func (p Page) conflictWith(m *incident.Moment, e *walk.Entry) string {
	c := e.Conflict
	what := e.Ref
	switch {
	case c.Task != nil:
		what = p.Name(c.Task.Title, c.Task.ID)
	case c.System >= 0:
		what = p.system(m.Inventory, c.System)
	}
	if c.Task != nil && len(e.Systems) > 0 {
		what = p.Msg("next.systems", what, len(e.Systems))
	}
	return what
}

// group is what a group of a task is called.
func (p Page) group(m *incident.Moment, t *playbook.Task, key string) string {
	name := lang.Plain(key)
	switch {
	case key == incident.NoGroup:
		return p.Msg("walk.no-group")
	case t.Per == playbook.PerAgency:
		name = m.Inventory.AgencyName(key)
	case t.Per == playbook.PerRoom:
		return p.room(m, key)
	}
	return p.Name(name, key)
}

func (p Page) room(m *incident.Moment, id string) string {
	if r := m.Inventory.Room(id); r != nil && !r.Title.IsZero() {
		return p.Name(r.Title, id)
	}
	return p.Msg("walk.room", term.Plain(id))
}

// proposalPlace is where a round would be started and by what method.
func (p Page) proposalPlace(m *incident.Moment, pr *incident.Proposal) string {
	var parts []string
	if pr.Room != "" {
		parts = append(parts, p.room(m, pr.Room))
	} else if pr.Site != "" {
		parts = append(parts, p.Name(m.SiteTitle(pr.Site), pr.Site))
	}
	return strings.Join(append(parts, p.method(m.Inventory, pr.Method)), ", ")
}

// roundName is a round as people say it: 대전 7차, daejeon-7.
func (p Page) roundName(m *incident.Moment, r *incident.Round) string {
	if p.Lang != lang.KO || !p.Hangul || r.Number == 0 {
		return term.Plain(r.ID)
	}
	place := m.SiteTitle(r.Site)
	if r.Site == "" {
		place = lang.Plain(r.Crew)
	}
	if place.IsZero() {
		return term.Plain(r.ID)
	}
	return p.Msg("walk.round", term.Plain(place.In(p.Lang)), r.Number)
}

// waitsOn names what something waits for: two of them and how many more.
func (p Page) waitsOn(m *incident.Moment, on []incident.Wait) string {
	const most = 2
	var names []string
	for _, w := range on {
		if name := p.wait(m, w); len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return p.Msg("next.and-more", strings.Join(names[:most], ", "), len(names)-most)
}

// wait names one thing that is waited for.
func (p Page) wait(m *incident.Moment, w incident.Wait) string {
	switch w.Kind {
	case incident.WaitTask:
		return p.Name(w.Task.Title, w.Task.ID)
	case incident.WaitEvent:
		return p.event(w.Event)
	case incident.WaitNeed, incident.WaitPhase:
		return p.system(m.Inventory, w.System)
	case incident.WaitStep:
		for i := range m.Book.Steps {
			if s := &m.Book.Steps[i]; s.ID == w.Step {
				return p.Msg("walk.wait-step", s.ID.Number())
			}
		}
		return string(w.Step)
	case incident.WaitHold:
		if w.Hold == incident.HomeHold {
			return p.Msg("walk.wait-home")
		}
		return p.Msg("walk.wait-hold", w.Hold)
	default:
		return p.Msg("walk.wait-stop")
	}
}

// event is an outside event in words, where the program has them.
func (p Page) event(name string) string {
	if key := "event." + name; lang.Has(key) {
		return p.Msg(key)
	}
	return term.Plain(name)
}
