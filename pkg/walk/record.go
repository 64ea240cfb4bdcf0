package walk

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/bokgu/bokgu/pkg/incident"
)

// record records a command and shows the receipt; recorded is false when it
// was refused or had been told before. A refused start can be done all the
// same with a reason, which is recorded too.
func (w *walker) record(c incident.Command, how Said) (recorded bool, err error) {
	before, _ := w.scene.Moment.Count()
	receipt, err := w.Recorder.Record(w.ctx, c, how)
	var refusal *incident.Refusal
	if errors.As(err, &refusal) && refusal.Code != "nothing-startable" && how.Override == "" {
		if err := w.complain(err); err != nil {
			return false, err
		}
		how.Override, err = w.ask(w.Screen.Word("walk.ask-override"))
		if err != nil || how.Override == "" || quits(how.Override) {
			return false, orAbandoned(err)
		}
		receipt, err = w.Recorder.Record(w.ctx, c, how)
	}
	if err != nil {
		return false, w.complain(err)
	}
	if receipt.Known {
		return false, w.say("walk.known")
	}
	m := w.Recorder.Moment()
	after, _ := m.Count()
	return true, w.Screen.Show(Recorded{m, c, receipt, before, after})
}

// recordAll records commands one after the other, and shows everything anew
// when one was recorded.
func (w *walker) recordAll(how Said, commands ...incident.Command) error {
	news := false
	for _, c := range commands {
		recorded, err := w.record(c, how)
		if err != nil {
			return err
		}
		news = news || recorded
	}
	if !news {
		return nil
	}
	return w.again()
}

// quits says that an answer is the key that breaks a question off.
func quits(answer string) bool {
	r, size := utf8.DecodeRuneInString(answer)
	return size == len(answer) && keyOf(r) == Quit
}

// orAbandoned breaks off what was asked, unless there is a worse error.
func orAbandoned(err error) error {
	if err != nil {
		return err
	}
	return errAbandoned
}

// must asks until there is an answer, unless the line had it already. The quit
// key breaks the question off.
func (w *walker) must(given, key string, args ...any) (string, error) {
	given = strings.TrimSpace(given)
	for given == "" {
		answer, err := w.ask(w.Screen.Word(key, args...))
		if err != nil {
			return "", err
		}
		given = answer
		if given == "" {
			return "", errAbandoned // an empty answer means: leave it
		}
	}
	if quits(given) {
		return "", errAbandoned
	}
	return given, nil
}

// may asks once; an empty answer is fine.
func (w *walker) may(key string, args ...any) (string, error) {
	answer, err := w.ask(w.Screen.Word(key, args...))
	if err == nil && quits(answer) {
		err = errAbandoned
	}
	return answer, err
}

// pick asks for one of several options by its number; words behind it come
// back too.
func (w *walker) pick(question string, options []any) (n int, behind string, err error) {
	if err := w.Screen.Show(Options(options)); err != nil {
		return 0, "", err
	}
	for {
		answer, err := w.must("", question, len(options))
		if err != nil {
			return 0, "", err
		}
		first, behind, _ := strings.Cut(answer, " ")
		if n, ok := number(first); ok && n >= 1 && n <= len(options) {
			return n - 1, strings.TrimSpace(behind), nil
		}
		if err := w.say("walk.no-option", answer, len(options)); err != nil {
			return 0, "", err
		}
	}
}

// number reads a small number, in any width.
func number(s string) (int, bool) {
	n := 0
	for _, r := range narrowAll(strings.TrimSpace(s)) {
		if r < '0' || r > '9' || n > 9999 {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, s != ""
}
