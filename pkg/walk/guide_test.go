package walk_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/term/termtest"
	"github.com/bokgu/bokgu/pkg/walk"
)

// Record makes the desk a Recorder.
func (d *desk) Record(_ context.Context, c incident.Command, how walk.Said) (walk.Receipt, error) {
	draft, err := incident.Decide(d.moment(), c, incident.Context{
		Happened: d.now, By: "lee", From: how.From, Override: how.Override, Writer: "lee-desk-0a1b2c",
	})
	if errors.Is(err, incident.ErrNothingNew) {
		return walk.Receipt{Known: true}, nil
	}
	if err != nil {
		return walk.Receipt{}, err
	}
	d.append("lee-desk-0a1b2c", draft)
	last := d.records[len(d.records)-1]
	return walk.Receipt{Number: int(last.Seq), At: last.Happened, Irregular: last.Irregular}, nil
}

func (d *desk) Moment() *incident.Moment { return d.moment() }

func (d *desk) Own() (journal.Record, bool) {
	seq, ok := d.state.Undoable("lee-desk-0a1b2c")
	if !ok {
		return journal.Record{}, false
	}
	i := slices.IndexFunc(d.records, func(r journal.Record) bool { return r.Writer == "lee-desk-0a1b2c" && r.Seq == seq })
	return d.records[i], true
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

func (d *desk) last() journal.Record { return d.records[len(d.records)-1] }

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
	d.do(incident.Declare{Title: "x", Stopped: "true"})
	return d
}

// open is the small case with nothing left to do but to start.
func openDesk(t *testing.T) *desk {
	d := smallDesk(t)
	d.do(incident.Happen{Name: "fire-out"})
	for _, task := range []string{"decide", "tell", "write", "sign", "owners", "look", "ready"} {
		d.do(incident.DoTask{Ref: task, Outcome: incident.Done})
	}
	return d
}

func TestARowIsDecidedToldAndWrittenDown(t *testing.T) {
	d := smallDesk(t)
	screen := d.script(t,
		termtest.Line{Question: "walk.prompt", Answer: "ㅐ"},
		termtest.Line{Question: "walk.ask-decision", Answer: "3"},
		termtest.Line{Question: "walk.ask-decision", Answer: "２ 지휘자 김"},
		termtest.Line{Question: "walk.prompt", Answer: "o all fine"},
		termtest.Line{Question: "walk.prompt", Answer: "2"},
		termtest.Line{Question: "walk.prompt", Answer: "q"},
	)
	if !screen.said("walk.no-option") || len(screen.recorded()) != 2 {
		t.Errorf("said %v, recorded %d", screen.notices(), len(screen.recorded()))
	}
	if r := d.state.Result(task(d, "decide"), ""); r == nil || r.Option != "no" || r.From != "지휘자 김" {
		t.Errorf("decided %+v", r)
	}
	if r := d.state.Result(task(d, "tell"), ""); r == nil || r.Note != "all fine" {
		t.Errorf("told %+v", r)
	}
}

func TestFieldsAreAskedOneByOneAndChecked(t *testing.T) {
	d := smallDesk(t)
	d.do(incident.DoTask{Ref: "decide", Outcome: incident.Done})
	d.do(incident.DoTask{Ref: "tell", Outcome: incident.Done})
	screen := d.script(t,
		termtest.Line{Question: "walk.prompt", Answer: "o 1"},
		termtest.Line{Question: "walk.ask-field", Answer: "warm"},
		termtest.Line{Question: "walk.ask-field", Answer: "２７.5"},
		termtest.Line{Question: "walk.ask-field", Answer: "2"},
		termtest.Line{Question: "walk.ask-field", Answer: ""},
		termtest.Line{Question: "walk.prompt", Answer: "끝"},
	)
	if !screen.said("walk.bad-field") {
		t.Error("a word was taken as a number")
	}
	r := d.state.Result(task(d, "write"), "")
	if got := fmt.Sprint(r.Fields); got != "map[hot:27.5 state:down]" {
		t.Errorf("fields %s", got)
	}
}

func TestAQuestionBrokenOffRecordsNothing(t *testing.T) {
	for _, said := range [][]string{{"o", "q"}, {"o", ""}, {"o"}, {"w", "ㅂ"}, {"x", ""}, {"!", "q"}, {"skip", ""}, {">", ""}, {"u", "no"}} {
		d := smallDesk(t)
		before := len(d.records)
		d.do(incident.Note{Text: "so that there is something to undo"})
		if d.run(said...); len(d.records) != before+1 {
			t.Errorf("%q recorded %s", said, d.last().Type)
		}
	}
}

func TestWhatWasNotShownIsNotRecorded(t *testing.T) {
	d := smallDesk(t)
	g, screen := d.guide(nil)
	g.Asker = asker(func(n int) (string, error) {
		if n == 0 {
			d.append("kim-note-998877", draftOf(d, incident.DoTask{Ref: "decide", Outcome: incident.Done, Option: "yes"}))
			return "o", nil
		}
		return "", io.EOF
	})
	before := len(d.records)
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if len(d.records) != before+1 || !screen.said("walk.changed") {
		t.Errorf("%d new records, said %v", len(d.records)-before, screen.notices())
	}
	if screen := d.run("o 7"); !screen.said("walk.no-row") || len(d.records) != before+1 {
		t.Error("a row that is not there was touched")
	}
}

func TestARoundIsIssuedAndItsResultSaidInOneLine(t *testing.T) {
	d := openDesk(t)
	screen := d.run("o", "ㅐ ㅌ4 ?5 disk error", "")
	if n := len(d.state.Rounds); n != 1 {
		t.Fatalf("%d rounds", n)
	}
	for i, want := range map[int32]incident.Outcome{1: incident.Done, 2: incident.Done, 3: incident.Failed, 4: incident.Started} {
		if r := d.state.SystemResult(task(d, "start"), i); r.Outcome != want {
			t.Errorf("%d is %s, want %s", i, r.Outcome, want)
		}
	}
	got := screen.recorded()
	if len(got) != 2 || got[1].Before.Back != 0 || got[1].After.Back != 2 {
		t.Errorf("receipts %+v", got)
	}
	if r := d.state.SystemResult(task(d, "start"), 3); r.Note != "disk error" {
		t.Errorf("note %q", r.Note)
	}
}

func TestAResultCanBeTypedAgainBeforeItIsRecorded(t *testing.T) {
	d := openDesk(t)
	d.run("o", "o", "o x2", "x99", "o 2-3", "")
	start := task(d, "start")
	for i, want := range map[int32]incident.Outcome{1: incident.Done, 2: incident.Done, 3: incident.Started, 4: incident.Started} {
		if r := d.state.SystemResult(start, i); r.Outcome != want {
			t.Errorf("%d is %s, want %s", i, r.Outcome, want)
		}
	}
	before := len(d.records)
	if screen := d.run("daejeon-1", "o4 x4", "q"); len(d.records) != before || !screen.said("walk.said-twice") {
		t.Errorf("a system that failed and came up was recorded: %v", screen.notices())
	}
}

func TestARoundGoesToANamedCrew(t *testing.T) {
	d := openDesk(t)
	if screen := d.run("o nobody"); len(d.state.Rounds) != 0 || !screen.said("walk.no-crew") {
		t.Error("a round was issued to a crew nobody has heard of")
	}
	d.run("o 2-3 운영1반")
	if r := d.state.Rounds; len(r) != 1 || r[0].Crew != "ops1" || !slices.Equal(r[0].Systems, []int32{1, 2}) {
		t.Errorf("rounds %+v", r)
	}
}

// overtaken is a recorder at which somebody else forbids everything just
// before a round is issued.
type overtaken struct {
	*desk
	stopped bool
}

func (o *overtaken) Record(ctx context.Context, c incident.Command, how walk.Said) (walk.Receipt, error) {
	if !o.stopped {
		o.stopped = true
		o.append("kim-note-998877", draftOf(o.desk, incident.Stop{Reason: "smoke"}))
	}
	return o.desk.Record(ctx, c, how)
}

func TestARefusedRoundNeedsAReason(t *testing.T) {
	for reason, rounds := range map[string]int{"": 0, "q": 0, "the minister says so": 1} {
		d := openDesk(t)
		g, _ := d.guide(&lines{"o", reason})
		g.Recorder = &overtaken{desk: d}
		if err := g.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		if len(d.state.Rounds) != rounds {
			t.Errorf("reason %q: %d rounds", reason, len(d.state.Rounds))
		}
		if rounds == 1 && d.last().Override != reason {
			t.Errorf("override %q", d.last().Override)
		}
	}
}

func TestGroupsAreDoneOneByOneOrAllAtOnce(t *testing.T) {
	for answer, want := range map[string]int{"": 1, "모두": 2, "국세청": 1, "nts,pps": 2} {
		d := smallDesk(t)
		for _, done := range []string{"decide", "tell", "write", "sign", "look"} {
			d.do(incident.DoTask{Ref: done, Outcome: incident.Done})
		}
		d.run("o", answer)
		n := 0
		for _, key := range []string{"pps", "nts"} {
			if r := d.state.Result(task(d, "owners"), key); r != nil && r.Outcome == incident.Done {
				n++
			}
		}
		if n != want {
			t.Errorf("answer %q: %d done, want %d", answer, n, want)
		}
	}
}

func TestKeysOfARow(t *testing.T) {
	cases := []struct {
		said []string
		want string // type of the last record
	}{
		{[]string{"x no answer"}, incident.TaskFailed},
		{[]string{"ㅈ", "23:00"}, incident.TaskLater},
		{[]string{"w 23:00"}, incident.TaskLater},
		{[]string{"> 기동반"}, incident.TaskPassed},
		{[]string{"＞", "kim"}, incident.TaskPassed},
		{[]string{"ㅡ 물 샘"}, incident.NoteWritten},
		{[]string{"skip no fire"}, incident.TaskSkipped},
		{[]string{"2 제외 불 아님"}, incident.TaskSkipped},
		{[]string{"! smoke"}, incident.StopPlaced},
		{[]string{"！", "smoke", "!", "clear"}, incident.StopLifted},
		{[]string{"m slip", "ㅕ", ""}, incident.EntryUndone},
	}
	for _, c := range cases {
		d := smallDesk(t)
		screen := d.run(c.said...)
		if got := d.last().Type; got != c.want {
			t.Errorf("%q recorded %s, want %s (said %v)", c.said, got, c.want, screen.notices())
		}
	}
	d := smallDesk(t)
	d.run("> 기동반")
	if r := d.state.Doer(task(d, "decide"), ""); r != "crew" {
		t.Errorf("handed to %q", r)
	}
	d.run("w 23:00")
	if e := walk.Next(d.moment()).Tasks[0]; e.Ref == "T1" {
		t.Error("what was put off is still listed")
	}
}

func TestSystemsOfARowCanBeNamed(t *testing.T) {
	d := openDesk(t)
	d.do(incident.IssueRound{Task: "start"})
	d.do(incident.RoundResult{Round: "daejeon-1", RestUp: true})
	d.run("o 2,c well done")
	whole := task(d, "whole")
	for i, done := range map[int32]bool{1: true, 2: false, 3: true, 4: false} {
		if r := d.state.SystemResult(whole, i); (r != nil) != done {
			t.Errorf("system %d: %+v", i, r)
		}
	}
	if r := d.state.SystemResult(whole, 1); r.Note != "well done" {
		t.Errorf("note %q", r.Note)
	}
}

func TestAQuestionIsAnswered(t *testing.T) {
	d := smallDesk(t)
	d.do(incident.Ask{Text: "Daegu?", To: "commander", By: d.now.Add(time.Minute)})
	d.run("o yes", "there is room")
	if r := d.state.Questions[0].Answer(); r == nil || r.Text != "yes" || r.Because != "there is room" {
		t.Errorf("answer %+v", r)
	}
}

func TestTheClockIsOnlySetInADrill(t *testing.T) {
	d := smallDesk(t)
	if screen := d.run("@ 9/27 10:15"); !screen.said("walk.clock-real") {
		t.Error("the clock of a real incident was set")
	}
	g, _ := d.guide(&lines{"@ 10:15", "＠11:00"})
	var set []string
	g.SetClock = func(s string) error { set = append(set, s); return nil }
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(set, []string{"10:15", "11:00"}) {
		t.Errorf("set %q", set)
	}
}

// A walk that is cut off anywhere and begun again does the same as one that
// was not: it keeps nothing in memory.
func TestAWalkGoesOnWhereItStopped(t *testing.T) {
	said := [][]string{{"o", "1"}, {"o"}, {"o", "20", "1", ""}, {"o", "kim, park"}, {"x 안 됨", "국세청"}}
	whole, parts := smallDesk(t), smallDesk(t)
	whole.run(slices.Concat(said...)...)
	for _, s := range said {
		parts.run(s...)
	}
	types := func(d *desk) string {
		var b strings.Builder
		for _, r := range d.records {
			fmt.Fprintln(&b, r.Type, string(r.Body))
		}
		return b.String()
	}
	if types(whole) != types(parts) || len(whole.records) != 2+len(said) {
		t.Errorf("%d records\n%s\nfrom one walk, from several:\n%s", len(whole.records), types(whole), types(parts))
	}
}

func TestALineThatCannotBeReadIsAskedForAgain(t *testing.T) {
	d := smallDesk(t)
	g, screen := d.guide(asker(func(n int) (string, error) {
		return [...]string{"", "", "m here", ""}[n], [...]error{term.ErrNotUTF8, term.ErrTooLong, nil, io.EOF}[n]
	}))
	if err := g.Run(context.Background()); err != nil || d.last().Type != incident.NoteWritten || !screen.said("walk.unreadable") {
		t.Errorf("%v, recorded %s, said %v", err, d.last().Type, screen.notices())
	}
	g, _ = d.guide(asker(func(int) (string, error) { return "", term.ErrInterrupted }))
	if err := g.Run(context.Background()); !errors.Is(err, term.ErrInterrupted) {
		t.Errorf("interrupted, it ended with %v", err)
	}
}

// Two people who could not see each other's records said different things;
// whoever knows both says which is true.
func TestAConflictIsSettled(t *testing.T) {
	d := smallDesk(t)
	theirs := draftOf(d, incident.DoTask{Ref: "decide", Outcome: incident.Failed, Reason: "nobody there"})
	d.do(incident.DoTask{Ref: "decide", Outcome: incident.Done, Option: "yes"})
	d.append("kim-note-998877", theirs)
	set := draftOf(d, incident.SetSystem{Systems: []int32{1}, Condition: "damaged"})
	d.do(incident.SetSystem{Systems: []int32{1}, Condition: "unaffected"})
	d.append("kim-note-998877", set)
	list := walk.Next(d.moment())
	if list.Tasks[0].Conflict == nil || list.Tasks[1].Conflict == nil {
		t.Fatalf("first on the list: %s, %s", list.Tasks[0].Ref, list.Tasks[1].Ref)
	}
	d.run("o", "2", "o", "1")
	if n := len(d.state.Conflicts()); n != 0 {
		t.Errorf("%d conflicts left", n)
	}
	if is, _ := d.state.Condition(1); is.String() != "stopped" {
		t.Errorf("condition %s", is)
	}
	if r := d.state.Result(task(d, "decide"), ""); r.Option != "yes" {
		t.Errorf("decided %+v", r)
	}
}

func TestAnErrorOfTheRecordEndsTheWalk(t *testing.T) {
	d := smallDesk(t)
	g, _ := d.guide(&lines{"m full"})
	g.Recorder = broken{d}
	if err := g.Run(context.Background()); !errors.Is(err, errDisk) {
		t.Errorf("ended with %v", err)
	}
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
	t, _ := d.state.Task(id)
	if t == nil {
		d.t.Fatalf("no task %s", id)
	}
	return t
}

// draftOf is what another person at the same desk would record.
func draftOf(d *desk, c incident.Command) journal.Draft {
	draft, err := incident.Decide(d.moment(), c, incident.Context{Happened: d.now, By: "kim", Writer: "kim-note-998877"})
	if err != nil {
		d.t.Fatal(err)
	}
	return draft
}
