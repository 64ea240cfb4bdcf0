package load

import (
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
)

// Channel is something by which people will reach each other and the public
// during an outage.
type Channel struct {
	Title   lang.Text
	System  string    // the listed system it runs on; empty: none of them
	Instead lang.Text // what people use when it is gone
}

// percent reads 0% to 100%.
var percent = value[int]{accepts: percentShape, read: func(r *reader, n *yaml.Node, into *int) {
	s, ok := r.str(n)
	if !ok {
		return
	}
	number, signed := strings.CutSuffix(s, "%")
	p, err := strconv.Atoi(number)
	if !signed || err != nil || p < 0 || p > 100 || number != strconv.Itoa(p) {
		r.fail(n, "bad-value", diag.Hint{Key: "percent"}, clip(s))
		return
	}
	*into = p
}}

func percentShape() *shape {
	s := &shape{Types: types{"string"}, Pattern: "^(100|[1-9]?[0-9])%$", Examples: []string{"95%"}}
	return s.named("percent")
}

// thresholdsSchema reads a percentage for each aspect, or one for tiers 1 and
// 2 and one for all.
func thresholdsSchema() value[[]inventory.Threshold] {
	type threshold = inventory.Threshold
	both := mapping(
		at("tier1-2", func(t *threshold) *int { return &t.Important }, percent),
		at("all", func(t *threshold) *int { return &t.All }, percent),
	)
	one := naming("threshold", value[threshold]{
		accepts: func() *shape { return either(percentShape(), both.accepts()) },
		read: func(r *reader, n *yaml.Node, into *threshold) {
			if n.Kind == yaml.MappingNode {
				both.read(r, n, into)
				return
			}
			percent.read(r, n, &into.All)
		},
	})
	aspects := inventory.Aspects()
	fields := make([]field[[]threshold], len(aspects))
	for i, aspect := range aspects {
		fields[i] = at(string(aspect), func(t *[]threshold) *threshold {
			if *t == nil {
				*t = make([]threshold, len(aspects))
			}
			return &(*t)[i]
		}, one)
	}
	return mapping(fields...)
}

func channelSchema() value[Channel] {
	type ch = Channel
	return mapping(
		at("title", func(v *ch) *lang.Text { return &v.Title }, readText()).must(),
		at("system", func(v *ch) *string { return &v.System }, name),
		at("instead", func(v *ch) *lang.Text { return &v.Instead }, readText()),
	)
}

// exercisedKey reads how often a list and a playbook have to be exercised.
func exercisedKey() value[time.Duration] {
	return mapping(at("every", func(v *time.Duration) *time.Duration { return v }, duration).must())
}
