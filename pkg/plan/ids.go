package plan

import "github.com/bokgu/bokgu/pkg/inventory"

// idOrder is the order of all ids, so that ties are broken by id without
// comparing strings.
type idOrder struct {
	place []int32 // by system: the place of its id, from 0
	at    []int32 // by place: the system
}

func newIDOrder(inv *inventory.Inventory) idOrder {
	ids := idOrder{place: inv.IDOrder(), at: make([]int32, len(inv.Systems))}
	for i, place := range ids.place {
		ids.at[place] = int32(i)
	}
	return ids
}
