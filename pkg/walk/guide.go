package walk

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/term"
)

// Asker asks a person a question and gives the answer, one line. io.EOF is the
// end of the conversation.
type Asker interface {
	Ask(ctx context.Context, question string) (string, error)
}

// Recorder is where the record is kept. What Record has acknowledged is not
// lost, whatever happens next.
type Recorder interface {
	// Moment is the incident as it is now.
	Moment() *incident.Moment
	// Record decides and records a command.
	Record(ctx context.Context, c incident.Command, how Said) (Receipt, error)
	// Own is the entry that Undo would take back; false when there is none.
	Own() (journal.Record, bool)
}

// Screen shows things to a person, and words what is asked.
type Screen interface {
	Show(Showing) error
	Word(key string, args ...any) string
}

// Said is how a command was given, apart from what it says.
type Said struct {
	From     string // who told
	Override string // reason for doing what is refused
}

// Receipt is what is known of a recorded command.
type Receipt struct {
	Known     bool      // nothing was recorded: the same had been told before
	Number    int       // of the record in its chain
	At        time.Time // when it was so
	Irregular []string  // rules the fact breaks
	Copies    string    // where else it is kept by now, in words; may be empty
}

// Guide is one guided walk. All fields but SetClock are needed.
type Guide struct {
	Asker    Asker
	Recorder Recorder
	Screen   Screen

	Past     func(text string, now time.Time) (time.Time, bool) // reads when something was so
	Future   func(text string, now time.Time) (time.Time, bool) // reads until when
	Board    func() error                                       // shows the status
	SetClock func(text string) error                            // of a drill; nil: the clock is the world's

	// Explain words an error; not goOn ends the walk with it.
	Explain func(error) (words []string, goOn bool)
}

// abandoned says that a person broke a question off; nothing was recorded.
var errAbandoned = errors.New("abandoned")

// Run guides a person until they leave or the input ends, which is no error.
// Everything it does is recorded by the time it says so; it can be cut off
// anywhere and run again.
func (g *Guide) Run(ctx context.Context) error {
	w := &walker{Guide: g, ctx: ctx}
	err := w.walk()
	switch {
	case errors.Is(err, errQuit):
		return w.say("walk.bye")
	case errors.Is(err, io.EOF):
		return w.inputEnds(err)
	}
	return err
}

// inputEnds says goodbye below the question that got no answer.
func (w *walker) inputEnds(err error) error {
	if err := w.Screen.Show(Words{""}); err != nil {
		return err
	}
	if errors.Is(err, term.ErrUnfinished) {
		if err := w.say("walk.unfinished"); err != nil {
			return err
		}
	}
	return w.say("walk.bye")
}

// walker is a walk under way. What it holds is only what is on the screen.
type walker struct {
	*Guide
	ctx   context.Context
	scene Scene
}

func (w *walker) walk() error {
	if err := w.again(); err != nil {
		return err
	}
	for {
		line, err := w.read(w.prompt())
		if err != nil {
			return err
		}
		err = w.obey(line)
		for errors.Is(err, errStop) {
			err = w.stopNow()
		}
		if errors.Is(err, errAbandoned) {
			err = w.say("walk.abandoned")
		}
		if err != nil {
			return err
		}
	}
}

// errQuit says that a person left.
var errQuit = errors.New("quit")

// errStop says that a question was answered with the key that stops everything.
var errStop = errors.New("stop")

// ask asks one question in the middle of something. A lone ! stops everything,
// whatever is asked.
func (w *walker) ask(question string) (string, error) {
	line, err := w.read(question)
	if err == nil && narrowAll(strings.TrimSpace(line)) == string(Stop) {
		return "", errStop
	}
	return line, err
}

// read reads one line. Input that cannot be read is asked for again.
func (w *walker) read(question string) (string, error) {
	for {
		line, err := w.Asker.Ask(w.ctx, question)
		if !errors.Is(err, term.ErrNotUTF8) && !errors.Is(err, term.ErrTooLong) {
			return line, err
		}
		if err := w.say("walk.unreadable"); err != nil {
			return "", err
		}
	}
}

// complain words an error; nil means that the walk goes on.
func (w *walker) complain(err error) error {
	words, goOn := w.Explain(err)
	if !goOn {
		return err
	}
	return w.Screen.Show(Words(words))
}

func (w *walker) say(key string, args ...any) error {
	return w.Screen.Show(Notice{Key: key, Args: args})
}

// prompt names the chosen row, or the round whose result is awaited.
func (w *walker) prompt() string {
	row := w.scene.chosen()
	switch {
	case row == nil:
		return w.Screen.Word("walk.prompt-none")
	case row.Round != nil:
		return w.Screen.Word("walk.prompt-round", row.Round)
	default:
		return w.Screen.Word("walk.prompt", w.scene.Chosen+1)
	}
}

// again looks anew and shows what there is.
func (w *walker) again() error {
	w.look()
	return w.Screen.Show(w.scene)
}

// look takes the present list onto the scene. The chosen row stays chosen
// while it is there; when one of its agencies or systems is done, the task
// stays chosen for the next.
func (w *walker) look() {
	chosen := w.scene.chosen()
	m := w.Recorder.Moment()
	list := Next(m)
	list.Advice = Advise(m, list)
	w.scene = newScene(m, list, w.scene.From)
	if chosen == nil {
		return
	}
	for i := range w.scene.Rows {
		row := &w.scene.Rows[i]
		if sameWork(row, chosen) {
			w.scene.Chosen = i
			return
		}
		if row.Task != nil && row.Task == chosen.Task && row.Round == nil && chosen.Round == nil {
			w.scene.Chosen = i
		}
	}
}

// obey does what a line says.
func (w *walker) obey(line string) error {
	in := Parse(line)
	if done, err := w.outcomeLine(in, line); done {
		return err
	}
	switch in.Key {
	case Again:
		return w.again()
	case Choose:
		return w.choose(in.Row)
	case More:
		return w.more()
	case Board:
		return w.Guide.Board()
	case Stop:
		return w.stop(in.Rest)
	case Undo:
		return w.undo()
	case Clock:
		return w.setClock(in.Rest)
	case Quit:
		return errQuit
	case Strange:
		return w.chooseNamed(line)
	}
	if len(w.scene.Rows) == 0 {
		if in.Key == Memo {
			return w.memo(&Row{}, in.Rest)
		}
		return w.say("walk.nothing")
	}
	row, err := w.row(in.Row)
	if row == nil {
		return err
	}
	return w.onRow(in, row)
}

// row is the row a line is about, as it is now. What was not shown as it is
// now is not touched: it is shown instead, and nil comes back.
func (w *walker) row(n int) (*Row, error) {
	if n == 0 {
		n = w.scene.Chosen + 1
	}
	if n > len(w.scene.Rows) {
		return nil, w.say("walk.no-row", n)
	}
	shown := w.scene.Rows[n-1]
	elsewhere := n-1 != w.scene.Chosen
	w.look()
	for i := range w.scene.All {
		row := &w.scene.All[i]
		if !sameWork(row, &shown) {
			continue
		}
		if elsewhere && (row.Round != nil || row.Proposal != nil) {
			w.scene.choose(i) // its systems were not on the screen
			return nil, w.Screen.Show(w.scene)
		}
		return row, nil
	}
	if err := w.say("walk.changed"); err != nil {
		return nil, err
	}
	return nil, w.Screen.Show(w.scene)
}

func (w *walker) choose(n int) error {
	if n > len(w.scene.Rows) {
		return w.say("walk.no-row", n)
	}
	w.scene.Chosen = n - 1
	return w.again()
}

// chooseNamed chooses the row of a round or a task by its name.
func (w *walker) chooseNamed(name string) error {
	round, err := w.scene.Moment.FindRound(name)
	w.look()
	for i := range w.scene.All {
		row := &w.scene.All[i]
		if err == nil && row.Round != nil && row.Round.ID == round.ID ||
			strings.EqualFold(row.Ref, name) || row.Task != nil && row.Task.ID == name {
			w.scene.choose(i)
			return w.Screen.Show(w.scene)
		}
	}
	return w.say("walk.strange", name)
}

// more turns to the rows that follow, and from the last ones to the first.
func (w *walker) more() error {
	from := w.scene.From + Shown
	if from >= len(w.scene.All) {
		from = 0
	}
	w.scene = newScene(w.scene.Moment, w.scene.List, from)
	return w.Screen.Show(w.scene)
}

func (w *walker) setClock(text string) error {
	if w.SetClock == nil {
		return w.say("walk.clock-real")
	}
	if err := w.SetClock(text); err != nil {
		return w.complain(err)
	}
	return w.again()
}
