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
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/term/termtest"
	"github.com/bokgu/bokgu/pkg/walk"
)

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
	if r := d.State.Result(task(d, "decide"), ""); r == nil || r.Option != "no" || r.From != "지휘자 김" {
		t.Errorf("decided %+v", r)
	}
	if r := d.State.Result(task(d, "tell"), ""); r == nil || r.Note != "all fine" {
		t.Errorf("told %+v", r)
	}
}

func TestFieldsAreAskedOneByOneAndChecked(t *testing.T) {
	d := smallDesk(t)
	d.Do(incident.DoTask{Ref: "decide", Outcome: incident.Done})
	d.Do(incident.DoTask{Ref: "tell", Outcome: incident.Done})
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
	r := d.State.Result(task(d, "write"), "")
	if got := fmt.Sprint(r.Fields); got != "map[hot:27.5 state:down]" {
		t.Errorf("fields %s", got)
	}
}

func TestAQuestionBrokenOffRecordsNothing(t *testing.T) {
	for _, said := range [][]string{{"o", "q"}, {"o", ""}, {"o"}, {"w", "ㅂ"}, {"x", ""}, {"!", "q"}, {"skip", ""}, {">", ""}, {"u", "no"}} {
		d := smallDesk(t)
		before := len(d.Records)
		d.Do(incident.Note{Text: "so that there is something to undo"})
		if d.run(said...); len(d.Records) != before+1 {
			t.Errorf("%q recorded %s", said, d.last().Type)
		}
	}
}

func TestWhatWasNotShownIsNotRecorded(t *testing.T) {
	d := smallDesk(t)
	g, screen := d.guide(nil)
	g.Asker = asker(func(n int) (string, error) {
		if n == 0 {
			d.Append("kim-note-998877", draftOf(d, incident.DoTask{Ref: "decide", Outcome: incident.Done, Option: "yes"}))
			return "o", nil
		}
		return "", io.EOF
	})
	before := len(d.Records)
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if len(d.Records) != before+1 || !screen.said("walk.changed") {
		t.Errorf("%d new records, said %v", len(d.Records)-before, screen.notices())
	}
	if screen := d.run("o 7"); !screen.said("walk.no-row") || len(d.Records) != before+1 {
		t.Error("a row that is not there was touched")
	}
}

func TestGroupsAreDoneOneByOneOrAllAtOnce(t *testing.T) {
	for answer, want := range map[string]int{"": 1, "모두": 2, "국세청": 1, "nts,pps": 2} {
		d := smallDesk(t)
		for _, done := range []string{"decide", "tell", "write", "sign", "look"} {
			d.Do(incident.DoTask{Ref: done, Outcome: incident.Done})
		}
		d.run("o", answer)
		n := 0
		for _, key := range []string{"pps", "nts"} {
			if r := d.State.Result(task(d, "owners"), key); r != nil && r.Outcome == incident.Done {
				n++
			}
		}
		if n != want {
			t.Errorf("answer %q: %d done, want %d", answer, n, want)
		}
	}
}

// Calling one agency after the other, nobody has to choose the row anew.
func TestATaskStaysChosenForItsNextAgency(t *testing.T) {
	d := smallDesk(t)
	d.Do(incident.DoTask{Ref: "tell", Outcome: incident.Done})
	rows := walk.Next(d.Moment()).Rows()
	n := slices.IndexFunc(rows, func(r walk.Row) bool { return r.Task != nil && r.Task.ID == "owners" })
	if n <= 0 {
		t.Fatalf("owners is row %d of %d", n+1, len(rows))
	}
	d.run(fmt.Sprint(n+1), "o", "", "o")
	for _, key := range []string{"pps", "nts"} {
		if r := d.State.Result(task(d, "owners"), key); r == nil || r.Outcome != incident.Done {
			t.Errorf("%s: %+v", key, r)
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
	if r := d.State.Doer(task(d, "decide"), ""); r != "crew" {
		t.Errorf("handed to %q", r)
	}
	d.run("w 23:00")
	if e := walk.Next(d.Moment()).Tasks[0]; e.Ref == "T1" {
		t.Error("what was put off is still listed")
	}
}

func TestLengthsOfTimeMayBeSaidInWords(t *testing.T) {
	for said, want := range map[string]string{
		"30분": "30m", "2시간 30분 뒤": "2h30m", "３０분 후": "30m", "1일": "1d", "2 h": "2h", "30m": "30m",
		"14시 30분": "14시 30분", "내일 09:00": "내일 09:00", "14:00": "14:00",
	} {
		d := smallDesk(t)
		g, _ := d.guide(&lines{"w", said})
		read := ""
		g.Future = func(text string, now time.Time) (time.Time, bool) {
			read = text
			return now.Add(time.Hour), true
		}
		if err := g.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		if read != want {
			t.Errorf("%q is read as %q, want %q", said, read, want)
		}
	}
}

func TestSystemsOfARowCanBeNamed(t *testing.T) {
	d := openDesk(t)
	d.Do(incident.IssueRound{Task: "start"})
	d.Do(incident.RoundResult{Round: "daejeon-1", RestUp: true})
	d.run("o 2,c well done")
	whole := task(d, "whole")
	for i, done := range map[int32]bool{1: true, 2: false, 3: true, 4: false} {
		if r := d.State.SystemResult(whole, i); (r != nil) != done {
			t.Errorf("system %d: %+v", i, r)
		}
	}
	if r := d.State.SystemResult(whole, 1); r.Note != "well done" {
		t.Errorf("note %q", r.Note)
	}
}

// Whatever is being asked, a lone ! stops everything, and never lifts a stop.
func TestEverythingCanBeStoppedFromAnyQuestion(t *testing.T) {
	for _, said := range [][]string{{"o"}, {"m"}, {"x"}, {"w"}, {">"}, {"skip"}, {"m slip", "u"}, {"2", "3", "o"}, {"!"}} {
		for _, key := range []string{"!", "！", " ! "} {
			d := smallDesk(t)
			screen := d.run(slices.Concat(said, []string{key, "smoke"})...)
			if d.last().Type != incident.StopPlaced || !screen.said("walk.abandoned") {
				t.Errorf("%q then %q: recorded %s", said, key, d.last().Type)
			}
			before := len(d.Records)
			if screen := d.run("m", key); len(d.Records) != before || !screen.said("walk.stopped-already") {
				t.Errorf("%q in a question recorded %s while all is stopped", key, d.last().Type)
			}
		}
	}
	d := openDesk(t)
	d.run("o", "o", "!", "smoke") // instead of agreeing to the result of a round
	if d.last().Type != incident.StopPlaced {
		t.Errorf("recorded %s", d.last().Type)
	}
	for _, asked := range []string{"owners", "look"} { // which agency?, the evidence
		d := smallDesk(t)
		for _, done := range []string{"decide", "tell", "write", "sign", "owners", "look"} {
			if done != asked {
				d.Do(incident.DoTask{Ref: done, Outcome: incident.Done})
			}
		}
		if d.run("o", "!", "smoke"); d.last().Type != incident.StopPlaced {
			t.Errorf("%s: recorded %s", asked, d.last().Type)
		}
	}
}

func TestANoteIsTakenWhenThereIsNothingToDo(t *testing.T) {
	d := smallDesk(t)
	screen := d.run("w 23:00", "w 23:00", "w 23:00", "o", "m quiet")
	if !screen.said("walk.nothing") || d.last().Type != incident.NoteWritten {
		t.Errorf("said %v, recorded %s", screen.notices(), d.last().Type)
	}
}

// A key that a row does not take is refused and records nothing; the screen
// shows the others.
func TestAKeyThatARowDoesNotTakeRecordsNothing(t *testing.T) {
	rows := map[string]func(d *desk){
		"round":    func(d *desk) { d.Do(incident.IssueRound{Task: "start"}) },
		"proposal": func(*desk) {},
		"question": func(d *desk) { d.Do(incident.Ask{Text: "Daegu?", To: "commander", By: d.Now}) },
	}
	refused := map[string][]string{"round": {"w 23:00", "> kim", "skip no"}, "proposal": {"x no", "skip no"}, "question": {"x no", "w 23:00", "> kim", "skip no"}}
	for name, prepare := range rows {
		d := openDesk(t)
		prepare(d)
		for _, said := range refused[name] {
			before := len(d.Records)
			screen := d.run(said)
			if len(d.Records) != before || !screen.said("walk.not-here") {
				t.Errorf("%s: %q recorded %s, said %v", name, said, d.last().Type, screen.notices())
			}
			row := &walk.Next(d.Moment()).Rows()[0]
			if key := walk.Parse(said).Key; row.Takes(key) {
				t.Errorf("%s takes %c and refuses it", name, key)
			}
		}
	}
}

func TestAQuestionIsAnswered(t *testing.T) {
	d := smallDesk(t)
	d.Do(incident.Ask{Text: "Daegu?", To: "commander", By: d.Now.Add(time.Minute)})
	d.run("o yes", "there is room")
	if r := d.State.Questions[0].Answer(); r == nil || r.Text != "yes" || r.Because != "there is room" {
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
		for _, r := range d.Records {
			fmt.Fprintln(&b, r.Type, string(r.Body))
		}
		return b.String()
	}
	if types(whole) != types(parts) || len(whole.Records) != 2+len(said) {
		t.Errorf("%d records\n%s\nfrom one walk, from several:\n%s", len(whole.Records), types(whole), types(parts))
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
	g, screen = d.guide(asker(func(int) (string, error) { return "", term.ErrUnfinished }))
	if err := g.Run(context.Background()); err != nil || !screen.said("walk.unfinished") || !screen.said("walk.bye") {
		t.Errorf("cut off, it ended with %v, said %v", err, screen.notices())
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
	d.Do(incident.DoTask{Ref: "decide", Outcome: incident.Done, Option: "yes"})
	d.Append("kim-note-998877", theirs)
	set := draftOf(d, incident.SetSystem{Systems: []int32{1}, Condition: "damaged"})
	d.Do(incident.SetSystem{Systems: []int32{1}, Condition: "unaffected"})
	d.Append("kim-note-998877", set)
	list := walk.Next(d.Moment())
	if list.Tasks[0].Conflict == nil || list.Tasks[1].Conflict == nil {
		t.Fatalf("first on the list: %s, %s", list.Tasks[0].Ref, list.Tasks[1].Ref)
	}
	d.run("o", "2", "o", "1")
	if n := len(d.State.Conflicts()); n != 0 {
		t.Errorf("%d conflicts left", n)
	}
	if is, _ := d.State.Condition(1); is.String() != "stopped" {
		t.Errorf("condition %s", is)
	}
	if r := d.State.Result(task(d, "decide"), ""); r.Option != "yes" {
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
