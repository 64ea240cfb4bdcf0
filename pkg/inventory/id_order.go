package inventory

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// IDOrder gives for each system the place of its id among all ids, from 0, so
// that whoever breaks ties by id compares numbers. Of equal ids the earlier
// entry comes first. Resolve prepares it, else it is worked out again at each
// call; the list is shared: do not change it.
func (inv *Inventory) IDOrder() []int32 {
	if len(inv.idOrder) != len(inv.Systems) {
		return idOrder(inv.Systems)
	}
	return inv.idOrder
}

func idOrder(systems []System) []int32 {
	place := make([]int32, len(systems))
	prefix, sorted := surveyIDs(systems)
	if sorted {
		for i := range place {
			place[i] = int32(i)
		}
		return place
	}
	// Ids mostly begin alike; what follows that beginning settles nearly all
	// comparisons without a look at the strings.
	type named struct {
		begin  uint64
		system int32
	}
	order := make([]named, len(systems))
	for i := range systems {
		order[i] = named{begin: firstBytes(systems[i].ID[prefix:]), system: int32(i)}
	}
	slices.SortFunc(order, func(a, b named) int {
		if a.begin != b.begin {
			return cmp.Compare(a.begin, b.begin)
		}
		if c := strings.Compare(systems[a.system].ID, systems[b.system].ID); c != 0 {
			return c
		}
		return cmp.Compare(a.system, b.system)
	})
	for at, it := range order {
		place[it.system] = int32(at)
	}
	return place
}

// surveyIDs counts the bytes that all ids begin with and says whether the ids
// ascend already.
func surveyIDs(systems []System) (prefix int, sorted bool) {
	sorted = true
	for i := range systems {
		id := systems[i].ID
		if i == 0 {
			prefix = len(id)
			continue
		}
		before := systems[i-1].ID
		sorted = sorted && before <= id
		prefix = min(prefix, len(id))
		for id[:prefix] != before[:prefix] {
			prefix--
		}
	}
	return prefix, sorted
}

// firstBytes packs up to eight bytes so that numbers compare as strings do.
func firstBytes(s string) uint64 {
	var b [8]byte
	copy(b[:], s)
	return binary.BigEndian.Uint64(b[:])
}
