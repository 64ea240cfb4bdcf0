package playbook

import (
	"fmt"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
)

// task checks what a task says of itself and of others.
func (c *checker) task(e *entry) {
	if first := c.byID[e.ID]; c.tasks[first].Task != e.Task {
		c.error(e.path+".id", "duplicate-task", e.ID).AlsoPath = []string{c.tasks[first].path + ".id"}
	}
	c.role(e.path+".role", e.Role)
	c.references(e)
	c.times(e)
	c.phases(e)
	c.do(e)
}

func (c *checker) references(e *entry) {
	for k, id := range e.After {
		path := fmt.Sprintf("%s.after[%d]", e.path, k)
		if id == e.ID {
			c.error(path, "after-itself", id)
		} else if _, ok := c.byID[id]; !ok {
			c.error(path, "unknown-after", id).Hint = c.nearestTask(id)
		}
	}
	for k, id := range e.Reopens {
		path := fmt.Sprintf("%s.reopens[%d]", e.path, k)
		if i, ok := c.byID[id]; !ok {
			c.error(path, "unknown-reopens", id).Hint = c.nearestTask(id)
		} else if !c.tasks[i].Starts {
			c.error(path, "reopens-no-start", id)
		}
	}
}

func (c *checker) times(e *entry) {
	c.duration(e.path+".due", e.Due)
	c.duration(e.path+".every", e.Every)
	c.duration(e.path+".timeout", e.Timeout)
	for _, tier := range []int{0, 1, 2, 3, 4} {
		key := "other"
		if tier > 0 {
			key = fmt.Sprint(tier)
		}
		c.duration(e.path+".watch."+key, e.Watch[tier])
	}
	if e.Every != 0 && len(e.At) > 0 {
		c.error(e.path+".at", "every-and-at").AlsoPath = []string{e.path + ".every"}
	}
	for k, at := range e.At {
		if at.Hour < 0 || at.Hour > 23 || at.Minute < 0 || at.Minute > 59 {
			c.error(fmt.Sprintf("%s.at[%d]", e.path, k), "no-such-time", fmt.Sprintf("%02d:%02d", at.Hour, at.Minute))
		}
	}
	if e.Progress < 0 {
		c.error(e.path+".progress", "negative-number", e.Progress)
	}
	if e.Retries < 0 {
		c.error(e.path+".retries", "negative-number", e.Retries)
	}
}

func (c *checker) duration(path string, d time.Duration) {
	if d < 0 {
		c.error(path, "negative-duration", d.String())
	}
}

// phases checks what a task brings and starts.
func (c *checker) phases(e *entry) {
	pers := []string{string(PerIncident), string(PerAgency), string(PerRoom), string(PerRound), string(PerSystem)}
	if !slices.Contains(pers, string(e.Per)) && e.Per != "" {
		c.error(e.path+".per", "unknown-per", string(e.Per)).Hint = nearest(string(e.Per), pers)
	}
	if e.Brings != Down && e.Recurring() {
		c.error(e.path+".brings", "recurring-brings")
	}
	if e.Method != "" && !e.Starts {
		c.error(e.path+".method", "method-no-start", e.Method)
	}
	if e.Failback && e.Brings != Resumed && e.Brings != Restored {
		c.error(e.path+".failback", "failback-brings")
	}
}

// do checks that a task says how it is done, in one way only.
func (c *checker) do(e *entry) {
	d, path := &e.Do, e.path+".do"
	kinds := []string{string(Confirm), string(Run), string(ProbeIt), string(Record), string(Decide), string(Approve), string(Notify)}
	if d.Kind == "" {
		c.error(path, "do-missing").Hint = diag.Hint{Key: "allowed", Args: []any{kinds}}
		return
	}
	if !slices.Contains(kinds, string(d.Kind)) {
		c.error(path, "do-unknown", string(d.Kind)).Hint = nearest(string(d.Kind), kinds)
		return
	}
	if len(d.Run) > 0 && d.Kind != Run || len(d.Fields) > 0 && d.Kind != Record ||
		len(d.Options) > 0 && d.Kind != Decide || d.Approvers != 0 && d.Kind != Approve {
		c.error(path, "do-mixed", string(d.Kind))
	}
	path += "." + string(d.Kind)
	switch d.Kind {
	case Run:
		if len(d.Run) == 0 || d.Run[0] == "" {
			c.error(path, "run-nothing")
		}
	case Record:
		c.fields(path, d.Fields)
	case Decide:
		c.options(path, d.Options)
	case Approve:
		if d.Approvers < 1 {
			c.error(path+".n", "approve-nobody", d.Approvers)
		}
		c.role(path+".of", d.Of)
	case Notify:
		c.role(path+".to", d.Of)
	}
}

func (c *checker) fields(path string, fields []Field) {
	if len(fields) == 0 {
		c.error(path, "record-nothing")
	}
	first := map[string]int{}
	for k, f := range fields {
		at := fmt.Sprintf("%s.fields[%d]", path, k)
		if before, repeated := first[f.ID]; repeated {
			c.error(at+".id", "duplicate-field", f.ID).AlsoPath = []string{fmt.Sprintf("%s.fields[%d].id", path, before)}
		} else {
			first[f.ID] = k
		}
		switch f.Type {
		case EnumField:
			if len(f.Values) == 0 {
				c.error(at, "enum-without-values", f.ID)
			}
		case TextField, NumberField, BoolField, TimeField, DurationField:
			if len(f.Values) > 0 {
				c.error(at+".values", "values-without-enum", f.ID)
			}
		default:
			types := []string{string(TextField), string(NumberField), string(BoolField), string(TimeField), string(DurationField), string(EnumField)}
			c.error(at+".type", "unknown-field-type", string(f.Type)).Hint = nearest(string(f.Type), types)
		}
	}
}

func (c *checker) options(path string, options []Option) {
	if len(options) == 0 {
		c.error(path, "decide-nothing")
	}
	first := map[string]int{}
	for k, o := range options {
		if before, repeated := first[o.ID]; repeated {
			c.error(fmt.Sprintf("%s.options[%d].id", path, k), "duplicate-option", o.ID).AlsoPath = []string{fmt.Sprintf("%s.options[%d].id", path, before)}
			continue
		}
		first[o.ID] = k
	}
}
