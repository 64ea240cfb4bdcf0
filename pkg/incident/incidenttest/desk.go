// Package incidenttest keeps records in memory, by the real decisions and the
// real fold, for tests of everything that stands on an incident.
package incidenttest

import (
	"errors"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// Start is when the outages of tests begin.
func Start() time.Time {
	return time.Date(2025, 9, 26, 20, 15, 0, 0, time.FixedZone("KST", 9*60*60))
}

// Writer is whose chain the desk writes.
const Writer = "lee-desk-0a1b2c"

// Desk is an incident of which the records are in memory.
type Desk struct {
	State   *incident.State
	Records []journal.Record
	Now     time.Time // moves only when the test moves it

	t    testing.TB
	inv  *inventory.Inventory
	book *playbook.Playbook
}

// New is a desk with nothing recorded but its chain's opening.
func New(t testing.TB, inv *inventory.Inventory, book *playbook.Playbook) *Desk {
	d := &Desk{t: t, inv: inv, book: book, State: incident.New(inv, book), Now: Start()}
	d.Append(Writer, journal.Draft{Type: incident.ChainOpened, By: "lee"})
	return d
}

// Append records a fact in the chain of a writer, whatever the state says of
// it. Only the desk reads what others wrote.
func (d *Desk) Append(writer string, draft journal.Draft) journal.Record {
	r := journal.Record{
		Incident: "test", Writer: writer, Seq: 1, Written: d.Now, Happened: draft.Happened,
		By: draft.By, Role: draft.Role, From: draft.From, Irregular: draft.Irregular, Override: draft.Override,
		Corrects: draft.Corrects, Type: draft.Type, Body: draft.Body, Saw: map[string]string{},
		Clock: journal.Clock{Milli: d.Now.UnixMilli(), Count: uint32(len(d.Records))},
	}
	for i := range d.Records {
		if other := &d.Records[i]; other.Writer == writer {
			r.Seq = other.Seq + 1
		} else if writer == Writer {
			r.Saw[other.Writer] = other.Ref()
		}
	}
	if r.Happened.IsZero() {
		r.Happened = d.Now
	}
	d.Records = append(d.Records, r)
	if r.Corrects != "" {
		d.State = incident.Replay(d.inv, d.book, d.Records)
	} else {
		d.State.Apply(&r)
	}
	return r
}

// Moment is the state now.
func (d *Desk) Moment() *incident.Moment { return d.State.At(d.Now) }

// Try decides a command and records it unless it is refused.
func (d *Desk) Try(c incident.Command, how incident.Context) (journal.Record, error) {
	if how.Happened.IsZero() {
		how.Happened = d.Now
	}
	if how.By == "" {
		how.By = "lee"
	}
	how.Writer = Writer
	draft, err := incident.Decide(d.Moment(), c, how)
	if err != nil {
		return journal.Record{}, err
	}
	return d.Append(Writer, draft), nil
}

// Do is Try when nothing may go wrong; telling again what is known is fine.
func (d *Desk) Do(c incident.Command) journal.Record {
	d.t.Helper()
	r, err := d.Try(c, incident.Context{})
	if err != nil && !errors.Is(err, incident.ErrNothingNew) {
		d.t.Fatalf("%T %+v: %v", c, c, err)
	}
	return r
}

// System is the index of a system.
func (d *Desk) System(id string) int32 {
	d.t.Helper()
	i, ok := d.inv.Index(id)
	if !ok {
		d.t.Fatalf("no system %s", id)
	}
	return i
}
