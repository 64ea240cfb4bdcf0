package dossier

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/journal"
)

func options(person string) Options { return Options{Person: person, Machine: "laptop"} }

func create(t testing.TB, opt Options) *Dossier {
	t.Helper()
	d, err := Create(filepath.Join(t.TempDir(), "fire"), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close(context.Background()) })
	return d
}

func reopen(t testing.TB, d *Dossier, opt Options) *Dossier {
	t.Helper()
	again, err := Open(d.Dir(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close(context.Background()) })
	return again
}

func note(text string) func([]journal.Record) (journal.Draft, error) {
	return func([]journal.Record) (journal.Draft, error) {
		body, err := json.Marshal(map[string]string{"text": text})
		return journal.Draft{Type: "note", Body: body}, err
	}
}

func mustAppend(t testing.TB, d *Dossier, text string) journal.Record {
	t.Helper()
	r, err := d.Append(context.Background(), note(text))
	if err != nil {
		t.Fatalf("append %s: %v", text, err)
	}
	return r
}

// notes reads what a folder says, in order.
func notes(t testing.TB, d *Dossier) ([]string, Health) {
	t.Helper()
	records, health, err := d.Read()
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, r := range records {
		if r.Type != "note" {
			continue
		}
		var body struct{ Text string }
		if err := json.Unmarshal(r.Body, &body); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, body.Text)
	}
	return texts, health
}

func wantNotes(t testing.TB, d *Dossier, want string) {
	t.Helper()
	texts, health := notes(t, d)
	if got := strings.Join(texts, " "); got != want || !health.OK() {
		t.Fatalf("have %q (%+v), want %q and nothing wrong", got, health, want)
	}
}

func onlyChain(t testing.TB, d *Dossier) string {
	t.Helper()
	names, err := chainNames(d.Dir())
	if err != nil || len(names) != 1 {
		t.Fatalf("chains %v, %v", names, err)
	}
	return d.chainPath(names[0])
}

func TestRecordsComeBack(t *testing.T) {
	d := create(t, options("이서준"))
	first := mustAppend(t, d, "a")
	mustAppend(t, d, "b")
	if first.Seq != 2 || !strings.HasPrefix(first.Writer, "iseojun-laptop-") || first.By != "이서준" {
		t.Fatalf("first record %+v", first)
	}
	again := reopen(t, d, options("이서준"))
	wantNotes(t, again, "a b")
	if r := mustAppend(t, again, "c"); r.Writer != first.Writer || r.Seq != 4 {
		t.Fatalf("goes on as %s:%d", r.Writer, r.Seq)
	}
	wantNotes(t, d, "a b c")
	v, err := d.Verify()
	if err != nil || !v.OK || v.Events != 4 {
		t.Fatalf("verification %+v, %v", v, err)
	}
}

func TestLookingWritesNothing(t *testing.T) {
	d := create(t, options("lee"))
	mustAppend(t, d, "a")
	if err := os.RemoveAll(filepath.Join(d.Dir(), localDir)); err != nil {
		t.Fatal(err)
	}
	before := listing(t, d.Dir())
	again := reopen(t, d, options("kim"))
	wantNotes(t, again, "a")
	if _, err := again.Verify(); err != nil {
		t.Fatal(err)
	}
	if _, err := again.Mirrors(); err != nil {
		t.Fatal(err)
	}
	if after := listing(t, d.Dir()); after != before {
		t.Fatalf("before:\n%s\nafter:\n%s", before, after)
	}
	if _, err := Open(t.TempDir(), options("lee")); !errors.Is(err, ErrNone) {
		t.Fatalf("an empty folder opens with %v", err)
	}
	if _, err := Create(d.Dir(), options("lee")); !errors.Is(err, ErrExists) {
		t.Fatalf("an incident is made twice: %v", err)
	}
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		fmt.Fprintln(&b, path, info.Size(), info.ModTime())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRefusalWritesNothing(t *testing.T) {
	d := create(t, options("lee"))
	refused := errors.New("refused")
	_, err := d.Append(context.Background(), func([]journal.Record) (journal.Draft, error) { return journal.Draft{}, refused })
	if !errors.Is(err, refused) {
		t.Fatal(err)
	}
	if names, _ := chainNames(d.Dir()); len(names) != 0 {
		t.Fatalf("chains %v after a refusal", names)
	}
}

func TestNewsOfOthersComeBeforeTheDecision(t *testing.T) {
	lee := create(t, options("lee"))
	mustAppend(t, lee, "a")
	kim := reopen(t, lee, options("kim"))
	wantNotes(t, kim, "a")
	mustAppend(t, lee, "b")
	var news []journal.Record
	r, err := kim.Append(context.Background(), func(n []journal.Record) (journal.Draft, error) {
		news = n
		return journal.Draft{Type: "note", Body: json.RawMessage(`{"text":"c"}`)}, nil
	})
	if err != nil || len(news) != 1 || news[0].Seq != 3 {
		t.Fatalf("news %v, %v", news, err)
	}
	if len(r.Saw) != 0 {
		t.Fatalf("saw %v stands in chain.opened already", r.Saw)
	}
	if _, err := kim.Append(context.Background(), func(n []journal.Record) (journal.Draft, error) {
		news = n
		return journal.Draft{}, ErrBusy
	}); !errors.Is(err, ErrBusy) || len(news) != 0 {
		t.Fatalf("one's own record is news: %v, %v", news, err)
	}
	mustAppend(t, lee, "d")
	if next := mustAppend(t, kim, "e"); len(next.Saw) != 1 || !strings.HasPrefix(next.Saw[lee.self.Writer], "4:") {
		t.Fatalf("saw %v", next.Saw)
	}
	wantNotes(t, reopen(t, lee, options("lee")), "a b c d e")
}

func TestBusyIsSaid(t *testing.T) {
	d := create(t, options("lee"))
	opt := options("kim")
	opt.Wait = 20 * time.Millisecond
	other := reopen(t, d, opt)
	_, err := d.Append(context.Background(), func([]journal.Record) (journal.Draft, error) {
		_, err := other.Append(context.Background(), note("b"))
		return journal.Draft{}, err
	})
	if !errors.Is(err, ErrBusy) {
		t.Fatalf("have %v", err)
	}
	mustAppend(t, other, "c")
}

func TestDoubtOfIdentityStartsANewChain(t *testing.T) {
	cases := map[string]func(t *testing.T, d *Dossier) *Dossier{
		"identity gone": func(t *testing.T, d *Dossier) *Dossier {
			return removed(t, d, d.identityPath())
		},
		"identity garbled": func(t *testing.T, d *Dossier) *Dossier {
			if err := os.WriteFile(d.identityPath(), make([]byte, 300), 0o666); err != nil {
				t.Fatal(err)
			}
			return reopen(t, d, options("lee"))
		},
		"folder copied": func(t *testing.T, d *Dossier) *Dossier {
			to := filepath.Join(t.TempDir(), "copy")
			if err := os.CopyFS(to, os.DirFS(d.Dir())); err != nil {
				t.Fatal(err)
			}
			c, err := Open(to, options("lee"))
			if err != nil {
				t.Fatal(err)
			}
			return c
		},
		"other machine": func(t *testing.T, d *Dossier) *Dossier {
			return reopen(t, d, Options{Person: "lee", Machine: "desk"})
		},
		"chain behind": func(t *testing.T, d *Dossier) *Dossier {
			path := onlyChain(t, d)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			cut := strings.LastIndexByte(strings.TrimSuffix(string(data), "\n"), '\n') + 1
			if err := os.Truncate(path, int64(cut)); err != nil {
				t.Fatal(err)
			}
			return reopen(t, d, options("lee"))
		},
		"chain gone": func(t *testing.T, d *Dossier) *Dossier { return removed(t, d, onlyChain(t, d)) },
	}
	for name, spoil := range cases {
		t.Run(name, func(t *testing.T) {
			d := create(t, options("lee"))
			mustAppend(t, d, "a")
			old := mustAppend(t, d, "b")
			again := spoil(t, d)
			r := mustAppend(t, again, "c")
			if r.Writer == old.Writer || r.Seq != 2 {
				t.Fatalf("goes on in %s:%d", r.Writer, r.Seq)
			}
			if next := mustAppend(t, again, "d"); next.Writer != r.Writer || next.Seq != 3 {
				t.Fatalf("and then in %s:%d", next.Writer, next.Seq)
			}
		})
	}
}

func removed(t *testing.T, d *Dossier, path string) *Dossier {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	return reopen(t, d, options("lee"))
}

func TestMovedFolderGoesOn(t *testing.T) {
	d := create(t, options("lee"))
	old := mustAppend(t, d, "a")
	to := filepath.Join(t.TempDir(), "moved")
	if err := os.Rename(d.Dir(), to); err != nil {
		t.Fatal(err)
	}
	moved, err := Open(to, options("lee"))
	if err != nil {
		t.Fatal(err)
	}
	if r := mustAppend(t, moved, "b"); r.Writer != old.Writer {
		t.Fatalf("%s goes on as %s", old.Writer, r.Writer)
	}
}

func TestForeignChainIsLeftOut(t *testing.T) {
	d, other := create(t, options("lee")), create(t, options("kim"))
	mustAppend(t, d, "a")
	mustAppend(t, d, "b")
	mustAppend(t, other, "x")
	from := onlyChain(t, other)
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(d.Dir(), eventsDir, filepath.Base(from)), data, 0o666); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, d, "c")
	texts, health := notes(t, reopen(t, d, options("lee")))
	if strings.Join(texts, " ") != "a b c" || len(health.Foreign) != 1 {
		t.Fatalf("%v %+v", texts, health)
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"이서준": "iseojun", "Lee, S.": "lee-s", "박서연-노트북": "bakseoyeon-noteubuk", "": "", "李": "", "../../etc": "etc",
		"abcdefghijklmnopqrstuvwxyz": "abcdefghijklmnopqrstuvwx",
	} {
		if got := slug(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
