package playbook

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/selection"
)

func where(t testing.TB, source string) *selection.Expr {
	t.Helper()
	x, err := selection.Compile(source)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func gate(t testing.TB, source string) *selection.Gate {
	t.Helper()
	g, err := selection.CompileGate(source)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func confirm(id string, after ...string) Task {
	return Task{ID: id, Per: PerIncident, After: after, Required: true, Do: Do{Kind: Confirm}}
}

func bringing(id string, phase Phase, after ...string) Task {
	t := confirm(id, after...)
	t.Per, t.Brings, t.Starts = PerSystem, phase, phase == Resumed
	return t
}

// sound is a playbook without findings: count, start, full, test, watch.
func sound() *Playbook {
	pb := &Playbook{Name: "sound", Roles: []Role{{ID: "commander", Title: lang.Plain("Commander")}}}
	for _, id := range StepIDs() {
		pb.Steps = append(pb.Steps, Step{ID: id})
	}
	add := func(step StepID, t Task) {
		pb.Steps[step.Number()-1].Tasks = append(pb.Steps[step.Number()-1].Tasks, t)
	}
	add(Assess, confirm("count"))
	add(Resume, bringing("start", Resumed, "count"))
	add(Restore, bringing("full", Restored, "start"))
	add(Verify, bringing("test", Verified))
	add(Stabilize, bringing("watch", Stable))
	return pb
}

func TestSoundPlaybookHasNoFindings(t *testing.T) {
	if found := Check(sound()); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}

func TestCheckFinds(t *testing.T) {
	first := func(pb *Playbook) *Task { return &pb.Steps[0].Tasks[0] }
	for name, tc := range map[string]struct {
		spoil      func(pb *Playbook)
		rule, path string
	}{
		"missing step": {func(pb *Playbook) { pb.Steps = slices.Delete(pb.Steps, 2, 3) }, "step-missing", "steps"},
		"unknown step": {func(pb *Playbook) { pb.Steps[2].ID = "diagnos" }, "step-unknown", "steps[2].id"},
		"step twice":   {func(pb *Playbook) { pb.Steps = append(pb.Steps, Step{ID: Assess}) }, "step-repeated", "steps[7].id"},
		"step order":   {func(pb *Playbook) { pb.Steps[1], pb.Steps[2] = pb.Steps[2], pb.Steps[1] }, "step-order", "steps[2].id"},
		"role twice":   {func(pb *Playbook) { pb.Roles = append(pb.Roles, pb.Roles[0]) }, "duplicate-role", "roles[1].id"},
		"role":         {func(pb *Playbook) { first(pb).Role = "comander" }, "unknown-role", "steps[0].tasks[0].role"},
		"task twice": {func(pb *Playbook) { pb.Steps[1].Tasks = append(pb.Steps[1].Tasks, confirm("count")) },
			"duplicate-task", "steps[1].tasks[0].id"},
		"after":       {func(pb *Playbook) { first(pb).After = []string{"full2"} }, "unknown-after", "steps[0].tasks[0].after[0]"},
		"after self":  {func(pb *Playbook) { first(pb).After = []string{"count"} }, "after-itself", "steps[0].tasks[0].after[0]"},
		"reopens":     {func(pb *Playbook) { first(pb).Reopens = []string{"strat"} }, "unknown-reopens", "steps[0].tasks[0].reopens[0]"},
		"reopens act": {func(pb *Playbook) { first(pb).Reopens = []string{"watch"} }, "reopens-no-start", "steps[0].tasks[0].reopens[0]"},
		"gate task":   {func(pb *Playbook) { pb.Steps[1].Opens = gate(t, `done("cuont")`) }, "unknown-task", "steps[1].opens"},
		"gate step":   {func(pb *Playbook) { pb.Steps[1].Passed = gate(t, `passed("asses")`) }, "step-unknown", "steps[1].passed"},
		"due":         {func(pb *Playbook) { first(pb).Due = -time.Minute }, "negative-duration", "steps[0].tasks[0].due"},
		"watch":       {func(pb *Playbook) { first(pb).Watch = map[int]time.Duration{2: -1} }, "negative-duration", "steps[0].tasks[0].watch.2"},
		"retries":     {func(pb *Playbook) { first(pb).Retries = -1 }, "negative-number", "steps[0].tasks[0].retries"},
		"every, at": {func(pb *Playbook) { first(pb).Every, first(pb).At = time.Hour, []ClockTime{{8, 0}} },
			"every-and-at", "steps[0].tasks[0].at"},
		"time of day": {func(pb *Playbook) { first(pb).At = []ClockTime{{24, 0}} }, "no-such-time", "steps[0].tasks[0].at[0]"},
		"per":         {func(pb *Playbook) { first(pb).Per = "floor" }, "unknown-per", "steps[0].tasks[0].per"},
		"recurring":   {func(pb *Playbook) { pb.Steps[3].Tasks[0].Every = time.Hour }, "recurring-brings", "steps[3].tasks[0].brings"},
		"method":      {func(pb *Playbook) { first(pb).Method = "restart" }, "method-no-start", "steps[0].tasks[0].method"},
		"failback":    {func(pb *Playbook) { first(pb).Failback = true }, "failback-brings", "steps[0].tasks[0].failback"},
		"no do":       {func(pb *Playbook) { first(pb).Do = Do{} }, "do-missing", "steps[0].tasks[0].do"},
		"do kind":     {func(pb *Playbook) { first(pb).Do.Kind = "confrim" }, "do-unknown", "steps[0].tasks[0].do"},
		"do mixed":    {func(pb *Playbook) { first(pb).Do.Approvers = 2 }, "do-mixed", "steps[0].tasks[0].do"},
		"run":         {func(pb *Playbook) { first(pb).Do = Do{Kind: Run} }, "run-nothing", "steps[0].tasks[0].do.run"},
		"record":      {func(pb *Playbook) { first(pb).Do = Do{Kind: Record} }, "record-nothing", "steps[0].tasks[0].do.record"},
		"enum": {func(pb *Playbook) { first(pb).Do = Do{Kind: Record, Fields: []Field{{ID: "a", Type: EnumField}}} },
			"enum-without-values", "steps[0].tasks[0].do.record.fields[0]"},
		"values": {func(pb *Playbook) {
			first(pb).Do = Do{Kind: Record, Fields: []Field{{ID: "a", Type: TextField, Values: []string{"x"}}}}
		}, "values-without-enum", "steps[0].tasks[0].do.record.fields[0].values"},
		"field type": {func(pb *Playbook) { first(pb).Do = Do{Kind: Record, Fields: []Field{{ID: "a", Type: "date"}}} },
			"unknown-field-type", "steps[0].tasks[0].do.record.fields[0].type"},
		"field twice": {func(pb *Playbook) {
			first(pb).Do = Do{Kind: Record, Fields: []Field{{ID: "a", Type: TextField}, {ID: "a", Type: TextField}}}
		}, "duplicate-field", "steps[0].tasks[0].do.record.fields[1].id"},
		"decide": {func(pb *Playbook) { first(pb).Do = Do{Kind: Decide} }, "decide-nothing", "steps[0].tasks[0].do.decide"},
		"option twice": {func(pb *Playbook) { first(pb).Do = Do{Kind: Decide, Options: []Option{{ID: "a"}, {ID: "a"}}} },
			"duplicate-option", "steps[0].tasks[0].do.decide.options[1].id"},
		"approve":    {func(pb *Playbook) { first(pb).Do = Do{Kind: Approve, Of: "commander"} }, "approve-nobody", "steps[0].tasks[0].do.approve.n"},
		"approve of": {func(pb *Playbook) { first(pb).Do = Do{Kind: Approve, Approvers: 1, Of: "boss"} }, "unknown-role", "steps[0].tasks[0].do.approve.of"},
		"notify":     {func(pb *Playbook) { first(pb).Do = Do{Kind: Notify, Of: "boss"} }, "unknown-role", "steps[0].tasks[0].do.notify.to"},

		"circle":           {func(pb *Playbook) { first(pb).After = []string{"full"} }, "never-ready", "steps[0].tasks[0].after[0]"},
		"circle of steps":  {func(pb *Playbook) { pb.Steps[0].Opens = gate(t, `passed("stabilize")`) }, "never-ready", "steps[0].opens"},
		"gate on itself":   {func(pb *Playbook) { pb.Steps[0].Opens = gate(t, `done("count")`) }, "never-ready", "steps[0].opens"},
		"gate never":       {func(pb *Playbook) { pb.Steps[0].Opens = gate(t, `hours > 5 && hours < 3`) }, "never-opens", "steps[0].opens"},
		"gate never 2":     {func(pb *Playbook) { pb.Steps[6].Passed = gate(t, `stable > total`) }, "never-opens", "steps[6].passed"},
		"nothing starts":   {func(pb *Playbook) { pb.Steps[3].Tasks = nil; pb.Steps[4].Tasks = nil }, "cannot-recover", "steps[3]"},
		"nothing restores": {func(pb *Playbook) { pb.Steps[4].Tasks = nil }, "cannot-recover", "steps[4]"},
		"nothing verifies": {func(pb *Playbook) { pb.Steps[5].Tasks = nil }, "cannot-recover", "steps[5]"},
		"nothing settles":  {func(pb *Playbook) { pb.Steps[6].Tasks = nil }, "cannot-recover", "steps[6]"},
		"damaged left out": {func(pb *Playbook) {
			pb.Steps[3].Tasks[0].Where = where(t, `condition != "damaged"`)
			pb.Steps[4].Tasks[0].Where = pb.Steps[3].Tasks[0].Where
		},
			"cannot-recover", "steps[3]"},
		"unknown tier left out": {func(pb *Playbook) { pb.Steps[5].Tasks[0].Where = where(t, `tier in [1, 2, 3, 4]`) }, "cannot-recover", "steps[5]"},
		"test before back": {func(pb *Playbook) {
			pb.Steps[3].Tasks[0].After = []string{"test"}
			pb.Steps[4].Tasks[0].After = []string{"test"}
		}, "never-ready", "steps[3].tasks[0].after[0]"},
	} {
		pb := sound()
		tc.spoil(pb)
		found := Check(pb)
		at := slices.IndexFunc(found, func(f diag.Finding) bool { return f.Rule == tc.rule && f.Path == tc.path })
		if at < 0 {
			t.Errorf("%s: no %s at %s in %+v", name, tc.rule, tc.path, found)
			continue
		}
		for _, f := range found {
			if !lang.Has("finding."+f.Rule) || f.Severity != diag.Error {
				t.Errorf("%s: %+v has no message or is no error", name, f)
			}
		}
	}
}

// A role is looked for among those there are. Without any the advice is to
// write one.
func TestUnknownRoleSaysWhatToDo(t *testing.T) {
	for _, tc := range []struct {
		roles []Role
		want  diag.Hint
	}{
		{[]Role{{ID: "duty"}}, diag.Hint{Key: "did-you-mean-of", Args: []any{"duty", []string{"duty"}}}},
		{nil, diag.Hint{Key: "add-role", Args: []any{"dury"}}},
	} {
		pb := sound()
		pb.Roles = tc.roles
		for i := range pb.Steps {
			for j := range pb.Steps[i].Tasks {
				pb.Steps[i].Tasks[j].Role = ""
			}
		}
		pb.Steps[0].Tasks[0].Role = "dury"
		found := Check(pb)
		if len(found) != 1 || found[0].Rule != "unknown-role" || !reflect.DeepEqual(found[0].Hint, tc.want) {
			t.Errorf("%+v, want %+v", found, tc.want)
		}
		if !lang.Has("hint." + tc.want.Key) {
			t.Errorf("no message for %s", tc.want.Key)
		}
	}
}

// A circle is named once, whole, and not once more for all that waits behind.
func TestCircleIsNamedOnce(t *testing.T) {
	pb := sound()
	pb.Steps[0].Tasks = []Task{confirm("a", "c"), confirm("b", "a"), confirm("c", "b"), confirm("behind", "a")}
	pb.Steps[3].Tasks[0].After = nil
	found := Check(pb)
	if len(found) != 1 || found[0].Rule != "never-ready" {
		t.Fatalf("%+v", found)
	}
	want := []string{"steps[0].tasks[2].after[0]", "steps[0].tasks[1].after[0]"}
	if found[0].Args[1] != "a > c > b > a" || !slices.Equal(found[0].AlsoPath, want) {
		t.Errorf("%+v", found[0])
	}
}

// Tasks for different systems do not wait for each other.
func TestTasksForDifferentSystemsDoNotWait(t *testing.T) {
	pb := sound()
	repaired, intact := bringing("repaired", Resumed, "intact"), bringing("intact", Resumed, "repaired")
	repaired.Where, intact.Where = where(t, `condition == "damaged"`), where(t, `condition != "damaged"`)
	pb.Steps[3].Tasks = append(pb.Steps[3].Tasks, repaired, intact)
	if found := Check(pb); len(found) > 0 {
		t.Errorf("%+v", found)
	}
	pb.Steps[3].Tasks[1].Where = where(t, `condition in ["damaged", "stopped"]`)
	if found := Check(pb); len(found) != 1 || found[0].Rule != "never-ready" {
		t.Errorf("%+v", found)
	}
}

// What is needed is brought back; only services have to be tested and watched.
func TestInfrastructureHasOnlyToRunAgain(t *testing.T) {
	pb := sound()
	for _, step := range []int{4, 5, 6} {
		pb.Steps[step].Tasks[0].Where = where(t, `class == "service"`)
	}
	if found := Check(pb); len(found) > 0 {
		t.Errorf("%+v", found)
	}
	pb.Steps[3].Tasks[0].Where = where(t, `class == "service"`)
	if found := Check(pb); len(found) != 1 || found[0].Args[0] != "resumed" {
		t.Errorf("%+v", found)
	}
}

func TestPlaybookIsCheckedAgainstInventory(t *testing.T) {
	inv := &inventory.Inventory{Systems: []inventory.System{
		{ID: "gov24", Class: inventory.Service, Tier: 1, Room: "7-1"},
		{ID: "mail", Class: inventory.Service, Tier: 3, Room: "2-1"},
	}}
	inv.Resolve()
	pb := sound()
	if found := CheckAgainst(pb, inv); len(found) > 0 {
		t.Errorf("%+v", found)
	}
	pb.Steps[5].Tasks[0].Where = where(t, `room != "7-1"`)
	if found := Check(pb); len(found) > 0 {
		t.Errorf("the kinds: %+v", found)
	}
	pb.Steps[3].Tasks[0].Method = "restrat"
	found := CheckAgainst(pb, inv)
	if len(found) != 2 || found[0].Rule != "unknown-method" || found[0].Path != "steps[3].tasks[0].method" {
		t.Fatalf("%+v", found)
	}
	f := found[1]
	if f.Rule != "cannot-recover-systems" || f.Path != "steps[5]" || fmt.Sprint(f.Args) != "[verified 1 [gov24]]" {
		t.Errorf("%+v", f)
	}
}

func TestTasksAreFoundByNameAndNumber(t *testing.T) {
	pb := sound()
	pb.Resolve()
	full := pb.ByID("full")
	if full == nil || pb.ByNum(full.Num) != full || full.Num != 3 || pb.StepOf(full).ID != Restore {
		t.Fatalf("full is %+v", full)
	}
	if before := pb.Before(full); len(before) != 1 || before[0].ID != "start" {
		t.Errorf("before full: %v", before)
	}
	if opens := pb.Opens(pb.ByID("count")); len(opens) != 1 || opens[0].ID != "start" {
		t.Errorf("count opens %v", opens)
	}
	for _, num := range []int{-1, 0, 6, 99} {
		if pb.ByNum(num) != nil {
			t.Errorf("there is a task %d", num)
		}
	}
	if pb.ByID("none") != nil || pb.Step("none") != nil || pb.Step(Verify) == nil {
		t.Error("wrong tasks or steps by name")
	}
	if got := pb.RoleTitle("commander").In(lang.EN) + pb.RoleTitle("x").In(lang.EN); got != "Commanderx" {
		t.Errorf("roles are called %s", got)
	}
}

// large is a sound playbook of n more tasks, each after the one before, for
// systems that many expressions tell apart.
func large(t testing.TB, n int) *Playbook {
	pb := sound()
	for i := range n {
		task := bringing(fmt.Sprint("more-", i), Restored, "start")
		task.Where = where(t, fmt.Sprintf(`tier == %d && dr != "none" && condition == "damaged" && name != "%d"`, i%4+1, i%20))
		if i > 0 {
			task.After = append(task.After, fmt.Sprint("more-", i-1))
		}
		pb.Steps[4].Tasks = append(pb.Steps[4].Tasks, task)
	}
	return pb
}

func TestLargePlaybookIsSound(t *testing.T) {
	if found := Check(large(t, 200)); len(found) > 0 {
		t.Errorf("%d findings, first %+v", len(found), found[0])
	}
}

func BenchmarkCheck1000(b *testing.B) {
	pb := large(b, 1000)
	for b.Loop() {
		if found := Check(pb); len(found) > 0 {
			b.Fatal(found[0])
		}
	}
}
