package dossier

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// KeepChain puts a whole chain into a folder that Create has made, byte for
// byte: the record of a drill that was played in memory. It is on disk when
// KeepChain returns, all of it or nothing. The folder must hold no chain yet:
// the error is ErrExists.
func (d *Dossier) KeepChain(writer string, chain []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.refresh(); err != nil {
		return err
	}
	if len(d.chains) > 0 {
		return fmt.Errorf("%w: %s", ErrExists, d.dir)
	}
	if err := d.ensureLocal(); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Join(d.dir, localDir), "chain-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(chain)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), d.chainPath(writer)); err != nil {
		return err
	}
	return syncDir(filepath.Join(d.dir, eventsDir))
}
