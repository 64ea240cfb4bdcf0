package incident_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/incident/incidenttest"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/load"
)

// facts are what the sites of the test can tell.
func facts() []func(string) (kind string, body any) {
	task := func(kind, id string) func(string) (string, any) {
		return func(sys string) (string, any) {
			return kind, incident.TaskBody{Task: id, Systems: []string{sys}, Result: "full"}
		}
	}
	return []func(string) (string, any){
		task(incident.TaskDone, "start"), task(incident.TaskFailed, "start"),
		task(incident.TaskDone, "full"), task(incident.TaskReopened, "full"),
		task(incident.TaskDone, "accept"),
		func(sys string) (string, any) {
			return incident.SystemSet, incident.SetBody{Systems: []string{sys}, Condition: "damaged"}
		},
		func(sys string) (string, any) {
			return incident.SystemSet, incident.SetBody{Systems: []string{sys}, Data: "lost", Runs: "busan"}
		},
		func(sys string) (string, any) {
			return incident.SystemSet, incident.SetBody{Systems: []string{sys}, Data: "whole", Runs: "home"}
		},
		func(sys string) (string, any) {
			return incident.SystemFell, incident.DownBody{System: sys, Reason: "disk"}
		},
		func(sys string) (string, any) {
			return incident.ExpectationTold, incident.ExpectedBody{System: sys, Between: after(50), And: after(60)}
		},
		func(sys string) (string, any) {
			return incident.ExpectationTold, incident.ExpectedBody{System: sys, Between: after(40), And: after(70)}
		},
		func(sys string) (string, any) {
			return incident.ExpectationWithdrawn, incident.ExpectedBody{System: sys}
		},
	}
}

// picture is what people see of a state.
func picture(st *incident.State) string {
	out := ""
	for i := range st.Inventory.Systems {
		s := int32(i)
		is, suspected := st.Condition(s)
		out += fmt.Sprintln(st.Inventory.Systems[i].ID, is, suspected, st.Phase(s), st.Runs(s), st.Data(s), st.Back(s))
		out += fmt.Sprintln(st.Expected(s))
	}
	return out + fmt.Sprint(st.Conflicts())
}

// Whatever order the chains of several sites arrive in, the merged record says
// the same.
func TestMergedRecordsSayTheSameInWhateverOrderTheyArrive(t *testing.T) {
	b := load.Parse([]load.File{{Name: "test.yaml", Data: []byte(files)}})
	rapid.Check(t, func(t *rapid.T) {
		d := &site{t: t, all: map[string]*journal.Chain{}}
		d.tell("seoul-aaaaaa", nil, incident.ChainOpened, struct{}{})
		d.tell("seoul-aaaaaa", nil, incident.Declared, incident.DeclaredBody{Title: "t", Stopped: "true"})
		writers := []string{"seoul-aaaaaa", "busan-bbbbbb", "jeju-cccccc"}
		told := facts()
		for range rapid.IntRange(1, 25).Draw(t, "events") {
			w := rapid.SampledFrom(writers).Draw(t, "writer")
			sees := rapid.SliceOfDistinct(rapid.SampledFrom(writers), rapid.ID).Draw(t, "sees")
			kind, body := rapid.SampledFrom(told).Draw(t, "fact")(rapid.SampledFrom([]string{"a", "b"}).Draw(t, "system"))
			d.tell(w, sees, kind, body)
		}
		order := rapid.Permutation(writers).Draw(t, "arrival")
		want := picture(incident.Replay(b.Inventory, b.Playbooks[0], journal.Merge(d.chains(writers))))
		have := picture(incident.Replay(b.Inventory, b.Playbooks[0], journal.Merge(d.chains(order))))
		if want != have {
			t.Fatalf("arrival %v says\n%s\nwant\n%s", order, have, want)
		}
	})
}

// site writes chains whose writers see of each other what the test says.
type site struct {
	t   *rapid.T
	all map[string]*journal.Chain
	n   int
}

func (d *site) tell(writer string, sees []string, kind string, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		d.t.Fatal(err)
	}
	c := d.all[writer]
	if c == nil {
		c = &journal.Chain{Writer: writer}
		d.all[writer] = c
	}
	d.n++
	at := incidenttest.Start().Add(time.Duration(d.n) * time.Minute)
	r := journal.Record{
		Version: journal.Version, Incident: "x", Writer: writer, Seq: uint64(len(c.Records) + 1),
		Clock: journal.Clock{Milli: at.UnixMilli()}, Written: at, Happened: at, By: writer, Type: kind, Body: raw,
		Saw: map[string]string{},
	}
	for _, other := range sees {
		if o := d.all[other]; o != nil && other != writer {
			r.Saw[other] = o.Records[len(o.Records)-1].Ref()
		}
	}
	prev := journal.Start
	if len(c.Records) > 0 {
		prev = c.Records[len(c.Records)-1].Sum
	}
	if _, err := journal.Encode(&r, prev); err != nil {
		d.t.Fatal(err)
	}
	c.Records = append(c.Records, r)
}

func (d *site) chains(order []string) []journal.Chain {
	var out []journal.Chain
	for _, w := range order {
		if c := d.all[w]; c != nil {
			out = append(out, *c)
		}
	}
	return out
}

// Two sites that do not know each other tell different things of one system:
// the worse holds until somebody who saw both decides.
func TestOfTwoThatDifferTheWorseHolds(t *testing.T) {
	d := powered(t)
	a := d.System("a")
	tell := func(kind string, body any) journal.Draft {
		raw, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		return journal.Draft{Type: kind, Body: raw, By: "choi"}
	}
	up := incident.TaskBody{Task: "start", Systems: []string{"a"}, Result: "full"}
	d.Append("busan-bbbbbb", tell(incident.TaskDone, up))
	d.Append("jeju-cccccc", tell(incident.TaskFailed, up))
	if d.State.Back(a) {
		t.Error("back though one site says that it failed")
	}
	if len(d.State.Conflicts()) != 1 {
		t.Errorf("conflicts %v", d.State.Conflicts())
	}
	d.Do(done("start", on(a))) // the desk has seen both
	if !d.State.Back(a) || len(d.State.Conflicts()) != 0 {
		t.Errorf("not settled: %v", d.State.Conflicts())
	}
}
