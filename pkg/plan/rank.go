package plan

import (
	"math"

	"github.com/bokgu/bokgu/pkg/inventory"
)

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

// rankKey is the key of a system's own rank.
func rankKey(lane Lane, sys *inventory.System) uint8 {
	return uint8(lane)<<4 | doubledTier(sys)
}

func rankOf(key uint8) Rank {
	return Rank{Lane: Lane(key >> 4), Tier: int8(key & 15)}
}

// tierKey is a system's own tier for the effective one, from the key of its
// rank: life safety counts as tier 1, an unknown tier as none.
func tierKey(rank uint8) uint8 {
	if rank&15 == unknownDoubled {
		return noTier
	}
	return rank & 15 / 2
}

func tierOf(key uint8) inventory.Tier {
	if key == noTier {
		return inventory.UnknownTier
	}
	return inventory.Tier(key)
}

// witness is a key and the system it comes from, packed so that the better one
// is the smaller number: the key, how near the system is, the place of its id.
type witness uint64

// How near a witness is.
const (
	byMember uint64 = iota
	byDependent
	byOthers
)

const noWitness witness = math.MaxUint64

func newWitness(key uint8, place int32) witness {
	return witness(key)<<40 | witness(byMember)<<32 | witness(place)
}

func (w witness) key() uint8   { return uint8(w >> 40) }
func (w witness) place() int32 { return int32(uint32(w)) }

// further is the witness as seen from what its group needs.
func (w witness) further() witness {
	if uint64(w>>32)&0xff < byOthers {
		w += 1 << 32
	}
	return w
}

// claims are what the groups inherit: the smallest rank and tier keys among
// their members and all that hard-need them, directly or not, and whose they
// are. They lie two words a group.
type claims []uint64

func (c claims) rank(group int32) witness { return witness(c[2*group]) }
func (c claims) tier(group int32) witness { return witness(c[2*group+1]) }

func (c claims) offer(group int32, rank, tier witness) {
	own := c[2*group : 2*group+2]
	own[0] = min(own[0], uint64(rank))
	own[1] = min(own[1], uint64(tier))
}

// inherit finds the claims of the groups, from the dependents down. Of several
// systems that have the smallest key it names one of the group itself, else of
// a direct dependent, else the one that a direct dependent inherits from; and
// among equals the first by id. own are the keys of ranks by system; the claims
// lie in words.
func inherit(g groups, own []uint8, ids idOrder, words []uint64) claims {
	c := claims(words[:2*g.count()])
	for k := range c {
		c[k] = uint64(noWitness)
	}
	for group := g.count() - 1; group >= 0; group-- {
		for _, i := range g.in(group) {
			c.offer(group, newWitness(own[i], ids.place[i]), newWitness(tierKey(own[i]), ids.place[i]))
		}
		rank, tier := c.rank(group).further(), c.tier(group).further()
		for _, below := range g.needs.Of(group) {
			c.offer(below, rank, tier)
		}
	}
	return c
}
