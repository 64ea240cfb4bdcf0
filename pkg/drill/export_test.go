package drill

import "testing"

// MostNamed is how many systems a verdict names.
const MostNamed = mostNamed

// Watch plays a script and looks, before and after whatever people do, at how
// many people of each crew are busy, how many there are, and which systems are
// there.
func Watch(t testing.TB, s *Stage, seed uint64, look func(busy, people []int, there []bool)) {
	t.Helper()
	r, err := s.newRun(seed)
	if err != nil {
		t.Fatal(err)
	}
	r.people = watching{newDesk(r), func() {
		var busy, people []int
		for n := range r.world.crews {
			busy, people = append(busy, r.world.crews[n].busy), append(people, r.world.crews[n].people)
		}
		var there []bool
		for n := range r.world.truth {
			there = append(there, r.world.there(int32(n)))
		}
		look(busy, people, there)
	}}
	if err := r.open(); err != nil {
		t.Fatal(err)
	}
	r.play()
}

// watching looks at the world whenever the desk does.
type watching struct {
	*desk
	see func()
}

func (w watching) look() {
	w.see()
	w.desk.look()
	w.see()
}
