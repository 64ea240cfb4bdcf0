package plan

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// load is what a schedule gives a crew to do.
type load struct {
	first  schedule.Time // its first start; Never: it has nothing to do
	waited []int32       // systems that waited for its people
}

// idleCrews finds a crew that has nothing to do for long while work waits for
// the people of another crew, which is at it now. One is enough: one that has
// the skill before one that would have to learn it, then the largest, and who
// is full the longest.
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
			if loads[f].first > wholeSeconds(soon) {
				continue
			}
			ad := Advice{Kind: AdviceIdle, Crew: int32(c), Full: int32(f), Until: loads[c].first, FullTo: Never}
			ad.Systems, ad.Learn = a.lend(&crews[c], &crews[f], loads[f].waited)
			for _, i := range ad.Systems {
				ad.FullTo = max(ad.FullTo, a.sc.Start(i))
			}
			if ad.FullTo >= wholeSeconds(longIdle) && (best.Crew < 0 || a.lendsBetter(&ad, &best)) {
				best = ad
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

// lendsBetter says which of two crews to name.
func (a *adviser) lendsBetter(ad, best *Advice) bool {
	if able := ad.Learn == ""; able != (best.Learn == "") {
		return able
	}
	people, most := a.Inventory.Crews[ad.Crew].People, a.Inventory.Crews[best.Crew].People
	return people > most || ad.Crew == best.Crew && ad.FullTo > best.FullTo
}

func (a *adviser) loads() []load {
	loads := make([]load, len(a.Inventory.Crews))
	for c := range loads {
		loads[c].first = Never
	}
	for _, i := range a.Order {
		c, start := a.sc.Crew(i), a.sc.Start(i)
		if c < 0 || start == Never {
			continue
		}
		l := &loads[c]
		if l.first == Never || start < l.first {
			l.first = start
		}
		if a.sc.Cause(i).By == schedule.ByCrew {
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

// lend says which of the systems that wait for the full crew a crew could take
// on. At the same place the schedule shares already what both can do: left is
// what neither knows of the other's, and learn is the skill that would have to
// be learned for it. From another place it can come for what it has the skill
// and the people for.
func (a *adviser) lend(c, full *inventory.Crew, waited []int32) (systems []int32, learn string) {
	elsewhere := c.Site != "" && full.Site != "" && c.Site != full.Site
	if !elsewhere && slices.ContainsFunc(c.Skills, func(skill string) bool { return hasSkill(full, skill) }) {
		return nil, ""
	}
	for _, i := range waited {
		m := a.Inventory.Method(a.Plan.Method(i))
		switch {
		case m == nil:
		case elsewhere && hasSkill(c, m.Skill) && c.People >= m.People:
			systems = append(systems, i)
		case !elsewhere && (learn == "" || learn == m.Skill):
			systems, learn = append(systems, i), m.Skill
		}
	}
	return systems, learn
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
	case ad.Kind == AdviceIdle && ad.Learn == "":
		inv, there := *in.Inventory, in.Inventory.Crews[ad.Crew]
		there.Site = inv.Crews[ad.Full].Site
		inv.Crews = append(slices.Clone(inv.Crews), there)
		in.Inventory = &inv
	default:
		return 0 // it is about the work, not about another way to do it, or nobody knows how long learning takes
	}
	after := Build(in).Place(s, PlaceOptions{}).Objective.Tier1Back
	if after == Never {
		return 0
	}
	return max(0, before-after)
}
