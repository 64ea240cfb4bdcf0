package inventory

import (
	"fmt"

	"github.com/bokgu/bokgu/pkg/diag"
)

// shown is how many of a group's members a finding names.
const shown = diag.Shown

// warn makes a warning placed at the first path, with the next few beside it.
func (c *checker) warn(rule string, paths []string, hint diag.Hint, args ...any) *diag.Finding {
	f := diag.Finding{Severity: diag.Warning, Rule: rule, Path: paths[0], Args: args, Hint: hint}
	f.AlsoPath = append(f.AlsoPath, paths[1:min(len(paths), shown)]...)
	c.found = append(c.found, f)
	return &c.found[len(c.found)-1]
}

// group makes one warning of all systems that share a gap: placed at the
// first, with the count and the first few ids as arguments.
func (c *checker) group(rule string, systems []int32) {
	if len(systems) == 0 {
		return
	}
	var paths []string
	for _, i := range systems[:min(len(systems), shown)] {
		paths = append(paths, fmt.Sprintf("systems[%d]", i))
	}
	c.warn(rule, paths, diag.Hint{Key: rule}, len(systems), c.names(systems)).Systems = systems
}

// names lists the first ids, and that there are more.
func (c *checker) names(systems []int32) []string {
	var ids []string
	for _, i := range systems[:min(len(systems), shown+1)] {
		ids = append(ids, c.inv.Systems[i].ID)
	}
	return diag.Few(ids)
}

// services lists the readable services for which the gap is true.
func (c *checker) services(gap func(i int32, sys *System) bool) []int32 {
	var with []int32
	for i := range c.inv.Systems {
		sys := &c.inv.Systems[i]
		if sys.ID != "" && sys.Class != Infrastructure && gap(int32(i), sys) {
			with = append(with, int32(i))
		}
	}
	return with
}

// important says that the tier is one that has to be back within hours.
func important(t Tier) bool { return t == 1 || t == 2 }

// substitutes finds what the public will miss and has nothing else for.
func (c *checker) substitutes() {
	c.group("no-substitute", c.services(func(_ int32, sys *System) bool {
		return sys.Public && important(sys.Tier) && sys.Continuity.Means.IsZero()
	}))
}

// contacts finds important systems about which nobody can be called.
func (c *checker) contacts() {
	agencies := agencyIndex(c.inv.Agencies)
	reachable := func(contacts []Contact) bool {
		for _, person := range contacts {
			if person.Phone != "" {
				return true
			}
		}
		return false
	}
	c.group("no-contact", c.services(func(_ int32, sys *System) bool {
		if !important(sys.Tier) || reachable(sys.Contacts) {
			return false
		}
		at, known := agencies[sys.Agency]
		if !known {
			return true
		}
		agency := &c.inv.Agencies[at]
		return agency.DutyRoom == "" && !reachable(agency.Contacts)
	}))
}

// failovers finds rungs that move a system without saying where to.
func (c *checker) failovers() {
	for i := range c.inv.Systems {
		for r, rung := range c.inv.Systems[i].Recovery {
			if rung.Method == Failover && rung.On == "" {
				path := fmt.Sprintf("systems[%d].recovery[%d]", i, r)
				c.warn("failover-without-site", []string{path}, diag.Hint{Key: "failover-without-site"}, c.inv.Systems[i].ID)
			}
		}
	}
}

// places finds systems that stand nowhere, and those whose copy stands in the
// building that would be lost with them.
func (c *checker) places() {
	c.group("no-room", c.services(func(_ int32, sys *System) bool { return sys.Room == "" }))
	c.group("backup-at-home", c.services(func(_ int32, sys *System) bool {
		home := c.inv.home(sys)
		return home != "" && sys.Backup.Where == home
	}))
}
