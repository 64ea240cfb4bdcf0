//go:build unix

package dossier

import (
	"io/fs"
	"strconv"
	"syscall"
)

// fileID tells a file from its copies; empty when the system cannot.
func fileID(info fs.FileInfo) string {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return strconv.FormatUint(uint64(s.Ino), 10)
	}
	return ""
}

// deviceID tells the file system a file is on; empty when the system cannot.
func deviceID(info fs.FileInfo) string {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return strconv.FormatUint(uint64(s.Dev), 10)
	}
	return ""
}
