package plan

import (
	"cmp"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// freeKind is the kind of what takes nobody and nothing.
const freeKind int32 = 0

// kindTable gives out the kinds of jobs: one for each method at each site and
// in each room with a limit. Rooms limit what is started in them (the methods
// restart and older-version): heat and power. Repair takes no place in a room
// until its last hour, which is left out.
type kindTable struct {
	plan      *Plan
	methods   *methodTable
	kinds     []schedule.Kind
	why       []Unplaced // by kind: why it is impossible; Reason "" when it is not
	crews     []schedule.Crew
	resources []schedule.Resource

	sites  numbered // sites, as crews see them
	rooms  numbered // rooms with a limit: their resource
	known  map[kindKey]int32
	starts []bool // by method

	// What was asked for last: neighbours in a list are often alike.
	lastSite, lastRoom             string
	lastSiteNumber, lastRoomNumber int32
	lastKey                        kindKey
	lastKind                       int32
}

// kindKey tells kinds apart.
type kindKey struct {
	method, site, room int32
	crew               int32 // the only crew, 1 + its number; 0: any
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

func newKindTable(p *Plan, methods *methodTable, from time.Time) kindTable {
	inv := p.Inventory
	t := kindTable{
		plan: p, methods: methods, kinds: make([]schedule.Kind, 1), why: make([]Unplaced, 1),
		sites: numbered{"": 0}, rooms: numbered{}, known: map[kindKey]int32{},
		starts: make([]bool, len(inv.Methods)), lastRoomNumber: -1, lastKey: kindKey{method: -2},
	}
	for k := range inv.Methods {
		id := inv.Methods[k].ID
		t.starts[k] = id == inventory.Restart || id == inventory.OlderVersion
	}
	for c := range inv.Crews {
		crew := &inv.Crews[c]
		t.crews = append(t.crews, schedule.Crew{People: int32(crew.People), Hours: hours(crew.Shifts, from)})
		t.sites.of(crew.Site)
	}
	for r := range inv.Rooms {
		room := &inv.Rooms[r]
		if _, known := t.rooms[room.ID]; room.AtOnce > 0 && !known {
			t.rooms[room.ID] = int32(len(t.resources))
			t.resources = append(t.resources, schedule.Resource{Capacity: int32(room.AtOnce), Pause: wholeSeconds(room.Pause)})
		}
	}
	return t
}

// hours are a crew's shifts as times of a day, apart and in order.
func hours(shifts []inventory.Shift, from time.Time) schedule.Hours {
	var spans []schedule.Span
	for _, s := range shifts {
		begin, end := wholeSeconds(s.From), wholeSeconds(s.To)
		if end > begin {
			spans = append(spans, schedule.Span{From: begin, To: end})
			continue
		}
		if begin < schedule.Day {
			spans = append(spans, schedule.Span{From: begin, To: schedule.Day})
		}
		if end > 0 {
			spans = append(spans, schedule.Span{From: 0, To: end})
		}
	}
	slices.SortFunc(spans, func(a, b schedule.Span) int { return cmp.Compare(a.From, b.From) })
	apart := spans[:0]
	for _, s := range spans {
		if last := len(apart) - 1; last >= 0 && s.From <= apart[last].To {
			apart[last].To = max(apart[last].To, s.To)
			continue
		}
		apart = append(apart, s)
	}
	if len(apart) == 1 && apart[0] == (schedule.Span{From: 0, To: schedule.Day}) {
		apart = nil
	}
	h := schedule.Hours{Spans: apart}
	if !from.IsZero() {
		y, m, d := from.Date()
		h.Midnight = max(0, min(schedule.Day-1, wholeSeconds(from.Sub(time.Date(y, m, d, 0, 0, 0, 0, from.Location())))))
	}
	return h
}

// of is the kind of bringing a system back by a rung, by the crew that is at it
// already, if one is.
func (t *kindTable) of(i int32, rung *inventory.Rung, method int32, going *Going) int32 {
	sys := &t.plan.Inventory.Systems[i]
	key := kindKey{method: method, room: -1}
	site := t.plan.Inventory.WorkSite(sys, rung)
	if site != t.lastSite {
		t.lastSite, t.lastSiteNumber = site, t.sites.of(site)
	}
	key.site = t.lastSiteNumber
	if len(t.resources) > 0 && method >= 0 && t.starts[method] && !t.plan.home.away(sys, rung) {
		if sys.Room != t.lastRoom {
			t.lastRoom, t.lastRoomNumber = sys.Room, -1
			if r, limited := t.rooms[sys.Room]; limited {
				t.lastRoomNumber = r
			}
		}
		key.room = t.lastRoomNumber
	}
	if going != nil {
		key.crew = 1 + t.crew(going.Crew)
	}
	if key == t.lastKey {
		return t.lastKind
	}
	k, known := t.known[key]
	if !known {
		k = t.add(key, site)
		t.known[key] = k
	}
	t.lastKey, t.lastKind = key, k
	return k
}

// crew finds a crew by id; -1 when there is none.
func (t *kindTable) crew(id string) int32 {
	return int32(slices.IndexFunc(t.plan.Inventory.Crews, func(c inventory.Crew) bool { return c.ID == id }))
}

// add makes a kind. A method without a skill takes nobody of ours, and without
// any crew in the inventory nobody is known who could be taken.
func (t *kindTable) add(key kindKey, site string) int32 {
	kind, why := schedule.Kind{}, Unplaced{By: -1}
	if key.room >= 0 {
		kind.Uses = []schedule.Use{{Resource: key.room, Amount: 1}}
	}
	if key.method >= 0 {
		m := &t.methods.inv.Methods[key.method]
		if m.Skill != "" && len(t.crews) > 0 {
			kind.People = int32(max(1, m.People))
			kind.Crews = t.able(m.Skill, site)
			switch {
			case key.crew > 0:
				kind.Crews = []int32{key.crew - 1}
				kind.People = min(kind.People, t.crews[key.crew-1].People)
			case len(kind.Crews) == 0:
				why.Reason, why.Value = NoCrew, m.Skill
				kind.Crews = []int32{0} // nobody: see impossible
				kind.People = t.crews[0].People + 1
			case !slices.ContainsFunc(kind.Crews, func(c int32) bool { return kind.Able(&t.crews[c]) }):
				why.Reason, why.Value = TooFew, m.Skill
			}
		}
	}
	t.kinds, t.why = append(t.kinds, kind), append(t.why, why)
	return int32(len(t.kinds) - 1)
}

// able lists the crews with a skill that work at a site, those with the fewest
// other skills first, so that who can do several things is kept for them. A
// crew or a system without a site goes with any.
func (t *kindTable) able(skill, site string) []int32 {
	inv := t.plan.Inventory
	var out []int32
	for c := range inv.Crews {
		crew := &inv.Crews[c]
		if crew.Serves(site, skill) {
			out = append(out, int32(c))
		}
	}
	slices.SortStableFunc(out, func(a, b int32) int { return len(inv.Crews[a].Skills) - len(inv.Crews[b].Skills) })
	return out
}
