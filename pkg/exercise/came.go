package exercise

import (
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// Came fills in what an entry says of systems from the records of the drill:
// how many services were in scope at the end, which of them were back then, and
// which ran at another site at some time. Both the list and the playbook are
// resolved.
func (e *Entry) Came(inv *inventory.Inventory, book *playbook.Playbook, records []journal.Record) {
	st := incident.New(inv, book)
	elsewhere := make([]bool, len(inv.Systems))
	for i := range records {
		st.Apply(&records[i])
		for s := range elsewhere {
			elsewhere[s] = elsewhere[s] || st.Elsewhere(int32(s))
		}
	}
	var back []string
	e.Services, e.Elsewhere = 0, nil
	for s := range inv.Systems {
		sys, i := &inv.Systems[s], int32(s)
		if sys.Class == inventory.Infrastructure {
			continue
		}
		if elsewhere[s] {
			e.Elsewhere = append(e.Elsewhere, sys.ID)
		}
		if !st.InScope(i) {
			continue
		}
		e.Services++
		if st.Back(i) {
			back = append(back, sys.ID)
		}
	}
	e.Back = NamesOf(inv, back)
}
