// Package exercise is what passed drills have shown: with which list and which
// playbook, how, and which systems came back. It holds values and says for how
// long they hold; reading and writing files is somebody else's work.
//
// A drill that only simulated people passed and one that people played are
// never counted together: the first shows that the plan fits the playbook, the
// second that people can follow it.
package exercise

import (
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// DefaultEvery is for how long a passed drill holds where a workspace does not
// say.
const DefaultEvery = 365 * 24 * time.Hour

// ahead is how far in the future an entry may lie before it holds no more: two
// clocks differ, and a date may be midnight.
const ahead = 24 * time.Hour

// Entry is one passed drill. Exactly one of Simulated and Played is set.
type Entry struct {
	Drill     string
	At        time.Time // when it was passed
	Simulated *Simulation
	Played    *Playing

	// Of what it was about. The zero Digests are of a trial that shows nothing
	// of this list and this playbook, as a real switch to the other site.
	Digests
	Services  int      // in scope of the drill
	Back      Names    // those of them that came back
	Elsewhere []string // those that ran at another site meanwhile
}

// How a drill was passed.
type How string

// The ways to pass a drill.
const (
	BySimulation How = "simulated"
	ByPeople     How = "played"
)

// How says who passed the drill.
func (e *Entry) How() How {
	if e.Played != nil {
		return ByPeople
	}
	return BySimulation
}

// Simulation is how simulated people passed a drill.
type Simulation struct {
	Runs int    // all with a result that passes
	Seed uint64 // of the first
}

// Playing is who played a drill.
type Playing struct{ People []string }

// Digests tell a list and a playbook from others: 64 hexadecimal digits each,
// or empty.
type Digests struct{ Inventory, Playbook string }

// Names are some of a list's services, written in the shorter of two ways. The
// zero Names are none.
type Names struct {
	All bool     // all, but not those of But
	IDs []string // when All is false: these
	But []string
}

// NamesOf are those of the list's services, in the order of the list, that are
// among the ids. Ids of no service are left out.
func NamesOf(inv *inventory.Inventory, ids []string) Names {
	named := make(map[string]bool, len(ids))
	for _, id := range ids {
		named[id] = true
	}
	in, out := []string{}, []string{}
	for i := range inv.Systems {
		switch sys := &inv.Systems[i]; {
		case sys.Class == inventory.Infrastructure:
		case named[sys.ID]:
			in = append(in, sys.ID)
		default:
			out = append(out, sys.ID)
		}
	}
	if len(out) < len(in) {
		return Names{All: true, But: out}
	}
	return Names{IDs: in}
}

// Standing says whether what an entry shows still holds.
type Standing string

// The standings of an entry.
const (
	Holds    Standing = "holds"
	List     Standing = "list"     // the list is another now
	Playbook Standing = "playbook" // the playbook is
	Old      Standing = "old"      // too long ago, or not yet
	Apart    Standing = "apart"    // it never was about a list and a playbook
)

// Present is what entries are held against.
type Present struct {
	Digests
	Now   time.Time
	Every time.Duration // for how long a passed drill holds; 0 is DefaultEvery
}

// Standing says whether an entry holds, or the first thing that it lacks.
func (p Present) Standing(e *Entry) Standing {
	every := p.Every
	if every == 0 {
		every = DefaultEvery
	}
	switch age := p.Now.Sub(e.At); {
	case e.Digests == Digests{}:
		return Apart
	case e.Inventory != p.Inventory:
		return List
	case e.Playbook != p.Playbook:
		return Playbook
	case age > every || age < -ahead:
		return Old
	}
	return Holds
}

// Proved are the services that came back in entries that hold.
func (p Present) Proved(inv *inventory.Inventory, entries []Entry) inventory.Drilled {
	drilled := inventory.Drilled{Simulated: map[string]bool{}, Played: map[string]bool{}}
	for i := range entries {
		e := &entries[i]
		if p.Standing(e) != Holds {
			continue
		}
		into := drilled.Simulated
		if e.How() == ByPeople {
			into = drilled.Played
		}
		e.Back.add(inv, into)
	}
	return drilled
}

// add puts the ids of the named services into a set.
func (n Names) add(inv *inventory.Inventory, into map[string]bool) {
	for _, id := range n.IDs {
		into[id] = true
	}
	if !n.All {
		return
	}
	but := make(map[string]bool, len(n.But))
	for _, id := range n.But {
		but[id] = true
	}
	for i := range inv.Systems {
		if sys := &inv.Systems[i]; sys.Class != inventory.Infrastructure && !but[sys.ID] {
			into[sys.ID] = true
		}
	}
}

// Last is the newest entry of a kind that once was about a list and a playbook;
// an empty kind is any. It is nil when there is none. Of two of the same time
// it is the later one in the file.
func Last(entries []Entry, how How) *Entry {
	var last *Entry
	for i := range entries {
		e := &entries[i]
		if how != "" && e.How() != how || e.Digests == (Digests{}) {
			continue
		}
		if last == nil || !e.At.Before(last.At) {
			last = e
		}
	}
	return last
}

// Latest is the last drill of a kind that was passed, and whether it holds. The
// zero Latest is none.
type Latest struct {
	*Entry
	Standing Standing
}

// Latest finds the last entry of a kind: see Last.
func (p Present) Latest(entries []Entry, how How) Latest {
	e := Last(entries, how)
	if e == nil {
		return Latest{}
	}
	return Latest{e, p.Standing(e)}
}

// Tried are the ids of the systems that ran at another site in a drill of
// people from a moment until now; nil when no drill of people ever tried any.
func Tried(entries []Entry, since, now time.Time) map[string]bool {
	var tried map[string]bool
	for i := range entries {
		e := &entries[i]
		if e.How() != ByPeople || len(e.Elsewhere) == 0 {
			continue
		}
		if tried == nil {
			tried = map[string]bool{}
		}
		if e.At.Before(since) || e.At.Sub(now) > ahead {
			continue
		}
		for _, id := range e.Elsewhere {
			tried[id] = true
		}
	}
	return tried
}
