package plan

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"pgregory.net/rapid"
)

// anyInput draws an inventory with all that makes ordering hard: cycles, life
// safety, unknown tiers, infrastructure, soft needs, every condition, rungs
// elsewhere, deadlines, and ids in no order.
func anyInput(t *rapid.T) Input {
	n := rapid.IntRange(0, 40).Draw(t, "systems")
	dense := rapid.IntRange(0, 3).Draw(t, "needs a system")
	names := rapid.Permutation(numbers(n)).Draw(t, "names")
	systems := make([]inventory.System, n)
	conditions := make([]Condition, n)
	rungs := make([]int, n)
	sites := []string{"", "daejeon", "gwangju"}
	for i := range systems {
		s := service(fmt.Sprintf("s%d", names[i]), inventory.Tier(rapid.IntRange(0, 4).Draw(t, "tier")))
		s.LifeSafety = rapid.IntRange(0, 9).Draw(t, "life safety") == 0
		s.Site = rapid.SampledFrom(sites).Draw(t, "site")
		if rapid.IntRange(0, 4).Draw(t, "infrastructure") == 0 {
			s.Class = inventory.Infrastructure
		}
		for range rapid.IntRange(0, dense).Draw(t, "needs") {
			j := rapid.IntRange(0, n-1).Draw(t, "need")
			need := inventory.Need{ID: fmt.Sprintf("s%d", names[j]), Soft: rapid.IntRange(0, 3).Draw(t, "soft") == 0}
			s.DependsOn = append(s.DependsOn, need)
		}
		if day := rapid.IntRange(0, 6).Draw(t, "deadline"); day > 3 {
			s.MustBy = []inventory.Deadline{{At: time.Date(2025, 10, day, 0, 0, 0, 0, time.UTC)}}
		}
		s.Recovery = []inventory.Rung{{Method: inventory.Restart}, {Method: inventory.Failover, On: "gwangju"}, {Method: inventory.Rebuild}}
		rungs[i] = rapid.IntRange(0, 2).Draw(t, "rung")
		conditions[i] = Condition(rapid.IntRange(0, 3).Draw(t, "condition"))
		systems[i] = s
	}
	if rapid.IntRange(0, 2).Draw(t, "all stopped") == 0 {
		conditions = nil
	}
	return Input{Inventory: estate(systems...), Conditions: conditions, Rungs: rungs}
}

func numbers(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// reach is the slow truth: reach[i][j] says that j, in scope, hard-needs i,
// directly or not. It reads the inventory, not the plan's graph.
func reach(p *Plan) [][]bool {
	n := len(p.Conditions)
	r := make([][]bool, n)
	for i := range r {
		r[i] = make([]bool, n)
	}
	for d := range n {
		sys := &p.Inventory.Systems[d]
		for _, i := range sys.Hard {
			need := &p.Inventory.Systems[i]
			spared := p.RungOf(int32(d)).On == "gwangju" && sys.Site != "gwangju" &&
				need.Site == sys.Site && need.Class == inventory.Infrastructure
			if p.Conditions[d] != Unaffected && p.Conditions[i] != Unaffected && !spared {
				r[i][d] = true
			}
		}
	}
	for k := range n {
		for i := range n {
			for d := range n {
				r[i][d] = r[i][d] || r[i][k] && r[k][d]
			}
		}
	}
	return r
}

func TestOrderHoldsExactlyTheScope(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Build(byAnyStrategy(t))
		for at, i := range p.Order {
			if p.Position[i] != int32(at+1) || !p.InScope(i) {
				t.Fatalf("%d stands at %d with position %d, condition %s", i, at+1, p.Position[i], p.Conditions[i])
			}
		}
		for i := range int32(len(p.Conditions)) {
			if p.InScope(i) != (p.Position[i] > 0) || p.InScope(i) != (p.Wave[i] > 0) {
				t.Fatalf("%d: %s, position %d, wave %d", i, p.Conditions[i], p.Position[i], p.Wave[i])
			}
		}
	})
}

func TestNoSystemStandsBeforeAHardNeedExceptInACycle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Build(byAnyStrategy(t))
		for i, row := range reach(p) {
			for d, waits := range row {
				if waits && i != d && p.Position[i] > p.Position[d] && !reach(p)[d][i] {
					t.Fatalf("%d stands before %d, which it needs", d, i)
				}
			}
		}
	})
}

func TestRanksNeverFallBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Build(anyInput(t))
		for k := 1; k < len(p.Order); k++ {
			if a, b := p.Order[k-1], p.Order[k]; p.Ranks[a].Compare(p.Ranks[b]) > 0 {
				t.Fatalf("rank %s of %d before %s of %d", p.Ranks[a], a, p.Ranks[b], b)
			}
		}
	})
}

func TestRankIsTheSmallestPairOfAllThatNeedIt(t *testing.T) {
	own := func(p *Plan, i int32) Rank {
		s := p.Inventory.Systems[i]
		doubled := map[inventory.Tier]int8{1: 2, 2: 4, 0: 5, 3: 6, 4: 8}[s.Tier]
		if s.LifeSafety {
			doubled = 2
		}
		lane := map[Condition]Lane{Stopped: Intact, Unknown: Uncertain, Damaged: Repair}[p.Conditions[i]]
		return Rank{lane, doubled}
	}
	rapid.Check(t, func(t *rapid.T) {
		p := Build(anyInput(t))
		needed := reach(p)
		for _, i := range p.Order {
			want := own(p, i)
			for _, d := range p.Order {
				if needed[i][d] && own(p, d).Compare(want) < 0 {
					want = own(p, d)
				}
			}
			if p.Ranks[i] != want {
				t.Fatalf("%d ranks %s, want %s", i, p.Ranks[i], want)
			}
			by := p.LiftedBy[i]
			if (by < 0) != (own(p, i) == want) {
				t.Fatalf("%d of rank %s lifted by %d, own rank %s", i, want, by, own(p, i))
			}
			if by >= 0 && (!needed[i][by] || own(p, by) != want) {
				t.Fatalf("%d of rank %s names %d, of rank %s", i, want, by, own(p, by))
			}
		}
	})
}

func TestEffectiveTierIsTheBestOfAllThatNeedIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Build(anyInput(t))
		needed := reach(p)
		for _, i := range p.Order {
			best := inventory.Tier(9)
			for _, d := range p.Order {
				s := p.Inventory.Systems[d]
				tier := s.Tier
				if s.LifeSafety {
					tier = 1
				}
				if (d == i || needed[i][d]) && tier != inventory.UnknownTier {
					best = min(best, tier)
				}
			}
			if best == 9 {
				best = inventory.UnknownTier
			}
			if inventory.Tier(p.Effective[i]) != best {
				t.Fatalf("%d: effective tier %d, want %d", i, p.Effective[i], best)
			}
		}
	})
}

func TestFreesCountsEachWaitingSystemOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Build(anyInput(t))
		for i, row := range reach(p) {
			count := 0
			for d, waits := range row {
				if waits && d != i {
					count++
				}
			}
			if int(p.Frees[i]) != count {
				t.Fatalf("%d frees %d, want %d", i, p.Frees[i], count)
			}
		}
	})
}

func TestCyclesAreTheGroupsThatNeedEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Build(byAnyStrategy(t))
		needed := reach(p)
		inCycle := map[int32]int{}
		for k, group := range p.Cycles {
			for at, i := range group {
				inCycle[i] = k + 1
				if p.Position[i] != p.Position[group[0]]+int32(at) {
					t.Fatalf("cycle %v is torn at %d", group, i)
				}
				if p.Wave[i] != p.Wave[group[0]] {
					t.Fatalf("cycle %v has several waves", group)
				}
				if !slices.Equal(p.cycleOf(i), group) {
					t.Fatalf("%d finds cycle %v, want %v", i, p.cycleOf(i), group)
				}
			}
		}
		for _, i := range p.Order {
			for _, d := range p.Order {
				mutual := i != d && needed[i][d] && needed[d][i]
				same := i != d && inCycle[i] > 0 && inCycle[i] == inCycle[d]
				if mutual != same {
					t.Fatalf("%d and %d need each other: %t, in one cycle: %t", i, d, mutual, same)
				}
			}
		}
	})
}

func TestAWaveHasOneRankAndNoNeedInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Build(byAnyStrategy(t))
		needed := reach(p)
		for number, wave := range p.Waves() {
			if len(wave) > waveSize && len(p.cycleOf(wave[0])) != len(wave) {
				t.Fatalf("wave %v holds more than %d and is no cycle", wave, waveSize)
			}
			for _, i := range wave {
				if p.Ranks[i] != p.Ranks[wave[0]] || int(p.Wave[i]) != number+1 {
					t.Fatalf("wave %d holds %d of wave %d, rank %s", number+1, i, p.Wave[i], p.Ranks[i])
				}
				for _, d := range wave {
					if needed[i][d] && !needed[d][i] {
						t.Fatalf("wave %v holds %d and what it needs, %d", wave, d, i)
					}
				}
			}
		}
	})
}

func TestBlockersAreWhatOthersWaitForAndCannotBeSwitchedOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Build(byAnyStrategy(t))
		blocks := map[int32]bool{}
		var last int32
		for _, b := range p.Blockers {
			blocks[b.System] = true
			if p.Position[b.System] <= last || b.Frees != p.Frees[b.System] {
				t.Fatalf("blocker %+v after position %d, frees %d", b, last, p.Frees[b.System])
			}
			last = p.Position[b.System]
		}
		for _, i := range p.Order {
			plain := p.Conditions[i] == Stopped && p.Inventory.Systems[i].Class == inventory.Service
			if blocks[i] != (!plain && p.Frees[i] > 0) {
				t.Fatalf("%d, %s, frees %d: blocker %t", i, p.Conditions[i], p.Frees[i], blocks[i])
			}
		}
	})
}

func TestImpairedIsWhatReachesTheOutage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Build(anyInput(t))
		impaired := map[int32]bool{}
		for again := true; again; {
			again = false
			for i := range int32(len(p.Conditions)) {
				for _, j := range p.Inventory.Systems[i].Hard {
					if !p.InScope(i) && !impaired[i] && (p.InScope(j) || impaired[j]) {
						impaired[i], again = true, true
					}
				}
			}
		}
		if len(p.Impaired) != len(impaired) || !slices.IsSorted(p.Impaired) {
			t.Fatalf("impaired %v, want %v", p.Impaired, impaired)
		}
		for _, i := range p.Impaired {
			if !impaired[i] {
				t.Fatalf("%d is not impaired", i)
			}
		}
	})
}

// What stands where follows from what systems are, not from where the files
// happen to list them.
func TestTheOrderOfTheFilesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := byAnyStrategy(t)
		if in.Strategy == FIFO { // the one that follows the files
			in.Strategy = TierStrict
		}
		n := len(in.Inventory.Systems)
		if in.Conditions == nil {
			in.Conditions = slices.Repeat([]Condition{Stopped}, n)
		}
		moved := Input{Strategy: in.Strategy, Conditions: make([]Condition, n), Rungs: make([]int, n)}
		systems := make([]inventory.System, n)
		for from, to := range rapid.Permutation(numbers(n)).Draw(t, "new places") {
			s := in.Inventory.Systems[from]
			s.Hard, s.Soft = nil, nil
			systems[to], moved.Conditions[to], moved.Rungs[to] = s, in.Conditions[from], in.Rungs[from]
		}
		moved.Inventory = estate(systems...)
		a, b := Build(in), Build(moved)
		if a.Digest() != b.Digest() {
			t.Fatalf("order %s\nbecomes %s", ids(a.Inventory, a.Order), ids(b.Inventory, b.Order))
		}
		for k, i := range a.Order {
			byA, byB := a.LiftedBy[i], b.LiftedBy[b.Order[k]]
			if (byA < 0) != (byB < 0) || byA >= 0 && a.Inventory.Systems[byA].ID != b.Inventory.Systems[byB].ID {
				t.Fatalf("%s is lifted by another system", a.Inventory.Systems[i].ID)
			}
		}
	})
}

func TestASystemThatOthersNeedWeighsNoLessThanItsShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Build(anyInput(t))
		var own, top int64
		weights, _ := p.ownWeights()
		for _, w := range weights {
			own += w
		}
		for group, w := range p.weights {
			if len(p.groups.needs.Of(int32(group))) == 0 {
				top += w
			}
			if w < 0 || w > own {
				t.Fatalf("group %d weighs %d of %d in all", group, w, own)
			}
		}
		// All weight flows down to what needs nothing; division loses less
		// than one unit a need.
		if lost := own - top; lost < 0 || lost > int64(len(p.graph.needs.To)*len(p.Order)+1) {
			t.Fatalf("%d of %d is lost on the way", lost, own)
		}
	})
}

// However much a service of tier 1 weighs, half of one that weighs 1 is something.
func TestALightServiceKeepsItsShare(t *testing.T) {
	for _, heavy := range []int64{1, 1000, 1 << 40, 1 << 50} {
		in := Input{Inventory: estate(service("a", 1), service("b", 4))}
		heavyTier, light := in.Inventory.Tiers[1], in.Inventory.Tiers[4]
		heavyTier.Weight, light.Weight = heavy, 1
		in.Inventory.Tiers[1], in.Inventory.Tiers[4] = heavyTier, light
		weights, unit := Build(in).ownWeights()
		if unit < 1<<10 || weights[0] != heavy*unit || weights[1] != unit {
			t.Errorf("beside %d: unit %d, weights %v", heavy, unit, weights)
		}
	}
}

func TestManySystemsAreCountedForTheFirstBlockersOnly(t *testing.T) {
	in := estateOf(exactFrees + 1)
	p := Build(in)
	if p.Frees[p.Order[0]] != Uncounted && p.blockerReason(p.Order[0]) == "" {
		t.Errorf("frees of a plain system is counted: %d", p.Frees[p.Order[0]])
	}
	if len(p.Blockers) <= 64 {
		t.Fatalf("only %d blockers: the case is too small", len(p.Blockers))
	}
	for k, b := range p.Blockers[:65] {
		slow := *p
		slow.Frees = slices.Repeat([]int32{Uncounted}, len(p.Conditions))
		switch want := int32(slow.CountFrees(b.System)); {
		case k < 64 && b.Frees != want:
			t.Errorf("blocker %d frees %d, want %d", k, b.Frees, want)
		case k == 64 && b.Frees != Uncounted:
			t.Errorf("blocker 64 frees %d, want it uncounted", b.Frees)
		}
	}
}

func TestAChainAsLongAsTheInventory(t *testing.T) {
	const n = 200_000
	inv := estate()
	inv.Systems = make([]inventory.System, n)
	for i := range inv.Systems {
		inv.Systems[i] = inventory.System{ID: fmt.Sprintf("c%07d", i), Tier: 4}
		if i > 0 {
			inv.Systems[i].Hard = []int32{int32(i - 1)}
		}
	}
	inv.Systems[n-1].Tier = 1
	p := Build(Input{Inventory: inv})
	if p.Order[0] != 0 || p.Order[n-1] != n-1 || p.LiftedBy[0] != n-1 {
		t.Errorf("starts with %d, ends with %d, first lifted by %d", p.Order[0], p.Order[n-1], p.LiftedBy[0])
	}
}
