package drill

import (
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// start is a round under way, as those see it who do it.
type start struct {
	round   string
	crew    int // of the inventory; -1: nobody of ours
	each    int // how many people a system takes
	left    []int32
	up      []int32 // done and not reported yet
	failed  []int32
	why     map[int32]string // of those that failed: what was seen
	issued  time.Time
	changed func() // tells the desk that there is something to report
}

// Why a start failed.
const (
	failedNeed    = "need"    // something it needs is not there
	failedDamaged = "damaged" // it is damaged, and nobody knew
	failedScript  = "script"  // the script says so
	failedChance  = "chance"  // the method does not always work
	failedFell    = "fell"    // it fell while it was being started
)

// crewFor finds a crew that can start a system by a rung now and has people to
// spare: the first of those that would be done first. Without crews in the
// inventory, or for a method that needs nobody of ours, none is needed.
func (w *world) crewFor(i int32, rung inventory.Rung, spare []int) (crew, each int, ok bool) {
	m := w.Inventory.Method(rung.Method)
	if m == nil || m.Skill == "" || len(w.Inventory.Crews) == 0 {
		return -1, 0, true
	}
	site := w.Inventory.WorkSite(&w.Inventory.Systems[i], &rung)
	now := w.clock()
	for k := range w.Inventory.Crews {
		c := &w.Inventory.Crews[k]
		if spare[k] >= m.People && c.Serves(site, m.Skill) && w.crews[k].hours.Begin(now) == now {
			return k, m.People, true
		}
	}
	return -1, 0, false
}

// spare is how many people of each crew have nothing to do.
func (w *world) spare() []int {
	out := make([]int, len(w.crews))
	for k := range w.crews {
		out[k] = max(0, w.crews[k].people-w.crews[k].busy)
	}
	return out
}

// clock is now in seconds from the start, as crews' hours count.
func (w *world) clock() schedule.Time { return schedule.Time(w.now.Sub(w.Drill.Start) / time.Second) }

// wakes is when the next crew begins its hours; false when all work or none will.
func (w *world) wakes() (time.Time, bool) {
	var best time.Time
	for k := range w.crews {
		if now := w.clock(); w.crews[k].hours.Begin(now) > now {
			at := w.Drill.Start.Add(time.Duration(w.crews[k].hours.Begin(now)) * time.Second)
			if best.IsZero() || at.Before(best) {
				best = at
			}
		}
	}
	return best, !best.IsZero()
}

// begun sets people to work on a round that was issued. Each system takes its
// own time; the rooms pause afterwards.
func (w *world) begun(s *start, r *incident.Round) {
	for _, i := range s.left {
		t := &w.truth[i]
		t.tries++
		rung := w.state.RungBy(r.Task, i)
		takes := w.takes(i, rung, "start")
		if s.crew >= 0 {
			w.crews[s.crew].busy += s.each
			hours := &w.crews[s.crew].hours
			now := w.clock()
			takes = time.Duration(hours.Finish(hours.Begin(now), schedule.Time(takes/time.Second))-now) * time.Second
		}
		fell := t.fell
		w.agenda.put(w.now.Add(takes), func() { w.tried(s, r, i, rung, fell) })
	}
}

// tried settles what became of a start.
func (w *world) tried(s *start, r *incident.Round, i int32, rung inventory.Rung, fell int) {
	if s.crew >= 0 {
		w.crews[s.crew].busy -= s.each
	}
	why := w.fails(i, rung)
	if w.truth[i].fell != fell {
		why = failedFell
	}
	if why == "" {
		t := &w.truth[i]
		t.runs = true
		if rung.On == incident.Home || rung.On == incident.OldVersion {
			t.home = true
		} else {
			t.away = true
		}
		s.up = append(s.up, i)
		w.prepare()
	} else {
		s.failed = append(s.failed, i)
		s.why[i] = why
	}
	if room := w.Inventory.Room(r.Room); room != nil && room.Pause > 0 {
		if until := w.now.Add(room.Pause); until.After(w.rooms[r.Room]) {
			w.rooms[r.Room] = until
		}
	}
	s.changed()
}

// fails says why a start fails; empty when it works.
func (w *world) fails(i int32, rung inventory.Rung) string {
	t := &w.truth[i]
	if w.lacking(i, rung) >= 0 {
		return failedNeed
	}
	if h := t.hidden; h != nil && h.Condition == plan.Damaged && rung.Method == inventory.Restart {
		return failedDamaged
	}
	for k := range t.fails {
		f := &t.fails[k]
		if f.left == 0 || f.of.Method != "" && f.of.Method != rung.Method {
			continue
		}
		if f.left > 0 {
			f.left--
		}
		return failedScript
	}
	m := w.Inventory.Method(rung.Method)
	if m == nil || m.Success <= 0 || m.Success >= 1 || w.chance.of("works", int(i), t.tries).Float64() < m.Success {
		return ""
	}
	return failedChance
}

// fellSince moves what came up in a start, and has fallen before anybody
// reported it, to what failed.
func (w *world) fellSince(s *start) {
	s.up = slices.DeleteFunc(s.up, func(i int32) bool {
		if w.there(i) {
			return false
		}
		s.failed = append(s.failed, i)
		s.why[i] = failedFell
		return true
	})
}
