package schedule

// kindBits is a set of kinds, 64 a word.
type kindBits []uint64

func newKindBits(kinds int) kindBits { return make(kindBits, (kinds+63)/64) }

func (s kindBits) put(k int32) { s[k/64] |= 1 << (k % 64) }

func (s kindBits) drop(k int32) { s[k/64] &^= 1 << (k % 64) }

func (s kindBits) putAll(kinds kindMask) {
	for _, part := range kinds {
		s[part.word] |= part.bits
	}
}

func (s kindBits) dropAll(kinds kindMask) {
	for _, part := range kinds {
		s[part.word] &^= part.bits
	}
}

// kindQueue is a set of kinds that are to be looked at. It knows which of its
// words hold any, so that few kinds of many are found and emptied at once.
type kindQueue struct {
	kinds kindBits
	some  []int32 // words; one may have lost all it held
}

func (q *kindQueue) put(k int32) { q.merge(k/64, 1<<(k%64)) }

func (q *kindQueue) merge(word int32, bits uint64) {
	if q.kinds[word] == 0 {
		q.some = append(q.some, word)
	}
	q.kinds[word] |= bits
}

func (q *kindQueue) drop(k int32) { q.kinds.drop(k) }

func (q *kindQueue) clear() {
	for _, word := range q.some {
		q.kinds[word] = 0
	}
	q.some = q.some[:0]
}

func (q *kindQueue) empty() bool { return len(q.some) == 0 }

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
