package dossier

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/journal"
)

// Loss is a chain that no longer holds a record which was acknowledged: its
// end was cut off, its file emptied or taken away, or an older copy was put in
// its place.
type Loss struct {
	Writer    string
	Have      uint64 // records that are good here
	Last      uint64 // number of the last one that was acknowledged
	Sum       string // of that record
	Continued bool   // a later chain names the loss
}

// Line is the first record that is not the acknowledged one, as far as can be
// told.
func (l Loss) Line() uint64 { return min(l.Have+1, l.Last) }

// Mended says that only the last record is gone, as when a disk did not keep
// what it confirmed, and that the record says so itself.
func (l Loss) Mended() bool { return l.Continued && l.Last == l.Have+1 }

// look reads what is new and tells what is wrong, lost records too. What was
// acknowledged is read before the chains, which are written first; one that
// was just being written over is read again.
func (d *Dossier) look() (Health, error) {
	for again := false; ; again = true {
		known := d.acknowledged()
		if err := d.refresh(); err != nil {
			return Health{}, err
		}
		h := d.health()
		h.Lost = d.lost(known)
		fresh := slices.ContainsFunc(h.Lost, func(l Loss) bool { return !l.Continued })
		if fresh && !again {
			continue
		}
		h.Torn = slices.DeleteFunc(h.Torn, func(f journal.Fault) bool {
			return slices.ContainsFunc(h.Lost, func(l Loss) bool { return l.Writer == f.Writer })
		})
		return h, nil
	}
}

// acknowledged gives the last acknowledged record of every writer this machine
// remembers. A memory that was copied here, or cannot be read, says nothing.
func (d *Dossier) acknowledged() []journal.Position {
	var known []journal.Position
	host := d.host()
	for _, id := range d.memories() {
		if id.Host == host && id.File == fileID(id.info) && id.last.Seq > 0 {
			known = append(known, journal.Position{Writer: id.Writer, Seq: id.last.Seq, Sum: id.last.Sum})
		}
	}
	return known
}

// memories reads the identities of all persons, as far as they make sense.
func (d *Dossier) memories() []*identity {
	files, err := os.ReadDir(filepath.Join(d.dir, localDir))
	if err != nil {
		return nil // nobody has recorded here
	}
	var all []*identity
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), "identity-") {
			continue
		}
		if id := readMemory(d.localPath(f.Name())); id != nil {
			all = append(all, id)
		}
	}
	return all
}

func readMemory(path string) *identity {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	id, err := readIdentity(f, info)
	if err != nil {
		return nil
	}
	return id
}

// lost compares what was acknowledged with what is here: what this machine
// remembers, and what chains say that went on after a loss. A chain that is
// damaged is told of as that.
func (d *Dossier) lost(known []journal.Position) []Loss {
	losses := map[string]Loss{}
	for _, p := range known {
		if l, is := d.loss(p); is {
			losses[l.Writer] = l
		}
	}
	for _, old := range d.continues() {
		if old.Reason != journal.AfterLoss {
			continue
		}
		p := journal.Position{Writer: old.Writer}
		if _, err := fmt.Sscanf(old.Lost, "%d:%64s", &p.Seq, &p.Sum); err != nil {
			continue // somebody else's idea of a loss
		}
		if l, is := d.loss(p); is && l.Last >= losses[l.Writer].Last {
			l.Continued = true
			losses[l.Writer] = l
		}
	}
	var list []Loss
	for _, writer := range slices.Sorted(maps.Keys(losses)) {
		list = append(list, losses[writer])
	}
	return list
}

func (d *Dossier) loss(p journal.Position) (Loss, bool) {
	l := Loss{Writer: p.Writer, Last: p.Seq, Sum: p.Sum}
	c := d.chains[p.Writer]
	if c == nil {
		return l, p.Seq > 0
	}
	l.Have = c.pos.Seq
	if !d.ours(c) || c.Fault != nil && !c.Fault.Torn() {
		return l, false
	}
	return l, p.Seq > l.Have || p.Seq > 0 && c.Records[p.Seq-1].Sum != p.Sum
}

// continues gives what the first records of all chains say they go on from.
func (d *Dossier) continues() []journal.Continues {
	var all []journal.Continues
	for _, c := range d.chains {
		if len(c.Records) == 0 {
			continue
		}
		var body journal.Opened
		if json.Unmarshal(c.Records[0].Body, &body) != nil {
			continue // somebody else's idea of a body
		}
		all = append(all, body.Continues...)
	}
	return all
}
