package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/term/termtest"
)

// benchEnv is the program on a pipe, in a workspace of the 2025 example.
func benchEnv(dir string, args ...string) Env {
	terminal := termtest.New("")
	terminal.Out = io.Discard
	return Env{
		Args: args, Dir: dir, Streams: terminal.Streams, Random: constant{},
		Getenv: func(k string) string { return map[string]string{"BOKGU_LANG": "ko"}[k] },
		Now:    time.Now, Login: func() string { return "tester" }, Machine: func() string { return "test" },
	}
}

// constant gives ids that need not differ.
type constant struct{}

func (constant) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 7
	}
	return len(p), nil
}

// workspaceOf copies the 2025 example and declares an incident in it that has
// so many records.
func workspaceOf(b *testing.B, records int) string {
	b.Helper()
	dir := b.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../examples/nirs-2025")); err != nil {
		b.Fatal(err)
	}
	env := benchEnv(dir, "declare", "--id", "x", "--title", "x", "--damaged", `room == "7-1"`, "--stopped", `site == "daejeon" && room != "7-1"`)
	if code := Main(context.Background(), env); code != 0 {
		b.Fatalf("declare ended with %d", code)
	}
	chains, err := filepath.Glob(filepath.Join(dir, "incidents/x/events/*.chain"))
	if err != nil || len(chains) != 1 {
		b.Fatalf("%v %v", chains, err)
	}
	grow(b, chains[0], records)
	return dir
}

// grow appends records to a chain as the program would have written them:
// notes, progress, and every twentieth a report.
func grow(b *testing.B, path string, records int) {
	b.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	have, _, fault := journal.Decode(journal.Position{}, data)
	if fault != nil {
		b.Fatal(fault)
	}
	last := have[len(have)-1]
	for n := len(have); n < records; n++ {
		kind, said := incident.NoteWritten, any(incident.NoteBody{Text: fmt.Sprintf("note %d", n)})
		switch {
		case n%20 == 0:
			kind, said = incident.TaskDone, incident.TaskBody{Task: "situation-report", Result: "full"}
		case n%2 == 0:
			kind, said = incident.TaskProgressed, incident.TaskBody{Task: "base-check", Count: n}
		}
		body, err := json.Marshal(said)
		if err != nil {
			b.Fatal(err)
		}
		r := last
		r.Seq, r.Clock, r.Type, r.Body, r.Saw = last.Seq+1, last.Clock.Next(last.Written), kind, body, nil
		line, err := journal.Encode(&r, last.Sum)
		if err != nil {
			b.Fatal(err)
		}
		data = append(data, line...)
		last = r
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		b.Fatal(err)
	}
}

// Looking at a long record: the whole of a run but the start of the process.
func BenchmarkStatus(b *testing.B) {
	for _, records := range []int{1_000, 10_000, 1_000_000} {
		b.Run(fmt.Sprint(records), func(b *testing.B) {
			dir := workspaceOf(b, records)
			for b.Loop() {
				if code := Main(context.Background(), benchEnv(dir, "status")); code != 0 {
					b.Fatalf("ended with %d", code)
				}
			}
		})
	}
}

// Recording one thing after another, each in a run of its own.
func BenchmarkRecord(b *testing.B) {
	dir := workspaceOf(b, 2)
	for n := 0; b.Loop(); n++ {
		if code := Main(context.Background(), benchEnv(dir, "note", fmt.Sprint("note ", n))); code != 0 {
			b.Fatalf("ended with %d", code)
		}
	}
}

// A thousand tasks that come through one run, each recorded for itself: what
// the program adds to the work.
func BenchmarkThousandTasks(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		dir := workspaceOf(b, 2)
		b.StartTimer()
		r := newRun(benchEnv(dir))
		r.cfg.Directory = "."
		s, err := r.open()
		if err != nil {
			b.Fatal(err)
		}
		for n := range 1000 {
			c := incident.DoTask{Ref: "situation-report", Outcome: incident.Done, Note: fmt.Sprint("report ", n)}
			if _, err := s.record(context.Background(), c, said{}); err != nil {
				b.Fatal(err)
			}
		}
		if err := s.end(context.Background()); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		b.ReportMetric(float64(chainSize(b, dir)), "journal-bytes")
		b.StartTimer()
	}
}

func chainSize(b *testing.B, dir string) int64 {
	b.Helper()
	chains, err := filepath.Glob(filepath.Join(dir, "incidents/x/events/*.chain"))
	if err != nil || len(chains) != 1 {
		b.Fatalf("%v %v", chains, err)
	}
	info, err := os.Stat(chains[0])
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}
