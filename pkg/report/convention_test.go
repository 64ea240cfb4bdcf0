package report_test

import (
	"testing"

	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/playbooks"
)

func shipped(t *testing.T) map[string]*playbook.Task {
	t.Helper()
	data, _ := playbooks.Read("mass-outage")
	b := load.Parse([]load.File{{Name: "mass-outage.yaml", Data: data}})
	if len(b.Playbooks) != 1 {
		t.Fatalf("cannot read the playbook: %v", b.Findings)
	}
	tasks := map[string]*playbook.Task{}
	for i := range b.Playbooks[0].Steps {
		step := &b.Playbooks[0].Steps[i]
		for k := range step.Tasks {
			tasks[step.Tasks[k].ID] = &step.Tasks[k]
		}
	}
	return tasks
}

// The shipped playbook has every task that reports look for, of the kind they
// expect: a task that is renamed would silently become a dash.
func TestTheShippedPlaybookHasWhatReportsLookFor(t *testing.T) {
	tasks := shipped(t)
	once := func(k *playbook.Task) bool { return k.Per == playbook.PerIncident && !k.Recurring() }
	again := func(k *playbook.Task) bool { return k.Per == playbook.PerIncident && k.Recurring() }
	for id, fits := range map[string]func(*playbook.Task) bool{
		report.AlertTask:       func(k *playbook.Task) bool { return once(k) && k.Do.Kind == playbook.Decide },
		report.AlertLiftedTask: func(k *playbook.Task) bool { return once(k) && k.Do.Kind == playbook.Decide },
		report.TotalTask:       func(k *playbook.Task) bool { return once(k) && hasField(k, "definition") },
		report.SubstituteTask:  func(k *playbook.Task) bool { return k.ForSystems() && !k.Recurring() },
		report.OwnersTask:      func(k *playbook.Task) bool { return k.Per == playbook.PerAgency && !k.ForSystems() },
		report.ReportTask:      again,
		report.ShiftTask:       again,
		report.MeetingTask:     again,
	} {
		if k := tasks[id]; k == nil || !fits(k) {
			t.Errorf("%s: missing, or not as reports expect it: %+v", id, k)
		}
	}
	levels := map[string]bool{}
	for _, id := range []string{report.AlertTask, report.AlertLiftedTask} {
		for _, o := range tasks[id].Do.Options {
			levels[o.ID] = true
		}
	}
	for _, level := range []string{report.AlertAttention, report.AlertCaution, report.AlertAlert, report.AlertSerious, report.AlertLifted} {
		if !levels[level] {
			t.Errorf("no option %s", level)
		}
	}
}

func hasField(k *playbook.Task, id string) bool {
	for _, f := range k.Do.Fields {
		if f.ID == id {
			return true
		}
	}
	return false
}
