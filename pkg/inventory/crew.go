package inventory

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/bokgu/bokgu/pkg/diag"
)

// crews finds what keeps people from doing the work: crews that can do
// nothing, and work that no crew can do. An inventory without any crews has
// not got that far, and nothing is said.
func (c *checker) crews() {
	if len(c.inv.Crews) == 0 {
		return
	}
	c.idle()
	c.shifts()
	c.unusedSkills()
	c.skills()
}

// idle finds crews that no work can be given to.
func (c *checker) idle() {
	c.crewGroup("crew-of-nobody", "people", func(crew *Crew) bool { return crew.People == 0 })
	c.crewGroup("crew-without-skills", "skills", func(crew *Crew) bool { return len(crew.Skills) == 0 })
}

// crewGroup makes one warning of all crews that share a gap.
func (c *checker) crewGroup(rule, key string, gap func(*Crew) bool) {
	var paths, ids []string
	for i := range c.inv.Crews {
		if crew := &c.inv.Crews[i]; crew.ID != "" && gap(crew) {
			paths = append(paths, fmt.Sprintf("crews[%d].%s", i, key))
			ids = append(ids, crew.ID)
		}
	}
	if len(ids) > 0 {
		c.warn(rule, paths, diag.Hint{Key: rule}, len(ids), diag.Few(ids))
	}
}

// shifts finds hours that say the same time twice, or that may mean the whole
// day or nothing.
func (c *checker) shifts() {
	for i := range c.inv.Crews {
		crew := &c.inv.Crews[i]
		path := func(at int) string { return fmt.Sprintf("crews[%d].shifts[%d]", i, at) }
		if at := slices.IndexFunc(crew.Shifts, func(s Shift) bool { return s.From == s.To }); at >= 0 {
			c.warn("whole-day-shift", []string{path(at)}, diag.Hint{Key: "whole-day-shift"}, crew.ID)
		} else if a, b, ok := overlap(crew.Shifts); ok {
			c.warn("overlapping-shifts", []string{path(max(a, b)), path(min(a, b))}, diag.Hint{Key: "overlapping-shifts"}, crew.ID)
		}
	}
}

// overlap finds two shifts that share a time of day. When any do, then two
// that begin one after the other do.
func overlap(shifts []Shift) (a, b int, ok bool) {
	order := make([]int, len(shifts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(shifts[a].From, shifts[b].From) })
	for at, a := range order {
		b, nextDay := order[0], day
		if at+1 < len(order) {
			b, nextDay = order[at+1], 0
		}
		end := shifts[a].To
		if end <= shifts[a].From {
			end += day
		}
		if a != b && end > shifts[b].From+nextDay {
			return a, b, true
		}
	}
	return 0, 0, false
}

// unusedSkills finds skills of crews that no method asks for: mostly a word
// that is spelt another way there.
func (c *checker) unusedSkills() {
	wanted := map[string]bool{"": true} // what could not be read has been named
	var words []string
	for i := range c.inv.Methods {
		if skill := c.inv.Methods[i].Skill; !wanted[skill] {
			wanted[skill] = true
			words = append(words, skill)
		}
	}
	places := map[string][]string{}
	var unused []string
	for i := range c.inv.Crews {
		for k, skill := range c.inv.Crews[i].Skills {
			if wanted[skill] {
				continue
			}
			if places[skill] == nil {
				unused = append(unused, skill)
			}
			places[skill] = append(places[skill], fmt.Sprintf("crews[%d].skills[%d]", i, k))
		}
	}
	for _, skill := range unused {
		c.warn("unused-skill", places[skill], c.nearSkill(skill, words, "unused-skill"), skill)
	}
}

// nearSkill advises the skill that was probably meant, else what to do about
// it and which skills there are.
func (c *checker) nearSkill(skill string, words []string, otherwise string) diag.Hint {
	if len(c.found) < suggestions {
		if best := diag.Nearest(skill, words); best != "" {
			return diag.Hint{Key: "did-you-mean-of", Args: []any{best, words}}
		}
	}
	return diag.Hint{Key: otherwise, Args: []any{words}}
}

// pool is the crews that have one skill.
type pool struct {
	anywhere bool     // one of them works at any site
	sites    []string // where the others work
	people   int      // of the largest
}

func (p *pool) at(site string) bool {
	return p.anywhere || site == "" || slices.Contains(p.sites, site)
}

// pools are the crews by skill, and the skills in the order of the crews.
func (c *checker) pools() (pools map[string]*pool, skills []string) {
	pools = map[string]*pool{}
	for i := range c.inv.Crews {
		crew := &c.inv.Crews[i]
		for _, skill := range crew.Skills {
			p := pools[skill]
			if p == nil {
				p = &pool{}
				pools[skill] = p
				skills = append(skills, skill)
			}
			p.people = max(p.people, crew.People)
			if crew.Site == "" {
				p.anywhere = true
			} else if !slices.Contains(p.sites, crew.Site) {
				p.sites = append(p.sites, crew.Site)
			}
		}
	}
	return pools, skills
}

// lack is a skill that is missing at a site, or everywhere when the site is
// empty.
type lack struct{ skill, site string }

// need is where a lack or a method was met first, and the systems it is about.
type need struct {
	path    string
	systems []int32
}

// skills finds the rungs that nobody can climb. Infrastructure whose ladder
// nobody wrote is passed over: what brings power back is mostly not a crew of
// ours.
func (c *checker) skills() {
	pools, have := c.pools()
	lacks := map[lack]*need{}
	var order []lack
	used := make([]string, len(c.inv.Methods)) // path of the first rung of the method
	for i := range c.inv.Systems {
		sys := &c.inv.Systems[i]
		if sys.ID == "" || sys.Class == Infrastructure && len(sys.Recovery) == 0 {
			continue
		}
		ladder := c.inv.Ladder(int32(i))
		for r := range ladder {
			at, known := c.inv.methods[ladder[r].Method]
			if !known {
				continue
			}
			if used[at] == "" {
				used[at] = c.usePath(at, i, r, "people")
			}
			miss := lack{skill: c.inv.Methods[at].Skill}
			crews := pools[miss.skill]
			if crews != nil {
				miss.site = c.inv.WorkSite(sys, &ladder[r])
			}
			if miss.skill == "" || crews != nil && crews.at(miss.site) {
				continue
			}
			n := lacks[miss]
			if n == nil {
				n = &need{path: c.rungPath(i, r)}
				if crews == nil {
					n.path = c.usePath(at, i, r, "skill")
				}
				lacks[miss] = n
				order = append(order, miss)
			}
			if last := len(n.systems) - 1; last < 0 || n.systems[last] != int32(i) {
				n.systems = append(n.systems, int32(i))
			}
		}
	}
	for _, miss := range order {
		n := lacks[miss]
		if miss.site == "" {
			c.warn("skill-nobody-has", []string{n.path}, c.nearSkill(miss.skill, have, "skill-nobody-has"), miss.skill, len(n.systems), c.names(n.systems)).Systems = n.systems
		} else {
			c.warn("skill-not-at-site", []string{n.path}, diag.Hint{Key: "skill-not-at-site"}, miss.skill, miss.site, len(n.systems), c.names(n.systems)).Systems = n.systems
		}
	}
	c.sizes(pools, used)
}

// sizes finds methods that take more people than any crew has.
func (c *checker) sizes(pools map[string]*pool, used []string) {
	for at := range c.inv.Methods {
		m := &c.inv.Methods[at]
		path := used[at]
		if path == "" && at < c.written {
			path = fmt.Sprintf("methods[%d].people", at)
		}
		crews := pools[m.Skill]
		if path != "" && m.Skill != "" && crews != nil && crews.people > 0 && m.People > crews.people {
			c.warn("too-few-people", []string{path}, diag.Hint{Key: "too-few-people"}, m.ID, m.People, m.Skill, crews.people)
		}
	}
}

// usePath is where a method says something, or the rung when it is built in
// and has no section.
func (c *checker) usePath(method int32, system, rung int, key string) string {
	if int(method) < c.written {
		return fmt.Sprintf("methods[%d].%s", method, key)
	}
	return c.rungPath(system, rung)
}

// rungPath is where a rung is written, or the system that wrote no ladder.
func (c *checker) rungPath(system, rung int) string {
	if len(c.inv.Systems[system].Recovery) == 0 {
		return fmt.Sprintf("systems[%d]", system)
	}
	return fmt.Sprintf("systems[%d].recovery[%d]", system, rung)
}

// ladders finds ladders that are written and have no rung. The usual one
// stands in for them, which may not be what was meant.
func (c *checker) ladders() {
	var systems []int32
	var paths []string
	for i := range c.inv.Systems {
		sys := &c.inv.Systems[i]
		if sys.ID != "" && sys.Recovery != nil && len(sys.Recovery) == 0 {
			systems = append(systems, int32(i))
			paths = append(paths, fmt.Sprintf("systems[%d].recovery", i))
		}
	}
	if len(systems) > 0 {
		c.warn("empty-ladder", paths, diag.Hint{Key: "empty-ladder"}, len(systems), c.names(systems)).Systems = systems
	}
}
