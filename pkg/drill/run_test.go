package drill_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/selection"
	"github.com/bokgu/bokgu/playbooks"
)

// cityHall is the smallest example with a script that damages its cellar.
func cityHall(t testing.TB) *drill.Stage {
	t.Helper()
	b, err := load.LoadWorkspace(filepath.Join("..", "..", "examples", "minimal"), playbooks.Read)
	if err != nil || b.Findings.Errors() || len(b.Playbooks) != 1 {
		t.Fatal(err, b.Findings)
	}
	kst := time.FixedZone("KST", 9*60*60)
	d := &drill.Drill{
		Name: "cellar", Start: time.Date(2025, 9, 26, 20, 15, 0, 0, kst), Until: 60 * 24 * time.Hour,
		Outage: drill.Outage{Damaged: expr(t, `room == "small" && class == "service"`), Stopped: expr(t, `room == "main" || class == "infrastructure"`), Suspected: true},
		People: drill.People{Hands: drill.DefaultHands, Pace: drill.DefaultPace(), Report: drill.DefaultReport, Gather: drill.DefaultGather},
		Injects: []drill.Inject{
			{At: 2 * time.Hour, Event: "fire-out"},
			{At: 4 * time.Hour, Event: "storage-powered"},
		},
	}
	return &drill.Stage{Drill: d, Inventory: b.Inventory, Book: b.Playbooks[0]}
}

func expr(t testing.TB, src string) *selection.Expr {
	t.Helper()
	e, err := selection.Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func claim(t testing.TB, src string, aboutSystem bool) *selection.Claim {
	t.Helper()
	c, err := selection.CompileClaim(src, aboutSystem)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func must(t testing.TB, s *drill.Stage, seed uint64) *drill.Result {
	t.Helper()
	r, err := s.Run(seed)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestARunGoesThroughAllSteps(t *testing.T) {
	r := must(t, cityHall(t), 1)
	all, _ := r.State.Count()
	if r.Ending != drill.EndedStable || all.Total != 6 || all.Stable != 6 || r.State.Closed.IsZero() {
		t.Errorf("ended %s with %+v", r.Ending, all)
	}
	for _, s := range r.Steps {
		if s.Passed.IsZero() {
			t.Errorf("step %s was never passed", s.Step)
		}
	}
	for _, rec := range r.Records {
		if len(rec.Irregular) > 0 {
			t.Errorf("%s %s is irregular: %v", rec.Type, rec.Body, rec.Irregular)
		}
	}
}

// The record of a run is one like any other: it can be read back, and says the
// same.
func TestTheChainIsSoundAndSaysTheSame(t *testing.T) {
	s := cityHall(t)
	r := must(t, s, 3)
	records, _, fault := journal.Decode(journal.Position{Writer: r.Writer}, r.Chain)
	if fault != nil || len(records) != len(r.Records) {
		t.Fatalf("%d of %d records, %v", len(records), len(r.Records), fault)
	}
	want, _ := r.State.Count()
	if got, _ := incident.Replay(s.Inventory, s.Book, records).Count(); got != want {
		t.Errorf("replayed %+v, want %+v", got, want)
	}
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	s := cityHall(t)
	first := must(t, s, 7)
	if again := must(t, s, 7); !bytes.Equal(first.Chain, again.Chain) {
		t.Error("two runs with one seed differ")
	}
	if other := must(t, s, 8); bytes.Equal(first.Chain, other.Chain) {
		t.Error("another seed gives the same course")
	}
	series, err := s.Series(7, 6, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(series.First.Chain, first.Chain) || series.Runs != 6 || len(series.Commands) != 6 {
		t.Errorf("a series of %d runs does not begin with the run of its seed", series.Runs)
	}
}

// Whatever the seed: no crew has more people at work than it has, and nothing
// runs before what it needs.
func TestCrewsAndNeedsAreKept(t *testing.T) {
	for seed := range uint64(40) {
		s := cityHall(t)
		drill.Watch(t, s, seed, func(busy, people []int, there []bool) {
			for n := range busy {
				if busy[n] > people[n] || busy[n] < 0 {
					t.Fatalf("seed %d: %d of %d people of %s are busy", seed, busy[n], people[n], s.Inventory.Crews[n].ID)
				}
			}
			for n := range there {
				for _, need := range s.Inventory.Systems[n].Hard {
					if there[n] && !there[need] {
						t.Fatalf("seed %d: %s runs without %s", seed, s.Inventory.Systems[n].ID, s.Inventory.Systems[need].ID)
					}
				}
			}
		})
	}
}

func TestExpectations(t *testing.T) {
	s := cityHall(t)
	s.Drill.Expect = []drill.Expectation{
		{ID: "all", That: claim(t, `stable == total`, false)},
		{ID: "too-soon", That: claim(t, `back == total`, false), By: time.Hour},
		{ID: "in-time", That: claim(t, `back == total`, false), By: 50 * 24 * time.Hour},
		{ID: "at", That: claim(t, `back == 0 && total == 6`, false), At: time.Hour},
		{ID: "regular", Always: claim(t, `irregular == 0`, false)},
		{ID: "never", Never: claim(t, `tierBack(1) == 1`, false)},
		{ID: "order", AtStart: claim(t, `effectiveTier == 1`, true)},
		{ID: "means", ForEach: expr(t, `public && tier == 1`), That: claim(t, `did("substitute")`, true), By: 12 * time.Hour},
		{ID: "nobody", ForEach: expr(t, `class == "service"`), That: claim(t, `phase == "down"`, true)},
		{ID: "kinds", That: claim(t, `recorded("round.issued") == rounds && rounds > 0 && isBack("login")`, false)},
	}
	want := map[string]bool{
		"all": true, "too-soon": false, "in-time": true, "at": true, "regular": true,
		"never": false, "order": false, "means": true, "nobody": false, "kinds": true,
	}
	r := must(t, s, 1)
	for _, v := range r.Verdicts {
		if v.Met != want[v.Of.ID] {
			t.Errorf("%s: met %v at %v, %v %v", v.Of.ID, v.Met, v.At, v.Says, v.Systems)
		}
		if !v.Met && len(v.Says) == 0 {
			t.Errorf("%s does not say what was so instead", v.Of.ID)
		}
		switch v.Of.ID {
		case "too-soon":
			if !v.At.Equal(s.Drill.Start.Add(time.Hour)) || v.Later.IsZero() || !v.Later.After(v.At) {
				t.Errorf("settled at %v, later %v", v.At, v.Later)
			}
		case "order":
			if !slices.Contains(v.Systems, "library") && v.More == 0 {
				t.Errorf("names %v", v.Systems)
			}
		case "nobody":
			if len(v.Systems) != drill.MostNamed || v.More != 1 {
				t.Errorf("names %v and %d more of 6", v.Systems, v.More)
			}
		}
	}
}

// What cannot go on ends, and says so.
func TestWhatCannotGoOnEnds(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*drill.Drill)
		want   drill.Ending
		lacks  drill.Lack
	}{
		"power never comes": {func(d *drill.Drill) {
			d.Injects = append(d.Injects, drill.Inject{At: 60*24*time.Hour - time.Minute, Ready: drill.Which{IDs: []string{"power"}}})
		}, drill.EndedTime, drill.Lack{Why: drill.LackNeed, Name: "power", Services: 5}},
		"stopped for good": {func(d *drill.Drill) {
			d.Injects = slices.Insert(d.Injects, 0, drill.Inject{At: time.Hour, Stop: true})
		}, drill.EndedStuck, drill.Lack{Why: drill.LackStop, Services: 6}},
		"nobody is there": {func(d *drill.Drill) {
			d.Crews = []drill.CrewSize{{"ops", 0}, {"annex", 0}}
		}, drill.EndedStuck, drill.Lack{Why: drill.LackCrew, Name: "restart", Services: 4}},
		"it is over at once": {func(d *drill.Drill) { d.Until = time.Minute }, drill.EndedTime, drill.Lack{Why: drill.LackNeed, Name: "power", Services: 6}},
	} {
		s := cityHall(t)
		c.change(s.Drill)
		r := must(t, s, 1)
		if r.Ending != c.want {
			all, _ := r.State.Count()
			t.Errorf("%s: ended %q at %v with %+v", name, r.Ending, r.Ended, all)
		}
		if len(r.Lacks) == 0 || r.Lacks[0] != c.lacks {
			t.Errorf("%s: lacks %+v, want %+v", name, r.Lacks, c.lacks)
		}
	}
}

// However much a script lets happen, a run comes to an end and says why.
func TestTooMuchEnds(t *testing.T) {
	for name, change := range map[string]func(*drill.Drill){
		"falling every minute": func(d *drill.Drill) {
			for n := range 10_000 {
				d.Injects = append(d.Injects, drill.Inject{At: 5*time.Hour + time.Duration(n)*time.Minute, Down: drill.Which{Where: expr(t, `class == "service"`)}})
			}
			d.Until = 300 * 24 * time.Hour
		},
		"people who need no time": func(d *drill.Drill) {
			d.People.Pace = inventory.Estimate{}
			d.People.Also = []string{"situation-report", "record-copy", "rest", "meeting"}
			d.People.Report = time.Second
		},
		"a start that never works": func(d *drill.Drill) {
			d.Injects = append(d.Injects, drill.Inject{At: time.Hour, Fails: &drill.Failing{Which: drill.Which{Where: expr(t, `tier >= 1`)}}})
		},
	} {
		s := cityHall(t)
		change(s.Drill)
		if r := must(t, s, 1); r.Ending == "" || len(r.Records) > drill.MaxRecords {
			t.Errorf("%s: ended %q with %d records", name, r.Ending, len(r.Records))
		}
	}
}

// Each inject does what it says.
func TestInjects(t *testing.T) {
	s := cityHall(t)
	s.Drill.Outage.Hidden = []drill.Hidden{{Which: drill.Which{IDs: []string{"website"}}, Condition: plan.Damaged}}
	hour := func(n int) time.Duration { return time.Duration(n) * time.Hour }
	s.Drill.Injects = append(s.Drill.Injects,
		drill.Inject{At: hour(5), ID: "h", Hold: &drill.Hold{Where: expr(t, `id == "login"`)}},
		drill.Inject{At: hour(5), Fails: &drill.Failing{Which: drill.Which{IDs: []string{"petitions"}}, Times: 2}},
		drill.Inject{At: hour(6), Expect: &drill.Word{System: "storage", Between: hour(7), And: hour(9), From: "maker"}},
		drill.Inject{At: hour(20), Lift: "h"},
		drill.Inject{At: hour(30), Lost: &drill.DataFound{Which: drill.Which{IDs: []string{"storage"}}, Is: "whole"}},
		drill.Inject{At: hour(400), Down: drill.Which{Where: expr(t, `tier == 3`), Count: 1}},
		drill.Inject{At: hour(500), Probe: &drill.Probed{System: "login"}},
		drill.Inject{At: hour(600), Task: &drill.Deed{Task: "cause", Outcome: "reopened", Reason: "wrong"}},
	)
	s.Drill.Injects[2].Hold.Reason.KO = "x"
	r := must(t, s, 2)
	seen := map[string]int{}
	for _, rec := range r.Records {
		seen[rec.Type]++
	}
	if seen[incident.HoldPlaced] != 1 || seen[incident.HoldLifted] != 1 || seen[incident.SystemFell] != 2 ||
		seen[incident.ExpectationTold] != 1 || seen[incident.TaskReopened] != 1 {
		t.Errorf("%v", seen)
	}
	login, _ := s.Inventory.Index("login")
	if n, _ := r.State.Relapses(login); n != 1 {
		t.Errorf("login fell %d times", n)
	}
	website, _ := s.Inventory.Index("website")
	if is, _ := r.State.Condition(website); is != plan.Damaged {
		t.Errorf("website is %v: nobody found out", is)
	}
	failed := 0
	for _, l := range r.Heard {
		if l.Key == "failed-script" {
			failed++
		}
		if l.Key == "refused" || l.Key == "unknown" || l.Key == "misuse" {
			t.Errorf("%v %v", l.Key, l.Args)
		}
	}
	if failed != 2 {
		t.Errorf("petitions failed %d times by the script", failed)
	}
	if all, _ := r.State.Count(); all.Stable != all.Total {
		t.Errorf("%s with %+v", r.Ending, all)
	}
}
