package drill

import (
	"fmt"
	"slices"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/selection"
)

// said says that systems are named, if only by an empty list.
func (w *Which) said() bool { return w.Where != nil || w.IDs != nil }

// which checks the systems that something is about, and how many of them are
// drawn.
func (c *checker) which(path, countPath string, w *Which) {
	if w.Count < 0 {
		c.error(countPath, "negative-number", w.Count)
	}
	n := len(w.IDs)
	switch {
	case w.Where != nil:
		var known bool
		if n, known = c.expression(path, w.Where); !known || n == 0 {
			return
		}
	case n == 0:
		c.error(path, "means-no-system").Hint = diag.Hint{Key: "means-no-system"}
		return
	}
	taken := make(map[string]bool, len(w.IDs))
	for i, id := range w.IDs {
		at := fmt.Sprintf("%s[%d]", path, i)
		c.system(at, id, 0)
		if taken[id] && id != "" {
			c.error(at, "system-named-twice", id)
		}
		taken[id] = true
	}
	if w.Count > n {
		c.error(countPath, "count-too-large", w.Count, n)
	}
}

// mostMatches bounds how many systems are held against expressions, which is
// about a second of work.
const mostMatches = 10_000_000

// expression checks that an expression means a system, and says how many it
// means. That is not known without an inventory, or when it looks at what an
// outage changes.
func (c *checker) expression(path string, x *selection.Expr) (n int, known bool) {
	if x == nil || c.inv == nil || slices.Contains(x.Names(), "condition") || slices.Contains(x.Names(), "suspected") {
		return 0, false
	}
	n, counted := c.meant[x.String()]
	if !counted {
		if c.matches += len(c.inv.Systems); c.matches > mostMatches {
			return 0, false
		}
		var s selection.System
		for i := range c.inv.Systems {
			c.inv.Selection(int32(i), &s)
			if x.Match(&s) {
				n++
			}
		}
		c.meant[x.String()] = n
	}
	if n == 0 {
		c.error(path, "means-no-system").Hint = diag.Hint{Key: "means-no-system"}
	}
	return n, true
}
