package dossier

import (
	"crypto/rand"
	"io/fs"
	"os"
	"runtime"
	"time"
)

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Wait == 0 {
		o.Wait = 5 * time.Second
	}
	if o.OpenFile == nil {
		o.OpenFile = openFile
	}
	return o
}

func openFile(name string, flag int, perm fs.FileMode) (File, error) {
	f, err := os.OpenFile(name, flag, perm)
	if err != nil {
		return nil, err
	}
	return osFile{f}, nil
}

// osFile is an os.File whose Sync leaves out what reading it back does not
// need, where the system can.
type osFile struct{ *os.File }

func (f osFile) Sync() error { return dataSync(f.File) }

// syncDir makes the names in a folder last. Windows has no such call and
// needs none.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
