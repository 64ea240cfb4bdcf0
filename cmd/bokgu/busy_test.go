//go:build unix

package main

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

// Two terminals never write at once: the second waits a moment, then says that
// nothing was recorded.
func TestASecondTerminalIsToldThatNothingWasRecorded(t *testing.T) {
	t.Parallel()
	dir, _, _ := recorded(t)
	lock, err := os.OpenFile(dir+"/incidents/fire/.local/lock", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	code, out, errs := bokgu(t, dir, "note", "me too")
	if code != 6 || out != "" || !strings.HasPrefix(errs, "error: not recorded: another terminal is recording\nhint: ") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if code, _, errs := bokgu(t, dir, "log", "verify"); code != 0 {
		t.Errorf("looking while another records: exit %d: %s", code, errs)
	}
}
