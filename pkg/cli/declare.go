package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/dossier"
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/playbooks"
)

type declareOptions struct {
	id, title  string
	unnamed    bool // nobody gave the id; it is made of the time
	drill      bool
	suspected  bool
	conditions conditionOptions
	how        said
}

func newDeclareCmd(r *run) *cobra.Command {
	var opts declareOptions
	cmd := r.command(spec{
		key: "declare",
		example: []string{
			`bokgu declare --title "7-1 fire"`,
			`bokgu declare --id daejeon-2025 --title "Daejeon fire" --at 20:15 --damaged 'room == "7-1"' --stopped 'site == "daejeon"' --suspected`,
		},
		exits: recordExits(),
		do:    func(ctx context.Context, _ []string) error { return runDeclare(ctx, r, opts) },
	})
	cmd.Flags().StringVar(&opts.id, "id", "", r.say("flag.id"))
	cmd.Flags().StringVar(&opts.title, "title", "", r.say("flag.title"))
	cmd.Flags().BoolVar(&opts.drill, "drill", false, r.say("flag.drill"))
	cmd.Flags().BoolVar(&opts.suspected, "suspected", false, r.say("flag.suspected"))
	opts.conditions.add(r, cmd)
	r.addSaid(cmd, &opts.how)
	return cmd
}

// runDeclare opens the record. It never fails for want of an inventory: what
// is broken is set aside and counted, and an empty folder is a workspace too.
func runDeclare(ctx context.Context, r *run, opts declareOptions) error {
	opts.id, opts.title = nfc(opts.id), strings.TrimSpace(nfc(opts.title))
	if opts.title == "" {
		return r.tip(r.fail(exitUsage, "misuse.title"), "tip.title")
	}
	bundle, err := r.workspace()
	if err != nil {
		r.warn("warn.workspace", err.Error())
		bundle = &load.Bundle{Workspace: load.DefaultWorkspace()}
	}
	now := r.env.Now()
	if opts.how.at != "" {
		at, ok := parsePast(opts.how.at, now)
		if !ok {
			return r.badTime("at", opts.how.at)
		}
		now = at
	}
	if opts.id == "" {
		opts.unnamed = true
		opts.id = now.Format("20060102-1504")
		if opts.drill {
			opts.id = "drill-" + opts.id
		}
	}
	if !incidentID(opts.id) {
		return r.tip(r.fail(exitUsage, "error.incident-id", opts.id), "tip.incident-id")
	}
	for _, c := range []struct{ flag, src string }{
		{"stopped", opts.conditions.stopped}, {"damaged", opts.conditions.damaged}, {"unknown", opts.conditions.unknown},
	} {
		if c.src != "" {
			if _, err := r.compile(c.flag, c.src); err != nil {
				return err
			}
		}
	}
	return r.notRecorded(r.declare(ctx, bundle, opts))
}

// incidentID says whether an incident may be called so: it names a folder, so
// it begins with a letter or digit and has only those and . _ -, at most 64.
func incidentID(id string) bool {
	for i, c := range id {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || i > 0 && strings.ContainsRune("._-", c) {
			continue
		}
		return false
	}
	return id != "" && utf8.RuneCountInString(id) <= 64
}

func (r *run) declare(ctx context.Context, bundle *load.Bundle, opts declareOptions) error {
	d, err := r.create(bundle.Workspace, &opts)
	if errors.Is(err, dossier.ErrExists) {
		return r.tip(r.fail(exitUsage, "error.incident-exists", opts.id), "tip.incident-exists")
	}
	if err != nil {
		return err
	}
	s := &session{run: r, dossier: d}
	defer s.end(ctx)
	command, err := s.declaration(bundle, opts)
	if err != nil {
		return err
	}
	if s.state, err = r.stateFrom(d, command); err != nil {
		return err
	}
	s.list = s.state.Inventory
	rec, err := s.record(ctx, command, opts.how)
	if err != nil {
		return err
	}
	if n := s.state.SetAside; n > 0 {
		r.warn("warn.set-aside", n)
	} else if n := bundle.Findings.Count(diag.Error); n > 0 {
		r.warn("warn.findings", n)
	}
	if err := s.acknowledge(rec); err != nil || r.format == view.JSON {
		return err
	}
	all, _ := s.state.Count()
	return r.tell(func(w io.Writer) error {
		_, err := io.WriteString(w, remark(r.say("declared", opts.id, all.Total, all.Stopped, all.Damaged, all.Unknown)))
		return err
	})
}

// create makes the folder of the incident. An id made of the time gets a
// number behind it when another incident of that minute has it.
func (r *run) create(ws *load.Workspace, opts *declareOptions) (*dossier.Dossier, error) {
	made := opts.id
	for n := 2; ; n++ {
		d, err := dossier.Create(filepath.Join(r.incidentsDir(ws), opts.id), r.dossierOptions(ws))
		if !opts.unnamed || !errors.Is(err, dossier.ErrExists) {
			return d, err
		}
		opts.id = fmt.Sprintf("%s-%d", made, n)
	}
}

// declaration keeps the inventory and the playbook with the incident, so that
// the record means the same whatever becomes of the workspace.
func (s *session) declaration(bundle *load.Bundle, opts declareOptions) (incident.Declare, error) {
	c := incident.Declare{
		ID: opts.id, Title: opts.title, Drill: opts.drill, Suspected: opts.suspected,
		Stopped: opts.conditions.stopped, Damaged: opts.conditions.damaged, Unknown: opts.conditions.unknown,
	}
	var err error
	c.Files, err = s.keepFiles(s.withTasks(bundle))
	return c, err
}

// withTasks is the files of the workspace, and the shipped playbook when
// nothing can be read of its own: somebody must be able to go on tonight.
func (r *run) withTasks(bundle *load.Bundle) []load.File {
	if slices.ContainsFunc(bundle.Playbooks, hasTasks) {
		return bundle.Files
	}
	shipped, ok := playbooks.Read(load.DefaultPlaybook)
	if !ok {
		return bundle.Files
	}
	if len(bundle.Playbooks) > 0 {
		r.warn("warn.playbook", load.DefaultPlaybook)
	}
	return append(slices.Clone(bundle.Files), load.File{Name: load.DefaultPlaybook + ".yaml", Data: shipped})
}

func hasTasks(book *playbook.Playbook) bool {
	return slices.ContainsFunc(book.Steps, func(s playbook.Step) bool { return len(s.Tasks) > 0 })
}

// keepFiles keeps files and the list of them; the sum of the list names them.
func (s *session) keepFiles(files []load.File) (string, error) {
	if len(files) == 0 {
		return "", nil
	}
	sums := map[string]string{}
	for _, f := range files {
		sum, err := s.keepBytes(f.Data)
		if err != nil {
			return "", err
		}
		sums[keptName(f.Name, s.workspaceDir(), sums)] = sum
	}
	return s.dossier.PutManifest(sums)
}

// keptName is a file's name inside the incident: its path in the workspace,
// else its base name; a second file of one name gets a mark.
func keptName(name, workspace string, taken map[string]string) string {
	if rel, err := filepath.Rel(workspace, name); err == nil && filepath.IsLocal(rel) {
		name = rel
	} else {
		name = filepath.Base(name)
	}
	name = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c == '\\' {
			return '_'
		}
		return c
	}, filepath.ToSlash(name))
	for taken[name] != "" {
		name = "_" + name
	}
	return name
}

// stateFrom is the state before the declaration, made from what is kept with
// the incident, exactly as every later command will make it.
func (r *run) stateFrom(d *dossier.Dossier, c incident.Declare) (*incident.State, error) {
	inv, book, err := r.keptAs(d, c.Files)
	if err != nil {
		return nil, err
	}
	return incident.New(inv, book), nil
}
