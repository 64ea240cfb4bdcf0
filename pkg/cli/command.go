package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/view"
)

// spec is what every command has. Its help is the messages
// "command.KEY.short" and, if there is more to say, "command.KEY.long".
type spec struct {
	key     string        // "inventory.list"; its last part is the command's name
	args    string        // how the arguments read: "[PATH…]"; empty is none
	min     int           // fewest arguments
	max     int           // most arguments; -1 is any number
	example []string      // command lines
	exits   []int         // how it can end, beside unexpected and usage errors
	formats []view.Format // those its result can be written in beside the usual ones
	do      func(ctx context.Context, args []string) error
}

// The annotations by which a command's exit codes, its place among its siblings
// and the formats it has beside the usual ones travel to its help and to the
// settings. Commands are listed as they were made; cobra alone would sort them
// by name.
const (
	exitsKey   = "exits"
	orderKey   = "order"
	formatsKey = "formats" // their words, with blanks between
)

// command makes a cobra command of a spec.
func (r *run) command(s spec) *cobra.Command {
	name := s.key[strings.LastIndexByte(s.key, '.')+1:]
	r.made++
	cmd := &cobra.Command{
		Use:         strings.TrimSpace(name + " " + s.args),
		Short:       r.say("command." + s.key + ".short"),
		Example:     "  " + strings.Join(s.example, "\n  "),
		Annotations: map[string]string{exitsKey: encodeExits(s.exits), orderKey: fmt.Sprintf("%04d", r.made)},
		Args: func(cmd *cobra.Command, args []string) error {
			return r.countArgs(cmd, s, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.do(cmd.Context(), args)
		},
		DisableFlagsInUseLine: true,
	}
	for _, f := range s.formats {
		cmd.Annotations[formatsKey] += string(f) + " "
	}
	if long := "command." + s.key + ".long"; r.has(long) {
		cmd.Long = r.say(long)
	}
	return cmd
}

// family makes a command that only holds others.
func (r *run) family(key string, example []string, members ...*cobra.Command) *cobra.Command {
	cmd := r.command(spec{key: key, args: "COMMAND", max: -1, example: example})
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return r.fail(exitUsage, "error.which-command", cmd.CommandPath(), names(cmd))
		}
		return r.unknownCommand(cmd, args[0])
	}
	cmd.AddCommand(members...)
	return cmd
}

func (r *run) countArgs(cmd *cobra.Command, s spec, args []string) error {
	if len(args) >= s.min && (s.max < 0 || len(args) <= s.max) {
		return nil
	}
	f := r.fail(exitUsage, "error.too-few-arguments", cmd.CommandPath(), s.args)
	switch {
	case s.max == 0:
		f = r.fail(exitUsage, "error.no-arguments", cmd.CommandPath(), args[0])
	case s.max > 0 && len(args) > s.max:
		f = r.fail(exitUsage, "error.too-many-arguments", cmd.CommandPath(), s.args, args[s.max])
	}
	return r.tip(f, "tip.help", cmd.CommandPath())
}

// unknownCommand names what might have been meant.
func (r *run) unknownCommand(cmd *cobra.Command, given string) error {
	f := r.fail(exitUsage, "error.unknown-command", cmd.CommandPath(), given)
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(given); len(near) > 0 {
		return r.tip(f, "tip.command", cmd.CommandPath()+" "+near[0])
	}
	return r.tip(f, "tip.help", cmd.CommandPath())
}

// names lists the commands under cmd that people see.
func names(cmd *cobra.Command) string {
	var list []string
	for _, c := range listed(cmd) {
		if c.IsAvailableCommand() {
			list = append(list, c.Name())
		}
	}
	return strings.Join(list, ", ")
}

// listed is the commands under cmd in the order they were made.
func listed(cmd *cobra.Command) []*cobra.Command {
	commands := slices.Clone(cmd.Commands())
	slices.SortStableFunc(commands, func(a, b *cobra.Command) int {
		return cmp.Compare(a.Annotations[orderKey], b.Annotations[orderKey])
	})
	return commands
}
