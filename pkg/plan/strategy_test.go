package plan

import (
	"cmp"
	"encoding/json"
	"math/big"
	"reflect"
	"slices"
	"testing"

	"github.com/bokgu/bokgu/pkg/inventory"
	"pgregory.net/rapid"
)

// byAnyStrategy draws an input as anyInput does, and a strategy.
func byAnyStrategy(t *rapid.T) Input {
	in := anyInput(t)
	in.Strategy = Strategy(rapid.IntRange(int(TierStrict), int(FIFO)).Draw(t, "strategy"))
	return in
}

// slowly finds the order of a strategy as its words say it, from the inventory
// and who needs whom: of what is ready, the best by the key, then by id.
func slowly(p *Plan, better func(a, b []int32) int) []int32 {
	needed := reach(p)
	var waiting [][]int32
	for _, i := range p.Order {
		group := []int32{i}
		for _, d := range p.Order {
			if i != d && needed[i][d] && needed[d][i] {
				group = append(group, d)
			}
		}
		slices.SortFunc(group, p.Compare)
		if group[0] == i {
			waiting = append(waiting, group)
		}
	}
	firstID := func(group []int32) string {
		var names []string
		for _, i := range group {
			names = append(names, p.Inventory.Systems[i].ID)
		}
		return slices.Min(names)
	}
	slices.SortFunc(waiting, func(a, b []int32) int {
		return cmp.Or(better(a, b), cmp.Compare(firstID(a), firstID(b)))
	})
	var order []int32
	for len(waiting) > 0 {
		next := slices.IndexFunc(waiting, func(group []int32) bool {
			return !slices.ContainsFunc(waiting, func(other []int32) bool {
				return other[0] != group[0] && needed[other[0]][group[0]]
			})
		})
		order = append(order, waiting[next]...)
		waiting = slices.Delete(waiting, next, next+1)
	}
	return order
}

// slowMean is how long a cycle or a single system takes; it is false when
// nobody has said of one of them.
func slowMean(p *Plan, group []int32) (seconds int64, known bool) {
	for _, i := range group {
		rung := p.RungOf(i)
		e := p.Inventory.EstimateOf(&rung)
		if e == (inventory.Estimate{}) {
			return 0, false
		}
		seconds = max(seconds, int64((e.Min+4*e.Likely+e.Max).Seconds()/6))
	}
	return seconds, true
}

// slowTail is the longest chain of means from the start of a group on.
func slowTail(p *Plan, needed [][]bool, group []int32) int64 {
	own, _ := slowMean(p, group)
	longest := int64(0)
	for _, d := range p.Order {
		if needed[group[0]][d] && !needed[d][group[0]] {
			cycle := p.cycleOf(d)
			if cycle == nil {
				cycle = []int32{d}
			}
			longest = max(longest, slowTail(p, needed, cycle))
		}
	}
	return own + longest
}

func TestEachStrategyTakesTheBestOfWhatIsReady(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyInput(t)
		if n := 12; len(in.Inventory.Systems) > n { // the slow way is slow
			in.Inventory = estate(in.Inventory.Systems[:n]...)
		}
		for strategy := Weighted; strategy <= FIFO; strategy++ {
			in.Strategy = strategy
			p := Build(in)
			needed := reach(p)
			worth := func(group []int32) *big.Rat {
				mean, _ := slowMean(p, group)
				return big.NewRat(p.weights[p.groups.of[group[0]]], max(1, mean))
			}
			turned := func(group []int32) Rank {
				best := Rank{9, 9}
				for _, d := range p.Order {
					if slices.Contains(group, d) || needed[group[0]][d] {
						own := rankOf(p.own[d])
						own.Lane = Repair - own.Lane
						if own.Compare(best) < 0 {
							best = own
						}
					}
				}
				return best
			}
			want := slowly(p, func(a, b []int32) int {
				switch strategy {
				case Weighted:
					_, knownA := slowMean(p, a)
					_, knownB := slowMean(p, b)
					if knownA != knownB {
						return map[bool]int{true: -1, false: 1}[knownA]
					}
					return worth(b).Cmp(worth(a))
				case Makespan:
					return cmp.Compare(slowTail(p, needed, b), slowTail(p, needed, a))
				case DamageFirst:
					return turned(a).Compare(turned(b))
				default:
					return cmp.Compare(slices.Min(a), slices.Min(b))
				}
			})
			if !slices.Equal(p.Order, want) {
				t.Fatalf("%s: order %v, want %v", strategy, p.Order, want)
			}
		}
	})
}

func TestAStrategyChangesTheOrderAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := byAnyStrategy(t)
		other := Build(in)
		in.Strategy = TierStrict
		strict := Build(in)
		for name, pair := range map[string][2]any{
			"lanes":          {strict.Lanes, other.Lanes},
			"ranks":          {strict.Ranks, other.Ranks},
			"effective tier": {strict.Effective, other.Effective},
			"lifted by":      {strict.LiftedBy, other.LiftedBy},
			"frees":          {strict.Frees, other.Frees},
			"rungs":          {strict.Rung, other.Rung},
			"impaired":       {strict.Impaired, other.Impaired},
		} {
			if !reflect.DeepEqual(pair[0], pair[1]) {
				t.Fatalf("%s: %s become %v, were %v", other.Strategy, name, pair[1], pair[0])
			}
		}
		if same := other.Digest() == strict.Digest(); same != (other.Strategy == TierStrict) {
			t.Fatalf("%s and %s have one digest: %t", other.Strategy, strict.Strategy, same)
		}
	})
}

func TestStrategies(t *testing.T) {
	rung := func(method string) func(*inventory.System) {
		return func(s *inventory.System) { s.Recovery = []inventory.Rung{{Method: method}} }
	}
	inv := estate(
		with(service("long", 2), rung(inventory.Rebuild)),
		service("quick", 3), service("first", 1, "base"), service("base", 4), service("broken", 4, "part"), service("part", 4),
	)
	conditions := outage(t, inv, "broken:damaged")
	for strategy, want := range map[Strategy]string{
		TierStrict:  "base first long quick part broken",
		Weighted:    "base first quick part long broken",
		Makespan:    "long base part broken first quick",
		DamageFirst: "part broken base first long quick",
		FIFO:        "long quick base first part broken",
	} {
		p := Build(Input{Inventory: inv, Conditions: conditions, Strategy: strategy})
		if got := ids(inv, p.Order); got != want {
			t.Errorf("%s: %s, want %s", strategy, got, want)
		}
	}
}

func TestStrategiesHaveWords(t *testing.T) {
	for strategy := TierStrict; strategy <= FIFO; strategy++ {
		text, err := json.Marshal(strategy)
		if err != nil {
			t.Fatal(err)
		}
		var back Strategy
		if err := json.Unmarshal(text, &back); err != nil || back != strategy {
			t.Errorf("%s comes back as %s, %v", text, back, err)
		}
	}
	if _, err := ParseStrategy("fastest"); err == nil {
		t.Error("fastest is no strategy")
	}
}
