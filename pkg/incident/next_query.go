package incident

import (
	"time"

	"github.com/bokgu/bokgu/pkg/playbook"
)

// TaskWaits lists what a task that is about systems waits for whichever the
// system: the gate of its step, its event, and earlier tasks that are done
// once for all. Empty says nothing of a single system: see SystemWaits.
func (m *Moment) TaskWaits(t *playbook.Task) []Wait {
	waits := m.taskWaits(t)
	for _, earlier := range m.Book.Before(t) {
		if earlier.ForSystems() || earlier.Per != playbook.PerIncident || m.opened(earlier) {
			continue
		}
		waits = append(waits, Wait{Kind: WaitTask, Task: earlier})
	}
	return waits
}

// Left says that a task is for a system and something of it is left to do that
// is neither under way nor failed and undecided.
func (m *Moment) Left(t *playbook.Task, i int32) bool { return m.left(t, i) }

// Undoable is the place in a writer's chain of the entry that its undo would
// take back; false when there is none.
func (st *State) Undoable(writer string) (seq uint64, ok bool) {
	w, known := st.writers[writer]
	if !known {
		return 0, false
	}
	entries := st.chains[w].undoable
	if len(entries) == 0 || w == 0 && len(entries) == 1 {
		return 0, false // the declaration stays
	}
	return entries[len(entries)-1], true
}

// Later is until when the task was put off; zero when it was not.
func (a *Added) Later() time.Time { return a.later }
