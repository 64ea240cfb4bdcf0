// Package term is the terminal, or what stands in for one: the three streams,
// what the other end can show, how wide a text is there, and a plain prompt
// that reads lines. It uses no control sequences and works on a serial line
// and in a pipe.
package term

import (
	"io"
	"os"
	"strings"

	xterm "golang.org/x/term"

	"github.com/bokgu/bokgu/pkg/lang"
)

// Streams are where a command reads and writes. Results go to Out,
// conversation to Err. The zero value of the flags is a pipe.
type Streams struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer

	InTerminal  bool // a person types
	OutTerminal bool // a person reads
	ErrTerminal bool
	Lines       int // height of the terminal; 0 is unknown
	Width       int // width of the terminal; 0 is unknown
}

// System describes the streams of a process.
func System(in, out, err *os.File) Streams {
	s := Streams{
		In: in, Out: out, Err: err,
		InTerminal:  xterm.IsTerminal(int(in.Fd())),
		OutTerminal: xterm.IsTerminal(int(out.Fd())),
		ErrTerminal: xterm.IsTerminal(int(err.Fd())),
	}
	if s.OutTerminal {
		if width, lines, e := xterm.GetSize(int(out.Fd())); e == nil {
			s.Width, s.Lines = width, lines
		}
	}
	return s
}

// Locale is what the environment says of the reader.
type Locale struct {
	Language lang.Tag // Korean when the locale is Korean and can be shown, else English
	Hangul   bool     // the other end can show Hangul
}

// DetectLocale reads the locale variables. The Linux text console has no
// Hangul letters, and neither has a locale that is not UTF-8: both fall back
// to English.
func DetectLocale(getenv func(string) string) Locale {
	charset := first(getenv, "LC_ALL", "LC_CTYPE", "LANG")
	messages := first(getenv, "LC_ALL", "LC_MESSAGES", "LANG")
	l := Locale{Language: lang.EN, Hangul: isUTF8(charset) && getenv("TERM") != "linux"}
	if l.Hangul && (messages == "ko" || strings.HasPrefix(messages, "ko_") || strings.HasPrefix(messages, "ko.")) {
		l.Language = lang.KO
	}
	return l
}

func isUTF8(locale string) bool {
	_, charset, ok := strings.Cut(locale, ".")
	if !ok {
		return false
	}
	charset, _, _ = strings.Cut(charset, "@")
	charset = strings.ToLower(strings.ReplaceAll(charset, "-", ""))
	return charset == "utf8"
}

// first is the first variable that is set to something.
func first(getenv func(string) string, names ...string) string {
	for _, n := range names {
		if v := getenv(n); v != "" {
			return v
		}
	}
	return ""
}
