package load

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/exercise"
)

// Findings about a record have their places; what is wrong is left out.
func TestFindingsOfARecordHavePlaces(t *testing.T) {
	for _, test := range []struct {
		name, body, want string
		entries          int
	}{
		{"empty", "passed: []\n", "", 0},
		{"two", "passed: [{drill: a, at: 2026-01-01, simulated: {runs: 1}}, {drill: b, at: 2026-01-01T09:00:00+09:00, played: {people: [Lee]}}]\n", "", 2},
		{"neither", "passed:\n  - {drill: a, at: 2026-01-01}\n  - {drill: b, at: 2026-01-01, simulated: {runs: 1}}\n", "E 4:5 one-of", 1},
		{"both", "passed:\n  - {drill: a, at: 2026-01-01, simulated: {runs: 1}, played: {people: [b]}}\n", "E 4:5 one-of", 0},
		{"no digest", "passed: [{drill: a, at: 2026-01-01, simulated: {runs: 1}, of: {inventory: abc, playbook: abc}}]\n", "E 3:75 bad-value\nE 3:90 bad-value", 0},
		{"half of the digests", "passed: [{drill: a, at: 2026-01-01, simulated: {runs: 1}, of: {inventory: " + strings.Repeat("a", 64) + "}}]\n", "E 3:63 missing-key", 0},
		{"no runs", "passed: [{drill: a, at: 2026-01-01, simulated: {runs: 0}}]\n", "E 3:55 out-of-range", 0},
		{"some of them", "passed: [{drill: a, at: 2026-01-01, simulated: {runs: 1}, back: some}]\n", "E 3:65 bad-value", 0},
		{"no kind", "", "", 0},
	} {
		b := one("apiVersion: bokgu/v1\nkind: Exercised\n" + test.body)
		if got := brief(b.Findings); got != test.want || len(b.Passed) != test.entries {
			t.Errorf("%s: %d entries\n%s\nwant %d:\n%s", test.name, len(b.Passed), got, test.entries, test.want)
		}
	}
}

// What says nothing of how systems come back changes no digest; what does,
// does. Neither touches the other one.
func TestDigestsChangeWithWhatMatters(t *testing.T) {
	list := inventoryHead + "metadata: {name: n, asOf: 2026-01-01}\nagencies: [{id: x, name: X, dutyRoom: 1, contacts: [{phone: 1}]}]\nsystems:\n" +
		"  - {id: a, name: A, room: 7, labels: {l: m}, grade: {impact: 3}, backup: {at: 2026-01-01T00:00:00Z, where: w}}\n  - {id: b, name: 가, dependsOn: [a]}\n"
	digests := func(list, book string) exercise.Digests {
		return Parse([]File{{Name: "i.yaml", Data: []byte(list)}, {Name: "p.yaml", Data: []byte(book)}}).Digests()
	}
	book := bookWith("")
	before := digests(list, book)
	for name, after := range map[string]string{
		"comments":         strings.Replace(list, "systems:\n", "# new\nsystems: # more\n\n", 1),
		"line ends":        strings.ReplaceAll(list, "\n", "\r\n"),
		"quotes":           strings.Replace(list, "room: 7", `room: "7"`, 1),
		"order of keys":    strings.Replace(list, "id: a, name: A", "name: A, id: a", 1),
		"blank keys":       strings.Replace(list, "id: a,", "id: a, dr: ,", 1),
		"block style":      strings.Replace(list, "{id: b, name: 가, dependsOn: [a]}", "id: b\n    name: 가\n    dependsOn:\n      - a", 1),
		"decomposed":       strings.Replace(list, "가", "\u1100\u1161", 1),
		"two documents":    strings.Replace(list, "  - {id: b,", "---\napiVersion: bokgu/v1\nkind: Inventory\nsystems:\n  - {id: b,", 1),
		"order of entries": strings.Replace(strings.Replace(list, "  - {id: b, name: 가, dependsOn: [a]}\n", "", 1), "systems:\n", "systems:\n  - {id: b, name: 가, dependsOn: [a]}\n", 1),
		"metadata":         strings.Replace(list, "2026-01-01}", "2026-02-02}", 1),
		"phone numbers":    strings.Replace(list, "phone: 1", "phone: 2, checked: 2026-02-02", 1),
		"duty room":        strings.Replace(list, "dutyRoom: 1", "dutyRoom: 2", 1),
		"labels":           strings.Replace(list, "l: m", "l: o", 1),
		"grade":            strings.Replace(list, "impact: 3", "impact: 4", 1),
		"time of backups":  strings.Replace(list, "at: 2026-01-01", "at: 2026-02-02", 1),
	} {
		if after == list || digests(after, book) != before {
			t.Errorf("%s change the digest", name)
		}
	}
	for name, after := range map[string]string{
		"a need":            strings.Replace(list, "dependsOn: [a]", "dependsOn: [{id: a, soft: true}]", 1),
		"a room":            strings.Replace(list, "room: 7", "room: 8", 1),
		"one system less":   strings.Replace(list, "  - {id: b, name: 가, dependsOn: [a]}\n", "", 1),
		"place of a backup": strings.Replace(list, "where: w", "where: v", 1),
		"a broken file":     list + "x: [\n",
	} {
		got := digests(after, book)
		if after == list || got.Inventory == before.Inventory {
			t.Errorf("%s changes nothing", name)
		}
		if name != "a broken file" && got.Playbook != before.Playbook {
			t.Errorf("%s changes the playbook's", name)
		}
	}
	if got := digests(list, strings.Replace(book, "kind: Playbook\n", "kind: Playbook\n# note\n", 1)); got != before {
		t.Error("a comment changes the playbook's digest")
	}
	if got := digests(list, strings.Replace(book, "confirm: true", "confirm: look", 1)); got.Playbook == before.Playbook || got.Inventory != before.Inventory {
		t.Error("a task changes nothing, or the list's digest")
	}
}

// entries are such as a drill may give.
func entries() *rapid.Generator[exercise.Entry] {
	return rapid.Custom(func(t *rapid.T) exercise.Entry {
		ids := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "정부24", "0x1", "no", "all"}), 1, 5)
		e := exercise.Entry{
			Drill:    rapid.StringMatching(`[a-z가-힣][a-z0-9가-힣 :#'"{}-]{0,20}[a-z]`).Draw(t, "drill"),
			At:       time.Unix(rapid.Int64Range(0, 4_000_000_000).Draw(t, "at"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")).UTC(),
			Services: rapid.IntRange(0, 1000).Draw(t, "services"),
		}
		if rapid.Bool().Draw(t, "played") {
			e.Played = &exercise.Playing{People: rapid.SliceOf(rapid.SampledFrom([]string{"이서준", "Lee: the 2nd", "박"})).Draw(t, "people")}
		} else {
			e.Simulated = &exercise.Simulation{Runs: rapid.IntRange(1, 1000).Draw(t, "runs"), Seed: uint64(rapid.IntRange(0, 1<<50).Draw(t, "seed"))}
		}
		if rapid.Bool().Draw(t, "of") {
			digest := rapid.StringMatching(`[0-9a-f]{64}|[0-9]{64}`)
			e.Digests = exercise.Digests{Inventory: digest.Draw(t, "inventory"), Playbook: digest.Draw(t, "playbook")}
		}
		if e.Back.All = rapid.Bool().Draw(t, "all"); !e.Back.All && rapid.Bool().Draw(t, "some") {
			e.Back.IDs = ids.Draw(t, "back")
		} else if e.Back.All && rapid.Bool().Draw(t, "except") {
			e.Back.But = ids.Draw(t, "but")
		}
		if rapid.Bool().Draw(t, "elsewhere") {
			e.Elsewhere = ids.Draw(t, "elsewhere ids")
		}
		return e
	})
}

// What is recorded is read back as it was, whatever was there before, and what
// was there stays.
func TestWhatIsRecordedIsReadBack(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		path := filepath.Join(dir, "deep", time.Duration(n).String(), "exercised.yaml")
		var want []exercise.Entry
		for _, e := range rapid.SliceOfN(entries(), 1, 4).Draw(t, "entries") {
			if err := RecordExercise(path, e); err != nil {
				t.Fatal(err)
			}
			e.At = e.At.Truncate(time.Second)
			want = append(want, e)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b := Parse([]File{{Name: path, Data: data}})
		if len(b.Findings) > 0 || len(b.Passed) != len(want) {
			t.Fatalf("%d of %d\n%s\n%s", len(b.Passed), len(want), brief(b.Findings), data)
		}
		for i := range want {
			got := b.Passed[i]
			if got.Played != nil && len(got.Played.People) == 0 { // none is none
				got.Played, want[i].Played = nil, nil
			}
			if !got.At.Equal(want[i].At) {
				t.Errorf("at %s, want %s", got.At, want[i].At)
			}
			got.At = want[i].At
			if !reflect.DeepEqual(got, want[i]) {
				t.Errorf("%+v\nwant %+v\n%s", got, want[i], data)
			}
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}

// Comments stay, earlier entries keep their bytes, and a file with errors is
// not touched.
func TestARecordIsAddedTo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "exercised.yaml")
	entry := exercise.Entry{Drill: "night", At: seoulNoon(), Simulated: &exercise.Simulation{Runs: 2, Seed: 7}, Services: 3, Back: exercise.Names{All: true}}
	read := func() string {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if err := RecordExercise(path, entry); err != nil {
		t.Fatal(err)
	}
	first := read()
	if want := exercisedHead[:strings.Index(exercisedHead, "passed:")] + `passed:
  - drill: night
    at: 2026-11-26T12:00:00+09:00
    simulated: {runs: 2, seed: 7}
    services: 3
    back: all
`; first != want {
		t.Errorf("it says\n%s\nwant\n%s", first, want)
	}
	commented := strings.Replace(first, "    services: 3\n", "    services: 3 # the whole hall\n", 1)
	if err := errors.Join(os.WriteFile(path, []byte(commented), 0o600), os.Chmod(path, 0o640)); err != nil {
		t.Fatal(err)
	}
	entry.Simulated, entry.Played = nil, &exercise.Playing{People: []string{"이서준"}}
	if err := RecordExercise(path, entry); err != nil {
		t.Fatal(err)
	}
	if second := read(); !strings.HasPrefix(second, commented) || !strings.Contains(second, "played: {people: [이서준]}") {
		t.Errorf("it says\n%s\nafter\n%s", second, commented)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	for _, broken := range []string{"passed: [", "apiVersion: bokgu/v1\nkind: Exercised\npassed: [{drill: a}]\n", inventoryHead, "# nothing\n"} {
		if err := os.WriteFile(path, []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := RecordExercise(path, entry); !errors.Is(err, ErrUnsound) || read() != broken {
			t.Errorf("%v, and it says\n%s", err, read())
		}
	}
}

// A record that is a link to a file elsewhere stays one.
func TestALinkedRecordStaysLinked(t *testing.T) {
	dir := t.TempDir()
	link, real := filepath.Join(dir, "exercised.yaml"), filepath.Join(dir, "shared", "passed.yaml")
	if err := errors.Join(os.Mkdir(filepath.Dir(real), 0o700), os.WriteFile(real, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join("shared", "passed.yaml"), link); err != nil {
		t.Skip(err)
	}
	entry := exercise.Entry{Drill: "night", At: seoulNoon(), Simulated: &exercise.Simulation{Runs: 2, Seed: 7}, Services: 3, Back: exercise.Names{All: true}}
	if err := RecordExercise(link, entry); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	if data, err := os.ReadFile(real); err != nil || !strings.Contains(string(data), "drill: night") {
		t.Errorf("%v\n%s", err, data)
	}
}
