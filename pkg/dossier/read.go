package dossier

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"

	"github.com/bokgu/bokgu/pkg/journal"
)

// chain is one writer's chain as far as it has been read.
type chain struct {
	journal.Chain
	pos   journal.Position // after the last good record
	info  fs.FileInfo      // of the file as it was read; nil: no file yet
	given int              // records the caller has
	seen  map[string]uint64
	upTo  int // records whose saw is in seen
}

// Health is what is not as it should be with the chains of a folder.
type Health struct {
	Damaged   []journal.Fault // reading stopped there; recording needs Continue
	Continued []journal.Fault // damaged, and a later chain names the last good record
	Torn      []journal.Fault // writes that never finished
	Lost      []Loss          // acknowledged records that are not here any more
	Foreign   []string        // chains of another incident, left out
}

// OK says that there is nothing to tell.
func (h Health) OK() bool {
	return len(h.Damaged)+len(h.Continued)+len(h.Torn)+len(h.Lost)+len(h.Foreign) == 0
}

// Read gives all good records in their merged order and what is wrong with
// the folder. It takes no lock and writes nothing. Called again, it reads
// only what is new.
func (d *Dossier) Read() ([]journal.Record, Health, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	h, err := d.look()
	if err != nil {
		return nil, Health{}, err
	}
	for _, c := range d.chains {
		c.given = len(c.Records)
	}
	return journal.Merge(d.good()), h, nil
}

// Verify checks all chains, against each other and against what this machine
// remembers to have acknowledged. It writes nothing.
func (d *Dossier) Verify() (journal.Verification, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	h, err := d.look()
	v := journal.Verify(d.good())
	for _, l := range h.Lost {
		if !l.Mended() {
			v.Lack(l.Writer, l.Line())
		}
	}
	return v, err
}

// Chains gives the chains of the incident by writer, as far as each is good.
func (d *Dossier) Chains() ([]journal.Chain, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.refresh(); err != nil {
		return nil, err
	}
	return d.good(), nil
}

// refresh reads what chains have grown by, and chains that are new. One that
// cannot be read is damaged: the others count all the same.
func (d *Dossier) refresh() error {
	names, err := chainNames(d.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, writer := range names {
		if d.chains[writer] == nil {
			d.chains[writer] = newChain(writer)
		}
	}
	for writer, c := range d.chains {
		err := c.read(d.chainPath(writer))
		if errors.Is(err, fs.ErrNotExist) {
			delete(d.chains, writer)
		} else if err != nil {
			c.Fault = &journal.Fault{Writer: writer, Reason: journal.Unreadable, Line: int(c.pos.Seq) + 1, Offset: c.pos.Offset}
			c.info = nil
		}
	}
	d.uid = d.incident()
	return nil
}

func newChain(writer string) *chain {
	return &chain{Chain: journal.Chain{Writer: writer}, pos: journal.Position{Writer: writer}, seen: map[string]uint64{}}
}

// read goes on from where the last reading stopped. A chain that was faulty or
// has become shorter is read anew.
func (c *chain) read(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no file", path) // a pipe would hang whoever opens it
	}
	if c.info != nil && c.info.Size() == info.Size() && (c.Fault == nil || c.info.ModTime().Equal(info.ModTime())) {
		c.info = info
		return nil
	}
	if c.Fault != nil || info.Size() < c.pos.Offset {
		given := c.given
		*c = *newChain(c.Writer)
		c.given = given
	}
	data, err := readFrom(path, c.pos.Offset, info.Size())
	if err != nil {
		return err
	}
	records, pos, fault := journal.Decode(c.pos, data)
	if len(c.Records) == 0 {
		c.Records = records
	} else {
		c.Records = append(c.Records, records...)
	}
	c.pos, c.Fault, c.info = pos, fault, info
	c.given = min(c.given, len(c.Records))
	return nil
}

// readFrom reads [from, to) of a file, or less when it has become shorter.
func readFrom(path string, from, to int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data := make([]byte, to-from)
	n, err := f.ReadAt(data, from)
	if n < len(data) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return data[:n], nil
}

// incident is the uid most records have; the smallest when it is a draw.
func (d *Dossier) incident() string {
	count := map[string]int{}
	for _, c := range d.chains {
		if c.pos.Seq > 0 {
			count[c.pos.Incident] += len(c.Records)
		}
	}
	best := ""
	for _, uid := range slices.Sorted(maps.Keys(count)) {
		if best == "" || count[uid] > count[best] {
			best = uid
		}
	}
	return best
}

// ours says that a chain belongs to this incident.
func (d *Dossier) ours(c *chain) bool { return c.pos.Seq == 0 || c.pos.Incident == d.uid }

// good gives the chains of this incident, by writer.
func (d *Dossier) good() []journal.Chain {
	var chains []journal.Chain
	for _, writer := range slices.Sorted(maps.Keys(d.chains)) {
		if c := d.chains[writer]; d.ours(c) {
			chains = append(chains, c.Chain)
		}
	}
	return chains
}

// news gives the records the caller does not have, which it then has.
func (d *Dossier) news() []journal.Record {
	var chains []journal.Chain
	for _, c := range d.chains {
		if d.ours(c) && c.given < len(c.Records) {
			chains = append(chains, journal.Chain{Writer: c.Writer, Records: c.Records[c.given:]})
			c.given = len(c.Records)
		}
	}
	if len(chains) == 0 {
		return nil
	}
	return journal.Merge(chains)
}

func (d *Dossier) health() Health {
	var h Health
	left := d.continued()
	for _, writer := range slices.Sorted(maps.Keys(d.chains)) {
		c := d.chains[writer]
		switch {
		case !d.ours(c):
			h.Foreign = append(h.Foreign, writer)
		case c.Fault == nil:
		case c.Fault.Torn():
			h.Torn = append(h.Torn, *c.Fault)
		case left[writer] == c.pos.Seq+1:
			h.Continued = append(h.Continued, *c.Fault)
		default:
			h.Damaged = append(h.Damaged, *c.Fault)
		}
	}
	return h
}

// saw tells how far each other chain is ahead of what a chain's records had
// seen, as a new record of it has to say.
func (d *Dossier) saw(c *chain) map[string]string {
	for ; c.upTo < len(c.Records); c.upTo++ {
		for writer, ref := range c.Records[c.upTo].Saw {
			if seq, _, ok := journal.ParseRef(ref); ok {
				c.seen[writer] = max(c.seen[writer], seq)
			}
		}
	}
	var saw map[string]string
	for _, other := range d.chains {
		if other == c || !d.ours(other) || other.pos.Seq <= c.seen[other.Writer] {
			continue
		}
		if saw == nil {
			saw = map[string]string{}
		}
		saw[other.Writer] = other.Records[len(other.Records)-1].Ref()
	}
	return saw
}
