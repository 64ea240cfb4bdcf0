package schedule

import "slices"

// track says how much of one thing is free at each instant: the people of a
// crew, in the time the crew has worked, or a resource, in plain time. From
// at[k] up to at[k+1] free[k] is free, after the last all of it again.
type track struct {
	at    []Time // ascending; the first is 0
	free  []int32
	found int // where the last fit begins
}

// reset frees everything.
func (t *track) reset(amount int32) {
	t.at = append(t.at[:0], 0)
	t.free = append(t.free[:0], amount)
	t.found = 0
}

// fit is the earliest time not before from at which the amount is free for
// that long.
func (t *track) fit(from, length Time, amount int32) Time {
	if length == 0 {
		return from
	}
	at, free := t.at, t.free[:len(t.at)]
	k := t.index(from)
	begin, first := from, k
	for ; k < len(at) && at[k]-begin < length; k++ {
		if free[k] < amount {
			for free[k] < amount { // in the end all is free
				k++
			}
			begin, first = at[k], k
		}
	}
	t.found = first
	return begin
}

// index is the last step that begins at or before a time.
func (t *track) index(from Time) int {
	low, high := 0, len(t.at)
	for high-low > 1 {
		mid := int(uint(low+high) >> 1)
		if t.at[mid] <= from {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// take uses an amount from begin, which fit gave last, for that long.
func (t *track) take(begin, length Time, amount int32) {
	if length == 0 || amount == 0 {
		return
	}
	k := t.found
	if t.at[k] > begin || k+1 < len(t.at) && t.at[k+1] <= begin {
		k = t.index(begin)
	}
	if t.at[k] != begin {
		k++
		t.split(k, begin)
	}
	first, end := k, begin+length
	for ; k < len(t.at) && t.at[k] < end; k++ {
		t.free[k] -= amount
	}
	if k == len(t.at) || t.at[k] != end {
		t.split(k, end)
		t.free[k] += amount
	} else if t.free[k] == t.free[k-1] {
		t.join(k)
	}
	if first > 0 && t.free[first] == t.free[first-1] {
		t.join(first)
	}
}

// split begins a new step at k with what is free in the one before it.
func (t *track) split(k int, at Time) {
	t.at = append(t.at, 0)
	t.free = append(t.free, 0)
	copy(t.at[k+1:], t.at[k:])
	copy(t.free[k+1:], t.free[k:])
	t.at[k] = at
	t.free[k] = t.free[k-1]
}

// join drops the step at k, in which as much is free as in the one before it.
func (t *track) join(k int) {
	t.at = slices.Delete(t.at, k, k+1)
	t.free = slices.Delete(t.free, k, k+1)
}
