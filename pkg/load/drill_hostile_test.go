package load

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/drill"
)

// Drills that are made to break a reader give findings, soon.
func TestHostileDrills(t *testing.T) {
	many := func(n int, entry string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, entry, i)
		}
		return b.String()
	}
	for name, script := range map[string]string{
		"endless injects":      "injects:\n" + many(drill.MostInjects+1, "  - {at: %ds, say: x}\n"),
		"endless ids":          "injects: [{at: 1h, ready: [" + many(50_000, "s%d, ") + "]}]\n",
		"endless lifts":        "injects:\n" + many(5000, "  - {at: 1h, lift: h%d}\n"),
		"endless events":       "injects:\n" + many(5000, "  - {at: 1h, event: e%d}\n") + "expect:\n" + many(900, "  - {id: a%[1]d, that: 'happened(\"x%[1]d\")'}\n"),
		"endless expectations": "expect:\n" + many(drill.MostExpectations+1, "  - {id: e%[1]d, that: 'back > %[1]d'}\n"),
		"endless fields":       "injects: [{at: 1h, task: {task: cause, outcome: done, fields: {" + many(20_000, "f%d: x, ") + "}}}]\n",
		"hard expectations":    "expect:\n" + many(100, "  - {id: e%[1]d, that: '"+strings.Repeat("back > %[1]d && stable < 7 || ", 100)+"hours < 0'}\n") + "x: y\n",
		"deep expression":      "expect: [{id: a, that: '" + strings.Repeat("(", 4000) + "'}]\n",
		"long time":            "until: 999999999d\n",
		"longest time":         "injects: [{at: 106751d, say: x}, {at: 106752d, say: x}]\n",
		"last year":            "injects: [{at: 9999-12-31T23:59:59Z, say: x}]\nuntil: 500d\n",
		"huge seed":            "seed: 99999999999999999999999\n",
		"aliases":              "injects: [&a {at: 1h, say: x}, " + strings.Repeat("*a, ", 5000) + "]\n",
		"deep":                 "injects: " + strings.Repeat("[", 5000),
		"a list of drills":     "outage: [" + strings.Repeat("{hidden: [{}]}, ", 2000) + "]\n",
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			b := drillWith(script)
			if !b.Findings.Errors() || len(b.Drills) > 0 || b.DrillsAside != 1 {
				t.Errorf("errors: %v, drills: %d, set aside: %d", b.Findings.Errors(), len(b.Drills), b.DrillsAside)
			}
			if n := len(b.Findings); n > 2*maxFindings+2 {
				t.Errorf("%d findings", n)
			}
			t.Logf("%d findings in %v", len(b.Findings), time.Since(began))
		})
	}
}

// Whatever stands in a drill, reading it ends without a panic, every finding
// stands in a file, and a drill without an error has what an engine goes by.
func FuzzDrill(f *testing.F) {
	for _, test := range drillFaults() {
		f.Add(test.script)
	}
	f.Add("outage: {damaged: 'tier == 3', hidden: [{systems: 'public', condition: damaged}]}\npeople: {pace: 5m, takes: [{task: last, takes: 1h}]}\n")
	f.Fuzz(func(t *testing.T, script string) {
		b := drillWith(script)
		for _, found := range b.Findings {
			if found.Rule == "" || found.Place.Line < 1 || found.Place.Column < 1 {
				t.Errorf("%+v", found)
			}
		}
		for _, d := range b.Drills {
			soundDrill(t, d)
		}
	})
}

// soundDrill checks what an engine takes for granted of a drill.
func soundDrill(t *testing.T, d *drill.Drill) {
	t.Helper()
	if d.Name == "" || d.Start.IsZero() || d.Until <= 0 || d.Until > drill.MaxUntil || d.People.Hands < 1 || d.People.Report <= 0 {
		t.Errorf("head: %+v", d)
	}
	last := time.Duration(0)
	for i := range d.Injects {
		in := &d.Injects[i]
		if in.At < last {
			t.Errorf("inject %d at %v stands after %v", i, in.At, last)
		}
		last = in.At
		if in.Hold != nil && in.Hold.Where == nil || in.Found != nil && in.Found.Which.Where == nil && len(in.Found.Which.IDs) == 0 {
			t.Errorf("inject %d: %+v", i, in)
		}
	}
	for i := range d.Expect {
		x := &d.Expect[i]
		forms := 0
		for _, c := range []bool{x.That != nil, x.Always != nil, x.Never != nil, x.AtStart != nil} {
			if c {
				forms++
			}
		}
		if forms != 1 || x.ID == "" || x.Severity == "" || !(x.Share >= 0 && x.Share <= 1) || x.By < 0 || x.At < 0 {
			t.Errorf("expectation %d: %+v", i, x)
		}
	}
}
