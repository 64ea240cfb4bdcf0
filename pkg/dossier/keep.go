package dossier

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// WholeChain is the chain of a writer, whole.
type WholeChain struct {
	Writer string
	Bytes  []byte
}

// KeepChains puts whole chains into a folder that Create has made, byte for
// byte: the record of a drill that was played in memory. They are on disk when
// it returns; none is there in part. The folder must hold no chain yet: the
// error is ErrExists.
func (d *Dossier) KeepChains(chains []WholeChain) error {
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
	for _, c := range chains {
		if err := d.keepChain(c); err != nil {
			return err
		}
	}
	return syncDir(filepath.Join(d.dir, eventsDir))
}

// keepChain writes a chain beside its place and moves it there.
func (d *Dossier) keepChain(c WholeChain) error {
	tmp, err := os.CreateTemp(filepath.Join(d.dir, localDir), "chain-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(c.Bytes)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), d.chainPath(c.Writer))
}
