package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/playbooks"
)

func newPlaybookCmd(r *run) *cobra.Command {
	return r.family("playbook", []string{"bokgu playbook show"},
		newPlaybookListCmd(r),
		newPlaybookShowCmd(r),
	)
}

func newPlaybookListCmd(r *run) *cobra.Command {
	return r.command(spec{
		key:     "playbook.list",
		example: []string{"bokgu playbook list"},
		do:      func(context.Context, []string) error { return runPlaybookList(r) },
	})
}

func runPlaybookList(r *run) error {
	entries, err := r.playbooks()
	if err != nil {
		return err
	}
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.PlaybooksJSON(w, entries)
		case view.Markdown:
			return view.PlaybooksMarkdown(w, r.page(), entries)
		default:
			return view.PlaybooksText(w, r.page(), entries)
		}
	})
}

func newPlaybookShowCmd(r *run) *cobra.Command {
	return r.command(spec{
		key: "playbook.show", args: "[NAME] [TASK]", max: 2,
		example: []string{
			"bokgu playbook show",
			"bokgu playbook show mass-outage T31",
		},
		do: func(_ context.Context, args []string) error { return runPlaybookShow(r, args) },
	})
}

// runPlaybookShow takes a single argument for a playbook's name, and if there
// is none of that name for a task of the playbook in use.
func runPlaybookShow(r *run, args []string) error {
	entries, err := r.playbooks()
	if err != nil {
		return err
	}
	pb, found := inUse(entries), len(args) == 0
	if len(args) > 0 {
		for _, e := range entries {
			if e.Playbook.Name == args[0] {
				pb, found, args = e.Playbook, true, args[1:]
				break
			}
		}
	}
	switch {
	case !found && len(args) == 2, pb == nil:
		return r.fail(exitUsage, "error.unknown-playbook", strings.Join(args[:min(1, len(args))], ""), playbookNames(entries))
	case len(args) == 0:
		return r.printPlaybook(pb)
	default:
		return r.printTask(pb, args[0])
	}
}

func (r *run) printPlaybook(pb *playbook.Playbook) error {
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.PlaybookJSON(w, pb)
		case view.Markdown:
			return view.PlaybookMarkdown(w, r.page(), pb)
		default:
			return view.PlaybookText(w, r.page(), pb)
		}
	})
}

func (r *run) printTask(pb *playbook.Playbook, word string) error {
	step, task := findTask(pb, word)
	if task == nil {
		return r.tip(r.fail(exitUsage, "error.unknown-task", word), "tip.task")
	}
	return r.print(func(w io.Writer) error {
		switch r.format {
		case view.JSON:
			return view.TaskJSON(w, step, task)
		case view.Markdown:
			return view.TaskMarkdown(w, r.page(), pb, step, task)
		default:
			return view.TaskText(w, r.page(), pb, step, task)
		}
	})
}

// findTask finds a task by its id or by its number, T31.
func findTask(pb *playbook.Playbook, word string) (*playbook.Step, *playbook.Task) {
	for s := range pb.Steps {
		for t := range pb.Steps[s].Tasks {
			task := &pb.Steps[s].Tasks[t]
			if task.ID == word || strings.EqualFold(word, fmt.Sprintf("T%d", task.Num)) {
				return &pb.Steps[s], task
			}
		}
	}
	return nil, nil
}

// playbooks are those of the workspace, then the shipped ones it does not use.
func (r *run) playbooks() ([]view.PlaybookEntry, error) {
	bundle, err := r.workspace()
	if err != nil {
		return nil, err
	}
	shipped := map[string]*playbook.Playbook{}
	for _, name := range playbooks.Names() {
		data, _ := playbooks.Read(name)
		for _, pb := range load.Parse([]load.File{{Name: name + ".yaml", Data: data}}).Playbooks {
			shipped[name] = pb
		}
	}
	var entries []view.PlaybookEntry
	for i, pb := range bundle.Playbooks {
		_, isShipped := shipped[pb.Name]
		delete(shipped, pb.Name)
		entries = append(entries, view.PlaybookEntry{Playbook: pb, Shipped: isShipped, InUse: i == 0})
	}
	for _, name := range playbooks.Names() {
		if pb, ok := shipped[name]; ok {
			entries = append(entries, view.PlaybookEntry{Playbook: pb, Shipped: true})
		}
	}
	return entries, nil
}

func inUse(entries []view.PlaybookEntry) *playbook.Playbook {
	for _, e := range entries {
		if e.InUse {
			return e.Playbook
		}
	}
	return nil
}

func playbookNames(entries []view.PlaybookEntry) string {
	var names []string
	for _, e := range entries {
		names = append(names, e.Playbook.Name)
	}
	return strings.Join(names, ", ")
}
