package inventory

import (
	"fmt"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
)

// How old things may grow before they are a warning.
const (
	ListAge  = 7 * day  // a list, since it was true
	PhoneAge = 90 * day // a phone number, since somebody answered
	DRAge    = 365 * day
)

// ahead is how far in the future a day may lie before it is a slip: two clocks
// differ, and a date may be midnight.
const ahead = day

// recent says that something was so no longer ago than that, and not only will
// be.
func recent(at, then time.Time, age time.Duration) bool {
	past := then.Sub(at)
	return -ahead <= past && past <= age
}

// CheckAt finds what was right once and has grown too old by then, or has a day
// that is still to come: the list, and phone numbers that nobody has tried for
// long or ever. A list that does
// not say when it was true is not found: that is a gap. Paths count the entries
// of the inventory as it is.
func CheckAt(inv *Inventory, then time.Time) diag.List {
	c := &checker{inv: inv}
	if !inv.AsOf.IsZero() && !recent(inv.AsOf, then, ListAge) {
		c.warn("stale-list", []string{"metadata.asOf"}, diag.Hint{Key: "stale-list"}, inv.AsOf.Format(time.DateOnly))
	}
	c.phones(then)
	return c.found
}

// phones makes one warning of all numbers that may not be answered any more.
func (c *checker) phones(then time.Time) {
	var paths, owners []string
	numbers := 0
	look := func(list string, i int, id string, contacts []Contact) {
		for n := range contacts {
			if contacts[n].Phone == "" || recent(contacts[n].Checked, then, PhoneAge) {
				continue
			}
			numbers++
			paths = append(paths, fmt.Sprintf("%s[%d].contacts[%d]", list, i, n))
			if !slices.Contains(owners, id) && len(owners) <= shown {
				owners = append(owners, id)
			}
		}
	}
	for i := range c.inv.Agencies {
		look("agencies", i, c.inv.Agencies[i].ID, c.inv.Agencies[i].Contacts)
	}
	for i := range c.inv.Systems {
		look("systems", i, c.inv.Systems[i].ID, c.inv.Systems[i].Contacts)
	}
	if numbers > 0 {
		c.warn("phone-untried", paths, diag.Hint{Key: "phone-untried"}, numbers, diag.Few(owners))
	}
}

// CheckDR finds services that have a way to run elsewhere and are not among
// those that did. Call it after Resolve; paths count the entries of the
// inventory as it is.
func CheckDR(inv *Inventory, tried func(id string) bool) diag.List {
	c := &checker{inv: inv}
	c.group("dr-untried", c.services(func(i int32, sys *System) bool {
		elsewhere := slices.ContainsFunc(inv.Ladder(i), func(r Rung) bool { return r.On != "" || r.Method == Failover })
		return elsewhere && !tried(sys.ID)
	}))
	return c.found
}
