package view

import (
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/term"
)

// placeLines say where services are down, and what must clear in what order;
// their heading says what can be started all the same.
func (p Page) placeLines(s *report.Status) []string {
	now := p.Msg("status.now", s.Startable, s.All.Held)
	if s.All.Elsewhere > 0 {
		now = p.Msg("status.now-dr", s.Startable, s.All.Held, s.All.Elsewhere)
	}
	if len(s.Blocked) == 0 {
		return []string{now}
	}
	rows := [][3]string{{p.Msg("status.where"), p.Msg("status.count"), p.Msg("status.clear")}}
	for i := range s.Blocked {
		rows = append(rows, [3]string{p.placeName(&s.Blocked[i]), strconv.Itoa(s.Blocked[i].Count), ""})
	}
	where, count := 0, 0
	for _, r := range rows {
		where, count = max(where, min(term.Width(r[0]), 20)), max(count, term.Width(r[1]))
	}
	room := term.Columns - where - count - 2*len(gap)
	lines := make([]string, len(rows))
	for i, r := range rows {
		if i > 0 {
			r[2] = p.clears(&s.Blocked[i-1], room)
		} else if free := room - term.Width(r[2]) - term.Width(now); free >= len(gap) {
			r[2] += strings.Repeat(" ", free) + now
		} else {
			r[2] = now
		}
		lines[i] = term.Fit(r[0], where) + gap + term.PadLeft(r[1], count) + gap + r[2]
	}
	return lines
}

// clears is what must clear for a place, within a width.
func (p Page) clears(b *report.Place, width int) string {
	tail := ""
	if b.Held {
		tail = gap + p.Msg("status.no-start")
	}
	width -= term.Width(tail)
	if b.Mixed {
		return term.Cut(p.Msg("status.mixed"), width) + tail
	}
	between, parts := " > ", p.names(b.Clear)
	if b.Again > 0 {
		between = " + "
		parts = append([]string{p.Msg("status.those", b.Again)}, parts[b.Again:]...)
	}
	if b.Broken {
		parts = append(parts, p.Msg("status.repair"))
	}
	return p.chain(parts, between, width) + tail
}

// chain joins as many names as fit and says how many it left out before the
// last, which is the one that people wait for.
func (p Page) chain(parts []string, between string, width int) string {
	whole := strings.Join(parts, between)
	if term.Width(whole) <= width || len(parts) < 3 {
		return term.Cut(whole, width)
	}
	last := parts[len(parts)-1]
	for keep := len(parts) - 2; keep > 0; keep-- {
		more := p.Msg("status.and", len(parts)-1-keep)
		short := strings.Join(append(parts[:keep:keep], more, last), between)
		if term.Width(short) <= width {
			return short
		}
	}
	return term.Cut(whole, width)
}

// mostRooms is how many rooms of a floor are named one by one.
const mostRooms = 4

// placeName names floors and rooms: 2~4층, 5층 7,8실.
func (p Page) placeName(b *report.Place) string {
	if b.Mixed {
		return p.Msg("status.rest")
	}
	var parts []string
	if len(b.Floors) > 0 {
		parts = append(parts, p.Msg("status.floor", p.floors(b.Floors)))
	}
	for i := 0; i < len(b.Rooms); {
		k := i
		var ids []string
		for ; k < len(b.Rooms) && b.Rooms[k].Floor == b.Rooms[i].Floor; k++ {
			ids = append(ids, p.shown(b.Rooms[k].ID))
		}
		key := "status.rooms"
		if len(ids) == 1 {
			key = "status.room-one"
		}
		rooms := p.Msg(key, strings.Join(ids, ","))
		if len(ids) > mostRooms {
			rooms = p.Msg("status.room-count", len(ids))
		}
		if floor := b.Rooms[i].Floor; floor != 0 {
			rooms = p.Msg("status.floor-rooms", floor, rooms)
		}
		parts = append(parts, rooms)
		i = k
	}
	if len(parts) == 0 {
		return p.Msg("status.no-room")
	}
	return strings.Join(parts, ", ")
}

// floors joins floors that follow one another.
func (p Page) floors(all []int) string {
	var parts []string
	for i := 0; i < len(all); {
		k := i
		for k+1 < len(all) && all[k+1] == all[k]+1 {
			k++
		}
		if k > i {
			parts = append(parts, p.Msg("status.floor-span", all[i], all[k]))
		} else {
			parts = append(parts, p.Msg("status.floor-one", all[i]))
		}
		i = k + 1
	}
	return strings.Join(parts, ",")
}
