package walk_test

import (
	"errors"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/playbooks"
)

// start is when the outages of these tests begin.
var start = time.Date(2025, 9, 26, 20, 15, 0, 0, time.FixedZone("KST", 9*60*60))

// desk is where records are kept in these tests: in memory, by the real
// decisions and the real fold.
type desk struct {
	t       testing.TB
	state   *incident.State
	inv     *inventory.Inventory
	book    *playbook.Playbook
	records []journal.Record
	now     time.Time
}

func newDesk(t testing.TB, inv *inventory.Inventory, book *playbook.Playbook) *desk {
	d := &desk{t: t, inv: inv, book: book, state: incident.New(inv, book), now: start}
	d.append("lee-desk-0a1b2c", journal.Draft{Type: incident.ChainOpened, By: "lee"})
	return d
}

// shipped is the playbook that comes with the program.
func shipped(t testing.TB) *playbook.Playbook {
	data, _ := playbooks.Read("mass-outage")
	b := load.Parse([]load.File{{Name: "mass-outage.yaml", Data: data}})
	if len(b.Playbooks) != 1 {
		t.Fatalf("shipped playbook: %v", b.Findings)
	}
	return b.Playbooks[0]
}

// nirs is the inventory of the 2025 example.
func nirs(t testing.TB) *inventory.Inventory {
	files, err := load.ReadFiles("../../examples/nirs-2025/inventory")
	if err != nil {
		t.Fatal(err)
	}
	return load.Parse(files).Inventory
}

// parse reads an inventory and a playbook from YAML.
func parse(t testing.TB, yaml string) *load.Bundle {
	t.Helper()
	b := load.Parse([]load.File{{Name: "test.yaml", Data: []byte(yaml)}})
	for _, f := range b.Findings {
		t.Logf("%s:%d %s %v", f.Place.File, f.Place.Line, f.Rule, f.Args)
	}
	return b
}

func (d *desk) append(writer string, draft journal.Draft) {
	seq := uint64(1)
	saw := map[string]string{}
	for _, r := range d.records {
		if r.Writer == writer {
			seq++
		} else if writer == d.records[0].Writer {
			saw[r.Writer] = r.Ref() // only the desk reads what others wrote
		}
	}
	r := journal.Record{
		Writer: writer, Seq: seq, Written: d.now, Happened: draft.Happened, By: draft.By, From: draft.From,
		Irregular: draft.Irregular, Override: draft.Override, Corrects: draft.Corrects, Type: draft.Type, Body: draft.Body, Saw: saw,
	}
	if r.Happened.IsZero() {
		r.Happened = d.now
	}
	d.records = append(d.records, r)
	if r.Corrects != "" {
		d.state = incident.Replay(d.inv, d.book, d.records)
		return
	}
	d.state.Apply(&r)
}

func (d *desk) moment() *incident.Moment { return d.state.At(d.now) }

// try decides and records.
func (d *desk) try(c incident.Command, from string) (journal.Draft, error) {
	draft, err := incident.Decide(d.moment(), c, incident.Context{Happened: d.now, By: "lee", From: from, Writer: "lee-desk-0a1b2c"})
	if err == nil {
		d.append("lee-desk-0a1b2c", draft)
	}
	return draft, err
}

// do is try when nothing may go wrong; telling again what is known is fine.
func (d *desk) do(c incident.Command) {
	d.t.Helper()
	if _, err := d.try(c, ""); err != nil && !errors.Is(err, incident.ErrNothingNew) {
		d.t.Fatalf("%T %+v: %v", c, c, err)
	}
}
