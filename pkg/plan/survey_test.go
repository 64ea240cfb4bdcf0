package plan

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// Several processors find what one finds, in the same order.
func TestASurveyDoesNotDependOnTheNumberOfProcessors(t *testing.T) {
	in := crewed(estateOf(4*surveyedAtOnce + 1))
	draw := rand.New(rand.NewPCG(4, 4))
	for i := range in.Inventory.Systems {
		s := &in.Inventory.Systems[i]
		s.Site = fmt.Sprint("site-", draw.IntN(2+i/surveyedAtOnce)) // later ones stand at sites of their own
		if i > 2*surveyedAtOnce && draw.IntN(100) == 0 {
			s.MustBy = []inventory.Deadline{{At: time.Unix(int64(i), 0)}}
		}
		if i%3 == 0 { // more needs than the systems themselves say
			s.Recovery = slices.Clone(s.Recovery)
			s.Recovery[0].Needs = []string{in.Inventory.Systems[draw.IntN(i+1)].ID, in.Inventory.Systems[draw.IntN(i+1)].ID}
		}
		for range draw.IntN(2) * 30 * (i % 100 / 99) {
			s.DependsOn = append(s.DependsOn, inventory.Need{ID: in.Inventory.Systems[draw.IntN(i+1)].ID})
		}
	}
	in = loaded(in)
	survey := func(processors int) (p *Plan, mustBy []uint32) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		p = newPlan(in)
		mustBy = p.survey(nil)
		return p, mustBy
	}
	p, mustBy := survey(1)
	if mustBy == nil || len(p.ways.names) < 5 {
		t.Fatal("no deadlines or no sites: nothing is tested")
	}
	for _, processors := range []int{2, 3, 4} {
		q, other := survey(processors)
		for name, pair := range map[string][2]any{
			"deadlines": {mustBy, other}, "needs": {p.graph.needs, q.graph.needs},
			"ways": {p.ways.list, q.ways.list}, "sites": {p.ways.names, q.ways.names}, "way": {p.way, q.way},
			"means": {p.means, q.means}, "ranks": {p.own, q.own},
		} {
			if !reflect.DeepEqual(pair[0], pair[1]) {
				t.Errorf("%s differ with %d processors", name, processors)
			}
		}
	}
}
