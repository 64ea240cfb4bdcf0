package incident

import (
	"slices"

	"github.com/bokgu/bokgu/pkg/playbook"
)

func (d *decision) issueRound(c IssueRound) (any, error) {
	if err := d.mustBeOpen(); err != nil {
		return nil, err
	}
	if err := d.knownPlace(c); err != nil {
		return nil, err
	}
	p, err := d.chooseRound(c)
	if err != nil {
		return nil, err
	}
	return d.event(RoundIssued, RoundBody{
		Round: d.nextRoundID(p.Site, c.Crew), Task: p.Task.ID, Method: p.Method, On: p.On,
		Site: p.Site, Room: p.Room, Crew: c.Crew, Systems: d.ids(p.Systems),
	})
}

// knownPlace refuses a room or a crew nobody has heard of: a round for them
// would be nobody's.
func (d *decision) knownPlace(c IssueRound) error {
	if c.Room != "" && d.Inventory.Room(c.Room) == nil {
		for i := range d.Inventory.Systems {
			if d.Inventory.Systems[i].Room == c.Room {
				return nil
			}
		}
		return &Unknown{Kind: "room", Name: c.Room}
	}
	crews := d.Inventory.Crews
	if c.Crew == "" || len(crews) == 0 {
		return nil
	}
	unknown := &Unknown{Kind: "crew", Name: c.Crew}
	for _, crew := range crews {
		if crew.ID == c.Crew {
			return nil
		}
		unknown.Close = append(unknown.Close, crew.ID)
	}
	return unknown
}

// chooseRound is the round of exactly the systems named, or else the one that
// leads the plan.
func (d *decision) chooseRound(c IssueRound) (*Proposal, error) {
	tasks, err := d.roundTasks(c.Task)
	if err != nil {
		return nil, err
	}
	if len(c.Systems) > 0 {
		return d.namedRound(tasks, c)
	}
	var best *Proposal
	for _, t := range tasks {
		p := d.Propose(t, c.Room, c.Max)
		if p != nil && (best == nil || d.Plan().Position[p.Systems[0]] < d.Plan().Position[best.Systems[0]]) {
			best = p
		}
	}
	if best == nil {
		return nil, d.nothingStartable() // an empty round cannot be overridden into being
	}
	return best, nil
}

func (d *decision) roundTasks(id string) ([]*playbook.Task, error) {
	if id == "" {
		return d.Rounding(), nil
	}
	named, err := d.FindTask(id)
	if err != nil {
		return nil, err
	}
	if named.Task == nil || !named.Task.Starts {
		return nil, &Misuse{Code: "not-a-start", Args: []any{id}}
	}
	return []*playbook.Task{named.Task}, nil
}

// namedRound takes the start task that fits the systems best: ready for all of
// them, else for them at all.
func (d *decision) namedRound(tasks []*playbook.Task, c IssueRound) (*Proposal, error) {
	var best *playbook.Task
	fewest := 0
	for _, t := range tasks {
		blocked := 0
		for _, i := range c.Systems {
			blocked += len(d.blocks(t, i))
		}
		if best == nil || blocked < fewest {
			best, fewest = t, blocked
		}
	}
	if best == nil {
		return nil, d.nothingStartable()
	}
	if err := d.mayStart(best, c.Systems); err != nil {
		return nil, err
	}
	order := slices.Clone(c.Systems)
	slices.SortFunc(order, func(a, b int32) int { return int(d.Plan().Position[a] - d.Plan().Position[b]) })
	lead := d.kinOf(best, order[0])
	p := &Proposal{Task: best, Method: lead.method, On: lead.on, Site: lead.site, Room: lead.room, Systems: order}
	for _, i := range order[1:] {
		k := d.kinOf(best, i)
		if k.method != lead.method || k.on != lead.on {
			return nil, &Misuse{Code: "mixed-round", Args: []any{d.Inventory.Systems[order[0]].ID, lead.method, d.Inventory.Systems[i].ID, k.method}}
		}
		if k.lost() || lead.lost() {
			return nil, &Misuse{Code: "roomless-round", Args: []any{d.Inventory.Systems[i].ID}}
		}
		if k.room != lead.room {
			p.Room = ""
		}
	}
	return p, nil
}

func (d *decision) roundResult(c RoundResult) (any, error) {
	round, err := d.FindRound(c.Round)
	if err != nil {
		return nil, err
	}
	said := map[int32]bool{}
	for _, list := range [][]int32{c.Up, c.Failed, c.Unknown} {
		for _, i := range list {
			if !slices.Contains(round.Systems, i) {
				return nil, &Unknown{Kind: "round-system", Name: d.Inventory.Systems[i].ID}
			}
			if said[i] {
				return nil, &Misuse{Code: "said-twice", Args: []any{d.Inventory.Systems[i].ID}}
			}
			said[i] = true
		}
	}
	up := slices.Clone(c.Up)
	if c.RestUp {
		for _, i := range d.Going(round) {
			if !said[i] {
				up = append(up, i)
			}
		}
	}
	if len(up)+len(c.Failed)+len(c.Unknown) == 0 {
		if c.RestUp {
			return nil, ErrNothingNew
		}
		return nil, &Misuse{Code: "no-result"}
	}
	if len(up) > 0 {
		d.judge(round.Task, up)
	}
	return d.event(RoundReported, ResultBody{
		Round: round.ID, Up: d.ids(up), Failed: d.ids(c.Failed), Unknown: d.ids(c.Unknown), Note: c.Note,
	})
}
