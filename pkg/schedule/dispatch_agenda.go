package schedule

import "math"

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

// A time and an event are packed into one number, so that to compare two is to
// compare numbers, and what happens at one instant does so in one order.
const (
	whatBits = 3
	ofBits   = 24 // 16 million jobs
	// horizon is 2,000 years: what is later is never.
	horizon Time = 1 << (63 - whatBits - ofBits)
)

// agenda holds the events to come in a heap: below each stand four that are not
// earlier. The zero agenda is empty.
type agenda struct {
	heap []uint64 // the earliest first; behind the last stand four of noEvent, so that there are always four to look at
	n    int
}

// noEvent is what stands where no event does: later than all.
const noEvent = math.MaxUint64

func (a *agenda) empty() bool { return a.n == 0 }

// next is the time of the earliest event.
func (a *agenda) next() Time { return Time(a.heap[0] >> (whatBits + ofBits)) }

// push puts in an event; one beyond the horizon never happens.
func (a *agenda) push(at Time, what happening, of int32) {
	if at >= horizon {
		return
	}
	if a.n+4 >= len(a.heap) {
		a.grow()
	}
	h, i := a.heap, a.n
	a.n++
	e := uint64(at)<<(whatBits+ofBits) | uint64(what)<<ofBits | uint64(of)
	for i > 0 {
		up := (i - 1) / 4
		if h[up] <= e {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = e
}

// pop takes the earliest event away.
func (a *agenda) pop() event {
	a.n--
	h, last := a.heap, a.n
	first, e := h[0], h[last]
	h[last] = noEvent
	i := 0
	for {
		from := 4*i + 1
		if from >= last {
			break
		}
		// Which of four is the earliest cannot be foretold, so it is found without
		// branching: the winner of two pairs.
		four := h[from : from+4 : from+4]
		one, other := min(four[0], four[1]), min(four[2], four[3])
		earliest := min(one, other)
		if earliest >= e {
			break
		}
		h[i] = earliest
		in, inOther := is(four[1] < four[0]), 2+is(four[3] < four[2])
		i = from + in + (inOther-in)*is(other < one)
	}
	if last > 0 {
		h[i] = e
	}
	return event{happening(first >> ofBits & (1<<whatBits - 1)), int32(first & (1<<ofBits - 1))}
}

// is turns true into 1, without branching.
func is(b bool) int {
	if b {
		return 1
	}
	return 0
}

// grow makes room for twice as many.
func (a *agenda) grow() {
	heap := make([]uint64, 2*len(a.heap)+192)
	for i := copy(heap, a.heap); i < len(heap); i++ {
		heap[i] = noEvent
	}
	a.heap = heap
}
