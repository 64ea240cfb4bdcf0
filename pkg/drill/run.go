package drill

import (
	"errors"
	"fmt"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// Stage is what a drill is played on. Runs only read it: several may go on at
// once.
type Stage struct {
	Drill     *Drill
	Inventory *inventory.Inventory // resolved
	Book      *playbook.Playbook   // resolved
	Files     string               // sha256 of the manifest of the two, for the record; empty is none
}

// Run plays the script once. Its error is a fault of the program or of an
// expression, never something the outage did.
func (s *Stage) Run(seed uint64) (*Result, error) {
	r, err := s.newRun(seed)
	if err != nil {
		return nil, err
	}
	r.people = newDesk(r)
	if err := r.open(); err != nil {
		return nil, err
	}
	r.play()
	return r.result()
}

// people are who hears of things: the desk of a script, or a person.
type people interface {
	// declared is called once the record is open.
	declared()
	// told hands on what somebody told: it is to be recorded.
	told(t told)
	// look is called when something has changed or time has gone by.
	look()
	// fell says that running systems have stopped.
	fell(systems []int32, reason string)
	// shown says that people see now what a system really is.
	shown(systems []int32, h *Hidden)
	// idle says that nobody is at anything.
	idle() bool
}

// run is one run under way.
type run struct {
	*Stage
	seed   uint64
	chance *chance
	agenda *agenda
	world  *world
	ledger *ledger
	judge  *judge
	score  *score
	people people

	now    time.Time
	asOf   *incident.Moment // of now and the last record; nil: make a new one
	times  map[string]int   // how often a task was taken up
	heard  []Line
	ended  Ending
	failed error
	left   int       // injects, findings and falls that people are still to hear of
	steps  int       // things that have happened
	moved  time.Time // when something was recorded or happened last
}

func (s *Stage) newRun(seed uint64) (*run, error) {
	st := incident.New(s.Inventory, s.Book)
	c := newChance(seed)
	r := &run{Stage: s, seed: seed, chance: c, times: map[string]int{}, now: s.Drill.Start}
	r.world = newWorld(s, c, st)
	r.agenda = r.world.agenda
	r.world.heard = func(l Line) { r.heard = append(r.heard, l) }
	var err error
	r.ledger, err = newLedger(st, s.Drill.Name, seed, s.Drill.Start.Add(s.Drill.Outage.Noticed))
	if err != nil {
		return nil, err
	}
	r.judge = newJudge(r)
	r.score = newScore(r)
	return r, nil
}

// open begins the outage, and the record when somebody notices.
func (r *run) open() error {
	d, o := r.Drill, &r.Drill.Outage
	title := o.Title
	if title.IsZero() {
		title = d.Title
	}
	r.set(d.Start.Add(o.Noticed))
	c := incident.Declare{ID: d.Name, Title: or(said(title), d.Name), Drill: true, Suspected: o.Suspected, Files: r.Files,
		Stopped: source(o.Stopped), Damaged: source(o.Damaged), Unknown: source(o.Unknown)}
	if !r.record(c, incident.Context{Happened: d.Start}) {
		return r.failed
	}
	r.world.now = r.now
	r.world.begin()
	for k := range d.Injects {
		at := d.Start.Add(d.Injects[k].At)
		if at.Before(r.now) {
			at = r.now // what happened unnoticed is told as soon as there is somebody to tell
		}
		r.left++
		r.agenda.put(at, func() { r.inject(k) })
	}
	for k := range o.Hidden {
		if o.Hidden[k].Found > 0 {
			r.left++
			r.agenda.put(later(d.Start.Add(o.Hidden[k].Found), r.now), func() { r.find(k) })
		}
	}
	r.judge.arrange()
	r.people.declared()
	return nil
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func source(x *selection.Expr) string {
	if x == nil {
		return ""
	}
	return x.String()
}

// How long nothing may happen, and the longest time between two looks.
const (
	longQuiet = 21 * 24 * time.Hour
	longLook  = 6 * time.Hour
)

// play goes from one thing that happens to the next until the end.
func (r *run) play() {
	until := r.Drill.Start.Add(r.Drill.Until)
	for r.ended == "" {
		r.people.look()
		r.score.look()
		if r.ended != "" || r.over() {
			break
		}
		next := r.now.Add(r.patience())
		if at, ok := r.agenda.first(); ok && at.Before(next) {
			next = at
		}
		if next.After(until) {
			r.set(later(until, r.now))
			r.end(EndedTime)
			break
		}
		r.set(next)
		if r.steps++; r.steps > MaxSteps {
			r.end(EndedFull)
		}
		r.happen()
	}
}

// happen lets happen what is due.
func (r *run) happen() {
	for at, ok := r.agenda.first(); ok && !at.After(r.now) && r.ended == ""; at, ok = r.agenda.first() {
		r.agenda.take().what()
		if r.steps++; r.steps > MaxSteps {
			r.end(EndedFull)
		}
	}
}

// patience is how long people wait before they look again: gates and due times
// open with the clock alone. The longer it has lasted, the less often.
func (r *run) patience() time.Duration {
	gone := r.now.Sub(r.Drill.Start)
	return min(longLook, max(15*time.Minute, (gone/12).Truncate(time.Minute)))
}

// over says that nothing is left to do, or that nothing can happen any more.
func (r *run) over() bool {
	if r.left > 0 || !r.people.idle() {
		return false
	}
	all, _ := r.moment().Count()
	switch {
	case all.Stable == all.Total && (r.score.passed() || r.now.Sub(r.moved) > longLook):
		r.record(incident.Close{Note: or(said(r.Drill.Title), r.Drill.Name)}, incident.Context{})
		r.end(EndedStable)
	case r.now.Sub(r.moved) > longQuiet:
		r.end(EndedStuck)
	}
	return r.ended != ""
}

func (r *run) end(why Ending) {
	if r.ended == "" {
		r.ended = why
	}
}

// set sets the clock.
func (r *run) set(now time.Time) {
	r.now, r.world.now, r.asOf = now, now, nil
}

// moment is the incident now.
func (r *run) moment() *incident.Moment {
	if r.asOf == nil {
		r.asOf = r.ledger.state.At(r.now)
	}
	return r.asOf
}

// record records a command; false when nothing came of it.
func (r *run) record(c incident.Command, how incident.Context) bool {
	rec, known, err := r.ledger.record(r.now, c, how)
	var refusal *incident.Refusal
	var unknown *incident.Unknown
	var misuse *incident.Misuse
	switch {
	case errors.Is(err, errFull):
		r.end(EndedFull)
		return false
	case errors.As(err, &refusal):
		r.world.hear(FromScript, "refused", refusal.Code)
		return false
	case errors.As(err, &unknown):
		r.world.hear(FromScript, "unknown", unknown.Kind, unknown.Name)
		return false
	case errors.As(err, &misuse):
		r.world.hear(FromScript, "misuse", misuse.Code)
		return false
	case err != nil:
		r.failed = fmt.Errorf("drill: record %T: %w", c, err)
		r.end(EndedFull)
		return false
	case known:
		return false
	}
	r.saw(&rec)
	return true
}

// saw takes in what was recorded.
func (r *run) saw(rec *journal.Record) {
	r.asOf, r.moved = nil, r.now
	r.judge.saw(rec)
	r.score.saw()
}

// inject lets happen what the script says, and tells people.
func (r *run) inject(k int) {
	r.left--
	r.moved = r.now
	in := &r.Drill.Injects[k]
	if !in.Say.IsZero() {
		r.world.heard(Line{At: r.now, From: FromScript, Text: in.Say})
	}
	tell := r.world.told(k)
	var fallen []int32
	switch {
	case !in.Down.none():
		fallen = r.world.down(k)
	case in.Probe != nil && !in.Probe.OK:
		if i, ok := r.Inventory.Index(in.Probe.System); ok && r.world.there(i) {
			fallen = []int32{i}
		}
	case in.Found != nil:
		fallen = r.world.broken(k)
	}
	r.world.happen(k)
	for _, t := range tell {
		r.people.told(t)
	}
	if len(fallen) > 0 {
		reason := in.Say
		if in.Probe != nil {
			reason = in.Probe.Says
		}
		r.people.fell(fallen, or(said(reason), "down"))
	}
}

// find shows people something hidden.
func (r *run) find(k int) {
	r.left--
	r.moved = r.now
	h := &r.Drill.Outage.Hidden[k]
	systems := r.world.found(k)
	if len(systems) == 0 {
		return
	}
	r.people.shown(systems, h)
}
