package dossier

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// copyChain appends to a chain's copy what it lacks of the first size bytes.
// A copy that is longer is left alone: on a shared mirror the writer itself
// may be ahead of this machine. One with other content is put aside, never
// overwritten.
func (m *mirror) copyChain(from, to string, size int64) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.OpenFile(to, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	defer dst.Close()
	info, err := dst.Stat()
	if err != nil {
		return err
	}
	have := info.Size()
	same, err := sameEnd(src, dst, min(have, size))
	if err != nil {
		return err
	}
	if !same {
		aside := fmt.Sprintf("%s.other-%d", to, m.now().UnixMilli())
		if err := errors.Join(dst.Close(), os.Rename(to, aside)); err != nil {
			return err
		}
		return m.copyChain(from, to, size)
	}
	if have >= size {
		return nil
	}
	if _, err := io.Copy(io.NewOffsetWriter(dst, have), io.NewSectionReader(src, have, size-have)); err != nil {
		return err
	}
	return dst.Sync()
}

// sameEnd says that two chains agree in the last bytes before an offset. As
// each line holds the sum of all before it, they then agree from the start.
func sameEnd(a, b io.ReaderAt, offset int64) (bool, error) {
	from := max(0, offset-4<<10)
	left, right := make([]byte, offset-from), make([]byte, offset-from)
	if _, err := a.ReadAt(left, from); err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	if _, err := b.ReadAt(right, from); err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	return bytes.Equal(left, right), nil
}

// copyObjects copies the objects the mirror does not have.
func (m *mirror) copyObjects() error {
	root := filepath.Join(m.from, objectsDir)
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == root {
			return nil
		}
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		name, err := filepath.Rel(m.from, path)
		if err != nil {
			return err
		}
		to := filepath.Join(m.to, name)
		if _, err := os.Stat(to); err == nil {
			return nil
		}
		return copyFile(path, to)
	})
}

// copyFile makes a whole copy appear under its name, or nothing.
func copyFile(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	dst, err := os.CreateTemp(filepath.Dir(to), ".part-*")
	if err != nil {
		return err
	}
	defer os.Remove(dst.Name())
	_, err = io.Copy(dst, src)
	if err == nil {
		err = dst.Sync()
	}
	if err = errors.Join(err, dst.Close()); err != nil {
		return err
	}
	return os.Rename(dst.Name(), to)
}
