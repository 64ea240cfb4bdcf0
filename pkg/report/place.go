package report

import (
	"maps"
	"slices"

	"github.com/bokgu/bokgu/pkg/incident"
)

// Place is services that are down and wait for the same, and where they stand.
// Whole floors are named as floors, the rest by rooms.
type Place struct {
	Floors []int  // every room of these floors is in this place, ascending
	Rooms  []Room // the other rooms, in the order of the inventory
	Lost   int    // services of which nobody knows the room
	Count  int
	Clear  []Name // what must clear, in this order
	Again  int    // how many at the head of Clear are the whole chain of the first place; 0: none
	Held   bool   // a hold forbids starting them
	Broken bool   // they are damaged themselves
	Mixed  bool   // smaller groups put together: Clear is empty
}

// Room is where systems stand; Floor is 0 when nobody says.
type Room struct {
	ID    string
	Floor int
}

// placesShown is how many places are told apart; what is beyond becomes one.
const placesShown = 4

// longChain is from how many names on the first place's chain is not told
// again for the others.
const longChain = 3

// places groups what cannot be started now.
func places(m *incident.Moment) []Place {
	groups := m.Blocked()
	var out []Place
	rooms := roomsOf(m.State, groups)
	for k, g := range groups {
		if k == placesShown-1 && len(groups) > placesShown {
			rest := Place{Mixed: true}
			for _, g := range groups[k:] {
				rest.Count += len(g.Services)
				rest.Held = rest.Held || g.Held
			}
			return append(out, rest)
		}
		p := Place{Count: len(g.Services), Held: g.Held, Broken: g.Damaged}
		for _, i := range g.Services {
			if m.Inventory.Systems[i].Room == "" {
				p.Lost++
			}
		}
		p.Floors, p.Rooms = floors(m.State, rooms, k, g.Services)
		own := g.Chain
		if first := groups[0].Chain; k > 0 && len(first) >= longChain && includes(own, first) {
			p.Again = len(first)
			own = append(slices.Clone(first), without(own, first)...)
		}
		for _, i := range own {
			p.Clear = append(p.Clear, systemName(m.State, i))
		}
		out = append(out, p)
	}
	return out
}

// roomsOf says which group a room belongs to: the one with most of its
// services. A few that wait for more than their neighbours do not take a floor
// apart.
func roomsOf(st *incident.State, groups []incident.Blocked) map[string]int {
	in := map[string]map[int]int{}
	for k, g := range groups {
		for _, i := range g.Services {
			room := st.Inventory.Systems[i].Room
			if in[room] == nil {
				in[room] = map[int]int{}
			}
			in[room][k]++
		}
	}
	owner := make(map[string]int, len(in))
	for room, counts := range in {
		best := -1
		for k := range groups {
			if counts[k] > 0 && (best < 0 || counts[k] > counts[best]) {
				best = k
			}
		}
		owner[room] = best
	}
	return owner
}

// floors names the rooms of a group, whole floors as such. A floor is whole
// when none of its rooms belongs to another group. A group that has no room
// to itself is named by the rooms it has systems in.
func floors(st *incident.State, owner map[string]int, group int, services []int32) ([]int, []Room) {
	shared := map[int]bool{0: true} // floors that are not whole, and the unknown floor
	var own []Room
	for _, id := range roomOrder(st) {
		k, down := owner[id]
		floor, _ := st.Inventory.Floor(id)
		switch {
		case down && k == group:
			own = append(own, Room{id, floor})
		case down:
			shared[floor] = true
		}
	}
	if len(own) == 0 {
		return nil, roomsWith(st, services)
	}
	whole := map[int]bool{}
	rest := slices.DeleteFunc(own, func(r Room) bool {
		if shared[r.Floor] {
			return false
		}
		whole[r.Floor] = true
		return true
	})
	return slices.Sorted(maps.Keys(whole)), rest
}

// roomOrder lists the rooms: those with a section first, in its order.
func roomOrder(st *incident.State) []string {
	var order []string
	have := map[string]bool{"": true}
	add := func(id string) {
		if !have[id] {
			have[id] = true
			order = append(order, id)
		}
	}
	for i := range st.Inventory.Rooms {
		add(st.Inventory.Rooms[i].ID)
	}
	for i := range st.Inventory.Systems {
		add(st.Inventory.Systems[i].Room)
	}
	return order
}

// roomsWith lists the rooms that some of the systems stand in.
func roomsWith(st *incident.State, systems []int32) []Room {
	in := map[string]bool{}
	for _, i := range systems {
		in[st.Inventory.Systems[i].Room] = true
	}
	var out []Room
	for _, id := range roomOrder(st) {
		if in[id] {
			floor, _ := st.Inventory.Floor(id)
			out = append(out, Room{id, floor})
		}
	}
	return out
}

func includes(all, part []int32) bool {
	for _, x := range part {
		if !slices.Contains(all, x) {
			return false
		}
	}
	return true
}

func without(all, part []int32) []int32 {
	var out []int32
	for _, x := range all {
		if !slices.Contains(part, x) {
			out = append(out, x)
		}
	}
	return out
}
