package view

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/walk"
)

// sceneLines is how many lines a terminal shows at the least, and sceneAdvice
// how many of them advice takes at most. What the list and the chosen row need
// comes first: a round's systems leave no room for advice.
const (
	sceneLines  = 24
	sceneAdvice = 3
)

// scene is the whole screen of the walk: how it stands, what to decide or find
// out, what to do, and about the chosen row what to say and why.
func (p Page) scene(s walk.Scene, h report.Header) []string {
	head := append(Header(p, h), ruler())
	list := append([]string{p.listTitle(&s)}, p.walkRows(&s)...)
	if rest := len(s.All) - len(s.Rows); rest > 0 {
		list = append(list, p.Msg("walk.more", rest))
	}
	list = append(list, p.offScreen(&s)...)
	for i := range s.List.Waiting[:min(1, len(s.List.Waiting))] {
		w := &s.List.Waiting[i]
		list = append(list, p.Msg("walk.waiting", p.waitsOn(s.Moment, w.On), p.Name(w.Task.Title, w.Task.ID)))
	}
	list = append(list, ruler())
	if s.Chosen < len(s.Rows) {
		list = append(list, p.detail(s.Moment, &s.Rows[s.Chosen], s.Chosen+1)...)
	}
	list = append(list, p.keys(&s), Footer(p, h))
	const prompt = 1
	room := sceneLines - prompt - len(head) - len(list)
	return slices.Concat(head, p.adviceLines(s.Moment, s.List.Advice, min(sceneAdvice, room)), list)
}

// keys names the keys that do something where the walk stands.
func (p Page) keys(s *walk.Scene) string {
	var row *walk.Row
	if s.Chosen < len(s.Rows) {
		row = &s.Rows[s.Chosen]
	}
	ok := "ok"
	switch {
	case row == nil:
	case row.Round != nil:
		ok = "up"
	case row.Proposal != nil:
		ok = "issue"
	}
	var shown []string
	for _, k := range []struct {
		key   walk.Key
		name  string
		ofRow bool
	}{
		{walk.OK, ok, true}, {walk.Fail, "fail", true}, {walk.Later, "later", true}, {walk.HandOn, "hand-on", true},
		{walk.Memo, "memo", false}, {walk.Why, "why", true},
		{walk.Undo, "undo", false}, {walk.Board, "board", false}, {walk.Stop, "stop", false}, {walk.Quit, "quit", false},
	} {
		if !k.ofRow || row != nil && row.Takes(k.key) {
			shown = append(shown, p.Msg("walk.key-"+k.name))
		}
	}
	return strings.Join(shown, gap)
}

// offScreen names the rounds whose results are awaited and what could be
// started, where other rows have pushed them off the screen.
func (p Page) offScreen(s *walk.Scene) []string {
	const most = 3
	var going []string
	var ready *walk.Row
	for i := range s.All {
		r := &s.All[i]
		switch {
		case i >= s.From && i < s.From+len(s.Rows):
		case r.Round != nil:
			going = append(going, p.roundName(s.Moment, r.Round))
		case r.Proposal != nil && ready == nil:
			ready = r
		}
	}
	var lines []string
	if len(going) > 0 {
		names := strings.Join(going[:min(most, len(going))], ", ")
		if n := len(going) - most; n > 0 {
			names = p.Msg("next.and-more", names, n)
		}
		lines = append(lines, p.Msg("walk.going", names))
	}
	if ready != nil {
		lines = append(lines, p.Msg("walk.ready", rowRef(ready), p.rowTitle(s.Moment, ready)))
	}
	return lines
}

func (p Page) listTitle(s *walk.Scene) string {
	switch {
	case len(s.All) == 0:
		return p.Msg("walk.nothing")
	case s.From > 0:
		return p.Msg("walk.todo-from", len(s.All), s.From+1)
	default:
		return p.Msg("walk.todo", len(s.All))
	}
}

// walkRows are the rows: number, kind of deed, what, who, until when.
func (p Page) walkRows(s *walk.Scene) []string {
	cells := make([][4]string, len(s.Rows))
	var widths [4]int
	for i := range s.Rows {
		r := &s.Rows[i]
		cells[i] = [4]string{p.deed(r), p.rowTitle(s.Moment, r), p.whoDoes(s.Moment, r.Role), p.rowDue(s.Moment, &r.Entry)}
		for k := range cells[i] {
			widths[k] = max(widths[k], term.Width(cells[i][k]))
		}
	}
	widths[2] = min(widths[2], widestRole)
	const mark = 4 // "> 1 "
	widths[1] = min(widths[1], term.Columns-mark-widths[0]-widths[2]-widths[3]-3*len(gap))
	lines := make([]string, len(cells))
	for i, c := range cells {
		sign := " "
		if i == s.Chosen {
			sign = ">"
		}
		lines[i] = fmt.Sprintf("%s %d %s", sign, i+1, strings.Join([]string{
			term.Fit(c[0], widths[0]), term.Fit(c[1], widths[1]), term.Fit(c[2], widths[2]), c[3],
		}, gap))
	}
	return lines
}

// deed is what doing a row means, in a word.
func (p Page) deed(r *walk.Row) string {
	switch {
	case r.Question != nil:
		return p.Msg("kind.decide")
	case r.Conflict != nil:
		return p.Msg("walk.deed-conflict")
	case r.Added != nil:
		return p.Msg("walk.deed-added")
	case r.Round != nil:
		return p.Msg("walk.deed-result")
	case r.Proposal != nil || r.Task.Starts:
		return p.Msg("walk.deed-start")
	default:
		return p.Msg("kind." + string(r.Task.Do.Kind))
	}
}

// detail is what to say or ask about a row, and why it is there.
func (p Page) detail(m *incident.Moment, r *walk.Row, n int) []string {
	first, rest := p.detailHead(m, r)
	lines := term.Wrap(p.Msg("walk.detail", n, first), term.Columns)
	if len(lines) > 2 {
		lines = lines[:2]
	}
	if why := p.why(r); why != "" {
		lines = append(lines, "  "+p.Msg("walk.why", why))
	}
	return append(lines, rest...)
}

// why is the playbook's reason for a row, in one line.
func (p Page) why(r *walk.Row) string {
	if r.Task == nil {
		return ""
	}
	why := r.Task.Why.In(p.Lang)
	if !p.Hangul && !isASCII(term.Plain(why)) {
		return ""
	}
	return why
}

func (p Page) detailHead(m *incident.Moment, r *walk.Row) (first string, rest []string) {
	switch {
	case r.Question != nil:
		return p.Msg("walk.say-question", p.whoDoes(m, r.Role), p.shown(r.Question.Text)), []string{"  " + p.Msg("walk.asked-by", p.shown(r.Question.By), p.moment(m.Now, r.Question.Asked))}
	case r.Conflict != nil:
		return p.Msg("walk.say-conflict", p.conflictWith(m, &r.Entry), p.Msg("walk.about-"+r.Conflict.About)), nil
	case r.Added != nil:
		return p.shown(r.Added.Title), nil
	case r.Round != nil:
		age := m.Now.Sub(r.Round.Issued)
		head := p.Msg("walk.say-round", p.roundName(m, r.Round), len(r.Systems), r.Round.Issued.Format("15:04"), p.span(age))
		return head, append(p.sheet(m, r.Systems), p.Msg("walk.round-key"))
	case r.Proposal != nil:
		rest = p.sheet(m, r.Systems)
		if r.Proposal.On != incident.Home {
			rest = append(rest, "  "+p.Msg("walk.if-started", len(r.Systems)))
		}
		return p.Msg("walk.say-proposal", p.Name(r.Task.Title, r.Task.ID), len(r.Systems), p.proposalPlace(m, r.Proposal)), rest
	}
	return p.taskHead(m, r)
}

// taskHead is the sentence to say for a task of the playbook.
func (p Page) taskHead(m *incident.Moment, r *walk.Row) (first string, rest []string) {
	t := r.Task
	who := p.whoDoes(m, r.Role)
	text := p.text(t)
	switch t.Do.Kind {
	case playbook.Decide:
		first = p.Msg("walk.say-decide", who, text)
	case playbook.Approve:
		first = p.Msg("walk.say-approve", p.role(m.Book, t.Do.Of), t.Do.Approvers)
	case playbook.Notify:
		first = p.Msg("walk.say-notify", p.role(m.Book, t.Do.Of), text)
	case playbook.Record:
		names := make([]string, len(t.Do.Fields))
		for i, f := range t.Do.Fields {
			names[i] = p.Name(f.Title, f.ID)
		}
		first = p.Msg("walk.say-record", who, strings.Join(names, ", "))
	default:
		first = p.Msg("walk.say-confirm", who, text)
	}
	if r.Key != "" && t.Per == playbook.PerAgency {
		rest = append(rest, "  "+p.Msg("walk.phones", p.group(m, t, r.Key), p.phones(m, r.Key)))
	}
	if all := r.All(); len(all) > 0 {
		rest = append(rest, "  "+p.Msg("walk.for-systems", len(all), p.systemNames(m, all)))
	}
	return first, rest
}

// text is the words of a task, else its title.
func (p Page) text(t *playbook.Task) string {
	s := term.Plain(t.Do.Text.In(p.Lang))
	if s == "" || !p.Hangul && !isASCII(s) {
		return p.Name(t.Title, t.ID)
	}
	return s
}

// phones are the first numbers of an agency.
func (p Page) phones(m *incident.Moment, agency string) string {
	a := m.Inventory.Agency(agency)
	if a == nil {
		return "-"
	}
	var parts []string
	for _, c := range a.Contacts[:min(2, len(a.Contacts))] {
		parts = append(parts, strings.TrimSpace(p.shown(c.Name)+" "+p.shown(c.Phone)))
	}
	if a.DutyRoom != "" {
		parts = append(parts, p.Msg("walk.duty-room", p.shown(a.DutyRoom)))
	}
	if len(parts) == 0 {
		return "-"
	}
	return strings.Join(parts, ", ")
}

// sheetRows bounds the list of a round's systems on a screen.
const sheetRows = 8

// sheet lists systems in two columns, by call number: number, name, agency.
func (p Page) sheet(m *incident.Moment, systems []int32) []string {
	systems = slices.Sorted(slices.Values(systems))
	cell := func(i int32) string {
		sys := &m.Inventory.Systems[i]
		agency := ""
		if sys.Agency != "" {
			agency = p.Name(m.Inventory.AgencyName(sys.Agency), sys.Agency)
		}
		return fmt.Sprintf("%4d %s %s", incident.CallNumber(i), term.Fit(p.system(m.Inventory, i), 20), term.Fit(agency, 12))
	}
	half := (len(systems) + 1) / 2
	shown := min(half, sheetRows)
	lines := make([]string, 0, shown+1)
	for k := range shown {
		line := cell(systems[k])
		if half+k < len(systems) {
			line += " " + cell(systems[half+k])
		}
		lines = append(lines, line)
	}
	if rest := len(systems) - 2*shown; rest > 0 {
		lines = append(lines, "     "+p.Msg("walk.systems-more", rest))
	}
	return lines
}

// reasons is all that is known about why a row is there.
func (p Page) reasons(m *incident.Moment, r *walk.Row) []string {
	var lines []string
	say := func(key string, args ...any) { lines = append(lines, "  "+p.Msg(key, args...)) }
	first, _ := p.detailHead(m, r)
	lines = append(lines, term.Wrap(p.rowTitle(m, r)+": "+first, term.Columns)...)
	if why := p.why(r); why != "" {
		say("walk.why", why)
	}
	if t := r.Task; t != nil {
		say("walk.reason-task", rowRef(r), t.ID, m.StepOf(t).ID.Number(), p.whoDoes(m, r.Role))
		for _, id := range t.After {
			if earlier, _ := m.Task(id); earlier != nil {
				say("walk.reason-after", p.Name(earlier.Title, earlier.ID))
			}
		}
	}
	if !r.Due.IsZero() {
		say("walk.reason-due", p.dayClock(r.Due), p.left(r.Due.Sub(m.Now)))
	}
	pl := m.Plan()
	for _, i := range r.Systems[:min(3, len(r.Systems))] {
		if (r.Proposal != nil || r.Round != nil) && pl.InScope(i) {
			say("walk.reason-system", incident.CallNumber(i), p.system(m.Inventory, i), p.shortReason(pl, i))
		}
	}
	return lines
}

func (p Page) left(d time.Duration) string {
	if d < 0 {
		return p.Msg("walk.late", p.span(-d))
	}
	return p.Msg("walk.left", p.span(d))
}
