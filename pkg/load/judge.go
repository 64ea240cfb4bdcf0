package load

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/selection"
)

// Judged is the findings as a workspace's checks weigh them.
type Judged struct {
	Findings diag.List      // those that count, sorted
	Ignored  []diag.Ignored // in the same order
}

// Judge weighs the findings by the bundle's own checks, and adds what is wrong
// with those: a rule that does not exist or cannot be changed, an ignore that
// has run out, or matches nothing when the bundle is a whole workspace. What
// is too old by now is found here too, and what a whole workspace lacks. The
// bundle itself stays as it is.
func (b *Bundle) Judge(now time.Time, whole bool) Judged {
	checks := &Checks{}
	if b.Workspace != nil {
		checks = &b.Workspace.Checks
	}
	j := b.judge(checks, now, b.look(now, whole))
	for i := range checks.Severity {
		o := &checks.Severity[i]
		j.named(o.Rule, o.Severity == diag.Error, o.said)
	}
	whole = whole && !slices.ContainsFunc(b.Findings, leavesUnread) // what was not read can match nothing
	j.ignores(whole)
	j.out.Findings.Sort()
	slices.SortStableFunc(j.out.Ignored, func(a, b diag.Ignored) int { return a.Compare(&b.Finding) })
	return j.out
}

// ignores finds what is wrong with the ignores themselves. Those of what is
// found here come last: only then is it known whether they match something.
func (j *judging) ignores(whole bool) {
	late := []string{"ignore-expired", "ignore-unused"}
	for turn := -1; turn < len(late); turn++ {
		for i := range j.checks.Ignore {
			g := &j.checks.Ignore[i]
			switch {
			case slices.Index(late, g.Rule) != turn:
			case !j.named(g.Rule, false, g.said):
			case g.over(j.today):
				j.blame(diag.Warning, "ignore-expired", g.end, diag.Hint{Key: "ignore-expired"}, g.Rule, g.Until.Format(time.DateOnly))
			case whole && !j.used[i] && g.Rule != "ignore-unused": // which would match what is said of itself
				j.blame(diag.Warning, "ignore-unused", g.said, diag.Hint{Key: "ignore-unused"}, g.Rule)
			}
		}
	}
}

// JudgeBy weighs the findings by another workspace's checks, about which
// nothing is said.
func (b *Bundle) JudgeBy(checks *Checks, now time.Time) Judged {
	return b.judge(checks, now, b.look(now, false)).out
}

// judging is one judgement under way.
type judging struct {
	bundle  *Bundle
	checks  *Checks
	today   string
	used    []bool           // which ignores matched something
	systems map[string]int32 // id to its place in the inventory; nil until somebody asks
	out     Judged
}

func (b *Bundle) judge(checks *Checks, now time.Time, seen diag.List) *judging {
	j := &judging{
		bundle: b, checks: checks, today: now.Format(time.DateOnly),
		used: make([]bool, len(checks.Ignore)), out: Judged{Findings: diag.List{}},
	}
	all := slices.Concat(b.Findings, seen)
	all.Sort()
	for i := range all {
		j.finding(all[i])
	}
	return j
}

// leavesUnread says that a finding is of those that nothing can be done about
// but mending the file.
func leavesUnread(f diag.Finding) bool {
	rule, known := diag.FindRule(f.Rule)
	return f.Fixed || !known || rule.Fixed
}

// finding counts a finding, or ignores it, or some of the systems it is about.
func (j *judging) finding(f diag.Finding) {
	if leavesUnread(f) {
		j.out.Findings = append(j.out.Findings, f)
		return
	}
	f.Severity = j.severity(f.Rule, f.Severity)
	for i := range j.checks.Ignore {
		g := &j.checks.Ignore[i]
		if g.Rule != f.Rule || g.over(j.today) || !g.covers(j.checks.folder, f.Place.File) {
			continue
		}
		hidden, rest := j.systemsOf(&f), []int32(nil)
		if g.Where != nil {
			hidden, rest = j.parted(&f, hidden, g.Where)
			if len(hidden) == 0 {
				continue
			}
		}
		j.used[i] = true
		part := f
		if len(rest) > 0 {
			part = j.about(f, hidden)
		}
		j.out.Ignored = append(j.out.Ignored, diag.Ignored{Finding: part, Reason: g.Reason, Until: g.Until})
		if len(rest) == 0 {
			return
		}
		f = j.about(f, rest)
	}
	j.out.Findings = append(j.out.Findings, f)
}

// severity is the severity of a rule in this workspace.
func (j *judging) severity(rule string, usual diag.Severity) diag.Severity {
	for i := range j.checks.Severity {
		if j.checks.Severity[i].Rule == rule {
			return j.checks.Severity[i].Severity
		}
	}
	return usual
}

// systemsOf numbers the entries of systems that a finding is about.
func (j *judging) systemsOf(f *diag.Finding) []int32 {
	if f.Systems != nil {
		return f.Systems
	}
	var systems []int32
	for _, p := range append([]string{f.Path}, f.AlsoPath...) {
		if at, _, ok := systemOf(p); ok {
			systems = append(systems, at)
		}
	}
	return systems
}

// systemOf is the number of the system that a path leads into, and the rest of
// the path.
func systemOf(path string) (at int32, rest string, ok bool) {
	inner, found := strings.CutPrefix(path, "systems")
	number, rest, closed := strings.Cut(inner, "]")
	i, counted := index(number + "]")
	return int32(i), rest, found && closed && counted
}

// parted tells the systems of a finding that an expression matches from the
// others. A finding that cannot be parted is hidden only when all of its
// systems match.
func (j *judging) parted(f *diag.Finding, systems []int32, where *selection.Expr) (hidden, rest []int32) {
	var s selection.System
	for _, at := range systems {
		i, known := j.system(j.id(at))
		if known {
			j.bundle.Inventory.Selection(i, &s)
		}
		if known && where.Match(&s) {
			hidden = append(hidden, at)
		} else {
			rest = append(rest, at)
		}
	}
	if len(rest) > 0 && (f.Systems == nil || f.Rule == "cycle") {
		return nil, systems
	}
	return hidden, rest
}

// id is the id of the system that was written so many entries from the start.
func (j *judging) id(at int32) string {
	if rs := j.bundle.rows; rs != nil && int(at) < len(rs.lists["systems"]) {
		if id := child(rs.entry("systems", int(at)).node, "id"); id != nil {
			return id.Value
		}
	}
	return ""
}

// system is a system's place in the inventory; one that was set aside has none.
func (j *judging) system(id string) (int32, bool) {
	if j.systems == nil {
		inv := j.bundle.Inventory
		j.systems = make(map[string]int32, len(inv.Systems))
		for i := range inv.Systems {
			j.systems[inv.Systems[i].ID] = int32(i)
		}
	}
	i, known := j.systems[id]
	return i, known
}

// about is a grouped finding about some of its systems only.
func (j *judging) about(f diag.Finding, systems []int32) diag.Finding {
	var ids []string
	for _, at := range systems[:min(len(systems), diag.Shown+1)] {
		ids = append(ids, j.id(at))
	}
	last := len(f.Args) - 2
	f.Args = append(slices.Clone(f.Args[:last]), len(systems), diag.Few(ids))
	f.Systems = systems
	rs := j.bundle.rows
	_, rest, ok := systemOf(f.Path)
	if !ok {
		return f // it stands at what they share
	}
	paths := make([]string, 0, diag.Shown)
	for _, at := range systems[:min(len(systems), diag.Shown)] {
		paths = append(paths, fmt.Sprintf("systems[%d]%s", at, rest))
	}
	first := rs.locate(paths[0])
	f.Path, f.Place = paths[0], first.place(0)
	f.Source = first.src.line(f.Place.Line)
	if f.AlsoPath != nil {
		f.AlsoPath, f.Also = paths[1:], nil
		for _, p := range paths[1:] {
			f.Also = append(f.Also, rs.locate(p).place(0))
		}
	}
	return f
}

// named says that there is a rule of that name, and that it may be changed.
func (j *judging) named(id string, raised bool, at spot) bool {
	rule, known := diag.FindRule(id)
	switch {
	case !known:
		hint := diag.Hint{Key: "rules"}
		if best := diag.Nearest(id, diag.RuleIDs()); best != "" {
			hint = diag.Hint{Key: "did-you-mean", Args: []any{best}}
		}
		j.blame(diag.Error, "unknown-rule", at, hint, clip(id))
	case rule.Fixed && !raised:
		j.blame(diag.Error, "fixed-rule", at, diag.Hint{Key: "fixed-rule"}, id)
	default:
		return true
	}
	return false
}

// blame is a finding about the checks themselves.
func (j *judging) blame(usual diag.Severity, rule string, at spot, hint diag.Hint, args ...any) {
	j.finding(diag.Finding{
		Severity: usual, Rule: rule, Args: args,
		Place: at.place, Source: at.line, Hint: hint,
	})
}
