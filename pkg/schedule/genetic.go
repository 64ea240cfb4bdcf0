package schedule

import (
	"cmp"
	"math"
	"slices"
)

// The measures of breeding, tuned on PSPLIB.
const (
	leastFamily = 6    // members of either family at first
	mostFamily  = 200  //
	lastFamily  = 10   // per cent of them that are left in the end, when the best are bred among themselves
	noise       = 0.5  // share of the longest chain by which a first list strays from its rule
	shortest    = 25   // per cent of the jobs that a child orders like its other parent, at least
	longest     = 75   // at most
	mutation    = 0.02 // how often two neighbours change places
)

// breeder looks for a short makespan with two families of schedules: one made
// forwards, in which every job is as early as it can be, one made backwards,
// in which it is as late as it can be (Debels & Vanhoucke 2005). A child has
// parents of one family and joins the other: made from the far end it closes
// the gaps that its parents left, so that each schedule is a half of a
// forward-backward improvement (Tormos & Lova 2001; Valls et al. 2005).
type breeder struct {
	*search
	mirror   *decoder
	families [2][]member // forwards, backwards
	child    []int32
	newborn  member
	packed   []int64 // for sorting
}

// member is one schedule, as the list by which the other family's schedules
// are made of it.
type member struct {
	order []int32 // what is finished last comes first
	place []int32 // by job: its place in order
	end   Time
	print uint64 // of all finishes: two schedules with the same are taken as one
}

// breed does all the looking, until there is no schedule left to make or the
// end cannot be sooner.
func (s *search) breed(keys []int64, bound Time) {
	n := s.m.size()
	size := int(12 * math.Sqrt(float64(s.left)/float64(max(1, n))))
	size = max(leastFamily, min(size, mostFamily))
	b := &breeder{search: s, mirror: newMirror(s.m), child: make([]int32, n), packed: make([]int64, n), newborn: newMember(n)}
	for side := range b.families {
		for range size {
			b.families[side] = append(b.families[side], newMember(n))
		}
	}
	b.found(keys, bound)
	total := s.left
	for side := 0; b.goesOn(bound); side = 1 - side {
		if side == 0 {
			b.shrink(size * (lastFamily*(total-s.left) + 100*s.left) / (100 * total))
		}
		for i := 0; i < len(b.families[side]) && b.goesOn(bound); i++ {
			b.cross(b.families[side], i)
			b.join(1-side, i)
		}
	}
}

func newMember(n int) member {
	return member{order: make([]int32, n), place: make([]int32, n), end: math.MaxInt64}
}

func (b *breeder) goesOn(bound Time) bool {
	return b.left > 0 && (b.best == nil || b.best[0] > bound) && b.m.size() > 1
}

// found makes the first family: two schedules by the keys given, two by the
// longest tail, the rest by tails with noise.
func (b *breeder) found(keys []int64, bound Time) {
	after := b.m.after()
	var chain Time
	for i, a := range after {
		chain = max(chain, a+b.m.work[i])
	}
	for i := range b.families[0] {
		if i >= 2 {
			for k := range keys {
				keys[k] = -after[k] << 10
				if i >= 4 {
					keys[k] += int64(noise * float64(chain<<10) * b.draw.Float64())
				}
			}
		}
		if i == 0 || i == 2 || i >= 4 && b.draw.IntN(2) == 0 {
			b.forward.undelayed(keys)
		} else {
			b.forward.list(b.m.topological(keys))
		}
		b.count()
		b.describe(&b.families[0][i], b.forward)
		if !b.goesOn(bound) {
			return
		}
	}
}

// shrink leaves the best of either family, so many of them and at least four.
func (b *breeder) shrink(size int) {
	for side, family := range b.families {
		slices.SortStableFunc(family, func(x, y member) int { return cmp.Compare(x.end, y.end) })
		b.families[side] = family[:min(len(family), max(4, size))]
	}
}

// cross makes the list of a child of member i and the better of two others. A
// span of the list of one parent is put into the order of the other.
func (b *breeder) cross(family []member, i int) {
	n := len(b.child)
	father, mother := &family[i], &family[b.draw.IntN(len(family))]
	if other := &family[b.draw.IntN(len(family))]; other.end < mother.end {
		mother = other
	}
	if b.draw.IntN(2) == 0 {
		father, mother = mother, father
	}
	copy(b.child, father.order)
	length := n * shortest / 100
	length += b.draw.IntN(n*longest/100 - length + 1)
	from := b.draw.IntN(n - length + 1)
	span := b.packed[:length]
	for k, job := range b.child[from : from+length] {
		span[k] = int64(mother.place[job])
	}
	slices.Sort(span)
	for k, place := range span {
		b.child[from+k] = mother.order[place]
	}
	for k := range n - 1 {
		if x, y := b.child[k], b.child[k+1]; b.draw.Float64() < mutation && !b.tied(x, y) {
			b.child[k], b.child[k+1] = y, x
		}
	}
}

// tied says that one of two jobs needs the other.
func (b *breeder) tied(x, y int32) bool {
	return slices.Contains(b.m.needs.Of(max(x, y)), min(x, y))
}

// join makes the child's schedule and lets it take a place in a family, if
// nobody has it, or if it is no worse than who has it and not there already.
func (b *breeder) join(side, i int) {
	made := b.forward
	if side == 1 {
		made = b.mirror
		made.mirrorAt(b.best[0])
		made.list(b.child)
		b.left--
	} else {
		made.list(b.child)
		b.count()
	}
	family := b.families[side]
	if made.end() > family[i].end {
		return
	}
	b.describe(&b.newborn, made)
	for k := range family {
		if k != i && family[i].end < math.MaxInt64 && family[k].print == b.newborn.print && family[k].end == b.newborn.end {
			return
		}
	}
	family[i], b.newborn = b.newborn, family[i]
}

// describe writes down the schedule last made. Of jobs finished together, as
// one of no work and what needs it, the one that needs the other comes first.
func (b *breeder) describe(x *member, made *decoder) {
	n, shift := b.m.size(), b.m.numberBits()
	x.end, x.print = made.end(), 0
	for i, finish := range made.finish {
		later := int64(n - 1 - i)
		if made == b.mirror {
			later = int64(i)
		}
		b.packed[i] = -finish<<shift | later
		x.print = (x.print ^ uint64(finish)) * 0x9E3779B97F4A7C15
	}
	slices.Sort(b.packed)
	for at, packed := range b.packed {
		job := int32(packed & (1<<shift - 1))
		if made != b.mirror {
			job = int32(n-1) - job
		}
		x.order[at], x.place[job] = job, int32(at)
	}
}
