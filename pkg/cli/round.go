package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/view"
)

func newRoundCmd(r *run) *cobra.Command {
	return r.family("round", []string{"bokgu round issue", "bokgu round result daejeon-7 --rest up"},
		newRoundIssueCmd(r), newRoundShowCmd(r), newRoundResultCmd(r))
}

func newRoundIssueCmd(r *run) *cobra.Command {
	var how said
	var c incident.IssueRound
	var systems string
	cmd := r.command(spec{
		key: "round.issue",
		example: []string{
			"bokgu round issue",
			"bokgu round issue --room 3-1 --crew ops1 --max 6",
			"bokgu round issue --system 118,119 --override \"minister's order\"",
		},
		exits: append([]int{exitRefused}, recordExits()...),
		do: func(ctx context.Context, _ []string) error {
			return runRoundIssue(ctx, r, c, systems, how)
		},
	})
	cmd.Flags().StringVar(&c.Room, "room", "", r.say("flag.round-room"))
	cmd.Flags().StringVar(&c.Crew, "crew", "", r.say("flag.crew"))
	cmd.Flags().StringVar(&systems, "system", "", r.say("flag.system"))
	cmd.Flags().StringVar(&c.Task, "task", "", r.say("flag.round-task"))
	cmd.Flags().IntVar(&c.Max, "max", 0, r.say("flag.max"))
	r.addSaid(cmd, &how)
	r.addOverride(cmd, &how)
	return cmd
}

func runRoundIssue(ctx context.Context, r *run, c incident.IssueRound, systems string, how said) error {
	if c.Max < 0 {
		return r.fail(exitUsage, "error.negative", "max")
	}
	s, err := r.open()
	if err != nil {
		return err
	}
	defer s.end(ctx)
	if c.Systems, err = s.state.FindSystems(nfc(systems)); err != nil {
		return s.explain(err)
	}
	rec, err := s.record(ctx, c, how)
	if err != nil {
		return err
	}
	round := s.state.Rounds[len(s.state.Rounds)-1]
	if r.format != view.JSON {
		if err := s.acknowledge(rec); err != nil {
			return err
		}
	}
	return s.printRound(round, rec.record.Irregular)
}

// printRound shows a round to the people who start it.
func (s *session) printRound(round *incident.Round, irregular []string) error {
	return s.print(func(w io.Writer) error {
		switch s.format {
		case view.JSON:
			return view.RoundJSON(w, s.state, round, irregular)
		case view.Markdown:
			return view.RoundMarkdown(w, s.page(), s.state, round)
		default:
			return view.RoundText(w, s.page(), s.moment(), round)
		}
	})
}

func newRoundShowCmd(r *run) *cobra.Command {
	return r.command(spec{
		key: "round.show", args: "ID", min: 1, max: 1,
		example: []string{"bokgu round show daejeon-7"},
		exits:   []int{exitDamaged},
		do: func(ctx context.Context, args []string) error {
			s, err := r.look()
			if err != nil {
				return err
			}
			round, err := s.state.FindRound(nfc(args[0]))
			if err != nil {
				return s.explain(err)
			}
			if err := s.printRound(round, nil); err != nil {
				return err
			}
			return s.flag()
		},
	})
}

func newRoundResultCmd(r *run) *cobra.Command {
	var how said
	var up, rest, failed, unknown, note string
	cmd := r.command(spec{
		key: "round.result", args: "ID", min: 1, max: 1,
		example: []string{
			"bokgu round result daejeon-7 --rest up",
			`bokgu round result daejeon-7 --rest up --failed 391,402 --unknown 417 --note "db start error" --from "운영1반"`,
		},
		exits: recordExits(),
		do: func(ctx context.Context, args []string) error {
			return r.recordOne(ctx, how, func(s *session) (incident.Command, error) {
				c := incident.RoundResult{Round: nfc(args[0]), Note: nfc(note)}
				switch rest {
				case "up":
					c.RestUp = true
				case "":
				default:
					return nil, s.fail(exitUsage, "error.rest", rest)
				}
				for _, part := range []struct {
					given string
					into  *[]int32
				}{{up, &c.Up}, {failed, &c.Failed}, {unknown, &c.Unknown}} {
					var err error
					if *part.into, err = s.state.FindSystems(nfc(part.given)); err != nil {
						return nil, err
					}
				}
				return c, nil
			})
		},
	})
	cmd.Flags().StringVar(&rest, "rest", "", r.say("flag.rest"))
	cmd.Flags().StringVar(&up, "up", "", r.say("flag.up"))
	cmd.Flags().StringVar(&failed, "failed", "", r.say("flag.failed"))
	cmd.Flags().StringVar(&unknown, "unknown", "", r.say("flag.round-unknown"))
	cmd.Flags().StringVar(&note, "note", "", r.say("flag.note"))
	r.addSaid(cmd, &how)
	return cmd
}
