package load

import (
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
)

func systemSchema() value[inventory.System] {
	type sys = inventory.System
	return naming("system", mapping(
		at("id", func(v *sys) *string { return &v.ID }, name).must(),
		at("name", func(v *sys) *lang.Text { return &v.Name }, readText()).must(),
		at("class", func(v *sys) *inventory.Class { return &v.Class }, oneOf(inventory.Service, inventory.Infrastructure)),
		at("tier", func(v *sys) *inventory.Tier { return &v.Tier }, readTier),
		at("dr", func(v *sys) *inventory.DR { return &v.DR },
			oneOf(inventory.DRServer, inventory.DRStorage, inventory.DRBackup, inventory.DRNone)),
		at("grade", func(v *sys) *inventory.Grade { return &v.Grade }, gradeSchema()),
		at("agency", func(v *sys) *string { return &v.Agency }, line),
		at("site", func(v *sys) *string { return &v.Site }, line),
		at("room", func(v *sys) *string { return &v.Room }, line),
		at("public", func(v *sys) *bool { return &v.Public }, boolean),
		at("lifeSafety", func(v *sys) *bool { return &v.LifeSafety }, boolean),
		at("dependsOn", func(v *sys) *[]inventory.Need { return &v.DependsOn }, list(needSchema())),
		at("recovery", func(v *sys) *[]inventory.Rung { return &v.Recovery }, list(rungSchema())),
		at("backup", func(v *sys) *inventory.Backup { return &v.Backup }, backupSchema()),
		at("probes", func(v *sys) *[]inventory.Probe { return &v.Probes }, list(probeSchema())),
		at("continuity", func(v *sys) *inventory.Continuity { return &v.Continuity }, continuitySchema()),
		at("mustBy", func(v *sys) *[]inventory.Deadline { return &v.MustBy }, list(deadlineSchema())),
		at("contacts", func(v *sys) *[]inventory.Contact { return &v.Contacts }, list(contactSchema())),
		at("labels", func(v *sys) *map[string]string { return &v.Labels }, labels),
	))
}

func gradeSchema() value[inventory.Grade] {
	type grade = inventory.Grade
	return mapping(
		at("impact", func(v *grade) *int { return &v.Impact }, whole(0, 40)),
		at("users", func(v *grade) *int { return &v.Users }, whole(0, 50)),
		at("spread", func(v *grade) *int { return &v.Spread }, whole(0, 10)),
		at("asOf", func(v *grade) *time.Time { return &v.AsOf }, day),
		at("source", func(v *grade) *string { return &v.Source }, line),
	)
}

// rungSchema reads a method's id, or a rung with its site and needs.
func rungSchema() value[inventory.Rung] {
	type rung = inventory.Rung
	full := mapping(
		at("method", func(v *rung) *string { return &v.Method }, name).must(),
		at("on", func(v *rung) *string { return &v.On }, line),
		at("needs", func(v *rung) *[]string { return &v.Needs }, list(name)),
		at("lacks", func(v *rung) *lang.Text { return &v.Lacks }, readText()),
		at("estimate", func(v *rung) *inventory.Estimate { return &v.Estimate }, estimateSchema()),
	)
	read := func(r *reader, n *yaml.Node, into *rung) {
		if n.Kind == yaml.MappingNode {
			full.read(r, n, into)
			return
		}
		name.read(r, n, &into.Method)
	}
	return value[rung]{read: read, accepts: func() *shape { return either(name.accepts(), full.accepts()) }}
}

func backupSchema() value[inventory.Backup] {
	type backup = inventory.Backup
	return mapping(
		at("at", func(v *backup) *time.Time { return &v.At }, moment),
		at("where", func(v *backup) *string { return &v.Where }, line),
	)
}

// probeSchema reads one question: http with the status expected, or tcp.
func probeSchema() value[inventory.Probe] {
	type probe = inventory.Probe
	full := mapping(
		at("http", func(v *probe) *string { return &v.HTTP }, line),
		at("expect", func(v *probe) *int { return &v.Expect }, whole(100, 599)),
		at("tcp", func(v *probe) *string { return &v.TCP }, line),
	)
	read := func(r *reader, n *yaml.Node, into *probe) {
		before := r.errors
		full.read(r, n, into)
		switch {
		case r.errors > before:
		case (into.HTTP == "") == (into.TCP == ""):
			r.fail(n, "one-of", diag.Hint{Key: "one-of", Args: []any{[]string{"http", "tcp"}}})
		case into.HTTP != "" && !strings.HasPrefix(into.HTTP, "http://") && !strings.HasPrefix(into.HTTP, "https://"):
			r.fail(child(n, "http"), "bad-value", diag.Hint{Key: "http"}, clip(into.HTTP))
		case into.TCP != "" && !strings.Contains(into.TCP, ":"):
			r.fail(child(n, "tcp"), "bad-value", diag.Hint{Key: "tcp"}, clip(into.TCP))
		}
	}
	return value[probe]{read: read, accepts: func() *shape { return probeShape(full.accepts()) }}
}

func continuitySchema() value[inventory.Continuity] {
	type continuity = inventory.Continuity
	return mapping(
		at("kind", func(v *continuity) *string { return &v.Kind }, line),
		at("means", func(v *continuity) *lang.Text { return &v.Means }, readText()).must(),
		at("maxDuration", func(v *continuity) *time.Duration { return &v.MaxDuration }, duration),
	)
}

func deadlineSchema() value[inventory.Deadline] {
	type deadline = inventory.Deadline
	return mapping(
		at("at", func(v *deadline) *time.Time { return &v.At }, moment).must(),
		at("what", func(v *deadline) *lang.Text { return &v.What }, readText()),
	)
}
