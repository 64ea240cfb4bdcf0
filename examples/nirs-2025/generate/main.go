// Command generate writes the inventory of the example nirs-2025: what is
// published of the outage of 26 September 2025 from the tables beside it, and
// synthetic systems up to the published totals. It draws no lots: the same
// tables give the same bytes.
//
//	go run ./examples/nirs-2025/generate
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("C", "examples/nirs-2025/inventory", "folder to write to")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	files, err := build()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.name), f.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// build makes every file of the inventory in memory.
func build() ([]file, error) {
	known, err := readFacts()
	if err != nil {
		return nil, err
	}
	if err := known.fill(); err != nil {
		return nil, err
	}
	return known.write(), nil
}
