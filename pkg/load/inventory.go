package load

import (
	"slices"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
	"github.com/bokgu/bokgu/pkg/selection"
)

// header is what every document begins with; the words are checked before the
// rest is read.
func header[T any]() []field[T] {
	known := value[T]{read: func(*reader, *yaml.Node, *T) {}, accepts: func() *shape { return &shape{} }}
	return []field[T]{{key: "apiVersion", value: known}, {key: "kind", value: known}}
}

// inventorySchema describes an Inventory document. Several documents fill one
// Inventory; rows remembers where each entry stands.
func inventorySchema(rows *rows) value[inventory.Inventory] {
	type inv = inventory.Inventory
	return mapping(append(header[inv](),
		once("metadata", rows, metadataSchema(rows)),
		at("tiers", func(v *inv) *map[inventory.Tier]inventory.TierTarget { return &v.Tiers }, tiersSchema(rows)),
		section("sites", rows, func(v *inv) *[]inventory.Site { return &v.Sites }, siteSchema()),
		section("agencies", rows, func(v *inv) *[]inventory.Agency { return &v.Agencies }, agencySchema()),
		section("rooms", rows, func(v *inv) *[]inventory.Room { return &v.Rooms }, roomSchema()),
		section("crews", rows, func(v *inv) *[]inventory.Crew { return &v.Crews }, crewSchema()),
		at("methods", func(v *inv) *[]inventory.Method { return &v.Methods }, methodsSchema(rows)),
		section("defaults", rows, func(v *inv) *[]inventory.Default { return &v.Defaults }, defaultSchema()),
		systemsField(rows),
	)...)
}

func metadataSchema(rows *rows) value[inventory.Inventory] {
	type inv = inventory.Inventory
	return mapping(
		at("name", func(v *inv) *string { return &v.Name }, line),
		at("title", func(v *inv) *lang.Text { return &v.Title }, readText()),
		once("asOf", rows, at("asOf", func(v *inv) *time.Time { return &v.AsOf }, day).value), // once, for its place
	)
}

// readTier reads 1 to 4; a blank is an unknown tier.
var readTier = value[inventory.Tier]{accepts: tierShape, read: func(r *reader, n *yaml.Node, into *inventory.Tier) {
	if !r.plain(n) {
		return
	}
	if n.Kind == yaml.ScalarNode && n.Tag == "!!int" {
		tierKey(r, n, into)
		return
	}
	r.fail(n, "bad-tier", diag.Hint{Key: "tier"}, show(n))
}}

// tierWords are the keys of tiers.
var tierWords = []string{"1", "2", "3", "4"}

// tierKey reads 1 to 4 as a key, which may stand in quotes: as a key a number
// and a text are the same.
func tierKey(r *reader, n *yaml.Node, into *inventory.Tier) {
	if !slices.Contains(tierWords, n.Value) {
		r.fail(n, "bad-tier", diag.Hint{Key: "tier"}, show(n))
		return
	}
	*into = inventory.Tier(n.Value[0] - '0')
}

func tiersSchema(rows *rows) value[map[inventory.Tier]inventory.TierTarget] {
	type target = inventory.TierTarget
	weight := whole(1, 1_000_000)
	one := mapping(
		at("rto", func(t *target) *time.Duration { return &t.RTO }, duration),
		at("rpo", func(t *target) *time.Duration { return &t.RPO }, duration),
		field[target]{key: "weight", value: value[target]{accepts: weight.accepts, read: func(r *reader, n *yaml.Node, t *target) {
			var w int
			weight.read(r, n, &w)
			t.Weight = int64(w)
		}}},
	)
	read := func(r *reader, n *yaml.Node, into *map[inventory.Tier]target) {
		if *into == nil {
			*into = map[inventory.Tier]target{}
		}
		r.entriesOf(n, func(key, val *yaml.Node) {
			var tier inventory.Tier
			var t target
			tierKey(r, key, &tier)
			one.read(r, val, &t)
			if tier != inventory.UnknownTier && rows.first(r, "tiers."+key.Value, key) {
				(*into)[tier] = t
			}
		})
	}
	return value[map[inventory.Tier]target]{read: read, accepts: func() *shape {
		return keyed(tierWords, one.accepts().named("tierTarget"))
	}}
}

func siteSchema() value[inventory.Site] {
	type site = inventory.Site
	return naming("site", mapping(
		at("id", func(v *site) *string { return &v.ID }, name).must(),
		at("title", func(v *site) *lang.Text { return &v.Title }, readText()),
	))
}

func contactSchema() value[inventory.Contact] {
	type contact = inventory.Contact
	return naming("contact", mapping(
		at("role", func(v *contact) *string { return &v.Role }, line),
		at("name", func(v *contact) *string { return &v.Name }, line),
		at("phone", func(v *contact) *string { return &v.Phone }, line),
		at("checked", func(v *contact) *time.Time { return &v.Checked }, day),
	))
}

func agencySchema() value[inventory.Agency] {
	type agency = inventory.Agency
	return naming("agency", mapping(
		at("id", func(v *agency) *string { return &v.ID }, name).must(),
		at("name", func(v *agency) *lang.Text { return &v.Name }, readText()),
		at("dutyRoom", func(v *agency) *string { return &v.DutyRoom }, line),
		at("contacts", func(v *agency) *[]inventory.Contact { return &v.Contacts }, list(contactSchema())),
	))
}

func roomSchema() value[inventory.Room] {
	type room = inventory.Room
	return naming("room", mapping(
		at("id", func(v *room) *string { return &v.ID }, name).must(),
		at("title", func(v *room) *lang.Text { return &v.Title }, readText()),
		at("site", func(v *room) *string { return &v.Site }, line),
		at("floor", func(v *room) *int { return &v.Floor }, whole(-20, 200)),
		at("atOnce", func(v *room) *int { return &v.AtOnce }, whole(0, 100_000)),
		at("pause", func(v *room) *time.Duration { return &v.Pause }, duration),
	))
}

func crewSchema() value[inventory.Crew] {
	type crew = inventory.Crew
	return naming("crew", mapping(
		at("id", func(v *crew) *string { return &v.ID }, name).must(),
		at("title", func(v *crew) *lang.Text { return &v.Title }, readText()),
		at("site", func(v *crew) *string { return &v.Site }, line),
		at("people", func(v *crew) *int { return &v.People }, whole(0, 100_000)),
		at("skills", func(v *crew) *[]string { return &v.Skills }, list(line)),
		at("shifts", func(v *crew) *[]inventory.Shift { return &v.Shifts }, list(shiftSchema())),
	))
}

func shiftSchema() value[inventory.Shift] {
	type shift = inventory.Shift
	return mapping(
		at("from", func(v *shift) *time.Duration { return &v.From }, sinceMidnight).must(),
		at("to", func(v *shift) *time.Duration { return &v.To }, sinceMidnight).must(),
	)
}

// sinceMidnight reads a time of day.
var sinceMidnight = value[time.Duration]{accepts: clockShape, read: func(r *reader, n *yaml.Node, into *time.Duration) {
	var c playbook.ClockTime
	clockTime.read(r, n, &c)
	*into = time.Duration(c.Hour)*time.Hour + time.Duration(c.Minute)*time.Minute
}}

// methodsSchema reads the methods, which are written as a mapping by id.
func methodsSchema(rows *rows) value[[]inventory.Method] {
	type method = inventory.Method
	one := mapping(
		at("title", func(v *method) *lang.Text { return &v.Title }, readText()),
		at("skill", func(v *method) *string { return &v.Skill }, line),
		at("people", func(v *method) *int { return &v.People }, whole(0, 100_000)),
		at("estimate", func(v *method) *inventory.Estimate { return &v.Estimate }, estimateSchema()),
		at("success", func(v *method) *float64 { return &v.Success }, success),
	)
	read := func(r *reader, n *yaml.Node, into *[]method) {
		r.entriesOf(n, func(key, val *yaml.Node) {
			var m method
			name.read(r, key, &m.ID)
			if !isNull(val) {
				one.read(r, val, &m)
			}
			rows.add("methods", row{src: r.src, key: key, node: val})
			*into = append(*into, m)
		})
	}
	return value[[]method]{read: read, accepts: func() *shape {
		return openTo(idShape(), one.accepts().orNothing())
	}}
}

// success reads a chance. One of 0 is written for a method that is no use, and
// stands for nothing said in an inventory.
var success = value[float64]{accepts: chanceShape, read: func(r *reader, n *yaml.Node, into *float64) {
	before := r.errors
	share.read(r, n, into)
	if r.errors == before && *into == 0 {
		r.fail(n, "never-succeeds", diag.Hint{Key: "never-succeeds"})
	}
}}

// estimateSchema reads up to three lengths: a missing end is the likely one, a
// missing likely one is in the middle.
func estimateSchema() value[inventory.Estimate] {
	type estimate = inventory.Estimate
	three := mapping(
		at("min", func(v *estimate) *time.Duration { return &v.Min }, duration),
		at("likely", func(v *estimate) *time.Duration { return &v.Likely }, duration),
		at("max", func(v *estimate) *time.Duration { return &v.Max }, duration),
	)
	read := func(r *reader, n *yaml.Node, into *estimate) {
		before := r.errors
		three.read(r, n, into)
		if r.errors > before {
			return
		}
		min, likely, max := said(n, "min"), said(n, "likely"), said(n, "max")
		ordered := func(low, high *yaml.Node, short, long time.Duration, words ...string) bool {
			if low == nil || high == nil || short <= long {
				return true
			}
			r.fail(high, "bad-estimate", diag.Hint{Key: "estimate"}, words[0], low.Value, words[1], high.Value)
			return false
		}
		if !ordered(min, likely, into.Min, into.Likely, "min", "likely") ||
			!ordered(likely, max, into.Likely, into.Max, "likely", "max") ||
			!ordered(min, max, into.Min, into.Max, "min", "max") {
			return
		}
		complete(into, min != nil, likely != nil, max != nil)
	}
	return value[estimate]{read: read, accepts: func() *shape { return three.accepts().named("estimate") }}
}

// complete fills in the lengths that are not written.
func complete(e *inventory.Estimate, min, likely, max bool) {
	switch {
	case likely:
	case min && max:
		e.Likely = e.Min + (e.Max-e.Min)/2
	case min:
		e.Likely = e.Min
	case max:
		e.Likely = e.Max
	}
	if !min {
		e.Min = e.Likely
	}
	if !max {
		e.Max = e.Likely
	}
}

// needSchema reads an id, or an id with soft.
func needSchema() value[inventory.Need] {
	type need = inventory.Need
	full := mapping(
		at("id", func(v *need) *string { return &v.ID }, name).must(),
		at("soft", func(v *need) *bool { return &v.Soft }, boolean),
	)
	read := func(r *reader, n *yaml.Node, into *need) {
		if n.Kind == yaml.MappingNode {
			full.read(r, n, into)
			return
		}
		name.read(r, n, &into.ID)
	}
	return value[need]{read: read, accepts: func() *shape {
		return either(name.accepts(), full.accepts()).named("need")
	}}
}

func defaultSchema() value[inventory.Default] {
	type rule = inventory.Default
	return naming("default", mapping(
		at("where", func(v *rule) **selection.Expr { return &v.Where }, expression).must(),
		at("dependsOn", func(v *rule) *[]inventory.Need { return &v.DependsOn }, list(needSchema())).must(),
	))
}
