package incident

import (
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// RoundSize is how many systems a round holds where the room names no limit.
const RoundSize = 12

// Proposal is a round that could be issued now.
type Proposal struct {
	Task    *playbook.Task
	Method  string
	On      string
	Site    string
	Room    string
	Systems []int32 // in the order of the plan
}

// kin is what the systems of one round have in common.
type kin struct{ site, room, method, on string }

// lost says that nobody knows where the systems stand.
func (k kin) lost() bool { return k.room == "" && (k.on == Home || k.on == OldVersion) }

func (m *Moment) kinOf(t *playbook.Task, i int32) kin {
	sys := &m.Inventory.Systems[i]
	rung := m.RungBy(t, i)
	if rung.On != Home {
		return kin{site: rung.On, method: rung.Method, on: rung.On}
	}
	return kin{sys.Site, sys.Room, rung.Method, place(rung)}
}

// Propose makes the round that should be started next by a start task: the
// leading system of the plan that is ready, and after it those of its room and
// method. Nobody is taken along while a better ranked system elsewhere waits
// that is in no round yet. Room narrows the choice; most bounds it, 0 is the
// room's own limit. Nil when nothing is ready.
func (m *Moment) Propose(t *playbook.Task, room string, most int) *Proposal {
	var ready []int32
	for _, i := range m.Plan().Order {
		if (room == "" || m.Inventory.Systems[i].Room == room) && m.Ready(t, i) && m.Space(m.Inventory.Systems[i].Room) > 0 {
			ready = append(ready, i)
		}
	}
	if len(ready) == 0 {
		return nil
	}
	lead := m.kinOf(t, ready[0])
	size := m.Space(lead.room)
	if most > 0 {
		size = min(size, most)
	}
	p := &Proposal{Task: t, Method: lead.method, On: lead.on, Site: lead.site, Room: lead.room}
	bound := m.bound(t, ready, lead)
	for _, i := range ready {
		if len(p.Systems) == size || lead.lost() && len(p.Systems) == 1 {
			break // where nobody knows where a system stands, it is started alone
		}
		if m.kinOf(t, i) == lead && m.Plan().Ranks[i].Compare(bound) <= 0 {
			p.Systems = append(p.Systems, i)
		}
	}
	return p
}

// bound is the worst rank a round may take along: the best that waits
// elsewhere, and at least the leader's own.
func (m *Moment) bound(t *playbook.Task, ready []int32, lead kin) plan.Rank {
	ranks := m.Plan().Ranks
	for _, i := range ready {
		if m.kinOf(t, i) != lead {
			if ranks[i].Compare(ranks[ready[0]]) < 0 {
				return ranks[ready[0]]
			}
			return ranks[i]
		}
	}
	return ranks[ready[len(ready)-1]]
}

// Space is how many more systems may be started in a room now.
func (m *Moment) Space(room string) int {
	r := m.Inventory.Room(room)
	if r == nil || r.AtOnce == 0 {
		return RoundSize
	}
	return r.AtOnce - m.startingIn(room)
}

// startingIn is how many systems of rounds are being started in a room.
func (m *Moment) startingIn(room string) int {
	if m.startingBy == nil {
		m.startingBy = map[string]int{}
		for i := range m.systems {
			if m.going(int32(i)) {
				m.startingBy[m.Inventory.Systems[i].Room]++
			}
		}
	}
	return m.startingBy[room]
}

// going says that a system is being started by the last round it was in.
func (st *State) going(i int32) bool {
	r := st.systems[i].round
	if r == nil {
		return false
	}
	res := st.SystemResult(r.Task, i)
	return res != nil && res.Outcome == Started && !st.EndedFor(r.Task, i)
}

// Going lists the systems of a round that are still being started.
func (st *State) Going(r *Round) []int32 {
	var out []int32
	for _, i := range r.Systems {
		if st.systems[i].round == r && st.going(i) {
			out = append(out, i)
		}
	}
	return out
}

// Round finds a round by its name; nil when there is none.
func (st *State) Round(id string) *Round {
	for _, r := range st.Rounds {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// Rounding lists the start tasks, in the order of the playbook: the only tasks
// whose doing is issued in rounds.
func (st *State) Rounding() []*playbook.Task {
	var out []*playbook.Task
	for _, t := range st.about {
		if t.Starts && !t.Failback {
			out = append(out, t)
		}
	}
	return out
}

// nextRoundID names a round by its site, else its crew, and the next number.
func (st *State) nextRoundID(site, crew string) string {
	prefix := site
	if prefix == "" {
		prefix = crew
	}
	if prefix == "" {
		prefix = "round"
	}
	taken := 0
	for _, r := range st.Rounds {
		taken = max(taken, numbered(r.ID, prefix))
	}
	for id := range st.spent {
		taken = max(taken, numbered(id, prefix))
	}
	return prefix + "-" + strconv.Itoa(taken+1)
}

// numbered is the number of a round named by a prefix; 0 when it is not.
func numbered(id, prefix string) int {
	if rest, ok := strings.CutPrefix(id, prefix+"-"); ok {
		return roundNumber(rest)
	}
	return 0
}

// LastRound is the last round a system was in during its present episode; nil
// when it was in none.
func (st *State) LastRound(i int32) *Round { return st.systems[i].round }
