package cli

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/view"
)

// addWhatIf adds the flag, and to the help what it takes.
func addWhatIf(r *run, cmd *cobra.Command, changes *[]string) {
	cmd.Flags().StringArrayVar(changes, "what-if", nil, r.say("flag.what-if"))
	cmd.Long += "\n\n" + r.say("whatif.grammar")
}

// runWhatIf shows what changes would bring to a plan and its schedule. rows is
// how many systems people see; 0 is all.
func runWhatIf(ctx context.Context, r *run, in plan.Input, s plan.Situation, changes []string, o plan.PlaceOptions, rows int) error {
	var parsed []plan.Change
	for _, text := range changes {
		c, err := plan.ParseChange(nfc(text))
		if err != nil {
			return r.badChange(err)
		}
		parsed = append(parsed, c)
	}
	var outcome *plan.Outcome
	var err error
	if stopped := whileWanted(ctx, func() { outcome, err = plan.WhatIf(in, s, parsed, o) }); stopped != nil {
		return stopped
	}
	if err != nil {
		return r.badChange(err)
	}
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.WhatIfJSON(w, outcome)
		case view.Markdown:
			return view.WhatIfMarkdown(w, r.page(), outcome, rows)
		default:
			return view.WhatIfText(w, r.page(), outcome, rows)
		}
	})
}

// shownKnown is how many words the advice on a wrong change lists.
const shownKnown = 8

// badChange says what is wrong with a change, and what could stand there.
func (r *run) badChange(err error) error {
	var bad *plan.ChangeError
	if !errors.As(err, &bad) {
		return err
	}
	f := r.fail(exitUsage, "change."+bad.Code, bad.Text, bad.Word)
	f.err = bad
	near := diag.Nearest(bad.Word, bad.Known)
	known := bad.Known
	if len(known) > shownKnown {
		known = append(slices.Clone(known[:shownKnown]), "...")
	}
	switch {
	case bad.Code == plan.ChangeForm:
		return r.tip(f, "tip.change-form")
	case len(known) == 0:
		return r.tip(f, "tip.change-nobody")
	case near != "" && bad.Code != plan.ChangeValue && bad.Code != plan.ChangeSeveral:
		return r.tip(f, "tip.change-near", near)
	default:
		return r.tip(f, "tip.change-known", strings.Join(known, ", "))
	}
}
