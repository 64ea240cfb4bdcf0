package schedule

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A tree of bits holds what a list does, on one level and on several.
func TestABitTreeHoldsWhatAListDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{1, 64, 65, 4096, 4097, 300_000}).Draw(t, "numbers")
		tree, list := newBitTree(n), []int32{}
		for range rapid.IntRange(1, 100).Draw(t, "steps") {
			i := int32(rapid.IntRange(0, n-1).Draw(t, "number"))
			at, has := slices.BinarySearch(list, i)
			switch {
			case !has:
				tree.put(i)
				list = slices.Insert(list, at, i)
			case rapid.Bool().Draw(t, "first"):
				tree.take(list[0])
				list = list[1:]
			default:
				tree.take(i)
				list = slices.Delete(list, at, at+1)
			}
			want := int32(-1)
			if len(list) > 0 {
				want = list[0]
			}
			if got := tree.first(); got != want {
				t.Fatalf("first is %d, want %d", got, want)
			}
		}
	})
}
