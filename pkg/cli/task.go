package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/incident"
)

// taskOptions are the flags of the task commands; each command has those that
// mean something for it.
type taskOptions struct {
	systems  string
	where    string
	group    string
	fields   []string
	option   string
	result   string
	limits   string
	evidence []string
	note     string
	reason   string
	until    string
	to       string
	count    int
	step     string
	how      said
}

func newTaskCmd(r *run) *cobra.Command {
	return r.family("task", []string{"bokgu task done T31"},
		newTaskDoneCmd(r),
		newTaskOutcomeCmd(r, "fail", incident.Failed, "bokgu task fail T41 --system gov24 --reason \"disk error\"", nil),
		newTaskOutcomeCmd(r, "start", incident.Started, "bokgu task start T38", r.addOverride),
		newTaskOutcomeCmd(r, "skip", incident.Skipped, "bokgu task skip T38 --reason \"no fire\"", nil),
		newTaskOutcomeCmd(r, "later", incident.Later, "bokgu task later T22 --until 14:00", nil),
		newTaskOutcomeCmd(r, "pass", incident.Passed, "bokgu task pass T22 --to information", nil),
		newTaskOutcomeCmd(r, "reopen", incident.Reopened, "bokgu task reopen T54 --system gov24 --reason \"wrong system\"", nil),
		newTaskOutcomeCmd(r, "progress", incident.Progressed, "bokgu task progress T37 --count 763", nil),
		newTaskAddCmd(r),
	)
}

func (r *run) addTarget(cmd *cobra.Command, o *taskOptions) {
	cmd.Flags().StringVar(&o.systems, "system", "", r.say("flag.system"))
	cmd.Flags().StringVar(&o.where, "where", "", r.say("flag.where"))
	cmd.Flags().StringVar(&o.group, "for", "", r.say("flag.for"))
}

func newTaskDoneCmd(r *run) *cobra.Command {
	var o taskOptions
	cmd := r.command(spec{
		key: "task.done", args: "REF|TASK", min: 1, max: 1,
		example: []string{
			"bokgu task done T31",
			"bokgu task done T31:조달청 --from \"조달청 당직, 전화\"",
			"bokgu task done T41 --system 118-122,gov24 --result partial --limits \"search only\"",
			"bokgu task done T9 --option serious --at 08:00",
		},
		exits: recordExits(),
		do: func(ctx context.Context, args []string) error {
			return r.runTask(ctx, args[0], incident.Done, o)
		},
	})
	r.addTarget(cmd, &o)
	cmd.Flags().StringArrayVar(&o.fields, "field", nil, r.say("flag.field"))
	cmd.Flags().StringVar(&o.option, "option", "", r.say("flag.option"))
	cmd.Flags().StringVar(&o.result, "result", "", r.say("flag.result"))
	cmd.Flags().StringVar(&o.limits, "limits", "", r.say("flag.limits"))
	cmd.Flags().StringArrayVar(&o.evidence, "evidence", nil, r.say("flag.evidence"))
	cmd.Flags().StringVar(&o.note, "note", "", r.say("flag.note"))
	r.addSaid(cmd, &o.how)
	return cmd
}

// newTaskOutcomeCmd makes the command of one of the other outcomes.
func newTaskOutcomeCmd(r *run, name string, outcome incident.Outcome, example string, more func(*cobra.Command, *said)) *cobra.Command {
	var o taskOptions
	exits := recordExits()
	if more != nil {
		exits = append([]int{exitRefused}, exits...)
	}
	cmd := r.command(spec{
		key: "task." + name, args: "REF|TASK", min: 1, max: 1,
		example: []string{example},
		exits:   exits,
		do: func(ctx context.Context, args []string) error {
			return r.runTask(ctx, args[0], outcome, o)
		},
	})
	r.addTarget(cmd, &o)
	switch outcome {
	case incident.Failed, incident.Skipped, incident.Reopened:
		cmd.Flags().StringVar(&o.reason, "reason", "", r.say("flag.reason"))
	case incident.Later:
		cmd.Flags().StringVar(&o.until, "until", "", r.say("flag.until"))
	case incident.Passed:
		cmd.Flags().StringVar(&o.to, "to", "", r.say("flag.to"))
	case incident.Progressed:
		cmd.Flags().IntVar(&o.count, "count", 0, r.say("flag.count"))
	}
	cmd.Flags().StringVar(&o.note, "note", "", r.say("flag.note"))
	r.addSaid(cmd, &o.how)
	if more != nil {
		more(cmd, &o.how)
	}
	return cmd
}

func (r *run) runTask(ctx context.Context, ref string, outcome incident.Outcome, o taskOptions) error {
	return r.recordOne(ctx, o.how, func(s *session) (incident.Command, error) {
		return s.taskCommand(ref, outcome, o)
	})
}

// taskCommand makes the command of the flags.
func (s *session) taskCommand(ref string, outcome incident.Outcome, o taskOptions) (incident.Command, error) {
	c := incident.DoTask{
		Ref: nfc(ref), Outcome: outcome, Option: o.option, Limits: nfc(o.limits), Note: nfc(o.note),
		Reason: nfc(o.reason), To: nfc(o.to), Count: o.count,
		Partial: o.result == "partial",
	}
	if o.result != "" && o.result != "full" && o.result != "partial" {
		return nil, s.fail(exitUsage, "error.result", o.result)
	}
	for _, kv := range o.fields {
		k, v, ok := strings.Cut(kv, "=")
		if !ok || k == "" {
			return nil, s.fail(exitUsage, "error.field", kv)
		}
		if c.Fields == nil {
			c.Fields = map[string]string{}
		}
		c.Fields[k] = nfc(v)
	}
	var err error
	if c.Until, err = s.wanted("until", o.until, o.how); err != nil {
		return nil, err
	}
	if c.Target, err = s.target(ref, o); err != nil {
		return nil, err
	}
	c.Evidence, err = s.keepEvidence(o.evidence)
	return c, err
}

// target says what the flags are about.
func (s *session) target(ref string, o taskOptions) (incident.Target, error) {
	t := incident.Target{For: nfc(o.group)}
	switch {
	case o.systems != "":
		list, err := s.state.FindSystems(nfc(o.systems))
		return incident.Target{Systems: list, All: true}, err
	case o.where != "":
		expr, err := s.compile("where", o.where)
		if err != nil {
			return t, err
		}
		named, err := s.state.FindTask(nfc(ref))
		if err != nil {
			return t, err
		}
		for _, i := range s.state.Matching(expr) {
			if named.Task == nil || s.state.Matches(named.Task, i) {
				t.Systems = append(t.Systems, i)
			}
		}
		t.All = true
	}
	return t, nil
}

func newTaskAddCmd(r *run) *cobra.Command {
	var o taskOptions
	var role, due string
	cmd := r.command(spec{
		key: "task.add", args: "TITLE", min: 1, max: -1,
		example: []string{`bokgu task add "ask the power company for a generator" --for facilities --due 14:00`},
		exits:   recordExits(),
		do: func(ctx context.Context, args []string) error {
			return r.recordOne(ctx, o.how, func(s *session) (incident.Command, error) {
				at, err := s.wanted("due", due, o.how)
				return incident.AddTask{Title: nfc(words(args)), Role: nfc(role), Step: o.step, Due: at}, err
			})
		},
	})
	cmd.Flags().StringVar(&role, "for", "", r.say("flag.for-role"))
	cmd.Flags().StringVar(&o.step, "step", "", r.say("flag.step"))
	cmd.Flags().StringVar(&due, "due", "", r.say("flag.due"))
	r.addSaid(cmd, &o.how)
	return cmd
}
