package inventory

import (
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/selection"
)

// UnnamedSite is where a system runs after a failover whose site nobody wrote
// down: not at home, wherever that is.
const UnnamedSite = "dr"

// BuiltInMethods are the methods every inventory has, in the order of an
// ordinary ladder. They carry no estimate: a guess nobody made gives no date.
func BuiltInMethods() []Method {
	return []Method{
		{ID: Restart, Title: lang.Text{KO: "재기동", EN: "restart"}, Skill: "restart", People: 1},
		{ID: Failover, Title: lang.Text{KO: "DR 전환", EN: "fail over"}, Skill: "dr", People: 2},
		{ID: RestoreBackup, Title: lang.Text{KO: "백업 복원", EN: "restore a backup"}, Skill: "data", People: 2},
		{ID: Rebuild, Title: lang.Text{KO: "재구축", EN: "rebuild"}, Skill: "build", People: 3},
		{ID: Move, Title: lang.Text{KO: "이전", EN: "move"}, Skill: "build", People: 3},
		{ID: OlderVersion, Title: lang.Text{KO: "이전 버전 운영", EN: "run an older version"}, Skill: "restart", People: 1},
	}
}

// defaultTiers are the repair times of the public SLA standard for tiers 1 and
// 2 (August 2025), which promises nothing for tiers 3 and 4; a weight is ten
// times the next tier's, so that no usual number of lower ones outweighs it.
func defaultTiers() map[Tier]TierTarget {
	return map[Tier]TierTarget{
		1: {RTO: 2 * time.Hour, Weight: 1000},
		2: {RTO: 3 * time.Hour, Weight: 100},
		3: {Weight: 10},
		4: {Weight: 1},
	}
}

// Resolve makes the inventory ready for use: built-in methods and tier targets
// where the files say nothing, every need by index, names by table. A need
// that leads nowhere is dropped, as is one of a system on itself; Check has
// named it. Call it again after changing Systems.
func (inv *Inventory) Resolve() {
	inv.fillTiers()
	inv.Methods = filledMethods(inv.Methods)
	inv.methods = indexOf(inv.Methods, methodID)
	inv.rooms = indexOf(inv.Rooms, roomID)
	inv.index = indexOf(inv.Systems, systemID)
	inv.idOrder = idOrder(inv.Systems)
	inv.agencies = agencyIndex(inv.Agencies)
	inv.ladders = defaultLadders()
	needs := inv.needs(inv.index)
	for i := range inv.Systems {
		inv.Systems[i].Hard = needs.hard.of(i)
		inv.Systems[i].Soft = needs.soft.of(i)
	}
}

func (inv *Inventory) fillTiers() {
	tiers := defaultTiers()
	for tier, said := range inv.Tiers {
		target := tiers[tier]
		if said.RTO != 0 {
			target.RTO = said.RTO
		}
		target.RPO = said.RPO
		if said.Weight != 0 {
			target.Weight = said.Weight
		}
		tiers[tier] = target
	}
	inv.Tiers = tiers
}

// filledMethods adds the built-in methods that are not there, and to those that
// are what they leave out. Whatever needs a skill takes somebody.
func filledMethods(methods []Method) []Method {
	for _, builtIn := range BuiltInMethods() {
		at := slices.IndexFunc(methods, func(m Method) bool { return m.ID == builtIn.ID })
		if at < 0 {
			methods = append(methods, builtIn)
			continue
		}
		said := &methods[at]
		if said.Title.IsZero() {
			said.Title = builtIn.Title
		}
		if said.Skill == "" {
			said.Skill = builtIn.Skill
		}
		if said.People == 0 {
			said.People = builtIn.People
		}
	}
	for i := range methods {
		if m := &methods[i]; m.Skill != "" {
			m.People = max(m.People, 1)
		}
	}
	return methods
}

// indexOf finds entries by id; of two with one id the first counts.
func indexOf[T any](entries []T, idOf func(*T) string) map[string]int32 {
	index := make(map[string]int32, len(entries))
	for i := range entries {
		id := idOf(&entries[i])
		if _, taken := index[id]; id != "" && !taken {
			index[id] = int32(i)
		}
	}
	return index
}

func systemID(s *System) string { return s.ID }

// runs holds one list of indices per system in a single array.
type runs struct {
	all  []int32
	ends []int32
}

func (r *runs) end() { r.ends = append(r.ends, int32(len(r.all))) }

// of is the list of system i; nil when it is empty.
func (r *runs) of(i int) []int32 {
	from := int32(0)
	if i > 0 {
		from = r.ends[i-1]
	}
	if to := r.ends[i]; to > from {
		return r.all[from:to:to]
	}
	return nil
}

// needLists are the needs of all systems by index.
type needLists struct{ hard, soft runs }

// needs joins what the defaults give to what the systems say.
func (inv *Inventory) needs(index map[string]int32) *needLists {
	n := len(inv.Systems)
	lists := &needLists{hard: runs{ends: make([]int32, 0, n)}, soft: runs{ends: make([]int32, 0, n)}}
	known := make([]int32, n) // i+1 once system i is known to need it
	var wanted []Need
	var view selection.System
	for i := range inv.Systems {
		wanted = inv.appendDefaults(wanted[:0], int32(i), &view)
		wanted = append(wanted, inv.Systems[i].DependsOn...)
		add := func(list *runs, soft bool) {
			for _, need := range wanted {
				j, ok := index[need.ID]
				if !ok || int(j) == i || need.Soft != soft || known[j] == int32(i)+1 {
					continue
				}
				known[j] = int32(i) + 1
				list.all = append(list.all, j)
			}
			list.end()
		}
		add(&lists.hard, false) // first, so that a need named both ways is hard
		add(&lists.soft, true)
	}
	return lists
}

// appendDefaults adds what the defaults give to system i. Which needs a system
// has is not known yet here, and no default can ask for it.
func (inv *Inventory) appendDefaults(wanted []Need, i int32, view *selection.System) []Need {
	if len(inv.Defaults) == 0 {
		return wanted
	}
	inv.Selection(i, view)
	view.Needs = view.Needs[:0]
	for d := range inv.Defaults {
		if rule := &inv.Defaults[d]; rule.Where != nil && rule.Where.Match(view) {
			wanted = append(wanted, rule.DependsOn...)
		}
	}
	return wanted
}

// Selection fills what an expression can say of a system. The caller keeps
// the value and gives it again for the next system. Condition and Suspected
// are left alone: they belong to an incident.
func (inv *Inventory) Selection(i int32, into *selection.System) {
	sys := &inv.Systems[i]
	into.ID = sys.ID
	into.Name = sys.Name.In(lang.KO)
	into.Class = string(sys.Class)
	into.Tier, into.TierKnown = float64(sys.Tier), sys.Tier != UnknownTier
	if !into.TierKnown {
		into.Tier = selection.UnknownTier
	}
	into.DR = string(sys.DR)
	into.Agency = sys.Agency
	into.Site = sys.Site
	into.Room = sys.Room
	into.Public = sys.Public
	into.LifeSafety = sys.LifeSafety
	into.Substitute = !sys.Continuity.Means.IsZero()
	into.Needs = into.Needs[:0]
	for _, j := range sys.Hard {
		into.Needs = append(into.Needs, inv.Systems[j].ID)
	}
	into.Labels = sys.Labels
}
