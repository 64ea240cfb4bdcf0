package view_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/pkg/walk"
)

func desk() report.Desk {
	return report.Desk{Operator: "이서준", Mirrors: []report.Mirror{{Title: "USB", Age: time.Minute}}}
}

// scene is the screen of the walk with a row chosen.
func (c *course) scene(chosen int) walk.Scene {
	m := c.moment()
	list := walk.Next(m)
	all := list.Rows()
	return walk.Scene{Moment: m, List: list, All: all, Rows: all[:min(walk.Shown, len(all))], Chosen: chosen}
}

func show(t *testing.T, p view.Page, v ...walk.Showing) string {
	t.Helper()
	var b bytes.Buffer
	screen := view.NewWalkScreen(&b, p, desk)
	for _, one := range v {
		if err := screen.Show(one); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// started is the 2025 case when the base is ready and the first round issued.
func started(t *testing.T) *course {
	c := hour14(t)
	c.now = fire.Add(51 * time.Hour)
	c.do(incident.Happen{Name: "fire-out"})
	c.done("base-check")
	for range 8 {
		c.done("base-ready")
	}
	c.do(incident.IssueRound{Task: "start-round"})
	c.now = c.now.Add(20 * time.Minute)
	return c
}

func TestEveryRowOfTheWalkIsStraightInBothLanguages(t *testing.T) {
	for name, p := range pages() {
		for moment, c := range map[string]*course{"hour 14": hour14(t), "started": started(t)} {
			for chosen := range walk.Shown {
				s := show(t, p, c.scene(chosen))
				straight(t, s)
				if n := strings.Count(s, "\n"); n > 30 {
					t.Errorf("%s %s row %d: %d lines", name, moment, chosen+1, n)
				}
				if name == "console" && strings.ContainsFunc(s, func(r rune) bool { return r > 0x7e }) {
					t.Errorf("Hangul on a console without it:\n%s", s)
				}
				if chosen == 0 {
					t.Logf("\n%s", s)
				}
			}
		}
	}
}
