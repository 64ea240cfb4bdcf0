package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/joshdk/go-junit"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/term/termtest"
)

const nastyList = ciHead + `Inventory
crews: [{id: ops, people: 2, skills: [restart]}]
systems:
  - {id: power, name: power, class: infrastructure, room: r}
  - {id: a, name: "①▇<b>&\"'🔥… 가나다 ]]>", tier: 1, room: r, dependsOn: [power]}
  - {id: b, name: "|*_` + "`" + `\tlong name that goes on and on and on and on and on and on and on and on and on", tier: 2, room: r}
  - {id: c, name: c, room: r}
`

const nastyDrill = ciHead + `Drill
metadata:
  name: nasty
  title: {ko: "지하 ①🔥침수 ]]> | 아주 길고 길고 길고 길고 길고 길고 길고 길고 긴 제목 <script>", en: "flood –①🔥]]> | a title that goes on and on and on and on and on and on and on <script>"}
  about: "·bell, and a very long story of what is real in it and what is not, in one line that does not end soon"
seed: 3
start: 2025-09-26T20:15:00+09:00
until: 10d
curve: curve.csv
outage: {stopped: 'true'}
injects:
  - {at: 1h, say: "①hear <this>"}
  - {at: 2h, fails: {systems: [b], method: restart, times: 1, note: "←backwards"}}
expect:
  - {id: each, title: "▇every ]]> one", forEach: 'name != "①y|"', that: runs, by: 30m}
  - {id: long, that: 'back == total && total > 0 && unknown == 0 && back + 1 > back && commands < 1000000 && commands > 1', by: 1m}
  - {id: warned, title: "가나 | * _", severity: warning, that: commands < 2}
  - {id: met, that: back <= total}
`

// drilled runs a drill command in a folder of files.
func drilled(t *testing.T, locale string, files map[string]string, args ...string) (out, errs string, code int) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	terminal := termtest.New("")
	code = Main(context.Background(), drillEnv(terminal, dir, locale, args))
	return terminal.Stdout.String(), terminal.Stderr.String(), code
}

func drillEnv(terminal *termtest.Terminal, dir, locale string, args []string) Env {
	return Env{
		Args: append([]string{"drill"}, args...), Dir: dir, Streams: terminal.Streams,
		Getenv: func(k string) string { return map[string]string{"LANG": locale, "HOME": dir}[k] },
		Now:    func() time.Time { return time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC) },
		Random: bytes.NewReader(bytes.Repeat([]byte{7}, 1<<10)),
		Login:  func() string { return "tester" }, Machine: func() string { return "test" },
	}
}

func nasty() map[string]string {
	return map[string]string{
		"inventory.yaml": nastyList, "nasty.yaml": nastyDrill,
		"curve.csv": "time,total,restored\n2025-09-26 21:00,3,1\n2025-09-27 21:00,3,3\n",
	}
}

func TestScreensOfADrillAreHarmlessWhateverItsNames(t *testing.T) {
	for _, locale := range []string{"ko_KR.UTF-8", "en_US.UTF-8", "C"} {
		for _, args := range [][]string{{"run", "nasty.yaml"}, {"run", "nasty.yaml", "--runs", "3"}, {"list", "nasty.yaml"}} {
			out, errs, code := drilled(t, locale, nasty(), args...)
			if want := map[string]int{"run": exitFindings, "list": exitDone}[args[0]]; code != want || errs != "" {
				t.Fatalf("%s %v: exit %d: %s%s", locale, args, code, errs, out)
			}
			for line := range strings.Lines(out) {
				line = strings.TrimSuffix(line, "\n")
				if term.Width(line) > term.Columns || term.Plain(line) != line || strings.HasSuffix(line, " ") {
					t.Errorf("%s %v: %d columns: %q", locale, args, term.Width(line), line)
				}
				if locale == "C" && strings.ContainsFunc(line, func(r rune) bool { return r > 0x7e }) {
					t.Errorf("letters that the terminal has not: %q", line)
				}
			}
		}
	}
}

func TestJUnitOfADrillSaysTheSameToItsReaders(t *testing.T) {
	for _, runs := range []string{"1", "3"} {
		out, errs, code := drilled(t, "ko_KR.UTF-8", nasty(), "run", "nasty.yaml", "-o", "junit", "--runs", runs)
		suites, err := junit.Ingest([]byte(out))
		if err != nil || code != exitFindings {
			t.Fatalf("exit %d, %v: %s", code, err, errs)
		}
		if len(suites) != 1 || suites[0].Name != "nasty" || suites[0].Totals.Tests != 4 || suites[0].Totals.Failed != 2 || suites[0].Totals.Passed != 2 {
			t.Fatalf("%+v", suites)
		}
		for k, status := range []junit.Status{junit.StatusFailed, junit.StatusFailed, junit.StatusPassed, junit.StatusPassed} {
			one := suites[0].Tests[k]
			if one.Status != status || one.Classname != "nasty" {
				t.Errorf("%+v", one)
			}
			if said := one.SystemOut != ""; said != (k == 2) {
				t.Errorf("%s says %q", one.Name, one.SystemOut)
			}
		}
	}
}

func TestTheDrawingOfADrillIsWholeXML(t *testing.T) {
	for _, locale := range []string{"ko_KR.UTF-8", "C"} {
		out, errs, code := drilled(t, locale, nasty(), "run", "nasty.yaml", "-o", "svg")
		if code != exitFindings || errs != "" {
			t.Fatalf("exit %d: %s", code, errs)
		}
		elements := map[string]int{}
		for d := xml.NewDecoder(strings.NewReader(out)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if e, ok := token.(xml.StartElement); ok {
				elements[e.Name.Local]++
			}
		}
		if elements["svg"] != 1 || elements["script"] != 0 || elements["path"] < 3 || elements["circle"] < 3 {
			t.Errorf("%v", elements)
		}
	}
}

// A result that was written is read again as it was meant, whatever its kind.
func TestAResultIsItsOwnBaseline(t *testing.T) {
	for _, runs := range []string{"1", "3"} {
		files := nasty()
		before, _, _ := drilled(t, "C.UTF-8", files, "run", "nasty.yaml", "-o", "json", "--runs", runs)
		files["before.json"] = before
		out, errs, _ := drilled(t, "C.UTF-8", files, "run", "nasty.yaml", "-o", "json", "--runs", runs, "--baseline", "before.json")
		var now struct {
			Baseline struct {
				NewlyFailed, NewlyMet, New, Gone []string
				Actions                          int
				Tiers                            []struct {
					Tier                 string
					Before, After, Later *int64
				}
			}
		}
		if err := json.Unmarshal([]byte(out), &now); err != nil {
			t.Fatal(err, errs)
		}
		b := now.Baseline
		if len(b.NewlyFailed)+len(b.NewlyMet)+len(b.New)+len(b.Gone)+b.Actions != 0 || b.NewlyFailed == nil {
			t.Errorf("%s runs: %+v", runs, b)
		}
		if len(b.Tiers) != 3 {
			t.Fatalf("%s runs: %+v", runs, b.Tiers)
		}
		if second := b.Tiers[1]; second.Tier != "2" || second.Before == nil || second.Later == nil || *second.Before != *second.After || *second.Later != 0 {
			t.Errorf("%s runs: %+v", runs, second)
		}
		if first := b.Tiers[0]; first.Before != nil || first.Later != nil {
			t.Errorf("what never came back has a time: %+v", first)
		}
	}
}

// A file that is no result is refused as such, never taken for one.
func TestABaselineMustBeAResultOfADrill(t *testing.T) {
	for text, says := range map[string]string{
		"":                      "not JSON",
		"{}":                    "not a result of bokgu",
		`{"format":"bokgu/v1"}`: "another result",
		`{"format":"bokgu/v1","kind":"DrillResult"}`:                                                        "drill is not right",
		`{"format":"bokgu/v1","kind":"DrillResult","drill":"nasty","expectations":[{"id":"a"},{"id":"a"}]}`: "expectations[1].id is not right",
		`{"format":"bokgu/v1","kind":"DrillResult","drill":"nasty","tiers":[{"tier":"9"}]}`:                 "tiers[0] is not right",
		`{"format":"bokgu/v1","kind":"DrillResult","drill":"nasty","all":{"tier":"all","all":-4}}`:          "all is not right",
		`{"format":"bokgu/v1","kind":"DrillSeries","drill":"nasty","runs":0,"all":{"tier":"all"}}`:          "runs is not right",
		`{"format":"bokgu/v1","kind":"DrillResults","drills":[{"kind":"Plan"}]}`:                            "drills[0].kind is not right",
		`{"format":"bokgu/v1","kind":"DrillResult","drill":5}`:                                              "not JSON that can be read",
		`{"format":"bokgu/v1","kind":"DrillResults","drills":[{"kind":"DrillResult","drill":"other","all":{"tier":"all","all":1}},{"kind":"DrillResult","drill":"third","all":{"tier":"all","all":1}}]}`: "has no result of the drill nasty",
	} {
		files := nasty()
		files["before.json"] = text
		out, errs, code := drilled(t, "C.UTF-8", files, "run", "nasty.yaml", "--baseline", "before.json")
		if code != exitUsage || out != "" || !strings.Contains(errs, says) || !strings.Contains(errs, "hint: ") {
			t.Errorf("%s: exit %d: %s%s", text, code, errs, out)
		}
	}
}

// The bar is for a terminal alone; it is wiped out, and it never goes back.
func TestProgressIsToldToATerminalAlone(t *testing.T) {
	for _, watched := range []bool{true, false} {
		var errs bytes.Buffer
		terminal := termtest.New("")
		terminal.Streams.Err, terminal.Streams.ErrTerminal = &errs, watched
		r := newRun(drillEnv(terminal, t.TempDir(), "C.UTF-8", nil))
		bar := r.newProgress(80)
		for done := 1; done <= 80; done++ {
			bar.step(done)
			bar.step(done - 1) // a slower goroutine
		}
		bar.end()
		bar.step(80)
		if !watched {
			if errs.Len() > 0 {
				t.Errorf("a pipe got %q", errs.String())
			}
			continue
		}
		frames := strings.Split(errs.String(), "\r")
		if len(frames) != 1+40+2 || frames[0] != "" || frames[40] != "["+strings.Repeat("#", 40)+"] 80/80" || strings.TrimSpace(frames[41]) != "" || frames[42] != "" {
			t.Errorf("%d frames: %q", len(frames), frames)
		}
	}
}

func TestAnInterruptEndsASeriesAtOnce(t *testing.T) {
	dir := t.TempDir()
	for name, text := range nasty() {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	terminal := termtest.New("")
	code := Main(ctx, drillEnv(terminal, dir, "C.UTF-8", []string{"run", "nasty.yaml", "--runs", "100000", "--keep", "kept"}))
	if code != exitInterrupted || terminal.Stdout.Len() > 0 {
		t.Errorf("exit %d: %s%s", code, terminal.Stdout, terminal.Stderr)
	}
	if _, err := os.Stat(filepath.Join(dir, "kept")); err == nil {
		t.Error("something was kept")
	}
}

// Whatever can be heard in a drill has words in both languages.
func TestWhatIsHeardInADrillHasWords(t *testing.T) {
	files, err := filepath.Glob("../drill/*.go")
	if err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile(`\.hear\(\w+, "([a-z-]+)"|key :?= "(told-[a-z]+)"|\bfailed[A-Z]\w+ += "([a-z]+)"|\bheard[A-Z]\w+ += "([a-z-]+)"`)
	keys := map[string]bool{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllStringSubmatch(string(data), -1) {
			key := m[1] + m[2] + m[4]
			if m[3] != "" {
				key = "failed-" + m[3]
			}
			if key == "failed-" {
				continue // why is behind it
			}
			keys[key] = true
			if !lang.Has("drill.heard." + key) {
				t.Errorf("no words for %q", key)
			}
		}
	}
	for _, key := range []string{"fit", "failed-need", "failed-fell", "refused", "told-stop", "told-hold", "round-up"} {
		if !keys[key] {
			t.Errorf("%q is not among what was looked for", key)
		}
	}
}
