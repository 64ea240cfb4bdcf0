package selection

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func compile(t *testing.T, source string) *Expr {
	t.Helper()
	x, err := Compile(source)
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	return x
}

func TestExpressionMatchesSystems(t *testing.T) {
	sys := System{
		ID: "gov24", Name: "정부24", Class: "service", Tier: 1, TierKnown: true, DR: "server",
		Agency: "mois", Site: "daejeon", Room: "7-1", Public: true, Needs: []string{"gpki", "net-core"},
		Labels: map[string]string{"synthetic": "true"}, Condition: "damaged", Suspected: true,
	}
	ungraded := System{Class: "service", Tier: UnknownTier, Condition: "stopped"}
	for _, tc := range []struct {
		source         string
		sys, ungradedX bool
	}{
		{`tier <= 2 && room == "7-1"`, true, false},
		{`tier in [1, 2]`, true, false},
		{`tier in [1, 2, 3, 4]`, true, false},
		{`tier not in [1, 2]`, false, true},
		{`tier >= 3`, false, false},
		{`tier > 2`, false, true},
		{`1 <= tier <= 2`, true, false},
		{`tierKnown`, true, false},
		{`not public or lifeSafety`, false, true},
		{`room in ["7", "7-1"]`, true, false},
		{`"gpki" in needs`, true, false},
		{`"storage" not in needs`, true, true},
		{`any(needs, # startsWith "net-")`, true, false},
		{`all(needs, # startsWith "net-")`, false, true},
		{`none(needs, # == "onnara")`, true, true},
		{`len(needs) == 2`, true, false},
		{`labels.synthetic == "true"`, true, false},
		{`labels["synthetic"] == ""`, false, true},
		{`"synthetic" in labels`, true, false},
		{`name contains "24"`, true, false},
		{`name startsWith "정부"`, true, false},
		{`id endsWith "24"`, true, false},
		{`condition == "damaged" && suspected`, true, false},
		{`dr == ""`, false, true},
		{`public == true`, true, false},
		{`public != lifeSafety`, true, false},
		{`true`, true, true},
	} {
		x := compile(t, tc.source)
		if got := x.Match(&sys); got != tc.sys {
			t.Errorf("%s: system: %v", tc.source, got)
		}
		if got := x.Match(&ungraded); got != tc.ungradedX {
			t.Errorf("%s: ungraded: %v", tc.source, got)
		}
		if x.String() != tc.source {
			t.Errorf("%s: String is %s", tc.source, x)
		}
	}
}

func TestUnknownTierEqualsNoTier(t *testing.T) {
	for _, source := range []string{`tier == 1`, `tier == 2`, `tier == 3`, `tier == 4`, `tier <= 2`, `tier >= 3`} {
		if compile(t, source).Match(&System{Tier: UnknownTier}) {
			t.Errorf("%s matches an unknown tier", source)
		}
	}
}

func TestErrorPointsAtColumn(t *testing.T) {
	for _, tc := range []struct {
		source, rule string
		column       int
		hint         string
	}{
		{``, "expression-ends", 1, ""},
		{`tier <= `, "expression-ends", 8, ""},
		{`tier <=`, "expression-ends", 8, ""},
		{`public &&`, "expression-ends", 10, ""},
		{`name == "정부" &&`, "expression-ends", 16, ""},
		{`(tier <= 2`, "expression-ends", 11, ""},
		{`tier in [1,`, "expression-ends", 12, ""},
		{`room not`, "expression-ends", 9, ""},
		{`tier <= 2)`, "expression-syntax", 10, ""},
		{`tier = 1`, "expression-syntax", 6, "expression-equals"},
		{`tier <= 2 && rooom == "7"`, "expression-name", 14, "did-you-mean-of"},
		{`name == "정부" && rooom == "7"`, "expression-name", 17, "did-you-mean-of"},
		{`condition == "damagd"`, "expression-value", 14, "did-you-mean-of"},
		{`"damagd" != condition`, "expression-value", 1, "did-you-mean-of"},
		{`dr in ["server", "storge"]`, "expression-value", 18, "did-you-mean-of"},
		{`class == "zzzzzzz"`, "expression-value", 10, "allowed"},
		{`tier == 5`, "expression-tier", 9, ""},
		{`tier in [0]`, "expression-tier", 10, ""},
		{`tier == "1"`, "expression-operands", 6, ""},
		{`room < "8"`, "expression-operands", 6, ""},
		{`tier`, "expression-not-condition", 1, ""},
		{`now() == 1`, "expression-call", 1, ""},
		{`filter(needs, true) == 1`, "expression-call", 1, "allowed"},
		{`done("x")`, "expression-call", 1, ""},
		{`tier ? true : false`, "expression-not-allowed", 0, ""},
		{`name matches "a"`, "expression-not-allowed", 6, ""},
		{`tier ** 2 == 4`, "expression-not-allowed", 6, ""},
		{`needs[3] == "x"`, "expression-not-allowed", 0, ""},
		{`any(needs, any(needs, # == "x"))`, "expression-not-allowed", 12, ""},
		{`#`, "expression-syntax", 1, "expression-operators"},
		{`room == nil`, "expression-not-allowed", 9, ""},
		{`let x = 1; x == 1`, "expression-not-allowed", 5, ""},
		{`room == "7`, "expression-ends", 11, "expression-quotes"},
		{`not tier`, "expression-operand", 1, ""},
		{strings.Repeat(" ", MaxLength) + "true", "expression-too-long", 1, ""},
		{"room == \"\xff\"", "expression-bytes", 1, ""},
	} {
		_, err := Compile(tc.source)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: no *Error: %v", tc.source, err)
			continue
		}
		if e.Rule != tc.rule || tc.column > 0 && e.Column != tc.column || tc.hint != "" && e.Hint.Key != tc.hint {
			t.Errorf("%s: %s at %d, hint %q; want %s at %d, hint %q",
				tc.source, e.Rule, e.Column, e.Hint.Key, tc.rule, tc.column, tc.hint)
		}
		if strings.Contains(e.Error(), "finding.") || strings.Contains(e.Error(), "%!") {
			t.Errorf("%s: no message: %s", tc.source, e)
		}
	}
}

func TestGateSeesIncident(t *testing.T) {
	i := Incident{
		Hours: 14, Total: 647, Back: 30,
		Happened: func(event string) bool { return event == "fire-out" },
		Done:     func(task string) bool { return task == "count" },
		Passed:   func(step string) bool { return step == "assess" },
	}
	for source, want := range map[string]bool{
		`hours >= 0.5`:                           true,
		`back == total`:                          false,
		`back >= total * 0.04`:                   true,
		`happened("fire-out") and done("count")`: true,
		`passed("mobilize") or passed("assess")`: true,
		`not happened("fire-out")`:               false,
		`back / total > 0.5`:                     false,
		`-hours < 0`:                             true,
	} {
		g, err := CompileGate(source)
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		if g.Holds(&i) != want {
			t.Errorf("%s: %v", source, !want)
		}
		g.Holds(&Incident{}) // an incident without functions answers no
	}
}

func TestGateNamesWhatItRefersTo(t *testing.T) {
	g, err := CompileGate(`done("count") && !passed("assess") || happened("완진")`)
	if err != nil {
		t.Fatal(err)
	}
	want := []Reference{{CallDone, "count", 6}, {CallPassed, "assess", 26}, {CallHappened, "완진", 48}}
	if got := g.References(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, source := range []string{`done(id)`, `done()`, `done("a", "b")`, `done("a" + "b")`} {
		if _, err := CompileGate(source); err == nil {
			t.Errorf("%s: compiled", source)
		}
	}
}

func TestGateThatCannotHoldIsFound(t *testing.T) {
	for source, want := range map[string]bool{
		`true`:                                   true,
		`false`:                                  false,
		`1 > 2`:                                  false,
		`1 + 1 == 2`:                             true,
		`1 + 1 == 3`:                             false,
		`hours < 0`:                              false,
		`hours >= 0.5`:                           true,
		`hours > 5 && hours < 3`:                 false,
		`hours > 5 && hours < 6`:                 true,
		`back > 5 && back < 6`:                   false,
		`back > total`:                           false,
		`stable > back`:                          false,
		`stable > 600 && verified < 600`:         false,
		`back == 20 && total == 600`:             true,
		`back > verified && verified > stable`:   true,
		`back == total - 40 && total == 647`:     true,
		`back >= total * 0.9`:                    true,
		`done("never")`:                          false,
		`done("ever")`:                           true,
		`!done("never") && done("ever")`:         true,
		`done("ever") && !done("ever")`:          false,
		`done("never") || hours > 48`:            true,
		`done("never") && hours > 48`:            false,
		`happened("fire-out") != done("ever")`:   true,
		`damaged + stopped > total && back == 0`: true, // calculates: benefit of the doubt
	} {
		g, err := CompileGate(source)
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		if got := g.CanHold(func(r Reference) bool { return r.ID != "never" }); got != want {
			t.Errorf("%s: can hold: %v, want %v", source, got, want)
		}
	}
}

// A gate that some incident opens is never called impossible.
func TestOpenGateIsNeverCalledImpossible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := gateSource(t, 3)
		g, err := CompileGate(source)
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		total := rapid.IntRange(0, 12).Draw(t, "total")
		back := rapid.IntRange(0, total).Draw(t, "back")
		verified := rapid.IntRange(0, back).Draw(t, "verified")
		done := rapid.Bool().Draw(t, "done")
		i := Incident{
			Hours: rapid.Float64Range(0, 12).Draw(t, "hours"),
			Total: total, Back: back, Verified: verified, Done: func(string) bool { return done },
		}
		if g.Holds(&i) && !g.CanHold(func(Reference) bool { return done }) {
			t.Fatalf("%s holds for %+v, yet cannot hold", source, i)
		}
	})
}

func gateSource(t *rapid.T, depth int) string {
	number := func() string {
		return rapid.SampledFrom([]string{"total", "back", "verified", "hours", "0", "3", "5", "7.5", "11"}).Draw(t, "number")
	}
	if depth == 0 || rapid.IntRange(0, 3).Draw(t, "leaf") == 0 {
		if rapid.IntRange(0, 4).Draw(t, "call") == 0 {
			return `done("x")`
		}
		return number() + rapid.SampledFrom([]string{" < ", " <= ", " == ", " != ", " > "}).Draw(t, "compare") + number()
	}
	if rapid.IntRange(0, 4).Draw(t, "not") == 0 {
		return "!(" + gateSource(t, depth-1) + ")"
	}
	return "(" + gateSource(t, depth-1) + rapid.SampledFrom([]string{" && ", " || "}).Draw(t, "join") + gateSource(t, depth-1) + ")"
}

func TestFlagsMakeOneExpression(t *testing.T) {
	none, err := Flags{}.Compile()
	if none != nil || err != nil {
		t.Fatalf("no flags: %v, %v", none, err)
	}
	f := Flags{Where: `class == "service" || public`, Rooms: []string{"7", "8"}, Tiers: []int{1, 2}, Agencies: []string{`우"정`}, Sites: []string{"daejeon"}, Public: true}
	x, err := f.Compile()
	if err != nil {
		t.Fatal(err)
	}
	hit := System{Class: "service", Room: "8", Tier: 2, Agency: `우"정`, Site: "daejeon", Public: true}
	if !x.Match(&hit) {
		t.Errorf("%s does not match %+v", x, hit)
	}
	for _, spoil := range []func(*System){
		func(s *System) { s.Room = "9" }, func(s *System) { s.Tier = 3 }, func(s *System) { s.Agency = "x" },
		func(s *System) { s.Site = "" }, func(s *System) { s.Public = false },
	} {
		miss := hit
		spoil(&miss)
		if x.Match(&miss) {
			t.Errorf("%s matches %+v", x, miss)
		}
	}
	if _, err := (Flags{Where: `true) || (true`, Public: true}).Compile(); err == nil {
		t.Error("where reaches out of its brackets")
	}
	if _, err := (Flags{Where: `true // all`, Public: true}).Compile(); err != nil {
		t.Errorf("a comment at the end of where: %v", err)
	}
	if _, err := (Flags{Tiers: []int{7}}).Compile(); err == nil {
		t.Error("tier 7 accepted")
	}
}

func TestFlagValuesAreQuoted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		room := rapid.String().Draw(t, "room")
		x, err := Flags{Rooms: []string{room}}.Compile()
		if err != nil {
			t.Fatalf("%q: %v", room, err)
		}
		if !x.Match(&System{Room: room}) || x.Match(&System{Room: room + "x"}) {
			t.Fatalf("%q: %s", room, x)
		}
	})
}

func TestEveryFieldCanBeNamed(t *testing.T) {
	tags := func(of any) []string {
		var names []string
		for f := range reflect.TypeOf(of).Fields() {
			if f.Type.Kind() != reflect.Func {
				names = append(names, f.Tag.Get("expr"))
			}
		}
		return names
	}
	if want := tags(System{}); !slices.Equal(systemNames(), want) {
		t.Errorf("system: %v, want %v", systemNames(), want)
	}
	if want := tags(Incident{}); !slices.Equal(incidentNames(), want) {
		t.Errorf("incident: %v, want %v", incidentNames(), want)
	}
	for _, name := range systemNames() {
		if _, ok := systemField(name); !ok {
			t.Errorf("system: %s has no value", name)
		}
	}
	for _, name := range incidentNames() {
		if _, ok := incidentField(name); !ok {
			t.Errorf("incident: %s has no value", name)
		}
	}
}

func FuzzCompile(f *testing.F) {
	for _, seed := range []string{
		`tier <= 2 && room == "7-1"`, `any(needs, # == "x")`, `labels["a"] in ["b"]`, `done("x") or hours > 1e3`,
		`tierBack(1) == tierTotal(4)`, `did("x") && phase != "down"`, `tierRuns(9223372036854775807) < recorded("a.b")`,
		`((((`, `!!!!true`, `let a = 1; a`, `{"a": 1}`, `needs[0:1]`, `a?.b`, `"\x`, `1..99999999`, "`", `한글`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if x, err := Compile(source); err == nil {
			x.Match(&System{})
			x.Match(&System{Needs: []string{"a", "b"}})
		} else if e := new(Error); !errors.As(err, &e) || e.Column < 1 {
			t.Errorf("%q: %v", source, err)
		}
		if g, err := CompileGate(source); err == nil {
			g.Holds(&Incident{})
			g.CanHold(func(Reference) bool { return true })
		}
		for _, about := range []bool{false, true} {
			c, err := CompileClaim(source, about)
			if e := new(Error); err != nil && (!errors.As(err, &e) || e.Column < 1) {
				t.Errorf("%q: %v", source, err)
			}
			if err == nil {
				c.Says(&World{})
				c.Certain()
				c.Holds(&World{})
			}
		}
	})
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := Compile(`class == "service" && tier <= 2 && room in ["7", "8"]`); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	x, err := Compile(`class == "service" && tier <= 2 && room in ["7", "8"]`)
	if err != nil {
		b.Fatal(err)
	}
	s := &System{Class: "service", Tier: 1, Room: "8"}
	for b.Loop() {
		if !x.Match(s) {
			b.Fatal("no match")
		}
	}
}
