package drill

import (
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/selection"
)

// judge holds the expectations against the state after every record, and at
// the times they name.
type judge struct {
	*run
	verdicts []Verdict
	settled  []bool
	world    selection.World

	countedAt *incident.Moment // of which tiers are the figures
	tiers     [5]incident.Counts
}

// mostNamed is how many systems a verdict names.
const mostNamed = 5

func newJudge(r *run) *judge {
	n := len(r.Drill.Expect)
	j := &judge{run: r, verdicts: make([]Verdict, n), settled: make([]bool, n)}
	for k := range j.verdicts {
		j.verdicts[k].Of = &r.Drill.Expect[k]
	}
	j.world.TierTotal = func(tier int) int { return j.tier(tier).Total }
	j.world.TierBack = func(tier int) int { return j.tier(tier).Back }
	j.world.TierRuns = func(tier int) int { return j.tier(tier).Back + j.tier(tier).Elsewhere }
	j.world.Recorded = func(kind string) int { return r.ledger.types[kind] }
	j.world.IsBack = func(id string) bool {
		i, ok := r.Inventory.Index(id)
		return ok && r.ledger.state.Back(i)
	}
	return j
}

// arrange puts the times of the expectations on the agenda. What happens at
// such a time comes first.
func (j *judge) arrange() {
	for k := range j.Drill.Expect {
		e := &j.Drill.Expect[k]
		for _, after := range [...]time.Duration{e.By, e.At} {
			if at := j.Drill.Start.Add(after); after > 0 {
				j.agenda.put(at, func() { j.agenda.put(at, func() { j.due(k) }) })
			}
		}
	}
}

// look makes the world that claims see: the incident as it is now.
func (j *judge) look() *selection.World {
	m := j.moment()
	if m != j.countedAt {
		j.countedAt = m
		j.world.Incident = *m.Gates()
		_, j.tiers = m.Count()
		j.world.System = selection.System{}
		j.world.Irregular, j.world.Records, j.world.Commands = j.ledger.irregular, len(j.ledger.records), j.ledger.commands
		j.world.Rounds = len(j.ledger.state.Rounds)
		j.world.Twice = 0
		for i := range j.run.world.truth {
			if t := &j.run.world.truth[i]; t.home && t.away {
				j.world.Twice++
			}
		}
	}
	return &j.world
}

// at makes the world that claims about one system see.
func (j *judge) at(i int32) *selection.World {
	w, m := j.look(), j.moment()
	w.System = *m.Selection(i)
	w.Effective = float64(m.Plan().Effective[i])
	if w.Effective == 0 {
		w.Effective = selection.UnknownTier
	}
	if w.LifeSafety {
		w.Effective = 1
	}
	w.Runs, w.Phase = m.Back(i) || m.Elsewhere(i), m.Phase(i).String()
	w.Did = func(id string) bool {
		t, _ := m.Task(id)
		return t != nil && (t.ForSystems() && m.EndedFor(t, i) || !t.ForSystems() && m.Ended(t))
	}
	return w
}

func (j *judge) tier(n int) *incident.Counts {
	if n < 0 || n > 4 {
		n = 0
	}
	return &j.tiers[n]
}

// saw judges what can be judged after any record.
func (j *judge) saw(*journal.Record) {
	for k := range j.Drill.Expect {
		e, v := &j.Drill.Expect[k], &j.verdicts[k]
		switch {
		case e.That != nil && e.ForEach == nil && e.By > 0 && !v.Met && v.Later.IsZero() && e.That.Holds(j.look()):
			if j.settled[k] {
				v.Later = j.now
			} else {
				j.settle(k, true, nil)
			}
		case j.settled[k]:
		case e.Always != nil && !e.Always.Holds(j.look()):
			j.settle(k, false, e.Always)
		case e.Never != nil && e.Never.Holds(j.look()):
			j.settle(k, false, e.Never)
		}
	}
}

// due judges an expectation whose time has come.
func (j *judge) due(k int) {
	if j.settled[k] {
		return
	}
	e := &j.Drill.Expect[k]
	if e.ForEach != nil {
		j.each(k)
		return
	}
	j.settle(k, e.That.Holds(j.look()), e.That)
}

// each judges what must be so of every system that is meant.
func (j *judge) each(k int) {
	e, v := &j.Drill.Expect[k], &j.verdicts[k]
	met := true
	for n := range j.Inventory.Systems {
		i := int32(n)
		if !j.ledger.state.InScope(i) || !j.ledger.state.Means(e.ForEach, i) || e.That.Holds(j.at(i)) {
			continue
		}
		if met {
			v.Says = e.That.Says(&j.world)
		}
		met = false
		v.name(j.Inventory.Systems[n].ID)
	}
	j.settle(k, met, nil)
}

// starting judges the systems that are about to be ordered to start.
func (j *judge) starting(systems []int32) {
	for k := range j.Drill.Expect {
		e, v := &j.Drill.Expect[k], &j.verdicts[k]
		if e.AtStart == nil {
			continue
		}
		for _, i := range systems {
			if e.AtStart.Holds(j.at(i)) {
				continue
			}
			v.name(j.Inventory.Systems[i].ID)
			if !j.settled[k] {
				j.settle(k, false, e.AtStart)
			}
		}
	}
}

// settle writes down what came of an expectation, and what was so instead.
func (j *judge) settle(k int, met bool, claim *selection.Claim) {
	v := &j.verdicts[k]
	j.settled[k] = true
	v.Met, v.At = met, j.now
	if !met && claim != nil {
		v.Says = claim.Says(&j.world)
	}
}

// finish judges what had to be so at the end.
func (j *judge) finish() []Verdict {
	for k := range j.Drill.Expect {
		if j.settled[k] {
			continue
		}
		e := &j.Drill.Expect[k]
		switch {
		case e.That == nil:
			j.settle(k, true, nil)
		case e.ForEach != nil:
			j.each(k)
		default:
			j.settle(k, e.That.Holds(j.look()), e.That)
		}
	}
	return j.verdicts
}

func (v *Verdict) name(id string) {
	if len(v.Systems) < mostNamed {
		v.Systems = append(v.Systems, id)
	} else {
		v.More++
	}
}
