package schedule

// queue is a heap of jobs, the one with the smallest priority on top. A job
// and its priority are packed into one number, so that comparing two needs no
// look elsewhere; of equal priorities the smaller job comes first.
type queue []uint64

func packed(job, priority int32) uint64 { return uint64(uint32(priority))<<32 | uint64(uint32(job)) }

// top is the job on top.
func (q queue) top() int32 { return int32(uint32(q[0])) }

func (q *queue) push(x uint64) {
	h := append(*q, x)
	*q = h
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 4
		if h[up] <= x {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = x
}

// pop takes the top away.
func (q *queue) pop() {
	h := *q
	last := len(h) - 1
	x := h[last]
	h = h[:last]
	*q = h
	if last == 0 {
		return
	}
	i := 0
	for {
		least := 4*i + 1
		if least >= last {
			break
		}
		for k := least + 1; k < min(least+4, last); k++ {
			if h[k] < h[least] {
				least = k
			}
		}
		if h[least] >= x {
			break
		}
		h[i] = h[least]
		i = least
	}
	h[i] = x
}

// event is something that happens at a time and may let jobs start.
type event struct {
	at   Time
	of   int32 // a job; of frees a freeing, of wakes a crew, of presses a kind
	what happening
}

type happening uint8

const (
	finishes happening = iota // the job is finished
	frees                     // the pause after a job is over
	releases                  // the job may start from now on
	wakes                     // the crew begins its hours
	presses                   // a job of the kind has waited for others long enough
)

// freeing is what a job still uses in the pause after it.
type freeing struct {
	job int32
	use Use
}

// agenda is a heap of events, the earliest on top. What happens at one time
// stands in a fixed order, so that causes do not depend on chance.
type agenda []event

func (a event) before(b event) bool {
	if a.at != b.at {
		return a.at < b.at
	}
	if a.what != b.what {
		return a.what < b.what
	}
	return a.of < b.of
}

func (a *agenda) push(e event) {
	h := append(*a, e)
	*a = h
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 4
		if !e.before(h[up]) {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = e
}

func (a *agenda) pop() event {
	h := *a
	top := h[0]
	last := len(h) - 1
	x := h[last]
	h = h[:last]
	*a = h
	i := 0
	for last > 0 {
		least := 4*i + 1
		if least >= last {
			break
		}
		for k := least + 1; k < min(least+4, last); k++ {
			if h[k].before(h[least]) {
				least = k
			}
		}
		if !h[least].before(x) {
			break
		}
		h[i] = h[least]
		i = least
	}
	if last > 0 {
		h[i] = x
	}
	return top
}
