package selection

import (
	"github.com/expr-lang/expr/ast"

	"github.com/bokgu/bokgu/pkg/lang"
)

// kind is what sort of thing a part of an expression is.
type kind int

const (
	truth kind = iota + 1
	number
	text
	texts // a list of texts
	table // texts by name
)

// title names the kind in an error.
func (k kind) title() lang.Text {
	switch k {
	case truth:
		return lang.Text{KO: "참/거짓", EN: "true or false"}
	case number:
		return lang.Text{KO: "숫자", EN: "a number"}
	case text:
		return lang.Text{KO: "글자", EN: "text"}
	case texts:
		return lang.Text{KO: "목록", EN: "a list"}
	default:
		return lang.Text{KO: "이름표 모음", EN: "labels"}
	}
}

// value is a compiled part: its kind, and the one closure that belongs to the
// kind. The second argument of a closure is the item of any, all and none.
type value[E any] struct {
	kind   kind
	truth  func(*E, string) bool
	number func(*E, string) float64
	text   func(*E, string) string
	texts  func(*E, string) []string
	table  func(*E, string) map[string]string

	field string   // name, when it is a field of an enum
	words []string // the enum's values
	tiers bool     // only 1, 2, 3 and 4 are values of it
	fixed bool     // looks at nothing
}

func truthOf[E any](get func(*E) bool) value[E] {
	return value[E]{kind: truth, truth: func(e *E, _ string) bool { return get(e) }}
}

func numberOf[E any](get func(*E) float64) value[E] {
	return value[E]{kind: number, number: func(e *E, _ string) float64 { return get(e) }}
}

func textOf[E any](get func(*E) string) value[E] {
	return value[E]{kind: text, text: func(e *E, _ string) string { return get(e) }}
}

func enumOf[E any](field string, get func(*E) string, words ...string) value[E] {
	v := textOf(get)
	v.field, v.words = field, words
	return v
}

// systemNames lists what an expression over systems can look at.
func systemNames() []string {
	return []string{
		"id", "name", "class", "tier", "tierKnown", "dr", "agency", "site", "room", "public",
		"lifeSafety", "substitute", "needs", "labels", "condition", "suspected",
	}
}

func systemField(name string) (value[System], bool) {
	switch name {
	case "id":
		return textOf(func(s *System) string { return s.ID }), true
	case "name":
		return textOf(func(s *System) string { return s.Name }), true
	case "class":
		return enumOf(name, func(s *System) string { return s.Class }, Classes()...), true
	case "tier":
		return value[System]{kind: number, tiers: true, number: func(s *System, _ string) float64 { return s.Tier }}, true
	case "tierKnown":
		return truthOf(func(s *System) bool { return s.TierKnown }), true
	case "dr":
		return enumOf(name, func(s *System) string { return s.DR }, append(DRs(), "")...), true
	case "agency":
		return textOf(func(s *System) string { return s.Agency }), true
	case "site":
		return textOf(func(s *System) string { return s.Site }), true
	case "room":
		return textOf(func(s *System) string { return s.Room }), true
	case "public":
		return truthOf(func(s *System) bool { return s.Public }), true
	case "substitute":
		return truthOf(func(s *System) bool { return s.Substitute }), true
	case "lifeSafety":
		return truthOf(func(s *System) bool { return s.LifeSafety }), true
	case "needs":
		return value[System]{kind: texts, texts: func(s *System, _ string) []string { return s.Needs }}, true
	case "labels":
		return value[System]{kind: table, table: func(s *System, _ string) map[string]string { return s.Labels }}, true
	case "condition":
		return enumOf(name, func(s *System) string { return s.Condition }, Conditions()...), true
	case "suspected":
		return truthOf(func(s *System) bool { return s.Suspected }), true
	}
	return value[System]{}, false
}

// Classes lists the values of class.
func Classes() []string { return []string{"service", "infrastructure"} }

// DRs lists the values of dr; the empty text is one more: nobody wrote it down.
func DRs() []string { return []string{"server", "storage", "backup", "none"} }

// Conditions lists the values of condition.
func Conditions() []string { return []string{"unaffected", "stopped", "damaged", "unknown"} }

// incidentNames lists what a gate can look at.
func incidentNames() []string {
	return []string{
		"hours", "total", "down", "stopped", "damaged", "unknown", "back", "elsewhere", "restored",
		"verified", "stable", "relapsed", "held",
	}
}

func incidentField(name string) (value[Incident], bool) {
	if name == "hours" {
		return value[Incident]{kind: number, number: func(i *Incident, _ string) float64 { return i.Hours }}, true
	}
	count := countOf(name)
	if count == nil {
		return value[Incident]{}, false
	}
	return value[Incident]{kind: number, number: func(i *Incident, _ string) float64 { return float64(*count(i)) }}, true
}

// countOf finds a count of an incident by its name; nil when there is none.
func countOf(name string) func(*Incident) *int {
	switch name {
	case "total":
		return func(i *Incident) *int { return &i.Total }
	case "down":
		return func(i *Incident) *int { return &i.Down }
	case "stopped":
		return func(i *Incident) *int { return &i.Stopped }
	case "damaged":
		return func(i *Incident) *int { return &i.Damaged }
	case "unknown":
		return func(i *Incident) *int { return &i.Unknown }
	case "back":
		return func(i *Incident) *int { return &i.Back }
	case "elsewhere":
		return func(i *Incident) *int { return &i.Elsewhere }
	case "restored":
		return func(i *Incident) *int { return &i.Restored }
	case "verified":
		return func(i *Incident) *int { return &i.Verified }
	case "stable":
		return func(i *Incident) *int { return &i.Stable }
	case "relapsed":
		return func(i *Incident) *int { return &i.Relapsed }
	case "held":
		return func(i *Incident) *int { return &i.Held }
	}
	return nil
}

// function is a call of a language. It takes one name in quotes or one tier;
// the other maker is nil.
type function[E any] struct {
	name   string
	ofName func(id string) value[E]
	ofTier func(tier int) value[E] // 1 to 4
}

// refuses is the error about another argument.
func (f *function[E]) refuses(n ast.Node) *Error {
	if f.ofTier != nil {
		return fail(n, "expression-argument-tier", f.name)
	}
	return fail(n, "expression-argument", f.name)
}

// incidentFunctions lists the calls of a gate.
func incidentFunctions() []function[Incident] {
	asks := func(name string, of func(*Incident) func(string) bool) function[Incident] {
		return function[Incident]{name: name, ofName: func(id string) value[Incident] {
			return truthOf(func(i *Incident) bool { answer := of(i); return answer != nil && answer(id) })
		}}
	}
	return []function[Incident]{
		asks(CallDone, func(i *Incident) func(string) bool { return i.Done }),
		asks(CallPassed, func(i *Incident) func(string) bool { return i.Passed }),
		asks(CallHappened, func(i *Incident) func(string) bool { return i.Happened }),
	}
}
