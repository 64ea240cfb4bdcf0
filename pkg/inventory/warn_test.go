package inventory

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/lang"
)

// given is the finding of a rule; nil when there is none, and an error when
// there are several.
func given(t *testing.T, found diag.List, rule string) *diag.Finding {
	t.Helper()
	var only *diag.Finding
	for i := range found {
		if found[i].Rule == rule {
			if only != nil {
				t.Errorf("%s is given twice", rule)
			}
			only = &found[i]
		}
	}
	return only
}

// named is the ids that a grouped finding is about.
func named(inv *Inventory, f *diag.Finding) []string {
	var ids []string
	if f != nil {
		for _, i := range f.Systems {
			ids = append(ids, inv.Systems[i].ID)
		}
	}
	return ids
}

// What services of two agencies cannot do without, and nobody owns: also when
// the way there is long, goes in a circle, or comes of a default; not what one
// agency needs alone, or can do without.
func TestSharedGearHasAnOwner(t *testing.T) {
	gear := func(id, owner string, needs ...Need) System {
		return System{ID: id, Class: Infrastructure, Agency: owner, DependsOn: needs}
	}
	inv := &Inventory{
		Agencies: []Agency{{ID: "pps", Name: lang.Plain("조달청")}, {ID: "kcs"}},
		Systems: []System{
			gear("power", ""), gear("switch", "", Need{ID: "power"}), gear("owned", "nirs", Need{ID: "power"}),
			gear("ring1", "", Need{ID: "ring2"}), gear("ring2", "", Need{ID: "ring1"}),
			gear("alone", ""), gear("spare", ""), gear("unused", ""),
			{ID: "bids", Agency: "pps", DependsOn: []Need{{ID: "switch"}, {ID: "ring1"}, {ID: "alone"}, {ID: "spare", Soft: true}}},
			{ID: "shop", Agency: "조달청", DependsOn: []Need{{ID: "alone"}}}, // the same agency, by its name
			{ID: "tax", Agency: "kcs", DependsOn: []Need{{ID: "bids"}, {ID: "spare", Soft: true}, {ID: "owned"}}},
			{ID: "ownerless", DependsOn: []Need{{ID: "alone"}}},
		},
	}
	f := given(t, Check(inv), "shared-without-owner")
	if want := []string{"power", "switch", "ring1", "ring2", "alone"}; !reflect.DeepEqual(named(inv, f), want) {
		t.Errorf("%v, want %v", named(inv, f), want) // tax needs bids, and with it all that bids needs
	}
	inv.Systems[10].DependsOn = []Need{{ID: "spare", Soft: true}, {ID: "owned"}}
	if got := named(inv, given(t, Check(inv), "shared-without-owner")); !reflect.DeepEqual(got, []string{"power"}) {
		t.Errorf("%v, want power alone", got)
	}
	for i := range inv.Systems {
		inv.Systems[i].Agency = "nirs"
	}
	if f := given(t, Check(inv), "shared-without-owner"); f != nil {
		t.Errorf("all have an owner: %v", f.Args)
	}
}

func TestFailoversAreGroupedAndLeaveHome(t *testing.T) {
	inv := &Inventory{
		Rooms: []Room{{ID: "3", Site: "daejeon"}},
		Systems: []System{
			{ID: "a", Room: "3", Recovery: []Rung{{Method: Restart}, {Method: Failover}}},
			{ID: "b", Room: "3", Recovery: []Rung{{Method: Failover, On: "daejeon"}}}, // where its room is
			{ID: "c", Room: "3", Recovery: []Rung{{Method: Failover, On: "gwangju"}}},
			{ID: "d", Room: "3", Recovery: []Rung{{Method: Failover}}},
			{ID: "e", Room: "9", Recovery: []Rung{{Method: Move, On: "daejeon"}}}, // nobody knows where room 9 is
		},
	}
	found := Check(inv)
	if got := named(inv, given(t, found, "failover-without-site")); !slices.Equal(got, []string{"a", "d"}) {
		t.Errorf("without a site: %v", got)
	}
	if got := named(inv, given(t, found, "dr-at-home")); !slices.Equal(got, []string{"b"}) {
		t.Errorf("at home: %v", got)
	}
}

func TestListsAndNumbersGrowOld(t *testing.T) {
	inv := &Inventory{AsOf: then().Add(-ListAge)}
	if found := CheckAt(inv, then()); len(found) > 0 {
		t.Errorf("seven days are no more than seven days: %v", found)
	}
	inv.AsOf = inv.AsOf.Add(-time.Second)
	if given(t, CheckAt(inv, then()), "stale-list") == nil {
		t.Error("more than seven days are not found")
	}
	for ahead, want := range map[time.Duration]bool{day: false, day + time.Second: true, 100 * 365 * day: true} {
		inv := &Inventory{AsOf: then().Add(ahead), Agencies: []Agency{{ID: "a", Contacts: []Contact{{Phone: "1", Checked: then().Add(ahead)}}}}}
		if found := CheckAt(inv, then()); (len(found) == 2) != want {
			t.Errorf("a day that comes in %s: %v", ahead, found)
		}
	}
	if found := CheckAt(&Inventory{}, then()); len(found) > 0 {
		t.Errorf("a list without a date is a gap, not old: %v", found)
	}
	recent, old := then().Add(-PhoneAge), then().Add(-PhoneAge-time.Second)
	inv = &Inventory{
		Agencies: []Agency{{ID: "pps", Contacts: []Contact{{Phone: "1", Checked: recent}, {Name: "no number"}, {Phone: "2", Checked: old}, {Phone: "3"}}}},
		Systems:  []System{{ID: "bids", Contacts: []Contact{{Phone: "4"}}}},
	}
	f := given(t, CheckAt(inv, then()), "phone-untried")
	if f == nil || f.Args[0] != 3 || !reflect.DeepEqual(f.Args[1], []string{"pps", "bids"}) || f.Path != "agencies[0].contacts[2]" {
		t.Errorf("%+v", f)
	}
}

// Whoever can run elsewhere has tried: also by the ladder of a system that
// wrote none.
func TestUntriedFailoversAreFound(t *testing.T) {
	inv := &Inventory{Systems: []System{
		{ID: "tried", DR: DRServer}, {ID: "untried", DR: DRServer}, {ID: "home", DR: DRBackup},
		{ID: "moves", Recovery: []Rung{{Method: Move, On: "daegu"}}}, {ID: "net", Class: Infrastructure, DR: DRServer},
	}}
	inv.Resolve()
	f := given(t, CheckDR(inv, func(id string) bool { return id == "tried" }), "dr-untried")
	if got := named(inv, f); !slices.Equal(got, []string{"untried", "moves"}) {
		t.Errorf("%v", got)
	}
}
