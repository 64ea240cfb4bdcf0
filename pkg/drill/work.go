package drill

import (
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
)

// Work is how much a run gave people to record, and what went wrong with it.
type Work struct {
	FirstDay     int // recorded in the first 24 hours after the outage began
	Rounds       int
	Irregular    int    // records that broke a rule
	FailedStarts int    // of one system each
	Unrecorded   []Line // what could not be recorded: a flaw of the script
}

// Work counts it. Of a run of a series only the first has the records for that.
func (r *Result) Work() Work {
	var w Work
	for k := range r.Records {
		rec := &r.Records[k]
		if rec.Type != journal.TypeOpened && rec.Written.Before(r.Began.Add(24*time.Hour)) {
			w.FirstDay++
		}
		if rec.Type == incident.RoundIssued {
			w.Rounds++
		}
		if len(rec.Irregular) > 0 {
			w.Irregular++
		}
	}
	for _, l := range r.Heard {
		switch {
		case strings.HasPrefix(l.Key, "failed-"):
			w.FailedStarts++
		case l.Key == "refused", l.Key == "unknown", l.Key == "misuse":
			w.Unrecorded = append(w.Unrecorded, l)
		}
	}
	return w
}
