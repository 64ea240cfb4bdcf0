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

// kindTable gives out the kinds of jobs: one for each way to bring a system
// back, and one more for each crew that is at something already.
type kindTable struct {
	ways      ways
	kinds     []schedule.Kind
	why       []Unplaced // by kind: why it is impossible; Reason "" when it is not
	crews     []schedule.Crew
	resources []schedule.Resource // by room with a limit

	byWay  []int32            // the kind of a way; noKind when it has none yet
	byCrew map[[2]int32]int32 // the same by way and the only crew
}

// noKind is the kind of a way that has none yet.
const noKind = -1

func newKindTable(p *Plan, from time.Time) kindTable {
	inv := p.Inventory
	most := 1 + len(p.ways.list)
	t := kindTable{
		ways: p.ways.clone(), kinds: make([]schedule.Kind, 1, most), why: make([]Unplaced, 1, most), byCrew: map[[2]int32]int32{},
		crews: make([]schedule.Crew, 0, len(inv.Crews)),
	}
	for c := range inv.Crews {
		crew := &inv.Crews[c]
		t.crews = append(t.crews, schedule.Crew{People: int32(crew.People), Hours: hours(crew.Shifts, from)})
	}
	for r := range inv.Rooms {
		room := &inv.Rooms[r]
		if number, limited := t.ways.rooms[room.ID]; limited && room.AtOnce > 0 && int(number) == len(t.resources) {
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

// of is the kind of bringing a system back by a rung.
func (t *kindTable) of(i int32, rung *inventory.Rung) int32 {
	return t.ofWay(t.ways.of(&t.ways.inv.Systems[i], rung))
}

// ofWay is the kind of a way, by its place in the list of ways.
func (t *kindTable) ofWay(way int32) int32 {
	for int(way) >= len(t.byWay) {
		t.byWay = append(t.byWay, noKind)
	}
	if t.byWay[way] == noKind {
		t.byWay[way] = t.add(way, -1)
	}
	return t.byWay[way]
}

// ofCrew is the kind of a way for the crew that is at it already; of one that
// the inventory does not name as for any.
func (t *kindTable) ofCrew(way int32, crew string) int32 {
	c := int32(slices.IndexFunc(t.ways.inv.Crews, func(c inventory.Crew) bool { return c.ID == crew }))
	if c < 0 {
		return t.ofWay(way)
	}
	k, known := t.byCrew[[2]int32{way, c}]
	if !known {
		k = t.add(way, c)
		t.byCrew[[2]int32{way, c}] = k
	}
	return k
}

// add makes a kind, for an only crew or, with -1, for any. A method without a
// skill takes nobody of ours, and without any crew in the inventory nobody is
// known who could be taken.
func (t *kindTable) add(number, crew int32) int32 {
	kind, why := schedule.Kind{}, Unplaced{By: -1}
	is := t.ways.list[number]
	if is.room >= 0 {
		kind.Uses = []schedule.Use{{Resource: is.room, Amount: 1}}
	}
	if is.method >= 0 {
		m := &t.ways.inv.Methods[is.method]
		if m.Skill != "" && len(t.crews) > 0 {
			kind.People = int32(max(1, m.People))
			kind.Crews = t.able(m.Skill, t.ways.names[is.site])
			switch {
			case crew >= 0:
				kind.Crews = []int32{crew}
				kind.People = min(kind.People, t.crews[crew].People)
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
	inv := t.ways.inv
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
