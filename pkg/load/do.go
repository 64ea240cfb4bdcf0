package load

import (
	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// doSchema reads what doing a task means: exactly one kind.
func doSchema() value[playbook.Do] {
	kinds := []field[playbook.Do]{
		kindOf(playbook.Confirm, confirm()),
		kindOf(playbook.Run, mapping(
			at("argv", func(v *playbook.Do) *[]string { return &v.Run }, list(text)).must(),
			at("env", func(v *playbook.Do) *map[string]string { return &v.Env }, labels),
		)),
		kindOf(playbook.ProbeIt, onlyTrue),
		kindOf(playbook.Record, mapping(
			at("fields", func(v *playbook.Do) *[]playbook.Field { return &v.Fields }, list(fieldSchema())).must(),
		)),
		kindOf(playbook.Decide, mapping(
			at("question", func(v *playbook.Do) *lang.Text { return &v.Text }, readText()).must(),
			at("options", func(v *playbook.Do) *[]playbook.Option { return &v.Options }, list(optionSchema())).must(),
		)),
		kindOf(playbook.Approve, mapping(
			at("n", func(v *playbook.Do) *int { return &v.Approvers }, whole(1, 1000)).must(),
			at("of", func(v *playbook.Do) *string { return &v.Of }, name).must(),
		)),
		kindOf(playbook.Notify, mapping(
			at("to", func(v *playbook.Do) *string { return &v.Of }, name).must(),
			at("text", func(v *playbook.Do) *lang.Text { return &v.Text }, readText()),
		)),
	}
	one := mapping(kinds...)
	read := func(r *reader, n *yaml.Node, into *playbook.Do) {
		before := r.errors
		one.read(r, n, into)
		switch {
		case r.errors > before:
		case len(n.Content) != 2:
			r.fail(n, "one-of", diag.Hint{Key: "one-of", Args: []any{[]string{"confirm", "run", "probe", "record", "decide", "approve", "notify"}}})
		case isNull(n.Content[1]): // a kind is chosen by saying something of it
			key := n.Content[0].Value
			r.fail(n.Content[1], "missing-value", diag.Hint{Key: "missing-key", Args: []any{key}}, key)
		}
	}
	return value[playbook.Do]{read: read, accepts: func() *shape { return exactlyOne(kinds) }}
}

// kindOf is the key of one kind; reading it says which kind the task is.
func kindOf(kind playbook.Kind, read value[playbook.Do]) field[playbook.Do] {
	return field[playbook.Do]{key: string(kind), value: value[playbook.Do]{accepts: read.accepts, read: func(r *reader, n *yaml.Node, into *playbook.Do) {
		into.Kind = kind
		read.read(r, n, into)
	}}}
}

// confirm reads the statement, or true when the title says it already.
func confirm() value[playbook.Do] {
	statement := readText()
	read := func(r *reader, n *yaml.Node, into *playbook.Do) {
		if n.Kind == yaml.ScalarNode && n.Tag == "!!bool" {
			onlyTrue.read(r, n, into)
			return
		}
		statement.read(r, n, &into.Text)
	}
	return value[playbook.Do]{read: read, accepts: func() *shape {
		s := either(trueShape(), statement.accepts())
		s.Not = &shape{Enum: []any{false}} // as a statement it would do
		return s
	}}
}

// onlyTrue reads a key that needs no more said than that it is there.
var onlyTrue = value[playbook.Do]{accepts: trueShape, read: func(r *reader, n *yaml.Node, _ *playbook.Do) {
	var yes bool
	before := r.errors
	boolean.read(r, n, &yes)
	if !yes && r.errors == before {
		r.fail(n, "bad-value", diag.Hint{Key: "allowed", Args: []any{[]string{"true"}}}, n.Value)
	}
}}

func fieldSchema() value[playbook.Field] {
	type blank = playbook.Field
	all := mapping(
		at("id", func(v *blank) *string { return &v.ID }, name).must(),
		at("title", func(v *blank) *lang.Text { return &v.Title }, readText()),
		at("type", func(v *blank) *playbook.FieldType { return &v.Type },
			oneOf(playbook.TextField, playbook.NumberField, playbook.BoolField,
				playbook.TimeField, playbook.DurationField, playbook.EnumField)),
		at("required", func(v *blank) *bool { return &v.Required }, boolean),
		at("values", func(v *blank) *[]string { return &v.Values }, list(line)),
	)
	read := func(r *reader, n *yaml.Node, into *blank) {
		all.read(r, n, into)
		if into.Type == "" {
			into.Type = playbook.TextField
		}
	}
	return value[blank]{read: read, accepts: all.accepts}
}

func optionSchema() value[playbook.Option] {
	type option = playbook.Option
	return mapping(
		at("id", func(v *option) *string { return &v.ID }, name).must(),
		at("title", func(v *option) *lang.Text { return &v.Title }, readText()),
		at("declines", func(v *option) *bool { return &v.Declines }, boolean),
	)
}
