package incident

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// New makes the state before anything was recorded. Both the inventory and the
// playbook are resolved; they may be empty, never nil.
func New(inv *inventory.Inventory, book *playbook.Playbook) *State {
	st := &State{
		Inventory: inv,
		Book:      book,
		Events:    map[string]time.Time{},
		systems:   make([]system, len(inv.Systems)),
		writers:   map[string]int32{},
	}
	st.index()
	return st
}

// Replay makes the state of all records, given in merged order. An entry that
// a later one takes back is left out as if it had never been made.
func Replay(inv *inventory.Inventory, book *playbook.Playbook, records []journal.Record) *State {
	st := New(inv, book)
	undone := map[string]bool{}
	for i := range records {
		if c := records[i].Corrects; c != "" {
			undone[c] = true
		}
	}
	for i := range records {
		r := &records[i]
		if len(undone) > 0 && undone[Name(r)] {
			w := st.meet(r).writer
			c := &st.chains[w]
			c.undoable = c.undoable[:len(c.undoable)-1]
			st.spend(r)
			continue
		}
		st.Apply(r)
	}
	return st
}

// spend keeps the name of a round that was taken back from being used again.
func (st *State) spend(r *journal.Record) {
	var b RoundBody
	if r.Type == RoundIssued && json.Unmarshal(r.Body, &b) == nil {
		put(&st.spent, b.Round, true)
	}
}

// Name is the identity of a record as other records speak of it: writer:seq.
func Name(r *journal.Record) string { return r.Writer + ":" + strconv.FormatUint(r.Seq, 10) }

// fold is one event while it is being applied.
type fold struct {
	*State
	rec *journal.Record
	by  stamp
}

// Apply moves the state on by one event and never judges it: what was
// recorded was so. An event that takes another back needs Replay.
func (st *State) Apply(r *journal.Record) {
	f := fold{State: st, rec: r, by: st.meet(r)}
	apply, known := appliers[r.Type]
	if !known || apply(f, r.Body) != nil {
		st.Strange++
	}
}

// meet notes who wrote the record and what its writer had seen.
func (st *State) meet(r *journal.Record) stamp {
	w := st.writer(r.Writer)
	c := &st.chains[w]
	c.seq = r.Seq
	for other, at := range r.Saw {
		seq, _, _ := strings.Cut(at, ":")
		n, err := strconv.ParseUint(seq, 10, 64)
		if err != nil {
			continue
		}
		o := st.writer(other)
		c = &st.chains[w] // the call may have moved it
		for int(o) >= len(c.seen) {
			c.seen = append(c.seen, 0)
		}
		c.seen[o] = max(c.seen[o], n)
	}
	st.Records++
	if r.Type != ChainOpened && r.Type != EntryUndone {
		c.undoable = append(c.undoable, r.Seq)
	}
	st.Last = Entry{r.Writer, r.Seq, r.Written, r.Happened, r.By, r.Type}
	if r.Type != ChainOpened && !r.Happened.Before(st.Latest.Happened) {
		st.Latest = st.Last
	}
	if st.UID == "" {
		st.UID = r.Incident
	}
	return stamp{w, r.Seq}
}

func (st *State) writer(name string) int32 {
	w, ok := st.writers[name]
	if !ok {
		w = int32(len(st.chains))
		st.writers[name] = w
		st.chains = append(st.chains, chain{name: name})
	}
	return w
}

// seen says whether the event's writer knew the other event.
func (f fold) seen(other stamp) bool {
	if other.writer == f.by.writer {
		return true
	}
	seen := f.chains[f.by.writer].seen
	return int(other.writer) < len(seen) && seen[other.writer] >= other.seq
}

// ref makes the name of something an event creates: its letter and its
// number, and two letters of the writer unless he opened the incident, so that
// two sites without a line between them never give one name twice.
func (f fold) ref(letter string) string {
	name := letter + strconv.FormatUint(f.by.seq, 10)
	if f.by.writer == 0 {
		return name
	}
	w := f.rec.Writer
	return name + "-" + w[max(0, len(w)-6):max(0, len(w)-4)]
}

// on decodes a body for the function that applies it.
func on[B any](apply func(fold, B)) func(fold, json.RawMessage) error {
	return func(f fold, raw json.RawMessage) error {
		var body B
		if len(raw) > 0 {
			if err := json.Unmarshal(raw, &body); err != nil {
				return fmt.Errorf("body of %s: %w", f.rec.Type, err)
			}
		}
		apply(f, body)
		return nil
	}
}

// nothing applies an event that only stands in the record.
func nothing(fold, json.RawMessage) error { return nil }

// appliers is the list of what each event does.
var appliers = map[string]func(fold, json.RawMessage) error{
	ChainOpened:    nothing,
	EntryUndone:    nothing,
	Declared:       on(fold.declared),
	Closed:         on(func(f fold, _ NoteBody) { f.Closed = f.rec.Happened }),
	TaskStarted:    on(taskOutcome(Started)),
	TaskDone:       on(taskOutcome(Done)),
	TaskFailed:     on(taskOutcome(Failed)),
	TaskSkipped:    on(taskOutcome(Skipped)),
	TaskReopened:   on(taskOutcome(Reopened)),
	TaskLater:      on(fold.moved),
	TaskPassed:     on(fold.moved),
	TaskProgressed: on(fold.moved),
	TaskAdded:      on(fold.added),
	RoundIssued:    on(fold.issued),
	RoundReported:  on(fold.reported),
	SystemSet:      on(fold.set),
	SystemFell:     on(fold.fell),
	HoldPlaced:     on(fold.held),
	HoldLifted:     on(fold.lifted),
	StopPlaced:     on(func(f fold, b StopBody) { f.stopped(b, false) }),
	StopLifted:     on(func(f fold, b StopBody) { f.stopped(b, true) }),
	EventHappened:  on(fold.happened),
	QuestionAsked:  on(fold.asked),
	QuestionAnswer: on(fold.answered),
	NoteWritten:    nothing,

	ExpectationTold:      on(fold.expected),
	ExpectationWithdrawn: on(fold.expected),
	ForecastIssued:       on(fold.forecastIssued),
}

func (f fold) declared(b DeclaredBody) {
	if !f.Declared.IsZero() {
		return // an incident is declared once
	}
	f.ID, f.Title, f.Drill = b.ID, b.Title, b.Drill
	f.Declared, f.SetAside = f.rec.Happened, b.SetAside
	of := f.conditions(b)
	for i := range f.systems {
		c := of(int32(i))
		if c.is == plan.Unaffected {
			continue
		}
		f.systems[i].condition.set(f.by, c, f.seen)
		f.systems[i].downSince = f.rec.Happened
	}
}

// conditions reads the declaration: damaged beats unknown beats stopped; with
// no expression at all everything is unknown and only suspected to be.
func (f fold) conditions(b DeclaredBody) func(int32) condition {
	if b.Stopped == "" && b.Damaged == "" && b.Unknown == "" {
		return func(int32) condition { return condition{plan.Unknown, true} }
	}
	type rule struct {
		where *selection.Expr
		is    plan.Condition
	}
	var rules []rule
	for _, r := range []struct {
		src string
		is  plan.Condition
	}{{b.Damaged, plan.Damaged}, {b.Unknown, plan.Unknown}, {b.Stopped, plan.Stopped}} {
		if r.src == "" {
			continue
		}
		if where, err := selection.Compile(r.src); err == nil {
			rules = append(rules, rule{where, r.is})
		}
	}
	return func(i int32) condition {
		sys := f.Selection(i)
		for _, r := range rules {
			if r.where.Match(sys) {
				return condition{r.is, b.Suspected}
			}
		}
		return condition{}
	}
}

func (f fold) set(b SetBody) {
	is, err := plan.ParseCondition(b.Condition)
	known := err == nil
	for _, i := range f.indices(b.Systems) {
		sys := &f.systems[i]
		if known {
			if sys.condition.empty() {
				sys.downSince = f.rec.Happened
			}
			sys.condition.set(f.by, condition{is, b.Suspected}, f.seen)
			f.forget(i)
		}
		if b.Tier != nil {
			f.regrade(i, inventory.Tier(*b.Tier))
		}
		if b.Data != "" {
			sys.data.set(f.by, b.Data, f.seen)
		}
		if b.Runs != "" {
			f.runs(i, b.Runs)
		}
		if b.Method != "" {
			f.setMethod(i, b.Method)
			f.retry(i, f.startIDs())
		}
		f.settle(i)
	}
}

// startIDs names all start tasks.
func (st *State) startIDs() []string {
	var out []string
	for _, t := range st.about {
		if t.Starts {
			out = append(out, t.ID)
		}
	}
	return out
}

// own gives the incident a list of its own to change: the inventory that was
// given stays as it is.
func (f fold) own() {
	f.planned = nil
	if f.ownList {
		return
	}
	inv := *f.Inventory
	inv.Systems = slices.Clone(inv.Systems)
	f.Inventory, f.ownList = &inv, true
}

func (f fold) regrade(i int32, tier inventory.Tier) {
	f.own()
	sys := &f.systems[i]
	sys.tier.set(f.by, tier, f.seen)
	f.Inventory.Systems[i].Tier = sys.tier.value(func(a, b inventory.Tier) bool { return a < b })
	f.forget(i)
}

// runs records where a system runs; "home" is written as the empty Home.
func (f fold) runs(i int32, where string) {
	if where == "home" {
		where = Home
	}
	if where == Home && f.systems[i].runs.empty() {
		return
	}
	f.systems[i].runs.set(f.by, where, f.seen)
}

func (f fold) fell(b DownBody) {
	for _, i := range f.indices([]string{b.System}) {
		sys := &f.systems[i]
		for _, t := range f.aboutSystems() {
			if s := f.systemSubject(t, i); s != nil && !s.result.empty() {
				s.result.set(f.by, &Result{Outcome: Reopened, At: f.rec.Happened, By: f.rec.By, Seq: f.rec.Seq, Reason: b.Reason}, f.seen)
			}
		}
		if sys.phase > playbook.Down {
			sys.downs++
		}
		f.runs(i, Home)
		sys.downSince, sys.reason, sys.round = f.rec.Happened, b.Reason, nil
		if sys.condition.empty() {
			sys.condition.set(f.by, condition{plan.Stopped, false}, f.seen)
			f.forget(i)
		}
		f.settle(i)
	}
}

func (f fold) held(b HoldBody) {
	where, err := selection.Compile(b.Where)
	if err != nil {
		return
	}
	f.Holds = append(f.Holds, &Hold{ID: f.ref("H"), Where: where, Reason: b.Reason, Owner: b.Owner, Placed: f.rec.Happened})
}

func (f fold) lifted(b HoldBody) {
	for _, h := range f.Holds {
		if h.ID == b.Hold {
			h.lifted.set(f.by, true, f.seen)
		}
	}
}

func (f fold) stopped(b StopBody, lifted bool) {
	f.stop.set(f.by, &StopOrder{Lifted: lifted, Reason: b.Reason, By: f.rec.By, At: f.rec.Happened}, f.seen)
}

func (f fold) happened(b HappenedBody) {
	if at, ok := f.Events[b.Event]; !ok || f.rec.Happened.Before(at) {
		f.Events[b.Event] = f.rec.Happened
	}
}

func (f fold) asked(b AskedBody) {
	q := &Question{Ref: f.ref("Q"), Text: b.Text, To: b.To, Asked: f.rec.Happened, By: f.rec.By}
	if b.By != nil {
		q.Due = *b.By
	}
	f.Questions = append(f.Questions, q)
}

func (f fold) answered(b AnsweredBody) {
	for _, q := range f.Questions {
		if q.Ref == b.Question {
			q.answer.set(f.by, &Reply{Text: b.Text, Because: b.Because, By: f.rec.By, At: f.rec.Happened}, f.seen)
		}
	}
}

// indices turns ids into indices; ids the inventory does not know are passed
// over, so that a record made with another list does not stop the fold.
func (st *State) indices(ids []string) []int32 {
	out := make([]int32, 0, len(ids))
	for _, id := range ids {
		if i, ok := st.Inventory.Index(id); ok {
			out = append(out, i)
		}
	}
	return slices.Clip(out)
}
