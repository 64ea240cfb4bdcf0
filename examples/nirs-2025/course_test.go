package nirs2025_test

import (
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/incident/incidenttest"
)

// What the course of 2025 may cost those who record it.
const (
	mostOfTheFirstNight = 30
	mostInAll           = 600
)

// course plays the outage on a desk, at the times of story.md.
type course struct {
	*incidenttest.Desk
	t        *testing.T
	commands int
}

func newCourse(t *testing.T) *course {
	b := open(t, ".")
	if len(b.Playbooks) != 1 {
		t.Fatal("no playbook")
	}
	return &course{Desk: incidenttest.New(t, b.Inventory, b.Playbooks[0]), t: t}
}

// at moves the clock: a day and a time of 2025.
func (c *course) at(day, clock string) {
	c.t.Helper()
	now, err := time.ParseInLocation("2006-01-02 15:04", "2025-"+day+" "+clock, incidenttest.Start().Location())
	if err != nil {
		c.t.Fatal(err)
	}
	if now.After(c.Now) {
		c.Now = now
	}
}

func (c *course) rec(command incident.Command) {
	c.t.Helper()
	c.commands++
	c.Do(command)
}

// done records tasks of which nothing more has to be said.
func (c *course) done(tasks ...string) {
	c.t.Helper()
	for _, task := range tasks {
		c.rec(incident.DoTask{Ref: task, Outcome: incident.Done, Note: "ok"})
	}
}

func (c *course) ready(nodes ...string) {
	c.t.Helper()
	for _, id := range nodes {
		c.rec(incident.DoTask{Ref: "base-ready", Outcome: incident.Done, Target: incident.Target{All: true, Systems: []int32{c.System(id)}}})
	}
}

// rounds starts what can be started, until so many services are back or
// nothing more can be: an order and a result each.
func (c *course) rounds(until int) {
	c.t.Helper()
	for {
		all, _ := c.State.Count()
		if all.Back+all.Elsewhere >= until {
			return
		}
		c.commands++
		if _, err := c.Try(incident.IssueRound{Max: until - all.Back - all.Elsewhere}, incident.Context{}); err != nil {
			c.commands-- // refused: nothing was recorded
			return
		}
		c.Now = c.Now.Add(5 * time.Minute)
		c.rec(incident.RoundResult{Round: c.State.Rounds[len(c.State.Rounds)-1].ID, RestUp: true})
	}
}

// settle takes what is back through test, acceptance and watch.
func (c *course) settle() {
	c.t.Helper()
	c.done("full-function", "test-critical", "test-rest", "acceptance")
	c.Now = c.Now.Add(72 * time.Hour)
	c.done("watch")
}

func (c *course) firstNight() {
	c.rec(incident.Declare{Title: "fire", Damaged: damaged, Stopped: stopped, Suspected: true})
	c.at("09-26", "20:30")
	c.done("people-safe", "alarm-owner", "call-ladder", "outage-start", "report-up", "first-notice", "mark-systems")
	c.at("09-26", "21:15")
	c.done("base-state", "spread", "command", "channel", "record-copy", "sections", "places")
	c.rec(incident.Note{Text: "power of servers and lights cut 23:02"})
	c.at("09-26", "23:38")
	c.rec(incident.DoTask{Ref: "alert-level", Outcome: incident.Done, Option: "alert"})
	c.done("call-owners", "situation-report", "freeze-risky", "evidence-kept")
	c.at("09-27", "06:30")
	c.done("recent-work", "situation-report")
	c.at("09-27", "08:00")
	c.rec(incident.DoTask{Ref: "alert-level", Outcome: incident.Done, Option: "serious"})
}

func (c *course) firstDays() {
	c.rec(incident.PlaceHold{Where: `class == "service" && room in ["7", "8"]`, Reason: "data unproven"})
	c.done("substitute")
	c.rec(incident.DoTask{Ref: "decide-dr", Outcome: incident.Done, Option: "wait"})
	c.rec(incident.DoTask{Ref: "decide-relief", Outcome: incident.Done, Option: "relief-all"})
	c.done("last-backup", "size-equipment", "settle-total")
	c.rec(incident.DoTask{Ref: "decide-capacity", Outcome: incident.Done, Option: "reserve-some"})
	c.done("order-equipment")
	c.at("09-27", "18:00")
	c.rec(incident.Happen{Name: "fire-out"})
	c.done("base-check")
	c.at("09-27", "21:36")
	c.ready("entry-daejeon")
	c.at("09-28", "05:30")
	c.ready("power-2to4f", "cooling-2to4f")
	c.at("09-28", "11:25")
	c.ready("net-daejeon", "sec-daejeon")
}

func (c *course) weeks() {
	for _, w := range []struct {
		day  string
		back int
	}{{"09-28", 30}, {"09-29", 81}, {"09-30", 95}, {"10-05", 134}, {"10-08", 165}, {"10-11", 217}} {
		c.at(w.day, "18:00")
		c.rounds(w.back)
		c.done("situation-report")
	}
	c.settle()
	c.ready("dust-5f", "power-5f", "link-5f")
	c.at("10-15", "09:00")
	c.rec(incident.Happen{Name: "evidence-released"})
	c.done("scene-released")
	c.ready("evidence-7-1", "gear-7-1")
	c.rec(incident.DoTask{Ref: "choose-means", Outcome: incident.Done, Option: "rebuild"})
	c.rounds(281)
	c.settle()
	c.at("10-20", "06:00")
	c.rec(incident.Happen{Name: "storage-powered"})
	c.done("storage-proof")
	c.ready("storage-5f")
	c.rec(incident.LiftHold{ID: c.State.Holds[0].ID})
	for _, w := range []struct {
		day  string
		back int
	}{{"10-21", 386}, {"10-24", 456}, {"10-28", 532}, {"10-31", 573}, {"11-14", 635}, {"12-25", 647}} {
		c.at(w.day, "18:00")
		c.rounds(w.back)
		c.settle()
		c.done("situation-report")
	}
}

// The whole case is not a full-time job of writing: what is told is told for
// many systems at once.
func TestTheWholeCaseIsRecordedInAtMost600Commands(t *testing.T) {
	c := newCourse(t)
	c.firstNight()
	if c.commands > mostOfTheFirstNight {
		t.Errorf("the first night took %d commands, want at most %d", c.commands, mostOfTheFirstNight)
	}
	night := c.commands
	if n := c.Moment().StartableServices(); n != 0 {
		t.Errorf("%d services can be started while the rooms are shut", n)
	}
	c.firstDays()
	c.weeks()
	all, _ := c.State.Count()
	if all.Total != 647 || all.Stable != 647 {
		t.Errorf("%+v, want 647 stable", all)
	}
	if c.commands > mostInAll {
		t.Errorf("%d commands, want at most %d", c.commands, mostInAll)
	}
	if _, err := c.Try(incident.Close{}, incident.Context{}); err != nil {
		t.Errorf("cannot be closed: %v", err)
	}
	t.Logf("first night %d, in all %d commands, %d rounds", night, c.commands, len(c.State.Rounds))
}

// In the intact lane tier 1 is started first, and nothing is started before
// what it needs.
func TestRoundsLeadWithTierOne(t *testing.T) {
	c := newCourse(t)
	c.firstNight()
	c.firstDays()
	c.rounds(40)
	seen := 0
	for _, r := range c.State.Rounds {
		for _, i := range r.Systems {
			if tier := c.State.Tier(i); tier != 1 && c.Moment().Plan().Ranks[i].Known() != 1 && seen < 9 {
				t.Errorf("%s of tier %d stands before tier 1 is through", c.State.Inventory.Systems[i].ID, tier)
			}
			seen++
		}
	}
}
