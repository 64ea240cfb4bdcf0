package dossier

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/bokgu/bokgu/pkg/journal"
)

// identity says which chain a person on this machine writes, and what was
// last acknowledged in it. It is a file in .local: a line of fixed length,
// "NUMBER SUM", which is written over after each record, and a JSON object.
// None of it is synced: an identity that is lost, old or garbled costs a new
// chain at most.
type identity struct {
	Writer string `json:"writer"`
	Person string `json:"person"`
	Host   string `json:"host"` // machine the folder was on
	File   string `json:"file"` // fileID of this very file: a copy has another

	// Incident is the uid of the incident, for when no chain can tell it.
	Incident string `json:"incident,omitempty"`

	last journal.Position // acknowledged; only Seq and Sum
	file *os.File
	info fs.FileInfo
}

const lastLine = "%020d %64s\n"

// identityPath is the file of a person: names that read alike are kept apart,
// and so are the accounts of one name, which cannot write each other's files.
func (d *Dossier) identityPath() string {
	if d.idPath == "" {
		d.idPath = d.localPath(identityName(d.opt.Person))
	}
	return d.idPath
}

func identityName(person string) string {
	digest := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", person, os.Getuid()))
	return "identity-" + strings.TrimLeft(slug(person)+"-", "-") + hex.EncodeToString(digest[:4])
}

// host tells this machine from others of the same name, where it can.
func (d *Dossier) host() string {
	if d.hostID == "" {
		// Without the file the name alone has to tell.
		id, _ := os.ReadFile("/etc/machine-id")
		d.hostID = d.opt.Machine + " " + strings.TrimSpace(string(id))
	}
	return d.hostID
}

// Writer is the chain of the person who records; empty before the first
// record of theirs here. It is known inside the decide of Append and after it.
func (d *Dossier) Writer() string {
	if d.self == nil {
		return ""
	}
	return d.self.Writer
}

// Own is the chain in which the person would go on, as far as looking can
// tell; empty when there is none. It writes nothing.
func (d *Dossier) Own() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.loadIdentity() != nil {
		return ""
	}
	return d.Writer()
}

// loadIdentity reads the identity of the person, or keeps the one it has when
// the file is still the same. It gives nil when there is none to trust.
func (d *Dossier) loadIdentity() error {
	info, err := os.Stat(d.identityPath())
	if errors.Is(err, fs.ErrNotExist) {
		d.dropIdentity()
		return nil
	}
	if err != nil {
		return err
	}
	if d.self != nil && os.SameFile(info, d.self.info) {
		return nil
	}
	d.dropIdentity()
	if !info.Mode().IsRegular() {
		return nil
	}
	f, err := os.OpenFile(d.identityPath(), os.O_RDWR, 0)
	if errors.Is(err, fs.ErrPermission) {
		return nil // whoever's it is: a new chain is always right
	}
	if err != nil {
		return err
	}
	self, err := readIdentity(f, info)
	if err != nil || self == nil || self.Person != d.opt.Person {
		return errors.Join(err, f.Close())
	}
	d.self = self
	return nil
}

// readIdentity gives nil without an error when the file makes no sense.
func readIdentity(f *os.File, info fs.FileInfo) (*identity, error) {
	data, err := io.ReadAll(io.LimitReader(f, 64<<10))
	if err != nil {
		return nil, err
	}
	self := &identity{file: f, info: info}
	last, rest, _ := strings.Cut(string(data), "\n")
	if _, err := fmt.Sscanf(last, "%d %s", &self.last.Seq, &self.last.Sum); err != nil {
		return nil, nil
	}
	if json.Unmarshal([]byte(rest), self) != nil || self.Writer == "" {
		return nil, nil
	}
	return self, nil
}

func (d *Dossier) dropIdentity() {
	if d.self != nil {
		d.self.file.Close() // nothing is lost with it
		d.self = nil
	}
}

// doubt says why the identity cannot go on in its chain, as the record that
// opens the next one will tell; nil when it can. copied is true when the
// chain may be somebody else's by now.
func (d *Dossier) doubt() (c *journal.Continues, copied bool) {
	self := d.self
	old := d.chains[self.Writer]
	if old == nil {
		old = newChain(self.Writer)
	}
	c = &journal.Continues{Writer: self.Writer, Seq: old.pos.Seq, Sum: old.pos.Sum}
	last := self.last
	switch {
	case self.Host != d.host() || self.File != fileID(self.info):
		c.Reason = journal.AfterCopy
		return c, true
	case last.Seq > old.pos.Seq || last.Seq > 0 && old.Records[last.Seq-1].Sum != last.Sum:
		c.Reason, c.Lost = journal.AfterLoss, fmt.Sprintf("%d:%s", last.Seq, last.Sum)
		return c, false
	case !d.ours(old):
		c.Reason = journal.AfterCopy
		return c, true
	}
	return nil, false
}

// newIdentity begins a writer nobody has been before.
func (d *Dossier) newIdentity() error {
	if err := d.ensureLocal(); err != nil {
		return err
	}
	if err := d.ensureIncident(); err != nil {
		return err
	}
	writer, err := d.newWriter()
	if err != nil {
		return err
	}
	path := d.identityPath()
	if err := d.writeIdentity(path+".new", writer); err != nil {
		return err
	}
	d.dropIdentity()
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	if err := d.loadIdentity(); err != nil {
		return err
	}
	if d.self == nil || d.self.Writer != writer {
		return fmt.Errorf("%s does not keep what is written to it", path)
	}
	return nil
}

// ensureIncident gives the folder its uid: the one of its chains, else the one
// that was remembered when there were chains, else a new one.
func (d *Dossier) ensureIncident() error {
	for _, id := range d.memories() {
		if d.uid == "" {
			d.uid = id.Incident
		}
	}
	if d.uid != "" {
		return nil
	}
	var random [8]byte
	if _, err := io.ReadFull(d.opt.Random, random[:]); err != nil {
		return err
	}
	d.uid = hex.EncodeToString(random[:])
	return nil
}

// writeIdentity writes a file that knows its own id.
func (d *Dossier) writeIdentity(path, writer string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return errors.Join(err, f.Close())
	}
	text, err := json.Marshal(identity{Writer: writer, Person: d.opt.Person, Host: d.host(), File: fileID(info), Incident: d.uid})
	if err == nil {
		_, err = fmt.Fprintf(f, lastLine+"%s\n", 0, journal.Start, text)
	}
	return errors.Join(err, f.Close())
}

func (d *Dossier) newWriter() (string, error) {
	var random [3]byte
	if _, err := io.ReadFull(d.opt.Random, random[:]); err != nil {
		return "", err
	}
	name := slug(d.opt.Person + "-" + d.opt.Machine)
	if name == "" {
		name = "writer"
	}
	writer := name + "-" + hex.EncodeToString(random[:])
	if d.chains[writer] != nil {
		return "", fmt.Errorf("writer %s is taken: try again", writer)
	}
	return writer, nil
}

// remember notes what was acknowledged. Failing to is no reason to refuse a
// record that is on disk: the note is then only older than the chain.
func (id *identity) remember(pos journal.Position) {
	id.last = journal.Position{Seq: pos.Seq, Sum: pos.Sum}
	_, _ = fmt.Fprintf(io.NewOffsetWriter(id.file, 0), lastLine, pos.Seq, pos.Sum)
}
