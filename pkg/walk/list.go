// Package walk says what is next, for whom and why, and guides a person
// through it in plain lines. It keeps nothing in memory that is not recorded:
// what is next is worked out from the state each time, so a walk that was cut
// off goes on where it stopped.
//
// Next is the list, Run the guided walk. What a person sees and how it is
// worded is the business of the Screen, where a command is kept that of the
// Recorder.
package walk

import (
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// Entry is one thing that can be done now: a task for the incident, for one of
// its groups, or for all systems that are ready for it. Exactly one of Task,
// Added, Question and Conflict is set.
type Entry struct {
	Ref      string
	Task     *playbook.Task
	Added    *incident.Added
	Question *incident.Question
	Conflict *incident.Conflict

	Step    playbook.StepID // empty for what belongs to no step
	Role    string          // who does it now: the id of a role, or the name it was handed to
	Key     string          // agency or room of a grouped task
	Systems []int32         // what it would be done for; nil when it is not about systems
	Due     time.Time       // zero is none
	Since   time.Time       // since when a decision has been waiting; zero is unknown

	Round    *incident.Round    // issued, and some of its systems still being started
	Proposal *incident.Proposal // a round that could be issued

	urgent time.Time // what it is ordered by; zero comes last
}

// Decision says that somebody has to decide: an open question, a choice, an
// approval, or two records that say different things.
func (e *Entry) Decision() bool {
	if e.Task == nil {
		return e.Question != nil || e.Conflict != nil
	}
	return e.Task.Do.Kind == playbook.Decide || e.Task.Do.Kind == playbook.Approve
}

// Call says that people have to be called or told.
func (e *Entry) Call() bool { return e.Task != nil && e.Task.Do.Kind == playbook.Notify }

// Waiting is a task that cannot be done yet, or not for all it is for.
type Waiting struct {
	Task *playbook.Task
	Step playbook.StepID
	On   []incident.Wait // without repetition
}

// Names says what is waited for as scripts see it: refs, systems, event:NAME.
func (w Waiting) Names(st *incident.State) []string {
	names := []string{}
	for _, on := range w.On {
		if name := on.On(st); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// List is what is next at a moment: everything that can be done now, the most
// urgent first, and what waits for something.
type List struct {
	Tasks   []Entry
	Waiting []Waiting
	Advice  []Advice // see Advise, which looks at the rest; Next leaves it out
}
