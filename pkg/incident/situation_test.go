package incident_test

import (
	"fmt"
	"testing"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/plan"
)

func TestTheSituationOfAPlan(t *testing.T) {
	d := powered(t)
	a, b, c, e := d.System("a"), d.System("b"), d.System("c"), d.System("e")
	d.Now = after(1)
	d.Do(done("start", on(b)))
	d.Now = after(2)
	d.Do(done("dr", on(a))) // runs at busan: nothing is left until it is brought home
	d.Do(incident.PlaceHold{Where: `id in ["power", "c", "b", "d"]`, Reason: "wet"})
	d.Now = after(3)
	d.Do(incident.IssueRound{Systems: []int32{e}})

	s := d.Moment().Situation()
	if !s.From.Equal(d.Now) {
		t.Errorf("from %v", s.From)
	}
	for id, want := range map[string]bool{"power": true, "store": true, "a": true, "b": true, "c": false, "d": false, "e": false} {
		if s.Done[d.System(id)] != want {
			t.Errorf("%s done: %v", id, !want)
		}
	}
	if !s.Since[c].Equal(after(0)) {
		t.Errorf("c down since %v", s.Since[c])
	}
	if want := []plan.Going{{System: e, Since: after(3)}}; fmt.Sprint(s.Going) != fmt.Sprint(want) {
		t.Errorf("going %+v, want %+v", s.Going, want)
	}
	hold := d.State.Holds[0].ID
	if want := []plan.Held{{System: c, By: hold}, {System: d.System("d"), By: hold}}; fmt.Sprint(s.Held) != fmt.Sprint(want) {
		t.Errorf("held %+v, want %+v", s.Held, want)
	}
	if want := []plan.Return{{At: after(1), Tier: 2}}; fmt.Sprint(s.Returns) != fmt.Sprint(want) {
		t.Errorf("returns %+v, want %+v", s.Returns, want)
	}

	d.Do(incident.Stop{Reason: "smoke"})
	s = d.Moment().Situation()
	dd := d.System("d")
	if want := []plan.Held{{System: c, By: "stop"}, {System: c, By: hold}, {System: dd, By: "stop"}, {System: dd, By: hold}}; fmt.Sprint(s.Held) != fmt.Sprint(want) {
		t.Errorf("held %+v by the stop, want %+v: a round under way is past it", s.Held, want)
	}
}

// The rate counts what stayed, from when it counted: a copy at another site is
// back when it is whole, and what fell again is not.
func TestReturnsAreThoseThatStayed(t *testing.T) {
	d := powered(t)
	a, b := d.System("a"), d.System("b")
	d.Now = after(1)
	d.Do(done("dr", on(a)))
	d.Do(done("start", on(b)))
	d.Now = after(5)
	d.Do(done("full", on(a)))
	d.Now = after(6)
	d.Do(incident.SystemDown{System: b, Reason: "disk"})
	if got, want := d.Moment().Situation().Returns, []plan.Return{{At: after(5), Tier: 1}}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("returns %+v, want %+v", got, want)
	}
	if !d.State.CountedSince(b).IsZero() || !d.State.BackSince(a).Equal(after(1)) {
		t.Errorf("b counts since %v, a runs since %v", d.State.CountedSince(b), d.State.BackSince(a))
	}
	d.Now = after(8)
	d.Do(done("start", on(b)))
	if got, want := d.Moment().Situation().Returns, []plan.Return{{At: after(5), Tier: 1}, {At: after(8), Tier: 2}}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("returns %+v, want %+v", got, want)
	}
}

// A single start that somebody reported is going on too, though no round says
// who does it.
func TestAStartOutsideARoundIsGoing(t *testing.T) {
	d := powered(t)
	d.Now = after(1)
	d.Do(incident.DoTask{Ref: "start", Outcome: incident.Started, Target: on(d.System("b"))})
	if got, want := d.Moment().Situation().Going, []plan.Going{{System: d.System("b"), Since: after(1)}}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("going %+v, want %+v", got, want)
	}
}
