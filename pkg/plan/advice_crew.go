package plan

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// load is what a schedule gives a crew to do.
type load struct {
	first  schedule.Time // its first start; Never: it has nothing to do
	fullTo schedule.Time // the last start that waited for its people; Never: none did
	waited []int32       // systems that waited for its people
}

// idleCrews finds a crew that has nothing to do for long while work of another
// skill, where it stands, waits for the people of another crew, which is at it
// now. One is enough: the largest idle one, and who is full the longest.
func (a *adviser) idleCrews() []Advice {
	if a.sc == nil {
		return nil
	}
	crews, loads := a.Inventory.Crews, a.loads()
	best := Advice{Crew: -1, Full: -1}
	for c := range crews {
		if !a.idle(&crews[c], loads[c].first) {
			continue
		}
		for f := range crews {
			full := loads[f].fullTo
			if loads[f].first > wholeSeconds(soon) || full < wholeSeconds(longIdle) || !lendable(&crews[c], &crews[f]) {
				continue
			}
			if best.Crew < 0 || crews[c].People > crews[best.Crew].People || int32(c) == best.Crew && full > best.FullTo {
				best = Advice{
					Kind: AdviceIdle, Crew: int32(c), Full: int32(f), Until: loads[c].first, FullTo: full, Systems: loads[f].waited,
				}
			}
		}
	}
	if best.Crew < 0 {
		return nil
	}
	for _, i := range best.Systems {
		best.Count += oneIf(!a.infrastructure[i])
		best.Tier1 += oneIf(a.first(i))
	}
	if best.Count == 0 {
		return nil // no service waits for them
	}
	return []Advice{best}
}

func (a *adviser) loads() []load {
	loads := make([]load, len(a.Inventory.Crews))
	for c := range loads {
		loads[c] = load{first: Never, fullTo: Never}
	}
	for _, i := range a.Order {
		c, start := a.sc.Crew[i], a.sc.Start[i]
		if c < 0 || start == Never {
			continue
		}
		l := &loads[c]
		if l.first == Never || start < l.first {
			l.first = start
		}
		if a.sc.Cause[i].By == schedule.ByCrew {
			l.fullTo = max(l.fullTo, start)
			l.waited = append(l.waited, i)
		}
	}
	return loads
}

// idle says that a crew's people would sit there for long, at work.
func (a *adviser) idle(c *inventory.Crew, first schedule.Time) bool {
	if c.People == 0 || len(c.Skills) == 0 {
		return false
	}
	if first == Never {
		return true
	}
	h := hours(c.Shifts, a.s.From)
	return h.Worked(first) >= wholeSeconds(longIdle)
}

// lendable says that two crews work at one place and know nothing in common:
// where they do, the schedule shares the work already.
func lendable(c, full *inventory.Crew) bool {
	if c.Site != "" && full.Site != "" && c.Site != full.Site {
		return false
	}
	return !slices.ContainsFunc(c.Skills, func(skill string) bool { return hasSkill(full, skill) })
}

// gain is how much sooner the last of tier 1 would be back if the advice were
// followed; 0 when that is not known.
func (a *adviser) gain(ad *Advice) schedule.Time {
	if a.sc == nil || len(a.Order) > exactFrees {
		return 0
	}
	before := a.sc.Objective.Tier1Back
	if before == Never {
		return 0
	}
	in, s := a.Input(), *a.s
	switch {
	case ad.Kind == AdviceOtherWay:
		for _, i := range ad.Systems {
			in.Rungs[i] = slices.IndexFunc(a.Inventory.Ladder(i), func(r inventory.Rung) bool {
				return r.Method == ad.Method && r.On == ad.Site
			})
		}
	case ad.Kind == AdviceIdle:
		inv := *in.Inventory
		inv.Crews = slices.Clone(inv.Crews)
		inv.Crews[ad.Full].People += inv.Crews[ad.Crew].People
		in.Inventory = &inv
	default:
		return 0 // it is about the work, not about another way to do it
	}
	after := Build(in).Place(s, PlaceOptions{}).Objective.Tier1Back
	if after == Never {
		return 0
	}
	return max(0, before-after)
}
