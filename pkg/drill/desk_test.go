package drill_test

import (
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
)

// What is damaged and thought well stays so until somebody finds it, however
// soon infrastructure comes by itself otherwise.
func TestNobodyMendsWhatIsThoughtWell(t *testing.T) {
	s := cityHall(t)
	s.Drill.Outage.Damaged, s.Drill.Outage.Stopped = nil, expr(t, `class == "service" && room == "main"`)
	s.Drill.Outage.Hidden = []drill.Hidden{{Which: drill.Which{IDs: []string{"storage"}}, Condition: plan.Damaged, Found: 50 * time.Hour}}
	s.Drill.Expect = []drill.Expectation{
		{ID: "blind", That: claim(t, `back == 0 && rounds > 1`, false), At: 50 * time.Hour},
		{ID: "then", That: claim(t, `back == 3`, false), By: 90 * time.Hour},
	}
	for _, v := range must(t, s, 1).Verdicts {
		if !v.Met {
			t.Errorf("%s: %v", v.Of.ID, v.Says)
		}
	}
}

// A task that the script has people do at a time is done then, and not before;
// one that it reopens is done, reopened, and done again.
func TestPeopleLeaveToTheScriptWhatItDoes(t *testing.T) {
	s := cityHall(t)
	hour := func(n int) time.Duration { return time.Duration(n) * time.Hour }
	s.Drill.Injects = append(s.Drill.Injects,
		drill.Inject{At: hour(30), Task: &drill.Deed{Task: "hypotheses", Outcome: "done", Note: lang.Text{KO: "L4"}}},
		drill.Inject{At: hour(40), Task: &drill.Deed{Task: "hypotheses", Outcome: "reopened", Reason: "no cure"}},
		drill.Inject{At: hour(40), Task: &drill.Deed{Task: "cause", Outcome: "reopened", Reason: "no cure"}},
		drill.Inject{At: hour(60), Task: &drill.Deed{Task: "hypotheses", Outcome: "done", Note: lang.Text{KO: "port"}}},
	)
	s.Drill.Expect = []drill.Expectation{
		{ID: "not-before", That: claim(t, `!done("hypotheses") && done("cause")`, false), At: hour(29)},
		{ID: "then", That: claim(t, `done("hypotheses")`, false), At: hour(31)},
		{ID: "open-again", That: claim(t, `!done("hypotheses")`, false), At: hour(59)},
		{ID: "again", That: claim(t, `done("hypotheses") && done("cause")`, false), At: hour(61)},
		{ID: "twice", That: claim(t, `recorded("task.reopened") == 2`, false)},
	}
	for _, v := range must(t, s, 1).Verdicts {
		if !v.Met {
			t.Errorf("%s: %v", v.Of.ID, v.Says)
		}
	}
}

// What has come to be ready is seen and used without waiting for the next look
// of a long outage: people go and confirm what they hear is fit, and what that
// frees is ordered half an hour after the last look at the latest.
func TestWhatIsReadyIsUsedSoon(t *testing.T) {
	day := 24 * time.Hour
	for seed := range uint64(20) {
		s := cityHall(t)
		s.Drill.Injects = append(s.Drill.Injects, drill.Inject{At: 20 * day, Ready: drill.Which{IDs: []string{"storage"}}})
		var fit, ordered time.Time
		for _, rec := range must(t, s, seed).Records {
			body := string(rec.Body)
			switch {
			case rec.Type == incident.TaskDone && strings.Contains(body, `"base-ready"`) && strings.Contains(body, `"storage"`):
				fit = rec.Written
			case rec.Type == incident.RoundIssued && strings.Contains(body, `"login"`) && ordered.IsZero():
				ordered = rec.Written
			}
		}
		if late := fit.Sub(s.Drill.Start) - 20*day; late < 0 || late > time.Hour {
			t.Errorf("seed %d: storage was confirmed %v after it was fit", seed, late)
		}
		if late := ordered.Sub(fit); late < 0 || late > 31*time.Minute {
			t.Errorf("seed %d: what waited for it was ordered %v later", seed, late)
		}
	}
}
