package plan

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// moved makes the difference that conditions make in an estate.
func moved(t *testing.T, systems []inventory.System, conditions ...string) *Difference {
	inv := estate(systems...)
	before := Build(Input{Inventory: inv}).Snapshot(nil)
	return Diff(before, Build(Input{Inventory: inv, Conditions: outage(t, inv, conditions...)}).Snapshot(nil))
}

func reasonOf(d *Difference, id string) (reason, by string) {
	for _, m := range slices.Concat(d.Moves, d.Unmoved) {
		if m.System == id {
			return m.Reason, m.By
		}
	}
	return "", ""
}

func TestEveryMoveNamesTheFactThatChanged(t *testing.T) {
	// a needs auth. When a is damaged it goes last, and auth falls with it to
	// its own tier; b and c are only pushed.
	systems := []inventory.System{service("a", 1, "auth"), service("auth", 4), service("b", 2), service("c", 3)}
	d := moved(t, systems, "a:damaged")
	for id, want := range map[string][2]string{"a": {MovedByCondition, ""}, "auth": {MovedByDrop, "a"}, "b": {"", ""}, "c": {"", ""}} {
		if reason, by := reasonOf(d, id); reason != want[0] || by != want[1] {
			t.Errorf("%s: %q by %q, want %q", id, reason, by, want)
		}
	}
	if d.Displaced != 2 || d.Same() {
		t.Errorf("%d displaced of 2", d.Displaced)
	}
	auth := slices.IndexFunc(d.Moves, func(m PlanMove) bool { return m.System == "auth" })
	if f := d.Moves[auth].Facts; len(f) != 1 || f[0] != (Fact{MovedByCondition, "stopped", "damaged"}) {
		t.Errorf("auth fell by %+v, want the condition of a", f)
	}

	// The other way round it is lifted.
	inv := estate(systems...)
	back := Diff(Build(Input{Inventory: inv, Conditions: outage(t, inv, "a:damaged")}).Snapshot(nil), Build(Input{Inventory: inv}).Snapshot(nil))
	if reason, by := reasonOf(back, "auth"); reason != MovedByLift || by != "a" {
		t.Errorf("auth: %s by %s, want lifted by a", reason, by)
	}
}

func TestAnotherStrategyIsTheReason(t *testing.T) {
	inv := estate(service("a", 4), service("b", 1), service("c", 4))
	d := Diff(Build(Input{Inventory: inv}).Snapshot(nil), Build(Input{Inventory: inv, Strategy: FIFO}).Snapshot(nil))
	if reason, _ := reasonOf(d, "a"); reason != MovedByStrategy || !d.OtherRule() || d.Same() {
		t.Errorf("a: %q; %+v", reason, d)
	}
}

func TestPlansOfDifferentHoursAreComparedByTheClock(t *testing.T) {
	in, s := cellar()
	p := Build(in)
	before := p.Snapshot(p.Place(s, PlaceOptions{}))
	s.From = s.From.Add(time.Hour)
	if d := Diff(before, p.Snapshot(p.Place(s, PlaceOptions{}))); len(d.Times) != d.Timed || d.Timed == 0 || d.Times[0].Finish != 3600 {
		t.Errorf("an hour lost is an hour later: %+v", d.Times)
	}
}

func TestWhatCameAndWentMovesOthersOnlyAlong(t *testing.T) {
	d := moved(t, []inventory.System{service("a", 1), service("b", 2), service("c", 3)}, "a:unaffected")
	if !slices.Equal(d.Gone, []string{"a"}) || len(d.New)+len(d.Moves)+len(d.Unmoved) > 0 || d.Displaced != 2 {
		t.Errorf("%+v", d)
	}
}

func TestTimesThatChangedHaveACause(t *testing.T) {
	in, s := cellar()
	in.Inventory.Rooms = nil
	p := Build(in)
	a := p.Snapshot(p.Place(s, PlaceOptions{}))
	for _, c := range changes(t, "method.restart.estimate=2h", "hold.H9=lifted") {
		if err := c.Apply(&in, &s); err != nil {
			t.Fatal(err)
		}
	}
	p = Build(in)
	d := Diff(a, p.Snapshot(p.Place(s, PlaceOptions{})))
	got := map[string]string{}
	for _, shift := range d.Times {
		got[shift.System] = shift.Cause + " " + shift.By
	}
	want := map[string]string{"power.main": "length ", "a=b": "need power.main", "c": "others "}
	if !reflect.DeepEqual(got, want) || d.Gained != 1 || len(d.Moves) > 0 {
		t.Errorf("%v, want %v; gained %d; moves %v", got, want, d.Gained, d.Moves)
	}
}

func TestASnapshotDoesNotDifferFromItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := anyCase(t)
		snapshot := p.Snapshot(p.Place(s, PlaceOptions{}))
		if d := Diff(snapshot, snapshot); !d.Same() || len(snapshot.Rows) != len(p.Order) {
			t.Fatalf("%+v", d)
		}
	})
}

func TestEverySystemThatMovedHasAReason(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, s := anyCaseInput(t)
		if len(in.Inventory.Systems) == 0 {
			return
		}
		p := Build(in)
		a := p.Snapshot(p.Place(s, PlaceOptions{}))
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			text, _ := anyChange(t, in, s)
			if err := changes(t, text)[0].Apply(&in, &s); err != nil {
				t.Fatal(err)
			}
		}
		p = Build(in)
		b := p.Snapshot(p.Place(s, PlaceOptions{}))
		d := Diff(a, b)
		elsewhere, was := 0, rowsByID(a)
		for _, row := range b.Rows {
			if before := was[row.System]; before != nil && before.Position != row.Position {
				elsewhere++
			}
		}
		if elsewhere != len(d.Moves)+d.Displaced {
			t.Fatalf("%d stand elsewhere; %d have a reason and %d were pushed", elsewhere, len(d.Moves), d.Displaced)
		}
		for _, m := range slices.Concat(d.Moves, d.Unmoved) {
			if m.Reason == "" || m.Reason == MovedByStrategy || (m.By != "") != slices.Contains([]string{MovedByLift, MovedByDrop, MovedByNeed, MovedByDependent}, m.Reason) {
				t.Fatalf("%+v", m)
			}
		}
		if len(a.Rows)-len(d.Gone) != len(b.Rows)-len(d.New) {
			t.Fatalf("%d less %d gone, %d less %d new", len(a.Rows), len(d.Gone), len(b.Rows), len(d.New))
		}
		if a.Digest == b.Digest && (len(d.New)+len(d.Gone)+len(d.Moves)+d.Displaced) > 0 {
			t.Fatalf("one digest, and %+v", d)
		}
		if again := Diff(a, b); !reflect.DeepEqual(d, again) {
			t.Fatal("two answers")
		}
	})
}
