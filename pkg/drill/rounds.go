package drill

import (
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// batch is a round to be issued.
type batch struct {
	task    *playbook.Task
	rung    inventory.Rung
	site    string
	room    string
	crew    int
	each    int
	systems []int32
	bound   bool // it takes nobody else: nobody knows where the system stands
}

// patience is how long people put up with a round not being issued that is not
// worth while, as long as others like it are about to be free.
const patience = 3 * time.Hour

// between is how long people gather what can be started before they issue
// rounds again.
const between = 30 * time.Minute

// issue gives the crews that are free what can be started now, in the order of
// the plan. It goes past a system only when no crew is free for it, or no
// place in its room.
func (k *desk) issue() {
	if k.ledger.state.Stopped() != nil {
		return
	}
	if ready := k.issued.at.Add(between); !k.dirty && k.now.Before(ready) {
		k.wake(ready)
		return
	}
	if !k.old(&k.issued, longLook) && !k.dirty {
		return
	}
	k.dirty = false
	m := k.moment()
	spare := k.world.spare()
	if !slices.ContainsFunc(spare, func(n int) bool { return n > 0 }) && len(spare) > 0 {
		return
	}
	var batches []*batch
	clear(k.behind)
	taken := map[string]int{} // places by room
	for _, i := range k.inOrder(m.Startable()) {
		if b := k.batch(m, i, batches, spare, taken); b != nil && len(b.systems) == 1 {
			batches = append(batches, b)
		}
	}
	for _, b := range batches {
		if len(b.systems)*2 < k.most(b) && k.behind[b.room] && k.now.Sub(k.roomAt[b.room]) < patience {
			k.again(k.roomAt[b.room].Add(patience))
			continue
		}
		k.start(b)
	}
	var over time.Time // the first pause that is
	for room := range k.behind {
		if at := k.world.rooms[room]; at.After(k.now) && (over.IsZero() || at.Before(over)) {
			over = at
		}
	}
	k.again(over)
}

// most is how many systems a round like one in the making could ever have: what
// has not half of that is worth while only when nothing can join it.
func (k *desk) most(b *batch) int {
	most := incident.RoundSize
	if room := k.Inventory.Room(b.room); room != nil && room.AtOnce > 0 {
		most = min(most, room.AtOnce)
	}
	if b.crew >= 0 && b.each > 0 {
		most = min(most, k.world.crews[b.crew].people/b.each)
	}
	return most
}

// again has people look at the rounds once more at a time to come, though
// nothing is recorded until then.
func (k *desk) again(at time.Time) {
	if !at.After(k.now) || k.nextLook.After(k.now) && !at.Before(k.nextLook) {
		return
	}
	k.nextLook = at
	k.agenda.put(at, func() { k.issued.records = -1 })
}

// inOrder puts what can be started into the order in which these people go
// about it: the plan's, unless the script says another.
func (k *desk) inOrder(systems []int32) []int32 {
	if len(k.Drill.People.Order) == 0 {
		return systems
	}
	if k.order == nil {
		k.order = k.chance.of("order").Perm(len(k.Inventory.Systems))
		for n, id := range k.Drill.People.Order {
			if i, ok := k.Inventory.Index(id); ok {
				k.order[i] = n - len(k.Drill.People.Order)
			}
		}
	}
	slices.SortFunc(systems, func(a, b int32) int { return k.order[a] - k.order[b] })
	return systems
}

// batch puts a system into one of the rounds in the making, or begins one for
// it; nil when it cannot be started now.
func (k *desk) batch(m *incident.Moment, i int32, batches []*batch, spare []int, taken map[string]int) *batch {
	t, rung, ok := startOf(m, i)
	if !ok {
		return nil
	}
	sys := &k.Inventory.Systems[i]
	room, site := sys.Room, sys.Site
	away := rung.On != incident.Home && rung.On != incident.OldVersion
	if away {
		room, site = "", rung.On
	}
	if !away && (m.Space(sys.Room)-taken[sys.Room] <= 0 || k.now.Before(k.world.rooms[sys.Room])) {
		k.behind[room] = true
		return nil
	}
	crew, each, ok := k.world.crewFor(i, rung, spare)
	if !ok {
		k.behind[room] = true
		return nil
	}
	var into *batch
	for _, b := range batches {
		if b.task == t && b.rung.Method == rung.Method && b.rung.On == rung.On && b.site == site && b.room == room && b.crew == crew &&
			!b.bound && len(b.systems) < incident.RoundSize {
			into = b
		}
	}
	if into == nil {
		into = &batch{task: t, rung: rung, site: site, room: room, crew: crew, each: each, bound: !away && sys.Room == ""}
	}
	into.systems = append(into.systems, i)
	if crew >= 0 {
		spare[crew] -= each
	}
	if !away {
		taken[sys.Room]++
	}
	return into
}

// start issues a round and sets its crew to work.
func (k *desk) start(b *batch) {
	c := incident.IssueRound{Task: b.task.ID, Systems: b.systems}
	if b.crew >= 0 {
		c.Crew = k.Inventory.Crews[b.crew].ID
	}
	k.judge.starting(b.systems)
	if !k.record(c, incident.Context{}) {
		return
	}
	r := k.ledger.state.Rounds[len(k.ledger.state.Rounds)-1]
	s := &start{round: r.ID, crew: b.crew, each: b.each, left: slices.Clone(b.systems), issued: k.now, why: map[int32]string{}}
	s.changed = func() {
		k.issued.records = -1 // people are free again
		if len(s.up)+len(s.failed) == len(s.left) {
			k.report(s)
		}
	}
	k.starts = append(k.starts, s)
	k.roomAt[b.room] = k.now
	k.world.begun(s, r)
	k.later(s)
}

// later has a round reported now and then while it goes on.
func (k *desk) later(s *start) {
	k.agenda.put(k.now.Add(k.Drill.People.Report), func() {
		if len(s.left) == 0 {
			return
		}
		if len(s.up)+len(s.failed) > 0 {
			k.report(s)
		}
		if len(s.left) > 0 {
			k.later(s)
		}
	})
}

// report records what became of a round so far.
func (k *desk) report(s *start) {
	c := incident.RoundResult{Round: s.round}
	state := k.ledger.state
	r := state.Round(s.round)
	going := state.Going(r)
	k.world.fellSince(s)
	keep := func(of []int32) []int32 {
		return slices.DeleteFunc(slices.Clone(of), func(i int32) bool { return !slices.Contains(going, i) })
	}
	c.Up, c.Failed = keep(s.up), keep(s.failed)
	slices.Sort(c.Up)
	slices.Sort(c.Failed)
	done := append(slices.Clone(s.up), s.failed...)
	s.left = slices.DeleteFunc(s.left, func(i int32) bool { return slices.Contains(done, i) })
	for _, i := range c.Failed {
		k.world.hear(FromCrew, "failed-"+s.why[i], k.Inventory.Systems[i].ID)
	}
	failed := s.failed
	s.up, s.failed = nil, nil
	if len(c.Up)+len(c.Failed) > 0 {
		k.record(c, incident.Context{})
	}
	k.learn(failed, s.why)
}

// learn records what a failed start has shown, of what nobody is to find later.
func (r *run) learn(failed []int32, why map[int32]string) {
	by := map[*Hidden][]int32{}
	var order []*Hidden
	for _, i := range failed {
		h := r.world.truth[i].hidden
		if h == nil || why[i] != failedDamaged && why[i] != failedNeed || h.Found > 0 {
			continue
		}
		if by[h] == nil {
			order = append(order, h)
		}
		by[h] = append(by[h], i)
	}
	for _, h := range order {
		r.people.shown(by[h], h)
	}
}
