package playbooks_test

import (
	"testing"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/playbooks"
)

func massOutage(t *testing.T) *playbook.Playbook {
	t.Helper()
	data, _ := playbooks.Read("mass-outage")
	bundle := load.Parse([]load.File{{Name: "mass-outage.yaml", Data: data}})
	for _, f := range bundle.Findings {
		t.Errorf("%s:%d:%d: %s %v", f.Place.File, f.Place.Line, f.Place.Column, f.Rule, f.Args)
	}
	if len(bundle.Playbooks) != 1 {
		t.Fatalf("%d playbooks in the file, want 1", len(bundle.Playbooks))
	}
	return bundle.Playbooks[0]
}

func eachTask(pb *playbook.Playbook, do func(*playbook.Step, *playbook.Task)) {
	for i := range pb.Steps {
		for j := range pb.Steps[i].Tasks {
			do(&pb.Steps[i], &pb.Steps[i].Tasks[j])
		}
	}
}

func TestTheShippedPlaybookHasNoFindings(t *testing.T) {
	if pb := massOutage(t); pb.SetAside != 0 || len(pb.Steps) != 7 {
		t.Errorf("%d tasks set aside, %d steps", pb.SetAside, len(pb.Steps))
	}
}

// The worst case is everything at once: a public, damaged tier-1 system with
// server DR on which a start failed.
func TestNoSystemHasMoreThanEightTasksOfItsOwn(t *testing.T) {
	pb := massOutage(t)
	most := 0
	eachSystem(func(sys *selection.System) {
		n := 0
		eachTask(pb, func(_ *playbook.Step, task *playbook.Task) {
			if task.Per == playbook.PerSystem && (task.Where == nil || task.Where.Match(sys)) {
				n++
			}
		})
		most = max(most, n)
		if n > 8 {
			t.Errorf("%d tasks for %+v", n, *sys)
		}
	})
	if most < 2 {
		t.Errorf("at most %d tasks for any system: the expressions match nothing", most)
	}
}

// Nothing an operator could not tick off alone may stand between a system and
// its return: each of them has a start, and infrastructure is only made ready.
func TestEverySystemHasItsStart(t *testing.T) {
	pb := massOutage(t)
	eachSystem(func(sys *selection.System) {
		starts, readied := 0, 0
		eachTask(pb, func(_ *playbook.Step, task *playbook.Task) {
			if task.Failback || task.Method != "" || task.Where != nil && !task.Where.Match(sys) {
				return
			}
			switch {
			case task.Starts:
				starts++
			case task.Brings == playbook.Restored:
				readied++
			}
		})
		want := 0
		if sys.Class == "service" {
			want = 1
		}
		if starts != want || readied != 1 {
			t.Errorf("%d starts, %d ways to restored for %+v", starts, readied, *sys)
		}
	})
}

func eachSystem(do func(*selection.System)) {
	for _, class := range []string{"service", "infrastructure"} {
		for _, tier := range []float64{1, 2, selection.UnknownTier, 3, 4} {
			for _, dr := range []string{"server", "storage", "backup", "none", ""} {
				for _, condition := range []string{"stopped", "damaged", "unknown"} {
					for flags := range 4 {
						do(&selection.System{
							ID: "x", Class: class, Tier: tier, TierKnown: tier != selection.UnknownTier,
							DR: dr, Condition: condition, Public: flags&1 != 0, LifeSafety: flags&2 != 0,
						})
					}
				}
			}
		}
	}
}

func TestTitlesAndReasonsFitOneLineInBothLanguages(t *testing.T) {
	pb := massOutage(t)
	eachTask(pb, func(_ *playbook.Step, task *playbook.Task) {
		for _, text := range []struct {
			what string
			lang.Text
			columns int
		}{{"title", task.Title, 44}, {"why", task.Why, 70}} {
			if !text.Translated() {
				t.Errorf("%s: %s is not there in both languages", task.ID, text.what)
			}
			for _, tag := range []lang.Tag{lang.KO, lang.EN} {
				if w := term.Width(text.In(tag)); w > text.columns {
					t.Errorf("%s: %s %q is %d columns wide, at most %d fit", task.ID, text.what, text.In(tag), w, text.columns)
				}
			}
		}
	})
}

// No step may wait for another to have passed: the seven run together.
func TestOnlyReturnsAndDamageAndTimeOpenSteps(t *testing.T) {
	pb := massOutage(t)
	for i := range pb.Steps {
		step := &pb.Steps[i]
		if step.Opens == nil {
			continue
		}
		dayOne := &selection.Incident{
			Hours: 24, Total: 647, Down: 647, Damaged: 96, Stopped: 551,
			Happened: func(string) bool { return false },
			Done:     func(string) bool { return false },
			Passed:   func(string) bool { return false },
		}
		firstBack := *dayOne
		firstBack.Back, firstBack.Hours = 1, 0.5
		if !step.Opens.Holds(&firstBack) {
			t.Errorf("%s stays shut when the first system is back", step.ID)
		}
		if step.ID != playbook.Verify && !step.Opens.Holds(dayOne) {
			t.Errorf("%s stays shut on the first day", step.ID)
		}
	}
}

// Recurring work is optional, so that it never keeps a step from passing.
func TestRecurringWorkNeverHoldsUpAStep(t *testing.T) {
	recurring := 0
	eachTask(massOutage(t), func(_ *playbook.Step, task *playbook.Task) {
		if task.Every == 0 && len(task.At) == 0 {
			return
		}
		recurring++
		if task.Required {
			t.Errorf("%s recurs and is required", task.ID)
		}
	})
	if recurring == 0 {
		t.Error("nothing recurs")
	}
}
