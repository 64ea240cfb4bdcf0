package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// estate makes an inventory of systems whose needs are given by id.
func estate(systems ...inventory.System) *inventory.Inventory {
	inv := &inventory.Inventory{
		Methods: []inventory.Method{
			{ID: inventory.Restart, Estimate: inventory.Estimate{Min: 10 * time.Minute, Likely: 30 * time.Minute, Max: 3 * time.Hour}},
			{ID: inventory.Rebuild, Estimate: inventory.Estimate{Min: 24 * time.Hour, Likely: 48 * time.Hour, Max: 240 * time.Hour}},
		},
		Systems: systems,
	}
	inv.Resolve()
	return inv
}

// service makes a service of a tier that hard-needs others.
func service(id string, tier inventory.Tier, needs ...string) inventory.System {
	s := inventory.System{ID: id, Class: inventory.Service, Tier: tier}
	for _, need := range needs {
		s.DependsOn = append(s.DependsOn, inventory.Need{ID: need})
	}
	return s
}

// node makes an infrastructure system at a site.
func node(id, site string, needs ...string) inventory.System {
	s := service(id, inventory.UnknownTier, needs...)
	s.Class, s.Site = inventory.Infrastructure, site
	return s
}

// with changes a system and returns it.
func with(s inventory.System, change func(*inventory.System)) inventory.System {
	change(&s)
	return s
}

// outage gives the conditions of an inventory: stopped unless named otherwise
// as "id:condition".
func outage(t *testing.T, inv *inventory.Inventory, named ...string) []Condition {
	t.Helper()
	conditions := slices.Repeat([]Condition{Stopped}, len(inv.Systems))
	for _, n := range named {
		id, word, _ := strings.Cut(n, ":")
		c, err := ParseCondition(word)
		if err != nil {
			t.Fatal(err)
		}
		conditions[at(t, inv, id)] = c
	}
	return conditions
}

func at(t *testing.T, inv *inventory.Inventory, id string) int32 {
	t.Helper()
	i, ok := inv.Index(id)
	if !ok {
		t.Fatalf("no system %q", id)
	}
	return i
}

// ids writes systems as their ids, in the order given.
func ids(inv *inventory.Inventory, systems []int32) string {
	var words []string
	for _, i := range systems {
		words = append(words, inv.Systems[i].ID)
	}
	return strings.Join(words, " ")
}

func TestOrder(t *testing.T) {
	day := func(d int) []inventory.Deadline {
		return []inventory.Deadline{{At: time.Date(2025, 10, d, 0, 0, 0, 0, time.UTC)}}
	}
	tests := map[string]struct {
		systems    []inventory.System
		conditions []string
		want       string
	}{
		"tiers descend, unknown between 2 and 3": {
			systems: []inventory.System{service("d", 4), service("c", 3), service("u", 0), service("b", 2), service("a", 1)},
			want:    "a b u c d",
		},
		"intact, then unknown, then damaged": {
			systems:    []inventory.System{service("a", 1), service("b", 1), service("c", 4)},
			conditions: []string{"a:damaged", "b:unknown"},
			want:       "c b a",
		},
		"life safety counts as tier 1": {
			systems: []inventory.System{service("a", 2), with(service("z", 4), func(s *inventory.System) { s.LifeSafety = true })},
			want:    "z a",
		},
		"a need is lifted to the rank of its dependent": {
			systems:    []inventory.System{service("a", 1, "z"), service("b", 2), service("z", 4)},
			conditions: []string{"z:damaged"},
			want:       "z a b",
		},
		"lane and tier are inherited as one pair": {
			// Tier 1 comes from a damaged dependent: the need stays intact/4.
			systems:    []inventory.System{service("a", 1, "z"), service("b", 3), service("z", 4)},
			conditions: []string{"a:damaged"},
			want:       "b z a",
		},
		"soft needs lift nothing": {
			systems: []inventory.System{
				with(service("a", 1), func(s *inventory.System) { s.DependsOn = []inventory.Need{{ID: "z", Soft: true}} }),
				service("b", 2), service("z", 4)},
			want: "a b z",
		},
		"an unaffected need is satisfied and lifts nothing below it": {
			systems:    []inventory.System{service("a", 1, "m"), service("m", 1, "z"), service("z", 4), service("b", 2)},
			conditions: []string{"m:unaffected"},
			want:       "a b z",
		},
		"own tier before deadline": {
			systems: []inventory.System{
				with(service("a", 4, "x"), func(s *inventory.System) { s.MustBy = day(1) }),
				service("b", 1, "x"), service("c", 1, "a"), service("x", 1)},
			want: "x b a c",
		},
		"the earliest deadline first": {
			systems: []inventory.System{
				service("a", 1),
				with(service("b", 1), func(s *inventory.System) { s.MustBy = day(9) }),
				with(service("c", 1), func(s *inventory.System) { s.MustBy = append(day(20), day(2)...) })},
			want: "c b a",
		},
		"what more waits for comes first": {
			systems: []inventory.System{service("a", 1), service("b", 1), service("x", 3, "b")},
			want:    "b a x",
		},
		"infrastructure adds no weight of its own": {
			systems: []inventory.System{service("a", 1), service("b", 1), node("x", "", "b")},
			want:    "a b x",
		},
		"the shorter first, what has no estimate last": {
			systems: []inventory.System{
				with(service("a", 1), func(s *inventory.System) { s.Recovery = []inventory.Rung{{Method: "by-hand"}} }),
				with(service("b", 1), func(s *inventory.System) { s.Recovery = []inventory.Rung{{Method: inventory.Rebuild}} }),
				service("c", 1)},
			want: "c b a",
		},
		"ties by id, also of unlike length": {
			systems: []inventory.System{service("s-10", 1), service("s-1", 1), service("s-9", 1), service("s-1000000001", 1), service("s-1000000000", 1)},
			want:    "s-1 s-10 s-1000000000 s-1000000001 s-9",
		},
		"a cycle stands together": {
			systems: []inventory.System{service("a", 1), service("b", 1, "d"), service("c", 1), service("d", 1, "b"), service("e", 2, "d")},
			want:    "b d a c e",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			inv := estate(tt.systems...)
			p := Build(Input{Inventory: inv, Conditions: outage(t, inv, tt.conditions...)})
			if got := ids(inv, p.Order); got != tt.want {
				t.Errorf("order %s, want %s", got, tt.want)
			}
		})
	}
}

func TestInheritedRankNamesItsWitness(t *testing.T) {
	inv := estate(
		service("a1", 1, "m"), service("b1", 1, "z"), service("c1", 1, "z"),
		service("m", 2, "z"), service("z", 4), service("own", 1),
	)
	p := Build(Input{Inventory: inv})
	witness := func(id string) string {
		by := p.LiftedBy[at(t, inv, id)]
		if by < 0 {
			return ""
		}
		return inv.Systems[by].ID
	}
	// z is needed by tier 1 directly (b1, c1) and through m (a1).
	for id, want := range map[string]string{"z": "b1", "m": "a1", "own": "", "a1": ""} {
		if got := witness(id); got != want {
			t.Errorf("%s lifted by %q, want %q", id, got, want)
		}
	}
}

func TestEffectiveTierIsThePlainMinimum(t *testing.T) {
	inv := estate(
		service("damaged1", 1, "z"), service("z", 4), node("power", "d", "grid"), node("grid", "d"),
		with(service("rescue", 3, "pager"), func(s *inventory.System) { s.LifeSafety = true }), service("pager", 0),
	)
	p := Build(Input{Inventory: inv, Conditions: outage(t, inv, "damaged1:damaged")})
	want := map[string]inventory.Tier{"z": 1, "power": 0, "grid": 0, "rescue": 1, "pager": 1}
	for id, tier := range want {
		if got := inventory.Tier(p.Effective[at(t, inv, id)]); got != tier {
			t.Errorf("%s: effective tier %d, want %d", id, got, tier)
		}
	}
	z := at(t, inv, "z")
	if got := p.Ranks[z].String(); got != "intact/4" {
		t.Errorf("z ranks %s: tier 1 of a damaged dependent does not lift it in the intact lane", got)
	}
	if p.EffectiveTier(at(t, inv, "power")) != nil || *p.EffectiveTier(z) != 1 {
		t.Error("an unknown effective tier is nil, a known one its number")
	}
}

func TestARungElsewhereNeedsNoInfrastructureOfHome(t *testing.T) {
	failover := inventory.Rung{Method: inventory.Failover, On: "gwangju", Needs: []string{"net-g", "no-such", "dns", "app"}}
	app := with(service("app", 1, "power-d", "dns", "db"), func(s *inventory.System) {
		s.Room = "7-1"
		s.Recovery = []inventory.Rung{{Method: inventory.Restart}, failover, {Method: inventory.Rebuild, On: "daejeon"}}
	})
	inv := estate(app, node("power-d", "daejeon"), node("dns", ""), node("net-g", "gwangju"),
		with(service("db", 2), func(s *inventory.System) { s.Site = "daejeon" }))
	inv.Rooms = []inventory.Room{{ID: "7-1", Site: "daejeon"}}
	tests := map[string]struct {
		rungs  []int
		method string
		needs  string
	}{
		"nothing chosen: the first rung":         {nil, "restart", "power-d dns db"},
		"elsewhere: own needs, no power of home": {[]int{1}, "failover", "dns db net-g"},
		"a rung on home is not elsewhere":        {[]int{2}, "rebuild", "power-d dns db"},
		"a rung the ladder lacks: the first":     {[]int{3}, "restart", "power-d dns db"},
		"a negative rung: the first":             {[]int{-1}, "restart", "power-d dns db"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := Build(Input{Inventory: inv, Rungs: tt.rungs})
			if got := ids(inv, p.Needs(0)); got != tt.needs || p.Method(0) != tt.method {
				t.Errorf("%s needs %s, want %s needs %s", p.Method(0), got, tt.method, tt.needs)
			}
		})
	}
}

func TestBlockersComeInTheOrderToClearThem(t *testing.T) {
	inv := estate(
		node("entry", "d"), node("power", "d", "entry"), node("spare", "d"),
		service("db", 3, "power"), service("gate", 2, "power"), service("app", 1, "db", "gate"), service("plain", 1, "app"),
	)
	p := Build(Input{Inventory: inv, Conditions: outage(t, inv, "db:damaged", "gate:unknown")})
	var got []string
	for _, b := range p.Blockers {
		got = append(got, fmt.Sprintf("%s %s %d", inv.Systems[b.System].ID, b.Reason, b.Frees))
	}
	want := []string{"entry infrastructure 5", "power infrastructure 4", "gate unknown 2", "db damaged 2"}
	if !slices.Equal(got, want) {
		t.Errorf("blockers %q, want %q", got, want)
	}
}

func TestImpairedIsWhatNeedsTheOutageThroughUnaffectedOnes(t *testing.T) {
	inv := estate(service("down", 3), service("near", 1, "down"), service("far", 1, "near"), service("free", 1),
		with(service("soft", 1), func(s *inventory.System) { s.DependsOn = []inventory.Need{{ID: "down", Soft: true}} }))
	p := Build(Input{Inventory: inv, Conditions: []Condition{Stopped, Unaffected, Unaffected, Unaffected, Unaffected}})
	if got := ids(inv, p.Impaired); got != "near far" {
		t.Errorf("impaired %q, want near far", got)
	}
	if got := ids(inv, p.Order); got != "down" {
		t.Errorf("order %q, want down alone", got)
	}
}

func TestWavesHoldSixteenOrOneWholeCycle(t *testing.T) {
	var systems []inventory.System
	for k := range 20 {
		systems = append(systems, service(fmt.Sprintf("ring-%02d", k), 1, fmt.Sprintf("ring-%02d", (k+1)%20)))
	}
	for k := range 18 {
		systems = append(systems, service(fmt.Sprintf("solo-%02d", k), 1))
	}
	inv := estate(append(systems, service("two", 2))...)
	var sizes []int
	for _, wave := range Build(Input{Inventory: inv}).Waves() {
		sizes = append(sizes, len(wave))
	}
	if want := []int{20, 16, 2, 1}; !slices.Equal(sizes, want) {
		t.Errorf("waves of %v, want %v", sizes, want)
	}
}

func TestCountsAreOfServices(t *testing.T) {
	inv := estate(node("power", "d"), service("a", 1), service("b", 1), service("c", 0), service("d", 4))
	p := Build(Input{Inventory: inv, Conditions: []Condition{Damaged, Stopped, Damaged, Unknown, Unaffected}})
	want := Counts{Total: 3, Stopped: 1, Damaged: 1, Unknown: 1, Infrastructure: 1, ByTier: [5]int{1, 2, 0, 0, 0}}
	if got := p.Counts(); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
}

func TestAnEmptyPlanIsAPlan(t *testing.T) {
	for name, in := range map[string]Input{
		"no systems":     {Inventory: estate()},
		"nothing is out": {Inventory: estate(service("a", 1, "b"), service("b", 1)), Conditions: make([]Condition, 2)},
	} {
		p := Build(in)
		if len(p.Order) != 0 || p.Waves() == nil || p.Blockers == nil || p.Cycles == nil || p.Impaired == nil || len(p.Impaired) != 0 {
			t.Errorf("%s: want an empty order and empty lists, have %+v", name, p)
		}
	}
}

func TestConditionsMissingAtTheEndAreUnknown(t *testing.T) {
	inv := estate(service("a", 1), service("late", 1))
	p := Build(Input{Inventory: inv, Conditions: []Condition{Stopped}})
	if p.Conditions[1] != Unknown {
		t.Errorf("a system nobody assessed is %s, want unknown", p.Conditions[1])
	}
}
