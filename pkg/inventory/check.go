package inventory

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/diag"
)

// Check finds what cannot be trusted (errors) and what would fail on the night
// (warnings). What is only missing is for Cover to count, what has grown old for
// CheckAt to say. Entries
// without an id are passed over: whoever read them has said so. The inventory
// need not be resolved and is not changed.
//
// Paths count all entries as they stand in the inventory. A rule that begins
// with "unknown-" speaks of a reference that leads nowhere; Resolve drops it.
func Check(inv *Inventory) diag.List {
	c := newChecker(inv)
	c.duplicates()
	c.ids()
	c.references()
	needs := c.inv.needs(c.index)
	c.cycles(needs)
	c.substitutes()
	c.contacts()
	c.failovers()
	c.places()
	c.shared(needs)
	c.ladders()
	c.crews()
	return c.found
}

type checker struct {
	inv     *Inventory // with the built-in methods, and with tables
	written int        // so many of its methods stand in the files
	index   map[string]int32
	found   diag.List
}

// newChecker looks things up in a copy, so that the inventory stays as it is.
func newChecker(inv *Inventory) *checker {
	own := *inv
	own.Methods = filledMethods(slices.Clone(inv.Methods))
	own.methods = indexOf(own.Methods, methodID)
	own.rooms = indexOf(own.Rooms, roomID)
	own.ladders = defaultLadders()
	return &checker{inv: &own, written: len(inv.Methods), index: indexOf(inv.Systems, systemID)}
}

func (c *checker) error(path, rule string, hint diag.Hint, args ...any) *diag.Finding {
	c.found = append(c.found, diag.Finding{Severity: diag.Error, Path: path, Rule: rule, Args: args, Hint: hint})
	return &c.found[len(c.found)-1]
}

func (c *checker) duplicates() {
	inv := c.inv
	unique(c, "systems", inv.Systems, func(s *System) string { return s.ID })
	unique(c, "sites", inv.Sites, func(s *Site) string { return s.ID })
	unique(c, "agencies", inv.Agencies, func(a *Agency) string { return a.ID })
	unique(c, "rooms", inv.Rooms, func(r *Room) string { return r.ID })
	unique(c, "crews", inv.Crews, func(r *Crew) string { return r.ID })
	unique(c, "methods", inv.Methods, func(m *Method) string { return m.ID })
}

// unique names every entry whose id an earlier entry of the list has.
func unique[T any](c *checker, list string, entries []T, id func(*T) string) {
	first := make(map[string]int, len(entries))
	for i := range entries {
		key := id(&entries[i])
		if key == "" {
			continue
		}
		at, taken := first[key]
		if !taken {
			first[key] = i
			continue
		}
		f := c.error(fmt.Sprintf("%s[%d].id", list, i), "duplicate-id", diag.Hint{Key: "duplicate-id"}, key)
		f.AlsoPath = []string{fmt.Sprintf("%s[%d].id", list, at)}
	}
}

// ids finds systems whose id cannot be said: it reads as something else that
// people type in the same place, or has a sign that means something there.
// They can still be told apart from all others, so the entry is sound.
func (c *checker) ids() {
	for i := range c.inv.Systems {
		id := c.inv.Systems[i].ID
		hint := ""
		switch {
		case strings.ContainsAny(id, `/\:#`):
			hint = "bad-id-sign"
		case isNumber(id):
			hint = "bad-id-number"
		case isRef(id):
			hint = "bad-id-ref"
		default:
			continue
		}
		c.error(fmt.Sprintf("systems[%d].id", i), "bad-id", diag.Hint{Key: hint}, id)
	}
}

// isNumber says that an id reads as a call number, 118, or a range, 118-122.
func isNumber(id string) bool {
	from, to, ranged := strings.Cut(id, "-")
	return digits(from) && (!ranged || digits(to))
}

// isRef says that an id reads as a task's ref: T31, or A12 for one that was
// added.
func isRef(id string) bool {
	return id != "" && (id[0] == 'T' || id[0] == 'A') && digits(id[1:])
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// references follows every name that must exist: needs and methods.
func (c *checker) references() {
	inv := c.inv
	for i := range inv.Systems {
		sys := &inv.Systems[i]
		for n, need := range sys.DependsOn {
			if need.ID == sys.ID && need.ID != "" {
				c.error(fmt.Sprintf("systems[%d].dependsOn[%d]", i, n), "self-reference", diag.Hint{Key: "remove-need"}, sys.ID)
				continue
			}
			if !c.has(need.ID) {
				c.unknownSystem(fmt.Sprintf("systems[%d].dependsOn[%d]", i, n), need.ID)
			}
		}
		for r := range sys.Recovery {
			c.rung(i, r)
		}
	}
	for d := range inv.Defaults {
		for n, need := range inv.Defaults[d].DependsOn {
			if !c.has(need.ID) {
				c.unknownSystem(fmt.Sprintf("defaults[%d].dependsOn[%d]", d, n), need.ID)
			}
		}
	}
}

// has says that the id names a system; an id that could not be read is not
// named a second time.
func (c *checker) has(id string) bool {
	_, ok := c.index[id]
	return ok || id == ""
}

func (c *checker) rung(i, r int) {
	rung := &c.inv.Systems[i].Recovery[r]
	path := fmt.Sprintf("systems[%d].recovery[%d]", i, r)
	if rung.Method != "" && c.inv.Method(rung.Method) == nil {
		methods := c.methodIDs()
		c.error(path+".method", "unknown-method", nearest(rung.Method, methods, methods), rung.Method)
	}
	for n, id := range rung.Needs {
		if id == c.inv.Systems[i].ID && id != "" {
			c.error(fmt.Sprintf("%s.needs[%d]", path, n), "self-reference", diag.Hint{Key: "remove-need"}, id)
		} else if !c.has(id) {
			c.unknownSystem(fmt.Sprintf("%s.needs[%d]", path, n), id)
		}
	}
}

// methodIDs lists the methods a rung may name, the built-in ones first.
func (c *checker) methodIDs() []string {
	var ids []string
	named := map[string]bool{"": true}
	for _, m := range append(BuiltInMethods(), c.inv.Methods...) {
		if !named[m.ID] {
			named[m.ID] = true
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// suggestions bounds the work of looking for near names: after so many
// references that lead nowhere, a whole list is missing, not a letter.
const suggestions = 50

func (c *checker) unknownSystem(path, id string) {
	hint := diag.Hint{Key: "add-system", Args: []any{id}}
	if len(c.found) < suggestions {
		ids := make([]string, len(c.inv.Systems))
		for i := range c.inv.Systems {
			ids[i] = c.inv.Systems[i].ID
		}
		if best := diag.Nearest(id, ids); best != "" {
			hint = diag.Hint{Key: "did-you-mean", Args: []any{best}}
		}
	}
	c.error(path, "unknown-system", hint, id)
}

// nearest advises the word that was probably meant, else names all of them.
func nearest(word string, among, all []string) diag.Hint {
	if best := diag.Nearest(word, among); best != "" {
		return diag.Hint{Key: "did-you-mean-of", Args: []any{best, all}}
	}
	return diag.Hint{Key: "allowed", Args: []any{all}}
}
