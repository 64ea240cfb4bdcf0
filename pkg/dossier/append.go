package dossier

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/gofrs/flock"

	"github.com/bokgu/bokgu/pkg/journal"
)

// output is a chain open for writing.
type output struct {
	writer string
	file   File
	info   fs.FileInfo // of the file when it was opened
	size   int64       // of what is good in it, when it is in Dossier.undo
}

// Append records one fact. It takes the lock, reads what has been added since
// the caller last read or appended, lets decide judge with that, and writes
// what it returns, after chain.opened if the writer is new. When it returns
// without an error the record is on disk.
//
// decide must not wait for a person: others wait meanwhile. Its error comes
// back as it is, and nothing is written; the news count as given all the same.
// Other errors: ErrBusy, *DamagedError, and those of the disk, after which
// nothing has been recorded.
func (d *Dossier) Append(ctx context.Context, decide func(news []journal.Record) (journal.Draft, error)) (journal.Record, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var written journal.Record
	err := d.locked(ctx, func() error {
		if err := d.refresh(); err != nil {
			return err
		}
		if h := d.health(); len(h.Damaged) > 0 {
			return &DamagedError{h.Damaged[0]}
		}
		if err := d.loadIdentity(); err != nil {
			return err
		}
		draft, err := decide(d.news())
		if err != nil {
			return err
		}
		opened, err := d.settle(nil)
		if err != nil {
			return err
		}
		written, err = d.write(opened, &draft)
		return err
	})
	if err == nil {
		d.startMirrors()
	}
	return written, err
}

// Continue goes on after damage or loss: it begins a new chain whose first
// record names the last good record of every chain concerned. It gives that
// record, and ErrNotDamaged when there is nothing to go on from.
func (d *Dossier) Continue(ctx context.Context) (journal.Record, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var written journal.Record
	err := d.locked(ctx, func() error {
		h, err := d.look()
		if err != nil {
			return err
		}
		left := d.leave(h)
		if left == nil {
			return ErrNotDamaged
		}
		opened, err := d.settle(left)
		if err != nil {
			return err
		}
		written, err = d.write(opened, nil)
		return err
	})
	if err == nil {
		d.startMirrors()
	}
	return written, err
}

// leave names the chains that a new one is to go on from.
func (d *Dossier) leave(h Health) []journal.Continues {
	var left []journal.Continues
	for _, fault := range h.Damaged {
		pos := d.chains[fault.Writer].pos
		left = append(left, journal.Continues{Writer: fault.Writer, Seq: pos.Seq, Sum: pos.Sum, Reason: journal.AfterDamage})
	}
	for _, l := range h.Lost {
		if l.Continued {
			continue
		}
		c := journal.Continues{Writer: l.Writer, Reason: journal.AfterLoss, Lost: fmt.Sprintf("%d:%s", l.Last, l.Sum)}
		if old := d.chains[l.Writer]; old != nil {
			c.Seq, c.Sum = old.pos.Seq, old.pos.Sum
		}
		left = append(left, c)
	}
	return left
}

// continued tells, by writer, from which line on a damaged chain has been left
// for another one.
func (d *Dossier) continued() map[string]uint64 {
	left := map[string]uint64{}
	for _, old := range d.continues() {
		if old.Reason == journal.AfterDamage {
			left[old.Writer] = old.Seq + 1
		}
	}
	return left
}

// locked runs work while no other process records.
func (d *Dossier) locked(ctx context.Context, work func() error) (err error) {
	if err := d.ensureLocal(); err != nil {
		return err
	}
	wait, cancel := context.WithTimeout(ctx, d.opt.Wait)
	defer cancel()
	lock := flock.New(d.localPath("lock"), flock.SetPermissions(0o666)) // other accounts record too
	if ok, err := lock.TryLockContext(wait, 5*time.Millisecond); !ok {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if errors.Is(err, context.DeadlineExceeded) {
			return ErrBusy
		}
		return err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	if err := d.takeBack(); err != nil {
		return err
	}
	return work()
}

// settle makes sure of a writer and of a chain that ends in a whole line. It
// gives the body of chain.opened when a new chain has to begin: because there
// is no identity to trust, or to go on after the damage in left.
func (d *Dossier) settle(left []journal.Continues) (*journal.Opened, error) {
	if err := d.loadIdentity(); err != nil {
		return nil, err
	}
	if d.self != nil {
		why, copied := d.doubt()
		if c := d.chains[d.self.Writer]; c != nil && !copied {
			if _, err := d.mend(c); err != nil {
				return nil, err
			}
		}
		if why == nil && left == nil {
			if c := d.chains[d.self.Writer]; c != nil && c.pos.Seq > 0 {
				return nil, nil
			}
			return &journal.Opened{Person: d.opt.Person, Machine: d.opt.Machine}, nil
		}
		if why != nil && !slices.ContainsFunc(left, func(l journal.Continues) bool { return l.Writer == why.Writer }) {
			left = append(left, *why)
		}
	}
	if err := d.newIdentity(); err != nil {
		return nil, err
	}
	return &journal.Opened{Person: d.opt.Person, Machine: d.opt.Machine, Continues: left}, nil
}

// write puts chain.opened, if it is wanted, and the draft, if there is one,
// on disk in one commit, and gives the last of them.
func (d *Dossier) write(opened *journal.Opened, draft *journal.Draft) (journal.Record, error) {
	c := d.chains[d.self.Writer]
	if c == nil {
		c = newChain(d.self.Writer)
	}
	drafts := make([]journal.Draft, 0, 2)
	if opened != nil {
		body, err := json.Marshal(opened)
		if err != nil {
			return journal.Record{}, err
		}
		drafts = append(drafts, journal.Draft{Type: journal.TypeOpened, Body: body})
	}
	if draft != nil {
		drafts = append(drafts, *draft)
	}
	if d.uid == "" {
		if err := d.ensureIncident(); err != nil {
			return journal.Record{}, err
		}
	}
	records, lines, pos, err := d.encode(c, drafts)
	if err != nil {
		return journal.Record{}, err
	}
	if err := d.commit(c, lines); err != nil {
		return journal.Record{}, fmt.Errorf("not recorded: %w", err)
	}
	d.chains[c.Writer] = c
	c.Records = append(c.Records, records...)
	c.pos, c.given = pos, len(c.Records)
	d.self.remember(pos)
	return records[len(records)-1], nil
}

// encode turns drafts into the next lines of a chain.
func (d *Dossier) encode(c *chain, drafts []journal.Draft) (records []journal.Record, lines []byte, pos journal.Position, err error) {
	now := d.opt.Now()
	pos = c.pos
	pos.Incident = d.uid
	if pos.Sum == "" {
		pos.Sum = journal.Start
	}
	for _, other := range d.chains {
		if d.ours(other) && other.pos.Clock.Compare(pos.Clock) > 0 {
			pos.Clock = other.pos.Clock
		}
	}
	saw := d.saw(c)
	for _, draft := range drafts {
		pos.Seq++
		pos.Clock = pos.Clock.Next(now)
		r := journal.Record{
			Version: journal.Version, Incident: d.uid, Writer: c.Writer, Seq: pos.Seq, Clock: pos.Clock,
			Written: now.Truncate(time.Millisecond), Happened: draft.Happened, By: draft.By, Role: draft.Role, From: draft.From,
			Saw: saw, Irregular: draft.Irregular, Override: draft.Override, Corrects: draft.Corrects, Type: draft.Type, Body: draft.Body,
		}
		if r.Happened.IsZero() {
			r.Happened = r.Written
		}
		if r.By == "" {
			r.By = d.opt.Person
		}
		line, err := journal.Encode(&r, pos.Sum)
		if err != nil {
			return nil, nil, pos, err
		}
		pos.Sum, pos.Offset = r.Sum, pos.Offset+int64(len(line))
		records, lines, saw = append(records, r), append(lines, line...), nil
	}
	return records, lines, pos, nil
}

// commit appends to a chain's file and makes it last. When it fails, what may
// have been written is cut off again, now or before the next append.
func (d *Dossier) commit(c *chain, lines []byte) error {
	created := c.info == nil
	if err := d.openOutput(c); err != nil {
		return err
	}
	size := c.pos.Offset
	n, err := d.out.file.Write(lines)
	if err == nil && n < len(lines) {
		err = io.ErrShortWrite
	}
	if err == nil {
		err = d.out.file.Sync()
	}
	if err == nil && created {
		err = syncDir(filepath.Join(d.dir, eventsDir))
	}
	if err != nil {
		d.undo = d.out
		d.undo.size = size
		d.out = nil
		return errors.Join(err, d.takeBack())
	}
	if c.info, err = d.out.file.Stat(); err != nil {
		c.info = d.out.info // the record stands; the next reading looks again
	}
	return nil
}

// takeBack cuts off what a failed commit may have left. Until it succeeds
// nothing is written: a later record must never stand behind such bytes.
func (d *Dossier) takeBack() error {
	if d.undo == nil {
		return nil
	}
	if err := d.undo.file.Truncate(d.undo.size); err != nil {
		return fmt.Errorf("cut off an unfinished record: %w", err)
	}
	if err := d.undo.file.Sync(); err != nil {
		return fmt.Errorf("cut off an unfinished record: %w", err)
	}
	err := d.undo.file.Close()
	d.undo = nil
	return err
}

// openOutput opens the chain's file for appending, unless it is still open
// and still the file of that name.
func (d *Dossier) openOutput(c *chain) error {
	if d.out != nil && d.out.writer == c.Writer && c.info != nil && os.SameFile(c.info, d.out.info) {
		return nil
	}
	if err := d.closeOutput(); err != nil {
		return err
	}
	path := d.chainPath(c.Writer)
	if c.info == nil {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
	}
	f, err := d.opt.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return errors.Join(err, f.Close())
	}
	if info.Size() != c.pos.Offset {
		return errors.Join(fmt.Errorf("%s has changed meanwhile", path), f.Close())
	}
	d.out = &output{writer: c.Writer, file: f, info: info}
	return nil
}

func (d *Dossier) closeOutput() error {
	if d.out == nil {
		return nil
	}
	err := d.out.file.Close()
	d.out = nil
	return err
}
