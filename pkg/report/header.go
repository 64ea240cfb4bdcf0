// Package report says how an incident stands: the header of every screen, the
// status, the situation report. All of it is worked out from the events by way
// of the incident's state; nothing here reads a clock, a file or a setting.
//
// A few things are known only through tasks of the playbook: the crisis alert,
// whether the total is settled, which substitutes were announced, which owners
// answered, how many reports went out. They are found by the ids listed in
// convention.go. What a playbook does not ask for is not known, and screens
// show it as "-".
package report

import (
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/lang"
)

// Desk is what the program knows of itself and the state does not.
type Desk struct {
	Operator string   // who is recording; empty is unknown
	Mirrors  []Mirror // copies outside, in the order of the settings
}

// Mirror is a copy outside the folder.
type Mirror struct {
	Title string
	Age   time.Duration // since it last had everything
	Never bool          // it never did; Age says nothing
}

// Name is a thing as people and as scripts call it.
type Name struct {
	ID   string
	Text lang.Text
}

// Header is what no screen may lack.
type Header struct {
	Incident string
	Title    string
	Drill    bool
	Now      time.Time
	Declared time.Time // when the outage began
	Closed   time.Time // zero while open
	Alert    Alert

	All         Figures
	Tiers       []Figures // tier 1 to 4, then what nobody graded if there is any
	Provisional bool      // the total is not settled yet

	Startable int    // services that could be started now
	Chain     []Link // infrastructure that blocks, what must clear first at the head
	Holds     []Hold // in force
	Stop      *incident.StopOrder

	Desk
	Last      incident.Entry // the newest record
	Records   int
	Conflicts int
	SetAside  int // entries of the files that were left out at the declaration
}

// Hold is a do-not-start rule in force.
type Hold struct {
	ID     string
	Count  int // services under it that are not back
	Reason string
	Owner  string
	Placed time.Time
}

// HeaderOf looks at a moment.
func HeaderOf(m *incident.Moment, d Desk) Header {
	all, tiers := figures(m)
	h := Header{
		Incident: m.ID, Title: m.Title, Drill: m.Drill, Now: m.Now, Declared: m.Declared, Closed: m.Closed,
		Alert: alert(m.State), All: all, Tiers: tiers, Provisional: !settled(m),
		Startable: m.StartableServices(), Holds: holds(m), Stop: m.Stopped(),
		Chain: links(m), Desk: d, Last: m.Last, Records: m.Records, Conflicts: len(m.Conflicts()), SetAside: m.SetAside,
	}
	return h
}

// Elapsed is the time since the outage began, up to the end of the incident.
func (h *Header) Elapsed() time.Duration {
	until := h.until()
	if h.Declared.IsZero() || until.Before(h.Declared) {
		return 0
	}
	return until.Sub(h.Declared)
}

// until is now, or the end of the incident.
func (h *Header) until() time.Time {
	if !h.Closed.IsZero() {
		return h.Closed
	}
	return h.Now
}

func holds(m *incident.Moment) []Hold {
	var out []Hold
	at := map[*incident.Hold]int{}
	for _, h := range m.State.Holds {
		if h.Lifted() {
			continue
		}
		at[h] = len(out)
		out = append(out, Hold{ID: h.ID, Reason: h.Reason, Owner: h.Owner, Placed: h.Placed})
	}
	if len(out) == 0 {
		return nil
	}
	for i := range services(m.State) {
		if m.Back(i) {
			continue
		}
		for _, h := range m.HoldsOn(i) {
			out[at[h]].Count++
		}
	}
	return out
}

func systemName(st *incident.State, i int32) Name {
	sys := &st.Inventory.Systems[i]
	return Name{sys.ID, sys.Name}
}
