package drill

import (
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// world is what is really so, whoever knows it.
type world struct {
	*Stage
	chance *chance
	agenda *agenda
	state  *incident.State // what people have recorded: the world reads only what they start
	now    time.Time

	truth []truth              // by system
	crews []crew               // by crew of the inventory
	rooms map[string]time.Time // when the pause of a room is over

	circles map[int32][]int32 // by system that needs itself through others: those that start together with it

	// What people can perceive; the desk or the screen of a person sets them.
	heard func(Line)
}

// truth is what is really so of one system.
type truth struct {
	condition plan.Condition
	hidden    *Hidden  // what is otherwise than people think, until it was found
	needs     []string // what it needs beside what the inventory says, found out

	scripted bool // infrastructure: only an inject makes it fit
	coming   bool // infrastructure: its time is drawn and running
	fit      bool // infrastructure: fit for use
	runs     bool // it runs, somewhere
	home     bool // a copy runs at home
	away     bool // a copy runs elsewhere

	fails []failure
	tries int // starts so far
	fell  int // how often it fell
}

// failure makes starts fail; left is how often still, -1 without end.
type failure struct {
	of   *Failing
	left int
}

// crew is a crew of the inventory as it is now.
type crew struct {
	people int // there
	busy   int
	hours  schedule.Hours
}

// fallback is how long a start takes of which nobody has said anything.
func fallback() inventory.Estimate {
	return inventory.Estimate{Min: 30 * time.Minute, Likely: 2 * time.Hour, Max: 24 * time.Hour}
}

func newWorld(s *Stage, c *chance, st *incident.State) *world {
	w := &world{
		Stage: s, chance: c, agenda: &agenda{}, state: st, now: s.Drill.Start, heard: func(Line) {},
		truth: make([]truth, len(s.Inventory.Systems)), crews: make([]crew, len(s.Inventory.Crews)), rooms: map[string]time.Time{},
	}
	for k := range w.crews {
		c := &s.Inventory.Crews[k]
		w.crews[k] = crew{people: c.People, hours: plan.CrewHours(c, s.Drill.Start)}
	}
	for _, size := range s.Drill.Crews {
		w.resize(size)
	}
	w.circles = map[int32][]int32{}
	hard := func(i int) []int32 { return s.Inventory.Systems[i].Hard }
	for _, circle := range inventory.Components(len(s.Inventory.Systems), hard) {
		for _, i := range circle {
			w.circles[i] = circle
		}
	}
	return w
}

// begin is when the outage begins: what was declared is so, but for what is
// hidden. It puts the script's injects on the agenda.
func (w *world) begin() {
	for n := range w.truth {
		is, _ := w.state.Condition(int32(n))
		w.truth[n].condition = is
		w.truth[n].runs = is == plan.Unaffected
		w.truth[n].home = w.truth[n].runs
		w.truth[n].fit = w.truth[n].runs
	}
	for k := range w.Drill.Outage.Hidden {
		h := &w.Drill.Outage.Hidden[k]
		for _, i := range w.which(&h.Which, "hidden", k) {
			t := &w.truth[i]
			t.hidden = h
			if h.Condition != plan.Unaffected {
				t.condition = h.Condition
				t.runs, t.home, t.fit = false, false, false
			}
		}
	}
	for k := range w.Drill.Injects {
		for _, i := range w.which(&w.Drill.Injects[k].Ready, "ready", k) {
			w.truth[i].scripted = true
		}
	}
	w.prepare()
}

// which are the systems a part of the script means, in the order of the
// inventory: as they are thought to be now.
func (w *world) which(which *Which, what string, number int) []int32 {
	var out []int32
	for _, id := range which.IDs {
		if i, ok := w.Inventory.Index(id); ok {
			out = append(out, i)
		}
	}
	if which.Where != nil {
		for n := range w.Inventory.Systems {
			if w.state.Means(which.Where, int32(n)) {
				out = append(out, int32(n))
			}
		}
	}
	slices.Sort(out)
	return w.draw(slices.Compact(out), which.Count, what, number)
}

// draw takes so many of some systems; 0 is all.
func (w *world) draw(of []int32, count int, what string, number int) []int32 {
	if count > 0 && count < len(of) {
		w.chance.of(what, number).Shuffle(len(of), func(a, b int) { of[a], of[b] = of[b], of[a] })
		of = of[:count]
		slices.Sort(of)
	}
	return of
}

// resize says how many people of a crew are there. Those at work stay at it.
func (w *world) resize(size CrewSize) {
	for k := range w.Inventory.Crews {
		if w.Inventory.Crews[k].ID == size.Crew {
			w.crews[k].people = size.People
		}
	}
}

// there says that a system can be used by those that need it.
func (w *world) there(i int32) bool {
	t := &w.truth[i]
	return t.runs || t.fit
}

// lacking is a hard need of a system, known or hidden, that is not there; -1
// when there is none. Infrastructure of the home site is no need of what is
// started elsewhere. Systems that need each other start together: none of them
// lacks another, but each what any of them needs outside.
func (w *world) lacking(i int32, rung inventory.Rung) int32 {
	circle, together := w.circles[i], false
	for _, n := range w.state.Needs(rung, i) {
		switch {
		case w.there(n):
		case slices.Contains(circle, n):
			together = true
		default:
			return n
		}
	}
	if together {
		if n := w.outside(circle); n >= 0 {
			return n
		}
	}
	if rung.On != incident.Home {
		return -1
	}
	more := w.truth[i].needs
	if h := w.truth[i].hidden; h != nil {
		more = h.Needs
	}
	for _, id := range more {
		if n, ok := w.Inventory.Index(id); ok && !w.there(n) {
			return n
		}
	}
	return -1
}

// outside is what one of a circle that is not there needs outside of it, and is
// not there either; -1 when there is nothing.
func (w *world) outside(circle []int32) int32 {
	for _, member := range circle {
		if w.there(member) {
			continue
		}
		_, rung := w.state.Rung(member)
		for _, n := range w.state.Needs(rung, member) {
			if !w.there(n) && !slices.Contains(circle, n) {
				return n
			}
		}
	}
	return -1
}

// prepare sets going what comes by itself once what it needs is there:
// infrastructure that no crew of ours starts and no inject brings. Nobody mends
// what is damaged and thought well.
func (w *world) prepare() {
	for n := range w.truth {
		i, t := int32(n), &w.truth[n]
		sys := &w.Inventory.Systems[n]
		if sys.Class != inventory.Infrastructure || t.scripted || t.coming || w.there(i) || w.state.ByRound(i) ||
			t.hidden != nil && t.hidden.Condition == plan.Damaged {
			continue
		}
		_, rung := w.state.Rung(i)
		if w.lacking(i, rung) >= 0 {
			continue
		}
		takes := w.takes(i, rung, "ready")
		t.coming = true
		fell := t.fell
		w.agenda.put(w.now.Add(takes), func() {
			if w.truth[i].fell == fell && !w.truth[i].scripted {
				w.makeFit(i)
			}
		})
	}
}

// The keys of the lines that say that something is fit for use, and how many
// people of a crew are there.
const (
	heardFit  = "fit"
	heardCrew = "crew"
)

// makeFit makes a system fit for use.
func (w *world) makeFit(i int32) {
	t := &w.truth[i]
	if w.there(i) {
		return
	}
	t.fit, t.coming = true, false
	w.hear(FromCrew, heardFit, w.Inventory.Systems[i].ID)
	w.prepare()
}

// takes is how long it takes this time to bring a system back by a rung.
func (w *world) takes(i int32, rung inventory.Rung, what string) time.Duration {
	e := w.Inventory.EstimateOf(&rung)
	if e == (inventory.Estimate{}) {
		e = fallback()
	}
	own := w.chance.of(what, int(i), w.truth[i].tries, w.truth[i].fell).NormFloat64()
	return w.chance.luck.Draw(e, own)
}

// fall makes systems fall, or fall again.
func (w *world) fall(systems []int32) {
	for _, i := range systems {
		t := &w.truth[i]
		t.runs, t.home, t.away, t.fit, t.coming = false, false, false, false, false
		t.fell++
		if t.condition == plan.Unaffected {
			t.condition = plan.Stopped
		}
	}
	w.prepare()
}

func (w *world) hear(from LineFrom, key string, args ...any) {
	w.heard(Line{At: w.now, From: from, Key: key, Args: args})
}
