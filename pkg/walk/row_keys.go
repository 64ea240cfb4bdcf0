package walk

import (
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// onRow does what a key asks of a row.
func (w *walker) onRow(in Input, row *Row) error {
	if !row.Takes(in.Key) {
		return w.say("walk.not-here")
	}
	switch in.Key {
	case OK:
		return w.ok(row, in.Rest)
	case Fail:
		return w.fail(row, in.Rest)
	case Later:
		return w.later(row, in.Rest)
	case HandOn:
		return w.handOn(row, in.Rest)
	case Skip:
		return w.skip(row, in.Rest)
	case Memo:
		return w.memo(row, in.Rest)
	default:
		return w.Screen.Show(Reasons{w.scene.Moment, *row})
	}
}

// ok records that a row is done, decided, answered, or issued.
func (w *walker) ok(row *Row, rest string) error {
	switch {
	case row.Question != nil:
		return w.answer(row, rest)
	case row.Conflict != nil:
		return w.settle(row)
	case row.Proposal != nil:
		return w.issue(row, rest)
	case row.Round != nil:
		return w.say("walk.round-how", rest)
	case row.Added != nil:
		return w.recordAll(Said{}, incident.DoTask{Ref: row.Ref, Outcome: incident.Done, Note: rest})
	default:
		return w.done(row, rest)
	}
}

func (w *walker) answer(row *Row, rest string) error {
	text, err := w.must(rest, "walk.ask-answer")
	if err != nil {
		return err
	}
	because, err := w.may("walk.ask-because")
	if err != nil {
		return err
	}
	return w.recordAll(Said{}, incident.Answer{Ref: row.Question.Ref, Text: text, Because: because})
}

// fail records that a task failed, for all of the row or for the systems named.
func (w *walker) fail(row *Row, rest string) error {
	if row.Conflict != nil {
		row = taskOf(row)
	}
	return w.withReason(row, rest, incident.Failed)
}

// withReason records an outcome that nobody understands later without knowing
// why.
func (w *walker) withReason(row *Row, rest string, outcome incident.Outcome) error {
	targets, rest, err := w.targets(row, rest)
	if err != nil {
		return err
	}
	reason, err := w.must(rest, "walk.ask-reason")
	if err != nil {
		return err
	}
	return w.recordTargets(Said{}, targets, incident.DoTask{Outcome: outcome, Reason: reason})
}

// later puts a row off until a time.
func (w *walker) later(row *Row, rest string) error {
	targets, rest, err := w.targets(row, rest)
	if err != nil {
		return err
	}
	var until time.Time
	for {
		text, err := w.must(rest, "walk.ask-until")
		if err != nil {
			return err
		}
		at, ok := w.Future(span(text), w.scene.Moment.Now)
		if ok && at.After(w.scene.Moment.Now) {
			until = at
			break
		}
		if err := w.say("walk.bad-time", text); err != nil {
			return err
		}
		rest = ""
	}
	return w.recordTargets(Said{}, targets, incident.DoTask{Outcome: incident.Later, Until: until})
}

// handOn gives a row to another role or person. It stays to be done.
func (w *walker) handOn(row *Row, rest string) error {
	to, err := w.must(rest, "walk.ask-to")
	if err != nil {
		return err
	}
	var targets []target
	for _, e := range row.Groups() {
		targets = append(targets, targetOf(&e))
	}
	return w.recordTargets(Said{}, targets, incident.DoTask{Outcome: incident.Passed, To: w.roleID(to)})
}

// roleID is the id of the role a person names, else the name they gave.
func (w *walker) roleID(name string) string {
	for _, r := range w.scene.Moment.Book.Roles {
		if name == r.ID || strings.EqualFold(name, r.Title.In(lang.KO)) || strings.EqualFold(name, r.Title.In(lang.EN)) {
			return r.ID
		}
	}
	return name
}

// skip leaves a task out, with a reason.
func (w *walker) skip(row *Row, rest string) error {
	return w.withReason(row, rest, incident.Skipped)
}

func (w *walker) memo(row *Row, rest string) error {
	text, err := w.must(rest, "walk.ask-memo")
	if err != nil {
		return err
	}
	note := incident.Note{Text: text}
	if row.Task != nil || row.Added != nil {
		note.Ref = row.Ref
	}
	_, err = w.record(note, Said{})
	return err
}

// settle asks which of two records is right, and records that.
func (w *walker) settle(row *Row) error {
	c := row.Conflict
	choose := func(values ...string) (string, error) {
		options := make([]any, len(values))
		for i, v := range values {
			options[i] = Value(v)
		}
		n, _, err := w.pick("walk.ask-option", options)
		if err != nil {
			return "", err
		}
		return values[n], nil
	}
	set := incident.SetSystem{Systems: row.Systems}
	var err error
	switch c.About {
	case "result":
		return w.done(taskOf(row), "")
	case "condition":
		set.Condition, err = choose("unaffected", "stopped", "damaged", "unknown")
	case "data":
		set.Data, err = choose("unproven", "whole", "lost")
	case "runs":
		set.Runs, err = w.must("", "walk.ask-runs")
	default:
		text, err := w.must("", "walk.ask-answer")
		if err != nil {
			return err
		}
		return w.recordAll(Said{}, incident.Answer{Ref: c.Ref, Text: text})
	}
	if err != nil {
		return err
	}
	return w.recordAll(Said{}, set)
}

// taskOf is the row of the task that two records differ about.
func taskOf(row *Row) *Row {
	e := row.Entry
	e.Task, e.Conflict = e.Conflict.Task, nil
	if e.Task.Per == playbook.PerIncident {
		e.Key = ""
	}
	return &Row{Entry: e}
}

// stop forbids starting anything, or lifts that.
func (w *walker) stop(rest string) error {
	c := incident.Stop{}
	question := "walk.ask-stop"
	if w.Recorder.Moment().Stopped() != nil {
		c.Lift, question = true, "walk.ask-lift"
	}
	reason, err := w.must(rest, question)
	if err != nil {
		return err
	}
	c.Reason = reason
	return w.recordAll(Said{}, c)
}

// stopNow is the stop in the middle of something else, which is left. It never
// lifts a stop: whoever hits that key in haste wants everything to stand still.
func (w *walker) stopNow() error {
	if err := w.say("walk.abandoned"); err != nil {
		return err
	}
	if w.Recorder.Moment().Stopped() != nil {
		return w.say("walk.stopped-already")
	}
	return w.stop("")
}

// undo shows what would be taken back, and takes it back when the person
// agrees.
func (w *walker) undo() error {
	last, ok := w.Recorder.Own()
	if !ok {
		return w.say("walk.nothing-to-undo")
	}
	answer, err := w.ask(w.Screen.Word("walk.ask-undo", last.Happened, EventType(last.Type), last.Seq))
	if err != nil {
		return err
	}
	if answer != "" && Parse(answer).Key != Undo {
		return errAbandoned
	}
	return w.recordAll(Said{}, incident.Undo{})
}
