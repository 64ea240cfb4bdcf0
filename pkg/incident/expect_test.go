package incident_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/incident/incidenttest"
	"github.com/bokgu/bokgu/pkg/journal"
)

// lee is who says things in these tests.
func lee() incident.Context { return incident.Context{From: "S. Lee, facilities"} }

// after is a moment some hours into the outage.
func after(hours int) time.Time {
	return incidenttest.Start().Add(time.Duration(hours) * time.Hour)
}

func mustTry(t *testing.T, d *incidenttest.Desk, c incident.Command, how incident.Context) journal.Record {
	t.Helper()
	r, err := d.Try(c, how)
	if err != nil {
		t.Fatalf("%T %+v: %v", c, c, err)
	}
	return r
}

func TestATimeIsToldByANamedPersonAndTakenBack(t *testing.T) {
	d := newDesk(t)
	power := d.System("power")
	told := incident.Expect{System: power, Between: after(2), And: after(5)}
	for code, bad := range map[string]struct {
		c   incident.Expect
		how incident.Context
	}{
		"expect-from":  {told, incident.Context{From: "  "}},
		"expect-times": {incident.Expect{System: power, Between: after(2)}, lee()},
		"expect-order": {incident.Expect{System: power, Between: after(5), And: after(2)}, lee()},
	} {
		_, err := d.Try(bad.c, bad.how)
		var m *incident.Misuse
		if !errors.As(err, &m) || m.Code != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	if r := mustTry(t, d, told, lee()); r.Type != incident.ExpectationTold || r.From != lee().From || len(r.Irregular) > 0 {
		t.Errorf("recorded %+v", r)
	}
	if _, err := d.Try(told, lee()); !errors.Is(err, incident.ErrNothingNew) {
		t.Errorf("the same again: %v", err)
	}
	if _, err := d.Try(told, incident.Context{From: "H. Kim"}); err != nil {
		t.Errorf("the same from another: %v", err)
	}
	e, ok := d.State.Expected(power)
	if !ok || !e.Between.Equal(after(2)) || !e.And.Equal(after(5)) || e.From != "H. Kim" || e.By != "lee" || !e.At.Equal(d.Now) {
		t.Errorf("expected %+v %v", e, ok)
	}

	if r := mustTry(t, d, incident.Expect{System: power, Unknown: true}, lee()); r.Type != incident.ExpectationWithdrawn {
		t.Errorf("recorded as %s", r.Type)
	}
	if e, ok := d.State.Expected(power); !ok || !e.Withdrawn() || len(d.Moment().Situation().Heard) != 0 {
		t.Errorf("nobody can say any more, but %+v", e)
	}
	if _, err := d.Try(incident.Expect{System: power, Unknown: true}, lee()); !errors.Is(err, incident.ErrNothingNew) {
		t.Errorf("withdrawn again: %v", err)
	}
	d.Do(incident.Undo{})
	if e, ok := d.State.Expected(power); !ok || !e.And.Equal(after(5)) {
		t.Errorf("after undo %+v %v", e, ok)
	}
	d.Do(incident.Undo{})
	d.Do(incident.Undo{})
	if e, ok := d.State.Expected(power); ok {
		t.Errorf("after undoing all %+v", e)
	}
}

// What is past, and what nobody had foreseen, is still what somebody said.
func TestWhatPeopleSayIsNeverRefused(t *testing.T) {
	d := newDesk(t)
	mustTry(t, d, incident.Expect{System: d.System("c"), Between: after(-5), And: after(-4)}, lee())
	d.Do(incident.SetSystem{Systems: []int32{d.System("d")}, Condition: "unaffected"})
	mustTry(t, d, incident.Expect{System: d.System("d"), Between: after(1), And: after(1)}, lee())
	if heard := d.Moment().Situation().Heard; len(heard) != 1 || heard[0].System != d.System("c") {
		t.Errorf("heard %+v: only what is in scope counts", heard)
	}
}

// A word holds until the system is back, and not for the next time it falls.
func TestAReturnAnswersWhatWasSaid(t *testing.T) {
	d := powered(t)
	a := d.System("a")
	mustTry(t, d, incident.Expect{System: a, Between: after(1), And: after(2)}, lee())
	d.Now = after(3)
	d.Do(done("start", on(a)))
	if e, ok := d.State.Expected(a); ok {
		t.Errorf("it is back, and %+v is still expected", e)
	}
	d.Now = after(4)
	d.Do(incident.SystemDown{System: a, Reason: "disk"})
	if e, ok := d.State.Expected(a); ok {
		t.Errorf("it fell, and %+v was said of another time", e)
	}
	d.Now = after(5)
	mustTry(t, d, incident.Expect{System: a, Between: after(6), And: after(7)}, lee())
	if e, ok := d.State.Expected(a); !ok || !e.And.Equal(after(7)) {
		t.Errorf("expected %+v %v", e, ok)
	}
}

// Of two that did not know each other the later time holds, and that nobody
// can say is worse than any time, whichever arrives first.
func TestOfTwoTimesTheLaterHolds(t *testing.T) {
	tell := func(from string, and time.Time) journal.Draft {
		kind := incident.ExpectationTold
		body := incident.ExpectedBody{System: "power", Between: after(1), And: and}
		if and.IsZero() {
			kind, body.Between = incident.ExpectationWithdrawn, time.Time{}
		}
		raw, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		return journal.Draft{Type: kind, Body: raw, By: "choi", From: from}
	}
	d := newDesk(t)
	power := d.System("power")
	d.Append("busan-bbbbbb", tell("A", after(9)))
	d.Append("jeju-cccccc", tell("B", after(5)))
	if e, _ := d.State.Expected(power); e.From != "A" {
		t.Errorf("holds %+v, want the later time", e)
	}
	d.Append("sejong-dddddd", tell("C", time.Time{}))
	if e, _ := d.State.Expected(power); !e.Withdrawn() {
		t.Errorf("holds %+v, want that nobody can say", e)
	}
	// The desk has seen all three: what it says now holds, also if it repeats one.
	mustTry(t, d, incident.Expect{System: power, Between: after(1), And: after(5)}, incident.Context{From: "B", By: "choi"})
	if e, _ := d.State.Expected(power); !e.And.Equal(after(5)) {
		t.Errorf("holds %+v, want what who saw all said", e)
	}
}
