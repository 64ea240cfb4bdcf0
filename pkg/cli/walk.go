package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/pkg/walk"
)

func newWalkCmd(r *run) *cobra.Command {
	var at string
	cmd := r.command(spec{
		key:     "walk",
		example: []string{"bokgu walk", "bokgu walk < answers.txt"},
		exits:   []int{exitRefused, exitDamaged, exitBusy, exitInterrupted},
		do:      func(ctx context.Context, _ []string) error { return runWalk(ctx, r, at) },
	})
	cmd.Flags().StringVar(&at, "at", "", r.say("flag.walk-at"))
	return cmd
}

// runWalk guides a person. The screen is its result and goes to stdout.
func runWalk(ctx context.Context, r *run, at string) error {
	if r.cfg.NoInput {
		return r.tip(r.fail(exitRefused, "error.no-input"), "tip.no-input")
	}
	s, err := r.open()
	if err != nil {
		return err
	}
	defer s.end(ctx)
	if len(s.health.Damaged) > 0 {
		return s.flag() // nothing could be recorded
	}
	_ = s.flag() // what is torn or strange is told; it stops nobody
	guide := &walk.Guide{
		Asker:    r.asker(),
		Recorder: &walkRecorder{s},
		Screen:   view.NewWalkScreen(r.env.Streams.Out, r.page(), s.desk),
		Past:     parsePast,
		Future:   parseFuture,
		Board:    func() error { return s.showStatus() },
		Explain:  s.explainInWalk,
	}
	if s.state.Drill {
		guide.SetClock = s.setClock
	}
	if at != "" {
		if guide.SetClock == nil {
			return r.fail(exitUsage, "error.walk-at")
		}
		if err := s.setClock(at); err != nil {
			return err
		}
	}
	return guide.Run(ctx)
}

// asker asks on the screen. What comes from a pipe is written behind its
// question, as it would stand there had it been typed.
func (r *run) asker() walk.Asker {
	prompt := term.NewPrompt(r.env.Streams.In, r.env.Streams.Out)
	if r.env.Streams.InTerminal {
		return prompt
	}
	return &echoing{prompt, r.env.Streams.Out}
}

type echoing struct {
	prompt *term.Prompt
	out    io.Writer
}

func (e *echoing) Ask(ctx context.Context, question string) (string, error) {
	answer, err := e.prompt.Ask(ctx, question)
	if err != nil {
		return answer, err
	}
	_, err = fmt.Fprintln(e.out, term.Plain(answer))
	return answer, err
}

// setClock sets a drill's clock.
func (s *session) setClock(text string) error {
	now := s.now()
	to, ok := parsePlayed(text, now)
	if !ok {
		return s.badTime("at", text)
	}
	s.shift += to.Sub(now)
	return nil
}

// explainInWalk words what went wrong; only a damaged record and what nobody
// foresaw end the walk. A disk may have room again in a moment.
func (s *session) explainInWalk(err error) (words []string, goOn bool) {
	err = s.explain(err)
	words = strings.Split(err.Error(), "\n")
	if h := hint(err); h != "" {
		words = append(words, h)
	}
	switch exitCode(err) {
	case exitUsage, exitRefused, exitBusy:
		return words, true
	}
	return words, ofDisk(err)
}

// walkRecorder is the session as the walk sees it.
type walkRecorder struct{ s *session }

var _ walk.Recorder = (*walkRecorder)(nil)

// Moment reads what others have recorded meanwhile.
func (w *walkRecorder) Moment() *incident.Moment {
	w.s.refresh()
	return w.s.moment()
}

func (w *walkRecorder) Record(ctx context.Context, c incident.Command, how walk.Said) (walk.Receipt, error) {
	rec, err := w.s.record(ctx, c, said{from: how.From, override: how.Override})
	if err != nil {
		return walk.Receipt{}, err
	}
	if rec.known {
		return walk.Receipt{Known: true}, nil
	}
	flush, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
	defer cancel()
	w.s.dossier.Flush(flush) // so that the screen can say which copies have it
	return walk.Receipt{
		Number: int(rec.record.Seq), At: rec.record.Happened, Irregular: rec.record.Irregular, Copies: w.s.copies(),
	}, nil
}

// Own is the entry that undo would take back.
func (w *walkRecorder) Own() (journal.Record, bool) {
	if w.s.writer == "" {
		w.s.writer = w.s.dossier.Own() // of an earlier walk or command
	}
	seq, ok := w.s.state.Undoable(w.s.writer)
	if !ok {
		return journal.Record{}, false
	}
	for i := len(w.s.records) - 1; i >= 0; i-- {
		if r := &w.s.records[i]; r.Writer == w.s.writer && r.Seq == seq {
			return *r, true
		}
	}
	return journal.Record{}, false
}

// copies names the mirrors that have the last record.
func (s *session) copies() string {
	mirrors, err := s.dossier.Mirrors()
	if err != nil {
		return ""
	}
	var have []string
	for _, m := range mirrors {
		if m.Behind == 0 && m.Err == "" && !m.LastSuccess.IsZero() {
			have = append(have, m.Title)
		}
	}
	if len(have) == 0 {
		return ""
	}
	return s.say("recorded.copies", strings.Join(have, ", "))
}

// refresh takes in what other terminals have recorded since.
func (s *session) refresh() {
	records, health, err := s.dossier.Read()
	if err != nil {
		return // what was read before stays true; recording will tell
	}
	s.health = health
	if len(records) == len(s.records) {
		return
	}
	s.records = records
	s.state = incident.Replay(s.list, s.state.Book, records)
}

// showStatus is the board, in the middle of a walk.
func (s *session) showStatus() error {
	return s.print(func(w io.Writer) error { return s.statusText(w) })
}
