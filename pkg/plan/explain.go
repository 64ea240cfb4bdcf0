package plan

import (
	"strconv"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// The codes of a schedule's reasons, in the order in which Schedule.Why gives
// them, with what System and Value are. When a system begins and is back stands
// in the schedule.
const (
	ReasonIsBack       = "is-back"        // nothing is left to do; alone
	ReasonPassedFor    = "passed-for"     // an earlier rung waits for System, which is not back; Value: its method
	ReasonPassed       = "passed"         // an earlier rung was passed over by a decision; Value: its method
	ReasonByCrew       = "by-crew"        // Value: the crew that does it
	ReasonByOthers     = "by-others"      // it takes none of our people
	ReasonHeard        = "heard"          // somebody said when it is back; Value: who
	ReasonAtOnce       = "at-once"        // it begins at the start of the schedule
	ReasonAfterNeed    = "after-need"     // begins when System, which it needs, is back
	ReasonAfterPeople  = "after-people"   // begins when people of its crew are done with System; Value: the crew
	ReasonAfterRoom    = "after-room"     // begins when System leaves a place in the room; Value: the room
	ReasonAfterHours   = "after-hours"    // begins with the crew's hours; Value: the crew
	ReasonPassedCrew   = "passed-crew"    // another crew was at work and is passed over, see PassedOver; Value: that crew
	ReasonChain        = "chain"          // what set its time begins with System; Value: how many steps
	ReasonInTime       = "in-time"        // back before its deadline; Value: seconds to spare
	ReasonLate         = "late"           // back after its deadline; Value: seconds late
	ReasonTooLong      = TooLong          // no time: it would take more than 2,000 years; Value: the method
	ReasonNoEstimate   = "no-estimate"    // no time: nobody has said how long its method takes; Value: the method
	ReasonNoCrew       = "no-crew"        // no time: no crew at the site has the skill; Value: the skill
	ReasonTooFew       = "too-few"        // no time: no crew with the skill has enough people; Value: the skill
	ReasonHeld         = "held"           // no time: it may not be started; Value: the hold
	ReasonStopped      = "stopped-all"    // no time: nothing may be started anywhere
	ReasonBlockedBy    = "blocked-by"     // no time: it waits for System, which has none
	ReasonSoonerNeed   = "sooner-need"    // sooner if System, which it needs, is back sooner
	ReasonSoonerPeople = "sooner-people"  // sooner with more people; Value: the crew
	ReasonSoonerRoom   = "sooner-room"    // sooner with more places; Value: the room
	ReasonSoonerHours  = "sooner-hours"   // sooner if the crew begins outside its hours; Value: the crew
	ReasonSoonerWord   = "sooner-word"    // gets a time once somebody says when System, or how long Value, takes
	ReasonSoonerSkill  = "sooner-skill"   // gets a time once a crew has the skill and people enough; Value: the skill
	ReasonSoonerLifted = "sooner-lifted"  // gets a time once the hold is lifted; Value: the hold
	ReasonSoonerRung   = "sooner-by-rung" // a later rung does not wait for what its own waits for; Value: its method
)

// Why explains the time of i in the schedule: which rung and why no earlier
// one, who begins when and what that waits for, whether that is in time, and
// what would bring it sooner. It is empty for what is not in scope.
func (s *Schedule) Why(i int32) []Reason {
	r := reasons{}
	if !s.Plan.left(&s.Situation, i) {
		if s.Plan.InScope(i) {
			r.add(ReasonIsBack, -1, "")
		}
		return r
	}
	s.whyRung(&r, i)
	if s.Finish(i) == Never {
		s.whyUnplaced(&r, i)
		return r
	}
	s.whyStart(&r, i)
	s.whyInTime(&r, i)
	s.whatIsSooner(&r, i)
	return r
}

// whyRung says what speaks against the rungs before the chosen one.
func (s *Schedule) whyRung(r *reasons, i int32) {
	p := s.Plan
	ladder := p.Inventory.Ladder(i)
	for k := range int(p.Rung[i]) {
		if need := s.missing(i, &ladder[k]); need >= 0 {
			r.add(ReasonPassedFor, need, ladder[k].Method)
		} else {
			r.add(ReasonPassed, -1, ladder[k].Method)
		}
	}
}

// missing is the first of what a rung needs that is not back; -1 when all is.
func (s *Schedule) missing(i int32, rung *inventory.Rung) int32 {
	first := int32(-1)
	s.Plan.eachNeed(i, rung, func(j int32) {
		if first < 0 && i != j && s.Plan.left(&s.Situation, j) {
			first = j
		}
	})
	return first
}

// whyStart says who begins and what was waited for last.
func (s *Schedule) whyStart(r *reasons, i int32) {
	crew := s.crewOf(i)
	if from, heard := s.heardFrom(i); heard {
		r.add(ReasonHeard, -1, from)
		return
	}
	if crew != "" {
		r.add(ReasonByCrew, -1, crew)
	} else {
		r.add(ReasonByOthers, -1, "")
	}
	switch c := s.Cause(i); c.By {
	case schedule.ByNeed:
		r.add(ReasonAfterNeed, c.Job, "")
	case schedule.ByCrew:
		r.add(ReasonAfterPeople, c.Job, crew)
	case schedule.ByResource:
		r.add(ReasonAfterRoom, c.Job, s.Plan.Inventory.Systems[i].Room)
	case schedule.ByHours:
		r.add(ReasonAfterHours, s.lastNeed(i), crew)
	default:
		if s.Start(i) == 0 {
			r.add(ReasonAtOnce, -1, "")
		}
	}
	if passed, found := s.PassedOver(i); found {
		r.add(ReasonPassedCrew, -1, s.Plan.Inventory.Crews[passed.Crew].ID)
	}
	if chain := s.Chain(i); len(chain) > 2 {
		r.add(ReasonChain, chain[0], strconv.Itoa(len(chain)))
	}
}

// heardFrom is who said when a system will be back, where that is what set its
// time.
func (s *Schedule) heardFrom(i int32) (string, bool) {
	for k := range s.Situation.Heard {
		if h := &s.Situation.Heard[k]; h.System == i && h.Ahead(s.Situation.From) {
			return h.From, true
		}
	}
	return "", false
}

// crewOf is the id of the crew that does it; empty when it takes nobody.
func (s *Schedule) crewOf(i int32) string {
	if c := s.Crew(i); c >= 0 {
		return s.Plan.Inventory.Crews[c].ID
	}
	return ""
}

func (s *Schedule) whyInTime(r *reasons, i int32) {
	by, found := s.Deadline(i)
	switch late := s.LateBy(i); {
	case !found:
	case late > 0:
		r.add(ReasonLate, -1, strconv.FormatInt(late, 10))
	default:
		r.add(ReasonInTime, -1, strconv.FormatInt(by-s.Finish(i), 10))
	}
}

// whatIsSooner says what to change so that the system begins sooner: what its
// start waited for last.
func (s *Schedule) whatIsSooner(r *reasons, i int32) {
	if _, heard := s.heardFrom(i); heard {
		return
	}
	switch c := s.Cause(i); c.By {
	case schedule.ByNeed:
		r.add(ReasonSoonerNeed, s.root(i), "")
	case schedule.ByCrew:
		r.add(ReasonSoonerPeople, -1, s.crewOf(i))
	case schedule.ByResource:
		r.add(ReasonSoonerRoom, -1, s.Plan.Inventory.Systems[i].Room)
	case schedule.ByHours:
		r.add(ReasonSoonerHours, -1, s.crewOf(i))
	}
}

// root is the need that a system's time hangs on: the longest in coming of
// those it waited for one after the other.
func (s *Schedule) root(i int32) int32 {
	longest := s.Cause(i).Job
	for _, j := range s.Chain(i) {
		if j != i && s.Finish(j)-s.Start(j) > s.Finish(longest)-s.Start(longest) {
			longest = j
		}
	}
	return longest
}

// whyUnplaced says why there is no time, and what would give one.
func (s *Schedule) whyUnplaced(r *reasons, i int32) {
	for _, u := range s.Unplaced {
		if u.System != i {
			continue
		}
		code, value := u.Code(), u.Value
		if code == ReasonStopped {
			value = ""
		}
		r.add(code, u.By, value)
		root := u
		for _, v := range s.Unplaced {
			if u.By >= 0 && v.System == u.By {
				root = v
			}
		}
		switch root.Reason {
		case NoEstimate:
			r.add(ReasonSoonerWord, root.System, root.Value)
		case NoCrew, TooFew:
			r.add(ReasonSoonerSkill, root.System, root.Value)
		case OnHold:
			if root.Value != heldByStop {
				r.add(ReasonSoonerLifted, -1, root.Value)
			}
		}
		break
	}
	s.whichRungIsSooner(r, i)
}

// whichRungIsSooner names a later rung that waits for nothing.
func (s *Schedule) whichRungIsSooner(r *reasons, i int32) {
	ladder := s.Plan.Inventory.Ladder(i)
	for k := int(s.Plan.Rung[i]) + 1; k < len(ladder); k++ {
		if s.missing(i, &ladder[k]) < 0 {
			r.add(ReasonSoonerRung, -1, ladder[k].Method)
			return
		}
	}
}

// Code is the code of the reason why there is no time.
func (u *Unplaced) Code() string {
	switch {
	case u.Reason == OnHold && u.Value == heldByStop:
		return ReasonStopped
	case u.Reason == OnHold:
		return ReasonHeld
	case u.Reason == BlockedBy:
		return ReasonBlockedBy
	default:
		return u.Reason
	}
}

// heldByStop is the hold of a system when nothing may be started anywhere.
const heldByStop = "stop"
