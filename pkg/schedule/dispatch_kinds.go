package schedule

// kindSet is a set of kinds, 64 a word.
type kindSet struct {
	words []uint64
	some  []int32 // the words that hold some
}

// words is how many words a set of so many kinds takes.
func words(kinds int) int { return (kinds + 63) / 64 }

func newKindSet(kinds int) kindSet { return kindSet{words: make([]uint64, words(kinds))} }

func (s *kindSet) put(k int32) { s.merge(k/64, 1<<(k%64)) }

func (s *kindSet) merge(word int32, bits uint64) {
	if s.words[word] == 0 {
		s.some = append(s.some, word)
	}
	s.words[word] |= bits
}

func (s *kindSet) drop(k int32) { s.words[k/64] &^= 1 << (k % 64) }

func (s *kindSet) dropAll(kinds kindMask) {
	for _, part := range kinds {
		s.words[part.word] &^= part.bits
	}
}

func (s *kindSet) clear() {
	for _, word := range s.some {
		s.words[word] = 0
	}
	s.some = s.some[:0]
}

func (s *kindSet) empty() bool { return len(s.some) == 0 }

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

type fixedSet []uint64

func (s fixedSet) putAll(kinds kindMask) {
	for _, part := range kinds {
		s[part.word] |= part.bits
	}
}

func (s fixedSet) dropAll(kinds kindMask) {
	for _, part := range kinds {
		s[part.word] &^= part.bits
	}
}
