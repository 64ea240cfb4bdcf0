package dossier

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/journal"
)

// The test binary runs itself as a process that appends until it is killed:
// folder, person and first note come in these variables.
const (
	childDir    = "BOKGU_TEST_APPEND_DIR"
	childPerson = "BOKGU_TEST_APPEND_PERSON"
	childFrom   = "BOKGU_TEST_APPEND_FROM"
	childCount  = "BOKGU_TEST_APPEND_COUNT"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := appendUntilKilled(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// appendUntilKilled prints a note's text after it was acknowledged.
func appendUntilKilled(dir string) error {
	d, err := Open(dir, options(os.Getenv(childPerson)))
	if err != nil {
		return err
	}
	from, err := strconv.Atoi(os.Getenv(childFrom))
	if err != nil {
		return err
	}
	count, err := strconv.Atoi(os.Getenv(childCount))
	if err != nil {
		return err
	}
	for i := from; i < from+count; i++ {
		text := strings.Repeat("x", i*37%3000) + "/" + os.Getenv(childPerson) + strconv.Itoa(i)
		if _, err := d.Append(context.Background(), note(text)); err != nil {
			return err
		}
		fmt.Println(text)
	}
	return d.Close(context.Background())
}

func child(t *testing.T, dir, person string, from, count int) (*exec.Cmd, io.Reader) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childPerson+"="+person,
		childFrom+"="+strconv.Itoa(from), childCount+"="+strconv.Itoa(count))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

func TestKilledAtAnyMomentKeepsWhatWasAcknowledged(t *testing.T) {
	d := create(t, options("watcher"))
	acknowledged := map[string]bool{}
	runs, began := 0, time.Now()
	for ; runs < 60 && time.Since(began) < 4*time.Second; runs++ {
		// Another writer's lock is released by the kill, its identity survives.
		cmd, out := child(t, d.Dir(), "lee", len(acknowledged)*2, 1<<20)
		lines := bufio.NewScanner(out)
		for n := rand.IntN(40); n >= 0 && lines.Scan(); n-- {
			acknowledged[lines.Text()] = true
		}
		time.Sleep(time.Duration(rand.IntN(1500)) * time.Microsecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() {
			acknowledged[lines.Text()] = true
		}
		_ = cmd.Wait() // killed: always an error
	}
	d = reopen(t, d, options("lee"))
	mustAppend(t, d, "end")
	texts, health := notes(t, d)
	if !health.OK() {
		t.Fatalf("after %d kills: %+v", runs, health)
	}
	for _, text := range texts {
		delete(acknowledged, text)
	}
	if len(acknowledged) > 0 {
		t.Fatalf("%d acknowledged records are gone after %d kills", len(acknowledged), runs)
	}
	if names, err := chainNames(d.Dir()); err != nil || len(names) != 1 {
		t.Fatalf("a kill cost the identity: chains %v, %v", names, err)
	}
	t.Logf("%d kills, %d records", runs, len(texts))
}

func TestTwoProcessesAppendAtOnce(t *testing.T) {
	for name, persons := range map[string][2]string{"one person": {"lee", "lee"}, "two persons": {"lee", "kim"}} {
		t.Run(name, func(t *testing.T) {
			const each = 150
			d := create(t, options("watcher"))
			var children []*exec.Cmd
			for i, person := range persons {
				cmd, out := child(t, d.Dir(), person, i*each, each)
				go io.Copy(io.Discard, out)
				children = append(children, cmd)
			}
			for _, cmd := range children {
				if err := cmd.Wait(); err != nil {
					t.Fatal(err)
				}
			}
			texts, health := notes(t, d)
			if len(texts) != 2*each || !health.OK() {
				t.Fatalf("%d notes, %+v", len(texts), health)
			}
			if v, err := d.Verify(); err != nil || !v.OK {
				t.Fatalf("%+v %v", v, err)
			}
			records, _, err := d.Read()
			if err != nil {
				t.Fatal(err)
			}
			inOrder(t, records)
		})
	}
}

// inOrder checks that each record stands after what its writer had seen.
func inOrder(t *testing.T, records []journal.Record) {
	t.Helper()
	last := map[string]uint64{}
	for _, r := range records {
		if r.Seq != last[r.Writer]+1 {
			t.Fatalf("%s:%d after %d", r.Writer, r.Seq, last[r.Writer])
		}
		last[r.Writer] = r.Seq
		for writer, ref := range r.Saw {
			if seq, _, ok := journal.ParseRef(ref); !ok || seq > last[writer] {
				t.Fatalf("%s:%d saw %s:%s before it", r.Writer, r.Seq, writer, ref)
			}
		}
	}
}
