package view_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/pkg/walk"
)

func TestAdviceTakesFourLinesAtMostAndFitsTheScreen(t *testing.T) {
	c := hour14(t)
	m := c.moment()
	list := walk.Next(m)
	if list.Advice = walk.Advise(m, list); len(list.Advice) == 0 {
		t.Fatal("nothing is known of the base, and nobody is to be asked")
	}
	q := lang.Text{KO: strings.Repeat("물음 ", 40), EN: strings.Repeat("question ", 20)}
	list.Advice = append(list.Advice,
		walk.Advice{Advice: plan.Advice{Kind: plan.AdviceOtherWay, Systems: []int32{20}, Count: 27, Tier1: 9, Method: "failover", Site: "gwangju", Gain: 90_000, Crew: -1, Full: -1}, Question: q, To: "commander"},
		walk.Advice{Advice: plan.Advice{Kind: plan.AdviceOtherWay, Systems: []int32{20}, Count: 27, Method: "restore-backup", Crew: -1, Full: -1}, Question: q, To: "commander"},
		walk.Advice{Advice: plan.Advice{Kind: plan.AdviceStart, Systems: []int32{20}, Count: 96, Tier1: 8, Method: "rebuild", Takes: 1_300_000, Hold: "H217", Crew: -1, Full: -1}, Question: q, To: "commander"},
		walk.Advice{Advice: plan.Advice{Kind: plan.AdviceStart, Systems: []int32{20}, Count: 96, Tier1: 8, Method: "rebuild", Takes: 1_300_000, Crew: -1, Full: -1}, Question: q, To: "commander"},
		walk.Advice{Advice: plan.Advice{Kind: plan.AdviceIdle, Systems: []int32{20}, Count: 551, Tier1: 30, Crew: 6, Full: 0, Until: plan.Never, FullTo: 500_000, Gain: 90_000}, Question: q, To: "commander"},
		walk.Advice{Advice: plan.Advice{Kind: plan.AdviceIdle, Systems: []int32{20}, Count: 551, Tier1: 30, Crew: 6, Full: 0, Until: 1_400_000, FullTo: 500_000}, Question: q, To: "commander"},
		walk.Advice{Advice: plan.Advice{Kind: plan.AdviceIdle, Systems: []int32{20}, Count: 551, Tier1: 30, Crew: 6, Full: 0, Until: 1_400_000, FullTo: 500_000, Learn: "restart"}, Question: q, To: "commander"},
		walk.Advice{Advice: plan.Advice{Kind: plan.AdviceIdle, Systems: []int32{20}, Count: 551, Tier1: 30, Crew: 6, Full: 0, Until: plan.Never, FullTo: 500_000, Learn: "restart"}, Question: q, To: "commander"},
	)
	for name, p := range pages() {
		without := list
		without.Advice = nil
		var with, plain bytes.Buffer
		if view.NextText(&with, p, m, list) != nil || view.NextText(&plain, p, m, without) != nil {
			t.Fatal("not written")
		}
		straight(t, with.String())
		if more := strings.Count(with.String(), "\n") - strings.Count(plain.String(), "\n"); more != 4 {
			t.Errorf("%s: %d lines of advice", name, more)
		}
		// Each kind alone, so that all are seen.
		for k := range list.Advice {
			one := list
			one.Advice = list.Advice[k : k+1]
			with.Reset()
			if err := view.NextText(&with, p, m, one); err != nil {
				t.Fatal(err)
			}
			straight(t, with.String())
			if s := with.String(); strings.Contains(s, "%!") || strings.Contains(s, "advice.") || !strings.Contains(s, "\n  bokgu ") {
				t.Errorf("%s: %s", name, s)
			}
		}
		with.Reset()
		if err := view.NextMarkdown(&with, p, m, list); err != nil || strings.Count(with.String(), "`bokgu ") != len(list.Advice) {
			t.Errorf("%s: %v\n%s", name, err, with.String())
		}
		with.Reset()
		var got struct {
			Advice []struct {
				Kind, Text, Command string
				Systems             []string
			}
		}
		if err := view.NextJSON(&with, p, m, list); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(with.Bytes(), &got); err != nil || len(got.Advice) != len(list.Advice) {
			t.Fatalf("%s: %v, %d pieces", name, err, len(got.Advice))
		}
		for _, a := range got.Advice {
			if a.Kind == "" || a.Text == "" || !strings.HasPrefix(a.Command, "bokgu ") || len(a.Systems) == 0 {
				t.Errorf("%s: %+v", name, a)
			}
		}
	}
}
