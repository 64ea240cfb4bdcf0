package dossier

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/bokgu/bokgu/pkg/journal"
)

// Mended is a torn tail that was cut off.
type Mended struct {
	Fault journal.Fault
	Bytes int64  // cut off
	Kept  string // file with a copy of them
}

// Repair cuts off the torn tails of all chains in this folder, also of those
// others write: for the person who knows that nobody is writing them any
// more. Damage it leaves alone.
func (d *Dossier) Repair(ctx context.Context) ([]Mended, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var done []Mended
	err := d.locked(ctx, func() error {
		if err := d.refresh(); err != nil {
			return err
		}
		for _, writer := range slices.Sorted(maps.Keys(d.chains)) {
			m, err := d.mend(d.chains[writer])
			if err != nil {
				return err
			}
			if m != nil {
				done = append(done, *m)
			}
		}
		return nil
	})
	return done, err
}

// mend cuts off a chain's torn tail, after a copy of it is safe in .local,
// where nothing takes it for a chain. Nil: it was not torn.
func (d *Dossier) mend(c *chain) (*Mended, error) {
	if c.Fault == nil || !c.Fault.Torn() {
		return nil, nil
	}
	path := d.chainPath(c.Writer)
	tail, err := readFrom(path, c.pos.Offset, c.info.Size())
	if err != nil {
		return nil, err
	}
	kept := d.localPath(fmt.Sprintf("torn-%s-%d-%d", c.Writer, c.pos.Offset, d.opt.Now().UnixMilli()))
	if err := d.keep(kept, tail); err != nil {
		return nil, fmt.Errorf("keep a copy of the torn end: %w", err)
	}
	f, err := d.opt.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if err := f.Truncate(c.pos.Offset); err != nil {
		return nil, err
	}
	if err := f.Sync(); err != nil {
		return nil, err
	}
	m := &Mended{Fault: *c.Fault, Bytes: int64(len(tail)), Kept: kept}
	if c.info, err = f.Stat(); err != nil {
		return nil, err
	}
	c.Fault = nil
	return m, nil
}

func (d *Dossier) keep(path string, data []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(data); err != nil {
		return err
	}
	return f.Sync()
}
