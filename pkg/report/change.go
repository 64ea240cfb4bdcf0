package report

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
)

// Change is what changed since an earlier moment that was recorded.
type Change struct {
	Since  time.Time
	Number int // of the report then; 0: it was a change of shift

	Total, Back, Elsewhere, Substitutes int // now less then
}

// changed compares with the last time one of the tasks was done: with the
// figures as they were known then, so a fact told late counts as a change.
func changed(in Input, tasks ...string) *Change {
	m := in.Moment
	undone := undoneBy(in.Records)
	last, number, reports := -1, 0, 0
	for i := range in.Records {
		id, ok := doneTask(&in.Records[i], tasks...)
		if !ok || isUndone(undone, &in.Records[i]) {
			continue
		}
		last, number = i, 0
		if id == ReportTask {
			reports++
			number = reports
		}
	}
	if last < 0 {
		return nil
	}
	list := in.List
	if list == nil {
		list = m.Inventory
	}
	told := in.Records[:last+1]
	if len(undone) > 0 {
		told = slices.DeleteFunc(slices.Clone(told), func(r journal.Record) bool {
			return r.Corrects != "" || isUndone(undone, &r)
		})
	}
	at := in.Records[last].Happened
	then, _ := figures(incident.Replay(list, m.Book, told).At(at))
	now, _ := figures(m)
	return &Change{
		Since: at, Number: number,
		Total: now.Total - then.Total, Back: now.Back - then.Back, Elsewhere: now.Elsewhere - then.Elsewhere,
		Substitutes: now.Substitutes.Done - then.Substitutes.Done,
	}
}

// reportsOf lists the situation reports that were recorded.
func reportsOf(records []journal.Record) []*journal.Record {
	undone := undoneBy(records)
	var out []*journal.Record
	for i := range records {
		if _, ok := doneTask(&records[i], ReportTask); ok && !isUndone(undone, &records[i]) {
			out = append(out, &records[i])
		}
	}
	return out
}

func undoneBy(records []journal.Record) map[string]bool {
	undone := map[string]bool{}
	for i := range records {
		if c := records[i].Corrects; c != "" {
			undone[c] = true
		}
	}
	return undone
}

// isUndone asks for the name of a record only where something was taken back
// at all: a long record has a million names.
func isUndone(undone map[string]bool, r *journal.Record) bool {
	return len(undone) > 0 && undone[incident.Name(r)]
}

// doneTask says which of the tasks a record says was done, if any. Most
// records are of none, which their bytes tell without reading them.
func doneTask(r *journal.Record, tasks ...string) (id string, ok bool) {
	if r.Type != incident.TaskDone || !slices.ContainsFunc(tasks, func(t string) bool { return bytes.Contains(r.Body, []byte(t)) }) {
		return "", false
	}
	var body struct {
		Task string `json:"task"`
	}
	if err := json.Unmarshal(r.Body, &body); err != nil {
		return "", false
	}
	return body.Task, slices.Contains(tasks, body.Task)
}
