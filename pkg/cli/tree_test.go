package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/term/termtest"
)

// testRun is a run of the program on a pipe, in a language.
func testRun(t *testing.T, tag lang.Tag, args ...string) (*run, *termtest.Terminal) {
	t.Helper()
	terminal := termtest.New("")
	return newRun(Env{
		Args:    args,
		Dir:     t.TempDir(),
		Streams: terminal.Streams,
		Getenv: func(k string) string {
			return map[string]string{"BOKGU_LANG": string(tag)}[k]
		},
		Now:     func() time.Time { return time.Date(2025, 9, 26, 20, 27, 0, 0, time.UTC) },
		Login:   func() string { return "tester" },
		Machine: func() string { return "test" },
	}), terminal
}

// eachCommand visits every command that people see.
func eachCommand(cmd *cobra.Command, visit func(*cobra.Command)) {
	visit(cmd)
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			eachCommand(c, visit)
		}
	}
}

func TestEveryCommandHasAnExampleAndExitCodesInBothLanguages(t *testing.T) {
	for _, tag := range []lang.Tag{lang.KO, lang.EN} {
		r, _ := testRun(t, tag)
		eachCommand(newRootCmd(r), func(cmd *cobra.Command) {
			path := fmt.Sprintf("%s (%s)", cmd.CommandPath(), tag)
			if strings.HasPrefix(cmd.Short, "command.") || cmd.Short == "" {
				t.Errorf("%s: no description", path)
			}
			if !strings.Contains(cmd.Example, "bokgu ") {
				t.Errorf("%s: no example", path)
			}
			help := r.help(cmd)
			for _, key := range []string{"help.usage", "help.example", "help.exits"} {
				if !strings.Contains(help, "\n"+r.say(key)+"\n") {
					t.Errorf("%s: no %s in its help", path, key)
				}
			}
			for _, missing := range []string{"flag.", "exit.", "command.", "group."} {
				if strings.Contains(help, "  "+missing) || strings.Contains(help, "\n"+missing) {
					t.Errorf("%s: a %s message is missing:\n%s", path, missing, help)
				}
			}
			for line := range strings.Lines(help) {
				if w := term.Width(strings.TrimRight(line, "\n")); w > term.Columns {
					t.Errorf("%s: %d columns: %s", path, w, line)
				}
			}
		})
	}
}

func TestEveryCommandIsInAGroupAndHasItsOwnFlags(t *testing.T) {
	r, _ := testRun(t, lang.EN)
	root := newRootCmd(r)
	for _, cmd := range root.Commands() {
		if cmd.GroupID == "" && cmd.Name() != "help" && !cmd.Hidden {
			t.Errorf("%s is in no group", cmd.Name())
		}
	}
	eachCommand(root, func(cmd *cobra.Command) {
		for _, name := range []string{"output", "lang", "operator", "incident", "no-input", "directory"} {
			if cmd != root && cmd.LocalNonPersistentFlags().Lookup(name) != nil {
				t.Errorf("%s hides the setting --%s", cmd.CommandPath(), name)
			}
		}
	})
}

// Examples in help must at least be commands and flags that exist.
func TestExamplesInHelpCanBeParsed(t *testing.T) {
	r, _ := testRun(t, lang.EN)
	eachCommand(newRootCmd(r), func(cmd *cobra.Command) {
		for line := range strings.Lines(cmd.Example) {
			command, _, _ := strings.Cut(line, " < ") // what the shell feeds it is no argument
			words := shellWords(strings.TrimSpace(command))
			if len(words) == 0 || words[0] != "bokgu" {
				continue
			}
			fresh, _ := testRun(t, lang.EN)
			root := newRootCmd(fresh)
			found, rest, err := root.Find(words[1:])
			if err == nil {
				err = found.ParseFlags(rest)
			}
			if err == nil {
				err = found.ValidateArgs(found.Flags().Args())
			}
			if err != nil {
				t.Errorf("%s: example %q: %v", cmd.CommandPath(), line, err)
			}
		}
	})
}

// The scripts are the manual: each command must stand in one.
func TestEveryCommandHasAScript(t *testing.T) {
	scripts, err := filepath.Glob("../../cmd/bokgu/testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range scripts {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	r, _ := testRun(t, lang.EN)
	eachCommand(newRootCmd(r), func(cmd *cobra.Command) {
		run := regexp.MustCompile(`(?m)^(exec|exits \d+) ` + cmd.CommandPath() + `\b`)
		if !cmd.HasSubCommands() && !run.MatchString(all.String()) {
			t.Errorf("no script runs %s", cmd.CommandPath())
		}
	})
}

// shellWords splits a command line at spaces outside single and double quotes.
func shellWords(line string) []string {
	var words []string
	word, quote, open := "", rune(0), false
	for _, c := range line {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote, open = c, true
		case quote == 0 && c == ' ':
			if open || word != "" {
				words = append(words, word)
			}
			word, open = "", false
		default:
			word += string(c)
		}
	}
	if open || word != "" {
		words = append(words, word)
	}
	return words
}
