package dossier

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The bar is twice BenchmarkBareWrite of the same bytes.
func BenchmarkAppend(b *testing.B) {
	d := create(b, options("lee"))
	for b.Loop() {
		mustAppend(b, d, "데이터베이스 기동 오류")
	}
}

func BenchmarkBareWrite(b *testing.B) {
	f, err := openFile(filepath.Join(b.TempDir(), "bare"), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o666)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	line := bytes.Repeat([]byte("x"), 400)
	for b.Loop() {
		if _, err := f.Write(line); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
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
