package plan

import (
	"cmp"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/schedule"
)

// The kinds of Help.
const (
	HelpCrew  = "crew"  // half as many people again in a crew
	HelpRoom  = "room"  // twice as many places in a room
	HelpClear = "clear" // a need of others back sooner, see sooner
)

// shownHelps is how many helps a forecast names, triedHelps how many needs of
// others are looked at.
const (
	shownHelps = 3
	triedHelps = 12
)

// helps finds what would bring the last of the best tier back soonest, by the
// means of the estimates: each thing alone is changed in the schedule, and
// what that brings is looked at. What is missing counts as there from the
// start, so that the rest can be told apart.
func (p *Plan) helps(s *Situation, missing []int32) []Help {
	helps := []Help{}
	if len(p.Inventory.Crews) == 0 {
		return helps
	}
	l := p.newLottery(s, 0, missing, true)
	weights := l.weights()
	best := l.bestClass()
	if best == notCounted {
		return helps
	}
	work := l.means(s)
	judge := func() (last schedule.Time, sum int64) {
		d := l.dispatcher(&l.problem, l.priority())
		d.NoCauses = true
		pl := d.Run(work)
		for job := range pl {
			if i, at := l.system[job], pl[job].Finish; i >= 0 && at != Never {
				sum += weights[job] * at
				if l.class(i) == best {
					last = max(last, at)
				}
			}
		}
		return last, sum
	}
	last, sum := judge()
	try := func(h Help, change, back func()) {
		change()
		newLast, newSum := judge()
		back()
		if newLast < last || newLast == last && newSum < sum {
			h.Gain, h.Sum = time.Duration(last-newLast)*time.Second, (sum-newSum)/secondsPerHour
			helps = append(helps, h)
		}
	}
	for c := range l.problem.Crews {
		people := &l.problem.Crews[c].People
		was := *people
		try(Help{Kind: HelpCrew, Subject: p.Inventory.Crews[c].ID}, func() { *people += (was + 1) / 2 }, func() { *people = was })
	}
	for room, r := range l.kinds.ways.rooms {
		capacity := &l.problem.Resources[r].Capacity
		was := *capacity
		try(Help{Kind: HelpRoom, Subject: room}, func() { *capacity *= 2 }, func() { *capacity = was })
	}
	for _, i := range l.blocking(missing) {
		job := l.job[i]
		wasWork := work[job]
		var wasRelease schedule.Time
		if l.problem.Release != nil {
			wasRelease = l.problem.Release[job]
		}
		by := sooner(max(wasWork, wasRelease))
		if by == 0 {
			continue
		}
		h := Help{Kind: HelpClear, Subject: p.Inventory.Systems[i].ID, Sooner: time.Duration(by) * time.Second}
		try(h, func() {
			work[job] = max(0, wasWork-by)
			if l.problem.Release != nil {
				l.problem.Release[job] = max(0, wasRelease-by)
			}
		}, func() {
			work[job] = wasWork
			if l.problem.Release != nil {
				l.problem.Release[job] = wasRelease
			}
		})
	}
	slices.SortFunc(helps, func(a, b Help) int {
		return cmp.Or(cmp.Compare(b.Gain, a.Gain), cmp.Compare(b.Sum, a.Sum), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Subject, b.Subject))
	})
	return helps[:min(len(helps), shownHelps)]
}

// means are the lengths of all jobs, by the means; what somebody said when it
// will be back is released then.
func (l *lottery) means(s *Situation) []schedule.Time {
	work := slices.Clone(l.shortest)
	for k := range l.luck {
		if job := l.luck[k].job; l.luck[k].said {
			l.release(job, between(l.heard[l.system[job]], s.From))
		} else {
			work[job] = l.problem.Work[job]
		}
	}
	return work
}

// sooner is by how much what takes so long could be back sooner: a day, but at
// most half of it, in whole hours; 0 for what is due too soon to be hurried.
func sooner(takes schedule.Time) schedule.Time {
	half := takes / 2
	return min(schedule.Day, half-half%secondsPerHour)
}

// bestClass is the best class of which a service is left.
func (l *lottery) bestClass() uint8 {
	best := uint8(notCounted)
	for _, i := range l.system {
		if i >= 0 {
			best = min(best, l.class(i))
		}
	}
	return best
}

// blocking lists what others wait for and what has a time, in plan order.
func (l *lottery) blocking(missing []int32) []int32 {
	var out []int32
	for _, b := range l.Blockers {
		if len(out) < triedHelps && l.job[b.System] >= 0 && !slices.Contains(missing, b.System) {
			out = append(out, b.System)
		}
	}
	return out
}
