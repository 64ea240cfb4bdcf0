package load

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// maxFile is the largest file that is read, in bytes: some hundred thousand
// systems. More is not a list that people wrote.
const maxFile = 64 << 20

// File is a file's name, as findings show it, and its bytes.
type File struct {
	Name    string
	Data    []byte
	Shipped bool // it comes with the program
}

// ReadFiles reads files, and of folders every *.yaml and *.yml beneath them in
// the order of their names; hidden ones are skipped. It fails when a path
// cannot be read, is no ordinary file, or is too large. What two paths lead to
// is read once.
func ReadFiles(paths ...string) ([]File, error) {
	var files []File
	taken := map[string]bool{}
	for _, path := range paths {
		names, err := yamlFiles(path)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			name = filepath.Clean(name)
			if taken[name] {
				continue
			}
			taken[name] = true
			data, err := readFile(name)
			if err != nil {
				return nil, err
			}
			files = append(files, File{Name: filepath.ToSlash(name), Data: data})
		}
	}
	return files, nil
}

// yamlFiles is the path itself, or what of YAML lies beneath a folder.
func yamlFiles(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	var names []string
	err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != path && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case !entry.IsDir() && isYAML(name):
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

func isYAML(name string) bool {
	extension := strings.ToLower(filepath.Ext(name))
	return extension == ".yaml" || extension == ".yml"
}

// errTooLarge says that a file is larger than maxFile.
var errTooLarge = errors.New("file is too large")

// readFile reads an ordinary file of bounded size; a folder, a pipe or a device
// is fs.ErrInvalid. It looks before it opens: opening a pipe waits for whoever
// writes to it, perhaps for ever.
func readFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFile {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errTooLarge}
	}
	return data, nil
}
