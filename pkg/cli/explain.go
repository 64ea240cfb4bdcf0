package cli

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"github.com/bokgu/bokgu/pkg/dossier"
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/selection"
)

// explain turns the errors of recording into the program's own: what is
// wrong, and the command that goes on.
func (s *session) explain(err error) error {
	var (
		refusal *incident.Refusal
		unknown *incident.Unknown
		misuse  *incident.Misuse
		damaged *dossier.DamagedError
	)
	switch {
	case errors.As(err, &refusal):
		return s.refused(refusal)
	case errors.As(err, &unknown):
		return s.unknown(unknown)
	case errors.As(err, &misuse):
		return s.fail(exitUsage, "misuse."+misuse.Code, misuse.Args...)
	case errors.As(err, &damaged):
		f := damaged.Fault
		return s.tip(s.fail(exitDamaged, "error.damaged", f.Writer, f.Line, s.say("fault."+string(f.Reason))), "tip.continue")
	case errors.Is(err, dossier.ErrBusy):
		return s.tip(s.fail(exitBusy, "error.busy"), "tip.busy")
	case errors.Is(err, journal.ErrTooLong):
		return s.tip(s.fail(exitUsage, "error.too-long"), "tip.too-long")
	default:
		return s.notRecorded(err)
	}
}

// ofDisk says whether an error is what the system said of a file or a disk.
func ofDisk(err error) bool {
	var errno syscall.Errno
	return errors.As(err, &errno) || errors.Is(err, io.ErrShortWrite)
}

// notRecorded words what a disk refused, and where to go on; other errors it
// leaves as they are.
func (r *run) notRecorded(err error) error {
	var worded *failure
	if err == nil || errors.As(err, &worded) || !ofDisk(err) {
		return err
	}
	var f *failure
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		f = r.tip(r.fail(exitUnexpected, "error.disk-full"), "tip.disk-full")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		f = r.tip(r.fail(exitUnexpected, "error.disk-denied"), "tip.disk-denied")
	default:
		f = r.tip(r.fail(exitUnexpected, "error.disk", cause(err)), "tip.disk-denied")
	}
	f.err = err
	return f
}

// cause is the system's own word, without the path, which is long.
func cause(err error) string {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno.Error()
	}
	return err.Error()
}

// refused says in one sentence what stands in the way, and how to do it all
// the same.
func (s *session) refused(r *incident.Refusal) error {
	text := s.say("refuse."+r.Code, r.Args...)
	if reasons := s.reasons(r); len(reasons) > 0 {
		text += ": " + strings.Join(reasons, "; ")
	}
	f := &failure{code: exitRefused, text: text, err: r}
	if r.Code == "nothing-startable" {
		return s.tip(f, "tip.nothing-startable")
	}
	return s.tip(f, "tip.override")
}

// shownReasons bounds how many reasons an error names.
const shownReasons = 5

func (s *session) reasons(r *incident.Refusal) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range r.Reasons {
		text := s.waitText(w.Wait)
		if w.System >= 0 {
			text = s.systemName(w.System) + ": " + text
		}
		if seen[text] {
			continue
		}
		seen[text] = true
		if len(out) == shownReasons {
			return append(out, "...")
		}
		out = append(out, text)
	}
	return out
}

// waitText says what a task waits for.
func (s *session) waitText(w incident.Wait) string {
	switch w.Kind {
	case incident.WaitTask:
		return s.say("wait.gate", incident.Ref(w.Task, ""), w.Task.Title.In(s.lang))
	case incident.WaitEvent:
		return s.say("wait.event", w.Event)
	case incident.WaitNeed:
		return s.say("wait.need", s.systemName(w.System))
	case incident.WaitHold:
		if w.Hold == incident.HomeHold {
			return s.say("wait.home-hold")
		}
		for _, h := range s.state.Holds {
			if h.ID == w.Hold {
				return s.say("wait.hold", h.ID, h.Reason, h.Owner)
			}
		}
		return s.say("wait.hold", w.Hold, "-", "-")
	case incident.WaitStop:
		order := s.state.Stopped()
		if order == nil {
			return s.say("wait.stop", "-", "-")
		}
		return s.say("wait.stop", order.Reason, order.By)
	case incident.WaitStep:
		return s.say("wait.step", string(w.Step))
	default:
		return s.say("wait.phase", s.state.Phase(w.System).String())
	}
}

func (s *session) systemName(i int32) string {
	return s.page().Name(s.state.Inventory.Systems[i].Name, s.state.Inventory.Systems[i].ID)
}

func (s *session) unknown(u *incident.Unknown) error {
	var bad *selection.Error
	if errors.As(u.Err, &bad) {
		return s.expressionError("where", u.Err)
	}
	f := s.fail(exitUsage, "unknown."+u.Kind, u.Name)
	f.err = u
	if len(u.Close) > 0 {
		return s.tip(f, "tip.meant", strings.Join(u.Close, ", "))
	}
	return s.tip(f, "tip."+u.Kind)
}

// badTime says how times are written.
func (r *run) badTime(flag, given string) error {
	return r.tip(r.fail(exitUsage, "error.time", flag, given), "tip.time")
}
