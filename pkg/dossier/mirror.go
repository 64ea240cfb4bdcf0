package dossier

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Mirror is a place outside that gets a copy of each record: a stick, a share.
// Path must be there by itself; only the incident's folder in it is made, so
// that a stick pulled out does not become a folder on the disk it hung on.
// Where the system tells file systems apart, a path that was one of its own and
// is no more counts as absent, though the folder it hung on is there.
type Mirror struct {
	Title string
	Path  string
}

// MirrorState is what is known of a mirror without asking it: looking at a
// dead share would hang.
type MirrorState struct {
	Mirror
	LastSuccess time.Time // when all that was recorded by then had been copied; zero: never
	Behind      int       // records it does not have, as far as is known here
	Inside      bool      // refused: ErrMirrorInside
	Err         string    // why the last try failed; empty: it did not
}

// ErrMirrorAbsent says that a mirror's path is not there.
var ErrMirrorAbsent = errors.New("mirror is not there")

// ErrMirrorInside says that a mirror lies in the folder of the incidents
// themselves and is no copy outside.
var ErrMirrorInside = errors.New("mirror is among the incidents")

// Mirrors tells how the mirrors stand.
func (d *Dossier) Mirrors() ([]MirrorState, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.refresh(); err != nil {
		return nil, err
	}
	states := make([]MirrorState, 0, len(d.mirrors))
	for _, m := range d.mirrors {
		note := m.note()
		states = append(states, MirrorState{Mirror: m.Mirror, LastSuccess: note.LastSuccess,
			Behind: max(0, d.events()-note.Events), Inside: note.Inside, Err: note.Error})
	}
	return states, nil
}

// Flush waits until the mirrors have what was recorded so far, or have failed
// to get it, or until ctx ends. Nothing is lost by not waiting: the next
// record brings along what is missing.
func (d *Dossier) Flush(ctx context.Context) {
	for _, m := range d.mirrors {
		m.mu.Lock()
		idle := m.idle
		m.mu.Unlock()
		if idle == nil {
			continue
		}
		select {
		case <-idle:
		case <-ctx.Done():
			return
		}
	}
}

// events counts the good records of the incident.
func (d *Dossier) events() int {
	n := 0
	for _, c := range d.chains {
		if d.ours(c) {
			n += len(c.Records)
		}
	}
	return n
}

// startMirrors has every mirror copy what stands now, each in a goroutine of
// its own, so that a dead one holds up nobody.
func (d *Dossier) startMirrors() {
	if len(d.mirrors) == 0 {
		return
	}
	now := cargo{events: d.events(), good: map[string]int64{}}
	for writer, c := range d.chains {
		if d.ours(c) && c.pos.Offset > 0 {
			now.good[writer] = c.pos.Offset
		}
	}
	for _, m := range d.mirrors {
		m.want(now)
	}
}

// cargo is what a mirror is to have.
type cargo struct {
	events int
	good   map[string]int64 // bytes to copy, by writer
}

// mirror copies to one place, one cargo at a time, the newest next.
type mirror struct {
	Mirror
	from string // incident folder
	to   string // its copy
	file string // note of the last success, in .local
	now  func() time.Time

	borders func(path string) int // see borders; tests have sticks of their own

	mu   sync.Mutex
	next *cargo
	idle chan struct{} // closed when there is no more to copy; nil: at rest
}

// mirrorNote is the file that outlives the process.
type mirrorNote struct {
	Path        string    `json:"path"`
	LastSuccess time.Time `json:"lastSuccess"`
	Events      int       `json:"events"`
	Borders     int       `json:"borders,omitempty"` // of the path, then
	Inside      bool      `json:"inside,omitempty"`
	Error       string    `json:"error,omitempty"`
}

func newMirror(d *Dossier, place Mirror) *mirror {
	from, err := filepath.Abs(d.dir)
	if err != nil {
		from = d.dir // no working directory: the name is still its last part
	}
	digest := sha256.Sum256([]byte(place.Path))
	return &mirror{
		Mirror: place,
		from:   from,
		to:     filepath.Join(place.Path, filepath.Base(from)),
		file:   d.localPath("mirror-" + hex.EncodeToString(digest[:4]) + ".json"),
		now:    d.opt.Now,

		borders: borders,
	}
}

// want has the cargo copied as soon as the one under way is done.
func (m *mirror) want(c cargo) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.next = &c
	if m.idle == nil {
		m.idle = make(chan struct{})
		go m.work()
	}
}

func (m *mirror) work() {
	for {
		m.mu.Lock()
		c := m.next
		m.next = nil
		if c == nil {
			close(m.idle)
			m.idle = nil
			m.mu.Unlock()
			return
		}
		m.mu.Unlock()
		note := m.note()
		note.Path = m.Path
		borders := m.borders(m.Path)
		err := m.there(note.Borders, borders)
		if err == nil {
			err = m.copy(*c)
		}
		if err != nil {
			note.Error, note.Inside = err.Error(), errors.Is(err, ErrMirrorInside)
		} else {
			note = mirrorNote{Path: m.Path, LastSuccess: m.now(), Events: c.events, Borders: borders}
		}
		m.write(note)
	}
}

// note reads what is remembered; nothing when it was never written.
func (m *mirror) note() (note mirrorNote) {
	data, err := os.ReadFile(m.file)
	if err != nil || json.Unmarshal(data, &note) != nil {
		return mirrorNote{}
	}
	return note
}

// write keeps the note. One that cannot be kept only shows an older age.
func (m *mirror) write(note mirrorNote) {
	data, err := json.Marshal(note)
	if err != nil {
		return
	}
	if os.WriteFile(m.file+".new", append(data, '\n'), 0o666) == nil {
		_ = os.Rename(m.file+".new", m.file)
	}
}

// there says whether the mirror can be copied to: it is there, it lies behind
// no fewer borders than at the last success, and not among the incidents.
func (m *mirror) there(then, now int) error {
	if info, err := os.Stat(m.Path); err != nil || !info.IsDir() || now < then {
		return fmt.Errorf("%w: %s", ErrMirrorAbsent, m.Path)
	}
	incidents := filepath.Dir(m.from)
	if inside(m.Path, incidents) && now <= m.borders(incidents) {
		return fmt.Errorf("%w: %s", ErrMirrorInside, m.Path)
	}
	return nil
}

// inside says whether a path is a folder or in it, links followed.
func inside(path, folder string) bool {
	path, err := filepath.Abs(path)
	if err != nil {
		return false
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return false
	}
	if folder, err = filepath.EvalSymlinks(folder); err != nil {
		return false
	}
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

// borders counts the file systems that a path enters on its way from the root.
// A stick or share that hangs there is one more, whichever it is; 0 where the
// system cannot tell.
func borders(path string) int {
	path, err := filepath.Abs(path)
	if err != nil {
		return 0
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return 0
	}
	n, below := 0, ""
	for {
		info, err := os.Stat(path)
		if err != nil {
			return 0
		}
		device := deviceID(info)
		if below != "" && device != below {
			n++
		}
		below = device
		up := filepath.Dir(path)
		if up == path {
			return n
		}
		path = up
	}
}

// copy brings the mirror up to the cargo.
func (m *mirror) copy(c cargo) error {
	for _, dir := range []string{m.to, filepath.Join(m.to, eventsDir)} {
		if err := os.Mkdir(dir, 0o777); err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
	}
	if err := writeOnce(filepath.Join(m.to, ".gitattributes"), "* -text\n"); err != nil {
		return err
	}
	for writer, size := range c.good {
		name := writer + chainExt
		if err := m.copyChain(filepath.Join(m.from, eventsDir, name), filepath.Join(m.to, eventsDir, name), size); err != nil {
			return fmt.Errorf("copy %s: %w", name, err)
		}
	}
	return m.copyObjects()
}
