package schedule

import (
	"cmp"
	"math/bits"
	"slices"
)

// line is the jobs of a kind that are ready, the smallest priority first. The
// jobs that the problem says are of the kind have their places in it, so that
// to put one in or take one out is to set a bit. Those that failed elsewhere and
// are done in this way now are few, and stand in a heap beside it.
type line struct {
	home   []int32 // the jobs of the kind, the smallest priority first
	stands bitTree // by place in home: it is ready
	guests heap    // by what was packed with their priorities
}

// noJob is what comes first in a line in which nobody stands.
const noJob = 1<<64 - 1

// packed puts a job and its priority into one number, so that comparing two
// needs no look elsewhere; of equal priorities the smaller job comes first.
func packed(job, priority int32) uint64 { return uint64(uint32(priority))<<32 | uint64(uint32(job)) }

// jobOf is the job of what was packed with its priority.
func jobOf(x uint64) int32 { return int32(uint32(x)) }

// ranked is a job packed with its priority.
func (d *Dispatcher) ranked(job int32) uint64 {
	if d.priority == nil {
		return packed(job, job)
	}
	return packed(job, d.priority[job])
}

// lineUp makes a line for each kind and gives each job its place.
func (d *Dispatcher) lineUp() {
	from := make([]int32, len(d.kinds)+1) // by kind: where its jobs begin
	for _, k := range d.p.Kind {
		from[k+1]++
	}
	home := make([]int32, d.p.Jobs())
	for k := range d.kinds {
		from[k+1] += from[k]
		d.kinds[k].line = line{home: home[from[k]:from[k]:from[k+1]], stands: newBitTree(int(from[k+1] - from[k]))}
	}
	for job, k := range d.p.Kind {
		d.kinds[k].home = append(d.kinds[k].home, int32(job))
	}
	order := func(a, b int32) int { return cmp.Compare(d.ranked(a), d.ranked(b)) }
	for k := range d.kinds {
		home := d.kinds[k].home
		if d.priority != nil && !slices.IsSortedFunc(home, order) {
			slices.SortFunc(home, order)
		}
		for at, job := range home {
			d.jobs[job].place = int32(at)
		}
	}
}

// clear lets nobody stand in the line.
func (l *line) clear() {
	clear(l.stands.words)
	l.guests = l.guests[:0]
}

// bitTree is a set of the numbers up to a bound: a bit for each, a bit for each
// 64 of these with something in it, and so on up to a single word.
type bitTree struct {
	words []uint64  // all levels, the single numbers first
	level [4]uint32 // where each level begins; the last level is one word
	top   int
}

func newBitTree(n int) bitTree {
	var t bitTree
	size := uint32(0)
	for {
		n = max(1, (n+63)/64)
		t.level[t.top] = size
		size += uint32(n)
		if n == 1 {
			break
		}
		t.top++
	}
	t.words = make([]uint64, size)
	return t
}

func (t *bitTree) put(number int32) {
	i := uint32(number)
	w := &t.words[i/64]
	was := *w
	if *w = was | 1<<(i%64); was == 0 {
		t.mark(i / 64)
	}
}

// mark says above a word that there is something in it.
func (t *bitTree) mark(i uint32) {
	for level := 1; level <= t.top; level++ {
		w := &t.words[t.level[level]+i/64]
		was := *w
		if *w = was | 1<<(i%64); was != 0 {
			return
		}
		i /= 64
	}
}

// takeFirst takes the smallest number away, which is this one, and finds the
// next; -1 when there is none.
func (t *bitTree) takeFirst(number int32) int32 {
	i := uint32(number)
	w := &t.words[i/64]
	left := *w &^ (1 << (i % 64))
	if *w = left; left != 0 {
		return int32(i&^63) + int32(bits.TrailingZeros64(left))
	}
	return t.unmark(i / 64)
}

// unmark says above a word that there is nothing left in it, the first of all,
// and finds the number that is the smallest now; -1 when there is none.
func (t *bitTree) unmark(i uint32) int32 {
	for level := 1; level <= t.top; level++ {
		w := &t.words[t.level[level]+i/64]
		left := *w &^ (1 << (i % 64))
		if *w = left; left != 0 {
			return t.below(level, i&^63+uint32(bits.TrailingZeros64(left)))
		}
		i /= 64
	}
	return -1
}

// first is the smallest number in the set; -1 when there is none.
func (t *bitTree) first() int32 {
	w := t.words[t.level[t.top]]
	if w == 0 {
		return -1
	}
	return t.below(t.top, uint32(bits.TrailingZeros64(w)))
}

// below is the smallest number in what a bit of a level stands for.
func (t *bitTree) below(level int, i uint32) int32 {
	for level > 0 {
		level--
		i = i*64 + uint32(bits.TrailingZeros64(t.words[t.level[level]+i]))
	}
	return int32(i)
}
