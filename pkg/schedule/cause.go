package schedule

import (
	"cmp"
	"slices"
	"sort"
)

// explain says of every job of a placement what its start waited for last:
// what it needs or its release, then the hours of its crew, then who left the
// crew or a resource last before it began.
func (m *model) explain(pl Placement) {
	crews, resources := m.leavings(pl)
	for i, job := range m.jobs {
		start, ready := pl[job].Start, m.release[i]
		cause := Cause{}
		if ready > 0 {
			cause.By = ByRelease
		}
		for _, need := range m.p.Needs.Of(job) {
			if finish := pl[need].Finish; finish >= ready && finish > 0 {
				ready, cause = finish, Cause{need, ByNeed}
			}
		}
		crew := pl[job].Crew
		switch {
		case start == ready:
		case crew >= 0 && start == m.p.Crews[crew].Hours.Begin(ready):
			cause = Cause{By: ByHours}
		default:
			if waited, found := m.waited(i, start, crew, crews, resources); found {
				cause = waited
			}
		}
		pl[job].Cause = cause
	}
}

// leaving is a job that sets people or an amount free.
type leaving struct {
	at  Time
	job int32
}

// leavings lists who leaves each crew and each resource, by time.
func (m *model) leavings(pl Placement) (crews, resources [][]leaving) {
	crews = make([][]leaving, len(m.p.Crews))
	resources = make([][]leaving, len(m.p.Resources))
	for i, job := range m.jobs {
		kind := &m.kinds[m.kind[i]]
		if crew := pl[job].Crew; crew >= 0 && kind.people > 0 && m.work[i] > 0 {
			crews[crew] = append(crews[crew], leaving{pl[job].Finish, job})
		}
		for _, use := range kind.uses {
			pause := m.p.Resources[use.Resource].Pause
			if m.work[i]+pause > 0 {
				resources[use.Resource] = append(resources[use.Resource], leaving{pl[job].Finish + pause, job})
			}
		}
	}
	for _, lists := range [][][]leaving{crews, resources} {
		for _, list := range lists {
			slices.SortFunc(list, func(a, b leaving) int {
				return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.job, b.job))
			})
		}
	}
	return crews, resources
}

// waited finds who was the last to leave what a job takes, before it started.
func (m *model) waited(i int, start Time, crew int32, crews, resources [][]leaving) (cause Cause, found bool) {
	latest := Never
	look := func(list []leaving, by By) {
		k := sort.Search(len(list), func(k int) bool { return list[k].at > start })
		for k--; k >= 0; k-- {
			if list[k].job != m.jobs[i] {
				if list[k].at > latest {
					latest, cause, found = list[k].at, Cause{list[k].job, by}, true
				}
				return
			}
		}
	}
	kind := &m.kinds[m.kind[i]]
	if crew >= 0 && kind.people > 0 && m.work[i] > 0 {
		look(crews[crew], ByCrew)
	}
	for _, use := range kind.uses {
		look(resources[use.Resource], ByResource)
	}
	return cause, found
}
