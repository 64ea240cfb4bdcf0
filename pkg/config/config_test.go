package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/bokgu/bokgu/pkg/lang"
)

// resolve is a run with these flags, this environment and this settings file.
func resolve(t *testing.T, args []string, env map[string]string, file string) (Config, error) {
	t.Helper()
	home := t.TempDir()
	if file != "" {
		dir := filepath.Join(home, "bokgu")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(file), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fs := pflag.NewFlagSet("test", pflag.ContinueOnError)
	AddFlags(fs, func(string) string { return "" })
	fs.String("stopped", "", "a flag of a command") // must not become a setting
	if err := fs.Parse(args); err != nil {
		t.Fatal(err)
	}
	return Resolve(fs, func(k string) string {
		if k == "XDG_CONFIG_HOME" {
			return home
		}
		return env[k]
	}, func(output string) bool { return output == "md" })
}

func TestFlagWinsOverEnvironmentOverFileOverDefault(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		env  map[string]string
		file string
		want Config
	}{
		{"default", nil, nil, "", Config{Directory: ".", Output: "text"}},
		{"only file", nil, nil, "lang: ko\noutput: md\nno-input: true\n", Config{Directory: ".", Output: "md", Language: lang.KO, NoInput: true}},
		{"only environment", nil, map[string]string{"BOKGU_LANG": "en", "BOKGU_NO_INPUT": "true", "BOKGU_OPERATOR": "이서준", "BOKGU_INCIDENT": "x", "BOKGU_DIRECTORY": "d"}, "",
			Config{Directory: "d", Incident: "x", Operator: "이서준", Output: "text", Language: lang.EN, NoInput: true}},
		{"environment over file", nil, map[string]string{"BOKGU_OUTPUT": "json"}, "output: md\n", Config{Directory: ".", Output: "json"}},
		{"flag over both", []string{"-o", "text"}, map[string]string{"BOKGU_OUTPUT": "json"}, "output: md\n", Config{Directory: ".", Output: "text"}},
		{"flag to false", []string{"--no-input=false"}, map[string]string{"BOKGU_NO_INPUT": "true"}, "", Config{Directory: ".", Output: "text"}},
		{"flags of the command are none of it", []string{"--stopped", "true", "-C", "w"}, nil, "", Config{Directory: "w", Output: "text"}},
	} {
		got, err := resolve(t, c.args, c.env, c.file)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, %v; want %+v", c.name, got, err, c.want)
		}
	}
}

func TestWrongFlagsAndVariablesAreErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		env  map[string]string
		want string
	}{
		{"wrong type in a variable", nil, map[string]string{"BOKGU_NO_INPUT": "banana"}, `BOKGU_NO_INPUT: no-input: cannot use "banana"`},
		{"language by flag", []string{"--lang", "fr"}, nil, `--lang: cannot use "fr"`},
		{"language by variable", nil, map[string]string{"BOKGU_LANG": "fr"}, `BOKGU_LANG: lang: cannot use "fr"`},
	} {
		_, err := resolve(t, c.args, c.env, "lang: ko\n")
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// What cannot be used of the file is named and left out; the rest holds.
func TestTheFileNeverFails(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       string // what is ignored
		lang       lang.Tag
	}{
		{"misspelt key", "langauge: ko\nlang: ko\n", `config.yaml: langauge: cannot use "ko"`, lang.KO},
		{"operator", "operator: kim\nlang: ko\n", `config.yaml: operator: cannot use "kim"`, lang.KO},
		{"unknown language", "lang: fr\n", `config.yaml: lang: cannot use "fr"`, ""},
		{"unknown output", "output: banana\nlang: ko\n", `config.yaml: output: cannot use "banana"`, lang.KO},
		{"wrong type", "no-input: [1]\nlang: ko\n", `config.yaml: no-input: cannot use "[1]"`, lang.KO},
		{"no mapping", "- lang\n", "config.yaml: ", ""},
		{"broken", "lang: [\n", "config.yaml: ", ""},
	} {
		got, err := resolve(t, nil, nil, c.file)
		if err != nil || got.Language != c.lang || got.Output != "text" || got.NoInput {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
		if len(got.Ignored) != 1 || !strings.Contains(got.Ignored[0].Error(), c.want) {
			t.Errorf("%s: ignored %v, want %q", c.name, got.Ignored, c.want)
		}
	}
}

// A home that is no folder has no settings, and one that cannot be entered
// is no reason to fail.
func TestAHomeWithoutRoomForSettings(t *testing.T) {
	loop := filepath.Join(t.TempDir(), "loop")
	if err := os.Symlink("loop", loop); err != nil {
		t.Fatal(err)
	}
	for home, ignored := range map[string]int{os.DevNull: 0, loop: 1} {
		fs := pflag.NewFlagSet("test", pflag.ContinueOnError)
		AddFlags(fs, func(string) string { return "" })
		getenv := func(k string) string { return map[string]string{"HOME": home}[k] }
		got, err := Resolve(fs, getenv, func(string) bool { return true })
		if err != nil || len(got.Ignored) != ignored {
			t.Errorf("%s: %+v, %v", home, got, err)
		}
		if tag := Early(nil, getenv); tag != "" {
			t.Errorf("%s: language %q", home, tag)
		}
	}
}

func TestLanguageIsFoundBeforeTheCommandsExist(t *testing.T) {
	for _, c := range []struct {
		args string
		env  string
		want lang.Tag
	}{
		{"plan --lang ko", "", lang.KO},
		{"plan --lang=en --stopped true", "ko", lang.EN},
		{"plan --all --head 3 --lang ko", "en", lang.KO},
		{"plan --help", "ko", lang.KO},
		{"plan", "", ""},
		{"plan --lang fr", "", ""},
	} {
		got := Early(strings.Fields(c.args), func(k string) string {
			if k == "BOKGU_LANG" {
				return c.env
			}
			return ""
		})
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.args, got, c.want)
		}
	}
}
