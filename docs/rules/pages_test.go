package rules_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/docs/rules"
	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/playbooks"
)

// noFile are the rules that no file gives, because the reader names the fault
// first: their pages say how they come about.
func noFile() []string {
	return []string{
		"approve-nobody", "bad-expression", "do-missing", "do-mixed", "do-unknown", "expression-bytes", "negative-duration",
		"negative-number", "no-such-time", "unknown-field-type", "unknown-per",
	}
}

// tooLarge are the rules whose examples do not fit on a page.
func tooLarge() map[string][]byte {
	const inventory = "apiVersion: bokgu/v1\nkind: Inventory\nsystems:\n  - {id: gpki, room: a, name: "
	var expectations strings.Builder
	for i := range drill.MostExpectations + 1 {
		fmt.Fprintf(&expectations, "  - {id: x%d, that: 'back > 0'}\n", i)
	}
	return map[string][]byte{
		"invalid-utf8":        []byte(inventory + "\xc1\xa4\xba\xce24}\n"),
		"too-large":           bytes.Repeat([]byte("# long\n"), 64<<20/7+1),
		"too-long":            []byte(inventory + strings.Repeat("a", 16<<10+1) + "}\n"),
		"too-many-findings":   []byte(inventory + "GPKI}\n" + strings.Repeat("  - {}\n", 600)),
		"too-many-entries":    []byte(script + "expect:\n" + expectations.String()),
		"expression-too-long": []byte(inventory + "GPKI}\ndefaults:\n  - {dependsOn: [gpki], where: 'tier == 1" + strings.Repeat(" || tier == 1", 400) + "'}\n"),
	}
}

// beside are the rules that a bad example cannot but give as well.
func beside() map[string][]string {
	return map[string][]string{
		"too-many-findings": {"missing-key"},
		"ignore-expired":    {"no-room"}, // which it no longer hides
	}
}

// frame is a sound playbook around the tasks or the step of an example.
const frame = `apiVersion: bokgu/v1
kind: Playbook
metadata: {name: own}
roles: [{id: duty, title: duty}]
steps:
  - id: assess
    tasks:
%s
%s
  - {id: diagnose, tasks: []}
  - id: resume
    tasks: [{id: start, title: start, per: system, do: {confirm: true}, brings: resumed}]
  - id: restore
    tasks: [{id: full, title: full service, per: system, do: {confirm: true}, brings: restored, starts: false}]
  - id: verify
    tasks: [{id: accept, title: accept, per: system, do: {confirm: true}, brings: verified}]
  - id: stabilize
    tasks: [{id: watch, title: watch, per: system, do: {confirm: true}, brings: stable}]
`

const (
	look     = "- {id: look, title: look around, do: {confirm: true}}\n"
	mobilize = "- {id: mobilize, tasks: []}"
)

// script is the head of a drill that an example is a part of.
const script = `apiVersion: bokgu/v1
kind: Drill
metadata: {name: fire}
start: 2025-09-26T20:15:00+09:00
`

// list is the sound inventory that a drill is checked with, and drillTasks is
// what its playbook has.
const (
	list = `apiVersion: bokgu/v1
kind: Inventory
crews: [{id: ops, people: 4, skills: [restart, data, dr, build]}]
systems:
  - {id: power, name: power, class: infrastructure, room: a}
  - {id: gpki, name: GPKI, tier: 3, room: a, dependsOn: [power]}
  - {id: gov24, name: Government24, tier: 3, room: b, dependsOn: [gpki]}
`
	drillTasks = look + `- {id: decide-dr, title: fail over, do: {decide: {question: fail over, options: [{id: go}, {id: wait}]}}}
- {id: cause, title: cause, waits: {event: fire-out}, do: {record: {fields: [{id: found}]}}}
`
)

// whole is the file of an example of a rule: a part of a playbook or of a drill
// gets the rest around it.
func whole(example string, of diag.Scope) string {
	switch {
	case strings.HasPrefix(example, "- id: mobilize\n"):
		return book(look, example)
	case strings.HasPrefix(example, "- "):
		return book(example, mobilize)
	case of == diag.InDrill && example != "" && !strings.Contains(example, "kind: "):
		return script + example
	}
	return example
}

func book(tasks, step string) string {
	return fmt.Sprintf(frame, indented(tasks, 6), indented(step, 2))
}

func indented(text string, n int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return strings.Repeat(" ", n) + strings.Join(lines, "\n"+strings.Repeat(" ", n))
}

// example is the YAML under a heading of a page; empty when it has none.
func example(page, heading string) string {
	_, after, _ := strings.Cut(page, "\n## "+heading+"\n")
	after, _, _ = strings.Cut(after, "\n## ")
	_, after, _ = strings.Cut(after, "```yaml\n")
	text, _, _ := strings.Cut(after, "```\n")
	return text
}

// check reads a bokgu.yaml beside a folder with a sound list and one without
// any, a drill in a sound workspace, and everything else alone. It lists the
// rules that are given.
func check(t *testing.T, file []byte) (given []string, bundle *load.Bundle) {
	t.Helper()
	var err error
	switch {
	case bytes.Contains(file, []byte("kind: Workspace")):
		bundle, err = load.LoadWorkspace(folder(t, map[string]string{
			"bokgu.yaml":             string(file),
			"inventory/systems.yaml": "apiVersion: bokgu/v1\nkind: Inventory\nsystems:\n  - {id: web, name: web, room: a}\n",
			"drafts/notes.txt":       "",
		}), playbooks.Read)
	case bytes.Contains(file, []byte("kind: Drill")):
		dir := folder(t, map[string]string{
			"bokgu.yaml":    "apiVersion: bokgu/v1\nkind: Workspace\ninventory: daejeon.yaml\nplaybook: playbook.yaml\n",
			"daejeon.yaml":  list,
			"gwangju.yaml":  list,
			"playbook.yaml": book(drillTasks, mobilize),
			"published.csv": "time,total,restored\n2025-09-29 08:30,647,47\n",
			"drill.yaml":    string(file),
		})
		bundle, err = load.LoadDrill(filepath.Join(dir, "drill.yaml"), playbooks.Read)
	default:
		bundle = load.Parse([]load.File{{Name: "example.yaml", Data: file}})
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range bundle.Judge(time.Date(2025, 9, 26, 20, 27, 0, 0, time.UTC), true).Findings {
		if f.Place.File == "" || f.Place.Line == 0 {
			t.Errorf("%s has no place", f.Rule)
		}
		if !slices.Contains(given, f.Rule) {
			given = append(given, f.Rule)
		}
	}
	return given, bundle
}

// folder makes a folder of files, by path.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The bad example gives its rule and no other, the good one gives nothing.
func TestExamplesAreWhatTheyAreSaidToBe(t *testing.T) {
	large := tooLarge()
	for _, r := range diag.Rules() {
		t.Run(r.ID, func(t *testing.T) {
			page, ok := rules.Page(r.ID)
			if !ok {
				t.Fatal("no page")
			}
			bad, good := []byte(whole(example(page, "Bad"), r.Scope)), whole(example(page, "Good"), r.Scope)
			if described := strings.Contains(page, "\n## How it comes about\n"); described != (good == "") {
				t.Error("a page has examples, or says how the finding comes about")
			}
			if slices.Contains(noFile(), r.ID) {
				return
			}
			if data, ok := large[r.ID]; ok {
				bad = data
			} else if given, _ := check(t, []byte(good)); len(given) > 0 {
				t.Errorf("the good example gives %v:\n%s", given, good)
			}
			given, bundle := check(t, bad)
			others := slices.DeleteFunc(slices.Clone(given), func(id string) bool {
				return id == r.ID || slices.Contains(beside()[r.ID], id)
			})
			if !slices.Contains(given, r.ID) || len(others) > 0 {
				t.Errorf("the bad example gives %v:\n%.2000s", given, bad)
			}
			if lost := setAside(bundle); lost > 0 && !r.Fixed {
				t.Errorf("%d entries are set aside, and the rule could be ignored", lost)
			}
		})
	}
}

func setAside(b *load.Bundle) int {
	n := b.Inventory.SetAside + b.DrillsAside
	for _, pb := range b.Playbooks {
		n += pb.SetAside
	}
	return n
}

// Pages are read on a screen.
func TestPagesFitTheScreen(t *testing.T) {
	for _, r := range diag.Rules() {
		page, _ := rules.Page(r.ID)
		for line := range strings.Lines(page) {
			if w := term.Width(strings.TrimRight(line, "\n")); w > term.Columns {
				t.Errorf("%s: %d columns: %s", r.ID, w, line)
			}
		}
	}
}

// The chapter on validation names every error that can be ignored, and its
// examples of bokgu.yaml are read without a fault.
func TestTheChapterOnValidationIsTrue(t *testing.T) {
	data, err := os.ReadFile("../VALIDATION.md")
	if err != nil {
		t.Fatal(err)
	}
	chapter := string(data)
	for _, r := range diag.Rules() {
		if r.Severity == diag.Error && !r.Fixed && !strings.HasPrefix(r.ID, "step-") && !strings.Contains(chapter, "`"+r.ID+"`") && !slices.Contains(noFile(), r.ID) {
			t.Errorf("it does not say that %s can be ignored", r.ID)
		}
	}
	files := strings.Split(chapter, "```yaml\n")[1:]
	if len(files) == 0 {
		t.Fatal("it has no example")
	}
	ignores, wanted, channels := 0, 0, 0
	for _, file := range files {
		file, _, _ = strings.Cut(file, "```")
		bundle := load.Parse([]load.File{{Name: "bokgu.yaml", Data: []byte(file)}})
		if len(bundle.Findings) > 0 || bundle.Workspace == nil {
			t.Fatalf("%v in\n%s", bundle.Findings, file)
		}
		ignores += len(bundle.Workspace.Checks.Ignore)
		wanted += len(bundle.Workspace.Coverage)
		channels += len(bundle.Workspace.Channels)
	}
	if ignores == 0 || wanted == 0 || channels == 0 {
		t.Errorf("its examples have %d ignores, %d thresholds, %d channels", ignores, wanted, channels)
	}
	for _, aspect := range inventory.Aspects() {
		if !strings.Contains(chapter, "| `"+string(aspect)+"` | ") {
			t.Errorf("it does not say what %s is", aspect)
		}
	}
}
