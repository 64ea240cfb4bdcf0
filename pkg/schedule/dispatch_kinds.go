package schedule

// kindWord is what is known of 64 kinds during a run, a bit for each.
type kindWord struct {
	filled uint64 // they have a ready job
	shut   uint64 // they want more of a resource than is free
	busy   uint64 // nobody is left at work for them
	asked  uint64 // one that is open may have a job to start
	turn   uint64 // they were asked, and are being looked at

	nextAsked, nextTurn *kindWord // the next in its list

	first [64]uint64 // of those that are filled: the first ready job, packed with its priority
}

// open are the kinds that have a ready job, and neither people nor a resource
// that is known to be missing.
func (w *kindWord) open() uint64 { return w.filled &^ w.shut &^ w.busy }

// bitOf is the bit of a kind in its word.
type bitOf struct {
	word  *kindWord
	bit   uint64
	first *uint64 // in the word
}

func (b *bitOf) filled() bool { return b.word.filled&b.bit != 0 }

// kindSets are sets of kinds. Words in which kinds are asked, or have their
// turn, stand in lists, so that few of many are found at once.
type kindSets struct {
	words  []kindWord
	asking *kindWord // the first that holds some that are asked
	turn   *kindWord // the first that holds some whose turn it is; it may have lost all
}

func newKindSets(kinds int) kindSets { return kindSets{words: make([]kindWord, (kinds+63)/64)} }

func (s *kindSets) bitOf(kind int) bitOf {
	w := &s.words[kind/64]
	return bitOf{w, 1 << (kind % 64), &w.first[kind%64]}
}

// ask has kinds of a word looked at, when jobs are started next.
func (s *kindSets) ask(w *kindWord, bits uint64) {
	if w.asked == 0 {
		w.nextAsked, s.asking = s.asking, w
	}
	w.asked |= bits
}

// offerPeople lets kinds look again that want people.
func (s *kindSets) offerPeople(kinds kindMask) {
	for _, part := range kinds {
		part.word.busy &^= part.bits
		s.askOpen(part)
	}
}

// offerPlaces lets kinds look again that want a resource.
func (s *kindSets) offerPlaces(kinds kindMask) {
	for _, part := range kinds {
		part.word.shut &^= part.bits
		s.askOpen(part)
	}
}

func (s *kindSets) askOpen(part kindPart) {
	if bits := part.bits & part.word.open(); bits != 0 {
		s.ask(part.word, bits)
	}
}

// takeTurns makes it the turn of those that are asked; false when none is.
func (s *kindSets) takeTurns() bool {
	s.asking, s.turn = nil, s.asking
	for w := s.turn; w != nil; w = w.nextTurn {
		w.turn, w.asked, w.nextTurn = w.asked, 0, w.nextAsked
	}
	return s.turn != nil
}

// kindMask is a set of kinds that stays as it is: its words that hold some.
type kindMask []kindPart

type kindPart struct {
	word *kindWord
	bits uint64
}

// add adds a kind; kinds come in ascending order.
func (m *kindMask) add(b bitOf) {
	if last := len(*m) - 1; last < 0 || (*m)[last].word != b.word {
		*m = append(*m, kindPart{word: b.word})
	}
	(*m)[len(*m)-1].bits |= b.bit
}
