package walk

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// Advice is something that somebody should decide or find out, and how it is
// put to them.
type Advice struct {
	plan.Advice
	To       string    // the role that decides
	Question lang.Text // what to ask; zero when not a decision is wanted but a time, which is told with expect
}

// Advise says what the plan and its schedule give reason to decide or to find
// out now, beside what the playbook asks in the list already. It is not said
// again once it was asked: by a question of the same words, answered or not, or
// once somebody told a time, or that nobody can. Nothing is said in the first
// hour, which belongs to people.
func Advise(m *incident.Moment, l List) []Advice {
	if m.Declared.IsZero() || !m.Closed.IsZero() || m.Now.Sub(m.Declared) < firstHour {
		return nil
	}
	p, s := m.Plan(), m.Situation()
	a := advising{Moment: m, decided: map[int32]bool{}, starting: map[int32]bool{}}
	for i := range l.Tasks {
		e := &l.Tasks[i]
		for _, system := range e.Systems {
			if e.Task != nil && e.Decision() {
				a.decided[system] = true
			}
			if e.Task != nil && e.Task.Starts {
				a.starting[system] = true
			}
		}
	}
	var out []Advice
	for _, ad := range p.Advice(s, p.Place(s, plan.PlaceOptions{}), plan.Asked{Way: a.offered, About: a.asked}) {
		out = append(out, Advice{ad, a.decider(), a.question(&ad)})
	}
	return out
}

const firstHour = time.Hour

// advising is advice in the making.
type advising struct {
	*incident.Moment
	decided  map[int32]bool // systems that a decision in the list is about
	starting map[int32]bool // systems that the list offers to start
}

// offered says that the playbook asks itself whether to bring a system back by
// a method: by a decision about it, or a start of its own for the method.
func (a *advising) offered(i int32, method string) bool {
	if a.decided[i] {
		return true
	}
	for t := range a.Book.Tasks() {
		if t.Starts && t.Method == method && a.Matches(t, i) {
			return true
		}
	}
	return false
}

func (a *advising) asked(ad *plan.Advice) bool {
	if ad.Kind == plan.AdviceNeeded {
		e, told := a.Expected(ad.Systems[0])
		return told && e.Withdrawn()
	}
	if ad.Kind == plan.AdviceStart && a.starting[ad.Systems[0]] {
		return true
	}
	q := a.question(ad)
	return slices.ContainsFunc(a.Questions, func(asked *incident.Question) bool {
		text := strings.TrimSpace(asked.Text)
		return text == q.KO || text == q.EN
	})
}

// decider is the role that takes decisions: that of the playbook's first one.
func (a *advising) decider() string {
	for t := range a.Book.Tasks() {
		if t.Do.Kind == playbook.Decide && t.Role != "" {
			return t.Role
		}
	}
	return "commander"
}

// question is what to ask: without figures, so that it stays the same words
// while these change.
func (a *advising) question(ad *plan.Advice) lang.Text {
	ask := func(tag lang.Tag) string {
		switch {
		case ad.Kind == plan.AdviceOtherWay && ad.Site == "":
			return tag.Msg("advice.ask.other-way", a.method(tag, ad.Method))
		case ad.Kind == plan.AdviceOtherWay:
			return tag.Msg("advice.ask.other-way-at", a.method(tag, ad.Method), a.site(tag, ad.Site))
		case ad.Kind == plan.AdviceStart && ad.Hold != "":
			return tag.Msg("advice.ask.start-held", a.method(tag, ad.Method), a.system(tag, ad.Systems[0]), ad.Hold)
		case ad.Kind == plan.AdviceStart:
			return tag.Msg("advice.ask.start", a.method(tag, ad.Method), a.system(tag, ad.Systems[0]))
		case ad.Kind == plan.AdviceIdle && ad.Learn != "":
			return tag.Msg("advice.ask.learn", a.crew(tag, ad.Crew), a.crew(tag, ad.Full), name(tag, lang.Text{}, ad.Learn))
		case ad.Kind == plan.AdviceIdle:
			return tag.Msg("advice.ask.idle", a.crew(tag, ad.Crew), a.crew(tag, ad.Full))
		default:
			return ""
		}
	}
	return lang.Text{KO: ask(lang.KO), EN: ask(lang.EN)}
}

// name is a name as it stands in a question: in English one that every
// terminal can show, and without the quotes that a command line needs.
func name(tag lang.Tag, text lang.Text, id string) string {
	s := cmp.Or(text.In(tag), id)
	if tag != lang.KO && strings.ContainsFunc(s, func(r rune) bool { return r > 0x7e }) {
		s = id
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("\"`$\\", r) {
			return '\''
		}
		return r
	}, s)
}

func (a *advising) method(tag lang.Tag, id string) string {
	if method := a.Inventory.Method(id); method != nil {
		return name(tag, method.Title, id)
	}
	return name(tag, lang.Text{}, id)
}

func (a *advising) site(tag lang.Tag, id string) string {
	if id == inventory.UnnamedSite {
		return tag.Msg("advice.dr-site")
	}
	return name(tag, a.SiteTitle(id), id)
}

func (a *advising) system(tag lang.Tag, i int32) string {
	sys := &a.Inventory.Systems[i]
	return name(tag, sys.Name, sys.ID)
}

func (a *advising) crew(tag lang.Tag, c int32) string {
	crew := &a.Inventory.Crews[c]
	return name(tag, crew.Title, crew.ID)
}
