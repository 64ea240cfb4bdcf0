package drill

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/journal"
)

// ledger keeps the record of a run in memory: real decisions, the real fold,
// and the lines of the chains as they would stand on disk.
type ledger struct {
	state   *incident.State
	list    *inventory.Inventory // as it was before the first record
	records []journal.Record
	clock   journal.Clock
	uid     string
	script  *pen
	person  *pen // of who plays; nil: nobody

	commands  int // what people had to record
	played    int // of them, by the person
	irregular int
	types     map[string]int
}

// pen is a writer of the record: a chain of its own.
type pen struct {
	writer string
	chain  []byte
	sum    string // of its last record
	seq    uint64 // the same
	ref    string // the same
	saw    uint64 // the last record of the other that it had read when it wrote
}

// Recorder is the name under which a script records.
const Recorder = "script"

// The beginnings of the writers of a drill's record.
const (
	scriptPen = Recorder + "-drill-"
	personPen = "player-drill-"
)

// ByClock says whether a writer is one of a drill that was played: its records
// are written at the times of the script, not at those of the day.
func ByClock(writer string) bool {
	return strings.HasPrefix(writer, scriptPen) || strings.HasPrefix(writer, personPen)
}

// newLedger opens the chain of a run. Its identity is made of the script's name
// and the seed, so that the same run gives the same bytes.
func newLedger(st *incident.State, name string, seed uint64, at time.Time) (*ledger, error) {
	digest := sha256.Sum256(fmt.Appendf(nil, "drill %s %d", name, seed))
	l := &ledger{state: st, list: st.Inventory, uid: hex.EncodeToString(digest[:16]), types: map[string]int{}}
	l.script = &pen{writer: scriptPen + hex.EncodeToString(digest[16:19]), sum: journal.Start}
	return l, l.open(l.script, Recorder, at)
}

// join opens the chain of the person who plays.
func (l *ledger) join(name string, at time.Time) error {
	digest := sha256.Sum256([]byte(l.uid + " " + name))
	l.person = &pen{writer: personPen + hex.EncodeToString(digest[:3]), sum: journal.Start}
	return l.open(l.person, name, at)
}

func (l *ledger) open(p *pen, name string, at time.Time) error {
	body, err := json.Marshal(journal.Opened{Person: name, Machine: "drill"})
	if err == nil {
		_, err = l.append(p, at, journal.Draft{Type: journal.TypeOpened, By: name, Body: body})
	}
	return err
}

// errFull says that a run has recorded more than a drill may.
var errFull = errors.New("drill: too many records")

// record decides a command and keeps what comes of it. known says that it had
// been told before. It is the script's, unless the context names another pen.
func (l *ledger) record(now time.Time, c incident.Command, how incident.Context) (r journal.Record, known bool, err error) {
	p := l.script
	if l.person != nil && how.Writer == l.person.writer {
		p = l.person
	}
	draft, err := incident.Decide(l.state.At(now), c, p.context(how, now))
	if errors.Is(err, incident.ErrNothingNew) {
		return journal.Record{}, true, nil
	}
	if err != nil {
		return journal.Record{}, false, err
	}
	r, err = l.append(p, now, draft)
	if err == nil {
		l.commands++
	}
	if err == nil && p == l.person {
		l.played++
	}
	return r, false, err
}

// context fills in what a command does not say of itself.
func (p *pen) context(how incident.Context, now time.Time) incident.Context {
	if how.By == "" {
		how.By = Recorder
	}
	if how.Happened.IsZero() {
		how.Happened = now
	}
	how.Writer = p.writer
	return how
}

func (l *ledger) append(p *pen, now time.Time, draft journal.Draft) (journal.Record, error) {
	if len(l.records) >= MaxRecords {
		return journal.Record{}, errFull
	}
	l.clock = l.clock.Next(now)
	r := journal.Record{
		Version: journal.Version, Incident: l.uid, Writer: p.writer, Seq: p.seq + 1,
		Clock: l.clock, Written: now, Happened: draft.Happened, By: draft.By, Role: draft.Role, From: draft.From,
		Saw: l.saw(p), Irregular: draft.Irregular, Override: draft.Override, Corrects: draft.Corrects, Type: draft.Type, Body: draft.Body,
	}
	if r.Happened.IsZero() {
		r.Happened = now
	}
	line, err := journal.Encode(&r, p.sum)
	if err != nil {
		return journal.Record{}, err
	}
	p.sum, p.seq, p.ref = r.Sum, r.Seq, r.Ref()
	p.chain = append(p.chain, line...)
	l.records = append(l.records, r)
	l.types[r.Type]++
	if len(r.Irregular) > 0 {
		l.irregular++
	}
	if r.Corrects == "" {
		l.state.Apply(&r)
	} else { // it changes the past
		*l.state = *incident.Replay(l.list, l.state.Book, l.records)
	}
	return r, nil
}

// saw names the last record of the other pen, when this one had not read it yet.
func (l *ledger) saw(p *pen) map[string]string {
	other := l.person
	if p == l.person {
		other = l.script
	}
	if other == nil || other.seq <= p.saw {
		return nil
	}
	p.saw = other.seq
	return map[string]string{other.writer: other.ref}
}
