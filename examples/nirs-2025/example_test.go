// Package nirs2025_test holds the shipped example to what it promises: the
// published counts, and the laws of a plan on the real case.
package nirs2025_test

import (
	"slices"
	"testing"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/selection"
	"github.com/bokgu/bokgu/playbooks"
)

// The outage as the README declares it.
const (
	damaged = `room == "7-1"`
	stopped = `site == "daejeon" && room != "7-1"`
)

func TestExamplesHaveNoErrorsAndOnlyTheWarningsTheirReadmesName(t *testing.T) {
	for dir, want := range map[string][]string{
		".":          {"no-substitute"},
		"../minimal": nil,
	} {
		var rules []string
		for _, f := range open(t, dir).Findings {
			if f.Severity == diag.Error {
				t.Errorf("%s: %s:%d: error %s %v", dir, f.Place.File, f.Place.Line, f.Rule, f.Args)
				continue
			}
			rules = append(rules, f.Rule)
		}
		if len(rules) != len(want) || len(want) > 0 && rules[0] != want[0] {
			t.Errorf("%s: warnings %v, want %v", dir, rules, want)
		}
	}
}

// Whatever rung is taken, somebody can do it and somebody has said how long it
// takes: else a schedule would have holes.
func TestEveryRungHasAnEstimateAndACrew(t *testing.T) {
	for _, dir := range []string{".", "../minimal"} {
		inv := open(t, dir).Inventory
		for i := range inv.Systems {
			sys := &inv.Systems[i]
			for _, rung := range inv.Ladder(int32(i)) {
				if e := inv.EstimateOf(&rung); e.Min <= 0 || e.Max <= e.Min {
					t.Errorf("%s: %s by %s has the estimate %v", dir, sys.ID, rung.Method, e)
				}
				site := rung.On
				if site == "" {
					site = sys.Site
				}
				if m := inv.Method(rung.Method); m.Skill != "" && !manned(inv.Crews, site, m) {
					t.Errorf("%s: %s by %s: no crew at %q has %d people with the skill %s", dir, sys.ID, m.ID, site, m.People, m.Skill)
				}
			}
		}
	}
}

func manned(crews []inventory.Crew, site string, m *inventory.Method) bool {
	return slices.ContainsFunc(crews, func(c inventory.Crew) bool {
		return c.Site == site && c.People >= m.People && slices.Contains(c.Skills, m.Skill)
	})
}

// The people dealt out are those of 8 October without the civil servants: a
// crew without hours counts twice, as its other half rests.
func TestCrewsAddUpToThePublishedPeople(t *testing.T) {
	people := 0
	for _, c := range open(t, ".").Inventory.Crews {
		people += c.People
		if len(c.Shifts) == 0 {
			people += c.People
		}
	}
	if want := 960 - 220; people != want {
		t.Errorf("the crews have %d people, want %d", people, want)
	}
}

func TestPlanHas647ServicesOf551And96(t *testing.T) {
	counts := outage(t).Counts()
	if counts.Total != 647 || counts.Stopped != 551 || counts.Damaged != 96 || counts.Unknown != 0 {
		t.Errorf("counts are %+v, want 647, 551, 96 and 0", counts)
	}
}

func TestFewerThanTenDamagedServicesAreLiftedIntoTheIntactLane(t *testing.T) {
	p := outage(t)
	var lifted []string
	for i, sys := range p.Inventory.Systems {
		if sys.Class == inventory.Service && p.Lanes[i] == plan.Repair && p.Ranks[i].Lane == plan.Intact {
			lifted = append(lifted, sys.ID)
		}
	}
	if len(lifted) == 0 || len(lifted) >= 10 {
		t.Errorf("%d are lifted, want 1 to 9: %v", len(lifted), lifted)
	}
}

func TestRanksNeverFallBackAndNothingStandsBeforeItsNeeds(t *testing.T) {
	p := outage(t)
	if len(p.Cycles) > 0 {
		t.Errorf("the example has cycles: %v", p.Cycles)
	}
	for at, i := range p.Order {
		if at > 0 && p.Ranks[p.Order[at-1]].Compare(p.Ranks[i]) > 0 {
			t.Errorf("%s ranks before its place %d", p.Inventory.Systems[i].ID, at+1)
		}
		for _, need := range p.Needs(i) {
			if p.Position[need] >= p.Position[i] {
				t.Errorf("%s stands before its need %s", p.Inventory.Systems[i].ID, p.Inventory.Systems[need].ID)
			}
		}
	}
}

func TestTheChainOfTheBuildingStandsAtTheHead(t *testing.T) {
	p := outage(t)
	for want, id := range []string{"entry-daejeon", "power-2to4f", "cooling-2to4f", "net-daejeon", "sec-daejeon"} {
		i, ok := p.Inventory.Index(id)
		if !ok {
			t.Fatalf("no system %s", id)
		}
		for _, other := range p.Order[:p.Position[i]-1] {
			if p.Inventory.Systems[other].Class == inventory.Service {
				t.Errorf("%s, link %d of the chain, stands after the service %s", id, want+1, p.Inventory.Systems[other].ID)
			}
		}
	}
}

func outage(t testing.TB) *plan.Plan {
	t.Helper()
	inv := open(t, ".").Inventory
	conditions := make([]plan.Condition, len(inv.Systems))
	var view selection.System
	for _, c := range []struct {
		where string
		is    plan.Condition
	}{{stopped, plan.Stopped}, {damaged, plan.Damaged}} {
		expr, err := selection.Compile(c.where)
		if err != nil {
			t.Fatal(err)
		}
		for i := range inv.Systems {
			if inv.Selection(int32(i), &view); expr.Match(&view) {
				conditions[i] = c.is
			}
		}
	}
	return plan.Build(plan.Input{Inventory: inv, Conditions: conditions})
}

func open(t testing.TB, dir string) *load.Bundle {
	t.Helper()
	bundle, err := load.LoadWorkspace(dir, playbooks.Read)
	if err != nil {
		t.Fatal(err)
	}
	return bundle
}
