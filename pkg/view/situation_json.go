package view

import (
	"io"
	"time"

	"github.com/bokgu/bokgu/pkg/report"
)

type changeJSON struct {
	Report      int       `json:"report"` // number of the report it is compared with
	Since       time.Time `json:"since"`
	Total       int       `json:"total"`
	Back        int       `json:"back"`
	Elsewhere   int       `json:"elsewhere"`
	Substitutes int       `json:"substitutes"`
}

type unknownJSON struct {
	Ref     string     `json:"ref"`
	Title   string     `json:"title"`
	Systems int        `json:"systems"`
	Due     *time.Time `json:"due"`
	After   string     `json:"after"` // event:NAME or a task's id; empty is nothing
}

type eventJSON struct {
	Event string     `json:"event"`
	At    *time.Time `json:"at"` // null: not yet
}

type blockedJSON struct {
	Place   string   `json:"place"`
	Count   int      `json:"count"`
	Clear   []string `json:"clear"` // systems that must clear, in this order
	Held    bool     `json:"held"`
	Damaged bool     `json:"damaged"`
}

// SituationJSON writes a situation report for scripts.
func SituationJSON(w io.Writer, p Page, s report.Situation) error {
	out := struct {
		head
		Number int  `json:"number"`
		Draft  bool `json:"draft"`
		headerJSON
		Change     *changeJSON   `json:"change"`
		Sums       bool          `json:"sums"`
		List       string        `json:"list"`
		ListAsOf   *time.Time    `json:"listAsOf"`
		Definition string        `json:"definition"`
		Events     []eventJSON   `json:"events"`
		Blocked    []blockedJSON `json:"blocked"`
		Unknown    []unknownJSON `json:"unknown"`
		NextReport *fixedJSON    `json:"nextReport"`
		Code       string        `json:"code"`
		Chains     int           `json:"chains"`
	}{
		head: newHead("Situation"), Number: s.Number, Draft: true, headerJSON: p.headerJSON(&s.Status),
		Sums: s.Sums(), List: s.ListTitle.In(p.Lang), ListAsOf: timeJSON(s.ListAsOf), Definition: s.Definition,
		Events: []eventJSON{}, Blocked: []blockedJSON{}, Unknown: []unknownJSON{}, Code: s.Code.Text, Chains: s.Code.Chains,
	}
	if c := s.Change; c != nil {
		out.Change = &changeJSON{c.Number, c.Since, c.Total, c.Back, c.Elsewhere, c.Substitutes}
	}
	for _, e := range s.Events {
		out.Events = append(out.Events, eventJSON{e.Name, timeJSON(e.At)})
	}
	for i := range s.Blocked {
		b := &s.Blocked[i]
		names := []string{}
		for _, n := range b.Clear {
			names = append(names, n.ID)
		}
		out.Blocked = append(out.Blocked, blockedJSON{p.placeName(b), b.Count, names, b.Held, b.Broken})
	}
	for _, u := range s.Unknown {
		after := u.After.ID
		if u.Event != "" {
			after = "event:" + u.Event
		}
		out.Unknown = append(out.Unknown, unknownJSON{u.Ref, u.Title.In(p.Lang), u.Count, timeJSON(u.Due), after})
	}
	if f := s.Next; !f.At.IsZero() {
		out.NextReport = &fixedJSON{f.Task.ID, f.Task.Text.In(p.Lang), f.At, f.Number}
	}
	return writeJSON(w, out)
}
