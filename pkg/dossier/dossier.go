// Package dossier is the folder of an incident on disk:
//
//	events/WRITER.chain     one append-only chain per writer (see package journal)
//	objects/sha256/ab/cd…   evidence, inventory and playbook, named by content
//	.gitattributes          no tool may change line ends here
//	.local/                 lock, identities, what became of mirrors; never copied
//
// Folders of two machines merge by copying events and objects together: no
// file is ever written by two machines.
//
// What it promises: [Dossier.Append] returns only after the record is on
// disk; what it has returned is there after a kill, a power cut or a full
// disk; a write that never finished is cut off before the next one, with a
// copy kept in .local; looking ([Open], [Dossier.Read]) writes nothing.
//
// What it builds on: a file system that keeps what fdatasync and fsync of a
// folder have confirmed, and file locks that hold between the processes of
// one machine. A failed sync is never tried again on the same bytes: they are
// cut off and written anew, because a kernel may drop what it could not write
// and report the error only once.
package dossier

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/bokgu/bokgu/pkg/journal"
)

const (
	eventsDir  = "events"
	objectsDir = "objects"
	localDir   = ".local"
	chainExt   = ".chain"
)

// Errors that callers tell apart.
var (
	ErrExists     = errors.New("the folder already holds an incident")
	ErrNone       = errors.New("the folder holds no incident")
	ErrBusy       = errors.New("another process is recording")
	ErrNotDamaged = errors.New("the chain is not damaged")
)

// DamagedError says that one's own chain is damaged, so that nothing can be
// recorded until [Dossier.Continue] has begun another.
type DamagedError struct{ Fault journal.Fault }

func (e *DamagedError) Error() string { return "journal damaged: " + e.Fault.Error() }

// Hint names the way on.
func (e *DamagedError) Hint() string { return "bokgu log continue" }

// Unwrap gives the fault.
func (e *DamagedError) Unwrap() error { return &e.Fault }

// Options is what a dossier needs of the outside world.
type Options struct {
	Person  string           // who records; the chain is theirs
	Machine string           // name of the machine, as people know it
	Now     func() time.Time // nil: time.Now
	Random  io.Reader        // nil: crypto/rand
	Mirrors []Mirror

	// Begins is the type of the record that makes a folder an incident: one
	// without it, as a crash leaves it, can be created again. Empty: any
	// record but chain.opened.
	Begins string

	Wait time.Duration // how long to wait for the lock; 0: 5 s

	// OpenFile opens chains for writing; nil: os.OpenFile. Tests make it fail.
	OpenFile func(name string, flag int, perm fs.FileMode) (File, error)
}

// File is a chain open for writing.
type File interface {
	io.WriteCloser
	Stat() (fs.FileInfo, error)
	Truncate(size int64) error
	Sync() error // of the data; the folder entry is synced apart
}

// Dossier is an open incident folder. Its methods may be used by several
// goroutines.
type Dossier struct {
	dir string
	opt Options

	mu      sync.Mutex
	chains  map[string]*chain // by writer
	uid     string            // of the incident; empty before the first record
	self    *identity         // nil until the first append
	out     *output           // own chain open for writing; nil: not open
	undo    *output           // bytes after its size must go before anything is written
	mirrors []*mirror

	idPath string // of the person's identity; empty until asked for
	hostID string // the same
}

// Create makes the folder of a new incident. A folder in which none has begun
// may be there already, as a crash leaves it; damage in it is for Append to
// tell.
func Create(dir string, opt Options) (*Dossier, error) {
	d := open(dir, opt)
	if err := d.refresh(); err != nil {
		return nil, err
	}
	if d.begun() {
		return nil, fmt.Errorf("%w: %s", ErrExists, dir)
	}
	for _, d := range []string{eventsDir, objectsDir} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o777); err != nil {
			return nil, err
		}
	}
	if err := writeOnce(filepath.Join(dir, ".gitattributes"), "* -text\n"); err != nil {
		return nil, err
	}
	for _, d := range []string{dir, filepath.Dir(filepath.Clean(dir))} {
		if err := syncDir(d); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// begun says whether the folder is an incident's already.
func (d *Dossier) begun() bool {
	for _, c := range d.chains {
		for i := range c.Records {
			if t := c.Records[i].Type; t == d.opt.Begins || d.opt.Begins == "" && t != journal.TypeOpened {
				return true
			}
		}
	}
	return false
}

// Open opens the folder of an incident. It writes nothing.
func Open(dir string, opt Options) (*Dossier, error) {
	if _, err := os.Stat(filepath.Join(dir, eventsDir)); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrNone, dir)
	} else if err != nil {
		return nil, err
	}
	return open(dir, opt), nil
}

func open(dir string, opt Options) *Dossier {
	opt = opt.withDefaults()
	d := &Dossier{dir: dir, opt: opt, chains: map[string]*chain{}}
	for _, m := range opt.Mirrors {
		d.mirrors = append(d.mirrors, newMirror(d, m))
	}
	return d
}

// Dir is the folder.
func (d *Dossier) Dir() string { return d.dir }

// Close waits for mirrors as long as ctx allows and lets go of files. What
// has been recorded is safe without it.
func (d *Dossier) Close(ctx context.Context) error {
	d.Flush(ctx)
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.closeOutput()
}

func chainNames(dir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(dir, eventsDir))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), chainExt); ok && name != "" && !e.IsDir() {
			names = append(names, name)
		}
	}
	return names, nil
}

func (d *Dossier) chainPath(writer string) string {
	return filepath.Join(d.dir, eventsDir, writer+chainExt)
}
func (d *Dossier) localPath(name string) string { return filepath.Join(d.dir, localDir, name) }

// ensureLocal makes .local, which versioning tools and people leave alone.
func (d *Dossier) ensureLocal() error {
	if _, err := os.Stat(d.localPath(".gitignore")); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Join(d.dir, localDir), 0o777); err != nil {
		return err
	}
	return writeOnce(d.localPath(".gitignore"), "*\n")
}

func writeOnce(path, text string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	return os.WriteFile(path, []byte(text), 0o666)
}
