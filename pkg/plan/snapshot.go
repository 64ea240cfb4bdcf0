package plan

import (
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// Snapshot is a plan as it was written down: enough to say later what became
// different. Systems are spoken of by id, for inventories change too.
type Snapshot struct {
	Digest   string
	Strategy string    // empty: nobody wrote it down
	From     time.Time // when times begin to count; zero: nobody knows
	Rows     []Row     // in plan order
}

// Row is a system in a snapshot.
type Row struct {
	System    string
	Position  int // 1-based
	Tier      inventory.Tier
	Condition Condition
	Lane      Lane
	Rank      Rank
	Method    string
	Needs     []string // direct and hard, in scope
	LiftedBy  string   // whose rank it inherits; empty when its own

	Start, Finish schedule.Time // seconds after From; Never: it has none
	Crew          string        // empty: nobody, or not written down
}

// Snapshot writes the plan down, with the times of its schedule if there is
// one.
func (p *Plan) Snapshot(s *Schedule) Snapshot {
	out := Snapshot{Digest: p.Digest(), Strategy: p.Strategy.String(), Rows: make([]Row, 0, len(p.Order))}
	if s != nil {
		out.From = s.Situation.From
	}
	for at, i := range p.Order {
		sys := &p.Inventory.Systems[i]
		row := Row{
			System: sys.ID, Position: at + 1, Tier: sys.Tier, Condition: p.Conditions[i], Lane: p.Lanes[i], Rank: p.Ranks[i],
			Method: p.Method(i), Needs: p.idsOf(p.Needs(i)), Start: Never, Finish: Never,
		}
		if by := p.LiftedBy[i]; by >= 0 {
			row.LiftedBy = p.Inventory.Systems[by].ID
		}
		if s != nil {
			row.Start, row.Finish = s.Start(i), s.Finish(i)
			if c := s.Crew(i); c >= 0 {
				row.Crew = p.Inventory.Crews[c].ID
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (p *Plan) idsOf(systems []int32) []string {
	ids := make([]string, len(systems))
	for k, i := range systems {
		ids[k] = p.Inventory.Systems[i].ID
	}
	return ids
}

// RankOf is the rank of a lane and a tier; an unknown tier stands between 2
// and 3.
func RankOf(lane Lane, tier inventory.Tier) Rank {
	if tier == inventory.UnknownTier {
		return Rank{lane, unknownDoubled}
	}
	return Rank{lane, int8(2 * tier)}
}
