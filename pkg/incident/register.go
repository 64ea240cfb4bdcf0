package incident

// stamp is an event's identity: whose chain, and which place in it.
type stamp struct {
	writer int32
	seq    uint64
}

// write is one value said of a subject, and by which event.
type write[V any] struct {
	by    stamp
	value V
}

// register holds what is known of one subject: the values of all events that
// no later event had seen. One is the value; several of the same value confirm
// each other; several different are a conflict, in which the worse holds until
// an event comes that saw them all. The result does not depend on the order in
// which the events arrive.
type register[V any] struct {
	heads []write[V]
}

// set puts an event's value in the place of all the values it had seen.
func (r *register[V]) set(by stamp, value V, seen func(stamp) bool) {
	kept := r.heads[:0]
	for _, h := range r.heads {
		if !seen(h.by) {
			kept = append(kept, h)
		}
	}
	r.heads = append(kept, write[V]{by, value})
}

// value is what holds: the worst of the heads, the zero value when there are
// none. worse must be a strict order, so that the answer is one.
func (r *register[V]) value(worse func(a, b V) bool) V {
	var worst V
	for i, h := range r.heads {
		if i == 0 || worse(h.value, worst) {
			worst = h.value
		}
	}
	return worst
}

// conflict says that heads differ.
func (r *register[V]) conflict(same func(a, b V) bool) bool {
	for i := 1; i < len(r.heads); i++ {
		if !same(r.heads[0].value, r.heads[i].value) {
			return true
		}
	}
	return false
}

// empty says that nothing was ever said.
func (r *register[V]) empty() bool { return len(r.heads) == 0 }
