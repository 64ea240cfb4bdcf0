package drill

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
)

// said is the one text a record has: Korean, else what there is.
func said(t lang.Text) string { return t.In(lang.KO) }

// happen is an inject as the world feels it. What people have to record of it
// is told; see told.
func (w *world) happen(k int) {
	in := &w.Drill.Injects[k]
	switch {
	case !in.Ready.none():
		for _, i := range w.which(&in.Ready, "ready", k) {
			w.makeFit(i)
		}
	case !in.Down.none():
		w.fall(w.down(k))
	case in.Found != nil:
		w.fall(w.broken(k))
		for _, i := range w.which(&in.Found.Which, "found", k) {
			w.turn(i, in.Found.Condition)
		}
	case in.Fails != nil:
		left := in.Fails.Times
		if left == 0 {
			left = -1
		}
		for _, i := range w.which(&in.Fails.Which, "fails", k) {
			w.truth[i].fails = append(w.truth[i].fails, failure{in.Fails, left})
		}
	case !in.Works.none():
		for _, i := range w.which(&in.Works, "works", k) {
			w.truth[i].fails = nil
			w.truth[i].hidden = nil
		}
		w.prepare()
	case in.Crew != nil:
		w.resize(*in.Crew)
		w.hear(FromCrew, heardCrew, CrewID(in.Crew.Crew), in.Crew.People)
	case in.Probe != nil && !in.Probe.OK:
		if i, ok := w.Inventory.Index(in.Probe.System); ok && w.there(i) {
			w.fall([]int32{i})
		}
	}
}

// down are the systems that an inject makes fall: those that are up.
func (w *world) down(k int) []int32 {
	in := &w.Drill.Injects[k]
	which := in.Down
	which.Count = 0
	up := slices.DeleteFunc(w.which(&which, "down", k), func(i int32) bool { return !w.there(i) })
	return w.draw(up, in.Down.Count, "down", k)
}

// broken are the systems that people have brought back and that are found not
// to be well after all: they run no more.
func (w *world) broken(k int) []int32 {
	found := w.Drill.Injects[k].Found
	if found.Condition == plan.Unaffected {
		return nil
	}
	return slices.DeleteFunc(w.which(&found.Which, "found", k), func(i int32) bool {
		return !w.there(i) || w.truth[i].away || !w.state.InScope(i)
	})
}

// find ends what was hidden of a system: it is what it is, and people know.
func (w *world) find(i int32, h *Hidden) {
	t := &w.truth[i]
	if t.hidden == h {
		t.hidden = nil
		t.needs = append(t.needs, h.Needs...)
		w.prepare()
	}
}

// turn makes a system what is said of it.
func (w *world) turn(i int32, is plan.Condition) {
	t := &w.truth[i]
	t.hidden = nil
	t.condition = is
	if is != plan.Unaffected {
		if t.runs && !t.away {
			t.runs, t.home = false, false
		}
		t.fit = false
	}
	w.prepare()
}

// found are the systems of something hidden that nobody has found yet.
func (w *world) found(k int) []int32 {
	h := &w.Drill.Outage.Hidden[k]
	var out []int32
	for n := range w.truth {
		if w.truth[n].hidden == h {
			out = append(out, int32(n))
		}
	}
	return out
}

// told are the commands by which people record an inject at once: what somebody
// told them. What they have to see for themselves is not among them.
func (w *world) told(k int) []told {
	in := &w.Drill.Injects[k]
	ids := func(which *Which, what string) []int32 { return w.which(which, what, k) }
	var out []told
	switch {
	case in.Event != "":
		out = append(out, told{c: incident.Happen{Name: in.Event}})
	case in.Found != nil:
		out = append(out, told{c: incident.SetSystem{
			Systems: ids(&in.Found.Which, "found"), Condition: in.Found.Condition.String(), Suspected: in.Found.Suspected}})
	case in.Lost != nil:
		out = append(out, told{c: incident.SetSystem{Systems: ids(&in.Lost.Which, "data"), Data: in.Lost.Is}})
	case in.Hold != nil:
		out = append(out, told{c: incident.PlaceHold{Where: in.Hold.Where.String(), Reason: said(in.Hold.Reason), Owner: in.Hold.Owner}, hold: in.ID})
	case in.Lift == LiftStop:
		out = append(out, told{c: incident.Stop{Lift: true, Reason: said(in.Say)}})
	case in.Lift != "":
		out = append(out, told{lift: in.Lift})
	case in.Stop:
		out = append(out, told{c: incident.Stop{Reason: or(said(in.Say), LiftStop)}})
	case in.Expect != nil:
		if i, ok := w.Inventory.Index(in.Expect.System); ok {
			out = append(out, told{c: incident.Expect{System: i,
				Between: w.Drill.Start.Add(in.Expect.Between), And: w.Drill.Start.Add(in.Expect.And)}, from: in.Expect.From})
		}
	case in.Task != nil:
		out = append(out, told{c: w.deed(in.Task, k)})
	case in.Probe != nil:
		if i, ok := w.Inventory.Index(in.Probe.System); ok && in.Probe.OK {
			out = append(out, told{c: incident.Note{Text: or(said(in.Probe.Says), "probe ok"), Systems: []int32{i}}})
		}
	case in.bare() && said(in.Say) != "":
		out = append(out, told{c: incident.Note{Text: said(in.Say)}})
	}
	return out
}

// told is a command that follows from an inject.
type told struct {
	c    incident.Command
	from string
	hold string // the inject's name for the hold that it places
	lift string // the inject that placed the hold to be lifted
}

func (w *world) deed(d *Deed, k int) incident.DoTask {
	c := incident.DoTask{
		Ref: d.Task, Outcome: incident.Outcome(d.Outcome), Option: d.Option, Fields: d.Fields,
		Reason: d.Reason, Note: said(d.Note),
	}
	if !d.Which.none() {
		c.Target = incident.Target{All: true, Systems: w.which(&d.Which, "deed", k)}
	}
	return c
}

// none says that nothing is meant.
func (w *Which) none() bool { return w.Where == nil && len(w.IDs) == 0 }

// bare says that an inject is nothing but its line.
func (in *Inject) bare() bool {
	return in.Event == "" && in.Ready.none() && in.Down.none() && in.Found == nil && in.Fails == nil && in.Works.none() &&
		in.Lost == nil && in.Hold == nil && in.Lift == "" && !in.Stop && in.Crew == nil && in.Expect == nil &&
		in.Probe == nil && in.Task == nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
