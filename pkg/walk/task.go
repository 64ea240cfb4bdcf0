package walk

import (
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// target is what one command of a row is about.
type target struct {
	ref string
	at  incident.Target
}

func targetOf(e *Entry) target {
	t := target{ref: e.Ref}
	if e.Task != nil && e.Task.ForSystems() {
		t.at = incident.Target{Systems: e.Systems, All: true}
	}
	return t
}

// targets settles what of a row a line is about: the systems it names in
// front, else the groups the person chooses, else all. What is left of the
// line comes back.
func (w *walker) targets(row *Row, rest string) ([]target, string, error) {
	if out, ok := ParseOutcome("o "+rest, likeNumber); ok && len(out.Failed)+len(out.Unknown) > 0 {
		return nil, "", orAbandoned(w.say("walk.no-round")) // the result of a round, said to another row
	}
	if row.Task == nil {
		return []target{targetOf(&row.Entry)}, rest, nil
	}
	m, all := w.scene.Moment, row.All()
	names, left := systemList(rest, func(name string) bool {
		found, err := m.FindSystems(name)
		return err == nil && len(found) > 0 && !slices.ContainsFunc(found, func(i int32) bool { return !slices.Contains(all, i) })
	})
	if len(all) > 0 && numeric(firstWord(left)) {
		return nil, "", orAbandoned(w.say("walk.not-in-row", firstWord(left))) // a slip must not touch all the others
	}
	if len(names) > 0 {
		t := target{ref: incident.Ref(row.Task, ""), at: incident.Target{Systems: w.systems(names), All: true}}
		return []target{t}, left, nil
	}
	if len(row.Rest) == 0 {
		return []target{targetOf(&row.Entry)}, rest, nil
	}
	return w.groups(row, rest)
}

// groups asks for which agencies or rooms: the first, all, or named ones.
func (w *walker) groups(row *Row, rest string) ([]target, string, error) {
	entries := row.Groups()
	if found, left := w.namedGroups(row, rest); len(found) > 0 {
		return found, left, nil
	}
	for {
		answer, err := w.may("walk.ask-group", Group{row.Task, row.Key}, len(entries))
		if err != nil {
			return nil, "", err
		}
		if answer == "" {
			return []target{targetOf(&row.Entry)}, rest, nil
		}
		if found, left := w.namedGroups(row, answer); len(found) > 0 && left == "" {
			return found, rest, nil
		}
		if err := w.say("walk.not-a-group", answer); err != nil {
			return nil, "", err
		}
	}
}

// namedGroups reads groups off the front of a line: all, or names between
// commas.
func (w *walker) namedGroups(row *Row, line string) ([]target, string) {
	word, left, _ := strings.Cut(strings.TrimSpace(line), " ")
	var found []target
	for _, name := range strings.Split(word, ",") {
		if all := strings.ToLower(name); all == "all" || all == "모두" || all == "전부" {
			found = nil
			for _, e := range row.Groups() {
				found = append(found, targetOf(&e))
			}
			return w.joined(row, found), left
		}
		key, err := w.scene.Moment.FindGroup(row.Task, name)
		if name == "" || err != nil {
			return nil, line
		}
		i := slices.IndexFunc(row.Groups(), func(e Entry) bool { return e.Key == key })
		if i < 0 {
			return nil, line
		}
		found = append(found, targetOf(&row.Groups()[i]))
	}
	return found, left
}

// joined makes one command of all groups of a row: they are all that is ready.
func (w *walker) joined(row *Row, all []target) []target {
	one := target{ref: incident.Ref(row.Task, "")}
	if row.Task.ForSystems() {
		one.at = incident.Target{Systems: row.All(), All: true}
	}
	if len(all) == 0 {
		return all
	}
	return []target{one}
}

func (w *walker) recordTargets(how Said, targets []target, c incident.DoTask) error {
	var commands []incident.Command
	for _, t := range targets {
		c.Ref, c.Target = t.ref, t.at
		commands = append(commands, c)
	}
	return w.recordAll(how, commands...)
}

// done records a task as done, after asking for what it needs.
func (w *walker) done(row *Row, rest string) error {
	targets, note, err := w.targets(row, rest)
	if err != nil {
		return err
	}
	c := incident.DoTask{Outcome: incident.Done, Note: note}
	how := Said{}
	t := row.Task
	switch t.Do.Kind {
	case playbook.Decide:
		c.Option, how.From, err = w.option(t)
	case playbook.Record:
		c.Fields, err = w.fields(t)
	case playbook.Approve:
		how.From, err = w.must("", "walk.ask-approvers", t.Do.Approvers, Role(t.Do.Of))
	}
	if err != nil {
		return err
	}
	if t.Evidence && c.Note == "" {
		if c.Note, err = w.may("walk.ask-evidence"); err != nil {
			return err
		}
	}
	return w.recordTargets(how, targets, c)
}

// option asks for the option that was chosen, and by whom if that is said.
func (w *walker) option(t *playbook.Task) (id, from string, err error) {
	if len(t.Do.Options) == 0 {
		return "", "", nil
	}
	options := make([]any, len(t.Do.Options))
	for i, o := range t.Do.Options {
		options[i] = named(o.Title, o.ID)
	}
	n, from, err := w.pick("walk.ask-decision", options)
	if err != nil {
		return "", "", err
	}
	return t.Do.Options[n].ID, from, nil
}

// named is a title, or the id where there is none.
func named(title lang.Text, id string) lang.Text {
	if title.IsZero() {
		return lang.Plain(id)
	}
	return title
}
