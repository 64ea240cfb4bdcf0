package drill_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
)

// playing begins to play the smallest example.
func playing(t testing.TB, s *drill.Stage, name string) *drill.Play {
	t.Helper()
	p, err := s.Play(3, name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A person's records stand in a chain of their own and carry their name; those
// of the world carry nothing of theirs. Both chains verify, and each names what
// it had read of the other.
func TestThePersonAndTheScriptHaveAChainEach(t *testing.T) {
	p := playing(t, cityHall(t), "이서준")
	before := p.Moment().Now
	rec, known, err := p.Record(incident.Note{Text: "water in the cellar"}, incident.Context{From: "guard"})
	if err != nil || known || rec.By != "이서준" || !rec.Written.Equal(before) || rec.From != "guard" {
		t.Fatal(rec, known, err)
	}
	if gone := p.Moment().Now.Sub(before); gone != drill.DefaultPace().Likely/2 {
		t.Errorf("recording took %s", gone)
	}
	for range 40 {
		p.Wait(time.Time{})
	}
	if _, _, err := p.Record(incident.Note{Text: "still wet"}, incident.Context{}); err != nil {
		t.Fatal(err)
	}
	r, err := p.Result()
	if err != nil || r.Ending != drill.EndedLeft || r.Played != 2 || r.Commands <= r.Played {
		t.Fatalf("%s, %d of %d, %v", r.Ending, r.Played, r.Commands, err)
	}
	script, pos, fault := journal.Decode(journal.Position{Writer: r.Writer}, r.Chain)
	if fault != nil || pos.Seq < 3 {
		t.Fatal(pos, fault)
	}
	person, _, fault := journal.Decode(journal.Position{Writer: r.Person}, r.PersonChain)
	if fault != nil || len(person) != 3 || len(script)+len(person) != len(r.Records) {
		t.Fatal(len(person), len(script), fault)
	}
	for _, rec := range script {
		if rec.By != drill.Recorder || !drill.ByClock(rec.Writer) {
			t.Errorf("by %s in %s", rec.By, rec.Writer)
		}
	}
	for _, rec := range person {
		if rec.By != "이서준" || !drill.ByClock(rec.Writer) {
			t.Errorf("by %s in %s", rec.By, rec.Writer)
		}
	}
	if person[2].Saw[r.Writer] == "" || person[1].Saw[r.Writer] != "" {
		t.Errorf("saw %v, then %v", person[1].Saw, person[2].Saw)
	}
	if v := journal.Verify([]journal.Chain{{Writer: r.Writer, Records: script}, {Writer: r.Person, Records: person}}); !v.OK {
		t.Errorf("%+v", v)
	}
}

// What the person takes back is theirs alone, and the state is as if it had not
// been.
func TestUndoTakesBackWhatThePersonRecorded(t *testing.T) {
	p := playing(t, cityHall(t), "kim")
	if _, ok := p.Own(); ok {
		t.Fatal("there is nothing to take back")
	}
	sys := int32(2)
	is, _ := p.Moment().Condition(sys)
	if _, _, err := p.Record(incident.SetSystem{Systems: []int32{sys}, Condition: "damaged"}, incident.Context{}); err != nil {
		t.Fatal(err)
	}
	if now, _ := p.Moment().Condition(sys); now == is {
		t.Fatal("nothing has changed")
	}
	if own, ok := p.Own(); !ok || own.Type != incident.SystemSet {
		t.Fatal(own.Type, ok)
	}
	if _, _, err := p.Record(incident.Undo{}, incident.Context{}); err != nil {
		t.Fatal(err)
	}
	if now, _ := p.Moment().Condition(sys); now != is {
		t.Errorf("it is %s, it was %s", now, is)
	}
}

// A drill that is over records nothing more, and ends once.
func TestADrillThatIsOverStaysOver(t *testing.T) {
	s := cityHall(t)
	s.Drill.Until = 3 * time.Hour
	p := playing(t, s, "kim")
	for range 100 {
		p.Wait(s.Drill.Start.Add(50 * time.Hour))
	}
	if ending, over := p.Over(); !over || ending != drill.EndedTime || !p.Moment().Now.Equal(s.Drill.Start.Add(s.Drill.Until)) {
		t.Fatal(ending, over, p.Moment().Now)
	}
	records := len(p.Records())
	if _, _, err := p.Record(incident.Note{Text: "late"}, incident.Context{}); !errors.Is(err, drill.ErrOver) || len(p.Records()) != records {
		t.Error(err)
	}
	if r, err := p.Result(); err != nil || r.Ending != drill.EndedTime {
		t.Error(r.Ending, err)
	}
}

// Whatever a person does, in whatever order: the same doings give the same
// bytes, the clock never goes back, every line is heard once, and the chains
// are whole.
func TestTheSameDoingsGiveTheSameBytes(t *testing.T) {
	s := cityHall(t)
	rapid.Check(t, func(t *rapid.T) {
		doings := rapid.SliceOfN(rapid.IntRange(0, 6), 1, 40).Draw(t, "doings")
		first, second := played(t, s, doings), played(t, s, doings)
		if !bytes.Equal(first.Chain, second.Chain) || !bytes.Equal(first.PersonChain, second.PersonChain) {
			t.Fatal("two plays differ")
		}
		for writer, chain := range map[string][]byte{first.Writer: first.Chain, first.Person: first.PersonChain} {
			if _, _, fault := journal.Decode(journal.Position{Writer: writer}, chain); fault != nil {
				t.Fatal(fault)
			}
		}
	})
}

// played does what numbers stand for, and leaves.
func played(t *rapid.T, s *drill.Stage, doings []int) *drill.Result {
	p, err := s.Play(3, "kim")
	if err != nil {
		t.Fatal(err)
	}
	heard := 0
	for n, doing := range doings {
		before := p.Moment().Now
		err = nil
		switch doing {
		case 0, 1:
			p.Wait(time.Time{})
		case 2:
			_, _, err = p.Record(incident.Undo{}, incident.Context{})
		case 3:
			_, _, err = p.Record(incident.IssueRound{}, incident.Context{})
		case 4:
			_, _, err = p.RecordTold()
		case 5:
			i := int32(n % len(s.Inventory.Systems))
			_, _, err = p.Record(incident.SetSystem{Systems: []int32{i}, Condition: []string{"damaged", "stopped", "unaffected"}[n%3]}, incident.Context{})
		default:
			for _, r := range p.Moment().Rounds {
				if going := p.Moment().Going(r); len(going) > 0 {
					_, _, err = p.Record(incident.RoundResult{Round: r.ID, Up: slices.Clone(going)}, incident.Context{})
					break
				}
			}
		}
		var refusal *incident.Refusal
		var misuse *incident.Misuse
		var unknown *incident.Unknown
		if err != nil && !errors.As(err, &refusal) && !errors.As(err, &misuse) && !errors.As(err, &unknown) && !errors.Is(err, drill.ErrOver) {
			t.Fatal(err)
		}
		if p.Moment().Now.Before(before) {
			t.Fatal("the clock went back")
		}
		heard += len(p.Lines())
	}
	r, err := p.Result()
	if err != nil {
		t.Fatal(err)
	}
	if heard+len(p.Lines()) != len(r.Heard) {
		t.Fatalf("%d lines told of %d", heard, len(r.Heard))
	}
	return r
}

// What a person records as back and does not run they hear of at once. Taken
// back it is forgotten, else the drill is not passed.
func TestWhatDoesNotRunCannotBeRecordedAsBack(t *testing.T) {
	for _, undo := range []bool{true, false} {
		s := cityHall(t)
		s.Drill.Injects = append(s.Drill.Injects, drill.Inject{At: time.Hour, Ready: drill.Which{IDs: []string{"storage"}}})
		p := playing(t, s, "kim")
		power, _ := s.Inventory.Index("power")
		c := incident.DoTask{Ref: "base-ready", Outcome: incident.Done, Target: incident.Target{All: true, Systems: []int32{power}}}
		if _, _, err := p.Record(c, incident.Context{}); err != nil {
			t.Fatal(err)
		}
		lines := p.Lines()
		if !slices.ContainsFunc(lines, func(l drill.Line) bool { return l.Key == "not-up" }) {
			t.Fatalf("heard only %v", lines)
		}
		if undo {
			if _, _, err := p.Record(incident.Undo{}, incident.Context{}); err != nil {
				t.Fatal(err)
			}
		}
		r, err := p.Result()
		if err != nil || r.Passed() != undo || len(r.Untrue) > 1 || !undo && !slices.Equal(r.UntrueIDs(), []string{"power"}) {
			t.Errorf("undo %v: passed %v, untrue %v, %v", undo, r.Passed(), r.Untrue, err)
		}
	}
}
