package load

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bokgu/bokgu/pkg/diag"
)

// judged is what a workspace with these checks finds in a list at a time.
func judged(t interface{ Fatal(...any) }, checks, list string, now time.Time) (*Bundle, Judged) {
	b := Parse([]File{
		{Name: "ops/bokgu.yaml", Data: []byte("apiVersion: bokgu/v1\nkind: Workspace\nchecks:\n" + checks)},
		{Name: "ops/inventory/list.yaml", Data: []byte("apiVersion: bokgu/v1\nkind: Inventory\nsystems:\n" + list)},
	})
	if b.Workspace == nil {
		t.Fatal("no workspace")
	}
	return b, b.Judge(now, true)
}

func seoulNoon() time.Time {
	return time.Date(2026, 11, 26, 12, 0, 0, 0, time.FixedZone("KST", 9*60*60))
}

func given(l diag.List) (rules []string) {
	for i := range l {
		rules = append(rules, l[i].Rule)
	}
	return rules
}

// An ignore holds through its last day, as the reader's calendar has it.
func TestAnIgnoreHoldsThroughItsLastDay(t *testing.T) {
	for _, c := range []struct {
		until string
		now   time.Time
		want  string
	}{
		{"2026-11-26", seoulNoon(), ""},
		{"2026-11-26", time.Date(2026, 11, 26, 23, 59, 59, 0, seoulNoon().Location()), ""},
		{"2026-11-26", time.Date(2026, 11, 27, 0, 0, 0, 0, seoulNoon().Location()), "ignore-expired no-room"},
		{"2026-11-26T09:00:00+09:00", seoulNoon(), ""},
		{"2026-11-25", seoulNoon(), "ignore-expired no-room"},
	} {
		_, j := judged(t, "  ignore: [{rule: no-room, reason: r, until: "+c.until+"}]\n", "  - {id: a, name: A}\n", c.now)
		if got := strings.Join(given(j.Findings), " "); got != c.want || (c.want == "") != (len(j.Ignored) == 1) {
			t.Errorf("until %s at %s: %q and %d ignored, want %q", c.until, c.now, got, len(j.Ignored), c.want)
		}
	}
}

func TestAPatternMatchesAFileOrAFolderAboveIt(t *testing.T) {
	for pattern, want := range map[string]bool{
		"": true, "inventory/list.yaml": true, "inventory/*.yaml": true, "inventory": true, "inventory/": true, "inv*": true,
		"./inventory/list.yaml": true, ".": true, "./": true,
		"list.yaml": false, "*.yaml": false, "ops/inventory": false, "playbook.yaml": false,
	} {
		g := Ignore{File: pattern}
		for _, folder := range []string{"ops", "/srv/ops"} {
			if got := g.covers(folder, folder+"/inventory/list.yaml"); got != want {
				t.Errorf("%q in %s: %v", pattern, folder, got)
			}
		}
	}
}

// What cannot be read, or leaves entries out, is not to be talked away; nor is
// an ignore called unused while it is there.
func TestWhatLeavesEntriesOutCannotBeIgnored(t *testing.T) {
	_, j := judged(t, "  severity: {bad-tier: warning}\n  ignore: [{rule: bad-tier, reason: r}, {rule: cycle, reason: r}]\n",
		"  - {id: a, name: A, room: r, tier: 9}\n", seoulNoon())
	if got := strings.Join(given(j.Findings), " "); got != "fixed-rule fixed-rule bad-tier" || len(j.Ignored) > 0 {
		t.Errorf("%s, %d ignored", got, len(j.Ignored))
	}
	if j.Findings.Count(diag.Error) != 3 {
		t.Errorf("errors %d", j.Findings.Count(diag.Error))
	}
}

// Who checks a few files has not got what the ignores of the others are for.
func TestAnIgnoreIsUnusedOnlyInAWholeWorkspace(t *testing.T) {
	b, whole := judged(t, "  ignore: [{rule: cycle, reason: r}]\n", "  - {id: a, name: A, room: r}\n", seoulNoon())
	if got := given(whole.Findings); !slices.Equal(got, []string{"ignore-unused"}) {
		t.Errorf("a whole workspace gives %v", got)
	}
	if got := given(b.Judge(seoulNoon(), false).Findings); len(got) > 0 {
		t.Errorf("a part of it gives %v", got)
	}
}

// A severity changes what validate says and nothing else.
func TestJudgingLeavesTheBundleAsItIs(t *testing.T) {
	list := "  - {id: a, name: A, dependsOn: [x]}\n  - {id: b, name: B}\n"
	checks := "  severity: {unknown-system: warning, no-room: error}\n  ignore: [{rule: no-room, where: 'id == \"a\"', reason: r}]\n"
	b, j := judged(t, checks, list, seoulNoon())
	before := fmt.Sprintf("%+v", b.Findings)
	b.Judge(seoulNoon(), true)
	if after := fmt.Sprintf("%+v", b.Findings); after != before {
		t.Errorf("findings became\n%s, were\n%s", after, before)
	}
	for _, f := range j.Findings {
		if want := map[string]diag.Severity{"unknown-system": diag.Warning, "no-room": diag.Error}[f.Rule]; f.Severity != want {
			t.Errorf("%s is %s", f.Rule, f.Severity)
		}
	}
	if b.Findings.Count(diag.Error) != 1 || len(j.Findings) != 2 {
		t.Errorf("errors %d, findings %v", b.Findings.Count(diag.Error), given(j.Findings))
	}
}

// However a group is parted, each system stands on one side, each part names
// and counts its own and stands at the first of them; and what the ignores leave
// is what would be found in a list of only those.
func TestAGroupIsPartedWithoutLoss(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "systems")
		hidden := make([]int, n) // by which ignore; 0 is none
		var list, kept strings.Builder
		list.WriteString("  - {id: broken, name: B, room: r, tier: 9}\n") // set aside: the places of entries and systems differ
		ids := make([][]string, 3)
		for i := range hidden {
			hidden[i] = rapid.IntRange(0, 2).Draw(t, "hidden")
			id := fmt.Sprintf("s%d", i)
			fmt.Fprintf(&list, "  - {id: %s, name: S, labels: {part: \"%d\"}}\n", id, hidden[i])
			ids[hidden[i]] = append(ids[hidden[i]], id)
			if hidden[i] == 0 {
				fmt.Fprintf(&kept, "  - {id: %s, name: S}\n", id)
			}
		}
		_, j := judged(t, "  ignore:\n    - {rule: no-room, where: 'labels.part == \"1\"', reason: one}\n    - {rule: no-room, where: 'labels.part == \"2\"', reason: two}\n",
			list.String(), seoulNoon())
		parts := make([]*diag.Finding, 3)
		for i := range j.Findings {
			if j.Findings[i].Rule == "no-room" {
				parts[0] = &j.Findings[i]
			}
		}
		for i := range j.Ignored {
			parts[map[string]int{"one": 1, "two": 2}[j.Ignored[i].Reason]] = &j.Ignored[i].Finding
		}
		for p, f := range parts {
			if (f == nil) != (len(ids[p]) == 0) {
				t.Fatalf("part %d of %v: %+v", p, ids, f)
			}
			if f == nil {
				continue
			}
			if want := []any{len(ids[p]), diag.Few(ids[p])}; !reflect.DeepEqual(f.Args, want) {
				t.Fatalf("part %d says %v, want %v", p, f.Args, want)
			}
			if !strings.Contains(f.Source, "id: "+ids[p][0]+",") || len(f.Also) != min(len(ids[p]), diag.Shown)-1 {
				t.Fatalf("part %d stands at %q and %v", p, f.Source, f.Also)
			}
		}
		if parts[0] != nil {
			alone := Parse([]File{{Name: "x.yaml", Data: []byte("apiVersion: bokgu/v1\nkind: Inventory\nsystems:\n" + kept.String())}}).Findings
			if !slices.Equal(given(alone), []string{"no-room"}) || !reflect.DeepEqual(alone[0].Args, parts[0].Args) {
				t.Fatalf("alone it is %+v", alone)
			}
		}
	})
}

// Whatever is left of a workspace after somebody's slip of the hand, judging it
// ends, and what counts and what is ignored are not more than was found.
func TestAnyWorkspaceCanBeJudged(t *testing.T) {
	const sound = "apiVersion: bokgu/v1\nkind: Workspace\nchecks:\n  severity: {no-room: error, cycle: warning}\n  ignore:\n" +
		"    - {rule: no-room, where: 'id == \"a\"', file: '*.yaml', reason: r, until: 2026-12-31}\n    - rule: cycle\n      reason: r\n" +
		"---\napiVersion: bokgu/v1\nkind: Inventory\nsystems:\n  - {id: a, name: A, dependsOn: [b]}\n  - {id: b, name: B, dependsOn: [a]}\n"
	rapid.Check(t, func(t *rapid.T) {
		text := sound
		for range rapid.IntRange(1, 4).Draw(t, "slips") {
			from := rapid.IntRange(0, len(text)).Draw(t, "from")
			to := rapid.IntRange(from, min(from+30, len(text))).Draw(t, "to")
			text = text[:from] + rapid.SampledFrom([]string{"", " ", "- ", "[", "{", ": ", "\n", "&a ", "*a", "~", "'"}).Draw(t, "typed") + text[to:]
		}
		b := Parse([]File{{Name: "bokgu.yaml", Data: []byte(text)}})
		j := b.Judge(seoulNoon(), true)
		about := 0
		for _, f := range j.Findings {
			if strings.HasPrefix(f.Rule, "ignore-") || f.Rule == "unknown-rule" || f.Rule == "fixed-rule" {
				about++
			}
			if f.Place.File == "" {
				t.Fatalf("%s has no place in\n%s", f.Rule, text)
			}
		}
		if kept := len(j.Findings) - about; kept > len(b.Findings) || kept+len(j.Ignored) < len(b.Findings) {
			t.Fatalf("%d found, %d count, %d ignored in\n%s", len(b.Findings), kept, len(j.Ignored), text)
		}
	})
}

// An error in a drill sets it aside, whatever its rule: an ignore or a lower
// weight of the rule holds for the list alone.
func TestWhatSetsADrillAsideCannotBeIgnored(t *testing.T) {
	for _, checks := range []string{"  ignore: [{rule: unknown-system, reason: r}]\n", "  severity: {unknown-system: warning}\n"} {
		b := Parse([]File{
			{Name: "bokgu.yaml", Data: []byte(workspaceHead + "checks:\n" + checks)},
			{Name: "list.yaml", Data: []byte("apiVersion: bokgu/v1\nkind: Inventory\nsystems:\n  - {id: a, name: A, room: r, dependsOn: [x]}\n")},
			{Name: "drill.yaml", Data: []byte(drillHead + "injects: [{at: 1h, down: [powr]}]\n")},
		})
		j := b.Judge(seoulNoon(), true)
		errors := slices.DeleteFunc(j.Findings, func(f diag.Finding) bool { return f.Severity != diag.Error })
		if len(errors) != 1 || errors[0].Place.File != "drill.yaml" || b.DrillsAside != 1 {
			t.Errorf("%s%v\n%s, %d drills aside", checks, given(errors), brief(errors), b.DrillsAside)
		}
	}
}

// What is found about ignores can be ignored as well, wherever it is written.
func TestWhatIsFoundAboutIgnoresCanBeIgnored(t *testing.T) {
	const list = "  - {id: a, name: A, room: r}\n"
	for checks, want := range map[string]string{
		"[{rule: ignore-unused, reason: r}, {rule: no-room, reason: r}]":                                                     " 1",
		"[{rule: no-room, reason: r}, {rule: ignore-unused, reason: r}]":                                                     " 1",
		"[{rule: ignore-expired, reason: r}, {rule: no-room, reason: r, until: 2026-01-01}]":                                 " 1",
		"[{rule: ignore-expired, reason: r}]":                                                                                "ignore-unused 0",
		"[{rule: ignore-unused, reason: r}, {rule: ignore-expired, reason: r}, {rule: cycle, reason: r, until: 2026-01-01}]": " 1",
		"[{rule: ignore-unused, file: list.yaml, reason: r}, {rule: no-room, reason: r}]":                                    "ignore-unused 0",
		"[{rule: ignore-expired, reason: r, until: 2026-01-01}, {rule: no-room, reason: r, until: 2026-01-01}]":              "ignore-expired ignore-expired 0",
	} {
		_, j := judged(t, "  ignore: "+checks+"\n", list, seoulNoon())
		if got := fmt.Sprint(strings.Join(given(j.Findings), " "), " ", len(j.Ignored)); got != want {
			t.Errorf("%s: %q, want %q", checks, got, want)
		}
	}
}
