package drill

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
)

// ledger keeps the record of a run in memory: real decisions, the real fold,
// and the lines of the chain as they would stand on disk.
type ledger struct {
	state   *incident.State
	records []journal.Record
	chain   []byte
	clock   journal.Clock
	sum     string
	uid     string
	writer  string

	commands  int // what people had to record
	irregular int
	types     map[string]int
}

// Recorder is the name under which a script records.
const Recorder = "script"

// newLedger opens the chain of a run. Its identity is made of the script's name
// and the seed, so that the same run gives the same bytes.
func newLedger(st *incident.State, name string, seed uint64, at time.Time) (*ledger, error) {
	digest := sha256.Sum256(fmt.Appendf(nil, "drill %s %d", name, seed))
	l := &ledger{
		state: st, sum: journal.Start, uid: hex.EncodeToString(digest[:16]),
		writer: Recorder + "-drill-" + hex.EncodeToString(digest[16:19]), types: map[string]int{},
	}
	body, err := json.Marshal(journal.Opened{Person: Recorder, Machine: "drill"})
	if err != nil {
		return nil, err
	}
	_, err = l.append(at, journal.Draft{Type: journal.TypeOpened, By: Recorder, Body: body})
	return l, err
}

// errFull says that a run has recorded more than a drill may.
var errFull = errors.New("drill: too many records")

// record decides a command and keeps what comes of it. known says that it had
// been told before.
func (l *ledger) record(now time.Time, c incident.Command, how incident.Context) (r journal.Record, known bool, err error) {
	if how.By == "" {
		how.By = Recorder
	}
	if how.Happened.IsZero() {
		how.Happened = now
	}
	how.Writer = l.writer
	draft, err := incident.Decide(l.state.At(now), c, how)
	if errors.Is(err, incident.ErrNothingNew) {
		return journal.Record{}, true, nil
	}
	if err != nil {
		return journal.Record{}, false, err
	}
	r, err = l.append(now, draft)
	if err == nil {
		l.commands++
	}
	return r, false, err
}

func (l *ledger) append(now time.Time, draft journal.Draft) (journal.Record, error) {
	if len(l.records) >= MaxRecords {
		return journal.Record{}, errFull
	}
	l.clock = l.clock.Next(now)
	r := journal.Record{
		Version: journal.Version, Incident: l.uid, Writer: l.writer, Seq: uint64(len(l.records) + 1),
		Clock: l.clock, Written: now, Happened: draft.Happened, By: draft.By, Role: draft.Role, From: draft.From,
		Irregular: draft.Irregular, Override: draft.Override, Corrects: draft.Corrects, Type: draft.Type, Body: draft.Body,
	}
	if r.Happened.IsZero() {
		r.Happened = now
	}
	line, err := journal.Encode(&r, l.sum)
	if err != nil {
		return journal.Record{}, err
	}
	l.sum = r.Sum
	l.chain = append(l.chain, line...)
	l.records = append(l.records, r)
	l.types[r.Type]++
	if len(r.Irregular) > 0 {
		l.irregular++
	}
	l.state.Apply(&r)
	return r, nil
}
