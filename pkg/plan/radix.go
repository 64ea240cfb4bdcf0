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
