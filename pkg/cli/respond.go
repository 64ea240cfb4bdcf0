package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/incident"
)

// simple makes a recording command whose arguments are words.
func (r *run) simple(s spec, how *said, make func(s *session, text string) (incident.Command, error)) *cobra.Command {
	s.exits = append(s.exits, recordExits()...)
	s.do = func(ctx context.Context, args []string) error {
		return r.recordOne(ctx, *how, func(sess *session) (incident.Command, error) {
			return make(sess, nfc(words(args)))
		})
	}
	cmd := r.command(s)
	r.addSaid(cmd, how)
	return cmd
}

func newHoldCmd(r *run) *cobra.Command {
	return r.family("hold", []string{`bokgu hold place --where 'room in ["7", "8"]' --reason "data unproven"`},
		newHoldPlaceCmd(r), newHoldLiftCmd(r))
}

func newHoldPlaceCmd(r *run) *cobra.Command {
	var how said
	var where, reason, owner string
	cmd := r.simple(spec{
		key:     "hold.place",
		example: []string{`bokgu hold place --where '"storage-5f" in needs' --reason "data unproven" --owner "data lead"`},
	}, &how, func(*session, string) (incident.Command, error) {
		return incident.PlaceHold{Where: where, Reason: nfc(reason), Owner: nfc(owner)}, nil
	})
	cmd.Flags().StringVar(&where, "where", "", r.say("flag.where"))
	cmd.Flags().StringVar(&reason, "reason", "", r.say("flag.reason"))
	cmd.Flags().StringVar(&owner, "owner", "", r.say("flag.owner"))
	return cmd
}

func newHoldLiftCmd(r *run) *cobra.Command {
	var how said
	return r.simple(spec{
		key: "hold.lift", args: "ID", min: 1, max: 1,
		example: []string{"bokgu hold lift H12"},
	}, &how, func(_ *session, id string) (incident.Command, error) {
		return incident.LiftHold{ID: id}, nil
	})
}

func newStopCmd(r *run) *cobra.Command {
	var how said
	var lift bool
	cmd := r.simple(spec{
		key: "stop", args: "[REASON]", max: -1,
		example: []string{`bokgu stop "smoke on the third floor"`, "bokgu stop --lift"},
	}, &how, func(_ *session, reason string) (incident.Command, error) {
		return incident.Stop{Reason: reason, Lift: lift}, nil
	})
	cmd.Flags().BoolVar(&lift, "lift", false, r.say("flag.lift"))
	return cmd
}

func newEventCmd(r *run) *cobra.Command {
	var how said
	return r.simple(spec{
		key: "event", args: "NAME", min: 1, max: 1,
		example: []string{"bokgu event fire-out --at 18:00 --from \"119 상황실\""},
	}, &how, func(_ *session, name string) (incident.Command, error) {
		return incident.Happen{Name: name}, nil
	})
}

func newAskCmd(r *run) *cobra.Command {
	var how said
	var to, by string
	cmd := r.simple(spec{
		key: "ask", args: "TEXT", min: 1, max: -1,
		example: []string{`bokgu ask "switch the 27 to DR now?" --to commander --by 11:00`},
	}, &how, func(s *session, text string) (incident.Command, error) {
		at, err := s.wanted("by", by, how)
		return incident.Ask{Text: text, To: nfc(to), By: at}, err
	})
	cmd.Flags().StringVar(&to, "to", "", r.say("flag.to"))
	cmd.Flags().StringVar(&by, "by", "", r.say("flag.by"))
	return cmd
}

func newAnswerCmd(r *run) *cobra.Command {
	var how said
	var because string
	cmd := r.command(spec{
		key: "answer", args: "REF TEXT", min: 2, max: -1,
		example: []string{`bokgu answer Q217 "yes, all 27" --because "no time known for power"`},
		exits:   recordExits(),
		do: func(ctx context.Context, args []string) error {
			return r.recordOne(ctx, how, func(*session) (incident.Command, error) {
				return incident.Answer{Ref: args[0], Text: nfc(words(args[1:])), Because: nfc(because)}, nil
			})
		},
	})
	cmd.Flags().StringVar(&because, "because", "", r.say("flag.because"))
	r.addSaid(cmd, &how)
	return cmd
}

func newNoteCmd(r *run) *cobra.Command {
	var how said
	var ref, systems string
	cmd := r.simple(spec{
		key: "note", args: "TEXT", min: 1, max: -1,
		example: []string{`bokgu note "Gwangju says the link is up" --from "광주반 정하늘, 전화"`},
	}, &how, func(s *session, text string) (incident.Command, error) {
		list, err := s.state.FindSystems(nfc(systems))
		return incident.Note{Text: text, Ref: ref, Systems: list}, err
	})
	cmd.Flags().StringVar(&ref, "task", "", r.say("flag.note-task"))
	cmd.Flags().StringVar(&systems, "system", "", r.say("flag.system"))
	return cmd
}

func newUndoCmd(r *run) *cobra.Command {
	var how said
	return r.simple(spec{key: "undo", example: []string{"bokgu undo"}}, &how,
		func(*session, string) (incident.Command, error) { return incident.Undo{}, nil })
}

func newCloseCmd(r *run) *cobra.Command {
	var how said
	var note string
	cmd := r.simple(spec{
		key: "close", exits: []int{exitRefused},
		example: []string{`bokgu close --note "all 709 back, alert lifted"`},
	}, &how, func(s *session, _ string) (incident.Command, error) {
		s.listOpenTasks()
		return incident.Close{Note: nfc(note)}, nil
	})
	cmd.Flags().StringVar(&note, "note", "", r.say("flag.note"))
	r.addOverride(cmd, &how)
	return cmd
}

// listOpenTasks names the required tasks that are still open: closing does not
// wait for them.
func (s *session) listOpenTasks() {
	m := s.moment()
	var open []string
	for t := range s.state.Book.Tasks() {
		if t.Required && !t.Recurring() && !m.Ended(t) {
			open = append(open, incident.Ref(t, ""))
		}
	}
	if len(open) == 0 {
		return
	}
	const shown = 10
	named := strings.Join(open[:min(shown, len(open))], ", ")
	if len(open) > shown {
		named += ", ..."
	}
	s.warn("warn.open-tasks", len(open), named)
}

func newSystemCmd(r *run) *cobra.Command {
	return r.family("system", []string{"bokgu system show gov24"},
		newSystemShowCmd(r), newSystemSetCmd(r), newSystemDownCmd(r))
}

func newSystemSetCmd(r *run) *cobra.Command {
	var how said
	var c incident.SetSystem
	tier := -1
	cmd := r.command(spec{
		key: "system.set", args: "ID[,ID...]", min: 1, max: 1,
		example: []string{
			"bokgu system set gov24,118-122 --condition damaged --suspected",
			"bokgu system set port-mis --runs gwangju --from \"해수부 당직\"",
		},
		exits: recordExits(),
		do: func(ctx context.Context, args []string) error {
			return r.recordOne(ctx, how, func(s *session) (incident.Command, error) {
				set := c
				if tier >= 0 {
					set.Tier = &tier
				}
				var err error
				set.Systems, err = s.state.FindSystems(nfc(args[0]))
				return set, err
			})
		},
	})
	cmd.Flags().StringVar(&c.Condition, "condition", "", r.say("flag.condition"))
	cmd.Flags().BoolVar(&c.Suspected, "suspected", false, r.say("flag.suspected"))
	cmd.Flags().IntVar(&tier, "tier", -1, r.say("flag.set-tier"))
	cmd.Flags().StringVar(&c.Data, "data", "", r.say("flag.data"))
	cmd.Flags().StringVar(&c.Runs, "runs", "", r.say("flag.runs"))
	cmd.Flags().StringVar(&c.Method, "method", "", r.say("flag.method"))
	r.addSaid(cmd, &how)
	return cmd
}

func newSystemDownCmd(r *run) *cobra.Command {
	var how said
	cmd := r.command(spec{
		key: "system.down", args: "ID REASON", min: 2, max: -1,
		example: []string{`bokgu system down gov24 "database stopped again"`},
		exits:   recordExits(),
		do: func(ctx context.Context, args []string) error {
			return r.recordOne(ctx, how, func(s *session) (incident.Command, error) {
				i, err := s.state.FindSystem(nfc(args[0]))
				return incident.SystemDown{System: i, Reason: nfc(words(args[1:]))}, err
			})
		},
	})
	r.addSaid(cmd, &how)
	return cmd
}
