package plan

import (
	"maps"
	"slices"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// way is how and where systems are brought back: what they have in common for
// who can do it, where and how many at once.
type way struct {
	method int32 // -1 for one that the inventory does not name
	site   int32 // of the work, by its place among the sites
	room   int32 // the room with a limit that is taken, by its place among those; -1
}

// ways finds the ways of systems. Rooms limit what is started in them (the
// methods restart and older-version): heat and power. Repair takes no place in
// a room until its last hour, which is left out.
type ways struct {
	inv     *inventory.Inventory
	home    homes
	list    []way
	known   map[way]int32 // its place in list
	methods methodTable
	starts  []bool   // by method: it starts something in a room
	sites   numbered // where work is done
	names   []string // of the sites
	rooms   numbered // rooms with a limit

	// What was asked for last: neighbours in a list are often alike.
	lastSite, lastRoom             string
	lastSiteNumber, lastRoomNumber int32
	lastWay                        []int32 // by method, first for one that the inventory does not name
}

// numbered gives words numbers from 0 on.
type numbered map[string]int32

func (n numbered) of(word string) int32 {
	k, known := n[word]
	if !known {
		k = int32(len(n))
		n[word] = k
	}
	return k
}

func newWays(inv *inventory.Inventory, home homes) ways {
	w := ways{
		inv: inv, home: home, known: map[way]int32{}, methods: newMethodTable(inv),
		starts: make([]bool, len(inv.Methods)), sites: numbered{"": 0}, names: []string{""}, rooms: numbered{},
		lastRoomNumber: -1, lastWay: make([]int32, len(inv.Methods)+1),
	}
	for k := range inv.Methods {
		id := inv.Methods[k].ID
		w.starts[k] = id == inventory.Restart || id == inventory.OlderVersion
	}
	for r := range inv.Rooms {
		if inv.Rooms[r].AtOnce > 0 {
			w.rooms.of(inv.Rooms[r].ID)
		}
	}
	return w
}

// clone is a copy that finds further ways without changing what it was made of.
// What of can add to is copied, the rest is shared.
func (w *ways) clone() ways {
	c := *w
	c.list, c.known = c.list[:len(c.list):len(c.list)], maps.Clone(c.known)
	c.names, c.sites = c.names[:len(c.names):len(c.names)], maps.Clone(c.sites)
	c.lastWay = slices.Clone(c.lastWay)
	return c
}

// of is the place in the list of the way to bring a system back by a rung.
func (w *ways) of(sys *inventory.System, rung *inventory.Rung) int32 {
	is := way{method: w.methods.of(rung.Method), room: -1}
	if site := w.inv.WorkSite(sys, rung); site != w.lastSite {
		w.lastSite, w.lastSiteNumber = site, w.site(site)
	}
	is.site = w.lastSiteNumber
	if len(w.rooms) > 0 && is.method >= 0 && w.starts[is.method] && !w.home.away(sys, rung) {
		if sys.Room != w.lastRoom {
			w.lastRoom, w.lastRoomNumber = sys.Room, -1
			if r, limited := w.rooms[sys.Room]; limited {
				w.lastRoomNumber = r
			}
		}
		is.room = w.lastRoomNumber
	}
	last := &w.lastWay[is.method+1]
	if int(*last) >= len(w.list) || w.list[*last] != is {
		*last = w.number(is)
	}
	return *last
}

// add is the place in the list of a way that others found, who numbered sites
// differently.
func (w *ways) add(is way, names []string) int32 {
	is.site = w.site(names[is.site])
	return w.number(is)
}

func (w *ways) number(is way) int32 {
	k, known := w.known[is]
	if !known {
		k = int32(len(w.list))
		w.list = append(w.list, is)
		w.known[is] = k
	}
	return k
}

func (w *ways) site(name string) int32 {
	k := w.sites.of(name)
	if int(k) == len(w.names) {
		w.names = append(w.names, name)
	}
	return k
}

// methodTable finds methods by number.
type methodTable struct {
	inv   *inventory.Inventory
	index map[string]int32
}

func newMethodTable(inv *inventory.Inventory) methodTable {
	t := methodTable{inv: inv, index: make(map[string]int32, len(inv.Methods))}
	for k := range inv.Methods {
		if _, known := t.index[inv.Methods[k].ID]; !known {
			t.index[inv.Methods[k].ID] = int32(k)
		}
	}
	return t
}

// of is the number of a method; -1 when there is none.
func (t *methodTable) of(id string) int32 {
	if k, ok := t.index[id]; ok {
		return k
	}
	return -1
}

// estimate is how long a rung takes; zero when nobody has said.
func (t *methodTable) estimate(rung *inventory.Rung) inventory.Estimate {
	if rung.Estimate != (inventory.Estimate{}) {
		return rung.Estimate
	}
	if method := t.of(rung.Method); method >= 0 {
		return t.inv.Methods[method].Estimate
	}
	return inventory.Estimate{}
}
