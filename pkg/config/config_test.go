package config

import (
	"os"
	"path/filepath"
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
	})
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
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", c.name, got, err, c.want)
		}
	}
}

func TestWrongSettingsSayWhereTheyStand(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		env  map[string]string
		file string
		want string
	}{
		{"misspelt key", nil, nil, "langauge: ko\n", "config.yaml: langauge: not a setting"},
		{"operator in the file", nil, nil, "operator: kim\n", "config.yaml: operator: not a setting"},
		{"broken file", nil, nil, "lang: [\n", "config.yaml: "},
		{"wrong type", nil, nil, "no-input: [1]\n", "config.yaml: "},
		{"wrong type in a variable", nil, map[string]string{"BOKGU_NO_INPUT": "banana"}, "lang: ko\n", `BOKGU_NO_INPUT: cannot use "banana"`},
		{"language by flag", []string{"--lang", "fr"}, nil, "", `--lang: unknown language "fr"`},
		{"language by variable", nil, map[string]string{"BOKGU_LANG": "fr"}, "", `BOKGU_LANG: unknown language "fr"`},
		{"language in file", nil, nil, "lang: fr\n", `config.yaml: lang: unknown language "fr"`},
	} {
		_, err := resolve(t, c.args, c.env, c.file)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q in it", c.name, err, c.want)
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
