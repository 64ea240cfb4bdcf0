package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/view"
)

// addSaid adds the flags that every recording command has.
func (r *run) addSaid(cmd *cobra.Command, how *said) {
	cmd.Flags().StringVar(&how.at, "at", "", r.say("flag.at"))
	cmd.Flags().StringVar(&how.from, "from", "", r.say("flag.from"))
	cmd.Flags().StringVar(&how.role, "role", "", r.say("flag.role"))
}

// addOverride adds the flag of the commands that can be refused.
func (r *run) addOverride(cmd *cobra.Command, how *said) {
	cmd.Flags().StringVar(&how.override, "override", "", r.say("flag.override"))
}

// recordExits is how a recording command can end.
func recordExits() []int { return []int{exitDamaged, exitBusy} }

// recordOne opens the incident, records one command, and tells the number.
// The command is made when the state is known, so that names can be resolved.
func (r *run) recordOne(ctx context.Context, how said, make func(*session) (incident.Command, error)) error {
	s, err := r.open()
	if err != nil {
		return err
	}
	defer s.end(ctx)
	c, err := make(s)
	if err != nil {
		return s.explain(err)
	}
	rec, err := s.record(ctx, c, how)
	if err != nil {
		return err
	}
	return s.acknowledge(rec)
}

// acknowledge tells that a command is on disk: "recorded #N", and what of it
// breaks a rule.
func (s *session) acknowledge(rec receipt) error {
	made := s.made(rec)
	s.warnLost(s.health)
	s.warnKept()
	err := s.print(func(w io.Writer) error {
		if s.format == view.JSON {
			return view.RecordedJSON(w, view.Recorded{
				Seq: rec.record.Seq, Writer: rec.record.Writer, Known: rec.known,
				Ref: made, Irregular: rec.record.Irregular,
			})
		}
		line := s.say("recorded.known")
		if !rec.known {
			line = s.say("recorded", rec.record.Seq)
		}
		if made != "" {
			line += "  " + made
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
		for _, code := range rec.record.Irregular {
			if _, err := fmt.Fprintln(w, "  "+s.say("recorded.irregular", code, s.say("irregular."+code))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && !rec.known {
		f := s.fail(exitUnexpected, "error.recorded-unsaid", rec.record.Seq, cause(err))
		f.err = err
		return f
	}
	return err
}

// made names what a record created, which later commands speak of.
func (s *session) made(rec receipt) string {
	if rec.known {
		return ""
	}
	st := s.state
	switch rec.record.Type {
	case incident.TaskAdded:
		return st.Added[len(st.Added)-1].Ref
	case incident.HoldPlaced:
		return st.Holds[len(st.Holds)-1].ID
	case incident.QuestionAsked:
		return st.Questions[len(st.Questions)-1].Ref
	case incident.RoundIssued:
		return st.Rounds[len(st.Rounds)-1].ID
	}
	return ""
}

// maxEvidence is the largest file kept as evidence, in bytes: a long video of
// a room, but not a whole disk, which would leave no space for the record.
const maxEvidence = 1 << 30

// keepFile puts one file into the incident's folder. It looks before it opens:
// a pipe or a device never ends.
func (s *session) keepFile(path string) (incident.Evidence, error) {
	info, err := os.Stat(s.path(path))
	switch {
	case err != nil:
		return incident.Evidence{}, s.noEvidence(path, err)
	case !info.Mode().IsRegular():
		return incident.Evidence{}, s.tip(s.fail(exitUsage, "error.evidence-kind", path), "tip.evidence")
	case info.Size() > maxEvidence:
		return incident.Evidence{}, s.tip(s.fail(exitUsage, "error.evidence-size", path), "tip.evidence-size")
	}
	f, err := os.Open(s.path(path))
	if err != nil {
		return incident.Evidence{}, s.noEvidence(path, err)
	}
	defer f.Close()
	sum, size, err := s.dossier.PutObject(f)
	if err != nil {
		return incident.Evidence{}, err
	}
	return incident.Evidence{Name: filepath.Base(path), SHA256: sum, Size: size}, nil
}

// noEvidence says why a file cannot be kept.
func (s *session) noEvidence(path string, err error) error {
	return s.tip(s.fail(exitUsage, "error.evidence", path, s.because(err)), "tip.evidence")
}

// keepBytes puts content into the incident's folder and gives its sum.
func (s *session) keepBytes(data []byte) (string, error) {
	sum, _, err := s.dossier.PutObject(bytes.NewReader(data))
	return sum, err
}

// words joins arguments that were given without quotes.
func words(args []string) string { return strings.TrimSpace(strings.Join(args, " ")) }
