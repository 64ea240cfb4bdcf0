// Package config resolves the settings of a run: a flag wins over the
// environment (BOKGU_LANG), that over the person's settings file, that over
// the default. It is the only place that knows where a setting comes from.
// What belongs to a workspace stands in bokgu.yaml and is not its business.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"github.com/bokgu/bokgu/pkg/lang"
)

// Config is every setting, resolved.
type Config struct {
	Directory string   `mapstructure:"directory"` // workspace; "." when not said
	Incident  string   `mapstructure:"incident"`  // empty: the only open one
	Language  lang.Tag `mapstructure:"lang"`      // empty: the locale decides
	Operator  string   `mapstructure:"operator"`  // empty: the login name
	Output    string   `mapstructure:"output"`    // text, json or md; checked by the view
	NoInput   bool     `mapstructure:"no-input"`  // never ask
}

// The names of the settings, which are their flags, their keys in the file
// and, in capitals behind BOKGU_, their variables.
const (
	Directory = "directory"
	Incident  = "incident"
	Language  = "lang"
	Operator  = "operator"
	Output    = "output"
	NoInput   = "no-input"
)

// inFile are the settings a file may hold. Who is at the keyboard and which
// incident is meant change too often to be left lying in a file.
func inFile() []string { return []string{Language, Output, NoInput} }

// Error is a setting that cannot be used.
type Error struct {
	Setting string
	From    string // file or variable; empty: the flag
	Err     error
}

// Error names the setting and where it came from.
func (e *Error) Error() string {
	switch {
	case e.From == "":
		return fmt.Sprintf("--%s: %v", e.Setting, e.Err)
	case e.Setting == "":
		return fmt.Sprintf("%s: %v", e.From, e.Err)
	default:
		return fmt.Sprintf("%s: %s: %v", e.From, e.Setting, e.Err)
	}
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// AddFlags adds the settings to a flag set, each with the description that
// describe gives for its name.
func AddFlags(fs *pflag.FlagSet, describe func(name string) string) {
	fs.StringP(Directory, "C", ".", describe(Directory))
	fs.String(Incident, "", describe(Incident))
	fs.String(Language, "", describe(Language))
	fs.String(Operator, "", describe(Operator))
	fs.StringP(Output, "o", "text", describe(Output))
	fs.Bool(NoInput, false, describe(NoInput))
}

// Resolve reads the settings. The flag set is one that AddFlags filled, and
// may hold other flags too. getenv reads the environment, where the settings
// file is also found.
func Resolve(fs *pflag.FlagSet, getenv func(string) string) (Config, error) {
	v := viper.New()
	v.SetConfigType("yaml")
	file := File(getenv)
	if file != "" {
		if err := readFile(v, file); err != nil {
			return Config{}, err
		}
	}
	var bad error
	settings := pflag.NewFlagSet("", pflag.ContinueOnError)
	AddFlags(settings, func(string) string { return "" })
	settings.VisitAll(func(f *pflag.Flag) {
		bad = errors.Join(bad, v.BindPFlag(f.Name, fs.Lookup(f.Name)))
		value := getenv(Variable(f.Name))
		if value == "" || fs.Changed(f.Name) {
			return
		}
		if err := f.Value.Set(value); err != nil {
			bad = errors.Join(bad, &Error{From: Variable(f.Name), Err: fmt.Errorf("cannot use %q", value)})
		}
		v.Set(f.Name, value)
	})
	if bad != nil {
		return Config{}, bad
	}
	var c Config
	if err := v.UnmarshalExact(&c); err != nil {
		return Config{}, &Error{From: file, Err: flatten(err)} // flags and environment are checked by now
	}
	switch c.Language {
	case "", lang.KO, lang.EN:
		return c, nil
	default:
		return Config{}, badLanguage(fs, getenv, file, c.Language)
	}
}

// Early finds the language before the commands exist, so that help and usage
// errors can be in it: the last --lang of the arguments, else the variable,
// else the file. It never fails: what it cannot read, Resolve reports.
func Early(args []string, getenv func(string) string) lang.Tag {
	wanted := getenv(Variable(Language))
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if value, ok := strings.CutPrefix(arg, "--"+Language+"="); ok {
			wanted = value
		} else if arg == "--"+Language && i+1 < len(args) {
			wanted = args[i+1]
		}
	}
	if wanted == "" {
		wanted = fileLanguage(getenv)
	}
	switch tag := lang.Tag(wanted); tag {
	case lang.KO, lang.EN:
		return tag
	}
	return ""
}

// fileLanguage is the language of the person's file. Most people have none,
// and then nothing is spent on reading it.
func fileLanguage(getenv func(string) string) string {
	file := File(getenv)
	if _, err := os.Stat(file); err != nil {
		return ""
	}
	v := viper.New()
	if readFile(v, file) != nil {
		return ""
	}
	return v.GetString(Language)
}

// Variable is the environment variable of a setting.
func Variable(setting string) string {
	return "BOKGU_" + strings.ToUpper(strings.ReplaceAll(setting, "-", "_"))
}

// File is where the settings file of the person is looked for; empty when
// there is no place for one.
func File(getenv func(string) string) string {
	base := getenv("XDG_CONFIG_HOME")
	if base == "" {
		home := getenv("HOME")
		if home == "" {
			return ""
		}
		base = filepath.Join(home, ".config")
	}
	return filepath.Join(base, "bokgu", "config.yaml")
}

// readFile reads the settings file if there is one.
func readFile(v *viper.Viper, file string) error {
	v.SetConfigFile(file)
	v.SetConfigType("yaml")
	if err := v.ReadInConfig(); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return &Error{From: file, Err: err}
	}
	for _, key := range v.AllKeys() {
		if !slices.Contains(inFile(), key) {
			return &Error{Setting: key, From: file,
				Err: fmt.Errorf("not a setting of the file, which takes %s", strings.Join(inFile(), ", "))}
		}
	}
	return nil
}

func badLanguage(fs *pflag.FlagSet, getenv func(string) string, file string, got lang.Tag) error {
	e := &Error{Setting: Language, From: file, Err: fmt.Errorf("unknown language %q: ko or en", string(got))}
	switch {
	case fs.Changed(Language):
		e.From = ""
	case getenv(Variable(Language)) != "":
		e.From = Variable(Language)
		e.Setting = ""
	}
	return e
}

// flatten makes one line of the decoder's list of complaints.
func flatten(err error) error {
	return errors.New(strings.Join(strings.Fields(err.Error()), " "))
}
