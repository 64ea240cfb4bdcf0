package plan

import (
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// Apply makes the change in what a plan and its schedule depend on. What it
// changes it first copies: the inventory and the lists that in and s began
// with stay as they are. The error is a *ChangeError, and then nothing has
// changed. The inventory that comes out is for planning only: of its needs
// just the resolved ones are right.
func (c Change) Apply(in *Input, s *Situation) error {
	a := applied{Change: c, in: in, s: s}
	switch c.Subject {
	case "crew":
		return a.crew()
	case "room":
		return a.room()
	case "method":
		return a.method()
	case "need":
		return a.need()
	case "hold":
		return a.hold()
	}
	i, err := a.system(c.ID)
	switch {
	case err != nil:
		return err
	case c.Subject == "expect":
		a.expect(i)
		return nil
	case c.Field == "condition":
		in.Conditions = a.conditions()
		in.Conditions[i] = c.condition
		return nil
	case c.Field == "method":
		return a.rung(i)
	case c.Field == "tier":
		a.systems()[i].Tier = inventory.Tier(c.number)
		return nil
	default:
		a.estimate(i)
		return nil
	}
}

// applied is a change on its way.
type applied struct {
	Change
	in *Input
	s  *Situation
}

func (a *applied) fail(code, word string, known []string) error {
	return &ChangeError{Code: code, Text: a.String(), Word: word, Known: known}
}

// inventory is a copy of the inventory, whose lists are still shared.
func (a *applied) inventory() *inventory.Inventory {
	inv := *a.in.Inventory
	a.in.Inventory = &inv
	return &inv
}

// systems is the list of systems, copied.
func (a *applied) systems() []inventory.System {
	inv := a.inventory()
	inv.Systems = slices.Clone(inv.Systems)
	return inv.Systems
}

// system finds the system that a word names.
func (a *applied) system(word string) (int32, error) {
	inv := a.in.Inventory
	found := inv.Find(word)
	if len(found) == 1 {
		return found[0], nil
	}
	code := ChangeSeveral
	if len(found) == 0 {
		code = ChangeID
		found = nil
		for i := range inv.Systems {
			found = append(found, int32(i))
		}
	}
	var known []string
	for _, i := range found {
		known = append(known, inv.Systems[i].ID)
	}
	return -1, a.fail(code, word, known)
}

func (a *applied) crew() error {
	crews := slices.Clone(a.in.Inventory.Crews)
	at := slices.IndexFunc(crews, func(c inventory.Crew) bool { return c.ID == a.ID })
	if at < 0 {
		return a.fail(ChangeID, a.ID, idsOf(crews, func(c *inventory.Crew) string { return c.ID }))
	}
	if a.Field == "people" {
		crews[at].People = a.number
	} else {
		crews[at].Shifts = a.shifts
	}
	a.inventory().Crews = crews
	return nil
}

// room changes a room's section; one that systems only name gets a section.
func (a *applied) room() error {
	inv := a.in.Inventory
	rooms := slices.Clone(inv.Rooms)
	at := slices.IndexFunc(rooms, func(r inventory.Room) bool { return r.ID == a.ID })
	if at < 0 {
		if !slices.ContainsFunc(inv.Systems, func(s inventory.System) bool { return s.Room == a.ID }) {
			return a.fail(ChangeID, a.ID, idsOf(rooms, func(r *inventory.Room) string { return r.ID }))
		}
		at = len(rooms)
		rooms = append(rooms, inventory.Room{ID: a.ID})
	}
	if a.Field == "atOnce" {
		rooms[at].AtOnce = a.number
	} else {
		rooms[at].Pause = a.length
	}
	a.inventory().Rooms = rooms
	return nil
}

func (a *applied) method() error {
	methods := slices.Clone(a.in.Inventory.Methods)
	at := slices.IndexFunc(methods, func(m inventory.Method) bool { return m.ID == a.ID })
	if at < 0 {
		return a.fail(ChangeID, a.ID, idsOf(methods, func(m *inventory.Method) string { return m.ID }))
	}
	methods[at].Estimate = a.estimateOf()
	a.inventory().Methods = methods
	return nil
}

func (a *applied) estimateOf() inventory.Estimate { return a.Change.estimate }

func idsOf[T any](list []T, id func(*T) string) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = id(&list[i])
	}
	return out
}

// conditions is the list of conditions, copied and of full length.
func (a *applied) conditions() []Condition {
	list := make([]Condition, len(a.in.Inventory.Systems))
	given, rest := copy(list, a.in.Conditions), Unknown
	if a.in.Conditions == nil {
		rest = Stopped
	}
	for i := given; i < len(list); i++ {
		list[i] = rest
	}
	return list
}

// rung chooses the rung of a system's ladder that has the method.
func (a *applied) rung(i int32) error {
	ladder := a.in.Inventory.Ladder(i)
	at := slices.IndexFunc(ladder, func(r inventory.Rung) bool { return r.Method == a.Value })
	if at < 0 {
		return a.fail(ChangeMethod, a.Value, idsOf(ladder, func(r *inventory.Rung) string { return r.Method }))
	}
	a.in.Rungs = chosen(a.in, i, at)
	return nil
}

// chosen is the list of rungs, copied, with another one for a system.
func chosen(in *Input, i int32, rung int) []int {
	rungs := make([]int, max(len(in.Rungs), int(i)+1))
	copy(rungs, in.Rungs)
	rungs[i] = rung
	return rungs
}

// estimate says how long a system's chosen rung takes.
func (a *applied) estimate(i int32) {
	ladder := slices.Clone(a.in.Inventory.Ladder(i))
	rung := 0
	if int(i) < len(a.in.Rungs) && a.in.Rungs[i] > 0 && a.in.Rungs[i] < len(ladder) {
		rung = a.in.Rungs[i]
	}
	ladder[rung].Estimate = a.estimateOf()
	a.systems()[i].Recovery = ladder
}

// need makes a system need another hard, softly, or not at all.
func (a *applied) need() error {
	i, j, err := a.twoSystems()
	if err != nil {
		return err
	}
	sys := &a.systems()[i]
	id := a.in.Inventory.Systems[j].ID
	of := func(list []int32, wanted bool) []int32 {
		has := slices.Contains(list, j)
		switch {
		case wanted && !has:
			return append(slices.Clone(list), j)
		case !wanted && has:
			return slices.DeleteFunc(slices.Clone(list), func(n int32) bool { return n == j })
		default:
			return list
		}
	}
	sys.Hard, sys.Soft = of(sys.Hard, a.Value == "hard"), of(sys.Soft, a.Value == "soft")
	if a.Value != "hard" && slices.ContainsFunc(sys.Recovery, func(r inventory.Rung) bool { return slices.Contains(r.Needs, id) }) {
		sys.Recovery = slices.Clone(sys.Recovery)
		for k := range sys.Recovery {
			needs := slices.Clone(sys.Recovery[k].Needs)
			sys.Recovery[k].Needs = slices.DeleteFunc(needs, func(n string) bool { return n == id })
		}
	}
	return nil
}

// twoSystems finds the two systems of a need: the first dot with a system on
// both sides parts them.
func (a *applied) twoSystems() (i, j int32, err error) {
	inv := a.in.Inventory
	for at := range a.ID {
		if a.ID[at] != '.' {
			continue
		}
		first, second := inv.Find(a.ID[:at]), inv.Find(a.ID[at+1:])
		if len(first) == 1 && len(second) == 1 && first[0] != second[0] {
			return first[0], second[0], nil
		}
	}
	first, second, dotted := strings.Cut(a.ID, ".")
	if !dotted {
		return -1, -1, a.fail(ChangeForm, a.ID, nil)
	}
	if _, err := a.system(first); err != nil {
		return -1, -1, err
	}
	if _, err := a.system(second); err != nil {
		return -1, -1, err
	}
	return -1, -1, a.fail(ChangeForm, a.ID, nil) // it names one system twice
}

func (a *applied) hold() error {
	of := func(h Held) bool { return h.By == a.ID }
	if !slices.ContainsFunc(a.s.Held, of) {
		var known []string
		for _, h := range a.s.Held {
			if !slices.Contains(known, h.By) {
				known = append(known, h.By)
			}
		}
		return a.fail(ChangeID, a.ID, known)
	}
	a.s.Held = slices.DeleteFunc(slices.Clone(a.s.Held), of)
	return nil
}

// expect puts what somebody could say in the place of what was said.
func (a *applied) expect(i int32) {
	heard := slices.DeleteFunc(slices.Clone(a.s.Heard), func(h Heard) bool { return h.System == i })
	if len(a.between) == 2 {
		heard = append(heard, Heard{
			System: i, Between: a.between[0].in(a.s.From), And: a.between[1].in(a.s.From), At: a.s.From,
		})
	}
	a.s.Heard = heard
}
