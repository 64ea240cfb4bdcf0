package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/view"
)

func newSystemShowCmd(r *run) *cobra.Command {
	return r.command(spec{
		key: "system.show", args: "SYSTEM", min: 1, max: -1,
		example: []string{"bokgu system show gov24", "bokgu system show 118"},
		exits:   []int{exitDamaged},
		do: func(_ context.Context, args []string) error {
			s, err := r.look()
			if err != nil {
				return err
			}
			i, err := s.state.FindSystem(nfc(words(args)))
			if err != nil {
				return s.explain(err)
			}
			m := s.moment()
			err = r.print(func(w io.Writer) error {
				switch r.format {
				case view.JSON:
					return view.SystemStateJSON(w, r.page(), m, i)
				case view.Markdown:
					return view.SystemStateMarkdown(w, r.page(), m, i)
				default:
					return view.SystemStateText(w, r.page(), m, i)
				}
			})
			if err != nil {
				return err
			}
			return s.flag()
		},
	})
}
