package view_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/load"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/playbooks"
)

var update = flag.Bool("update", false, "write the screens that tests compare with")

// board is an incident whose records are kept, by the real decisions and the
// real fold.
type board struct {
	t       testing.TB
	list    *inventory.Inventory
	state   *incident.State
	records []journal.Record
	now     time.Time
	from    string // who told what is recorded next
}

func newBoard(t testing.TB, inv *inventory.Inventory, book *playbook.Playbook) *board {
	return &board{t: t, list: inv, state: incident.New(inv, book), now: fire}
}

func massOutage(t testing.TB) *playbook.Playbook {
	t.Helper()
	data, _ := playbooks.Read("mass-outage")
	b := load.Parse([]load.File{{Name: "mass-outage.yaml", Data: data}})
	if len(b.Playbooks) != 1 {
		t.Fatalf("cannot read the playbook: %v", b.Findings)
	}
	return b.Playbooks[0]
}

func nirs(t testing.TB) *inventory.Inventory {
	t.Helper()
	files, err := load.ReadFiles("../../examples/nirs-2025/inventory")
	if err != nil {
		t.Fatal(err)
	}
	return load.Parse(files).Inventory
}

func listOf(t testing.TB, yaml string) *inventory.Inventory {
	t.Helper()
	b := load.Parse([]load.File{{Name: "list.yaml", Data: []byte("apiVersion: bokgu/v1\nkind: Inventory\n" + yaml)}})
	for _, f := range b.Findings {
		t.Logf("%s:%d %s %v", f.Place.File, f.Place.Line, f.Rule, f.Args)
	}
	return b.Inventory
}

// do records a command at a time after the fire broke out.
func (b *board) do(after time.Duration, cmd incident.Command) {
	b.t.Helper()
	b.now = fire.Add(after)
	draft, err := incident.Decide(b.state.At(b.now), cmd, incident.Context{Happened: b.now, By: "이서준", From: b.from, Writer: "w"})
	if err != nil {
		b.t.Fatalf("%T %+v: %v", cmd, cmd, err)
	}
	r := journal.Record{
		Writer: "w", Seq: uint64(len(b.records) + 1), Written: b.now, Happened: draft.Happened, By: draft.By, From: draft.From,
		Type: draft.Type, Body: draft.Body, Corrects: draft.Corrects,
	}
	b.records = append(b.records, r)
	if r.Corrects != "" {
		b.state = incident.Replay(b.list, b.state.Book, b.records)
		return
	}
	b.state.Apply(&r)
}

func (b *board) done(after time.Duration, tasks ...string) {
	b.t.Helper()
	for _, t := range tasks {
		b.do(after, incident.DoTask{Ref: t, Outcome: incident.Done})
	}
}

func (b *board) input() report.Input {
	return report.Input{
		Moment: b.state.At(b.now), Records: b.records, List: b.list,
		Desk: report.Desk{Operator: "이서준", Mirrors: []report.Mirror{{Title: "USB", Age: time.Minute}, {Title: "광주", Age: 42 * time.Minute}}},
	}
}

func (b *board) matching(expr func(*inventory.System) bool) []int32 {
	var out []int32
	for i := range b.list.Systems {
		if expr(&b.list.Systems[i]) {
			out = append(out, int32(i))
		}
	}
	return out
}

// saturday is the 2025 case at 10:15 on the second day.
func saturday(t testing.TB) *board {
	b := newBoard(t, nirs(t), massOutage(t))
	b.do(0, incident.Declare{
		ID: "daejeon-fire", Title: "대전센터 화재", Damaged: `room == "7-1"`,
		Stopped: `site == "daejeon" && room != "7-1"`, Suspected: true,
	})
	b.done(30*time.Minute, "people-safe", "alarm-owner", "outage-start", "report-up", "first-notice", "mark-systems", "base-state")
	b.done(time.Hour, "call-ladder", "record-copy", "command", "channel", "sections")
	for _, after := range []time.Duration{2, 4, 6} {
		b.done(after*time.Hour, "situation-report")
	}
	b.done(8*time.Hour, "places", "vendors", "spending", "spread", "freeze-risky", "evidence-kept", "rest")
	b.do(11*time.Hour+45*time.Minute, incident.DoTask{Ref: "alert-level", Outcome: incident.Done, Option: report.AlertSerious})
	public := b.matching(func(s *inventory.System) bool { return s.Public && s.Tier >= 1 && s.Tier <= 2 })
	b.do(12*time.Hour, incident.DoTask{Ref: "substitute", Outcome: incident.Done, Target: incident.Target{All: true, Systems: public[:19]}})
	b.done(12*time.Hour+15*time.Minute, "situation-report", "shift-change", "reassess")
	b.do(13*time.Hour, incident.DoTask{Ref: "substitute", Outcome: incident.Done, Target: incident.Target{All: true, Systems: public[19:31]}})
	b.answered("pps", "moel", "koreapost")
	port := b.matching(func(s *inventory.System) bool { return s.Agency == "mof" && s.Tier == 2 })
	if len(port) == 0 {
		port = public[30:31]
	}
	b.do(13*time.Hour, incident.SetSystem{Systems: port[:1], Runs: "gwangju"})
	b.do(13*time.Hour+25*time.Minute, incident.PlaceHold{Where: `room in ["7", "8"]`, Reason: "5층 공용저장장치 자료 확인 전", Owner: "자료반장"})
	b.do(13*time.Hour+35*time.Minute, incident.Ask{Text: "법정기한 연장 공고 문안 승인", To: "commander"})
	b.now = fire.Add(14 * time.Hour)
	return b
}

// answered records that the owners of all agencies but the named answered.
func (b *board) answered(but ...string) {
	b.t.Helper()
	t, _ := b.state.Task("call-owners")
	for _, key := range b.state.Groups(t) {
		if !slices.Contains(but, key) {
			b.do(13*time.Hour, incident.DoTask{Ref: "call-owners", Outcome: incident.Done, Target: incident.Target{For: key}})
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	straight(t, got)
	path := "testdata/" + name + ".txt"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (write it anew with -update):\n%s\nwant:\n%s", name, got, want)
	}
}

func statusText(t *testing.T, p view.Page, s report.Status) string {
	t.Helper()
	var b bytes.Buffer
	if err := view.StatusText(&b, p, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func situationText(t *testing.T, p view.Page, s report.Situation) string {
	t.Helper()
	var b bytes.Buffer
	if err := view.SituationText(&b, p, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTheFourteenthHourOfTheCaseOf2025(t *testing.T) {
	b := saturday(t)
	s := report.SituationOf(b.input(), report.Code{Text: "3f9a-11c0-77be", Chains: 3})
	status := report.StatusOf(b.input())
	for name, p := range pages() {
		screen := statusText(t, p, status)
		if n := strings.Count(screen, "\n"); n > 24 {
			t.Errorf("%s: %d lines", name, n)
		}
		golden(t, "status-"+name, screen)
		golden(t, "situation-"+name, situationText(t, p, s))
		golden(t, "header-"+name, strings.Join(append(view.Header(p, status.Header), view.Footer(p, status.Header)), "\n")+"\n")
	}
}

func decode(t *testing.T, write func(*bytes.Buffer) error) map[string]any {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestStatusJSONHasItsFields(t *testing.T) {
	b := saturday(t)
	got := decode(t, func(w *bytes.Buffer) error {
		return view.StatusJSON(w, view.Page{Lang: lang.EN}, report.StatusOf(b.input()))
	})
	pin(t, "status", got, "alert", "at", "blockers", "closed", "conflicts", "counts", "decisions", "declared", "drill", "expectations", "forecast", "format", "held",
		"holds", "incident", "kind", "mirrors", "next", "operator", "provisional", "record", "setAside", "startable", "steps", "stop", "title")
	counts := got["counts"].(map[string]any)
	figures := []string{"back", "damaged", "down", "elsewhere", "held", "partial", "relapsed", "restored", "stable", "stopped",
		"substitutes", "suspected", "total", "unknown", "verified"}
	pin(t, "counts", counts, append([]string{"byTier"}, figures...)...)
	byTier := counts["byTier"].(map[string]any)
	pin(t, "byTier", byTier, "1", "2", "3", "4")
	pin(t, "a tier", byTier["1"].(map[string]any), figures...)
	pin(t, "a step", first(t, got, "steps"), "done", "state", "step", "total")
	pin(t, "a blocker", first(t, got, "blockers"), "frees", "reason", "system")
	pin(t, "a decision", first(t, got, "decisions"), "due", "ref", "role", "since", "title")
	if got["incident"] != "daejeon-fire" || got["drill"] != false || counts["total"] != 647.0 || counts["elsewhere"] != 1.0 || got["held"] != 235.0 {
		t.Errorf("%v", got)
	}
	if n := len(got["steps"].([]any)); n != 7 {
		t.Errorf("%d steps", n)
	}
}

func pin(t *testing.T, what string, got map[string]any, want ...string) {
	t.Helper()
	slices.Sort(want)
	if keys := slices.Sorted(maps.Keys(got)); !slices.Equal(keys, want) {
		t.Errorf("%s has %v, want %v", what, keys, want)
	}
}

func first(t *testing.T, got map[string]any, list string) map[string]any {
	t.Helper()
	all, _ := got[list].([]any)
	if len(all) == 0 {
		t.Fatalf("%s is empty", list)
	}
	return all[0].(map[string]any)
}
