package playbook

import (
	"fmt"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/selection"
)

// Check finds what would keep a playbook from working: steps and references
// that do not fit, tasks that can never become ready, systems that it cannot
// bring back. It needs no Resolve and changes nothing.
func Check(pb *Playbook) diag.List {
	c := newChecker(pb)
	c.steps()
	c.roles()
	for i := range c.tasks {
		c.task(&c.tasks[i])
	}
	for i := range pb.Steps {
		c.gate(fmt.Sprintf("steps[%d].opens", i), pb.Steps[i].Opens)
		c.gate(fmt.Sprintf("steps[%d].passed", i), pb.Steps[i].Passed)
	}
	r := c.reach()
	c.neverReady(r)
	c.cannotRecover(r)
	return c.found
}

// checker gathers findings about one playbook.
type checker struct {
	pb    *Playbook
	tasks []entry
	byID  map[string]int     // task id → first entry of it
	pairs map[[2]string]bool // two wheres: no system is meant by both
	found diag.List
}

// entry is a task and where it stands.
type entry struct {
	*Task
	step int // in Playbook.Steps
	path string
}

func newChecker(pb *Playbook) *checker {
	c := &checker{pb: pb, byID: map[string]int{}, pairs: map[[2]string]bool{}}
	for i := range pb.Steps {
		for j := range pb.Steps[i].Tasks {
			t := &pb.Steps[i].Tasks[j]
			if _, taken := c.byID[t.ID]; !taken {
				c.byID[t.ID] = len(c.tasks)
			}
			c.tasks = append(c.tasks, entry{t, i, fmt.Sprintf("steps[%d].tasks[%d]", i, j)})
		}
	}
	return c
}

func (c *checker) error(path, rule string, args ...any) *diag.Finding {
	c.found = append(c.found, diag.Finding{Severity: diag.Error, Rule: rule, Args: args, Path: path})
	return &c.found[len(c.found)-1]
}

// steps checks that the seven are there, each once and in order.
func (c *checker) steps() {
	first := map[StepID]int{}
	furthest := 0
	for i := range c.pb.Steps {
		id := c.pb.Steps[i].ID
		path := fmt.Sprintf("steps[%d].id", i)
		before, repeated := first[id]
		switch n := id.Number(); {
		case n == 0:
			c.error(path, "step-unknown", string(id)).Hint = nearest(string(id), stepWords())
		case repeated:
			c.error(path, "step-repeated", string(id)).AlsoPath = []string{fmt.Sprintf("steps[%d].id", before)}
		case n < furthest:
			c.error(path, "step-order", string(id), string(StepIDs()[furthest-1]))
			first[id] = i
		default:
			furthest, first[id] = n, i
		}
	}
	for _, id := range StepIDs() {
		if _, ok := first[id]; !ok {
			c.error("steps", "step-missing", string(id)).Hint = diag.Hint{Key: "seven-steps", Args: []any{stepWords()}}
		}
	}
}

func stepWords() []string {
	words := make([]string, 0, len(StepIDs()))
	for _, id := range StepIDs() {
		words = append(words, string(id))
	}
	return words
}

func (c *checker) roles() {
	first := map[string]int{}
	for i, r := range c.pb.Roles {
		if before, repeated := first[r.ID]; repeated {
			c.error(fmt.Sprintf("roles[%d].id", i), "duplicate-role", r.ID).AlsoPath = []string{fmt.Sprintf("roles[%d].id", before)}
			continue
		}
		first[r.ID] = i
	}
}

// role checks a reference to a role. A task of nobody is anybody's.
func (c *checker) role(path, id string) {
	if id == "" {
		return
	}
	known := make([]string, 0, len(c.pb.Roles))
	for i := range c.pb.Roles {
		if c.pb.Roles[i].ID == id {
			return
		}
		known = append(known, c.pb.Roles[i].ID)
	}
	f := c.error(path, "unknown-role", id)
	f.Hint = nearest(id, known)
	if len(known) == 0 {
		f.Hint = diag.Hint{Key: "add-role", Args: []any{id}}
	}
}

// gate checks what a gate refers to.
func (c *checker) gate(path string, g *selection.Gate) {
	if g == nil {
		return
	}
	for _, ref := range g.References() {
		var f *diag.Finding
		switch ref.Call {
		case selection.CallDone:
			if _, ok := c.byID[ref.ID]; !ok {
				f = c.error(path, "unknown-task", ref.ID)
				f.Hint = c.nearestTask(ref.ID)
			}
		case selection.CallPassed:
			if StepID(ref.ID).Number() == 0 {
				f = c.error(path, "step-unknown", ref.ID)
				f.Hint = nearest(ref.ID, stepWords())
			}
		}
		if f != nil {
			f.Offset = ref.Column
		}
	}
}

// suggestions bounds the work of looking for near names: after so many
// references that lead nowhere, a whole part is missing, not a letter.
const suggestions = 50

func (c *checker) nearestTask(id string) diag.Hint {
	if len(c.found) > suggestions {
		return diag.Hint{}
	}
	known := make([]string, 0, len(c.tasks))
	for i := range c.tasks {
		known = append(known, c.tasks[i].ID)
	}
	if best := diag.Nearest(id, known); best != "" {
		return diag.Hint{Key: "did-you-mean", Args: []any{best}}
	}
	return diag.Hint{}
}

// nearest advises the word that was probably meant, and names them all.
func nearest(word string, known []string) diag.Hint {
	if best := diag.Nearest(word, known); best != "" {
		return diag.Hint{Key: "did-you-mean-of", Args: []any{best, known}}
	}
	return diag.Hint{Key: "allowed", Args: []any{known}}
}
