package walk_test

import (
	"context"
	"slices"
	"testing"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/walk"
)

func TestARoundIsIssuedAndItsResultSaidInOneLine(t *testing.T) {
	d := openDesk(t)
	screen := d.run("o", "ㅐ ㅌ4 ?5 disk error", "")
	if n := len(d.State.Rounds); n != 1 {
		t.Fatalf("%d rounds", n)
	}
	for i, want := range map[int32]incident.Outcome{1: incident.Done, 2: incident.Done, 3: incident.Failed, 4: incident.Started} {
		if r := d.State.SystemResult(task(d, "start"), i); r.Outcome != want {
			t.Errorf("%d is %s, want %s", i, r.Outcome, want)
		}
	}
	got := screen.recorded()
	if len(got) != 2 || got[1].Before.Back != 0 || got[1].After.Back != 2 {
		t.Errorf("receipts %+v", got)
	}
	if r := d.State.SystemResult(task(d, "start"), 3); r.Note != "disk error" {
		t.Errorf("note %q", r.Note)
	}
}

func TestAResultCanBeTypedAgainBeforeItIsRecorded(t *testing.T) {
	d := openDesk(t)
	d.run("o", "o", "o x2", "x99", "o 2-3", "")
	start := task(d, "start")
	for i, want := range map[int32]incident.Outcome{1: incident.Done, 2: incident.Done, 3: incident.Started, 4: incident.Started} {
		if r := d.State.SystemResult(start, i); r.Outcome != want {
			t.Errorf("%d is %s, want %s", i, r.Outcome, want)
		}
	}
	before := len(d.Records)
	if screen := d.run("daejeon-1", "o4 x4", "q"); len(d.Records) != before || !screen.said("walk.said-twice") {
		t.Errorf("a system that failed and came up was recorded: %v", screen.notices())
	}
}

func TestARoundGoesToANamedCrew(t *testing.T) {
	d := openDesk(t)
	if screen := d.run("o nobody"); len(d.State.Rounds) != 0 || !screen.said("walk.no-crew") {
		t.Error("a round was issued to a crew nobody has heard of")
	}
	d.run("o 2-3 운영1반")
	if r := d.State.Rounds; len(r) != 1 || r[0].Crew != "ops1" || !slices.Equal(r[0].Systems, []int32{1, 2}) {
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
		o.Append("kim-note-998877", draftOf(o.desk, incident.Stop{Reason: "smoke"}))
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
		if len(d.State.Rounds) != rounds {
			t.Errorf("reason %q: %d rounds", reason, len(d.State.Rounds))
		}
		if rounds == 1 && d.last().Override != reason {
			t.Errorf("override %q", d.last().Override)
		}
	}
}

// A slip in a number must not touch what the person did not mean.
func TestASlipInANumberRecordsNothing(t *testing.T) {
	d := openDesk(t)
	for _, said := range []string{"o 2,99", "o 99", "2 x 99 broken"} {
		before := len(d.Records)
		if d.run(said); len(d.Records) != before {
			t.Errorf("%q issued %s", said, d.last().Body)
		}
	}
	d.Do(incident.IssueRound{Task: "start"})
	for _, said := range [][]string{{"o x99", ""}, {"ㅐ ㅌ2,99", ""}, {"o 99", ""}, {"o 2-3,x4", ""}, {"o ,4", ""}, {"ox99", ""}} {
		before := len(d.Records)
		if screen := d.run(said...); len(d.Records) != before || !screen.said("walk.round-how") {
			t.Errorf("%q recorded %s", said, d.last().Body)
		}
	}
	d.Do(incident.RoundResult{Round: "daejeon-1", RestUp: true})
	for _, said := range []string{"o 2,99", "o 3,4 99", "o 2-3,x4", "o 99번", "x 99 broken", "skip 99 broken"} {
		before := len(d.Records)
		if screen := d.run(said); len(d.Records) != before || !screen.said("walk.not-in-row") {
			t.Errorf("%q recorded %s", said, d.last().Body)
		}
	}
}

// The id of a service that is not in the round is no note about it.
func TestAServiceOfAnotherRoundIsNoNote(t *testing.T) {
	d := openDesk(t)
	d.Do(incident.IssueRound{Task: "start", Systems: []int32{1, 2}})
	for _, said := range []string{"o c", "o x2 d", "o d 오류"} {
		before := len(d.Records)
		if screen := d.run("daejeon-1", said, ""); len(d.Records) != before || !screen.said("walk.round-how") {
			t.Errorf("%q recorded %s", said, d.last().Body)
		}
	}
}

func TestTheLettersOfAResultNeedNoSpace(t *testing.T) {
	for _, said := range []string{"ox4", "OX4", "ㅐㅌ4", "ｏｘ４", "o x4"} {
		d := openDesk(t)
		d.Do(incident.IssueRound{Task: "start"})
		d.run("daejeon-1", said, "")
		for i, want := range map[int32]incident.Outcome{1: incident.Done, 3: incident.Failed} {
			if r := d.State.SystemResult(task(d, "start"), i); r.Outcome != want {
				t.Errorf("%q: %d is %s, want %s", said, i, r.Outcome, want)
			}
		}
	}
}

func TestTheResultOfARoundIsNotTakenForAnotherRow(t *testing.T) {
	d := smallDesk(t)
	for _, said := range []string{"o x5 ?6", "o x5,6 db error"} {
		before := len(d.Records)
		if screen := d.run(said); len(d.Records) != before || !screen.said("walk.no-round") {
			t.Errorf("%q recorded %s", said, d.last().Body)
		}
	}
}
