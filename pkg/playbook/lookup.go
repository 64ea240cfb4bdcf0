package playbook

import (
	"iter"

	"github.com/bokgu/bokgu/pkg/lang"
)

// index is what Resolve makes.
type index struct {
	byID   map[string]*Task
	byNum  []*Task   // by Num; nil where a task was set aside
	step   []*Step   // by Num
	after  [][]*Task // by Num
	opened [][]*Task // by Num: who is after it
}

// Resolve makes the playbook ready for use: tasks by id and number, what
// comes after what. A task without a number gets its place; an after that
// leads nowhere is dropped, and Check has named it. Nothing may change Steps
// afterwards.
func (pb *Playbook) Resolve() {
	most := 0
	for t := range pb.Tasks() {
		most++
		if t.Num == 0 {
			t.Num = most
		}
	}
	for t := range pb.Tasks() {
		most = max(most, t.Num)
	}
	pb.index = index{
		byID: make(map[string]*Task, most), byNum: make([]*Task, most+1), step: make([]*Step, most+1),
		after: make([][]*Task, most+1), opened: make([][]*Task, most+1),
	}
	for i := range pb.Steps {
		step := &pb.Steps[i]
		for j := range step.Tasks {
			t := &step.Tasks[j]
			pb.byNum[t.Num], pb.step[t.Num] = t, step
			if pb.byID[t.ID] == nil {
				pb.byID[t.ID] = t
			}
		}
	}
	for t := range pb.Tasks() {
		for _, id := range t.After {
			if before := pb.byID[id]; before != nil && before != t {
				pb.after[t.Num] = append(pb.after[t.Num], before)
				pb.opened[before.Num] = append(pb.opened[before.Num], t)
			}
		}
	}
}

// Tasks runs through all tasks in the order of the playbook.
func (pb *Playbook) Tasks() iter.Seq[*Task] {
	return func(yield func(*Task) bool) {
		for i := range pb.Steps {
			for j := range pb.Steps[i].Tasks {
				if !yield(&pb.Steps[i].Tasks[j]) {
					return
				}
			}
		}
	}
}

// ByID finds a task; nil when there is none. Call it after Resolve.
func (pb *Playbook) ByID(id string) *Task { return pb.byID[id] }

// ByNum finds a task by its number; nil when there is none. Call it after
// Resolve.
func (pb *Playbook) ByNum(num int) *Task {
	if num < 0 || num >= len(pb.byNum) {
		return nil
	}
	return pb.byNum[num]
}

// StepOf is the step a task of this playbook belongs to. Call it after
// Resolve.
func (pb *Playbook) StepOf(t *Task) *Step { return pb.index.step[t.Num] }

// Step finds a step; nil when there is none.
func (pb *Playbook) Step(id StepID) *Step {
	for i := range pb.Steps {
		if pb.Steps[i].ID == id {
			return &pb.Steps[i]
		}
	}
	return nil
}

// Before lists the tasks a task comes after. Call it after Resolve.
func (pb *Playbook) Before(t *Task) []*Task { return pb.after[t.Num] }

// Opens lists the tasks that come after a task. Call it after Resolve.
func (pb *Playbook) Opens(t *Task) []*Task { return pb.opened[t.Num] }

// RoleTitle is what a role is called; its id when it has no title or no
// section.
func (pb *Playbook) RoleTitle(id string) lang.Text {
	for i := range pb.Roles {
		if pb.Roles[i].ID == id && pb.Roles[i].Title != (lang.Text{}) {
			return pb.Roles[i].Title
		}
	}
	return lang.Plain(id)
}

// ForSystems says that a task is done for systems, whatever groups them.
func (t *Task) ForSystems() bool {
	return t.Per == PerSystem || t.Brings != Down || t.Starts || t.Failback || len(t.Reopens) > 0
}

// Recurring says that a task comes back once done.
func (t *Task) Recurring() bool { return t.Every != 0 || len(t.At) > 0 }
