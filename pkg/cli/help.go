package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/bokgu/bokgu/pkg/term"
)

// encodeExits writes down a command's exit codes: its own, between those that
// every command has.
func encodeExits(own []int) string {
	codes := []string{strconv.Itoa(exitDone), strconv.Itoa(exitUnexpected), strconv.Itoa(exitUsage)}
	for _, c := range own {
		codes = append(codes, strconv.Itoa(c))
	}
	return strings.Join(codes, " ")
}

// help is the whole help text of a command, in the language of the run.
func (r *run) help(cmd *cobra.Command) string {
	var b strings.Builder
	text := cmd.Long
	if text == "" {
		text = cmd.Short
	}
	for _, paragraph := range strings.Split(text, "\n") {
		for _, line := range term.Wrap(paragraph, term.Columns) {
			fmt.Fprintln(&b, line)
		}
	}
	r.section(&b, "help.usage", "  "+useLine(cmd))
	r.commandLists(&b, cmd)
	r.section(&b, "help.example", foldExamples(cmd.Example))
	r.section(&b, "help.flags", flagLines(cmd.LocalNonPersistentFlags()))
	if cmd.HasParent() {
		r.section(&b, "help.settings", flagLines(cmd.InheritedFlags()))
	} else {
		r.section(&b, "help.settings", flagLines(cmd.PersistentFlags()))
	}
	var exits []string
	for _, code := range strings.Fields(cmd.Annotations[exitsKey]) {
		exits = append(exits, "  "+term.Pad(code, 5)+r.say("exit."+code))
	}
	r.section(&b, "help.exits", strings.Join(exits, "\n"))
	return b.String()
}

// foldExamples breaks command lines wider than the screen before a flag, as a
// shell reads it.
func foldExamples(examples string) string {
	var b strings.Builder
	for line := range strings.Lines(examples) {
		line = strings.TrimRight(line, "\n")
		for term.Width(line) > term.Columns {
			at := lastFlag(line, term.Columns-2)
			if at < 0 {
				break
			}
			fmt.Fprintf(&b, "%s \\\n", line[:at])
			line = "      " + line[at+1:]
		}
		fmt.Fprintln(&b, line)
	}
	return b.String()
}

// lastFlag is where the space before the last flag stands that begins within
// the width and outside quotes; -1 when there is none.
func lastFlag(line string, width int) int {
	last, quote := -1, byte(0)
	for i := 8; i < len(line); i++ {
		switch c := line[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case strings.HasPrefix(line[i:], " --") && term.Width(line[:i]) <= width:
			last = i
		}
	}
	return last
}

// section writes a titled part of the help, if there is anything in it.
func (r *run) section(b *strings.Builder, key, body string) {
	if strings.TrimSpace(body) != "" {
		fmt.Fprintf(b, "\n%s\n%s\n", r.say(key), strings.TrimRight(body, "\n"))
	}
}

func useLine(cmd *cobra.Command) string {
	line := cmd.UseLine()
	if cmd.HasAvailableFlags() {
		line += " [--FLAG ...]"
	}
	return line
}

// commandLists shows the commands under cmd: by group, in the order of the
// tree.
func (r *run) commandLists(b *strings.Builder, cmd *cobra.Command) {
	width := 0
	for _, c := range cmd.Commands() {
		width = max(width, len(c.Name()))
	}
	list := func(group string) string {
		var lines []string
		for _, c := range listed(cmd) {
			if c.GroupID == group && c.IsAvailableCommand() {
				lines = append(lines, "  "+term.Pad(c.Name(), width+2)+c.Short)
			}
		}
		return strings.Join(lines, "\n")
	}
	for _, g := range cmd.Groups() {
		r.section(b, "group."+g.ID, list(g.ID))
	}
	r.section(b, "help.commands", list(""))
}

// flagLines is two columns: the flag, and what it means.
func flagLines(flags *pflag.FlagSet) string {
	type line struct{ name, text string }
	var lines []line
	width := 0
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, text := pflag.UnquoteUsage(f)
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		if value != "" {
			name += " " + value
		}
		width = max(width, len(name))
		lines = append(lines, line{name, text})
	})
	var b strings.Builder
	for _, l := range lines {
		for i, part := range term.Wrap(l.text, term.Columns-width-4) {
			if i > 0 {
				l.name = ""
			}
			fmt.Fprintln(&b, strings.TrimRight("  "+term.Pad(l.name, width+2)+part, " "))
		}
	}
	return b.String()
}
