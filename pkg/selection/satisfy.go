package selection

import "slices"

// CanHold says whether the gate can ever open, when possible tells which of
// its references can ever be true. It errs on the side of yes: no is said only
// of a gate that no incident can open.
//
// Each field is tried at, just under and just over every literal of the gate,
// at nothing and at a lot. Where gates only compare, that decides: their truth
// changes at literals and where two fields cross, nowhere else. A gate that
// calculates with fields, or has too many to try, is given the benefit of the
// doubt.
func (g *Gate) CanHold(possible func(Reference) bool) bool {
	s := sampler{gate: g, truths: map[string]bool{}}
	for _, ref := range g.references {
		key := ref.Call + " " + ref.ID
		if slices.Contains(s.known, key) {
			continue
		}
		s.known = append(s.known, key)
		if possible(ref) {
			s.free = append(s.free, key)
		}
	}
	if g.tooMany(len(s.free)) {
		return true
	}
	answer := func(call string) func(string) bool {
		return func(id string) bool { return s.truths[call+" "+id] }
	}
	s.incident.Done, s.incident.Passed, s.incident.Happened = answer(CallDone), answer(CallPassed), answer(CallHappened)
	return s.references(0) || g.arithmetic
}

// mostSamples bounds what is tried, so that a gate is decided in about a
// millisecond.
const mostSamples = 20_000

// tooMany says that trying all combinations would take too long. References
// that nothing inverts are tried once.
func (g *Gate) tooMany(references int) bool {
	tries := 1
	if g.inverts {
		tries <<= min(references, 20)
	}
	values := len(g.samples())
	for range g.names {
		if tries > mostSamples {
			break
		}
		tries *= values
	}
	return tries > mostSamples
}

// samples lists the values to try for each field. Around a literal stand as
// many as there are fields, for fields that are to differ from one another.
func (g *Gate) samples() []float64 {
	const aLot = 1e6
	room := float64(max(1, len(g.names)))
	tried := []float64{0, aLot}
	for _, literal := range g.literals {
		for d := -room; d <= room; d += 0.5 {
			if v := literal + d; v >= 0 {
				tried = append(tried, v)
			}
		}
	}
	for d := 1.0; d <= room; d++ {
		tried = append(tried, d)
	}
	slices.Sort(tried)
	return slices.Compact(tried)
}

// sampler tries incidents on a gate.
type sampler struct {
	gate     *Gate
	known    []string // every reference, as "call id"
	free     []string // those that can be true
	truths   map[string]bool
	incident Incident
	tried    []float64
}

// references tries the references from the nth on, then the fields. What is
// never inverted can only help when true.
func (s *sampler) references(n int) bool {
	if n == len(s.free) {
		if s.tried == nil {
			s.tried = s.gate.samples()
		}
		return s.fields(0)
	}
	s.truths[s.free[n]] = true
	if s.references(n + 1) {
		return true
	}
	if !s.gate.inverts {
		return false
	}
	s.truths[s.free[n]] = false
	return s.references(n + 1)
}

// fields tries the fields from the nth on.
func (s *sampler) fields(n int) bool {
	if n == len(s.gate.names) {
		return s.sound() && s.gate.Holds(&s.incident)
	}
	name := s.gate.names[n]
	for _, v := range s.tried {
		if name == "hours" {
			s.incident.Hours = v
		} else if v != float64(int(v)) {
			continue // counts are whole
		} else {
			*countOf(name)(&s.incident) = int(v)
		}
		if s.fields(n + 1) {
			return true
		}
	}
	return false
}

// sound says that the counts tried can be those of one incident, whatever the
// fields are that the gate does not name.
func (s *sampler) sound() bool {
	named := func(name string) bool { return slices.Contains(s.gate.names, name) }
	i := &s.incident
	if named("total") {
		for _, name := range s.gate.names {
			if name != "hours" && *countOf(name)(i) > i.Total {
				return false
			}
		}
		if i.Stopped+i.Damaged+i.Unknown > i.Total || i.Down+i.Back > i.Total {
			return false
		}
	}
	further := -1 // a phase includes the later ones
	for _, name := range []string{"stable", "verified", "restored", "back"} {
		if !named(name) {
			continue
		}
		count := *countOf(name)(i)
		if count < further {
			return false
		}
		further = count
	}
	return true
}
