package view_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/pkg/walk"
	"github.com/bokgu/bokgu/playbooks"
)

var fire = time.Date(2025, 9, 26, 20, 15, 0, 0, time.FixedZone("KST", 9*60*60))

// course is an incident of the 2025 example, with the shipped playbook.
type course struct {
	t     *testing.T
	state *incident.State
	seq   uint64
	now   time.Time
}

func newCourse(t *testing.T) *course {
	t.Helper()
	files, err := load.ReadFiles("../../examples/nirs-2025/inventory")
	if err != nil {
		t.Fatal(err)
	}
	data, _ := playbooks.Read("mass-outage")
	b := load.Parse(append(files, load.File{Name: "mass-outage.yaml", Data: data}))
	if len(b.Playbooks) != 1 || len(b.Inventory.Systems) < 647 {
		t.Fatalf("cannot read the example: %v", b.Findings)
	}
	return &course{t: t, state: incident.New(b.Inventory, b.Playbooks[0]), now: fire}
}

func (c *course) do(cmd incident.Command) {
	c.t.Helper()
	draft, err := incident.Decide(c.moment(), cmd, incident.Context{Happened: c.now, By: "lee", Writer: "w"})
	if errors.Is(err, incident.ErrNothingNew) {
		return
	}
	if err != nil {
		c.t.Fatalf("%T: %v", cmd, err)
	}
	c.seq++
	c.state.Apply(&journal.Record{
		Writer: "w", Seq: c.seq, Written: c.now, Happened: draft.Happened, By: draft.By, Type: draft.Type, Body: draft.Body,
	})
}

func (c *course) done(tasks ...string) {
	c.t.Helper()
	for _, t := range tasks {
		c.do(incident.DoTask{Ref: t, Outcome: incident.Done})
	}
}

func (c *course) moment() *incident.Moment { return c.state.At(c.now) }

// hour14 is Saturday morning: the fire is not out and nothing can be started.
func hour14(t *testing.T) *course {
	c := newCourse(t)
	c.do(incident.Declare{Title: "fire", Damaged: `room == "7-1"`, Stopped: `room != "7-1"`, Suspected: true})
	c.now = fire.Add(13 * time.Hour)
	c.done("people-safe", "alarm-owner", "outage-start", "report-up", "first-notice", "mark-systems", "base-state", "spread",
		"alert-level", "call-ladder", "command", "channel", "sections", "places", "vendors", "spending", "freeze-risky", "evidence-kept",
		"situation-report", "record-copy", "rest", "reassess", "shift-change", "recent-work", "decide-relief", "call-owners", "call-tier2")
	c.do(incident.PlaceHold{Where: `room in ["7", "8"]`, Reason: "data unproven"})
	c.do(incident.Ask{Text: "Daegu?", To: "commander"})
	c.now = fire.Add(14 * time.Hour)
	return c
}

// straight fails on a line that would break on some terminal.
func straight(t *testing.T, screen string) {
	t.Helper()
	for line := range strings.Lines(screen) {
		line = strings.TrimRight(line, "\n")
		if w := term.Width(line); w > term.Columns {
			t.Errorf("%d columns: %s", w, line)
		}
		if term.Plain(line) != line || strings.TrimRight(line, " ") != line {
			t.Errorf("not plain: %q", line)
		}
		if strings.Contains(line, "%!") {
			t.Errorf("wrong arguments: %s", line)
		}
	}
}

func pages() map[string]view.Page {
	return map[string]view.Page{"ko": {Lang: lang.KO, Hangul: true}, "en": {Lang: lang.EN, Hangul: true}, "console": {Lang: lang.EN}}
}

func TestNextShowsSevenStraightRowsAndThreeThatWait(t *testing.T) {
	c := hour14(t)
	for name, p := range pages() {
		var b bytes.Buffer
		m := c.moment()
		if err := view.NextText(&b, p, m, walk.Next(m)); err != nil {
			t.Fatal(err)
		}
		straight(t, b.String())
		if name == "console" && strings.ContainsFunc(b.String(), func(r rune) bool { return r > 0x7e }) {
			t.Errorf("Hangul on a console without it:\n%s", b.String())
		}
		if n := strings.Count(b.String(), "\n"); n > 7+3+6 {
			t.Errorf("%s: %d lines", name, n)
		}
		t.Logf("\n%s", b.String())
	}
}

func TestNextJSONHasItsFields(t *testing.T) {
	c := hour14(t)
	c.do(incident.AddTask{Title: "call the landlord", Role: "duty"})
	var b bytes.Buffer
	m := c.moment()
	if err := view.NextJSON(&b, view.Page{Lang: lang.EN}, m, walk.Next(m)); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Format, Kind string
		Tasks        []map[string]any
		Waiting      []map[string]any
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Format != "bokgu/v1" || got.Kind != "Next" || len(got.Tasks) == 0 || len(got.Waiting) == 0 {
		t.Fatalf("%s %s, %d tasks, %d waiting", got.Format, got.Kind, len(got.Tasks), len(got.Waiting))
	}
	always := []string{"due", "for", "numbers", "per", "ref", "role", "starts", "step", "systems", "task", "title"}
	kinds := map[string]bool{}
	for _, e := range got.Tasks {
		keys := slices.Sorted(maps.Keys(e))
		keys = slices.DeleteFunc(keys, func(k string) bool { return k == "round" || k == "proposed" })
		if !slices.Equal(keys, always) {
			t.Errorf("fields %v, want %v", keys, always)
		}
		if len(e["systems"].([]any)) != len(e["numbers"].([]any)) {
			t.Errorf("%s: systems and numbers differ", e["ref"])
		}
		kinds[fmt.Sprint(e["task"])] = true
	}
	for _, want := range []string{"ask", "added", "decide-dr", "substitute"} {
		if !kinds[want] {
			t.Errorf("%s is not listed", want)
		}
	}
	for _, w := range got.Waiting {
		if keys := slices.Sorted(maps.Keys(w)); !slices.Equal(keys, []string{"on", "ref"}) {
			t.Errorf("fields of waiting %v", keys)
		}
		if n := len(w["on"].([]any)); n == 0 || n > 60 {
			t.Errorf("%s waits on %d", w["ref"], n)
		}
	}
}

func TestNextJSONTellsIssuedRoundsFromProposedOnes(t *testing.T) {
	c := started(t)
	var b bytes.Buffer
	m := c.moment()
	if err := view.NextJSON(&b, view.Page{Lang: lang.EN}, m, walk.Next(m)); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Tasks []struct {
			Ref, Task, For, Round string
			Starts, Proposed      bool
			Systems               []string
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	issued, proposed := 0, map[string]int{}
	for _, e := range got.Tasks {
		if e.Round != "" {
			issued++
			if e.Round != "daejeon-1" || e.For != e.Round || e.Proposed || !e.Starts || len(e.Systems) != len(c.state.Rounds[0].Systems) {
				t.Errorf("issued round %+v", e)
			}
		}
		if e.Proposed {
			proposed[e.Task]++
			if len(e.Systems) == 0 || len(e.Systems) > incident.RoundSize {
				t.Errorf("%d systems proposed", len(e.Systems))
			}
		}
	}
	if issued != 1 || proposed["start-round"] != 1 || proposed["start-repaired"] != 1 || len(proposed) != 2 {
		t.Errorf("%d issued, proposed %v", issued, proposed)
	}
}

func TestNextMarkdownListsEverything(t *testing.T) {
	c := hour14(t)
	var b bytes.Buffer
	m := c.moment()
	l := walk.Next(m)
	if err := view.NextMarkdown(&b, pages()["ko"], m, l); err != nil {
		t.Fatal(err)
	}
	rows := strings.Count(b.String(), "\n| ")
	if want := len(l.Rows()) + len(l.Waiting) + 2*2; rows != want {
		t.Errorf("%d table lines, want %d:\n%s", rows, want, b.String())
	}
}
