package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// nextList is what a script reads of next -o json.
type nextList struct {
	Tasks []struct {
		Ref      string   `json:"ref"`
		Task     string   `json:"task"`
		For      string   `json:"for"`
		Systems  []string `json:"systems"`
		Round    string   `json:"round"`
		Proposed bool     `json:"proposed"`
	} `json:"tasks"`
	Waiting []struct {
		Ref string   `json:"ref"`
		On  []string `json:"on"`
	} `json:"waiting"`
}

// driver follows an incident by nothing but what next tells a script.
type driver struct {
	t    *testing.T
	dir  string
	said map[string]bool // events and tasks told once

	failing string // a system whose first start fails; empty is none
}

func (d *driver) run(args ...string) string {
	d.t.Helper()
	code, out, errs := bokgu(d.t, d.dir, args...)
	if code != 0 {
		d.t.Fatalf("bokgu %v: exit %d: %s", args, code, errs)
	}
	return out
}

func (d *driver) read(into any, args ...string) {
	d.t.Helper()
	if err := json.Unmarshal([]byte(d.run(append(args, "-o", "json")...)), into); err != nil {
		d.t.Fatal(err)
	}
}

// stable says how many of how many services are stable.
func (d *driver) stable() (stable, total int) {
	d.t.Helper()
	var s struct {
		Counts struct{ Total, Stable int }
	}
	d.read(&s, "status")
	return s.Counts.Stable, s.Counts.Total
}

// pass does everything next lists, and says whether anything was to do.
func (d *driver) pass() bool {
	d.t.Helper()
	var list nextList
	d.read(&list, "next")
	moved := false
	for _, w := range list.Waiting {
		for _, on := range w.On {
			if event, ok := strings.CutPrefix(on, "event:"); ok && !d.said[on] {
				d.said[on], moved = true, true
				d.run("event", event)
			}
		}
	}
	for _, t := range list.Tasks {
		moved = true
		switch {
		case t.Proposed:
			d.run("round", "issue", "--task", t.Task, "--system", strings.Join(t.Systems, ","))
		case t.Round != "":
			d.result(t.Round, t.Systems)
		default:
			d.run("task", "done", t.Ref)
		}
	}
	return moved
}

func (d *driver) result(round string, systems []string) {
	d.t.Helper()
	if d.failing != "" && slices.Contains(systems, d.failing) {
		d.run("round", "result", round, "--rest", "up", "--failed", d.failing)
		d.failing = ""
		return
	}
	d.run("round", "result", round, "--rest", "up")
}

const ring = `apiVersion: bokgu/v1
kind: Inventory
rooms: [{id: a, site: x, atOnce: 2}]
systems:
  - {id: power, name: Power, class: infrastructure, site: x, room: a}
  - {id: one, name: One, tier: 3, site: x, room: a, dependsOn: [two]}
  - {id: two, name: Two, site: x, room: b, dependsOn: [three, power]}
  - {id: three, name: Three, tier: 1, site: x, dependsOn: [one]}
  - {id: texts, name: Texts, tier: 4, lifeSafety: true, dr: server, site: x, room: a, agency: fire, dependsOn: [one]}
  - {id: lone, name: Lone, tier: 2, room: b, dependsOn: [{id: two, soft: true}]}
`

// Whoever does what next lists, and nothing else, brings every service back to
// stable: through cycles, damage, unknown tiers, failures, missing rooms.
func TestFollowingNextBringsEverythingBack(t *testing.T) {
	t.Parallel()
	hall, err := os.ReadFile("testdata/hall/inventory.yaml")
	if err != nil {
		t.Fatal(err)
	}
	book, err := os.ReadFile("testdata/hall/playbook.yaml")
	if err != nil {
		t.Fatal(err)
	}
	small, err := os.ReadFile("../../examples/minimal/inventory.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		files   map[string]string
		declare []string
		failing string
	}{
		{"the hall by its own playbook", map[string]string{"inventory.yaml": string(hall), "playbook.yaml": string(book), "bokgu.yaml": "apiVersion: bokgu/v1\nkind: Workspace\ninventory: inventory.yaml\nplaybook: playbook.yaml\n"}, nil, "library"},
		{"the hall, damaged", map[string]string{"inventory.yaml": string(hall)}, []string{"--damaged", `room == "cellar"`, "--stopped", "true"}, "allowances"},
		{"minimal", map[string]string{"inventory.yaml": string(small)}, nil, "petitions"},
		{"minimal, by room", map[string]string{"inventory.yaml": string(small)}, []string{"--damaged", `tier == 1`, "--suspected"}, ""},
		{"a cycle over two rooms", map[string]string{"inventory.yaml": ring}, []string{"--stopped", "true"}, "three"},
		{"a damaged cycle", map[string]string{"inventory.yaml": ring}, []string{"--damaged", `class == "service"`}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := &driver{t: t, dir: t.TempDir(), said: map[string]bool{}, failing: c.failing}
			for name, text := range c.files {
				if err := os.WriteFile(filepath.Join(d.dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			d.run(append([]string{"declare", "--id", "fire", "--title", "fire", "--drill", "--at", "2025-09-26T20:15:00+09:00"}, c.declare...)...)
			for range 60 {
				if stable, total := d.stable(); total > 0 && stable == total {
					d.run("close")
					return
				}
				if !d.pass() {
					break
				}
			}
			stable, total := d.stable()
			t.Errorf("%d of %d stable, and next has nothing more to do:\n%s", stable, total, d.run("next", "-o", "md"))
		})
	}
}
