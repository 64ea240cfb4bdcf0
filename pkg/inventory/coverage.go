package inventory

import (
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/lang"
)

// Aspect is one thing that a list may say of a service, or that a drill has
// shown of it. Its name is the message "coverage."+Aspect.
type Aspect string

// The aspects.
const (
	Tiers        Aspect = "tiers"        // somebody graded it
	Grades       Aspect = "grades"       // with points or a source to show for it
	Owners       Aspect = "owners"       // an agency
	Callable     Aspect = "contacts"     // a phone number: its own, the agency's, or the duty room's
	Needed       Aspect = "needs"        // it names what it needs itself, beside what defaults give
	Ladders      Aspect = "ladders"      // it says by which methods it comes back
	Estimates    Aspect = "estimates"    // how long its first method takes
	Probed       Aspect = "probes"       // how to see that it runs
	Substitutes  Aspect = "substitutes"  // of public ones: what people use meanwhile
	Backups      Aspect = "backups"      // the last one has a date, and is no older than the RPO of the tier
	InOrder      Aspect = "inversions"   // of graded ones: it needs nothing of a worse tier
	Translations Aspect = "translations" // its name and its substitute can be read in both languages
	Simulated    Aspect = "simulated"    // it came back in a drill that simulated people passed
	Played       Aspect = "played"       // it came back in a drill that people passed
)

// Aspects lists all of them in the order in which they are shown.
func Aspects() []Aspect {
	return []Aspect{
		Tiers, Grades, Owners, Callable, Needed, Ladders, Estimates, Probed, Substitutes,
		Backups, InOrder, Translations, Simulated, Played,
	}
}

// Share is how many of how many.
type Share struct{ Have, Of int }

// Percent is rounded down, so that only all is 100; of nothing it is 100.
func (s Share) Percent() int {
	if s.Of == 0 {
		return 100
	}
	return s.Have * 100 / s.Of
}

// Reaches says that it is at least so many percent. A share of nothing is.
func (s Share) Reaches(percent int) bool { return s.Have*100 >= s.Of*percent }

// Threshold is how much of an aspect somebody wants to be there, in percent of
// tiers 1 and 2 and of all; 0 is no wish.
type Threshold struct{ Important, All int }

// Covered is how many services have an aspect.
type Covered struct {
	Aspect         Aspect
	Important, All Share // of tiers 1 and 2, of all
	Wanted         Threshold
	Lacking        []int32 // those that have it not, in the order of the list
}

// Reached says that as much is there as somebody wants.
func (c *Covered) Reached() bool {
	return c.Important.Reaches(c.Wanted.Important) && c.All.Reaches(c.Wanted.All)
}

// Drilled is what drills have shown that still hold: the ids of the services
// that came back.
type Drilled struct{ Simulated, Played map[string]bool }

// Cover counts what is known of the services, aspect by aspect in the order of
// Aspects, and wants nothing. The age of backups is that at the moment when the list was true, or
// then when the list does not say. Call it after Resolve.
func Cover(inv *Inventory, then time.Time, drilled Drilled) []Covered {
	if !inv.AsOf.IsZero() {
		then = inv.AsOf
	}
	count := covering{inv: inv, then: then, drilled: drilled}
	covered := make([]Covered, 0, len(Aspects()))
	for _, aspect := range Aspects() {
		covered = append(covered, count.aspect(aspect))
	}
	return covered
}

type covering struct {
	inv     *Inventory
	then    time.Time
	drilled Drilled
}

func (c *covering) aspect(aspect Aspect) Covered {
	out := Covered{Aspect: aspect}
	for i := range c.inv.Systems {
		sys := &c.inv.Systems[i]
		if sys.Class == Infrastructure || !counts(aspect, sys) {
			continue
		}
		has := 0
		if c.has(aspect, int32(i), sys) {
			has = 1
		} else {
			out.Lacking = append(out.Lacking, int32(i))
		}
		out.All.Have, out.All.Of = out.All.Have+has, out.All.Of+1
		if important(sys.Tier) {
			out.Important.Have, out.Important.Of = out.Important.Have+has, out.Important.Of+1
		}
	}
	return out
}

// counts says that the service could have the aspect.
func counts(aspect Aspect, sys *System) bool {
	switch aspect {
	case Substitutes:
		return sys.Public
	case InOrder:
		return sys.Tier != UnknownTier
	}
	return true
}

func (c *covering) has(aspect Aspect, i int32, sys *System) bool {
	switch aspect {
	case Tiers:
		return sys.Tier != UnknownTier
	case Grades:
		return sys.Tier != UnknownTier && (sys.Grade.Source != "" || sys.Grade.Impact+sys.Grade.Users+sys.Grade.Spread > 0)
	case Owners:
		return sys.Agency != ""
	case Callable:
		return slices.ContainsFunc(c.inv.ContactsOf(i), func(p Contact) bool { return p.Phone != "" })
	case Needed:
		return len(sys.DependsOn) > 0
	case Ladders:
		return len(sys.Recovery) > 0
	case Estimates:
		return c.inv.EstimateOf(&c.inv.Ladder(i)[0]) != Estimate{}
	case Probed:
		return len(sys.Probes) > 0
	case Substitutes:
		return !sys.Continuity.Means.IsZero()
	case Backups:
		rpo := c.inv.Tiers[sys.Tier].RPO
		return !sys.Backup.At.IsZero() && (rpo == 0 || c.then.Sub(sys.Backup.At) <= rpo)
	case InOrder:
		return !slices.ContainsFunc(sys.Hard, func(j int32) bool { return c.inv.Systems[j].Tier > sys.Tier })
	case Translations:
		return inBoth(sys.Name) && (sys.Continuity.Means.IsZero() || inBoth(sys.Continuity.Means))
	case Simulated:
		return c.drilled.Simulated[sys.ID]
	case Played:
		return c.drilled.Played[sys.ID]
	}
	return false
}

// inBoth says that a text can be read in both languages: it is in both, or
// needs no translation, as GPKI does not.
func inBoth(t lang.Text) bool {
	if t.KO != "" && t.EN != "" {
		return true
	}
	for _, r := range t.Any + t.KO {
		if r > 0x7e {
			return false
		}
	}
	return !t.IsZero()
}
