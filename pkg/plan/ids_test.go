package plan

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"github.com/bokgu/bokgu/pkg/inventory"
	"pgregory.net/rapid"
)

func TestIDsAreInTheOrderOfTheirBytes(t *testing.T) {
	id := rapid.OneOf(
		rapid.StringMatching(`sys-[0-9]{1,12}`),
		rapid.StringMatching(`[a-c]{0,12}`),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 10), func(b []byte) string { return string(b) }),
	)
	rapid.Check(t, func(t *rapid.T) {
		var systems []inventory.System
		for _, id := range rapid.SliceOfN(id, 0, 60).Draw(t, "ids") {
			systems = append(systems, inventory.System{ID: id})
		}
		want := make([]int32, len(systems))
		for i := range want {
			want[i] = int32(i)
		}
		slices.SortStableFunc(want, func(a, b int32) int { return cmp.Compare(systems[a].ID, systems[b].ID) })
		got := orderIDs(systems, make([]uint64, 2*len(systems)))
		if !slices.Equal(got.at, want) {
			t.Fatalf("order %v, want %v", got.at, want)
		}
		for place, i := range got.at {
			if got.place[i] != int32(place) {
				t.Fatalf("%d stands at %d, not %d", i, place, got.place[i])
			}
		}
	})
}

// Eight bytes that vary in every bit and an index do not fit one word.
func TestIDsAreSortedWhenAWordDoesNotHoldThem(t *testing.T) {
	var systems []inventory.System
	for k := range 4096 {
		mixed := uint64(k) * 0x9e3779b97f4a7c15
		systems = append(systems, inventory.System{ID: fmt.Sprintf("%c%c%c%c%c%c%c%c-%d", byte(mixed), byte(mixed>>8),
			byte(mixed>>16), byte(mixed>>24), byte(mixed>>32), byte(mixed>>40), byte(mixed>>48), byte(k>>11), k)})
	}
	got := orderIDs(systems, make([]uint64, 2*len(systems)))
	if !slices.IsSortedFunc(got.at, func(a, b int32) int { return cmp.Compare(systems[a].ID, systems[b].ID) }) {
		t.Error("ids are out of order")
	}
}

func TestRadixSortsByTheUpperBitsAndLeavesTheLower(t *testing.T) {
	words := rapid.SliceOf(rapid.OneOf(rapid.Uint64(), rapid.Uint64Range(0, 300)))
	rapid.Check(t, func(t *rapid.T) {
		drawn := words.Draw(t, "words")
		from := rapid.IntRange(0, 63).Draw(t, "from")
		want := slices.Clone(drawn)
		slices.SortStableFunc(want, func(a, b uint64) int { return cmp.Compare(a>>from, b>>from) })
		got, _ := radix(drawn, make([]uint64, len(drawn)), from)
		if !slices.Equal(got, want) {
			t.Fatalf("%x, want %x", got, want)
		}
	})
}

func TestSqueezedWordsCompareAsBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		varies := rapid.Uint64().Draw(t, "bits that vary")
		same := rapid.Uint64().Draw(t, "bits that do not") &^ varies
		a := rapid.Uint64().Draw(t, "a")&varies | same
		b := rapid.Uint64().Draw(t, "b")&varies | same
		s := squeeze(varies)
		if got, want := cmp.Compare(s.of(a), s.of(b)), cmp.Compare(a, b); got != want {
			t.Fatalf("%x and %x compare as %d, squeezed to %x and %x as %d", a, b, want, s.of(a), s.of(b), got)
		}
		if s.bits < 64 && s.of(a)>>s.bits != 0 {
			t.Fatalf("%x is longer than %d bits", s.of(a), s.bits)
		}
	})
}
