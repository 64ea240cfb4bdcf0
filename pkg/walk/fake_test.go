package walk_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/incident/incidenttest"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/term/termtest"
	"github.com/bokgu/bokgu/pkg/walk"
)

// Record makes the desk a Recorder.
func (d *desk) Record(_ context.Context, c incident.Command, how walk.Said) (walk.Receipt, error) {
	draft, err := incident.Decide(d.Moment(), c, incident.Context{
		Happened: d.Now, By: "lee", From: how.From, Override: how.Override, Writer: incidenttest.Writer,
	})
	if errors.Is(err, incident.ErrNothingNew) {
		return walk.Receipt{Known: true}, nil
	}
	if err != nil {
		return walk.Receipt{}, err
	}
	d.Append(incidenttest.Writer, draft)
	last := d.Records[len(d.Records)-1]
	return walk.Receipt{Number: int(last.Seq), At: last.Happened, Irregular: last.Irregular}, nil
}

func (d *desk) Own() (journal.Record, bool) {
	seq, ok := d.State.Undoable(incidenttest.Writer)
	if !ok {
		return journal.Record{}, false
	}
	i := slices.IndexFunc(d.Records, func(r journal.Record) bool { return r.Writer == incidenttest.Writer && r.Seq == seq })
	return d.Records[i], true
}

// paper is a screen that keeps what it was shown.
type paper struct{ shown []walk.Showing }

func (p *paper) Show(v walk.Showing) error {
	p.shown = append(p.shown, v)
	return nil
}

func (p *paper) Word(key string, _ ...any) string { return key }

// notices are the keys of what was said.
func (p *paper) notices() []string {
	var keys []string
	for _, v := range p.shown {
		if n, ok := v.(walk.Notice); ok {
			keys = append(keys, n.Key)
		}
	}
	return keys
}

func (p *paper) said(key string) bool { return slices.Contains(p.notices(), key) }

// recorded are the receipts that were shown.
func (p *paper) recorded() []walk.Recorded {
	var out []walk.Recorded
	for _, v := range p.shown {
		if r, ok := v.(walk.Recorded); ok {
			out = append(out, r)
		}
	}
	return out
}

// lines is a person who says these lines at whatever is asked, then leaves.
type lines []string

func (l *lines) Ask(context.Context, string) (string, error) {
	if len(*l) == 0 {
		return "", io.EOF
	}
	line := (*l)[0]
	*l = (*l)[1:]
	return line, nil
}

func (d *desk) guide(asker walk.Asker) (*walk.Guide, *paper) {
	screen := &paper{}
	clock := func(text string, now time.Time) (time.Time, bool) {
		at, err := time.Parse("15:04", text)
		return time.Date(now.Year(), now.Month(), now.Day(), at.Hour(), at.Minute(), 0, 0, now.Location()), err == nil
	}
	return &walk.Guide{
		Asker: asker, Recorder: d, Screen: screen, Past: clock, Future: clock,
		Board: func() error { return screen.Show(walk.Words{"board"}) },
		Explain: func(err error) ([]string, bool) {
			var refusal *incident.Refusal
			return []string{err.Error()}, errors.As(err, &refusal)
		},
	}, screen
}

// run walks with a person who says these lines.
func (d *desk) run(said ...string) *paper {
	d.t.Helper()
	l := lines(said)
	g, screen := d.guide(&l)
	if err := g.Run(context.Background()); err != nil {
		d.t.Fatal(err)
	}
	if len(l) > 0 {
		d.t.Errorf("not asked for: %q", []string(l))
	}
	return screen
}

// script walks with a person who answers exactly these questions.
func (d *desk) script(t *testing.T, said ...termtest.Line) *paper {
	t.Helper()
	g, screen := d.guide(termtest.Script(t, said...))
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	return screen
}

func (d *desk) last() journal.Record { return d.Records[len(d.Records)-1] }

// small is six services of two agencies in one room, and its network.
const small = `
apiVersion: bokgu/v1
kind: Inventory
metadata: {name: small}
sites: [{id: daejeon, title: {ko: 대전, en: Daejeon}}]
agencies: [{id: pps, name: 조달청, dutyRoom: "1"}, {id: nts, name: 국세청, dutyRoom: "2"}]
rooms: [{id: "2", site: daejeon}]
crews: [{id: ops1, title: {ko: 운영1반, en: Ops 1}, site: daejeon, people: 9}]
systems:
  - {id: net, name: 네트워크, class: infrastructure, site: daejeon, room: "2"}
  - {id: a, name: 가, agency: pps, site: daejeon, room: "2", tier: 1, dependsOn: [net]}
  - {id: b, name: 나, agency: pps, site: daejeon, room: "2", tier: 1, dependsOn: [net]}
  - {id: c, name: 다, agency: nts, site: daejeon, room: "2", tier: 1, dependsOn: [net]}
  - {id: d, name: 라, agency: nts, site: daejeon, room: "2", tier: 1, dependsOn: [net]}
---
apiVersion: bokgu/v1
kind: Playbook
metadata: {name: small}
roles: [{id: commander, title: {ko: 지휘자, en: commander}}, {id: crew, title: {ko: 기동반, en: crew}}]
steps:
  - id: assess
    title: one
    tasks:
      - {id: decide, title: switch, role: commander, due: 1h, do: {decide: {question: "switch?", options: [{id: "yes", title: "Yes"}, {id: "no", title: "No"}]}}}
      - {id: tell, title: tell, role: crew, due: 2h, do: {notify: {to: crew, text: go}}}
      - id: write
        title: write
        role: crew
        due: 3h
        do: {record: {fields: [{id: hot, title: hot, type: number, required: true}, {id: state, title: state, type: enum, values: [up, down]}, {id: at, title: at, type: time}]}}
      - {id: sign, title: sign, role: crew, after: [write], do: {approve: {n: 2, of: crew}}}
  - id: mobilize
    title: two
    tasks:
      - {id: owners, title: owners, role: crew, per: agency, where: 'class == "service"', after: [tell], do: {confirm: true}}
  - {id: diagnose, title: three, tasks: [{id: look, title: look, role: crew, evidence: true, after: [tell], do: {confirm: true}}]}
  - id: resume
    title: four
    tasks:
      - {id: ready, title: ready, role: crew, per: system, where: 'class == "infrastructure"', do: {confirm: true}, waits: {event: fire-out}, brings: restored, starts: false}
      - {id: start, title: start, role: crew, per: round, where: 'class == "service"', do: {confirm: true}, brings: resumed}
      - {id: means, title: means, role: commander, per: system, where: 'class == "service"', optional: true, reopens: [start], do: {decide: {question: "how?", options: [{id: restart, title: again}, {id: restore-backup, title: backup}]}}}
  - {id: restore, title: five, tasks: [{id: whole, title: whole, role: crew, per: system, where: 'class == "service"', do: {confirm: true}, brings: restored, starts: false, after: [start]}]}
  - {id: verify, title: six, tasks: [{id: accept, title: accept, role: crew, per: agency, where: 'class == "service"', do: {confirm: true}, brings: verified, after: [whole]}]}
  - {id: stabilize, title: seven, tasks: [{id: watch, title: watch, role: crew, per: system, where: 'class == "service"', watch: {1: 1h, other: 1h}, do: {confirm: true}, brings: stable}]}
`

func smallDesk(t *testing.T) *desk {
	t.Helper()
	b := parse(t, small)
	if len(b.Playbooks) != 1 || len(b.Inventory.Systems) != 5 {
		t.Fatalf("%d playbooks, %d systems", len(b.Playbooks), len(b.Inventory.Systems))
	}
	d := newDesk(t, b.Inventory, b.Playbooks[0])
	d.Do(incident.Declare{Title: "x", Stopped: "true"})
	return d
}

// open is the small case with nothing left to do but to start.
func openDesk(t *testing.T) *desk {
	d := smallDesk(t)
	d.Do(incident.Happen{Name: "fire-out"})
	for _, task := range []string{"decide", "tell", "write", "sign", "owners", "look", "ready"} {
		d.Do(incident.DoTask{Ref: task, Outcome: incident.Done})
	}
	return d
}

var errDisk = errors.New("disk full")

// broken is a recorder whose disk is full.
type broken struct{ *desk }

func (broken) Record(context.Context, incident.Command, walk.Said) (walk.Receipt, error) {
	return walk.Receipt{}, errDisk
}

// asker answers by the number of the question.
func asker(answer func(n int) (string, error)) walk.Asker { return &counted{answer: answer} }

type counted struct {
	answer func(int) (string, error)
	n      int
}

func (c *counted) Ask(context.Context, string) (string, error) {
	c.n++
	return c.answer(c.n - 1)
}

func task(d *desk, id string) *playbook.Task {
	t, _ := d.State.Task(id)
	if t == nil {
		d.t.Fatalf("no task %s", id)
	}
	return t
}

// draftOf is what another person at the same desk would record.
func draftOf(d *desk, c incident.Command) journal.Draft {
	draft, err := incident.Decide(d.Moment(), c, incident.Context{Happened: d.Now, By: "kim", Writer: "kim-note-998877"})
	if err != nil {
		d.t.Fatal(err)
	}
	return draft
}
