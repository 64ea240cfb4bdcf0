//go:build !linux

package dossier

import "os"

func dataSync(f *os.File) error { return f.Sync() }
