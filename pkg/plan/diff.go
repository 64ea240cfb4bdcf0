package plan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// Difference is what became different from one plan to a later one, and why.
// Nothing moves by a re-plan unless a fact changed.
type Difference struct {
	Before, After Snapshot
	New, Gone     []string    // systems that came into the plan, or left it; in plan order
	Moves         []PlanMove  // who stands elsewhere for a reason of its own, in the order of the later plan
	Displaced     int         // who stands elsewhere only because others moved, came or went
	Unmoved       []PlanMove  // whose facts changed without moving it
	Times         []TimeShift // whose time is another, in the order of the later plan
	Timed         int         // systems with a time in both, which can be compared; 0: there are no times to compare
	Gained, Lost  int         // who has a time only in the later plan, or only in the earlier
}

// Same says that the two plans tell people to do the same, at the same times,
// for the same reasons.
func (d *Difference) Same() bool {
	return !d.OtherRule() && d.Displaced == 0 && len(d.New)+len(d.Gone)+len(d.Moves)+len(d.Unmoved)+len(d.Times) == 0 && d.Gained+d.Lost == 0
}

// OtherRule says that the two plans follow different strategies, as far as it
// was written down which.
func (d *Difference) OtherRule() bool {
	return d.Before.Strategy != "" && d.After.Strategy != "" && d.Before.Strategy != d.After.Strategy
}

// PlanMove is a system that stands elsewhere in the later plan.
type PlanMove struct {
	System   string
	From, To int    // positions
	Reason   string // code, see the constants
	By       string // whose change moved it; empty: its own
	Facts    []Fact // what changed: of By, else of itself
}

// Why a system moved.
const (
	MovedByCondition = "condition"
	MovedByTier      = "tier"
	MovedByMethod    = "method"
	MovedByNeeds     = "needs"
	MovedByRank      = "rank"      // its own rank, by what is not written down: life safety
	MovedByLift      = "lifted"    // By needs it and ranks better than before
	MovedByDrop      = "dropped"   // By lifted it and does so no longer
	MovedByNeed      = "need"      // By, which it needs, directly or not, changed
	MovedByDependent = "dependent" // By, which needs it, directly or not, changed
	MovedByWeight    = "weight"    // by what is not written down: a deadline, an estimate, a weight
	MovedByStrategy  = "strategy"  // the whole plan follows another rule
)

// Fact is one thing of a system that is different.
type Fact struct {
	Code     string // condition, tier, method, needs; new and gone for a system that came or went
	From, To string // of needs: only those that are different
}

// The codes of facts that are no reasons.
const (
	FactNew  = "new"
	FactGone = "gone"
)

// TimeShift is a system that begins or is back at another time.
type TimeShift struct {
	System string
	Start  schedule.Time // by how much later, in seconds; negative is sooner
	Finish schedule.Time
	Cause  string // code, see the constants
	By     string // of ShiftNeed: what it needs
}

// Why a time is another.
const (
	ShiftMethod = "method" // it comes back by another method
	ShiftCrew   = "crew"   // another crew does it
	ShiftNeed   = "need"   // By, which it needs, is back at another time
	ShiftLength = "length" // it takes longer or shorter
	ShiftOthers = "others" // people or places are taken or free at other times
)

// Diff says what became different from a to b.
func Diff(a, b Snapshot) *Difference {
	d := &differ{Difference: &Difference{Before: a, After: b}, before: rowsByID(a), after: rowsByID(b)}
	d.comeAndGone()
	d.compareRows()
	d.explainRest()
	d.compareTimes()
	byPlace := func(x, y PlanMove) int { return cmp.Compare(x.To, y.To) }
	slices.SortStableFunc(d.Moves, byPlace)
	slices.SortStableFunc(d.Unmoved, byPlace)
	return d.Difference
}

// differ is a difference being found.
type differ struct {
	*Difference
	before, after map[string]*Row
	facts         map[string][]Fact // of all whose facts changed, with those that came and went
	rest          []*Row            // rows of the later plan that have no reason of their own to move
	below, above  map[string]string // the nearest changed system among what each one needs, and among what needs it
}

func rowsByID(s Snapshot) map[string]*Row {
	m := make(map[string]*Row, len(s.Rows))
	for i := range s.Rows {
		m[s.Rows[i].System] = &s.Rows[i]
	}
	return m
}

func (d *differ) comeAndGone() {
	d.facts = map[string][]Fact{}
	for i := range d.After.Rows {
		if id := d.After.Rows[i].System; d.before[id] == nil {
			d.New = append(d.New, id)
			d.facts[id] = []Fact{{Code: FactNew}}
		}
	}
	for i := range d.Before.Rows {
		if id := d.Before.Rows[i].System; d.after[id] == nil {
			d.Gone = append(d.Gone, id)
			d.facts[id] = []Fact{{Code: FactGone}}
		}
	}
}

// compareRows finds whose own facts or rank changed; all others are the rest.
func (d *differ) compareRows() {
	for i := range d.After.Rows {
		b := &d.After.Rows[i]
		if a := d.before[b.System]; a != nil {
			if facts := factsOf(a, b); len(facts) > 0 {
				d.facts[b.System] = facts
			}
		}
	}
	for i := range d.After.Rows {
		b := &d.After.Rows[i]
		a := d.before[b.System]
		if a == nil {
			continue
		}
		m := PlanMove{System: b.System, From: a.Position, To: b.Position}
		switch facts := d.facts[b.System]; {
		case len(facts) > 0:
			m.Reason, m.Facts = facts[0].Code, facts
		case d.OtherRule() && a.Position != b.Position:
			m.Reason = MovedByStrategy
		case a.Rank != b.Rank:
			m.Reason, m.By = rankReason(a, b)
			m.Facts = d.facts[m.By]
		default:
			d.rest = append(d.rest, b)
			continue
		}
		d.add(m)
	}
}

func (d *differ) add(m PlanMove) {
	if m.From == m.To {
		d.Unmoved = append(d.Unmoved, m)
	} else {
		d.Moves = append(d.Moves, m)
	}
}

// factsOf lists what of a system's own changed, what matters most first. The
// lane follows the condition and is no fact of its own.
func factsOf(a, b *Row) []Fact {
	var facts []Fact
	add := func(code, from, to string) {
		if from != to {
			facts = append(facts, Fact{code, from, to})
		}
	}
	add(MovedByCondition, a.Condition.String(), b.Condition.String())
	add(MovedByTier, tierWord(a.Tier), tierWord(b.Tier))
	add(MovedByMethod, a.Method, b.Method)
	without := func(list, other []string) string {
		left := slices.DeleteFunc(slices.Sorted(slices.Values(list)), func(id string) bool { return slices.Contains(other, id) })
		return strings.Join(left, ", ")
	}
	add(MovedByNeeds, without(a.Needs, b.Needs), without(b.Needs, a.Needs))
	return facts
}

func tierWord(t inventory.Tier) string {
	if t == inventory.UnknownTier {
		return "unknown"
	}
	return strconv.Itoa(int(t))
}

// rankReason: a better rank comes from who lifts it now, a worse one from who
// lifted it before.
func rankReason(a, b *Row) (reason, by string) {
	switch c := b.Rank.Compare(a.Rank); {
	case c < 0 && b.LiftedBy != "":
		return MovedByLift, b.LiftedBy
	case c > 0 && a.LiftedBy != "":
		return MovedByDrop, a.LiftedBy
	default:
		return MovedByRank, ""
	}
}

// explainRest parts the rest into those that stand in the same order among
// each other as before, which others only pushed, and those that do not.
func (d *differ) explainRest() {
	was := make([]int, len(d.rest))
	for k, b := range d.rest {
		was[k] = d.before[b.System].Position
	}
	kept := longestRise(was)
	for k, b := range d.rest {
		switch {
		case was[k] == b.Position:
		case kept[k]:
			d.Displaced++
		default:
			m := PlanMove{System: b.System, From: was[k], To: b.Position}
			m.Reason, m.By = d.changedNear(b.System)
			m.Facts = d.facts[m.By]
			d.add(m)
		}
	}
}

// longestRise marks the numbers of a longest part of the list that ascends.
func longestRise(list []int) []bool {
	tails, before := []int{}, make([]int, len(list)) // places in list
	for k, n := range list {
		at, _ := slices.BinarySearchFunc(tails, n, func(place, n int) int { return cmp.Compare(list[place], n) })
		before[k] = -1
		if at > 0 {
			before[k] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, k)
		} else {
			tails[at] = k
		}
	}
	marked := make([]bool, len(list))
	if len(tails) > 0 {
		for k := tails[len(tails)-1]; k >= 0; k = before[k] {
			marked[k] = true
		}
	}
	return marked
}

// changedNear finds the nearest system whose facts changed: among what a
// system needs, else among what needs it.
func (d *differ) changedNear(id string) (reason, by string) {
	if d.below == nil {
		d.spread()
	}
	if by := d.below[id]; by != "" {
		return MovedByNeed, by
	}
	if by := d.above[id]; by != "" {
		return MovedByDependent, by
	}
	return MovedByWeight, ""
}

// spread carries all changes at once to what needs the changed systems and to
// what they need, in either plan, the nearest first.
func (d *differ) spread() {
	needs, dependents := map[string][]string{}, map[string][]string{}
	var changed []string
	for _, s := range []*Snapshot{&d.After, &d.Before} {
		for i := range s.Rows {
			row := &s.Rows[i]
			needs[row.System] = append(needs[row.System], row.Needs...)
			for _, need := range row.Needs {
				dependents[need] = append(dependents[need], row.System)
			}
			if len(d.facts[row.System]) > 0 && (s == &d.After || d.after[row.System] == nil) {
				changed = append(changed, row.System)
			}
		}
	}
	carry := func(next map[string][]string) map[string]string {
		by := make(map[string]string, len(changed))
		for _, id := range changed {
			by[id] = id
		}
		queue := slices.Clone(changed)
		for at := 0; at < len(queue); at++ {
			for _, n := range next[queue[at]] {
				if by[n] == "" {
					by[n] = by[queue[at]]
					queue = append(queue, n)
				}
			}
		}
		return by
	}
	d.below, d.above = carry(dependents), carry(needs)
}

// compareTimes finds whose time is another, and by whom.
func (d *differ) compareTimes() {
	if d.Before.From.IsZero() != d.After.From.IsZero() {
		return // lengths and dates cannot be compared
	}
	later := schedule.Time(d.After.From.Sub(d.Before.From) / time.Second)
	for i := range d.After.Rows {
		b := &d.After.Rows[i]
		a := d.before[b.System]
		switch {
		case a == nil || a.Finish == Never && b.Finish == Never:
		case a.Finish == Never:
			d.Gained++
		case b.Finish == Never:
			d.Lost++
		default:
			d.Timed++
			t := TimeShift{System: b.System, Start: b.Start + later - a.Start, Finish: b.Finish + later - a.Finish}
			if t.Start != 0 || t.Finish != 0 {
				t.Cause, t.By = d.shiftCause(a, b, later)
				d.Times = append(d.Times, t)
			}
		}
	}
}

func (d *differ) shiftCause(a, b *Row, later schedule.Time) (cause, by string) {
	switch {
	case a.Method != b.Method:
		return ShiftMethod, ""
	case a.Crew != b.Crew:
		return ShiftCrew, ""
	case a.Start == b.Start+later:
		return ShiftLength, ""
	}
	for _, list := range []struct {
		needs []string
		in    map[string]*Row
		start schedule.Time
	}{{b.Needs, d.after, b.Start}, {a.Needs, d.before, a.Start}} {
		for _, id := range list.needs {
			before, after := d.before[id], d.after[id]
			if row := list.in[id]; row != nil && row.Finish == list.start && (before == nil || after == nil || before.Finish != after.Finish+later) {
				return ShiftNeed, id
			}
		}
	}
	return ShiftOthers, ""
}
