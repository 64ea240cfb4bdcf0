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

// keys are what systems bring before inheritance, by system.
type keys struct {
	rank []uint8
	tier []uint8
}

// doubled is the doubled tier in a system's own rank.
func (k keys) doubled(i int32) uint8 { return k.rank[i] & 15 }

func (p *Plan) ownKeys() keys {
	n := len(p.Lanes)
	own := keys{rank: make([]uint8, n), tier: make([]uint8, n)}
	for i := range n {
		sys := &p.Inventory.Systems[i]
		own.rank[i] = uint8(p.Lanes[i])<<4 | doubledTier(sys)
		own.tier[i] = tierKey(sys)
	}
	return own
}

// claim is what a group inherits: the smallest rank and tier keys among its
// members and all that hard-need them, directly or not, and whose they are.
type claim struct {
	rank witness
	tier witness
}

// inherit finds the claim of each group, from the dependents down. Of several
// systems that have the smallest key it names one of the group itself, else of
// a direct dependent, else the one that a direct dependent inherits from; and
// among equals the first by id.
func inherit(g groups, own keys, ids []int32) []claim {
	claims := make([]claim, g.count())
	for group := g.count() - 1; group >= 0; group-- {
		c := &claims[group]
		for _, i := range g.in(group) {
			c.rank.offer(witness{own.rank[i], byMember, i}, ids)
			c.tier.offer(witness{own.tier[i], byMember, i}, ids)
		}
		rank, tier := c.rank.further(), c.tier.further()
		for _, below := range g.needs.of(group) {
			claims[below].rank.offer(rank, ids)
			claims[below].tier.offer(tier, ids)
		}
	}
	return claims
}

// witness is a key and the system it comes from. The zero witness is none.
type witness struct {
	key      uint8
	nearness uint8 // how near the system is; smaller is preferred
	system   int32
}

const (
	byNobody uint8 = iota
	byMember
	byDependent
	byOthers
)

// offer takes the other witness if it is the better one.
func (w *witness) offer(other witness, ids []int32) {
	switch {
	case w.nearness == byNobody || other.key < w.key:
	case other.key > w.key || other.nearness > w.nearness:
		return
	case other.nearness == w.nearness && ids[other.system] >= ids[w.system]:
		return
	}
	*w = other
}

// further is the witness as seen from what its group needs.
func (w witness) further() witness {
	w.nearness = min(w.nearness+1, byOthers)
	return w
}
