package cli

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/dossier"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/journal"
)

// session is one open incident: its folder, and the state of all records read
// so far.
type session struct {
	*run
	dossier *dossier.Dossier
	records []journal.Record
	health  dossier.Health
	list    *inventory.Inventory // as it was declared; the state may hold other tiers
	spoilt  int                  // files kept with the incident that are missing or damaged
	state   *incident.State
	writer  string        // the chain this run last wrote to; empty before
	shift   time.Duration // of a drill's clock, when it was set by hand
}

// session makes the state of an incident from what was read of its folder.
func (r *run) session(c candidate) (*session, error) {
	s := &session{run: r, dossier: c.dossier, records: c.records, health: c.health}
	manifest, err := manifestOf(c.records)
	if err != nil {
		return nil, err
	}
	files, spoilt := keptFiles(c.dossier, manifest)
	if s.spoilt = len(spoilt); s.spoilt > 0 {
		files = r.instead(files)
	}
	inv, book := listAndBook(files)
	s.list = inv
	s.state = incident.Replay(inv, book, c.records)
	return s, nil
}

// now is the incident's clock. A drill's clock goes on from its last event,
// so that a course of last year is played at its own times, and stands still
// where a script has recorded last; a real incident's is the machine's, in the
// zone the incident was declared in.
func (s *session) now() time.Time {
	real := s.env.Now()
	if s.state.Declared.IsZero() {
		return real
	}
	if s.state.Drill {
		last := s.state.Latest
		gone := max(0, real.Sub(last.Written))
		if last.By == drill.Recorder {
			gone = 0 // it was written by the script's clock
		}
		real = last.Happened.Add(gone).Add(s.shift).Truncate(time.Second)
	}
	return real.In(s.state.Declared.Location())
}

// moment is the state now.
func (s *session) moment() *incident.Moment { return s.state.At(s.now()) }

// said is how a command was given, apart from what it says.
type said struct {
	at       string
	from     string
	role     string
	override string
}

// when is the clock a command is judged by, and when what it says was so. In a
// drill --at is both: it is how the clock goes on.
func (s *session) when(how said) (clock, happened time.Time, err error) {
	clock = s.now()
	if how.at == "" {
		return clock, clock, nil
	}
	read := parsePast
	if s.state.Drill {
		read = parsePlayed
	}
	happened, ok := read(how.at, clock)
	if !ok {
		return clock, clock, s.badTime("at", how.at)
	}
	if !s.state.Declared.IsZero() {
		happened = happened.In(s.state.Declared.Location()) // one incident, one zone
	}
	if s.state.Drill {
		return happened, happened, nil
	}
	if happened.After(clock.Add(time.Hour)) {
		s.warn("warn.future", happened.Format("2006-01-02 15:04"))
	}
	return clock, happened, nil
}

// wanted reads when something is wanted, seen from when it is said.
func (s *session) wanted(flag, text string, how said) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	clock, _, err := s.when(how)
	if err != nil {
		return time.Time{}, err
	}
	t, ok := parseFuture(text, clock)
	if !ok {
		return time.Time{}, s.badTime(flag, text)
	}
	return t, nil
}

// receipt is what the operator is told of a recorded command.
type receipt struct {
	record journal.Record
	known  bool // nothing was recorded: the same was told before
}

// record decides and records one command. When it returns, the record is on
// disk.
func (s *session) record(ctx context.Context, c incident.Command, how said) (receipt, error) {
	clock, happened, err := s.when(how)
	if err != nil {
		return receipt{}, err
	}
	var out receipt
	rec, err := s.dossier.Append(ctx, func(news []journal.Record) (journal.Draft, error) {
		s.absorb(news)
		return incident.Decide(s.state.At(clock), c, incident.Context{
			Happened: happened, By: s.operator(), Role: how.role, From: how.from,
			Override: how.override, Writer: s.ownWriter(),
		})
	})
	if errors.Is(err, incident.ErrNothingNew) {
		out.known = true
		return out, nil
	}
	if err != nil {
		return receipt{}, s.explain(err)
	}
	s.writer = rec.Writer
	s.shift = 0
	s.absorb([]journal.Record{rec})
	out.record = rec
	return out, nil
}

// absorb takes in records that came after those read. One that takes an entry
// back changes the past, so everything is played again.
func (s *session) absorb(news []journal.Record) {
	s.records = append(s.records, news...)
	if slices.ContainsFunc(news, func(r journal.Record) bool { return r.Corrects != "" }) {
		s.state = incident.Replay(s.list, s.state.Book, s.records)
		return
	}
	for i := range news {
		s.state.Apply(&news[i])
	}
}

// ownWriter is the chain whose last entry undo takes back.
func (s *session) ownWriter() string {
	if s.writer == "" {
		s.writer = s.dossier.Writer()
	}
	return s.writer
}

// keepEvidence puts files into the incident's folder.
func (s *session) keepEvidence(paths []string) ([]incident.Evidence, error) {
	var kept []incident.Evidence
	for _, p := range paths {
		e, err := s.keepFile(p)
		if err != nil {
			return nil, err
		}
		kept = append(kept, e)
	}
	return kept, nil
}

// end lets go of the folder and gives its copies a moment to be made.
func (s *session) end(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), mirrorPatience)
	defer cancel()
	return s.dossier.Close(ctx)
}
