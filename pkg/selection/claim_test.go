package selection

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func claim(t *testing.T, source string, aboutSystem bool) *Claim {
	t.Helper()
	c, err := CompileClaim(source, aboutSystem)
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	return c
}

// someWorld is a world in which every field and every call says something.
func someWorld() *World {
	return &World{
		Incident: Incident{
			Hours: 47.5, Total: 647, Back: 30, Stable: 2, Damaged: 96, Held: 7,
			Happened: func(event string) bool { return event == "fire-out" },
			Done:     func(task string) bool { return task == "count" },
			Passed:   func(step string) bool { return step == "assess" },
		},
		System: System{
			ID: "login", Name: "통합로그인", Class: "service", Tier: 2, TierKnown: true, Public: true,
			Needs: []string{"net-core", "storage"}, Labels: map[string]string{"b": "2", "a": "1"}, Condition: "damaged",
		},
		Irregular: 1, Records: 4200, Commands: 310, Rounds: 12, Effective: 1, Runs: true, Phase: "resumed",
		TierTotal: func(tier int) int { return 10 * tier },
		TierBack:  func(tier int) int { return tier },
		TierRuns:  func(tier int) int { return 2 * tier },
		Recorded:  func(kind string) int { return len(kind) },
		IsBack:    func(system string) bool { return system == "power" },
		Did:       func(task string) bool { return task == "substitute" },
	}
}

func TestClaimSeesTheWorld(t *testing.T) {
	w := someWorld()
	for _, tc := range []struct {
		source string
		holds  bool
	}{
		{`back == 30 && stable != total`, true},
		{`irregular == 0`, false},
		{`records > 4000 and commands <= 310 and rounds == 12`, true},
		{`twice > 0`, false},
		{`tierBack(1) == tierTotal(1)`, false},
		{`tierBack(2) * 5 >= tierTotal(1)`, true},
		{`tierRuns(4) == 8`, true},
		{`recorded("round.issued") > 11`, true},
		{`isBack("power") and not isBack("cooling")`, true},
		{`happened("fire-out") && done("count") && passed("assess")`, true},
		{`happened("fire") || done("x") || passed("verify")`, false},
	} {
		if got := claim(t, tc.source, false).Holds(w); got != tc.holds {
			t.Errorf("%s: %v", tc.source, got)
		}
		if got := claim(t, tc.source, true).Holds(w); got != tc.holds {
			t.Errorf("%s, about systems: %v", tc.source, got)
		}
	}
	for source, holds := range map[string]bool{
		`tier <= 2 || effectiveTier == 1`:               true,
		`effectiveTier in [2, 3]`:                       false,
		`did("substitute")`:                             true,
		`did("count")`:                                  false,
		`runs and phase == "resumed"`:                   true,
		`phase in ["verified", "stable"]`:               false,
		`"storage" in needs && labels.a == "1"`:         true,
		`any(needs, # startsWith "net") and hours > 47`: true,
		`condition == "stopped"`:                        false,
		`len(needs) == 2 and public and name != id`:     true,
	} {
		if got := claim(t, source, true).Holds(w); got != holds {
			t.Errorf("%s: %v", source, got)
		}
	}
}

// A world that gives no functions answers no and 0.
func TestClaimOfAnEmptyWorld(t *testing.T) {
	for _, source := range []string{
		`happened("x") || done("x") || passed("x") || did("x") || isBack("x")`,
		`tierTotal(1) + tierBack(2) + tierRuns(3) + recorded("x") > 0`,
	} {
		if claim(t, source, true).Holds(&World{}) {
			t.Errorf("%s holds", source)
		}
	}
}

func TestClaimErrorPointsAtColumn(t *testing.T) {
	for _, tc := range []struct {
		source string
		about  bool
		rule   string
		column int
		hint   string
	}{
		{`tierBack(5) == 0`, false, "expression-tier", 10, ""},
		{`back > 0 && tierBack(0) == 0`, false, "expression-tier", 22, ""},
		{`tierBack("1") == 0`, false, "expression-argument-tier", 10, ""},
		{`tierBack(1.5) == 0`, false, "expression-argument-tier", 10, ""},
		{`tierBack(total) == 0`, false, "expression-argument-tier", 10, ""},
		{`tierBack(1, 2) == 0`, false, "expression-argument-tier", 1, ""},
		{`tierBack() == 0`, false, "expression-argument-tier", 1, ""},
		{`tierBack(1)`, false, "expression-not-condition", 1, ""},
		{`isBack(1)`, false, "expression-argument", 8, ""},
		{`recorded(kind) > 0`, false, "expression-argument", 10, ""},
		{`tierbak(1) == 0`, false, "expression-call", 1, "did-you-mean-of"},
		{`bak == 0`, false, "expression-name", 1, "did-you-mean-of"},
		{`back == 0 && tier == 1`, false, "expression-name", 14, "expression-about-systems"},
		{`phase == "stable"`, false, "expression-name", 1, "expression-about-systems"},
		{`did("substitute")`, false, "expression-call", 1, "expression-about-systems"},
		{`phase == "stabel"`, true, "expression-value", 10, "did-you-mean-of"},
		{`effectiveTier == 5`, true, "expression-tier", 18, ""},
		{`tier == 0`, true, "expression-tier", 9, ""},
		{`condition == "broken"`, true, "expression-value", 14, "allowed"},
		{`dead("x")`, true, "expression-call", 1, "did-you-mean-of"},
	} {
		_, err := CompileClaim(tc.source, tc.about)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: no *Error: %v", tc.source, err)
			continue
		}
		if e.Rule != tc.rule || e.Column != tc.column || tc.hint != "" && e.Hint.Key != tc.hint {
			t.Errorf("%s: %s at %d, hint %q; want %s at %d, hint %q",
				tc.source, e.Rule, e.Column, e.Hint.Key, tc.rule, tc.column, tc.hint)
		}
		if strings.Contains(e.Error(), "finding.") || strings.Contains(e.Error(), "%!") {
			t.Errorf("%s: no message: %s", tc.source, e)
		}
	}
}

func TestClaimNamesWhatItRefersTo(t *testing.T) {
	c := claim(t, `did("회의") && tierBack(1) > 0 && isBack("power") || recorded("note.written") > 0 && done("count")`, true)
	want := []Reference{{CallDid, "회의", 5}, {CallIsBack, "power", 40}, {CallRecorded, "note.written", 61}, {CallDone, "count", 89}}
	if got := c.References(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What was so instead is told in the words of the expectation, each once.
func TestClaimSaysWhatIsSo(t *testing.T) {
	w := someWorld()
	for _, tc := range []struct {
		source, says string
		about        bool
	}{
		{`tierBack(1) == tierTotal(1)`, `tierBack(1)=1; tierTotal(1)=10`, false},
		{`hours > 40 && back / total < 0.5 && back > 0`, `hours=47.5; back=30; total=647`, false},
		{`1 <= back <= 2 || not done('count')`, `back=30; done("count")=true`, false},
		{`happened("완진")`, `happened("완진")=false`, false},
		{`recorded("round.issued") == 0`, `recorded("round.issued")=12`, false},
		{`true`, ``, false},
		{`tier <= 2 || effectiveTier == 1`, `tier=2; effectiveTier=1`, true},
		{`runs && did("substitute") && phase != "down"`, `runs=true; did("substitute")=true; phase=resumed`, true},
		{`any(needs, # == "x") || len(needs) > 3`, `needs=net-core, storage`, true},
		{`labels.a == labels["b"] || labels.a == ""`, `labels["a"]=1; labels["b"]=2`, true},
		{`"a" in labels and labels.a == "1"`, `labels=a=1, b=2; labels["a"]=1`, true},
	} {
		var parts []string
		for _, s := range claim(t, tc.source, tc.about).Says(w) {
			parts = append(parts, s.Name+"="+s.Value)
		}
		if got := strings.Join(parts, "; "); got != tc.says {
			t.Errorf("%s says %s, want %s", tc.source, got, tc.says)
		}
	}
	for f, want := range map[float64]string{3: "3", 0: "0", 2.5: "2.5", 1.0 / 3: "0.333", 1e6: "1000000"} {
		if got := claim(t, `hours > 1`, false).Says(&World{Incident: Incident{Hours: f}})[0].Value; got != want {
			t.Errorf("%v is said as %s", f, got)
		}
	}
}

func TestClaimThatSaysNothingIsFound(t *testing.T) {
	for source, want := range map[string]string{
		`true`:                         "always",
		`1 > 2`:                        "never",
		`back > total`:                 "never",
		`back <= total`:                "always",
		`hours < 0`:                    "never",
		`hours >= 0 // from the start`: "always",
		`done("x") || not done("x")`:   "always",
		`stable == total`:              "",
		`twice > 0`:                    "",
		`tierBack(1) == tierTotal(1)`:  "",
		`happened("x")`:                "",
		`back + down > total`:          "", // calculates: benefit of the doubt
	} {
		holds, certain := claim(t, source, false).Certain()
		got := ""
		if certain {
			got = map[bool]string{true: "always", false: "never"}[holds]
		}
		if got != want {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
}

// What holds in one world and not in another is never called certain.
func TestOpenClaimIsNeverCalledCertain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := gateSource(t, 3)
		c, err := CompileClaim(source, false)
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		w := World{Incident: Incident{Hours: rapid.Float64Range(0, 12).Draw(t, "hours")}}
		w.Total = rapid.IntRange(0, 12).Draw(t, "total")
		w.Back = rapid.IntRange(0, w.Total).Draw(t, "back")
		w.Verified = rapid.IntRange(0, w.Back).Draw(t, "verified")
		done := rapid.Bool().Draw(t, "done")
		w.Done = func(string) bool { return done }
		if holds, certain := c.Certain(); certain && holds != c.Holds(&w) {
			t.Fatalf("%s is said to be %v, and is not for %+v", source, holds, w)
		}
	})
}

func TestEveryFieldOfTheWorldCanBeNamed(t *testing.T) {
	var own []string
	calls := []string{"len", "any", "all", "none"}
	for _, part := range []any{Incident{}, World{}} {
		for f := range reflect.TypeOf(part).Fields() {
			switch {
			case f.Anonymous:
			case f.Type.Kind() == reflect.Func:
				calls = append(calls, f.Tag.Get("expr"))
			default:
				own = append(own, f.Tag.Get("expr"))
			}
		}
	}
	names := slices.Concat(worldNames(), worldSystemNames())
	for _, name := range append(own, systemNames()...) {
		if !slices.Contains(names, name) {
			t.Errorf("%s cannot be named", name)
		}
	}
	c := compiler[World]{functions: worldSystemFunctions()}
	known := c.calls()
	slices.Sort(known)
	slices.Sort(calls)
	if !slices.Equal(known, calls) {
		t.Errorf("calls %v, want %v", known, calls)
	}
	// Each name is a value of its own: no two look at the same.
	said := map[string]string{}
	w := reflect.ValueOf(&World{})
	n := 0
	for _, part := range []reflect.Value{w.Elem().FieldByName("Incident"), w.Elem().FieldByName("System"), w.Elem()} {
		for i := range part.NumField() {
			n++
			switch f := part.Field(i); f.Kind() {
			case reflect.Int:
				f.SetInt(int64(n))
			case reflect.Float64:
				f.SetFloat(float64(n))
			case reflect.String:
				f.SetString(fmt.Sprint("text", n))
			}
		}
	}
	for _, name := range names {
		v, ok := worldSystemField(name)
		if !ok {
			t.Errorf("%s has no value", name)
			continue
		}
		got := v.plain(w.Interface().(*World))
		if other, taken := said[got]; taken && v.kind != truth && got != "" {
			t.Errorf("%s and %s are both %s", name, other, got)
		}
		said[got] = name
	}
}
