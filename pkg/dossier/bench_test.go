package dossier

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sizes are the bodies of one fact: about one system, about a round of 12,
// about a selection of 500, with ids of 12 letters.
var sizes = []struct {
	name    string
	systems int
}{{"one", 1}, {"round-of-12", 12}, {"selection-of-500", 500}}

func body(systems int) string { return strings.Repeat("system-00042,", systems) }

// The bar is twice BenchmarkBareWrite of the same bytes.
func BenchmarkAppend(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			d := create(b, options("lee"))
			text := body(size.systems)
			for b.Loop() {
				mustAppend(b, d, text)
			}
		})
	}
}

func BenchmarkBareWrite(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			d := create(b, options("lee"))
			mustAppend(b, d, body(size.systems))
			rec := mustAppend(b, d, body(size.systems))
			line := bytes.Repeat([]byte("x"), len(rec.Raw)+len(rec.Sum)+4)
			f, err := openFile(filepath.Join(b.TempDir(), "bare"), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o666)
			if err != nil {
				b.Fatal(err)
			}
			defer f.Close()
			for b.Loop() {
				if _, err := f.Write(line); err != nil {
					b.Fatal(err)
				}
				if err := f.Sync(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Opening and reading 10,000 records with a cold process' memory.
func BenchmarkOpenAndRead(b *testing.B) {
	d := create(b, options("lee"))
	for range 10_000 {
		mustAppend(b, d, "데이터베이스 기동 오류")
	}
	for b.Loop() {
		again, err := Open(d.Dir(), options("lee"))
		if err != nil {
			b.Fatal(err)
		}
		records, _, err := again.Read()
		if err != nil || len(records) != 10_001 {
			b.Fatal(len(records), err)
		}
	}
}
