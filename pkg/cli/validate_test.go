package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/joshdk/go-junit"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/term/termtest"
)

// ci is a workspace to validate, and what there is to find.
type ci struct {
	name                    string
	args                    []string
	files                   map[string]string
	error, warning, ignored int
}

const ciHead = "apiVersion: bokgu/v1\nkind: "

// ciCases are workspaces with findings of each severity, with ignored ones,
// with none, with odd names of files.
func ciCases() []ci {
	list := func(systems ...string) string {
		return ciHead + "Inventory\nsystems:\n  - {" + strings.Join(systems, "}\n  - {") + "}\n"
	}
	return []ci{
		{name: "nothing", files: map[string]string{"a.yaml": list("id: a, name: A, room: r")}},
		{name: "settings alone", files: map[string]string{"bokgu.yaml": "apiVersion: bokgu/v1\nkind: Workspace\n"}},
		{name: "errors and warnings", error: 2, warning: 3, files: map[string]string{
			"a.yaml": list("id: a, name: 정부24, room: r, tier: 1", "id: b, name: B, room: r, dependsOn: [x]", "id: c, name: C, room: r, tier: 9"),
			"b.yaml": list("id: d, name: D", "id: e, name: E, room: r, dependsOn: [d2]", "id: d2, name: D, room: r, dependsOn: [e]"),
		}},
		{name: "two in one line", error: 2, files: map[string]string{
			"a.yaml": list("id: a, name: A, room: r, dependsOn: [x, y]"),
		}},
		{name: "ignored", warning: 1, ignored: 2, files: map[string]string{
			"bokgu.yaml": ciHead + "Workspace\nchecks:\n  ignore:\n    - {rule: no-room, where: 'id == \"a\"', reason: 이전 중, until: 2026-12-31}\n" +
				"    - {rule: unknown-system, file: '*.yaml', reason: \"100%, really: <yes>\"}\n",
			"a.yaml": list("id: a, name: A", "id: b, name: B", "id: c, name: C, room: r, dependsOn: [x]"),
		}},
		{name: "odd names", error: 3, files: map[string]string{
			"bokgu.yaml":    ciHead + "Workspace\ninventory: [\"a%2C b:c.yaml\", \"목록/둘 #1?.yaml\", \"gone & <lost>.yaml\"]\n",
			"a%2C b:c.yaml": list("id: a, name: A, room: r, tier: 9"),
			"목록/둘 #1?.yaml": list("id: b, name: B, room: r, tier: 8"),
		}},
		{name: "hostile", error: 2, files: map[string]string{
			"a.yaml": list("id: a, name: \"\\e[31m\", room: r", "id: b, name: B, room: r, \"k\\u0007]]>\\n::error::\": 1"),
		}},
		{name: "broken playbook", error: 1, args: []string{"playbook.yaml"}, files: map[string]string{"playbook.yaml": brokenPlaybook}},
		{name: "syntax", error: 1, files: map[string]string{"a.yaml": list("id: a, name: A, room: [r")}},
	}
}

const brokenPlaybook = ciHead + `Playbook
metadata: {name: own}
steps:
  - id: assess
    tasks: [{id: look, title: look around, role: dury, do: {confirm: true}}]
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

// validated runs validate in a folder that holds the files.
func validated(t *testing.T, files map[string]string, args ...string) (out string, code int) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return validatedIn(t, dir, time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC), args...)
}

func validatedIn(t *testing.T, dir string, now time.Time, args ...string) (out string, code int) {
	t.Helper()
	terminal := termtest.New("")
	code = Main(context.Background(), Env{
		Args: append([]string{"validate"}, args...), Dir: dir, Streams: terminal.Streams,
		Getenv: func(k string) string { return map[string]string{"LANG": "C.UTF-8", "HOME": dir}[k] },
		Now:    func() time.Time { return now },
		Login:  func() string { return "tester" }, Machine: func() string { return "test" },
	})
	if code != exitDone && code != exitFindings {
		t.Fatalf("exit %d: %s", code, terminal.Stderr)
	}
	return terminal.Stdout.String(), code
}

// exit is how validate ends.
func (c ci) exit(strict bool) int {
	if c.error > 0 || strict && c.warning > 0 {
		return exitFindings
	}
	return exitDone
}

// eachCase checks a format in every workspace and both languages.
func eachCase(t *testing.T, format string, check func(t *testing.T, c ci, out string)) {
	for _, c := range ciCases() {
		for _, tag := range []lang.Tag{lang.KO, lang.EN} {
			t.Run(c.name+" "+string(tag), func(t *testing.T) {
				out, code := validated(t, c.files, append([]string{"-o", format, "--lang", string(tag)}, c.args...)...)
				if code != c.exit(false) {
					t.Errorf("exit %d, want %d", code, c.exit(false))
				}
				check(t, c, out)
				if t.Failed() {
					t.Log(out)
				}
			})
		}
	}
}

// sarifSchema is the schema of the OASIS standard, as a library keeps it in a
// constant of its source.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	ast.Inspect(file, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING && len(l.Value) > len(text) {
			if text, err = strconv.Unquote(l.Value); err != nil {
				t.Fatal(err)
			}
		}
		return true
	})
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	return compiler.MustCompile("sarif.json")
}

func TestSARIFIsWhatTheStandardWants(t *testing.T) {
	schema := sarifSchema(t)
	if err := schema.Validate(map[string]any{"version": "2.1.0"}); err == nil {
		t.Fatal("the schema takes anything")
	}
	eachCase(t, "sarif", func(t *testing.T, c ci, out string) {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Error(err)
		}
		report, err := sarif.FromString(out, sarif.WithStrictValidation())
		if err != nil {
			t.Fatal(err)
		}
		levels, prints := map[string]int{}, map[string]bool{}
		run := report.Runs[0]
		for _, r := range run.Results {
			level := string(r.Level)
			if len(r.Suppressions) > 0 {
				level = "ignored"
				if text := *r.Suppressions[0].Justification; text == "" {
					t.Error("ignored without a reason")
				}
			}
			levels[level]++
			if *r.RuleID != *run.Tool.Driver.Rules[r.RuleIndex].ID {
				t.Errorf("%s is not the rule at its index", *r.RuleID)
			}
			if len(r.Locations) == 0 || r.Locations[0].PhysicalLocation.Region == nil {
				t.Errorf("%s has no place", *r.RuleID)
			}
			prints[r.PartialFingerprints["bokguFinding/v1"]] = true
		}
		if levels["error"] != c.error || levels["warning"] != c.warning || levels["ignored"] != c.ignored {
			t.Errorf("counts %v, want %d, %d, %d", levels, c.error, c.warning, c.ignored)
		}
		if len(prints) != len(run.Results) {
			t.Errorf("%d fingerprints of %d findings", len(prints), len(run.Results))
		}
	})
}

// A file's name is a URI seen from the workspace, wherever that is; a
// fingerprint stays when lines move above it, and in the other language.
func TestSARIFNamesFilesFromTheWorkspaceAndKnowsAFindingAgain(t *testing.T) {
	type log struct {
		Runs []struct {
			Results []struct {
				RuleID              string
				PartialFingerprints map[string]string
				Locations           []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn int }
					}
				}
			}
		}
	}
	list := "systems:\n  - {id: a, name: 가나, room: r, dependsOn: [x, y]}\n"
	read := func(text string, args ...string) log {
		out, _ := validated(t, map[string]string{"ops/둘 1.yaml": text}, append([]string{"-C", "ops", "-o", "sarif"}, args...)...)
		var l log
		if err := json.Unmarshal([]byte(out), &l); err != nil {
			t.Fatal(err)
		}
		return l
	}
	before := read(ciHead + "Inventory\n" + list)
	after := read("# moved\n\n"+ciHead+"Inventory\ntiers: {1: {rto: 2h}}\n"+list, "--lang", "ko")
	for i, r := range before.Runs[0].Results {
		at := r.Locations[0].PhysicalLocation
		if at.ArtifactLocation.URI != "%EB%91%98%201.yaml" || at.Region.StartLine != 4 || at.Region.StartColumn != 44+3*i {
			t.Errorf("it is at %+v", at)
		}
		moved := after.Runs[0].Results[i]
		if line := moved.Locations[0].PhysicalLocation.Region.StartLine; line != 7 {
			t.Errorf("moved to line %d", line)
		}
		if a, b := r.PartialFingerprints["bokguFinding/v1"], moved.PartialFingerprints["bokguFinding/v1"]; a != b || a == "" {
			t.Errorf("fingerprints %q and %q", a, b)
		}
	}
	if len(before.Runs[0].Results) != 2 {
		t.Errorf("%d findings", len(before.Runs[0].Results))
	}
}

func TestJUnitSaysTheSameToItsReaders(t *testing.T) {
	eachCase(t, "junit", func(t *testing.T, c ci, out string) {
		suites, err := junit.Ingest([]byte(out))
		if err != nil {
			t.Fatal(err)
		}
		var failed, skipped, said int
		for _, s := range suites {
			failed, skipped = failed+s.Totals.Failed, skipped+s.Totals.Skipped
			for _, one := range s.Tests {
				if one.SystemOut != "" {
					said++
				}
				if one.Error != nil && !strings.Contains(one.Error.Error(), one.Properties["file"]+":"+one.Properties["line"]+":") {
					t.Errorf("%s does not say its place: %v", one.Name, one.Error)
				}
			}
		}
		if failed != c.error || said != c.warning || skipped != c.ignored {
			t.Errorf("failed %d, said %d, skipped %d; want %d, %d, %d", failed, said, skipped, c.error, c.warning, c.ignored)
		}
	})
	for _, c := range ciCases() {
		out, code := validated(t, c.files, append([]string{"-o", "junit", "--strict"}, c.args...)...)
		suites, err := junit.Ingest([]byte(out))
		if err != nil {
			t.Fatal(err)
		}
		failed := 0
		for _, s := range suites {
			failed += s.Totals.Failed
		}
		if failed != c.error+c.warning || code != c.exit(true) {
			t.Errorf("%s, strict: %d failed, exit %d", c.name, failed, code)
		}
	}
}

// The runner of GitHub reads a command as this does: up to the first "::", its
// properties parted by commas, with the escapes turned back.
func TestGitHubCommandsComeBackAsTheyWereMeant(t *testing.T) {
	back := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	eachCase(t, "github", func(t *testing.T, c ci, out string) {
		counts, files := map[string]int{}, []string{}
		for line := range strings.Lines(out) {
			rest, isCommand := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "::")
			if !isCommand {
				continue
			}
			head, message, _ := strings.Cut(rest, "::")
			word, properties, _ := strings.Cut(head, " ")
			counts[word]++
			has := map[string]string{}
			for _, p := range strings.Split(properties, ",") {
				k, v, _ := strings.Cut(p, "=")
				has[k] = back.Replace(v)
			}
			files = append(files, has["file"])
			if has["line"] == "" || has["col"] == "" || has["title"] == "" || message == "" {
				t.Errorf("not all is there: %s", line)
			}
		}
		if counts["error"] != c.error || counts["warning"] != c.warning || counts["notice"] != c.ignored {
			t.Errorf("counts %v", counts)
		}
		for name := range c.files {
			if strings.ContainsAny(name, "%#") && !slices.ContainsFunc(files, func(f string) bool { return strings.HasSuffix(f, name) }) {
				t.Errorf("%q is not among %q", name, files)
			}
		}
	})
}

// Whatever the format, a broken playbook ends with code 3 and its place.
func TestABrokenPlaybookFailsWithItsPlaceInEveryFormat(t *testing.T) {
	for format, place := range map[string]string{
		"text": "playbook.yaml:6:50: ", "md": "playbook.yaml:6:50 ", "json": "\"line\": 6,\n      \"column\": 50,",
		"sarif": `"startLine": 6,`, "junit": `playbook.yaml:6:50: `, "github": "line=6,col=50,",
	} {
		out, code := validated(t, map[string]string{"playbook.yaml": brokenPlaybook}, "playbook.yaml", "-o", format)
		if code != exitFindings || !strings.Contains(out, place) {
			t.Errorf("%s: exit %d, no %q in\n%s", format, code, place, out)
		}
	}
}

func TestTheSameFilesGiveTheSameBytes(t *testing.T) {
	for _, c := range ciCases() {
		dir := t.TempDir()
		for name, text := range c.files {
			path := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
		for _, format := range []string{"text", "json", "sarif", "junit", "github"} {
			first, _ := validatedIn(t, dir, now, "-o", format)
			second, _ := validatedIn(t, dir, now, "-o", format)
			if !bytes.Equal([]byte(first), []byte(second)) {
				t.Errorf("%s, %s: two runs differ", c.name, format)
			}
		}
	}
}

// The list of rules is read on a screen, in both languages, and nothing of it
// is cut.
func TestTheListOfRulesFitsTheScreen(t *testing.T) {
	for _, tag := range []string{"ko", "en"} {
		out, _ := validated(t, nil, "--rules", "--lang", tag)
		if n := strings.Count(out, "\n"); n < 100 {
			t.Errorf("%d lines", n)
		}
		for line := range strings.Lines(out) {
			if w := term.Width(strings.TrimSuffix(line, "\n")); w > term.Columns || strings.Contains(line, "..") {
				t.Errorf("%d columns: %s", w, line)
			}
		}
	}
}
