package cli

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/dossier"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/exercise"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/view"
)

// recordWait is how long to wait for others who add to the same record.
const recordWait = 10 * time.Second

// recordPassed adds a drill that passed to the record of its workspace; one
// that did not, that could not fail or that the person left is told to be left
// out. The entry says how it was passed, the
// rest is filled in here.
func (r *run) recordPassed(s *staged, d *view.Drilled, e exercise.Entry) error {
	if !d.Passed() {
		r.warn("warn.not-passed", s.Drill.Name)
		return nil
	}
	if !s.Drill.Demands() {
		r.warn("warn.no-demands", s.Drill.Name)
		return nil
	}
	if d.Result.Ending == drill.EndedLeft {
		r.warn("warn.left-early", s.Drill.Name)
		return nil
	}
	folder := filepath.Dir(filepath.FromSlash(s.file))
	if workspace, ok := load.NearestWorkspace(folder); ok {
		folder = workspace
	}
	path := filepath.Join(folder, filepath.FromSlash(load.ExercisedFile))
	e.Drill, e.At, e.Digests = s.Drill.Name, r.env.Now(), s.bundle.Digests()
	e.Came(s.Inventory, s.Book, d.Result.Records)
	err := dossier.Alone(context.Background(), folder, recordWait, func() error { return load.RecordExercise(path, e) })
	switch {
	case errors.Is(err, load.ErrUnsound):
		return r.tip(r.fail(exitFindings, "error.exercised", path), "tip.exercised")
	case errors.Is(err, dossier.ErrBusy):
		return r.tip(r.fail(exitBusy, "error.busy"), "tip.busy")
	case err != nil:
		f := r.fail(exitUnexpected, "error.exercised-unwritten", path, r.because(err))
		f.err = err
		return f
	}
	return r.tell(func(w io.Writer) error {
		_, err := io.WriteString(w, remark(r.say("drill.recorded", path)))
		return err
	})
}

// named are the names in a list with commas.
func named(list string) []string {
	var out []string
	for _, name := range strings.Split(list, ",") {
		if name = strings.TrimSpace(nfc(name)); name != "" {
			out = append(out, name)
		}
	}
	return out
}
