package incident

import (
	"slices"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// taskOutcome makes the function that applies an outcome of a task.
func taskOutcome(outcome Outcome) func(fold, TaskBody) {
	return func(f fold, b TaskBody) {
		r := f.result(outcome, b)
		if a := f.AddedByRef(b.Task); a != nil {
			a.subject.result.set(f.by, r, f.seen)
			return
		}
		t, _ := f.Task(b.Task)
		if t == nil {
			return
		}
		if t.ForSystems() {
			f.systemResults(t, b, r)
			return
		}
		keys := b.For
		if len(keys) == 0 {
			keys = []string{""}
		}
		for _, key := range keys {
			f.subjectResult(t, f.group(t, key), r)
			delete(f.tasks[t.Num-1].later, key)
		}
	}
}

func (f fold) result(outcome Outcome, b TaskBody) *Result {
	return &Result{
		Outcome: outcome, Partial: b.Result == "partial", Limits: b.Limits,
		Option: b.Option, Fields: b.Fields, Evidence: b.Evidence,
		Note: b.Note, Reason: b.Reason,
		At: f.rec.Happened, By: f.rec.By, From: f.rec.From, Seq: f.rec.Seq,
	}
}

// subjectResult sets a result; work that recurs is never over, it only knows
// when it was last done.
func (f fold) subjectResult(t *playbook.Task, s *subject, r *Result) {
	if t.Recurring() {
		if r.Outcome == Done || r.Outcome == Skipped {
			if r.At.After(s.last) {
				s.last = r.At
			}
		}
		return
	}
	s.result.set(f.by, r, f.seen)
}

func (f fold) systemResults(t *playbook.Task, b TaskBody, r *Result) {
	for _, i := range f.indices(b.Systems) {
		f.systemResult(t, i, r)
		if r.Outcome == Done {
			f.ran(t, i, b.Runs[f.Inventory.Systems[i].ID])
			f.choose(t, b.Option, i)
			f.retry(i, b.Reopens)
		}
		f.settle(i)
		delete(f.tasks[t.Num-1].put, i)
	}
}

// systemResult sets what became of a task for one system. Failing or
// reopening a task that brings a phase withdraws it and the later ones.
func (f fold) systemResult(t *playbook.Task, i int32, r *Result) {
	f.subjectResult(t, f.systemSubjectMake(t, i), r)
	if t.Brings == playbook.Down || (r.Outcome != Failed && r.Outcome != Reopened) {
		return
	}
	for _, other := range f.aboutSystems() {
		if other.Brings <= t.Brings {
			continue
		}
		if s := f.systemSubject(other, i); s != nil && s.result.value(worseResult) != nil {
			s.result.set(f.by, &Result{Outcome: Reopened, At: r.At, By: r.By, Seq: r.Seq, Reason: r.Reason}, f.seen)
		}
	}
}

// ran notes where a start or a fail-back made the system run.
func (f fold) ran(t *playbook.Task, i int32, where string) {
	if t.Starts || t.Failback {
		f.runs(i, where)
	}
}

// choose takes the method a decision about a system named as its rung.
func (f fold) choose(t *playbook.Task, option string, i int32) {
	if t.Do.Kind == playbook.Decide && f.Inventory.Method(option) != nil {
		f.setMethod(i, option)
	}
}

// setMethod makes a method the chosen rung. One that nobody had put on the
// ladder goes to its end, in a list of the incident's own.
func (f fold) setMethod(i int32, method string) {
	if !f.hasRung(i, method) {
		f.own()
		rung := inventory.Rung{Method: method}
		if method == inventory.Failover {
			rung.On = inventory.UnnamedSite
		}
		f.Inventory.Systems[i].Recovery = append(slices.Clone(f.Inventory.Ladder(i)), rung)
	}
	f.systems[i].method.set(f.by, method, f.seen)
}

// retry lets failed starts of a system be tried again.
func (f fold) retry(i int32, starts []string) {
	for _, t := range f.aboutSystems() {
		if !t.Starts || !slices.Contains(starts, t.ID) {
			continue
		}
		if s := f.systemSubject(t, i); s != nil {
			if r := s.result.value(worseResult); r != nil && r.Outcome == Failed {
				s.result.set(f.by, &Result{Outcome: Reopened, At: f.rec.Happened, By: f.rec.By, Seq: f.rec.Seq}, f.seen)
			}
		}
	}
}

// moved applies what changes a task without ending it: put off, handed on, or
// counted up.
func (f fold) moved(b TaskBody) {
	if a := f.AddedByRef(b.Task); a != nil {
		if b.Until != nil {
			a.later = *b.Until
		}
		if b.To != "" {
			a.handed = b.To
		}
		return
	}
	t, _ := f.Task(b.Task)
	if t == nil {
		return
	}
	ts := &f.tasks[t.Num-1]
	keys := b.For
	if len(keys) == 0 {
		keys = []string{""}
	}
	for _, key := range keys {
		switch {
		case b.Until != nil && t.ForSystems():
			f.putOff(ts, b)
		case b.Until != nil:
			put(&ts.later, key, *b.Until)
		case b.To != "":
			put(&ts.handed, key, b.To)
		default:
			put(&ts.progress, key, b.Count)
		}
	}
}

// putOff hides systems from a task until their time.
func (f fold) putOff(ts *taskState, b TaskBody) {
	if ts.put == nil {
		ts.put = map[int32]time.Time{}
	}
	for _, i := range f.indices(b.Systems) {
		ts.put[i] = *b.Until
	}
}

func put[V any](m *map[string]V, key string, v V) {
	if *m == nil {
		*m = map[string]V{}
	}
	(*m)[key] = v
}

func (f fold) added(b AddedBody) {
	a := &Added{Ref: f.ref("A"), Title: b.Title, Role: b.Role, Step: playbook.StepID(b.Step), Since: f.rec.Happened}
	if b.Due != nil {
		a.Due = *b.Due
	}
	f.Added = append(f.Added, a)
}

func (f fold) issued(b RoundBody) {
	t, _ := f.Task(b.Task)
	if t == nil {
		return
	}
	r := &Round{
		ID: f.freeRoundID(b.Round), Task: t, Method: b.Method, On: b.On,
		Site: b.Site, Room: b.Room, Crew: b.Crew,
		Systems: f.indices(b.Systems), Issued: f.rec.Happened, By: f.rec.By,
	}
	r.Number = roundNumber(r.ID)
	f.Rounds = append(f.Rounds, r)
	started := &Result{Outcome: Started, At: f.rec.Happened, By: f.rec.By, From: f.rec.From, Seq: f.rec.Seq}
	for _, i := range r.Systems {
		f.systemSubjectMake(t, i).result.set(f.by, started, f.seen)
		f.systems[i].round = r
		f.settle(i)
	}
}

// freeRoundID keeps two rounds that were named alike at two sites apart.
func (f fold) freeRoundID(id string) string {
	for f.Round(id) != nil {
		id += "b"
	}
	return id
}

func (f fold) reported(b ResultBody) {
	round := f.Round(b.Round)
	if round == nil {
		return
	}
	base := Result{At: f.rec.Happened, By: f.rec.By, From: f.rec.From, Note: b.Note, Seq: f.rec.Seq}
	for _, part := range []struct {
		ids     []string
		outcome Outcome
		unknown bool
	}{{b.Up, Done, false}, {b.Failed, Failed, false}, {b.Unknown, Started, true}} {
		r := base
		r.Outcome, r.Unknown = part.outcome, part.unknown
		for _, i := range f.indices(part.ids) {
			f.systemResult(round.Task, i, &r)
			if r.Outcome == Done {
				f.ran(round.Task, i, round.On)
			}
			f.settle(i)
		}
	}
}

// settle works out how far a system has come back: the highest phase brought
// by a task that is done.
func (f fold) settle(i int32) {
	sys := &f.systems[i]
	was := sys.phase > playbook.Down
	phase, partial, limits := playbook.Down, false, ""
	running := playbook.Down
	for _, t := range f.bringers() {
		s := f.systemSubject(t, i)
		if s == nil {
			continue
		}
		r := s.result.value(worseResult)
		if r == nil || r.Outcome != Done {
			continue
		}
		phase = max(phase, t.Brings)
		// how it runs is said by the highest of the tasks that made it run
		if t.Brings <= playbook.Restored && t.Brings >= running {
			running, partial, limits = t.Brings, r.Partial, r.Limits
		} else if t.Brings > playbook.Restored && r.Partial {
			partial, limits = true, r.Limits
		}
	}
	if phase == playbook.Down && f.Runs(i) != Home {
		phase = playbook.Resumed // somebody said that it runs elsewhere
	}
	sys.phase, sys.partial, sys.limits = phase, partial && phase > playbook.Down, limits
	if phase > playbook.Down && !was {
		sys.backSince = f.rec.Happened
	}
	counted := sys.counts
	if sys.counts = f.Back(i); sys.counts && !counted {
		sys.countedSince = f.rec.Happened
	}
}

func roundNumber(id string) int {
	n := 0
	for _, c := range strings.TrimRight(id[strings.LastIndex(id, "-")+1:], "b") {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}
