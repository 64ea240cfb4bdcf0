package inventory

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The places are those of a stable sort by id, whatever ids have in common,
// before Resolve and after it.
func TestIDOrderSortsByID(t *testing.T) {
	id := rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom([]string{"", "system-", "system-1", "시스템", "\xff"}).Draw(t, "begins") +
			rapid.StringOfN(rapid.RuneFrom([]rune("01a가\x00")), 0, 12, -1).Draw(t, "ends")
	})
	rapid.Check(t, func(t *rapid.T) {
		inv := &Inventory{}
		for _, id := range rapid.SliceOfN(id, 0, 40).Draw(t, "ids") {
			inv.Systems = append(inv.Systems, System{ID: id})
		}
		order := make([]int, len(inv.Systems))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(inv.Systems[a].ID, inv.Systems[b].ID) })
		want := make([]int32, len(order))
		for at, i := range order {
			want[i] = int32(at)
		}
		if got := inv.IDOrder(); !slices.Equal(got, want) {
			t.Fatalf("before Resolve %v, want %v", got, want)
		}
		inv.Resolve()
		if got := inv.IDOrder(); !slices.Equal(got, want) {
			t.Fatalf("after Resolve %v, want %v", got, want)
		}
	})
}

// Methods and rooms are found the same before Resolve and after it, and after
// a second one that has more of them.
func TestLookupsBeforeAndAfterResolve(t *testing.T) {
	inv := &Inventory{Rooms: []Room{{ID: "7", Floor: 5}, {ID: "7", Floor: 6}}, Methods: []Method{{ID: "swap", People: 2}}}
	look := func(when string) {
		t.Helper()
		if r := inv.Room("7"); r == nil || r.Floor != 5 || inv.Room("8") != nil || inv.Room("") != nil {
			t.Errorf("%s: room %+v", when, r)
		}
		if m := inv.Method("swap"); m == nil || m.People != 2 || inv.Method("none") != nil {
			t.Errorf("%s: method %+v", when, m)
		}
	}
	look("before")
	inv.Resolve()
	look("after")
	inv.Methods = append(inv.Methods, Method{ID: "wait"})
	inv.Resolve()
	look("again")
	if inv.Method("wait") == nil {
		t.Error("a method that came later is not found")
	}
}

// People of a rung work on its site, else where the system stands; nobody
// knows where a failover to no named site goes.
func TestWorkSite(t *testing.T) {
	inv := &Inventory{Rooms: []Room{{ID: "7", Site: "daejeon"}}}
	for _, test := range []struct {
		sys  System
		rung Rung
		want string
	}{
		{System{Site: "daegu", Room: "7"}, Rung{Method: Restart}, "daegu"},
		{System{Room: "7"}, Rung{Method: Restart}, "daejeon"},
		{System{Room: "8"}, Rung{Method: Restart}, ""},
		{System{Site: "daegu"}, Rung{Method: Move, On: "gwangju"}, "gwangju"},
		{System{Site: "daegu"}, Rung{Method: Failover, On: UnnamedSite}, ""},
		{System{Site: "daegu"}, Rung{Method: Failover}, ""},
	} {
		if got := inv.WorkSite(&test.sys, &test.rung); got != test.want {
			t.Errorf("%+v: %q, want %q", test.rung, got, test.want)
		}
	}
}
