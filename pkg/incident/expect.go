package incident

import (
	"cmp"
	"strings"
	"time"
)

// Expectation is what a named person said of when a system will be back: not
// before Between, not after And. Without times nobody can say any more.
type Expectation struct {
	Between time.Time
	And     time.Time
	From    string // who said it
	By      string // who recorded it
	At      time.Time
}

// Withdrawn says that nobody can say a time.
func (e *Expectation) Withdrawn() bool { return e.And.IsZero() }

// worseExpectation: that nobody can say is worse than any time, and a later
// time is worse than an earlier one. The rest makes the order strict.
func worseExpectation(a, b Expectation) bool {
	return cmp.Or(
		cmp.Compare(btoi(b.Withdrawn()), btoi(a.Withdrawn())),
		b.And.Compare(a.And),
		b.Between.Compare(a.Between),
		a.At.Compare(b.At),
		cmp.Compare(a.From, b.From),
		cmp.Compare(a.By, b.By),
	) < 0
}

func sameExpectation(a, b Expectation) bool {
	return a.Between.Equal(b.Between) && a.And.Equal(b.And)
}

// Expected is what was said of when a system will be back, if anybody said
// anything that is still to come true: what was said before it last came back
// is over, and so is everything while it is back. It may be withdrawn, and its
// time may have passed.
func (st *State) Expected(i int32) (e Expectation, ok bool) {
	sys := &st.systems[i]
	if sys.expected.empty() || sys.counts {
		return Expectation{}, false
	}
	e = sys.expected.value(worseExpectation)
	if !sys.countedSince.IsZero() && !e.At.After(sys.countedSince) {
		return Expectation{}, false
	}
	return e, true
}

func (d *decision) expect(c Expect) (any, error) {
	from := strings.TrimSpace(d.ctx.From)
	switch {
	case from == "":
		return nil, &Misuse{Code: "expect-from"}
	case !c.Unknown && (c.Between.IsZero() || c.And.IsZero()):
		return nil, &Misuse{Code: "expect-times"}
	case c.And.Before(c.Between):
		return nil, &Misuse{Code: "expect-order"}
	}
	said := Expectation{Between: c.Between, And: c.And}
	if c.Unknown {
		said = Expectation{}
	}
	now, ok := d.Expected(c.System)
	if ok && sameExpectation(now, said) && now.From == d.ctx.From && now.By == d.ctx.By &&
		!d.systems[c.System].expected.conflict(sameExpectation) {
		return nil, ErrNothingNew
	}
	body := ExpectedBody{System: d.Inventory.Systems[c.System].ID, Between: said.Between, And: said.And}
	if c.Unknown {
		return d.event(ExpectationWithdrawn, body)
	}
	return d.event(ExpectationTold, body)
}

func (f fold) expected(b ExpectedBody) {
	for _, i := range f.indices([]string{b.System}) {
		f.systems[i].expected.set(f.by, Expectation{
			Between: b.Between, And: b.And, From: f.rec.From, By: f.rec.By, At: f.rec.Happened,
		}, f.seen)
	}
}
