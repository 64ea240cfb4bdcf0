package cli

import (
	"io"

	"github.com/bokgu/bokgu/pkg/dossier"
)

// flag warns of what is wrong with the record, and ends a command that only
// looked with exit code 5 when some of it is damaged: what was shown may lack
// what stands behind.
func (r *run) flag(h dossier.Health) error {
	for _, f := range h.Torn {
		r.warn("warn.torn", f.Writer, f.Line)
	}
	r.warnLost(h)
	for _, f := range h.Foreign {
		r.warn("warn.foreign", f)
	}
	for _, f := range h.Continued {
		r.warn("warn.continued", f.Writer, f.Line)
	}
	if len(h.Damaged) == 0 {
		return nil
	}
	f := h.Damaged[0]
	return r.tip(r.fail(exitDamaged, "error.damaged", f.Writer, f.Line, r.say("fault."+string(f.Reason))), "tip.continue")
}

// flag is the same for an open session, which also knows records of types
// that this program does not.
func (s *session) flag() error {
	if s.state.Strange > 0 {
		s.warn("warn.strange", s.state.Strange)
	}
	s.warnKept()
	err := s.run.flag(s.health)
	if err == nil && s.spoilt > 0 {
		return s.tip(&failure{code: exitDamaged}, "tip.kept")
	}
	return err
}

// warnLost names the records that were acknowledged and are gone.
func (r *run) warnLost(h dossier.Health) {
	for _, l := range h.Lost {
		key := "warn.lost"
		if l.Continued {
			key = "warn.lost-continued"
		}
		r.warn(key, l.Writer, l.Line(), l.Last)
	}
}

// warnKept says that the list or the playbook shown may not be the incident's,
// and which mirrors are none.
func (s *session) warnKept() {
	if s.spoilt > 0 {
		s.warn("warn.kept", s.spoilt)
	}
	mirrors, err := s.dossier.Mirrors()
	if err != nil {
		return // about copies only
	}
	for _, m := range mirrors {
		if m.Inside {
			s.warn("warn.mirror-inside", m.Path)
		}
	}
}

// warn tells something on stderr that changes no result.
func (r *run) warn(key string, args ...any) {
	_ = r.tell(func(w io.Writer) error {
		_, err := io.WriteString(w, remark(r.say("warn.label")+" "+r.say(key, args...)))
		return err
	})
}
