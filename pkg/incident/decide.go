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
	"github.com/bokgu/bokgu/pkg/selection"
)

// Context is who says a thing, when it was so, and what was told.
type Context struct {
	Happened time.Time
	By       string
	Role     string
	From     string // who told; empty: seen by the operator
	Override string // reason for doing what is refused
	Writer   string // whose chain it will stand in; empty: one that is yet to be made
}

// Decide turns a command into the event to be recorded, or says why not:
// *Refusal, *Unknown, *Misuse, or ErrNothingNew. Facts are never refused; a
// fact that breaks a rule is marked irregular. Only starting something new,
// and closing, can be.
func Decide(m *Moment, c Command, ctx Context) (journal.Draft, error) {
	d := &decision{Moment: m, ctx: ctx, draft: journal.Draft{
		Happened: ctx.Happened, By: ctx.By, Role: ctx.Role, From: ctx.From,
	}}
	body, err := d.decide(c)
	if err != nil {
		return journal.Draft{}, err
	}
	d.draft.Body, err = json.Marshal(body)
	if err != nil {
		return journal.Draft{}, fmt.Errorf("encode %s: %w", d.draft.Type, err)
	}
	slices.Sort(d.draft.Irregular)
	d.draft.Irregular = slices.Compact(d.draft.Irregular)
	return d.draft, nil
}

// decision is one command while it is being judged.
type decision struct {
	*Moment
	ctx   Context
	draft journal.Draft
}

func (d *decision) decide(c Command) (any, error) {
	switch c := c.(type) {
	case Declare:
		return d.declare(c)
	case DoTask:
		return d.doTask(c)
	case AddTask:
		return d.addTask(c)
	case IssueRound:
		return d.issueRound(c)
	case RoundResult:
		return d.roundResult(c)
	case SetSystem:
		return d.setSystem(c)
	case SystemDown:
		return d.systemDown(c)
	case PlaceHold:
		return d.placeHold(c)
	case LiftHold:
		return d.liftHold(c)
	case Stop:
		return d.stop(c)
	case Happen:
		return d.happen(c)
	case Ask:
		return d.ask(c)
	case Answer:
		return d.answer(c)
	case Note:
		return d.note(c)
	case Expect:
		return d.expect(c)
	case IssueForecast:
		return d.issueForecast(c)
	case Undo:
		return d.undo()
	case Close:
		return d.close(c)
	}
	return nil, fmt.Errorf("no such command: %T", c)
}

// event names the type of the event to be recorded and passes its body on.
func (d *decision) event(kind string, body any) (any, error) {
	d.draft.Type = kind
	return body, nil
}

// refuse says no, unless the person gave a reason to do it all the same.
func (d *decision) refuse(r *Refusal) error {
	if d.ctx.Override == "" {
		return r
	}
	d.draft.Override = d.ctx.Override
	if len(r.Reasons) == 0 {
		d.irregular(r.Code)
	}
	for _, w := range r.Reasons {
		d.irregular(w.Wait.Irregular())
	}
	return nil
}

func (d *decision) irregular(codes ...string) {
	d.draft.Irregular = append(d.draft.Irregular, codes...)
}

func (d *decision) declare(c Declare) (any, error) {
	if c.Title == "" {
		return nil, &Misuse{Code: "title"}
	}
	for _, src := range []string{c.Stopped, c.Damaged, c.Unknown} {
		if err := compiles(src); err != nil {
			return nil, err
		}
	}
	return d.event(Declared, DeclaredBody{
		ID: c.ID, Title: c.Title, Drill: c.Drill,
		Stopped: c.Stopped, Damaged: c.Damaged, Unknown: c.Unknown, Suspected: c.Suspected,
		Files:   c.Files,
		Systems: len(d.Inventory.Systems), SetAside: d.Inventory.SetAside + d.Book.SetAside,
	})
}

func compiles(src string) error {
	if src == "" {
		return nil
	}
	if _, err := selection.Compile(src); err != nil {
		return &Unknown{Kind: "expression", Name: src, Err: err}
	}
	return nil
}

func (d *decision) setSystem(c SetSystem) (any, error) {
	switch {
	case len(c.Systems) == 0:
		return nil, &Misuse{Code: "no-system"}
	case c.Condition == "" && c.Tier == nil && c.Data == "" && c.Runs == "" && c.Method == "":
		return nil, &Misuse{Code: "set-nothing"}
	case c.Tier != nil && (*c.Tier < 0 || *c.Tier > 4):
		return nil, &Misuse{Code: "tier", Args: []any{strconv.Itoa(*c.Tier)}}
	case c.Data != "" && !slices.Contains(dataWords[:], c.Data):
		return nil, &Misuse{Code: "data", Args: []any{c.Data}}
	}
	if c.Condition != "" {
		if _, err := plan.ParseCondition(c.Condition); err != nil {
			return nil, &Misuse{Code: "condition", Args: []any{c.Condition}}
		}
	}
	if c.Method != "" && d.Inventory.Method(c.Method) == nil {
		return nil, &Misuse{Code: "method", Args: []any{c.Method, strings.Join(d.methods(), ", ")}}
	}
	if d.knownSet(c) {
		return nil, ErrNothingNew
	}
	return d.event(SystemSet, SetBody{
		Systems: d.ids(c.Systems), Condition: c.Condition, Suspected: c.Suspected && c.Condition != "",
		Tier: c.Tier, Data: c.Data, Runs: c.Runs, Method: c.Method,
	})
}

// knownSet says that all of it is so already, and not by default.
func (d *decision) knownSet(c SetSystem) bool {
	for _, i := range c.Systems {
		sys := &d.systems[i]
		is, suspected := d.Condition(i)
		_, rung := d.Rung(i)
		if sys.conflicts() {
			return false
		}
		runs := c.Runs
		if runs == "home" {
			runs = Home
		}
		if c.Condition != "" && (is.String() != c.Condition || suspected != c.Suspected) ||
			c.Tier != nil && (sys.tier.empty() || d.Tier(i) != inventory.Tier(*c.Tier)) ||
			c.Data != "" && d.Data(i) != c.Data ||
			c.Runs != "" && (sys.runs.empty() || d.Runs(i) != runs) ||
			c.Method != "" && (sys.method.empty() || rung.Method != c.Method) {
			return false
		}
	}
	return true
}

func (d *decision) methods() []string {
	var out []string
	for i := range d.Inventory.Methods {
		out = append(out, d.Inventory.Methods[i].ID)
	}
	return out
}

func (d *decision) systemDown(c SystemDown) (any, error) {
	if c.Reason == "" {
		return nil, &Misuse{Code: "reason"}
	}
	if d.InScope(c.System) && d.Phase(c.System) == 0 && d.systems[c.System].reason == c.Reason {
		return nil, ErrNothingNew
	}
	return d.event(SystemFell, DownBody{System: d.Inventory.Systems[c.System].ID, Reason: c.Reason})
}

func (d *decision) placeHold(c PlaceHold) (any, error) {
	if c.Where == "" || c.Reason == "" {
		return nil, &Misuse{Code: "hold"}
	}
	if err := compiles(c.Where); err != nil {
		return nil, err
	}
	owner := c.Owner
	if owner == "" {
		owner = d.ctx.By
	}
	for _, h := range d.Holds {
		if !h.Lifted() && h.Where.String() == c.Where && h.Reason == c.Reason && h.Owner == owner {
			return nil, ErrNothingNew
		}
	}
	return d.event(HoldPlaced, HoldBody{Where: c.Where, Reason: c.Reason, Owner: owner})
}

func (d *decision) liftHold(c LiftHold) (any, error) {
	unknown := &Unknown{Kind: "hold", Name: c.ID}
	for _, h := range d.Holds {
		switch {
		case h.ID == c.ID && h.Lifted():
			return nil, ErrNothingNew
		case h.ID == c.ID:
			return d.event(HoldLifted, HoldBody{Hold: c.ID})
		case !h.Lifted():
			unknown.Close = append(unknown.Close, h.ID)
		}
	}
	return nil, unknown
}

func (d *decision) stop(c Stop) (any, error) {
	order := d.Stopped()
	switch {
	case c.Lift && order == nil:
		return nil, ErrNothingNew
	case c.Lift:
		return d.event(StopLifted, StopBody{Reason: c.Reason})
	case c.Reason == "":
		return nil, &Misuse{Code: "reason"}
	case order != nil && order.Reason == c.Reason:
		return nil, ErrNothingNew
	}
	return d.event(StopPlaced, StopBody{Reason: c.Reason})
}

func (d *decision) happen(c Happen) (any, error) {
	if c.Name == "" {
		return nil, &Misuse{Code: "event"}
	}
	if at, ok := d.Events[c.Name]; ok && !d.ctx.Happened.Before(at) {
		return nil, ErrNothingNew
	}
	return d.event(EventHappened, HappenedBody{Event: c.Name})
}

func (d *decision) ask(c Ask) (any, error) {
	if c.Text == "" || c.To == "" {
		return nil, &Misuse{Code: "ask"}
	}
	for _, q := range d.Questions {
		if q.Answer() == nil && q.Text == c.Text && q.To == c.To {
			return nil, ErrNothingNew
		}
	}
	return d.event(QuestionAsked, AskedBody{Text: c.Text, To: c.To, By: moment(c.By)})
}

func (d *decision) answer(c Answer) (any, error) {
	unknown := &Unknown{Kind: "question", Name: c.Ref}
	for _, q := range d.Questions {
		reply := q.Answer()
		switch {
		case q.Ref == c.Ref && c.Text == "":
			return nil, &Misuse{Code: "answer"}
		case q.Ref == c.Ref && reply != nil && reply.Text == c.Text && reply.By == d.ctx.By && !q.conflicts():
			return nil, ErrNothingNew
		case q.Ref == c.Ref:
			return d.event(QuestionAnswer, AnsweredBody{Question: c.Ref, Text: c.Text, Because: c.Because})
		case reply == nil:
			unknown.Close = append(unknown.Close, q.Ref)
		}
	}
	return nil, unknown
}

func (d *decision) note(c Note) (any, error) {
	if strings.TrimSpace(c.Text) == "" {
		return nil, &Misuse{Code: "note"}
	}
	return d.event(NoteWritten, NoteBody{Text: c.Text, Task: c.Ref, Systems: d.ids(c.Systems)})
}

func (d *decision) undo() (any, error) {
	w, ok := d.writers[d.ctx.Writer]
	if !ok || len(d.chains[w].undoable) == 0 {
		return nil, &Misuse{Code: "undo-nothing"}
	}
	entries := d.chains[w].undoable
	if w == 0 && len(entries) == 1 {
		return nil, &Misuse{Code: "undo-declaration"}
	}
	d.draft.Corrects = d.ctx.Writer + ":" + strconv.FormatUint(entries[len(entries)-1], 10)
	return d.event(EntryUndone, struct{}{})
}

func (d *decision) close(c Close) (any, error) {
	if !d.Closed.IsZero() {
		return nil, ErrNothingNew
	}
	if all, _ := d.Count(); all.Stable < all.Total {
		if err := d.refuse(&Refusal{Code: "not-stable", Args: []any{all.Total - all.Stable, all.Total}}); err != nil {
			return nil, err
		}
	}
	return d.event(Closed, NoteBody{Text: c.Note})
}

// ids turns indices into ids, which are what a record speaks of.
func (st *State) ids(systems []int32) []string {
	var out []string
	for _, i := range systems {
		out = append(out, st.Inventory.Systems[i].ID)
	}
	return out
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
