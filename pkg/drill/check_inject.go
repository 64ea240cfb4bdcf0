package drill

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/diag"
)

func (c *checker) injects() {
	c.holds()
	for i := range c.d.Injects {
		in, path := &c.d.Injects[i], fmt.Sprintf("injects[%d]", i)
		c.time(path+".at", in.At)
		switch parts := in.parts(); {
		case len(parts) > 1:
			c.error(path, "inject-mixed", strings.Join(parts, ", ")).Hint = diag.Hint{Key: "inject-mixed"}
		case len(parts) == 0 && in.Say.IsZero():
			c.error(path, "inject-empty")
		}
		c.unheard(path+".event", in.Event)
		c.inject(path, in)
	}
}

// parts lists the parts of an inject that are set, by their keys.
func (in *Inject) parts() []string {
	var set []string
	for _, part := range []struct {
		key string
		set bool
	}{
		{"event", in.Event != ""}, {"ready", in.Ready.said()}, {"down", in.Down.said()}, {"found", in.Found != nil},
		{"fails", in.Fails != nil}, {"works", in.Works.said()}, {"data", in.Lost != nil}, {"hold", in.Hold != nil},
		{"lift", in.Lift != ""}, {"stop", in.Stop}, {"crew", in.Crew != nil}, {"expect", in.Expect != nil},
		{"probe", in.Probe != nil}, {"task", in.Task != nil},
	} {
		if part.set {
			set = append(set, part.key)
		}
	}
	return set
}

// inject checks the parts of an inject.
func (c *checker) inject(path string, in *Inject) {
	about := func(key string, w *Which) { c.which(path+"."+key+".systems", path+"."+key+".count", w) }
	for _, part := range []struct {
		key string
		w   *Which
	}{{"ready", &in.Ready}, {"down", &in.Down}, {"works", &in.Works}} {
		if part.w.said() {
			c.which(path+"."+part.key, path+".count", part.w)
		}
	}
	if in.Found != nil {
		about("found", &in.Found.Which)
	}
	if f := in.Fails; f != nil {
		about("fails", &f.Which)
		c.method(path+".fails.method", f.Method)
		if f.Times < 0 {
			c.error(path+".fails.times", "negative-number", f.Times)
		}
	}
	if in.Lost != nil {
		about("data", &in.Lost.Which)
		c.word(path+".data.is", in.Lost.Is, DataWords())
	}
	if in.Hold != nil {
		c.expression(path+".hold.where", in.Hold.Where)
	}
	if in.Crew != nil {
		c.crew(path+".crew", in.Crew)
	}
	if in.Probe != nil {
		c.system(path+".probe.system", in.Probe.System, 0)
	}
	if w := in.Expect; w != nil {
		c.system(path+".expect.system", w.System, 0)
		c.time(path+".expect.between", w.Between)
		c.time(path+".expect.and", w.And)
		if w.Between > w.And {
			c.error(path+".expect.and", "between-after-and", short(w.Between), short(w.And))
		}
	}
	if in.Task != nil {
		c.deed(path+".task", in.Task)
	}
}

// word checks one of a few words.
func (c *checker) word(path, word string, known []string) {
	if !slices.Contains(known, word) {
		c.error(path, "bad-value", word).Hint = c.nearest(word, known)
	}
}

// deed checks what people do with a task out of the usual way.
func (c *checker) deed(path string, d *Deed) {
	c.word(path+".outcome", d.Outcome, OutcomeWords())
	if d.Outcome == "skipped" && d.Reason == "" {
		c.error(path, "skip-without-reason")
	}
	t := c.task(path+".task", d.Task, 0)
	c.about(path, t, &d.Which)
	if t == nil {
		return
	}
	if d.Option != "" {
		c.option(path, t, d.Option)
	}
	known := make([]string, len(t.Do.Fields))
	for i := range t.Do.Fields {
		known[i] = t.Do.Fields[i].ID
	}
	for _, id := range slices.Sorted(maps.Keys(d.Fields)) {
		if !slices.Contains(known, id) {
			c.error(path+".fields."+id, "unknown-field", t.ID, id).Hint = c.nearest(id, known)
		}
	}
}

// holds checks the ids of injects, and that what is lifted was placed before.
func (c *checker) holds() {
	injects := c.d.Injects
	byID := map[string]int{}
	stop := -1
	for i := range injects {
		c.once(byID, injects[i].ID, "injects[%d].id", i)
		if injects[i].Stop && (stop < 0 || injects[i].At < injects[stop].At) {
			stop = i
		}
	}
	for i := range injects {
		path, lifts := fmt.Sprintf("injects[%d].lift", i), injects[i].Lift
		placed, known := byID[lifts]
		if lifts == LiftStop {
			placed, known = stop, stop >= 0
		}
		switch {
		case lifts == "":
		case !known && lifts == LiftStop:
			c.error(path, "lift-no-stop").Hint = diag.Hint{Key: "lift-no-stop"}
		case !known || lifts != LiftStop && injects[placed].Hold == nil:
			c.error(path, "unknown-hold", lifts).Hint = c.near(lifts, c.holdIDs)
		case injects[placed].At > injects[i].At || injects[placed].At == injects[i].At && placed > i:
			c.error(path, "lift-too-early", lifts).AlsoPath = []string{fmt.Sprintf("injects[%d]", placed)}
		}
	}
}

// holdIDs lists what a lift can name.
func (c *checker) holdIDs() []string {
	ids := []string{LiftStop}
	for i := range c.d.Injects {
		if in := &c.d.Injects[i]; in.Hold != nil && in.ID != "" {
			ids = append(ids, in.ID)
		}
	}
	return ids
}
