package schedule_test

import (
	"testing"

	"github.com/bokgu/bokgu/pkg/schedule"
	"pgregory.net/rapid"
)

// drawnHours draws hours whose spans begin and end at full quarters of an
// hour, so that a walk through the days needs no smaller steps.
func drawnHours(t *rapid.T) schedule.Hours {
	const quarter = schedule.Day / 96
	h := schedule.Hours{Midnight: quarter * rapid.Int64Range(0, 95).Draw(t, "midnight")}
	at := int64(0)
	for range rapid.IntRange(0, 3).Draw(t, "spans") {
		from := at + rapid.Int64Range(0, 20).Draw(t, "from")
		to := from + rapid.Int64Range(1, 20).Draw(t, "to")
		if to > 96 {
			break
		}
		h.Spans = append(h.Spans, schedule.Span{From: from * quarter, To: to * quarter})
		at = to + 1
	}
	return h
}

// works is the slow truth of whether a crew works in the quarter from t on.
func works(h *schedule.Hours, t schedule.Time) bool {
	clock := (t + h.Midnight) % schedule.Day
	for _, s := range h.Spans {
		if s.From <= clock && clock < s.To {
			return true
		}
	}
	return len(h.Spans) == 0
}

func TestHoursAgreeWithAWalkThroughTheDays(t *testing.T) {
	const quarter = schedule.Day / 96
	rapid.Check(t, func(t *rapid.T) {
		h := drawnHours(t)
		from := quarter * rapid.Int64Range(0, 300).Draw(t, "from")
		work := quarter * rapid.Int64Range(0, 300).Draw(t, "work")

		worked := schedule.Time(0)
		for at := schedule.Time(0); at < from; at += quarter {
			if works(&h, at) {
				worked += quarter
			}
		}
		if got := h.Worked(from); got != worked {
			t.Fatalf("worked %d until %d, want %d", got, from, worked)
		}

		begin := from
		for !works(&h, begin) {
			begin += quarter
		}
		if got := h.Begin(from); got != begin {
			t.Fatalf("from %d it can begin at %d, want %d", from, got, begin)
		}

		finish := begin
		for left := work; left > 0; finish += quarter {
			if works(&h, finish) {
				left -= quarter
			}
		}
		if got := h.Finish(begin, work); got != finish {
			t.Fatalf("a work of %d begun at %d ends at %d, want %d", work, begin, got, finish)
		}

		when := schedule.Time(0)
		for left := work; left > 0; when += quarter {
			if works(&h, when) {
				left -= quarter
			}
		}
		if got := h.When(work); got != when {
			t.Fatalf("it has worked %d at %d, want %d", work, got, when)
		}
	})
}

func TestHoursRoundTripAtAnySecond(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawnHours(t)
		from := rapid.Int64Range(0, 10*schedule.Day).Draw(t, "from")
		work := rapid.Int64Range(0, 10*schedule.Day).Draw(t, "work")
		begin := h.Begin(from)
		if begin < from || h.Begin(begin) != begin || h.Worked(begin) != h.Worked(from) {
			t.Fatalf("from %d it begins at %d, then at %d", from, begin, h.Begin(begin))
		}
		if got := h.Worked(h.Finish(begin, work)) - h.Worked(begin); got != work {
			t.Fatalf("from %d on it works %d, want %d", begin, got, work)
		}
		if got := h.Worked(h.When(work)); got != work {
			t.Fatalf("has worked %d when it should have %d", got, work)
		}
	})
}
