package drill

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
)

// CrewID and SystemIDs are arguments of lines that stand for a crew and for
// systems.
type (
	CrewID    string
	SystemIDs []string
)

// player is a person as the run sees them.
type player struct{ *Play }

var _ people = player{}

func (p player) declared() {}

func (p player) look() {}

// told says what somebody told. Events and what is found the script records at
// once; what else there is waits for the person.
func (p player) told(t told) {
	w := p.run.world
	switch c := t.c.(type) {
	case incident.Happen:
		if p.run.record(c, incident.Context{From: t.from}) {
			w.hear(FromScript, "recorded-event", c.Name)
		}
		return
	case incident.SetSystem:
		if p.run.record(c, incident.Context{From: t.from}) {
			w.hear(FromScript, "recorded-found", p.ids(c.Systems), or(c.Condition, c.Data))
		}
		return
	case incident.Note:
		if len(c.Systems) > 0 { // else it is the line that was heard
			w.hear(FromScript, "told-note", p.ids(c.Systems), c.Text)
		}
		return
	case incident.PlaceHold:
		w.hear(FromScript, "told-hold", c.Where, c.Reason, or(c.Owner, "-"))
	case incident.Stop:
		key := "told-stop"
		if c.Lift {
			key = "told-go"
		}
		w.hear(FromScript, key, or(c.Reason, "-"))
	case incident.Expect:
		w.hear(FromScript, "told-expect", SystemIDs{p.run.Inventory.Systems[c.System].ID}, c.Between, c.And, or(t.from, "-"))
	case incident.DoTask:
		w.hear(FromScript, "told-task", c.Ref, string(c.Outcome), or(or(c.Reason, c.Note), or(c.Option, "-")))
	default:
		if p.holds[t.lift] == "" {
			return // they never placed it
		}
		w.hear(FromScript, "told-lift", p.holds[t.lift])
	}
	p.tells = append(p.tells, t)
}

func (p player) fell(systems []int32, reason string) {
	p.fallen = append(p.fallen, systems...)
	p.run.world.hear(FromCrew, "fell", p.ids(systems), reason)
}

// shown has the script record what a system really is, and says what it needs
// too.
func (p player) shown(systems []int32, h *Hidden) {
	w := p.run.world
	for _, i := range systems {
		w.find(i, h)
	}
	if h.Condition != plan.Unaffected && p.run.record(incident.SetSystem{Systems: systems, Condition: h.Condition.String()}, incident.Context{}) {
		w.hear(FromScript, "recorded-found", p.ids(systems), h.Condition.String())
	}
	if len(h.Needs) > 0 {
		w.hear(FromCrew, "needs-too", p.ids(systems), SystemIDs(h.Needs))
	}
}

// idle says that no crew is at a round, and nothing has fallen of which there is
// no record. A person is never at anything else: the clock stands while they are.
func (p player) idle() bool {
	st := p.run.ledger.state
	if slices.ContainsFunc(p.fallen, func(i int32) bool { return st.Back(i) && !p.run.world.there(i) }) {
		return false
	}
	return !slices.ContainsFunc(p.starts, func(s *start) bool { return len(s.left) > 0 })
}

func (p player) ids(systems []int32) SystemIDs {
	out := make(SystemIDs, len(systems))
	for k, i := range systems {
		out[k] = p.run.Inventory.Systems[i].ID
	}
	return out
}

// sendCrews sets people to work on the rounds that were issued.
func (p *Play) sendCrews() {
	for _, r := range p.run.ledger.state.Rounds {
		if p.sent[r.ID] {
			continue
		}
		p.sent[r.ID] = true
		crew, each := p.crewOf(r)
		s := &start{round: r.ID, crew: crew, each: each, left: slices.Clone(r.Systems), issued: p.run.now, why: map[int32]string{}}
		s.changed = func() {
			if len(s.up)+len(s.failed) == len(s.left) {
				p.report(s)
			}
		}
		p.starts = append(p.starts, s)
		p.run.world.begun(s, r)
		p.later(s)
	}
}

// crewOf is who works on a round: the crew it names, else the first that is free
// and able, else the first that is able at all; -1 is nobody of ours. each is how
// many people a system takes.
func (p *Play) crewOf(r *incident.Round) (crew, each int) {
	w := p.run.world
	rung := w.state.RungBy(r.Task, r.Systems[0])
	m := w.Inventory.Method(rung.Method)
	people := 0
	if m != nil {
		people = m.People
	}
	if k := slices.IndexFunc(w.Inventory.Crews, func(c inventory.Crew) bool { return c.ID == r.Crew }); k >= 0 {
		return k, people
	}
	if crew, each, ok := w.crewFor(r.Systems[0], rung, w.spare()); ok {
		return crew, each
	}
	site := w.Inventory.WorkSite(&w.Inventory.Systems[r.Systems[0]], &rung)
	return slices.IndexFunc(w.Inventory.Crews, func(c inventory.Crew) bool { return c.Serves(site, m.Skill) }), people
}

// later has a round told of now and then while it goes on.
func (p *Play) later(s *start) {
	p.run.agenda.put(p.run.now.Add(p.run.Drill.People.Report), func() {
		if len(s.up)+len(s.failed) > 0 {
			p.report(s)
		}
		if len(s.left) > 0 {
			p.later(s)
		}
	})
}

// report tells what became of a round so far: the person has to record it.
func (p *Play) report(s *start) {
	w := p.run.world
	w.fellSince(s)
	slices.Sort(s.up)
	slices.Sort(s.failed)
	done := append(slices.Clone(s.up), s.failed...)
	s.left = slices.DeleteFunc(s.left, func(i int32) bool { return slices.Contains(done, i) })
	crew := CrewID("")
	if s.crew >= 0 {
		crew = CrewID(w.Inventory.Crews[s.crew].ID)
	}
	if len(s.up) > 0 {
		w.hear(FromCrew, "round-up", crew, s.round, player{p}.ids(s.up))
	}
	for _, i := range s.failed {
		w.hear(FromCrew, "failed-"+s.why[i], w.Inventory.Systems[i].ID)
	}
	failed := s.failed
	s.up, s.failed = nil, nil
	p.run.learn(failed, s.why)
}
