package load

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// shape is what may be written at a place, in the words of JSON Schema as far
// as the declarations need them. The zero value takes anything.
type shape struct {
	name string // a schema keeps it once under this name; empty: where it is used

	Draft       string            `json:"$schema,omitempty"`
	Title       string            `json:"title,omitempty"`
	Ref         string            `json:"$ref,omitempty"`
	Types       types             `json:"type,omitempty"`
	Enum        []any             `json:"enum,omitempty"`
	MinLength   int               `json:"minLength,omitempty"`
	Pattern     string            `json:"pattern,omitempty"`
	Examples    []string          `json:"examples,omitempty"`
	Minimum     *float64          `json:"minimum,omitempty"`
	Above       *float64          `json:"exclusiveMinimum,omitempty"`
	Maximum     *float64          `json:"maximum,omitempty"`
	Items       *shape            `json:"items,omitempty"`
	Required    []string          `json:"required,omitempty"`
	Properties  map[string]*shape `json:"properties,omitempty"`
	Patterns    map[string]*shape `json:"patternProperties,omitempty"`
	Names       *shape            `json:"propertyNames,omitempty"`
	Others      any               `json:"additionalProperties,omitempty"` // false or a *shape
	Fewest      int               `json:"minProperties,omitempty"`
	Most        int               `json:"maxProperties,omitempty"`
	AnyOf       []*shape          `json:"anyOf,omitempty"`
	AllOf       []*shape          `json:"allOf,omitempty"`
	Not         *shape            `json:"not,omitempty"`
	If          *shape            `json:"if,omitempty"`
	Then        *shape            `json:"then,omitempty"`
	Definitions map[string]*shape `json:"definitions,omitempty"`
}

// types are the types of JSON that are taken; none is any.
type types []string

// MarshalJSON writes a single type as a word.
func (t types) MarshalJSON() ([]byte, error) {
	if len(t) == 1 {
		return json.Marshal(t[0])
	}
	return json.Marshal([]string(t))
}

// named gives the shape a name, under which a schema keeps it once.
func (s *shape) named(name string) *shape {
	s.name = name
	return s
}

// naming is the value with a name for its shape.
func naming[V any](name string, v value[V]) value[V] {
	return value[V]{read: v.read, accepts: func() *shape { return v.accepts().named(name) }}
}

// objectOf is a mapping of known keys. An optional one may stay blank; a
// required one may be neither blank nor an empty text.
func objectOf[T any](fields []field[T]) *shape {
	s := &shape{Types: types{"object"}, Properties: map[string]*shape{}, Others: false}
	for _, f := range fields {
		if f.required {
			s.Required = append(s.Required, f.key)
			s.Properties[f.key] = f.accepts().notEmpty()
		} else {
			s.Properties[f.key] = f.accepts().orNothing()
		}
	}
	return s
}

// keyed is a mapping with any of the keys, all of one shape. The keys stand in
// a pattern because some of them look like numbers: yaml-language-server does
// not find those among properties.
func keyed(keys []string, each *shape) *shape {
	pattern := "^(" + strings.Join(keys, "|") + ")$"
	return &shape{Types: types{"object"}, Patterns: map[string]*shape{pattern: each}, Others: false}
}

// openTo is a mapping whose keys people choose.
func openTo(names, each *shape) *shape {
	return &shape{Types: types{"object"}, Names: names, Others: each}
}

func listOf(each *shape) *shape { return &shape{Types: types{"array"}, Items: each} }

func either(ways ...*shape) *shape { return &shape{AnyOf: ways} }

// orNothing also takes a blank.
func (s *shape) orNothing() *shape {
	open := *s
	switch {
	case s.name != "", s.Not != nil, s.AllOf != nil, s.AnyOf != nil && s.Types != nil:
		return either(s, blank())
	case s.AnyOf != nil:
		open.AnyOf = append(slices.Clip(s.AnyOf), blank())
	case s.Enum != nil:
		open.Enum = append(slices.Clip(s.Enum), nil)
	case s.Types != nil:
		open.Types = append(slices.Clip(s.Types), "null")
	}
	return &open
}

func blank() *shape { return &shape{Types: types{"null"}} }

// notEmpty takes no text of blanks alone.
func (s *shape) notEmpty() *shape {
	if !s.takesEmpty() {
		return s
	}
	return &shape{AllOf: []*shape{s}, Pattern: `\S`}
}

func (s *shape) takesEmpty() bool {
	if s.AnyOf != nil {
		return slices.ContainsFunc(s.AnyOf, (*shape).takesEmpty)
	}
	return s.MinLength == 0 && s.Enum == nil && slices.Contains(s.Types, "string") &&
		regexp.MustCompile(s.Pattern).MatchString("")
}

// exactlyOne is a mapping with one of the keys.
func exactlyOne[T any](fields []field[T]) *shape {
	s := &shape{Types: types{"object"}, Properties: map[string]*shape{}, Others: false, Fewest: 1, Most: 1}
	for _, f := range fields {
		s.Properties[f.key] = f.accepts()
	}
	return s
}

// notBoth takes only one of two keys whose values are true or false.
func (s *shape) notBoth(one, other string) *shape {
	s.Not = &shape{Required: []string{one, other}, Properties: map[string]*shape{one: booleanShape(), other: booleanShape()}}
	return s
}

// textShape is a scalar of any type, which is read as the characters that
// stand there. Those that may not (see hidden) are in the pattern themselves,
// because not every pattern language knows the same escapes.
func textShape() *shape {
	const unseen = "\x00-\x08\x0b-\x1f\x7f-\u009f\u202a-\u202e\u2066-\u2069\ufeff"
	s := &shape{Types: types{"string", "number", "boolean"}, Pattern: "^[^" + unseen + "]*$"}
	return s.named("text")
}

// idShape is a text of one word (see name).
func idShape() *shape {
	s := &shape{AllOf: []*shape{textShape()}, Pattern: `^[^\s,-][^\s,]*$`, Minimum: number(0)} // -1 begins with a hyphen
	return s.named("id")
}

func booleanShape() *shape { return &shape{Types: types{"boolean"}} }

func trueShape() *shape {
	return &shape{Types: types{"boolean"}, Not: &shape{Enum: []any{false}}}
}

func wordsShape(words []string) *shape {
	s := &shape{}
	for _, word := range words {
		s.Enum = append(s.Enum, word)
	}
	return s
}

func wholeShape(least, most int) *shape {
	return &shape{Types: types{"integer"}, Minimum: number(least), Maximum: number(most)}
}

func shareShape() *shape {
	return &shape{Types: types{"number"}, Minimum: number(0), Maximum: number(1)}
}

func chanceShape() *shape {
	return &shape{Types: types{"number"}, Above: number(0), Maximum: number(1)}
}

func number(n int) *float64 {
	f := float64(n)
	return &f
}

func tierShape() *shape { return &shape{Enum: []any{1, 2, 3, 4}} }

func durationShape() *shape {
	s := &shape{
		Types: types{"string"}, MinLength: 1,
		Pattern:  "^([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?$",
		Examples: []string{"90s", "30m", "3h30m", "2d"},
	}
	return s.named("duration")
}

// The parts of times. How many days a month has is for the reader to know.
const (
	datePattern   = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
	clockPattern  = "([01][0-9]|2[0-3]):[0-5][0-9]"
	momentPattern = datePattern + "T" + clockPattern + ":[0-5][0-9](\\.[0-9]+)?(Z|[+-]" + clockPattern + ")"
)

func momentShape() *shape {
	s := &shape{Types: types{"string"}, Pattern: "^" + momentPattern + "$", Examples: []string{"2025-09-26T20:15:00+09:00"}}
	return s.named("time")
}

func dayShape() *shape {
	s := &shape{
		Types: types{"string"}, Pattern: "^(" + datePattern + "|" + momentPattern + ")$",
		Examples: []string{"2025-09-26", "2025-09-26T20:15:00+09:00"},
	}
	return s.named("date")
}

func clockShape() *shape {
	s := &shape{Types: types{"string"}, Pattern: "^([0-9]:[0-5][0-9]|" + clockPattern + ")$", Examples: []string{"08:00"}}
	return s.named("clock")
}

func labelsShape() *shape {
	return openTo(textShape(), textShape().orNothing()).named("labels")
}

// probeShape takes one of two questions; a blank one is none.
func probeShape(s *shape) *shape {
	one := func(key, pattern, other string) *shape {
		return &shape{Required: []string{key}, Properties: map[string]*shape{
			key:   {Types: types{"string"}, Pattern: pattern},
			other: {Enum: []any{"", nil}},
		}}
	}
	s.AnyOf = []*shape{one("http", "^https?://", "tcp"), one("tcp", ":", "http")}
	return s
}
