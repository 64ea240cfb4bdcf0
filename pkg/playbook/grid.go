package playbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/selection"
)

// axis is a field of a system that takes few values, and how to set each.
type axis struct {
	name   string
	values int
	set    func(s *selection.System, n int) (written string)
}

// axes lists the fields of a grid. Fields that take any text (a room, a label)
// stand at nothing, which is what they are for a system nobody described.
func axes() []axis {
	words := func(name string, values []string, field func(*selection.System) *string) axis {
		return axis{name, len(values), func(s *selection.System, n int) string {
			*field(s) = values[n]
			return fmt.Sprintf("%s == %q", name, values[n])
		}}
	}
	flag := func(name string, field func(*selection.System) *bool) axis {
		return axis{name, 2, func(s *selection.System, n int) string {
			*field(s) = n == 1
			if n == 1 {
				return name
			}
			return "!" + name
		}}
	}
	damage := slices.DeleteFunc(selection.Conditions(), func(c string) bool { return c == "unaffected" })
	return []axis{
		words("class", selection.Classes(), func(s *selection.System) *string { return &s.Class }),
		{"tier", 5, func(s *selection.System, n int) string {
			if n == 4 {
				s.Tier, s.TierKnown = selection.UnknownTier, false
				return "!tierKnown"
			}
			s.Tier, s.TierKnown = float64(n+1), true
			return fmt.Sprintf("tier == %d", n+1)
		}},
		words("dr", append(selection.DRs(), ""), func(s *selection.System) *string { return &s.DR }),
		words("condition", damage, func(s *selection.System) *string { return &s.Condition }),
		flag("suspected", func(s *selection.System) *bool { return &s.Suspected }),
		flag("public", func(s *selection.System) *bool { return &s.Public }),
		flag("lifeSafety", func(s *selection.System) *bool { return &s.LifeSafety }),
		flag("substitute", func(s *selection.System) *bool { return &s.Substitute }),
	}
}

// grid runs through systems of every kind that the named fields tell apart,
// and describes each by an expression. Class always varies: what a system owes
// depends on it.
func grid(names []string, visit func(s *selection.System, described func() string) (goOn bool)) {
	var varying []axis
	for _, a := range axes() {
		if a.name == "class" || slices.Contains(names, a.name) || a.name == "tier" && slices.Contains(names, "tierKnown") {
			varying = append(varying, a)
		}
	}
	var s selection.System
	for _, a := range axes() {
		a.set(&s, 0)
	}
	at := make([]int, len(varying))
	described := func() string {
		copied := s
		parts := make([]string, len(varying))
		for i, a := range varying {
			parts[i] = a.set(&copied, at[i])
		}
		return strings.Join(parts, " && ")
	}
	var vary func(i int) bool
	vary = func(i int) bool {
		if i == len(varying) {
			return visit(&s, described)
		}
		for at[i] = 0; at[i] < varying[i].values; at[i]++ {
			varying[i].set(&s, at[i])
			if !vary(i + 1) {
				return false
			}
		}
		return true
	}
	vary(0)
}

// apart says that no system is for both tasks, so that neither waits for the
// other. It errs on the side of no.
func (c *checker) apart(a, b *Task) bool {
	if !a.ForSystems() || !b.ForSystems() || a.Where == nil || b.Where == nil {
		return false
	}
	pair := [2]string{a.Where.String(), b.Where.String()}
	if pair[0] == pair[1] {
		return false
	}
	answer, known := c.pairs[pair]
	if !known {
		answer = disjoint(a.Where, b.Where)
		c.pairs[pair] = answer
	}
	return answer
}

// disjoint says that no system matches both, as far as a grid can tell.
func disjoint(a, b *selection.Expr) bool {
	names := slices.Concat(a.Names(), b.Names())
	for _, name := range names {
		if name != "tierKnown" && !slices.ContainsFunc(axes(), func(x axis) bool { return x.name == name }) {
			return false
		}
	}
	apart := true
	grid(names, func(s *selection.System, _ func() string) bool {
		apart = !a.Match(s) || !b.Match(s)
		return apart
	})
	return apart
}
