package drill

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// The checks of names take the path of the value that has the name and, when
// it stands within an expression, its column there; 0 is the value itself.

// suggestions bounds the work of looking for near names: after so many
// findings, a whole list is missing, not a letter.
const suggestions = 50

// nearest advises the word that was probably meant, and names them all. Of none
// it says that.
func (c *checker) nearest(word string, known []string) diag.Hint {
	if len(known) == 0 {
		return diag.Hint{Key: "none-there"}
	}
	if len(c.found) <= suggestions {
		if best := diag.Nearest(word, known); best != "" {
			return diag.Hint{Key: "did-you-mean-of", Args: []any{best, known}}
		}
	}
	return diag.Hint{Key: "allowed", Args: []any{known}}
}

// near advises the word that was probably meant, of too many to name.
func (c *checker) near(word string, known func() []string) diag.Hint {
	if len(c.found) <= suggestions {
		if best := diag.Nearest(word, known()); best != "" {
			return diag.Hint{Key: "did-you-mean", Args: []any{best}}
		}
	}
	return diag.Hint{}
}

func (c *checker) system(path, id string, column int) {
	if _, known := c.systems[id]; known || c.inv == nil || id == "" {
		return
	}
	f := c.error(path, "unknown-system", id)
	f.Offset = column
	f.Hint = c.near(id, func() []string {
		ids := make([]string, len(c.inv.Systems))
		for i := range c.inv.Systems {
			ids[i] = c.inv.Systems[i].ID
		}
		return ids
	})
	if f.Hint.Key == "" {
		f.Hint = diag.Hint{Key: "add-system", Args: []any{id}}
	}
}

// task finds a task; nil when there is none, or nobody knows.
func (c *checker) task(path, id string, column int) *playbook.Task {
	if c.book == nil || id == "" {
		return nil
	}
	if t := c.book.ByID(id); t != nil {
		return t
	}
	f := c.error(path, "unknown-task", id)
	f.Offset = column
	f.Hint = c.near(id, func() []string {
		var ids []string
		for t := range c.book.Tasks() {
			ids = append(ids, t.ID)
		}
		return ids
	})
	return nil
}

func (c *checker) step(path, id string, column int) {
	if playbook.StepID(id).Number() > 0 {
		return
	}
	var words []string
	for _, step := range playbook.StepIDs() {
		words = append(words, string(step))
	}
	f := c.error(path, "step-unknown", id)
	f.Offset, f.Hint = column, c.nearest(id, words)
}

// events are the names of outside events, by who speaks of them.
type events struct {
	awaited  map[string]bool // by the playbook
	injected map[string]bool
	expected map[string]bool
	known    []string // awaited and injected, in the order they are met
}

func (c *checker) allEvents() *events {
	if c.events != nil {
		return c.events
	}
	e := &events{awaited: map[string]bool{}, injected: map[string]bool{}, expected: map[string]bool{}}
	add := func(to map[string]bool, event string) {
		if event != "" && !e.awaited[event] && !e.injected[event] {
			e.known = append(e.known, event)
		}
		to[event] = true
	}
	for t := range c.book.Tasks() {
		add(e.awaited, t.Waits)
	}
	for i := range c.book.Steps {
		for _, gate := range []*selection.Gate{c.book.Steps[i].Opens, c.book.Steps[i].Passed} {
			if gate != nil {
				happen(gate.References(), func(event string) { add(e.awaited, event) })
			}
		}
	}
	for i := range c.d.Injects {
		add(e.injected, c.d.Injects[i].Event)
	}
	for i := range c.d.Expect {
		for _, f := range c.d.Expect[i].forms() {
			happen(f.claim.References(), func(event string) { e.expected[event] = true })
		}
	}
	c.events = e
	return e
}

// happen visits the events that an expression asks for.
func happen(refs []selection.Reference, visit func(event string)) {
	for _, ref := range refs {
		if ref.Call == selection.CallHappened {
			visit(ref.ID)
		}
	}
}

// event checks that something can make an event known: the playbook waits for
// it, or the drill brings it.
func (c *checker) event(path, id string, column int) {
	if c.book == nil || c.allEvents().awaited[id] || c.allEvents().injected[id] {
		return
	}
	f := c.error(path, "unknown-event", id)
	f.Offset, f.Hint = column, c.near(id, func() []string { return c.allEvents().known })
}

// unheard checks that something listens to an event of the drill's.
func (c *checker) unheard(path, id string) {
	if id == "" || c.book == nil || c.allEvents().awaited[id] || c.allEvents().expected[id] {
		return
	}
	c.warn(path, "event-unheard", id).Hint = c.near(id, func() []string {
		return slices.DeleteFunc(slices.Clone(c.allEvents().known), func(event string) bool { return event == id })
	})
}

func (c *checker) record(path, kind string, column int) {
	if slices.Contains(recordTypes(), kind) {
		return
	}
	f := c.error(path, "unknown-record", kind)
	f.Offset, f.Hint = column, c.near(kind, recordTypes)
	if f.Hint.Key == "" {
		f.Hint = diag.Hint{Key: "allowed", Args: []any{recordTypes()}}
	}
}

// recordTypes lists what the record of an incident can hold.
func recordTypes() []string {
	return []string{
		incident.ChainOpened, incident.Declared, incident.Closed,
		incident.TaskStarted, incident.TaskDone, incident.TaskFailed, incident.TaskSkipped, incident.TaskLater,
		incident.TaskPassed, incident.TaskReopened, incident.TaskProgressed, incident.TaskAdded,
		incident.RoundIssued, incident.RoundReported, incident.SystemSet, incident.SystemFell,
		incident.HoldPlaced, incident.HoldLifted, incident.StopPlaced, incident.StopLifted,
		incident.EventHappened, incident.QuestionAsked, incident.QuestionAnswer, incident.NoteWritten, incident.EntryUndone,
		incident.ExpectationTold, incident.ExpectationWithdrawn, incident.ForecastIssued,
	}
}

// crew checks how many of a crew are there.
func (c *checker) crew(path string, size *CrewSize) {
	if size.People < 0 {
		c.error(path+".people", "negative-number", size.People)
	}
	if c.inv == nil || size.Crew == "" {
		return
	}
	known := make([]string, 0, len(c.inv.Crews))
	for i := range c.inv.Crews {
		if c.inv.Crews[i].ID == size.Crew {
			return
		}
		known = append(known, c.inv.Crews[i].ID)
	}
	c.error(path+".crew", "unknown-crew", size.Crew).Hint = c.nearest(size.Crew, known)
}

func (c *checker) method(path, id string) {
	if c.inv == nil || id == "" || c.inv.Method(id) != nil {
		return
	}
	known := make([]string, len(c.inv.Methods))
	for i := range c.inv.Methods {
		known[i] = c.inv.Methods[i].ID
	}
	c.error(path, "unknown-method", id).Hint = c.nearest(id, known)
}
