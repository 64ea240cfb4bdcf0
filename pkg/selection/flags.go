package selection

import (
	"strconv"
	"strings"
)

// Flags are the plain flags that stand beside --where. What they say must all
// hold; of several values of one flag, any.
type Flags struct {
	Where    string
	Rooms    []string
	Tiers    []int // 1 to 4
	Agencies []string
	Sites    []string
	Public   bool // only public systems
}

// Compile makes one expression of the flags; nil when none was given, which
// means every system. Columns of an *Error speak of Where.
func (f Flags) Compile() (*Expr, error) {
	var parts []string
	if f.Where != "" {
		// On its own first: what closes a bracket too many must not
		// reach into the other flags, and columns must be its own.
		if _, err := Compile(f.Where); err != nil {
			return nil, err
		}
		parts = append(parts, "("+f.Where+"\n)")
	}
	for _, named := range []struct {
		field string
		words []string
	}{{"room", f.Rooms}, {"agency", f.Agencies}, {"site", f.Sites}} {
		if len(named.words) > 0 {
			parts = append(parts, named.field+" in ["+list(named.words, strconv.Quote)+"]")
		}
	}
	if len(f.Tiers) > 0 {
		parts = append(parts, "tier in ["+list(f.Tiers, strconv.Itoa)+"]")
	}
	if f.Public {
		parts = append(parts, "public")
	}
	if len(parts) == 0 {
		return nil, nil
	}
	if len(parts) == 1 && f.Where != "" {
		return Compile(f.Where)
	}
	return Compile(strings.Join(parts, " && "))
}

func list[T any](values []T, write func(T) string) string {
	written := make([]string, len(values))
	for i, v := range values {
		written[i] = write(v)
	}
	return strings.Join(written, ", ")
}
