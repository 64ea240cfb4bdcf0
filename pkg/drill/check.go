package drill

import (
	"fmt"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// Bounds of a script. One that is larger was not written by people, and would
// take a run without end.
const (
	MostHands        = 1000
	MostInjects      = 10_000
	MostDecisions    = 10_000
	MostExpectations = 1000
)

// leastReport is how often a round can be reported at most: a shorter time
// fills the record with nothing.
const leastReport = time.Minute

// DataWords lists what DataFound.Is can be.
func DataWords() []string { return []string{"unproven", "whole", "lost"} }

// OutcomeWords lists what Deed.Outcome can be.
func OutcomeWords() []string { return []string{"done", "failed", "skipped", "reopened"} }

// Check finds what would make a drill prove nothing: names that lead nowhere,
// expressions that mean no system, times outside of it, expectations that
// nothing can meet. Paths are those of the file: injects[3].found.systems[0].
//
// The inventory and the playbook must be resolved. Without the one or the
// other, nil, nothing is said of what the drill takes from it.
func Check(d *Drill, inv *inventory.Inventory, book *playbook.Playbook) diag.List {
	c := &checker{d: d, inv: inv, book: book, systems: map[string]int{}, meant: map[string]int{}}
	if inv != nil {
		for i := range inv.Systems {
			c.systems[inv.Systems[i].ID] = i
		}
	}
	c.script()
	c.outage()
	c.people()
	c.decisions()
	c.injects()
	c.expectations()
	return c.found
}

// checker gathers findings about one drill.
type checker struct {
	d    *Drill
	inv  *inventory.Inventory // nil: not known
	book *playbook.Playbook   // nil: not known

	systems map[string]int // id → index
	meant   map[string]int // expression → how many systems it means
	matches int            // tried so far
	events  *events        // made when somebody asks
	found   diag.List
}

// mostFindings is how many findings one check collects: nobody reads on.
const mostFindings = 1000

func (c *checker) error(path, rule string, args ...any) *diag.Finding {
	switch n := len(c.found); {
	case n > mostFindings:
		return &diag.Finding{}
	case n == mostFindings:
		c.found = append(c.found, diag.Finding{
			Severity: diag.Error, Rule: "too-many-findings", Args: []any{mostFindings}, Path: path,
			Hint: diag.Hint{Key: "too-many-findings"},
		})
		return &diag.Finding{}
	}
	c.found = append(c.found, diag.Finding{Severity: diag.Error, Rule: rule, Args: args, Path: path})
	return &c.found[len(c.found)-1]
}

func (c *checker) warn(path, rule string, args ...any) *diag.Finding {
	f := c.error(path, rule, args...)
	f.Severity = diag.Warning
	return f
}

// script checks the drill as a whole.
func (c *checker) script() {
	d := c.d
	if d.Until <= 0 || d.Until > MaxUntil {
		c.error("until", "bad-until", short(d.Until), short(MaxUntil))
	}
	c.most("injects", len(d.Injects), MostInjects)
	c.most("decisions", len(d.Decisions), MostDecisions)
	c.most("expect", len(d.Expect), MostExpectations)
	taken := map[string]int{}
	for i := range d.Crews {
		path := fmt.Sprintf("crews[%d]", i)
		c.crew(path, &d.Crews[i])
		c.once(taken, d.Crews[i].Crew, "crews[%d].crew", i)
	}
}

func (c *checker) most(list string, n, most int) {
	if n > most {
		c.error(list, "too-many-entries", list, n, most)
	}
}

// once names an id that an earlier entry of the list has.
func (c *checker) once(taken map[string]int, id, path string, i int) {
	first, repeated := taken[id]
	switch {
	case id == "":
	case repeated:
		f := c.error(fmt.Sprintf(path, i), "duplicate-id", id)
		f.Hint = diag.Hint{Key: "duplicate-id"}
		f.AlsoPath = []string{fmt.Sprintf(path, first)}
	default:
		taken[id] = i
	}
}

func (c *checker) outage() {
	o := &c.d.Outage
	c.expression("outage.stopped", o.Stopped)
	c.expression("outage.damaged", o.Damaged)
	c.expression("outage.unknown", o.Unknown)
	c.time("outage.noticed", o.Noticed)
	for i := range o.Hidden {
		h, path := &o.Hidden[i], fmt.Sprintf("outage.hidden[%d]", i)
		c.which(path+".systems", path+".count", &h.Which)
		c.time(path+".found", h.Found)
		if h.Condition == plan.Unaffected && len(h.Needs) == 0 {
			c.error(path+".condition", "hidden-unaffected")
		}
		for k, id := range h.Needs {
			c.system(fmt.Sprintf("%s.needs[%d]", path, k), id, 0)
		}
	}
}

func (c *checker) people() {
	p := &c.d.People
	if p.Hands < 1 || p.Hands > MostHands {
		c.error("people.hands", "out-of-range", fmt.Sprint(p.Hands)).Hint = diag.Hint{Key: "range", Args: []any{1, MostHands}}
	}
	if p.Report < leastReport {
		c.error("people.report", "report-too-often", short(p.Report), short(leastReport))
	}
	c.estimate("people.pace", p.Pace)
	taken := map[string]int{}
	for i := range p.Takes {
		path := fmt.Sprintf("people.takes[%d]", i)
		c.task(path+".task", p.Takes[i].Task, 0)
		c.once(taken, p.Takes[i].Task, "people.takes[%d].task", i)
		c.estimate(path+".takes", p.Takes[i].Takes)
	}
	if p.Order != nil {
		c.which("people.order", "", &Which{IDs: p.Order})
	}
	if p.Gather < 0 {
		c.error("people.gather", "negative-duration", p.Gather.String())
	}
	for i, id := range p.Also {
		c.task(fmt.Sprintf("people.also[%d]", i), id, 0)
	}
}

func (c *checker) decisions() {
	for i := range c.d.Decisions {
		d, path := &c.d.Decisions[i], fmt.Sprintf("decisions[%d]", i)
		c.time(path+".at", d.At)
		c.estimate(path+".takes", d.Takes)
		t := c.task(path+".task", d.Task, 0)
		if t != nil {
			c.option(path, t, d.Option)
		}
		c.about(path, t, &d.Which)
	}
}

// option checks what a task that decides is answered with.
func (c *checker) option(path string, t *playbook.Task, option string) {
	if t.Do.Kind != playbook.Decide {
		c.error(path+".task", "not-a-decision", t.ID)
		return
	}
	known := make([]string, 0, len(t.Do.Options))
	for i := range t.Do.Options {
		if t.Do.Options[i].ID == option {
			return
		}
		known = append(known, t.Do.Options[i].ID)
	}
	c.error(path+".option", "unknown-option", t.ID, option).Hint = c.nearest(option, known)
}

// about checks the systems of something that is done with a task; t is nil when
// the task is not known.
func (c *checker) about(path string, t *playbook.Task, w *Which) {
	if !w.said() {
		return
	}
	c.which(path+".systems", path+".count", w)
	if t != nil && !t.ForSystems() {
		c.error(path+".systems", "task-not-for-systems", t.ID)
	}
}

// time checks a point in time. What comes after the end never comes.
func (c *checker) time(path string, at time.Duration) {
	switch {
	case at < 0:
		c.error(path, "negative-duration", at.String())
	case at > c.d.Until && c.d.Until > 0:
		c.warn(path, "after-end", short(at), short(c.d.Until)).Hint = diag.Hint{Key: "after-end"}
	}
}

func (c *checker) estimate(path string, e inventory.Estimate) {
	switch {
	case e.Min < 0:
		c.error(path, "negative-duration", e.Min.String())
	case e.Min > e.Likely:
		c.error(path, "bad-estimate", "min", short(e.Min), "likely", short(e.Likely)).Hint = diag.Hint{Key: "estimate"}
	case e.Likely > e.Max:
		c.error(path, "bad-estimate", "likely", short(e.Likely), "max", short(e.Max)).Hint = diag.Hint{Key: "estimate"}
	}
}

// short writes a length of time as the files do.
func short(d time.Duration) string {
	if d < time.Second {
		return d.String()
	}
	out := ""
	for _, unit := range []struct {
		letter string
		length time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}} {
		if n := d / unit.length; n > 0 {
			out += fmt.Sprintf("%d%s", n, unit.letter)
			d -= n * unit.length
		}
	}
	return out
}

// reference checks what a call in an expectation names.
func (c *checker) reference(path string, ref selection.Reference) {
	switch ref.Call {
	case selection.CallDone, selection.CallDid:
		c.task(path, ref.ID, ref.Column)
	case selection.CallIsBack:
		c.system(path, ref.ID, ref.Column)
	case selection.CallPassed:
		c.step(path, ref.ID, ref.Column)
	case selection.CallHappened:
		c.event(path, ref.ID, ref.Column)
	case selection.CallRecorded:
		c.record(path, ref.ID, ref.Column)
	}
}
