package schedule

// kindWord is what is known of 64 kinds during a run, a bit for each.
type kindWord struct {
	filled uint64 // they have a ready job
	shut   uint64 // they want more of a resource than is free
	busy   uint64 // nobody is left at work for them
	asked  uint64 // one that is open may have a job to start
	turn   uint64 // they were asked, and are being looked at
}

// open are the kinds that have a ready job, and neither people nor a resource
// that is known to be missing.
func (w *kindWord) open() uint64 { return w.filled &^ w.shut &^ w.busy }

// kindSets are sets of kinds. They know in which words kinds are asked, so that
// few of many are found at once.
type kindSets struct {
	words  []kindWord
	asking []int32 // words that hold some that are asked
	turn   []int32 // words that hold some whose turn it is; one may have lost all
}

func newKindSets(kinds int) kindSets { return kindSets{words: make([]kindWord, (kinds+63)/64)} }

// at is the word and the bit of a kind.
func (s *kindSets) at(k int32) (w *kindWord, bit uint64) {
	return &s.words[uint32(k)/64], 1 << (uint32(k) % 64)
}

// ask has a kind looked at, when jobs are started next.
func (s *kindSets) ask(k int32) {
	s.askIn(k/64, 1<<(uint32(k)%64))
}

func (s *kindSets) askIn(word int32, bits uint64) {
	w := &s.words[word]
	if w.asked == 0 {
		s.asking = append(s.asking, word)
	}
	w.asked |= bits
}

// askAll has those of the kinds looked at that are open.
func (s *kindSets) askAll(kinds kindMask) {
	for _, part := range kinds {
		if bits := part.bits & s.words[part.word].open(); bits != 0 {
			s.askIn(part.word, bits)
		}
	}
}

// takeTurns makes it the turn of those that are asked; false when none is.
func (s *kindSets) takeTurns() bool {
	s.asking, s.turn = s.turn[:0], s.asking
	for _, word := range s.turn {
		w := &s.words[word]
		w.turn, w.asked = w.asked, 0
	}
	return len(s.turn) > 0
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
