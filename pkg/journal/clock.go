package journal

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Clock is a hybrid logical clock: milliseconds since 1970 and a counter. It
// follows the wall clock but never runs backwards behind what was seen, so
// that a record sorts after everything its writer knew even when the clock of
// a machine is wrong. It is written "ms.n". The zero Clock is before all.
type Clock struct {
	Milli int64
	Count uint32
}

// Next is the clock of a record that is written now by somebody who has seen
// records up to c.
func (c Clock) Next(now time.Time) Clock {
	if ms := now.UnixMilli(); ms > c.Milli {
		return Clock{Milli: ms}
	}
	if c.Count == 1<<32-1 {
		return Clock{Milli: c.Milli + 1}
	}
	return Clock{Milli: c.Milli, Count: c.Count + 1}
}

// Compare is negative, zero or positive as c stands before, at or after d.
func (c Clock) Compare(d Clock) int {
	switch {
	case c.Milli < d.Milli, c.Milli == d.Milli && c.Count < d.Count:
		return -1
	case c == d:
		return 0
	default:
		return 1
	}
}

// String writes "ms.n".
func (c Clock) String() string {
	return strconv.FormatInt(c.Milli, 10) + "." + strconv.FormatUint(uint64(c.Count), 10)
}

// MarshalText writes "ms.n".
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads "ms.n" and refuses everything else.
func (c *Clock) UnmarshalText(b []byte) error {
	ms, n, found := strings.Cut(string(b), ".")
	milli, err := strconv.ParseInt(ms, 10, 64)
	if err != nil || !found {
		return fmt.Errorf("clock %q is not ms.n", b)
	}
	count, err := strconv.ParseUint(n, 10, 32)
	if err != nil {
		return fmt.Errorf("clock %q is not ms.n", b)
	}
	*c = Clock{Milli: milli, Count: uint32(count)}
	return nil
}
