package cli

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/config"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/view"
)

// run is one run of the program: the outside world, and the settings once
// they are resolved. Every command gets it.
type run struct {
	env    Env
	cfg    config.Config // zero until the flags are parsed
	lang   lang.Tag
	hangul bool // the other end can show Hangul
	format view.Format
	made   int // commands made so far
}

// newRun finds the language first, so that help and usage errors speak it.
func newRun(env Env) *run {
	r := &run{env: env, format: view.Text}
	r.speak(config.Early(env.Args, env.Getenv))
	return r
}

// speak settles the language: the wanted one, else the locale's. Who asks for
// Korean gets Hangul, whatever the terminal is said to be.
func (r *run) speak(wanted lang.Tag) {
	locale := term.DetectLocale(r.env.Getenv)
	r.lang, r.hangul = locale.Language, locale.Hangul
	if wanted != "" {
		r.lang, r.hangul = wanted, locale.Hangul || wanted == lang.KO
	}
}

// settle resolves the settings.
func (r *run) settle(cmd *cobra.Command) error {
	cfg, err := config.Resolve(cmd.Root().PersistentFlags(), r.env.Getenv, isFormat)
	if bad := (*config.Error)(nil); errors.As(err, &bad) {
		return r.badSetting(bad)
	} else if err != nil {
		return err
	}
	r.cfg = cfg
	r.speak(cfg.Language)
	var beside []view.Format
	for _, word := range strings.Fields(cmd.Annotations[formatsKey]) {
		beside = append(beside, view.Format(word))
	}
	format, ok := view.ParseFormat(cfg.Output, beside...)
	if !ok {
		return r.fail(exitUsage, "error.unknown-output", cfg.Output, view.Formats(beside...))
	}
	r.format = format
	for _, e := range cfg.Ignored {
		if e.Err != nil {
			r.warn("warn.settings-file", e.From, r.because(e.Err))
		} else {
			r.warn("warn.setting", e.From, e.Setting, e.Value)
		}
	}
	return r.placed()
}

func isFormat(s string) bool {
	_, ok := view.ParseFormat(s)
	return ok
}

// badSetting is a flag or a variable that cannot be used.
func (r *run) badSetting(bad *config.Error) error {
	name := "--" + bad.Setting
	if bad.From != "" {
		name = bad.From
	}
	f := r.fail(exitUsage, "error.setting", name, bad.Value)
	f.err = bad
	if bad.Setting == config.Language {
		r.tip(f, "tip.lang")
	}
	return f
}

// placed makes sure that the folder given with -C is there: a typo must not
// begin a record in a new place.
func (r *run) placed() error {
	dir := r.cfg.Directory
	info, err := os.Stat(r.workspaceDir())
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return r.tip(r.fail(exitUsage, "error.no-directory", dir), "tip.no-directory", dir)
	case err != nil:
		return r.unreadable(err)
	case !info.IsDir():
		return r.tip(r.fail(exitUsage, "error.not-directory", dir), "tip.not-directory")
	}
	return nil
}

// say is the message of a key in the language of the run.
func (r *run) say(key string, args ...any) string { return r.lang.Msg(key, args...) }

// page is what views need to know of the reader.
func (r *run) page() view.Page { return view.Page{Lang: r.lang, Hangul: r.hangul} }

// operator is who records: the setting, else the login name. A name in another
// encoding must not keep anybody from recording: its bytes are replaced.
func (r *run) operator() string {
	name := r.cfg.Operator
	if name == "" {
		name = r.env.Login()
	}
	return nfc(strings.ToValidUTF8(name, "?"))
}

// path is a path the person gave, seen from the working directory.
func (r *run) path(p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(r.env.Dir, p)
}

// workspaceDir is the folder given with -C, else the working directory.
func (r *run) workspaceDir() string { return r.path(r.cfg.Directory) }

// print writes a result to stdout in one go; a failed write is an error.
func (r *run) print(write func(w io.Writer) error) error {
	return flushed(r.env.Streams.Out, write)
}

// tell writes conversation to stderr.
func (r *run) tell(write func(w io.Writer) error) error {
	return flushed(r.env.Streams.Err, write)
}

func flushed(to io.Writer, write func(w io.Writer) error) error {
	w := bufio.NewWriterSize(to, 64<<10)
	if err := write(w); err != nil {
		return err
	}
	return w.Flush()
}
