package incident

import (
	"time"

	"github.com/bokgu/bokgu/pkg/playbook"
)

// NextDue is when recurring work is due next.
func (st *State) NextDue(t *playbook.Task, key string) time.Time {
	var last time.Time
	if s := st.tasks[t.Num-1].groups[key]; s != nil {
		last = s.last
	}
	from := st.possibleSince(t)
	switch {
	case t.Every == 0 && last.IsZero():
		return nextClock(t.At, from)
	case t.Every == 0:
		return nextClock(t.At, last)
	case !last.IsZero():
		return last.Add(t.Every)
	case t.Due > 0:
		return from.Add(t.Due)
	default:
		return from.Add(t.Every)
	}
}

// possibleSince is when what a task waits for had come: its event, and the
// tasks before it that are done once for all; else the declaration.
func (st *State) possibleSince(t *playbook.Task) time.Time {
	since := st.Declared
	later := func(at time.Time) {
		if at.After(since) {
			since = at
		}
	}
	later(st.Events[t.Waits])
	for _, earlier := range st.Book.Before(t) {
		if earlier.ForSystems() || earlier.Per != playbook.PerIncident {
			continue
		}
		if r := st.Result(earlier, ""); r.ended() {
			later(r.At)
		}
	}
	return since
}

// nextClock is the first of the times of day after a moment, in its zone.
func nextClock(at []playbook.ClockTime, after time.Time) time.Time {
	var best time.Time
	for _, c := range at {
		due := time.Date(after.Year(), after.Month(), after.Day(), c.Hour, c.Minute, 0, 0, after.Location())
		if !due.After(after) {
			due = due.AddDate(0, 0, 1)
		}
		if best.IsZero() || due.Before(best) {
			best = due
		}
	}
	return best
}

// DueAt is when a task is due: zero when it has no time. For systems the time
// runs from when the system became ready for it: from its return for tests,
// from its verification for the watch.
func (m *Moment) DueAt(t *playbook.Task, key string, systems []int32) time.Time {
	if t.Recurring() {
		return m.NextDue(t, key)
	}
	if len(t.Watch) == 0 && t.Due == 0 {
		return time.Time{}
	}
	if !t.ForSystems() {
		return m.Declared.Add(t.Due)
	}
	var best time.Time
	for _, i := range systems {
		due := m.systemDue(t, i)
		if best.IsZero() || due.Before(best) {
			best = due
		}
	}
	return best
}

func (m *Moment) systemDue(t *playbook.Task, i int32) time.Time {
	from := m.DownSince(i)
	if back := m.BackSince(i); m.Phase(i) > playbook.Down && back.After(from) {
		from = back
	}
	if len(t.Watch) == 0 {
		return from.Add(t.Due)
	}
	if d, ok := t.Watch[int(m.Tier(i))]; ok {
		return m.since(playbook.Verified, i, from).Add(d)
	}
	return m.since(playbook.Verified, i, from).Add(t.Watch[0])
}

// since is when a system reached a phase, or the given time when it has not.
func (st *State) since(phase playbook.Phase, i int32, otherwise time.Time) time.Time {
	for _, t := range st.bringing {
		if t.Brings != phase {
			continue
		}
		if r := st.SystemResult(t, i); r != nil && r.Outcome == Done {
			return r.At
		}
	}
	return otherwise
}
