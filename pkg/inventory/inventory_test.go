package inventory

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/selection"
)

func where(t *testing.T, src string) *selection.Expr {
	t.Helper()
	e, err := selection.Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Needs are what the defaults give first, then what the system says; named
// twice they are one, named both ways hard; those that lead nowhere or back
// are dropped.
func TestResolveJoinsNeeds(t *testing.T) {
	inv := &Inventory{
		Defaults: []Default{
			{Where: where(t, `class == "service"`), DependsOn: []Need{{ID: "power"}, {ID: "mail", Soft: true}}},
			{Where: where(t, `room == "7"`), DependsOn: []Need{{ID: "storage"}, {ID: "power"}}},
			{DependsOn: []Need{{ID: "mail"}}},
		},
		Systems: []System{
			{ID: "power", Class: Infrastructure},
			{ID: "storage", Class: Infrastructure, Room: "7"},
			{ID: "mail", Class: Service},
			{ID: "web", Class: Service, Room: "7", DependsOn: []Need{{ID: "db"}, {ID: "web"}, {ID: "gone"}, {ID: "storage", Soft: true}}},
			{ID: "db", Class: Service, DependsOn: []Need{{ID: "mail"}}},
		},
	}
	for range 2 { // the second time changes nothing
		inv.Resolve()
		want := []struct{ hard, soft []int32 }{
			{nil, nil},
			{[]int32{0}, nil},
			{[]int32{0}, nil},
			{[]int32{0, 1, 4}, []int32{2}},
			{[]int32{0, 2}, nil},
		}
		for i, w := range want {
			sys := inv.Systems[i]
			if !slices.Equal(sys.Hard, w.hard) || !slices.Equal(sys.Soft, w.soft) {
				t.Errorf("%s: hard %v, soft %v, want %v, %v", sys.ID, sys.Hard, sys.Soft, w.hard, w.soft)
			}
		}
		if len(inv.Methods) != len(BuiltInMethods()) {
			t.Errorf("%d methods", len(inv.Methods))
		}
	}
	var view selection.System
	inv.Selection(3, &view)
	if !slices.Equal(view.Needs, []string{"power", "storage", "db"}) || view.TierKnown || view.Tier != selection.UnknownTier {
		t.Errorf("view %+v", view)
	}
}

// What the files say of tiers and methods stands; the rest is built in.
func TestResolveFillsIn(t *testing.T) {
	inv := &Inventory{
		Tiers:   map[Tier]TierTarget{1: {RTO: time.Hour, RPO: time.Minute}, 3: {Weight: 50}},
		Methods: []Method{{ID: Restart, People: 4}, {ID: "swap", Title: lang.Plain("Swap")}, {ID: "dig", Skill: "spade"}},
	}
	inv.Resolve()
	want := map[Tier]TierTarget{1: {RTO: time.Hour, RPO: time.Minute, Weight: 1000}, 2: {RTO: 3 * time.Hour, Weight: 100}, 3: {Weight: 50}, 4: {Weight: 1}}
	for tier, target := range want {
		if inv.Tiers[tier] != target {
			t.Errorf("tier %d: %+v, want %+v", tier, inv.Tiers[tier], target)
		}
	}
	if m := inv.Method(Restart); m.People != 4 || m.Skill != "restart" || !m.Title.Translated() {
		t.Errorf("restart %+v", m)
	}
	if inv.Method("swap").People != 0 || inv.Method("dig").People != 1 {
		t.Error("who has a skill to send sends nobody, or who has none sends somebody")
	}
	if inv.Method("swap") == nil || inv.Method(Move) == nil || inv.Method("none") != nil {
		t.Error("methods are not as written and built in")
	}
}

// A system without a ladder is restarted, else fails over where servers stand
// ready, else is restored from its backup.
func TestLadder(t *testing.T) {
	inv := &Inventory{Systems: []System{{ID: "a"}, {ID: "b", DR: DRServer}, {ID: "c", Recovery: []Rung{{Method: Move}}}}}
	inv.Resolve()
	for i, want := range []string{"[restart restore-backup]", "[restart failover@dr restore-backup]", "[move]"} {
		var got []string
		for _, r := range inv.Ladder(int32(i)) {
			if r.On != "" {
				r.Method += "@" + r.On
			}
			got = append(got, r.Method)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", inv.Systems[i].ID, got, want)
		}
	}
}

// Agencies are found by id and by name; contacts fall back to the agency and
// its duty room.
func TestWhoToCall(t *testing.T) {
	inv := &Inventory{
		Agencies: []Agency{{ID: "pps", Name: lang.Text{KO: "조달청", EN: "PPS"}, DutyRoom: "1", Contacts: []Contact{{Name: "Kim", Phone: "2"}}}},
		Systems: []System{
			{ID: "a", Agency: "pps"}, {ID: "b", Agency: "조달청", Contacts: []Contact{{Name: "Lee", Phone: "3"}}}, {ID: "c", Agency: "통계청"},
		},
	}
	inv.Resolve()
	for i, want := range []string{"[2 1]", "[3 1]", "[]"} {
		var phones []string
		for _, c := range inv.ContactsOf(int32(i)) {
			phones = append(phones, c.Phone)
		}
		if got := fmt.Sprint(phones); got != want {
			t.Errorf("%s: %s, want %s", inv.Systems[i].ID, got, want)
		}
	}
	if got := inv.AgencyName("pps").KO; got != "조달청" {
		t.Errorf("pps is %q", got)
	}
	if got := inv.AgencyName("통계청"); got != lang.Plain("통계청") {
		t.Errorf("a plain name is %+v", got)
	}
}

func TestParseDuration(t *testing.T) {
	for s, want := range map[string]time.Duration{
		"90s": 90 * time.Second, "30m": 30 * time.Minute, "3h30m": 210 * time.Minute,
		"2d": 48 * time.Hour, "1d12h5m6s": 36*time.Hour + 5*time.Minute + 6*time.Second, "0s": 0,
	} {
		if got, ok := ParseDuration(s); !ok || got != want {
			t.Errorf("%s: %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "5", "h", "-5m", "+5m", "1.5h", "5m3h", "5m5m", "5 m", "5M", "1w", "999999999d", "1h ", "10000000000s"} {
		if got, ok := ParseDuration(s); ok {
			t.Errorf("%q reads as %v", s, got)
		}
	}
}

// Two systems are in one component exactly when each reaches the other.
func TestComponentsAreMutualReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		next := make([][]int32, n)
		reach := make([][]bool, n)
		for i := range next {
			next[i] = rapid.SliceOfN(rapid.Int32Range(0, int32(n)-1), 0, 3).Draw(t, "edges")
			reach[i] = make([]bool, n)
			for _, j := range next[i] {
				reach[i][j] = true
			}
		}
		for k := range n {
			for i := range n {
				for j := range n {
					reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
				}
			}
		}
		group := make([]int, n)
		for g, members := range Components(n, func(i int) []int32 { return next[i] }) {
			if !slices.IsSorted(members) {
				t.Fatalf("members %v", members)
			}
			for _, i := range members {
				group[i] = g + 1
			}
		}
		for i := range n {
			for j := range n {
				together := group[i] != 0 && group[i] == group[j]
				if i != j && together != (reach[i][j] && reach[j][i]) {
					t.Fatalf("%d and %d: together %v in %v", i, j, together, next)
				}
			}
		}
	})
}

// A chain as long as a very large inventory is checked without deep recursion.
func TestLongChainIsNoCycle(t *testing.T) {
	const n = 200_000
	found := Components(n, func(i int) []int32 {
		if i+1 == n {
			return nil
		}
		return []int32{int32(i + 1)}
	})
	if len(found) != 0 {
		t.Errorf("%d groups", len(found))
	}
}
