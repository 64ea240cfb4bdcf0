package drill

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
)

// Play is a drill that a person plays: they take the place of the desk. The
// clock stands while they think; it goes on with what they record, and when they
// wait. What happens meanwhile is heard, as lines.
//
// The script records outside events and what it says is found. What else
// somebody tells is theirs to record, or not. Each of the two has a chain of its
// own, so that nobody can take the one's words for the other's.
type Play struct {
	run      *run
	name     string
	sent     map[string]bool // rounds that crews are at, or were
	starts   []*start
	tells    []told            // what was told and is not recorded
	holds    map[string]string // inject that placed a hold → the hold's id
	handedOn int               // of the lines
	back     []bool            // by system: it was back after the last record of the person's
	untrue   []Untrue
	fallen   []int32 // what has fallen, recorded or not
}

// ErrOver says that the drill is over: nothing more is recorded.
var ErrOver = errors.New("drill: it is over")

// leastPace is how long recording something takes at least.
const leastPace = time.Minute

// Play begins a drill that a person plays under a name.
func (s *Stage) Play(seed uint64, name string) (*Play, error) {
	r, err := s.newRun(seed)
	if err != nil {
		return nil, err
	}
	p := &Play{run: r, name: name, sent: map[string]bool{}, holds: map[string]string{}}
	r.people = player{p}
	if err := r.open(); err != nil {
		return nil, err
	}
	if err := r.ledger.join(name, r.now); err != nil {
		return nil, err
	}
	p.advance(r.now, false)
	return p, r.failed
}

// Moment is the incident as the record has it now.
func (p *Play) Moment() *incident.Moment { return p.run.moment() }

// Records are all that was recorded so far, by the script and by the person.
func (p *Play) Records() []journal.Record { return p.run.ledger.records }

// Lines are what was heard since they were asked for last.
func (p *Play) Lines() []Line {
	news := p.run.heard[p.handedOn:]
	p.handedOn = len(p.run.heard)
	return news
}

// Over says how the drill ended; false while it goes on.
func (p *Play) Over() (Ending, bool) { return p.run.ended, p.run.ended != "" }

// Result is what came of it. A drill that is not over ends with that: the person
// has left.
func (p *Play) Result() (*Result, error) {
	p.run.end(EndedLeft)
	out, err := p.run.result()
	if err == nil {
		out.Untrue = p.untrue
	}
	return out, err
}

// Record records what the person does, and lets the time go by that it takes.
// known says that they had said so before; nothing is recorded then. Errors are
// those of incident.Decide, and ErrOver.
func (p *Play) Record(c incident.Command, how incident.Context) (rec journal.Record, known bool, err error) {
	r := p.run
	if r.ended != "" {
		return rec, false, ErrOver
	}
	how.By, how.Writer = p.name, r.ledger.person.writer
	if _, is := c.(incident.IssueRound); is {
		p.judgeStart(c, how)
	}
	rec, known, err = r.ledger.record(r.now, c, how)
	if errors.Is(err, errFull) {
		r.end(EndedFull)
		return rec, false, ErrOver
	}
	if err != nil || known {
		return rec, known, err
	}
	r.saw(&rec)
	p.weigh()
	p.sendCrews()
	p.advance(r.now.Add(max(leastPace, r.Drill.People.Pace.Likely/2)), false)
	return rec, false, nil
}

// judgeStart holds the systems of a round against what the script expects of
// them, right before it is issued.
func (p *Play) judgeStart(c incident.Command, how incident.Context) {
	r := p.run
	draft, err := incident.Decide(r.moment(), c, r.ledger.person.context(how, r.now))
	if err != nil {
		return // nothing will be started
	}
	var body incident.RoundBody
	if json.Unmarshal(draft.Body, &body) != nil {
		return
	}
	var systems []int32
	for _, id := range body.Systems {
		if i, ok := r.Inventory.Index(id); ok {
			systems = append(systems, i)
		}
	}
	r.judge.starting(systems)
}

// Chain is the chain of one writer as it stands on disk, line by line.
type Chain struct {
	Writer string
	Bytes  []byte
}

// Chains are the script's chain and the person's, as they are by now. The caller
// must not change them.
func (p *Play) Chains() []Chain {
	l := p.run.ledger
	return []Chain{{l.script.writer, l.script.chain}, {l.person.writer, l.person.chain}}
}

// Own is the person's entry that an undo would take back; false when there is
// none.
func (p *Play) Own() (journal.Record, bool) {
	l := p.run.ledger
	seq, ok := l.state.Undoable(l.person.writer)
	if !ok {
		return journal.Record{}, false
	}
	for k := range slices.Backward(l.records) {
		if r := &l.records[k]; r.Writer == l.person.writer && r.Seq == seq {
			return *r, true
		}
	}
	return journal.Record{}, false
}

// Told is how many things were told that nobody has recorded yet.
func (p *Play) Told() int { return len(p.tells) }

// RecordTold records the oldest thing that was told, in the person's name.
func (p *Play) RecordTold() (rec journal.Record, known bool, err error) {
	if len(p.tells) == 0 {
		return rec, false, &incident.Misuse{Code: "note"}
	}
	t := p.tells[0]
	c := t.c
	if t.lift != "" {
		c = incident.LiftHold{ID: p.holds[t.lift]}
	}
	rec, known, err = p.Record(c, incident.Context{From: t.from})
	if errors.Is(err, ErrOver) {
		return rec, false, err
	}
	p.tells = slices.Delete(p.tells, 0, 1)
	if err == nil && !known && t.hold != "" {
		holds := p.run.ledger.state.Holds
		p.holds[t.hold] = holds[len(holds)-1].ID
	}
	return rec, known, err
}

// Wait lets time go by, until something is heard, at the latest until a time;
// without one, the zero Time, as long as people wait before they look again.
func (p *Play) Wait(until time.Time) {
	if until.IsZero() {
		until = p.run.now.Add(p.run.patience())
	}
	p.advance(until, true)
}

// advance lets happen what is due until a time. With stop it stands still as
// soon as something is heard.
func (p *Play) advance(to time.Time, stop bool) {
	r := p.run
	last := r.Drill.Start.Add(r.Drill.Until)
	heard := len(r.heard)
	for r.ended == "" {
		at, due := r.agenda.first()
		if !due || at.After(to) {
			at = to
		}
		if at.After(last) {
			r.set(later(last, r.now))
			r.end(EndedTime)
			return
		}
		r.set(later(at, r.now))
		r.happen()
		r.score.look()
		if r.ended != "" || r.over() || !r.now.Before(to) || stop && len(r.heard) > heard {
			return
		}
	}
}
