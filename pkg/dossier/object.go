package dossier

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrNoObject says that an object is not in the folder.
var ErrNoObject = errors.New("no such object")

// ErrObjectDamaged says that an object's content is not what its name says.
var ErrObjectDamaged = errors.New("object is damaged")

// PutObject keeps what it reads and gives its SHA-256, by which Object finds
// it, and its size in bytes. It is on disk when PutObject returns. The same
// content is kept once.
func (d *Dossier) PutObject(r io.Reader) (sum string, size int64, err error) {
	if err := d.ensureLocal(); err != nil {
		return "", 0, err
	}
	tmp, err := os.CreateTemp(filepath.Join(d.dir, localDir), "object-*")
	if err != nil {
		return "", 0, err
	}
	defer os.Remove(tmp.Name())
	digest := sha256.New()
	size, err = io.Copy(io.MultiWriter(tmp, digest), r)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return "", 0, err
	}
	sum = hex.EncodeToString(digest.Sum(nil))
	if _, err := d.Object(sum); err == nil {
		return sum, size, nil
	}
	path := d.objectPath(sum)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return "", 0, err
	}
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return "", 0, err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return "", 0, err
	}
	for dir := filepath.Dir(path); dir != d.dir; dir = filepath.Dir(dir) {
		if err := syncDir(dir); err != nil {
			return "", 0, err
		}
	}
	return sum, size, nil
}

// Object gives the content with this SHA-256, checked. Errors: ErrNoObject,
// ErrObjectDamaged.
func (d *Dossier) Object(sum string) ([]byte, error) {
	f, err := d.openObject(sum)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	if ObjectSum(data) != sum {
		return nil, fmt.Errorf("%w: %s", ErrObjectDamaged, sum)
	}
	return data, nil
}

// CheckObject is Object for content that nobody wants to see: of any size.
func (d *Dossier) CheckObject(sum string) error {
	f, err := d.openObject(sum)
	if err != nil {
		return err
	}
	defer f.Close()
	digest := sha256.New()
	if _, err := io.Copy(digest, f); err != nil {
		return err
	}
	if hex.EncodeToString(digest.Sum(nil)) != sum {
		return fmt.Errorf("%w: %s", ErrObjectDamaged, sum)
	}
	return nil
}

// openObject opens an object's file; what is there and is no file is damaged.
func (d *Dossier) openObject(sum string) (*os.File, error) {
	if len(sum) != 64 || strings.Trim(sum, "0123456789abcdef") != "" {
		return nil, fmt.Errorf("%w: %q is no SHA-256", ErrNoObject, sum)
	}
	info, err := os.Stat(d.objectPath(sum))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrNoObject, sum)
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %s", ErrObjectDamaged, sum)
	}
	return os.Open(d.objectPath(sum))
}

func (d *Dossier) objectPath(sum string) string {
	return filepath.Join(d.dir, objectsDir, "sha256", sum[:2], sum[2:])
}

// ObjectSum is the SHA-256 by which PutObject names a content.
func ObjectSum(data []byte) string {
	digest := sha256.Sum256(data)
	return hex.EncodeToString(digest[:])
}

// PutManifest keeps a list of objects (name → SHA-256) as an object of its
// own, one line a file as sha256sum writes and checks them.
func (d *Dossier) PutManifest(files map[string]string) (sum string, err error) {
	text, err := manifest(files)
	if err != nil {
		return "", err
	}
	sum, _, err = d.PutObject(bytes.NewReader(text))
	return sum, err
}

// ManifestSum is the sum that PutManifest would give, of a folder or of none.
func ManifestSum(files map[string]string) (sum string, err error) {
	text, err := manifest(files)
	if err != nil {
		return "", err
	}
	return ObjectSum(text), nil
}

func manifest(files map[string]string) ([]byte, error) {
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name == "" || strings.ContainsAny(name, "\n\r\\") {
			return nil, fmt.Errorf("file name %q cannot stand in a manifest", name)
		}
		fmt.Fprintf(&b, "%s  %s\n", files[name], name)
	}
	return b.Bytes(), nil
}

// ReadManifest reads what PutManifest kept.
func (d *Dossier) ReadManifest(sum string) (map[string]string, error) {
	data, err := d.Object(sum)
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		file, name, found := strings.Cut(lines.Text(), "  ")
		if !found || len(file) != 64 {
			return nil, fmt.Errorf("object %s is no manifest", sum)
		}
		files[name] = file
	}
	return files, lines.Err()
}
