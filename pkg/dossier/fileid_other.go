//go:build !unix

package dossier

import "io/fs"

// fileID tells a file from its copies; empty when the system cannot. Windows
// gives a file that replaces another one the creation time of the first, so
// that nothing in FileInfo serves.
func fileID(fs.FileInfo) string { return "" }

// deviceID tells the file system a file is on; empty when the system cannot.
func deviceID(fs.FileInfo) string { return "" }
