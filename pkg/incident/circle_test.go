package incident_test

import (
	"strings"
	"testing"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/incident/incidenttest"
	"github.com/bokgu/bokgu/pkg/load"
)

// circular makes alpha and beta need each other; beta also needs delta.
func circular(t *testing.T) *incidenttest.Desk {
	t.Helper()
	text := strings.NewReplacer(
		"agency: mois, public: true, dependsOn: [store]", "agency: mois, public: true, dependsOn: [store, b]",
		"{id: b, name: Beta, tier: 2, site: seoul, room: \"1\", agency: pps, dependsOn: [store]}",
		"{id: b, name: Beta, tier: 2, site: seoul, room: \"1\", agency: pps, dependsOn: [store, a, d]}",
		"recovery: [restart, {method: failover, on: busan}, rebuild]", "recovery: [restart, rebuild]",
	).Replace(files)
	b := load.Parse([]load.File{{Name: "test.yaml", Data: []byte(text)}})
	d := incidenttest.New(t, b.Inventory, b.Playbooks[0])
	d.Do(incident.Declare{Title: "test", Stopped: "true"})
	d.Do(incident.Happen{Name: "fire-out"})
	d.Do(done("all-clear", incident.Target{}))
	d.Do(done("base", incident.Target{}))
	d.Do(done("base", incident.Target{}))
	return d
}

func TestSystemsThatNeedEachOtherStartTogether(t *testing.T) {
	d := circular(t)
	a, b, c, delta := d.System("a"), d.System("b"), d.System("c"), d.System("d")

	// What one of them needs outside, all of them wait for.
	_, err := d.Try(incident.IssueRound{Systems: []int32{a, b}}, incident.Context{})
	wantRefused(t, err, "not-startable")
	d.Do(done("start", on(delta)))

	r := d.Do(incident.IssueRound{Systems: []int32{a, b}})
	wantIrregular(t, r.Irregular)
	r = d.Do(incident.RoundResult{Round: d.State.Rounds[0].ID, RestUp: true})
	wantIrregular(t, r.Irregular)
	if !d.State.Back(a) || !d.State.Back(b) || d.State.Back(c) {
		t.Error("want the two back and gamma still down")
	}

	// When one of them falls again, the other is there for it.
	d.Do(incident.SystemDown{System: b, Reason: "disk"})
	r = d.Do(done("start", on(b)))
	wantIrregular(t, r.Irregular)
}
