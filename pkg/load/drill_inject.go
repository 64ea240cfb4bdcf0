package load

import (
	"time"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/plan"
	"github.com/bokgu/bokgu/pkg/selection"
)

// injectSchema reads an inject. Its count is of the systems that become ready,
// fall or work.
func injectSchema(start time.Time) value[drill.Inject] {
	type draft struct {
		drill.Inject
		count int
	}
	all := mapping(
		at("at", func(v *draft) *time.Duration { return &v.At }, when(start)).must(),
		at("id", func(v *draft) *string { return &v.ID }, name),
		at("say", func(v *draft) *lang.Text { return &v.Say }, readText()),
		at("event", func(v *draft) *string { return &v.Event }, name),
		at("ready", func(v *draft) *drill.Which { return &v.Ready }, which),
		at("down", func(v *draft) *drill.Which { return &v.Down }, which),
		at("works", func(v *draft) *drill.Which { return &v.Works }, which),
		at("count", func(v *draft) *int { return &v.count }, whole(1, mostCounted)),
		at("found", func(v *draft) **drill.Found { return &v.Found }, maybe(foundSchema())),
		at("fails", func(v *draft) **drill.Failing { return &v.Fails }, maybe(failingSchema())),
		at("data", func(v *draft) **drill.DataFound { return &v.Lost }, maybe(dataSchema())),
		at("hold", func(v *draft) **drill.Hold { return &v.Hold }, maybe(holdSchema())),
		at("lift", func(v *draft) *string { return &v.Lift }, name),
		at("stop", func(v *draft) *bool { return &v.Stop }, boolean),
		at("crew", func(v *draft) **drill.CrewSize { return &v.Crew }, maybe(crewSizeSchema())),
		at("expect", func(v *draft) **drill.Word { return &v.Expect }, maybe(wordSchema(start))),
		at("probe", func(v *draft) **drill.Probed { return &v.Probe }, maybe(probedSchema())),
		at("task", func(v *draft) **drill.Deed { return &v.Task }, maybe(deedSchema())),
	)
	return value[drill.Inject]{accepts: all.accepts, read: func(r *reader, n *yaml.Node, into *drill.Inject) {
		var d draft
		all.read(r, n, &d)
		counted := d.count == 0
		for _, w := range []*drill.Which{&d.Ready, &d.Down, &d.Works} {
			if w.Where != nil || w.IDs != nil {
				w.Count, counted = d.count, true
			}
		}
		if !counted {
			r.fail(child(n, "count"), "count-without-systems", diag.Hint{Key: "count-without-systems"})
		}
		*into = d.Inject
	}}
}

func foundSchema() value[drill.Found] {
	type found = drill.Found
	which := func(v *found) *drill.Which { return &v.Which }
	return mapping(
		systemsOf(which).must(),
		countOf(which),
		at("condition", func(v *found) *plan.Condition { return &v.Condition }, condition).must(),
		at("suspected", func(v *found) *bool { return &v.Suspected }, boolean),
	)
}

func failingSchema() value[drill.Failing] {
	type failing = drill.Failing
	which := func(v *failing) *drill.Which { return &v.Which }
	return mapping(
		systemsOf(which).must(),
		countOf(which),
		at("method", func(v *failing) *string { return &v.Method }, name),
		at("times", func(v *failing) *int { return &v.Times }, whole(1, 1000)),
		at("note", func(v *failing) *lang.Text { return &v.Note }, readText()),
	)
}

func dataSchema() value[drill.DataFound] {
	type data = drill.DataFound
	which := func(v *data) *drill.Which { return &v.Which }
	return mapping(
		systemsOf(which).must(),
		countOf(which),
		at("is", func(v *data) *string { return &v.Is }, oneOf(drill.DataWords()...)).must(),
	)
}

func holdSchema() value[drill.Hold] {
	type hold = drill.Hold
	return mapping(
		at("where", func(v *hold) **selection.Expr { return &v.Where }, expression).must(),
		at("reason", func(v *hold) *lang.Text { return &v.Reason }, readText()).must(),
		at("owner", func(v *hold) *string { return &v.Owner }, line),
	)
}

func wordSchema(start time.Time) value[drill.Word] {
	type word = drill.Word
	return mapping(
		at("system", func(v *word) *string { return &v.System }, name).must(),
		at("between", func(v *word) *time.Duration { return &v.Between }, when(start)).must(),
		at("and", func(v *word) *time.Duration { return &v.And }, when(start)).must(),
		at("from", func(v *word) *string { return &v.From }, line).must(),
	)
}

func probedSchema() value[drill.Probed] {
	type probed = drill.Probed
	return mapping(
		at("system", func(v *probed) *string { return &v.System }, name).must(),
		at("ok", func(v *probed) *bool { return &v.OK }, boolean).must(),
		at("says", func(v *probed) *lang.Text { return &v.Says }, readText()),
	)
}

func deedSchema() value[drill.Deed] {
	type deed = drill.Deed
	which := func(v *deed) *drill.Which { return &v.Which }
	return mapping(
		at("task", func(v *deed) *string { return &v.Task }, name).must(),
		systemsOf(which),
		countOf(which),
		at("outcome", func(v *deed) *string { return &v.Outcome }, oneOf(drill.OutcomeWords()...)).must(),
		at("option", func(v *deed) *string { return &v.Option }, name),
		at("fields", func(v *deed) *map[string]string { return &v.Fields }, labels),
		at("reason", func(v *deed) *string { return &v.Reason }, line),
		at("note", func(v *deed) *lang.Text { return &v.Note }, readText()),
	)
}
