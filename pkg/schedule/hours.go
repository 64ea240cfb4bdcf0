package schedule

import "math"

// Day is the length of a day.
const Day Time = 24 * 60 * 60

// Span is a part of the day in which a crew works: seconds from midnight, From
// included, To not. It lies within one day: a night shift is two spans.
type Span struct{ From, To Time }

// Hours are the spans of every day in which a crew works, ascending and apart;
// none at all means day and night. Midnight is where the schedule's time 0
// stands in its day.
type Hours struct {
	Spans    []Span
	Midnight Time // the time of day at time 0, 0 to Day
}

// Always says that the crew works day and night.
func (h *Hours) Always() bool { return len(h.Spans) == 0 }

// perDay is how long the crew works in a day.
func (h *Hours) perDay() Time {
	var sum Time
	for _, s := range h.Spans {
		sum += s.To - s.From
	}
	return sum
}

// Worked is how long the crew has worked from time 0 to t.
func (h *Hours) Worked(t Time) Time {
	if h.Always() {
		return t
	}
	return h.sinceMidnight(t+h.Midnight) - h.sinceMidnight(h.Midnight)
}

// sinceMidnight counts from the midnight before time 0.
func (h *Hours) sinceMidnight(t Time) Time {
	days, rest := t/Day, t%Day
	worked := days * h.perDay()
	for _, s := range h.Spans {
		if rest > s.From {
			worked += min(rest, s.To) - s.From
		}
	}
	return worked
}

// When is the earliest time at which the crew has worked that long. It is the
// end of a piece of work that was begun at the right time: with nothing left
// to do it does not wait for the next span.
func (h *Hours) When(worked Time) Time {
	if h.Always() || worked == 0 {
		return worked
	}
	worked += h.sinceMidnight(h.Midnight)
	perDay := h.perDay()
	days, rest := worked/perDay, worked%perDay
	if rest == 0 && days > 0 { // the end of the last span, not midnight
		days, rest = days-1, perDay
	}
	at := days * Day
	for _, s := range h.Spans {
		if rest <= s.To-s.From {
			at += s.From + rest
			break
		}
		rest -= s.To - s.From
	}
	return max(0, at-h.Midnight)
}

// Begin is the earliest time from t on at which the crew can begin something.
func (h *Hours) Begin(t Time) Time {
	if h.Always() {
		return t
	}
	at := (t + h.Midnight) % Day
	for _, s := range h.Spans {
		if at < s.To {
			return t + max(0, s.From-at)
		}
	}
	return t + Day - at + h.Spans[0].From
}

// Finish is when a piece of work ends that is begun at start, which Begin gave.
func (h *Hours) Finish(start, work Time) Time {
	if h.Always() || work == 0 {
		return start + work
	}
	return h.When(h.Worked(start) + work)
}

// stretch is the time without a break in which the crew works, from begin on,
// which Begin gave; a night shift does not break at midnight.
func (h *Hours) stretch(begin Time) (end Time) {
	if h.Always() {
		return math.MaxInt64
	}
	at := (begin + h.Midnight) % Day
	for _, s := range h.Spans {
		if at < s.To {
			end = begin + s.To - at
			if first := h.Spans[0]; s.To == Day && first.From == 0 {
				end += first.To
			}
			return end
		}
	}
	return begin
}
