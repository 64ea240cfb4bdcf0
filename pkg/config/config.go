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
	"syscall"

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

	// Ignored is what of the file cannot be used; the rest of it holds. What
	// a person left lying there must not keep anybody from the record.
	Ignored []*Error `mapstructure:"-"`
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

// Error is a setting, or a whole file of them, that cannot be used.
type Error struct {
	Setting string // empty: the file cannot be read
	From    string // file or variable; empty: the flag
	Value   string
	Err     error // why the file cannot be read
}

// Error names the setting and where it came from.
func (e *Error) Error() string {
	switch {
	case e.Err != nil:
		return fmt.Sprintf("%s: %v", e.From, e.Err)
	case e.From == "":
		return fmt.Sprintf("--%s: cannot use %q", e.Setting, e.Value)
	default:
		return fmt.Sprintf("%s: %s: cannot use %q", e.From, e.Setting, e.Value)
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
// file is also found; isOutput says which outputs it may name. Only a flag or
// a variable that cannot be used is an error.
func Resolve(fs *pflag.FlagSet, getenv func(string) string, isOutput func(string) bool) (Config, error) {
	v := viper.New()
	ignored := readFile(v, File(getenv), isOutput)
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
			bad = errors.Join(bad, &Error{Setting: f.Name, From: Variable(f.Name), Value: value})
		}
		v.Set(f.Name, value)
	})
	if bad != nil {
		return Config{}, bad
	}
	var c Config
	if err := v.UnmarshalExact(&c); err != nil {
		return Config{}, err
	}
	c.Ignored = ignored
	if known(c.Language) {
		return c, nil
	}
	wrong := &Error{Setting: Language, Value: string(c.Language)}
	if !fs.Changed(Language) {
		wrong.From = Variable(Language)
	}
	return Config{}, wrong
}

func known(tag lang.Tag) bool { return tag == "" || tag == lang.KO || tag == lang.EN }

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
	readFile(v, file, func(string) bool { return true })
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

// readFile reads the settings file if there is one, and says what of it cannot
// be used.
func readFile(into *viper.Viper, file string, isOutput func(string) bool) []*Error {
	info, err := os.Stat(file)
	switch {
	case file == "", errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return nil
	case err != nil:
		return []*Error{{From: file, Err: err}}
	case !info.Mode().IsRegular(): // a pipe would be waited for
		return []*Error{{From: file, Err: fs.ErrInvalid}}
	}
	v := viper.New()
	v.SetConfigFile(file)
	v.SetConfigType("yaml")
	if err := v.ReadInConfig(); err != nil {
		return []*Error{{From: file, Err: flatten(err)}}
	}
	var ignored []*Error
	for _, key := range v.AllKeys() {
		if !usable(key, v.Get(key), isOutput) {
			ignored = append(ignored, &Error{Setting: key, From: file, Value: fmt.Sprint(v.Get(key))})
			continue
		}
		into.SetDefault(key, v.Get(key))
	}
	slices.SortFunc(ignored, func(a, b *Error) int { return strings.Compare(a.Setting, b.Setting) })
	return ignored
}

// usable says whether the file may hold the setting, and with this value. Who
// is at the keyboard and which incident is meant change too often to be left
// lying in a file.
func usable(key string, value any, isOutput func(string) bool) bool {
	text, isText := value.(string)
	switch key {
	case Language:
		return isText && known(lang.Tag(text))
	case Output:
		return isText && isOutput(text)
	case NoInput:
		_, isBool := value.(bool)
		return isBool
	}
	return false
}

// flatten makes one line of the decoder's list of complaints.
func flatten(err error) error {
	return errors.New(strings.Join(strings.Fields(err.Error()), " "))
}
