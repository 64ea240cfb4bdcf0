package walk

import (
	"cmp"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// compare orders what can be done: open decisions, calls, then the rest; each
// by its time, so that what is overdue comes first and what has none last;
// then the steps, people's work before repair; then the playbook's order.
func compare(a, b *Entry) int {
	return cmp.Or(
		cmp.Compare(class(a), class(b)),
		compareTimes(a.urgent, b.urgent),
		cmp.Compare(stepOrder(a.Step), stepOrder(b.Step)),
		cmp.Compare(place(a), place(b)),
		cmp.Compare(btoi(a.Round == nil), btoi(b.Round == nil)),
	)
}

func class(e *Entry) int {
	switch {
	case e.Decision():
		return 0
	case e.Call():
		return 1
	default:
		return 2
	}
}

// urgentAt is when an entry is due. A decision without a time has been due
// since it could be taken, the result of a round since it was issued; what can
// be started, and two records that differ, are due now.
func urgentAt(e *Entry, now time.Time) time.Time {
	switch {
	case !e.Due.IsZero():
		return e.Due
	case e.Proposal != nil || e.Conflict != nil:
		return now
	case e.Decision():
		return e.Since
	case e.Round != nil:
		return e.Round.Issued
	default:
		return time.Time{}
	}
}

// compareTimes puts what has no time last.
func compareTimes(a, b time.Time) int {
	if a.IsZero() || b.IsZero() {
		return cmp.Compare(btoi(a.IsZero()), btoi(b.IsZero()))
	}
	return a.Compare(b)
}

// stepOrder: resuming and restoring come before finding the cause, which never
// holds them up. What belongs to no step comes first: somebody added it by
// hand.
func stepOrder(step playbook.StepID) int {
	order := [...]int{0, 1, 2, 5, 3, 4, 6, 7}
	return order[step.Number()]
}

func place(e *Entry) int {
	if e.Task == nil {
		return 0
	}
	return e.Task.Num
}

// compareWaiting puts first what waits for the outside world, then what brings
// systems back.
func compareWaiting(a, b Waiting) int {
	return cmp.Or(
		cmp.Compare(waitingClass(a), waitingClass(b)),
		cmp.Compare(stepOrder(a.Step), stepOrder(b.Step)),
		cmp.Compare(a.Task.Num, b.Task.Num),
	)
}

func waitingClass(w Waiting) int {
	for _, on := range w.On {
		if on.Kind == incident.WaitEvent {
			return 0
		}
	}
	if w.Task.Brings == playbook.Resumed || w.Task.Brings == playbook.Restored {
		return 1
	}
	return 2
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
