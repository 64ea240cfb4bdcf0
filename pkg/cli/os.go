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

// OS is the real outside world. Its context ends with the first interrupt;
// a second one ends the process.
func OS() (context.Context, Env) {
	ctx, restore := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
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
