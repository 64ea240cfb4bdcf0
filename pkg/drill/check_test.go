package drill

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// sound is the smallest drill without a finding.
func sound() *Drill {
	return &Drill{
		Name: "d", Start: time.Unix(0, 0), Until: time.Hour,
		People: People{Hands: DefaultHands, Pace: DefaultPace(), Report: DefaultReport},
	}
}

func rules(found diag.List) string {
	var said []string
	for _, f := range found {
		said = append(said, f.Path+" "+f.Rule)
	}
	return strings.Join(said, "; ")
}

// What a file cannot say, because reading it would have found the fault, a
// program that makes a drill can.
func TestCheckFindsWhatOnlyProgramsCanSay(t *testing.T) {
	minute := time.Minute
	for want, spoil := range map[string]func(*Drill){
		"":                                  func(*Drill) {},
		"until bad-until":                   func(d *Drill) { d.Until = -minute },
		"outage.noticed negative-duration":  func(d *Drill) { d.Outage.Noticed = -minute },
		"people.hands out-of-range":         func(d *Drill) { d.People.Hands = 0 },
		"people.report report-too-often":    func(d *Drill) { d.People.Report = -minute },
		"people.pace negative-duration":     func(d *Drill) { d.People.Pace.Min = -minute },
		"people.pace bad-estimate":          func(d *Drill) { d.People.Pace.Likely = 2 * time.Hour },
		"crews[0].people negative-number":   func(d *Drill) { d.Crews = []CrewSize{{"ops", -1}} },
		"injects[0].at negative-duration":   func(d *Drill) { d.Injects = []Inject{{At: -minute, Stop: true}} },
		"injects[0].count negative-number":  func(d *Drill) { d.Injects = []Inject{{Ready: Which{IDs: []string{"a"}, Count: -1}}} },
		"injects[0].data.is bad-value":      func(d *Drill) { d.Injects = []Inject{{Lost: &DataFound{Which{IDs: []string{"a"}}, "gone"}}} },
		"injects[0].task.outcome bad-value": func(d *Drill) { d.Injects = []Inject{{Task: &Deed{Task: "t", Outcome: "begun"}}} },
		"expect[0].share out-of-range":      func(d *Drill) { d.Expect = []Expectation{{That: claim(t, "back > 0"), Share: 1.5}} },
		"expect[0].by negative-duration":    func(d *Drill) { d.Expect = []Expectation{{That: claim(t, "back > 0"), By: -minute}} },
		"injects[0].fails.times negative-number": func(d *Drill) {
			d.Injects = []Inject{{Fails: &Failing{Which: Which{IDs: []string{"a"}}, Times: -1}}}
		},
	} {
		d := sound()
		spoil(d)
		if got := rules(Check(d, nil, nil)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func claim(t *testing.T, source string) *selection.Claim {
	t.Helper()
	c, err := selection.CompileClaim(source, false)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A script of any size is checked soon, and its findings are so many at most.
func TestCheckIsBounded(t *testing.T) {
	inv := &inventory.Inventory{Systems: make([]inventory.System, 1000)}
	for i := range inv.Systems {
		inv.Systems[i].ID = "s" + strconv.Itoa(i)
	}
	inv.Resolve()
	book := &playbook.Playbook{}
	book.Resolve()
	d := sound()
	for i := range 11_000 {
		n := strconv.Itoa(i)
		x, err := selection.Compile(`id == "s` + n + `"`)
		if err != nil {
			t.Fatal(err)
		}
		d.Injects = append(d.Injects, Inject{ID: n, Down: Which{Where: x}}, Inject{Event: "e" + n}, Inject{Lift: "l" + n})
		d.Expect = append(d.Expect, Expectation{ID: n, That: claim(t, `happened("x`+n+`") && back > `+n), Share: 1})
	}
	c := Check(d, inv, book)
	if len(c) != mostFindings+1 || c[mostFindings].Rule != "too-many-findings" {
		t.Errorf("%d findings, the last %s", len(c), c[len(c)-1].Rule)
	}
	if got := rules(c[:2]); got != "injects too-many-entries; expect too-many-entries" {
		t.Errorf("first %s", got)
	}
}

// An expectation can ask for every type of record there is, and no other.
func TestRecordTypesAreThoseOfTheIncident(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../incident/event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, d := range file.Decls {
		consts, ok := d.(*ast.GenDecl)
		if !ok || consts.Tok != token.CONST {
			continue
		}
		for _, s := range consts.Specs {
			for _, v := range s.(*ast.ValueSpec).Values {
				if word, err := strconv.Unquote(v.(*ast.BasicLit).Value); err == nil && strings.Contains(word, ".") {
					want = append(want, word)
				}
			}
		}
	}
	if got := recordTypes(); !slices.Equal(got, want) {
		t.Errorf("types %v, want %v", got, want)
	}
}

// The words that expressions check are those of the plan and the playbook.
func TestWordsOfExpressionsAreThoseOfTheDomain(t *testing.T) {
	for i, word := range selection.Conditions() {
		if c, err := plan.ParseCondition(word); err != nil || int(c) != i {
			t.Errorf("condition %s: %v, %v", word, c, err)
		}
	}
	for i, word := range selection.Phases() {
		if p, known := playbook.ParsePhase(word); !known || int(p) != i {
			t.Errorf("phase %s: %v", word, p)
		}
	}
	if n := len(selection.Phases()); n != int(playbook.Stable)+1 {
		t.Errorf("%d phases", n)
	}
}

func TestLengthsAreWrittenAsInFiles(t *testing.T) {
	for d, want := range map[time.Duration]string{
		48 * time.Hour: "2d", 90 * time.Second: "1m30s", 0: "0s", 25*time.Hour + time.Second: "1d1h1s", -time.Hour: "-1h0m0s",
	} {
		if got := short(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}

// Where there is none of what a drill names, the advice is not an empty list.
func TestAdviceIsNoEmptyList(t *testing.T) {
	d := sound()
	d.Crews = []CrewSize{{"ops", 1}}
	d.Injects = []Inject{{Task: &Deed{Task: "look", Outcome: "done", Fields: map[string]string{"seen": "x"}}}}
	book := &playbook.Playbook{Steps: []playbook.Step{{ID: "assess", Tasks: []playbook.Task{{ID: "look"}}}}}
	book.Resolve()
	found := Check(d, &inventory.Inventory{}, book)
	if got := rules(found); got != "crews[0].crew unknown-crew; injects[0].task.fields.seen unknown-field" {
		t.Fatal(got)
	}
	for _, f := range found {
		if f.Hint.Key != "none-there" {
			t.Errorf("%s advises %v", f.Rule, f.Hint)
		}
	}
}
