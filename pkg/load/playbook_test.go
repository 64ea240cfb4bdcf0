package load

import (
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// bookWith is a small sound playbook whose first step holds the task, and one
// task more behind it.
func bookWith(task string) string {
	return `apiVersion: bokgu/v1
kind: Playbook
metadata: {name: small, title: Small}
roles: [{id: duty, title: {ko: 당직자, en: duty}}]
steps:
  - id: assess
    title: Assess
    target: 30m
    opens: 'hours >= 0.5'
    tasks:
` + task + `      - {id: last, title: Last, role: duty, do: {confirm: true}}
  - {id: mobilize, title: Mobilize}
  - {id: diagnose, title: Diagnose}
  - id: resume
    title: Resume
    tasks: [{id: start, title: Start, role: duty, per: round, brings: resumed, do: {confirm: Up}}]
  - id: restore
    title: Restore
    tasks: [{id: full, title: Full, role: duty, per: system, brings: restored, starts: false, do: {confirm: true}}]
  - id: verify
    title: Verify
    tasks: [{id: accept, title: Accept, role: duty, per: system, brings: verified, do: {confirm: true}}]
  - id: stabilize
    title: Stabilize
    tasks: [{id: watch, title: Watch, role: duty, per: system, brings: stable, do: {confirm: true}}]
`
}

// Everything a task can say is read.
func TestPlaybookIsRead(t *testing.T) {
	b := one(bookWith(`      - id: all
        title: {ko: 모두, en: All}
        why: because
        role: duty
        where: 'tier <= 2'
        due: 30m
        watch: {1: 72h, other: 1d}
        at: ["08:00", 20:30]
        waits: {event: fire-out}
        progress: {of: 767}
        optional: true
        evidence: true
        timeout: 1h30m
        retries: 2
        do:
          record:
            fields: [{id: x, title: X, type: enum, required: true, values: [a, b]}, {id: y}]
`))
	if len(b.Findings) > 0 {
		t.Fatalf("findings:\n%s", brief(b.Findings))
	}
	book := b.Playbooks[0]
	task := book.Steps[0].Tasks[0]
	if task.Title != (lang.Text{KO: "모두", EN: "All"}) || task.Per != playbook.PerIncident || task.Where == nil ||
		task.Due != 30*time.Minute || task.Watch[1] != 72*time.Hour || task.Watch[0] != 24*time.Hour ||
		len(task.At) != 2 || task.At[1] != (playbook.ClockTime{Hour: 20, Minute: 30}) || task.Waits != "fire-out" ||
		task.Progress != 767 || task.Required || !task.Evidence || task.Timeout != 90*time.Minute || task.Retries != 2 {
		t.Errorf("task %+v", task)
	}
	if task.Do.Kind != playbook.Record || len(task.Do.Fields) != 2 || task.Do.Fields[1].Type != playbook.TextField {
		t.Errorf("do %+v", task.Do)
	}
	start, full := book.Steps[3].Tasks[0], book.Steps[4].Tasks[0]
	if !start.Starts || full.Starts || !start.Required || start.Do.Text != lang.Plain("Up") || full.Do.Text != lang.Plain("Full") {
		t.Errorf("start %+v, full %+v", start, full)
	}
	if start.Num != 3 || book.Steps[0].Opens == nil || book.Steps[0].Target != 30*time.Minute {
		t.Errorf("start is T%d, step %+v", start.Num, book.Steps[0])
	}
}

// A task that cannot be trusted is named at its place and set aside; the
// numbers of the others stay.
func TestPlaybookFindingsHavePlaces(t *testing.T) {
	tests := []struct{ name, task, want string }{
		{"no do", "      - {id: a, title: A, role: duty}\n", "E 11:9 missing-key"},
		{"two kinds", "      - {id: a, title: A, role: duty, do: {confirm: true, probe: true}}\n", "E 11:43 one-of"},
		{"unknown kind", "      - {id: a, title: A, role: duty, do: {confrim: true}}\n", "E 11:44 unknown-key"},
		{"probe false", "      - {id: a, title: A, role: duty, do: {probe: false}}\n", "E 11:51 bad-value"},
		{"kind of nothing", "      - {id: a, title: A, role: duty, do: {confirm: }}\n", "E 11:53 missing-value"},
		{"bad per", "      - {id: a, title: A, role: duty, per: rom, do: {probe: true}}\n", "E 11:44 bad-value"},
		{"bad phase", "      - {id: a, title: A, role: duty, brings: down, do: {probe: true}}\n", "E 11:47 bad-value"},
		{"bad clock", "      - {id: a, title: A, role: duty, at: [25:00], do: {probe: true}}\n", "E 11:44 bad-time"},
		{"bad watch", "      - {id: a, title: A, role: duty, watch: {5: 1h}, do: {probe: true}}\n", "E 11:47 bad-value"},
		{"watch spelt otherwise", "      - {id: a, title: A, role: duty, watch: {+1: 1h}, do: {probe: true}}\n", "E 11:47 bad-value"},
		{"required and optional", "      - {id: a, title: A, role: duty, required: true, optional: true, do: {probe: true}}\n", "E 11:65 one-of"},
		{"bad where", "      - {id: a, title: A, role: duty, where: 'tier = 1', do: {probe: true}}\n", "E 11:52 expression-syntax"},
		{"duplicate id", "      - {id: full, title: A, role: duty, do: {probe: true}}\n", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := one(bookWith(test.task))
			book := b.Playbooks[0]
			if test.want != "" {
				if got := brief(b.Findings); got != test.want {
					t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
				}
				if len(book.Steps[0].Tasks) != 1 || book.SetAside != 1 {
					t.Errorf("%d tasks kept, %d set aside", len(book.Steps[0].Tasks), book.SetAside)
				}
			} else if !strings.Contains(brief(b.Findings), "E 20:18 duplicate-task +11:14") {
				t.Errorf("findings:\n%s", brief(b.Findings))
			}
			if last := book.Steps[0].Tasks[len(book.Steps[0].Tasks)-1]; last.ID != "last" || last.Num != 2 {
				t.Errorf("the last task is T%d %s, want T2 last", last.Num, last.ID)
			}
			saysEverything(t, b.Findings)
		})
	}
}

// A fault inside a step does not hide that another one is missing.
func TestAMissingStepIsNamedWhateverElseIsWrong(t *testing.T) {
	text := bookWith("      - {id: a, title: A, rol: duty, do: {probe: true}}\n")
	text = strings.Replace(text, "  - {id: diagnose, title: Diagnose}\n", "", 1)
	got := brief(one(text).Findings)
	for _, rule := range []string{"unknown-key", "step-missing"} {
		if !strings.Contains(got, rule) {
			t.Errorf("no %s in\n%s", rule, got)
		}
	}
}
