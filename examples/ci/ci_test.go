// Package ci_test runs what the examples for CI run, on a sound workspace and
// on one with a broken playbook.
package ci_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/joshdk/go-junit"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"gopkg.in/yaml.v3"
)

const soundPlaybook = `apiVersion: bokgu/v1
kind: Playbook
metadata: {name: own}
roles: [{id: duty, title: duty}]
steps:
  - id: assess
    tasks: [{id: look, title: look around, role: duty, do: {confirm: true}}]
  - {id: mobilize, tasks: []}
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

// brokenPlaybook has a role that does not exist; place is where.
func brokenPlaybook() string {
	return strings.Replace(soundPlaybook, "role: duty", "role: dury", 1)
}

const place = "playbook.yaml:7:50"

// workspace is a folder with the inventory of an example and a playbook.
func workspace(t *testing.T, dir, playbook string) {
	t.Helper()
	inventory, err := os.ReadFile("../minimal/inventory.yaml")
	if err != nil {
		t.Fatal(err)
	}
	// Without its date, which is long ago and a warning.
	write(t, filepath.Join(dir, "inventory.yaml"), strings.Replace(string(inventory), "  asOf: 2025-09-01T09:00:00+09:00\n", "", 1))
	write(t, filepath.Join(dir, "bokgu.yaml"), "apiVersion: bokgu/v1\nkind: Workspace\ninventory: inventory.yaml\nplaybook: playbook.yaml\nmirrors: [/media/usb]\n")
	write(t, filepath.Join(dir, "playbook.yaml"), playbook)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// shell runs command lines with the program on the PATH, away from whatever
// git the test itself was started by.
type shell struct{ env []string }

func newShell(t *testing.T) shell {
	t.Helper()
	for _, tool := range []string{"sh", "git"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	bin := t.TempDir()
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", filepath.Join(bin, "bokgu"), "../../cmd/bokgu").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return shell{env: []string{
		"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH"), "HOME=" + t.TempDir(), "LANG=C.UTF-8",
		"TMPDIR=" + t.TempDir(), "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org",
	}}
}

func (s shell) run(t *testing.T, dir, line string) (out string, code int) {
	t.Helper()
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir, cmd.Env = dir, s.env
	bytes, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(bytes), cmd.ProcessState.ExitCode()
}

// must runs a line that has to succeed.
func (s shell) must(t *testing.T, dir, line string) {
	t.Helper()
	if out, code := s.run(t, dir, line); code != 0 {
		t.Fatalf("%s: exit %d\n%s", line, code, out)
	}
}

// lines are the command lines of a file of CI that call bokgu: texts and lists
// of texts under the keys.
func lines(t *testing.T, name string, keys ...string) []string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	var found []string
	var visit func(n *yaml.Node, under bool)
	visit = func(n *yaml.Node, under bool) {
		if n.Kind == yaml.ScalarNode && under && strings.HasPrefix(n.Value, "bokgu ") {
			found = append(found, n.Value)
		}
		for i, c := range n.Content {
			inside := under
			if n.Kind == yaml.MappingNode && i%2 == 1 {
				inside = false
				for _, key := range keys {
					inside = inside || n.Content[i-1].Value == key
				}
			}
			visit(c, inside)
		}
	}
	visit(&root, false)
	if len(found) == 0 {
		t.Fatalf("%s calls bokgu nowhere", name)
	}
	return found
}

// Every line that calls bokgu passes a sound workspace, and ends with code 3 on
// a broken playbook; what it writes for others can be read by them.
func TestEveryLineOfCIRuns(t *testing.T) {
	s := newShell(t)
	for name, keys := range map[string][]string{
		"github/bokgu.yml": {"run"}, "gitlab/gitlab-ci.yml": {"script", "after_script"}, "pre-commit/pre-commit-hooks.yaml": {"entry"},
	} {
		for _, line := range lines(t, name, keys...) {
			for playbook, want := range map[string]int{soundPlaybook: 0, brokenPlaybook(): 3} {
				dir := t.TempDir()
				workspace(t, dir, playbook)
				out, code := s.run(t, dir, line)
				if code != want {
					t.Errorf("%s: %s: exit %d, want %d\n%s", name, line, code, want, out)
				}
				errs := min(want, 1)
				if data, err := os.ReadFile(filepath.Join(dir, "bokgu.sarif")); err == nil {
					report, err := sarif.FromBytes(data)
					if err != nil || len(report.Runs) != 1 || len(report.Runs[0].Results) != errs {
						t.Errorf("%s: %v\n%s", line, err, data)
					}
				} else if _, err := os.Stat(filepath.Join(dir, "bokgu.xml")); err == nil {
					suites, err := junit.IngestFile(filepath.Join(dir, "bokgu.xml"))
					failed := 0
					for _, suite := range suites {
						failed += suite.Totals.Failed
					}
					if err != nil || len(suites) == 0 || failed != errs {
						t.Errorf("%s: %v, %d failed", line, err, failed)
					}
				} else if file, _, _ := strings.Cut(place, ":"); errs > 0 && !strings.Contains(out, file) {
					t.Errorf("%s does not name the file:\n%s", line, out)
				}
			}
		}
	}
	// What the lines write is what is then handed on.
	for name, handed := range map[string]string{"github/bokgu.yml": "sarif_file: bokgu.sarif", "gitlab/gitlab-ci.yml": "junit: bokgu.xml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), handed) {
			t.Errorf("%s does not hand on %s", name, handed)
		}
	}
}

const drillWithCurve = `apiVersion: bokgu/v1
kind: Drill
metadata: {name: d}
start: 2025-09-26T20:15:00+09:00
curve: ../curve.csv
`

func TestTheHookRefusesABrokenPlaybookAndTakesASoundOne(t *testing.T) {
	s := newShell(t)
	hook, err := filepath.Abs("pre-commit/pre-commit")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{".", "복구 계획"} {
		repo := t.TempDir()
		s.env = append(s.env, "BOKGU_WORKSPACE="+folder)
		book := filepath.Join(repo, folder, "playbook.yaml")
		s.must(t, repo, "git init -q . && mkdir -p .git/hooks && cp '"+hook+"' .git/hooks/pre-commit && chmod +x .git/hooks/pre-commit")
		commits := func() string {
			out, _ := s.run(t, repo, "git rev-list --all --count")
			return strings.TrimSpace(out)
		}

		workspace(t, filepath.Join(repo, folder), brokenPlaybook())
		s.must(t, repo, "git add -A")
		out, code := s.run(t, repo, "git commit -q -m broken")
		if code == 0 || !strings.Contains(out, "\n"+place+": error unknown-role: ") && !strings.HasPrefix(out, place) || commits() != "0" {
			t.Errorf("a broken playbook: exit %d, %s commits\n%s", code, commits(), out)
		}

		// What is mended but not staged is not mended.
		write(t, book, soundPlaybook)
		if out, code := s.run(t, repo, "git commit -q -m broken"); code == 0 {
			t.Errorf("the working tree was checked, not the commit\n%s", out)
		}
		s.must(t, repo, "git add -A && git commit -q -m sound")
		if commits() != "1" {
			t.Errorf("%s commits", commits())
		}

		// What is broken but not staged does not matter, nor do other files.
		write(t, book, brokenPlaybook())
		write(t, filepath.Join(repo, "notes.txt"), "notes")
		s.must(t, repo, "git add notes.txt && git commit -q -m notes")

		// A drill that is committed is checked, and so is the table that it names
		// when nothing but that has changed.
		write(t, book, soundPlaybook)
		write(t, filepath.Join(repo, folder, "drills", "d.yaml"), drillWithCurve)
		write(t, filepath.Join(repo, folder, "curve.csv"), "time,restored\n2025-09-27 08:30,1\n")
		s.must(t, repo, "git add -A && git commit -q -m drill")
		write(t, filepath.Join(repo, folder, "curve.csv"), "time,restored\n2025-09-27 08:30,many\n")
		s.must(t, repo, "git add -A")
		if out, code := s.run(t, repo, "git commit -q -m curve"); code == 0 || !strings.Contains(out, "curve.csv:2:1: error bad-curve: ") {
			t.Errorf("a broken curve: exit %d\n%s", code, out)
		}
		if left, _ := s.run(t, repo, `ls "$TMPDIR"`); left != "" {
			t.Errorf("left behind: %s", left)
		}
	}
}
