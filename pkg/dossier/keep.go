package dossier

import (
	"errors"
	"fmt"
	"io/fs"
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

// ExtendChain brings a chain that KeepChains or ExtendChain has put here up to
// what it is by now: the bytes that are new are on disk when it returns. What
// could not be written whole is cut off again. The error is ErrExists when the
// chain on disk is longer, which is then another one.
func (d *Dossier) ExtendChain(c WholeChain) (err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	path := d.chainPath(c.Writer)
	_, err = os.Stat(path)
	isNew := errors.Is(err, fs.ErrNotExist)
	f, err := d.opt.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	had := info.Size()
	if had > int64(len(c.Bytes)) {
		return fmt.Errorf("%w: %s", ErrExists, path)
	}
	if had == int64(len(c.Bytes)) {
		return nil
	}
	_, err = f.Write(c.Bytes[had:])
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return errors.Join(err, f.Truncate(had))
	}
	if isNew {
		return syncDir(filepath.Join(d.dir, eventsDir))
	}
	return nil
}
