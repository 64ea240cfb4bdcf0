package cli

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/config"
	"github.com/bokgu/bokgu/pkg/lang"
)

// The groups of commands, in the order of help.
const (
	prepare  = "prepare"
	respond  = "respond"
	lookBack = "look-back"
)

// newRootCmd is the whole command tree, in the order of help.
func newRootCmd(r *run) *cobra.Command {
	root := r.family("bokgu", []string{
		"bokgu validate",
		`bokgu plan --damaged 'room == "7-1"' --stopped 'site == "daejeon"'`,
	})
	group(root, prepare,
		newValidateCmd(r),
		newInventoryCmd(r),
		newPlaybookCmd(r),
		newSchemaCmd(r),
		newPlanCmd(r),
		newWhyCmd(r),
		newDrillCmd(r),
	)
	group(root, respond,
		newDeclareCmd(r),
		newWalkCmd(r),
		newNextCmd(r),
		newStatusCmd(r),
		newRoundCmd(r),
		newTaskCmd(r),
		newSystemCmd(r),
		newHoldCmd(r),
		newStopCmd(r),
		newEventCmd(r),
		newExpectCmd(r),
		newAskCmd(r),
		newAnswerCmd(r),
		newNoteCmd(r),
		newUndoCmd(r),
		newCloseCmd(r),
	)
	group(root, lookBack,
		newReportCmd(r),
		newLogCmd(r),
	)
	helpCmd := newHelpCmd(r, root)
	root.AddCommand(helpCmd)
	root.SetHelpCommand(helpCmd)

	config.AddFlags(root.PersistentFlags(), func(name string) string { return r.say("flag." + name) })
	showVersion := root.Flags().Bool("version", false, r.say("flag.version"))
	root.PersistentPreRunE = r.prepare
	runFamily := root.RunE
	root.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case *showVersion:
			return r.print(func(w io.Writer) error {
				_, err := fmt.Fprintln(w, "bokgu", version())
				return err
			})
		case len(args) == 0:
			return r.printHelp(cmd)
		default:
			return runFamily(cmd, args)
		}
	}
	r.polish(root)
	return root
}

// polish replaces what cobra would say by the program's own words.
func (r *run) polish(root *cobra.Command) {
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.HiddenDefaultCmd = true
	root.PersistentFlags().BoolP("help", "h", false, r.say("flag.help"))
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		// A broken pipe here only means that the reader has seen enough.
		_, _ = io.WriteString(r.env.Streams.Out, r.help(cmd))
	})
	root.SetUsageFunc(func(cmd *cobra.Command) error { return r.printHelp(cmd) })
}

// group adds commands to the root under a heading of its help.
func group(root *cobra.Command, id string, members ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: id, Title: id})
	for _, m := range members {
		m.GroupID = id
		root.AddCommand(m)
	}
}

func newHelpCmd(r *run, root *cobra.Command) *cobra.Command {
	return r.command(spec{
		key: "help", args: "[COMMAND...]", max: -1,
		example: []string{"bokgu help plan"},
		do: func(_ context.Context, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return r.unknownCommand(root, args[0])
			}
			return r.printHelp(cmd)
		},
	})
}

func (r *run) printHelp(cmd *cobra.Command) error {
	return r.print(func(w io.Writer) error {
		_, err := io.WriteString(w, r.help(cmd))
		return err
	})
}

// has says whether a message exists.
func (r *run) has(key string) bool { return lang.Has(key) }

// version is what the build says of itself.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
