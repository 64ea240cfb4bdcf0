package plan

import "github.com/bokgu/bokgu/pkg/inventory"

// Ranks and tiers are inherited as small keys, smaller is better:
// a rank is lane*16 + doubled tier, a tier is itself or noTier.
const (
	unknownDoubled = 5  // between tier 2 (4) and tier 3 (6)
	noTier         = 15 // loses against every known tier
)

// doubledTier is the tier of a rank: life safety counts as tier 1, an unknown
// tier stands between 2 and 3.
func doubledTier(sys *inventory.System) uint8 {
	switch {
	case sys.LifeSafety:
		return 2
	case sys.Tier < 1 || sys.Tier > 4:
		return unknownDoubled
	default:
		return uint8(2 * sys.Tier)
	}
}

func rankKey(lane Lane, sys *inventory.System) uint8 {
	return uint8(lane)<<4 | doubledTier(sys)
}

func rankOf(key uint8) Rank {
	return Rank{Lane: Lane(key >> 4), Tier: int8(key & 15)}
}

// tierKey is a system's own tier for the effective one: life safety counts as
// tier 1, an unknown tier as none.
func tierKey(sys *inventory.System) uint8 {
	switch {
	case sys.LifeSafety:
		return 1
	case sys.Tier < 1 || sys.Tier > 4:
		return noTier
	default:
		return uint8(sys.Tier)
	}
}

func tierOf(key uint8) inventory.Tier {
	if key == noTier {
		return inventory.UnknownTier
	}
	return inventory.Tier(key)
}

// ownRanks are the rank keys before inheritance, by system.
func (p *Plan) ownRanks() []uint8 {
	keys := make([]uint8, len(p.Lanes))
	for i := range keys {
		keys[i] = rankKey(p.Lanes[i], &p.Inventory.Systems[i])
	}
	return keys
}

// ownTiers are the tier keys before inheritance, by system.
func (p *Plan) ownTiers() []uint8 {
	keys := make([]uint8, len(p.Lanes))
	for i := range keys {
		keys[i] = tierKey(&p.Inventory.Systems[i])
	}
	return keys
}

// inherit finds for each group the smallest key among its members and all
// that hard-need them, directly or not, and a system whose own key it is. Of
// several such systems it names a member, else a direct dependent, else the
// one that a direct dependent names; and among equals the first by id.
func inherit(dependents rows, g groups, own []uint8, ids []int32) (best []uint8, by []int32) {
	best = make([]uint8, g.count())
	by = make([]int32, g.count())
	for group := g.count() - 1; group >= 0; group-- {
		w := witness{key: own[g.in(group)[0]], system: -1}
		for _, i := range g.in(group) {
			w.offer(own[i], i, byMember, ids)
			for _, d := range dependents.of(i) {
				from := g.of[d]
				if from == group {
					continue
				}
				// Groups of dependents have larger numbers: they are settled.
				nearness := byOthers
				system := by[from]
				if own[d] == best[from] {
					nearness, system = byDependent, d
				}
				w.offer(best[from], system, nearness, ids)
			}
		}
		best[group], by[group] = w.key, w.system
	}
	return best, by
}

// How near the origin of an inherited key is; smaller is preferred.
const (
	byMember uint8 = iota
	byDependent
	byOthers
)

// witness keeps the best offer of a key and where it comes from.
type witness struct {
	key      uint8
	nearness uint8
	system   int32 // -1 before the first offer
}

func (w *witness) offer(key uint8, system int32, nearness uint8, ids []int32) {
	switch {
	case w.system < 0 || key < w.key:
	case key > w.key || nearness > w.nearness:
		return
	case nearness == w.nearness && ids[system] >= ids[w.system]:
		return
	}
	*w = witness{key: key, nearness: nearness, system: system}
}
