package walk

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/incident"
)

// Shown is how many rows a person sees at a time.
const Shown = 7

// Row is what a person sees as one thing to do: an entry, or a task with all
// of its agencies or rooms, the most urgent first.
type Row struct {
	Entry         // the first group
	Rest  []Entry // the other groups
}

// Groups are all entries of the row.
func (r *Row) Groups() []Entry { return append([]Entry{r.Entry}, r.Rest...) }

// All lists the systems of the row, of every group, by call number.
func (r *Row) All() []int32 {
	all := slices.Clone(r.Systems)
	for i := range r.Rest {
		all = append(all, r.Rest[i].Systems...)
	}
	if r.Proposal == nil {
		slices.Sort(all)
	}
	return all
}

// Count is how many systems the row is about, of every group.
func (r *Row) Count() int {
	n := len(r.Systems)
	for i := range r.Rest {
		n += len(r.Rest[i].Systems)
	}
	return n
}

// Takes says whether a key does something on this row. What is neither a task
// nor added can only be answered; a round under way waits for its result.
func (r *Row) Takes(key Key) bool {
	task := r.Task != nil || r.Added != nil
	switch key {
	case Fail:
		return task && r.Proposal == nil || r.Conflict != nil && r.Conflict.Task != nil
	case Later, HandOn:
		return task && r.Round == nil
	case Skip:
		return task && r.Round == nil && r.Proposal == nil
	default:
		return true
	}
}

// Rows gathers the groups of a task into one row each, in the order of the
// list.
func (l List) Rows() []Row {
	var rows []Row
	at := map[int]int{} // by number of the task
	for _, e := range l.Tasks {
		if e.Task == nil || e.Key == "" || e.Round != nil {
			rows = append(rows, Row{Entry: e})
			continue
		}
		if n, have := at[e.Task.Num]; have {
			rows[n].Rest = append(rows[n].Rest, e)
			continue
		}
		at[e.Task.Num] = len(rows)
		rows = append(rows, Row{Entry: e})
	}
	return rows
}

// sameWork says that two rows ask for the same, so that a person who saw one
// has seen the other.
func sameWork(a, b *Row) bool {
	if len(a.Rest) != len(b.Rest) {
		return false
	}
	as, bs := a.Groups(), b.Groups()
	for i := range as {
		if as[i].Ref != bs[i].Ref || (as[i].Proposal == nil) != (bs[i].Proposal == nil) || roundID(as[i].Round) != roundID(bs[i].Round) ||
			!slices.Equal(as[i].Systems, bs[i].Systems) {
			return false
		}
	}
	return true
}

func roundID(r *incident.Round) string {
	if r == nil {
		return ""
	}
	return r.ID
}
