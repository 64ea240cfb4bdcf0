package drill

import (
	"fmt"
	"time"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/selection"
)

// form is one way to say what is expected.
type form struct {
	key   string
	claim *selection.Claim
}

// forms lists the ways that an expectation uses.
func (x *Expectation) forms() []form {
	var used []form
	for _, f := range []form{{"that", x.That}, {"always", x.Always}, {"never", x.Never}, {"atStart", x.AtStart}} {
		if f.claim != nil {
			used = append(used, f)
		}
	}
	return used
}

func (c *checker) expectations() {
	taken := map[string]int{}
	for i := range c.d.Expect {
		x, path := &c.d.Expect[i], fmt.Sprintf("expect[%d]", i)
		c.once(taken, x.ID, "expect[%d].id", i)
		if !(x.Share >= 0 && x.Share <= 1) {
			c.error(path+".share", "out-of-range", fmt.Sprint(x.Share)).Hint = diag.Hint{Key: "range", Args: []any{0, 1}}
		}
		used := x.forms()
		if len(used) != 1 || x.ForEach != nil && x.That == nil {
			c.error(path, "expectation-form").Hint = diag.Hint{Key: "expectation-form"}
		} else {
			c.moment(path, x, used[0].key)
		}
		c.expression(path+".forEach", x.ForEach)
		for _, f := range used {
			for _, ref := range f.claim.References() {
				c.reference(path+"."+f.key, ref)
			}
			if i < mostJudged {
				c.certain(path+"."+f.key, f)
			}
		}
	}
}

// moment checks when an expectation of a form must be met.
func (c *checker) moment(path string, x *Expectation, form string) {
	if x.By != 0 && x.At != 0 || x.At != 0 && x.ForEach != nil || (x.By != 0 || x.At != 0) && form != "that" {
		c.error(path, "expectation-time").Hint = diag.Hint{Key: "expectation-form"}
		return
	}
	for _, when := range []struct {
		key string
		at  time.Duration
	}{{"by", x.By}, {"at", x.At}} {
		switch {
		case when.at < 0:
			c.error(path+"."+when.key, "negative-duration", when.at.String())
		case when.at > c.d.Until && c.d.Until > 0:
			c.error(path+"."+when.key, "expectation-after-end", short(when.at), short(c.d.Until)).Hint = diag.Hint{Key: "after-end"}
		}
	}
}

// mostJudged bounds how many expectations are judged by their form, each of
// which can take some milliseconds.
const mostJudged = 100

// certain finds expectations that nothing can meet, or that everything meets.
func (c *checker) certain(path string, f form) {
	holds, certain := f.claim.Certain()
	if !certain {
		return
	}
	if holds != (f.key == "never") {
		c.warn(path, "expectation-certain", f.claim.String())
		return
	}
	c.error(path, "expectation-impossible", f.claim.String())
}
