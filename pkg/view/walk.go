package view

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/walk"
)

// WalkScreen shows a guided walk in plain lines.
type WalkScreen struct {
	out  io.Writer
	page Page
	desk func() report.Desk
	m    *incident.Moment // what was shown last
}

var _ walk.Screen = (*WalkScreen)(nil)

// NewWalkScreen writes to out; desk says who records and how old the copies
// are, each time the screen is shown.
func NewWalkScreen(out io.Writer, p Page, desk func() report.Desk) *WalkScreen {
	return &WalkScreen{out: out, page: p, desk: desk}
}

// Show writes what the walk has to show.
func (s *WalkScreen) Show(v walk.Showing) error {
	var lines []string
	switch v := v.(type) {
	case walk.Scene:
		s.m = v.Moment
		lines = s.page.scene(v, report.HeaderOf(v.Moment, s.desk()))
	case walk.Recorded:
		s.m = v.Moment
		lines = s.page.recorded(v)
	case walk.Reasons:
		lines = s.page.reasons(v.Moment, &v.Row)
	case walk.Echo:
		lines = s.page.echo(v)
	case walk.Options:
		for n, o := range v {
			lines = append(lines, fmt.Sprintf("  %d  %v", n+1, s.page.named(s.m, o)))
		}
	case walk.Notice:
		lines = term.Wrap(s.Word(v.Key, v.Args...), term.Columns)
	case walk.Words:
		for _, text := range v {
			lines = append(lines, term.Wrap(text, term.Columns)...)
		}
	}
	_, err := io.WriteString(s.out, strings.Join(cutAll(lines), "\n")+"\n")
	return err
}

// Word is a message with the names of things in it.
func (s *WalkScreen) Word(key string, args ...any) string {
	for i, a := range args {
		args[i] = s.page.named(s.m, a)
	}
	return s.page.Msg(key, args...)
}

// named turns a thing into its name; what has none stays as it is.
func (p Page) named(m *incident.Moment, a any) any {
	switch a := a.(type) {
	case string:
		return p.shown(a)
	case lang.Text:
		return p.Name(a, a.In(p.Lang))
	case []int32:
		return p.systemNames(m, a)
	case *incident.Round:
		return p.roundName(m, a)
	case time.Time:
		return p.moment(m.Now, a)
	case walk.Value:
		return p.value(string(a))
	case walk.Role:
		return p.whoDoes(m, string(a))
	case walk.EventType:
		if key := "type." + string(a); lang.Has(key) {
			return p.Msg(key)
		}
		return string(a)
	case walk.Group:
		return p.group(m, a.Task, a.Key)
	case playbook.Field:
		return fmt.Sprintf("%s (%s)", p.Name(a.Title, a.ID), p.fieldHint(a))
	default:
		return a
	}
}

// fieldHint is what an answer looks like: the values of an enum by their
// numbers, or the word for the type.
func (p Page) fieldHint(f playbook.Field) string {
	if f.Type != playbook.EnumField {
		return p.Msg("walk.type-" + string(f.Type))
	}
	parts := make([]string, len(f.Values))
	for i, v := range f.Values {
		parts[i] = strconv.Itoa(i+1) + " " + p.value(v)
	}
	return strings.Join(parts, "  ")
}

// value is the word for one of a few values; a playbook's own has none and is
// shown as it is.
func (p Page) value(v string) string {
	if key := "value." + v; lang.Has(key) {
		return p.Msg(key)
	}
	return p.shown(v)
}

// namesShown is how many systems a sentence names.
const namesShown = 12

// systemNames lists systems by call number and name.
func (p Page) systemNames(m *incident.Moment, systems []int32) string {
	systems = slices.Sorted(slices.Values(systems))
	var parts []string
	for _, i := range systems[:min(namesShown, len(systems))] {
		parts = append(parts, strconv.Itoa(incident.CallNumber(i))+" "+p.system(m.Inventory, i))
	}
	s := strings.Join(parts, ", ")
	if n := len(systems) - namesShown; n > 0 {
		s = p.Msg("next.and-more", s, n)
	}
	return s
}

func numbers(systems []int32) string {
	systems = slices.Sorted(slices.Values(systems))
	parts := make([]string, len(systems))
	for k, i := range systems {
		parts[k] = strconv.Itoa(incident.CallNumber(i))
	}
	return strings.Join(parts, ",")
}

// did says what was recorded. Of a round it says nothing: its systems are named
// below.
func (p Page) did(m *incident.Moment, c incident.Command) string {
	switch c := c.(type) {
	case incident.DoTask:
		return p.didTask(m, c)
	case incident.Note:
		return p.Msg("type.note.written")
	case incident.Undo:
		return p.Msg("type.entry.undone")
	case incident.Stop:
		if c.Lift {
			return p.Msg("type.stop.lifted")
		}
		return p.Msg("type.stop.placed")
	default:
		return ""
	}
}

func (p Page) didTask(m *incident.Moment, c incident.DoTask) string {
	of, err := m.FindTask(c.Ref)
	if err != nil {
		return ""
	}
	title := ""
	switch {
	case of.Added != nil:
		title = p.shown(of.Added.Title)
	case of.Key != "":
		title = p.group(m, of.Task, of.Key)
	default:
		title = p.Name(of.Task.Title, of.Task.ID)
	}
	return p.Msg("type.task."+string(c.Outcome)) + ": " + title
}

// recorded is the receipt, and what it changed.
func (p Page) recorded(v walk.Recorded) []string {
	line := p.Msg("walk.recorded", v.Receipt.At.Format("15:04"), v.Receipt.Number)
	if v.Receipt.Copies != "" {
		line += " (" + p.shown(v.Receipt.Copies) + ")"
	}
	line += "."
	behind := "  " + p.Msg("walk.undo-hint")
	if v.Before.Back != v.After.Back {
		behind = "  " + p.Msg("walk.back", v.Before.Back, v.After.Back) + behind
	}
	if did := p.did(v.Moment, v.Command); did != "" {
		line += "  " + term.Cut(did, term.Columns-term.Width(line)-term.Width(behind)-len("  .")) + "."
	}
	lines := []string{line + behind}
	if len(v.Receipt.Irregular) > 0 {
		words := make([]string, len(v.Receipt.Irregular))
		for i, code := range v.Receipt.Irregular {
			words[i] = p.Msg("irregular." + code)
		}
		lines = append(lines, p.Msg("walk.irregular", strings.Join(words, ", ")))
	}
	return lines
}

// echo says how the result of a round was understood, with the sum.
func (p Page) echo(v walk.Echo) []string {
	r := v.Result
	parts := []string{p.Msg("walk.echo-up", len(r.Up))}
	for _, part := range []struct {
		key     string
		systems []int32
	}{{"walk.echo-failed", r.Failed}, {"walk.echo-unknown", r.Unknown}} {
		if len(part.systems) > 0 {
			parts = append(parts, p.Msg(part.key, len(part.systems), p.systemNames(v.Moment, part.systems)))
		}
	}
	lines := []string{"  " + strings.Join(parts, "   ")}
	if term.Width(lines[0]) > term.Columns {
		lines = nil
		for _, part := range parts {
			for _, line := range term.Wrap(part, term.Columns-2) {
				lines = append(lines, "  "+line)
			}
		}
	}
	sum := len(r.Up) + len(r.Failed) + len(r.Unknown)
	if len(r.Left) == 0 {
		lines = append(lines, "  "+p.Msg("walk.echo-sum", sum))
	} else {
		lines = append(lines, "  "+p.Msg("walk.echo-left", sum, len(r.Left), numbers(r.Left)))
	}
	if r.Note != "" {
		lines = append(lines, "  "+p.Msg("walk.echo-note", p.shown(r.Note)))
	}
	return lines
}
