package inventory

import "github.com/bokgu/bokgu/pkg/lang"

// defaultLadders are the ladders of systems that wrote none: without servers
// that stand ready elsewhere, and with them.
func defaultLadders() [2][]Rung {
	restart, restore := Rung{Method: Restart}, Rung{Method: RestoreBackup}
	return [2][]Rung{
		{restart, restore},
		{restart, {Method: Failover, On: UnnamedSite}, restore},
	}
}

// Ladder lists the ways to bring a system back, the first choice first, as
// written; for a system that wrote none, restart, then fail over where servers
// stand ready elsewhere, then restore a backup. It is never empty. The list is
// shared: do not change it.
func (inv *Inventory) Ladder(i int32) []Rung {
	sys := &inv.Systems[i]
	if len(sys.Recovery) > 0 {
		return sys.Recovery
	}
	ready := 0
	if sys.DR == DRServer {
		ready = 1
	}
	if ladder := inv.ladders[ready]; ladder != nil {
		return ladder
	}
	return defaultLadders()[ready]
}

// Method finds a method by id; nil when there is none. After Resolve it does
// so at once, before that by going through all.
func (inv *Inventory) Method(id string) *Method {
	return entry(inv.Methods, inv.methods, id, methodID)
}

// Room finds a room's section; nil when it has none. After Resolve it does so
// at once, before that by going through all.
func (inv *Inventory) Room(id string) *Room {
	return entry(inv.Rooms, inv.rooms, id, roomID)
}

func methodID(m *Method) string { return m.ID }
func roomID(r *Room) string     { return r.ID }

// entry finds an entry by its id; a nil index is not made yet.
func entry[T any](entries []T, index map[string]int32, id string, idOf func(*T) string) *T {
	if index != nil {
		if i, ok := index[id]; ok && int(i) < len(entries) {
			return &entries[i]
		}
		return nil
	}
	for i := range entries {
		if idOf(&entries[i]) == id {
			return &entries[i]
		}
	}
	return nil
}

// WorkSite is where the people of a rung work: on the site it says, else where
// the system stands. It is empty when nobody wrote that down, as for a
// failover to no named site.
func (inv *Inventory) WorkSite(sys *System, rung *Rung) string {
	switch {
	case rung.On == UnnamedSite || rung.On == "" && rung.Method == Failover:
		return ""
	case rung.On != "":
		return rung.On
	}
	return inv.home(sys)
}

// home is the site where a system stands: its own, else its room's.
func (inv *Inventory) home(sys *System) string {
	if sys.Site != "" {
		return sys.Site
	}
	if room := inv.Room(sys.Room); room != nil {
		return room.Site
	}
	return ""
}

// Floor is the floor of a room, if its section says so.
func (inv *Inventory) Floor(room string) (floor int, known bool) {
	r := inv.Room(room)
	if r == nil || r.Floor == 0 {
		return 0, false
	}
	return r.Floor, true
}

// agencyIndex finds sections by id, then by name in either language.
func agencyIndex(agencies []Agency) map[string]int32 {
	index := make(map[string]int32, 2*len(agencies))
	add := func(key string, i int) {
		if _, taken := index[key]; key != "" && !taken {
			index[key] = int32(i)
		}
	}
	for i := range agencies {
		add(agencies[i].ID, i)
	}
	for i := range agencies {
		name := agencies[i].Name
		add(name.Any, i)
		add(name.KO, i)
		add(name.EN, i)
	}
	return index
}

// Agency finds the section of an agency by id or name; nil when it has none.
// Call it after Resolve.
func (inv *Inventory) Agency(name string) *Agency {
	if i, ok := inv.agencies[name]; ok {
		return &inv.Agencies[i]
	}
	return nil
}

// AgencyName is how an agency is shown: its section's name, else the word that
// the system uses for it. Call it after Resolve.
func (inv *Inventory) AgencyName(name string) lang.Text {
	if a := inv.Agency(name); a != nil && !a.Name.IsZero() {
		return a.Name
	}
	return lang.Plain(name)
}

// DutyRoomRole is the role of the contact that stands for an agency's duty
// room.
const DutyRoomRole = "duty-room"

// ContactsOf lists whom to call about a system, first choice first: its own
// contacts, else its agency's, and the agency's duty room last. Call it after
// Resolve.
func (inv *Inventory) ContactsOf(i int32) []Contact {
	sys := &inv.Systems[i]
	agency := inv.Agency(sys.Agency)
	contacts := sys.Contacts
	if agency == nil {
		return contacts
	}
	if len(contacts) == 0 {
		contacts = agency.Contacts
	}
	if agency.DutyRoom == "" {
		return contacts
	}
	duty := Contact{Role: DutyRoomRole, Phone: agency.DutyRoom}
	return append(contacts[:len(contacts):len(contacts)], duty)
}
