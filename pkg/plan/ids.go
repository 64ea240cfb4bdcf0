package plan

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// idOrder is the order of all ids, so that ties are broken by id without
// comparing strings again.
type idOrder struct {
	place []int32 // by system: the place of its id, from 0
	at    []int32 // by place: the system
}

// orderIDs sorts the systems by id, those of one id by their index. words is
// room to work in, two for each system.
func orderIDs(systems []inventory.System, words []uint64) idOrder {
	n := len(systems)
	ids := idOrder{place: make([]int32, n), at: make([]int32, n)}
	prefix, sorted := surveyIDs(systems)
	if sorted {
		for i := range n {
			ids.place[i], ids.at[i] = int32(i), int32(i)
		}
		return ids
	}
	sortIDs(systems, prefix, words, ids.at)
	for place, i := range ids.at {
		ids.place[i] = int32(place)
	}
	return ids
}

// sortIDs fills order. Ids mostly begin alike; what follows that beginning is
// packed into one word with the index, which settles nearly all comparisons
// without a look at the strings.
func sortIDs(systems []inventory.System, prefix int, words []uint64, order []int32) {
	n := len(systems)
	words, spare := words[:n], words[n:2*n]
	var varies uint64
	for i := range systems {
		words[i] = firstBytes(systems[i].ID[prefix:])
		varies |= words[i] ^ words[0]
	}
	index := bits.Len(uint(n))
	short := squeeze(varies)
	lost := max(0, short.bits+index-64)
	for i, w := range words {
		words[i] = short.of(w)>>lost<<index | uint64(i)
	}
	words, _ = radix(words, spare, index)
	for k, w := range words {
		order[k] = int32(w & (1<<index - 1))
	}
	for from := 0; from < n; {
		to := from + 1
		for to < n && words[to]>>index == words[from]>>index {
			to++
		}
		if to-from > 1 {
			slices.SortFunc(order[from:to], func(a, b int32) int {
				return cmp.Or(strings.Compare(systems[a].ID, systems[b].ID), cmp.Compare(a, b))
			})
		}
		from = to
	}
}

// surveyIDs counts the bytes that all ids begin with and says whether the ids
// ascend already.
func surveyIDs(systems []inventory.System) (prefix int, sorted bool) {
	sorted = true
	for i := range systems {
		id := systems[i].ID
		if i == 0 {
			prefix = len(id)
			continue
		}
		before := systems[i-1].ID
		sorted = sorted && before < id
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
