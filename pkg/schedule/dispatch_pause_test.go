package schedule

import "testing"

// A room that is never without a pause keeps no account of those that are over.
func TestPausesThatAreOverLeaveTheirRoom(t *testing.T) {
	s := resourceState{pause: 100, until: noPause}
	for now := range Time(100_000) {
		s.rest(now, int32(now), 1)
		s.settlePauses(now)
	}
	if s.free != 100_000-100 || s.until != 100_000 {
		t.Errorf("%d came free, the next at %d", s.free, s.until)
	}
	if cap(s.pausing) > 1000 {
		t.Errorf("room for %d pauses, of which 100 are at once", cap(s.pausing))
	}
}
