package cli

import (
	"context"
	"crypto/rand"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/bokgu/bokgu/pkg/term"
)

// OS is the real outside world. Its context ends with the first interrupt, or
// when the terminal goes away; a second one ends the process.
func OS() (context.Context, Env) {
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as under nohup
		ends = append(ends, syscall.SIGHUP)
	}
	ctx, restore := signal.NotifyContext(context.Background(), ends...)
	context.AfterFunc(ctx, restore)
	return ctx, Env{
		Args:    os.Args[1:],
		Getenv:  os.Getenv,
		Streams: term.System(os.Stdin, os.Stdout, os.Stderr),
		Now:     time.Now,
		Random:  rand.Reader,
		Login:   login,
		Machine: machine,
	}
}

// login is the account's name; Windows puts the domain before it.
func login() string {
	u, err := user.Current()
	if err != nil {
		return os.Getenv("USER")
	}
	name := filepath.ToSlash(u.Username)
	return name[strings.LastIndex(name, "/")+1:]
}

func machine() string {
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	return name
}
