package cli

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/view"
)

type expectOptions struct {
	between, and string
	unknown      bool
}

func newExpectCmd(r *run) *cobra.Command {
	var how said
	var opts expectOptions
	cmd := r.command(spec{
		key: "expect", args: "SYSTEM", min: 1, max: -1,
		example: []string{
			`bokgu expect cooling-2to4f --between 05:30 --and 09:00 --from "S. Lee, facilities, phone"`,
			`bokgu expect power-2to4f --between '9/28 05:30' --and '9/28 12:00' --from "전력반 김"`,
			`bokgu expect cooling-2to4f --unknown --from "S. Lee, facilities"`,
		},
		exits: recordExits(),
		do: func(ctx context.Context, args []string) error {
			var heard report.Expected
			err := r.recordOne(ctx, how, func(s *session) (incident.Command, error) {
				c, err := s.expectation(nfc(words(args)), opts, how)
				if err == nil {
					heard = s.heard(c, how)
				}
				return c, err
			})
			if err != nil || heard.And.IsZero() || r.format == view.JSON {
				return err
			}
			return r.print(func(w io.Writer) error { return view.ExpectedText(w, r.page(), heard) })
		},
	})
	cmd.Flags().StringVar(&opts.between, "between", "", r.say("flag.between"))
	cmd.Flags().StringVar(&opts.and, "and", "", r.say("flag.and"))
	cmd.Flags().BoolVar(&opts.unknown, "unknown", false, r.say("flag.expect-unknown"))
	r.addSaid(cmd, &how)
	return cmd
}

// expectation makes the command of what was given, or says what is missing.
func (s *session) expectation(name string, opts expectOptions, how said) (c incident.Expect, err error) {
	i, err := s.state.FindSystem(name)
	if err != nil {
		return c, err
	}
	switch {
	case strings.TrimSpace(how.from) == "":
		return c, s.tip(s.fail(exitUsage, "misuse.expect-from"), "tip.expect-from")
	case opts.unknown && (opts.between != "" || opts.and != ""):
		return c, s.tip(s.fail(exitUsage, "error.expect-both"), "tip.expect-both")
	case opts.unknown:
		return incident.Expect{System: i, Unknown: true}, nil
	case opts.between == "" || opts.and == "":
		return c, s.tip(s.fail(exitUsage, "misuse.expect-times"), "tip.expect-times")
	}
	_, happened, err := s.when(how)
	if err != nil {
		return c, err
	}
	between, and, bad := parseWindow(opts.between, opts.and, happened)
	switch {
	case bad == "between":
		return c, s.badTime(bad, opts.between)
	case bad == "and":
		return c, s.badTime(bad, opts.and)
	case and.Before(between):
		f := s.fail(exitUsage, "error.expect-order", and.Format(dateAndClock), between.Format(dateAndClock))
		return c, s.tip(f, "tip.expect-order")
	}
	return incident.Expect{System: i, Between: between, And: and}, nil
}

// heard is what was understood, to be read back: a day that was not said may
// be another than the one that was meant.
func (s *session) heard(c incident.Expect, how said) report.Expected {
	sys := &s.state.Inventory.Systems[c.System]
	_, at, _ := s.when(how)
	return report.Expected{
		System: report.Name{ID: sys.ID, Text: sys.Name}, Between: c.Between, And: c.And, From: how.from, At: at,
		Overdue: !c.And.After(at),
	}
}

// dateAndClock writes a moment that people are to check.
const dateAndClock = "2006-01-02 15:04"

// parseWindow reads between when and when something is expected, seen from
// when it was said. The second clock time without a day is the next one after
// the first: between 23:00 and 01:00 is over midnight. bad names the flag that
// cannot be read.
func parseWindow(between, and string, now time.Time) (from, to time.Time, bad string) {
	from, ok := parseFuture(between, now)
	if !ok {
		return from, to, "between"
	}
	since := now
	if _, _, alone := parseClock(strings.TrimSpace(norm.NFKC.String(and))); alone {
		since = from
	}
	if to, ok = parseFuture(and, since); !ok {
		return from, to, "and"
	}
	return from.In(now.Location()), to.In(now.Location()), ""
}
