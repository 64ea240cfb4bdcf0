package plan

import "math/bits"

// radixBits is how many bits one pass looks at. More make fewer passes, but
// each then writes to more places at once than the cache holds.
const radixBits = 8

// radix sorts words by their bits from the given one on; words that are equal
// there stay as they are. It takes one pass for each radixBits in which words
// differ. spare is as long as words; what is returned is the sorted one of the
// two, then the other.
func radix(words, spare []uint64, from int) (sorted, other []uint64) {
	if len(words) == 0 {
		return words, spare
	}
	var varies uint64
	ascending := true
	for k := 1; k < len(words); k++ {
		varies |= words[k] ^ words[k-1]
		ascending = ascending && words[k]>>from >= words[k-1]>>from
	}
	if ascending {
		return words, spare
	}
	for left := varies >> from; left != 0; left >>= radixBits {
		same := bits.TrailingZeros64(left)
		from, left = from+same, left>>same
		var at [1 << radixBits]uint32
		for _, w := range words {
			at[w>>from&(1<<radixBits-1)]++
		}
		var sum uint32
		for digit, count := range at {
			at[digit] = sum
			sum += count
		}
		for _, w := range words {
			digit := w >> from & (1<<radixBits - 1)
			spare[at[digit]] = w
			at[digit]++
		}
		words, spare = spare, words
		from += radixBits
	}
	return words, spare
}

// squeezed drops the bits that are the same in all words: it takes each word
// to a shorter one, so that words compare as before.
type squeezed struct {
	runs []run
	bits int // how long the shorter words are
}

// run is a run of bits that are kept.
type run struct {
	shift int
	mask  uint64 // after the shift
}

func squeeze(varies uint64) squeezed {
	var s squeezed
	for at := 64; at > 0; {
		at -= bits.LeadingZeros64(varies << (64 - at))
		if at <= 0 {
			break
		}
		long := bits.LeadingZeros64(^(varies << (64 - at)))
		at -= long
		s.runs = append(s.runs, run{at, 1<<long - 1})
		s.bits += long
	}
	return s
}

func (s squeezed) of(word uint64) uint64 {
	var short uint64
	for _, r := range s.runs {
		short = short<<bits.Len64(r.mask) | word>>r.shift&r.mask
	}
	return short
}
