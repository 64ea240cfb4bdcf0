package inventory

import (
	"fmt"
	"slices"

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
func (c *checker) group(rule string, systems []int32) { c.groupAt(rule, "", systems) }

// groupAt is group, placed at a part of each system's entry, such as ".tier".
func (c *checker) groupAt(rule, part string, systems []int32) {
	if len(systems) == 0 {
		return
	}
	var paths []string
	for _, i := range systems[:min(len(systems), shown)] {
		paths = append(paths, fmt.Sprintf("systems[%d]%s", i, part))
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

// failovers finds ladders that move a system without saying where to, and
// those that move it to where it stands.
func (c *checker) failovers() {
	has := func(sys *System, wrong func(*Rung) bool) bool {
		for r := range sys.Recovery {
			if wrong(&sys.Recovery[r]) {
				return true
			}
		}
		return false
	}
	var nowhere []int32
	for i := range c.inv.Systems {
		if has(&c.inv.Systems[i], func(rung *Rung) bool { return rung.Method == Failover && rung.On == "" }) {
			nowhere = append(nowhere, int32(i))
		}
	}
	c.groupAt("failover-without-site", ".recovery", nowhere)
	c.groupAt("dr-at-home", ".recovery", c.services(func(_ int32, sys *System) bool {
		home := c.inv.home(sys)
		return home != "" && has(sys, func(rung *Rung) bool { return rung.On == home })
	}))
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

// shared finds what services of several agencies need and no agency owns: on
// the night each of them waits for somebody else to call.
func (c *checker) shared(needs *needLists) {
	var ownerless []int32
	for i := range c.inv.Systems {
		if sys := &c.inv.Systems[i]; sys.ID != "" && sys.Class == Infrastructure && sys.Agency == "" {
			ownerless = append(ownerless, int32(i))
		}
	}
	if len(ownerless) == 0 {
		return
	}
	users := c.users(needs)
	c.group("shared-without-owner", slices.DeleteFunc(ownerless, func(i int32) bool { return users[i][1] == 0 }))
}

// users is, by system, the first two agencies whose services are it or cannot
// do without it, numbered from 1; 0 is none.
func (c *checker) users(needs *needLists) [][2]int32 {
	users := make([][2]int32, len(c.inv.Systems))
	use := func(i, agency int32) bool { // and whether that is news
		u := &users[i]
		switch {
		case agency == 0 || u[0] == agency || u[1] != 0:
			return false
		case u[0] == 0:
			u[0] = agency
		default:
			u[1] = agency
		}
		return true
	}
	sections, named := agencyIndex(c.inv.Agencies), map[string]int32{}
	var pending []int32
	for _, i := range c.services(func(_ int32, sys *System) bool { return sys.Agency != "" }) {
		name := c.inv.Systems[i].Agency
		if at, known := sections[name]; known {
			name = c.inv.Agencies[at].ID // it may go by its name, too
		}
		if named[name] == 0 {
			named[name] = int32(len(named)) + 1
		}
		use(i, named[name])
		pending = append(pending, i)
	}
	for len(pending) > 0 {
		last := len(pending) - 1
		i := pending[last]
		pending = pending[:last]
		for _, j := range needs.hard.of(int(i)) {
			first, second := use(j, users[i][0]), use(j, users[i][1])
			if first || second {
				pending = append(pending, j)
			}
		}
	}
	return users
}
