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
			if len(list) > 0 && rapid.IntRange(0, 2).Draw(t, "take") == 0 {
				next := tree.takeFirst(list[0])
				if list = list[1:]; len(list) > 0 && next != list[0] || len(list) == 0 && next != -1 {
					t.Fatalf("%d follows, want the first of %v", next, list)
				}
			} else {
				i := int32(rapid.IntRange(0, n-1).Draw(t, "number"))
				if at, has := slices.BinarySearch(list, i); !has {
					tree.put(i)
					list = slices.Insert(list, at, i)
				}
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
