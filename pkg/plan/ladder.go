package plan

import "github.com/bokgu/bokgu/pkg/inventory"

// ladder lists the ways to bring a system back, never none.
func ladder(inv *inventory.Inventory, i int32) []inventory.Rung {
	if written := inv.Systems[i].Recovery; len(written) > 0 {
		return written
	}
	return []inventory.Rung{{Method: inventory.Restart}}
}
