package schedule

// queue is a heap of jobs, the one with the smallest priority on top. A job
// and its priority are packed into one number, so that comparing two needs no
// look elsewhere; of equal priorities the smaller job comes first.
type queue []uint64

func packed(job, priority int32) uint64 { return uint64(uint32(priority))<<32 | uint64(uint32(job)) }

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
		if least+4 <= last {
			// Which of four is the least cannot be foretold, so it is found without
			// branching.
			four := h[least : least+4 : least+4]
			value := min(four[0], four[1], four[2], four[3])
			at := 0
			if four[1] == value {
				at = 1
			}
			if four[2] == value {
				at = 2
			}
			if four[3] == value {
				at = 3
			}
			least += at
		} else {
			if least >= last {
				break
			}
			for k := least + 1; k < last; k++ {
				if h[k] < h[least] {
					least = k
				}
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

// event is something that may let jobs start.
type event struct {
	what happening
	of   int32 // a job; of frees a resource, of wakes a crew, of presses a kind
}

type happening uint8

const (
	finishes happening = iota // the job is finished
	frees                     // what paused of the resource is free again
	releases                  // the job may start from now on
	wakes                     // the crew begins its hours
	presses                   // a job of the kind has waited for others long enough
)

// agenda holds the events to come. A time and an event are packed into one
// number, so that the queue of jobs serves here too, and what happens at one
// instant does so in one order.
type agenda queue

const (
	whatBits = 3
	ofBits   = 24 // 16 million jobs
	// horizon is 2,000 years: what is later is never.
	horizon Time = 1 << (63 - whatBits - ofBits)
)

func (a agenda) empty() bool { return len(a) == 0 }

// next is the time of the earliest event.
func (a agenda) next() Time { return Time(a[0] >> (whatBits + ofBits)) }

func (a *agenda) push(at Time, what happening, of int32) {
	(*queue)(a).push(uint64(min(at, horizon))<<(whatBits+ofBits) | uint64(what)<<ofBits | uint64(of))
}

// pop takes the earliest event away.
func (a *agenda) pop() event {
	first := (*a)[0]
	(*queue)(a).pop()
	return event{happening(first >> ofBits & (1<<whatBits - 1)), int32(first & (1<<ofBits - 1))}
}
