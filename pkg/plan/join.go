package plan

import "github.com/bokgu/bokgu/pkg/schedule"

// lists are lists of jobs as they are made, one after the other.
type lists schedule.Lists

// newLists makes room for the lists of all jobs.
func (pr *project) newLists() lists {
	most := len(pr.graph.needs.To)
	for _, cycle := range pr.Cycles {
		most += 2 * len(cycle)
	}
	return lists{Start: make([]int32, 1, len(pr.system)+1), To: make([]int32, 0, most)}
}

// end ends the list of a job.
func (l *lists) end() { l.Start = append(l.Start, int32(len(l.To))) }

// waits says that a system waits for what it needs: what is being started has
// had all of it.
func (pr *project) waits(i int32) bool { return len(pr.going) == 0 || pr.going[i] == nil }

// dependents carries the needs of systems over to the jobs, from the side of what
// is needed: all that a dispatcher asks for.
func (pr *project) dependents() schedule.Lists {
	l := pr.newLists()
	pr.eachGroup(func(alone []int32) {
		for _, i := range alone {
			if pr.job[i] < 0 {
				continue
			}
			for _, j := range pr.Dependents(i) {
				l.enter(pr, j)
			}
			l.end()
		}
	}, func(cycle []int32) {
		before := pr.entry[cycle[0]]
		if before < 0 {
			return
		}
		behind := ^pr.system[before]
		for job := before + 1; job < behind; job++ {
			if pr.waits(pr.system[job]) {
				l.To = append(l.To, job)
			}
		}
		l.end()
		for range pr.system[before+1 : behind] {
			l.To = append(l.To, behind)
			l.end()
		}
		for _, i := range cycle {
			for _, j := range pr.Dependents(i) {
				if pr.entry[j] != before {
					l.enter(pr, j)
				}
			}
		}
		l.end()
	})
	return schedule.Lists(l)
}

// enter adds the job that waits for what a system needs, if there is one.
func (l *lists) enter(pr *project, i int32) {
	if job := pr.entry[i]; job >= 0 && (pr.waits(i) || job != pr.job[i]) {
		l.To = append(l.To, job)
	}
}
