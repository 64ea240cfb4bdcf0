package plan

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"pgregory.net/rapid"
)

// said writes reasons as "code", "code system", "code =value" and so on.
func said(inv *inventory.Inventory, reasons []Reason) []string {
	var lines []string
	for _, r := range reasons {
		line := r.Code
		if r.System >= 0 {
			line += " " + inv.Systems[r.System].ID
		}
		if r.Value != "" {
			line += " =" + r.Value
		}
		lines = append(lines, line)
	}
	return lines
}

func TestWhy(t *testing.T) {
	app := with(service("app", 1, "db", "power"), func(s *inventory.System) {
		s.Site = "daejeon"
		s.Recovery = []inventory.Rung{{Method: inventory.Restart}, {Method: inventory.Failover, On: "gwangju"}}
		s.MustBy = []inventory.Deadline{{At: time.Date(2025, 10, 10, 9, 0, 0, 0, time.UTC)}}
	})
	inv := estate(app, service("db", 3, "power"), node("power", "daejeon"),
		service("twin1", 4, "twin2"), service("twin2", 4, "twin1"),
		with(service("rescue", 3), func(s *inventory.System) { s.LifeSafety = true }),
		service("nobody", 0), service("near", 2, "db"), service("far", 2, "near"))
	conditions := outage(t, inv, "db:damaged", "nobody:unknown", "near:unaffected", "far:unaffected")
	tests := map[string]struct {
		rungs []int
		want  []string
	}{
		"app":           {nil, []string{"lane =intact", "tier =1", "waits-for power", "waits-for db", "must-by =2025-10-10T09:00:00Z", "method =restart", "up-by-method power =failover"}},
		"db":            {nil, []string{"lane =damaged", "tier =3", "effective-tier app =1", "lifted-lane app =intact/1", "waits-for power", "needed-by app =1", "method =restart"}},
		"power":         {nil, []string{"lane =intact", "infrastructure", "effective-tier app =1", "lifted app =intact/1", "needed-by db =2", "method =restart"}},
		"twin1":         {nil, []string{"lane =intact", "tier =4", "waits-for twin2", "cycle twin2 =2", "needed-by twin2 =1", "method =restart"}},
		"rescue":        {nil, []string{"lane =intact", "life-safety", "tier =3", "method =restart"}},
		"nobody":        {nil, []string{"lane =unknown", "tier-unknown", "method =restart", "up-if-intact", "up-if-graded"}},
		"near":          {nil, []string{"unaffected", "impaired db"}},
		"far":           {nil, []string{"unaffected", "impaired near"}},
		"app elsewhere": {[]int{1}, []string{"lane =intact", "tier =1", "waits-for db", "must-by =2025-10-10T09:00:00Z", "method =failover", "elsewhere =gwangju"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			id, _, _ := strings.Cut(name, " ")
			p := Build(Input{Inventory: inv, Conditions: conditions, Rungs: tt.rungs})
			if got := said(inv, p.Why(at(t, inv, id))); !slices.Equal(got, tt.want) {
				t.Errorf("why %s\n got %q\nwant %q", name, got, tt.want)
			}
		})
	}
}

// Whatever the plan gives as a reason has a sentence, and the sentence asks
// for no argument that the reason does not bring.
func TestEveryReasonHasItsSentence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Build(anyInput(t))
		for i := range int32(len(p.Conditions)) {
			for _, r := range p.Why(i) {
				sentence := lang.KO.Msg(r.Key(), r.Args("이름")...)
				if !lang.Has(r.Key()) || strings.Contains(sentence, "%!") {
					t.Fatalf("%+v reads %q", r, sentence)
				}
			}
		}
		for _, b := range p.Blockers {
			if !lang.Has("blocker." + b.Reason) {
				t.Fatalf("no message for a blocker of reason %q", b.Reason)
			}
		}
	})
}

func TestWordsOfConditionsAndLanes(t *testing.T) {
	for c := Unaffected; c <= Unknown; c++ {
		if back, err := ParseCondition(c.String()); back != c || err != nil || !lang.Has("condition."+c.String()) {
			t.Errorf("condition %s reads back as %s, %v", c, back, err)
		}
	}
	for l := Intact; l <= Repair; l++ {
		if back, err := ParseLane(l.String()); back != l || err != nil || !lang.Has("lane."+l.String()) {
			t.Errorf("lane %s reads back as %s, %v", l, back, err)
		}
	}
	if _, err := ParseCondition("damagd"); err == nil || !strings.Contains(err.Error(), "stopped") {
		t.Errorf("a misspelt condition gives %v, want an error that lists them", err)
	}
	bytes, err := json.Marshal(map[string]any{"condition": Damaged, "lane": Uncertain})
	if want := `{"condition":"damaged","lane":"unknown"}`; string(bytes) != want || err != nil {
		t.Errorf("in JSON %s, %v, want %s", bytes, err, want)
	}
}

func TestDigestChangesWithWhatPeopleWouldDo(t *testing.T) {
	systems := func() []inventory.System {
		return []inventory.System{service("a", 1), with(service("b", 2), func(s *inventory.System) {
			s.Recovery = []inventory.Rung{{Method: inventory.Restart}, {Method: inventory.Rebuild}}
		})}
	}
	base := Build(Input{Inventory: estate(systems()...)}).Digest()
	if len(base) != len("sha256:")+64 || !strings.HasPrefix(base, "sha256:") {
		t.Fatalf("digest %q", base)
	}
	if again := Build(Input{Inventory: estate(systems()...), Conditions: []Condition{Stopped, Stopped}}).Digest(); again != base {
		t.Errorf("the same plan has digests %s and %s", base, again)
	}
	equal, chained := systems(), systems()
	equal[1].Tier, chained[1].Tier = 1, 1
	chained[1].DependsOn = []inventory.Need{{ID: "a"}}
	if Build(Input{Inventory: estate(chained...)}).Digest() == Build(Input{Inventory: estate(equal...)}).Digest() {
		t.Error("another wave leaves the digest as it was")
	}
	for name, in := range map[string]Input{
		"method":    {Inventory: estate(systems()...), Rungs: []int{0, 1}},
		"condition": {Inventory: estate(systems()...), Conditions: []Condition{Damaged, Stopped}},
		"scope":     {Inventory: estate(systems()...), Conditions: []Condition{Stopped, Unaffected}},
	} {
		if got := Build(in).Digest(); got == base {
			t.Errorf("another %s leaves the digest as it was", name)
		}
	}
}
