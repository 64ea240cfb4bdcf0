package walk

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
)

// Resolved is the result of a round, system by system.
type Resolved struct {
	Up, Failed, Unknown []int32
	Left                []int32 // not named: still being started
	Note                string
}

// outcomeLine takes a line as the result of the chosen round, if it can be
// one; done says that it was.
func (w *walker) outcomeLine(in Input, line string) (done bool, err error) {
	row := w.scene.chosen()
	if row == nil || row.Round == nil || in.Key != OK && in.Key != Fail && in.Key != Why && in.Key != Strange {
		return false, nil
	}
	if in.Row != 0 && !w.inRound(row)(string(rune('0'+in.Row))) {
		return false, nil
	}
	if in.Key == Why && in.Row == 0 && in.Rest == "" {
		return false, nil // why, not unknown
	}
	out, ok := w.outcome(row, line)
	switch {
	case !ok && in.Key == Strange && !likeNumber(out.Bad):
		return false, nil // the name of a round, or some word; "ox5" is a result
	case !ok:
		return true, w.say("walk.round-how", out.Bad)
	}
	current, err := w.row(0)
	if current == nil {
		return true, err
	}
	return true, w.report(current, out)
}

// outcome reads the result of a row's round. The id of a service elsewhere is
// no beginning of a note: whoever types it means the service.
func (w *walker) outcome(row *Row, line string) (out Outcome, ok bool) {
	out, ok = ParseOutcome(line, w.inRound(row))
	inv := w.scene.Moment.Inventory
	if i, is := inv.Index(firstWord(out.Note)); ok && is && inv.Systems[i].Class == inventory.Service {
		return Outcome{Bad: firstWord(out.Note)}, false
	}
	return out, ok
}

// inRound tells names of the systems of a round from other words.
func (w *walker) inRound(row *Row) func(string) bool {
	m := w.scene.Moment
	return func(name string) bool {
		found, err := m.FindSystems(name)
		return err == nil && len(found) > 0 && !slices.ContainsFunc(found, func(i int32) bool { return !slices.Contains(row.Systems, i) })
	}
}

// report echoes the result of a round and records it when the person agrees.
// Any other answer is a new result.
func (w *walker) report(row *Row, out Outcome) error {
	for {
		result, twice := w.resolve(row, out)
		question := w.Screen.Word("walk.agree-round")
		if twice >= 0 {
			if err := w.say("walk.said-twice", []int32{twice}); err != nil {
				return err
			}
			question = w.Screen.Word("walk.prompt-round", row.Round)
		} else if err := w.Screen.Show(Echo{w.scene.Moment, row.Round, result}); err != nil {
			return err
		}
		line, err := w.ask(question)
		switch {
		case err != nil:
			return err
		case line == "" && twice < 0:
			return w.recordResult(row.Round, result)
		case Parse(line).Key == Quit || line == "":
			return errAbandoned
		}
		again, ok := w.outcome(row, line)
		if !ok {
			if err := w.say("walk.round-how", again.Bad); err != nil {
				return err
			}
			continue
		}
		out = again
	}
}

// resolve turns names into systems. twice is a system that was named in two
// ways, or -1.
func (w *walker) resolve(row *Row, out Outcome) (r Resolved, twice int32) {
	m, twice := w.scene.Moment, -1
	named := map[int32]bool{}
	find := func(names []string) []int32 {
		var all []int32
		for _, name := range names {
			found, _ := m.FindSystems(name) // the names were tried when the line was read
			for _, i := range found {
				if slices.Contains(all, i) {
					continue
				}
				if named[i] {
					twice = i
				}
				named[i] = true
				all = append(all, i)
			}
		}
		return all
	}
	r = Resolved{Up: find(out.Up), Failed: find(out.Failed), Unknown: find(out.Unknown), Note: out.Note}
	for _, i := range row.Systems {
		switch {
		case named[i]:
		case out.Rest:
			r.Up = append(r.Up, i)
		default:
			r.Left = append(r.Left, i)
		}
	}
	return r, twice
}

func (w *walker) recordResult(round *incident.Round, r Resolved) error {
	recorded, err := w.record(incident.RoundResult{
		Round: round.ID, Up: r.Up, Failed: r.Failed, Unknown: r.Unknown, Note: r.Note,
	}, Said{})
	if err != nil || !recorded {
		return err
	}
	if len(r.Failed) > 0 {
		if err := w.say("walk.failed-next", r.Failed); err != nil {
			return err
		}
	}
	if len(r.Unknown) > 0 {
		if err := w.say("walk.unknown-next", r.Unknown); err != nil {
			return err
		}
	}
	return w.again()
}

// issue issues a proposed round, or that part of it the person names; a crew
// may be named too.
func (w *walker) issue(row *Row, rest string) error {
	c := incident.IssueRound{Task: row.Task.ID, Systems: row.Systems}
	names, words := systemList(rest, w.inRound(row))
	if len(names) > 0 {
		c.Systems = w.systems(names)
	}
	if words != "" {
		crew, ok := w.crew(words)
		if !ok || numeric(firstWord(words)) {
			return w.say("walk.no-crew", words)
		}
		c.Crew = crew
	}
	recorded, err := w.record(c, Said{})
	if err != nil || !recorded {
		return err
	}
	w.look()
	for i := range w.scene.All {
		if r := w.scene.All[i].Round; r != nil && r == w.scene.Moment.Rounds[len(w.scene.Moment.Rounds)-1] {
			w.scene.choose(i)
		}
	}
	return w.Screen.Show(w.scene)
}

// crew finds a crew by its id or title. Without a list of crews any name is
// one.
func (w *walker) crew(name string) (string, bool) {
	crews := w.scene.Moment.Inventory.Crews
	for _, c := range crews {
		if c.ID == name || c.Title.In(lang.KO) == name || c.Title.In(lang.EN) == name {
			return c.ID, true
		}
	}
	return name, len(crews) == 0
}

func (w *walker) systems(names []string) []int32 {
	var all []int32
	for _, name := range names {
		found, _ := w.scene.Moment.FindSystems(name)
		all = append(all, found...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
