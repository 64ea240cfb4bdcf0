package drill

import (
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
)

// score follows how the recovery goes.
type score struct {
	*run
	curve  []Point
	steps  []StepTime
	open   []bool // by step: not passed
	looked int    // records at the last look
}

func newScore(r *run) *score {
	s := &score{run: r, steps: make([]StepTime, len(r.Book.Steps)), open: make([]bool, len(r.Book.Steps))}
	for k := range r.Book.Steps {
		s.steps[k] = StepTime{Step: r.Book.Steps[k].ID, Target: r.Book.Steps[k].Target}
		s.open[k] = true
	}
	return s
}

// saw notes the figures after a record, where they have changed.
func (s *score) saw() {
	all, tiers := s.moment().Count()
	p := Point{At: s.now, Total: all.Total, Back: all.Back}
	for n := range tiers {
		p.Tiers[n].Total, p.Tiers[n].Back = tiers[n].Total, tiers[n].Back
	}
	last := len(s.curve) - 1
	switch {
	case last < 0:
	case s.curve[last].same(&p):
		return
	case s.curve[last].At.Equal(p.At):
		s.curve[last] = p
		return
	}
	s.curve = append(s.curve, p)
}

func (p *Point) same(q *Point) bool {
	return p.Total == q.Total && p.Back == q.Back && p.Tiers == q.Tiers
}

// look notes which steps have come to be passed, or are open again.
func (s *score) look() {
	if s.looked == len(s.ledger.records) {
		return
	}
	s.looked = len(s.ledger.records)
	m := s.moment()
	for k := range s.Book.Steps {
		step, passed := &s.steps[k], m.Passed(&s.Book.Steps[k])
		switch {
		case passed && s.open[k]:
			step.Last = s.now
			if step.Passed.IsZero() {
				step.Passed = s.now
			}
		case !passed && !s.open[k]:
			step.Last = time.Time{}
			step.Opened++
		}
		s.open[k] = !passed
	}
}

// passed says that all steps are.
func (s *score) passed() bool {
	for _, open := range s.open {
		if open {
			return false
		}
	}
	return true
}

// tiers says how each tier came back.
func (s *score) tiers() (tiers []TierTime, all TierTime) {
	st := s.ledger.state
	var by [5]TierTime
	for n := range s.Inventory.Systems {
		i := int32(n)
		if !st.InScope(i) || s.Inventory.Systems[n].Class == inventory.Infrastructure {
			continue
		}
		tier := int(st.Tier(i))
		if tier < 0 || tier > 4 {
			tier = 0
		}
		by[tier].add(st, i, s.Inventory.Tiers[st.Tier(i)].RTO)
		all.add(st, i, s.Inventory.Tiers[st.Tier(i)].RTO)
	}
	for _, tier := range [...]int{1, 2, 3, 4, 0} {
		t := by[tier]
		if t.Systems == 0 {
			continue
		}
		t.Tier, t.RTO = tier, s.Inventory.Tiers[inventory.Tier(tier)].RTO
		tiers = append(tiers, t)
	}
	for k := range tiers {
		tiers[k].finish(s.curve, tiers[k].Tier)
	}
	all.finish(s.curve, -1)
	return tiers, all
}

func (t *TierTime) add(st *incident.State, i int32, rto time.Duration) {
	t.Systems++
	if !st.Back(i) {
		return
	}
	t.Back++
	since := st.CountedSince(i)
	if t.First.IsZero() || since.Before(t.First) {
		t.First = since
	}
	if rto > 0 && since.Sub(st.DownSince(i)) <= rto {
		t.InRTO++
	}
}

// finish finds when all of a tier were back, for good.
func (t *TierTime) finish(curve []Point, tier int) {
	if t.Back < t.Systems {
		return
	}
	for k := len(curve) - 1; k >= 0; k-- {
		total, back := curve[k].Total, curve[k].Back
		if tier >= 0 {
			total, back = curve[k].Tiers[tier].Total, curve[k].Tiers[tier].Back
		}
		if back < total || total == 0 {
			return
		}
		t.All = curve[k].At
	}
}

// result is what came of the run.
func (r *run) result() (*Result, error) {
	if r.failed != nil {
		return nil, r.failed
	}
	out := &Result{
		Drill: r.Drill, Seed: r.seed, Writer: r.ledger.script.writer, Chain: r.ledger.script.chain,
		State: r.ledger.state, Records: r.ledger.records, Heard: r.heard,
		Began: r.Drill.Start, Ended: r.now, Ending: r.ended, Commands: r.ledger.commands, Played: r.ledger.played,
		Curve: r.score.curve, Steps: r.score.steps, Verdicts: r.judge.finish(),
	}
	if p := r.ledger.person; p != nil {
		out.Person, out.PersonChain = p.writer, p.chain
	}
	out.Tiers, out.All = r.score.tiers()
	out.Lacks = r.lacks()
	return out, nil
}
