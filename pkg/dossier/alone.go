package dossier

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/gofrs/flock"
)

// Alone runs work while no other call of Alone, of any process, does so for the
// same folder. Nothing is written for it. Who waits too long gets ErrBusy. Where
// a folder cannot be locked the work is done all the same.
func Alone(ctx context.Context, folder string, wait time.Duration, work func() error) (err error) {
	limit, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	lock := flock.New(folder, flock.SetFlag(os.O_RDONLY))
	switch _, err := lock.TryLockContext(limit, 5*time.Millisecond); {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return ErrBusy
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	return work()
}
