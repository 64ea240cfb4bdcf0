package view_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/view"
)

// outages is the 2025 case with everything stopped, and changes to it of every
// kind.
func outages(t *testing.T) (in plan.Input, changes []plan.Change) {
	t.Helper()
	in = plan.Input{Inventory: nirs(t)}
	for _, text := range []string{
		"system.gear-7-1.condition=damaged", "system.mobile-id.method=failover", "need.document24.document-exchange=none",
		"system.gov24.tier=4", "crew.ops1.people=160", "expect.entry-daejeon=6h/12h",
	} {
		c, err := plan.ParseChange(text)
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, c)
	}
	return in, changes
}

func TestWhatIfAndDiffFitTheScreen(t *testing.T) {
	in, changes := outages(t)
	o, err := plan.WhatIf(in, plan.Situation{}, changes, plan.PlaceOptions{})
	if err != nil {
		t.Fatal(err)
	}
	bare := *in.Inventory
	bare.Crews = nil
	orderOnly, err := plan.WhatIf(plan.Input{Inventory: &bare}, plan.Situation{}, changes[:4], plan.PlaceOptions{})
	if err != nil {
		t.Fatal(err)
	}
	d := plan.Diff(o.PlanBefore.Snapshot(o.Before), o.PlanAfter.Snapshot(o.After))
	for name, p := range pages() {
		for what, write := range map[string]func(*bytes.Buffer) error{
			"what if":                  func(w *bytes.Buffer) error { return view.WhatIfText(w, p, o, 0) },
			"what if, without crews":   func(w *bytes.Buffer) error { return view.WhatIfText(w, p, orderOnly, 20) },
			"diff":                     func(w *bytes.Buffer) error { return view.DiffText(w, p, "이전.json", strings.Repeat("b", 90), d) },
			"what if, md":              func(w *bytes.Buffer) error { return view.WhatIfMarkdown(w, p, o, 20) },
			"what if, md, without any": func(w *bytes.Buffer) error { return view.WhatIfMarkdown(w, p, orderOnly, 20) },
			"diff, md":                 func(w *bytes.Buffer) error { return view.DiffMarkdown(w, p, "a", "b", d) },
		} {
			var w bytes.Buffer
			if err := write(&w); err != nil {
				t.Errorf("%s, %s: %v", name, what, err)
			}
			if strings.Contains(w.String(), "%!") || strings.Contains(w.String(), "diff.") || strings.Contains(w.String(), "whatif.") {
				t.Errorf("%s, %s: %s", name, what, w.String())
			}
			if !strings.Contains(what, "md") {
				straight(t, w.String())
			}
		}
	}
}

func TestAPlanIsReadAsItWasWritten(t *testing.T) {
	p := plan.Build(plan.Input{Inventory: nirs(t)})
	s := p.Place(plan.Situation{From: time.Date(2025, 9, 26, 20, 15, 0, 0, time.UTC)}, plan.PlaceOptions{})
	var w bytes.Buffer
	if err := view.PlanJSON(&w, &view.Planned{Plan: p, Schedule: s, Situation: s.Situation}); err != nil {
		t.Fatal(err)
	}
	got, err := view.ReadPlanJSON(&w)
	if err != nil {
		t.Fatal(err)
	}
	if want := p.Snapshot(s); !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v", got.Rows[:3])
	}
}

func TestARowThatIsNotRightIsNamed(t *testing.T) {
	row := func(position, tier, start string) string {
		return `{"format": "bokgu/v1", "kind": "Plan", "order": [{"position": ` + position + `, "system": "a", "lane": "intact",
			"rank": {"lane": "intact", "tier": ` + tier + `}, "condition": "stopped", "start": ` + start + `}]}`
	}
	for text, code := range map[string]string{
		row("1", "1", "60"): "", row("1", "null", "null"): "",
		row("2", "1", "60"): "row", row("1", "5", "60"): "row", row("1", "1", "-60"): "row",
		row("1", "1", `"soon"`): "json", row("true", "1", "60"): "json",
	} {
		var bad *view.PlanFileError
		_, err := view.ReadPlanJSON(strings.NewReader(text))
		if got := errors.As(err, &bad); got != (code != "") || got && bad.Code != code {
			t.Errorf("%s: %v, want %q", text, err, code)
		}
	}
}

// FuzzReadPlanJSON: no file makes it panic, and what it reads can be compared.
func FuzzReadPlanJSON(f *testing.F) {
	for _, s := range []string{
		"", "{}", `{"format": "bokgu/v1", "kind": "Plan"}`,
		`{"format": "bokgu/v1", "kind": "Plan", "order": [{"position": 1, "system": "a", "needs": ["a", "b"], "start": 1000}]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := view.ReadPlanJSON(bytes.NewReader(data))
		if err == nil && !plan.Diff(s, s).Same() {
			t.Fatal("it differs from itself")
		}
	})
}
