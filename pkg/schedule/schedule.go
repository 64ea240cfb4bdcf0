// Package schedule places jobs in time: each after what it needs, within the
// crews and rooms there are, the more urgent first. It knows nothing of
// systems, tiers or outages; package plan turns those into jobs.
//
// A Problem is what is to be placed, a Placement what came out. Dispatch places
// everything in one pass and serves a million jobs; Improve looks for a better
// placement of a few thousand; Bound says how good any could be. All are
// deterministic: the same problem gives the same placement.
//
// Jobs are numbered so that whatever a job needs has a smaller number; -1 is
// none. Times are whole seconds from the start of the schedule.
//
// The problem is the resource-constrained project scheduling problem of the
// literature (Kolisch & Hartmann 2006), with two additions: a job is given to
// one of several crews, and crews keep hours.
package schedule

// Time is a number of seconds from the start of the schedule, or a length in
// seconds.
type Time = int64

// Never is the time of what cannot be placed.
const Never Time = -1

// Unknown is the work of a job of which nobody has said how long it takes.
// Neither it nor what needs it can be placed.
const Unknown Time = -1

// Lists holds one list of numbers for each job, end to end: the list of i is
// To[Start[i]:Start[i+1]]. The zero Lists has no lists at all.
type Lists struct {
	Start []int32
	To    []int32
}

// Of is the list of one job. Its capacity ends with it; the caller must not
// change it.
func (l Lists) Of(i int32) []int32 {
	return l.To[l.Start[i]:l.Start[i+1]:l.Start[i+1]]
}

// Len says how many lists there are.
func (l Lists) Len() int { return max(0, len(l.Start)-1) }

// Reversed turns every i → j into j → i, in the order of i.
func (l Lists) Reversed() Lists {
	n := l.Len()
	back := Lists{Start: make([]int32, n+1), To: make([]int32, len(l.To))}
	for _, j := range l.To {
		back.Start[j+1]++
	}
	var sum int32
	for i := range n {
		back.Start[i+1], sum = sum, sum+back.Start[i+1]
	}
	// Start[j+1] is where the list of j goes on; in the end that is its end.
	for i := range n {
		for _, j := range l.Of(int32(i)) {
			back.To[back.Start[j+1]] = int32(i)
			back.Start[j+1]++
		}
	}
	return back
}

// Problem is what is to be placed.
type Problem struct {
	Needs      Lists // by job: what must be finished before it starts; smaller numbers only. Dispatch does without
	Dependents Lists // Needs reversed, each list in any order

	Work    []Time  // by job: how long its crew works on it, or Unknown
	Release []Time  // by job: it does not start before; nil is 0 for all
	Kind    []int32 // by job: its kind
	Begun   []bool  // by job: it goes on at time 0 already, whatever is free; nil is none. Such a job needs nothing

	Kinds     []Kind
	Crews     []Crew
	Resources []Resource
}

// Jobs says how many jobs there are.
func (p *Problem) Jobs() int { return len(p.Work) }

// Kind is what a job takes while it goes on. Jobs of one kind are alike but
// for their work and their needs. The zero Kind takes nothing.
type Kind struct {
	Crews  []int32 // crews of which one does it, the preferred first; empty: it takes nobody
	People int32   // how many of that crew
	Uses   []Use   // taken at once, beside the people
}

// Use is an amount of a resource.
type Use struct {
	Resource int32
	Amount   int32
}

// Resource is something that only so much of can be in use at any instant,
// like the places of a room.
type Resource struct {
	Capacity int32
	Pause    Time // how long an amount stays in use after its job has finished
}

// Crew is people who work together. A job keeps the same people until it is
// finished; outside the crew's hours it rests.
type Crew struct {
	People int32
	Hours  Hours
}

// Able says whether a crew has enough people for a kind of job.
func (k *Kind) Able(c *Crew) bool { return c.People >= k.People }

// Placement says of each job when it goes on and by whom. What is asked of one
// job lies side by side: a million jobs are looked at in no order.
type Placement []Placed

// Placed is when a job goes on.
type Placed struct {
	Start  Time  // Never when it cannot be placed
	Finish Time  // the same
	Cause  Cause // what its start waited for last
	Crew   int32 // -1 nobody
}

// NotPlaced is a job that cannot be placed.
func NotPlaced() Placed { return Placed{Start: Never, Finish: Never, Crew: -1} }

// End is the last finish of all that could be placed; 0 when there is none.
func (pl Placement) End() Time {
	var end Time
	for job := range pl {
		end = max(end, pl[job].Finish)
	}
	return end
}

// Cause is what a job's start waited for last.
type Cause struct {
	Job int32 // of ByNeed, ByCrew and ByResource: the job that had to finish
	By  By
}

// By is the kind of a cause.
type By uint8

// The kinds of causes; the zero By is none: it starts at once.
const (
	ByNothing  By = iota
	ByNeed        // the last of its needs to finish
	ByCrew        // people who were busy with another job
	ByResource    // a resource that another job had in use
	ByHours       // the crew's hours
	ByRelease     // its release
	ByClaim       // people who were kept for a job that takes several of them, or a place for one whose crew rests
)
