package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/selection"
)

// addFilter adds the flags that choose systems.
func (r *run) addFilter(cmd *cobra.Command, opts *selection.Flags) {
	cmd.Flags().StringVar(&opts.Where, "where", "", r.say("flag.where"))
	cmd.Flags().StringSliceVar(&opts.Rooms, "room", nil, r.say("flag.room"))
	cmd.Flags().IntSliceVar(&opts.Tiers, "tier", nil, r.say("flag.tier"))
	cmd.Flags().StringSliceVar(&opts.Agencies, "agency", nil, r.say("flag.agency"))
	cmd.Flags().StringSliceVar(&opts.Sites, "site", nil, r.say("flag.site"))
	cmd.Flags().BoolVar(&opts.Public, "public", false, r.say("flag.public"))
}

// choose lists the systems that the flags mean, in inventory order; all when
// no flag was given.
func (r *run) choose(inv *inventory.Inventory, opts selection.Flags) ([]int32, error) {
	expr, err := opts.Compile()
	if err != nil {
		return nil, r.expressionError("where", err)
	}
	chosen := make([]int32, 0, len(inv.Systems))
	var system selection.System
	for i := range inv.Systems {
		if expr != nil {
			inv.Selection(int32(i), &system)
			if !expr.Match(&system) {
				continue
			}
		}
		chosen = append(chosen, int32(i))
	}
	return chosen, nil
}

// compile reads an expression that was given with a flag.
func (r *run) compile(flag, src string) (*selection.Expr, error) {
	expr, err := selection.Compile(src)
	if err != nil {
		return nil, r.expressionError(flag, err)
	}
	return expr, nil
}

// expressionError says which flag's expression is wrong, and at which letter.
func (r *run) expressionError(flag string, err error) error {
	var bad *selection.Error
	if !errors.As(err, &bad) {
		return err
	}
	f := r.fail(exitUsage, "error.expression", flag, bad.Column, bad.Message(r.lang))
	f.err = err
	f.hint = r.page().Hint(bad.Hint)
	return f
}
