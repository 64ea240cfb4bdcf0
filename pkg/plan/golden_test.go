package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// drawnInput is like anyInput, but drawn from a seed alone, so that what comes
// of it can be kept: the same draws on every machine, for good.
func drawnInput(seed uint64) Input {
	draw := rand.New(rand.NewPCG(7, seed))
	n := draw.IntN(60)
	dense := draw.IntN(4)
	names := draw.Perm(n)
	sites := []string{"", "daejeon", "gwangju"}
	rooms := []string{"", "7-1", "8-2"}
	name := func(k int) string { return fmt.Sprintf("s%d", names[k]) }
	in := Input{Conditions: make([]Condition, n), Rungs: make([]int, n)}
	systems := make([]inventory.System, n)
	for i := range systems {
		s := service(name(i), inventory.Tier(draw.IntN(5)))
		s.LifeSafety = draw.IntN(10) == 0
		s.Site, s.Room = sites[draw.IntN(3)], rooms[draw.IntN(3)]
		if draw.IntN(5) == 0 {
			s.Class = inventory.Infrastructure
		}
		if draw.IntN(8) == 0 {
			s.DR = inventory.DRServer
		}
		for range draw.IntN(dense + 1) {
			need := inventory.Need{ID: name(draw.IntN(n)), Soft: draw.IntN(4) == 0}
			if j := draw.IntN(n); draw.IntN(3) > 0 && j < i { // mostly no cycle
				need.ID = name(j)
			}
			s.DependsOn = append(s.DependsOn, need)
		}
		if day := draw.IntN(7); day > 3 {
			s.MustBy = []inventory.Deadline{{At: time.Date(2025, 10, day, 0, 0, 0, 0, time.UTC)}}
		}
		if draw.IntN(3) > 0 {
			away := inventory.Rung{Method: inventory.Failover, On: "gwangju", Needs: []string{name(draw.IntN(n)), "nowhere"}}
			s.Recovery = []inventory.Rung{{Method: inventory.Restart}, away, {Method: inventory.Rebuild}}
		}
		in.Rungs[i] = draw.IntN(4)
		in.Conditions[i] = Condition(draw.IntN(4))
		systems[i] = s
	}
	in.Inventory = estate(systems...)
	in.Inventory.Rooms = []inventory.Room{{ID: "7-1", Site: "daejeon"}, {ID: "8-2", Site: "gwangju"}}
	switch draw.IntN(4) {
	case 0:
		in.Conditions = nil
	case 1:
		in.Conditions = in.Conditions[:n/2]
	}
	return in
}

// everything writes all that a plan says.
func everything(p *Plan) string {
	needs := make([][]int32, len(p.Conditions))
	dependents := make([][]int32, len(p.Conditions))
	for i := range needs {
		needs[i], dependents[i] = p.Needs(int32(i)), p.Dependents(int32(i))
	}
	return fmt.Sprintln(p.Digest(), p.Conditions, p.Order, p.Position, p.Lanes, p.Ranks, p.Effective, p.LiftedBy,
		p.Wave, p.Frees, p.Rung, p.Cycles, p.Blockers, p.Impaired, p.effectiveBy, needs, dependents)
}

// Plans that were issued stay what they were: a faster Build gives the same
// bytes.
func TestPlansStayWhatTheyWere(t *testing.T) {
	sum := sha256.New()
	for seed := range uint64(2000) {
		fmt.Fprint(sum, everything(Build(drawnInput(seed))))
	}
	fmt.Fprint(sum, everything(Build(estateOf(3000))), everything(Build(estateOf(exactFrees+1000))))
	const want = "b0c694116887d203b0a2a0fb2d0ae7c22d49c820d1a488c4ff66a6c30fddca8a"
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		t.Errorf("2002 plans add up to %s, want %s", got, want)
	}
}
