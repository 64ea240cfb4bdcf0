package schedule

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// What happens first comes first, however events were put in, and alike ones
// are not lost.
func TestAgendaIsInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type entry struct {
			at Time
			event
		}
		var a agenda
		var want []entry // in order
		for range rapid.IntRange(0, 300).Draw(t, "steps") {
			if len(want) == 0 || rapid.IntRange(0, 2).Draw(t, "put") > 0 {
				e := entry{
					at:    rapid.Int64Range(0, 9).Draw(t, "at"),
					event: event{rapid.SampledFrom([]happening{finishes, frees, presses}).Draw(t, "what"), rapid.Int32Range(0, 2).Draw(t, "of")},
				}
				a.push(e.at, e.what, e.of)
				want = append(want, e)
				slices.SortFunc(want, func(a, b entry) int {
					return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.what, b.what), cmp.Compare(a.of, b.of))
				})
				continue
			}
			if at := a.next(); at != want[0].at {
				t.Fatalf("next at %d, want %d", at, want[0].at)
			}
			if got := a.pop(); got != want[0].event {
				t.Fatalf("got %v, want %v", got, want[0].event)
			}
			want = want[1:]
		}
		if a.empty() != (len(want) == 0) {
			t.Fatalf("empty %v with %d left", a.empty(), len(want))
		}
	})
}
