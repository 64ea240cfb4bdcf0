package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/dossier"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/view"
)

func newLogCmd(r *run) *cobra.Command {
	return r.family("log", []string{"bokgu log verify"},
		newLogShowCmd(r), newLogVerifyCmd(r), newLogContinueCmd(r), newLogRepairCmd(r))
}

func newLogShowCmd(r *run) *cobra.Command {
	var last int
	cmd := r.command(spec{
		key:     "log.show",
		example: []string{"bokgu log show --last 20", "bokgu log show -o json"},
		exits:   []int{exitDamaged},
		do: func(_ context.Context, _ []string) error {
			if last < 0 {
				return r.fail(exitUsage, "error.negative", "last")
			}
			return runLogShow(r, last)
		},
	})
	cmd.Flags().IntVar(&last, "last", 0, r.say("flag.last"))
	return cmd
}

// runLogShow shows the bare record: it works even when the inventory kept
// with the incident cannot be read.
func runLogShow(r *run, last int) error {
	c, err := r.candidate(true)
	if err != nil {
		return err
	}
	records := c.records
	if last > 0 && last < len(records) {
		records = records[len(records)-last:]
	}
	undone := map[string]bool{}
	for i := range c.records {
		if n := c.records[i].Corrects; n != "" {
			undone[n] = true
		}
	}
	err = r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.LogJSON(w, records)
		case view.Markdown:
			return view.LogMarkdown(w, r.page(), records)
		default:
			return view.LogText(w, r.page(), records, undone, c.drill)
		}
	})
	if err != nil {
		return err
	}
	return r.flag(c.health)
}

func newLogVerifyCmd(r *run) *cobra.Command {
	var code string
	cmd := r.command(spec{
		key:     "log.verify",
		example: []string{"bokgu log verify", "bokgu log verify --head 3f9a-11c0-77be"},
		exits:   []int{exitDamaged},
		do: func(_ context.Context, _ []string) error {
			if code != "" {
				return runLogFind(r, code)
			}
			return runLogVerify(r)
		},
	})
	cmd.Flags().StringVar(&code, "head", "", r.say("flag.head-code"))
	return cmd
}

func runLogVerify(r *run) error {
	c, err := r.candidate(true)
	if err != nil {
		return err
	}
	v, err := c.dossier.Verify()
	if err != nil {
		return err
	}
	v.Objects = c.spoiltObjects()
	v.OK = v.OK && len(v.Objects) == 0
	err = r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.VerificationJSON(w, v)
		case view.Markdown:
			return view.VerificationMarkdown(w, r.page(), v, c.drill)
		default:
			return view.VerificationText(w, r.page(), v, c.drill)
		}
	})
	if err != nil {
		return err
	}
	for _, o := range v.Objects {
		r.warn("warn.object", o.SHA256[:min(12, len(o.SHA256))], r.say("object."+o.State))
	}
	if err := r.flag(c.health); err != nil || v.OK {
		return err
	}
	f := &failure{code: exitDamaged} // the table has said what is wrong
	if len(v.Objects) > 0 {
		return r.tip(f, "tip.kept")
	}
	if len(c.health.Lost) > 0 {
		return r.tip(f, "tip.lost")
	}
	return f
}

// runLogFind says whether a code was ever true of this record.
func runLogFind(r *run, code string) error {
	if !journal.IsCode(code) {
		return r.tip(r.fail(exitUsage, "error.head-form", code), "tip.head-form")
	}
	c, err := r.candidate(true)
	if err != nil {
		return err
	}
	chains, err := c.dossier.Chains()
	if err != nil {
		return err
	}
	found, ok := journal.Find(chains, code)
	if !ok {
		return r.tip(r.fail(exitDamaged, "error.head", code), "tip.head")
	}
	return r.print(func(w io.Writer) error {
		if r.format == view.JSON {
			return view.FoundJSON(w, code, found)
		}
		_, err := fmt.Fprintln(w, r.say("log.found", found.Writer, found.Seq, found.Events))
		return err
	})
}

func newLogContinueCmd(r *run) *cobra.Command {
	return r.command(spec{
		key:     "log.continue",
		example: []string{"bokgu log continue"},
		exits:   recordExits(),
		do: func(ctx context.Context, _ []string) error {
			c, err := r.candidate(true)
			if err != nil {
				return err
			}
			rec, err := c.dossier.Continue(ctx)
			switch {
			case errors.Is(err, dossier.ErrNotDamaged):
				return r.tip(r.fail(exitUsage, "error.not-damaged"), "tip.incident-exists")
			case errors.Is(err, dossier.ErrBusy):
				return r.tip(r.fail(exitBusy, "error.busy"), "tip.busy")
			case err != nil:
				return r.notRecorded(err)
			}
			return r.print(func(w io.Writer) error {
				if r.format == view.JSON {
					return view.RecordedJSON(w, view.Recorded{Seq: rec.Seq, Writer: rec.Writer})
				}
				_, err := fmt.Fprintln(w, r.say("log.continued", rec.Writer))
				return err
			})
		},
	})
}

func newLogRepairCmd(r *run) *cobra.Command {
	return r.command(spec{
		key:     "log.repair",
		example: []string{"bokgu log repair"},
		exits:   recordExits(),
		do: func(ctx context.Context, _ []string) error {
			c, err := r.candidate(true)
			if err != nil {
				return err
			}
			mended, err := c.dossier.Repair(ctx)
			if errors.Is(err, dossier.ErrBusy) {
				return r.tip(r.fail(exitBusy, "error.busy"), "tip.busy")
			}
			if err != nil {
				return r.notRecorded(err)
			}
			return r.print(func(w io.Writer) error {
				if r.format == view.JSON {
					return view.MendedJSON(w, mendedTorn(mended))
				}
				if len(mended) == 0 {
					_, err := fmt.Fprintln(w, r.say("log.nothing-torn"))
					return err
				}
				for _, m := range mended {
					if _, err := fmt.Fprintln(w, r.say("log.mended", m.Fault.Writer, m.Bytes, m.Kept)); err != nil {
						return err
					}
				}
				return nil
			})
		},
	})
}

// mendedTorn is what was mended, as the view shows it.
func mendedTorn(list []dossier.Mended) []view.Mended {
	out := make([]view.Mended, len(list))
	for i, m := range list {
		out[i] = view.Mended{Writer: m.Fault.Writer, Line: m.Fault.Line, Bytes: m.Bytes, Kept: m.Kept}
	}
	return out
}
