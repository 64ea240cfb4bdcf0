package plan

import (
	"cmp"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// Advice is one thing that somebody should decide or find out now, and why.
// Which fields are set beside Kind, Count, Tier1 and Gain, its kind says.
type Advice struct {
	Kind    string  // code, see the constants
	Systems []int32 // what it is about, in plan order
	Count   int     // services it would help: those of Systems, of AdviceNeeded and AdviceStart those that wait for them
	Tier1   int     // of Count: of tier 1

	Method string        // AdviceOtherWay, AdviceStart: how
	Site   string        // AdviceOtherWay: where it would run; empty at home
	Hold   string        // AdviceStart: the hold that keeps it from starting; empty when nothing does
	Takes  schedule.Time // AdviceStart: how long, by the mean
	Crew   int32         // AdviceIdle: who has nothing to do; else -1
	Full   int32         // AdviceIdle: who has too much; else -1
	Until  schedule.Time // AdviceIdle: until when Crew has nothing to do; Never: at all
	FullTo schedule.Time // AdviceIdle: until when work waits for people of Full
	Learn  string        // AdviceIdle: the skill that Crew lacks for it; empty: it has it, and would only have to come

	Gain schedule.Time // how much sooner the last of tier 1 would be back; 0: not at all, or not known
}

// The kinds of advice.
const (
	AdviceOtherWay = "other-way"      // the chosen way waits for something that has no time, a later one could be gone now
	AdviceStart    = "start-long"     // long work on damaged systems that tier 1 waits for can start
	AdviceIdle     = "idle-crew"      // one crew has nothing to do for long while work waits for the people of another
	AdviceNeeded   = "needed-by-many" // many wait for something of which nobody has said when it is back
)

// Bounds of what is worth saying.
const (
	mostAdvice = 4              // at a time
	mostOfKind = 2              // of one kind
	longWork   = 24 * time.Hour // long in coming
	longIdle   = 8 * time.Hour  // of a crew's working time
	soon       = time.Hour      // who has begun by then is at it
	manyWait   = 10             // of any tier
	fewWait    = 3              // with one of tier 1 among them
)

// Asked says what needs no advice any more: somebody was asked already. The
// zero Asked: nobody was asked anything.
type Asked struct {
	Way   func(i int32, method string) bool // whether to bring i back by a method
	About func(*Advice) bool                // about all of it
}

// Advice says what somebody should decide or find out, the most for tier 1
// first, at most mostAdvice. sc is the schedule of the situation; without crews
// it is nil, and then no gain is known.
func (p *Plan) Advice(s Situation, sc *Schedule, asked Asked) []Advice {
	a := adviser{Plan: p, s: &s, sc: sc, asked: asked}
	a.look()
	var all []Advice
	said := map[int32]bool{} // what somebody is to decide on: when it is back is asked later
	for _, kind := range []func() []Advice{a.otherWays, a.longStarts, a.idleCrews, a.needed} {
		kind := slices.DeleteFunc(kind(), func(ad Advice) bool {
			return asked.About != nil && asked.About(&ad) || ad.Kind == AdviceNeeded && said[ad.Systems[0]]
		})
		slices.SortStableFunc(kind, compareAdvice)
		kind = kind[:min(mostOfKind, len(kind))]
		for k := range kind {
			kind[k].Gain = a.gain(&kind[k])
			for _, i := range kind[k].Systems {
				said[i] = true
			}
		}
		all = append(all, kind...)
	}
	slices.SortStableFunc(all, compareAdvice)
	return all[:min(mostAdvice, len(all))]
}

func compareAdvice(a, b Advice) int {
	return cmp.Or(cmp.Compare(b.Gain, a.Gain), cmp.Compare(b.Tier1, a.Tier1), cmp.Compare(b.Count, a.Count))
}

// adviser is advice in the making.
type adviser struct {
	*Plan
	s     *Situation
	sc    *Schedule
	asked Asked
	held  map[int32]string
	going map[int32]bool
	heard map[int32]bool
}

func (a *adviser) look() {
	a.held, a.going, a.heard = map[int32]string{}, map[int32]bool{}, map[int32]bool{}
	for _, h := range a.s.Held {
		a.held[h.System] = h.By
	}
	for _, g := range a.s.Going {
		a.going[g.System] = true
	}
	for k := range a.s.Heard {
		if h := &a.s.Heard[k]; h.Ahead(a.s.From) {
			a.heard[h.System] = true
		}
	}
}

// missing says that something is still to come back.
func (a *adviser) missing(i int32) bool { return a.left(a.s, i) }

// first says that a system is a service of tier 1, as the counts of an incident
// have it.
func (a *adviser) first(i int32) bool {
	return !a.infrastructure[i] && a.Inventory.Systems[i].Tier == 1
}

// ready says that a rung of a system waits for nothing.
func (a *adviser) ready(i int32, rung *inventory.Rung) bool {
	ready := true
	a.eachNeed(i, rung, func(j int32) { ready = ready && !a.missing(j) })
	return ready
}

// otherWays groups, by method and site, the services whose chosen rung waits
// for infrastructure that nobody has given a time for, while a later rung of
// theirs could be gone now.
func (a *adviser) otherWays() []Advice {
	type way struct{ method, site string }
	var out []Advice
	at := map[way]int{}
	for _, i := range a.Order {
		if a.infrastructure[i] || !a.missing(i) || a.going[i] || a.heard[i] || a.held[i] != "" || !a.blocked(i) {
			continue
		}
		rung := a.later(i)
		if rung == nil || !a.sooner(i, rung) || a.asked.Way != nil && a.asked.Way(i, rung.Method) {
			continue
		}
		w := way{rung.Method, rung.On}
		k, known := at[w]
		if !known {
			k = len(out)
			at[w] = k
			out = append(out, Advice{Kind: AdviceOtherWay, Method: w.method, Site: w.site, Crew: -1, Full: -1})
		}
		out[k].Systems = append(out[k].Systems, i)
		out[k].Count++
		out[k].Tier1 += oneIf(a.first(i))
	}
	return out
}

// blocked says that the chosen rung waits for infrastructure that has no time.
func (a *adviser) blocked(i int32) bool {
	return slices.ContainsFunc(a.Needs(i), func(j int32) bool {
		return a.infrastructure[j] && a.missing(j) && !a.heard[j]
	})
}

// later is the first later rung of a ladder that could be gone now; nil when
// there is none.
func (a *adviser) later(i int32) *inventory.Rung {
	ladder := a.Inventory.Ladder(i)
	for k := int(a.Rung[i]) + 1; k < len(ladder); k++ {
		if a.ready(i, &ladder[k]) && a.staffed(i, &ladder[k]) {
			return &ladder[k]
		}
	}
	return nil
}

// sooner says that a rung gone now would be back before the chosen one, as far
// as the estimates say.
func (a *adviser) sooner(i int32, rung *inventory.Rung) bool {
	e := a.ways.methods.estimate(rung)
	return e == (inventory.Estimate{}) || a.sc == nil || a.sc.Finish(i) == Never || wholeSeconds(e.Mean()) < a.sc.Finish(i)
}

// staffed says that there are people for a rung, as far as crews are known.
func (a *adviser) staffed(i int32, rung *inventory.Rung) bool {
	m := a.Inventory.Method(rung.Method)
	if m == nil || m.Skill == "" || len(a.Inventory.Crews) == 0 {
		return true
	}
	site := cmp.Or(rung.On, a.home.of(&a.Inventory.Systems[i]))
	return slices.ContainsFunc(a.Inventory.Crews, func(c inventory.Crew) bool {
		there := c.Site == "" || site == "" || site == inventory.UnnamedSite || c.Site == site
		return there && hasSkill(&c, m.Skill) && c.People >= m.People
	})
}

// longStarts groups, by method and hold, long work on damaged systems that
// tier 1 waits for, or is: all it needs is back, so that it could start now, or
// only a hold keeps it. Work that is short beside the rest of its tier, and
// does not set the end, is left out.
func (a *adviser) longStarts() []Advice {
	type work struct{ method, hold string }
	var out []Advice
	at := map[work]int{}
	var longest time.Duration // of what else tier 1 waits for
	var can []int32
	for _, i := range a.Order {
		if a.Effective[i] != 1 || !a.missing(i) || a.going[i] || a.heard[i] {
			continue
		}
		if a.startable(i) {
			can = append(can, i)
		} else {
			longest = max(longest, a.mean(i))
		}
	}
	for _, i := range can {
		mean := a.mean(i)
		if mean < longWork || mean < longest && !(a.sc != nil && slices.Contains(a.sc.Critical, i)) {
			continue
		}
		w := work{a.Plan.Method(i), a.held[i]}
		k, known := at[w]
		if !known {
			k = len(out)
			at[w] = k
			out = append(out, Advice{Kind: AdviceStart, Method: w.method, Hold: w.hold, Crew: -1, Full: -1})
		}
		out[k].Systems = append(out[k].Systems, i)
		out[k].Takes = max(out[k].Takes, wholeSeconds(mean))
	}
	for k := range out {
		out[k].Count, out[k].Tier1 = a.helped(out[k].Systems)
	}
	return slices.DeleteFunc(out, func(ad Advice) bool { return ad.Count == 0 }) // who needed it is back
}

// startable says that damaged work could start now, but for a hold on it alone.
func (a *adviser) startable(i int32) bool {
	if a.Conditions[i] != Damaged || a.held[i] == stopAll || slices.ContainsFunc(a.Needs(i), a.missing) {
		return false
	}
	return a.held[i] != "" || a.sc == nil || a.sc.Start(i) == 0
}

// stopAll is what holds a system when nothing may be started anywhere.
const stopAll = "stop"

func (a *adviser) mean(i int32) time.Duration {
	rung := a.rung(i)
	e := a.ways.methods.estimate(rung)
	return e.Mean()
}

// helped counts the services among some systems and all that wait for them.
func (a *adviser) helped(systems []int32) (count, first int) {
	seen := make([]bool, len(a.Conditions))
	var queue []int32
	reach := func(i int32) {
		if !seen[i] && a.missing(i) {
			seen[i] = true
			queue = append(queue, i)
			count += oneIf(!a.infrastructure[i])
			first += oneIf(a.first(i))
		}
	}
	for _, i := range systems {
		reach(i)
	}
	for at := 0; at < len(queue); at++ {
		for _, d := range a.Dependents(queue[at]) {
			reach(d)
		}
	}
	return count, first
}

// needed lists what many wait for and nobody has given a time for: the first
// of each chain, as the rest cannot be told before it.
func (a *adviser) needed() []Advice {
	open := a.Unheard(*a.s)
	if a.sc != nil {
		for _, u := range a.sc.Unplaced {
			if u.Reason == NoEstimate && !a.infrastructure[u.System] && !a.heard[u.System] {
				open = append(open, u.System)
			}
		}
	}
	among := make(map[int32]bool, len(open))
	for _, i := range open {
		among[i] = true
	}
	var out []Advice
	for _, i := range open {
		if a.going[i] || slices.ContainsFunc(a.Needs(i), func(j int32) bool { return among[j] }) {
			continue
		}
		count, first := a.helped([]int32{i})
		if count >= manyWait || first > 0 && count >= fewWait {
			out = append(out, Advice{Kind: AdviceNeeded, Systems: []int32{i}, Count: count, Tier1: first, Crew: -1, Full: -1})
		}
		if len(out) == manyNeeded {
			break
		}
	}
	return out
}

// manyNeeded bounds for how many what waits is counted: each takes a pass over
// what needs it.
const manyNeeded = 16
