package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// The published figures that the estate must add up to. The tiers of the
// damaged systems are sample values: only their sum is published.
const total = 647

var (
	tierTotals    = [5]int{1: 38, 2: 86, 3: 294, 4: 229}
	damagedTotals = [5]int{1: 8, 2: 14, 3: 41, 4: 33}
)

const (
	publicTotal   = 436
	publicTier2   = 66 // with the 31 of tier 1: 97
	lowerTotal    = 317
	room8Total    = 34
	serverDR      = 28
	storageDR     = 19
	backupOnly    = 352
	movedToDaegu  = 16
	serverDRTier2 = 10 // of the server DR that no source names; the others are tier 3
)

// slot is a place for a system that nobody named.
type slot struct {
	zone zone
	tier int
}

// fill invents what is missing: systems up to the totals, then rooms, public
// flags, DR and destinations.
func (f *facts) fill() error {
	slots, err := f.slots()
	if err != nil {
		return err
	}
	if err := f.share(len(slots)); err != nil {
		return err
	}
	f.invent(slots)
	f.order()
	f.placeRooms()
	f.setDR()
	f.setDaegu()
	return f.setPublic()
}

// slots lists the systems to invent: what the totals leave open.
func (f *facts) slots() ([]slot, error) {
	intact, damaged := tierTotals, damagedTotals
	open := lowerTotal
	for t := range intact {
		intact[t] -= damagedTotals[t]
	}
	for _, s := range f.systems {
		if s.zone == burnt {
			damaged[s.tier]--
			continue
		}
		intact[s.tier]--
		if s.zone == lower {
			open--
		}
	}
	var slots []slot
	rest := 0
	for t := 1; t <= 4; t++ {
		if intact[t] < 0 || damaged[t] < 0 {
			return nil, fmt.Errorf("too many named systems of tier %d", t)
		}
		rest += intact[t]
		slots = append(slots, slices.Repeat([]slot{{burnt, t}}, damaged[t])...)
	}
	if open < 0 || open > rest {
		return nil, fmt.Errorf("too many named systems on floors 2 to 4")
	}
	n := 0
	for t := 1; t <= 4; t++ {
		for range intact[t] {
			z := upper
			if spread(rest, open, n) {
				z = lower
			}
			slots = append(slots, slot{z, t})
			n++
		}
	}
	return slots, nil
}

// share says how many systems each agency still gets: the published total
// where there is one, else a part of the rest after its named systems.
func (f *facts) share(n int) error {
	named := map[string]int{}
	for _, s := range f.systems {
		named[s.agency]++
	}
	weight := 0
	for i := range f.agencies {
		a := &f.agencies[i]
		if a.total > 0 {
			a.synthetic = a.total - named[a.id]
			n -= a.synthetic
			continue
		}
		weight += named[a.id]
	}
	if n < 0 || weight == 0 {
		return fmt.Errorf("the agencies' totals do not fit")
	}
	done := 0
	for i := range f.agencies {
		if a := &f.agencies[i]; a.total == 0 {
			before := done * n / weight
			done += named[a.id]
			a.synthetic = done*n/weight - before
		}
	}
	return nil
}

// kinds are the second halves of synthetic names. The public ones are called
// what the public would use.
var kinds = []struct {
	ko, en, id string
	public     bool
}{
	{"연계", "link", "link", false}, {"조회", "look-up", "lookup", true}, {"신청", "applications", "apply", true},
	{"관리", "management", "mgmt", false}, {"안내", "guide", "guide", true}, {"예약", "bookings", "book", true},
}

// invent deals the slots to the agencies, mixed by a stride that meets every
// slot once, so that no agency gets all of one room or tier.
func (f *facts) invent(slots []slot) {
	n := len(slots)
	step := n*5/8 + 1
	for gcd(step, n) != 1 {
		step++
	}
	next := 0
	for _, a := range f.agencies {
		for i := range a.synthetic {
			kind, no := kinds[i%len(kinds)], i/len(kinds)+1
			at := slots[next*step%n]
			next++
			f.systems = append(f.systems, system{
				id:        fmt.Sprintf("syn-%s-%s-%d", a.stemID, kind.id, no),
				ko:        fmt.Sprintf("(가상) %s%s %d", a.stemKO, kind.ko, no),
				en:        fmt.Sprintf("(synthetic) %s %s %d", a.stemEN, kind.en, no),
				agency:    a.id,
				tier:      at.tier,
				zone:      at.zone,
				synthetic: true,
				outward:   kind.public,
			})
		}
	}
}

// order sorts by agency, tier and named before invented.
func (f *facts) order() {
	rank := map[string]int{}
	for i, a := range f.agencies {
		rank[a.id] = i
	}
	slices.SortStableFunc(f.systems, func(a, b system) int {
		return cmp.Or(
			cmp.Compare(rank[a.agency], rank[b.agency]),
			cmp.Compare(a.tier, b.tier),
			cmp.Compare(btoi(a.synthetic), btoi(b.synthetic)),
		)
	})
}

// placeRooms gives rooms: the last systems of floor 5 go to room 8, floors 2
// to 4 are filled room by room, so that an agency stands together.
func (f *facts) placeRooms() {
	inUpper, inLower := 0, 0
	for i := range f.systems {
		s := &f.systems[i]
		switch s.zone {
		case burnt:
			s.room = "7-1"
		case upper:
			s.room = "7"
			if inUpper >= total-lowerTotal-room8Total-sum(damagedTotals) {
				s.room = "8"
			}
			inUpper++
		case lower:
			s.room = fmt.Sprint(1 + inLower*6/lowerTotal)
			inLower++
		}
	}
}

// setPublic marks synthetic systems public until the published figures hold,
// those first whose names say so.
func (f *facts) setPublic() error {
	tier2, others := publicTier2, publicTotal-publicTier2
	var tier2Open, othersOpen []int
	for i, s := range f.systems {
		want, open := &others, &othersOpen
		if s.tier == 2 {
			want, open = &tier2, &tier2Open
		}
		switch {
		case s.public:
			*want--
		case s.synthetic && s.tier > 1 && len(s.needs) == 0:
			*open = append(*open, i)
		}
	}
	return errors.Join(f.publish(tier2Open, tier2), f.publish(othersOpen, others))
}

// publish marks n of the listed systems public.
func (f *facts) publish(list []int, n int) error {
	if n < 0 || n > len(list) {
		return fmt.Errorf("%d public systems are missing, %d could be", n, len(list))
	}
	slices.SortStableFunc(list, func(a, b int) int {
		return cmp.Compare(btoi(!f.systems[a].outward), btoi(!f.systems[b].outward))
	})
	for _, i := range list[:n] {
		f.systems[i].public = true
	}
	return nil
}

// setDR gives out the preparation at other sites: nothing but backups in the
// room of the fire, backups for tiers 1 and 2 first.
func (f *facts) setDR() {
	f.deal("server", serverDRTier2, func(s *system) bool { return s.synthetic && s.tier == 2 && s.zone != burnt })
	f.deal("server", serverDR-f.count("server"), func(s *system) bool { return s.synthetic && s.tier == 3 && s.zone != burnt })
	f.deal("storage", storageDR, func(s *system) bool { return s.tier <= 2 && s.zone != burnt })
	f.deal("backup", total, func(s *system) bool { return s.tier <= 2 })
	f.deal("backup", backupOnly-f.count("backup"), func(*system) bool { return true })
	f.deal("none", total, func(*system) bool { return true })
}

// deal spreads n of a kind evenly over the systems that fit and have none.
func (f *facts) deal(kind string, n int, fits func(*system) bool) {
	var list []int
	for i := range f.systems {
		if f.systems[i].dr == "" && fits(&f.systems[i]) {
			list = append(list, i)
		}
	}
	for k, i := range list {
		if spread(len(list), min(n, len(list)), k) {
			f.systems[i].dr = kind
		}
	}
}

func (f *facts) count(kind string) int {
	n := 0
	for _, s := range f.systems {
		if s.dr == kind {
			n++
		}
	}
	return n
}

// setDaegu fills up the systems that were rebuilt in Daegu.
func (f *facts) setDaegu() {
	open := movedToDaegu
	var list []int
	for i, s := range f.systems {
		switch {
		case s.ladder == "daegu":
			open--
		case s.synthetic && s.zone == burnt && s.tier >= 3:
			list = append(list, i)
		}
	}
	for k, i := range list {
		if spread(len(list), open, k) {
			f.systems[i].ladder = "daegu"
		}
	}
}

// spread says whether the i-th of n gets one of k things, evenly.
func spread(n, k, i int) bool { return i*k/n != (i+1)*k/n }

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func sum(list [5]int) int {
	n := 0
	for _, v := range list {
		n += v
	}
	return n
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
