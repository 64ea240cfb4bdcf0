package drill

import (
	"container/heap"
	"time"
)

// agenda is what is going to happen: by time, and of several things at one time
// in the order in which they were put there.
type agenda struct {
	due  happenings
	next int
}

type happening struct {
	at    time.Time
	order int
	what  func()
}

// put adds something that happens at a time.
func (a *agenda) put(at time.Time, what func()) {
	heap.Push(&a.due, happening{at, a.next, what})
	a.next++
}

// first is when the next thing happens; false when nothing will.
func (a *agenda) first() (time.Time, bool) {
	if len(a.due) == 0 {
		return time.Time{}, false
	}
	return a.due[0].at, true
}

// take takes the next thing out.
func (a *agenda) take() happening {
	h, _ := heap.Pop(&a.due).(happening)
	return h
}

// happenings is a heap.
type happenings []happening

// Len is for the heap.
func (h happenings) Len() int { return len(h) }

// Less is for the heap.
func (h happenings) Less(i, j int) bool {
	if c := h[i].at.Compare(h[j].at); c != 0 {
		return c < 0
	}
	return h[i].order < h[j].order
}

// Swap is for the heap.
func (h happenings) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

// Push is for the heap.
func (h *happenings) Push(x any) {
	if one, ok := x.(happening); ok {
		*h = append(*h, one)
	}
}

// Pop is for the heap.
func (h *happenings) Pop() any {
	last := len(*h) - 1
	one := (*h)[last]
	(*h)[last] = happening{}
	*h = (*h)[:last]
	return one
}
