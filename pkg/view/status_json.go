package view

import (
	"io"
	"strconv"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/report"
)

type figuresJSON struct {
	Total     int `json:"total"`
	Down      int `json:"down"`
	Back      int `json:"back"`
	Partial   int `json:"partial"`
	Elsewhere int `json:"elsewhere"`
	Restored  int `json:"restored"`
	Verified  int `json:"verified"`
	Stable    int `json:"stable"`
	Relapsed  int `json:"relapsed"`

	Stopped   int `json:"stopped"` // of those not back
	Damaged   int `json:"damaged"`
	Suspected int `json:"suspected"` // of damaged
	Unknown   int `json:"unknown"`
	Held      int `json:"held"`

	Substitutes shareJSON `json:"substitutes"`
}

type shareJSON struct {
	Done  int `json:"done"`
	Total int `json:"total"`
}

type countsJSON struct {
	figuresJSON
	ByTier map[string]figuresJSON `json:"byTier"`
}

type stepJSON struct {
	Step  string `json:"step"`
	State string `json:"state"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

type blockerJSON struct {
	System string `json:"system"`
	Frees  int    `json:"frees"`
	Reason string `json:"reason"`
}

type decisionJSON struct {
	Ref   string     `json:"ref"`
	Title string     `json:"title"`
	Role  string     `json:"role"`
	Since *time.Time `json:"since"`
	Due   *time.Time `json:"due"`
}

type holdJSON struct {
	Hold   string    `json:"hold"`
	Count  int       `json:"count"`
	Reason string    `json:"reason"`
	Owner  string    `json:"owner"`
	Since  time.Time `json:"since"`
}

type stopJSON struct {
	Reason string    `json:"reason"`
	By     string    `json:"by"`
	Since  time.Time `json:"since"`
}

type fixedJSON struct {
	Task   string    `json:"task"`
	Title  string    `json:"title"`
	At     time.Time `json:"at"`
	Number int       `json:"number,omitempty"` // of the report
}

type mirrorJSON struct {
	Title   string   `json:"title"`
	Seconds *float64 `json:"seconds"` // age; null: never
}

type recordJSON struct {
	Writer string    `json:"writer"`
	Seq    uint64    `json:"seq"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// headerJSON is what the status and the situation report have in common.
type headerJSON struct {
	Incident    string         `json:"incident"`
	Title       string         `json:"title"`
	Drill       bool           `json:"drill"`
	At          time.Time      `json:"at"`
	Declared    time.Time      `json:"declared"`
	Closed      *time.Time     `json:"closed"`
	Alert       string         `json:"alert"` // option id; empty: nobody has said one
	Provisional bool           `json:"provisional"`
	Counts      countsJSON     `json:"counts"`
	Startable   int            `json:"startable"`
	Held        int            `json:"held"`
	Holds       []holdJSON     `json:"holds"`
	Stop        *stopJSON      `json:"stop"`
	Blockers    []blockerJSON  `json:"blockers"`
	Decisions   []decisionJSON `json:"decisions"`
	Next        []fixedJSON    `json:"next"`
	Record      recordJSON     `json:"record"`
	Operator    string         `json:"operator"`
	Mirrors     []mirrorJSON   `json:"mirrors"`
	Conflicts   int            `json:"conflicts"`
	SetAside    int            `json:"setAside"`

	Forecast     forecastJSON      `json:"forecast"`
	Expectations []expectationJSON `json:"expectations"`
}

// StatusJSON writes the status for scripts.
func StatusJSON(w io.Writer, p Page, s report.Status) error {
	out := struct {
		head
		headerJSON
		Steps []stepJSON `json:"steps"`
	}{newHead("Status"), p.headerJSON(&s), []stepJSON{}}
	for _, step := range s.Steps {
		out.Steps = append(out.Steps, stepJSON{string(step.ID), string(step.State), step.Done, step.Total})
	}
	return writeJSON(w, out)
}

func (p Page) headerJSON(s *report.Status) headerJSON {
	h := headerJSON{
		Incident: s.Incident, Title: s.Title, Drill: s.Drill, At: s.Now, Declared: s.Declared, Closed: timeJSON(s.Closed),
		Alert: s.Alert.Level, Provisional: s.Provisional,
		Counts:    countsJSON{newFigures(&s.All), map[string]figuresJSON{}},
		Startable: s.Startable, Held: s.All.Held, Holds: []holdJSON{},
		Blockers: []blockerJSON{}, Decisions: []decisionJSON{}, Next: []fixedJSON{},
		Record:   recordJSON{s.Last.Writer, s.Last.Seq, s.Last.By, s.Last.Happened},
		Operator: s.Operator, Mirrors: []mirrorJSON{}, Conflicts: s.Conflicts, SetAside: s.SetAside,
		Forecast: newForecast(&s.Outlook), Expectations: newExpectations(s.Outlook.Expected),
	}
	for i := range s.Tiers {
		h.Counts.ByTier[tierKey(s.Tiers[i].Tier)] = newFigures(&s.Tiers[i])
	}
	for _, hold := range s.Holds {
		h.Holds = append(h.Holds, holdJSON{hold.ID, hold.Count, hold.Reason, hold.Owner, hold.Placed})
	}
	if s.Stop != nil {
		h.Stop = &stopJSON{s.Stop.Reason, s.Stop.By, s.Stop.At}
	}
	for _, b := range s.Blockers {
		h.Blockers = append(h.Blockers, blockerJSON{b.System.ID, b.Frees, b.Reason})
	}
	for _, d := range s.Decisions {
		h.Decisions = append(h.Decisions, decisionJSON{d.Ref, d.Title.In(p.Lang), d.Role, timeJSON(d.Since), timeJSON(d.Due)})
	}
	for _, f := range s.Fixed {
		h.Next = append(h.Next, fixedJSON{f.Task.ID, f.Task.Text.In(p.Lang), f.At, f.Number})
	}
	for _, m := range s.Mirrors {
		j := mirrorJSON{Title: m.Title}
		if seconds := m.Age.Seconds(); !m.Never {
			j.Seconds = &seconds
		}
		h.Mirrors = append(h.Mirrors, j)
	}
	return h
}

func newFigures(f *report.Figures) figuresJSON {
	return figuresJSON{
		Total: f.Total, Down: f.Down, Back: f.Back, Partial: f.Partial, Elsewhere: f.Elsewhere,
		Restored: f.Restored, Verified: f.Verified, Stable: f.Stable, Relapsed: f.Relapsed,
		Stopped: f.OffStopped, Damaged: f.OffDamaged, Suspected: f.OffSuspected, Unknown: f.OffUnknown, Held: f.Held,
		Substitutes: shareJSON{f.Substitutes.Done, f.Substitutes.Of},
	}
}

// tierKey is a tier as a key of byTier.
func tierKey(t inventory.Tier) string {
	if t == inventory.UnknownTier {
		return "unknown"
	}
	return strconv.Itoa(int(t))
}

// timeJSON is null for a time nobody knows.
func timeJSON(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
