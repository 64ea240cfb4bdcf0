package schedule

// kindWord is what is known of 64 kinds during a run, a bit for each.
type kindWord struct {
	first  [64]uint64 // of those that are filled: the first ready job, packed with its priority
	filled uint64     // they have a ready job
	shut   uint64     // they want more of a resource than is free
	busy   uint64     // nobody is left at work for them
	asked  uint64     // one that is open may have a job to start
	turn   uint64     // they were asked, and are being looked at

	nextAsked, nextTurn int32 // the next word in the list; none
}

// open are the kinds that have a ready job, and neither people nor a resource
// that is known to be missing.
func (w *kindWord) open() uint64 { return w.filled &^ w.shut &^ w.busy }

// firstOf is where the first ready job of a kind of this word is.
func (w *kindWord) firstOf(k int32) *uint64 { return &w.first[uint32(k)%64] }

// kindSets are sets of kinds. Words in which kinds are asked, or have their
// turn, are linked, so that few of many are found at once.
type kindSets struct {
	words  []kindWord
	asking int32 // the first word that holds some that are asked
	turn   int32 // the first word that holds some whose turn it is; it may have lost all
}

// none is behind the last word of a list.
const none = -1

func newKindSets(kinds int) kindSets {
	return kindSets{words: make([]kindWord, (kinds+63)/64), asking: none, turn: none}
}

func (s *kindSets) clear() {
	clear(s.words)
	s.asking, s.turn = none, none
}

// filled says that a kind has a ready job.
func (s *kindSets) filled(k int32) bool {
	w, bit := s.at(k)
	return w.filled&bit != 0
}

// at is the word and the bit of a kind.
func (s *kindSets) at(k int32) (w *kindWord, bit uint64) {
	return &s.words[uint32(k)/64], 1 << (uint32(k) % 64)
}

// ask has a kind looked at, when jobs are started next.
func (s *kindSets) ask(k int32) {
	s.askIn(int32(uint32(k)/64), 1<<(uint32(k)%64))
}

func (s *kindSets) askIn(word int32, bits uint64) {
	w := &s.words[word]
	if w.asked == 0 {
		w.nextAsked, s.asking = s.asking, word
	}
	w.asked |= bits
}

// askOpen has those of the kinds of a part looked at that are open.
func (s *kindSets) askOpen(part kindPart, w *kindWord) {
	if bits := part.bits & w.open(); bits != 0 {
		s.askIn(part.word, bits)
	}
}

// offerPeople lets kinds look again that want people.
func (s *kindSets) offerPeople(kinds kindMask) {
	for _, part := range kinds {
		w := &s.words[part.word]
		w.busy &^= part.bits
		s.askOpen(part, w)
	}
}

// offerPlaces lets kinds look again that want a resource.
func (s *kindSets) offerPlaces(kinds kindMask) {
	for _, part := range kinds {
		w := &s.words[part.word]
		w.shut &^= part.bits
		s.askOpen(part, w)
	}
}

// takeTurns makes it the turn of those that are asked; false when none is.
func (s *kindSets) takeTurns() bool {
	s.asking, s.turn = none, s.asking
	for word := s.turn; word != none; {
		w := &s.words[word]
		w.turn, w.asked, w.nextTurn = w.asked, 0, w.nextAsked
		word = w.nextTurn
	}
	return s.turn != none
}

// kindMask is a set of kinds that stays as it is: its words that hold some.
type kindMask []kindPart

type kindPart struct {
	bits uint64
	word int32
}

// add adds a kind; kinds come in ascending order.
func (m *kindMask) add(k int32) {
	if last := len(*m) - 1; last < 0 || (*m)[last].word != k/64 {
		*m = append(*m, kindPart{word: k / 64})
	}
	(*m)[len(*m)-1].bits |= 1 << (k % 64)
}
